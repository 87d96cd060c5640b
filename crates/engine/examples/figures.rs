//! Every figure of an export, as JSON: the plain way to script a check, or to compare Assay with SQL.
//!
//! ```text
//! cargo run --release -p engine --example figures -- FILE… \
//!     [--filter 'channel=chat,email&from=2026-01-01&to=2026-04-01'] [--as-of 2026-03-31] [--set KEY=VALUE]… [--each] [--timing]
//! ```
//!
//! A workbook or an archive is unpacked first, as in the page. Several files are joined, as when they are dropped together; with
//! `--each` every one is read by itself, and an array is printed, one object each.
//! `--set` takes `time_zone=Europe/Berlin`, `date_order=day_first` or `month_first`, `return_days=14`,
//! `return_scope=any_topic` or `same_topic`, `sample=20000` with `seed=1` for generated tickets instead of a file, and every choice of
//! the Import screen as [`model::mapping`] writes it: `column:<name>=<field>`, `word:<field>:<word>=<value>`, `ai:<sign id>=on` or
//! `off` (the ids are in `ai_signs` of the output), `count:outbound=on`, `durations=given`, `format=<id>`. A problem is
//! printed as JSON too, and the exit code is 1.

#![allow(clippy::print_stdout, reason = "printing is what this program is for")]

use engine::Session;
use engine::metrics;
use engine::query::{Context, Tally, by_day, value_counts};
use model::error::{Place, Problem, ProblemKind};
use model::filter::{Dimension, Filter};
use model::import::{
    AiSign, Carried, ColumnInfo, Decision, Exclusion, FieldWords, FileSummary, ImportSummary, Incoming,
    Ledger, MissingField, Question,
};
use model::mapping::Mapping;
use model::measure::{Figure, Measured};
use model::message::{Request, Response};
use model::outcome::Outcome;
use model::settings::{DateOrder, ReturnScope, Settings};
use model::units::{Day, Unit};
use serde::{Serialize, Serializer};
use std::io::{BufReader, Cursor, Read, Seek, SeekFrom};
use std::process::ExitCode;
use std::time::Instant;
use unpack::{Container, Limits};

/// Topics are given one by one up to this number, the largest first.
const MOST_TOPICS: usize = 200;

#[derive(Serialize)]
struct Report {
    file: String,
    format: String,
    shape: String,
    bytes: u64,
    memory_bytes: u64,
    time_zone: String,
    first_day: Option<String>,
    last_day: Option<String>,
    as_of: Option<String>,
    filter: String,
    tickets: u64,
    tickets_total: u64,
    decisions: Vec<Decision>,
    ledger: Ledger,
    columns: Vec<ColumnInfo>,
    excluded: Vec<Exclusion>,
    ai_signs: Vec<AiSign>,
    words: Vec<FieldWords>,
    missing: Vec<MissingField>,
    questions: Vec<Question>,
    warnings: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    files: Vec<FileSummary>,
    ladder: Ladder,
    measures: Vec<Measure>,
    by_week: Vec<Part>,
    by_topic: Vec<Part>,
    topics_left_out: usize,
}

/// Tickets on each rung, in the order of the ladder.
struct Ladder(Vec<(Outcome, u64)>);

impl Serialize for Ladder {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(outcome, tickets)| (outcome.id(), tickets)))
    }
}

/// What is printed for one file.
#[derive(Serialize)]
#[serde(untagged)]
enum Printed {
    Report(Box<Report>),
    Problem(Problem),
}

/// The measures of one week or topic.
#[derive(Serialize)]
struct Part {
    #[serde(skip_serializing_if = "Option::is_none")]
    week_from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    week_to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    topic: Option<String>,
    tickets: u64,
    ladder: Ladder,
    measures: Vec<Measure>,
}

/// A measure in plain form: either a value with n, or why there is none.
#[derive(Serialize)]
struct Measure {
    metric: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    variant: String,
    unit: Unit,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interval: Option<(f64, f64)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    k: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why_not: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    needs: Vec<&'static str>,
}

impl Measure {
    fn new(figure: Figure) -> Measure {
        let (estimate, why_not, needs) = match figure.now {
            Measured::Value(estimate) => (Some(estimate), None, Vec::new()),
            Measured::NotApplicable { why, needs } => {
                (None, Some(why), needs.iter().map(|field| field.id()).collect())
            }
        };
        Measure {
            metric: figure.metric,
            variant: figure.variant,
            unit: figure.unit,
            value: estimate.map(|estimate| estimate.value),
            interval: estimate.and_then(|estimate| estimate.interval),
            n: estimate.map(|estimate| estimate.n),
            k: estimate.and_then(|estimate| estimate.k),
            why_not,
            needs,
        }
    }
}

#[derive(Default)]
struct Arguments {
    files: Vec<String>,
    sample: Option<u32>,
    seed: u64,
    filter: Filter,
    settings: Settings,
    is_timed: bool,
    is_each: bool,
}

fn main() -> ExitCode {
    let mut printed = Vec::new();
    match arguments(std::env::args().skip(1)) {
        Err(problem) => printed.push(Printed::Problem(problem)),
        Ok(arguments) => {
            let generated = arguments.sample.map(|tickets| sample(&arguments, tickets));
            let sets: Vec<&[String]> = match arguments.files.as_slice() {
                [] => Vec::new(),
                files if arguments.is_each => files.chunks(1).collect(),
                files => vec![files],
            };
            let files = sets.into_iter().map(|files| read(&arguments, files));
            for report in generated.into_iter().chain(files) {
                printed.push(match report {
                    Ok(report) => Printed::Report(Box::new(report)),
                    Err(problem) => Printed::Problem(problem),
                });
            }
        }
    }
    let text = match printed.as_slice() {
        [one] => serde_json::to_string_pretty(one),
        several => serde_json::to_string_pretty(several),
    };
    match text {
        Ok(text) => println!("{text}"),
        Err(error) => println!("{{\"what\": \"the report cannot be written: {error}\"}}"),
    }
    let failed = printed.iter().any(|printed| matches!(printed, Printed::Problem(_)));
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn arguments(mut words: impl Iterator<Item = String>) -> Result<Arguments, Problem> {
    let mut arguments = Arguments { seed: 1, ..Arguments::default() };
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| usage(format!("{word} needs a value")));
        match word.as_str() {
            "--filter" => {
                let text = value()?;
                let (filter, rest) = Filter::from_query(&text).map_err(usage)?;
                if let Some((key, _)) = rest.first() {
                    return Err(usage(format!("“{key}” is nothing to filter by")));
                }
                arguments.filter = filter;
            }
            "--as-of" => {
                let text = value()?;
                let day = Day::parse(&text)
                    .ok_or_else(|| usage(format!("{text}: expected a date like 2026-01-31")))?;
                arguments.settings.as_of = Some(day);
            }
            "--set" => {
                let text = value()?;
                set(&mut arguments, &text)?;
            }
            "--timing" => arguments.is_timed = true,
            "--each" => arguments.is_each = true,
            option if option.starts_with("--") => return Err(usage(format!("{option} is no option"))),
            _ => arguments.files.push(word),
        }
    }
    if arguments.files.is_empty() && arguments.sample.is_none() {
        return Err(usage("no file was named".into()));
    }
    Ok(arguments)
}

fn set(arguments: &mut Arguments, text: &str) -> Result<(), Problem> {
    // The id of a sign may hold an equals sign itself, the value may not.
    let (key, value) = text.rsplit_once('=').ok_or_else(|| usage(format!("{text}: expected KEY=VALUE")))?;
    let number = || value.parse::<u32>().map_err(|_| usage(format!("{text}: expected a number")));
    let settings = &mut arguments.settings;
    match key {
        "time_zone" => settings.time_zone = Some(value.into()),
        "date_order" => {
            settings.date_order = Some(match value {
                "day_first" => DateOrder::DayFirst,
                "month_first" => DateOrder::MonthFirst,
                _ => return Err(usage(format!("{text}: expected day_first or month_first"))),
            });
        }
        "return_days" => settings.return_days = number()?,
        "return_scope" => {
            settings.return_scope = match value {
                "any_topic" => ReturnScope::AnyTopic,
                "same_topic" => ReturnScope::SameTopic,
                _ => return Err(usage(format!("{text}: expected any_topic or same_topic"))),
            };
        }
        "sample" => arguments.sample = Some(number()?),
        "seed" => arguments.seed = u64::from(number()?),
        _ => {
            // What the Import screen lets a person change, here for every file that is named.
            if settings.mappings.is_empty() {
                settings.mappings.push(Mapping::default());
            }
            if !settings.mappings[0].take(text) {
                return Err(usage(format!("{text} is no setting")));
            }
        }
    }
    Ok(())
}

fn usage(what: String) -> Problem {
    Problem {
        kind: ProblemKind::Setting,
        what,
        place: Place::default(),
        why: None,
        next: "figures FILE… [--filter QUERY] [--as-of DATE] [--set KEY=VALUE]… [--each] [--timing]".into(),
        kept: None,
        table: None,
    }
}

fn sample(arguments: &Arguments, tickets: u32) -> Result<Report, Problem> {
    let mut session = Session::new();
    let settings = arguments.settings.clone();
    let responses = session.handle(Request::Sample { job: 1, tickets, seed: arguments.seed, settings });
    report(arguments, &session, imported(responses)?.ok_or_else(no_answer)?)
}

/// A file to be fed: its name, its bytes, and what was decided while it was unpacked.
struct Opened {
    name: String,
    size: u64,
    carried: Carried,
    pieces: Box<dyn Read>,
}

fn read(arguments: &Arguments, files: &[String]) -> Result<Report, Problem> {
    const PIECE_BYTES: usize = 4 << 20;
    let started = Instant::now();
    let mut opened: Vec<Named> = Vec::new();
    for file in files {
        match open(file) {
            Ok(all) => opened.extend(all),
            Err(problem) => opened.push((file.clone(), Err(problem))),
        }
    }
    let is_one = opened.len() == 1;
    let mut session = Session::new();
    let settings = arguments.settings.clone();
    let mut size = 0;
    let mut readers = Vec::new();
    let mut incoming = Vec::new();
    for (name, opened) in opened {
        match opened {
            Ok(Opened { name, size: bytes, carried, pieces }) => {
                size += bytes;
                readers.push((name.clone(), pieces));
                incoming.push(Incoming { name, size: bytes, carried, problem: None });
            }
            Err(problem) if is_one => return Err(problem),
            Err(problem) => {
                let carried = Carried::default();
                incoming.push(Incoming { name, size: 0, carried, problem: Some(problem) });
            }
        }
    }
    let mut summary = imported(session.handle(match incoming.pop() {
        Some(Incoming { name, size, carried, .. }) if is_one => {
            Request::Import { job: 1, name, size, settings, carried }
        }
        last => {
            incoming.extend(last);
            Request::ImportFiles { job: 1, files: incoming, settings }
        }
    }))?;
    let mut piece = vec![0; PIECE_BYTES];
    for (name, mut pieces) in readers {
        while !session.is_done_with_file(1) {
            let len = pieces.read(&mut piece).map_err(|error| unreadable(&name, &error))?;
            if len == 0 {
                break;
            }
            imported(session.feed(1, &piece[..len]))?;
        }
        summary = imported(session.finish(1))?.or(summary);
    }
    if arguments.is_timed {
        let secs = started.elapsed().as_secs_f64();
        eprintln!("read and derived in {secs:.3} s, {:.0} MB/s", size as f64 / 1e6 / secs);
    }
    report(arguments, &session, summary.ok_or_else(no_answer)?)
}

fn unreadable(file: &str, error: &std::io::Error) -> Problem {
    Problem {
        kind: ProblemKind::Unreadable,
        what: format!("{file} cannot be read."),
        place: Place { file: Some(file.into()), ..Place::default() },
        why: Some(error.to_string()),
        next: "Check the name and the rights of the file.".into(),
        kept: None,
        table: None,
    }
}

/// A file under its name, or why it cannot be read.
type Named = (String, Result<Opened, Problem>);

/// Opens a file; a workbook or an archive is unpacked first, and may hold several.
fn open(file: &str) -> Result<Vec<Named>, Problem> {
    let mut source = std::fs::File::open(file).map_err(|error| unreadable(file, &error))?;
    let size = source.metadata().map_err(|error| unreadable(file, &error))?.len();
    let name = std::path::Path::new(file)
        .file_name()
        .map_or(file.into(), |name| name.to_string_lossy().into_owned());
    if let Some(texts) = unpacked(&name, &mut source)? {
        return Ok(texts);
    }
    source.seek(SeekFrom::Start(0)).map_err(|error| unreadable(file, &error))?;
    let opened = Opened { name: name.clone(), size, carried: Carried::default(), pieces: Box::new(source) };
    Ok(vec![(name, Ok(opened))])
}

/// The texts of a workbook or an archive with what was decided; `None` for any other file.
fn unpacked(name: &str, source: &mut std::fs::File) -> Result<Option<Vec<Named>>, Problem> {
    let mut source = BufReader::with_capacity(1 << 20, source);
    let Some(mut container) = Container::open(name, &mut source, &Limits::default())? else {
        return Ok(None);
    };
    let mut texts = Vec::new();
    for member in container.tables()? {
        let name = container.members()[member].name.clone();
        let mut text = Vec::new();
        let opened = container.extract(member, &mut text).map(|carried| Opened {
            name: name.clone(),
            size: text.len() as u64,
            carried,
            pieces: Box::new(Cursor::new(text)),
        });
        texts.push((name, opened));
    }
    Ok(Some(texts))
}

/// The summary among responses, if the work is done; the problem, if it failed.
fn imported(responses: Vec<Response>) -> Result<Option<ImportSummary>, Problem> {
    let mut found = None;
    for response in responses {
        match response {
            Response::Imported { summary, .. } => found = Some(*summary),
            Response::Failed { problem, .. } => return Err(problem),
            _ => {}
        }
    }
    Ok(found)
}

fn no_answer() -> Problem {
    usage("the engine gave no answer".into())
}

fn report(arguments: &Arguments, session: &Session, summary: ImportSummary) -> Result<Report, Problem> {
    let context = session.context().ok_or_else(no_answer)?;
    let filter = &arguments.filter;
    let started = Instant::now();
    let days = by_day(context, filter);
    let (first, end) = days.range();
    let (from, to) = (filter.from.unwrap_or(first), filter.to.unwrap_or(end));
    let tally = days.tally(from, to);
    let measures = measures(context, filter);
    if arguments.is_timed {
        eprintln!("measured in {:.1} ms", started.elapsed().as_secs_f64() * 1e3);
    }
    let mut by_week = Vec::new();
    let mut monday = from.max(first).monday();
    while monday < to.min(end) {
        let next = Day(monday.0 + 7);
        let week = Filter { from: Some(monday.max(from)), to: Some(next.min(to)), ..filter.clone() };
        let tally = days.tally(monday.max(from), next.min(to));
        by_week.push(Part {
            week_from: week.from.map(|day| day.to_string()),
            week_to: week.to.map(|day| day.to_string()),
            topic: None,
            tickets: tally.eligible(),
            ladder: ladder(&tally),
            measures: self::measures(context, &week),
        });
        monday = next;
    }
    let topics = value_counts(context, filter, Dimension::Topic);
    let by_topic = topics.iter().take(MOST_TOPICS).map(|(topic, _)| {
        let of_topic = filter.clone().with(Dimension::Topic, &[topic]);
        let tally = by_day(context, &of_topic).tally(from, to);
        Part {
            week_from: None,
            week_to: None,
            topic: Some(topic.clone()),
            tickets: tally.eligible(),
            ladder: ladder(&tally),
            measures: self::measures(context, &of_topic),
        }
    });
    Ok(Report {
        file: summary.name,
        format: summary.format,
        shape: summary.shape,
        bytes: summary.bytes,
        memory_bytes: summary.memory_bytes,
        time_zone: summary.time_zone,
        first_day: summary.first_day.map(|day| day.to_string()),
        last_day: summary.last_day.map(|day| day.to_string()),
        as_of: summary.as_of.map(|day| day.to_string()),
        filter: filter.to_query(),
        tickets: tally.eligible(),
        tickets_total: context.derived.eligible,
        decisions: summary.decisions,
        ledger: summary.ledger,
        columns: summary.columns,
        excluded: summary.excluded,
        ai_signs: summary.ai_signs,
        words: summary.words,
        missing: summary.missing,
        questions: summary.questions,
        warnings: summary.warnings,
        files: summary.files,
        ladder: ladder(&tally),
        measures,
        by_week,
        by_topic: by_topic.collect(),
        topics_left_out: topics.len().saturating_sub(MOST_TOPICS),
    })
}

fn measures(context: Context<'_>, filter: &Filter) -> Vec<Measure> {
    metrics::evaluate(context, filter).into_iter().map(Measure::new).collect()
}

fn ladder(tally: &Tally<'_>) -> Ladder {
    let on = |outcome: Outcome| tally.count(|facts| facts.is_eligible && facts.outcome == outcome);
    Ladder(Outcome::ALL.iter().map(|outcome| (*outcome, on(*outcome))).collect())
}
