//! When charts are drawn: after the page has taken in a change as a whole.
//!
//! A canvas that is given a font asks the page for its styles. Drawn between two changes of the page, each chart would have them
//! all worked out anew.

use leptos::task::spawn_local;
use std::cell::RefCell;

thread_local! {
    static WAITING: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
}

/// Calls it once everything that is under way now is done, and before the page is painted.
pub(super) fn after_changes(draw: impl FnOnce() + 'static) {
    let is_first = WAITING.with_borrow_mut(|waiting| {
        waiting.push(Box::new(draw));
        waiting.len() == 1
    });
    if is_first {
        spawn_local(async {
            for draw in WAITING.take() {
                draw();
            }
        });
    }
}
