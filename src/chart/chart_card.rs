//! A chart with its words, its menu, and everything that can be done with it.

use super::backend::{SCALE, SharpCanvas};
use super::hands::Hands;
use super::menu::{ChartMenu, Deed, saying};
use super::overlay::{Overlay, Pointing};
use super::save;
use super::surroundings::Surroundings;
use super::table_view::TableView;
use super::turn::Place;
use crate::observe;
use crate::part::Part;
use charts::Size;
use leptos::html;
use leptos::prelude::*;
use model::chart::{Chart, ChartAction, ChartBody};
use std::sync::Arc;

/// A chart.
#[component]
pub(crate) fn ChartCard(
    /// The chart.
    chart: Memo<Part<Chart>>,
    /// A click or a drag asks for something.
    on_action: Callback<ChartAction>,
    /// "How is this computed?" was asked.
    on_explain: Callback<()>,
) -> impl IntoView {
    let why = Memo::new(move |_| {
        chart.with(|chart| match &chart.body {
            ChartBody::Empty { why } => Some(why.clone()),
            _ => None,
        })
    });
    let title = Memo::new(move |_| {
        // A word joiner: lines must not break within "AI-only".
        chart.with(|chart| chart.title.replace("-only", "-\u{2060}only"))
    });
    // Nor within "n = 6,792".
    let subtitle = move || chart.with(|chart| chart.subtitle.replace("n = ", "n\u{a0}=\u{a0}"));
    let is_table = RwSignal::new(false);
    let (said, say) = saying();
    let deeds = Memo::new(move |_| {
        let mut deeds = Vec::new();
        if chart.with(|chart| !chart.metrics.is_empty()) {
            deeds.push(Deed::Explain);
        }
        if why.with(Option::is_none) {
            deeds.extend([Deed::Table, Deed::Copy, Deed::Png, Deed::Svg, Deed::Csv]);
        }
        deeds
    });
    let on_deed = Callback::new(move |deed: Deed| {
        let chart = chart.get_untracked();
        let theme = Surroundings::get().theme.get_untracked();
        let result = match deed {
            Deed::Table => {
                is_table.update(|is_table| *is_table = !*is_table);
                Ok(())
            }
            Deed::Copy => {
                save::copy(&charts::table(&chart), say);
                Ok(())
            }
            Deed::Png => save::png(&chart, &theme),
            Deed::Svg => save::svg(&chart, &theme),
            Deed::Csv => save::csv(&chart.id, &charts::table(&chart)),
            Deed::Explain => {
                on_explain.run(());
                Ok(())
            }
        };
        if let Err(words) = result {
            say(words);
        }
    });
    view! {
        <figure class="chart-card">
            <figcaption class="chart-head">
                <div>
                    <h3 class="chart-title">{title}</h3>
                    <p class="chart-subtitle">{subtitle}</p>
                </div>
                <Show when=move || deeds.with(|deeds| !deeds.is_empty())>
                    <ChartMenu
                        title=Signal::derive(move || format!("the chart: {}", title.get()))
                        deeds
                        is_table
                        on_deed
                    />
                </Show>
            </figcaption>
            <p class="chart-said" role="status">{said}</p>
            {move || why.get().map(|why| view! { <p class="chart-empty">{why}</p> })}
            <Show when=move || is_table.get() && why.with(Option::is_none)>
                {move || {
                    chart.with(|chart| view! { <TableView table=charts::table(chart) caption=chart.title.clone() /> })
                }}
            </Show>
            <Picture chart is_hidden=Signal::derive(move || is_table.get() || why.with(Option::is_some)) on_action />
        </figure>
    }
}

/// The canvas with what lies over it.
#[component]
fn Picture(
    chart: Memo<Part<Chart>>,
    is_hidden: Signal<bool>,
    on_action: Callback<ChartAction>,
) -> impl IntoView {
    let frame = NodeRef::<html::Div>::new();
    let canvas = NodeRef::<html::Canvas>::new();
    let pointing = Pointing::new();
    let width = watch_width(frame);
    let place = Place::of(frame);
    let height = Memo::new(move |_| {
        let width = width.get();
        chart.with(|chart| charts::natural_height(chart, width).round())
    });
    // The place never shrinks while its width stays: a filter that leaves fewer bars must not make the page jump.
    let tallest = Memo::new(move |before: Option<&(f64, f64)>| {
        let (width, height) = (width.get(), height.get());
        match before {
            Some((same, tallest)) if (same - width).abs() < 0.5 => (width, height.max(*tallest)),
            _ => (width, height),
        }
    });
    let failure = RwSignal::new(None::<String>);
    let around = Surroundings::get();
    let around_drawn = around.clone();
    let draw = Callback::new(move |()| {
        let size = width.try_get_untracked().zip(height.try_get_untracked());
        let (Some(canvas), Some((width, height))) = (canvas.try_get_untracked().flatten(), size) else {
            return;
        };
        let (theme, ratio) = (around_drawn.theme.get_untracked(), around_drawn.ratio.get_untracked());
        chart.with_untracked(|chart| {
            if width >= 1.0 && !matches!(chart.body, ChartBody::Empty { .. }) {
                let size = Size { width, height };
                let drawn = SharpCanvas::new(&canvas, (width, height), ratio)
                    .ok_or_else(|| "this browser gave no canvas to draw on".to_string())
                    .and_then(|backend| {
                        charts::draw(backend, size, SCALE, chart, &theme).map_err(|error| error.to_string())
                    });
                match drawn {
                    Ok(hits) => {
                        pointing.mark.update(|mark| *mark = mark.filter(|index| *index < hits.marks.len()));
                        pointing.brush.set(None);
                        pointing.hits.set(Arc::new(hits));
                        failure.set(None);
                    }
                    Err(words) => failure.set(Some(words)),
                }
            }
        });
    });
    Effect::new(move |_| {
        // What the height is made of comes before it, or its change alone goes unseen (ARCHITECTURE.md).
        chart.track();
        width.track();
        height.track();
        around.theme.track();
        around.ratio.track();
        around.fonts.track();
        if canvas.get().is_some() {
            // The chart may be gone by then.
            place.draw(move || {
                let _ = draw.try_run(());
            });
        }
    });

    let hands = Hands::new(pointing, on_action);
    let spoken = Memo::new(move |_| {
        if hands.is_keyboard.get() {
            pointing.pointed().map_or_else(String::new, |mark| mark.tip.spoken())
        } else {
            String::new()
        }
    });
    let label = move || {
        chart.with(|chart| {
            format!(
                "{} {} Chart: arrow keys read its values; the menu shows it as a table.",
                chart.title, chart.subtitle
            )
        })
    };
    let is_clickable = move || pointing.pointed().is_some_and(|mark| mark.action.is_some());
    view! {
        <div
            class="chart-frame"
            node_ref=frame
            class:is-gone=is_hidden
            style:min-height=move || format!("{}px", tallest.get().1)
        >
            <div class="chart-plot" style:height=move || format!("{}px", height.get())>
                <canvas
                    node_ref=canvas
                    class:is-clickable=is_clickable
                    tabindex="0"
                    role="img"
                    aria-label=label
                    style:width=move || format!("{}px", width.get())
                    style:height=move || format!("{}px", height.get())
                    on:pointermove=move |event| hands.moved(&event)
                    on:pointerdown=move |event| hands.pressed(&event)
                    on:pointerup=move |event| hands.released(&event)
                    on:pointercancel=move |_| hands.cancelled()
                    on:pointerleave=move |event| hands.left(&event)
                    on:blur=move |_| hands.blurred()
                    on:keydown=move |event| hands.key(&event)
                ></canvas>
                <Overlay pointing />
            </div>
            <p class="chart-hidden" aria-live="polite">{spoken}</p>
            {move || {
                failure.get().map(|words| view! { <p class="chart-empty">{format!("This chart is missing: {words}.")}</p> })
            }}
        </div>
    }
}

/// The width of an element in whole device pixels, followed for as long as the component lives.
fn watch_width(frame: NodeRef<html::Div>) -> Memo<f64> {
    let room = RwSignal::new(0.0);
    observe::size(frame, move |frame| {
        let now = f64::from(frame.client_width());
        // Hidden, it has no width: the last one is kept for when it comes back.
        if now > 0.0 && (room.get_untracked() - now).abs() > 0.5 {
            room.set(now);
        }
    });
    let ratio = Surroundings::get().ratio;
    Memo::new(move |_| {
        let ratio = ratio.get();
        (room.get() * ratio).floor() / ratio
    })
}
