//! The menu of a table that is no chart: copying its numbers and saving them.

use crate::chart::{ChartMenu, Deed, save, saying};
use charts::Table;
use leptos::prelude::*;

/// A button with the menu, and the place of what there is to say of it.
#[component]
pub(crate) fn TableMenu(
    /// What is copied or saved, for screen readers: "the table: Topics".
    #[prop(into)]
    title: Signal<String>,
    /// What the file is named after.
    id: String,
    /// The numbers; nothing while there are none.
    table: Callback<(), Option<Table>>,
) -> impl IntoView {
    let (said, say) = saying();
    let on_deed = Callback::new(move |deed: Deed| {
        let Some(table) = table.run(()) else { return };
        match deed {
            Deed::Copy => save::copy(&table, say),
            _ => {
                if let Err(words) = save::csv(&id, &table) {
                    say(words);
                }
            }
        }
    });
    view! {
        <ChartMenu
            title
            deeds=Signal::stored(vec![Deed::Copy, Deed::Csv])
            is_table=Signal::stored(true)
            on_deed
        />
        <p class="chart-said" role="status">{said}</p>
    }
}
