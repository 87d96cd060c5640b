//! The values of a dimension side by side, sortable by every measure.

use super::table_menu::TableMenu;
use crate::address::Route;
use crate::icons::{ARROW_DOWN, ARROW_UP, Icon};
use crate::screens;
use crate::store::{Explained, Shared, Store};
use crate::words::{self, FEW};
use charts::format;
use leptos::prelude::*;
use model::chart::Role;
use model::filter::Dimension;
use model::group::{GroupColumn, GroupRow, Groups};
use model::measure::Estimate;
use model::units::Unit;
use model::view::ScreenView;

/// So many rows are shown until all are wanted.
const FIRST_ROWS: usize = 12;

/// What the rows are ordered by: a column, or the tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Order {
    column: Option<usize>,
    is_descending: bool,
}

/// All tables of a view.
#[component]
pub(crate) fn GroupTables(
    /// The view.
    view: Signal<Shared<ScreenView>>,
) -> impl IntoView {
    let dimensions = Memo::new(move |_| {
        view.with(|view| view.groups.iter().map(|groups| groups.dimension).collect::<Vec<_>>())
    });
    view! {
        <For each=move || dimensions.get() key=|dimension| *dimension let(dimension)>
            <GroupTable view dimension />
        </For>
    }
}

#[component]
fn GroupTable(view: Signal<Shared<ScreenView>>, dimension: Dimension) -> impl IntoView {
    let store = Store::get();
    let groups = Memo::new(move |before: Option<&Option<Groups>>| {
        let found =
            view.with(|view| view.groups.iter().find(|groups| groups.dimension == dimension).cloned());
        found.or_else(|| before.cloned().flatten())
    });
    let order = RwSignal::new(Order { column: None, is_descending: true });
    let shows_all = RwSignal::new(false);
    let rows = move || {
        groups.with(|groups| groups.as_ref().map(|groups| sorted(groups, order.get()))).unwrap_or_default()
    };
    let count = move || groups.with(|groups| groups.as_ref().map_or(0, |groups| groups.rows.len()));
    let columns = Memo::new(move |_| {
        groups.with(|groups| groups.as_ref().map(|groups| groups.columns.clone()).unwrap_or_default())
    });
    let name = Memo::new(move |_| {
        groups.with(|groups| groups.as_ref().map(|groups| groups.title.clone()).unwrap_or_default())
    });
    let explain = move |_| {
        let mut metrics: Vec<String> = Vec::new();
        columns.with(|columns| {
            for column in columns {
                if !metrics.contains(&column.metric) {
                    metrics.push(column.metric.clone());
                }
            }
        });
        store.explained.set(Some(Explained::Metrics { title: name.get_untracked(), metrics }));
    };
    // All rows, in the order in which they are shown.
    let table = Callback::new(move |()| {
        let groups = groups.get_untracked()?;
        Some(charts::groups_table(&groups, &sorted(&groups, order.get_untracked()), FEW))
    });
    view! {
        <section class="block groups">
            <header class="block-head">
                <h2>{name}</h2>
                <div class="group-actions">
                    <button type="button" class="quiet-link" on:click=explain>
                        "How are these computed?"
                    </button>
                    <TableMenu
                        title=Signal::derive(move || format!("the table: {}", name.get()))
                        id=format!("by-{}", dimension.id())
                        table
                    />
                </div>
            </header>
            <p class="quiet">
                {move || groups.with(|groups| groups.as_ref().map(|groups| groups.subtitle.clone()))}
            </p>
            <div class="table-scroll" tabindex="0" role="region" aria-label=name>
                <table class="group-table">
                    <thead>
                        <tr>
                            <th scope="col">{dimension.label()}</th>
                            <Heading label="Tickets".to_string() role=None place=None order />
                            {move || {
                                columns
                                    .get()
                                    .into_iter()
                                    .enumerate()
                                    .filter(|(_, column)| column.unavailable.is_none())
                                    .map(|(place, column)| {
                                        view! {
                                            <Heading label=column.label role=Some(column.role) place=Some(place) order />
                                        }
                                    })
                                    .collect_view()
                            }}
                        </tr>
                    </thead>
                    <tbody>
                        {move || {
                            let route = store.route.get();
                            let rows = rows();
                            let columns = columns.get();
                            let most = if shows_all.get() { usize::MAX } else { FIRST_ROWS };
                            let line = |row| line(&route, dimension, row, &columns);
                            rows.into_iter().take(most).map(line).collect_view()
                        }}
                    </tbody>
                    <tfoot>
                        {move || {
                            let route = store.route.get();
                            let groups = groups.get();
                            let columns = columns.get();
                            let line = |row| line(&route, dimension, row, &columns);
                            groups.map(|groups| groups.rest.into_iter().chain([groups.all]).map(line).collect_view())
                        }}
                    </tfoot>
                </table>
            </div>
            <Show when=move || !shows_all.get() && (count() > FIRST_ROWS)>
                <button type="button" class="button" on:click=move |_| shows_all.set(true)>
                    {move || format!("Show all {}", format::count(count() as u64))}
                </button>
            </Show>
            {move || untold(&columns.get()).map(|words| view! { <p class="quiet">{words}</p> })}
        </section>
    }
}

/// The rows in their order; those with too few cases for a number come last.
fn sorted(groups: &Groups, order: Order) -> Vec<GroupRow> {
    let mut rows = groups.rows.clone();
    let value = |row: &GroupRow| match order.column {
        None => Some(row.tickets as f64),
        Some(column) => {
            let told = row.cells.get(column).copied().flatten().filter(|cell| cell.n >= FEW);
            told.map(|cell| cell.value)
        }
    };
    model::order::sort_by(&mut rows, |a, b| match (value(a), value(b)) {
        (Some(a), Some(b)) if order.is_descending => b.total_cmp(&a),
        (Some(a), Some(b)) => a.total_cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    });
    rows
}

#[component]
fn Heading(label: String, role: Option<Role>, place: Option<usize>, order: RwSignal<Order>) -> impl IntoView {
    let state =
        move || Some(order.get()).filter(|order| order.column == place).map(|order| order.is_descending);
    let aria = move || match state() {
        None => "none",
        Some(true) => "descending",
        Some(false) => "ascending",
    };
    let class = match role {
        Some(Role::Ai | Role::AiSoft | Role::AiFaint) => "dot role-ai",
        Some(Role::Human) => "dot role-human",
        Some(Role::Handoff) => "dot role-handoff",
        _ => "",
    };
    view! {
        <th scope="col" aria-sort=aria>
            <button
                type="button"
                class="grid-sort"
                on:click=move |_| {
                    order
                        .update(|order| {
                            let is_again = order.column == place;
                            order.is_descending = !is_again || !order.is_descending;
                            order.column = place;
                        });
                }
            >
                <span class=class aria-hidden="true"></span>
                {label}
                {move || {
                    state().map(|is_descending| view! { <Icon shape=if is_descending { ARROW_DOWN } else { ARROW_UP } /> })
                }}
            </button>
        </th>
    }
}

/// A row. All of them change with each answer: there is nothing in them that follows a signal by itself.
fn line(
    route: &Route,
    dimension: Dimension,
    row: GroupRow,
    columns: &[GroupColumn],
) -> impl IntoView + use<> {
    // The same value, here or on another screen; what is not listed by itself leads nowhere.
    let to = |screen| {
        let filter = route.filter.clone().with(dimension, &[&row.value]);
        Route { filter, ..route.on(screen) }.to_hash()
    };
    let tickets = format::count(row.tickets);
    let (head, count) = if row.value.is_empty() {
        (row.label.into_any(), tickets.into_any())
    } else {
        (
            view! { <a href=to(route.screen)>{row.label}</a> }.into_any(),
            view! {
                <a class="quiet-link" href=to(&screens::tickets::SCREEN)>
                    {tickets}
                </a>
            }
            .into_any(),
        )
    };
    let cells = row
        .cells
        .into_iter()
        .zip(columns)
        .filter(|(_, column)| column.unavailable.is_none())
        .map(|(estimate, column)| cell(column.unit, estimate))
        .collect_view();
    view! {
        <tr>
            <th scope="row">{head}</th>
            <td>{count}</td>
            {cells}
        </tr>
    }
}

/// A cell. What it looks like, the table says: an attribute would be set anew with each change of what stands in it.
fn cell(unit: Unit, estimate: Option<Estimate>) -> AnyView {
    match estimate {
        None => view! { <td class="quiet">"–"</td> }.into_any(),
        Some(estimate) if estimate.n < FEW => view! {
            <td class="quiet">
                "n too small" <small>{format!("n {}", format::count(estimate.n))}</small>
            </td>
        }
        .into_any(),
        Some(estimate) => {
            let range = estimate.interval.map(|ends| words::interval(unit, ends)).unwrap_or_default();
            view! {
                <td>
                    {format::value(unit, estimate.value)} <small>{range}</small>
                    <small>{format!("n {}", format::count(estimate.n))}</small>
                </td>
            }
            .into_any()
        }
    }
}

/// What the file cannot tell, by reason.
fn untold(columns: &[GroupColumn]) -> Option<String> {
    let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
    for column in columns {
        let Some(why) = &column.unavailable else { continue };
        words::gather(&mut reasons, why.as_str(), column.label.clone());
    }
    let sentences: Vec<String> = reasons
        .into_iter()
        .map(|(why, labels)| format!("{why} So there is no column for: {}.", words::list(&labels)))
        .collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}
