//! The outcome ladder: where every ticket ended, as one bar and as a table with the rules.

use super::link::AppLink;
use crate::address::Route;
use crate::screens;
use crate::store::{Shared, Store};
use charts::format;
use leptos::prelude::*;
use model::filter::{Dimension, Filter};
use model::outcome::Outcome;
use model::view::{LadderRung, ScreenView};

/// The style class of a rung: it carries the colour that the rung has everywhere.
pub(crate) const fn rung_class(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::HumanOnly => "rung-human-only",
        Outcome::Assisted => "rung-assisted",
        Outcome::FailedHandoff => "rung-failed-handoff",
        Outcome::Escalated => "rung-escalated",
        Outcome::Abandoned => "rung-abandoned",
        Outcome::StillOpen => "rung-still-open",
        Outcome::Bounced => "rung-bounced",
        Outcome::Immature => "rung-immature",
        Outcome::Durable => "rung-durable",
        Outcome::Confirmed => "rung-confirmed",
    }
}

/// The route to the tickets of a rung under the present filter.
fn tickets_of(route: &Route, outcome: Outcome) -> Route {
    let filter: Filter = route.filter.clone().with(Dimension::Outcome, &[outcome.id()]);
    Route { filter, ..route.on(&screens::tickets::SCREEN) }
}

fn share_words(count: u64, total: u64) -> String {
    if total == 0 { "–".to_string() } else { format::percent(count as f64 / total as f64) }
}

/// A rung's share of all eligible tickets, surest AI success first, then what people did.
fn in_order(view: &ScreenView) -> Vec<LadderRung> {
    view.ladder.iter().rev().cloned().collect()
}

/// One bar of all rungs with its key.
#[component]
pub(crate) fn LadderBar(
    /// The view.
    view: Signal<Shared<ScreenView>>,
) -> impl IntoView {
    let store = Store::get();
    let rungs = Memo::new(move |_| view.with(|view| in_order(view)));
    let total = Memo::new(move |_| rungs.with(|rungs| rungs.iter().map(|rung| rung.count).sum::<u64>()));
    let there = move || -> Vec<Outcome> {
        rungs.with(|rungs| rungs.iter().filter(|rung| rung.count > 0).map(|rung| rung.outcome).collect())
    };
    let count_of = move |outcome: Outcome| {
        rungs.with(|rungs| rungs.iter().find(|rung| rung.outcome == outcome).map_or(0, |rung| rung.count))
    };
    view! {
        <div class="ladder-bar" aria-hidden="true">
            <For each=there key=|outcome| *outcome let(outcome)>
                <span
                    class=format!("ladder-part {}", rung_class(outcome))
                    style:flex-grow=move || count_of(outcome).to_string()
                ></span>
            </For>
        </div>
        <ul class="ladder-key">
            <For each=there key=|outcome| *outcome let(outcome)>
                <li>
                    <AppLink
                        class="ladder-link"
                        to=Signal::derive(move || store.route.with(|route| tickets_of(route, outcome)))
                    >
                        <span class=format!("swatch {}", rung_class(outcome)) aria-hidden="true"></span>
                        <span class="ladder-label">{outcome.label()}</span>
                        <span class="number ladder-share">{move || share_words(count_of(outcome), total.get())}</span>
                        <span class="number quiet">{move || format::count(count_of(outcome))}</span>
                    </AppLink>
                </li>
            </For>
        </ul>
    }
}

/// The ladder as a table: each rung with its rule, for whom it counts, and its tickets.
#[component]
pub(crate) fn LadderTable(
    /// The view.
    view: Signal<Shared<ScreenView>>,
) -> impl IntoView {
    let rungs = Memo::new(move |_| view.with(|view| in_order(view)));
    let total = Memo::new(move |_| rungs.with(|rungs| rungs.iter().map(|rung| rung.count).sum::<u64>()));
    let most =
        Memo::new(move |_| rungs.with(|rungs| rungs.iter().map(|rung| rung.count).max().unwrap_or(0).max(1)));
    let outcomes =
        move || rungs.with(|rungs| rungs.iter().map(|rung| rung.outcome).collect::<Vec<Outcome>>());
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label="The outcome ladder">
            <table class="ladder-table is-stacking">
                <thead>
                    <tr>
                        <th scope="col">"Rung"</th>
                        <th scope="col" class="is-number">"Tickets"</th>
                        <th scope="col" class="is-number">"Share"</th>
                        <th scope="col" class="ladder-bar-column">
                            <span class="hidden">"Bar"</span>
                        </th>
                        <th scope="col">"Rule: the first that matches"</th>
                        <th scope="col">"Counts as success for"</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=outcomes key=|outcome| *outcome let(outcome)>
                        <RungRow rungs total most outcome />
                    </For>
                </tbody>
                <tfoot>
                    <tr>
                        <th scope="row">"Eligible tickets"</th>
                        <td class="is-number">{move || format::count(total.get())}</td>
                        <td class="is-number">{move || if total.get() == 0 { "–" } else { "100%" }}</td>
                        <td class="ladder-bar-column"></td>
                        <td colspan="2" class="quiet">
                            "Every eligible ticket stands on exactly one rung."
                        </td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
}

/// A rung: its row stays, and its words change.
#[component]
fn RungRow(
    rungs: Memo<Vec<LadderRung>>,
    total: Memo<u64>,
    most: Memo<u64>,
    outcome: Outcome,
) -> impl IntoView {
    let store = Store::get();
    let rung =
        Memo::new(move |_| rungs.with(|rungs| rungs.iter().find(|rung| rung.outcome == outcome).cloned()));
    let of =
        move |take: fn(&LadderRung) -> String| rung.with(|rung| rung.as_ref().map(take).unwrap_or_default());
    let count = move || rung.with(|rung| rung.as_ref().map_or(0, |rung| rung.count));
    let is_told = move || rung.with(|rung| rung.as_ref().is_some_and(|rung| rung.cannot_tell.is_none()));
    // What nothing speaks against is put on a rung that the file cannot show: the counts add up.
    let shown = move |words: fn(u64, u64) -> String| match (is_told(), count()) {
        (false, 0) => "–".to_string(),
        (_, count) => words(count, total.get()),
    };
    let rule = move || {
        of(|rung| match &rung.cannot_tell {
            None => rung.rule.clone(),
            Some(why) if rung.count > 0 => {
                format!("Here because nothing in the file speaks against it. {why}")
            }
            Some(why) => why.clone(),
        })
    };
    view! {
        <tr class:is-quiet=move || !is_told()>
            <th scope="row">
                <AppLink
                    class="ladder-link"
                    to=Signal::derive(move || store.route.with(|route| tickets_of(route, outcome)))
                >
                    <span class=format!("swatch {}", rung_class(outcome)) aria-hidden="true"></span>
                    {outcome.label()}
                </AppLink>
            </th>
            <td class="is-number">{move || shown(|count, _| format::count(count))}</td>
            <td class="is-number">{move || shown(share_words)}</td>
            <td class="ladder-bar-column" aria-hidden="true">
                <span
                    class=format!("ladder-row-bar {}", rung_class(outcome))
                    style:width=move || format!("{:.2}%", 100.0 * count() as f64 / most.get() as f64)
                ></span>
            </td>
            <td>{rule}</td>
            <td class="quiet">{move || of(|rung| rung.counts_for.clone())}</td>
        </tr>
    }
}
