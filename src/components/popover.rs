//! A button that opens a small panel beside it. Esc, a click elsewhere and a second press close it.

use crate::icons::{CHEVRON_DOWN, Icon};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// A button with a panel.
#[component]
pub(crate) fn Popover(
    /// What stands on the button.
    button: ViewFn,
    /// The panel's name for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// Whether the button stands for something that is set.
    #[prop(into, optional)]
    is_set: Signal<bool>,
    /// Whether the panel is open.
    is_open: RwSignal<bool>,
    /// What stands in the panel; made anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    let panel = NodeRef::<html::Div>::new();
    let (is_at_end, set_at_end) = signal(false);

    let close_and_return = move || {
        is_open.set(false);
        if let Some(button) =
            root.get_untracked().and_then(|root| root.query_selector("button").ok().flatten())
        {
            let _ = button.unchecked_into::<HtmlElement>().focus();
        }
    };
    let outside = window_event_listener(ev::pointerdown, move |event| {
        let inside = root
            .get_untracked()
            .is_some_and(|root| event.target().is_some_and(|target| root.contains(target.dyn_ref::<Node>())));
        if is_open.get_untracked() && !inside {
            is_open.set(false);
        }
    });
    on_cleanup(move || outside.remove());

    // The panel opens towards the side that has room, and takes the focus.
    Effect::new(move |_| {
        let Some(panel) = panel.get() else {
            set_at_end.set(false);
            return;
        };
        let room = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(f64::MAX);
        if panel.get_bounding_client_rect().right() > room - 8.0 {
            set_at_end.set(true);
        }
        let first = panel.query_selector("input, button, [tabindex]").ok().flatten();
        if let Some(first) = first {
            let _ = first.unchecked_into::<HtmlElement>().focus();
        }
    });

    let children = StoredValue::new(children);
    view! {
        <div
            class="popover"
            node_ref=root
            on:keydown=move |event| {
                if event.key() == "Escape" && is_open.get_untracked() {
                    event.stop_propagation();
                    close_and_return();
                }
            }
            on:focusout=move |event| {
                // Taken from the page while it had the focus: nothing is left to close.
                if is_at_end.is_disposed() {
                    return;
                }
                let stays = root.get_untracked().is_some_and(|root| {
                    event.related_target().is_none_or(|target| root.contains(target.dyn_ref::<Node>()))
                });
                if !stays {
                    is_open.set(false);
                }
            }
        >
            <button
                type="button"
                class="chip"
                class:is-set=is_set
                aria-haspopup="dialog"
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                {button.run()}
                <Icon shape=CHEVRON_DOWN />
            </button>
            {move || {
                is_open
                    .get()
                    .then(|| {
                        view! {
                            <div
                                class="popover-panel"
                                class:at-end=is_at_end
                                role="dialog"
                                aria-label=move || label.get()
                                node_ref=panel
                            >
                                {children.with_value(|children| children())}
                            </div>
                        }
                    })
            }}
        </div>
    }
}
