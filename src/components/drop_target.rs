//! The whole window takes a dropped file, on every screen; beside it the hidden input that every file button opens.

use crate::session::Session;
use crate::store::Store;
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{DragEvent, FileList, HtmlElement, HtmlInputElement};

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

fn open_first(session: Session, store: Store, files: Option<FileList>) {
    let Some(files) = files else { return };
    if let Some(file) = files.get(0) {
        let others: Vec<String> =
            (1..files.length()).filter_map(|index| files.get(index)).map(|file| file.name()).collect();
        store.left_out.set((!others.is_empty()).then(|| {
            format!("One file is read at a time: {}. Not read: {}.", file.name(), others.join(", "))
        }));
        session.open_file(file);
    }
}

/// The input, and a veil over the page while a file hangs over it.
#[component]
pub(crate) fn DropTarget() -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    // Entering a child comes before leaving its parent, so a count tells whether the pointer is still inside.
    let depth = RwSignal::new(0_i32);
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
                if let Some(data) = event.data_transfer() {
                    data.set_drop_effect("copy");
                }
            }
        }),
        window_event_listener(ev::drop, move |event| {
            depth.set(0);
            if holds_files(&event) {
                event.prevent_default();
                open_first(session, store, event.data_transfer().and_then(|data| data.files()));
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
            tabindex="-1"
            aria-label="Choose a helpdesk export"
            on:change=move |event| {
                let input = event_target::<HtmlInputElement>(&event);
                open_first(session, store, input.files());
                // The same file chosen again must be a change again.
                input.set_value("");
            }
        />
        <Show when=move || { depth.get() > 0 }>
            <div class="drop-veil" aria-hidden="true">
                <p>"Drop the export to read it in this tab"</p>
            </div>
        </Show>
    }
}
