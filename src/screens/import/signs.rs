//! Who is an AI: the signs that were found, each with its tickets and a switch.

use crate::session::Session;
use crate::store::Shared;
use charts::format;
use leptos::prelude::*;
use model::import::{AiSign, ImportSummary};

/// The table of signs.
#[component]
pub(super) fn AiSigns(
    /// What was understood.
    summary: Shared<ImportSummary>,
) -> impl IntoView {
    let on = summary.ai_signs.iter().filter(|sign| sign.is_on).count();
    let title = match (summary.ai_signs.len(), on) {
        (0, _) => "No sign of an AI was found",
        (_, 0) => "No sign counts as an AI",
        _ => "Who counts as an AI",
    };
    let (others, shape) = (summary.other_signs.clone(), summary.shape.clone());
    view! {
        <section class="block">
            <h2>{title}</h2>
            {if summary.ai_signs.is_empty() {
                view! {
                    <p class="quiet">
                        "Assay looks for columns of the helpdesk’s AI, for tags and for names of assistants. Without any of
                        them it cannot tell which tickets an AI answered. Export the columns named under “What to add
                        to the export”."
                    </p>
                }
                    .into_any()
            } else {
                view! { <SignTable signs=summary.ai_signs.clone() shape=summary.shape.clone() /> }.into_any()
            }}
            {(!others.is_empty())
                .then(|| {
                    view! {
                        <details class="mended">
                            <summary>"Is one of these an AI? Other names, channels and tags in the file"</summary>
                            <SignTable signs=others shape />
                        </details>
                    }
                })}
        </section>
    }
}

#[component]
fn SignTable(signs: Vec<AiSign>, shape: String) -> impl IntoView {
    let session = Session::get();
    let shape = StoredValue::new(shape);
    let set = move |id: &str, is_on: bool, is_override: bool| {
        // Switched back, it is what the program found by itself.
        let value = match (is_override, is_on) {
            (true, _) => "",
            (false, true) => "on",
            (false, false) => "off",
        };
        session.say(&shape.get_value(), &format!("ai:{id}={value}"));
    };
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label="Signs of an AI">
            <table class="signs is-stacking">
                <thead>
                    <tr>
                        <th scope="col">"Counts"</th>
                        <th scope="col">"Found in"</th>
                        <th scope="col">"Value"</th>
                        <th scope="col" class="is-number">"Tickets"</th>
                        <th scope="col">"Why"</th>
                    </tr>
                </thead>
                <tbody>
                    {signs
                        .into_iter()
                        .map(|sign| {
                            let (id, is_override) = (sign.id.clone(), sign.is_override);
                            view! {
                                <tr class:is-quiet=!sign.is_on>
                                    <td>
                                        <label class="switch">
                                            <input
                                                type="checkbox"
                                                role="switch"
                                                prop:checked=sign.is_on
                                                on:change=move |event| set(&id, event_target_checked(&event), is_override)
                                            />
                                            <span class="switch-track" aria-hidden="true"></span>
                                            <span class="hidden">
                                                {format!("{} {} counts as an AI", sign.place, sign.value)}
                                            </span>
                                        </label>
                                    </td>
                                    <td>{sign.place.clone()}</td>
                                    <th scope="row">{sign.value.clone()}</th>
                                    <td class="is-number">{format::count(sign.tickets)}</td>
                                    <td class="quiet">
                                        {sign.reason.clone()} {sign.is_override.then_some(" (your choice)")}
                                    </td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
}
