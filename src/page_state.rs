//! What the page tells about itself to tests and to anyone's tooling: attributes of `<html>` and user-timing marks.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;

/// The states of `<html data-assay>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PageState {
    Ready,
    Loading,
    Loaded,
    Error,
}

/// Sets `data-assay`.
pub(crate) fn set_state(state: PageState) {
    let word = match state {
        PageState::Ready => "ready",
        PageState::Loading => "loading",
        PageState::Loaded => "loaded",
        PageState::Error => "error",
    };
    set("data-assay", word);
}

/// Sets `data-assay-rows`: data rows of the file that is loaded.
pub(crate) fn set_rows(rows: u64) {
    set("data-assay-rows", &rows.to_string());
}

/// Sets `data-assay-updated`: changes of filter, settings or screen since the data was loaded of which everything in sight is drawn.
pub(crate) fn set_updated(changes: u64) {
    set("data-assay-updated", &changes.to_string());
}

/// Sets `data-assay-settled`: the same changes, once the charts out of sight are drawn, too.
pub(crate) fn set_settled(changes: u64) {
    set("data-assay-settled", &changes.to_string());
}

/// Sets `data-assay-whole`: everything is loaded that the page shows later; no connection is needed any more.
pub(crate) fn set_whole() {
    set("data-assay-whole", "true");
}

/// Sets a user-timing mark `assay:<name>`.
pub(crate) fn mark(name: &str) {
    if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
        // A mark that cannot be set is no reason to disturb anyone.
        let _ = performance.mark(&format!("assay:{name}"));
    }
}

/// When that mark was first set, in milliseconds since the page was opened.
pub(crate) fn marked_at(name: &str) -> Option<f64> {
    let performance = web_sys::window()?.performance()?;
    let first = performance.get_entries_by_name(&format!("assay:{name}")).get(0);
    Some(first.dyn_into::<web_sys::PerformanceEntry>().ok()?.start_time())
}

fn set(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(name, value);
    }
}
