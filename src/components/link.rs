//! Links within the app. They are real links and nothing more: the address is all that changes, so that they can be copied and opened
//! in the usual ways.

use crate::address::Route;
use leptos::prelude::*;

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
    view! {
        <a class=class href=move || to.with(Route::to_hash)>
            {children()}
        </a>
    }
}
