//! What can go wrong inside, and how a person is told.
//!
//! A fault travels through [`std::io::Read`] where one reader lies in another, and comes out as itself.

use model::error::{Place, Problem, ProblemKind};
use std::fmt;
use std::io;

/// Why something could not be unpacked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A limit was passed; which one, as the end of "… because".
    Limit(String),
    /// The bytes contradict themselves.
    Damaged(String),
    /// The bytes end too early.
    CutOff,
    /// A password is needed.
    Password,
    /// A way of packing or writing that is not read here; what it is, and what to do.
    Foreign(String, &'static str),
    /// The bytes cannot be had.
    Unreadable(String),
}

impl Fault {
    pub(crate) fn limit(what: impl Into<String>) -> Fault {
        Fault::Limit(what.into())
    }

    pub(crate) fn damaged(what: impl Into<String>) -> Fault {
        Fault::Damaged(what.into())
    }

    /// The words for a person; `name` is the file or the member in it.
    pub(crate) fn problem(self, name: &str) -> Problem {
        let (kind, what, why, next) = match self {
            Fault::Limit(what) => (
                ProblemKind::TooLarge,
                format!("“{name}” is not unpacked: {what}."),
                Some("No helpdesk writes such a file; one that is made to fill a computer's memory looks like this.".to_string()),
                "If you trust the file, unpack it yourself and drop what is inside, or export a shorter period.",
            ),
            Fault::Damaged(what) => (
                ProblemKind::Damaged,
                format!("“{name}” is damaged and cannot be read."),
                Some(format!("{what}.")),
                "Download or export it again; if it came by e-mail, ask for it once more.",
            ),
            Fault::CutOff => (
                ProblemKind::Truncated,
                format!("“{name}” is cut off: its end is missing."),
                Some("The directory that tells what is inside stands at the end of such a file.".to_string()),
                "Download or export it again, and wait until the download has finished.",
            ),
            Fault::Password => (
                ProblemKind::Locked,
                format!("“{name}” is protected by a password."),
                Some("Its content is encrypted, and Assay asks for no passwords.".to_string()),
                "Open it with its password, save it without one (or as “CSV UTF-8”), and drop that file.",
            ),
            Fault::Foreign(what, next) => {
                (ProblemKind::Unsupported, format!("“{name}” is {what}, which is not read here."), None, next)
            }
            Fault::Unreadable(why) => (
                ProblemKind::Unreadable,
                format!("The bytes of “{name}” could not be read."),
                Some(format!("{why}.")),
                "If the file was changed, moved or is on a drive that is no longer connected, choose it again.",
            ),
        };
        let place = Place { file: Some(name.to_string()), line: None, column: None };
        Problem { kind, what, place, why, next: next.to_string(), kept: None, table: None }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Limit(what) | Fault::Damaged(what) | Fault::Foreign(what, _) | Fault::Unreadable(what) => {
                f.write_str(what)
            }
            Fault::CutOff => f.write_str("cut off"),
            Fault::Password => f.write_str("protected by a password"),
        }
    }
}

impl std::error::Error for Fault {}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Fault {
        let kind = error.kind();
        match error.downcast::<Fault>() {
            Ok(fault) => fault,
            Err(error) => match kind {
                io::ErrorKind::UnexpectedEof => Fault::CutOff,
                // What inflating says of bytes that cannot have been deflated.
                io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
                    Fault::damaged("The packed bytes contradict themselves")
                }
                _ => Fault::Unreadable(error.to_string()),
            },
        }
    }
}

impl From<Fault> for io::Error {
    fn from(fault: Fault) -> io::Error {
        io::Error::other(fault)
    }
}
