//! The engine's only door: requests in, responses out.
//!
//! An import is fed by the driver: `handle(Import)`, `feed` …, `finish`. Until it succeeds the data set of before stays and goes on
//! answering. Several files are fed one after the other, each with its own `finish`, and joined after the last. A ticket of a file
//! is opened the same way: the session asks for the piece of the file that holds it ([`Response::ReadFile`]), the driver feeds the
//! piece under the job named there.
//!
//! A driver that has several processors may let others read parts of a file and `join` them instead of feeding those bytes.

use crate::annex::{Annex, annex};
use crate::dataset::{Dataset, Syntax};
use crate::derive::{Derived, check_settings, derive, rederive};
use crate::ingest::parts::Joined;
use crate::ingest::{self, Import, Part, Unread};
use crate::query::Context;
use crate::resampling::{self, DRAWS};
use crate::views::tickets::{Orders, Window};
use crate::views::{self, facet};
use crate::{metrics, sample};
use model::catalog::Catalog;
use model::error::{Place, Problem, ProblemKind};
use model::filter::Filter;
use model::import::Incoming;
use model::message::{Answer, Ask, PROTOCOL, Request, Response};
use model::resample::Resampled;
use model::settings::Settings;
use model::view::CommentPage;

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
/// So many comments are read at once.
const MOST_COMMENTS: u32 = 50;
/// So many messages of a ticket are shown.
const MOST_MESSAGES: usize = 200;
/// Jobs from here on are the session's own.
const FIRST_OWN_JOB: u32 = 1 << 31;

/// Holds the data set and the work in progress. Synchronous; knows no browser.
pub struct Session {
    annex: Option<Annex>,
    loaded: Option<Loaded>,
    work: Option<Work>,
    opening: Vec<Opening>,
    pieces: u32,
    calculation: Option<Calculation>,
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
    /// The files that were given together, where there are several.
    several: Option<Several>,
    /// Bytes at which progress was last told.
    told_bytes: u64,
    previews: u32,
}

/// Files that are read one after the other and then joined.
#[derive(Default)]
struct Several {
    /// Those that are still to come, in reverse.
    waiting: Vec<Incoming>,
    /// The one that is read.
    current: Option<Incoming>,
    /// Why it cannot be read on.
    problem: Option<Problem>,
    parts: Vec<Part>,
    unread: Vec<Unread>,
    /// Bytes of the files before.
    bytes: u64,
    rows: u64,
}

impl Several {
    fn leave_out(&mut self, file: Incoming, problem: Problem) {
        let at = self.parts.len() + self.unread.len();
        self.unread.push(Unread { at, name: file.name, bytes: file.size, problem });
    }

    /// The reader of the next file.
    fn next(&mut self, settings: &Settings) -> Option<Import> {
        while let Some(mut file) = self.waiting.pop() {
            if let Some(problem) = file.problem.take() {
                self.leave_out(file, problem);
                continue;
            }
            let import = Import::new(&file.name, file.size, settings);
            let import = import.carrying(std::mem::take(&mut file.carried)).among_others();
            self.current = Some(file);
            return Some(import);
        }
        None
    }
}

/// Work in the background that takes many steps.
struct Calculation {
    job: u32,
    steps: resampling::Steps,
}

/// A page of comments whose records are read one after the other.
struct Listing {
    page: CommentPage,
    /// Rows that are still to be read, in reverse.
    left: Vec<u32>,
}

/// A ticket that waits for its bytes.
struct Opening {
    annex: Annex,
    job: u32,
    revision: u64,
    row: u32,
    bytes: Vec<u8>,
    /// Pieces that are still to be read, in reverse: a ticket that was folded from messages has one for each.
    left: Vec<(u64, u64)>,
    /// What was read: the ticket's own record, then its messages.
    read: Vec<ingest::RawRecord>,
    /// Where its comment alone is wanted: the page that it goes to.
    list: Option<Box<Listing>>,
    /// Other tickets were loaded since.
    is_stale: bool,
}

impl Default for Session {
    fn default() -> Session {
        Session::new()
    }
}

impl Session {
    /// An empty session that answers everything.
    pub fn new() -> Session {
        Session { annex: Some(annex()), ..Session::without_annex() }
    }

    /// An empty session whose driver gets the code of the [`annex`](crate::annex) later. Until then it answers what that code
    /// is needed for by [`Response::NotYet`].
    pub fn without_annex() -> Session {
        Session { annex: None, loaded: None, work: None, opening: Vec::new(), pieces: 0, calculation: None }
    }

    /// Takes the annex.
    pub fn add_annex(&mut self, annex: Annex) -> Vec<Response> {
        self.annex = Some(annex);
        vec![Response::Whole { problem: None }]
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
            Request::ImportFiles { job, files, settings } => {
                let mut responses = self.drop_work();
                match check_settings(&settings) {
                    Ok(()) => responses.extend(self.import_files(job, files, settings)),
                    Err(problem) => responses.push(self.failed(job, problem)),
                }
                responses
            }
            Request::Sample { job, tickets, seed, settings } => {
                let mut responses = self.drop_work();
                responses.push(match check_settings(&settings) {
                    Ok(()) => self.load(job, sample::generate(tickets, seed), &settings),
                    Err(problem) => self.failed(job, problem),
                });
                responses
            }
            Request::Cancel { job } => {
                let work = self.work.take_if(|work| work.job == job).is_some();
                let calculation = self.calculation.take_if(|calculation| calculation.job == job).is_some();
                if work || calculation { vec![Response::Cancelled { job }] } else { Vec::new() }
            }
            Request::Configure { job, settings } => {
                let mut responses: Vec<Response> = self.drop_calculation().into_iter().collect();
                responses.push(self.configure(job, &settings));
                responses
            }
            Request::Query { revision, filter, ask } => vec![self.query(revision, &filter, &ask)],
            Request::Resample { job, of, shown } => {
                let mut responses: Vec<Response> = self.drop_calculation().into_iter().collect();
                responses.extend(self.resample(job, &of, shown));
                responses
            }
        }
    }

    /// Takes the next bytes of an import, or of a piece asked for by [`Response::ReadFile`].
    pub fn feed(&mut self, job: u32, bytes: &[u8]) -> Vec<Response> {
        if let Some(opening) = self.opening.iter_mut().find(|opening| opening.job == job) {
            opening.bytes.extend_from_slice(bytes);
            return Vec::new();
        }
        let Some(work) = self.work.as_mut().filter(|work| work.job == job) else { return Vec::new() };
        match work.import.feed(bytes) {
            Ok(()) => work.tell(),
            Err(problem) => self.fail(job, problem),
        }
    }

    /// Tells that the file that is fed, or a piece asked for by [`Response::ReadFile`], cannot be read. Others that were given with
    /// the file go on; then `finish` follows as ever.
    pub fn fail(&mut self, job: u32, problem: Problem) -> Vec<Response> {
        if let Some(at) = self.opening.iter().position(|opening| opening.job == job) {
            return vec![query_failed(self.opening.remove(at).revision, problem)];
        }
        let Some(work) = self.work.as_mut().filter(|work| work.job == job) else { return Vec::new() };
        if let Some(several) = &mut work.several {
            several.problem.get_or_insert(problem);
            return Vec::new();
        }
        self.work = None;
        vec![self.failed(job, problem)]
    }

    /// Whether the rest of the file that is fed need not be read: it has failed, and others follow.
    pub fn is_done_with_file(&self, job: u32) -> bool {
        let work = self.work.as_ref().filter(|work| work.job == job);
        work.and_then(|work| work.several.as_ref()).is_some_and(|several| several.problem.is_some())
    }

    /// Tells that all bytes of that work were fed.
    pub fn finish(&mut self, job: u32) -> Vec<Response> {
        if let Some(at) = self.opening.iter().position(|opening| opening.job == job) {
            let opening = self.opening.remove(at);
            return vec![self.opened(opening)];
        }
        let Some(mut work) = self.work.take_if(|work| work.job == job) else { return Vec::new() };
        if let Some(several) = work.several.take() {
            return self.finish_file(work, several);
        }
        match work.import.finish() {
            Ok(dataset) => vec![self.load(job, dataset, &work.settings)],
            Err(problem) => vec![self.failed(job, problem)],
        }
    }

    /// Whether there is work in the background: the driver calls [`Session::calculate`] again and again, and hears requests in between.
    pub fn is_calculating(&self) -> bool {
        self.calculation.is_some()
    }

    /// Takes one step of the work in the background, of some 10 ms.
    pub fn calculate(&mut self) -> Vec<Response> {
        let Some(calculation) = &mut self.calculation else { return Vec::new() };
        let job = calculation.job;
        match (calculation.steps)() {
            resampling::Step::Drawn(drawn) => vec![Response::Resampling { job, drawn, draws: DRAWS }],
            resampling::Step::Done(result) => {
                self.calculation = None;
                vec![Response::Resampled { job, result }]
            }
        }
    }

    fn resample(&mut self, job: u32, of: &Resampled, shown: Option<(f64, f64)>) -> Option<Response> {
        let (Some(loaded), Some(annex)) = (&self.loaded, self.annex) else {
            return Some(self.failed(job, nothing_loaded()));
        };
        match (annex.resample)(loaded.context(), of, shown) {
            Some(steps) => {
                self.calculation = Some(Calculation { job, steps });
                None
            }
            None => Some(self.failed(job, no_such_figure())),
        }
    }

    /// What is calculated is of tickets that are there no longer, or not as they were; or something else is asked for.
    fn drop_calculation(&mut self) -> Option<Response> {
        self.calculation.take().map(|calculation| Response::Cancelled { job: calculation.job })
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
                self.work =
                    Some(Work { job, size, settings, import, several: None, told_bytes: 0, previews: 0 });
            }
            Err(problem) => responses.push(self.failed(job, problem)),
        }
        responses
    }

    fn import_files(&mut self, job: u32, mut files: Vec<Incoming>, settings: Settings) -> Option<Response> {
        let size = files.iter().filter(|file| file.problem.is_none()).map(|file| file.size).sum();
        files.reverse();
        let mut several = Several { waiting: files, ..Several::default() };
        match several.next(&settings) {
            Some(import) => {
                let several = Some(several);
                self.work = Some(Work { job, size, settings, import, several, told_bytes: 0, previews: 0 });
                None
            }
            None => Some(self.join_files(job, several, &settings)),
        }
    }

    /// One of several files was fed to its end.
    fn finish_file(&mut self, work: Work, mut several: Several) -> Vec<Response> {
        let Work { job, size, settings, import, told_bytes, .. } = work;
        let (rows, bytes) = import.progress();
        several.rows += rows;
        several.bytes += bytes;
        if let Some(file) = several.current.take() {
            let part = match several.problem.take() {
                Some(problem) => Err(problem),
                None => import.finish_part(),
            };
            match part {
                Ok(part) => several.parts.push(part),
                Err(problem) => several.leave_out(file, problem),
            }
        }
        match several.next(&settings) {
            Some(import) => {
                let several = Some(several);
                // The first file's figures stand until all are joined.
                self.work = Some(Work { job, size, settings, import, several, told_bytes, previews: 2 });
                Vec::new()
            }
            None => vec![self.join_files(job, several, &settings)],
        }
    }

    fn join_files(&mut self, job: u32, mut several: Several, settings: &Settings) -> Response {
        if several.parts.is_empty() && !several.unread.is_empty() {
            let mut problem = several.unread.remove(0).problem;
            if let Some(other) = several.unread.first() {
                let others = several.unread.len();
                let more =
                    format!(" The same or another problem holds for {others} more: {}.", other.problem.what);
                problem.why = Some(problem.why.unwrap_or_default() + &more);
            }
            return self.failed(job, problem);
        }
        let Some(annex) = self.annex else { return self.failed(job, without_joining()) };
        match (annex.join)(several.parts, several.unread) {
            Ok(dataset) => self.load(job, dataset, settings),
            Err(problem) => self.failed(job, problem),
        }
    }

    /// New work replaces the one under way.
    fn drop_work(&mut self) -> Vec<Response> {
        self.work.take().map(|work| Response::Cancelled { job: work.job }).into_iter().collect()
    }

    fn load(&mut self, job: u32, dataset: Dataset, settings: &Settings) -> Response {
        match derive(&dataset, settings) {
            Ok(derived) => {
                // Whoever asked for them is told when their bytes come.
                self.opening.iter_mut().for_each(|opening| opening.is_stale = true);
                self.calculation = None;
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
        let not_yet = || Response::NotYet { revision, ask: ask.clone() };
        if !filter.judged.is_empty() {
            let Some(annex) = self.annex else { return not_yet() };
            (annex.prepare)(context, filter);
        }
        let answer = match ask {
            Ask::Overview => Answer::Overview(views::overview(context, filter)),
            Ask::Facet { dimension } => Answer::Facet(facet::facet(context, filter, *dimension)),
            Ask::Ticket { row } => {
                return self.annex.map_or_else(not_yet, |annex| self.open(annex, revision, *row, None));
            }
            Ask::Comments { order, offset, limit } => {
                let Some(annex) = self.annex else { return not_yet() };
                let window = Window { offset: *offset, limit: (*limit).min(MOST_COMMENTS) };
                let (page, mut left) = (annex.list)(context, filter, *order, window);
                left.reverse();
                return self.next_comment(annex, revision, Box::new(Listing { page, left }));
            }
            _ => {
                let Some(annex) = self.annex else { return not_yet() };
                (annex.answer)(context, &mut loaded.orders, filter, ask)
            }
        };
        Response::Answer { revision, answer: Box::new(answer) }
    }

    /// Opens a ticket: at once when it is generated or its place is not known, else after its bytes were read.
    fn open(&mut self, annex: Annex, revision: u64, row: u32, list: Option<Box<Listing>>) -> Response {
        let Some(loaded) = &self.loaded else { return query_failed(revision, nothing_loaded()) };
        let dataset = &loaded.dataset;
        if row >= dataset.rows {
            return query_failed(revision, no_such_ticket(row));
        }
        // Where files were joined, each knows by itself how its records are read.
        if dataset.record(row).reread.syntax == Syntax::Generated {
            let record = sample::raw_record(dataset, row);
            return self.told(annex, revision, row, &record, list);
        }
        let record = dataset.record(row);
        let is_small = |piece: &(u64, u64)| piece.1 <= LARGEST_RECORD_BYTES;
        let Some((start, len)) = record.span.filter(is_small) else {
            return self.told(annex, revision, row, &ingest::RawRecord::default(), list);
        };
        let most = if list.is_some() { 0 } else { MOST_MESSAGES };
        let talk = record.talk().into_iter().take(most).map(|(piece, _)| piece);
        let left = talk.take_while(is_small).collect::<Vec<_>>().into_iter().rev().collect();
        let file = record.file;
        let job = FIRST_OWN_JOB | self.pieces;
        self.pieces = (self.pieces + 1) % FIRST_OWN_JOB;
        self.opening.push(Opening {
            annex,
            job,
            revision,
            row,
            bytes: Vec::new(),
            left,
            read: Vec::new(),
            list,
            is_stale: false,
        });
        Response::ReadFile { job, file, start, len }
    }

    /// A piece of a ticket was read: asks for the next, or shows it.
    fn opened(&mut self, mut opening: Opening) -> Response {
        let Some(loaded) = self.loaded.as_ref().filter(|_| !opening.is_stale) else {
            return query_failed(opening.revision, no_such_ticket(opening.row));
        };
        let record = loaded.dataset.record(opening.row);
        match ingest::reread(record, &opening.bytes) {
            Ok(read) => opening.read.push(read),
            Err(problem) => return query_failed(opening.revision, problem),
        }
        if let Some((start, len)) = opening.left.pop() {
            opening.bytes.clear();
            let (job, file) = (opening.job, record.file);
            self.opening.push(opening);
            return Response::ReadFile { job, file, start, len };
        }
        let mut ticket = opening.read.remove(0);
        if !opening.read.is_empty() {
            ticket.messages = ingest::talk(record, &opening.read);
        }
        self.told(opening.annex, opening.revision, opening.row, &ticket, opening.list)
    }

    /// Shows a ticket whose record is there; or puts its comment on its page, and reads the next.
    fn told(
        &mut self,
        annex: Annex,
        revision: u64,
        row: u32,
        record: &ingest::RawRecord,
        list: Option<Box<Listing>>,
    ) -> Response {
        let Some(loaded) = &self.loaded else { return query_failed(revision, nothing_loaded()) };
        match list {
            None => {
                let ticket = Box::new((annex.open)(loaded.context(), row, record));
                Response::Answer { revision, answer: Box::new(Answer::Ticket(ticket)) }
            }
            Some(mut list) => {
                list.page.comments.push((annex.comment)(loaded.context(), row, record));
                self.next_comment(annex, revision, list)
            }
        }
    }

    fn next_comment(&mut self, annex: Annex, revision: u64, mut list: Box<Listing>) -> Response {
        match list.left.pop() {
            Some(row) => self.open(annex, revision, row, Some(list)),
            None => Response::Answer { revision, answer: Box::new(Answer::Comments(list.page)) },
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
        let (mut rows, mut bytes) = self.import.progress();
        if let Some(several) = &self.several {
            rows += several.rows;
            bytes += several.bytes;
        }
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
        table: None,
    };
    Response::Failed { job: None, revision: None, problem }
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
        table: None,
    }
}

fn without_joining() -> Problem {
    Problem {
        kind: ProblemKind::Unreadable,
        what: "These files cannot be joined yet: a part of Assay could not be loaded.".into(),
        place: Place::default(),
        why: Some("It is fetched from where this page came from, and that failed.".into()),
        next: "Check the connection and choose the files again; without one, open one file at a time.".into(),
        kept: None,
        table: None,
    }
}

fn no_such_figure() -> Problem {
    Problem {
        kind: ProblemKind::Protocol,
        what: "The interval of this figure cannot be checked by drawing customers anew.".into(),
        place: Place::default(),
        why: Some("It is neither a share of tickets nor a quantile of a duration.".into()),
        next: "Take the interval by the formula.".into(),
        kept: None,
        table: None,
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
        table: None,
    }
}
