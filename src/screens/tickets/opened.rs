//! One ticket opened: why it stands on its rung, its fields, its conversation. Always shown as text, never as markup.

use crate::address::Route;
use crate::components::figures::handled_class;
use crate::components::ladder::rung_class;
use crate::components::trouble::place_words;
use crate::icons::{Icon, LOCK, X};
use crate::session::Session;
use crate::store::{Shared, Store};
use crate::words::time_words;
use leptos::prelude::*;
use model::letters::Lower;
use model::view::TicketView;

/// The panel beside the table.
#[component]
pub(super) fn OpenedTicket() -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    let close = move || session.go(&Route { ticket: None, ..session.route() });
    let is_loading = move || {
        let wanted = store.route.with(|route| route.ticket);
        store.ticket.with(|ticket| ticket.as_ref().map(|ticket| ticket.row.row) != wanted)
    };
    view! {
        <aside
            class="opened"
            class:is-loading=is_loading
            aria-label="Ticket"
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    close();
                }
            }
        >
            <header class="opened-head">
                <h2>
                    {move || {
                        store.ticket.with(|ticket| {
                            ticket.as_ref().map_or("Reading …".to_string(), |ticket| format!("Ticket {}", ticket.row.id))
                        })
                    }}
                </h2>
                <button type="button" class="icon-button" aria-label="Close the ticket" on:click=move |_| close()>
                    <Icon shape=X />
                </button>
            </header>
            <div class="opened-body" tabindex="0" role="region" aria-label="Ticket details">
                {move || store.ticket.get().map(|ticket| view! { <TicketBody ticket /> })}
            </div>
        </aside>
    }
}

#[component]
fn TicketBody(ticket: Shared<TicketView>) -> impl IntoView {
    let row = ticket.row.clone();
    let masked = match ticket.masked {
        0 => "No e-mail address, phone number or the like was found to mask.".to_string(),
        1 => "One e-mail address, number or the like is masked.".to_string(),
        masked => format!("{masked} e-mail addresses, numbers and the like are masked."),
    };
    view! {
        <p class="opened-about">
            <span>{time_words(&row.created)}</span>
            <span>{row.channel.clone()}</span>
            <span>{row.topic.clone()}</span>
        </p>
        <p class="opened-outcome">
            <span class=format!("swatch {}", rung_class(row.outcome)) aria-hidden="true"></span>
            <strong>{row.outcome.label()}</strong>
            {row
                .handled_by
                .map(|handled_by| {
                    view! {
                        <span class="opened-handled">
                            <span class=format!("dot {}", handled_class(handled_by)) aria-hidden="true"></span>
                            {handled_by.label()}
                        </span>
                    }
                })}
        </p>
        {(!ticket.why.is_empty())
            .then(|| {
                view! {
                    <h3>"Why it stands there"</h3>
                    <ol class="opened-why">
                        {ticket.why.iter().map(|why| view! { <li>{why.clone()}</li> }).collect_view()}
                    </ol>
                }
            })}
        {(!ticket.messages.is_empty())
            .then(|| {
                view! {
                    <h3>"Conversation"</h3>
                    <ol class="messages">
                        {ticket
                            .messages
                            .iter()
                            .map(|message| {
                                let author = match message.author.as_str() {
                                    "customer" => "Customer",
                                    "human" => "Person",
                                    "ai" => "AI",
                                    _ => "System",
                                };
                                view! {
                                    <li class=format!("message is-{}", author.to_lower())>
                                        <p class="message-head">
                                            <strong>{author}</strong>
                                            {(!message.is_public).then(|| view! { <span class="tag">"internal"</span> })}
                                            <span class="quiet">{time_words(&message.at)}</span>
                                        </p>
                                        <p class="message-text">{message.text.clone()}</p>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ol>
                }
            })}
        {(!ticket.fields.is_empty())
            .then(|| {
                view! {
                    <h3>"As it stands in the file"</h3>
                    <dl class="fields">
                        {ticket
                            .fields
                            .iter()
                            .filter(|(_, value)| !value.is_empty())
                            .map(|(name, value)| {
                                view! {
                                    <div>
                                        <dt>{name.clone()}</dt>
                                        <dd>{value.clone()}</dd>
                                    </div>
                                }
                            })
                            .collect_view()}
                    </dl>
                }
            })}
        <p class="opened-foot quiet">
            <Icon shape=LOCK />
            <span>
                {masked} " Read from the file just now, and not kept."
                {place_words(&ticket.place).map(|place| format!(" It stands in {place}."))}
            </span>
        </p>
    }
}
