//! The switch between the themes.

use crate::icons::{CONTRAST, Icon, MONITOR, MOON, SUN};
use crate::theme::Theme;
use leptos::prelude::*;

/// One button for each theme.
#[component]
pub(crate) fn ThemeSwitch() -> impl IntoView {
    let chosen = RwSignal::new(Theme::current());
    view! {
        <div class="theme-switch" role="group" aria-label="Theme">
            {Theme::ALL
                .into_iter()
                .map(|theme| {
                    let shape = match theme {
                        Theme::System => MONITOR,
                        Theme::Light => SUN,
                        Theme::Dark => MOON,
                        Theme::Contrast => CONTRAST,
                    };
                    view! {
                        <button
                            type="button"
                            class="icon-button"
                            title=theme.label()
                            aria-label=theme.label()
                            aria-pressed=move || (chosen.get() == theme).to_string()
                            on:click=move |_| {
                                theme.choose();
                                chosen.set(theme);
                            }
                        >
                            <Icon shape />
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}
