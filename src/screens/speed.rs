//! Speed: how long do customers wait, and how much is waiting?

mod choices;

use super::{Needs, ScreenInfo};
use crate::annex::{self, Room};
use crate::components::chart_list::ChartList;
use crate::components::figure_grid::FigureGrid;
use crate::components::notes::Notes;
use crate::components::screen_head::ScreenHead;
use crate::icons;
use choices::{HoursChoice, TargetChoices};
use leptos::prelude::*;
use model::message::Ask;

pub(crate) static SCREEN: ScreenInfo = ScreenInfo {
    id: "speed",
    label: "Speed",
    key: "s",
    icon: icons::CLOCK,
    needs: Needs::FilteredData,
    ask: Some(Ask::Speed),
    view: || annex::show(Room::Speed),
};

const REPLIES: &[&str] = &[
    "first_reply_median",
    "first_reply_p90",
    "first_ai_reply_median",
    "first_ai_reply_p90",
    "first_human_reply_median",
    "first_human_reply_p90",
    "handoff_wait_median",
    "handoff_wait_p90",
    "after_ai_median",
    "after_ai_p90",
    "next_reply_median",
    "next_reply_p90",
];
const SOLUTIONS: &[&str] = &[
    "resolution_survival",
    "resolution_time_median",
    "resolution_time_p90",
    "handle_time_median",
    "handle_time_p90",
];
const BUSINESS: &[&str] =
    &["reply_business_median", "reply_business_p90", "resolution_business_median", "resolution_business_p90"];
const PROMISES: &[&str] = &["reply_sla", "resolution_sla"];
const BACKLOG: &[&str] = &["backlog"];

#[component]
pub(crate) fn Speed() -> impl IntoView {
    super::with_view(SCREEN.id, move |view| {
        view! {
            <ScreenHead name="Speed" view />
            <section class="block">
                <header class="block-head">
                    <h2>"Until somebody replies"</h2>
                </header>
                <FigureGrid view only=REPLIES />
                <ChartList view only=&["first_reply_by_hour"] />
            </section>
            <section class="block">
                <header class="block-head">
                    <h2>"Until it is solved"</h2>
                </header>
                <ChartList view only=&["open_curve"] />
                <FigureGrid view only=SOLUTIONS />
            </section>
            <section class="block">
                <header class="block-head">
                    <h2>"In business hours"</h2>
                </header>
                <HoursChoice />
                <FigureGrid view only=BUSINESS />
            </section>
            <section class="block">
                <header class="block-head">
                    <h2>"What was promised"</h2>
                </header>
                <TargetChoices />
                <FigureGrid view only=PROMISES />
                <ChartList view only=&["reply_promises", "resolution_promises"] />
            </section>
            <section class="block">
                <header class="block-head">
                    <h2>"What comes, and what waits"</h2>
                </header>
                <FigureGrid view only=BACKLOG />
                <ChartList view only=&["backlog_over_time", "arrivals_by_hour"] />
            </section>
            <Notes view />
        }
        .into_any()
    })
}
