//! The engine without a browser: the figures that the page has to show.

use crate::{Outcome, failure};
use engine::Session;
use model::error::Problem;
use model::filter::Filter;
use model::import::{Carried, ImportSummary};
use model::message::{Answer, Ask, Request, Response};
use model::settings::Settings;
use model::view::ScreenView;
use std::io::Cursor;
use unpack::{Container, Limits};

const JOB: u32 = 1;

/// A data set in the engine, natively.
pub struct Native {
    session: Session,
    /// What was understood of the file.
    pub summary: ImportSummary,
}

impl Native {
    /// Reads a file; a workbook or an archive is unpacked first.
    pub fn read(name: &str, bytes: &[u8]) -> Outcome<Native> {
        let mut source = Cursor::new(bytes);
        let told = |problem: Problem| failure(problem.what);
        let Some(mut container) = Container::open(name, &mut source, &Limits::default()).map_err(told)?
        else {
            return Native::read_text(name, bytes, Carried::default());
        };
        let best = container.best().map_err(told)?;
        let name = container.members()[best].name.clone();
        let mut text = Vec::new();
        let carried = container.extract(best, &mut text).map_err(told)?;
        Native::read_text(&name, &text, carried)
    }

    fn read_text(name: &str, bytes: &[u8], carried: Carried) -> Outcome<Native> {
        let mut session = Session::new();
        let size = bytes.len() as u64;
        let (name, settings) = (name.to_string(), Settings::default());
        let mut responses = session.handle(Request::Import { job: JOB, name, size, settings, carried });
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
