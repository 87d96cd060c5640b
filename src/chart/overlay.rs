//! What lies over a chart while it is pointed at: crosshair, emphasised points, the outline of a bar, the selected period and
//! the tooltip. Nothing here takes the pointer.

use charts::{Hits, Mark, Rect, Tip, format};
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
        <Tooltip pointing pointed brushed />
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
        Some(ChartAction::ReturnDays(_)) => Some("Click to count returns within so many days"),
        None => None,
    }
}

/// Where a tooltip of a size goes so that it covers little of what it speaks of: beside the point, or under the bar.
/// `view` is what of the page is in sight, in the picture's coordinates; `height` is the picture's.
fn tip_place(
    (width, tall): (f64, f64),
    anchor: (f64, f64),
    shape: Rect,
    is_below: bool,
    view: Rect,
    height: f64,
) -> (f64, f64) {
    const GAP: f64 = 14.0;
    const RIM: f64 = 8.0;
    let (left, right) = (view.x + RIM, view.right() - RIM);
    let beside = [anchor.0 + GAP, anchor.0 - GAP - width];
    let side = beside.into_iter().find(|x| *x >= left && x + width <= right);
    if let (Some(x), false) = (side, is_below) {
        return (x, (anchor.1 - tall / 2.0).clamp(0.0, (height - tall).max(0.0)));
    }
    let x = (anchor.0 - width / 2.0).clamp(left, (right - width).max(left));
    let (above, below) = (shape.y - RIM - tall, shape.bottom() + RIM);
    let has_room_below = below + tall <= view.bottom() - RIM;
    let is_point = shape.height > height / 2.0 || shape.height == 0.0;
    // A column of a time axis is spoken of from above, where it hides no line; a bar from below.
    let y = match (is_point, above >= view.y + RIM, has_room_below) {
        (true, true, _) | (false, true, false) => above,
        _ => below,
    };
    (x, y)
}

#[component]
fn Tooltip(pointing: Pointing, pointed: Memo<Option<Mark>>, brushed: Memo<Option<Brushed>>) -> impl IntoView {
    let tip = NodeRef::<html::Div>::new();
    // Measured once it has its words, before the frame is painted.
    let place = move || {
        // The screen may be left before the frame is painted.
        let Some(tip) = tip.try_get_untracked().flatten() else { return };
        let (shape, anchor, is_below) = match (brushed.get_untracked(), pointed.get_untracked()) {
            (Some(brushed), _) => {
                let shape = Rect {
                    x: brushed.left,
                    y: brushed.top,
                    width: brushed.right - brushed.left,
                    height: 0.0,
                };
                (shape, (f64::midpoint(brushed.left, brushed.right), brushed.top), true)
            }
            (None, Some(mark)) => {
                let is_below = pointing.hits.with_untracked(|hits| hits.is_vertical);
                (mark.shape, mark.anchor, is_below)
            }
            (None, None) => return,
        };
        let Some(frame) = tip.offset_parent().map(|parent| parent.get_bounding_client_rect()) else { return };
        let size = (f64::from(tip.offset_width()), f64::from(tip.offset_height()));
        let length = |length: Result<wasm_bindgen::JsValue, _>| {
            length.ok().and_then(|length| length.as_f64()).unwrap_or(f64::MAX)
        };
        let (view_width, view_height) = (length(window().inner_width()), length(window().inner_height()));
        let view = Rect { x: -frame.left(), y: -frame.top(), width: view_width, height: view_height };
        let (x, y) = tip_place(size, anchor, shape, is_below, view, frame.height());
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
