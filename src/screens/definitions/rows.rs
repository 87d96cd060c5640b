//! The table of definitions: value, interval, cases, what the file supports, and the tickets.

use super::{LabMemo, TicketCount, of};
use crate::components::figures::StillScale;
use crate::store::{Explained, Store};
use crate::words::{self, Shown};
use leptos::prelude::*;
use model::definition::{DefinitionRow, Listed, Support};

/// What the file supports, in a word.
fn support_word(support: &Support) -> (&'static str, &'static str) {
    match support {
        Support::Full => ("as published", "tag"),
        Support::Approximated(_) => ("approximated", "tag is-soft"),
        Support::Impossible => ("cannot be told", "tag is-soft"),
    }
}

#[component]
pub(super) fn DefinitionTable(lab: LabMemo) -> impl IntoView {
    let rows =
        move || of(lab, |lab| lab.rows.clone()).into_iter().map(|row| view! { <Row row /> }).collect_view();
    view! {
        <section class="block">
            <header class="block-head">
                <h2>"Every definition on these tickets"</h2>
                <p class="quiet">"A name opens its formula, its source with the date, and what this file lacks for it."</p>
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
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn Row(row: DefinitionRow) -> impl IntoView {
    let store = Store::get();
    let figure = &row.figure;
    let estimate = figure.now.estimate().copied();
    let (word, tag) = support_word(&row.support);
    let explain = {
        let row = row.clone();
        move |_| store.explained.set(Some(Explained::Definition(Box::new(row.clone()))))
    };
    let name = view! {
        <button type="button" class="explain-button" on:click=explain>
            <span class="definition-vendor">{row.vendor.clone()}</span>
            " "
            {row.info.label.clone()}
        </button>
    };
    let data = view! {
        <data
            hidden
            data-metric=row.info.id.clone()
            data-variant=""
            data-value=estimate.map(|estimate| estimate.value.to_string())
            data-n=estimate.map(|estimate| estimate.n.to_string())
        ></data>
    };
    let shown = words::shown(figure.unit, &figure.now);
    let why = match shown {
        Shown::Nothing { why, needs } => {
            let needs =
                words::needs_words(&needs).map(|needs| format!(" Ask for: {needs}.")).unwrap_or_default();
            return view! {
                <tr class="is-quiet">
                    <th scope="row">{name} {data}</th>
                    <td colspan="5" class="definition-why">{format!("{why}{needs}")}</td>
                    <td>
                        <span class=tag>{word}</span>
                    </td>
                </tr>
            }
            .into_any();
        }
        Shown::Value { number, unit } => (format!("{number}{unit}"), true),
        // Counted and of stand beside it.
        Shown::Few { .. } => ("few".to_string(), false),
    };
    let (value, is_enough) = why;
    let estimate = estimate.unwrap_or(model::measure::Estimate { value: 0.0, interval: None, n: 0, k: None });
    let range = match estimate.interval.filter(|_| is_enough) {
        Some(interval) => words::interval(figure.unit, interval),
        None => "–".to_string(),
    };
    let numerator = Listed { count: estimate.k.unwrap_or(0), filter: figure.numerator.clone() };
    let denominator = Listed { count: estimate.n, filter: figure.denominator.clone() };
    let share =
        is_enough.then(|| (estimate.value, estimate.interval.unwrap_or((estimate.value, estimate.value))));
    view! {
        <tr>
            <th scope="row">{name} {data}</th>
            <td class="is-number definition-value">{value}</td>
            <td class="definition-scale">
                <StillScale share />
            </td>
            <td class="is-number definition-range">{range}</td>
            <td class="is-number definition-k">
                <TicketCount listed=numerator />
            </td>
            <td class="is-number definition-n">
                <TicketCount listed=denominator />
            </td>
            <td>
                <span class=tag>{word}</span>
            </td>
        </tr>
    }
    .into_any()
}
