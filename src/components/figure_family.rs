//! One measure for several groups, side by side on a common scale.

use super::figures::{
    FigureData, FigureValue, ShareScale, change_words, explain, handled_class, label_of, range_words,
};
use crate::part::Part;
use crate::store::Store;
use crate::words::FEW;
use charts::format;
use leptos::prelude::*;
use model::measure::{Figure, Measured};
use model::outcome::HandledBy;
use model::units::Unit;

/// The colour of a variant: that of who handled the tickets.
fn variant_class(variant: &str) -> &'static str {
    HandledBy::from_id(variant).map_or("role-all", handled_class)
}

/// One measure for several groups, each a row on a common scale.
#[component]
pub(crate) fn FigureFamily(
    /// The figures, one a group.
    figures: Vec<Memo<Part<Figure>>>,
) -> impl IntoView {
    let store = Store::get();
    let Some(first) = figures.first().copied() else { return ().into_any() };
    let all = StoredValue::new(figures.clone());
    let limit = Memo::new(move |_| {
        let most = all.with_value(|figures| {
            figures.iter().filter_map(|figure| figure.with(|figure| upper_end(figure))).fold(0.0, f64::max)
        });
        first.with(|figure| scale_end(figure.unit, most))
    });
    view! {
        <article class="family">
            <header class="family-head">
                <h3 class="figure-name">{first.with_untracked(|figure| label_of(store, figure))}</h3>
                <p class="family-scale number">
                    {move || {
                        let end = limit.get();
                        first.with(|figure| {
                            let from = if is_signed(figure.unit) {
                                format::value(figure.unit, -end)
                            } else {
                                "0".to_string()
                            };
                            (end > 0.0).then(|| format!("{from} to {}", format::value(figure.unit, end)))
                        })
                    }}
                </p>
            </header>
            <ul>
                {figures
                    .into_iter()
                    .enumerate()
                    .map(|(place, figure)| {
                        // What holds for all of them is said once.
                        let is_said = Memo::new(move |_| {
                            place > 0 && first.with(|first| figure.with(|figure| is_same_absence(first, figure)))
                        });
                        view! {
                            <Show when=move || !is_said.get()>
                                <FamilyRow figure limit />
                            </Show>
                        }
                    })
                    .collect_view()}
            </ul>
        </article>
    }
    .into_any()
}

/// Whether both cannot be told, for the same reason.
fn is_same_absence(first: &Figure, other: &Figure) -> bool {
    match (&first.now, &other.now) {
        (Measured::NotApplicable { why: one, .. }, Measured::NotApplicable { why: two, .. }) => one == two,
        _ => false,
    }
}

fn upper_end(figure: &Figure) -> Option<f64> {
    let estimate = figure.now.estimate().filter(|estimate| estimate.n >= FEW)?;
    let (low, high) = estimate.interval.unwrap_or((estimate.value, estimate.value));
    Some(if is_signed(figure.unit) { high.max(-low) } else { high })
}

/// Whether values lie on both sides of zero, which then stands in the middle of the scale.
fn is_signed(unit: Unit) -> bool {
    unit == Unit::SharePoints
}

/// Where the common scale ends: shares at a round one, so that small ones can be told apart, other units at the largest.
fn scale_end(unit: Unit, most: f64) -> f64 {
    match unit {
        // Nothing to draw, and so no scale to name.
        _ if most <= 0.0 => 0.0,
        Unit::Share | Unit::SharePoints => {
            [0.02, 0.05, 0.1, 0.2, 0.5, 1.0].into_iter().find(|end| most <= *end).unwrap_or(1.0)
        }
        _ => most,
    }
}

#[component]
fn FamilyRow(figure: Memo<Part<Figure>>, limit: Memo<f64>) -> impl IntoView {
    let store = Store::get();
    let place = Memo::new(move |_| {
        figure.with(|figure| {
            let estimate = figure.now.estimate().filter(|estimate| estimate.n >= FEW)?;
            let scale = limit.get();
            let (low, high) = estimate.interval.unwrap_or((estimate.value, estimate.value));
            let at = |value: f64| {
                if is_signed(figure.unit) { value / scale / 2.0 + 0.5 } else { value / scale }
            };
            (scale > 0.0).then(|| (at(estimate.value), (at(low), at(high))))
        })
    });
    view! {
        <li class=figure.with_untracked(|figure| format!("family-row {}", variant_class(&figure.variant)))>
            <button
                type="button"
                class="explain-button family-name"
                aria-haspopup="dialog"
                on:click=move |_| {
                    figure.with_untracked(|figure| explain(store, figure));
                }
            >
                <span class="dot" aria-hidden="true"></span>
                <span>{move || figure.with(|figure| figure.variant_label.clone())}</span>
                <span class="hidden">": how is this computed?"</span>
            </button>
            <FigureValue figure class="family-value" />
            <ShareScale share=place />
            <Show when=move || figure.with(|figure| range_words(figure)).is_some()>
                <p class="family-range number">
                    {move || figure.with(|figure| range_words(figure))}
                    {move || figure.with(|figure| change_words(figure)).map(|(text, is_clear)| view! { <span class:is-clear=is_clear>{text}</span> })}
                </p>
            </Show>
            <FigureData figure />
        </li>
    }
}
