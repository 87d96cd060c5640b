//! The decisions that were taken for the person, with their evidence; time zone and date order can be overridden.

use crate::address::Route;
use crate::session::Session;
use crate::store::{Shared, Store};
use js_sys::{Array, Function, Reflect};
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use model::import::{Certainty, Decision, ImportSummary};
use model::settings::DateOrder;

/// The table of decisions.
#[component]
pub(super) fn Decisions(
    /// What was understood.
    summary: Shared<ImportSummary>,
) -> impl IntoView {
    let zone = summary.time_zone.clone();
    (!summary.decisions.is_empty()).then(|| {
        view! {
            <section class="block">
                <h2>"What was decided, and why"</h2>
                <div class="table-scroll" tabindex="0" role="region" aria-label="Decisions">
                    <table class="decisions is-stacking">
                        <thead>
                            <tr>
                                <th scope="col">"Question"</th>
                                <th scope="col">"Decision"</th>
                                <th scope="col">"How sure"</th>
                                <th scope="col">"Evidence"</th>
                            </tr>
                        </thead>
                        <tbody>
                            {summary
                                .decisions
                                .iter()
                                .map(|decision| {
                                    view! {
                                        <tr>
                                            <th scope="row">{decision.label.clone()}</th>
                                            <td>
                                                <DecisionValue decision=decision.clone() zone=zone.clone() />
                                            </td>
                                            <td>
                                                <Sureness decision=decision.clone() />
                                            </td>
                                            <td class="quiet">{decision.reason.clone()}</td>
                                        </tr>
                                    }
                                })
                                .collect_view()}
                        </tbody>
                    </table>
                </div>
            </section>
        }
    })
}

#[component]
fn Sureness(decision: Decision) -> impl IntoView {
    let (class, words) = match (decision.is_override, decision.certainty) {
        (true, _) => ("sureness is-override", "your choice"),
        (_, Certainty::Proven) => ("sureness is-proven", "proven"),
        (_, Certainty::Likely) => ("sureness is-likely", "likely"),
        (_, Certainty::Assumed) => ("sureness is-assumed", "assumed"),
    };
    view! {
        <span class=class>
            <span class="sureness-mark" aria-hidden="true"></span>
            {words}
        </span>
    }
}

#[component]
fn DecisionValue(decision: Decision, zone: String) -> impl IntoView {
    match decision.id.as_str() {
        "time_zone" => view! { <ZoneChoice zone /> }.into_any(),
        "date_order" => view! { <DateOrderChoice value=decision.value /> }.into_any(),
        _ => view! { <span>{decision.value}</span> }.into_any(),
    }
}

/// The zones that the browser knows, by region.
fn known_zones() -> Vec<String> {
    let list = || -> Result<Array, JsValue> {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into())?;
        let function = Reflect::get(&intl, &"supportedValuesOf".into())?.dyn_into::<Function>()?;
        function.call1(&intl, &"timeZone".into())?.dyn_into::<Array>()
    };
    // A browser without the list leaves the zone in force and UTC.
    let mut zones: Vec<String> =
        list().map(|zones| zones.iter().filter_map(|zone| zone.as_string()).collect()).unwrap_or_default();
    if !zones.iter().any(|zone| zone == "UTC") {
        zones.insert(0, "UTC".to_string());
    }
    zones
}

#[component]
fn ZoneChoice(zone: String) -> impl IntoView {
    let session = Session::get();
    let mut zones = known_zones();
    if !zones.contains(&zone) {
        zones.insert(0, zone.clone());
    }
    let mut regions: Vec<(String, Vec<String>)> = Vec::new();
    for name in zones {
        let region = name.split_once('/').map_or("Other", |(region, _)| region).to_string();
        match regions.iter_mut().find(|(known, _)| *known == region) {
            Some((_, names)) => names.push(name),
            None => regions.push((region, vec![name])),
        }
    }
    view! {
        <select
            aria-label="Time zone"
            on:change=move |event| {
                let time_zone = Some(event_target_value(&event)).filter(|zone| !zone.is_empty());
                session.go(&Route { time_zone, ..session.route() });
            }
        >
            <option value="">"As decided from the file"</option>
            {regions
                .into_iter()
                .map(|(region, names)| {
                    view! {
                        <optgroup label=region>
                            {names
                                .into_iter()
                                .map(|name| {
                                    let is_chosen = name == zone;
                                    view! {
                                        <option value=name.clone() selected=is_chosen>
                                            {name.replace('_', " ")}
                                        </option>
                                    }
                                })
                                .collect_view()}
                        </optgroup>
                    }
                })
                .collect_view()}
        </select>
    }
}

#[component]
fn DateOrderChoice(value: String) -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    let chosen = store.route.with_untracked(|route| route.date_order);
    let option = move |order: Option<DateOrder>, id: &'static str, words: String| {
        view! {
            <option value=id selected=chosen == order>
                {words}
            </option>
        }
    };
    let decided = match chosen {
        None => format!("{value} (from the file)"),
        Some(_) => "As decided from the file".to_string(),
    };
    view! {
        <select
            aria-label="Order of day and month"
            on:change=move |event| {
                let date_order = match event_target_value(&event).as_str() {
                    "day_first" => Some(DateOrder::DayFirst),
                    "month_first" => Some(DateOrder::MonthFirst),
                    _ => None,
                };
                session.go(&Route { date_order, ..session.route() });
            }
        >
            {option(None, "", decided)}
            {option(Some(DateOrder::DayFirst), "day_first", "Day first (31-12-2025)".to_string())}
            {option(Some(DateOrder::MonthFirst), "month_first", "Month first (12-31-2025)".to_string())}
        </select>
    }
}
