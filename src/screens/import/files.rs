//! Files that were joined: what each is, what became of its rows, and what can be set right in it.

use super::columns::Columns;
use super::decisions::Decisions;
use super::meanings::Words;
use super::{Candidates, format_words};
use crate::store::{Shared, Store};
use charts::format;
use leptos::ev::Event;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use model::import::{FileSummary, ImportSummary};
use model::units::counted;

/// The list of files; nothing where there is one.
#[component]
pub(super) fn Files(
    /// What was understood.
    summary: Shared<ImportSummary>,
) -> impl IntoView {
    (!summary.files.is_empty()).then(|| {
        let files = summary.files.iter().enumerate();
        let files = files.map(|(at, file)| view! { <File at file=file.clone() all=summary.clone() /> });
        view! {
            <section class="block">
                <h2>"What each file is"</h2>
                <p class="quiet">
                    "Open one to see its columns and decisions, and to set them right. Who is an AI, the clock and what is left
                    out hold for all."
                </p>
                {files.collect_view()}
            </section>
        }
    })
}

/// What was set aside while a file was read by itself, and in which files the same choices hold.
fn remarks(file: &FileSummary, all: &ImportSummary) -> Vec<String> {
    let ledger = &file.read.ledger;
    let set_aside =
        ledger.set_aside.iter().map(|item| format!("{} ({})", item.reason, format::count(item.count)));
    let set_aside: Vec<String> = set_aside.collect();
    let same = all.files.iter().map(|other| &other.read);
    let same = same.filter(|other| other.shape == file.read.shape && other.name != file.read.name);
    let same: Vec<&str> = same.map(|other| other.name.as_str()).collect();
    let problem = file.problem.as_ref().map(|problem| format!("{} {}", problem.what, problem.next));
    let mut remarks: Vec<String> = problem.into_iter().collect();
    if !file.joined.is_empty() {
        remarks.push(file.joined.clone());
    }
    if !set_aside.is_empty() {
        remarks.push(format!("Set aside while it was read: {}.", set_aside.join(", ")));
    }
    if !same.is_empty() && !file.read.shape.is_empty() {
        remarks.push(format!(
            "It has the same columns as {}: what is chosen holds for all of them.",
            same.join(", ")
        ));
    }
    remarks
}

#[component]
fn File(at: usize, file: FileSummary, all: Shared<ImportSummary>) -> impl IntoView {
    let store = Store::get();
    let read = Shared::new(file.read.clone());
    // Files of different folders may have the same name.
    let name = format!("{at} {}", read.name);
    // What could not be read waits for somebody to say what it is.
    let can_be_explained = file.problem.is_some() && !read.columns.is_empty();
    let is_open = can_be_explained || store.opened.with_untracked(|opened| opened.contains(&name));
    let toggle = move |event: Event| {
        let is_open = event
            .target()
            .is_some_and(|details| details.unchecked_into::<web_sys::Element>().has_attribute("open"));
        let mut opened = store.opened.get_untracked();
        if opened.contains(&name) != is_open {
            opened.retain(|known| *known != name);
            if is_open {
                opened.push(name.clone());
            }
            store.opened.set(opened);
        }
    };
    let told = match file.problem {
        Some(_) => ": not read".to_string(),
        None => {
            let format = format_words(store, &read.format);
            format!(": {} of {}, read as {format}", counted(read.ledger.rows_read, "row"), file.holds)
        }
    };
    view! {
        <details class="mended" open=is_open on:toggle=toggle>
            <summary>
                <strong>{read.name.clone()}</strong>
                {told}
            </summary>
            <div class="file">
                {remarks(&file, &all).into_iter().map(|remark| view! { <p>{remark}</p> }).collect_view()}
                {is_open
                    .then(|| {
                        let (rows, shape) = (read.rows_of_columns(), read.shape.clone());
                        view! {
                            <Candidates summary=read.clone() />
                            <Columns columns=read.columns.clone() rows of=read.name.clone() shape />
                            <Words summary=read.clone() />
                            <Decisions summary=read />
                        }
                    })}
            </div>
        </details>
    }
}
