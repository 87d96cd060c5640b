//! The figures of a screen: single ones on cards, groups side by side, and what the file cannot tell in one list.

use super::figure_family::FigureFamily;
use super::figures::{FigureCard, FigureKey, figure_of, key_of, label_of};
use crate::store::{Shared, Store};
use crate::words;
use leptos::prelude::*;
use model::field::Field;
use model::measure::{Figure, Measured};
use model::view::ScreenView;

/// All figures of a view except some: those that stand alone on cards, those with variants side by side.
#[component]
pub(crate) fn FigureGrid(
    /// The view.
    view: Signal<Shared<ScreenView>>,
    /// Metrics that stand elsewhere on the screen.
    #[prop(optional)]
    except: &'static [&'static str],
    /// The metrics that are meant, where not all are.
    #[prop(optional)]
    only: &'static [&'static str],
) -> impl IntoView {
    let is_meant = move |figure: &&Figure| {
        let metric = figure.metric.as_str();
        !except.contains(&metric) && (only.is_empty() || only.contains(&metric))
    };
    let groups = Memo::new(move |_| {
        let mut groups: Vec<(String, Vec<FigureKey>)> = Vec::new();
        view.with(|view| {
            for figure in view.figures.iter().filter(is_meant) {
                if is_told_apart(figure) {
                    continue;
                }
                words::gather(&mut groups, figure.metric.clone(), key_of(figure));
            }
        });
        groups
    });
    let singles = move || -> Vec<FigureKey> {
        groups.get().into_iter().filter(|(_, keys)| keys.len() == 1).flat_map(|(_, keys)| keys).collect()
    };
    let families = move || -> Vec<(String, Vec<FigureKey>)> {
        groups.get().into_iter().filter(|(_, keys)| keys.len() > 1).collect()
    };
    let figure = move |key: FigureKey| figure_of(view, key);
    view! {
        <div class="figure-groups">
            <h2 class="hidden">"Figures"</h2>
            <ul class="figures">
                <For each=singles key=Clone::clone let(key)>
                    {figure(key)
                        .map(|figure| {
                            view! {
                                <li>
                                    <FigureCard figure />
                                </li>
                            }
                        })}
                </For>
            </ul>
            <ul class="families">
                <For each=families key=Clone::clone let(family)>
                    <li>
                        <FigureFamily figures=family.1.into_iter().filter_map(figure).collect() />
                    </li>
                </For>
            </ul>
            <Untold view except only />
        </div>
    }
}

/// The longest reason that a card has room for, in bytes.
const CARD_ROOM: usize = 120;

/// Whether a figure is listed with those that cannot be told: it lacks a field, not just tickets, or takes a paragraph to say.
fn is_told_apart(figure: &Figure) -> bool {
    matches!(&figure.now, Measured::NotApplicable { needs, why } if !needs.is_empty() || why.len() > CARD_ROOM)
}

/// What the file cannot tell, by reason: one line each, not a wall of empty cards.
#[component]
fn Untold(
    view: Signal<Shared<ScreenView>>,
    except: &'static [&'static str],
    only: &'static [&'static str],
) -> impl IntoView {
    let store = Store::get();
    let reasons = Memo::new(move |_| {
        let mut reasons: Vec<(String, Vec<Field>, Vec<String>)> = Vec::new();
        view.with(|view| {
            let is_meant = |figure: &&Figure| {
                let metric = figure.metric.as_str();
                !except.contains(&metric) && (only.is_empty() || only.contains(&metric))
            };
            for figure in view.figures.iter().filter(is_meant) {
                let Measured::NotApplicable { why, needs } = &figure.now else { continue };
                if !is_told_apart(figure) {
                    continue;
                }
                let mut label = label_of(store, figure);
                let is_told =
                    |other: &Figure| other.metric == figure.metric && other.now.estimate().is_some();
                if view.figures.iter().any(is_told) {
                    label.push_str(" by handler");
                }
                match reasons.iter_mut().find(|(reason, ..)| reason == why) {
                    Some((_, known, labels)) => {
                        // The fields that every figure of this reason asks for are the ones to ask for first.
                        known.retain(|field| needs.contains(field));
                        if !labels.contains(&label) {
                            labels.push(label);
                        }
                    }
                    None => reasons.push((why.clone(), needs.clone(), vec![label])),
                }
            }
        });
        reasons
    });
    view! {
        <Show when=move || reasons.with(|reasons| !reasons.is_empty())>
            <section class="untold">
                <h3>"What this file cannot tell"</h3>
                <dl>
                    {move || {
                        reasons
                            .get()
                            .into_iter()
                            .map(|(why, needs, labels)| {
                                view! {
                                    <div>
                                        <dt>{words::list(&labels)}</dt>
                                        <dd>
                                            {why}
                                            {words::needs_words(&needs).map(|needs| format!(" Ask for: {needs}."))}
                                        </dd>
                                    </div>
                                }
                            })
                            .collect_view()
                    }}
                </dl>
            </section>
        </Show>
    }
}
