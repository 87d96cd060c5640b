//! The numbers of a table of groups, as those of a chart: for copying and for saving.

use crate::figures::estimate_cells;
use crate::table::{Cell, Column, Table};
use model::group::{GroupRow, Groups};

/// The columns that the file can tell, with intervals and n: the rows in the given order, then what is not listed and all together.
///
/// A value from fewer than `few` cases is left out, as it is on the screen; its n stands there.
pub fn groups_table(groups: &Groups, rows: &[GroupRow], few: u64) -> Table {
    let mut table = Table::of_numbers(groups.dimension.label(), ["Tickets".to_string()]);
    let told: Vec<usize> =
        (0..groups.columns.len()).filter(|at| groups.columns[*at].unavailable.is_none()).collect();
    table.columns.extend(told.iter().flat_map(|at| {
        let label = &groups.columns[*at].label;
        Column::of_point(label, &format!("{label}, "))
    }));
    for row in rows.iter().chain(&groups.rest).chain([&groups.all]) {
        let mut cells = vec![Cell::words(row.label.as_str()), Cell::count(row.tickets)];
        for at in &told {
            let estimate = row.cells.get(*at).copied().flatten();
            cells.extend(estimate_cells(groups.columns[*at].unit, estimate, few));
        }
        table.rows.push(cells);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::groups_table;
    use model::chart::Role;
    use model::filter::Dimension;
    use model::group::{GroupColumn, GroupRow, Groups};
    use model::measure::Estimate;
    use model::units::Unit;

    fn column(label: &str, unavailable: Option<&str>) -> GroupColumn {
        GroupColumn {
            id: label.to_string(),
            label: label.to_string(),
            metric: label.to_string(),
            unit: Unit::Share,
            role: Role::Ai,
            unavailable: unavailable.map(str::to_string),
        }
    }

    fn row(label: &str, tickets: u64, n: u64) -> GroupRow {
        let told = Estimate { value: 0.5, interval: Some((0.25, 0.75)), n, k: None };
        GroupRow { value: String::new(), label: label.to_string(), tickets, cells: vec![None, Some(told)] }
    }

    #[test]
    fn a_table_of_groups_is_saved_as_it_is_shown() {
        let groups = Groups {
            dimension: Dimension::Topic,
            title: String::new(),
            subtitle: String::new(),
            columns: vec![column("CSAT", Some("No ratings.")), column("Durable", None)],
            rows: vec![row("Refunds", 90, 60), row("=1+1", 9, 4)],
            rest: None,
            all: row("All", 99, 64),
        };
        let reversed: Vec<GroupRow> = groups.rows.iter().rev().cloned().collect();
        assert_eq!(
            groups_table(&groups, &reversed, 30).to_csv(),
            "Topic,Tickets,Durable,\"Durable, lower 95%\",\"Durable, upper 95%\",\"Durable, n\"\r\n\
             '=1+1,9,,,,4\r\nRefunds,90,0.5,0.25,0.75,60\r\nAll,99,0.5,0.25,0.75,64\r\n"
        );
    }
}
