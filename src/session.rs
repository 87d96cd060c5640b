//! The page's half of the conversation with the engine: what a person does becomes a request, what comes back becomes
//! signals of the [`Store`].

mod answers;
pub(crate) mod choices;
mod death;
mod telling;
mod unpacking;

use crate::address::Route;
use crate::annex::Annex;
use crate::engine_client::{EngineClient, described};
use crate::page_state::{self, PageState};
use crate::queue::{Batch, Queue};
use crate::screens::Needs;
use crate::store::{Check, EngineState, Store, Work};
use crate::unpack_client::UnpackClient;
use leptos::prelude::*;
use model::filter::Filter;
use model::mapping::Mapping;
use model::message::{Ask, Request};
use model::resample::Resampled;
use model::settings::Settings;
use std::rc::Rc;
use std::time::Duration;
use unpacking::Preparing;
use web_sys::File;

/// How many tickets the sample has, and the seed it is grown from.
const SAMPLE_TICKETS: u32 = 20_000;
const SAMPLE_SEED: u64 = 20_260;

/// A new filter is shown together with its figures, but not later than this: what takes no longer is felt to be instant (J. Nielsen,
/// "Usability Engineering", 1993, chapter 5).
const SHOWN_WITHIN: Duration = Duration::from_millis(100);

/// An answer that takes longer is announced.
const COUNTING_AFTER: Duration = Duration::from_millis(250);

/// Where the tickets come from.
#[derive(Debug, Clone)]
enum Source {
    /// At least one.
    Files(Vec<File>),
    Sample,
}

impl Source {
    /// Its name, for people.
    fn name(&self) -> String {
        match self {
            Source::Files(files) => match files.as_slice() {
                [file] => file.name(),
                files => format!("{} files", files.len()),
            },
            Source::Sample => "the sample".to_string(),
        }
    }
}

/// Whether a file is among others: the browser gives each choice of it another handle.
fn holds(files: &[File], file: &File) -> bool {
    let same = |known: &File| {
        known.name() == file.name()
            && known.size() == file.size()
            && known.last_modified() == file.last_modified()
    };
    files.iter().any(same)
}

/// What the conversation remembers beside the signals.
#[derive(Default)]
struct Memory {
    client: Option<EngineClient>,
    /// What is being unpacked.
    unpacking: Option<UnpackClient>,
    /// The files that are looked at and unpacked before the engine is given them.
    preparing: Option<Preparing>,
    /// The files that were loaded before the last ones took their place.
    former: Vec<File>,
    /// The last job that the engine was given.
    sent_job: Option<u32>,
    queue: Queue,
    /// Questions that wait for a part of the engine, with their revisions.
    put_off: Vec<(u64, Ask)>,
    next_job: u32,
    /// The source of the work under way, or of the data set that is loaded.
    source: Option<Source>,
    /// The source of the data set that is loaded.
    loaded: Option<Source>,
    /// The settings of the data set that is loaded, while another one is read.
    loaded_settings: Option<Settings>,
    /// The file that is loaded is being read once more, for what was said of its columns.
    is_again: bool,
    /// What was refused and can be read once its columns are explained.
    refused: Option<Source>,
    /// While that is read: what was said of its shape before, and what is tried.
    tried: Option<(Mapping, Mapping)>,
    /// A change of settings under way.
    configuring: Option<u32>,
    /// The first answer after an import is still to be drawn.
    awaits_loaded: bool,
    awaits_first_figures: bool,
    /// The address, while the figures of its filter are counted and the page still shows the former one.
    coming: Option<Route>,
    /// The address whose figures were asked for before it was shown.
    asked: Option<Route>,
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
        Effect::new(move |_| {
            if store.annex.get() == Annex::There && store.is_engine_whole.get() {
                page_state::set_whole();
            }
        });
        session
    }

    /// The session of this page.
    pub(crate) fn get() -> Session {
        expect_context::<Session>()
    }

    // --- What a person does -------------------------------------------------------------------------------------------

    /// Reads files, several joined: in place of what is loaded, or together with it.
    pub(crate) fn open_files(self, files: Vec<File>, is_adding: bool) {
        if files.is_empty() {
            return;
        }
        let mut all = if is_adding { self.loaded_files() } else { Vec::new() };
        for file in files {
            if !holds(&all, &file) {
                all.push(file);
            }
        }
        self.load(Source::Files(all));
    }

    /// Reads what was loaded before together with what took its place.
    pub(crate) fn join_former(self) {
        let mut files = self.memory.with_value(|memory| memory.former.clone());
        files.extend(self.loaded_files());
        self.load(Source::Files(files));
    }

    fn loaded_files(self) -> Vec<File> {
        self.memory.with_value(|memory| match &memory.loaded {
            Some(Source::Files(files)) => files.clone(),
            _ => Vec::new(),
        })
    }

    /// Makes the sample in place of what is loaded.
    pub(crate) fn open_sample(self) {
        self.load(Source::Sample);
    }

    /// Reads again what could not be read to the end.
    pub(crate) fn retry(self) {
        if let Some(said) = self.store.draft.get_untracked().pop() {
            self.read_refused(said);
        } else if let Some(source) = self.memory.with_value(|memory| memory.source.clone()) {
            self.load(source);
        }
    }

    /// Stops the work under way.
    pub(crate) fn cancel(self) {
        let Some(work) = self.store.work.get_untracked() else { return };
        if self.memory.with_value(|memory| memory.sent_job == Some(work.job)) {
            self.send(&Request::Cancel { job: work.job });
        } else {
            self.stop_unpacking();
            self.cancelled(work.job);
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
        let route = self.route();
        let mut filter = route.filter.clone();
        change(&mut filter);
        if filter != route.filter {
            self.go(&route.with_filter(filter));
        }
    }

    /// Asks something beside the screen's own question, under the present filter.
    pub(crate) fn ask(self, ask: Ask) {
        let revision = self.store.revision.get_untracked();
        let filter = self.route().filter;
        let batch = self.with(|memory| memory.queue.ask(revision, &filter, ask));
        self.send_batch(batch);
    }

    /// Checks the interval of a figure by drawing customers anew, in the background.
    pub(crate) fn check_interval(self, of: Resampled, shown: Option<(f64, f64)>) {
        let job = self.with(|memory| {
            memory.next_job += 1;
            memory.next_job
        });
        self.store.check.set(Check::Drawing { job, drawn: 0, draws: 0 });
        self.send(&Request::Resample { job, of, shown });
    }

    /// Stops the check under way, and forgets what the last one told.
    pub(crate) fn drop_check(self) {
        if let Check::Drawing { job, .. } = self.store.check.get_untracked() {
            self.send(&Request::Cancel { job });
        }
        self.store.check.set(Check::None);
    }

    /// Closes what is told about a failure.
    pub(crate) fn dismiss_trouble(self) {
        self.store.trouble.set(None);
        self.store.draft.set(Vec::new());
        self.tell_state();
    }

    /// Takes the address as it stands now: it was set by the page, by the person, or by the browser's back button.
    pub(crate) fn read_address(self) {
        let hash = window().location().hash().unwrap_or_default();
        let (route, remarks) = Route::parse(&hash);
        if self.store.remarks.with_untracked(|now| *now != remarks) {
            self.store.remarks.set(remarks);
        }
        if self.memory.with_value(|memory| memory.coming.as_ref() == Some(&route)) {
            // The browser's event follows what the page has set and read already.
        } else if self.is_only_another_filter(&route) {
            self.count(&route);
            self.with(|memory| memory.coming = Some(route));
            set_timeout(move || self.show_route(), SHOWN_WITHIN);
        } else {
            let was_coming = self.with(|memory| memory.coming.take()).is_some();
            if self.store.route.with_untracked(|now| *now != route) {
                self.store.route.set(route);
            } else if was_coming {
                // Back to what is shown, before the other one was.
                self.count(&route);
            }
        }
    }

    /// The address as it stands now, which from here on is also what the page shows.
    pub(crate) fn route(self) -> Route {
        self.show_route();
        self.store.route.get_untracked()
    }

    // --- What follows from it -----------------------------------------------------------------------------------------

    fn with<T>(self, change: impl FnOnce(&mut Memory) -> T) -> T {
        self.memory.try_update_value(change).expect("the session lives as long as the page")
    }

    /// Whether an address differs from what is shown by its filter only, and the screen's answer is all that waits for it.
    /// The page then changes once, with the figures: a picture of the new filter beside the old figures would be drawn while the
    /// engine counts, and take its processor.
    fn is_only_another_filter(self, route: &Route) -> bool {
        let is_ready = self.store.work.with_untracked(Option::is_none)
            && self.store.data_version.get_untracked() > 0
            && self.memory.with_value(|memory| memory.configuring.is_none());
        let shown = self.store.route.get_untracked();
        is_ready
            && route.screen.ask.is_some()
            && route.filter != shown.filter
            && shown.with_filter(route.filter.clone()) == *route
    }

    /// Asks for the figures of an address.
    fn count(self, route: &Route) {
        self.with(|memory| memory.changes += 1);
        self.ask_anew(route);
    }

    /// Shows the address that is coming.
    pub(super) fn show_route(self) {
        if let Some(route) = self.with(|memory| memory.coming.take()) {
            self.with(|memory| memory.asked = Some(route.clone()));
            self.store.route.set(route);
        }
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
            memory.put_off.clear();
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
                // Not by what was asked since, which is not late yet.
                if self.memory.with_value(|memory| memory.queue.is_waiting_for(revision)) {
                    self.store.is_counting.set(true);
                }
            },
            COUNTING_AFTER,
        );
    }

    fn load(self, source: Source) {
        self.take_back_tried();
        if self.store.work.with_untracked(Option::is_some) {
            self.cancel();
        }
        if self.store.engine.get_untracked() == EngineState::Stopped {
            self.start_engine();
        }
        let is_first = self.store.summary.with_untracked(Option::is_none);
        if !is_first {
            self.store.undo.set(Vec::new());
        }
        let mut settings = self.route().settings(self.store.mappings.get_untracked());
        if !is_first {
            // The zone in the address belongs to the file it was chosen for.
            (settings.time_zone, settings.date_order) = (None, None);
        }
        self.with(|memory| memory.is_again = false);
        self.begin(source, settings);
    }

    /// Reads the file that is loaded once more, under other settings; what is shown stays.
    fn read_again(self, settings: Settings) {
        if let Some(source) = self.memory.with_value(|memory| memory.loaded.clone()) {
            self.with(|memory| memory.is_again = true);
            self.begin(source, settings);
        }
    }

    fn begin(self, source: Source, settings: Settings) {
        let job = self.with(|memory| {
            memory.next_job += 1;
            memory.source = Some(source.clone());
            memory.awaits_first_figures = true;
            memory.next_job
        });
        let (name, total_bytes) = match &source {
            Source::Files(files) => (source.name(), files.iter().map(|file| file.size() as u64).sum()),
            Source::Sample => ("Sample".to_string(), 0),
        };
        self.store.trouble.set(None);
        self.store.draft.set(Vec::new());
        self.store.preview.set(None);
        self.store.work.set(Some(Work {
            job,
            name: name.clone(),
            is_sample: matches!(source, Source::Sample),
            rows: 0,
            bytes: 0,
            total_bytes,
            is_unpacking: false,
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
                self.with(|memory| memory.sent_job = Some(job));
                self.send(&Request::Sample { job, tickets: SAMPLE_TICKETS, seed: SAMPLE_SEED, settings });
            }
            Source::Files(files) => self.read_files(job, files, settings),
        }
    }

    /// Follows the address: a change of screen, filter or settings becomes a question.
    fn follow_address(self) {
        let store = self.store;
        let question = Memo::new(move |_| {
            let settings =
                store.mappings.with(|mappings| store.route.with(|route| route.settings(mappings.clone())));
            store.route.with(|route| {
                let order = (route.sort, route.is_descending);
                (route.screen, route.filter.clone(), order, settings, route.lab.clone())
            })
        });
        let is_working = Memo::new(move |_| store.work.with(Option::is_some));
        Effect::new(move |before: Option<(_, u64)>| {
            let now = (question.get(), store.data_version.get());
            let is_working = is_working.get();
            let was_asked = self.with(|memory| memory.asked.take()) == Some(store.route.get_untracked());
            let is_same_data = before.as_ref().is_some_and(|before| before.1 == now.1);
            let is_applied = store.applied.with_untracked(|applied| *applied == now.0.3);
            if now.1 == 0 || (was_asked && is_same_data && is_applied) {
                return now;
            }
            if is_same_data && before.as_ref().is_some_and(|before| before.0 != now.0) {
                self.with(|memory| memory.changes += 1);
            }
            let settings = &now.0.3;
            if !is_working && !is_applied {
                // The engine's answer is a new data set, which is then asked.
                if self.must_read_again(settings) {
                    self.read_again(settings.clone());
                } else {
                    self.configure(settings.clone());
                }
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
        if let Some(ask) = route.question() {
            let batch = self.with(|memory| memory.queue.ask(revision, &route.filter, ask));
            self.send_batch(batch);
        } else if route.screen.needs == Needs::Data {
            self.drawn(revision);
        }
    }
}

/// Milliseconds since the page was opened.
fn now_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}
