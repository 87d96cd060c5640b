//! The screens, in the order in which a person asks their questions. A new one is one file and one line in [`SCREENS`].

pub(crate) mod definitions;
pub(crate) mod import;
pub(crate) mod outcomes;
pub(crate) mod overview;
pub(crate) mod satisfaction;
pub(crate) mod speed;
pub(crate) mod start;
pub(crate) mod tickets;
pub(crate) mod topics;

use crate::icons::Shape;
use crate::store::{Shared, Store};
use leptos::prelude::*;
use model::message::Ask;
use model::view::ScreenView;

/// What the shell must know about a screen.
#[derive(Debug)]
pub(crate) struct ScreenInfo {
    /// The name in an address.
    pub(crate) id: &'static str,
    /// The name in the navigation.
    pub(crate) label: &'static str,
    /// The letter that opens it after `g`.
    pub(crate) key: &'static str,
    pub(crate) icon: Shape,
    pub(crate) needs: Needs,
    /// What it asks of the engine with each change of the filter.
    pub(crate) ask: Option<Ask>,
    pub(crate) view: fn() -> AnyView,
}

/// What must be there for a screen to make sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Nothing.
    Nothing,
    /// A data set.
    Data,
    /// A data set, of which a part is looked at: the screen has the filter bar.
    FilteredData,
}

impl PartialEq for ScreenInfo {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// Every screen.
pub(crate) static SCREENS: &[&ScreenInfo] = &[
    &start::SCREEN,
    &import::SCREEN,
    &overview::SCREEN,
    &outcomes::SCREEN,
    &definitions::SCREEN,
    &satisfaction::SCREEN,
    &speed::SCREEN,
    &topics::SCREEN,
    &tickets::SCREEN,
];

/// The screen of that name.
pub(crate) fn by_id(id: &str) -> Option<&'static ScreenInfo> {
    SCREENS.iter().copied().find(|screen| screen.id == id)
}

/// A screen of figures: waits for the first answer, then shows it, and every later one in its place.
fn with_view(
    screen: &'static str,
    show: impl Fn(Signal<Shared<ScreenView>>) -> AnyView + Send + Sync + 'static,
) -> impl IntoView {
    let now = Store::get().view_of(screen);
    let empty = Shared::new(ScreenView::default());
    // The last answer stays while there is none, so that what shows it never finds nothing.
    let view = Memo::new(move |before: Option<&Shared<ScreenView>>| {
        now.get().or_else(|| before.cloned()).unwrap_or_else(|| empty.clone())
    });
    let is_there = Memo::new(move |_| now.with(Option::is_some));
    move || if is_there.get() { show(view.into()) } else { view! { <Waiting /> }.into_any() }
}

/// The place of figures that are still being counted: nothing jumps when they come.
#[component]
pub(crate) fn Waiting() -> impl IntoView {
    view! {
        <div class="waiting" aria-hidden="true">
            <span class="waiting-line is-short"></span>
            <span class="waiting-line is-title"></span>
            <span class="waiting-line"></span>
            <span class="waiting-block"></span>
        </div>
    }
}
