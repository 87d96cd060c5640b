//! What a picture depends on besides its data: theme, fonts, pixel ratio, and whether the page is being printed.
//!
//! All charts share one set of listeners, which live as long as the page.

use super::backend::forget_widths;
use charts::Theme;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventTarget, MediaQueryList, MutationObserver, MutationObserverInit};

/// Signals that a drawing reads and is redone for.
#[derive(Clone)]
pub(crate) struct Surroundings {
    /// The palette in force.
    pub(crate) theme: ArcRwSignal<Theme>,
    /// Counts the times that fonts became ready: text has other widths then.
    pub(crate) fonts: ArcRwSignal<u32>,
    /// Device pixels in a CSS pixel.
    pub(crate) ratio: ArcRwSignal<f64>,
}

thread_local! {
    static SHARED: Surroundings = Surroundings::watch();
}

impl Surroundings {
    /// The ones of this page.
    pub(crate) fn get() -> Surroundings {
        SHARED.with(Clone::clone)
    }

    fn watch() -> Surroundings {
        let shared = Surroundings {
            theme: ArcRwSignal::new(theme_now()),
            fonts: ArcRwSignal::new(0),
            ratio: ArcRwSignal::new(window().device_pixel_ratio()),
        };
        shared.watch_theme();
        shared.watch_fonts();
        let ratio = shared.ratio.clone();
        listen(window().as_ref(), "resize", move || {
            let now = window().device_pixel_ratio();
            if (ratio.get_untracked() - now).abs() > 1e-6 {
                ratio.set(now);
            }
        });
        shared
    }

    fn watch_theme(&self) {
        let theme = self.theme.clone();
        let update = move || {
            let now = theme_now();
            if theme.get_untracked() != now {
                theme.set(now);
            }
        };
        for query in [DARK, CONTRAST] {
            if let Some(list) = media(query) {
                listen(list.as_ref(), "change", update.clone());
                // The list would be collected, and its listener with it, were it not kept.
                std::mem::forget(list);
            }
        }
        if let Some(root) = document().document_element() {
            let changed = Closure::<dyn Fn()>::new(update);
            if let Ok(observer) = MutationObserver::new(changed.as_ref().unchecked_ref()) {
                let options = MutationObserverInit::new();
                options.set_attributes(true);
                options.set_attribute_filter(&js_sys::Array::of1(&"data-theme".into()));
                // A page without this would keep the theme it was drawn in; nothing else depends on it.
                let _ = observer.observe_with_options(&root, &options);
                changed.forget();
                std::mem::forget(observer);
            }
        }
        // Paper is white, whatever the screen is.
        let theme = self.theme.clone();
        listen(window().as_ref(), "beforeprint", move || theme.set(Theme::light()));
        let theme = self.theme.clone();
        listen(window().as_ref(), "afterprint", move || theme.set(theme_now()));
    }

    fn watch_fonts(&self) {
        let fonts = document().fonts();
        let count = self.fonts.clone();
        let changed = move || {
            forget_widths();
            count.update(|count| *count += 1);
        };
        if let Ok(ready) = fonts.ready() {
            let changed = changed.clone();
            leptos::task::spawn_local(async move {
                if wasm_bindgen_futures::JsFuture::from(ready).await.is_ok() {
                    changed();
                }
            });
        }
        listen(fonts.as_ref(), "loadingdone", changed);
    }
}

const DARK: &str = "(prefers-color-scheme: dark)";
const CONTRAST: &str = "(prefers-contrast: more)";

fn media(query: &str) -> Option<MediaQueryList> {
    window().match_media(query).ok().flatten()
}

fn theme_now() -> Theme {
    let chosen = document().document_element().and_then(|root| root.get_attribute("data-theme"));
    let matches = |query| media(query).is_some_and(|list| list.matches());
    match chosen.as_deref() {
        Some("light") => Theme::light(),
        Some("dark") => Theme::dark(),
        Some("contrast") => Theme::high_contrast(),
        _ => Theme::of(matches(DARK), matches(CONTRAST)),
    }
}

/// Listens for as long as the page lives.
fn listen(target: &EventTarget, event: &str, then: impl Fn() + 'static) {
    let closure = Closure::<dyn Fn()>::new(then);
    if target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref()).is_ok() {
        closure.forget();
    }
}
