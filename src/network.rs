//! Counts what the browser fetched since the page was ready: the proof that nothing is sent or loaded behind the scenes.

use crate::page_state;
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

/// Follows the browser's list of requests. Those of a worker stand in a list of its own: see [`Traffic::add`].
pub(crate) fn watch(traffic: RwSignal<Traffic>) {
    let callback = Closure::<dyn FnMut(web_sys::PerformanceObserverEntryList)>::new(
        move |list: web_sys::PerformanceObserverEntryList| {
            let name = |entry: JsValue| {
                let told = |what: &str| Reflect::get(&entry, &what.into()).ok();
                // On a slow line what the page began with arrives later; it was asked for before.
                let ready_ms = page_state::marked_at("ready")?;
                told("name")?
                    .as_string()
                    .filter(|_| told("startTime").is_none_or(|at| at.as_f64() >= Some(ready_ms)))
            };
            traffic.update(|traffic| traffic.add(list.get_entries().iter().filter_map(name)));
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
}

impl Traffic {
    /// Counts requests by their addresses.
    pub(crate) fn add(&mut self, addresses: impl Iterator<Item = String>) {
        let origin = window().location().origin().unwrap_or_default();
        for address in addresses {
            // A blob and a data address are the page's own memory.
            if address.starts_with("blob:") || address.starts_with("data:") {
                continue;
            }
            if address.starts_with(&origin) {
                self.own += 1;
            } else {
                self.foreign += 1;
            }
        }
    }
}
