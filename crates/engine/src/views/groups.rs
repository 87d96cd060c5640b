//! The values of a dimension side by side: one row each, with the same measures.

use super::breakdown::{DURABLE, Ranked, breakdown_title, counted, nouns, rank};
use super::findings::BOUNCE;
use super::wording::{count, number, percent};
use super::{MIN_CLAIM_N, by_id};
use crate::metrics::evaluate::Basis;
use crate::metrics::row_shares::{MOST_ROWS, Named, Row, RowShares, Told};
use crate::query::{Quantile, Tally, first_reply_medians};
use crate::stats::shrink::Common;
use model::chart::Role;
use model::field::Field;
use model::filter::{Dimension, NO_VALUE};
use model::group::{GroupColumn, GroupRow, Groups};
use model::measure::Estimate;
use model::outcome::HandledBy;
use model::units::Unit;

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

/// The column of people's share.
const PEOPLE_DURABLE: &str = "people_durable";

const COLUMNS: &[Column] = &[
    ("involvement", "AI involved", "involvement", "", Role::Ai),
    (SHRUNKEN, "Resolved for good by AI, shrunken", "durable", "", Role::Ai),
    (DURABLE, "the same, raw", "durable", "", Role::AiSoft),
    (PEOPLE_DURABLE, "Resolved for good by people", "people_durable", "", Role::Human),
    ("resolution", "Not reopened, any handler", "resolution", "", Role::All),
    ("escalation", "Escalated", "escalation", "", Role::Handoff),
    (BOUNCE, "Came back", "bounce", "", Role::Failed),
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
    /// Of the AI.
    pub(super) ai: Told,
    /// Of people.
    pub(super) people: Told,
}

/// The values with what they have in common.
pub(super) struct Compared {
    pub(super) dimension: Dimension,
    pub(super) cases: Vec<Cases>,
    /// Of the AI, where at least two values can be told.
    pub(super) ai: Option<Common>,
    /// Of people.
    pub(super) people: Option<Common>,
    /// Why nothing can be said of the AI in whatever file like this.
    pub(super) untold: Option<String>,
    /// Whether there is a filter that could be widened.
    pub(super) is_filtered: bool,
}

impl Compared {
    /// Compared by two columns: of the AI, and of people.
    pub(super) fn by(shares: &RowShares<'_, '_>, [ai, people]: [&str; 2]) -> Compared {
        let told = |at: usize, name: &str| shares.told(Row::Value(at), name).unwrap_or_default();
        let is_people = |facts: &crate::derive::Facts| {
            facts.is_eligible && facts.handled_by == Some(HandledBy::HumanOnly)
        };
        let cases: Vec<Cases> = shares
            .groups
            .iter()
            .enumerate()
            .map(|(at, (value, tally))| Cases {
                value: value.clone(),
                tickets: tally.eligible(),
                people_tickets: tally.count(is_people),
                ai: told(at, ai),
                people: told(at, people),
            })
            .collect();
        let common = |of: fn(&Cases) -> Told| {
            let named: Vec<(f64, f64)> = cases
                .iter()
                .filter(|cases| cases.value != NO_VALUE)
                .map(|cases| of(cases).independent())
                .collect();
            Common::of(&named)
        };
        Compared {
            dimension: shares.dimension,
            ai: common(|cases| cases.ai),
            people: common(|cases| cases.people),
            untold: (!shares.basis.have.has(Field::AiInvolved))
                .then(|| "Nothing in this file tells which tickets an AI answered.".to_string()),
            is_filtered: !shares.basis.filter.is_empty(),
            cases,
        }
    }
}

/// A share drawn towards the mean; `None` without a case.
pub(super) fn shrunken(common: Option<&Common>, told: Told) -> Option<Estimate> {
    let common = common.filter(|_| told.n > 0)?;
    let (k, n) = told.independent();
    Some(Estimate { value: common.shrink(k, n), interval: common.interval(k, n), n: told.n, k: Some(told.k) })
}

/// The measures of columns.
pub(super) fn measures(columns: &'static [Column]) -> Vec<Named> {
    columns.iter().map(|(name, _, metric, variant, _)| (*name, *metric, *variant)).collect()
}

/// Values compared by durable resolution, and their table.
pub(super) fn side_by_side(shares: &RowShares<'_, '_>) -> (Compared, Groups) {
    let compared = Compared::by(shares, [DURABLE, PEOPLE_DURABLE]);
    let sheet = Sheet {
        title: heading(compared.dimension),
        subtitle: subtitle(&compared, shares.groups),
        columns: COLUMNS,
        drawn: &[(SHRUNKEN, compared.ai.as_ref())],
    };
    let table = table(shares, sheet);
    (compared, table)
}

/// The measures of [`side_by_side`], for values with their tallies.
pub(super) fn resolution<'b, 'a>(
    basis: &'b Basis<'a>,
    dimension: Dimension,
    groups: &'b [(String, Tally<'a>)],
) -> RowShares<'b, 'a> {
    RowShares::new(basis, dimension, groups, &measures(COLUMNS))
}

/// A row for each value, a column for each measure.
pub(super) fn table(shares: &RowShares<'_, '_>, sheet: Sheet<'_>) -> Groups {
    let (basis, dimension, shown) = (shares.basis, shares.dimension, shares.shown());
    let medians_at = sheet.columns.iter().position(|(id, ..)| *id == FIRST_REPLY);
    let medians = match medians_at {
        Some(_) => {
            let values: Vec<&str> = shown.iter().map(|(value, _)| value.as_str()).collect();
            first_reply_medians(basis.context, basis.filter, dimension, &values)
        }
        None => Vec::new(),
    };
    let drawn = |id: &str| sheet.drawn.iter().find(|(drawn, _)| *drawn == id);
    let row = |value: &str, name: String, row: Row, median: Option<Quantile>| GroupRow {
        value: value.to_string(),
        label: name,
        tickets: shares.tally(row).eligible(),
        cells: sheet
            .columns
            .iter()
            .map(|(id, ..)| match drawn(id) {
                _ if *id == FIRST_REPLY => median.map(|median| Estimate {
                    value: median.value,
                    interval: median.interval,
                    n: median.n,
                    k: None,
                }),
                Some((_, common)) => {
                    let told = shares.told(row, id).filter(|_| matches!(row, Row::Value(_)));
                    told.and_then(|told| shrunken(*common, told))
                }
                None => shares.estimate(row, id),
            })
            .collect(),
    };
    let rows: Vec<GroupRow> = shown
        .iter()
        .enumerate()
        .map(|(at, (value, _))| {
            row(value, dimension.value_label(value), Row::Value(at), medians.get(at).copied().flatten())
        })
        .collect();
    let rest = (shares.tally(Row::Rest).eligible() > 0).then(|| {
        row("", format!("All other {}", nouns(dimension)), Row::Rest, medians.last().copied().flatten())
    });
    let mut all = row("", "All".to_string(), Row::All, None);
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
            .map(|(id, heading, metric, _, role)| GroupColumn {
                id: (*id).to_string(),
                label: (*heading).to_string(),
                metric: (*metric).to_string(),
                unit: if *id == FIRST_REPLY { Unit::Seconds } else { Unit::Share },
                role: *role,
                unavailable: shares.why_not(id).filter(|_| *id != FIRST_REPLY).map(str::to_string),
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
    if compared.untold.is_some() {
        return "Nothing tells which tickets an AI answered".to_string();
    }
    let told = compared.cases.iter().enumerate().filter(|(_, cases)| cases.ai.n > 0);
    let mut rows: Vec<Ranked<'_>> = told
        .map(|(at, cases)| {
            // As the table and the picture show them.
            let shown = shrunken(compared.ai.as_ref(), cases.ai).map(|found| found.value);
            let raw = cases.ai.k as f64 / cases.ai.n as f64;
            Ranked { at, value: &cases.value, told: cases.ai, shown: shown.unwrap_or(raw) }
        })
        .collect();
    rank(&mut rows);
    breakdown_title(compared.dimension, &rows, false)
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

/// What is listed: "12 topics", or the largest of them. Tickets without one are no further value.
pub(super) fn listed(dimension: Dimension, groups: &[(String, Tally<'_>)]) -> String {
    let values = groups.iter().filter(|(value, _)| value != NO_VALUE).count();
    let mut shown = if groups.len() > MOST_ROWS {
        format!("The {MOST_ROWS} largest {}", nouns(dimension))
    } else {
        counted(values, dimension)
    };
    if values < groups.len() && groups.len() <= MOST_ROWS {
        shown.push_str(" and tickets without");
    }
    format!("{shown}; every eligible ticket stands in one row.")
}

fn subtitle(compared: &Compared, groups: &[(String, Tally<'_>)]) -> String {
    let mut text = listed(compared.dimension, groups);
    let is_few = |cases: &&Cases| cases.value != NO_VALUE && (1..MIN_CLAIM_N).contains(&cases.ai.n);
    let few = compared.cases.iter().filter(is_few).count() as u64;
    if few > 0 {
        text.push_str(&format!(
            " {} of them have fewer than {MIN_CLAIM_N} AI tickets to tell from.",
            number(few)
        ));
    }
    text
}
