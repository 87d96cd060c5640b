//! Outcomes: what does "resolved" mean here?

use super::{Needs, ScreenInfo};
use crate::address::{RETURN_DAYS, Route};
use crate::annex::{self, Room};
use crate::components::bracket::Bracket;
use crate::components::chart_list::ChartList;
use crate::components::figure_grid::FigureGrid;
use crate::components::ladder::LadderTable;
use crate::components::link::AppLink;
use crate::components::notes::Notes;
use crate::components::screen_head::ScreenHead;
use crate::icons;
use crate::session::Session;
use crate::store::Store;
use leptos::prelude::*;
use model::message::Ask;
use model::settings::ReturnScope;

pub(crate) static SCREEN: ScreenInfo = ScreenInfo {
    id: "outcomes",
    label: "Outcomes",
    key: "u",
    icon: icons::CHART_BAR_DECREASING,
    needs: Needs::FilteredData,
    ask: Some(Ask::Outcomes),
    view: || annex::show(Room::Outcomes),
};

const RESOLVED: &[&str] = &["involvement", "bounce", "automation", "resolution"];
const UNRESOLVED: &[&str] =
    &["containment", "abandonment", "deflection", "solved_without_person", "escalation", "failed_handoff"];
const RETURNS: &[&str] = &["repeat_any", "repeat_same", "excess_any", "excess_same", "reopen"];
const FIRST_CONTACT: &[&str] = &["fcr_operational", "fcr_zendesk", "fcr_freshservice", "fcr_zoho"];

#[component]
pub(crate) fn Outcomes() -> impl IntoView {
    super::with_view(SCREEN.id, move |view| {
        view! {
            <ScreenHead name="Outcomes" view />
            <section class="block">
                <header class="block-head">
                    <h2>"The outcome ladder"</h2>
                    <ReturnWindow />
                </header>
                <ChartList view only=&["ticket_flow"] />
                <LadderTable view />
                <p class="quiet">
                    "Each vendor counts other rungs as a resolution. "
                    <AppLink
                        to=Signal::derive(move || {
                            Store::get().route.with(|route| route.on(&super::definitions::SCREEN))
                        })
                    >
                        "These tickets under every published definition"
                    </AppLink>
                </p>
            </section>
            <section class="block">
                <header class="block-head">
                    <h2>"What the AI resolved"</h2>
                </header>
                <Bracket view />
                <ChartList view only=&["maturity", "sensitivity"] />
                <FigureGrid view only=RESOLVED />
                <ChartList view only=&["resolution_over_time", "outcomes_over_time"] />
            </section>
            <section class="block">
                <header class="block-head">
                    <h2>"What it kept, handed over or lost"</h2>
                </header>
                <FigureGrid view only=UNRESOLVED />
                <ChartList view only=&["ladder_share"] />
            </section>
            <section class="block">
                <header class="block-head">
                    <h2>"Who came back"</h2>
                </header>
                <ChartList view only=&["return_curve"] />
                <FigureGrid view only=RETURNS />
            </section>
            <section class="block">
                <header class="block-head">
                    <h2>"Solved at first contact"</h2>
                </header>
                <ChartList view only=&["first_contact"] />
                <FigureGrid view only=FIRST_CONTACT />
            </section>
            <Notes view />
        }
        .into_any()
    })
}

/// How many days a customer has to come back, and whether with the same topic: what "held" means.
#[component]
fn ReturnWindow() -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    let days = Memo::new(move |_| store.route.with(|route| route.return_days));
    // While the thumb moves only the number follows; the count is made when it rests.
    let moving = RwSignal::new(None::<u32>);
    let shown = move || moving.get().unwrap_or(days.get());
    let same_topic =
        Memo::new(move |_| store.route.with(|route| route.return_scope == ReturnScope::SameTopic));
    view! {
        <div class="return-window">
            <label class="return-days">
                <span>
                    "A return counts within "
                    <strong class="number">
                        {move || match shown() {
                            1 => "1 day".to_string(),
                            days => format!("{days} days"),
                        }}
                    </strong>
                </span>
                <input
                    type="range"
                    min=RETURN_DAYS.start().to_string()
                    max=RETURN_DAYS.end().to_string()
                    step="1"
                    prop:value=move || days.get().to_string()
                    aria-valuetext=move || format!("{} days", shown())
                    on:input=move |event| moving.set(event_target_value(&event).parse().ok())
                    on:change=move |event| {
                        moving.set(None);
                        if let Ok(return_days) = event_target_value(&event).parse() {
                            session.go(&Route { return_days, ..session.route() });
                        }
                    }
                />
            </label>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || same_topic.get()
                    on:change=move |event| {
                        let return_scope =
                            if event_target_checked(&event) { ReturnScope::SameTopic } else { ReturnScope::AnyTopic };
                        session.go(&Route { return_scope, ..session.route() });
                    }
                />
                <span>"only with the same topic"</span>
            </label>
        </div>
    }
}
