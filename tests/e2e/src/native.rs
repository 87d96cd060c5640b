//! The engine without a browser: the figures that the page has to show.

use crate::{Outcome, failure};
use engine::Session;
use model::filter::Filter;
use model::import::ImportSummary;
use model::message::{Answer, Ask, Request, Response};
use model::settings::Settings;
use model::view::ScreenView;

const JOB: u32 = 1;

/// A data set in the engine, natively.
pub struct Native {
    session: Session,
    /// What was understood of the file.
    pub summary: ImportSummary,
}

impl Native {
    /// Reads a file.
    pub fn read(name: &str, bytes: &[u8]) -> Outcome<Native> {
        let mut session = Session::new();
        let size = bytes.len() as u64;
        let settings = Settings::default();
        let mut responses =
            session.handle(Request::Import { job: JOB, name: name.to_string(), size, settings });
        responses.extend(session.feed(JOB, bytes));
        responses.extend(session.finish(JOB));
        for response in responses {
            match response {
                Response::Imported { summary, .. } => return Ok(Native { session, summary: *summary }),
                Response::Failed { problem, .. } => return Err(failure(problem.what)),
                _ => {}
            }
        }
        Err(failure("the engine neither imported nor refused the file"))
    }

    /// Asks for a screen.
    pub fn screen(&mut self, filter: &Filter, ask: Ask) -> Outcome<ScreenView> {
        for response in self.session.handle(Request::Query { revision: 1, filter: filter.clone(), ask }) {
            match response {
                Response::Answer { answer, .. } => match *answer {
                    Answer::Overview(view) | Answer::Outcomes(view) | Answer::Satisfaction(view) => {
                        return Ok(view);
                    }
                    _ => {}
                },
                Response::Failed { problem, .. } => return Err(failure(problem.what)),
                _ => {}
            }
        }
        Err(failure("the engine gave no answer"))
    }
}
