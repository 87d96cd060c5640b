//! One dimension in the filter bar: its values with their counts, to be searched and picked.

use super::popover::Popover;
use crate::icons::{Icon, SEARCH, X};
use crate::session::Session;
use crate::store::Store;
use charts::format;
use leptos::prelude::*;
use model::filter::{Dimension, Filter};
use model::letters::Lower;
use model::message::Ask;
use model::view::FacetValue;

/// Adds a value to a filter or takes it out.
pub(crate) fn toggle(filter: &mut Filter, dimension: Dimension, value: &str) {
    let values = filter.accept.entry(dimension).or_default();
    match values.iter().position(|other| other == value) {
        Some(at) => drop(values.remove(at)),
        None => values.push(value.to_string()),
    }
    if values.is_empty() {
        filter.accept.remove(&dimension);
    }
}

/// The button and panel of a dimension.
#[component]
pub(crate) fn FacetPicker(
    /// Which.
    dimension: Dimension,
) -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    let is_open = RwSignal::new(false);
    let filter = store.filter();
    let picked =
        Memo::new(move |_| filter.with(|filter| filter.accept.get(&dimension).cloned().unwrap_or_default()));
    let is_set = Signal::derive(move || picked.with(|picked| !picked.is_empty()));

    // Counts are asked for when someone looks at them, and again when they change while being looked at.
    Effect::new(move |_| {
        store.revision.track();
        if is_open.get() {
            session.ask(Ask::Facet { dimension });
        }
    });

    let summary = move || {
        picked.with(|picked| match picked.as_slice() {
            [] => None,
            [only] => Some(dimension.value_label(only)),
            [first, others @ ..] => Some(format!("{} +{}", dimension.value_label(first), others.len())),
        })
    };
    view! {
        <div class="facet">
            <Popover
                is_open
                is_set
                label=dimension.label()
                button=ViewFn::from(move || {
                    view! {
                        <span class="chip-name">{dimension.label()}</span>
                        {move || summary().map(|summary| view! { <span class="chip-value">{summary}</span> })}
                    }
                })
            >
                <FacetPanel dimension picked />
            </Popover>
            <Show when=move || is_set.get()>
                <button
                    type="button"
                    class="chip-clear"
                    aria-label=format!("Remove the filter on {}", dimension.label())
                    on:click=move |_| session.set_filter(|filter| drop(filter.accept.remove(&dimension)))
                >
                    <Icon shape=X />
                </button>
            </Show>
        </div>
    }
}

#[component]
pub(crate) fn FacetPanel(dimension: Dimension, picked: Memo<Vec<String>>) -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    let search = RwSignal::new(String::new());
    let facet = Memo::new(move |_| store.facets.with(|facets| facets.get(&dimension).cloned()));
    let rows = Memo::new(move |_| {
        let needle = search.get().to_lower();
        let Some(facet) = facet.get() else { return Vec::new() };
        let mut rows: Vec<FacetValue> =
            facet.values.iter().filter(|row| row.label.to_lower().contains(&needle)).cloned().collect();
        // What is picked stays in sight, even with no ticket left.
        for value in picked.get() {
            if !rows.iter().any(|row| row.value == value) {
                rows.insert(0, FacetValue { label: dimension.value_label(&value), value, count: 0 });
            }
        }
        rows.truncate(200);
        rows
    });
    let most =
        Memo::new(move |_| rows.with(|rows| rows.iter().map(|row| row.count).max().unwrap_or(1).max(1)));
    let count_of = move |value: &str| {
        rows.with(|rows| rows.iter().find(|row| row.value == value).map_or(0, |row| row.count))
    };

    view! {
        <label class="search">
            <Icon shape=SEARCH />
            <span class="hidden">{format!("Search in {}", dimension.label())}</span>
            <input
                type="search"
                placeholder=format!("Search in {}", dimension.label().to_lower())
                autocomplete="off"
                spellcheck="false"
                prop:value=search
                on:input=move |event| search.set(event_target_value(&event))
            />
        </label>
        {move || {
            facet
                .with(|facet| facet.as_ref().and_then(|facet| facet.unavailable.clone()))
                .map(|why| view! { <p class="menu-remark">{why}</p> })
        }}
        <ul class="menu facet-values">
            <For each=move || rows.get() key=|row| row.value.clone() let(row)>
                {
                    let (value, only) = (row.value.clone(), row.value.clone());
                    let (counted, drawn) = (row.value.clone(), row.value.clone());
                    let checked = row.value.clone();
                    view! {
                        <li class="facet-row">
                            <label class="facet-value">
                                <input
                                    type="checkbox"
                                    prop:checked=move || picked.with(|picked| picked.contains(&checked))
                                    on:change=move |_| session.set_filter(|filter| toggle(filter, dimension, &value))
                                />
                                <span class="facet-label">{row.label.clone()}</span>
                                <span class="facet-count number">{move || format::count(count_of(&counted))}</span>
                                <span class="facet-bar" aria-hidden="true">
                                    <span style:width=move || {
                                        format!("{:.1}%", 100.0 * count_of(&drawn) as f64 / most.get() as f64)
                                    }></span>
                                </span>
                            </label>
                            <button
                                type="button"
                                class="facet-only"
                                on:click=move |_| {
                                    session
                                        .set_filter(|filter| {
                                            filter.accept.insert(dimension, vec![only.clone()]);
                                        })
                                }
                            >
                                "only"
                                <span class="hidden">{format!(" {}", row.label)}</span>
                            </button>
                        </li>
                    }
                }
            </For>
        </ul>
        {move || {
            // Before the rows that are made of it.
            let more = facet.with(|facet| facet.as_ref().map(|facet| facet.more));
            let is_empty = rows.with(Vec::is_empty);
            let remark = match (more.is_some(), is_empty, more.unwrap_or(0)) {
                (false, ..) => Some("Counting …".to_string()),
                (true, true, _) if !search.with(String::is_empty) => Some("No value by that name.".to_string()),
                (true, false, more) if more > 0 => Some(format!("and {} rarer values", format::count(more))),
                _ => None,
            };
            remark.map(|remark| view! { <p class="menu-remark">{remark}</p> })
        }}
    }
}
