//! Two definitions on the same tickets: where they agree, where not, and which tickets those are.

use super::{LabMemo, name_of, of, ticket_count};
use crate::session::Session;
use crate::store::Store;
use leptos::prelude::*;
use model::definition::{LabAsk, Listed, OWN};

/// A list of the definitions that the file tells.
#[component]
pub(super) fn Picker(
    lab: LabMemo,
    /// What it picks, for screen readers.
    label: &'static str,
    /// The one that is picked.
    #[prop(into)]
    picked: Signal<String>,
    /// Whether one's own is in it.
    #[prop(optional)]
    with_own: bool,
    /// Takes what is picked.
    on_pick: Callback<String>,
) -> impl IntoView {
    let known = Memo::new(move |_| {
        let picked = picked.get();
        let mut known = of(lab, |lab| {
            lab.rows
                .iter()
                .filter(|row| row.info.id == picked || row.figure.now.estimate().is_some())
                .filter(|row| with_own || !row.info.id.starts_with(OWN))
                .map(|row| (row.info.id.clone(), format!("{}: {}", row.vendor, row.info.label)))
                .collect::<Vec<(String, String)>>()
        });
        model::order::sort_by(&mut known, |a, b| a.1.cmp(&b.1));
        known
    });
    view! {
        <select
            aria-label=label
            prop:value=move || {
                known.track();
                picked.get()
            }
            on:change=move |event| on_pick.run(event_target_value(&event))
        >
            {move || {
                let picked = picked.get();
                known
                    .get()
                    .into_iter()
                    .map(|(id, name)| {
                        let is_picked = id == picked;
                        view! {
                            <option value=id selected=is_picked>
                                {name}
                            </option>
                        }
                    })
                    .collect_view()
            }}
        </select>
    }
}

/// An id as it stands in the address: one's own is whatever it is at the time.
fn written(id: &str) -> String {
    if id.starts_with(OWN) { OWN.to_string() } else { id.to_string() }
}

#[component]
pub(super) fn Compare(lab: LabMemo) -> impl IntoView {
    let (store, session) = (Store::get(), Session::get());
    let found = Memo::new(move |_| of(lab, |lab| lab.comparison.clone()));
    let pair =
        move || found.with(|found| found.as_ref().map(|found| (found.first.clone(), found.second.clone())));
    // Both stand in the address once one was chosen, so that the other does not change by itself.
    let pick = move |id: String, is_first: bool| {
        let Some((first, second)) = pair() else { return };
        let (first, second) = if is_first { (id, second) } else { (first, id) };
        let mut route = session.route();
        route.lab = LabAsk { first: written(&first), second: written(&second), ..route.lab };
        session.go(&route);
    };
    let first = Signal::derive(move || pair().map(|pair| pair.0).unwrap_or_default());
    let second = Signal::derive(move || pair().map(|pair| pair.1).unwrap_or_default());
    let name = move |id: Signal<String>| of(lab, |lab| name_of(lab, &id.get()));
    let is_there = Memo::new(move |_| found.with(Option::is_some));
    let numbers = move || {
        // Before what is made of it.
        lab.track();
        let route = store.route.get();
        let count = |listed: &Listed| ticket_count(&route, listed);
        found.get().map(|found| {
            view! {
                <tbody>
                    <tr>
                        <th scope="row">{format!("{}: yes", name(first))}</th>
                        <td class="is-number" data-listed="both">
                            {count(&found.both)}
                        </td>
                        <td class="is-number is-apart" data-listed="only_first">
                            {count(&found.only_first)}
                        </td>
                    </tr>
                    <tr>
                        <th scope="row">"no"</th>
                        <td class="is-number is-apart" data-listed="only_second">
                            {count(&found.only_second)}
                        </td>
                        <td class="is-number" data-listed="neither">
                            {count(&found.neither)}
                        </td>
                    </tr>
                </tbody>
            }
        })
    };
    view! {
        <Show when=move || is_there.get()>
            <section class="block compare">
                <header class="block-head">
                    <h2>"Which tickets two definitions disagree on"</h2>
                </header>
                <div class="compare-pick">
                    <Picker
                        lab
                        label="First definition"
                        picked=first
                        with_own=true
                        on_pick=Callback::new(move |id| pick(id, true))
                    />
                    <span class="quiet">"and"</span>
                    <Picker
                        lab
                        label="Second definition"
                        picked=second
                        with_own=true
                        on_pick=Callback::new(move |id| pick(id, false))
                    />
                </div>
                <p class="compare-sentence">
                    {move || found.with(|found| found.as_ref().map(|found| found.sentence.clone()))}
                </p>
                <div class="table-scroll">
                    <table class="compare-table">
                        <thead>
                            <tr>
                                <td></td>
                                <th scope="col" class="is-number">{move || format!("{}: yes", name(second))}</th>
                                <th scope="col" class="is-number">"no"</th>
                            </tr>
                        </thead>
                        {numbers}
                    </table>
                </div>
                <p class="quiet">{move || found.with(|found| found.as_ref().map(|found| found.caveat.clone()))}</p>
            </section>
        </Show>
    }
}
