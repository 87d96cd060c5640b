//! A file that was refused because its columns do not tell enough: what was found, to be explained on the spot.

use super::columns::Columns;
use crate::store::Store;
use leptos::prelude::*;
use model::import::{ColumnInfo, UnreadTable};
use model::mapping::Mapping;

/// The columns as they stand with what is said of them.
fn with_choices(table: &UnreadTable, said: &Mapping) -> Vec<ColumnInfo> {
    let mut columns = table.columns.clone();
    // What was said when it was refused may have been taken back since.
    for column in columns.iter_mut().filter(|column| column.is_override) {
        (column.field, column.is_override) = (None, false);
    }
    for choice in &said.columns {
        for column in columns.iter_mut().filter(|column| column.field == choice.field) {
            column.field = None;
        }
        let mut named = columns.iter_mut().filter(|column| column.name == choice.column);
        if let Some(column) = named.nth(choice.nth as usize) {
            (column.field, column.is_override) = (choice.field, true);
            column.unit.clone_from(&choice.unit);
            column.reason = "Set by you.".to_string();
        }
    }
    columns
}

/// The columns to explain; nothing while nothing is refused for them.
#[component]
pub(crate) fn Refused() -> impl IntoView {
    let store = Store::get();
    move || {
        let table = store.trouble.get()?.problem.table?;
        let columns = with_choices(&table, store.draft.get().first()?);
        let view = view! {
            <div class="refused">
                <p>
                    "Or choose here which column tells when a ticket was created, and what you know of the others. Files with the
                    same columns will be read the same way."
                </p>
                <Columns columns rows=table.rows shape=table.shape />
            </div>
        };
        Some(view.into_any())
    }
}
