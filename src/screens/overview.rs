//! Overview: how are we doing?

use super::{Needs, ScreenInfo};
use crate::annex::{self, Annex, Room};
use crate::components::bracket::{self, Bracket};
use crate::components::chart_list::ChartList;
use crate::components::figure_grid::FigureGrid;
use crate::components::ladder::LadderBar;
use crate::components::link::AppLink;
use crate::components::notes::Notes;
use crate::components::screen_head::ScreenHead;
use crate::components::steady::Steady;
use crate::icons;
use crate::store::Store;
use leptos::prelude::*;
use model::message::Ask;

pub(crate) static SCREEN: ScreenInfo = ScreenInfo {
    id: "overview",
    label: "Overview",
    key: "o",
    icon: icons::TARGET,
    needs: Needs::FilteredData,
    ask: Some(Ask::Overview),
    view: || view! { <Overview /> }.into_any(),
};

#[component]
fn Overview() -> impl IntoView {
    let store = Store::get();
    super::with_view(SCREEN.id, move |view| {
        view! {
            <ScreenHead name="Overview" view />
            <Steady>
                <Bracket view />
            </Steady>
            <Show when=move || view.with(|view| !view.ladder.is_empty())>
                <section class="block">
                    <header class="block-head">
                        <h2>"Where every ticket ended"</h2>
                        <AppLink
                            class="quiet-link"
                            to=Signal::derive(move || store.route.with(|route| route.on(&super::outcomes::SCREEN)))
                        >
                            "The rules, one by one"
                        </AppLink>
                    </header>
                    <Steady>
                        <LadderBar view />
                    </Steady>
                </section>
            </Show>
            <Steady>
                <Notes view />
            </Steady>
            <Show when=move || store.annex.get() == Annex::There && view.with(|view| view.previous.is_some())>
                <Steady>{annex::show(Room::Moved)}</Steady>
            </Show>
            <ChartList view />
            <FigureGrid view except=bracket::METRICS />
        }
        .into_any()
    })
}
