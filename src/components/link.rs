//! Links within the app. They are real links, so that they can be copied and opened in the usual ways.

use crate::address::Route;
use crate::session::Session;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Whether a click asks for something else than going there, such as a new tab.
pub(crate) fn is_special(event: &MouseEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() || event.button() != 0
}

/// A link to a route.
#[component]
pub(crate) fn AppLink(
    /// Where it leads.
    #[prop(into)]
    to: Signal<Route>,
    /// Style class.
    #[prop(optional, into)]
    class: String,
    /// What stands on it.
    children: Children,
) -> impl IntoView {
    let session = Session::get();
    view! {
        <a
            class=class
            href=move || to.with(Route::to_hash)
            on:click=move |event| {
                if !is_special(&event) {
                    event.prevent_default();
                    session.go(&to.get_untracked());
                }
            }
        >
            {children()}
        </a>
    }
}
