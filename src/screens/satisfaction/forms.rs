//! Forms of CSAT side by side, with what must be known to read them: a row for each handler, a column for each measure.

use crate::components::figures::{change_words, explain, handled_class, label_of, still_data};
use crate::store::{Shared, Store};
use crate::words::{self, Shown};
use charts::format;
use leptos::prelude::*;
use model::measure::{Figure, Measured};
use model::outcome::HandledBy;
use model::view::ScreenView;

/// The measures, in the order of the columns.
pub(super) const METRICS: &[&str] =
    &["csat", "csat_top", "csat_mean", "response_rate", "csat_lowest", "csat_highest", "csat_reweighted"];
/// The rows.
const VARIANTS: [&str; 4] = ["all", "ai_only", "ai_then_human", "human_only"];

/// What the table is made of.
#[derive(Debug, Clone, Default, PartialEq)]
struct Sheet {
    /// A figure for each row, column by column.
    columns: Vec<Vec<Figure>>,
    /// Why there is no column of a measure, by measures.
    untold: Vec<(String, Vec<String>)>,
}

impl Sheet {
    fn of(store: Store, view: &ScreenView) -> Sheet {
        let mut sheet = Sheet::default();
        for metric in METRICS {
            let found = |variant: &&str| {
                view.figures.iter().find(|figure| figure.metric == *metric && figure.variant == **variant)
            };
            let figures: Vec<Figure> =
                VARIANTS.iter().filter_map(|variant| found(variant).cloned()).collect();
            let Some(first) = figures.first() else { continue };
            let label = label_of(store, first);
            if figures.iter().any(|figure| figure.now.estimate().is_some()) {
                for figure in &figures {
                    // Handlers that cannot be told apart have no row.
                    if let Measured::NotApplicable { why, needs } = &figure.now
                        && needs.is_empty()
                    {
                        sheet.untold(why, format!("{label} ({})", figure.variant_label));
                    }
                }
                sheet.columns.push(figures);
            } else if let Measured::NotApplicable { why, .. } = &first.now {
                sheet.untold(why, label);
            }
        }
        sheet
    }

    fn untold(&mut self, why: &str, label: String) {
        words::gather(&mut self.untold, why.to_string(), label);
    }

    /// The rows that have a value anywhere.
    fn rows(&self) -> Vec<usize> {
        let has = |row: &usize| {
            let figure =
                |column: &Vec<Figure>| column.get(*row).is_some_and(|figure| figure.now.estimate().is_some());
            self.columns.iter().any(figure)
        };
        (0..VARIANTS.len()).filter(has).collect()
    }
}

/// The table; nothing where the file has no ratings at all.
#[component]
pub(super) fn Forms(
    /// The view.
    view: Signal<Shared<ScreenView>>,
) -> impl IntoView {
    let store = Store::get();
    let sheet = Memo::new(move |_| view.with(|view| Sheet::of(store, view)));
    let head = move || {
        let cells = sheet.with(|sheet| {
            let labels = sheet.columns.iter().filter_map(|column| column.first());
            labels.map(|figure| (label_of(store, figure), flag(figure))).collect::<Vec<_>>()
        });
        cells
            .into_iter()
            .map(|(label, flag)| {
                view! {
                    <th scope="col">
                        {label}
                        {flag.map(|flag| view! { <small>{flag}</small> })}
                    </th>
                }
            })
            .collect_view()
    };
    let body = move || {
        sheet.with(|sheet| {
            sheet
                .rows()
                .into_iter()
                .map(|row| {
                    let (dot, label) = match HandledBy::from_id(VARIANTS[row]) {
                        Some(handler) => (format!("dot {}", handled_class(handler)), handler.label()),
                        None => ("dot role-all".to_string(), "All"),
                    };
                    let cells = sheet.columns.iter().filter_map(|column| column.get(row)).cloned().map(cell);
                    view! {
                        <tr>
                            <th scope="row">
                                <span class=dot aria-hidden="true"></span>
                                {label}
                            </th>
                            {cells.collect_view()}
                        </tr>
                    }
                })
                .collect_view()
        })
    };
    let untold = move || {
        let sentence = |(why, labels): &(String, Vec<String>)| format!("{}: {why}", words::list(labels));
        sheet.with(|sheet| sheet.untold.iter().map(sentence).collect::<Vec<_>>())
    };
    view! {
        <Show when=move || sheet.with(|sheet| !sheet.columns.is_empty())>
            <section class="block forms">
                <header class="block-head">
                    <h2>"By handler, in every form"</h2>
                    <p class="quiet">"A number opens its formula, its source and its tickets."</p>
                </header>
                <div class="table-scroll" tabindex="0" role="region" aria-label="CSAT by handler, in every form">
                    <table class="group-table">
                        <thead>
                            <tr>
                                <th scope="col">"Handled by"</th>
                                {head}
                            </tr>
                        </thead>
                        <tbody>{body}</tbody>
                    </table>
                </div>
                {move || untold().into_iter().map(|words| view! { <p class="quiet">{words}</p> }).collect_view()}
            </section>
        </Show>
    }
}

/// What a label adds where a second-best denominator stands in: "of solved tickets".
fn flag(figure: &Figure) -> Option<String> {
    figure.variant_label.split_once(", ").map(|(_, flag)| flag.to_string())
}

fn cell(figure: Figure) -> AnyView {
    let store = Store::get();
    let data = still_data(&figure);
    let n = figure.now.estimate().map(|estimate| format!("n {}", format::count(estimate.n)));
    match words::shown(figure.unit, &figure.now) {
        Shown::Value { number, unit } => {
            let range = figure.now.estimate().and_then(|estimate| estimate.interval);
            let range = range.map(|interval| words::interval(figure.unit, interval));
            let change = change_words(&figure);
            view! {
                <td>
                    <button type="button" class="explain-button" aria-haspopup="dialog" on:click=move |_| explain(store, &figure)>
                        {number}
                        {unit}
                        <span class="hidden">": how is this computed?"</span>
                    </button>
                    <small>{range}</small>
                    <small>{n}</small>
                    {change
                        .map(|(words, is_clear)| {
                            view! {
                                <small class="forms-change" class:is-clear=is_clear>
                                    {words}
                                </small>
                            }
                        })}
                    {data}
                </td>
            }
            .into_any()
        }
        Shown::Few { .. } => view! {
            <td class="quiet">
                "n too small" <small>{n}</small> {data}
            </td>
        }
        .into_any(),
        // The reason stands below the table.
        Shown::Nothing { .. } => view! {
            <td class="quiet">
                "–" {data}
            </td>
        }
        .into_any(),
    }
}
