//! The numbers behind a chart, as a table.

use charts::Table;
use leptos::prelude::*;

/// A table that scrolls inside itself.
#[component]
pub(crate) fn TableView(
    /// What it is about.
    caption: String,
    /// The numbers.
    table: Table,
) -> impl IntoView {
    let columns = table.columns;
    let head = columns
        .iter()
        .filter_map(|column| {
            let heading = column.heading.clone()?;
            Some(view! { <th scope="col" class:is-number=column.is_number>{heading}</th> })
        })
        .collect_view();
    let rows = table
        .rows
        .into_iter()
        .map(|row| {
            let cells = row
                .into_iter()
                .zip(&columns)
                .enumerate()
                .filter(|(_, (_, column))| column.heading.is_some())
                .map(|(index, (cell, column))| {
                    if index == 0 {
                        view! { <th scope="row">{cell.text}</th> }.into_any()
                    } else {
                        view! { <td class:is-number=column.is_number>{cell.text}</td> }.into_any()
                    }
                })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    let label = format!("Table: {caption}");
    view! {
        <div class="chart-table" tabindex="0" role="region" aria-label=label>
            <table>
                <caption class="chart-hidden">{caption}</caption>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
