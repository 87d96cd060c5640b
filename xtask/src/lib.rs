//! What the repository's own commands are made of. The end-to-end tests use the server and the browser finder, too.
//!
//! Nothing of this is needed by the product: the site that `cargo xtask build` makes is plain files.

pub mod annexes;
pub mod bench;
pub mod browser;
pub mod fuzz;
pub mod lint;
pub mod notices;
pub mod process;
pub mod serve;
pub mod site;
pub mod static_site;
pub mod test;
pub mod tools;
pub mod unpacker;
pub mod workspace;
pub mod zones;

/// A failure told to a person; the text says what to do next.
pub type Failure = String;

/// What every step returns.
pub type Outcome<T = ()> = Result<T, Failure>;
