//! The head of a screen: its finding as a sentence, what qualifies it, and of what it speaks.

use super::figures::label_of;
use super::steady::Steady;
use super::table_menu::TableMenu;
use crate::store::{Shared, Store};
use crate::words::{self, FEW};
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
    // The figures of the screen, and those of definitions.
    let table = Callback::new(move |()| {
        view.with_untracked(|view| {
            let figures = view.figures.iter().map(|figure| (label_of(store, figure), figure));
            let rows = view.lab.iter().flat_map(|lab| &lab.rows);
            let defined = rows.map(|row| (format!("{}: {}", row.vendor, row.info.label), &row.figure));
            Some(charts::figures_table(figures.chain(defined), FEW))
        })
    });
    view! {
        <Steady>
            <header class="screen-head">
                <div class="screen-about">
                    <span>{about}</span>
                    <Show when=is_sample>
                        <span class="tag">"Made-up sample"</span>
                    </Show>
                    <Show when=move || view.with(|view| view.is_partial)>
                        <span class="tag is-live">"Still reading: provisional"</span>
                    </Show>
                    <span class="screen-menu">
                        <TableMenu
                            title=Signal::stored(format!("all figures of this screen: {name}"))
                            id=name.to_ascii_lowercase()
                            table
                        />
                    </span>
                </div>
                <h1>{move || view.with(|view| view.headline.clone())}</h1>
                <p class="screen-caveat">{move || view.with(|view| view.caveat.clone())}</p>
            </header>
        </Steady>
    }
}
