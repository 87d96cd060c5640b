//! The columns of the file and what they were taken for; each can be taken for something else.

use super::choice::{Choice, push_option};
use charts::format;
use leptos::prelude::*;
use model::field::Field;
use model::import::ColumnInfo;

const UNUSED: &str = "unused";
const UNITS: [&str; 5] = ["milliseconds", "seconds", "minutes", "hours", "days"];

/// The table.
#[component]
pub(super) fn Columns(
    /// The columns.
    columns: Vec<ColumnInfo>,
    /// How many rows their values were counted in.
    rows: u64,
    /// Of which file, where there are several.
    #[prop(optional)]
    of: String,
    /// The shape of the export that they are of; empty where nothing can be chosen.
    shape: String,
) -> impl IntoView {
    let rows = rows.max(1);
    let used = columns.iter().filter(|column| column.field.is_some()).count();
    (!columns.is_empty()).then(|| {
        view! {
            <section class="block">
                <header class="block-head">
                    <h2>{format!("{used} of {} columns are used", columns.len())}</h2>
                    <p class="quiet">"Samples are masked where they may name a person."</p>
                </header>
                <div class="table-scroll" tabindex="0" role="region" aria-label=format!("Columns {of}")>
                    <table class="columns is-stacking">
                        <thead>
                            <tr>
                                <th scope="col">"Column in the file"</th>
                                <th scope="col">"Taken for"</th>
                                <th scope="col">"Samples"</th>
                                <th scope="col" class="is-number">"Filled"</th>
                                <th scope="col" class="is-number">"Unreadable"</th>
                                <th scope="col">"Why"</th>
                            </tr>
                        </thead>
                        <tbody>
                            {columns
                                .iter()
                                .enumerate()
                                .map(|(at, column)| {
                                    let same = |other: &&ColumnInfo| other.name == column.name;
                                    let nth = columns[..at].iter().filter(same).count() as u32;
                                    let taken = if shape.is_empty() {
                                        column.field.map_or(UNUSED, Field::label).into_any()
                                    } else {
                                        view! { <TakenFor column=column.clone() nth shape=shape.clone() /> }
                                            .into_any()
                                    };
                                    view! {
                                        <tr class:is-quiet=column.field.is_none()>
                                            <th scope="row">{column.name.clone()}</th>
                                            <td>{taken}</td>
                                            <td class="samples">
                                                {column
                                                    .samples
                                                    .iter()
                                                    .map(|sample| view! { <code>{sample.clone()}</code> })
                                                    .collect_view()}
                                            </td>
                                            <td class="is-number">
                                                {format::percent(column.filled as f64 / rows as f64)}
                                            </td>
                                            <td class="is-number">
                                                {(column.unreadable > 0).then(|| format::count(column.unreadable))}
                                            </td>
                                            <td class="quiet">{column.reason.clone()}</td>
                                        </tr>
                                    }
                                })
                                .collect_view()}
                        </tbody>
                    </table>
                </div>
            </section>
        }
    })
}

#[component]
fn TakenFor(column: ColumnInfo, nth: u32, shape: String) -> impl IntoView {
    let key = format!("column:{}#{nth}", column.name);
    let field = column.field.map_or(UNUSED, Field::id);
    let mut options = String::new();
    if column.is_override {
        push_option(&mut options, "", "As recognised");
    }
    push_option(&mut options, UNUSED, "not used");
    for field in Field::ALL {
        push_option(&mut options, field.id(), field.label());
    }
    let unit = column.unit.unwrap_or_default();
    let is_span = column.field.is_some_and(Field::is_span);
    let scale = if is_span {
        let mut units = String::new();
        if !UNITS.contains(&unit.as_str()) {
            push_option(&mut units, field, "as written");
        }
        for unit in UNITS {
            push_option(&mut units, &format!("{field}.{unit}"), unit);
        }
        view! {
            <Choice
                label=format!("Unit of {}", column.name)
                options=units
                chosen=format!("{field}.{unit}")
                shape=shape.clone()
                key=key.clone()
            />
        }
        .into_any()
    } else {
        view! { <span class="quiet is-unbroken">{unit}</span> }.into_any()
    };
    view! {
        <Choice label=format!("What {} tells", column.name) options chosen=field.to_string() shape key />
        {scale}
    }
}
