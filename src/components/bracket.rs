//! The resolution bracket: floor, durable and ceiling, as three figures over one common scale.
//!
//! None of the three is called the truth. The bar fades as certainty does: what customers confirmed, what stayed closed in
//! silence, what a vendor that takes silence for success would bill.

use super::figures::{FigureBody, FigureName, OnScale, figure_of, key_of, percent, share_of, width};
use crate::part::Part;
use crate::store::Shared;
use charts::format;
use leptos::prelude::*;
use model::measure::Figure;
use model::view::ScreenView;

/// The ends of the bracket by metric, from the surest, with their style class and what they stand for.
const ENDS: [(&str, &str, &str, &str); 3] = [
    ("floor", "is-floor", "Floor", "the customer said so"),
    ("durable", "is-durable", "Held", "stayed closed"),
    ("ceiling", "is-ceiling", "Ceiling", "if silence counts"),
];

/// The metrics that the bracket shows.
pub(crate) const METRICS: &[&str] = &["floor", "durable", "ceiling"];

/// The bracket; nothing where the view has none of its figures.
#[component]
pub(crate) fn Bracket(
    /// The view.
    view: Signal<Shared<ScreenView>>,
) -> impl IntoView {
    let first = Memo::new(move |_| {
        ENDS.map(|(metric, ..)| view.with(|view| view.figures.iter().any(|figure| figure.metric == metric)))
    });
    let ends = move || {
        ENDS.into_iter()
            .zip(first.get())
            .filter(|(_, is_there)| *is_there)
            .filter_map(|(end, _)| {
                let key = view.with_untracked(|view| {
                    view.figures.iter().find(|figure| figure.metric == end.0).map(key_of)
                })?;
                Some((end, figure_of(view, key)?))
            })
            .collect::<Vec<_>>()
    };
    view! {
        {move || {
            let ends = ends();
            let scale: Vec<(&'static str, Memo<Part<Figure>>)> = ends.iter().map(|((_, class, ..), figure)| (*class, *figure)).collect();
            (!ends.is_empty())
                .then(|| {
                    view! {
                        <section class="bracket" aria-label="The resolution bracket">
                            <h2 class="hidden">"The resolution bracket"</h2>
                            <div class="bracket-ends">
                                {ends
                                    .into_iter()
                                    .map(|((_, class, name, means), figure)| {
                                        view! {
                                            <article class=format!("figure bracket-end {class}")>
                                                <p class="bracket-key">
                                                    <span class="bracket-swatch" aria-hidden="true"></span>
                                                    <strong>{name}</strong>
                                                    <span class="quiet">{means}</span>
                                                </p>
                                                <FigureName figure />
                                                <FigureBody figure />
                                            </article>
                                        }
                                    })
                                    .collect_view()}
                            </div>
                            <Scale ends=scale />
                        </section>
                    }
                })
        }}
    }
}

/// Where a figure stands on the scale.
fn place(figure: Memo<Part<Figure>>) -> Memo<Option<OnScale>> {
    Memo::new(move |_| figure.with(|figure| share_of(figure)))
}

#[component]
fn Scale(ends: Vec<(&'static str, Memo<Part<Figure>>)>) -> impl IntoView {
    let marks = ends.clone();
    let told = ends.clone();
    let is_told =
        Memo::new(move |_| told.iter().any(|(_, figure)| figure.with(|figure| share_of(figure)).is_some()));
    view! {
        <div class="bracket-scale" class:is-empty=move || !is_told.get() aria-hidden="true">
            <div class="bracket-track">
                // From the widest to the surest, so that the surer lies on top.
                {ends
                    .into_iter()
                    .rev()
                    .map(|(class, figure)| {
                        let at = place(figure);
                        view! {
                            <Show when=move || at.with(Option::is_some)>
                                <span
                                    class=format!("bracket-fill {class}")
                                    style:width=move || percent(at.get().unwrap_or_default().0)
                                ></span>
                            </Show>
                        }
                    })
                    .collect_view()}
                {marks
                    .into_iter()
                    .map(|(class, figure)| {
                        let at = place(figure);
                        let range = move || at.get().unwrap_or_default().1;
                        view! {
                            <Show when=move || at.with(Option::is_some)>
                                <span
                                    class=format!("bracket-mark {class}")
                                    style:left=move || percent(at.get().unwrap_or_default().0)
                                ></span>
                                <span
                                    class="bracket-whisker"
                                    style:left=move || percent(range().0)
                                    style:width=move || percent(width(range()))
                                ></span>
                            </Show>
                        }
                    })
                    .collect_view()}
            </div>
            <ol class="bracket-ticks number">
                {[0.0, 0.25, 0.5, 0.75, 1.0]
                    .map(|share| view! { <li style:left=percent(share)>{format::percent(share)}</li> })
                    .collect_view()}
            </ol>
            <p class="bracket-about">"Share of the tickets that an AI answered. The shade around a mark is its 95% interval."</p>
        </div>
    }
}
