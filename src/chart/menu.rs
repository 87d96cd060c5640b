//! The menu of a chart, and of a table of groups.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// What can be done with a chart or a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    /// Shows the numbers in place of the picture, or the picture again.
    Table,
    /// Copies the numbers.
    Copy,
    /// Saves a picture.
    Png,
    /// Saves a drawing.
    Svg,
    /// Saves the numbers.
    Csv,
    /// Tells formula, source and caveats.
    Explain,
}

impl Deed {
    fn words(self, is_table: bool) -> &'static str {
        match self {
            Deed::Table if is_table => "Show the chart",
            Deed::Table => "Show as a table",
            Deed::Copy => "Copy the numbers",
            Deed::Png => "Save as a picture (PNG)",
            Deed::Svg => "Save as a drawing (SVG)",
            Deed::Csv => "Save the numbers (CSV)",
            Deed::Explain => "How is this computed?",
        }
    }
}

/// What there is to say of a deed, for a few seconds, and how it is said.
pub(crate) fn saying() -> (RwSignal<String>, impl Fn(String) + Copy + Send + Sync + 'static) {
    let said = RwSignal::new(String::new());
    let say = move |words: String| {
        said.set(words);
        set_timeout(move || said.set(String::new()), Duration::from_secs(4));
    };
    (said, say)
}

/// A button that opens the list of deeds.
#[component]
pub(crate) fn ChartMenu(
    /// What it belongs to, for screen readers.
    #[prop(into)]
    title: Signal<String>,
    /// What can be done now.
    #[prop(into)]
    deeds: Signal<Vec<Deed>>,
    /// Whether the table is shown.
    #[prop(into)]
    is_table: Signal<bool>,
    /// Does it.
    on_deed: Callback<Deed>,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let list = NodeRef::<html::Div>::new();
    let items = move || -> Vec<HtmlElement> {
        let Some(list) = list.get_untracked() else { return Vec::new() };
        let found = list.query_selector_all("[role=menuitem]").ok();
        found
            .map(|found| (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect())
            .unwrap_or_default()
    };
    let close = move || {
        is_open.set(false);
        if let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
    };
    // The first entry takes the focus as soon as the list is there.
    Effect::new(move |_| {
        if list.get().is_some()
            && let Some(first) = items().first()
        {
            let _ = first.focus();
        }
    });
    let on_key = move |event: KeyboardEvent| {
        if !is_open.get_untracked() {
            return;
        }
        let items = items();
        let active = document().active_element();
        let place = items
            .iter()
            .position(|item| active.as_ref().is_some_and(|active| active.is_same_node(Some(item))));
        let count = items.len().max(1);
        let next = match event.key().as_str() {
            "Escape" => {
                event.stop_propagation();
                close();
                return;
            }
            "ArrowDown" => place.map_or(0, |place| (place + 1) % count),
            "ArrowUp" => place.map_or(count - 1, |place| (place + count - 1) % count),
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        if let Some(item) = items.get(next) {
            let _ = item.focus();
        }
    };
    view! {
        <div
            class="chart-menu"
            on:keydown=on_key
            on:focusout=move |event| {
                // Taken from the page while it had the focus: nothing is left to close.
                if is_open.is_disposed() {
                    return;
                }
                let stays = list.get_untracked().is_some_and(|list| {
                    event.related_target().is_some_and(|target| list.contains(target.dyn_ref::<Node>()))
                });
                let to_button = button.get_untracked().is_some_and(|button| {
                    event.related_target().is_some_and(|target| button.contains(target.dyn_ref::<Node>()))
                });
                if !stays && !to_button {
                    is_open.set(false);
                }
            }
        >
            <button
                type="button"
                class="chart-menu-button"
                node_ref=button
                aria-haspopup="menu"
                aria-expanded=move || is_open.get().to_string()
                aria-label=move || format!("Actions for {}", title.get())
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="currentColor">
                    <circle cx="3" cy="8" r="1.4"></circle>
                    <circle cx="8" cy="8" r="1.4"></circle>
                    <circle cx="13" cy="8" r="1.4"></circle>
                </svg>
            </button>
            {move || {
                is_open
                    .get()
                    .then(|| {
                        view! {
                            <div class="chart-menu-list" role="menu" node_ref=list>
                                {deeds
                                    .get()
                                    .into_iter()
                                    .map(|deed| {
                                        view! {
                                            <button
                                                type="button"
                                                role="menuitem"
                                                tabindex="-1"
                                                on:click=move |_| {
                                                    close();
                                                    on_deed.run(deed);
                                                }
                                            >
                                                {deed.words(is_table.get())}
                                            </button>
                                        }
                                    })
                                    .collect_view()}
                            </div>
                        }
                    })
            }}
        </div>
    }
}
