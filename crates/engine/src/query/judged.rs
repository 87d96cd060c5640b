//! What definitions of a resolution say of the tickets of a data set: found out before a filter that names them is applied.

use super::recent::Recent;
use crate::definitions::{Alike, Verdicts};
use crate::derive::cases::{Asks, Cases};
use model::definition::BrickKind;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// Verdicts of so many definitions and measures are remembered: all of the screens'.
const MOST_VERDICTS: usize = 192;
/// Cases told apart by so many sets of conditions with a value: the one that is being put together, and some that filters name.
const MOST_MARKED: usize = 4;

/// Cases and verdicts; a change of settings forgets them.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    cases: RefCell<Option<Rc<Cases>>>,
    followed: OnceCell<Rc<Cases>>,
    alike: Recent<Asks, Rc<Alike>>,
    marked: Recent<Vec<String>, Rc<Cases>>,
    verdicts: Recent<String, Option<Rc<Verdicts>>>,
    kinds: OnceCell<Vec<BrickKind>>,
}

impl Judged {
    /// The cases, made when they are first asked for.
    pub(crate) fn cases(&self, make: impl FnOnce() -> Cases) -> Rc<Cases> {
        self.cases.borrow_mut().get_or_insert_with(|| Rc::new(make())).clone()
    }

    /// The cases that measures of what followed ask for, made when they are first asked for.
    pub(crate) fn followed(&self, make: impl FnOnce() -> Cases) -> Rc<Cases> {
        self.followed.get_or_init(|| Rc::new(make())).clone()
    }

    /// Groups of cases, made when they are first asked for.
    pub(crate) fn alike(&self, asks: Asks, make: impl FnOnce() -> Alike) -> Rc<Alike> {
        self.alike.get(2, asks, |_| Rc::new(make()))
    }

    /// The cases told apart by conditions with a value, made when they are first asked for.
    pub(crate) fn marked(&self, codes: Vec<String>, make: impl FnOnce() -> Cases) -> Rc<Cases> {
        self.marked.get(MOST_MARKED, codes, |_| Rc::new(make()))
    }

    /// What conditions with a value the file offers, found out when first asked for.
    pub(crate) fn kinds(&self, make: impl FnOnce() -> Vec<BrickKind>) -> &[BrickKind] {
        self.kinds.get_or_init(make)
    }

    /// The verdicts of a definition, made when they are first asked for.
    pub(crate) fn verdicts(&self, id: &str, make: impl FnOnce() -> Option<Verdicts>) -> Option<Rc<Verdicts>> {
        self.verdicts.get(MOST_VERDICTS, id.to_string(), |_| make().map(Rc::new))
    }

    /// The verdicts of a definition, if they were made and it is known.
    pub(crate) fn known_verdicts(&self, id: &str) -> Option<Rc<Verdicts>> {
        self.verdicts.peek(&id.to_string()).flatten()
    }
}

/// A copy remembers nothing.
impl Clone for Judged {
    fn clone(&self) -> Self {
        Judged::default()
    }
}
