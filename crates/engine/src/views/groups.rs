//! The values of a dimension side by side: one row each, with the same measures.

use super::breakdown::{Ranked, breakdown_title, counted, nouns, rank};
use super::wording::{count, number, percent};
use super::{MIN_CLAIM_N, by_id};
use crate::metrics::count::share;
use crate::metrics::evaluate::Basis;
use crate::metrics::series::Shares;
use crate::query::{Quantile, Tally, first_reply_medians};
use crate::stats::shrink::Common;
use model::chart::Role;
use model::filter::{Dimension, NO_VALUE};
use model::group::{GroupColumn, GroupRow, Groups};
use model::measure::{Estimate, Measured};
use model::outcome::HandledBy;
use model::units::Unit;

/// The most values that are listed.
const MOST_ROWS: usize = 200;
/// The column of shares drawn towards the mean.
const SHRUNKEN: &str = "durable_shrunken";
/// The column of medians.
const FIRST_REPLY: &str = "first_reply";

/// Name, heading, metric, its variant, of whom it speaks.
pub(super) type Column = (&'static str, &'static str, &'static str, &'static str, Role);

/// What a table shows of each value.
pub(super) struct Sheet<'s> {
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) columns: &'static [Column],
    /// Columns by name, and what their shares are drawn towards.
    pub(super) drawn: &'s [(&'static str, Option<&'s Common>)],
}

const COLUMNS: &[Column] = &[
    ("involvement", "AI involved", "involvement", "", Role::Ai),
    (SHRUNKEN, "Resolved for good by AI, shrunken", "durable", "", Role::Ai),
    ("durable", "the same, raw", "durable", "", Role::AiSoft),
    ("people_durable", "Resolved for good by people", "people_durable", "", Role::Human),
    ("resolution", "Not reopened, any handler", "resolution", "", Role::All),
    ("escalation", "Escalated", "escalation", "", Role::Handoff),
    ("bounce", "Came back", "bounce", "", Role::Failed),
    ("csat_ai", "CSAT, AI only", "csat", "ai_only", Role::Ai),
    ("csat_human", "CSAT, people only", "csat", "human_only", Role::Human),
    (FIRST_REPLY, "First reply, median", "first_reply_median", "all", Role::All),
];

/// What charts and the table need of a value.
pub(super) struct Cases {
    pub(super) value: String,
    pub(super) tickets: u64,
    /// Tickets that people alone handled.
    pub(super) people_tickets: u64,
    /// Durable resolution of the AI.
    pub(super) ai: (u64, u64),
    /// Durable resolution of people.
    pub(super) people: (u64, u64),
}

/// The values with what they have in common.
pub(super) struct Compared {
    pub(super) dimension: Dimension,
    pub(super) cases: Vec<Cases>,
    /// Of the AI, where at least two values can be told.
    pub(super) ai: Option<Common>,
    /// Of people.
    pub(super) people: Option<Common>,
}

impl Compared {
    /// Compared by durable resolution.
    pub(super) fn new(basis: &Basis<'_>, dimension: Dimension, groups: &[(String, Tally<'_>)]) -> Compared {
        Compared::by(basis, dimension, groups, [("durable", ""), ("people_durable", "")])
    }

    /// Compared by two measures, each with its variant: of the AI, and of people.
    pub(super) fn by(
        basis: &Basis<'_>,
        dimension: Dimension,
        groups: &[(String, Tally<'_>)],
        measures: [(&str, &str); 2],
    ) -> Compared {
        let [ai, people] =
            measures.map(|(metric, variant)| by_id(metric).map(|metric| Shares::new(basis, metric, variant)));
        let k_n = |measure: &Option<Shares>, tally: &Tally<'_>| {
            measure.as_ref().and_then(|measure| measure.k_n(tally)).unwrap_or((0, 0))
        };
        let is_people = |facts: &crate::derive::Facts| {
            facts.is_eligible && facts.handled_by == Some(HandledBy::HumanOnly)
        };
        let cases: Vec<Cases> = groups
            .iter()
            .map(|(value, tally)| Cases {
                value: value.clone(),
                tickets: tally.eligible(),
                people_tickets: tally.count(is_people),
                ai: k_n(&ai, tally),
                people: k_n(&people, tally),
            })
            .collect();
        let common = |of: fn(&Cases) -> (u64, u64)| {
            let named: Vec<(u64, u64)> =
                cases.iter().filter(|cases| cases.value != NO_VALUE).map(of).collect();
            Common::of(&named)
        };
        Compared { dimension, ai: common(|cases| cases.ai), people: common(|cases| cases.people), cases }
    }
}

/// A share drawn towards the mean; `None` without a case.
pub(super) fn shrunken(common: Option<&Common>, (k, n): (u64, u64)) -> Option<Estimate> {
    let common = common.filter(|_| n > 0)?;
    Some(Estimate { value: common.shrink(k, n), interval: common.interval(k, n), n, k: Some(k) })
}

/// The table of resolution.
pub(super) fn table(basis: &Basis<'_>, compared: &Compared, groups: &[(String, Tally<'_>)]) -> Groups {
    let sheet = Sheet {
        title: heading(compared.dimension),
        subtitle: subtitle(compared, groups.len()),
        columns: COLUMNS,
        drawn: &[(SHRUNKEN, compared.ai.as_ref())],
    };
    side_by_side(basis, compared.dimension, groups, sheet)
}

/// A row for each value, a column for each measure.
pub(super) fn side_by_side(
    basis: &Basis<'_>,
    dimension: Dimension,
    groups: &[(String, Tally<'_>)],
    sheet: Sheet<'_>,
) -> Groups {
    let shown = &groups[..groups.len().min(MOST_ROWS)];
    let medians_at = sheet.columns.iter().position(|(id, ..)| *id == FIRST_REPLY);
    let medians = match medians_at {
        Some(_) => {
            let values: Vec<&str> = shown.iter().map(|(value, _)| value.as_str()).collect();
            first_reply_medians(basis.context, basis.filter, dimension, &values)
        }
        None => Vec::new(),
    };
    let measures: Vec<Shares> = sheet
        .columns
        .iter()
        .map(|(_, _, metric, variant, _)| match by_id(metric) {
            Some(metric) => Shares::new(basis, metric, variant),
            None => Shares::Not(Measured::NotApplicable { why: String::new(), needs: Vec::new() }),
        })
        .collect();
    let drawn = |id: &str| sheet.drawn.iter().find(|(drawn, _)| *drawn == id);
    let row = |value: &str, name: String, tally: &Tally<'_>, median: Option<Quantile>, own: bool| GroupRow {
        value: value.to_string(),
        label: name,
        tickets: tally.eligible(),
        cells: sheet
            .columns
            .iter()
            .zip(&measures)
            .map(|((id, ..), measure)| match drawn(id) {
                _ if *id == FIRST_REPLY => median.map(|median| Estimate {
                    value: median.value,
                    interval: median.interval,
                    n: median.n,
                    k: None,
                }),
                Some((_, common)) => {
                    measure.k_n(tally).filter(|_| own).and_then(|k_n| shrunken(*common, k_n))
                }
                None => measure.k_n(tally).and_then(|(k, n)| share(k, n)),
            })
            .collect(),
    };
    let rows: Vec<GroupRow> = shown
        .iter()
        .enumerate()
        .map(|(at, (value, tally))| {
            row(value, dimension.value_label(value), tally, medians.get(at).copied().flatten(), true)
        })
        .collect();
    let mut rest = basis.now.clone();
    for (_, tally) in shown {
        for (left, taken) in rest.counts.iter_mut().zip(&tally.counts) {
            *left = left.saturating_sub(*taken);
        }
    }
    let rest = (rest.eligible() > 0).then(|| {
        row("", format!("All other {}", nouns(dimension)), &rest, medians.last().copied().flatten(), false)
    });
    let mut all = row("", "All".to_string(), &basis.now, None, false);
    if let Some(cell) = medians_at.and_then(|at| all.cells.get_mut(at)) {
        *cell = by_id("first_reply_median")
            .and_then(|metric| basis.figure(metric, "all"))
            .and_then(|figure| figure.now.estimate().copied());
    }
    Groups {
        dimension,
        title: sheet.title,
        subtitle: sheet.subtitle,
        columns: sheet
            .columns
            .iter()
            .zip(&measures)
            .map(|((id, heading, metric, _, role), measure)| GroupColumn {
                id: (*id).to_string(),
                label: (*heading).to_string(),
                metric: (*metric).to_string(),
                unit: if *id == FIRST_REPLY { Unit::Seconds } else { Unit::Share },
                role: *role,
                unavailable: match measure {
                    Shares::Not(Measured::NotApplicable { why, .. }) if *id != FIRST_REPLY => {
                        Some(why.clone())
                    }
                    _ => None,
                },
            })
            .collect(),
        rows,
        rest,
        all,
    }
}

/// "Topics side by side".
pub(super) fn heading(dimension: Dimension) -> String {
    let mut words = nouns(dimension);
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words + " side by side"
}

/// Which value resolves best and which worst, if that is beyond chance.
pub(super) fn title(compared: &Compared) -> String {
    let told = compared.cases.iter().filter(|cases| cases.ai.1 > 0);
    let mut rows: Vec<Ranked<'_>> = told
        .map(|cases| {
            // As the table and the picture show them.
            let shown = shrunken(compared.ai.as_ref(), cases.ai).map(|found| found.value);
            let raw = cases.ai.0 as f64 / cases.ai.1 as f64;
            (cases.value.as_str(), cases.ai, shown.unwrap_or(raw))
        })
        .collect();
    rank(&mut rows);
    breakdown_title(compared.dimension, &rows)
}

/// What shrinking did, in words; nothing where there is nothing to shrink.
pub(super) fn shrinking(compared: &Compared) -> String {
    let values = nouns(compared.dimension);
    match &compared.ai {
        None => String::new(),
        Some(common) if common.strength.is_infinite() => format!(
            "Beyond chance the {values} do not differ, so each gets the share of all, {}.",
            percent(common.mean)
        ),
        Some(common) => format!(
            "Shares are drawn towards what all {values} have in common, {}, as if each had {} more that went so: few cases move \
             far, many hardly.",
            percent(common.mean),
            count(common.strength.round().max(1.0) as u64, "ticket")
        ),
    }
}

/// What is listed: "12 topics", or the largest of them.
pub(super) fn listed(dimension: Dimension, values: usize) -> String {
    let shown = if values > MOST_ROWS {
        format!("The {MOST_ROWS} largest {}", nouns(dimension))
    } else {
        counted(values, dimension)
    };
    format!("{shown}; every eligible ticket stands in one row.")
}

fn subtitle(compared: &Compared, values: usize) -> String {
    let mut text = listed(compared.dimension, values);
    let few = compared.cases.iter().filter(|cases| (1..MIN_CLAIM_N).contains(&cases.ai.1)).count() as u64;
    if few > 0 {
        text.push_str(&format!(
            " {} of them have fewer than {MIN_CLAIM_N} AI tickets to tell from.",
            number(few)
        ));
    }
    text
}
