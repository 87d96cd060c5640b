//! Topics: where does the AI work, and where should it?

use super::{Needs, ScreenInfo};
use crate::annex::{self, Room};
use crate::components::chart_list::ChartList;
use crate::components::figure_grid::FigureGrid;
use crate::components::group_tables::GroupTables;
use crate::components::moved::Moved;
use crate::components::notes::Notes;
use crate::components::screen_head::ScreenHead;
use crate::icons;
use leptos::prelude::*;
use model::message::Ask;

pub(crate) static SCREEN: ScreenInfo = ScreenInfo {
    id: "topics",
    label: "Topics",
    key: "p",
    icon: icons::SHAPES,
    needs: Needs::FilteredData,
    ask: Some(Ask::Topics),
    view: || annex::show(Room::Topics),
};

#[component]
pub(crate) fn Topics() -> impl IntoView {
    super::with_view(SCREEN.id, move |view| {
        view! {
            <ScreenHead name="Topics" view />
            <FigureGrid view />
            <GroupTables view />
            <Show when=move || view.with(|view| view.previous.is_some())>
                <Moved />
            </Show>
            <ChartList view />
            <Notes view />
        }
        .into_any()
    })
}
