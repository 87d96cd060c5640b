//! A trend the size of a word.

use super::backend::{SCALE, SharpCanvas};
use super::surroundings::Surroundings;
use crate::part::Part;
use charts::Size;
use leptos::html;
use leptos::prelude::*;
use model::chart::Role;
use model::measure::Figure;

/// A small line beside a figure. It only decorates: the figure's change says the same in words.
#[component]
pub(crate) fn Sparkline(
    /// Whose trend: one value a step; `None` leaves a gap.
    figure: Memo<Part<Figure>>,
    /// Its colour.
    role: Role,
    /// Width in CSS pixels.
    #[prop(default = 96.0)]
    width: f64,
    /// Height in CSS pixels.
    #[prop(default = 24.0)]
    height: f64,
) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let around = Surroundings::get();
    Effect::new(move |_| {
        let Some(canvas) = canvas.get() else { return };
        let (theme, ratio) = (around.theme.get(), around.ratio.get());
        let Some(backend) = SharpCanvas::new(&canvas, (width, height), ratio) else { return };
        figure.with(|figure| {
            // A decoration that cannot be drawn is left out.
            let size = Size { width, height };
            let _ = charts::draw_sparkline(backend, size, SCALE, &figure.trend, role, &theme);
        });
    });
    view! {
        <canvas
            class="sparkline"
            node_ref=canvas
            aria-hidden="true"
            style:width=format!("{width}px")
            style:height=format!("{height}px")
        ></canvas>
    }
}
