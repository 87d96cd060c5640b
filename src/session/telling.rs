//! What the page tells about itself: its state, and when figures are drawn.

use super::Session;
use crate::page_state::{self, PageState};
use js_sys::Function;
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::MessageChannel;

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
        });
    }

    /// Runs something when the present signals have been drawn, charts included.
    pub(super) fn after_drawing(self, then: impl FnOnce() + 'static) {
        // Whatever follows from a signal is done in microtasks, drawing as well. The browser ends them all before it delivers the
        // next message; a timer or an animation frame would add the time until the next picture of the screen.
        let Ok(channel) = MessageChannel::new() else { return then() };
        let next = Closure::once_into_js(then);
        channel.port1().set_onmessage(Some(next.unchecked_ref()));
        if channel.port2().post_message(&JsValue::NULL).is_err() {
            // Without a message nothing would be told; a little too early is better.
            let _ = next.unchecked_ref::<Function>().call0(&JsValue::NULL);
        }
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
