//! Following the size of an element.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlDivElement, ResizeObserver};

/// Calls `then` once when the element is there, and whenever its size has changed, for as long as the component lives.
pub(crate) fn watch(place: NodeRef<html::Div>, then: impl Fn(&HtmlDivElement) + Clone + 'static) {
    let watcher = StoredValue::new_local(None::<(ResizeObserver, Closure<dyn Fn()>)>);
    Effect::new(move |_| {
        let Some(element) = place.get() else { return };
        then(&element);
        let (measured, then) = (element.clone(), then.clone());
        let changed = Closure::<dyn Fn()>::new(move || then(&measured));
        if let Ok(observer) = ResizeObserver::new(changed.as_ref().unchecked_ref()) {
            observer.observe(&element);
            watcher.set_value(Some((observer, changed)));
        }
    });
    on_cleanup(move || {
        if let Some(Some((observer, _))) = watcher.try_update_value(Option::take) {
            observer.disconnect();
        }
    });
}
