//! Findings and remarks, each with what to do about it.

use super::link::AppLink;
use crate::icons::{ARROW_RIGHT, INFO, Icon, LIGHTBULB, TRIANGLE_ALERT};
use crate::store::{Shared, Store};
use leptos::prelude::*;
use model::view::{NoteKind, ScreenView};

/// The notes of a view; nothing where there are none.
#[component]
pub(crate) fn Notes(
    /// The view.
    view: Signal<Shared<ScreenView>>,
) -> impl IntoView {
    let store = Store::get();
    let notes = Memo::new(move |_| view.with(|view| view.notes.clone()));
    view! {
        <Show when=move || notes.with(|notes| !notes.is_empty())>
            <section class="notes">
                <h2>"What to know, and what to do"</h2>
                <ul>
                    {move || {
                        notes
                            .get()
                            .into_iter()
                            .map(|note| {
                                let (shape, class, kind) = match note.kind {
                                    NoteKind::Finding => (LIGHTBULB, "note is-finding", "Finding: "),
                                    NoteKind::Limit => (INFO, "note is-limit", "Limit: "),
                                    NoteKind::Warning => (TRIANGLE_ALERT, "note is-warning", "Check: "),
                                };
                                view! {
                                    <li class=class>
                                        <Icon shape />
                                        <p>
                                            <span class="hidden">{kind}</span>
                                            {note.text}
                                        </p>
                                        {note
                                            .action
                                            .map(|(words, address)| {
                                                view! {
                                                    <AppLink
                                                        class="note-action"
                                                        to=Signal::derive(move || {
                                                            store.route.with(|route| route.follow(&address))
                                                        })
                                                    >
                                                        {words}
                                                        <Icon shape=ARROW_RIGHT />
                                                    </AppLink>
                                                }
                                            })}
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
            </section>
        </Show>
    }
}
