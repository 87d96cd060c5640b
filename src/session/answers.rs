//! What the engine tells becomes signals.

use super::{Session, Source, holds, now_ms};
use crate::address::Route;
use crate::annex;
use crate::engine_client::EngineEvent;
use crate::page_state;
use crate::screens::{self, Needs};
use crate::store::{Check, EngineState, Shared, TicketWindows, Trouble};
use leptos::prelude::*;
use model::error::{Place, Problem, ProblemKind};
use model::import::ImportSummary;
use model::message::{Answer, Ask, PROTOCOL, Response};
use model::view::ScreenView;
use web_sys::File;

impl Session {
    pub(super) fn hear(self, event: EngineEvent) {
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
            Response::Resampling { job, drawn, draws } => {
                self.check(job, Check::Drawing { job, drawn, draws })
            }
            Response::Resampled { job, result } => self.check(job, Check::Done(Shared::new(*result))),
            Response::Failed { job: Some(job), problem, .. } => self.job_failed(job, problem),
            Response::Failed { revision, problem, .. } => self.query_failed(revision, problem),
            Response::Answer { revision, answer } => self.answered(revision, *answer),
            Response::NotYet { revision, ask } => self.not_yet(revision, ask),
            Response::Whole { problem } => self.whole(problem),
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
                table: None,
            });
            return;
        }
        self.store.catalog.set(Shared::new(catalog));
        self.store.engine.set(EngineState::Running);
        let is_first = self.memory.with_value(|memory| memory.starts == 1);
        if !is_first {
            return self.tell_state();
        }
        annex::load(self.store);
        // After the task that asks for the annex: once the page says that it is ready, it asks for nothing.
        leptos::task::spawn_local(async move {
            page_state::mark("ready");
            self.tell_state();
            if self.store.route.with_untracked(|route| route.wants_sample) {
                self.open_sample();
            }
        });
    }

    pub(super) fn progressed(self, job: u32, rows: u64, bytes: u64, total_bytes: u64) {
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
        let is_again = self.memory.with_value(|memory| memory.is_again);
        if !is_again && self.store.route.with_untracked(|route| route.screen.needs != Needs::FilteredData) {
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
            let is_again = self.with(|memory| std::mem::take(&mut memory.is_again));
            let had_data = !is_again && self.store.summary.with_untracked(Option::is_some);
            if !is_again {
                self.offer_to_join();
            }
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
            self.store.moved.set(None);
            self.store.comments.set(None);
            self.store.windows.set(TicketWindows::default());
            self.store.ticket.set(None);
            self.store.check.set(Check::None);
            self.store.work.set(None);
            // The start screen is left behind as an entry of its own, so that back leads there.
            let is_same = self.store.route.with_untracked(|now| now.screen == route.screen);
            self.navigate(&route, is_same);
        } else {
            self.with(|memory| memory.configuring = None);
        }
        self.store.summary.set(Some(Shared::new(summary)));
        if is_import {
            self.keep_tried();
        }
        self.store.data_version.update(|version| *version += 1);
    }

    /// Files whose place other files have just taken can still be joined with them.
    fn offer_to_join(self) {
        let former = self.with(|memory| {
            memory.former = match (&memory.loaded, &memory.source) {
                (Some(Source::Files(former)), Some(Source::Files(files)))
                    if !former.iter().all(|file| holds(files, file)) =>
                {
                    former.clone()
                }
                _ => Vec::new(),
            };
            memory.former.iter().map(File::name).collect::<Vec<String>>()
        });
        self.store.put_aside.set((!former.is_empty()).then(|| former.join(", ")));
    }

    /// The check of an interval went on; nothing where it is not waited for any more.
    fn check(self, job: u32, now: Check) {
        self.store.check.update(|check| {
            if matches!(check, Check::Drawing { job: known, .. } if *known == job) {
                *check = now;
            }
        });
    }

    pub(super) fn cancelled(self, job: u32) {
        self.check(job, Check::None);
        if !self.is_at_work(job) {
            return;
        }
        self.store.work.set(None);
        self.store.preview.set(None);
        self.store.status.set("Reading was cancelled.".to_string());
        self.take_back_failed();
        self.take_back_tried();
        self.restore_loaded();
    }

    pub(super) fn job_failed(self, job: u32, mut problem: Problem) {
        self.check(job, Check::None);
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
        if is_import {
            let tried = self.take_back_tried();
            if self.take_back_failed() {
                // It is loaded, and its columns are chosen where they are shown.
                problem.table = None;
            }
            if let Some(table) = &problem.table {
                self.store.draft.set(vec![tried.unwrap_or_else(|| self.mapping(&table.shape))]);
                self.with(|memory| memory.refused = memory.source.clone());
            }
        }
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

    /// An answer waits for a part of the engine that is still to be loaded.
    fn not_yet(self, revision: u64, ask: Ask) {
        let batch = self.with(|memory| {
            memory.put_off.push((revision, ask));
            memory.queue.answered()
        });
        self.send_batch(batch);
    }

    /// That part was loaded, or could not be.
    fn whole(self, problem: Option<Problem>) {
        self.store.is_engine_whole.set(problem.is_none());
        let is_awaited = self.memory.with_value(|memory| !memory.put_off.is_empty());
        match problem {
            None => self.ask_again(),
            Some(problem) if is_awaited => {
                self.store.status.set(problem.what.clone());
                self.store.trouble.set(Some(Trouble { problem, can_retry: false }));
                self.tell_state();
            }
            Some(_) => {}
        }
    }

    /// Asks once more what could not be answered yet, as far as anybody waits for it.
    pub(crate) fn ask_again(self) {
        let revision = self.store.revision.get_untracked();
        for (asked, ask) in self.with(|memory| std::mem::take(&mut memory.put_off)) {
            // A ticket is itself under any filter.
            if asked == revision || matches!(ask, Ask::Ticket { .. }) {
                self.ask(ask);
            }
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
            Answer::DefinitionNames(names) => self.store.definition_names.set(Shared::new(names)),
            // A browser that refuses to make files has no other way either.
            Answer::Dispute(text) => {
                let _ = crate::chart::save_text(&text, "text/csv;charset=utf-8", "assay-dispute.csv");
            }
            _ if !is_newest => {}
            Answer::Overview(view) => self.show(&screens::overview::SCREEN, revision, view),
            Answer::Outcomes(view) => self.show(&screens::outcomes::SCREEN, revision, view),
            Answer::Satisfaction(view) => self.show(&screens::satisfaction::SCREEN, revision, view),
            Answer::Definitions(view) => self.show(&screens::definitions::SCREEN, revision, view),
            Answer::Speed(view) => self.show(&screens::speed::SCREEN, revision, view),
            Answer::Topics(view) => self.show(&screens::topics::SCREEN, revision, view),
            Answer::Comments(page) => self.store.comments.set(Some(Shared::new(page))),
            Answer::Moved(moved) => self.store.moved.set(Some(Shared::new(moved))),
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
        self.show_route();
        if self.store.screen_is(screen) {
            self.store.status.set(view.headline.clone());
        }
        self.store.views.update(|views| drop(views.insert(screen.id, Shared::new(view))));
        self.store.preview.set(None);
        self.drawn(revision);
    }
}
