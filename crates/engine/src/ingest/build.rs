//! From cells to columns: one typed reader for each column that is used, and a ledger that adds up.

mod parts;

use super::carrier::flatten::LIST_SEPARATOR;
use super::carrier::{Cell, Row, Sink};
use super::choices;
use super::column::{
    CategoryReader, CountReader, PersonReader, SpanReader, TagReader, Vocabulary, WordReader, separator_of,
};
use super::duration::{self, Span};
use super::fold::{self, Fold};
use super::formats::{ColumnRule, Format, Read};
use super::ids::{IdReader, Verdict, end_of_link};
use super::instants::{Reading, TimeReader};
use super::intern::Scratch;
use super::kind::Kind;
use super::ledger::Entries;
use super::rating::RatingReader;
use super::subject::SubjectReader;
use super::versions;
use crate::dataset::{NO_BYTE, NO_CODE, NO_COUNT, NO_SECS, Places};
use model::field::Field;
use model::import::Decision;
use model::mapping::Mapping;

/// Set aside: the id was there before.
pub(crate) const REPEATED: &str = "same ticket id as an earlier row";
/// Set aside: the id comes again, with a later change.
pub(crate) const OUTDATED: &str = "an earlier version of a ticket that a later row holds";
/// Set aside: no cell has a value.
pub(crate) const BLANK: &str = "no cell of the row has a value";
/// Set aside: created is empty.
pub(crate) const NO_CREATED: &str = "no time of creation";
/// Set aside: a column of its own says so.
const DELETED: &str = "deleted or spam, as a column of the file says";
/// Set aside: nothing tells the ticket that the row belongs to.
pub(crate) const NO_KEY: &str = "no ticket id";
/// Set aside: created is no time.
pub(crate) const BAD_CREATED: &str = "the time of creation cannot be read";
/// Set aside: JSON nested beyond what the parser follows.
pub(crate) const TOO_DEEP: &str = "nested more than 128 levels deep";
/// Mended: JSON with slips.
pub(crate) const ALMOST_JSON: &str =
    "not quite JSON (NaN, a comma too many, half a character): read all the same";
/// Mended: no id.
const NO_ID_MENDED: &str = "no ticket id: kept, but repeated rows cannot be told";
/// Mended: an id that a spreadsheet has rounded.
pub(crate) const ROUNDED_ID: &str =
    "the ticket id was rounded by a spreadsheet (such as 1.03E+13): repeated rows cannot be told";

/// Reads one kind of column.
#[derive(Clone)]
pub(crate) enum Reader {
    /// See [`CategoryReader`].
    Category(CategoryReader),
    /// See [`WordReader`].
    Word(WordReader),
    /// See [`TagReader`].
    Tags(TagReader),
    /// See [`PersonReader`].
    Person(PersonReader),
    /// See [`TimeReader`].
    Time(TimeReader),
    /// See [`SpanReader`].
    Span(SpanReader),
    /// See [`CountReader`].
    Count(CountReader),
    /// How long texts are that stay in the file.
    Length(CountReader),
    /// See [`RatingReader`].
    Rating(RatingReader),
    /// See [`SubjectReader`].
    Subject(SubjectReader),
}

impl Reader {
    #[inline]
    fn push(&mut self, text: &[u8]) {
        match self {
            Reader::Category(reader) => reader.push(text),
            Reader::Word(reader) => reader.push(text),
            Reader::Tags(reader) => reader.push(text),
            Reader::Person(reader) => reader.push(text),
            Reader::Time(reader) => {
                let reading = reader.read(text);
                reader.keep(reading);
            }
            Reader::Span(reader) => reader.push(text),
            Reader::Count(reader) => reader.push(text),
            Reader::Length(reader) => reader.push_length(text),
            Reader::Rating(reader) => reader.push(text),
            Reader::Subject(reader) => reader.push(text),
        }
    }

    /// Makes room, once, for the rows that are expected.
    fn reserve(&mut self, rows: usize) {
        match self {
            // The width of codes is not known yet; most dictionaries fit in one byte.
            Reader::Category(_) | Reader::Rating(_) => {}
            Reader::Word(reader) => reader.bytes().reserve_exact(rows),
            Reader::Tags(reader) => reader.reserve(rows),
            Reader::Subject(reader) => reader.reserve(rows),
            Reader::Person(reader) => reader.numbers().reserve_exact(rows),
            Reader::Time(reader) => reader.secs().reserve_exact(rows),
            Reader::Span(reader) => reader.secs().reserve_exact(rows),
            Reader::Count(reader) | Reader::Length(reader) => reader.counts.reserve_exact(rows),
        }
    }

    /// Gives the rows before the column turned up their nulls.
    fn fill_none(&mut self, rows: usize) {
        match self {
            Reader::Category(reader) => (0..rows).for_each(|_| reader.codes().push(NO_CODE)),
            Reader::Word(reader) => reader.bytes().resize(rows, NO_BYTE),
            Reader::Tags(reader) => (reader.rows()..rows).for_each(|_| reader.push(&[])),
            Reader::Subject(reader) => (reader.rows()..rows).for_each(|_| reader.push(&[])),
            Reader::Person(reader) => reader.numbers().resize(rows, NO_CODE),
            Reader::Time(reader) => reader.secs().resize(rows, NO_SECS),
            Reader::Span(reader) => (0..rows).for_each(|_| reader.push_none()),
            Reader::Count(reader) | Reader::Length(reader) => reader.counts.resize(rows, NO_COUNT),
            Reader::Rating(reader) => (reader.rows()..rows).for_each(|_| reader.push_none()),
        }
    }

    /// Rows with a value that could not be read (ratings tell theirs when the scale is known).
    pub(crate) fn unreadable(&self) -> u64 {
        match self {
            Reader::Word(reader) => reader.unreadable(),
            Reader::Time(reader) => reader.unreadable,
            Reader::Span(reader) => reader.unreadable,
            Reader::Count(reader) => reader.unreadable,
            Reader::Category(_)
            | Reader::Tags(_)
            | Reader::Person(_)
            | Reader::Length(_)
            | Reader::Rating(_)
            | Reader::Subject(_) => 0,
        }
    }
}

/// The kind of value that each field holds.
fn fits(field: Field, read: &Read) -> bool {
    use Field as F;
    match read {
        Read::Ignore => false,
        Read::Text => field == F::RatingComment,
        Read::Id => field == F::Id,
        Read::Category { .. } => matches!(field, F::Topic | F::Team | F::Agent | F::Language | F::AiAgent),
        Read::Tags { .. } => field == F::Tags,
        Read::Requester => field == F::Requester,
        Read::Instant => matches!(
            field,
            F::CreatedAt
                | F::FirstReplyAt
                | F::FirstHumanReplyAt
                | F::SolvedAt
                | F::ClosedAt
                | F::UpdatedAt
                | F::HandedOffAt
                | F::DueAt
        ),
        Read::Duration { .. } => field.is_span(),
        Read::Count => matches!(
            field,
            F::Reopens
                | F::HumanReplies
                | F::CustomerMessages
                | F::AiReplies
                | F::Ease
                | F::Effort
                | F::Recommend
        ),
        Read::Happened => field == F::Reopens,
        Read::Flag { .. } => {
            matches!(
                field,
                F::RatingOffered
                    | F::AiInvolved
                    | F::AiResolved
                    | F::AiHandedOff
                    | F::AiAssisted
                    | F::ReplyBreached
                    | F::ResolutionBreached
            )
        }
        Read::Status(_) => field == F::Status,
        Read::Priority(_) => field == F::Priority,
        Read::Channel(_) => field == F::Channel,
        Read::AiOutcome(_) => field == F::AiOutcome,
        Read::LastWord => field == F::LastWord,
        Read::Origin(_) => field == F::Initiator,
        Read::Rating(_) => field == F::Rating,
    }
}

/// A column that is read.
#[derive(Clone)]
pub(crate) struct Used {
    /// Its place among the file's columns.
    pub(crate) column: usize,
    /// Further columns of the same name, for tags: some helpdesks give every label a column of its own.
    also: Vec<usize>,
    /// What it is.
    pub(crate) field: Field,
    /// Reads it.
    pub(crate) reader: Reader,
}

/// Whether the row of an id that comes again is kept: it may be a later version, bring a further tag, or be of another account.
fn keeps_versions(used: &[Used], scope: Option<&Scope>) -> bool {
    scope.is_some() || used.iter().any(|used| matches!(used.field, Field::UpdatedAt | Field::Tags))
}

/// Columns that say of a row that the helpdesk has thrown it away.
fn says_deleted(name: &str) -> bool {
    let letters: String = name.chars().filter(|c| !matches!(c, ' ' | '_')).collect();
    ["isdeleted", "deleted", "isspam", "spam", "istrashed", "fivetrandeleted"]
        .iter()
        .any(|known| letters.eq_ignore_ascii_case(known))
}

/// A column without which ids are not unique.
#[derive(Clone)]
pub(crate) struct Scope {
    pub(crate) column: usize,
    pub(crate) reader: CategoryReader,
}

/// Names, rules, sample and mapping of a table that cannot be read.
type Refused = (Vec<String>, Vec<ColumnRule>, Vec<Vec<String>>, Mapping);

/// Builds the columns of a data set row by row.
#[derive(Clone)]
pub(crate) struct Builder {
    pub(crate) format: &'static dyn Format,
    pub(crate) names: Vec<String>,
    pub(crate) rules: Vec<ColumnRule>,
    pub(crate) sample: Vec<Vec<String>>,
    created: usize,
    pub(crate) created_at: TimeReader,
    id: usize,
    pub(crate) ids: Option<IdReader>,
    pub(crate) used: Vec<Used>,
    /// Tells apart tickets of one id.
    pub(crate) scope: Option<Scope>,
    /// See [`says_deleted`]; beyond the last column where there is none.
    deleted: usize,
    pub(crate) filled: Vec<u64>,
    pub(crate) tickets: usize,
    /// Rows whose id an earlier row has; the version changed last stays in the end.
    pub(crate) repeats: Vec<u32>,
    pub(crate) places: Places,
    pub(crate) set_aside: Entries,
    pub(crate) mended: Entries,
    scratch: Vec<u8>,
    is_json: bool,
    /// What a person said of files of this shape.
    pub(crate) mapping: Mapping,
    kind: Kind,
    /// Takes the rows, where they are no tickets but fold to them.
    pub(crate) fold: Scratch<Option<Box<Fold>>>,
}

impl Builder {
    /// A builder for columns with these names and rules; without one that is the time of creation, though it is tickets, it gives
    /// all back.
    pub(crate) fn new(
        format: &'static dyn Format,
        names: Vec<String>,
        mut rules: Vec<ColumnRule>,
        sample: Vec<Vec<String>>,
        is_json: bool,
        mapping: Mapping,
        kind: Kind,
    ) -> Result<Builder, Refused> {
        let position = |field: Field| {
            rules
                .iter()
                .position(|rule| rule.field == Some(field) && fits(field, &rule.read))
                .filter(|at| *at < names.len())
        };
        // What belongs to tickets of other files need not tell when it came to be.
        let created = position(Field::CreatedAt).or((kind != Kind::Tickets).then_some(usize::MAX));
        let Some(created) = created else { return Err((names, rules, sample, mapping)) };
        let id = position(Field::Id);
        let cells = |column: usize| sample.iter().filter_map(move |row| row.get(column)).map(String::as_str);
        let is_free = |(name, rule): &(&String, &ColumnRule)| rule.field.is_none() && says_deleted(name);
        // Some formats read it together with the status.
        let is_told = format.folded_columns().contains(&"combined.status");
        let deleted = names.iter().zip(&rules).position(|pair| !is_told && is_free(&pair));
        if let Some(rule) = deleted.and_then(|column| rules.get_mut(column)) {
            rule.reason = "Rows that say yes here are left out.".into();
        }
        let scope = id
            .filter(|_| kind == Kind::Tickets && !is_json)
            .and_then(|id| versions::scope_of(&names, &rules, &sample, id, created))
            .map(|column| Scope { column, reader: CategoryReader::new(&[]) });
        let mut builder = Builder {
            format,
            scope,
            deleted: deleted.unwrap_or(usize::MAX),
            created,
            created_at: TimeReader::new(cells(created)),
            id: id.unwrap_or(usize::MAX),
            ids: id.map(|_| IdReader::new()),
            used: Vec::new(),
            filled: vec![0; names.len()],
            tickets: 0,
            repeats: Vec::new(),
            places: Places::default(),
            set_aside: Entries::default(),
            mended: Entries::default(),
            scratch: Vec::new(),
            is_json,
            mapping,
            kind,
            fold: Scratch::default(),
            names,
            rules: Vec::new(),
            sample,
        };
        for (column, rule) in rules.iter().enumerate().take(builder.names.len()) {
            builder.add_reader(column, rule);
            if rule.field.is_none()
                && matches!(rule.read, Read::Tags { .. })
                && let Some(used) = builder.used.iter_mut().find(|used| used.field == Field::Tags)
            {
                used.also.push(column);
            }
        }
        builder.derive_topics(&rules);
        builder.rules = rules;
        builder.choose_units();
        Ok(builder)
    }

    /// Where no column names topics, the words of subjects may tell them.
    fn derive_topics(&mut self, rules: &[ColumnRule]) {
        let field = Field::Subject;
        let is_subject = |rule: &ColumnRule| rule.field == Some(field) && matches!(rule.read, Read::Text);
        let column = rules.iter().take(self.names.len()).position(is_subject);
        if self.kind == Kind::Tickets
            && self.used.iter().all(|used| used.field != Field::Topic)
            && let Some(column) = column
        {
            let reader = Reader::Subject(SubjectReader::new());
            self.used.push(Used { column, also: Vec::new(), field, reader });
        }
    }

    /// Starts reading a column, unless another column already stands for its field.
    fn add_reader(&mut self, column: usize, rule: &ColumnRule) {
        let Some(field) = rule.field else { return };
        let is_taken = self.used.iter().any(|used| used.field == field);
        if is_taken || !fits(field, &rule.read) || matches!(field, Field::CreatedAt | Field::Id) {
            return;
        }
        let cells = self.sample.iter().filter_map(|row| row.get(column)).map(String::as_str);
        let word = |vocabulary: Vocabulary| {
            let chosen = choices::bytes_for(vocabulary, &self.mapping, field);
            WordReader::new(vocabulary, self.format, chosen)
        };
        if field == Field::Channel {
            // What the words stand for is counted; which of them are an AI's, a person may know.
            let reader = Reader::Category(CategoryReader::new(&[]));
            self.used.push(Used { column, also: Vec::new(), field, reader });
        }
        let reader = match &rule.read {
            Read::Ignore | Read::Id => return,
            Read::Text => Reader::Length(CountReader::default()),
            Read::Category { none } => Reader::Category(CategoryReader::new(none)),
            Read::Tags { separator } => {
                let separator = match separator {
                    None if self.is_json => b',',
                    Some(separator) if separator.is_ascii() => *separator as u8,
                    _ => separator_of(cells),
                };
                Reader::Tags(TagReader::new(separator))
            }
            Read::Requester => Reader::Person(PersonReader::default()),
            Read::Instant => Reader::Time(TimeReader::new(cells)),
            Read::Duration { unit, clock, zero_is_none } => {
                Reader::Span(SpanReader::new(*unit, *clock, *zero_is_none))
            }
            Read::Count => Reader::Count(CountReader::default()),
            Read::Happened => Reader::Count(CountReader { is_event: true, ..CountReader::default() }),
            Read::Flag { words } => Reader::Word(word(Vocabulary::Flag(*words))),
            Read::Status(words) => Reader::Word(word(Vocabulary::Status(*words))),
            Read::Priority(words) => Reader::Word(word(Vocabulary::Priority(*words))),
            Read::Channel(words) => Reader::Word(word(Vocabulary::Channel(*words))),
            Read::AiOutcome(words) => Reader::Word(word(Vocabulary::AiOutcome(*words))),
            Read::Origin(words) => Reader::Word(word(Vocabulary::Origin(*words))),
            Read::LastWord => Reader::Word(word(Vocabulary::LastWord)),
            Read::Rating(scale) => Reader::Rating(RatingReader::new(scale.clone())),
        };
        self.used.push(Used { column, also: Vec::new(), field, reader });
    }

    /// Columns that turned up late (JSON: a path that no earlier record had). Rules of earlier columns do not change any more.
    pub(crate) fn add_columns(&mut self, names: Vec<String>, rules: Vec<ColumnRule>) {
        for (name, rule) in names.into_iter().zip(rules) {
            let column = self.names.len();
            let before = self.used.len();
            self.names.push(name);
            self.filled.push(0);
            if self.fold.0.is_some() {
                self.rules.push(ColumnRule::unused("Turned up after it was decided what a row is."));
                continue;
            }
            self.add_reader(column, &rule);
            let rows = self.tickets;
            let is_used = self.used.len() > before || rule.field.is_none();
            for used in &mut self.used[before..] {
                used.reader.fill_none(rows);
            }
            self.rules.push(if is_used || matches!(rule.read, Read::Text) {
                rule
            } else {
                ColumnRule::unused("turned up after another column had been taken for this field")
            });
        }
    }

    /// Makes room for the rows that are expected, so that columns do not grow by copying.
    pub(crate) fn reserve(&mut self, rows: usize) {
        if self.fold.0.is_some() {
            return;
        }
        self.created_at.secs().reserve_exact(rows);
        self.places.reserve(rows);
        if let Some(ids) = &mut self.ids {
            ids.reserve(rows);
        }
        for used in &mut self.used {
            used.reader.reserve(rows);
        }
    }

    /// Fields that start and end a span, by the field of the span.
    pub(crate) fn span_end(field: Field) -> &'static [Field] {
        match field {
            Field::FirstReplyTime => &[Field::FirstReplyAt, Field::FirstHumanReplyAt],
            Field::ResolutionTime => &[Field::SolvedAt, Field::ClosedAt],
            // The ends of the others are not told, or business hours are not their difference.
            _ => &[],
        }
    }

    /// Decides the units of plain numbers from the sample, where it has enough values.
    fn choose_units(&mut self) {
        const ENOUGH: usize = 20;
        let mut created = self.created_at.without_values();
        let secs_of = |reader: &mut TimeReader, column: usize| -> Vec<Option<u32>> {
            let read = |row: &Vec<String>| match reader
                .read_apart(row.get(column).map_or("", |cell| cell.trim()).as_bytes())
            {
                Reading::At(secs) => Some(secs),
                Reading::None | Reading::Unreadable => None,
            };
            self.sample.iter().map(read).collect()
        };
        let starts = secs_of(&mut created, self.created);
        let mut choices = Vec::new();
        for (at, used) in self.used.iter().enumerate() {
            let Reader::Span(span) = &used.reader else { continue };
            if span.unit.is_some() {
                continue;
            }
            let end = Self::span_end(used.field).iter().find_map(|field| {
                self.used.iter().find_map(|other| match &other.reader {
                    Reader::Time(reader) if other.field == *field => {
                        Some((other.column, reader.without_values()))
                    }
                    _ => None,
                })
            });
            let ends = end.map(|(column, mut reader)| secs_of(&mut reader, column));
            let values: Vec<(f64, Option<f64>)> = self
                .sample
                .iter()
                .enumerate()
                .filter_map(|(row, cells)| {
                    let text = cells.get(used.column)?.trim();
                    let Span::Plain(value) = duration::read(text.as_bytes()) else { return None };
                    let span =
                        ends.as_ref().and_then(|ends| Some(f64::from(ends[row]?) - f64::from(starts[row]?)));
                    (!text.is_empty()).then_some((value, span))
                })
                .collect();
            if values.len() >= ENOUGH {
                choices.push((at, duration::choose_unit(&self.names[used.column], &values)));
            }
        }
        duration::agree(choices.iter_mut().map(|(_, choice)| choice).collect());
        for (at, choice) in choices {
            if let Reader::Span(span) = &mut self.used[at].reader {
                span.decide(choice);
            }
        }
    }

    /// Rows read so far.
    pub(crate) fn rows_read(&self) -> u64 {
        let folded = self.fold.0.as_ref().map_or(0, |fold| fold.taken());
        (self.tickets + folded) as u64 + self.set_aside.total()
    }

    /// Takes the tickets that the rows fold to, once all rows were read; answers what was decided.
    /// For folded messages, the columns of their times and texts besides.
    pub(crate) fn unfold(&mut self) -> Option<(Decision, Option<(String, String)>)> {
        let fold = self.fold.0.take()?;
        let names = self.names.clone();
        let message = fold.message(&names);
        let filled = std::mem::replace(&mut self.filled, vec![0; names.len()]);
        let mut places = std::mem::take(&mut self.places);
        let mut is_folded = vec![true; fold.taken()];
        let mut kept = Vec::new();
        let (decision, talks) = fold.finish(&names, &mut |row: u32, buffer: &[u8], cells: &[Cell]| {
            is_folded[row as usize] = false;
            let (before, line) = (self.tickets, places.line(row).unwrap_or_default());
            // Its place is that of a row of the file, found below.
            self.row(Row { buffer, cells, quote: b'"', byte: 0, end: 0, line }, None);
            if self.tickets > before {
                kept.push(row);
            }
            self.tickets > before
        });
        for (column, filled) in self.filled.iter_mut().zip(filled) {
            // Of columns that differ from row to row, no more than a value a ticket.
            *column = (*column).max(filled.min(self.tickets as u64));
        }
        for (row, _) in is_folded.iter().enumerate().filter(|(_, is_folded)| **is_folded) {
            self.set_aside.add(fold::FOLDED, places.line(row as u32).unwrap_or_default());
        }
        places.keep(kept, talks);
        self.places = places;
        Some((decision, message))
    }
}

impl Sink for Builder {
    #[inline]
    fn row(&mut self, row: Row<'_>, mend: Option<&'static str>) {
        for (filled, cell) in self.filled.iter_mut().zip(row.cells) {
            *filled += u64::from(!cell.is_empty());
        }
        let mut scratch = std::mem::take(&mut self.scratch);
        if let Some(fold) = &mut self.fold.0 {
            let taken = match row.cells.iter().all(|cell| cell.is_empty()) {
                true => Err(BLANK),
                false => fold.take(row, &mut scratch),
            };
            match taken {
                Ok(()) => self.places.push(row.byte, row.end, row.line),
                Err(reason) => self.set_aside.add(reason, row.line),
            }
            if let Some(mend) = mend.filter(|_| taken.is_ok()) {
                self.mended.add(mend, row.line);
            }
            self.scratch = scratch;
            return;
        }
        let created = self.created_at.read(row.text(self.created, &mut scratch));
        if self.kind != Kind::Tickets {
            let is_blank = row.cells.iter().all(|cell| cell.is_empty());
            if is_blank || row.text(self.id, &mut scratch).is_empty() {
                self.set_aside.add(if is_blank { BLANK } else { NO_KEY }, row.line);
                self.scratch = scratch;
                return;
            }
        } else if !matches!(created, Reading::At(_)) {
            let reason = match created {
                _ if row.cells.iter().all(|cell| cell.is_empty()) => BLANK,
                Reading::None => NO_CREATED,
                _ => BAD_CREATED,
            };
            self.set_aside.add(reason, row.line);
            self.scratch = scratch;
            return;
        }
        if matches!(
            row.text(self.deleted, &mut scratch),
            b"true" | b"TRUE" | b"True" | b"1" | b"yes" | b"Yes"
        ) {
            self.set_aside.add(DELETED, row.line);
            self.scratch = scratch;
            return;
        }
        if let Some(ids) = &mut self.ids {
            let id = end_of_link(row.text(self.id, &mut scratch));
            match ids.judge(id) {
                Verdict::New => {}
                // Joining tells which of them count.
                _ if self.kind != Kind::Tickets => {}
                Verdict::Repeated if keeps_versions(&self.used, self.scope.as_ref()) => {
                    self.repeats.push(self.tickets as u32);
                }
                Verdict::Repeated => {
                    self.set_aside.add(REPEATED, row.line);
                    self.scratch = scratch;
                    return;
                }
                Verdict::Missing => self.mended.add(NO_ID_MENDED, row.line),
                Verdict::Rounded => self.mended.add(ROUNDED_ID, row.line),
            }
            ids.keep(id);
        }
        self.created_at.keep(created);
        for used in &mut self.used {
            if used.also.is_empty() {
                used.reader.push(row.text(used.column, &mut scratch));
                continue;
            }
            let mut all = Vec::new();
            for column in std::iter::once(&used.column).chain(&used.also) {
                all.extend_from_slice(row.text(*column, &mut scratch));
                all.push(LIST_SEPARATOR as u8);
            }
            used.reader.push(&all);
        }
        if let Some(scope) = &mut self.scope {
            scope.reader.push(row.text(scope.column, &mut scratch));
        }
        if let Some(mend) = mend {
            self.mended.add(mend, row.line);
        }
        self.places.push(row.byte, row.end, row.line);
        self.tickets += 1;
        self.scratch = scratch;
    }

    fn set_aside(&mut self, reason: &'static str, line: u64) {
        self.set_aside.add(reason, line);
    }

    fn is_ticket(&self, row: Row<'_>) -> bool {
        let mut scratch = Vec::new();
        if let Some(fold) = &self.fold.0 {
            return fold.knows(row, &mut scratch);
        }
        if self.kind != Kind::Tickets {
            return !row.text(self.id, &mut scratch).is_empty();
        }
        let text = row.text(self.created, &mut scratch);
        matches!(self.created_at.without_values().read_apart(text), Reading::At(_))
    }
}
