//! The head of a screen: its finding as a sentence, what qualifies it, and of what it speaks.

use super::steady::Steady;
use crate::store::{Shared, Store};
use crate::words;
use leptos::prelude::*;
use model::view::ScreenView;

/// The head of a screen with figures.
#[component]
pub(crate) fn ScreenHead(
    /// The screen's name, for the line above.
    name: &'static str,
    /// Its view.
    view: Signal<Shared<ScreenView>>,
) -> impl IntoView {
    let store = Store::get();
    let about = move || {
        let view = view.get();
        let mut parts = vec![name.to_string()];
        if let Some((from, to)) = view.period {
            parts.push(words::period(Some(from), Some(to)));
        }
        if let Some((from, to)) = view.previous {
            parts.push(format!("compared with {}", words::period(Some(from), Some(to))));
        }
        parts.join(" · ")
    };
    let is_sample =
        move || store.summary.with(|summary| summary.as_ref().is_some_and(|summary| summary.is_sample));
    view! {
        <Steady>
            <header class="screen-head">
                <p class="screen-about">
                    <span>{about}</span>
                    <Show when=is_sample>
                        <span class="tag">"Made-up sample"</span>
                    </Show>
                    <Show when=move || view.with(|view| view.is_partial)>
                        <span class="tag is-live">"Still reading: provisional"</span>
                    </Show>
                </p>
                <h1>{move || view.with(|view| view.headline.clone())}</h1>
                <p class="screen-caveat">{move || view.with(|view| view.caveat.clone())}</p>
            </header>
        </Steady>
    }
}
