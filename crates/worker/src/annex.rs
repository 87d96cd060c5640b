//! Loads the part of the engine that the first figures do not need. In a published build it is a file of its own
//! (`docs/decisions/0120`); in others it is there from the start.

use crate::{Worker, deliver};
use engine::annex::Annex;
use model::error::{Place, Problem, ProblemKind};
use model::message::Response;
use std::cell::RefCell;
use std::rc::Rc;

/// The file could not be loaded.
struct NotLoaded;

#[cfg(split)]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> NotLoaded {
        NotLoaded
    }
}

/// The door to the annex: what only this function reaches is cut out of the program.
#[cfg(split)]
#[wasm_split_helpers::wasm_split(engine, fallible)]
fn door() -> Result<Annex, NotLoaded> {
    Ok(engine::annex::annex())
}

#[cfg(not(split))]
async fn door() -> Result<Annex, NotLoaded> {
    Ok(engine::annex::annex())
}

/// Gives the session the annex, and tells the page.
pub(crate) async fn load(worker: Rc<RefCell<Worker>>) {
    let responses = match door().await {
        Ok(annex) => worker.borrow_mut().session.add_annex(annex),
        Err(NotLoaded) => vec![Response::Whole { problem: Some(not_loaded()) }],
    };
    deliver(&worker, responses);
}

fn not_loaded() -> Problem {
    Problem {
        kind: ProblemKind::Unreadable,
        what: "A part of Assay that was left for later could not be loaded.".to_string(),
        place: Place::default(),
        why: Some("The browser could not fetch it from where this page came from.".to_string()),
        next: "Check the connection, then open the screen again. The Overview works without it.".to_string(),
        kept: Some("Nothing that was read is lost.".to_string()),
        table: None,
    }
}
