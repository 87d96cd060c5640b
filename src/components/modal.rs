//! A dialog over the page: the browser keeps the focus inside and closes it by Esc.

use crate::icons::{Icon, X};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::Node;

/// A dialog, in the middle or as a drawer at the side.
#[component]
pub(crate) fn Modal(
    /// Whether it is open.
    #[prop(into)]
    is_open: Signal<bool>,
    /// Called when the person closes it.
    on_close: Callback<()>,
    /// Its name.
    #[prop(into)]
    title: Signal<String>,
    /// The style class: `drawer` or `sheet`.
    class: &'static str,
    /// What stands in it; made anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (is_open.get(), dialog.open()) {
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let children = StoredValue::new(children);
    view! {
        <dialog
            node_ref=dialog
            class=format!("modal {class}")
            aria-label=move || title.get()
            on:close=move |_| {
                // The browser tells it a frame later; it may have been opened again since.
                let is_closed = dialog.get_untracked().is_none_or(|dialog| !dialog.open());
                if is_closed && is_open.get_untracked() {
                    on_close.run(());
                }
            }
            on:click=move |event| {
                // A click on the backdrop has the dialog itself as its target.
                let is_backdrop = dialog.get_untracked().is_some_and(|dialog| {
                    event.target().is_some_and(|target| target.dyn_ref::<Node>() == Some(dialog.unchecked_ref::<Node>()))
                });
                if is_backdrop {
                    on_close.run(());
                }
            }
        >
            {move || {
                is_open
                    .get()
                    .then(|| {
                        view! {
                            <div class="modal-body">
                                <header class="modal-head">
                                    <h2>{move || title.get()}</h2>
                                    <button
                                        type="button"
                                        class="icon-button"
                                        aria-label="Close"
                                        on:click=move |_| on_close.run(())
                                    >
                                        <Icon shape=X />
                                    </button>
                                </header>
                                {children.with_value(|children| children())}
                            </div>
                        }
                    })
            }}
        </dialog>
    }
}
