//! Figures on cards: the value with its interval and n, its change, its trend, and the way to its explanation.

use crate::store::{Explained, Shared, Store};
use crate::words::{self, FEW, Shown};
use charts::format;
use leptos::prelude::*;
use model::field::Field;
use model::measure::{Figure, Measured};
use model::outcome::HandledBy;
use model::units::Unit;
use model::view::ScreenView;

/// The name of a figure on its screen.
pub(crate) type FigureKey = (String, String);

/// The key of a figure.
pub(crate) fn key_of(figure: &Figure) -> FigureKey {
    (figure.metric.clone(), figure.variant.clone())
}

/// A figure of a view by its key. When a later view lacks it, the last one stays until the card is taken away.
pub(crate) fn figure_of(view: Signal<Shared<ScreenView>>, key: FigureKey, first: Figure) -> Memo<Figure> {
    Memo::new(move |before: Option<&Figure>| {
        view.with(|view| view.figures.iter().find(|figure| key_of(figure) == key).cloned())
            .or_else(|| before.cloned())
            .unwrap_or_else(|| first.clone())
    })
}

/// The label of a figure's measure: from the catalog, which alone knows it.
pub(crate) fn label_of(store: Store, figure: &Figure) -> String {
    store.catalog.with_untracked(|catalog| {
        catalog
            .metric(&figure.metric)
            .map_or_else(|| figure.metric.replace('_', " "), |metric| metric.label.clone())
    })
}

/// All figures of a view except some: those that stand alone on cards, those with variants side by side.
#[component]
pub(crate) fn FigureGrid(
    /// The view.
    view: Signal<Shared<ScreenView>>,
    /// Metrics that stand elsewhere on the screen.
    #[prop(optional)]
    except: &'static [&'static str],
) -> impl IntoView {
    let groups = Memo::new(move |_| {
        let mut groups: Vec<(String, Vec<FigureKey>)> = Vec::new();
        view.with(|view| {
            for figure in view.figures.iter().filter(|figure| !except.contains(&figure.metric.as_str())) {
                if is_told_apart(figure) {
                    continue;
                }
                match groups.iter_mut().find(|(metric, _)| *metric == figure.metric) {
                    Some((_, keys)) => keys.push(key_of(figure)),
                    None => groups.push((figure.metric.clone(), vec![key_of(figure)])),
                }
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
    let figure = move |key: FigureKey| {
        let first =
            view.with_untracked(|view| view.figures.iter().find(|figure| key_of(figure) == key).cloned())?;
        Some(figure_of(view, key, first))
    };
    view! {
        <section class="figure-groups" aria-label="Figures">
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
            <Untold view except />
        </section>
    }
}

/// Whether a figure is listed with those that cannot be told: it lacks a field, not just tickets.
fn is_told_apart(figure: &Figure) -> bool {
    matches!(&figure.now, Measured::NotApplicable { needs, .. } if !needs.is_empty())
}

/// What the file cannot tell, by reason: one line each, not a wall of empty cards.
#[component]
fn Untold(view: Signal<Shared<ScreenView>>, except: &'static [&'static str]) -> impl IntoView {
    let store = Store::get();
    let reasons = Memo::new(move |_| {
        let mut reasons: Vec<(String, Vec<Field>, Vec<String>)> = Vec::new();
        view.with(|view| {
            for figure in view.figures.iter().filter(|figure| !except.contains(&figure.metric.as_str())) {
                let Measured::NotApplicable { why, needs } = &figure.now else { continue };
                if needs.is_empty() {
                    continue;
                }
                let label = label_of(store, figure);
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
                                        <dt>{labels.join(", ")}</dt>
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

/// One figure.
#[component]
pub(crate) fn FigureCard(
    /// The figure.
    figure: Memo<Figure>,
) -> impl IntoView {
    view! {
        <article class="figure">
            <FigureName figure />
            <FigureBody figure />
        </article>
    }
}

/// The colour of a variant: that of who handled the tickets.
fn variant_class(variant: &str) -> &'static str {
    HandledBy::from_id(variant).map_or("role-all", handled_class)
}

/// The style class of who handled a ticket.
pub(crate) const fn handled_class(handled_by: HandledBy) -> &'static str {
    match handled_by {
        HandledBy::AiOnly => "role-ai",
        HandledBy::AiThenHuman => "role-handoff",
        HandledBy::HumanOnly => "role-human",
    }
}

/// One measure for several groups, each a row on a common scale.
#[component]
fn FigureFamily(figures: Vec<Memo<Figure>>) -> impl IntoView {
    let store = Store::get();
    let Some(first) = figures.first().copied() else { return ().into_any() };
    let all = StoredValue::new(figures.clone());
    let limit = Memo::new(move |_| {
        let most = all.with_value(|figures| {
            figures.iter().filter_map(|figure| figure.with(upper_end)).fold(0.0, f64::max)
        });
        first.with(|figure| scale_end(figure.unit, most))
    });
    view! {
        <article class="family">
            <header class="family-head">
                <h3 class="figure-name">{move || first.with(|figure| label_of(store, figure))}</h3>
                <p class="family-scale number">
                    {move || {
                        let end = limit.get();
                        first.with(|figure| {
                            (end > 0.0).then(|| format!("0 to {}", format::value(figure.unit, end)))
                        })
                    }}
                </p>
            </header>
            <ul>
                {figures.into_iter().map(|figure| view! { <FamilyRow figure limit /> }).collect_view()}
            </ul>
        </article>
    }
    .into_any()
}

fn upper_end(figure: &Figure) -> Option<f64> {
    let estimate = figure.now.estimate().filter(|estimate| estimate.n >= FEW)?;
    Some(estimate.interval.map_or(estimate.value, |interval| interval.1))
}

/// Where the common scale ends: shares at a round one, so that small ones can be told apart, other units at the largest.
fn scale_end(unit: Unit, most: f64) -> f64 {
    match unit {
        Unit::Share => [0.02, 0.05, 0.1, 0.2, 0.5, 1.0].into_iter().find(|end| most <= *end).unwrap_or(1.0),
        _ => most,
    }
}

#[component]
fn FamilyRow(figure: Memo<Figure>, limit: Memo<f64>) -> impl IntoView {
    let store = Store::get();
    let shown = Memo::new(move |_| figure.with(|figure| words::shown(figure.unit, &figure.now)));
    let range = Memo::new(move |_| figure.with(range_words));
    let place = Memo::new(move |_| {
        figure.with(|figure| {
            let estimate = figure.now.estimate().filter(|estimate| estimate.n >= FEW)?;
            let scale = limit.get();
            let (low, high) = estimate.interval.unwrap_or((estimate.value, estimate.value));
            (scale > 0.0).then(|| (estimate.value / scale, (low / scale, high / scale)))
        })
    });
    view! {
        <li class=move || figure.with(|figure| format!("family-row {}", variant_class(&figure.variant)))>
            <button
                type="button"
                class="explain-button family-name"
                aria-haspopup="dialog"
                on:click=move |_| {
                    store.explained.set(Some(Explained::Figure(Box::new(figure.get_untracked()))));
                }
            >
                <span class="dot" aria-hidden="true"></span>
                <span>{move || figure.with(|figure| figure.variant_label.clone())}</span>
                <span class="hidden">": how is this computed?"</span>
            </button>
            {move || match shown.get() {
                Shown::Value { number, unit } => {
                    view! {
                        <p class="family-value">
                            <span class="number">{number}</span>
                            <span class="unit">{unit}</span>
                        </p>
                    }
                        .into_any()
                }
                Shown::Few { cases } => {
                    view! { <p class="family-none">{format!("{cases}: too few for a rate")}</p> }.into_any()
                }
                Shown::Nothing { why, needs } => {
                    let needs = words::needs_words(&needs).map(|needs| format!(" Ask for: {needs}."));
                    view! { <p class="family-none">{why} {needs}</p> }.into_any()
                }
            }}
            {move || place.get().map(|(value, interval)| view! { <ShareScale value interval /> })}
            {move || {
                range
                    .get()
                    .map(|range| {
                        let change = figure.with(change_words);
                        view! {
                            <p class="family-range number">
                                {range}
                                {change.map(|(text, is_clear)| view! { <span class:is-clear=is_clear>{text}</span> })}
                            </p>
                        }
                    })
            }}
        </li>
    }
}

/// The name of a figure: a button that opens its explanation.
#[component]
pub(crate) fn FigureName(
    /// The figure.
    figure: Memo<Figure>,
) -> impl IntoView {
    let store = Store::get();
    view! {
        <h3 class="figure-name">
            <button
                type="button"
                class="explain-button"
                aria-haspopup="dialog"
                on:click=move |_| {
                    store.explained.set(Some(Explained::Figure(Box::new(figure.get_untracked()))));
                }
            >
                <span>{move || figure.with(|figure| label_of(store, figure))}</span>
                <span class="figure-variant">{move || figure.with(|figure| figure.variant_label.clone())}</span>
                <span class="hidden">": how is this computed?"</span>
            </button>
        </h3>
    }
}

/// The value of a figure with everything that belongs to it.
#[component]
pub(crate) fn FigureBody(
    /// The figure.
    figure: Memo<Figure>,
) -> impl IntoView {
    let shown = Memo::new(move |_| figure.with(|figure| words::shown(figure.unit, &figure.now)));
    let range = Memo::new(move |_| figure.with(range_words));
    let share = Memo::new(move |_| figure.with(share_of));
    view! {
        {move || match shown.get() {
            Shown::Value { number, unit } => {
                view! {
                    <p class="figure-value">
                        <span class="number">{number}</span>
                        <span class="unit">{unit}</span>
                    </p>
                }
                    .into_any()
            }
            Shown::Few { cases } => {
                view! {
                    <p class="figure-few">
                        <strong class="number">{cases}</strong>
                        <span>{format!("too few for a rate (fewer than {FEW})")}</span>
                    </p>
                }
                    .into_any()
            }
            Shown::Nothing { why, needs } => {
                view! {
                    <p class="figure-none">
                        <span>{why}</span>
                        {words::needs_words(&needs)
                            .map(|needs| view! { <span class="figure-needs">{format!("Ask for: {needs}")}</span> })}
                    </p>
                }
                    .into_any()
            }
        }}
        {move || share.get().map(|(value, interval)| view! { <ShareScale value interval /> })}
        // The unrounded figure, for tests and for anyone's tooling.
        <p
            class="figure-range number"
            data-metric=move || figure.with(|figure| figure.metric.clone())
            data-variant=move || figure.with(|figure| figure.variant.clone())
            data-value=move || figure.with(|figure| figure.now.estimate().map(|estimate| estimate.value.to_string()))
            data-n=move || figure.with(|figure| figure.now.estimate().map(|estimate| estimate.n.to_string()))
        >
            {move || range.get()}
        </p>
        <FigureChange figure />
    }
}

/// The change of a figure against the previous period; nothing without one.
#[component]
pub(crate) fn FigureChange(
    /// The figure.
    figure: Memo<Figure>,
) -> impl IntoView {
    view! {
        {move || {
            figure
                .with(change_words)
                .map(|(text, is_clear)| {
                    view! {
                        <p class="figure-change number" class:is-clear=is_clear>
                            {text}
                            <span class="quiet">
                                {if is_clear { " on the period before" } else { " no clear change" }}
                            </span>
                        </p>
                    }
                })
        }}
    }
}

/// The change against the period before, where there are cases enough, and whether it is clear.
fn change_words(figure: &Figure) -> Option<(String, bool)> {
    let change = figure.change.filter(|change| change.n >= FEW || figure.unit == Unit::Tickets)?;
    Some(words::change(figure.unit, &change))
}

/// "95% 51.2–53.4% · n = 12,345".
fn range_words(figure: &Figure) -> Option<String> {
    let estimate = figure.now.estimate()?;
    if estimate.n < FEW && figure.unit != Unit::Tickets {
        return None;
    }
    let n = format!("n = {}", format::count(estimate.n));
    match estimate.interval {
        Some(interval) => Some(format!("{} · {n}", format::interval(figure.unit, interval))),
        None if figure.unit == Unit::Tickets => None,
        None => Some(n),
    }
}

/// A share with its interval, where there are cases enough to draw it.
fn share_of(figure: &Figure) -> Option<(f64, (f64, f64))> {
    let estimate = figure.now.estimate()?;
    (figure.unit == Unit::Share && estimate.n >= FEW)
        .then(|| (estimate.value, estimate.interval.unwrap_or((estimate.value, estimate.value))))
}

/// A hairline from 0 to 100% with the interval and the value on it.
#[component]
fn ShareScale(value: f64, interval: (f64, f64)) -> impl IntoView {
    let percent = |share: f64| format!("{:.2}%", share.clamp(0.0, 1.0) * 100.0);
    view! {
        <div class="share-scale" aria-hidden="true">
            <span
                class="share-band"
                style:left=percent(interval.0)
                style:width=percent((interval.1 - interval.0).max(0.0))
            ></span>
            <span class="share-dot" style:left=percent(value)></span>
        </div>
    }
}
