//! The page's code that the first figures do not need: the other screens, and what opens over the page. In a published build it is a
//! file of its own, asked for as soon as the page is ready (`docs/decisions/0120`); in others it is there from the start.
//!
//! What only [`open`] reaches is cut out of the program. So nothing else may name what stands in it; all say [`show`].

use crate::components::{explain, finder, keys, moved};
use crate::screens::{definitions, import, outcomes, satisfaction, speed, tickets, topics};
use crate::session::Session;
use crate::store::Store;
use leptos::prelude::*;
use std::sync::OnceLock;

/// What can be shown from the annex.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Room {
    Definitions,
    Explained,
    Finder,
    Import,
    Keys,
    Moved,
    Outcomes,
    Refused,
    Satisfaction,
    Speed,
    Tickets,
    Topics,
}

/// Shows it. One line for each.
fn open(room: Room) -> AnyView {
    match room {
        Room::Definitions => view! { <definitions::Definitions /> }.into_any(),
        Room::Explained => view! { <explain::Explanation /> }.into_any(),
        Room::Finder => view! { <finder::FinderBody /> }.into_any(),
        Room::Import => view! { <import::Import /> }.into_any(),
        Room::Keys => view! { <keys::KeyTable /> }.into_any(),
        Room::Moved => view! { <moved::Moved /> }.into_any(),
        Room::Outcomes => view! { <outcomes::Outcomes /> }.into_any(),
        Room::Refused => view! { <import::Refused /> }.into_any(),
        Room::Satisfaction => view! { <satisfaction::Satisfaction /> }.into_any(),
        Room::Speed => view! { <speed::Speed /> }.into_any(),
        Room::Tickets => view! { <tickets::Tickets /> }.into_any(),
        Room::Topics => view! { <topics::Topics /> }.into_any(),
    }
}

/// The ways into the annex.
#[derive(Clone, Copy)]
struct Door {
    open: fn(Room) -> AnyView,
    kinds: fn() -> charts::LateKinds,
}

const INSIDE: Door = Door { open, kinds: charts::late_kinds };

/// Open once the annex is there.
static DOOR: OnceLock<Door> = OnceLock::new();

/// The file could not be loaded.
struct NotLoaded;

#[cfg(split)]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> NotLoaded {
        NotLoaded
    }
}

#[cfg(split)]
#[wasm_split_helpers::wasm_split(page, fallible)]
fn door() -> Result<Door, NotLoaded> {
    Ok(INSIDE)
}

#[cfg(not(split))]
async fn door() -> Result<Door, NotLoaded> {
    Ok(INSIDE)
}

/// How far the annex is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Annex {
    Coming,
    There,
    Missing,
}

/// Loads it. Does nothing more where it is there.
pub(crate) fn load(store: Store) {
    leptos::task::spawn_local(async move {
        let annex = match door().await {
            Ok(door) => {
                charts::add_late_kinds((door.kinds)());
                DOOR.get_or_init(|| door);
                Annex::There
            }
            Err(NotLoaded) => Annex::Missing,
        };
        store.annex.set(annex);
    });
}

/// Shows something of the annex; the place of it while it is on its way; what to do where it cannot be had.
pub(crate) fn show(room: Room) -> AnyView {
    if let Some(door) = DOOR.get() {
        return (door.open)(room);
    }
    let store = Store::get();
    // It may be the connection of a while ago that failed.
    if store.annex.get_untracked() == Annex::Missing {
        again(store);
    }
    let view = move || match (store.annex.get(), DOOR.get()) {
        (Annex::There, Some(door)) => (door.open)(room),
        (Annex::Missing, _) => view! { <Missing /> }.into_any(),
        _ => view! { <crate::screens::Waiting /> }.into_any(),
    };
    view.into_any()
}

fn again(store: Store) {
    store.annex.set(Annex::Coming);
    load(store);
}

/// Stands where a part of the annex would.
#[component]
fn Missing() -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    view! {
        <section class="trouble" role="alert">
            <div class="trouble-text">
                <h2>"This part of Assay could not be loaded"</h2>
                <p>
                    "It is fetched from where this page came from as soon as the page is ready, and the connection was gone by then.
                    Nothing that was read is lost, and the Overview works without it. Check the connection, then try again."
                </p>
                <div class="button-row">
                    <button
                        type="button"
                        class="button is-main"
                        on:click=move |_| {
                            again(store);
                            session.ask_again();
                        }
                    >
                        "Try again"
                    </button>
                </div>
            </div>
        </section>
    }
}
