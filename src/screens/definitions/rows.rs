//! The table of definitions: value, interval, cases, what the file supports, and the tickets.

use super::{LabMemo, of, ticket_count};
use crate::address::Route;
use crate::components::figures::{share_of, still_data, still_scale};
use crate::store::{Explained, Store};
use crate::words::{self, Shown};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use model::definition::{DefinitionRow, Listed, OWN, Support};
use model::measure::{Estimate, Measured};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// What the file supports, in a word. What nobody published is not "as published".
fn support_word(row: &DefinitionRow) -> (&'static str, &'static str) {
    match row.support {
        Support::Full if row.vendor == "Assay" || row.info.id.starts_with(OWN) => ("", ""),
        Support::Full => ("as published", "tag"),
        Support::Approximated(_) => ("approximated", "tag is-soft"),
        Support::Impossible => ("cannot be told", "tag is-soft"),
    }
}

#[component]
pub(super) fn DefinitionTable(lab: LabMemo) -> impl IntoView {
    let store = Store::get();
    // One listener for all of them.
    let explain = move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let button = target.and_then(|target| target.closest("[data-definition]").ok().flatten());
        let Some(id) = button.and_then(|button| button.get_attribute("data-definition")) else { return };
        let row = of(lab, |lab| lab.rows.iter().find(|row| row.info.id == id).cloned());
        store.explained.set(row.map(|row| Explained::Definition(Box::new(row))));
    };
    // All rows change with each answer: there is nothing in them that follows a signal by itself.
    let rows = move || {
        store.route.with(|route| lab.with(|view| view.lab.as_ref().map(|lab| lines(route, &lab.rows))))
    };
    view! {
        <section class="block">
            <header class="block-head">
                <h2>"Every definition on these tickets"</h2>
                <p class="quiet">"A name opens its formula, its source, and what this file lacks for it."</p>
            </header>
            <div class="table-scroll" tabindex="0" role="region" aria-label="Every definition on these tickets">
                <table class="definition-table is-stacking">
                    <thead>
                        <tr>
                            <th scope="col">"Definition"</th>
                            <th scope="col" class="is-number">"Value"</th>
                            <th scope="col" class="definition-scale">
                                <span class="hidden">"Scale"</span>
                            </th>
                            <th scope="col" class="is-number">"95% interval"</th>
                            <th scope="col" class="is-number">"Counted"</th>
                            <th scope="col" class="is-number">"of"</th>
                            <th scope="col">"In this file"</th>
                        </tr>
                    </thead>
                    <tbody on:click=explain>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

/// The name of a definition, which opens its explanation.
fn name(row: &DefinitionRow) -> impl IntoView + use<> {
    view! {
        <button type="button" class="explain-button" data-definition=row.info.id.clone()>
            <span class="definition-vendor">{row.vendor.clone()}</span>
            " "
            {row.info.label.clone()}
        </button>
        {still_data(&row.figure)}
    }
}

/// All that have a value, then the others by what they lack: each reason is said once.
fn lines(route: &Route, rows: &[DefinitionRow]) -> Vec<AnyView> {
    let mut lines = Vec::new();
    let mut reasons: Vec<((String, &'static str), Vec<&DefinitionRow>)> = Vec::new();
    for row in rows {
        match &row.figure.now {
            Measured::Value(estimate) => lines.push(line(route, row, *estimate)),
            Measured::NotApplicable { why, needs } => {
                let needs =
                    words::needs_words(needs).map(|needs| format!(" Ask for: {needs}.")).unwrap_or_default();
                words::gather(&mut reasons, (format!("{why}{needs}"), support_word(row).0), row);
            }
        }
    }
    lines.extend(reasons.into_iter().map(|((why, word), rows)| {
        let names = rows.into_iter().map(|row| view! { <li>{name(row)}</li> }).collect_view();
        view! {
            <tr class="is-quiet">
                <th scope="row">
                    <ul class="definition-names">{names}</ul>
                </th>
                <td colspan="5" class="definition-why">
                    {why}
                </td>
                <td>
                    <span class="tag is-soft">{word}</span>
                </td>
            </tr>
        }
        .into_any()
    }));
    lines
}

/// A row. What its cells look like, the table says by their place: an attribute would be set anew with each change.
fn line(route: &Route, row: &DefinitionRow, estimate: Estimate) -> AnyView {
    let figure = &row.figure;
    let (word, tag) = support_word(row);
    let value = match words::shown(figure.unit, &figure.now) {
        Shown::Value { number, unit } => format!("{number}{unit}"),
        // Counted and of stand beside it.
        _ => "few".to_string(),
    };
    let share = share_of(figure);
    let range = match estimate.interval.filter(|_| share.is_some()) {
        Some(interval) => words::interval(figure.unit, interval),
        None => "–".to_string(),
    };
    let numerator = Listed { count: estimate.k.unwrap_or(0), filter: figure.numerator.clone() };
    let denominator = Listed { count: estimate.n, filter: figure.denominator.clone() };
    view! {
        <tr>
            <th scope="row">{name(row)}</th>
            <td>{value}</td>
            <td>{share.map(still_scale)}</td>
            <td>{range}</td>
            <td>{ticket_count(route, &numerator)}</td>
            <td>{ticket_count(route, &denominator)}</td>
            <td>
                <span class=tag>{word}</span>
            </td>
        </tr>
    }
    .into_any()
}
