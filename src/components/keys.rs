//! Keys that work everywhere, and the list of them.

use super::finder::is_typing;
use super::modal::Modal;
use crate::annex::{self, Room};
use crate::screens::{self, Needs};
use crate::session::Session;
use crate::store::Store;
use gloo::timers::callback::Timeout;
use leptos::ev;
use leptos::prelude::*;

/// How long after `g` a letter still names a screen.
const LETTER_LIMIT_MS: u32 = 1_500;

/// Listens to keys, and shows the list of them on `?`.
#[component]
pub(crate) fn Keys() -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    let has_data = store.has_data();
    let after_g = StoredValue::new_local(None::<Timeout>);

    let listener = window_event_listener(ev::keydown, move |event| {
        let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key();
        if has_modifier || is_typing(&event) || event.default_prevented() {
            return;
        }
        let key = event.key();
        let waited = after_g.try_update_value(Option::take).flatten().is_some();
        if waited {
            let target = screens::SCREENS.iter().find(|screen| screen.key == key);
            if let Some(screen) =
                target.filter(|screen| screen.needs == Needs::Nothing || has_data.get_untracked())
            {
                event.prevent_default();
                session.go(&session.route().on(screen));
                return;
            }
        }
        match key.as_str() {
            "g" => {
                let limit = Timeout::new(LETTER_LIMIT_MS, move || after_g.set_value(None));
                after_g.set_value(Some(limit));
            }
            "/" if has_data.get_untracked() => {
                event.prevent_default();
                store.shows_finder.set(true);
            }
            "?" => store.shows_keys.set(true),
            _ => {}
        }
    });
    on_cleanup(move || listener.remove());

    view! {
        <Modal
            is_open=store.shows_keys
            on_close=Callback::new(move |()| store.shows_keys.set(false))
            title="Keys"
            class="sheet"
        >
            {annex::show(Room::Keys)}
        </Modal>
    }
}

/// The list of keys.
#[component]
pub(crate) fn KeyTable() -> impl IntoView {
    view! {
        <table class="keys">
            <tbody>
                {screens::SCREENS
                    .iter()
                    .map(|screen| {
                        view! {
                            <tr>
                                <th scope="row">
                                    <kbd>"g"</kbd>
                                    " "
                                    <kbd>{screen.key}</kbd>
                                </th>
                                <td>{screen.label}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
                <tr>
                    <th scope="row">
                        <kbd>"/"</kbd>
                    </th>
                    <td>"Search in all filters"</td>
                </tr>
                <tr>
                    <th scope="row">
                        <kbd>"←"</kbd>
                        " "
                        <kbd>"→"</kbd>
                    </th>
                    <td>"Move the cursor in a chart"</td>
                </tr>
                <tr>
                    <th scope="row">
                        <kbd>"Shift"</kbd>
                        " "
                        <kbd>"→"</kbd>
                    </th>
                    <td>"Select a period in a chart; Enter shows it"</td>
                </tr>
                <tr>
                    <th scope="row">
                        <kbd>"↑"</kbd>
                        " "
                        <kbd>"↓"</kbd>
                    </th>
                    <td>"Move in the table of tickets; Enter opens one"</td>
                </tr>
                <tr>
                    <th scope="row">
                        <kbd>"Esc"</kbd>
                    </th>
                    <td>"Close what is open"</td>
                </tr>
                <tr>
                    <th scope="row">
                        <kbd>"Alt"</kbd>
                        " "
                        <kbd>"←"</kbd>
                    </th>
                    <td>"Undo the last change of filter or setting (browser back)"</td>
                </tr>
                <tr>
                    <th scope="row">
                        <kbd>"?"</kbd>
                    </th>
                    <td>"This list"</td>
                </tr>
            </tbody>
        </table>
    }
}
