//! The table itself: only the rows in sight exist, and they are asked for in blocks.

use super::columns::{self, Column};
use super::window::{Extent, ROW_PX};
use crate::address::Route;
use crate::icons::{ARROW_DOWN, ARROW_UP, Icon};
use crate::observe;
use crate::session::Session;
use crate::store::{BLOCK_ROWS, Store};
use leptos::ev::{KeyboardEvent, WheelEvent};
use leptos::html;
use leptos::prelude::*;
use model::import::ImportSummary;
use model::message::Ask;
use std::collections::HashSet;
use std::time::Duration;
use web_sys::MouseEvent;

/// The height of the head, in CSS pixels.
const HEAD_PX: f64 = 36.0;

/// Rows that scroll past faster than this are not asked for.
const REST: Duration = Duration::from_millis(30);

/// Where the table stands.
#[derive(Clone, Copy)]
struct Position {
    extent: Memo<Extent>,
    top: RwSignal<f64>,
    scroller: NodeRef<html::Div>,
}

impl Position {
    fn move_to(self, top: f64) {
        let extent = self.extent.get_untracked();
        let top = top.clamp(0.0, extent.top_limit());
        self.top.set(top);
        if let Some(scroller) = self.scroller.get_untracked() {
            scroller.set_scroll_top(extent.scroll_of(top).round() as i32);
        }
    }

    /// The scroll bar moved. A move that the page made itself is known by its place.
    fn scrolled(self) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let (extent, scroll) = (self.extent.get_untracked(), f64::from(scroller.scroll_top()));
        if (extent.scroll_of(self.top.get_untracked()) - scroll).abs() >= 1.0 {
            self.top.set(extent.top_of(scroll));
        }
    }
}

/// The table of the tickets under the filter.
#[component]
pub(super) fn TicketTable() -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    let scroller = NodeRef::<html::Div>::new();
    let (view_px, set_view_px) = signal(600.0_f64);
    let total = Memo::new(move |_| store.windows.with(|windows| windows.total.unwrap_or(0)));
    let extent = Memo::new(move |_| Extent { rows: total.get(), view_px: view_px.get() });
    let position = Position { extent, top: RwSignal::new(0.0), scroller };
    let active = RwSignal::new(0_u64);
    let columns = Memo::new(move |_| {
        store.summary.with(|summary| {
            columns::fillable(|field| {
                let tells = |summary: &ImportSummary| {
                    summary.columns.iter().any(|column| column.field == Some(field))
                };
                summary.as_deref().is_some_and(tells)
            })
        })
    });

    // The table takes the height that the page leaves.
    observe::size(scroller, move |table| {
        set_view_px.set((f64::from(table.client_height()) - HEAD_PX).max(ROW_PX));
    });
    ask_for_rows(store, session, position);
    // Other tickets or another order: from the top.
    let order =
        Memo::new(move |_| store.route.with(|route| (route.filter.clone(), route.sort, route.is_descending)));
    Effect::new(move |before: Option<()>| {
        order.track();
        if before.is_some() {
            active.set(0);
            position.move_to(0.0);
        }
    });

    let rows = Memo::new(move |_| extent.get().rows_at(position.top.get()));
    let open = move |index: u64, is_silent: bool| {
        let row = store.windows.with_untracked(|windows| windows.row(index).map(|row| row.row));
        if row.is_some() {
            let route = Route { ticket: row, ..session.route() };
            if is_silent { session.go_silently(&route) } else { session.go(&route) }
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let extent = extent.get_untracked();
        let page = ((extent.view_px / ROW_PX).floor() as u64).max(2) - 1;
        let last = extent.rows.saturating_sub(1);
        let now = active.get_untracked();
        let target = match event.key().as_str() {
            "ArrowDown" => (now + 1).min(last),
            "ArrowUp" => now.saturating_sub(1),
            "PageDown" => (now + page).min(last),
            "PageUp" => now.saturating_sub(page),
            "Home" => 0,
            "End" => last,
            "Enter" => {
                event.prevent_default();
                open(now, false);
                return;
            }
            "Escape" if store.route.with_untracked(|route| route.ticket.is_some()) => {
                session.go(&Route { ticket: None, ..session.route() });
                return;
            }
            _ => return,
        };
        event.prevent_default();
        active.set(target);
        position.move_to(extent.top_to_see(target, position.top.get_untracked()));
        if store.route.with_untracked(|route| route.ticket.is_some()) {
            open(target, true);
        }
    };
    let on_wheel = move |event: WheelEvent| {
        // Where the bar is shorter than the table, its own pixels would jump over rows.
        if extent.get_untracked().is_scaled() && !event.ctrl_key() && event.delta_y() != 0.0 {
            let lines = if event.delta_mode() == WheelEvent::DOM_DELTA_LINE { ROW_PX } else { 1.0 };
            event.prevent_default();
            position.move_to(position.top.get_untracked() + event.delta_y() * lines);
        }
    };

    view! {
        <div
            class="grid"
            role="grid"
            aria-label="Tickets"
            aria-rowcount=move || (total.get() + 1).to_string()
            aria-colcount=move || columns.with(Vec::len).to_string()
            style=("--columns", move || columns.with(|columns| columns::widths(columns)))
            style=("--least", move || columns.with(|columns| columns::least(columns)))
            aria-activedescendant=move || format!("ticket-row-{}", active.get())
            tabindex="0"
            node_ref=scroller
            on:scroll=move |_| position.scrolled()
            on:wheel=on_wheel
            on:keydown=on_key
        >
            <div class="grid-head" role="rowgroup">
                <div class="grid-row is-head" role="row" aria-rowindex="1">
                    {move || columns.get().into_iter().map(|column| view! { <Head column /> }).collect_view()}
                </div>
            </div>
            <div class="grid-spacer" role="presentation" style:height=move || format!("{}px", extent.get().spacer_px())>
                <div class="grid-window" role="rowgroup" style:height=move || format!("{}px", view_px.get())>
                    <For each=move || rows.get() key=|index| *index let(index)>
                        <Row
                            index
                            columns
                            top=position.top
                            active
                            on_open=Callback::new(move |index| {
                                active.set(index);
                                open(index, false);
                            })
                        />
                    </For>
                </div>
            </div>
            <Show when=move || store.windows.with(|windows| windows.total == Some(0))>
                <p class="grid-empty">"No ticket passes the filter. Take a condition away, or clear all."</p>
            </Show>
        </div>
    }
}

/// Asks for the blocks in sight, once the scrolling rests.
fn ask_for_rows(store: Store, session: Session, position: Position) {
    let asked = StoredValue::new((0_u64, HashSet::<u64>::new()));
    let blocks = Memo::new(move |_| {
        let rows = position.extent.get().rows_at(position.top.get());
        let last = rows.end.max(rows.start + 1) - 1;
        (store.revision.get(), rows.start / BLOCK_ROWS, last / BLOCK_ROWS)
    });
    let ask = move || {
        let (revision, first, last) = blocks.get_untracked();
        let (sort, descending) = store.route.with_untracked(|route| (route.sort, route.is_descending));
        for block in first..=last {
            let is_new = asked.try_update_value(|(of, blocks)| {
                if *of != revision {
                    (*of, *blocks) = (revision, HashSet::new());
                }
                blocks.insert(block)
            });
            if is_new == Some(true) {
                let (offset, limit) = (block * BLOCK_ROWS, BLOCK_ROWS as u32);
                session.ask(Ask::Tickets { sort, descending, offset, limit });
            }
        }
    };
    Effect::new(move |before: Option<u64>| {
        let now = blocks.get();
        if now.0 == 0 {
            return now.0;
        }
        if before == Some(now.0) {
            set_timeout(
                move || {
                    if blocks.try_get_untracked() == Some(now) {
                        ask();
                    }
                },
                REST,
            );
        } else {
            ask();
        }
        now.0
    });
}

#[component]
fn Head(column: &'static Column) -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    let state = Memo::new(move |_| {
        store.route.with(|route| (Some(route.sort) == column.sort).then_some(route.is_descending))
    });
    let aria = move || match (column.sort, state.get()) {
        (None, _) => None,
        (_, None) => Some("none"),
        (_, Some(true)) => Some("descending"),
        (_, Some(false)) => Some("ascending"),
    };
    view! {
        <div class="grid-cell" class:is-number=column.is_number role="columnheader" aria-sort=aria>
            {match column.sort {
                Some(sort) => {
                    view! {
                        <button
                            type="button"
                            class="grid-sort"
                            on:click=move |_| {
                                let route = session.route();
                                let is_descending = if route.sort == sort { !route.is_descending } else { true };
                                session.go(&Route { sort, is_descending, ..route });
                            }
                        >
                            {column.name}
                            {move || {
                                state
                                    .get()
                                    .map(|is_descending| {
                                        let shape = if is_descending { ARROW_DOWN } else { ARROW_UP };
                                        view! { <Icon shape /> }
                                    })
                            }}
                        </button>
                    }
                        .into_any()
                }
                None => column.name.into_any(),
            }}
        </div>
    }
}

#[component]
fn Row(
    index: u64,
    columns: Memo<Vec<&'static Column>>,
    top: RwSignal<f64>,
    active: RwSignal<u64>,
    on_open: Callback<u64>,
) -> impl IntoView {
    let store = Store::get();
    let row = Memo::new(move |_| store.windows.with(|windows| windows.row(index).cloned()));
    let is_open = move || {
        row.with(|row| {
            let shown = store.route.with(|route| route.ticket);
            row.as_ref().is_some_and(|row| Some(row.row) == shown)
        })
    };
    view! {
        <div
            class="grid-row"
            class:is-active=move || active.get() == index
            class:is-open=is_open
            role="row"
            id=format!("ticket-row-{index}")
            aria-rowindex=(index + 2).to_string()
            aria-selected=move || is_open().to_string()
            style:transform=move || format!("translateY({}px)", index as f64 * ROW_PX - top.get())
            on:click=move |_: MouseEvent| on_open.run(index)
        >
            {move || {
                let row = row.get();
                columns
                    .get()
                    .into_iter()
                    .map(|column| {
                        let cell = row.as_ref().map(column.cell);
                        let is_waiting = cell.is_none();
                        view! {
                            <div
                                class="grid-cell"
                                class:is-number=column.is_number
                                class:is-waiting=is_waiting
                                role="gridcell"
                            >
                                {cell}
                            </div>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}
