//! What a person chose: taken back, remembered, saved for colleagues.

use crate::mappings;
use crate::session::Session;
use crate::session::choices::chosen_file;
use crate::store::{Shared, Store};
use leptos::prelude::*;
use model::import::ImportSummary;

/// The line of one's own choices.
#[component]
pub(super) fn Choices(
    /// What was understood.
    summary: Shared<ImportSummary>,
) -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    let is_sample = summary.is_sample;
    let count = move || {
        store.mappings.track();
        session.shapes().iter().map(|shape| session.mapping(shape).lines().len()).sum::<usize>()
    };
    let told = move || {
        let kept = if is_sample {
            ""
        } else {
            " This browser remembers choices for exports with the same columns. It never keeps tickets."
        };
        match count() {
            0 => format!("What is wrong below can be set right.{kept}"),
            1 => format!("One choice of yours is in force.{kept}"),
            count => format!("{count} choices of yours are in force.{kept}"),
        }
    };
    let save = move |_| {
        let Some(summary) = store.summary.get_untracked() else { return };
        let said = session.shapes().into_iter().map(|shape| session.mapping(&shape));
        let said = said.filter(|mapping| !mapping.is_empty());
        let kept: Vec<_> = said.map(|mapping| mappings::storable(&mapping, &summary)).collect();
        // A browser that refuses to make files has no other way either.
        let _ = crate::chart::save_text(&mappings::to_json(&kept), "application/json", "assay-mapping.json");
    };
    let button = move |label: &'static str, is_shown: Signal<bool>, act: Callback<leptos::ev::MouseEvent>| {
        view! {
            <button type="button" class="text-button" hidden=move || !is_shown.get() on:click=move |event| act.run(event)>
                {label}
            </button>
        }
    };
    let has_some = Signal::derive(move || count() > 0);
    view! {
        <section class="choices" aria-label="Your choices">
            <p class="quiet">{told}</p>
            {button(
                "Undo",
                Signal::derive(move || store.undo.with(|undo| !undo.is_empty())),
                Callback::new(move |_| session.undo()),
            )}
            {button("As recognised", has_some, Callback::new(move |_| session.forget()))}
            {button("Save as a file", Signal::derive(move || !is_sample && has_some.get()), Callback::new(save))}
            {(!is_sample)
                .then(|| {
                    view! {
                        <label class="text-button">
                            <input
                                type="file"
                                class="hidden"
                                accept=".json"
                                on:change=move |event| {
                                    if let Some(file) = chosen_file(&event) {
                                        session.load_mappings(file);
                                    }
                                }
                            />
                            "Load a file of choices"
                        </label>
                    }
                })}
        </section>
    }
}
