//! The navigation at the left; on narrow pages at the bottom.

use super::link::AppLink;
use super::theme_switch::ThemeSwitch;
use crate::icons::{Icon, KEYBOARD, SHIELD_CHECK};
use crate::network::Traffic;
use crate::screens::{Needs, SCREENS};
use crate::store::Store;
use crate::words;
use leptos::prelude::*;

/// What the counter of requests says.
pub(crate) fn traffic_words(traffic: Traffic) -> String {
    match traffic {
        Traffic { foreign: 0, own: 0 } => "0 requests since load".to_string(),
        Traffic { foreign: 0, own } => format!("0 requests to others, {own} for Assay’s own files"),
        Traffic { foreign, .. } => format!("{foreign} requests to others since load"),
    }
}

/// The rail.
#[component]
pub(crate) fn Rail() -> impl IntoView {
    let store = Store::get();
    let traffic = store.traffic;
    view! {
        <nav class="rail" aria-label="Screens">
            <p class="brand">
                <span class="brand-mark" aria-hidden="true"></span>
                "Assay"
            </p>
            <ul class="rail-list">
                {SCREENS
                    .iter()
                    .filter(|screen| screen.needs != Needs::Nothing)
                    .chain(SCREENS.iter().filter(|screen| screen.needs == Needs::Nothing))
                    .map(|screen| {
                        let screen = *screen;
                        let is_current = move || store.screen().get() == screen;
                        view! {
                            <li class:is-current=is_current>
                                <AppLink
                                    class="rail-link"
                                    to=Signal::derive(move || store.route.with(|route| route.on(screen)))
                                >
                                    <Icon shape=screen.icon />
                                    <span>{screen.label}</span>
                                    <span class="hidden">{move || is_current().then_some("(current)")}</span>
                                    <kbd aria-hidden="true">{format!("g {}", screen.key)}</kbd>
                                </AppLink>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            <div class="rail-foot">
                {move || {
                    store
                        .summary
                        .get()
                        .map(|summary| {
                            view! {
                                <div class="rail-data">
                                    <p class="rail-data-name" title=summary.name.clone()>
                                        {summary.name.clone()}
                                    </p>
                                    <p class="number">{words::tickets(summary.ledger.tickets)}</p>
                                </div>
                            }
                        })
                }}
                <p class="rail-traffic">
                    <Icon shape=SHIELD_CHECK />
                    <span class="number">{move || traffic_words(traffic.get())}</span>
                </p>
                <div class="rail-tools">
                    <ThemeSwitch />
                    <button
                        type="button"
                        class="icon-button"
                        title="Keys (?)"
                        aria-label="Keys"
                        on:click=move |_| store.shows_keys.set(true)
                    >
                        <Icon shape=KEYBOARD />
                    </button>
                </div>
            </div>
        </nav>
    }
}
