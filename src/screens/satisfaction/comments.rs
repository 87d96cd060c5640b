//! What customers wrote beside their rating: read from the file for the page in sight, masked, and not kept.

use crate::address::Route;
use crate::components::figures::handled_class;
use crate::components::link::AppLink;
use crate::icons::{Icon, LOCK};
use crate::screens;
use crate::session::Session;
use crate::store::Store;
use crate::words::{self, rating_words, time_words};
use charts::format;
use leptos::prelude::*;
use model::field::Field;
use model::filter::{Dimension, LONG_COMMENT, SHORT_COMMENT};
use model::message::Ask;
use model::outcome::RatingState;
use model::view::{CommentOrder, CommentView};

/// Comments on a page.
const PAGE: u64 = 10;

/// The comments under the filter.
#[component]
pub(super) fn Comments() -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    let order = RwSignal::new(CommentOrder::Newest);
    let offset = RwSignal::new(0_u64);
    // Of other tickets, the first page.
    Effect::new(move |before: Option<u64>| {
        let revision = store.revision.get();
        let (order, mut offset_now) = (order.get(), offset.get());
        if before.is_some_and(|before| before != revision) && offset_now != 0 {
            offset_now = 0;
            offset.set(0);
        }
        session.ask(Ask::Comments { order, offset: offset_now, limit: PAGE as u32 });
        revision
    });
    let has_column = Memo::new(move |_| {
        store.summary.with(|summary| {
            let tells = |field: Option<Field>| field == Some(Field::RatingComment);
            summary.as_ref().is_some_and(|summary| {
                summary.is_sample || summary.columns.iter().any(|column| tells(column.field))
            })
        })
    });
    // A comment is read again from the record of its ticket.
    let elsewhere = Memo::new(move |_| {
        store.summary.with(|summary| {
            let files = summary.iter().flat_map(|summary| &summary.files);
            let tells = files.filter(|file| {
                file.holds != "tickets"
                    && file.read.columns.iter().any(|column| column.field == Some(Field::RatingComment))
            });
            words::list(&tells.map(|file| file.read.name.clone()).collect::<Vec<_>>())
        })
    });
    let total = Memo::new(move |_| store.comments.with(|page| page.as_ref().map_or(0, |page| page.total)));
    let is_there = move || store.comments.with(Option::is_some);
    let only = Signal::derive(move || {
        store.route.with(|route| {
            route.with_filter(route.filter.clone().with(Dimension::Comment, &[SHORT_COMMENT, LONG_COMMENT]))
        })
    });
    let empty = move || match has_column.get() {
        _ if !elsewhere.with(String::is_empty) => "None of these tickets has a comment in its own row.",
        false => {
            "This file has no comments to ratings. Export the column in which customers say why they rated so, named “CSAT comment” or \
             chosen on the Import screen: what they wrote is then listed here, the lowest ratings first if you like."
        }
        true => "None of these tickets has a comment. Take a condition away to see some.",
    };
    let items = move || {
        let comments =
            store.comments.with(|page| page.as_ref().map(|page| page.comments.clone()).unwrap_or_default());
        comments.into_iter().map(item).collect_view()
    };
    let choice = move |words: &'static str, of: CommentOrder| {
        view! {
            <button
                type="button"
                class="button is-small"
                aria-pressed=move || (order.get() == of).to_string()
                on:click=move |_| {
                    offset.set(0);
                    order.set(of);
                }
            >
                {words}
            </button>
        }
    };
    view! {
        <section class="block comments">
            <header class="block-head">
                <h2>{move || match total.get() {
                    0 => "What customers wrote".to_string(),
                    total => format!("What customers wrote: {}", counted(total)),
                }}</h2>
                <Show when=move || total.get() != 0>
                    <AppLink class="quiet-link" to=only>"Only tickets with a comment"</AppLink>
                </Show>
            </header>
            <Show when=move || is_there() && total.get() == 0>
                <p class="quiet">{empty}</p>
            </Show>
            <Show when=move || is_there() && !elsewhere.with(String::is_empty)>
                <p class="quiet">
                    {move || {
                        format!(
                            "The comments in {} are not listed: what customers wrote is not kept but read again from the row of the ticket, and \
                             these stand in rows of their own. The ratings beside them count. To see the comments, export \
                             them as a column of the tickets.",
                            elsewhere.get()
                        )
                    }}
                </p>
            </Show>
            <Show when=move || total.get() != 0>
                <div class="button-row" role="group" aria-label="Order of the comments">
                    {choice("Newest first", CommentOrder::Newest)}
                    {choice("Lowest rating first", CommentOrder::Lowest)}
                </div>
                <ol class="comment-list">{items}</ol>
                <div class="comment-foot">
                    <Pager offset total />
                    <p class="quiet">
                        <Icon shape=LOCK />
                        <span>
                            "Read from the file just now and not kept; addresses, numbers and the like are masked."
                        </span>
                    </p>
                </div>
            </Show>
        </section>
    }
}

fn counted(total: u64) -> String {
    if total == 1 { "1 comment".to_string() } else { format!("{} comments", format::count(total)) }
}

/// One comment; it leads to its ticket.
fn item(comment: CommentView) -> impl IntoView {
    let store = Store::get();
    let CommentView { row, text } = comment;
    let ticket = row.row;
    let to = Signal::derive(move || {
        store.route.with(|route| Route { ticket: Some(ticket), ..route.on(&screens::tickets::SCREEN) })
    });
    let class = match row.rating {
        RatingState::Bad => "comment-rating is-bad",
        RatingState::Good => "comment-rating is-good",
        RatingState::Offered | RatingState::None => "comment-rating",
    };
    let rating = match row.rating {
        RatingState::Offered | RatingState::None => "Not rated".to_string(),
        RatingState::Good | RatingState::Bad => rating_words(&row),
    };
    let handled = row.handled_by.map(|handler| {
        view! {
            <span>
                <span class=format!("dot {}", handled_class(handler)) aria-hidden="true"></span>
                {handler.label()}
            </span>
        }
    });
    let topic = (!row.topic.is_empty()).then(|| view! { <span>{row.topic.clone()}</span> });
    let text = match text.as_str() {
        "" => {
            view! { <span class="comment-text quiet">"The comment could not be read again from the file."</span> }.into_any()
        }
        _ => view! { <span class="comment-text">{text}</span> }.into_any(),
    };
    view! {
        <li>
            <AppLink class="comment" to>
                <span class="comment-head">
                    <span class=class>{rating}</span>
                    {handled}
                    {topic}
                    <span>{time_words(&row.created)}</span>
                    <span>{format!("Ticket {}", row.id)}</span>
                </span>
                {text}
            </AppLink>
        </li>
    }
}

/// The way to the comments before and after.
#[component]
fn Pager(offset: RwSignal<u64>, total: Memo<u64>) -> impl IntoView {
    let range = move || {
        let (from, total) = (offset.get(), total.get());
        format!(
            "{} to {} of {}",
            format::count(from + 1),
            format::count((from + PAGE).min(total)),
            format::count(total)
        )
    };
    let is_long = move || total.get() > PAGE;
    let is_last = move || offset.get() + PAGE >= total.get();
    view! {
        <Show when=is_long>
            <div class="button-row">
                <button
                    type="button"
                    class="button is-small"
                    disabled=move || offset.get() == 0
                    on:click=move |_| offset.update(|offset| *offset = offset.saturating_sub(PAGE))
                >
                    "Earlier on the list"
                </button>
                <button
                    type="button"
                    class="button is-small"
                    disabled=is_last
                    on:click=move |_| offset.update(|offset| *offset += PAGE)
                >
                    "Further"
                </button>
                <span class="quiet number">{range}</span>
            </div>
        </Show>
    }
}
