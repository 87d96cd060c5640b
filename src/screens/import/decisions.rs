//! The decisions that were taken for the person, with their evidence; time zone and date order can be overridden.

use super::choice::{Choice, options_of, push_option};
use crate::session::Session;
use crate::store::{Shared, Store};
use js_sys::{Array, Function, Reflect};
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use model::import::{Certainty, Decision, ImportSummary};
use model::mapping::DurationSource;
use model::settings::DateOrder;

/// The table of decisions.
#[component]
pub(super) fn Decisions(
    /// What was understood.
    summary: Shared<ImportSummary>,
) -> impl IntoView {
    let zone = summary.time_zone.clone();
    let of = summary.name.clone();
    (!summary.decisions.is_empty()).then(|| {
        view! {
            <section class="block">
                <h2>"What was decided, and why"</h2>
                <div class="table-scroll" tabindex="0" role="region" aria-label=format!("Decisions {of}")>
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
                                                <DecisionValue
                                                    decision=decision.clone()
                                                    zone=zone.clone()
                                                    shape=summary.shape.clone()
                                                />
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
fn DecisionValue(decision: Decision, zone: String, shape: String) -> impl IntoView {
    match decision.id.as_str() {
        "time_zone" => view! { <ZoneChoice zone shape /> }.into_any(),
        "date_order" => choice(decision, "date_order", ORDERS, shape),
        "clock" => choice(decision, "durations", CLOCKS, shape),
        _ => view! { <span>{decision.value}</span> }.into_any(),
    }
}

/// The zones that the browser knows, by region.
pub(crate) fn known_zones() -> Vec<String> {
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
fn ZoneChoice(zone: String, shape: String) -> impl IntoView {
    let mut zones = known_zones();
    if !zones.contains(&zone) {
        zones.insert(0, zone.clone());
    }
    let mut options = String::new();
    push_option(&mut options, "", "As decided from the file");
    let mut region = "";
    for name in &zones {
        let of = name.split_once('/').map_or("Other", |(region, _)| region);
        if of != region {
            options.push_str(&format!("</optgroup><optgroup label='{of}'>"));
            region = of;
        }
        push_option(&mut options, name, &name.replace('_', " "));
    }
    view! { <Choice label="Time zone".to_string() options chosen=zone shape key="time_zone".to_string() /> }
}

const ORDERS: &[(&str, &str)] =
    &[("day_first", "Day first (31-12-2025)"), ("month_first", "Month first (12-31-2025)")];
const CLOCKS: &[(&str, &str)] =
    &[("given", "As the file’s columns give them"), ("instants", "Between the times in the file")];

/// What was decided from the file, or one of a few others.
fn choice(decision: Decision, key: &str, others: &[(&str, &str)], shape: String) -> AnyView {
    let mut options = String::new();
    let decided = match decision.is_override {
        false => format!("As decided: {}", decision.value),
        true => "As decided from the file".to_string(),
    };
    push_option(&mut options, "", &decided);
    options.push_str(&options_of(others));
    let mapping = Session::get().mapping(&shape);
    let chosen = if key == "durations" {
        mapping.durations.map(DurationSource::id)
    } else {
        Store::get().route.with_untracked(|route| route.date_order).or(mapping.date_order).map(DateOrder::id)
    };
    let chosen = chosen.unwrap_or_default().to_string();
    view! { <Choice label=decision.label options chosen shape key=key.to_string() /> }.into_any()
}
