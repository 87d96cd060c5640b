//! One's own definition: what is counted, of which tickets.

use super::own_value::OwnValue;
use super::{LabMemo, of};
use crate::session::Session;
use crate::words::{self, Shown};
use leptos::prelude::*;
use model::definition::{Brick, OWN, OwnDefinition};

#[component]
pub(super) fn OwnDefinitionBlock(lab: LabMemo) -> impl IntoView {
    let session = Session::get();
    let own = Memo::new(move |_| of(lab, |lab| lab.own.clone()));
    let row =
        Memo::new(move |_| of(lab, |lab| lab.rows.iter().find(|row| row.info.id.starts_with(OWN)).cloned()));
    let value = move || {
        row.with(|row| {
            let figure = &row.as_ref()?.figure;
            Some(match words::shown(figure.unit, &figure.now) {
                Shown::Value { number, unit } => {
                    let range = figure.now.estimate().and_then(|found| found.interval);
                    let range = range.map(|range| words::interval(figure.unit, range)).unwrap_or_default();
                    format!("{number}{unit} ({range})")
                }
                Shown::Few { cases } => cases,
                Shown::Nothing { why, .. } => why,
            })
        })
    };
    let groups = Memo::new(move |_| {
        let mut groups: Vec<(String, Vec<Brick>)> = Vec::new();
        for brick in of(lab, |lab| lab.bricks.clone()) {
            match groups.last_mut().filter(|(group, _)| *group == brick.group) {
                Some((_, bricks)) => bricks.push(brick),
                None => groups.push((brick.group.clone(), vec![brick])),
            }
        }
        groups
    });
    let check = move |brick: &Brick, is_numerator: bool| {
        let (code, told) = (brick.code.clone(), brick.code.clone());
        let is_on = Memo::new(move |_| {
            let own = OwnDefinition::parse(&own.get());
            let codes = if is_numerator { own.counts } else { own.of };
            codes.contains(&told)
        });
        let is_off = brick.unavailable.is_some();
        let what = if is_numerator { "counted" } else { "of these tickets" };
        view! {
            <input
                type="checkbox"
                disabled=move || is_off && !is_on.get()
                prop:checked=move || is_on.get()
                data-brick=format!("{}{}", if is_numerator { "~" } else { "" }, brick.code)
                aria-label=format!("{}: {what}", brick.label)
                on:change=move |_| {
                    let mut route = session.route();
                    // What is applied now, also where the address does not hold it yet.
                    let mut own = OwnDefinition::parse(&own.get_untracked());
                    own.toggle(is_numerator, &code);
                    route.lab.own = own.to_string();
                    session.go(&route);
                }
            />
        }
    };
    let line = move |brick: Brick| {
        let is_off = brick.unavailable.is_some();
        view! {
            <tr class:is-quiet=is_off>
                <td class="own-check">{check(&brick, false)}</td>
                <td class="own-check">{(brick.code != "left_out_too").then(|| check(&brick, true))}</td>
                <th scope="row">
                    {brick.label}
                    {brick.unavailable.map(|why| view! { <span class="quiet own-why">{why}</span> })}
                </th>
            </tr>
        }
    };
    view! {
        <section class="block own">
            <details>
                <summary>
                    <h2>"Your own definition"</h2>
                    <span class="number own-value">{value}</span>
                </summary>
                <p class="quiet">
                    "Tick what a ticket must be to be asked about at all, and what it must be to count; add conditions with a value of your
                    choice. The address holds it: share it, or come back to it. Filters narrow all of it."
                </p>
                <p class="explain-formula">
                    {move || row.with(|row| row.as_ref().map(|row| row.info.formula.clone()))}
                </p>
                <div class="own-groups">
                    {move || {
                        groups
                            .get()
                            .into_iter()
                            .map(|(group, bricks)| {
                                view! {
                                    <table class="own-table">
                                        <thead>
                                            <tr>
                                                <th scope="col">"Of"</th>
                                                <th scope="col">"Counts"</th>
                                                <th scope="col">{group}</th>
                                            </tr>
                                        </thead>
                                        <tbody>{bricks.into_iter().map(line).collect_view()}</tbody>
                                    </table>
                                }
                            })
                            .collect_view()
                    }}
                </div>
                <OwnValue lab />
            </details>
        </section>
    }
}
