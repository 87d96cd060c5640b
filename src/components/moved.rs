//! What moved against the period before: for each headline the reasons that stand out, each with its tickets.

use super::link::AppLink;
use crate::address::Route;
use crate::screens;
use crate::session::Session;
use crate::store::Store;
use charts::format;
use leptos::prelude::*;
use model::group::{MovedHeadline, MovedReason};
use model::message::Ask;
use model::units::Unit;

/// The reasons behind the changes. They are asked for apart from the screen's figures, which do not wait for them.
#[component]
pub(crate) fn Moved() -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    Effect::new(move |_| {
        store.revision.track();
        session.ask(Ask::Moved);
    });
    let headlines = move || {
        store.moved.with(|moved| moved.as_ref().map(|moved| moved.headlines.clone()).unwrap_or_default())
    };
    let caveat = move || {
        store.moved.with(|moved| {
            let moved = moved.as_ref()?;
            Some(moved.unavailable.clone().unwrap_or_else(|| moved.caveat.clone()))
        })
    };
    view! {
        <section class="block moved">
            <header class="block-head">
                <h2>"What moved, and where"</h2>
            </header>
            {move || headlines().into_iter().map(headline).collect_view()}
            {move || caveat().map(|words| view! { <p class="quiet">{words}</p> })}
        </section>
    }
}

fn headline(of: MovedHeadline) -> impl IntoView {
    view! {
        <article class="moved-headline" data-moved=of.metric>
            <h3>{of.sentence}</h3>
            {if of.reasons.is_empty() {
                view! { <p class="quiet">"No single topic, channel or other value stands out as the reason."</p> }
                    .into_any()
            } else {
                view! { <ol>{of.reasons.into_iter().map(reason).collect_view()}</ol> }.into_any()
            }}
        </article>
    }
}

fn reason(of: MovedReason) -> impl IntoView {
    let store = Store::get();
    let filter = of.filter;
    let to = Signal::derive(move || {
        store.route.with(|route| Route { filter: filter.clone(), ..route.on(&screens::tickets::SCREEN) })
    });
    view! {
        <li>
            <span class="moved-part number">{format::value(Unit::SharePoints, of.part.value)}</span>
            <span class="moved-words">
                {of.sentence} " "
                <AppLink class="quiet-link" to>
                    "See the tickets"
                </AppLink>
            </span>
        </li>
    }
}
