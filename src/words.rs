//! Filters and their values in words.

use charts::format;
use model::definition::{DefinitionName, OWN, Verdict};
use model::field::Field;
use model::filter::Filter;
use model::measure::{Estimate, Measured};
use model::units::{Day, Unit, counted};
use model::view::TicketRow;

/// Below this many cases no number is set in large type, and no share is named.
pub(crate) const FEW: u64 = 30;

/// The period of a filter: "1–31 Mar 2026", "since 1 Mar 2026", "All time".
pub(crate) fn period(from: Option<Day>, to: Option<Day>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format::period(from, to),
        (Some(from), None) => format!("Since {}", format::day(from)),
        (None, Some(to)) => format!("Until {}", format::day(Day(to.0 - 1))),
        (None, None) => "All time".to_string(),
    }
}

/// "30 Jun 2026, 22:42" from the engine's `YYYY-MM-DD HH:MM`.
pub(crate) fn time_words(time: &str) -> String {
    match time.split_once(' ').map(|(day, clock)| (Day::parse(day), clock)) {
        // What has a day alone is read as its first minute.
        Some((Some(day), "00:00")) => format::day(day),
        Some((Some(day), clock)) => format!("{}, {clock}", format::day(day)),
        _ => time.to_string(),
    }
}

/// "Good (4)": whether a rating is good, and what it was where that says more.
pub(crate) fn rating_words(row: &TicketRow) -> String {
    let label = row.rating.label();
    let raw = Some(row.rating_raw.trim()).filter(|raw| !raw.eq_ignore_ascii_case(label) && !raw.is_empty());
    format!("{label}{}", raw.map(|raw| format!(" ({raw})")).unwrap_or_default())
}

/// What a filter says of a definition: "Counted by “Zendesk: …”".
pub(crate) fn judged(id: &str, verdicts: &[Verdict], names: &[DefinitionName]) -> String {
    let name = names.iter().find(|name| name.id == id).map(|name| name.label.as_str());
    // What was billed is a list of its own, and its name says which.
    if let Some(name) = name.filter(|_| id.contains("billed") && verdicts == [Verdict::Yes]) {
        return name.to_string();
    }
    let name = match name {
        Some(name) => format!("“{name}”"),
        None if id.starts_with(OWN) => "your own definition".to_string(),
        None => format!("“{id}”"),
    };
    let has = |verdict: Verdict| verdicts.contains(&verdict);
    match (has(Verdict::Yes), has(Verdict::No), has(Verdict::Outside)) {
        (true, true, true) => format!("Whatever {name} says"),
        (true, true, false) => format!("Asked about by {name}"),
        (true, false, false) => format!("Counted by {name}"),
        (false, true, false) => format!("Asked about by {name} and not counted"),
        (false, false, _) => format!("Not asked about by {name}"),
        _ => format!("Not counted by {name}"),
    }
}

/// A filter as a list of conditions, each in words. Empty when nothing is filtered. `names` are those of definitions.
pub(crate) fn conditions(filter: &Filter, names: &[DefinitionName]) -> Vec<String> {
    let mut conditions = Vec::new();
    if filter.from.is_some() || filter.to.is_some() {
        conditions.push(format!("Created: {}", period(filter.from, filter.to)));
    }
    for (dimension, values) in &filter.accept {
        let labels: Vec<String> = values.iter().map(|value| dimension.value_label(value)).collect();
        conditions.push(format!("{}: {}", dimension.label(), labels.join(" or ")));
    }
    conditions.extend(filter.judged.iter().map(|(id, verdicts)| judged(id, verdicts, names)));
    conditions
}

/// The fields to ask for: the first few by name.
pub(crate) fn needs_words(needs: &[Field]) -> Option<String> {
    const MOST: usize = 3;
    let names: Vec<&str> = needs.iter().map(|field| field.label()).collect();
    match needs.len() {
        0 => None,
        // "or 1 other" takes the room of its name.
        total if total > MOST + 1 => Some(format!("{} or {} others", names[..MOST].join(", "), total - MOST)),
        _ => Some(names.join(", ")),
    }
}

/// How a value stands on a card.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shown {
    /// In large type: number and unit.
    Value { number: String, unit: &'static str },
    /// Too few cases for a number.
    Few { cases: String },
    /// It cannot be told.
    Nothing { why: String, needs: Vec<Field> },
}

/// Decides how a value stands on a card.
pub(crate) fn shown(unit: Unit, measured: &Measured) -> Shown {
    match measured {
        Measured::Value(estimate) if estimate.is_few(unit, FEW) => {
            let cases = match (unit, estimate.k) {
                (Unit::Share, Some(k)) => format!("{} of {}", format::count(k), format::count(estimate.n)),
                _ => format!("n = {}", format::count(estimate.n)),
            };
            Shown::Few { cases }
        }
        Measured::Value(estimate) => {
            let (number, unit) = parted(unit, estimate);
            Shown::Value { number, unit }
        }
        Measured::NotApplicable { why, needs } => Shown::Nothing { why: why.clone(), needs: needs.clone() },
    }
}

/// Adds something to those of the same key; keys keep the order in which they came.
pub(crate) fn gather<K: PartialEq, V>(groups: &mut Vec<(K, Vec<V>)>, key: K, value: V) {
    match groups.iter_mut().find(|(known, _)| *known == key) {
        Some((_, values)) => values.push(value),
        None => groups.push((key, vec![value])),
    }
}

/// Whether an interval of shares bears a decimal.
fn is_sharp((low, high): (f64, f64)) -> bool {
    high - low < 0.03
}

/// An interval with the decimals of the number that it belongs to: "14.4–16.1%", "12–15%".
pub(crate) fn interval(unit: Unit, (low, high): (f64, f64)) -> String {
    if unit == Unit::Share && !is_sharp((low, high)) {
        let (low, high) = (format::percent(low), format::percent(high));
        return format!("{}–{high}", low.trim_end_matches('%'));
    }
    format::interval(unit, (low, high))
}

/// Several names in a row, with semicolons where one has a comma of its own.
pub(crate) fn list(names: &[String]) -> String {
    names.join(if names.iter().any(|name| name.contains(", ")) { "; " } else { ", " })
}

/// Number and unit apart, so that the unit can stand in a lighter tone. One decimal only where the interval bears it.
fn parted(unit: Unit, estimate: &Estimate) -> (String, &'static str) {
    let is_sharp = estimate.interval.is_some_and(is_sharp);
    let text = match unit {
        Unit::Share if is_sharp => format::percent_fine(estimate.value),
        Unit::Tickets => format::count(estimate.value.max(0.0).round() as u64),
        Unit::Rating => format::value_fine(unit, estimate.value),
        _ => format::value(unit, estimate.value),
    };
    for suffix in ["%", " pp", " min", " s", " h", " d"] {
        if let Some(number) = text.strip_suffix(suffix) {
            return (number.to_string(), suffix.trim_start());
        }
    }
    (text, "")
}

/// A change against the previous period, and whether its interval excludes "no change".
pub(crate) fn change(unit: Unit, change: &Estimate) -> (String, bool) {
    let written = |value: f64| match unit {
        Unit::Share | Unit::SharePoints => format::points(value),
        Unit::Seconds | Unit::Tickets | Unit::Rating => {
            let fine = if unit == Unit::Rating { format::value_fine } else { format::value };
            format!("{}{}", if value > 0.0 { "+" } else { "" }, fine(unit, value))
        }
    };
    match change.interval {
        Some((low, high)) => {
            let is_clear = low > 0.0 || high < 0.0;
            let unit = if unit == Unit::Share { Unit::SharePoints } else { unit };
            let range = if unit == Unit::SharePoints {
                format::interval(unit, (low, high))
            } else {
                format!("{} to {}", written(low), written(high))
            };
            (format!("{} ({range})", written(change.value)), is_clear)
        }
        None => (written(change.value), true),
    }
}

/// Bytes in the unit that suits: "254 MB".
pub(crate) fn bytes(number: f64) -> String {
    match number {
        size if size < 1e3 => format!("{size:.0} B"),
        size if size < 1e6 => format!("{:.0} kB", size / 1e3),
        size if size < 9.95e6 => format!("{:.1} MB", size / 1e6),
        size if size < 1e9 => format!("{:.0} MB", size / 1e6),
        size => format!("{:.1} GB", size / 1e9),
    }
}

/// "1 ticket", "2 tickets".
pub(crate) fn tickets(number: u64) -> String {
    counted(number, "ticket")
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::filter::{Dimension, NO_VALUE};

    fn estimate(value: f64, n: u64, half: f64) -> Measured {
        Measured::Value(Estimate {
            value,
            interval: Some((value - half, value + half)),
            n,
            k: Some((value * n as f64) as u64),
        })
    }

    #[test]
    fn a_small_n_gets_no_number() {
        assert_eq!(shown(Unit::Share, &estimate(0.5, 12, 0.2)), Shown::Few { cases: "6 of 12".to_string() });
        assert_eq!(
            shown(Unit::Share, &estimate(0.524, 20_000, 0.01)),
            Shown::Value { number: "52.4".to_string(), unit: "%" }
        );
        assert_eq!(
            shown(Unit::Share, &estimate(0.524, 100, 0.1)),
            Shown::Value { number: "52".to_string(), unit: "%" }
        );
        assert_eq!(
            shown(Unit::Seconds, &estimate(7_200.0, 100, 60.0)),
            Shown::Value { number: "2".to_string(), unit: "h" }
        );
    }

    #[test]
    fn filters_in_words() {
        let filter =
            Filter { from: Day::parse("2026-03-01"), to: Day::parse("2026-04-01"), ..Filter::default() }
                .with(Dimension::Channel, &["chat", "web_form"])
                .with(Dimension::Topic, &[NO_VALUE]);
        assert_eq!(
            conditions(&filter, &[]),
            ["Created: Mar 2026", "Channel: Chat or Web form", "Topic: No topic"]
        );
    }

    #[test]
    fn definitions_in_words() {
        let name = |id: &str, label: &str| DefinitionName { id: id.to_string(), label: label.to_string() };
        let names =
            [name("fin_outcome", "Fin: outcome"), name("billed_first_person", "Billed, a person replied")];
        for (id, verdicts, words) in [
            ("fin_outcome", &[Verdict::Yes][..], "Counted by “Fin: outcome”"),
            ("fin_outcome", &Verdict::NOT_YES[..], "Not counted by “Fin: outcome”"),
            ("billed_first_person", &[Verdict::Yes][..], "Billed, a person replied"),
            ("own~ai~done", &[Verdict::Yes, Verdict::No][..], "Asked about by your own definition"),
        ] {
            assert_eq!(judged(id, verdicts, &names), words);
        }
    }

    #[test]
    fn a_change_is_clear_when_its_interval_excludes_zero() {
        let of = |value: f64, low: f64, high: f64| {
            change(Unit::Share, &Estimate { value, interval: Some((low, high)), n: 100, k: None })
        };
        assert_eq!(of(0.02, 0.01, 0.03), ("+2.0 pp (+1.0 to +3.0 pp)".to_string(), true));
        assert!(!of(0.02, -0.01, 0.05).1);
    }
}
