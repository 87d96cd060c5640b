//! A place that does not shrink: what stands below it stays where it is when a filter leaves less to say.

use crate::store::Store;
use leptos::html;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::ResizeObserver;

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
    let watcher = StoredValue::new_local(None::<(ResizeObserver, Closure<dyn Fn()>)>);
    let measure = move || {
        let Some(place) = place.get_untracked() else { return };
        let (width, height) = (place.client_width(), place.client_height());
        let (before, tallest) = seen.get_untracked();
        // Hidden, it has no width: what was seen is kept for when it comes back.
        if width > 0 && (width, height) != (before, tallest) {
            seen.set((width, if width == before { height.max(tallest) } else { 0 }));
        }
    };
    let measure_anew = move || {
        seen.update(|seen| seen.1 = 0);
        set_timeout(measure, Duration::ZERO);
    };
    Effect::new(move |_| {
        let Some(place) = place.get() else { return };
        let changed = Closure::<dyn Fn()>::new(move || {
            measure();
            if seen.get_untracked().1 == 0 {
                measure_anew();
            }
        });
        if let Ok(observer) = ResizeObserver::new(changed.as_ref().unchecked_ref()) {
            observer.observe(&place);
            watcher.set_value(Some((observer, changed)));
        }
    });
    Effect::new(move |before: Option<u64>| {
        let version = store.data_version.get();
        if before.is_some_and(|before| before != version) {
            measure_anew();
        }
        version
    });
    on_cleanup(move || {
        if let Some(Some((observer, _))) = watcher.try_update_value(Option::take) {
            observer.disconnect();
        }
    });
    view! {
        <div class="steady" node_ref=place style:min-height=move || format!("{}px", seen.get().1)>
            {children()}
        </div>
    }
}
