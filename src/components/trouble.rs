//! What went wrong, where, why, what was kept and what to do: a panel that leaves the rest of the page usable.

use super::drop_target::choose_file;
use crate::icons::{Icon, TRIANGLE_ALERT, X};
use crate::session::Session;
use crate::store::{EngineState, Store};
use charts::format;
use leptos::prelude::*;
use model::error::Place;

/// A place in words: "tickets.csv, line 12, column “Created at”".
pub(crate) fn place_words(place: &Place) -> Option<String> {
    let parts: Vec<String> = [
        place.file.clone(),
        place.line.map(|line| format!("line {}", format::count(line))),
        place.column.as_ref().map(|column| format!("column “{column}”")),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The panel; nothing while all is well.
#[component]
pub(crate) fn TroublePanel() -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    // It stands at the top of the page: there it must be seen, wherever the page was scrolled to.
    Effect::new(move |_| {
        if store.trouble.with(Option::is_some) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    });
    view! {
        {move || {
            store
                .trouble
                .get()
                .map(|trouble| {
                    let problem = trouble.problem;
                    let has_table = problem.table.is_some();
                    let line = |name: &'static str, text: Option<String>| {
                        text.map(|text| view! { <div><dt>{name}</dt><dd>{text}</dd></div> })
                    };
                    view! {
                        <section class="trouble" role="alert">
                            <Icon shape=TRIANGLE_ALERT />
                            <div class="trouble-text">
                                <h2>{problem.what}</h2>
                                <dl>
                                    {line("Where", place_words(&problem.place))}
                                    {line("Why", problem.why)}
                                    {line("What next", Some(problem.next))}
                                    {line("Kept", problem.kept)}
                                </dl>
                                <div class="button-row">
                                    {(trouble.can_retry || has_table)
                                        .then(|| {
                                            view! {
                                                <button
                                                    type="button"
                                                    class="button is-main"
                                                    disabled=move || {
                                                        store.engine.get() != EngineState::Running
                                                            || has_table && !session.is_explained()
                                                    }
                                                    on:click=move |_| session.retry()
                                                >
                                                    {if has_table { "Read it with these columns" } else { "Read it again" }}
                                                </button>
                                            }
                                        })}
                                    <button type="button" class="button" on:click=move |_| choose_file()>
                                        "Choose another file"
                                    </button>
                                </div>
                            </div>
                            <button
                                type="button"
                                class="icon-button"
                                aria-label="Dismiss"
                                on:click=move |_| session.dismiss_trouble()
                            >
                                <Icon shape=X />
                            </button>
                        </section>
                    }
                })
        }}
    }
}
