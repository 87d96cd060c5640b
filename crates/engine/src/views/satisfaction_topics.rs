//! Satisfaction by topic: the AI beside people, drawn towards what topics have in common as on the Topics screen.

use super::breakdown::{difference_z, nouns, strict_z};
use super::groups::{Column, Compared, Sheet, heading, listed, measures, table};
use super::topics::stand_in;
use super::wording::{count, list, percent, share_of_inline};
use super::{MIN_CLAIM_N, tickets_address};
use crate::metrics::count::{narrow, share};
use crate::metrics::evaluate::Basis;
use crate::metrics::row_shares::RowShares;
use crate::metrics::seen::PERSON;
use crate::query::by_value;
use crate::stats::shrink::Common;
use model::chart::Role;
use model::field::Field;
use model::filter::{Dimension, NO_VALUE};
use model::group::Groups;
use model::view::{Note, NoteKind};

/// Topics named in one remark at most.
const MAX_NAMED: usize = 3;

const AI_SHRUNKEN: &str = "csat_ai_shrunken";
const PEOPLE_SHRUNKEN: &str = "csat_people_shrunken";
const BY_HANDLER: &[Column] = &[
    (AI_SHRUNKEN, "CSAT of AI only, shrunken", "csat", "ai_only", Role::Ai),
    ("csat_ai", "the same, raw", "csat", "ai_only", Role::AiSoft),
    ("response_ai", "Response, AI only", "response_rate", "ai_only", Role::AiSoft),
    (PEOPLE_SHRUNKEN, "CSAT of people only, shrunken", "csat", "human_only", Role::Human),
    ("csat_people", "the same, raw", "csat", "human_only", Role::Human),
    ("response_people", "Response, people only", "response_rate", "human_only", Role::Human),
];
const OF_ALL: &[Column] = &[
    (AI_SHRUNKEN, "CSAT, shrunken", "csat", "all", Role::All),
    ("csat_all", "the same, raw", "csat", "all", Role::All),
    ("response_all", "Response rate", "response_rate", "all", Role::All),
];

/// The table, and topics in which customers rate the AI otherwise than people. Nothing where there are no ratings, or nothing that parts
/// the tickets.
pub(super) fn by_topic(basis: &Basis<'_>) -> Option<(Groups, Option<Note>)> {
    let dimension = if basis.have.has(Field::Topic) { Some(Dimension::Topic) } else { stand_in(basis) }?;
    let groups = by_value(basis.context, basis.filter, dimension);
    let has_handlers = basis.have.has(Field::AiInvolved) && PERSON.iter().any(|field| basis.have.has(*field));
    let (columns, sides) = match has_handlers {
        true => (BY_HANDLER, [AI_SHRUNKEN, PEOPLE_SHRUNKEN]),
        false => (OF_ALL, [AI_SHRUNKEN; 2]),
    };
    let shares = RowShares::new(basis, dimension, &groups, &measures(columns));
    let compared = Compared::by(&shares, sides);
    if !compared.cases.iter().any(|cases| cases.ai.n + cases.people.n > 0) {
        return None;
    }
    let sheet = Sheet {
        title: format!("CSAT: {}", heading(dimension).to_ascii_lowercase()),
        subtitle: format!("{} {}", listed(dimension, &groups), shrinking(&compared, has_handlers)),
        columns,
        drawn: &[(AI_SHRUNKEN, compared.ai.as_ref()), (PEOPLE_SHRUNKEN, compared.people.as_ref())],
    };
    let note = if has_handlers { apart(basis, &compared) } else { None };
    Some((table(&shares, sheet), note))
}

/// What shrinking did, in words.
fn shrinking(compared: &Compared, has_handlers: bool) -> String {
    let values = nouns(compared.dimension);
    let one = |common: &Common| match common.strength.is_infinite() {
        true => format!("the {values} do not differ beyond chance, and each gets {}", percent(common.mean)),
        false => format!(
            "towards {}, as if each had {} more",
            percent(common.mean),
            count(common.strength.round().max(1.0) as u64, "rating")
        ),
    };
    let of = |common: &Option<Common>| common.as_ref().map(one);
    match (of(&compared.ai), of(&compared.people).filter(|_| has_handlers)) {
        (None, None) => String::new(),
        (Some(ai), Some(people)) => {
            format!(
                "Shares are drawn towards what the {values} have in common: of the AI, {ai}; of people, {people}."
            )
        }
        (Some(one), None) | (None, Some(one)) => {
            format!("Shares are drawn towards what the {values} have in common: {one}.")
        }
    }
}

/// Topics in which customers rate the AI worse or better than people, beyond chance among all that were compared.
fn apart(basis: &Basis<'_>, compared: &Compared) -> Option<Note> {
    let rows: Vec<_> = compared
        .cases
        .iter()
        .filter(|cases| cases.value != NO_VALUE && cases.ai.n >= MIN_CLAIM_N && cases.people.n >= MIN_CLAIM_N)
        .collect();
    let limit = strict_z(rows.len());
    let mut found: Vec<_> = rows
        .iter()
        .map(|cases| (*cases, difference_z(cases.ai, cases.people)))
        .filter(|(_, z)| z.abs() > limit)
        .collect();
    let is_worse = found.iter().any(|(_, z)| *z < 0.0);
    // What is worse is what can be mended.
    found.retain(|(_, z)| (*z < 0.0) == is_worse);
    model::order::sort_by(&mut found, |left, right| {
        right.1.abs().total_cmp(&left.1.abs()).then_with(|| left.0.value.cmp(&right.0.value))
    });
    let all = found.len();
    found.truncate(MAX_NAMED);
    let named: Vec<String> = found
        .iter()
        .filter_map(|(cases, _)| {
            let (ai, people) = (share(cases.ai.k, cases.ai.n)?, share(cases.people.k, cases.people.n)?);
            Some(format!(
                "{} ({} against {})",
                compared.dimension.value_label(&cases.value),
                share_of_inline(&ai, "rating"),
                share_of_inline(&people, "rating")
            ))
        })
        .collect();
    if named.is_empty() {
        return None;
    }
    let more = if all > found.len() { format!(" and {} more", all - found.len()) } else { String::new() };
    let word = if is_worse { "worse" } else { "better" };
    let text = format!(
        "Customers rate the AI {word} than people in {}{more}, beyond chance among {} compared. Within one of the {} the AI may \
         still get the easier tickets.",
        list(&named),
        count(rows.len() as u64, "group"),
        nouns(compared.dimension)
    );
    let values: Vec<&str> = found.iter().map(|(cases, _)| cases.value.as_str()).collect();
    let mut filter = basis.filter.clone();
    narrow(&mut filter, compared.dimension, &values)?;
    narrow(&mut filter, Dimension::HandledBy, &["ai_only"])?;
    narrow(&mut filter, Dimension::Rating, &["bad"])?;
    let action = Some(("See those rated badly".to_string(), tickets_address(&filter)));
    Some(Note { kind: NoteKind::Finding, text, action })
}
