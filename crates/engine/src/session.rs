//! The engine's only door: requests in, responses out.
//!
//! An import is fed by the driver: `handle(Import)`, `feed` …, `finish`. Until it succeeds the data set of before stays and goes on
//! answering. A ticket of a file is opened the same way: the session asks for the piece of the file that holds it
//! ([`Response::ReadFile`]), the driver feeds the piece under the job named there.
//!
//! A driver that has several processors may let others read parts of a file and `join` them instead of feeding those bytes.

use crate::dataset::{Dataset, Syntax};
use crate::derive::{Derived, check_settings, derive, rederive};
use crate::ingest::parts::Joined;
use crate::ingest::{self, Import};
use crate::query::Context;
use crate::views::tickets::{self, Orders};
use crate::views::{self, facet};
use crate::{metrics, sample};
use model::catalog::Catalog;
use model::error::{Place, Problem, ProblemKind};
use model::filter::Filter;
use model::message::{Answer, Ask, PROTOCOL, Request, Response};
use model::settings::Settings;

const MEBI: u64 = 1 << 20;
/// Progress is told once for so many bytes.
const PROGRESS_EVERY_BYTES: u64 = MEBI;
/// First figures are shown after so many bytes or rows …
const PREVIEW_AT_BYTES: u64 = 8 * MEBI;
const PREVIEW_AT_ROWS: u64 = 20_000;
/// … and once more after so many bytes, each time only if much more is to come.
const SECOND_PREVIEW_AT_BYTES: u64 = 64 * MEBI;
/// A single record beyond this is not read for display.
const LARGEST_RECORD_BYTES: u64 = 32 * MEBI;
/// Jobs from here on are the session's own.
const FIRST_OWN_JOB: u32 = 1 << 31;
/// The largest window of the ticket table.
const MOST_TICKETS: u32 = 500;

/// Holds the data set and the work in progress. Synchronous; knows no browser.
#[derive(Default)]
pub struct Session {
    loaded: Option<Loaded>,
    work: Option<Work>,
    opening: Option<Opening>,
    pieces: u32,
}

/// The data set that queries answer from.
struct Loaded {
    dataset: Dataset,
    derived: Derived,
    orders: Orders,
}

/// An import under way.
struct Work {
    job: u32,
    size: u64,
    settings: Settings,
    import: Import,
    /// Bytes at which progress was last told.
    told_bytes: u64,
    previews: u32,
}

/// A ticket that waits for its bytes.
struct Opening {
    job: u32,
    revision: u64,
    row: u32,
    bytes: Vec<u8>,
}

impl Session {
    /// An empty session.
    pub fn new() -> Session {
        Session::default()
    }

    /// What the loaded data set and its settings hold, for drivers that ask in their own way (tests, benchmarks, examples).
    pub fn context(&self) -> Option<Context<'_>> {
        self.loaded.as_ref().map(Loaded::context)
    }

    /// Answers a request. An import answers nothing yet: its bytes follow by `feed` and `finish`.
    pub fn handle(&mut self, request: Request) -> Vec<Response> {
        match request {
            Request::Hello { protocol } => vec![hello(protocol)],
            Request::Import { job, name, size, settings, carried } => {
                let import = Import::new(&name, size, &settings).carrying(carried);
                self.import(job, size, settings, import)
            }
            Request::Sample { job, tickets, seed, settings } => {
                let mut responses = self.drop_work();
                responses.push(match check_settings(&settings) {
                    Ok(()) => self.load(job, sample::generate(tickets, seed), &settings),
                    Err(problem) => self.failed(job, problem),
                });
                responses
            }
            Request::Cancel { job } => match self.work.take_if(|work| work.job == job) {
                Some(_) => vec![Response::Cancelled { job }],
                None => Vec::new(),
            },
            Request::Configure { job, settings } => vec![self.configure(job, &settings)],
            Request::Query { revision, filter, ask } => vec![self.query(revision, &filter, &ask)],
        }
    }

    /// Takes the next bytes of an import, or of a piece asked for by [`Response::ReadFile`].
    pub fn feed(&mut self, job: u32, bytes: &[u8]) -> Vec<Response> {
        if let Some(opening) = self.opening.as_mut().filter(|opening| opening.job == job) {
            opening.bytes.extend_from_slice(bytes);
            return Vec::new();
        }
        let Some(work) = self.work.as_mut().filter(|work| work.job == job) else { return Vec::new() };
        match work.import.feed(bytes) {
            Ok(()) => work.tell(),
            Err(problem) => {
                self.work = None;
                vec![self.failed(job, problem)]
            }
        }
    }

    /// Tells that all bytes of that work were fed.
    pub fn finish(&mut self, job: u32) -> Vec<Response> {
        if let Some(opening) = self.opening.take_if(|opening| opening.job == job) {
            return vec![self.opened(&opening)];
        }
        let Some(work) = self.work.take_if(|work| work.job == job) else { return Vec::new() };
        match work.import.finish() {
            Ok(dataset) => vec![self.load(job, dataset, &work.settings)],
            Err(problem) => vec![self.failed(job, problem)],
        }
    }

    /// After how many bytes it was decided what the file of that import is, where others can read parts of the rest.
    pub fn decided_after(&self, job: u32) -> Option<u64> {
        self.work.as_ref().filter(|work| work.job == job)?.import.decided_after()
    }

    /// Records that a [`PartReader`](crate::ingest::parts::PartReader) has to learn from before its next part.
    pub fn lessons(&self, job: u32, from: usize) -> &[Vec<u8>] {
        match self.work.as_ref().filter(|work| work.job == job) {
            Some(work) => work.import.lessons(from),
            None => &[],
        }
    }

    /// Takes a part that another reader read of that import's file, in place of its bytes.
    pub fn join(&mut self, job: u32, part: &[u8]) -> (Joined, Vec<Response>) {
        let Some(work) = self.work.as_mut().filter(|work| work.job == job) else {
            return (Joined::Refused, Vec::new());
        };
        match work.import.join(part) {
            Joined::UpTo(end) => (Joined::UpTo(end), work.tell()),
            joined => (joined, Vec::new()),
        }
    }

    fn import(&mut self, job: u32, size: u64, settings: Settings, import: Import) -> Vec<Response> {
        let mut responses = self.drop_work();
        match check_settings(&settings) {
            Ok(()) => {
                self.work = Some(Work { job, size, settings, import, told_bytes: 0, previews: 0 });
            }
            Err(problem) => responses.push(self.failed(job, problem)),
        }
        responses
    }

    /// New work replaces the one under way.
    fn drop_work(&mut self) -> Vec<Response> {
        self.work.take().map(|work| Response::Cancelled { job: work.job }).into_iter().collect()
    }

    fn load(&mut self, job: u32, dataset: Dataset, settings: &Settings) -> Response {
        match derive(&dataset, settings) {
            Ok(derived) => {
                self.opening = None;
                let loaded = self.loaded.insert(Loaded { dataset, derived, orders: Orders::default() });
                Response::Imported { job, summary: Box::new(views::import_summary(loaded.context())) }
            }
            Err(problem) => self.failed(job, problem),
        }
    }

    fn configure(&mut self, job: u32, settings: &Settings) -> Response {
        if let Err(mut problem) = check_settings(settings) {
            problem.kept = Some("The former settings are still in force.".into());
            return self.failed(job, problem);
        }
        if let Some(work) = &mut self.work {
            work.settings = settings.clone();
        }
        let Some(loaded) = &mut self.loaded else { return self.failed(job, nothing_loaded()) };
        match rederive(&loaded.dataset, &mut loaded.derived, settings) {
            Ok(()) => {
                loaded.orders = Orders::default();
                Response::Imported { job, summary: Box::new(views::import_summary(loaded.context())) }
            }
            Err(problem) => self.failed(job, problem),
        }
    }

    fn query(&mut self, revision: u64, filter: &Filter, ask: &Ask) -> Response {
        let Some(loaded) = &mut self.loaded else { return query_failed(revision, nothing_loaded()) };
        let context = Context { dataset: &loaded.dataset, derived: &loaded.derived };
        let answer = match ask {
            Ask::Overview => Answer::Overview(views::overview(context, filter)),
            Ask::Outcomes => Answer::Outcomes(views::outcomes(context, filter)),
            Ask::Satisfaction => Answer::Satisfaction(views::satisfaction(context, filter)),
            Ask::Facet { dimension } => Answer::Facet(facet::facet(context, filter, *dimension)),
            Ask::Tickets { sort, descending, offset, limit } => {
                let window = tickets::Window { offset: *offset, limit: (*limit).min(MOST_TICKETS) };
                Answer::Tickets(loaded.orders.page(context, filter, *sort, *descending, window))
            }
            Ask::Ticket { row } => return self.open(revision, *row),
        };
        Response::Answer { revision, answer: Box::new(answer) }
    }

    /// Opens a ticket: at once when it is generated or its place is not known, else after its bytes were read.
    fn open(&mut self, revision: u64, row: u32) -> Response {
        let Some(loaded) = &self.loaded else { return query_failed(revision, nothing_loaded()) };
        let (dataset, context) = (&loaded.dataset, loaded.context());
        if row >= dataset.rows {
            return query_failed(revision, no_such_ticket(row));
        }
        if dataset.reread.syntax == Syntax::Generated {
            let record = sample::raw_record(dataset, row);
            return answer_ticket(revision, context, row, &record);
        }
        match dataset.places.span(row) {
            Some((start, len)) if len <= LARGEST_RECORD_BYTES => {
                let job = FIRST_OWN_JOB | self.pieces;
                self.pieces = (self.pieces + 1) % FIRST_OWN_JOB;
                self.opening = Some(Opening { job, revision, row, bytes: Vec::with_capacity(len as usize) });
                Response::ReadFile { job, start, len }
            }
            _ => answer_ticket(revision, context, row, &ingest::RawRecord::default()),
        }
    }

    fn opened(&self, opening: &Opening) -> Response {
        let Some(loaded) = &self.loaded else { return query_failed(opening.revision, nothing_loaded()) };
        match ingest::reread(&loaded.dataset, &opening.bytes) {
            Ok(record) => answer_ticket(opening.revision, loaded.context(), opening.row, &record),
            Err(problem) => query_failed(opening.revision, problem),
        }
    }

    fn failed(&self, job: u32, mut problem: Problem) -> Response {
        if let Some(loaded) = &self.loaded {
            problem.kept.get_or_insert_with(|| format!("{} is still loaded.", loaded.dataset.name));
        }
        Response::Failed { job: Some(job), revision: None, problem }
    }
}

impl Loaded {
    fn context(&self) -> Context<'_> {
        Context { dataset: &self.dataset, derived: &self.derived }
    }
}

impl Work {
    /// What is to be told after a piece was taken.
    fn tell(&mut self) -> Vec<Response> {
        let (rows, bytes) = self.import.progress();
        let mut responses = Vec::new();
        if bytes >= self.told_bytes + PROGRESS_EVERY_BYTES {
            self.told_bytes = bytes;
            responses.push(Response::Progress { job: self.job, rows, bytes, total_bytes: self.size });
        }
        // A preview costs a moment: it is not worth it when the end is as near as the beginning.
        let is_due = match self.previews {
            0 => bytes >= PREVIEW_AT_BYTES || rows >= PREVIEW_AT_ROWS,
            1 => bytes >= SECOND_PREVIEW_AT_BYTES,
            _ => false,
        };
        if is_due {
            self.previews += 1;
            if self.size > 2 * bytes {
                responses.extend(self.preview());
            }
        }
        responses
    }

    fn preview(&self) -> Option<Response> {
        let dataset = self.import.preview()?;
        let derived = derive(&dataset, &self.settings).ok()?;
        let context = Context { dataset: &dataset, derived: &derived };
        let mut overview = views::overview(context, &Filter::default());
        overview.is_partial = true;
        Some(Response::Preview { job: self.job, overview: Box::new(overview) })
    }
}

fn hello(protocol: u32) -> Response {
    if protocol == PROTOCOL {
        let catalog = Catalog { formats: ingest::format_infos(), metrics: metrics::metric_infos() };
        return Response::Ready { protocol, build: env!("CARGO_PKG_VERSION").to_string(), catalog };
    }
    let problem = Problem {
        kind: ProblemKind::Protocol,
        what: "The page and its engine come from different versions of Assay.".into(),
        place: Place::default(),
        why: Some(format!(
            "The page speaks version {protocol} of their language, the engine version {PROTOCOL}."
        )),
        next: "Reload the page while holding Shift.".into(),
        kept: None,
    };
    Response::Failed { job: None, revision: None, problem }
}

fn answer_ticket(revision: u64, context: Context<'_>, row: u32, record: &ingest::RawRecord) -> Response {
    let ticket = tickets::opened(context, row, record);
    Response::Answer { revision, answer: Box::new(Answer::Ticket(Box::new(ticket))) }
}

fn query_failed(revision: u64, problem: Problem) -> Response {
    Response::Failed { job: None, revision: Some(revision), problem }
}

fn nothing_loaded() -> Problem {
    Problem {
        kind: ProblemKind::Protocol,
        what: "No tickets are loaded yet.".into(),
        place: Place::default(),
        why: None,
        next: "Drop an export on the page, or try it with the sample.".into(),
        kept: None,
    }
}

fn no_such_ticket(row: u32) -> Problem {
    Problem {
        kind: ProblemKind::Protocol,
        what: format!("There is no ticket in row {row} of the data set."),
        place: Place::default(),
        why: Some("Another file may have been loaded since the table was drawn.".into()),
        next: "Open the ticket from the table again.".into(),
        kept: None,
    }
}
