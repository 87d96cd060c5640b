//! Import: did it understand my file? Every decision with its reason, and the ones that matter most can be overridden.

use super::{Needs, ScreenInfo};
use crate::annex::{self, Room};
use crate::icons;
use crate::store::{Shared, Store};
use crate::words;
use charts::format;
pub(crate) use decisions::known_zones;
use leptos::prelude::*;
use model::import::{Answerable, Certainty, ImportSummary, Question};

mod choice;
mod choices;
mod columns;
mod decisions;
mod files;
mod ledger;
mod meanings;
mod refused;
mod signs;

use choice::{Choice, push_option};
use choices::Choices;
use columns::Columns;
use decisions::Decisions;
use files::Files;
use ledger::LedgerTable;
use meanings::Words;
pub(crate) use refused::Refused;
use signs::AiSigns;

pub(crate) static SCREEN: ScreenInfo = ScreenInfo {
    id: "import",
    label: "Import",
    key: "i",
    icon: icons::FILE_CHECK,
    needs: Needs::Data,
    ask: None,
    view: || annex::show(Room::Import),
};

#[component]
pub(crate) fn Import() -> impl IntoView {
    let store = Store::get();
    view! {
        {move || {
            // A choice that could not be put in force: the lists show the former one again.
            store.attempts.track();
            store.opened.track();
            store
                .summary
                .get()
                .map(|summary| {
                    view! {
                        <ImportHead summary=summary.clone() />
                        <Choices summary=summary.clone() />
                        <Warnings warnings=summary.warnings.clone() />
                        <div class="import-columns">
                            <LedgerTable summary=summary.clone() />
                            <Candidates summary=summary.clone() />
                        </div>
                        <Decisions summary=summary.clone() />
                        <AiSigns summary=summary.clone() />
                        <Columns columns=summary.columns.clone() rows=summary.rows_of_columns() shape=summary.shape.clone() />
                        <Words summary=summary.clone() />
                        <Files summary=summary.clone() />
                        <Questions summary=summary.clone() />
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
    let assumed = |summary: &ImportSummary| {
        summary.decisions.iter().filter(|decision| decision.certainty == Certainty::Assumed).count()
    };
    let assumed = assumed(&summary) + summary.files.iter().map(|file| assumed(&file.read)).sum::<usize>();
    let recognised = format_words(store, &summary.format);
    let period = match (summary.first_day, summary.last_day) {
        (Some(first), Some(last)) => {
            format!(", created {}", format::period(first, model::units::Day(last.0 + 1)))
        }
        _ => String::new(),
    };
    let title = if !summary.files.is_empty() {
        format!(
            "Joined from {} files: {}{period}",
            format::count(summary.files.iter().map(|file| u64::from(file.files)).sum()),
            words::tickets(summary.ledger.tickets)
        )
    } else if summary.is_sample {
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
    let asked = askable(&summary);
    let full = asked.iter().filter(|question| question.answer == Answerable::Answered).count();
    let caveat = format!("{caveat} It answers {full} of {} questions in full.", asked.len());
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
                {(!summary.is_sample).then(|| view! { <ReadAs summary=summary.clone() /> })}
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

/// Another helpdesk than the one that was recognised.
#[component]
fn ReadAs(summary: Shared<ImportSummary>) -> impl IntoView {
    let mut options = String::new();
    if summary.decisions.iter().any(|decision| decision.id == "format" && decision.is_override) {
        push_option(&mut options, "", "As recognised");
    }
    Store::get().catalog.with_untracked(|catalog| {
        for format in &catalog.formats {
            push_option(&mut options, &format.id, &format!("{} {}", format.product, format.label));
        }
    });
    let (shape, chosen) = (summary.shape.clone(), summary.format.clone());
    view! { <Choice label="Read as".to_string() options chosen shape key="format".to_string() /> }
}

/// What can be asked of an export; what no export can tell is nothing that this one lacks.
fn askable(summary: &ImportSummary) -> Vec<&Question> {
    let is_askable =
        |question: &&Question| question.answer == Answerable::Answered || !question.wants.is_empty();
    summary.questions.iter().filter(is_askable).collect()
}

/// How much can be asked of these tickets: what is answered in full, in part and not at all.
#[component]
fn Questions(summary: Shared<ImportSummary>) -> impl IntoView {
    let askable = askable(&summary);
    let count = |answer| askable.iter().filter(|question| question.answer == answer).count();
    let (all, full, part) = (askable.len(), count(Answerable::Answered), count(Answerable::Weakened));
    let in_part = if part > 0 { format!(", and {part} more in part") } else { String::new() };
    let mut answered: Vec<&str> = Vec::new();
    // What falls for one reason stands in one row.
    let mut open: Vec<(Answerable, &str, Vec<&str>, Vec<&str>)> = Vec::new();
    for question in askable {
        if question.answer == Answerable::Answered {
            answered.push(&question.label);
            continue;
        }
        let is_same =
            |row: &(Answerable, &str, _, _)| (row.0, row.1) == (question.answer, question.why.as_str());
        let at = open.iter().position(is_same).unwrap_or_else(|| {
            open.push((question.answer, &question.why, Vec::new(), Vec::new()));
            open.len() - 1
        });
        open[at].2.push(&question.label);
        for field in question.wants.iter().map(|field| field.label()) {
            if !open[at].3.contains(&field) {
                open[at].3.push(field);
            }
        }
    }
    let answered = (full > 0).then(|| format!("In full: {}.", answered.join(" · ")));
    let rows = open.into_iter().map(|(answer, why, labels, wants)| {
        let (mark, words) = match answer {
            Answerable::Weakened => ("sureness is-likely", "in part"),
            _ => ("sureness is-open", "not at all"),
        };
        view! {
            <tr>
                <th scope="row">{labels.join(" · ")}</th>
                <td>
                    <span class=mark>
                        <span class="sureness-mark" aria-hidden="true"></span>
                        {words}
                    </span>
                </td>
                <td class="quiet">{why.to_string()}</td>
                <td>{wants.join(", ")}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    (all > 0).then(|| {
        view! {
            <section class="block">
                <h2 data-score=format!("{full}/{part}/{all}")>
                    {format!("This file answers {full} of {all} questions{in_part}")}
                </h2>
                <p class="quiet">{answered}</p>
                <div class="table-scroll" tabindex="0" role="region" aria-label="Open questions" hidden=full == all>
                    <table class="questions is-stacking">
                        <thead>
                            <tr>
                                <th scope="col">"Question"</th>
                                <th scope="col">"Answered"</th>
                                <th scope="col">"Why"</th>
                                <th scope="col">"Would help"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
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
                <h2>"What to add to the export"</h2>
                <div class="table-scroll" tabindex="0" role="region" aria-label="Missing fields">
                    <table class="is-stacking">
                        <thead>
                            <tr>
                                <th scope="col">"Missing field"</th>
                                <th scope="col">"Lost without it"</th>
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
