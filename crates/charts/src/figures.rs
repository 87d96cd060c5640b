//! The figures of a screen as a table, to be copied and saved.

use crate::kinds::point_cells;
use crate::table::{Cell, Column, Table};
use model::chart::ChartPoint;
use model::measure::{Estimate, Figure, Measured};
use model::units::Unit;

/// A line for each figure, each with its name: value with its interval and n, the tickets that count, the period before and the change,
/// or why there is no value.
///
/// A rate from fewer than `few` cases is left out, as it is on the screen; its n stands there.
pub fn figures_table<'f>(figures: impl IntoIterator<Item = (String, &'f Figure)>, few: u64) -> Table {
    let mut table = Table::default();
    table.columns.extend(["Measure", "Of", "Unit"].map(Column::words));
    table.columns.extend(Column::of_point("Value", ""));
    for label in ["Tickets that count", "Period before", "Change", "change, lower 95%", "change, upper 95%"] {
        table.columns.push(Column::number(label.to_string(), Some(label.to_string())));
    }
    table.columns.push(Column::words("Why there is no value"));
    for (name, figure) in figures {
        let unit = figure.unit;
        let cells = |estimate: Option<Estimate>| estimate_cells(unit, estimate, few);
        let now = figure.now.estimate().copied();
        let [value, low, high, n] = cells(now);
        let [before, ..] = cells(figure.before.as_ref().and_then(Measured::estimate).copied());
        let [change, change_low, change_high, _] = cells(figure.change);
        let why = match &figure.now {
            Measured::NotApplicable { why, .. } => why.clone(),
            Measured::Value(now) if now.is_few(unit, few) => format!("Fewer than {few} cases."),
            Measured::Value(_) => String::new(),
        };
        table.rows.push(vec![
            Cell::words(name),
            Cell::words(figure.variant_label.as_str()),
            Cell::words(unit_words(unit)),
            value,
            low,
            high,
            n,
            now.and_then(|now| now.k).map(Cell::count).unwrap_or_default(),
            before,
            change,
            change_low,
            change_high,
            Cell::words(why),
        ]);
    }
    table
}

/// Value, both ends of the interval and n; of too few cases n alone.
pub(crate) fn estimate_cells(unit: Unit, estimate: Option<Estimate>, few: u64) -> [Cell; 4] {
    match estimate {
        Some(estimate) if estimate.is_few(unit, few) => {
            [Cell::default(), Cell::default(), Cell::default(), Cell::count(estimate.n)]
        }
        _ => point_cells(unit, estimate.map(ChartPoint::from)),
    }
}

fn unit_words(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => "share",
        Unit::SharePoints => "difference of shares",
        Unit::Tickets => "tickets",
        Unit::Seconds => "seconds",
        Unit::Rating => "mean",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_saved_as_they_are_shown() {
        let estimate = |value: f64, n: u64| Estimate {
            value,
            interval: Some((value - 0.25, value + 0.25)),
            n,
            k: Some(n / 2),
        };
        let figure = |now: Measured| Figure {
            metric: "durable".to_string(),
            variant: String::new(),
            variant_label: "AI only".to_string(),
            unit: Unit::Share,
            now,
            before: Some(Measured::Value(estimate(0.75, 50))),
            change: Some(Estimate { value: -0.25, interval: None, n: 150, k: None }),
            alike: None,
            steps: Vec::new(),
            numerator: None,
            denominator: None,
            trend: Vec::new(),
        };
        let told = figure(Measured::Value(estimate(0.5, 100)));
        let few = figure(Measured::Value(estimate(0.5, 10)));
        let not = figure(Measured::NotApplicable { why: "No rating.".to_string(), needs: Vec::new() });
        let named = [&told, &few, &not].map(|figure| ("Durable".to_string(), figure));
        let csv = figures_table(named, 30).to_csv();
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines[1], "Durable,AI only,share,0.5,0.25,0.75,100,50,0.75,-0.25,,,");
        assert_eq!(lines[2], "Durable,AI only,share,,,,10,5,0.75,-0.25,,,Fewer than 30 cases.");
        assert_eq!(lines[3], "Durable,AI only,share,,,,,,0.75,-0.25,,,No rating.");
        assert_eq!(
            lines[0].matches(',').count(),
            lines[1].matches(',').count() + 2,
            "two names hold a comma"
        );
    }
}
