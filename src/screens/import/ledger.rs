//! The ledger: rows read, set aside and left out, as an account that adds up.

use crate::session::Session;
use crate::store::Shared;
use charts::format;
use leptos::prelude::*;
use model::import::{Exclusion, ImportSummary, SetAside};

/// "lines 12, 40, 41 …".
fn lines_words(item: &SetAside) -> Option<String> {
    if item.first_lines.is_empty() {
        return None;
    }
    let lines: Vec<String> = item.first_lines.iter().map(|line| format::count(*line)).collect();
    let more = if item.count > item.first_lines.len() as u64 { " …" } else { "" };
    Some(format!("{} {}{more}", if lines.len() == 1 { "line" } else { "lines" }, lines.join(", ")))
}

/// The account.
#[component]
pub(super) fn LedgerTable(
    /// What was understood.
    summary: Shared<ImportSummary>,
) -> impl IntoView {
    let session = Session::get();
    let ledger = summary.ledger.clone();
    let excluded: u64 = summary
        .excluded
        .iter()
        .filter(|exclusion| !exclusion.is_counted)
        .map(|exclusion| exclusion.count)
        .sum();
    let row = |class: &'static str, sign: &'static str, label: String, remark: Option<String>, count: u64| {
        view! {
            <tr class=class>
                <th scope="row">
                    <span class="ledger-sign" aria-hidden="true">{sign}</span>
                    {label}
                    {remark.map(|remark| view! { <span class="ledger-remark quiet">{remark}</span> })}
                </th>
                <td class="is-number">{format::count(count)}</td>
            </tr>
        }
    };
    view! {
        <section class="block">
            <h2>"Where every row went"</h2>
            <table class="ledger">
                <caption class="hidden">"Rows read, set aside and left out"</caption>
                <tbody>
                    {row("is-sum", "", "Rows in the file".to_string(), None, ledger.rows_read)}
                    {ledger
                        .set_aside
                        .iter()
                        .map(|item| row("", "−", item.reason.clone(), lines_words(item), item.count))
                        .collect_view()}
                    {row("is-sum", "=", "Tickets".to_string(), None, ledger.tickets)}
                    {summary
                        .excluded
                        .iter()
                        .map(|item| {
                            let is_counted = item.is_counted;
                            // To count these, another day is set.
                            let is_later = item.id == Exclusion::LATER;
                            let line = format!("count:{}={}", item.id, if is_counted { "" } else { "on" });
                            let shape = summary.shape.clone();
                            view! {
                                {row("", if is_counted { "" } else { "−" }, item.reason.clone(), None, item.count)}
                                <tr class="ledger-switch" hidden=is_later>
                                    <td colspan="2">
                                        <label>
                                            <input
                                                type="checkbox"
                                                prop:checked=is_counted
                                                on:change=move |_| session.say(&shape, &line)
                                            />
                                            "Count them all the same"
                                        </label>
                                    </td>
                                </tr>
                            }
                        })
                        .collect_view()}
                    {row(
                        "is-sum",
                        "=",
                        "Eligible: what every rate counts".to_string(),
                        None,
                        ledger.tickets.saturating_sub(excluded),
                    )}
                </tbody>
            </table>
            {(!ledger.mended.is_empty())
                .then(|| {
                    view! {
                        <details class="mended">
                            <summary>"Tickets with something mended or left empty"</summary>
                            <table class="ledger">
                                <caption class="hidden">"Mended rows"</caption>
                                <tbody>
                                    {ledger
                                        .mended
                                        .iter()
                                        .map(|item| row("", "", item.reason.clone(), lines_words(item), item.count))
                                        .collect_view()}
                                </tbody>
                            </table>
                        </details>
                    }
                })}
        </section>
    }
}
