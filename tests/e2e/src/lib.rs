//! What the end-to-end tests and the bench of the page are made of.
//!
//! * [`driver`]: a chromedriver of one's own, with a browser that shares nothing with anyone.
//! * [`page`]: Assay in that browser: load it, hand it a file, read its figures.
//! * [`native`]: the same engine without a browser, for the figures that are expected.
//! * [`exports`]: helpdesk exports made on the spot.
//! * [`packed`]: the same exports as workbooks and in archives.
//! * [`listener`]: a server that counts who calls.

pub mod driver;
pub mod exports;
pub mod listener;
pub mod native;
pub mod packed;
pub mod page;

/// What a test fails with.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What every step returns.
pub type Outcome<T = ()> = Result<T, Failure>;

/// A failure in plain words. The test harness prints the debug form, so that one is made readable.
pub fn failure(words: impl Into<String>) -> Failure {
    Box::new(Words(words.into()))
}

struct Words(String);

impl std::fmt::Display for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Words {}
