//! From the readers of a whole file to the data set: what had to wait for the last row is decided here.

use super::build::{Builder, OUTDATED, REPEATED, Reader};
use super::choices;
use super::column::SpanReader;
use super::describe;
use super::duration;
use super::fold;
use super::instants::{self, TimeReader};
use super::kind::Kind;
use super::ledger;
use super::subject::Derived;
use super::versions;
use crate::dataset::{AiTag, Columns, DERIVED_TOPICS, Dataset, Flags, Ids, NO_SECS, Reread};
use model::field::Field;
use model::import::{Certainty, ColumnInfo, Decision, FieldWords, FormatScore};
use model::mapping::Mapping;
use model::units::{counted, grouped};

/// What is known of the file apart from its rows.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    pub(crate) name: String,
    /// See [`model::import::ImportSummary::shape`].
    pub(crate) shape: String,
    pub(crate) bytes: u64,
    pub(crate) candidates: Vec<FormatScore>,
    pub(crate) decisions: Vec<Decision>,
    pub(crate) warnings: Vec<String>,
    pub(crate) reread: Reread,
    pub(crate) zone_in_file: Option<String>,
    /// Whether other files were given with it.
    pub(crate) is_among_others: bool,
    /// What its rows are.
    pub(crate) kind: Kind,
}

/// What one of several files brings.
pub(crate) struct Part {
    /// What its rows are.
    pub(crate) kind: Kind,
    /// Its rows as a data set of their own. What is no ticket may lack the time of creation.
    pub(crate) dataset: Dataset,
    /// The hash of each requester, by number.
    pub(crate) people: Vec<u64>,
}

fn unit_decision(column: &str, span: &SpanReader) -> Option<Decision> {
    let choice = span.unit.as_ref().filter(|_| span.is_decided)?;
    Some(Decision {
        id: format!("unit:{column}"),
        label: format!("Unit of “{column}”"),
        value: choice.unit.label().into(),
        reason: choice.reason.clone(),
        certainty: choice.certainty,
        is_override: false,
    })
}

impl Builder {
    /// Decides the units that the sample left open, now that all rows are known.
    fn settle_units(&mut self) {
        let created = self.created_at.kept().to_vec();
        for at in 0..self.used.len() {
            let field = self.used[at].field;
            let Reader::Span(span) = &self.used[at].reader else { continue };
            if span.unit.is_some() {
                continue;
            }
            let ends: Option<&[u32]> = Self::span_end(field).iter().find_map(|end| {
                self.used.iter().find_map(|other| match &other.reader {
                    Reader::Time(reader) if other.field == *end => Some(reader.kept()),
                    _ => None,
                })
            });
            let values: Vec<(f64, Option<f64>)> = span
                .undecided()
                .iter()
                .enumerate()
                .filter(|(_, value)| !value.is_nan())
                .map(|(row, value)| {
                    let known = |secs: &u32| *secs != NO_SECS;
                    let end = ends.and_then(|ends| ends.get(row).copied()).filter(known);
                    let start = created.get(row).copied().filter(known);
                    (*value, end.zip(start).map(|(end, start)| f64::from(end) - f64::from(start)))
                })
                .collect();
            // A column without a plain number has no unit to decide.
            if values.is_empty() {
                continue;
            }
            let choice = duration::choose_unit(&self.names[self.used[at].column], &values);
            if let Reader::Span(span) = &mut self.used[at].reader {
                span.decide(choice);
            }
        }
    }

    /// The data set, and who the requesters are.
    pub(crate) fn assemble_part(self, origin: Origin) -> Part {
        let people = self.used.iter().find_map(|used| match &used.reader {
            Reader::Person(reader) => Some(reader.hashes()),
            _ => None,
        });
        Part { kind: origin.kind, people: people.unwrap_or_default(), dataset: self.assemble(origin) }
    }

    /// The data set.
    pub(crate) fn assemble(mut self, origin: Origin) -> Dataset {
        self.settle_units();
        let mut columns = Columns::default();
        let mut words = Vec::new();
        let mut decisions = origin.decisions;
        let mut infos = describe::columns(&self.names, &self.rules, &self.sample, &self.mapping);
        for (info, filled) in infos.iter_mut().zip(&self.filled) {
            info.filled = *filled;
        }
        columns.id = match self.ids.take() {
            Some(ids) => ids.finish(),
            None => Ids::RowNumbers,
        };
        // All time columns are settled together: one may prove the order of the others.
        let mut time_fields = vec![(Field::CreatedAt, usize::MAX)];
        let mut times: Vec<TimeReader> = vec![self.created_at];
        let mut rest = Vec::new();
        let mut subjects = None;
        for used in self.used {
            if matches!(used.reader, Reader::Subject(_)) {
                subjects = Some((used.column, used.reader)).filter(|_| !origin.is_among_others);
                continue;
            }
            if self.filled[used.column] == 0 {
                // An empty column tells no more than a missing one, and the person is told how to get it.
                let info = &mut infos[used.column];
                info.field = None;
                info.reason =
                    format!("It would tell “{}”, but it is empty in this file.", used.field.label());
                continue;
            }
            infos[used.column].unreadable += used.reader.unreadable();
            match used.reader {
                Reader::Time(reader) => {
                    time_fields.push((used.field, used.column));
                    times.push(reader);
                }
                reader => rest.push((used.field, used.column, reader)),
            }
        }
        if let Some(created) = infos.iter_mut().find(|info| info.field == Some(Field::CreatedAt)) {
            created.unreadable = times[0].unreadable;
        }
        for ((field, column), reader) in time_fields.iter().zip(&times) {
            if reader.minority() > 0 {
                let name = self.names.get(*column).cloned().unwrap_or_else(|| field.label().to_string());
                decisions.push(mixed_zones(&name, reader));
            }
        }
        for ((field, _), times) in time_fields.into_iter().zip(instants::settle(times)) {
            match field {
                Field::CreatedAt => columns.created_at = times,
                Field::FirstReplyAt => columns.first_reply_at = Some(times),
                Field::FirstHumanReplyAt => columns.first_human_reply_at = Some(times),
                Field::SolvedAt => columns.solved_at = Some(times),
                Field::ClosedAt => columns.closed_at = Some(times),
                Field::HandedOffAt => columns.handed_off_at = Some(times),
                Field::DueAt => columns.due_at = Some(times),
                _ => columns.updated_at = Some(times),
            }
        }
        for (field, column, reader) in rest {
            let info = &mut infos[column];
            words.extend(words_of(field, info, &reader, &self.mapping, &mut decisions));
            put(&mut columns, field, &self.names[column], info, reader, &self.mapping, &mut decisions);
        }
        if columns.topic.is_none()
            && let Some((column, Reader::Subject(reader))) = subjects
            && let Some(derived) = reader.finish()
        {
            decisions.push(derived_topics(&self.names[column], &derived, self.tickets as u64));
            columns.topic = Some(derived.topics);
        }
        let mut tickets = self.tickets;
        let updated = columns.updated_at.as_ref().map_or(&[][..], |times| &times.secs);
        let scope = self.scope.take().map(|scope| (scope.column, scope.reader.finish()));
        let created = &columns.created_at.secs;
        let apart = scope.as_ref().map(|(_, scope)| versions::Apart { scope, created });
        let outdated = versions::outdated(&columns.id, &self.repeats, updated, apart.as_ref());
        if let Some((column, _)) = &scope
            && self.repeats.len() > outdated.len()
        {
            decisions.push(shared_ids(&self.names[*column], (self.repeats.len() - outdated.len()) as u64));
        }
        if !outdated.is_empty() {
            columns.tags = columns.tags.map(|tags| versions::with_tags_of(&tags, &outdated, updated));
            let mut stays = vec![true; tickets];
            for (row, by) in &outdated {
                stays[*row as usize] = false;
                let line = self.places.line(*row).unwrap_or_default();
                self.set_aside.add(if by > row { OUTDATED } else { REPEATED }, line);
            }
            columns.retain(&stays);
            self.places.retain(&stays);
            tickets -= outdated.len();
        }
        // What a format adds to records is no column of the file where it added nothing.
        let folded = self.format.folded_columns();
        infos.retain(|info| {
            info.filled > 0 || !(folded.contains(&info.name.as_str()) || fold::is_made(&info.name))
        });
        self.places.finish(origin.bytes);
        let is_known = self.format.has_own_ai_tags();
        let occurs =
            |tag: &str| columns.tags.iter().any(|tags| tags.values.iter().any(|known| **known == *tag));
        let ai_tags = self
            .format
            .ai_tags()
            .iter()
            .filter(|(tag, ..)| is_known || occurs(tag))
            .map(|(tag, meaning, reason)| AiTag {
                tag: (*tag).into(),
                meaning: *meaning,
                reason: (*reason).into(),
            })
            .collect();
        Dataset {
            name: origin.name,
            is_sample: false,
            bytes: origin.bytes,
            format: super::format_id(self.format),
            shape: origin.shape,
            words,
            rows: tickets as u32,
            columns,
            places: self.places,
            reread: origin.reread,
            candidates: origin.candidates,
            decisions,
            file_columns: infos,
            ledger: ledger::ledger(tickets as u64, self.set_aside, self.mended),
            warnings: origin.warnings,
            ai_tags,
            zone_in_file: origin.zone_in_file,
            joined: None,
        }
    }
}

/// The file names no topics.
fn derived_topics(subject: &str, derived: &Derived, tickets: u64) -> Decision {
    Decision {
        id: DERIVED_TOPICS.into(),
        label: "Topics".into(),
        value: format!("{} derived from subjects", counted(derived.topics.values.len() as u64, "topic")),
        reason: format!(
            "The file names no topics. The words that stand in most values of “{subject}” do it instead, and each ticket has the \
             rarest of them in its own; {} of {} have one. Words only point at what a ticket is about.",
            grouped(derived.told),
            counted(tickets, "ticket")
        ),
        certainty: Certainty::Assumed,
        is_override: false,
    }
}

/// One id stands for several tickets.
fn shared_ids(scope: &str, tickets: u64) -> Decision {
    Decision {
        id: "shared_ids".into(),
        label: "What makes a ticket".into(),
        value: format!("its id together with “{scope}”"),
        reason: format!(
            "{} share an id with another of another “{scope}” that was created at another time",
            counted(tickets, "ticket")
        ),
        certainty: Certainty::Likely,
        is_override: false,
    }
}

fn mixed_zones(name: &str, reader: &TimeReader) -> Decision {
    let count = grouped(reader.minority());
    Decision {
        id: format!("mixed_zones:{name}"),
        label: format!("Zones in “{name}”"),
        value: if reader.is_absolute() {
            "UTC where none is given".into()
        } else {
            "the clock as written".into()
        },
        reason: if reader.is_absolute() {
            format!("most values name their zone; {count} do not and are taken for UTC")
        } else {
            format!("most values name no zone; {count} do, and their clock is taken as it stands")
        },
        certainty: Certainty::Assumed,
        is_override: false,
    }
}

/// The words of a column and, where a person gave some of them a meaning, the decision.
fn words_of(
    field: Field,
    info: &ColumnInfo,
    reader: &Reader,
    mapping: &Mapping,
    decisions: &mut Vec<Decision>,
) -> Option<FieldWords> {
    let listed = match reader {
        Reader::Word(reader) => {
            choices::list_words(field, &info.name, reader.options(), reader.all_words(), mapping)
        }
        Reader::Rating(reader) => {
            let (options, words) = reader.all_words(&choices::words_for(mapping, field));
            choices::list_words(field, &info.name, options, words, mapping)
        }
        _ => return None,
    };
    let set: Vec<String> = listed
        .words
        .iter()
        .filter(|word| word.is_override)
        .map(|word| {
            let value = listed.options.iter().find(|(id, _)| Some(id) == word.value.as_ref());
            format!("“{}”: {}", word.word, value.map_or("nothing", |(_, label)| label))
        })
        .collect();
    if !set.is_empty() {
        decisions.push(choices::set_by_you(
            format!("meant:{}", field.id()),
            format!("Words of “{}”", info.name),
            set.join(", "),
            "All other words as known.",
        ));
    }
    Some(listed)
}

/// Which end of an effort score is the good one: no number tells.
fn direction(name: &str, field: Field) -> Decision {
    let (value, otherwise, other) = match field {
        Field::Ease => ("high is easy", "asks how much effort it took", Field::Effort),
        _ => ("high is hard", "asks whether it was easy", Field::Ease),
    };
    Decision {
        id: "effort_direction".into(),
        label: format!("Direction of “{name}”"),
        value: value.into(),
        reason: format!(
            "Taken from its name; the numbers do not tell. If your survey {otherwise}, choose “{}” for this column.",
            other.label()
        ),
        certainty: Certainty::Assumed,
        is_override: false,
    }
}

fn put(
    columns: &mut Columns,
    field: Field,
    name: &str,
    info: &mut ColumnInfo,
    reader: Reader,
    mapping: &Mapping,
    decisions: &mut Vec<Decision>,
) {
    match reader {
        Reader::Category(reader) => {
            let coded = Some(reader.finish());
            match field {
                Field::Topic => columns.topic = coded,
                Field::Team => columns.team = coded,
                Field::Agent => columns.agent = coded,
                Field::Language => columns.language = coded,
                Field::Channel => columns.channel_word = coded,
                _ => columns.ai_agent = coded,
            }
        }
        Reader::Word(reader) => {
            let unknown = reader.unknown_words();
            if !unknown.is_empty() {
                decisions.push(Decision {
                    id: format!("words:{}", field.id()),
                    label: format!("Unknown words in “{name}”"),
                    value: unknown.join(", "),
                    reason: format!(
                        "{} without a meaning known for {}",
                        counted(reader.unreadable(), "row"),
                        field.label()
                    ),
                    certainty: Certainty::Assumed,
                    is_override: false,
                });
            }
            let (bytes, origins) = reader.finish();
            if columns.initiator.is_none() {
                columns.initiator = origins;
            }
            let flags = |values: Vec<u8>| Some(Flags { values });
            match field {
                Field::Status => columns.status = Some(bytes),
                Field::Priority => columns.priority = Some(bytes),
                Field::Channel => columns.channel = Some(bytes),
                Field::AiOutcome => columns.ai_outcome = Some(bytes),
                Field::LastWord => columns.last_word = Some(bytes),
                Field::Initiator => columns.initiator = Some(bytes),
                Field::RatingOffered => columns.rating_offered = flags(bytes),
                Field::AiInvolved => columns.ai_involved = flags(bytes),
                Field::AiResolved => columns.ai_resolved = flags(bytes),
                Field::AiHandedOff => columns.ai_handed_off = flags(bytes),
                Field::ReplyBreached => columns.reply_breached = flags(bytes),
                Field::ResolutionBreached => columns.resolution_breached = flags(bytes),
                _ => columns.ai_assisted = flags(bytes),
            }
        }
        Reader::Tags(reader) => columns.tags = Some(reader.finish()),
        Reader::Person(reader) => columns.requester = Some(reader.finish()),
        Reader::Span(reader) => {
            decisions.extend(unit_decision(name, &reader));
            // "27:31:07" tells its unit itself, whatever numbers would mean here.
            let is_written_out = info.samples.iter().all(|sample| sample.contains(':'));
            let unit = reader.unit.as_ref().filter(|_| !is_written_out || info.samples.is_empty());
            info.unit = unit.map(|choice| choice.unit.label().to_string());
            let spans = Some(reader.finish(name));
            match field {
                Field::FirstReplyTime => columns.first_reply_time = spans,
                Field::ReplyBusinessTime => columns.reply_business_time = spans,
                Field::ResolutionBusinessTime => columns.resolution_business_time = spans,
                Field::NextReplyTime => columns.next_reply_time = spans,
                Field::HandleTime => columns.handle_time = spans,
                _ => columns.resolution_time = spans,
            }
        }
        Reader::Count(mut reader) => {
            reader.counts.shrink_to_fit();
            let counts = Some(reader.counts);
            match field {
                Field::Reopens => columns.reopens = counts,
                Field::HumanReplies => columns.human_replies = counts,
                Field::CustomerMessages => columns.customer_messages = counts,
                Field::Ease | Field::Effort => {
                    decisions.push(direction(name, field));
                    *(if field == Field::Ease { &mut columns.ease } else { &mut columns.effort }) = counts;
                }
                Field::Recommend => columns.recommend = counts,
                _ => columns.ai_replies = counts,
            }
        }
        Reader::Length(mut reader) => {
            reader.counts.shrink_to_fit();
            columns.rating_comment = Some(reader.counts);
        }
        Reader::Rating(reader) => {
            let rated = reader.finish(&choices::words_for(mapping, field));
            info.unreadable = rated.unreadable;
            info.unit = Some(rated.ratings.scale.clone());
            decisions.push(rated.decision);
            columns.rating = Some(rated.ratings);
        }
        Reader::Time(_) | Reader::Subject(_) => {}
    }
}
