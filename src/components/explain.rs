//! "How is this computed?": meaning, formula, the tickets at each step, source and caveats of a figure.

use super::figures::label_of;
use super::link::AppLink;
use super::modal::Modal;
use crate::address::Route;
use crate::annex::{self, Room};
use crate::icons::{ARROW_RIGHT, EXTERNAL_LINK, Icon};
use crate::screens;
use crate::session::Session;
use crate::store::{Check, Explained, Store};
use crate::words::{self, Shown};
use charts::format;
use leptos::prelude::*;
use model::catalog::MetricInfo;
use model::definition::{DefinitionRow, Support};
use model::field::Field;
use model::filter::Filter;
use model::measure::{Figure, Step};
use model::resample::Resampled;

/// The drawer.
#[component]
pub(crate) fn ExplainDrawer() -> impl IntoView {
    let store = Store::get();
    let is_open = Signal::derive(move || store.explained.with(Option::is_some));
    view! {
        <Modal
            is_open
            on_close=Callback::new(move |()| store.explained.set(None))
            title="How is this computed?"
            class="drawer"
        >
            {annex::show(Room::Explained)}
        </Modal>
    }
}

/// What stands in the drawer.
#[component]
pub(crate) fn Explanation() -> impl IntoView {
    let store = Store::get();
    move || match store.explained.get() {
        Some(Explained::Figure(figure)) => view! { <FigureExplained figure=*figure /> }.into_any(),
        Some(Explained::Definition(row)) => view! { <DefinitionExplained row=*row /> }.into_any(),
        Some(Explained::Metrics { title, metrics }) => {
            view! { <MetricsExplained title metrics /> }.into_any()
        }
        None => ().into_any(),
    }
}

#[component]
fn FigureExplained(
    figure: Figure,
    /// Its words, where the catalog does not hold them.
    #[prop(optional)]
    info: Option<MetricInfo>,
    /// What stands before the filter.
    #[prop(optional)]
    more: Vec<AnyView>,
) -> impl IntoView {
    let store = Store::get();
    let in_catalog = || store.catalog.with_untracked(|catalog| catalog.metric(&figure.metric).cloned());
    let label = info.as_ref().map_or_else(|| label_of(store, &figure), |info| info.label.clone());
    let info = info.or_else(in_catalog);
    let value = match words::shown(figure.unit, &figure.now) {
        Shown::Value { number, unit } => {
            let range = figure
                .now
                .estimate()
                .and_then(|estimate| estimate.interval)
                .map(|interval| format!(" (95%: {})", words::interval(figure.unit, interval)));
            format!("{number}{}{unit}{}", if unit == "%" { "" } else { " " }, range.unwrap_or_default())
        }
        Shown::Few { cases } => format!("Too few for a rate: {cases}"),
        Shown::Nothing { why, needs } if needs.is_empty() => why,
        Shown::Nothing { why, needs } => {
            let names: Vec<&str> = needs.iter().map(|field| field.label()).collect();
            format!("{why} What would help: {}.", names.join(", "))
        }
    };
    let counted = figure.now.estimate().and_then(|estimate| {
        Some(format!("{} of {}", format::count(estimate.k?), format::count(estimate.n)))
    });
    let is_share = counted.is_some();
    view! {
        <section class="explain">
            <h3>
                {label}
                {(!figure.variant_label.is_empty())
                    .then(|| view! { <span class="figure-variant">{figure.variant_label.clone()}</span> })}
            </h3>
            <p class="explain-value number">{value}</p>
            {counted.map(|counted| view! { <p class="quiet number">{counted}</p> })}
            {alike(&figure).map(|words| view! { <p class="quiet">{words}</p> })}
            {info.clone().map(|info| view! { <Meaning info /> })}
            <h4>"From all rows to these tickets"</h4>
            <Steps steps=figure.steps.clone() />
            {more}
            <h4>"Filter"</h4>
            <FilterWords />
            <div class="button-row">
                {figure
                    .numerator
                    .clone()
                    .filter(|_| is_share)
                    .map(|filter| view! { <TicketsLink filter words="See the tickets that count" /> })}
                {figure
                    .denominator
                    .clone()
                    .map(|filter| {
                        let words = if is_share { "See all tickets it is a share of" } else { "See the tickets" };
                        view! { <TicketsLink filter words /> }
                    })}
            </div>
            {info
                .map(|info| {
                    let check = checkable(&figure, &info, &store.filter().get_untracked());
                    match check {
                        Some(of) => view! { <Footing info check=view! { <IntervalCheck figure of /> }.into_any() /> }.into_any(),
                        None => view! { <Footing info /> }.into_any(),
                    }
                })}
        </section>
    }
}

/// What the interval of a figure can be checked by; nothing where it cannot be.
fn checkable(figure: &Figure, info: &MetricInfo, filter: &Filter) -> Option<Resampled> {
    let estimate = figure.now.estimate()?;
    if info.is_quantile {
        return Some(Resampled::Duration {
            metric: figure.metric.clone(),
            variant: figure.variant.clone(),
            filter: filter.clone(),
        });
    }
    estimate.k?;
    Some(Resampled::Share { numerator: figure.numerator.clone()?, denominator: figure.denominator.clone()? })
}

/// Offers to check the interval by drawing customers anew, tells how far that is, and what came of it.
#[component]
fn IntervalCheck(figure: Figure, of: Resampled) -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    on_cleanup(move || session.drop_check());
    let shown = figure.now.estimate().and_then(|estimate| estimate.interval);
    let unit = figure.unit;
    let share = Memo::new(move |_| match store.check.get() {
        Check::Drawing { drawn, draws, .. } => Some((drawn, draws)),
        _ => None,
    });
    let is_drawing = Memo::new(move |_| share.get().is_some());
    view! {
        <div class="check-interval" aria-live="polite">
            {move || {
                if is_drawing.get() {
                    let percent = move || {
                        share.get().map_or(0.0, |(drawn, draws)| 100.0 * f64::from(drawn) / f64::from(draws.max(1)))
                    };
                    return view! {
                        <div class="reading-line">
                            <p class="quiet">"Drawing customers anew…"</p>
                            <button type="button" class="button is-small" on:click=move |_| session.drop_check()>
                                "Cancel"
                            </button>
                        </div>
                        <div
                            class="reading-track"
                            role="progressbar"
                            aria-label="Drawn"
                            aria-valuemin="0"
                            aria-valuemax="100"
                            aria-valuenow=move || format!("{:.0}", percent())
                        >
                            <span style:width=move || format!("{:.1}%", percent())></span>
                        </div>
                    }
                        .into_any();
                }
                match store.check.get_untracked() {
                    Check::Done(result) => {
                        let range = result
                            .interval
                            .map(|interval| format!("By drawing customers: {}", words::interval(unit, interval)));
                        view! {
                            {range.map(|range| view! { <p class="number" data-check="interval">{range}</p> })}
                            <p class="quiet">{result.told.clone()}</p>
                        }
                            .into_any()
                    }
                    _ => {
                        let of = of.clone();
                        view! {
                            <button
                                type="button"
                                class="button is-small"
                                on:click=move |_| session.check_interval(of.clone(), shown)
                            >
                                "Check it by drawing customers anew"
                            </button>
                        }
                            .into_any()
                    }
                }
            }}
        </div>
    }
}

/// A definition: its words, what the file lacks for it, and when it changed.
#[component]
fn DefinitionExplained(row: DefinitionRow) -> impl IntoView {
    let told = match row.support {
        Support::Approximated(told) => told,
        Support::Full | Support::Impossible => Vec::new(),
    };
    let list = |title: &'static str, lines: Vec<String>| {
        (!lines.is_empty()).then(|| {
            view! {
                <h4>{title}</h4>
                <ul class="explain-caveats">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            }
        })
    };
    let changes =
        row.changes.iter().map(|change| format!("{}: {}", format::day(change.day), change.what)).collect();
    view! {
        <FigureExplained figure=row.figure info=row.info more=vec![
            list("Otherwise than published", told).into_any(),
            list("Changed by its vendor", changes).into_any(),
        ] />
    }
}

#[component]
fn MetricsExplained(title: String, metrics: Vec<String>) -> impl IntoView {
    let store = Store::get();
    let infos: Vec<MetricInfo> = store
        .catalog
        .with_untracked(|catalog| metrics.iter().filter_map(|id| catalog.metric(id).cloned()).collect());
    view! {
        <section class="explain">
            <p class="quiet">{title}</p>
            {infos
                .into_iter()
                .map(|info| {
                    view! {
                        <h3>{info.label.clone()}</h3>
                        <Meaning info=info.clone() />
                        <Footing info />
                    }
                })
                .collect_view()}
            <h4>"Filter"</h4>
            <FilterWords />
        </section>
    }
}

#[component]
fn Meaning(info: MetricInfo) -> impl IntoView {
    view! {
        <p>{info.meaning}</p>
        <h4>"Formula"</h4>
        <p class="explain-formula">{info.formula}</p>
    }
}

/// How sure it is, who says so, and what to keep in mind.
#[component]
fn Footing(
    info: MetricInfo,
    /// Stands below the words about the interval.
    #[prop(optional)]
    check: Option<AnyView>,
) -> impl IntoView {
    let needs: Vec<&str> = info.needs.iter().map(|field| field.label()).collect();
    let either: Vec<String> = info
        .needs_one_of
        .iter()
        .map(|group| group.iter().map(|field| field.label()).collect::<Vec<_>>().join(" or "))
        .collect();
    // What the export itself leaves out touches every figure of the AI.
    let mut caveats = info.caveats;
    if info.needs.contains(&Field::AiInvolved)
        && let Some(summary) = Store::get().summary.get_untracked()
    {
        caveats.extend(summary.warnings.iter().cloned());
    }
    let needed: Vec<String> = needs.into_iter().map(str::to_string).chain(either).collect();
    view! {
        <h4>"Interval"</h4>
        <p>{info.interval}</p>
        {check}
        {(!caveats.is_empty())
            .then(|| {
                view! {
                    <h4>"Keep in mind"</h4>
                    <ul class="explain-caveats">
                        {caveats.into_iter().map(|caveat| view! { <li>{caveat}</li> }).collect_view()}
                    </ul>
                }
            })}
        {(!needed.is_empty())
            .then(|| {
                view! {
                    <h4>"Fields it needs"</h4>
                    <ul class="explain-caveats">
                        {needed.into_iter().map(|field| view! { <li>{field}</li> }).collect_view()}
                    </ul>
                }
            })}
        <h4>"Source"</h4>
        <SourceWords text=info.source />
    }
}

/// A source with its address as a link, which opens only when it is clicked and tells the other side nothing.
#[component]
fn SourceWords(text: String) -> impl IntoView {
    let parts: Vec<AnyView> = text
        .split_inclusive(char::is_whitespace)
        .map(|word| {
            let bare = word.trim_end();
            let address = bare.trim_end_matches([':', ',', ';', '.', ')']);
            if address.starts_with("https://") {
                let rest = word[address.len()..].to_string();
                let address = address.to_string();
                let shown = address.trim_start_matches("https://").to_string();
                view! {
                    <a class="source-link" href=address target="_blank" rel="noopener noreferrer">
                        {shown}
                        <Icon shape=EXTERNAL_LINK />
                        <span class="hidden">" (opens another site in a new tab)"</span>
                    </a>
                    {rest}
                }
                .into_any()
            } else {
                word.to_string().into_any()
            }
        })
        .collect();
    view! { <p class="explain-source">{parts}</p> }
}

/// What customers who came back do to the interval.
fn alike(figure: &Figure) -> Option<String> {
    let (found, n) = (figure.alike?, figure.now.estimate()?.n);
    // Less than that cannot be seen.
    Some(if found.effective_n < 0.995 * n as f64 {
        format!(
            "Customers came back, and tickets of one customer are alike: these {} tell as much as {} of different customers would \
             (design effect {:.2}). The interval is as wide as that makes it.",
            model::units::counted(n, "ticket"),
            format::count(found.effective_n.round() as u64),
            found.design_effect
        )
    } else {
        "Customers came back, but tickets of one customer are no more alike than others here: the interval takes them for independent."
            .to_string()
    })
}

#[component]
fn Steps(steps: Vec<Step>) -> impl IntoView {
    let most = steps.iter().map(|step| step.n).max().unwrap_or(0).max(1);
    view! {
        <ol class="steps">
            {steps
                .into_iter()
                .map(|step| {
                    view! {
                        <li>
                            <span class="step-label">{step.label}</span>
                            <span class="number">{format::count(step.n)}</span>
                            <span class="step-bar" aria-hidden="true">
                                <span style:width=format!("{:.2}%", 100.0 * step.n as f64 / most as f64)></span>
                            </span>
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
}

/// The filter in force, in words.
#[component]
fn FilterWords() -> impl IntoView {
    let store = Store::get();
    let filter = store.filter();
    view! {
        {move || {
            let conditions = store.definition_names.with(|names| filter.with(|filter| words::conditions(filter, names)));
            if conditions.is_empty() {
                view! { <p class="quiet">"None: all eligible tickets of the file."</p> }.into_any()
            } else {
                view! {
                    <ul class="explain-caveats">
                        {conditions.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}
                    </ul>
                }
                    .into_any()
            }
        }}
    }
}

#[component]
fn TicketsLink(filter: Filter, words: &'static str) -> impl IntoView {
    let store = Store::get();
    let to = Signal::derive(move || {
        store.route.with(|route| Route { filter: filter.clone(), ..route.on(&screens::tickets::SCREEN) })
    });
    view! {
        <span on:click=move |_| store.explained.set(None)>
            <AppLink class="button" to>
                {words}
                <Icon shape=ARROW_RIGHT />
            </AppLink>
        </span>
    }
}
