//! Following an element by the browser's observers.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    HtmlDivElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit, ResizeObserver,
};

/// Calls `then` once when the element is there, and whenever its size has changed, for as long as the component lives.
pub(crate) fn size(place: NodeRef<html::Div>, then: impl Fn(&HtmlDivElement) + Clone + 'static) {
    let start = move |element: &HtmlDivElement| {
        then(element);
        let (measured, then) = (element.clone(), then.clone());
        let changed = Closure::<dyn Fn()>::new(move || then(&measured));
        let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some((observer, changed))
    };
    follow(place, start, |(observer, _)| observer.disconnect());
}

/// Tells `then` whether the element is in sight or within a margin (as in CSS) around the window, when it is there and whenever that
/// has changed, for as long as the component lives.
pub(crate) fn sight(place: NodeRef<html::Div>, margin: &'static str, then: impl Fn(bool) + Clone + 'static) {
    let start = move |element: &HtmlDivElement| {
        let then = then.clone();
        let told = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
            if let Some(last) = entries.iter().last() {
                then(last.unchecked_into::<IntersectionObserverEntry>().is_intersecting());
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(margin);
        let observer =
            IntersectionObserver::new_with_options(told.as_ref().unchecked_ref(), &options).ok()?;
        observer.observe(element);
        Some((observer, told))
    };
    follow(place, start, |(observer, _)| observer.disconnect());
}

/// Starts to observe the element once it is there, and stops when the component is gone.
fn follow<O: 'static>(
    place: NodeRef<html::Div>,
    start: impl Fn(&HtmlDivElement) -> Option<O> + 'static,
    stop: fn(O),
) {
    let observer = StoredValue::new_local(None::<O>);
    Effect::new(move |_| {
        if let Some(element) = place.get() {
            observer.set_value(start(&element));
        }
    });
    on_cleanup(move || {
        if let Some(Some(observer)) = observer.try_update_value(Option::take) {
            stop(observer);
        }
    });
}
