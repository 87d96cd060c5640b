//! Which format explains a file best, and what to say when none does.

use super::formats::{Format, Shape};
use super::problems::Problems;
use model::error::Problem;
use model::import::{Certainty, Decision, FormatScore};

/// All formats that recognise something, best first.
pub(crate) struct Ranking {
    /// For the import screen.
    pub(crate) scores: Vec<FormatScore>,
    /// The best.
    pub(crate) best: Option<&'static dyn Format>,
    /// The choice and its reason.
    pub(crate) decision: Decision,
}

/// Asks every format.
pub(crate) fn rank(formats: &[&'static dyn Format], shape: &Shape) -> Ranking {
    let mut found: Vec<(u8, String, &'static dyn Format)> = formats
        .iter()
        .filter_map(|format| format.sniff(shape).map(|(score, reason)| (score.min(100), reason, *format)))
        .collect();
    // A stable sort: the order of the registry breaks ties.
    model::order::sort_by_key(&mut found, |(score, _, _)| std::cmp::Reverse(*score));
    let margin = match found.as_slice() {
        [(first, ..), (second, ..), ..] => first - second,
        [(first, ..)] => *first,
        [] => 0,
    };
    let decision = Decision {
        id: "format".into(),
        label: "Helpdesk".into(),
        value: found.first().map_or_else(String::new, |(_, _, format)| {
            let info = format.info();
            format!("{} ({})", info.product, info.label)
        }),
        reason: found.first().map_or_else(String::new, |(_, reason, _)| reason.clone()),
        certainty: match found.first() {
            Some((score, ..)) if *score >= 90 && margin >= 20 => Certainty::Proven,
            Some((score, ..)) if *score >= 50 => Certainty::Likely,
            _ => Certainty::Assumed,
        },
        is_override: false,
    };
    Ranking {
        best: found.first().map(|(_, _, format)| *format),
        scores: found
            .into_iter()
            .map(|(score, reason, format)| FormatScore { format: format.info().id, score, reason })
            .collect(),
        decision,
    }
}

/// Why these columns are no tickets.
pub(crate) fn not_tickets(columns: &[String], format: Option<&dyn Format>, problems: &Problems) -> Problem {
    let is_total = |name: &&String| {
        let name = name.trim().to_ascii_uppercase();
        name.ends_with(')')
            && ["SUM(", "COUNT(", "D_COUNT(", "AVG(", "MED(", "MIN(", "MAX("]
                .iter()
                .any(|f| name.starts_with(f))
    };
    match columns.iter().find(is_total) {
        // One column is text that happens to have lines of one kind.
        None if columns.len() == 1 => problems.prose(),
        Some(example) => problems.aggregated(example),
        None => problems.no_created_at(columns, format),
    }
}
