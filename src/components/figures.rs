//! Figures on cards: the value with its interval and n, its change, its trend, and the way to its explanation.

use crate::chart::Sparkline;
use crate::part::Part;
use crate::store::{Explained, Shared, Store};
use crate::words::{self, FEW, Shown};
use charts::format;
use leptos::prelude::*;
use model::chart::Role;
use model::measure::Figure;
use model::outcome::HandledBy;
use model::units::Unit;
use model::view::ScreenView;

/// Fewer weeks than this make no trend.
const FEWEST_POINTS: usize = 6;

/// The name of a figure on its screen.
pub(crate) type FigureKey = (String, String);

/// The key of a figure.
pub(crate) fn key_of(figure: &Figure) -> FigureKey {
    (figure.metric.clone(), figure.variant.clone())
}

/// A figure of a view by its key, if it is there. When a later view lacks it, the last one stays until the card is taken away.
pub(crate) fn figure_of(view: Signal<Shared<ScreenView>>, key: FigureKey) -> Option<Memo<Part<Figure>>> {
    let find = move |view: &Shared<ScreenView>| {
        Part::figure(view, |figure| figure.metric == key.0 && figure.variant == key.1)
    };
    let first = view.with_untracked(&find)?;
    Some(Memo::new(move |before: Option<&Part<Figure>>| {
        view.with(&find).or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
    }))
}

/// The label of a figure's measure: from the catalog, which alone knows it.
pub(crate) fn label_of(store: Store, figure: &Figure) -> String {
    store.catalog.with_untracked(|catalog| {
        catalog
            .metric(&figure.metric)
            .map_or_else(|| figure.metric.replace('_', " "), |metric| metric.label.clone())
    })
}

/// The style class of who handled a ticket.
pub(crate) const fn handled_class(handled_by: HandledBy) -> &'static str {
    match handled_by {
        HandledBy::AiOnly => "role-ai",
        HandledBy::AiThenHuman => "role-handoff",
        HandledBy::HumanOnly => "role-human",
    }
}

/// One figure.
#[component]
pub(crate) fn FigureCard(
    /// The figure.
    figure: Memo<Part<Figure>>,
) -> impl IntoView {
    view! {
        <article class="figure">
            <FigureName figure />
            <FigureBody figure />
            <FigureTrend figure />
        </article>
    }
}

/// Opens the explanation of a figure.
pub(crate) fn explain(store: Store, figure: &Figure) {
    store.explained.set(Some(Explained::Figure(Box::new(figure.clone()))));
}

/// The trend of a figure, where there is one to see.
#[component]
pub(crate) fn FigureTrend(
    /// The figure.
    figure: Memo<Part<Figure>>,
) -> impl IntoView {
    let is_there = move || {
        // Lone points between gaps are no trend, either.
        let pairs = |figure: &Part<Figure>| {
            figure.trend.windows(2).filter(|pair| pair[0].is_some() && pair[1].is_some()).count()
        };
        figure.with(pairs) >= FEWEST_POINTS
    };
    view! {
        <Show when=is_there>
            <div class="figure-trend">
                <Sparkline figure role=Role::All width=120.0 />
            </div>
        </Show>
    }
}

/// The name of a figure: a button that opens its explanation.
#[component]
pub(crate) fn FigureName(
    /// The figure.
    figure: Memo<Part<Figure>>,
) -> impl IntoView {
    let store = Store::get();
    view! {
        <h3 class="figure-name">
            <button
                type="button"
                class="explain-button"
                aria-haspopup="dialog"
                on:click=move |_| {
                    figure.with_untracked(|figure| explain(store, figure));
                }
            >
                <span>{figure.with_untracked(|figure| label_of(store, figure))}</span>
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
    figure: Memo<Part<Figure>>,
) -> impl IntoView {
    // Where all of a figure changes at once, a memo for what is used once costs more than it saves.
    let range = move || figure.with(|figure| range_words(figure)).unwrap_or_default();
    let share = Memo::new(move |_| figure.with(|figure| share_of(figure)));
    view! {
        <FigureValue figure class="figure-value" />
        <ShareScale share />
        <p class="figure-range number">{range}</p>
        <FigureData figure />
        <FigureChange figure />
    }
}

/// The value in large type, or why there is none.
///
/// Its elements stay while it is a value, and only their text changes: a part of a page that is made anew has all its attributes set
/// anew, and there are dozens of these on a screen.
#[component]
pub(crate) fn FigureValue(
    /// The figure.
    figure: Memo<Part<Figure>>,
    /// Style class of the line with the number.
    class: &'static str,
) -> impl IntoView {
    let shown = Memo::new(move |_| figure.with(|figure| words::shown(figure.unit, &figure.now)));
    let number = move || {
        shown.with(|shown| match shown {
            Shown::Value { number, .. } => number.clone(),
            _ => String::new(),
        })
    };
    let unit = move || {
        shown.with(|shown| match shown {
            Shown::Value { unit, .. } => *unit,
            _ => "",
        })
    };
    view! {
        <Show when=move || shown.with(|shown| matches!(shown, Shown::Value { .. }))>
            <p class=class>
                <span class="number">{number}</span>
                <span class="unit">{unit}</span>
            </p>
        </Show>
        {move || match shown.get() {
            Shown::Value { .. } => None,
            Shown::Few { cases } => {
                Some(
                    view! {
                        <p class="figure-few">
                            <strong class="number">{cases}</strong>
                            <span>{format!("too few for a rate (fewer than {FEW})")}</span>
                        </p>
                    }
                        .into_any(),
                )
            }
            Shown::Nothing { why, needs } => {
                Some(
                    view! {
                        <p class="figure-none">
                            <span>{why}</span>
                            {words::needs_words(&needs)
                                .map(|needs| view! { <span class="figure-needs">{format!("Ask for: {needs}")}</span> })}
                        </p>
                    }
                        .into_any(),
                )
            }
        }}
    }
}

/// The unrounded figure, for tests and for anyone's tooling. Not shown.
#[component]
pub(crate) fn FigureData(
    /// The figure.
    figure: Memo<Part<Figure>>,
) -> impl IntoView {
    // What never changes of a figure is no signal: there are hundreds of these attributes on a screen.
    let (metric, variant) = figure.with_untracked(|figure| (figure.metric.clone(), figure.variant.clone()));
    view! {
        <data
            hidden
            data-metric=metric
            data-variant=variant
            data-value=move || figure.with(|figure| figure.now.estimate().map(|estimate| estimate.value.to_string()))
            data-n=move || figure.with(|figure| figure.now.estimate().map(|estimate| estimate.n.to_string()))
        ></data>
    }
}

/// [`FigureData`] of a figure that does not change in its place.
pub(crate) fn still_data(figure: &Figure) -> impl IntoView + use<> {
    let estimate = figure.now.estimate();
    view! {
        <data
            hidden
            data-metric=figure.metric.clone()
            data-variant=figure.variant.clone()
            data-value=estimate.map(|estimate| estimate.value.to_string())
            data-n=estimate.map(|estimate| estimate.n.to_string())
        ></data>
    }
}

/// The change of a figure against the previous period; nothing without one.
#[component]
pub(crate) fn FigureChange(
    /// The figure.
    figure: Memo<Part<Figure>>,
) -> impl IntoView {
    view! {
        {move || {
            figure
                .with(|figure| change_words(figure))
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
pub(crate) fn change_words(figure: &Figure) -> Option<(String, bool)> {
    let change = figure.change.filter(|change| !change.is_few(figure.unit, FEW))?;
    Some(words::change(figure.unit, &change))
}

/// "51.2–53.4% · n = 12,345".
pub(crate) fn range_words(figure: &Figure) -> Option<String> {
    let estimate = figure.now.estimate()?;
    if estimate.is_few(figure.unit, FEW) {
        return None;
    }
    let n = format!("n = {}", format::count(estimate.n));
    match estimate.interval {
        Some(interval) => Some(format!("{} · {n}", words::interval(figure.unit, interval))),
        None if figure.unit == Unit::Tickets => None,
        None => Some(n),
    }
}

/// A share with its interval, where there are cases enough to draw it.
pub(crate) fn share_of(figure: &Figure) -> Option<OnScale> {
    let estimate = figure.now.estimate()?;
    (figure.unit == Unit::Share && estimate.n >= FEW)
        .then(|| (estimate.value, estimate.interval.unwrap_or((estimate.value, estimate.value))))
}

/// A value with its interval, each as a share of a scale.
pub(crate) type OnScale = (f64, (f64, f64));

/// A hairline from 0 to 100% with the interval and the value on it; nothing where there is no value.
#[component]
pub(crate) fn ShareScale(
    /// Where they stand.
    share: Memo<Option<OnScale>>,
) -> impl IntoView {
    let now = move || share.get().unwrap_or_default();
    view! {
        <Show when=move || share.with(Option::is_some)>
            <div class="share-scale" aria-hidden="true">
                <span
                    class="share-band"
                    style:left=move || percent(now().1.0)
                    style:width=move || percent(width(now().1))
                ></span>
                <span class="share-dot" style:left=move || percent(now().0)></span>
            </div>
        </Show>
    }
}

/// [`ShareScale`] of a share that does not change in its place.
pub(crate) fn still_scale((value, ends): OnScale) -> impl IntoView {
    view! {
        <div class="share-scale" aria-hidden="true">
            <span class="share-band" style:left=percent(ends.0) style:width=percent(width(ends))></span>
            <span class="share-dot" style:left=percent(value)></span>
        </div>
    }
}

/// Where a share stands on a scale, as a style.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.2}%", share.clamp(0.0, 1.0) * 100.0)
}

/// How wide an interval is, as a share of its scale.
pub(crate) fn width((low, high): (f64, f64)) -> f64 {
    (high - low).max(0.0)
}
