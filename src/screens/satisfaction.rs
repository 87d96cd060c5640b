//! Satisfaction: did AI change what customers say?

use super::{Needs, ScreenInfo};
use crate::annex::{self, Room};
use crate::components::chart_list::ChartList;
use crate::components::figure_grid::FigureGrid;
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
            <FigureGrid view />
            <ChartList view />
            <Notes view />
        }
        .into_any()
    })
}
