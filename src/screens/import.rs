//! Import: did it understand my file? Every decision with its reason, and the ones that matter most can be overridden.

use super::{Needs, ScreenInfo};
use crate::icons;
use crate::store::{Shared, Store};
use crate::words;
use charts::format;
use leptos::prelude::*;
use model::import::{Certainty, ImportSummary};

mod decisions;
mod ledger;
mod signs;

use decisions::Decisions;
use ledger::LedgerTable;
use signs::AiSigns;

pub(crate) static SCREEN: ScreenInfo = ScreenInfo {
    id: "import",
    label: "Import",
    key: "i",
    icon: icons::FILE_CHECK,
    needs: Needs::Data,
    ask: None,
    view: || view! { <Import /> }.into_any(),
};

#[component]
fn Import() -> impl IntoView {
    let store = Store::get();
    view! {
        {move || {
            store
                .summary
                .get()
                .map(|summary| {
                    view! {
                        <ImportHead summary=summary.clone() />
                        <Warnings warnings=summary.warnings.clone() />
                        <div class="import-columns">
                            <LedgerTable summary=summary.clone() />
                            <Candidates summary=summary.clone() />
                        </div>
                        <Decisions summary=summary.clone() />
                        <AiSigns summary=summary.clone() />
                        <Columns summary=summary.clone() />
                        <Missing summary />
                    }
                })
        }}
    }
}

/// The product and kind of export that was recognised.
fn format_words(store: Store, id: &str) -> String {
    store.catalog.with_untracked(|catalog| {
        catalog.format(id).map_or_else(
            || id.to_string(),
            |format| match id {
                // No helpdesk was recognised: its name is not "Any helpdesk".
                "generic" => format!("a {}", format.label),
                _ => format!("{} {}", format.product, format.label),
            },
        )
    })
}

#[component]
fn ImportHead(summary: Shared<ImportSummary>) -> impl IntoView {
    let store = Store::get();
    let assumed =
        summary.decisions.iter().filter(|decision| decision.certainty == Certainty::Assumed).count();
    let recognised = format_words(store, &summary.format);
    let period = match (summary.first_day, summary.last_day) {
        (Some(first), Some(last)) => {
            format!(", created {}", format::period(first, model::units::Day(last.0 + 1)))
        }
        _ => String::new(),
    };
    let title = if summary.is_sample {
        format!("These are {} of an invented shop{period}", words::tickets(summary.ledger.tickets))
    } else {
        format!("Read as {recognised}: {}{period}", words::tickets(summary.ledger.tickets))
    };
    let caveat = match assumed {
        0 => "Every decision rests on evidence in the file.".to_string(),
        1 => "One decision is an assumption, as nothing in the file tells. Check it below.".to_string(),
        assumed => {
            format!("{assumed} decisions are assumptions, as nothing in the file tells. Check them below.")
        }
    };
    view! {
        <header class="screen-head">
            <p class="screen-about">
                <span>
                    {format!("Import · {}", summary.name)}
                    {(summary.bytes > 0).then(|| format!(" · {} read", words::bytes(summary.bytes as f64)))}
                    {format!(" · {} in memory", words::bytes(summary.memory_bytes as f64))}
                </span>
            </p>
            <h1>{title}</h1>
            <p class="screen-caveat">{caveat}</p>
        </header>
    }
}

#[component]
fn Warnings(warnings: Vec<String>) -> impl IntoView {
    (!warnings.is_empty()).then(|| {
        view! {
            <section class="notes">
                <ul>
                    {warnings
                        .into_iter()
                        .map(|warning| {
                            view! {
                                <li class="note is-warning">
                                    <icons::Icon shape=icons::TRIANGLE_ALERT />
                                    <p>{warning}</p>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </section>
        }
    })
}

/// Which helpdesks were thought of.
#[component]
fn Candidates(summary: Shared<ImportSummary>) -> impl IntoView {
    let store = Store::get();
    let candidates: Vec<_> =
        summary.candidates.iter().filter(|candidate| candidate.score > 0).take(5).cloned().collect();
    let chosen = summary.format.clone();
    (!candidates.is_empty()).then(|| {
        view! {
            <section class="block">
                <h2>"Which helpdesk"</h2>
                <ul class="candidates">
                    {candidates
                        .into_iter()
                        .map(|candidate| {
                            let is_chosen = candidate.format == chosen;
                            view! {
                                <li class:is-chosen=is_chosen>
                                    <p class="candidate-name">
                                        <strong>{format_words(store, &candidate.format)}</strong>
                                        {is_chosen.then(|| view! { <span class="tag">"chosen"</span> })}
                                        <span class="number quiet">{format!("{} of 100", candidate.score)}</span>
                                    </p>
                                    <span class="candidate-bar" aria-hidden="true">
                                        <span style:width=format!("{}%", candidate.score.min(100))></span>
                                    </span>
                                    <p class="quiet">{candidate.reason}</p>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </section>
        }
    })
}

/// The columns of the file and what they were taken for.
#[component]
fn Columns(summary: Shared<ImportSummary>) -> impl IntoView {
    let rows = summary.ledger.rows_read.max(1);
    let used = summary.columns.iter().filter(|column| column.field.is_some()).count();
    (!summary.columns.is_empty()).then(|| {
        view! {
            <section class="block">
                <header class="block-head">
                    <h2>{format!("{used} of {} columns are used", summary.columns.len())}</h2>
                    <p class="quiet">"Samples are masked where they may name a person."</p>
                </header>
                <div class="table-scroll" tabindex="0" role="region" aria-label="Columns">
                    <table class="columns is-stacking">
                        <thead>
                            <tr>
                                <th scope="col">"Column in the file"</th>
                                <th scope="col">"Taken for"</th>
                                <th scope="col">"Samples"</th>
                                <th scope="col" class="is-number">"Filled"</th>
                                <th scope="col" class="is-number">"Unreadable"</th>
                                <th scope="col">"Why"</th>
                            </tr>
                        </thead>
                        <tbody>
                            {summary
                                .columns
                                .iter()
                                .map(|column| {
                                    let taken = match (column.field, &column.unit) {
                                        (Some(field), Some(unit)) => format!("{} ({unit})", field.label()),
                                        (Some(field), None) => field.label().to_string(),
                                        (None, _) => "not used".to_string(),
                                    };
                                    view! {
                                        <tr class:is-quiet=column.field.is_none()>
                                            <th scope="row">{column.name.clone()}</th>
                                            <td>{taken}</td>
                                            <td class="samples">
                                                {column
                                                    .samples
                                                    .iter()
                                                    .map(|sample| view! { <code>{sample.clone()}</code> })
                                                    .collect_view()}
                                            </td>
                                            <td class="is-number">
                                                {format::percent(column.filled as f64 / rows as f64)}
                                            </td>
                                            <td class="is-number">
                                                {(column.unreadable > 0).then(|| format::count(column.unreadable))}
                                            </td>
                                            <td class="quiet">{column.reason.clone()}</td>
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

/// Fields the file lacks: what falls without them, and how to get them.
#[component]
fn Missing(summary: Shared<ImportSummary>) -> impl IntoView {
    (!summary.missing.is_empty()).then(|| {
        view! {
            <section class="block">
                <h2>"What this file cannot tell"</h2>
                <div class="table-scroll" tabindex="0" role="region" aria-label="Missing fields">
                    <table class="is-stacking">
                        <thead>
                            <tr>
                                <th scope="col">"Missing field"</th>
                                <th scope="col">"What cannot be told without it"</th>
                                <th scope="col">"How to get it"</th>
                            </tr>
                        </thead>
                        <tbody>
                            {summary
                                .missing
                                .iter()
                                .map(|missing| {
                                    view! {
                                        <tr>
                                            <th scope="row">{missing.field.label()}</th>
                                            <td>{missing.lost.clone()}</td>
                                            <td>{missing.how.clone()}</td>
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
