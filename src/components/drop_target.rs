//! The whole window takes a dropped file, on every screen; beside it the hidden input that every file button opens.

use crate::session::Session;
use crate::store::Store;
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{DragEvent, File, FileList, HtmlElement, HtmlInputElement};

const INPUT_ID: &str = "file-input";

/// Opens the browser's file dialog.
pub(crate) fn choose_file() {
    if let Some(input) = document().get_element_by_id(INPUT_ID) {
        input.unchecked_into::<HtmlElement>().click();
    }
}

fn holds_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

fn all(files: Option<FileList>) -> Vec<File> {
    let files = files.into_iter();
    files.flat_map(|files| (0..files.length()).filter_map(move |index| files.get(index))).collect()
}

/// Whether the pointer is over the half of the window that adds to what is loaded.
fn is_over_adding(event: &DragEvent) -> bool {
    let width = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or_default();
    f64::from(event.client_x()) > width / 2.0
}

/// The input, and a veil over the page while a file hangs over it.
#[component]
pub(crate) fn DropTarget() -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    // Entering a child comes before leaving its parent, so a count tells whether the pointer is still inside.
    let depth = RwSignal::new(0_i32);
    // Files can be added to files; the sample is always replaced.
    let loaded = Memo::new(move |_| {
        store.summary.with(|summary| {
            summary.as_ref().filter(|summary| !summary.is_sample).map(|summary| summary.name.clone())
        })
    });
    let is_adding = RwSignal::new(false);
    let listeners = [
        window_event_listener(ev::dragenter, move |event| {
            if holds_files(&event) {
                event.prevent_default();
                depth.update(|depth| *depth += 1);
            }
        }),
        window_event_listener(ev::dragleave, move |event| {
            if holds_files(&event) {
                depth.update(|depth| *depth = (*depth - 1).max(0));
            }
        }),
        window_event_listener(ev::dragover, move |event| {
            if holds_files(&event) {
                event.prevent_default();
                is_adding.set(loaded.with(Option::is_some) && is_over_adding(&event));
                if let Some(data) = event.data_transfer() {
                    data.set_drop_effect("copy");
                }
            }
        }),
        window_event_listener(ev::drop, move |event| {
            depth.set(0);
            if holds_files(&event) {
                event.prevent_default();
                let is_adding = loaded.with_untracked(Option::is_some) && is_over_adding(&event);
                session.open_files(all(event.data_transfer().and_then(|data| data.files())), is_adding);
            }
        }),
    ];
    on_cleanup(move || {
        for listener in listeners {
            listener.remove();
        }
    });
    view! {
        <input
            id=INPUT_ID
            class="hidden"
            type="file"
            multiple
            tabindex="-1"
            aria-label="Choose a helpdesk export"
            on:change=move |event| {
                let input = event_target::<HtmlInputElement>(&event);
                session.open_files(all(input.files()), false);
                // The same file chosen again must be a change again.
                input.set_value("");
            }
        />
        <Show when=move || { depth.get() > 0 }>
            <div class="drop-veil" aria-hidden="true">
                {move || match loaded.get() {
                    None => view! { <p>"Drop the export to read it in this tab; several are joined"</p> }.into_any(),
                    Some(name) => {
                        view! {
                            <p class:is-chosen=move || !is_adding.get()>{format!("Drop here to read it in place of {name}")}</p>
                            <p class:is-chosen=move || is_adding.get()>{format!("Drop here to join it with {name}")}</p>
                        }
                            .into_any()
                    }
                }}
            </div>
        </Show>
    }
}
