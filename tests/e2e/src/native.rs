//! The engine without a browser: the figures that the page has to show.

use crate::{Outcome, failure};
use engine::Session;
use model::error::Problem;
use model::filter::Filter;
use model::import::{Carried, ImportSummary, Incoming};
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
            return Native::read_texts(vec![(
                incoming(name, bytes.len(), Carried::default()),
                bytes.to_vec(),
            )]);
        };
        let mut texts = Vec::new();
        for member in container.tables().map_err(told)? {
            let name = container.members()[member].name.clone();
            let mut text = Vec::new();
            let carried = container.extract(member, &mut text).map_err(told)?;
            texts.push((incoming(&name, text.len(), carried), text));
        }
        Native::read_texts(texts)
    }

    /// Reads several files of text, joined.
    pub fn read_joined(files: &[(&str, &[u8])]) -> Outcome<Native> {
        let text =
            |(name, bytes): &(&str, &[u8])| (incoming(name, bytes.len(), Carried::default()), bytes.to_vec());
        Native::read_texts(files.iter().map(text).collect())
    }

    fn read_texts(mut texts: Vec<(Incoming, Vec<u8>)>) -> Outcome<Native> {
        let mut session = Session::new();
        let settings = Settings::default();
        let mut responses = session.handle(match texts.as_mut_slice() {
            [(file, _)] => {
                let Incoming { name, size, carried, .. } = file.clone();
                Request::Import { job: JOB, name, size, settings, carried }
            }
            texts => {
                let files = texts.iter().map(|(file, _)| file.clone()).collect();
                Request::ImportFiles { job: JOB, files, settings }
            }
        });
        for (_, bytes) in texts {
            responses.extend(session.feed(JOB, &bytes));
            responses.extend(session.finish(JOB));
        }
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
                    Answer::Overview(view)
                    | Answer::Outcomes(view)
                    | Answer::Satisfaction(view)
                    | Answer::Definitions(view)
                    | Answer::Speed(view)
                    | Answer::Topics(view) => return Ok(view),
                    _ => {}
                },
                Response::Failed { problem, .. } => return Err(failure(problem.what)),
                _ => {}
            }
        }
        Err(failure("the engine gave no answer"))
    }
}

fn incoming(name: &str, bytes: usize, carried: Carried) -> Incoming {
    Incoming { name: name.to_string(), size: bytes as u64, carried, problem: None }
}
