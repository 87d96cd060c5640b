//! Satisfaction: did AI change what customers say?

mod comments;
mod forms;

use super::{Needs, ScreenInfo};
use crate::annex::{self, Room};
use crate::components::chart_list::ChartList;
use crate::components::figure_grid::FigureGrid;
use crate::components::group_tables::GroupTables;
use crate::components::notes::Notes;
use crate::components::screen_head::ScreenHead;
use crate::icons;
use leptos::prelude::*;
use model::message::Ask;

pub(crate) static SCREEN: ScreenInfo = ScreenInfo {
    id: "satisfaction",
    label: "Satisfaction",
    key: "c",
    icon: icons::SMILE,
    needs: Needs::FilteredData,
    ask: Some(Ask::Satisfaction),
    view: || annex::show(Room::Satisfaction),
};

#[component]
pub(crate) fn Satisfaction() -> impl IntoView {
    super::with_view(SCREEN.id, move |view| {
        view! {
            <ScreenHead name="Satisfaction" view />
            <forms::Forms view />
            <FigureGrid view except=forms::METRICS />
            <ChartList view />
            <GroupTables view />
            <comments::Comments />
            <Notes view />
        }
        .into_any()
    })
}
