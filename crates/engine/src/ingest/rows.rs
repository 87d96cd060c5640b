//! A file that was decided on, while its rows stream through: the carrier on one side, the builder on the other.

use super::assemble::Origin;
use super::build::{ALMOST_JSON, Builder, TOO_DEEP};
use super::carrier::almost_json;
use super::carrier::delimited::{self, BROKEN_QUOTE, CUT, Delimited};
use super::carrier::flatten::Flattener;
use super::carrier::json::{self, Found, Records, Splitter};
use super::carrier::{Row, Sink};
use super::choices;
use super::decode::{Utf16, to_text};
use super::describe;
use super::formats::{Format, Shape, thread};
use super::problems::Problems;
use hashbrown::HashSet;
use model::error::Problem;
use serde_json::Value;

/// How often a format is asked again, at most, what columns mean that turned up late.
const MOST_REMAPS: u32 = 200;

/// See the module.
pub(super) struct Rows {
    pub(super) carrier: Carrier,
    pub(super) utf16: Option<Utf16>,
    pub(super) builder: Builder,
    pub(super) origin: Origin,
}

/// What cuts the text into records.
pub(super) enum Carrier {
    /// Delimited text.
    Delimited(Delimited),
    /// JSON.
    Json(Splitter, Box<JsonCells>),
}

/// Turns JSON records into rows.
pub(super) struct JsonCells {
    format: &'static dyn Format,
    flattener: Flattener,
    /// How often the format was asked what new columns mean.
    remaps: u32,
    /// The records that brought new columns since the beginning, while they are few.
    pub(super) lessons: Vec<Vec<u8>>,
}

/// Records that are kept as lessons.
const MOST_LESSONS: usize = 1_000;

impl JsonCells {
    pub(super) fn new(format: &'static dyn Format, flattener: Flattener) -> JsonCells {
        JsonCells { format, flattener, remaps: 0, lessons: Vec::new() }
    }

    /// Joins the cells to a builder.
    pub(super) fn joined<'a>(
        &'a mut self,
        builder: &'a mut Builder,
        fields: &'a mut Vec<Option<model::field::Field>>,
    ) -> Joint<'a> {
        Joint { cells: self, builder, fields }
    }

    /// Goes back to these columns, and to so many questions to the format.
    pub(super) fn forget(&mut self, names: &[String], remaps: u32) {
        self.flattener = Flattener::default();
        names.iter().for_each(|name| self.flattener.declare(name));
        self.remaps = remaps;
    }

    /// How often the format was asked what new columns mean.
    pub(super) fn remaps(&self) -> u32 {
        self.remaps
    }

    /// Flattens a record as the format sees it.
    fn flatten(&mut self, value: &Value) {
        flatten(self.format, value, &mut self.flattener);
    }
}

/// The cells of a record: its envelope taken off, what its nested parts imply added.
pub(super) fn flatten(format: &dyn Format, value: &Value, flattener: &mut Flattener) {
    flattener.begin();
    flattener.add_record(format.unwrap(value));
    format.fold(value, &mut |name, cell| flattener.add_cell(name, &cell));
    if !thread::is_own(format) {
        thread::fold(format.unwrap(value), &mut |name, cell| flattener.add_cell(name, &cell));
    }
}

/// Takes a record out of the envelope that pipelines put around it.
pub(super) fn unpack(mut value: Value) -> Value {
    const ENVELOPES: [&str; 3] = ["record", "_airbyte_data", "_source"];
    for key in ENVELOPES {
        if let Some(inner) = value.get_mut(key).filter(|inner| inner.is_object()) {
            return inner.take();
        }
    }
    value
}

/// Parses the text of one record, and tells whether it had to be mended for that; it may not be UTF-8.
pub(super) fn parse(text: &[u8]) -> Result<(Value, bool), serde_json::Error> {
    let parsed = match serde_json::from_slice(text) {
        Err(error) if std::str::from_utf8(text).is_err() => {
            return parse(to_text(text).as_bytes()).map_err(|_| error);
        }
        parsed => parsed,
    };
    match parsed {
        Err(error) if !is_too_deep(&error) => {
            let mended = almost_json::mend(text).and_then(|text| serde_json::from_slice(&text).ok());
            mended.map(|value| (unpack(value), true)).ok_or(error)
        }
        parsed => parsed.map(|value| (unpack(value), false)),
    }
}

/// Whether brackets nest deeper than the parser follows.
pub(super) fn is_too_deep(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("recursion limit")
}

/// Joins the cells to the builder.
pub(super) struct Joint<'a> {
    cells: &'a mut JsonCells,
    builder: &'a mut Builder,
    fields: &'a mut Vec<Option<model::field::Field>>,
}

impl Records for Joint<'_> {
    fn record(&mut self, found: Found<'_>) -> bool {
        let (value, is_mended) = match parse(found.text) {
            Ok(parsed) => parsed,
            Err(error) if is_too_deep(&error) => {
                self.builder.set_aside(TOO_DEEP, found.line);
                return true;
            }
            Err(_) => return false,
        };
        self.take_columns(&value, found.text);
        let flattener = &self.cells.flattener;
        self.builder.row(
            Row {
                buffer: &flattener.buffer,
                cells: &flattener.cells,
                quote: b'"',
                byte: found.byte,
                end: found.end,
                line: found.line,
            },
            is_mended.then_some(ALMOST_JSON),
        );
        true
    }

    fn set_aside(&mut self, reason: &'static str, line: u64) {
        self.builder.set_aside(reason, line);
    }
}

impl Joint<'_> {
    /// Flattens a record, and learns what it brings.
    pub(super) fn take_columns(&mut self, value: &Value, text: &[u8]) {
        self.cells.flatten(value);
        let known = self.builder.names.len();
        if self.cells.flattener.names().len() > known {
            if self.cells.lessons.len() < MOST_LESSONS {
                self.cells.lessons.push(text.to_vec());
            }
            self.learn(known);
        }
    }

    /// Paths that no record before had: the format says what they are.
    #[cold]
    fn learn(&mut self, known: usize) {
        let names = self.cells.flattener.names();
        let new: Vec<String> = names[known..].to_vec();
        let rules = if self.cells.remaps < MOST_REMAPS {
            self.cells.remaps += 1;
            let mut sample = self.builder.sample.clone();
            sample.push(self.cells.flattener.to_strings());
            let shape = Shape { is_json: true, columns: names.to_vec(), sample };
            let mut rules = self.cells.format.map(&shape);
            choices::apply(&mut rules, &shape.columns, self.cells.format, &self.builder.mapping);
            rules.split_off(known)
        } else {
            new.iter().map(|_| super::formats::ColumnRule::unused("turned up late in the file")).collect()
        };
        self.builder.add_columns(new, rules);
        self.fields.clear();
        self.fields.extend(self.builder.rules.iter().map(|rule| rule.field));
    }
}

impl Rows {
    /// The beginning of the file ends here: whoever reads on from here knows it.
    pub(super) fn begin_lessons(&mut self) {
        if let Carrier::Json(_, cells) = &mut self.carrier {
            cells.lessons.clear();
        }
    }

    /// Takes the next piece of the file.
    pub(super) fn feed(&mut self, bytes: &[u8], problems: &Problems) -> Result<(), Problem> {
        match &mut self.utf16 {
            Some(decoder) => {
                let text = decoder.feed(bytes, false).to_vec();
                self.feed_text(&text, problems)
            }
            None => self.feed_text(bytes, problems),
        }
    }

    /// Takes the next piece of text.
    pub(super) fn feed_text(&mut self, text: &[u8], problems: &Problems) -> Result<(), Problem> {
        match &mut self.carrier {
            Carrier::Delimited(reader) => {
                let result = reader.feed(text, &mut self.builder);
                result.map_err(|delimited::TooLarge { line, column }| {
                    let column = self.builder.names.get(column).map(String::as_str);
                    problems.too_large(line, column, "more than 32 MB")
                })?;
            }
            Carrier::Json(splitter, cells) => {
                let fields = &mut self.origin.reread.fields;
                let result = splitter.feed(text, &mut cells.joined(&mut self.builder, fields));
                result.map_err(|json::TooLarge(line)| problems.too_large(line, None, "more than 32 MB"))?;
            }
        }
        let folded = self.builder.fold.0.as_ref().map_or(0, |fold| fold.taken());
        if self.builder.tickets.max(folded) >= u32::MAX as usize {
            return Err(problems.too_many());
        }
        Ok(())
    }

    /// Tells that all pieces were fed, and checks that something is left to show.
    pub(super) fn finish(&mut self, problems: &Problems) -> Result<(), Problem> {
        if let Some(mut decoder) = self.utf16.take() {
            let text = decoder.feed(&[], true).to_vec();
            self.feed_text(&text, problems)?;
        }
        match &mut self.carrier {
            Carrier::Delimited(reader) => reader.finish(&mut self.builder),
            Carrier::Json(splitter, cells) => {
                let fields = &mut self.origin.reread.fields;
                splitter.finish(&mut cells.joined(&mut self.builder, fields));
            }
        }
        let own_columns = self.builder.fold.0.as_ref().map(|fold| fold.own_columns());
        if let Some((decision, message)) = self.builder.unfold() {
            self.origin.decisions.push(decision);
            self.origin.reread.message = message;
        }
        self.origin.reread.header.clone_from(&self.builder.names);
        // A record of delimited text is measured by the columns of the file.
        if let (Carrier::Delimited(_), Some(own)) = (&self.carrier, own_columns) {
            self.origin.reread.header.truncate(own);
        }
        let builder = &self.builder;
        if builder.tickets > 0 {
            return Ok(());
        }
        let rows = builder.rows_read();
        let first = |reason: &str| builder.set_aside.first_line(reason);
        Err(if rows == 0 {
            problems.no_rows(builder.names.len())
        } else if let Some(line) = first(BROKEN_QUOTE) {
            problems.broken_quote(line)
        } else if let Some(line) = first(CUT).filter(|_| rows == 1) {
            problems.truncated(line)
        } else if let Some(line) = first(TOO_DEEP).filter(|_| rows == 1) {
            problems.too_deep(line)
        } else {
            let (reason, line) = builder.set_aside.most_frequent();
            let mut problem = problems.nothing_kept(rows, reason, line);
            let Builder { names, rules, sample, mapping, .. } = builder;
            problem.table = describe::unread(&self.origin.shape, names, rules, sample, mapping);
            problem
        })
    }
}

/// The first records of a JSON text, and what was wrong with those that could not be read.
#[derive(Default)]
pub(super) struct Head {
    pub(super) values: Vec<Value>,
    pub(super) set_aside: Vec<(&'static str, u64)>,
    pub(super) too_deep: Option<u64>,
    most: usize,
}

impl Head {
    pub(super) fn new(most: usize) -> Head {
        Head { most, ..Head::default() }
    }
}

impl Records for Head {
    fn record(&mut self, found: Found<'_>) -> bool {
        if self.values.len() >= self.most {
            return true;
        }
        match parse(found.text) {
            Ok((value, _)) => {
                self.values.push(value);
                true
            }
            Err(error) if is_too_deep(&error) => {
                self.too_deep.get_or_insert(found.line);
                true
            }
            Err(_) => false,
        }
    }

    fn set_aside(&mut self, reason: &'static str, line: u64) {
        self.set_aside.push((reason, line));
    }
}

/// The shape of records under a format (`None`: as they stand in the file), and the columns that were found.
pub(super) fn shape_of(values: &[Value], format: Option<&dyn Format>) -> (Shape, Flattener) {
    let mut flattener = Flattener::default();
    // All columns first, so that every row of the sample has the same width.
    let mut rows = Vec::with_capacity(values.len());
    for value in values {
        match format {
            Some(format) => flatten(format, value, &mut flattener),
            None => {
                flattener.begin();
                flattener.add_record(value);
            }
        }
        rows.push(flattener.to_strings());
    }
    if let Some(format) = format {
        for name in format.folded_columns() {
            flattener.declare(name);
        }
    }
    let shape = Shape { is_json: true, columns: flattener.names().to_vec(), sample: rows };
    debug_assert_eq!(shape.columns.iter().collect::<HashSet<_>>().len(), shape.columns.len());
    (shape, flattener)
}
