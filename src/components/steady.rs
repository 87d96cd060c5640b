//! A place that does not shrink: what stands below it stays where it is when a filter leaves less to say.

use crate::observe;
use crate::store::Store;
use leptos::html;
use leptos::prelude::*;
use std::time::Duration;

/// Keeps the greatest height that its content has had, as long as its width and the data set stay.
#[component]
pub(crate) fn Steady(
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    let store = Store::get();
    let place = NodeRef::<html::Div>::new();
    // Width and greatest height, in CSS pixels.
    let seen = RwSignal::new((0, 0));
    let measure = move || {
        // Measuring waits for its turn, and the screen may be left before.
        let Some((place, (before, tallest))) =
            place.try_get_untracked().flatten().zip(seen.try_get_untracked())
        else {
            return;
        };
        let (width, height) = (place.client_width(), place.client_height());
        // Hidden, it has no width: what was seen is kept for when it comes back.
        if width > 0 && (width, height) != (before, tallest) {
            seen.set((width, if width == before { height.max(tallest) } else { 0 }));
        }
    };
    let measure_anew = move || {
        seen.update(|seen| seen.1 = 0);
        set_timeout(measure, Duration::ZERO);
    };
    observe::size(place, move |_| {
        measure();
        if seen.try_get_untracked().is_some_and(|(_, tallest)| tallest == 0) {
            measure_anew();
        }
    });
    Effect::new(move |before: Option<u64>| {
        let version = store.data_version.get();
        if before.is_some_and(|before| before != version) {
            measure_anew();
        }
        version
    });
    view! {
        <div class="steady" node_ref=place style:min-height=move || format!("{}px", seen.get().1)>
            {children()}
        </div>
    }
}
