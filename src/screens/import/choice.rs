//! A choice that can be changed: a list, drawn as one piece of markup instead of a node for each of its options.

use crate::session::Session;
use crate::store::Store;
use leptos::prelude::*;

/// The list.
#[component]
pub(super) fn Choice(
    /// What is chosen, for screen readers.
    label: String,
    /// The options as markup. Their values and labels are the program's own, never the file's.
    options: String,
    /// The value in force.
    chosen: String,
    /// Of which shape of export it is said.
    shape: String,
    /// What is said, as a line of [`model::mapping`] without its value.
    key: String,
) -> impl IntoView {
    let session = Session::get();
    // A choice that could not be put in force leaves the list as the person set it: it is drawn anew.
    let attempts = Store::get().attempts.get_untracked();
    let chosen = format!("value='{chosen}'");
    let options = options.replacen(&chosen, &format!("{chosen} selected"), 1) + &format!("<!--{attempts}-->");
    view! {
        <select
            aria-label=label
            inner_html=options
            on:change=move |event| session.say(&shape, &format!("{key}={}", event_target_value(&event)))
        ></select>
    }
}

/// Options as markup: (value, label).
pub(super) fn options_of<T: AsRef<str>>(options: &[(T, T)]) -> String {
    let mut markup = String::new();
    for (value, label) in options {
        push_option(&mut markup, value.as_ref(), label.as_ref());
    }
    markup
}

/// One more.
pub(super) fn push_option(markup: &mut String, value: &str, label: &str) {
    for part in ["<option value='", value, "'>", label, "</option>"] {
        markup.push_str(part);
    }
}
