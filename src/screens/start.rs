//! Start: what is this, is it safe, and where to drop the file?

use super::{Needs, ScreenInfo};
use crate::components::drop_target::choose_file;
use crate::components::rail::traffic_words;
use crate::icons::{self, CHECK, Icon, PLAY, SHIELD_CHECK, UPLOAD};
use crate::session::Session;
use crate::store::{EngineState, Store};
use crate::words;
use leptos::prelude::*;
use model::catalog::FormatInfo;

pub(crate) static SCREEN: ScreenInfo = ScreenInfo {
    id: "start",
    label: "New file",
    key: "n",
    icon: icons::UPLOAD,
    needs: Needs::Nothing,
    ask: None,
    view: || view! { <Start /> }.into_any(),
};

#[component]
fn Start() -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    let has_data = store.has_data();
    let is_stopped = move || store.engine.get() == EngineState::Stopped;
    let awaits_file = move || !has_data.get() && store.route.with(|route| !route.filter.is_empty());
    view! {
        <div class="start">
            <header class="start-head">
                <h1>"What does the AI in your support team really resolve?"</h1>
                <p class="start-lead">
                    "Drop a helpdesk export. Seconds later you read how much the AI resolved, how sure that figure is,
                    and what it did to satisfaction. All of it is computed in this tab and nowhere else."
                </p>
            </header>
            <section class="drop-zone" aria-label="Open a file">
                <Icon shape=UPLOAD />
                <p class="drop-title">
                    {move || {
                        if has_data.get() {
                            "Drop another export anywhere on this page"
                        } else {
                            "Drop a ticket export anywhere on this page"
                        }
                    }}
                </p>
                <p class="quiet">"CSV, JSON, Excel or OpenDocument, as they are or zipped; any size that your disk holds"</p>
                <div class="button-row">
                    <button
                        type="button"
                        class="button is-main"
                        disabled=is_stopped
                        on:click=move |_| choose_file()
                    >
                        "Choose a file"
                    </button>
                    <button type="button" class="button" disabled=is_stopped on:click=move |_| session.open_sample()>
                        <Icon shape=PLAY />
                        "Try it with a sample"
                    </button>
                </div>
                <Show when=awaits_file>
                    <p class="drop-remark">
                        "This address holds a filter. Drop the file it was made for, and the filter applies."
                    </p>
                </Show>
            </section>
            <div class="start-columns">
                <section>
                    <h2>"What you get"</h2>
                    <ul class="start-list">
                        <li>
                            <Icon shape=CHECK />
                            <p>
                                <strong>"A bracket, not one flattering number."</strong>
                                " What customers confirmed, what stayed closed, and what a vendor that takes silence for
                                success would bill."
                            </p>
                        </li>
                        <li>
                            <Icon shape=CHECK />
                            <p>
                                <strong>"Every figure with its n and interval,"</strong>
                                " its formula, its source, and the very tickets behind it."
                            </p>
                        </li>
                        <li>
                            <Icon shape=CHECK />
                            <p>
                                <strong>"“Cannot tell” where it cannot be told,"</strong>
                                " and the name of the field to ask your helpdesk for."
                            </p>
                        </li>
                    </ul>
                </section>
                <Privacy />
                <Supported />
            </div>
        </div>
    }
}

#[component]
fn Privacy() -> impl IntoView {
    let traffic = Store::get().traffic;
    view! {
        <section>
            <h2>"Why it is safe"</h2>
            <p class="proof">
                <Icon shape=SHIELD_CHECK />
                <strong class="number">{move || traffic_words(traffic.get())}</strong>
                <span class="quiet">"counted by your browser, live"</span>
            </p>
            <ul class="start-list is-plain">
                <li>"No server, no account, no cookies. Stored are your theme and what you said of a kind of export, never a ticket."</li>
                <li>"The page’s own policy forbids every connection to other hosts, in its workers too."</li>
                <li>
                    "Cut the network and go on: it works offline. Only workbooks and archives need one more of the page’s own files, "
                    "when the first of them is dropped."
                </li>
            </ul>
        </section>
    }
}

/// The exports that are recognised, by product, with how to make them.
#[component]
fn Supported() -> impl IntoView {
    let store = Store::get();
    let products = Memo::new(move |_| {
        let mut products: Vec<(String, Vec<FormatInfo>)> = Vec::new();
        for format in &store.catalog.get().formats {
            words::gather(&mut products, format.product.clone(), format.clone());
        }
        products
    });
    view! {
        <section>
            <h2>"Exports it reads"</h2>
            <div class="supported">
                {move || {
                    products
                        .get()
                        .into_iter()
                        .map(|(product, formats)| {
                            view! {
                                <details name="supported">
                                    <summary>{product}</summary>
                                    <dl>
                                        {formats
                                            .into_iter()
                                            .map(|format| {
                                                view! {
                                                    <dt>{format.label}</dt>
                                                    <dd>{format.how_to_export}</dd>
                                                }
                                            })
                                            .collect_view()}
                                    </dl>
                                </details>
                            }
                        })
                        .collect_view()
                }}
            </div>
            <p class="quiet">"Recognised by content; the file’s name does not matter."</p>
        </section>
    }
}
