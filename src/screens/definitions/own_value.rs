//! A condition with a value, put together and added to one's own definition.

use super::{LabMemo, of};
use crate::session::Session;
use leptos::prelude::*;
use model::definition::{BrickKind, BrickValues, OwnDefinition};

/// Units of time as they stand in a code, and as shown.
const UNITS: [(&str, &str); 3] = [("h", "hours"), ("m", "minutes"), ("d", "days")];

#[component]
pub(super) fn OwnValue(lab: LabMemo) -> impl IntoView {
    let session = Session::get();
    let kinds = Memo::new(move |_| of(lab, |lab| lab.kinds.clone()));
    let (kind, set_kind) = signal(0_usize);
    let (way, set_way) = signal(0_usize);
    let (value, set_value) = signal(String::new());
    let (unit, set_unit) = signal(UNITS[0].0.to_string());
    let chosen = Memo::new(move |_| kinds.with(|kinds| kinds.get(kind.get()).cloned()));
    // The code of what stands in the form; nothing while the value is none.
    let code = Memo::new(move |_| {
        let chosen = chosen.get()?;
        let prefix = &chosen.ways.get(way.get())?.prefix;
        let typed = value.get();
        let typed = typed.trim();
        Some(match &chosen.values {
            BrickValues::Words(words) => {
                let picked = words.iter().find(|word| word.code == typed).or(words.first())?;
                format!("{prefix}{}", picked.code)
            }
            BrickValues::Time => format!("{prefix}{}{}", typed.parse::<u32>().ok()?, unit.get()),
            BrickValues::Count => format!("{prefix}{}", typed.parse::<u8>().ok()?),
        })
    });
    let add = move |is_numerator: bool| {
        let Some(code) = code.get_untracked() else { return };
        let mut own = OwnDefinition::parse(&of(lab, |lab| lab.own.clone()));
        let codes = if is_numerator { &mut own.counts } else { &mut own.of };
        if !codes.contains(&code) {
            codes.push(code);
        }
        let mut route = session.route();
        route.lab.own = own.to_string();
        session.go(&route);
    };
    let options = move |labels: Vec<(String, String)>| {
        labels.into_iter().map(|(value, label)| view! { <option value=value>{label}</option> }).collect_view()
    };
    let numbered = |labels: Vec<String>| -> Vec<(String, String)> {
        labels.into_iter().enumerate().map(|(at, label)| (at.to_string(), label)).collect()
    };
    let number = move || {
        view! {
            <input
                type="number"
                min="0"
                inputmode="numeric"
                aria-label="Value"
                prop:value=move || value.get()
                on:input=move |event| set_value.set(event_target_value(&event))
            />
        }
    };
    let values = move || {
        Some(match chosen.get()?.values {
            BrickValues::Words(words) => {
                let labels = words.into_iter().map(|word| (word.code, word.label)).collect();
                view! {
                    <select aria-label="Value" on:change=move |event| set_value.set(event_target_value(&event))>
                        {options(labels)}
                    </select>
                }
                    .into_any()
            }
            BrickValues::Time => {
                let labels =
                    UNITS.iter().map(|(code, label)| (code.to_string(), label.to_string())).collect();
                view! {
                    {number()}
                    <select aria-label="Unit" on:change=move |event| set_unit.set(event_target_value(&event))>
                        {options(labels)}
                    </select>
                }
                .into_any()
            }
            BrickValues::Count => number().into_any(),
        })
    };
    let labels =
        move |take: fn(&BrickKind) -> String| kinds.with(|kinds| kinds.iter().map(take).collect::<Vec<_>>());
    let ways = move || {
        chosen
            .get()
            .map(|kind| kind.ways.into_iter().map(|way| way.label).collect::<Vec<_>>())
            .unwrap_or_default()
    };
    view! {
        <Show when=move || kinds.with(|kinds| !kinds.is_empty())>
            <fieldset class="own-value-form">
                <legend>"A condition with a value"</legend>
                <select
                    aria-label="What is asked"
                    data-own="kind"
                    on:change=move |event| {
                        set_kind.set(event_target_value(&event).parse().unwrap_or(0));
                        set_way.set(0);
                        set_value.set(String::new());
                        set_unit.set(UNITS[0].0.to_string());
                    }
                >
                    {move || options(numbered(labels(|kind| kind.label.clone())))}
                </select>
                {move || {
                    view! {
                        <select
                            aria-label="How"
                            data-own="way"
                            on:change=move |event| set_way.set(event_target_value(&event).parse().unwrap_or(0))
                        >
                            {options(numbered(ways()))}
                        </select>
                    }
                }}
                {values}
                <button
                    type="button"
                    class="button"
                    data-own="of"
                    disabled=move || code.with(Option::is_none)
                    on:click=move |_| add(false)
                >
                    "Ask only of these"
                </button>
                <button
                    type="button"
                    class="button"
                    data-own="counts"
                    disabled=move || code.with(Option::is_none)
                    on:click=move |_| add(true)
                >
                    "Count only these"
                </button>
            </fieldset>
        </Show>
    }
}
