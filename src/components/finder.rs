//! Search over the values of all filters, opened by `/`.

use super::facet_picker::toggle;
use super::filter_bar::is_available;
use super::modal::Modal;
use crate::annex::{self, Room};
use crate::icons::{CHECK, Icon, SEARCH};
use crate::session::Session;
use crate::store::Store;
use charts::format;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use model::filter::Dimension;
use model::letters::Lower;
use model::message::Ask;
use model::order::sort_by_key;

/// At most so many hits are listed.
const MOST_HITS: usize = 60;

/// So many values of each dimension are offered before anything is typed.
const FIRST_HITS: usize = 3;

#[derive(Debug, Clone, PartialEq)]
struct Hit {
    dimension: Dimension,
    value: String,
    label: String,
    count: u64,
}

/// The search dialog.
#[component]
pub(crate) fn Finder() -> impl IntoView {
    let store = Store::get();
    view! {
        <Modal
            is_open=store.shows_finder
            on_close=Callback::new(move |()| store.shows_finder.set(false))
            title="Find a filter"
            class="sheet finder"
        >
            {annex::show(Room::Finder)}
        </Modal>
    }
}

/// What stands in the dialog.
#[component]
pub(crate) fn FinderBody() -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    let search = RwSignal::new(String::new());
    let active = RwSignal::new(0_usize);
    let input = NodeRef::<html::Input>::new();

    Effect::new(move |_| {
        store.revision.track();
        let summary = store.summary.get();
        for dimension in Dimension::ALL {
            if summary.as_ref().is_some_and(|summary| is_available(summary, *dimension)) {
                session.ask(Ask::Facet { dimension: *dimension });
            }
        }
    });
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
        }
    });
    let hits = Memo::new(move |_| {
        let needle = search.get().trim().to_lower();
        store.facets.with(|facets| {
            let mut hits: Vec<Hit> = facets
                .values()
                .flat_map(|facet| {
                    let most = if needle.is_empty() { FIRST_HITS } else { usize::MAX };
                    facet.values.iter().take(most).map(|value| Hit {
                        dimension: facet.dimension,
                        value: value.value.clone(),
                        label: value.label.clone(),
                        count: value.count,
                    })
                })
                .filter(|hit| format!("{} {}", hit.dimension.label(), hit.label).to_lower().contains(&needle))
                .collect();
            if needle.is_empty() {
                return hits;
            }
            let starts = |hit: &Hit| hit.label.to_lower().starts_with(&needle);
            sort_by_key(&mut hits, |hit| (std::cmp::Reverse(starts(hit)), std::cmp::Reverse(hit.count)));
            hits.truncate(MOST_HITS);
            hits
        })
    });
    let is_picked = move |hit: &Hit| {
        store.route.with(|route| {
            route.filter.accept.get(&hit.dimension).is_some_and(|values| values.contains(&hit.value))
        })
    };
    let pick = move |hit: &Hit| session.set_filter(|filter| toggle(filter, hit.dimension, &hit.value));
    let move_to = move |index: usize| {
        active.set(index);
        let option = document().get_element_by_id(&format!("finder-{index}"));
        if let Some(option) = option {
            option.scroll_into_view_with_bool(false);
        }
    };

    view! {
        <label class="search is-large">
            <Icon shape=SEARCH />
            <span class="hidden">"Search in all filters"</span>
            <input
                node_ref=input
                type="search"
                role="combobox"
                aria-expanded="true"
                aria-controls="finder-list"
                aria-activedescendant=move || format!("finder-{}", active.get())
                placeholder="A channel, topic, team, AI agent …"
                autocomplete="off"
                spellcheck="false"
                prop:value=search
                on:input=move |event| {
                    search.set(event_target_value(&event));
                    active.set(0);
                }
                on:keydown=move |event| {
                    let last = hits.with_untracked(Vec::len).saturating_sub(1);
                    match event.key().as_str() {
                        "ArrowDown" => move_to((active.get_untracked() + 1).min(last)),
                        "ArrowUp" => move_to(active.get_untracked().saturating_sub(1)),
                        "Enter" => {
                            if let Some(hit) = hits.with_untracked(|hits| hits.get(active.get_untracked()).cloned()) {
                                pick(&hit);
                            }
                        }
                        _ => return,
                    }
                    event.prevent_default();
                }
            />
        </label>
        <ul class="menu finder-list" id="finder-list" role="listbox" aria-label="Values" aria-multiselectable="true">
            {move || {
                hits.get()
                    .into_iter()
                    .enumerate()
                    .map(|(index, hit)| {
                        let (clicked, picked) = (hit.clone(), hit.clone());
                        let is_on = Memo::new(move |_| is_picked(&picked));
                        view! {
                            <li
                                id=format!("finder-{index}")
                                class="menu-item"
                                class:is-active=move || active.get() == index
                                role="option"
                                aria-selected=move || is_on.get().to_string()
                                on:click=move |_| {
                                    active.set(index);
                                    pick(&clicked);
                                }
                            >
                                <span class="finder-dimension">{hit.dimension.label()}</span>
                                <span class="finder-label">{hit.label}</span>
                                <span class="finder-check">
                                    <Show when=move || is_on.get()>
                                        <Icon shape=CHECK />
                                    </Show>
                                </span>
                                <span class="number quiet">{format::count(hit.count)}</span>
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ul>
        <p class="menu-remark">
            {move || {
                if store.facets.with(|facets| facets.is_empty()) {
                    "Counting …"
                } else if hits.with(Vec::is_empty) {
                    "No value by that name."
                } else {
                    "↵ switches a value on or off, Esc closes"
                }
            }}
        </p>
    }
}

/// Whether the event comes from a place where letters are typed.
pub(crate) fn is_typing(event: &web_sys::KeyboardEvent) -> bool {
    event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()).is_some_and(|element| {
        match element.tag_name().as_str() {
            "INPUT" => {
                !matches!(element.get_attribute("type").as_deref(), Some("checkbox" | "range" | "radio"))
            }
            "SELECT" | "TEXTAREA" => true,
            _ => false,
        }
    })
}
