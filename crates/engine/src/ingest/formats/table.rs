//! Formats that are data: a helpdesk whose export is one row a ticket is a [`Table`] of names and words, and nothing else.
//!
//! The generic reader knows what columns are usually called and how each field is read, so a table lists only what is peculiar
//! to its vendor: names that tell it, names that mean something else elsewhere, units, words, and what to say to people.

use super::claims::{self, Claim, is_named};
use super::looks;
use super::vocabulary;
use super::{ColumnRule, DurationUnit, Format, RatingScale, Read, Shape, Translate, generic};
use crate::dataset::{AiOutcome, AiTagMeaning, Clock, Origin};
use crate::ingest::duration;
use model::catalog::FormatInfo;
use model::field::Field;
use model::outcome::{Channel, Priority, Status};

/// Why a column of tags tells no field of its own.
const TOGETHER: &str = "Read together with the first column of that name.";

/// One helpdesk's export of tickets, told by names and words.
pub(super) struct Table {
    /// Stable id.
    pub(super) id: &'static str,
    /// The product.
    pub(super) product: &'static str,
    /// The kind of export.
    pub(super) label: &'static str,
    /// How to make it.
    pub(super) how_to_export: &'static str,
    /// A line for each field: `field[.unit…] name|name|… [= reason]`, names as [`super::normalise_name`] has them, the better
    /// name first, a later line of the same field weaker than an earlier one. `!` before a name: hardly anybody else uses it;
    /// `?`: it fits. The field `-` is for columns that are not used, `+` for
    /// those that are signs and nothing else. Units: `ms`, `s`, `min`, `h`; `ms_or_h`: by size; `business` and `calendar`
    /// name the clock; `zero`: `00:00:00` stands for nothing; `not`: yes means no; `left`: the time left to a goal, below zero
    /// where it was missed; `once`: when it happened last.
    pub(super) columns: &'static str,
    /// What ids look like, separated by `|`: `9` stands for digits, `@` for capitals and digits, `*` for anything that follows,
    /// all else for itself. Tells as much as a name that hardly anybody else uses.
    pub(super) ids: &'static str,
    /// Whether it is never JSON: another format reads that.
    pub(super) is_text_only: bool,
    /// Words of statuses.
    pub(super) status: Translate<Status>,
    /// Words of statuses where all ids look so, see [`Table::ids`]: one number means different things in different tables.
    pub(super) status_by_ids: &'static [(&'static str, Translate<Status>)],
    /// Words of priorities.
    pub(super) priority: Translate<Priority>,
    /// Words of channels.
    pub(super) channel: Translate<Channel>,
    /// Words of who started a ticket.
    pub(super) origin: Translate<Origin>,
    /// Words of what became of the AI's attempt.
    pub(super) outcome: Translate<AiOutcome>,
    /// Words that mean an empty cell in a column of one of these vocabularies.
    pub(super) none: &'static [&'static str],
    /// JSON only: see [`Format::fold`].
    pub(super) fold: fn(&serde_json::Value, &mut dyn FnMut(&'static str, String)),
    /// What `fold` may add.
    pub(super) folded: &'static [&'static str],
    /// See [`Format::counts_ai_among_people`].
    pub(super) counts_ai_among_people: bool,
    /// The scale of ratings.
    pub(super) ratings: RatingScale,
    /// Tags that tell what an AI did.
    pub(super) ai_tags: &'static [(&'static str, AiTagMeaning, &'static str)],
    /// Columns, separated by `|`, that are empty only below the first row of a group: the report was not exported row by row.
    pub(super) first_of_group: &'static str,
    /// What belongs beside every figure: the bias of the export.
    pub(super) warning: &'static str,
    /// How to get what the AI did, where no column tells it.
    pub(super) how_ai: &'static str,
    /// How to get what messages and events tell: replies, their times, ends and reopenings.
    pub(super) how_messages: &'static str,
    /// How to get one field or another, above all else: a line for each text, `field field … = Text.`
    pub(super) how: &'static str,
}

impl Table {
    /// A table without anything peculiar.
    pub(super) const USUAL: Table = Table {
        id: "",
        product: "",
        label: "tickets",
        how_to_export: "",
        columns: "",
        ids: "",
        is_text_only: false,
        status: vocabulary::status,
        status_by_ids: &[],
        priority: vocabulary::priority,
        channel: vocabulary::channel,
        origin: vocabulary::origin,
        outcome: vocabulary::ai_outcome,
        none: &[],
        fold: |_, _| {},
        folded: &[],
        counts_ai_among_people: false,
        ratings: RatingScale::ByValue,
        ai_tags: &[],
        first_of_group: "",
        warning: "",
        how_ai: "",
        how_messages: "",
        how: "",
    };

    /// Every name of the table.
    #[inline(never)]
    fn known(&self) -> Vec<Known> {
        let mut all = Vec::new();
        for line in self.columns.lines() {
            let Some((head, rest)) = line.trim_start().split_once(' ') else { continue };
            let (names, reason) = rest.split_once(" = ").unwrap_or((rest, ""));
            let (field, options) = head.split_once('.').unwrap_or((head, ""));
            for name in names.split('|') {
                let weight = match name.as_bytes().first() {
                    Some(b'!') => 2,
                    Some(b'?') => 1,
                    _ => 0,
                };
                all.push(Known {
                    field: Field::from_id(field),
                    is_sign: field == "+",
                    options,
                    weight,
                    name: if weight > 0 { &name[1..] } else { name },
                    reason,
                });
            }
        }
        all
    }

    /// The names without what an envelope or a report adds to each (`attributes.`, `properties.`, `(Ticket)`), and as the table
    /// writes them where only blanks differ: `CASENUMBER` is "case number".
    fn names_of(&self, shape: &Shape, known: &[Known]) -> Vec<String> {
        let mut names = shape.normalised();
        let is_time = |name: &str| {
            known.iter().any(|known| {
                known.name == name && known.field.is_some_and(|field| field.id().ends_with("_at"))
            })
        };
        // A time as it is shown is that of the viewer's zone and taste; beside it stands the one that is meant.
        let shown: Vec<String> =
            names.iter().filter_map(|name| Some(name.strip_suffix(".display value")?.to_string())).collect();
        let is_meant = |name: &str| {
            name.strip_suffix(".value")
                .is_some_and(|base| is_time(base) && shown.iter().any(|name| name == base))
        };
        let meant: Vec<String> = names.iter().filter(|name| is_meant(name)).cloned().collect();
        for name in &mut names {
            if let Some(base) = name.strip_suffix(".value").filter(|_| meant.contains(name)) {
                *name = base.to_string();
                continue;
            }
            let is_shown_only =
                |base: &str| meant.iter().any(|name| name.strip_suffix(".value") == Some(base));
            if name.strip_suffix(".display value").is_some_and(is_shown_only) {
                continue;
            }
            let mut text = name.as_str();
            for prefix in ["attributes.", "properties.", "fields.", "property ", "case: ", "ticket metric."] {
                // Of Salesforce's records "attributes" tell the kind.
                text = text.strip_prefix(prefix).filter(|rest| *rest != "type").unwrap_or(text);
            }
            for suffix in [" (ticket)", " (tickets)", ".display value"] {
                text = text.strip_suffix(suffix).unwrap_or(text);
            }
            let letters = |text: &'static str| text.bytes().filter(|byte| *byte != b' ');
            let bare = text.replace(' ', "");
            let same = known
                .iter()
                .find(|known| known.name.len() >= bare.len() && letters(known.name).eq(bare.bytes()));
            *name = same.map_or(text, |known| known.name).to_string();
        }
        names
    }

    /// How cells of a column are read that tells a field; `None`: a table cannot say.
    fn read(&self, field: Field, name: &str, options: &str) -> Option<Read> {
        let mut read = generic::trusted(field, name)?;
        match &mut read {
            Read::Status(words) => *words = self.status,
            Read::Priority(words) => *words = self.priority,
            Read::Channel(words) => *words = self.channel,
            Read::Origin(words) => *words = self.origin,
            Read::AiOutcome(words) => *words = self.outcome,
            Read::Flag { words } if options == "not" => *words = vocabulary::not_kept,
            Read::Flag { words } if options == "left" => *words = vocabulary::none_left,
            Read::Count if options == "once" => read = Read::Happened,
            Read::Rating(scale) => *scale = self.ratings.clone(),
            Read::Duration { unit, clock, zero_is_none } => {
                for option in options.split('.') {
                    match option {
                        "ms" => *unit = Some(DurationUnit::Milliseconds),
                        "s" => *unit = Some(DurationUnit::Seconds),
                        "min" => *unit = Some(DurationUnit::Minutes),
                        "h" => *unit = Some(DurationUnit::Hours),
                        "zero" => *zero_is_none = true,
                        "business" => *clock = Clock::Business,
                        "calendar" => *clock = Clock::Calendar,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        Some(read)
    }
}

/// One name of [`Table::columns`].
struct Known {
    /// What its columns tell.
    field: Option<Field>,
    /// Only a sign: the generic reader judges the column.
    is_sign: bool,
    /// Unit and clock.
    options: &'static str,
    /// Weight as a sign, see [`claims::Sign`].
    weight: u8,
    name: &'static str,
    reason: &'static str,
}

impl Table {
    /// The first id, if all ids of the sample look like one of these kinds.
    fn id_like<'a>(
        &self,
        shape: &'a Shape,
        names: &[String],
        known: &[Known],
        kinds: &str,
    ) -> Option<&'a str> {
        let name = known
            .iter()
            .find(|known| known.field == Some(Field::Id) && names.iter().any(|name| name == known.name))?;
        let column = names.iter().position(|found| found == name.name)?;
        let mut ids = shape.sample.iter().take(50).filter_map(|row| Some(row.get(column)?.trim()));
        let first = shape.sample.first()?.get(column)?;
        ids.all(|id| kinds.split('|').any(|kind| is_like(id, kind))).then_some(first)
    }
}

/// Nobody waits a thousand hours for most answers.
fn ms_or_h(shape: &Shape, column: usize) -> DurationUnit {
    let numbers = shape.sample.iter().filter_map(|row| duration::number(row.get(column)?.trim()));
    let (long, all) = numbers
        .filter(|number| *number > 0.0)
        .fold((0, 0), |(long, all), n| (long + usize::from(n >= 1000.0), all + 1));
    if long * 2 > all { DurationUnit::Milliseconds } else { DurationUnit::Hours }
}

/// Whether an id looks so, see [`Table::ids`].
fn is_like(id: &str, pattern: &str) -> bool {
    let mut id = id.as_bytes();
    for kind in pattern.bytes() {
        let length = match kind {
            b'*' => return !id.is_empty(),
            b'9' => id.iter().take_while(|byte| byte.is_ascii_digit()).count(),
            b'@' => id.iter().take_while(|b| b.is_ascii_uppercase() || b.is_ascii_digit()).count(),
            _ => usize::from(id.first() == Some(&kind)),
        };
        if length == 0 {
            return false;
        }
        id = &id[length..];
    }
    id.is_empty()
}

impl Format for Table {
    fn info(&self) -> FormatInfo {
        FormatInfo {
            id: self.id.to_string(),
            product: self.product.to_string(),
            label: self.label.to_string(),
            how_to_export: self.how_to_export.to_string(),
        }
    }

    fn sniff(&self, shape: &Shape) -> Option<(u8, String)> {
        if self.is_text_only && shape.is_json {
            return None;
        }
        let known = self.known();
        let names = self.names_of(shape, &known);
        let mut signs: Vec<(&[&str], u8)> = Vec::new();
        for known in known.iter().filter(|known| known.weight > 0) {
            signs.push((std::slice::from_ref(&known.name), known.weight));
        }
        let first = self.id_like(shape, &names, &known, self.ids);
        let values = first.map(|id| (2, format!("ids such as {id}"))).into_iter().collect();
        // One name alone, however peculiar, may be anybody's own column.
        claims::recognise(shape, &names, &signs, values).filter(|(score, _)| *score > 50)
    }

    fn map(&self, shape: &Shape) -> Vec<ColumnRule> {
        let known = self.known();
        let names = self.names_of(shape, &known);
        let looks = looks::of(shape);
        let mut claims: Vec<Claim> = Vec::new();
        let mut others = vec![true; names.len()];
        let mut unused: Vec<Option<&'static str>> = vec![None; names.len()];
        let of_ids =
            self.status_by_ids.iter().find(|(ids, _)| self.id_like(shape, &names, &known, ids).is_some());
        let status = of_ids.map_or(self.status, |(_, words)| *words);
        for (at, known) in known.iter().enumerate().filter(|(_, known)| !known.is_sign) {
            for column in 0..names.len() {
                if !is_named(&names[column], &[known.name]) {
                    continue;
                }
                // “Closed” may be a check box, or a date.
                if known.field == Some(Field::Status) && looks[column].is_dates() {
                    continue;
                }
                others[column] = false;
                let Some(field) = known.field else {
                    unused[column] = Some(known.reason);
                    continue;
                };
                if field == Field::Tags && shape.columns[..column].contains(&shape.columns[column]) {
                    unused[column] = Some(TOGETHER);
                    continue;
                }
                let Some(mut read) = self.read(field, &names[column], known.options) else { continue };
                if let Read::Duration { unit, .. } = &mut read
                    && known.options.contains("ms_or_h")
                {
                    *unit = Some(ms_or_h(shape, column));
                }
                let mut strength = 200_usize.saturating_sub(at).clamp(60, 200) as u8;
                // Teams name their statuses as they like; what stands beside them may be plainer. One word that is not known is
                // enough: a time beside it would be taken for that of a solution.
                if field == Field::Status && looks[column].known_percent(|word| status(word).is_some()) < 100
                {
                    strength -= 15;
                }
                if let Read::Status(words) = &mut read {
                    *words = status;
                }
                let reason = match known.reason {
                    "" => format!("{}'s column for “{}”.", self.product, field.label()),
                    reason => reason.to_string(),
                };
                claims.push(Claim { column, field, read, strength, reason });
            }
        }
        for mut claim in generic::extra_claims(shape, &looks, &others) {
            // The vendor's words hold for plainly named columns, too.
            if matches!(claim.read, Read::Status(_) | Read::Priority(_) | Read::Channel(_) | Read::Origin(_))
                && let Some(read) = self.read(claim.field, "", "")
            {
                claim.read = read;
            }
            claims.push(claim);
        }
        let mut rules = claims::settle(shape, &looks, claims, |column| {
            let reason = unused[column]?;
            Some(if reason.is_empty() { "Not needed for any figure so far." } else { reason }.to_string())
        });
        for (rule, reason) in rules.iter_mut().zip(&unused) {
            if *reason == Some(TOGETHER) {
                rule.read = Read::Tags { separator: None };
            }
        }
        rules
    }

    fn read(&self, field: Field, name: &str) -> Option<Read> {
        Table::read(self, field, name, "")
    }

    fn ai_tags(&self) -> &'static [(&'static str, AiTagMeaning, &'static str)] {
        self.ai_tags
    }

    fn origin_of_channel(&self, word: &str) -> Option<Origin> {
        (word.contains("outbound") || word.contains("outgoing")).then_some(Origin::Outbound)
    }

    fn counts_ai_among_people(&self) -> bool {
        self.counts_ai_among_people
    }

    fn is_none(&self, word: &str) -> bool {
        self.none.contains(&word)
    }

    fn fold(&self, record: &serde_json::Value, add: &mut dyn FnMut(&'static str, String)) {
        (self.fold)(record, add);
    }

    fn folded_columns(&self) -> &'static [&'static str] {
        self.folded
    }

    fn warnings(&self, shape: &Shape) -> Vec<String> {
        let mut warnings: Vec<String> =
            [self.warning].into_iter().filter(|text| !text.is_empty()).map(str::to_string).collect();
        let names = shape.normalised();
        let is_first =
            |name: &String| !name.is_empty() && self.first_of_group.split('|').any(|known| known == name);
        let grouped = names.iter().position(is_first);
        if let Some(column) = grouped {
            let empty =
                shape.sample.iter().filter(|row| row.get(column).is_none_or(|cell| cell.trim().is_empty()));
            if 2 * empty.count() > shape.sample.len() {
                warnings.push(format!(
                    "“{}” is empty in most rows: the report groups them, and names it only in the first row of each group. Export \
                     it again without groups (Details Only).",
                    shape.columns[column]
                ));
            }
        }
        warnings
    }

    #[cfg(test)]
    fn columns_known(&self) -> &'static str {
        self.columns
    }

    #[cfg(test)]
    fn how_known(&self) -> &'static str {
        self.how
    }

    fn how_to_get(&self, field: Field) -> String {
        let told = self.how.lines().filter_map(|line| line.trim_start().split_once(" = "));
        for (fields, text) in told {
            if fields.split(' ').any(|id| id == field.id()) {
                return text.to_string();
            }
        }
        let known = self.known().into_iter().find(|known| known.field == Some(field));
        let is_of_ai = matches!(
            field,
            Field::AiInvolved
                | Field::AiOutcome
                | Field::AiResolved
                | Field::AiAgent
                | Field::AiHandedOff
                | Field::AiAssisted
                | Field::AiReplies
        );
        let is_of_messages = matches!(
            field,
            Field::HumanReplies
                | Field::CustomerMessages
                | Field::FirstReplyAt
                | Field::FirstReplyTime
                | Field::FirstHumanReplyAt
                | Field::HandedOffAt
                | Field::SolvedAt
                | Field::Reopens
        );
        match known {
            None if is_of_ai && !self.how_ai.is_empty() => self.how_ai.to_string(),
            None if is_of_messages && !self.how_messages.is_empty() => self.how_messages.to_string(),
            Some(known) => format!("Add the column “{}” to {}'s export.", known.name, self.product),
            None if matches!(field, Field::ReplyBusinessTime | Field::ResolutionBusinessTime) => {
                format!("{}'s export has no times in business hours.", self.product)
            }
            None => format!(
                "{} has no column for “{}”; let a rule write it to a field or a tag, and export that.",
                self.product,
                field.label()
            ),
        }
    }
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
