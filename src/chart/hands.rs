//! Pointer and keyboard on a chart: pointing, clicking, dragging a period, and the same by keys.

use super::overlay::Pointing;
use charts::Direction;
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use model::chart::ChartAction;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// How far the pointer must go before a press becomes a drag, in CSS pixels.
const DRAG_PX: f64 = 6.0;

/// Pointer and keyboard.
#[derive(Clone, Copy)]
pub(super) struct Hands {
    pointing: Pointing,
    on_action: Callback<ChartAction>,
    /// Whether the cursor was last moved by keys: then it is read out, and leaving with the pointer does not take it away.
    pub(super) is_keyboard: RwSignal<bool>,
    /// Where a press began: position, and the mark that was pointed at before it.
    press: StoredValue<Option<(f64, f64, Option<usize>)>>,
}

impl Hands {
    pub(super) fn new(pointing: Pointing, on_action: Callback<ChartAction>) -> Hands {
        Hands { pointing, on_action, is_keyboard: RwSignal::new(false), press: StoredValue::new(None) }
    }

    fn point_at(self, mark: Option<usize>) {
        if self.pointing.mark.get_untracked() != mark {
            self.pointing.mark.set(mark);
        }
    }

    fn mark_at(self, event: &PointerEvent) -> Option<usize> {
        let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        self.pointing.hits.with_untracked(|hits| hits.at(x, y))
    }

    pub(super) fn moved(self, event: &PointerEvent) {
        let x = f64::from(event.offset_x());
        if let Some((from, _, _)) = self.press.get_value()
            && ((x - from).abs() >= DRAG_PX || self.pointing.brush.with_untracked(Option::is_some))
        {
            let points = self.pointing.hits.with_untracked(|hits| {
                let time = hits.time.as_ref()?;
                Some((time.point_at(from)?, time.point_at(x)?))
            });
            if points.is_some() {
                if self.pointing.brush.with_untracked(Option::is_none)
                    && let Some(canvas) =
                        event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok())
                {
                    // Without capture a drag ends at the edge; that is still a drag.
                    let _ = canvas.set_pointer_capture(event.pointer_id());
                }
                self.pointing.brush.set(points);
                self.point_at(None);
                return;
            }
        }
        if self.is_keyboard.get_untracked() {
            self.is_keyboard.set(false);
        }
        self.point_at(self.mark_at(event));
    }

    pub(super) fn pressed(self, event: &PointerEvent) {
        if event.button() == 0 {
            let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
            self.press.set_value(Some((x, y, self.pointing.mark.get_untracked())));
        }
    }

    pub(super) fn released(self, event: &PointerEvent) {
        let Some((_, _, before)) = self.press.try_update_value(Option::take).flatten() else { return };
        if let Some((a, b)) = self.pointing.brush.get_untracked() {
            self.pointing.brush.set(None);
            self.select(a, b);
            return;
        }
        let mark = self.mark_at(event);
        self.point_at(mark);
        // A finger cannot hover: its first tap reads, its second one acts.
        if event.pointer_type() != "touch" || mark == before {
            self.act(mark);
        }
    }

    pub(super) fn dropped(self) {
        self.press.set_value(None);
        self.pointing.brush.set(None);
    }

    /// The browser took the gesture over, to scroll with it.
    pub(super) fn cancelled(self) {
        self.dropped();
        self.point_at(None);
    }

    pub(super) fn left(self, event: &PointerEvent) {
        // A finger leaves as soon as it is lifted: what it tapped stays to be read.
        if event.pointer_type() != "touch"
            && !self.is_keyboard.get_untracked()
            && self.pointing.brush.with_untracked(Option::is_none)
        {
            self.point_at(None);
        }
    }

    pub(super) fn blurred(self) {
        // A chart that had the focus loses it when it is taken from the page: by then it has no state left to change.
        if self.is_keyboard.is_disposed() {
            return;
        }
        self.is_keyboard.set(false);
        self.dropped();
        self.point_at(None);
    }

    fn act(self, mark: Option<usize>) {
        let action = self.pointing.hits.with_untracked(|hits| hits.marks.get(mark?)?.action.clone());
        if let Some(action) = action {
            self.on_action.run(action);
        }
    }

    fn select(self, a: usize, b: usize) {
        let period = self.pointing.hits.with_untracked(|hits| {
            let time = hits.time.as_ref()?;
            Some((*time.starts.get(a.min(b))?, time.end_of(a.max(b))))
        });
        if let Some((from, to)) = period {
            self.on_action.run(ChartAction::Period(from, to));
        }
    }

    pub(super) fn key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let current = self.pointing.mark.get_untracked();
        let direction = match event.key().as_str() {
            "ArrowLeft" => Direction::Left,
            "ArrowRight" => Direction::Right,
            "ArrowUp" => Direction::Up,
            "ArrowDown" => Direction::Down,
            "Home" => Direction::First,
            "End" => Direction::Last,
            "Enter" | " " => {
                event.prevent_default();
                match self.pointing.brush.get_untracked() {
                    Some((a, b)) => {
                        self.pointing.brush.set(None);
                        self.select(a, b);
                    }
                    None => self.act(current),
                }
                return;
            }
            "Escape" => {
                // Only what it closes is taken from others that listen for it.
                if current.is_some() || self.pointing.brush.with_untracked(Option::is_some) {
                    event.stop_propagation();
                }
                self.dropped();
                self.point_at(None);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        let next = self.pointing.hits.with_untracked(|hits| hits.step(current, direction));
        self.is_keyboard.set(true);
        let (from, to) = self.pointing.hits.with_untracked(|hits| {
            let column =
                |mark: Option<usize>| hits.time.as_ref().and(hits.marks.get(mark?)).map(|mark| mark.column);
            (column(current), column(next))
        });
        match (event.shift_key(), from, to) {
            // With Shift a period grows from where the cursor stood.
            (true, Some(from), Some(to)) => {
                let anchor = self.pointing.brush.get_untracked().map_or(from, |(anchor, _)| anchor);
                self.pointing.brush.set(Some((anchor, to)));
            }
            _ => self.pointing.brush.set(None),
        }
        self.point_at(next);
    }
}
