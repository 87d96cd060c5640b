//! Findings and remarks, each with what to do about it.

use super::link::AppLink;
use crate::icons::{ARROW_RIGHT, INFO, Icon, LIGHTBULB, TRIANGLE_ALERT};
use crate::store::{Shared, Store};
use leptos::prelude::*;
use model::view::{Note, NoteKind, ScreenView};

/// The notes of a view; nothing where there are none.
#[component]
pub(crate) fn Notes(
    /// The view.
    view: Signal<Shared<ScreenView>>,
) -> impl IntoView {
    let notes = Memo::new(move |_| view.with(|view| view.notes.clone()));
    // What a line is made of; its words change without it being made anew.
    let places = move || -> Vec<(usize, NoteKind, bool)> {
        notes.with(|notes| {
            notes.iter().enumerate().map(|(index, note)| (index, note.kind, note.action.is_some())).collect()
        })
    };
    view! {
        <Show when=move || notes.with(|notes| !notes.is_empty())>
            <section class="notes">
                <h2>"What to know, and what to do"</h2>
                <ul>
                    <For each=places key=Clone::clone let(place)>
                        <Line notes index=place.0 kind=place.1 has_action=place.2 />
                    </For>
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn Line(notes: Memo<Vec<Note>>, index: usize, kind: NoteKind, has_action: bool) -> impl IntoView {
    let store = Store::get();
    let note = Memo::new(move |_| notes.with(|notes| notes.get(index).cloned()));
    let text = move || note.with(|note| note.as_ref().map(|note| note.text.clone()));
    let action = Memo::new(move |_| note.with(|note| note.as_ref().and_then(|note| note.action.clone())));
    let (shape, class, kind) = match kind {
        NoteKind::Finding => (LIGHTBULB, "note is-finding", "Finding: "),
        NoteKind::Limit => (INFO, "note is-limit", "Limit: "),
        NoteKind::Warning => (TRIANGLE_ALERT, "note is-warning", "Check: "),
    };
    let to = Signal::derive(move || {
        let address =
            action.with(|action| action.as_ref().map(|action| action.1.clone()).unwrap_or_default());
        store.route.with(|route| route.follow(&address))
    });
    view! {
        <li class=class>
            <Icon shape />
            <p>
                <span class="hidden">{kind}</span>
                {text}
            </p>
            {has_action
                .then(|| {
                    view! {
                        <AppLink class="note-action" to>
                            {move || action.get().map(|action| action.0)}
                            <Icon shape=ARROW_RIGHT />
                        </AppLink>
                    }
                })}
        </li>
    }
}
