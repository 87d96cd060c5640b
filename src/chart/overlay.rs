//! What lies over a chart while it is pointed at: crosshair, emphasised points, the outline of a bar, the selected period and
//! the tooltip. Nothing here takes the pointer.

use charts::{Hits, Mark, Tip, format};
use leptos::html;
use leptos::prelude::*;
use model::chart::{ChartAction, Role};
use std::sync::Arc;

use super::surroundings::Surroundings;

/// The marks and the one pointed at.
#[derive(Clone, Copy)]
pub(crate) struct Pointing {
    /// What can be pointed at.
    pub(crate) hits: RwSignal<Arc<Hits>>,
    /// Index of the mark pointed at.
    pub(crate) mark: RwSignal<Option<usize>>,
    /// First and last point of a period being selected, in any order.
    pub(crate) brush: RwSignal<Option<(usize, usize)>>,
}

impl Pointing {
    pub(crate) fn new() -> Pointing {
        Pointing {
            hits: RwSignal::new(Arc::default()),
            mark: RwSignal::new(None),
            brush: RwSignal::new(None),
        }
    }

    /// The mark pointed at.
    pub(crate) fn pointed(self) -> Option<Mark> {
        let index = self.mark.get()?;
        self.hits.with(|hits| hits.marks.get(index).cloned())
    }

    /// The period being selected, with its edges in pixels.
    fn brushed(self) -> Option<Brushed> {
        let (a, b) = self.brush.get()?;
        self.hits.with(|hits| {
            let time = hits.time.as_ref()?;
            let (first, last) = (a.min(b), a.max(b));
            let (from, to) = (*time.starts.get(first)?, time.end_of(last));
            Some(Brushed {
                left: time.x_of(from),
                right: time.x_of(to),
                top: hits.plot.y,
                height: hits.plot.height,
                words: format::period(from, to),
            })
        })
    }
}

#[derive(Clone, PartialEq)]
struct Brushed {
    left: f64,
    right: f64,
    top: f64,
    height: f64,
    words: String,
}

fn px(length: f64) -> String {
    format!("{length:.1}px")
}

/// Everything that lies over the picture.
#[component]
pub(crate) fn Overlay(
    /// What is pointed at.
    pointing: Pointing,
    /// Width of the picture in CSS pixels.
    #[prop(into)]
    width: Signal<f64>,
    /// Height of the picture in CSS pixels.
    #[prop(into)]
    height: Signal<f64>,
) -> impl IntoView {
    let pointed = Memo::new(move |_| pointing.pointed());
    let brushed = Memo::new(move |_| pointing.brushed());
    view! {
        {move || pointed.get().map(|mark| view! { <Emphasis mark pointing /> })}
        {move || {
            brushed
                .get()
                .map(|brushed| {
                    view! {
                        <div
                            class="chart-brush"
                            style:left=px(brushed.left)
                            style:top=px(brushed.top)
                            style:width=px(brushed.right - brushed.left)
                            style:height=px(brushed.height)
                        ></div>
                    }
                })
        }}
        <Tooltip pointed brushed width height />
    }
}

#[component]
fn Emphasis(mark: Mark, pointing: Pointing) -> impl IntoView {
    let theme = Surroundings::get().theme.get_untracked();
    let (plot, has_time) = pointing.hits.with_untracked(|hits| (hits.plot, hits.time.is_some()));
    if mark.dots.is_empty() && !(has_time && mark.shape.height >= plot.height - 1.0) {
        // A bar or a segment.
        let shape = mark.shape;
        return view! {
            <div
                class="chart-outline"
                style:left=px(shape.x - 1.0)
                style:top=px(shape.y - 1.0)
                style:width=px(shape.width + 2.0)
                style:height=px(shape.height + 2.0)
            ></div>
        }
        .into_any();
    }
    let dots = mark
        .dots
        .iter()
        .map(|(x, y, role)| {
            view! {
                <div
                    class="chart-dot"
                    style:left=px(*x)
                    style:top=px(*y)
                    style:background-color=theme.mark(*role).hex()
                ></div>
            }
        })
        .collect_view();
    view! {
        <div class="chart-cross" style:left=px(mark.anchor.0) style:top=px(plot.y) style:height=px(plot.height)></div>
        {dots}
    }
    .into_any()
}

/// What a click will do, in words.
fn promise(action: Option<&ChartAction>, has_drag: bool) -> Option<&'static str> {
    match action {
        Some(ChartAction::Accept(..)) => Some("Click to filter"),
        Some(ChartAction::Tickets(_)) => Some("Click to see these tickets"),
        Some(ChartAction::Period(..)) if has_drag => Some("Click for this period, drag for a longer one"),
        Some(ChartAction::Period(..)) => Some("Click for this period"),
        None => None,
    }
}

#[component]
fn Tooltip(
    pointed: Memo<Option<Mark>>,
    brushed: Memo<Option<Brushed>>,
    width: Signal<f64>,
    height: Signal<f64>,
) -> impl IntoView {
    let tip = NodeRef::<html::Div>::new();
    // Beside its point, on the side that has room; measured once it has its words, before the frame is painted.
    let place = move || {
        let Some(tip) = tip.get_untracked() else { return };
        let anchor = match (brushed.get_untracked(), pointed.get_untracked()) {
            (Some(brushed), _) => (f64::midpoint(brushed.left, brushed.right), brushed.top),
            (None, Some(mark)) => mark.anchor,
            (None, None) => return,
        };
        let (own_width, own_height) = (f64::from(tip.offset_width()), f64::from(tip.offset_height()));
        let (room, gap) = (width.get_untracked(), 14.0);
        let x = if anchor.0 + gap + own_width <= room {
            anchor.0 + gap
        } else if anchor.0 - gap - own_width >= 0.0 {
            anchor.0 - gap - own_width
        } else {
            (room - own_width).max(0.0) / 2.0
        };
        let low = (height.get_untracked() - own_height).max(0.0);
        let y = (anchor.1 - own_height / 2.0).clamp(0.0, low);
        let style = web_sys::HtmlElement::style(&tip);
        let _ = style.set_property("transform", &format!("translate({}px, {}px)", x.round(), y.round()));
        let _ = style.set_property("visibility", "visible");
    };
    Effect::new(move |_| {
        if pointed.with(Option::is_some) || brushed.with(Option::is_some) {
            request_animation_frame(place);
        }
    });
    let is_shown = move || pointed.with(Option::is_some) || brushed.with(Option::is_some);
    view! {
        <Show when=is_shown>
            <div class="chart-tip" aria-hidden="true" node_ref=tip>
                {move || match (brushed.get(), pointed.get()) {
                    (Some(brushed), _) => {
                        view! {
                            <p class="chart-tip-title">{brushed.words}</p>
                            <p class="chart-tip-note">"Release to show this period; Esc keeps things as they are"</p>
                        }
                            .into_any()
                    }
                    (None, Some(mark)) => {
                        let promise = promise(mark.action.as_ref(), !mark.dots.is_empty());
                        view! { <TipWords tip=mark.tip promise /> }.into_any()
                    }
                    (None, None) => ().into_any(),
                }}
            </div>
        </Show>
    }
}

#[component]
fn TipWords(tip: Tip, promise: Option<&'static str>) -> impl IntoView {
    let rows = tip
        .rows
        .into_iter()
        .map(|row| {
            let is_hatched = row.role == Role::Unknown;
            let n = if row.n.is_empty() { String::new() } else { format!("n {}", row.n) };
            view! {
                <div class="chart-tip-row" class:is-focus=row.is_focus>
                    <i class:is-hatched=is_hatched style:background-color=row.color.hex()></i>
                    <span class="chart-tip-label">{row.label}</span>
                    <b>{row.value}</b>
                    <span class="chart-tip-quiet">{row.interval}</span>
                    <span class="chart-tip-quiet">{n}</span>
                </div>
            }
        })
        .collect_view();
    view! {
        <p class="chart-tip-title">{tip.title}</p>
        <div class="chart-tip-rows">{rows}</div>
        {(!tip.note.is_empty()).then(|| view! { <p class="chart-tip-note">{tip.note}</p> })}
        {promise.map(|promise| view! { <p class="chart-tip-promise">{promise}</p> })}
    }
}
