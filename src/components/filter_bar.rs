//! The filter bar of every data screen: the period, the dimensions that the file has, what is in force, and how to undo it.

use super::facet_picker::FacetPicker;
use super::period_picker::PeriodPicker;
use super::popover::Popover;
use crate::icons::{Icon, LIST_FILTER, SEARCH, X};
use crate::session::Session;
use crate::store::Store;
use crate::words;
use charts::format;
use leptos::prelude::*;
use model::field::Field;
use model::filter::{Dimension, Filter};
use model::import::ImportSummary;

/// Dimensions with a button of their own; the others stand under "More".
const FIRST: [Dimension; 5] =
    [Dimension::Channel, Dimension::Topic, Dimension::HandledBy, Dimension::AiAgent, Dimension::Outcome];

/// The column without which a dimension has no values.
const fn column_of(dimension: Dimension) -> Option<Field> {
    match dimension {
        Dimension::Channel => Some(Field::Channel),
        Dimension::Topic => Some(Field::Topic),
        Dimension::AiAgent => Some(Field::AiAgent),
        Dimension::Rating => Some(Field::Rating),
        Dimension::Comment => Some(Field::RatingComment),
        Dimension::Priority => Some(Field::Priority),
        Dimension::Language => Some(Field::Language),
        Dimension::Team => Some(Field::Team),
        Dimension::Status => Some(Field::Status),
        // Promises can be set, and every ticket has an hour.
        Dimension::ReplySla | Dimension::ResolutionSla | Dimension::Weekday | Dimension::Hour => None,
        Dimension::HandledBy
        | Dimension::Outcome
        | Dimension::Source
        | Dimension::Done
        | Dimension::Mature
        | Dimension::Reopened
        | Dimension::Returned => None,
    }
}

/// Whether the file can have values in a dimension: only a column that is known to be missing rules it out.
pub(crate) fn is_available(summary: &ImportSummary, dimension: Dimension) -> bool {
    let is_missing = |field| summary.missing.iter().any(|missing| missing.field == field);
    // Where nothing tells of an AI at all, what would tell more of it is not asked for.
    let has_ai = dimension != Dimension::AiAgent || !is_missing(Field::AiInvolved);
    has_ai && column_of(dimension).is_none_or(|field| !is_missing(field))
}

/// The bar.
#[component]
pub(crate) fn FilterBar() -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    let filter = store.filter();
    let shows_more = RwSignal::new(false);
    let is_available = move |dimension| {
        store.summary.with(|summary| summary.as_ref().is_some_and(|summary| is_available(summary, dimension)))
    };
    let shown = Memo::new(move |_| {
        Dimension::ALL
            .iter()
            .copied()
            .filter(|dimension| {
                let is_set = filter.with(|filter| filter.accept.contains_key(dimension));
                is_set || FIRST.contains(dimension) && is_available(*dimension)
            })
            .collect::<Vec<_>>()
    });
    let hidden = Memo::new(move |_| {
        let shown = shown.get();
        Dimension::ALL.iter().copied().filter(|dimension| !shown.contains(dimension)).collect::<Vec<_>>()
    });
    let counts = Memo::new(move |_| {
        // The ticket table names its own count.
        let view = store.views.with(|views| views.get(store.route.with(|route| route.screen.id)).cloned())?;
        Some((view.tickets, view.tickets_total))
    });

    view! {
        <section class="filter-bar" aria-label="Filters">
            <div class="filter-chips">
                <PeriodPicker />
                <For each=move || shown.get() key=|dimension| *dimension let(dimension)>
                    <FacetPicker dimension />
                </For>
                <JudgedChips />
                <Popover
                    is_open=shows_more
                    label="More filters"
                    button=ViewFn::from(|| view! { <Icon shape=LIST_FILTER /> <span>"More"</span> })
                >
                    <MoreFilters hidden />
                </Popover>
                <button
                    type="button"
                    class="chip is-plain"
                    aria-label="Search in all filters"
                    aria-keyshortcuts="/"
                    on:click=move |_| store.shows_finder.set(true)
                >
                    <Icon shape=SEARCH />
                    <kbd>"/"</kbd>
                </button>
            </div>
            <div class="filter-state">
                {move || {
                    counts
                        .get()
                        .map(|(tickets, total)| {
                            let text = if tickets == total {
                                words::tickets(tickets)
                            } else {
                                format!("{} of {}", format::count(tickets), words::tickets(total))
                            };
                            view! { <span class="number">{text}</span> }
                        })
                }}
                <Show when=move || store.is_counting.get()>
                    <span class="quiet">"counting …"</span>
                </Show>
                <Show when=move || filter.with(|filter| !filter.is_empty())>
                    <button
                        type="button"
                        class="text-button"
                        on:click=move |_| session.set_filter(|filter| *filter = Filter::default())
                    >
                        <Icon shape=X />
                        "Clear all"
                    </button>
                </Show>
            </div>
        </section>
    }
}

/// Conditions on definitions: made elsewhere, taken out here.
#[component]
fn JudgedChips() -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    let filter = store.filter();
    let judged = Memo::new(move |_| filter.with(|filter| filter.judged.clone()));
    Effect::new(move |_| {
        let is_unknown = store.definition_names.with(|names| names.is_empty());
        if is_unknown && store.data_version.get() > 0 && judged.with(|judged| !judged.is_empty()) {
            session.ask(model::message::Ask::DefinitionNames);
        }
    });
    move || {
        let names = store.definition_names.get();
        judged
            .get()
            .into_iter()
            .map(|(id, verdicts)| {
                let words = words::judged(&id, &verdicts, &names);
                view! {
                    <button
                        type="button"
                        class="chip is-set judged-chip"
                        aria-label=format!("Remove the filter: {words}")
                        on:click=move |_| session.set_filter(|filter| drop(filter.judged.remove(&id)))
                    >
                        <span class="chip-value">{words.clone()}</span>
                        <Icon shape=X />
                    </button>
                }
            })
            .collect_view()
    }
}

#[component]
fn MoreFilters(hidden: Memo<Vec<Dimension>>) -> impl IntoView {
    let store = Store::get();
    let opened = RwSignal::new(None::<Dimension>);
    view! {
        {move || match opened.get() {
            Some(dimension) => view! { <MoreFacet dimension /> }.into_any(),
            None => {
                view! {
                    <ul class="menu">
                        {move || {
                            hidden
                                .get()
                                .into_iter()
                                .map(|dimension| {
                                    let is_there = store
                                        .summary
                                        .with(|summary| {
                                            summary.as_ref().is_some_and(|summary| is_available(summary, dimension))
                                        });
                                    view! {
                                        <li>
                                            <button
                                                type="button"
                                                class="menu-item"
                                                disabled=!is_there
                                                on:click=move |_| opened.set(Some(dimension))
                                            >
                                                <span>{dimension.label()}</span>
                                                <span class="quiet">{(!is_there).then_some("not in this file")}</span>
                                            </button>
                                        </li>
                                    }
                                })
                                .collect_view()
                        }}
                    </ul>
                }
                    .into_any()
            }
        }}
    }
}

/// A dimension opened under "More": once a value is picked it gets a button of its own.
#[component]
fn MoreFacet(dimension: Dimension) -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    Effect::new(move |_| {
        store.revision.track();
        session.ask(model::message::Ask::Facet { dimension });
    });
    let picked = Memo::new(move |_| {
        store.route.with(|route| route.filter.accept.get(&dimension).cloned().unwrap_or_default())
    });
    view! {
        <p class="menu-title">{dimension.label()}</p>
        <super::facet_picker::FacetPanel dimension picked />
    }
}
