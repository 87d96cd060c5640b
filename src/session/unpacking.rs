//! Files go to the engine as they are; workbooks and archives are unpacked first.

use super::{Session, now_ms};
use crate::engine_client::described;
use crate::unpack_client::{UnpackClient, UnpackEvent, may_be_container};
use leptos::prelude::*;
use model::error::{Place, Problem, ProblemKind};
use model::import::{Carried, Incoming};
use model::message::{Request, Unpacked};
use model::settings::Settings;
use web_sys::File;

/// Files on their way to the engine.
pub(super) struct Preparing {
    settings: Settings,
    /// Those that were not looked at yet, in reverse.
    waiting: Vec<File>,
    /// Those that may go, and what is told of each.
    files: Vec<File>,
    incoming: Vec<Incoming>,
}

impl Session {
    /// Reads files that were just chosen.
    pub(super) fn read_files(self, job: u32, mut files: Vec<File>, settings: Settings) {
        files.reverse();
        let preparing = Preparing { settings, waiting: files, files: Vec::new(), incoming: Vec::new() };
        self.with(|memory| memory.preparing = Some(preparing));
        self.prepare(job);
    }

    /// Looks at the next file; after the last, all go to the engine.
    fn prepare(self, job: u32) {
        let next =
            self.with(|memory| memory.preparing.as_mut().and_then(|preparing| preparing.waiting.pop()));
        let Some(file) = next else { return self.import(job) };
        leptos::task::spawn_local(async move {
            let may_be_container = may_be_container(&file).await;
            // Something else may have been chosen meanwhile.
            if !self.is_at_work(job) {
                return;
            }
            if may_be_container {
                self.unpack(job, file);
            } else {
                self.as_it_is(job, file);
            }
        });
    }

    fn unpack(self, job: u32, file: File) {
        self.store.work.update(|work| {
            if let Some(work) = work {
                work.is_unpacking = true;
            }
        });
        let listener = {
            let file = file.clone();
            move |event| {
                if self.is_at_work(job) {
                    self.hear_unpacking(job, &file, event);
                }
            }
        };
        match UnpackClient::start(&file, listener) {
            Ok(client) => self.with(|memory| memory.unpacking = Some(client)),
            Err(error) => self.left_out(job, &file, not_loaded(&file.name(), &described(&error))),
        }
    }

    fn hear_unpacking(self, job: u32, file: &File, event: UnpackEvent) {
        match event {
            UnpackEvent::Loaded(addresses) => {
                self.store.traffic.update(|traffic| traffic.add(addresses.into_iter()));
            }
            UnpackEvent::Read(bytes) => self.progressed(job, 0, bytes, 0),
            UnpackEvent::Done(unpacked, texts) => match *unpacked {
                Unpacked::Files(incoming) => self.prepared(job, incoming, texts),
                Unpacked::Failed(problem) => self.left_out(job, file, problem),
                // The engine says what it is.
                Unpacked::Plain => self.as_it_is(job, file.clone()),
            },
            UnpackEvent::NotLoaded(reason) => self.left_out(job, file, not_loaded(&file.name(), &reason)),
            UnpackEvent::Stopped(reason) => self.left_out(job, file, stopped(&file.name(), &reason)),
        }
    }

    /// A file may go to the engine.
    fn as_it_is(self, job: u32, file: File) {
        let (name, size) = (file.name(), file.size() as u64);
        let incoming = Incoming { name, size, carried: Carried::default(), problem: None };
        self.prepared(job, vec![incoming], vec![file]);
    }

    /// A file cannot be read; others that were chosen with it can.
    fn left_out(self, job: u32, file: &File, problem: Problem) {
        let (name, size) = (file.name(), file.size() as u64);
        let incoming = Incoming { name, size, carried: Carried::default(), problem: Some(problem) };
        self.prepared(job, vec![incoming], Vec::new());
    }

    /// What is known of the file that was looked at, and the handles that go to the engine.
    fn prepared(self, job: u32, incoming: Vec<Incoming>, files: Vec<File>) {
        self.stop_unpacking();
        self.with(|memory| {
            if let Some(preparing) = &mut memory.preparing {
                preparing.incoming.extend(incoming);
                preparing.files.extend(files);
            }
        });
        self.prepare(job);
    }

    fn unpacking_failed(self, job: u32, mut problem: Problem) {
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

    /// Hands the files to the engine.
    fn import(self, job: u32) {
        let Some(mut preparing) = self.with(|memory| memory.preparing.take()) else { return };
        let settings = preparing.settings;
        let total: u64 = preparing.files.iter().map(|file| file.size() as u64).sum();
        let only = if preparing.incoming.len() == 1 { preparing.incoming.pop() } else { None };
        let name = only.as_ref().map(|file| file.name.clone());
        let request = match only {
            Some(Incoming { problem: Some(problem), .. }) => return self.unpacking_failed(job, problem),
            Some(Incoming { name, size, carried, .. }) => {
                Request::Import { job, name, size, settings, carried }
            }
            None => Request::ImportFiles { job, files: preparing.incoming, settings },
        };
        self.store.work.update(|work| {
            if let Some(work) = work {
                work.is_unpacking = false;
                (work.bytes, work.total_bytes) = (0, total);
                (work.started_ms, work.bytes_per_sec) = (now_ms(), None);
                if let Some(name) = name {
                    work.name = name;
                }
            }
        });
        let sent = self.with(|memory| {
            memory.sent_job = Some(job);
            memory.client.as_ref().map(|client| client.send_files(&request, &preparing.files))
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
        table: None,
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
