//! Counts what the browser fetched since the page was ready: the proof that nothing is sent or loaded behind the scenes.

use js_sys::{Array, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

/// What was fetched since the page was ready.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Traffic {
    /// Requests to any other host.
    pub(crate) foreign: u32,
    /// Assay's own files that were loaded later, such as letters of a font.
    pub(crate) own: u32,
}

/// Follows the browser's list of requests.
pub(crate) fn watch() -> ReadSignal<Traffic> {
    let (traffic, set_traffic) = signal(Traffic::default());
    let origin = window().location().origin().unwrap_or_default();
    let callback = Closure::<dyn FnMut(web_sys::PerformanceObserverEntryList)>::new(
        move |list: web_sys::PerformanceObserverEntryList| {
            set_traffic.update(|traffic| count(traffic, &list.get_entries(), &origin));
        },
    );
    let observer = web_sys::PerformanceObserver::new(callback.as_ref().unchecked_ref());
    if let Ok(observer) = observer {
        let options = web_sys::PerformanceObserverInit::new(&Array::of1(&"resource".into()));
        // Where the browser cannot tell, the counter stays at what it knows.
        observer.observe(&options);
        // Observes as long as the page lives.
        callback.forget();
    }
    traffic
}

fn count(traffic: &mut Traffic, entries: &Array, origin: &str) {
    for entry in entries.iter() {
        let name =
            Reflect::get(&entry, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
        // A blob and a data address are the page's own memory.
        if name.starts_with("blob:") || name.starts_with("data:") {
            continue;
        }
        if name.starts_with(origin) {
            traffic.own += 1;
        } else {
            traffic.foreign += 1;
        }
    }
}
