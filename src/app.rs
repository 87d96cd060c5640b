//! The shell: navigation, what is read, what went wrong, the filters, and the screen.

use crate::annex::{self, Room};
use crate::components::drop_target::DropTarget;
use crate::components::explain::ExplainDrawer;
use crate::components::filter_bar::FilterBar;
use crate::components::finder::Finder;
use crate::components::keys::Keys;
use crate::components::progress::ReadingBar;
use crate::components::rail::Rail;
use crate::components::theme_switch::ThemeSwitch;
use crate::components::trouble::TroublePanel;
use crate::icons::{Icon, X};
use crate::network;
use crate::screens::{self, Needs};
use crate::session::Session;
use crate::store::{Store, Trouble};
use leptos::html;
use leptos::prelude::*;

/// The page.
#[component]
pub(crate) fn App() -> impl IntoView {
    let store = Store::new();
    provide_context(store);
    network::watch(store.traffic);
    provide_context(Session::new(store));

    let main = NodeRef::<html::Main>::new();
    let screen = store.screen();
    let has_data = store.has_data();
    let has_preview = Memo::new(move |_| store.preview.with(Option::is_some));
    let is_reading = Memo::new(move |_| store.work.with(Option::is_some));
    let has_rail = Memo::new(move |_| has_data.get() || has_preview.get());
    // A screen that needs data shows the start while there is none: its address waits for the file.
    let shown = Memo::new(move |_| {
        let screen = screen.get();
        let is_possible = match screen.needs {
            Needs::Nothing => true,
            Needs::Data => has_data.get(),
            Needs::FilteredData => has_data.get() || has_preview.get(),
        };
        if is_possible { screen } else { &screens::start::SCREEN }
    });
    Effect::new(move |before: Option<&'static str>| {
        let now = shown.get();
        document()
            .set_title(&format!("{} · Assay", if now.needs == Needs::Nothing { "Start" } else { now.label }));
        if before.is_some_and(|before| before != now.id) {
            // A new screen begins at its top, and the focus with it.
            window().scroll_to_with_x_and_y(0.0, 0.0);
            if let Some(main) = main.get_untracked() {
                let _ = main.focus();
            }
        }
        now.id
    });

    // Until the first figures come there is nothing to show of a first file. Known by itself, so that reading a file anew does not
    // build the screen anew, and whoever works on it keeps the focus.
    let is_waiting = Memo::new(move |_| is_reading.get() && !has_data.get() && !has_preview.get());

    view! {
        <a class="skip" href="#main" on:click=move |event| {
            event.prevent_default();
            if let Some(main) = main.get_untracked() {
                let _ = main.focus();
            }
        }>"Skip to the figures"</a>
        <div class="shell" class:has-rail=has_rail>
            <Show when=move || has_rail.get() fallback=TopBar>
                <Rail />
            </Show>
            <main id="main" class="main" class:is-tall=move || shown.get().id == screens::tickets::SCREEN.id tabindex="-1" node_ref=main>
                <DropTarget />
                <ReadingBar />
                <TroublePanel />
                <Show when=move || store.trouble.with(has_table)>{annex::show(Room::Refused)}</Show>
                <Remarks />
                <Show when=move || shown.get().needs == Needs::FilteredData && has_data.get()>
                    <FilterBar />
                </Show>
                {move || {
                    if is_waiting.get() {
                        view! { <screens::Waiting /> }.into_any()
                    } else {
                        (shown.get().view)()
                    }
                }}
            </main>
        </div>
        <ExplainDrawer />
        <Finder />
        <Keys />
        <p class="hidden" role="status" aria-live="polite">
            {move || store.status.get()}
        </p>
    }
}

/// Whether what is told of can be read once its columns are explained.
fn has_table(trouble: &Option<Trouble>) -> bool {
    trouble.as_ref().is_some_and(|trouble| trouble.problem.table.is_some())
}

/// The head of the page while there is nothing to navigate.
#[component]
fn TopBar() -> impl IntoView {
    view! {
        <header class="top-bar">
            <p class="brand">
                <span class="brand-mark" aria-hidden="true"></span>
                "Assay"
            </p>
            <ThemeSwitch />
        </header>
    }
}

/// Parts of the address that were not taken, and files that were replaced and can be joined instead.
#[component]
fn Remarks() -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    let remarks =
        Memo::new(move |_| store.told.get().into_iter().chain(store.remarks.get()).collect::<Vec<String>>());
    let is_shown = Memo::new(move |_| {
        remarks.with(|remarks| !remarks.is_empty()) || store.put_aside.with(Option::is_some)
    });
    view! {
        <Show when=move || is_shown.get()>
            <section class="remarks" role="status">
                <ul>
                    {move || {
                        store
                            .put_aside
                            .get()
                            .map(|names| {
                                view! {
                                    <li>
                                        {format!("This takes the place of {names}. ")}
                                        <button
                                            type="button"
                                            class="text-button"
                                            data-action="join"
                                            on:click=move |_| session.join_former()
                                        >
                                            "Join them instead"
                                        </button>
                                    </li>
                                }
                            })
                    }}
                    {move || {
                        remarks.get().into_iter().map(|remark| view! { <li>{remark}</li> }).collect_view()
                    }}
                </ul>
                <button
                    type="button"
                    class="icon-button"
                    aria-label="Dismiss"
                    on:click=move |_| {
                        store.put_aside.set(None);
                        store.told.set(None);
                        store.remarks.set(Vec::new());
                    }
                >
                    <Icon shape=X />
                </button>
            </section>
        </Show>
    }
}
