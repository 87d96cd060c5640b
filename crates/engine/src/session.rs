//! The engine's only door: requests in, responses out.

use model::message::{Request, Response};

/// Holds the data set and the work in progress. Synchronous; knows no browser.
#[derive(Default)]
pub struct Session {
    _private: (),
}

impl Session {
    /// An empty session.
    pub fn new() -> Session {
        Session::default()
    }

    /// Answers a request. An import answers nothing yet: its bytes follow by `feed` and `finish`.
    pub fn handle(&mut self, _request: Request) -> Vec<Response> {
        unimplemented!()
    }

    /// Takes the next bytes of an import, or of a piece asked for by [`Response::ReadFile`].
    pub fn feed(&mut self, _job: u32, _bytes: &[u8]) -> Vec<Response> {
        unimplemented!()
    }

    /// Tells that all bytes of that work were fed.
    pub fn finish(&mut self, _job: u32) -> Vec<Response> {
        unimplemented!()
    }
}
