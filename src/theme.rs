//! The theme: the system's, or the one that a person chose. Beside what is said of exports (see [`crate::mappings`]) the choice is the only thing the page ever stores.

use gloo::storage::{LocalStorage, Storage};
use leptos::prelude::*;

/// Where the choice is stored; `early.js` reads it before the first paint.
const KEY: &str = "assay.theme";

/// A theme as it can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Theme {
    System,
    Light,
    Dark,
    Contrast,
}

impl Theme {
    /// Every choice, in the order of the switch.
    pub(crate) const ALL: [Theme; 4] = [Theme::System, Theme::Light, Theme::Dark, Theme::Contrast];

    /// The name in storage and in `<html data-theme>`.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
            Theme::Contrast => "contrast",
        }
    }

    pub(crate) const fn label(self) -> &'static str {
        match self {
            Theme::System => "As the system",
            Theme::Light => "Light",
            Theme::Dark => "Dark",
            Theme::Contrast => "High contrast",
        }
    }

    /// The choice in force: `early.js` has put it on the root.
    pub(crate) fn current() -> Theme {
        let chosen = document().document_element().and_then(|root| root.get_attribute("data-theme"));
        Theme::ALL.into_iter().find(|theme| Some(theme.id()) == chosen.as_deref()).unwrap_or(Theme::System)
    }

    /// Puts a choice in force and stores it. Charts watch the attribute and redraw.
    pub(crate) fn choose(self) {
        let Some(root) = document().document_element() else { return };
        if self == Theme::System {
            // Where storage is forbidden the choice lasts as long as the page.
            web_sys::window()
                .and_then(|window| window.local_storage().ok().flatten())
                .map(|storage| storage.remove_item(KEY));
            let _ = root.remove_attribute("data-theme");
        } else {
            let _ = root.set_attribute("data-theme", self.id());
            // Stored as a bare word, which the early script can compare.
            let _ = LocalStorage::raw().set_item(KEY, self.id());
        }
    }
}
