//! What the page tells about itself: its state, and when figures are drawn.

use super::Session;
use crate::chart;
use crate::page_state::{self, PageState};
use leptos::prelude::*;
use std::pin::Pin;
use std::task::{Context, Poll};

/// What follows from a signal is done by tasks in microtasks, drawing as well, and a task that sets a signal wakes others for the
/// next round. The longest way, from a screen that is opened to the picture of a chart in it, is about six rounds. A message, a timer
/// or an animation frame would not do: the browser may lay out and paint the whole page before it delivers them.
const ROUNDS: u32 = 16;

/// Lets all other tasks run so many times.
struct Rounds(u32);

impl Future for Rounds {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.0 == 0 {
            return Poll::Ready(());
        }
        self.0 -= 1;
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Session {
    /// Tells that a revision's figures are on the screen, once they are.
    pub(super) fn drawn(self, revision: u64) {
        let changes = self.memory.with_value(|memory| memory.changes);
        self.after_drawing(move || {
            if revision != self.store.revision.get_untracked() {
                return;
            }
            let (is_first, is_loaded) = self.with(|memory| {
                (std::mem::take(&mut memory.awaits_first_figures), std::mem::take(&mut memory.awaits_loaded))
            });
            if is_first {
                page_state::mark("first-figures");
            }
            page_state::set_updated(changes);
            if is_loaded {
                page_state::mark("loaded");
                self.tell_state();
            } else {
                page_state::mark("updated");
            }
            chart::after_all(move || {
                page_state::set_settled(changes);
                page_state::mark("settled");
            });
        });
    }

    /// Runs something when the present signals have been drawn, charts in sight included.
    pub(super) fn after_drawing(self, then: impl FnOnce() + 'static) {
        leptos::task::spawn_local(async move {
            Rounds(ROUNDS).await;
            then();
        });
    }

    pub(super) fn tell_state(self) {
        let state = if self.store.trouble.with_untracked(Option::is_some) {
            PageState::Error
        } else if self.store.work.with_untracked(Option::is_some) {
            PageState::Loading
        } else if self.store.summary.with_untracked(Option::is_some) {
            PageState::Loaded
        } else {
            PageState::Ready
        };
        page_state::set_state(state);
    }

    pub(super) fn is_at_work(self, job: u32) -> bool {
        self.store.work.with_untracked(|work| work.as_ref().is_some_and(|work| work.job == job))
    }
}
