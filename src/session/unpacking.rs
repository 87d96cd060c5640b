//! Files go to the engine as they are; workbooks and archives are unpacked first.

use super::{Session, now_ms};
use crate::engine_client::described;
use crate::unpack_client::{UnpackClient, UnpackEvent, may_be_container};
use leptos::prelude::*;
use model::error::{Place, Problem, ProblemKind};
use model::import::Carried;
use model::message::{Request, Unpacked};
use model::settings::Settings;
use web_sys::File;

impl Session {
    /// Reads a file that was just chosen.
    pub(super) fn read_file(self, job: u32, file: File, settings: Settings) {
        leptos::task::spawn_local(async move {
            let may_be_container = may_be_container(&file).await;
            // Something else may have been chosen meanwhile.
            if !self.is_at_work(job) {
                return;
            }
            if may_be_container {
                self.unpack(job, file, settings);
            } else {
                self.import(job, &file, settings, Carried::default());
            }
        });
    }

    fn unpack(self, job: u32, file: File, settings: Settings) {
        self.store.work.update(|work| {
            if let Some(work) = work {
                work.is_unpacking = true;
            }
        });
        let listener = {
            let file = file.clone();
            move |event| {
                if self.is_at_work(job) {
                    self.hear_unpacking(job, &file, &settings, event);
                }
            }
        };
        match UnpackClient::start(&file, listener) {
            Ok(client) => self.with(|memory| memory.unpacking = Some(client)),
            Err(error) => self.unpacking_failed(job, not_loaded(&file.name(), &described(&error))),
        }
    }

    fn hear_unpacking(self, job: u32, file: &File, settings: &Settings, event: UnpackEvent) {
        match event {
            UnpackEvent::Loaded(addresses) => {
                self.store.traffic.update(|traffic| traffic.add(addresses.into_iter()));
            }
            UnpackEvent::Read(bytes) => self.progressed(job, 0, bytes, 0),
            UnpackEvent::Done(unpacked, text) => match (*unpacked, text) {
                (Unpacked::Text(carried), Some(text)) => self.import(job, &text, settings.clone(), carried),
                (Unpacked::Failed(problem), _) => self.unpacking_failed(job, problem),
                // The engine says what it is.
                _ => self.import(job, file, settings.clone(), Carried::default()),
            },
            UnpackEvent::NotLoaded(reason) => self.unpacking_failed(job, not_loaded(&file.name(), &reason)),
            UnpackEvent::Stopped(reason) => self.unpacking_failed(job, stopped(&file.name(), &reason)),
        }
    }

    fn unpacking_failed(self, job: u32, mut problem: Problem) {
        self.stop_unpacking();
        let kept =
            self.store.summary.with_untracked(|summary| summary.as_ref().map(|summary| summary.name.clone()));
        problem.kept = kept.map(|name| format!("{name} is still loaded."));
        self.job_failed(job, problem);
    }

    /// Ends what is being unpacked; whether there was anything.
    pub(super) fn stop_unpacking(self) -> bool {
        let client = self.with(|memory| memory.unpacking.take());
        let was_unpacking = client.is_some();
        // Not from within its own event.
        set_timeout(move || drop(client), std::time::Duration::ZERO);
        was_unpacking
    }

    /// Hands a file to the engine.
    fn import(self, job: u32, file: &File, settings: Settings, carried: Carried) {
        self.stop_unpacking();
        let (name, size) = (file.name(), file.size() as u64);
        self.store.work.update(|work| {
            if let Some(work) = work {
                work.is_unpacking = false;
                (work.name, work.bytes, work.total_bytes) = (name.clone(), 0, size);
                (work.started_ms, work.bytes_per_sec) = (now_ms(), None);
            }
        });
        let request = Request::Import { job, name, size, settings, carried };
        let sent = self.with(|memory| {
            memory.sent_job = Some(job);
            memory.client.as_ref().map(|client| client.send_file(&request, file))
        });
        if let Some(Err(error)) = sent {
            self.engine_died(&described(&error));
        }
    }
}

fn problem(name: &str, what: &str, reason: &str, next: &str) -> Problem {
    Problem {
        kind: ProblemKind::Unreadable,
        what: what.to_string(),
        place: Place { file: Some(name.to_string()), ..Place::default() },
        why: Some(format!("The browser says: {reason}.")),
        next: next.to_string(),
        kept: None,
    }
}

fn not_loaded(name: &str, reason: &str) -> Problem {
    problem(
        name,
        "The part of Assay that reads workbooks and archives could not be loaded.",
        reason,
        "Check the connection and drop the file again; without one, unpack it or save it as CSV first.",
    )
}

fn stopped(name: &str, reason: &str) -> Problem {
    problem(
        name,
        "Unpacking the file stopped unexpectedly.",
        reason,
        "Often the tab ran out of memory. Unpack the file yourself, or save its table as “CSV UTF-8”, and drop that.",
    )
}
