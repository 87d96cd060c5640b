//! Tickets: show me. A table of any length, and one ticket opened beside it.

use super::{Needs, ScreenInfo};
use crate::annex::{self, Room};
use crate::icons;
use crate::store::Store;
use crate::words;
use leptos::prelude::*;

mod columns;
mod opened;
mod table;
mod window;

use opened::OpenedTicket;
use table::TicketTable;

pub(crate) static SCREEN: ScreenInfo = ScreenInfo {
    id: "tickets",
    label: "Tickets",
    key: "t",
    icon: icons::ROWS_3,
    needs: Needs::FilteredData,
    ask: None,
    view: || annex::show(Room::Tickets),
};

#[component]
pub(crate) fn Tickets() -> impl IntoView {
    let store = Store::get();
    let filter = store.filter();
    let title = move || {
        let total = store.windows.with(|windows| windows.total);
        let counted = total.map_or("Tickets".to_string(), words::tickets);
        let conditions =
            store.definition_names.with(|names| filter.with(|filter| words::conditions(filter, names)));
        if conditions.is_empty() { counted } else { format!("{counted} with {}", conditions.join("; ")) }
    };
    let is_open = Memo::new(move |_| store.route.with(|route| route.ticket.is_some()));
    view! {
        <header class="screen-head is-small">
            <h1>{title}</h1>
        </header>
        <div class="tickets" class:has-opened=is_open>
            <TicketTable />
            <Show when=move || is_open.get()>
                <OpenedTicket />
            </Show>
        </div>
    }
}
