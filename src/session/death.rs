//! When the engine dies, or never comes up: say so, start it anew, offer to read again.

use super::{Session, Source};
use crate::page_state::{self, PageState};
use crate::store::{EngineState, TicketWindows, Trouble};
use leptos::prelude::*;
use model::error::{Place, Problem, ProblemKind};
use std::time::Duration;

impl Session {
    pub(super) fn engine_died(self, reason: &str) {
        let (starts, source) = self.memory.with_value(|memory| (memory.starts, memory.source.clone()));
        let was_running = self.store.engine.get_untracked() == EngineState::Running;
        let name = source.as_ref().map(Source::name);
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
                table: None,
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
                table: None,
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

    pub(super) fn stop_with(self, problem: Problem) {
        self.store.engine.set(EngineState::Stopped);
        self.store.work.set(None);
        self.store.preview.set(None);
        self.store.summary.set(None);
        self.store.views.set(Default::default());
        self.store.windows.set(TicketWindows::default());
        self.store.data_version.set(0);
        self.stop_unpacking();
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
