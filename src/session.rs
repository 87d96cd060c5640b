//! The page's half of the conversation with the engine: what a person does becomes a request, what comes back becomes
//! signals of the [`Store`].

use crate::address::Route;
use crate::engine_client::{EngineClient, EngineEvent, described};
use crate::page_state::{self, PageState};
use crate::queue::{Batch, Queue};
use crate::screens::{self, Needs};
use crate::store::{EngineState, Shared, Store, TicketWindows, Trouble, Work};
use leptos::prelude::*;
use model::error::{Place, Problem, ProblemKind};
use model::filter::Filter;
use model::import::ImportSummary;
use model::message::{Answer, Ask, PROTOCOL, Request, Response};
use model::settings::Settings;
use model::view::ScreenView;
use std::rc::Rc;
use std::time::Duration;
use web_sys::File;

/// How many tickets the sample has, and the seed it is grown from.
const SAMPLE_TICKETS: u32 = 20_000;
const SAMPLE_SEED: u64 = 20_260;

/// An answer that takes longer is announced.
const COUNTING_AFTER: Duration = Duration::from_millis(250);

/// Where the tickets come from.
#[derive(Debug, Clone)]
enum Source {
    File(File),
    Sample,
}

/// What the conversation remembers beside the signals.
#[derive(Default)]
struct Memory {
    client: Option<EngineClient>,
    queue: Queue,
    next_job: u32,
    /// The source of the work under way, or of the data set that is loaded.
    source: Option<Source>,
    /// The source of the data set that is loaded.
    loaded: Option<Source>,
    /// The settings of the data set that is loaded, while another one is read.
    loaded_settings: Option<Settings>,
    /// A change of settings under way.
    configuring: Option<u32>,
    /// The first answer after an import is still to be drawn.
    awaits_loaded: bool,
    awaits_first_figures: bool,
    /// Changes of filter, screen or settings so far, and how many of them the present revision stands for.
    changes: u64,
    /// How often the engine was started.
    starts: u32,
}

/// The conversation. One for each page.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    store: Store,
    memory: StoredValue<Memory, LocalStorage>,
}

impl Session {
    /// Starts the engine and begins to follow the address.
    pub(crate) fn new(store: Store) -> Session {
        let session = Session { store, memory: StoredValue::new_local(Memory::default()) };
        session.read_address();
        let listener = window_event_listener(leptos::ev::hashchange, move |_| session.read_address());
        on_cleanup(move || listener.remove());
        session.follow_address();
        session.start_engine();
        session
    }

    /// The session of this page.
    pub(crate) fn get() -> Session {
        expect_context::<Session>()
    }

    // --- What a person does -------------------------------------------------------------------------------------------

    /// Reads a file in place of what is loaded.
    pub(crate) fn open_file(self, file: File) {
        self.load(Source::File(file));
    }

    /// Makes the sample in place of what is loaded.
    pub(crate) fn open_sample(self) {
        self.load(Source::Sample);
    }

    /// Reads again what could not be read to the end.
    pub(crate) fn retry(self) {
        if let Some(source) = self.memory.with_value(|memory| memory.source.clone()) {
            self.load(source);
        }
    }

    /// Stops the work under way.
    pub(crate) fn cancel(self) {
        if let Some(work) = self.store.work.get_untracked() {
            self.send(&Request::Cancel { job: work.job });
        }
    }

    /// Goes to an address within the app; the browser's back button leads back.
    pub(crate) fn go(self, route: &Route) {
        self.navigate(route, false);
    }

    /// Goes to an address in place of the present one, for changes that come many at a time.
    pub(crate) fn go_silently(self, route: &Route) {
        self.navigate(route, true);
    }

    /// Changes the filter.
    pub(crate) fn set_filter(self, change: impl FnOnce(&mut Filter)) {
        let route = self.store.route.get_untracked();
        let mut filter = route.filter.clone();
        change(&mut filter);
        if filter != route.filter {
            self.go(&route.with_filter(filter));
        }
    }

    /// Asks something beside the screen's own question, under the present filter.
    pub(crate) fn ask(self, ask: Ask) {
        let revision = self.store.revision.get_untracked();
        let filter = self.store.route.with_untracked(|route| route.filter.clone());
        let batch = self.with(|memory| memory.queue.ask(revision, &filter, ask));
        self.send_batch(batch);
    }

    /// Closes what is told about a failure.
    pub(crate) fn dismiss_trouble(self) {
        self.store.trouble.set(None);
        self.tell_state();
    }

    /// Takes the address as it stands now: it was set by the page, by the person, or by the browser's back button.
    pub(crate) fn read_address(self) {
        let hash = window().location().hash().unwrap_or_default();
        let (route, remarks) = Route::parse(&hash);
        if self.store.remarks.with_untracked(|now| *now != remarks) {
            self.store.remarks.set(remarks);
        }
        if self.store.route.with_untracked(|now| *now != route) {
            self.store.route.set(route);
        }
    }

    // --- What follows from it -----------------------------------------------------------------------------------------

    fn with<T>(self, change: impl FnOnce(&mut Memory) -> T) -> T {
        self.memory.try_update_value(change).expect("the session lives as long as the page")
    }

    fn navigate(self, route: &Route, is_silent: bool) {
        let hash = route.to_hash();
        let location = window().location();
        if location.hash().is_ok_and(|now| now == hash) {
            return;
        }
        let set = if is_silent { location.replace(&hash) } else { location.set_hash(&hash) };
        if let Err(error) = set {
            leptos::logging::warn!("the address could not be set: {}", described(&error));
        }
        // At once, not with the browser's event: what is set together must be seen together.
        self.read_address();
    }

    fn start_engine(self) {
        self.store.engine.set(EngineState::Starting);
        self.with(|memory| {
            memory.client = None;
            memory.queue.clear();
            memory.configuring = None;
            memory.starts += 1;
        });
        match EngineClient::start(Rc::new(move |event| self.hear(event))) {
            Ok(client) => self.with(|memory| memory.client = Some(client)),
            Err(error) => self.engine_died(&described(&error)),
        }
    }

    fn send(self, request: &Request) {
        let sent = self.memory.with_value(|memory| memory.client.as_ref().map(|client| client.send(request)));
        if let Some(Err(error)) = sent {
            self.engine_died(&described(&error));
        }
    }

    fn send_batch(self, batch: Option<Batch>) {
        let Some(Batch { revision, filter, asks }) = batch else { return };
        for ask in asks {
            self.send(&Request::Query { revision, filter: filter.clone(), ask });
        }
        set_timeout(
            move || {
                let is_late = self.memory.with_value(|memory| memory.queue.is_waiting());
                self.store.is_counting.set(is_late);
            },
            COUNTING_AFTER,
        );
    }

    fn load(self, source: Source) {
        if self.store.work.with_untracked(Option::is_some) {
            self.cancel();
        }
        if self.store.engine.get_untracked() == EngineState::Stopped {
            self.start_engine();
        }
        let is_first = self.store.summary.with_untracked(Option::is_none);
        if !is_first {
            // Overrides belong to the file they were made for.
            self.store.ai_signs.set(Vec::new());
        }
        let route = self.store.route.get_untracked();
        let settings = if is_first {
            route.settings(Vec::new())
        } else {
            Settings {
                return_days: route.return_days,
                return_scope: route.return_scope,
                ..Settings::default()
            }
        };
        let job = self.with(|memory| {
            memory.next_job += 1;
            memory.source = Some(source.clone());
            memory.awaits_first_figures = true;
            memory.next_job
        });
        let (name, total_bytes) = match &source {
            Source::File(file) => (file.name(), file.size() as u64),
            Source::Sample => ("Sample".to_string(), 0),
        };
        self.store.trouble.set(None);
        self.store.preview.set(None);
        self.store.work.set(Some(Work {
            job,
            name: name.clone(),
            is_sample: matches!(source, Source::Sample),
            rows: 0,
            bytes: 0,
            total_bytes,
            started_ms: now_ms(),
            bytes_per_sec: None,
        }));
        let former = self.store.applied.get_untracked();
        self.with(|memory| {
            memory.loaded_settings.get_or_insert(former);
        });
        self.store.applied.set(settings.clone());
        self.store.status.set(format!("Reading {name}."));
        page_state::set_state(PageState::Loading);
        match source {
            Source::Sample => {
                self.send(&Request::Sample { job, tickets: SAMPLE_TICKETS, seed: SAMPLE_SEED, settings });
            }
            Source::File(file) => {
                let request = Request::Import { job, name, size: total_bytes, settings };
                let sent = self.memory.with_value(|memory| {
                    memory.client.as_ref().map(|client| client.send_file(&request, &file))
                });
                if let Some(Err(error)) = sent {
                    self.engine_died(&described(&error));
                }
            }
        }
    }

    /// Follows the address: a change of screen, filter or settings becomes a question.
    fn follow_address(self) {
        let store = self.store;
        let question = Memo::new(move |_| {
            let settings =
                store.ai_signs.with(|signs| store.route.with(|route| route.settings(signs.clone())));
            store.route.with(|route| {
                (route.screen, route.filter.clone(), (route.sort, route.is_descending), settings)
            })
        });
        let is_working = Memo::new(move |_| store.work.with(Option::is_some));
        Effect::new(move |before: Option<(_, u64)>| {
            let now = (question.get(), store.data_version.get());
            let is_working = is_working.get();
            if now.1 == 0 {
                return now;
            }
            if before.as_ref().is_some_and(|before| before.1 == now.1 && before.0 != now.0) {
                self.with(|memory| memory.changes += 1);
            }
            let settings = &now.0.3;
            if !is_working && store.applied.with_untracked(|applied| applied != settings) {
                // The engine's answer is a new data set, which is then asked.
                self.configure(settings.clone());
            } else if before.as_ref() != Some(&now)
                && self.memory.with_value(|memory| memory.configuring.is_none())
            {
                self.ask_anew(&store.route.get_untracked());
            }
            now
        });
        Effect::new(move |_| {
            let row = store.route.with(|route| route.ticket);
            let is_loaded = store.data_version.get() > 0;
            match row {
                Some(row) if is_loaded => {
                    let is_shown = store
                        .ticket
                        .with_untracked(|shown| shown.as_ref().is_some_and(|ticket| ticket.row.row == row));
                    if !is_shown {
                        self.ask(Ask::Ticket { row });
                    }
                }
                _ => store.ticket.set(None),
            }
        });
    }

    fn configure(self, settings: Settings) {
        self.store.applied.set(settings.clone());
        let job = self.with(|memory| {
            memory.next_job += 1;
            memory.configuring = Some(memory.next_job);
            memory.next_job
        });
        self.send(&Request::Configure { job, settings });
    }

    fn ask_anew(self, route: &Route) {
        let revision = self.store.revision.get_untracked() + 1;
        self.store.revision.set(revision);
        if let Some(ask) = &route.screen.ask {
            let batch = self.with(|memory| memory.queue.ask(revision, &route.filter, ask.clone()));
            self.send_batch(batch);
        } else if route.screen.needs == Needs::Data {
            self.drawn(revision);
        }
    }

    // --- What the engine tells ----------------------------------------------------------------------------------------

    fn hear(self, event: EngineEvent) {
        match event {
            EngineEvent::Died(reason) => self.engine_died(&reason),
            EngineEvent::Said(response) => self.take(*response),
        }
    }

    fn take(self, response: Response) {
        match response {
            Response::Ready { protocol, build, catalog } => self.greeted(protocol, &build, catalog),
            Response::Progress { job, rows, bytes, total_bytes } => {
                self.progressed(job, rows, bytes, total_bytes)
            }
            Response::Preview { job, overview } => self.previewed(job, *overview),
            Response::Imported { job, summary } => self.imported(job, *summary),
            Response::Cancelled { job } => self.cancelled(job),
            Response::Failed { job: Some(job), problem, .. } => self.job_failed(job, problem),
            Response::Failed { revision, problem, .. } => self.query_failed(revision, problem),
            Response::Answer { revision, answer } => self.answered(revision, *answer),
            // Addressed to the worker, which reads files for the engine.
            Response::ReadFile { .. } => {}
        }
    }

    fn greeted(self, protocol: u32, build: &str, catalog: model::catalog::Catalog) {
        let own_build = env!("CARGO_PKG_VERSION");
        if protocol != PROTOCOL || build != own_build {
            self.stop_with(Problem {
                kind: ProblemKind::Protocol,
                what: "The page and its engine are of different versions.".to_string(),
                place: Place::default(),
                why: Some(format!(
                    "The page is {own_build} (protocol {PROTOCOL}), the engine {build} (protocol {protocol}); the browser \
                     kept an old file."
                )),
                next: "Reload the page without its cache (Ctrl+Shift+R, on a Mac Cmd+Shift+R).".to_string(),
                kept: None,
            });
            return;
        }
        self.store.catalog.set(Shared::new(catalog));
        self.store.engine.set(EngineState::Running);
        let is_first = self.memory.with_value(|memory| memory.starts == 1);
        if is_first {
            page_state::mark("ready");
        }
        self.tell_state();
        if is_first && self.store.route.with_untracked(|route| route.wants_sample) {
            self.open_sample();
        }
    }

    fn progressed(self, job: u32, rows: u64, bytes: u64, total_bytes: u64) {
        self.store.work.update(|work| {
            let Some(work) = work.as_mut().filter(|work| work.job == job) else { return };
            let secs = (now_ms() - work.started_ms) / 1000.0;
            work.rows = rows;
            work.bytes = bytes;
            work.total_bytes = total_bytes.max(work.total_bytes);
            work.bytes_per_sec = (secs > 0.05 && bytes > 0).then(|| bytes as f64 / secs);
        });
    }

    fn previewed(self, job: u32, overview: ScreenView) {
        if !self.is_at_work(job) {
            return;
        }
        self.store.preview.set(Some(Shared::new(overview)));
        if self.store.route.with_untracked(|route| route.screen.needs != Needs::FilteredData) {
            let route = self.store.route.get_untracked();
            self.navigate(&route.on(&screens::overview::SCREEN), false);
        }
        self.after_drawing(move || {
            if self.with(|memory| std::mem::take(&mut memory.awaits_first_figures)) {
                page_state::mark("first-figures");
            }
        });
    }

    fn imported(self, job: u32, summary: ImportSummary) {
        let is_import = self.is_at_work(job);
        let is_newest_change = self.memory.with_value(|memory| memory.configuring == Some(job));
        if !is_import && !is_newest_change {
            return;
        }
        page_state::set_rows(summary.ledger.rows_read);
        if is_import {
            let had_data = self.store.summary.with_untracked(Option::is_some);
            let source = self.with(|memory| {
                memory.loaded = memory.source.clone();
                memory.loaded_settings = None;
                memory.configuring = None;
                memory.awaits_loaded = true;
                memory.loaded.clone()
            });
            self.store.status.set(format!(
                "{} is read: {} tickets.",
                summary.name,
                charts::format::count(summary.ledger.tickets)
            ));
            let mut route = self.store.route.get_untracked();
            if had_data {
                route = Route {
                    screen: route.screen,
                    return_days: route.return_days,
                    return_scope: route.return_scope,
                    ..Route::default()
                };
            }
            if route.screen.needs == Needs::Nothing || had_data {
                route.screen = &screens::overview::SCREEN;
            }
            route.wants_sample = matches!(source, Some(Source::Sample));
            self.store.views.set(Default::default());
            self.store.facets.set(Default::default());
            self.store.windows.set(TicketWindows::default());
            self.store.ticket.set(None);
            self.store.work.set(None);
            // The start screen is left behind as an entry of its own, so that back leads there.
            let is_same = self.store.route.with_untracked(|now| now.screen == route.screen);
            self.navigate(&route, is_same);
        } else {
            self.with(|memory| memory.configuring = None);
        }
        self.store.summary.set(Some(Shared::new(summary)));
        self.store.data_version.update(|version| *version += 1);
    }

    fn cancelled(self, job: u32) {
        if !self.is_at_work(job) {
            return;
        }
        self.store.work.set(None);
        self.store.preview.set(None);
        self.store.status.set("Reading was cancelled.".to_string());
        self.restore_loaded();
    }

    fn job_failed(self, job: u32, problem: Problem) {
        let is_import = self.is_at_work(job);
        self.with(|memory| {
            if memory.configuring == Some(job) {
                memory.configuring = None;
            }
        });
        if is_import {
            self.store.work.set(None);
            self.store.preview.set(None);
        }
        self.store.status.set(problem.what.clone());
        self.store.trouble.set(Some(Trouble { problem, can_retry: false }));
        self.restore_loaded();
    }

    fn query_failed(self, revision: Option<u64>, problem: Problem) {
        let batch = self.with(|memory| memory.queue.answered());
        self.send_batch(batch);
        if revision.is_none_or(|revision| revision == self.store.revision.get_untracked()) {
            self.store.status.set(problem.what.clone());
            self.store.trouble.set(Some(Trouble { problem, can_retry: false }));
            self.tell_state();
        }
    }

    /// What was loaded before the work stays; its settings are in force again.
    fn restore_loaded(self) {
        let has_data = self.store.summary.with_untracked(Option::is_some);
        self.with(|memory| memory.source = memory.loaded.clone());
        if has_data {
            if let Some(settings) = self.with(|memory| memory.loaded_settings.take()) {
                self.store.applied.set(settings);
            }
            self.ask_anew(&self.store.route.get_untracked());
        } else if self.store.route.with_untracked(|route| route.screen.needs != Needs::Nothing) {
            self.navigate(&Route::default(), true);
        }
        self.tell_state();
    }

    fn answered(self, revision: u64, answer: Answer) {
        let batch = self.with(|memory| memory.queue.answered());
        self.send_batch(batch);
        if !self.memory.with_value(|memory| memory.queue.is_waiting()) {
            self.store.is_counting.set(false);
        }
        let is_newest = revision == self.store.revision.get_untracked();
        match answer {
            // A ticket is itself under any filter.
            Answer::Ticket(ticket) => {
                let is_wanted = self.store.route.with_untracked(|route| route.ticket == Some(ticket.row.row));
                if is_wanted {
                    self.store.ticket.set(Some(Shared::new(*ticket)));
                }
            }
            _ if !is_newest => {}
            Answer::Overview(view) => self.show(&screens::overview::SCREEN, revision, view),
            Answer::Outcomes(view) => self.show(&screens::outcomes::SCREEN, revision, view),
            Answer::Satisfaction(view) => self.show(&screens::satisfaction::SCREEN, revision, view),
            Answer::Facet(facet) => {
                self.store.facets.update(|facets| drop(facets.insert(facet.dimension, Shared::new(facet))));
            }
            Answer::Tickets(page) => {
                self.store.windows.update(|windows| {
                    if windows.revision != revision {
                        *windows = TicketWindows { revision, ..TicketWindows::default() };
                    }
                    windows.total = Some(page.total);
                    windows.blocks.insert(page.offset / crate::store::BLOCK_ROWS, Shared::new(page.rows));
                });
                self.drawn(revision);
            }
        }
    }

    fn show(self, screen: &'static screens::ScreenInfo, revision: u64, view: ScreenView) {
        if self.store.screen_is(screen) {
            self.store.status.set(view.headline.clone());
        }
        self.store.views.update(|views| drop(views.insert(screen.id, Shared::new(view))));
        self.store.preview.set(None);
        self.drawn(revision);
    }

    // --- What the page tells about itself -----------------------------------------------------------------------------

    /// Tells that a revision's figures are on the screen, once they are.
    fn drawn(self, revision: u64) {
        let changes = self.memory.with_value(|memory| memory.changes);
        self.after_drawing(move || {
            if revision != self.store.revision.get_untracked() {
                return;
            }
            let (is_first, is_loaded) = self.with(|memory| {
                (std::mem::take(&mut memory.awaits_first_figures), std::mem::take(&mut memory.awaits_loaded))
            });
            if is_first {
                page_state::mark("first-figures");
            }
            page_state::set_updated(changes);
            if is_loaded {
                page_state::mark("loaded");
                self.tell_state();
            } else {
                page_state::mark("updated");
            }
        });
    }

    /// Runs something when the present signals have been drawn, charts included.
    fn after_drawing(self, then: impl FnOnce() + 'static) {
        leptos::task::spawn_local(async move {
            leptos::task::tick().await;
            if document().hidden() {
                then();
            } else {
                // Charts draw in a frame that was asked for before this one.
                request_animation_frame(then);
            }
        });
    }

    fn tell_state(self) {
        let state = if self.store.trouble.with_untracked(Option::is_some) {
            PageState::Error
        } else if self.store.work.with_untracked(Option::is_some) {
            PageState::Loading
        } else if self.store.summary.with_untracked(Option::is_some) {
            PageState::Loaded
        } else {
            PageState::Ready
        };
        page_state::set_state(state);
    }

    fn is_at_work(self, job: u32) -> bool {
        self.store.work.with_untracked(|work| work.as_ref().is_some_and(|work| work.job == job))
    }

    // --- When the engine dies -----------------------------------------------------------------------------------------

    fn engine_died(self, reason: &str) {
        let (starts, source) = self.memory.with_value(|memory| (memory.starts, memory.source.clone()));
        let was_running = self.store.engine.get_untracked() == EngineState::Running;
        let name = match &source {
            Some(Source::File(file)) => Some(file.name()),
            Some(Source::Sample) => Some("the sample".to_string()),
            None => None,
        };
        let problem = if was_running {
            Problem {
                kind: ProblemKind::Protocol,
                what: "The engine that reads and counts stopped unexpectedly.".to_string(),
                place: Place { file: name.clone(), ..Place::default() },
                why: Some(format!("The browser says: {reason}. Often the tab ran out of memory.")),
                next: match &name {
                    Some(name) => format!("The engine was started anew. Read {name} again, or another file."),
                    None => "The engine was started anew. Try again.".to_string(),
                },
                kept: name.map(|name| {
                    format!("The page still holds {name}; filters and settings are in the address.")
                }),
            }
        } else {
            Problem {
                kind: ProblemKind::Protocol,
                what: "The engine that reads and counts could not be started.".to_string(),
                place: Place::default(),
                why: Some(format!("The browser says: {reason}.")),
                next: "Reload the page. If that does not help, use a current Chrome, Edge, Firefox or Safari, and open \
                       Assay from a web address rather than from a file."
                    .to_string(),
                kept: None,
            }
        };
        self.stop_with(problem);
        if was_running {
            self.store.trouble.update(|trouble| {
                if let Some(trouble) = trouble {
                    trouble.can_retry = source.is_some();
                }
            });
        }
        // Not from within the dead worker's own event.
        set_timeout(
            move || {
                self.with(|memory| memory.client = None);
                if was_running && starts < 20 {
                    self.start_engine();
                }
            },
            Duration::ZERO,
        );
    }

    fn stop_with(self, problem: Problem) {
        self.store.engine.set(EngineState::Stopped);
        self.store.work.set(None);
        self.store.preview.set(None);
        self.store.summary.set(None);
        self.store.views.set(Default::default());
        self.store.windows.set(TicketWindows::default());
        self.store.data_version.set(0);
        self.with(|memory| {
            memory.queue.clear();
            memory.configuring = None;
            memory.loaded = None;
        });
        self.store.status.set(problem.what.clone());
        self.store.trouble.set(Some(Trouble { problem, can_retry: false }));
        page_state::set_state(PageState::Error);
    }
}

/// Milliseconds since the page was opened.
fn now_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}
