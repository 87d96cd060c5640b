//! What is fed with bytes that nobody exports. Each target checks what must hold whatever the bytes are, and answers with a
//! number that tells kinds of results apart: an input with a new number is worth keeping.

pub mod books;

use engine::Session;
use engine::dataset::Dataset;
use engine::ingest::formats::{FORMATS, Shape};
use engine::ingest::{Import, time};
use model::error::Problem;
use model::field::Field;
use model::filter::{Dimension, Filter};
use model::import::{Carried, Incoming};
use model::mapping::Mapping;
use model::message::{Ask, Request, Response};
use model::settings::{DateOrder, Settings};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Cursor;
use unpack::{Container, Limits};

/// A target by its name.
pub type Target = (&'static str, fn(&[u8]) -> u64);

/// All of them.
pub const TARGETS: &[Target] = &[
    ("import", import),
    ("delimited", delimited),
    ("json", json),
    ("mapping", mapping),
    ("fold", fold),
    ("cells", cells),
    ("settings", settings),
    ("session", session),
    ("join", join),
    ("unpack", unpack),
    ("parts", parts),
];

fn number(kind: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    kind.hash(&mut hasher);
    hasher.finish()
}

fn read(bytes: &[u8], piece: usize) -> Result<Dataset, Problem> {
    let mut import = Import::new("export", bytes.len() as u64, &Settings::default());
    for part in bytes.chunks(piece.max(1)) {
        import.feed(part)?;
    }
    import.finish()
}

/// Reads a file whole and in pieces: no row is lost, nothing depends on where the pieces end.
fn file(bytes: &[u8], piece: usize) -> u64 {
    let whole = read(bytes, usize::MAX);
    // A piece of a byte or two takes long; large files get larger pieces.
    let pieces = read(bytes, piece.max(bytes.len() / 2_000));
    assert_eq!(format!("{whole:?}"), format!("{pieces:?}"), "read in pieces it is another file");
    match whole {
        Ok(dataset) => {
            let ledger = &dataset.ledger;
            let set_aside: u64 = ledger.set_aside.iter().map(|entry| entry.count).sum();
            assert_eq!(ledger.rows_read, ledger.tickets + set_aside, "rows are lost");
            assert_eq!(ledger.tickets, u64::from(dataset.rows));
            for row in 0..dataset.rows {
                let (start, length) = dataset.places.span(row).expect("every row has a place");
                assert!(start + length <= dataset.bytes, "row {row} lies beyond the file");
            }
            let reasons: Vec<&str> = ledger.set_aside.iter().map(|entry| entry.reason.as_str()).collect();
            let fields: Vec<Option<Field>> = dataset.file_columns.iter().map(|column| column.field).collect();
            number((dataset.format.to_string(), reasons, fields))
        }
        Err(problem) => {
            assert!(!problem.what.is_empty() && !problem.next.is_empty());
            number(problem.kind as u8)
        }
    }
}

/// Any file at all. The first byte is the size of the pieces.
pub fn import(data: &[u8]) -> u64 {
    let Some((piece, bytes)) = data.split_first() else { return 0 };
    file(bytes, usize::from(*piece))
}

/// Rows under a good header, so that the reader is past its guesses.
pub fn delimited(data: &[u8]) -> u64 {
    let mut bytes =
        b"id,created_at,status,topic,requester\n1,2026-01-05 10:00:00,open,a,b\n2,2026-01-06,new,c,d\n"
            .to_vec();
    bytes.extend_from_slice(data);
    file(&bytes, data.len() % 64)
}

/// Records within an envelope.
pub fn json(data: &[u8]) -> u64 {
    let mut bytes =
        b"{\"tickets\":[{\"id\":1,\"created_at\":\"2026-01-05T10:00:00Z\",\"status\":\"open\"},".to_vec();
    bytes.extend_from_slice(data);
    file(&bytes, data.len() % 64)
}

/// Names and values of columns: every format says how sure it is, and what each column tells.
pub fn mapping(data: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(data);
    // Here every format maps; of a real file only the best one does.
    let cells = |line: &str| line.split([',', '\t']).take(500).map(str::to_string).collect::<Vec<_>>();
    let mut lines = text.lines().map(cells);
    let shape = Shape {
        is_json: data.len() % 2 == 1,
        columns: lines.next().unwrap_or_default(),
        sample: lines.take(1_000).collect(),
    };
    let mut told = Vec::new();
    for format in FORMATS {
        let score = format.sniff(&shape).map(|(score, _)| score);
        assert!(score.is_none_or(|score| score <= 100));
        let rules = format.map(&shape);
        assert_eq!(rules.len(), shape.columns.len());
        let mut fields: Vec<Field> = rules.iter().filter_map(|rule| rule.field).collect();
        told.push((score.map(|score| score / 20), fields.len()));
        let before = fields.len();
        fields.sort_unstable();
        fields.dedup();
        assert_eq!(before, fields.len(), "{} gives a field to two columns", format.info().id);
        assert!(rules.iter().all(|rule| !rule.reason.is_empty()));
        let _ = (format.warnings(&shape), format.aggregated(&shape));
    }
    number(told)
}

/// A record of JSON: its envelope, its messages, what they imply.
pub fn fold(data: &[u8]) -> u64 {
    let Ok(record) = serde_json::from_slice::<serde_json::Value>(data) else { return 0 };
    let mut told = Vec::new();
    for format in FORMATS {
        let record = format.unwrap(&record);
        format.fold(record, &mut |name, _| {
            assert!(format.folded_columns().contains(&name), "{name} is not declared");
            told.push(name);
        });
        told.extend(format.messages(record).iter().map(|message| message.author));
    }
    number(told)
}

/// Cells, a line each, in a column of each kind.
pub fn cells(data: &[u8]) -> u64 {
    const NAMES: &str = "id,created_at,solved_at,first response time (hours),time to resolution,csat,status,priority,channel,\
        tags,bot_resolved,reopens,language,agent";
    let text = String::from_utf8_lossy(data);
    let mut table = String::from(NAMES);
    let mut kinds = 0_u64;
    for (row, line) in text.lines().take(400).enumerate() {
        for order in [DateOrder::DayFirst, DateOrder::MonthFirst] {
            let moment = time::read_moment(line.as_bytes(), order);
            kinds = kinds.wrapping_mul(31).wrapping_add(u64::from(moment.is_some()));
        }
        let cell = line.replace('"', "\"\"");
        table.push_str(&format!("\n{row},2026-01-05"));
        for _ in 2..NAMES.split(',').count() {
            table.push_str(&format!(",\"{cell}\""));
        }
    }
    file(table.as_bytes(), 4_096) ^ (kinds & 0xff)
}

/// What stands in an address or a shared mapping.
pub fn settings(data: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(data);
    let mut taken = 0_u64;
    let mut mapping = Mapping::default();
    for line in text.lines() {
        taken = taken.wrapping_mul(2).wrapping_add(u64::from(mapping.take(line)));
    }
    let mut again = Mapping::default();
    for line in mapping.lines() {
        assert!(again.take(&line), "a mapping does not read what it wrote: {line}");
    }
    assert_eq!(mapping, again, "a mapping reads something else than it wrote");
    // Whatever a column is called, what was said of it comes back.
    let mut named = Mapping::default();
    for (nth, line) in text.lines().filter(|line| !line.is_empty()).take(50).enumerate() {
        named.set_column(line, nth as u32 % 2, Some(Field::Topic), None);
        named.set_word(Field::Status, line, Some("open"));
        named.set_sign(line, Some(nth % 3 == 0));
    }
    let mut again = Mapping::default();
    for line in named.lines() {
        assert!(again.take(&line), "a mapping does not read what it wrote: {line}");
    }
    assert_eq!(named, again, "a mapping reads something else than was said");
    if let Ok((filter, _)) = Filter::from_query(&text) {
        let (again, rest) = Filter::from_query(&filter.to_query()).expect("a filter reads what it wrote");
        assert!(rest.is_empty());
        assert_eq!(filter, again);
        taken = taken.wrapping_add(1);
    }
    number(taken)
}

/// A file through the engine's door, then every question.
pub fn session(data: &[u8]) -> u64 {
    let mut session = Session::new();
    let import = Request::Import {
        job: 1,
        name: "export".into(),
        size: data.len() as u64,
        settings: Settings::default(),
        carried: Carried::default(),
    };
    let mut answers = session.handle(import);
    for piece in data.chunks(4_096) {
        answers.extend(session.feed(1, piece));
    }
    answers.extend(session.finish(1));
    let mut told = 0_u64;
    for answer in &answers {
        match answer {
            Response::Imported { summary, .. } => {
                told = number((&summary.format, summary.decisions.len(), summary.warnings.len()));
            }
            Response::Failed { problem, .. } => return number(problem.kind as u8),
            _ => {}
        }
    }
    let asks = [
        Ask::Overview,
        Ask::Outcomes,
        Ask::Satisfaction,
        Ask::Speed,
        Ask::Topics,
        Ask::Moved,
        Ask::Facet { dimension: Dimension::Topic },
    ];
    for (revision, ask) in asks.into_iter().enumerate() {
        let filter = Filter::default();
        let answers = session.handle(Request::Query { revision: revision as u64 + 1, filter, ask });
        assert!(!answers.is_empty());
        told = told.wrapping_mul(31).wrapping_add(answers.len() as u64);
    }
    told
}

/// Stands between the files that [`join`] reads together.
pub const NEXT_FILE: u8 = 0x1c;

/// Several files: every row of each is a ticket, joined or set aside, and rows are taken by the account of their own file.
pub fn join(data: &[u8]) -> u64 {
    const MOST_FILES: usize = 5;
    let files: Vec<&[u8]> = data.splitn(MOST_FILES, |byte| *byte == NEXT_FILE).collect();
    let incoming = files.iter().enumerate().map(|(at, bytes)| Incoming {
        name: format!("file {at}"),
        size: bytes.len() as u64,
        carried: Carried::default(),
        problem: None,
    });
    let mut session = Session::new();
    let settings = Settings::default();
    let request = Request::ImportFiles { job: 1, files: incoming.collect(), settings };
    let mut answers = session.handle(request);
    for bytes in &files {
        for piece in bytes.chunks(4_096) {
            answers.extend(session.feed(1, piece));
        }
        answers.extend(session.finish(1));
    }
    let summary = answers.iter().find_map(|answer| match answer {
        Response::Imported { summary, .. } => Some(Ok(summary)),
        Response::Failed { problem, .. } => Some(Err(problem)),
        _ => None,
    });
    let summary = match summary.expect("the files are read or refused") {
        Ok(summary) => summary,
        Err(problem) => return number(problem.kind as u8),
    };
    let dataset = session.context().expect("tickets are loaded").dataset;
    let set_aside: u64 = summary.ledger.set_aside.iter().map(|entry| entry.count).sum();
    assert_eq!(summary.ledger.rows_read, summary.ledger.tickets + set_aside, "rows are lost");
    let read: u64 = dataset.files().map(|file| file.read.ledger.rows_read).sum();
    assert!(files.len() == 1 || summary.ledger.rows_read == read, "rows of a file are lost");
    let kinds: Vec<&str> = dataset.files().map(|file| file.holds.as_str()).collect();
    let reasons: Vec<&str> = summary.ledger.set_aside.iter().map(|entry| entry.reason.as_str()).collect();
    number((kinds, reasons))
}

/// Workbooks and archives. The limits are so small that no input can make much work.
pub fn unpack(data: &[u8]) -> u64 {
    let limits =
        Limits { text_bytes: 4 << 20, ratio_from_bytes: 1 << 20, held_bytes: 8 << 20, ..Limits::default() };
    let mut source = Cursor::new(data);
    let mut container = match Container::open("file", &mut source, &limits) {
        Ok(Some(container)) => container,
        Ok(None) => return 1,
        Err(problem) => return number((2, problem.kind as u8, problem.what.len() / 16)),
    };
    let mut told = Vec::new();
    for member in 0..container.members().len().min(50) {
        let mut text = Vec::new();
        told.push(container.extract(member, &mut text).is_ok());
        assert!(text.len() as u64 <= limits.text_bytes + (1 << 20), "more text than the limit allows");
    }
    number((told, container.tables().map(|tables| tables.len()).ok()))
}

/// Workbooks with one part of them replaced.
pub fn parts(data: &[u8]) -> u64 {
    books::book(data).map_or(0, |book| unpack(&book))
}
