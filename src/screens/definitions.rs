//! Definitions: what would the same tickets be under each vendor's words, and what was billed?

use super::{Needs, ScreenInfo};
use crate::address::Route;
use crate::annex::{self, Room};
use crate::components::chart_list::ChartList;
use crate::components::notes::Notes;
use crate::components::screen_head::ScreenHead;
use crate::icons;
use crate::store::Shared;
use leptos::prelude::*;
use model::definition::{Lab, LabAsk, Listed};
use model::message::Ask;
use model::view::ScreenView;

mod compare;
mod invoice;
mod own;
mod own_value;
mod rows;

use compare::Compare;
use invoice::InvoiceCheck;
use own::OwnDefinitionBlock;
use rows::DefinitionTable;

pub(crate) static SCREEN: ScreenInfo = ScreenInfo {
    id: "definitions",
    label: "Definitions",
    key: "d",
    icon: icons::SCALE,
    needs: Needs::FilteredData,
    // What else is asked stands in the address.
    ask: Some(Ask::Definitions(LabAsk {
        own: String::new(),
        first: String::new(),
        second: String::new(),
        billed_as: String::new(),
        billed: None,
        price_cents: None,
    })),
    view: || annex::show(Room::Definitions),
};

#[component]
pub(crate) fn Definitions() -> impl IntoView {
    super::with_view(SCREEN.id, move |view| {
        // What is typed and ticked stays in its place while its figures change.
        let lab = Memo::new(move |before: Option<&Shared<ScreenView>>| {
            let now = view.get();
            if now.lab.is_some() { now } else { before.cloned().unwrap_or(now) }
        });
        let is_there = Memo::new(move |_| lab.with(|view| view.lab.is_some()));
        view! {
            <ScreenHead name="Definitions" view />
            <div class="is-wide">
                <h2 class="hidden">"Side by side"</h2>
                <ChartList view />
            </div>
            <Show when=move || is_there.get()>
                <DefinitionTable lab />
                <Compare lab />
                <OwnDefinitionBlock lab />
                <InvoiceCheck lab />
            </Show>
            <Notes view />
        }
        .into_any()
    })
}

/// The view with the lab, once there is one.
type LabMemo = Memo<Shared<ScreenView>>;

/// Something of the lab.
fn of<T: Default>(lab: LabMemo, take: impl FnOnce(&Lab) -> T) -> T {
    lab.with(|view| view.lab.as_deref().map(take).unwrap_or_default())
}

/// The name of a definition within the lab.
fn name_of(lab: &Lab, id: &str) -> String {
    lab.rows
        .iter()
        .find(|row| row.info.id == id)
        .map_or_else(|| id.to_string(), |row| format!("{}: {}", row.vendor, row.info.label))
}

/// A number of tickets, as a link to them where there are any: from the page as it is at this address.
fn ticket_count(route: &Route, listed: &Listed) -> AnyView {
    let count = charts::format::count(listed.count);
    match &listed.filter {
        Some(filter) => {
            let to = Route { filter: filter.clone(), ..route.on(&super::tickets::SCREEN) };
            view! {
                <a href=to.to_hash()>{count}</a>
            }
            .into_any()
        }
        None => count.into_any(),
    }
}
