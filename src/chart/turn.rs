//! When charts are drawn: after the page has taken in a change as a whole; those out of sight once that has been painted.
//!
//! A canvas that is given a font asks the page for its styles. Drawn between two changes of the page, each chart would have them
//! all worked out anew. And who changes a filter waits for what is to be seen, not for what lies below.

use crate::observe;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

/// How far beyond the window a chart is taken to be in sight: what is scrolled to next is drawn already.
const MARGIN: &str = "25%";

/// Where a chart stands.
#[derive(Debug, Clone)]
pub(super) struct Place(Rc<Now>);

#[derive(Debug)]
struct Now {
    /// Until anything else is known.
    is_in_sight: Cell<bool>,
    /// It is drawn once the page has been painted.
    waits: Cell<bool>,
}

type Drawing = Box<dyn FnOnce()>;

thread_local! {
    static WAITING: RefCell<Vec<(Place, Drawing)>> = const { RefCell::new(Vec::new()) };
    static LATER: RefCell<Vec<(Place, Drawing)>> = const { RefCell::new(Vec::new()) };
    static AFTER_ALL: RefCell<Vec<Drawing>> = const { RefCell::new(Vec::new()) };
}

impl Place {
    /// Of a frame, followed for as long as the component lives.
    pub(super) fn of(frame: NodeRef<html::Div>) -> Place {
        let now = Rc::new(Now { is_in_sight: Cell::new(true), waits: Cell::new(false) });
        let followed = now.clone();
        observe::sight(frame, MARGIN, move |is_in_sight| followed.is_in_sight.set(is_in_sight));
        Place(now)
    }

    /// Draws once everything that is under way now is done, and before the page is painted; out of sight, after that.
    pub(super) fn draw(&self, draw: impl FnOnce() + 'static) {
        let is_first = WAITING.with_borrow_mut(|waiting| {
            waiting.push((self.clone(), Box::new(draw)));
            waiting.len() == 1
        });
        if is_first {
            spawn_local(async {
                let (seen, unseen): (Vec<_>, Vec<_>) =
                    WAITING.take().into_iter().partition(|(place, _)| place.0.is_in_sight.get());
                seen.into_iter().for_each(|(_, draw)| draw());
                draw_later(unseen);
            });
        }
    }
}

fn draw_later(unseen: Vec<(Place, Drawing)>) {
    // What waits already will show this change, too.
    let unseen = unseen.into_iter().filter(|(place, _)| !place.0.waits.replace(true));
    let is_first = LATER.with_borrow_mut(|later| {
        let was_empty = later.is_empty();
        later.extend(unseen);
        was_empty && !later.is_empty()
    });
    if is_first {
        // The frame is painted between the two.
        request_animation_frame(|| {
            set_timeout(
                || {
                    for (place, draw) in LATER.take() {
                        place.0.waits.set(false);
                        draw();
                    }
                    AFTER_ALL.take().into_iter().for_each(|then| then());
                },
                Duration::ZERO,
            );
        });
    }
}

/// Calls it once no chart waits to be drawn any more.
pub(crate) fn after_all(then: impl FnOnce() + 'static) {
    if LATER.with_borrow(Vec::is_empty) {
        then();
    } else {
        AFTER_ALL.with_borrow_mut(|after| after.push(Box::new(then)));
    }
}
