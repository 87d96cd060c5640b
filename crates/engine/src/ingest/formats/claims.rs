//! Which column tells which field: every format makes claims, and the strongest claim on a field wins.

use super::looks::Look;
use super::{ColumnRule, Read, Shape};
use crate::dataset::Clock;
use model::field::Field;

/// A column that a format knows by name.
#[derive(Debug, Clone)]
pub(super) struct Known {
    /// Names in the form of [`super::normalise_name`]. A trailing `*` stands for any ending.
    pub(super) names: &'static [&'static str],
    /// What it tells.
    pub(super) field: Field,
    /// How.
    pub(super) read: Read,
    /// How well it tells it, 1 to 100; the strongest of several columns for one field wins.
    pub(super) strength: u8,
    /// Why, for people.
    pub(super) reason: &'static str,
}

/// One line of a format's table.
pub(super) const fn known(
    names: &'static [&'static str],
    field: Field,
    read: Read,
    strength: u8,
    reason: &'static str,
) -> Known {
    Known { names, field, read, strength, reason }
}

/// A column that is known and not used: (names, reason).
pub(super) type Passed = (&'static [&'static str], &'static str);

/// What one column offers.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    /// The column.
    pub(super) column: usize,
    /// What it could tell.
    pub(super) field: Field,
    /// How.
    pub(super) read: Read,
    /// See [`Known::strength`].
    pub(super) strength: u8,
    /// Why, for people.
    pub(super) reason: String,
}

/// Whether a normalised name is one of the names of a table (`*` at the end: any ending).
pub(super) fn is_named(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| match known.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == *known,
    })
}

/// The claims of a table of known columns.
pub(super) fn by_name(names: &[String], table: &[Known]) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (column, name) in names.iter().enumerate() {
        for known in table.iter().filter(|known| is_named(name, known.names)) {
            claims.push(Claim {
                column,
                field: known.field,
                read: known.read.clone(),
                strength: known.strength,
                reason: known.reason.to_string(),
            });
        }
    }
    claims
}

/// Why a column of rounded ids is of no use.
const ROUNDED: &str = "A spreadsheet has rounded these ids (1.03E+13), so that several share one; export again and open the \
    file without a spreadsheet in between.";

/// The field that tells the same span in business hours.
fn in_business_hours(field: Field) -> Option<Field> {
    match field {
        Field::FirstReplyTime => Some(Field::ReplyBusinessTime),
        Field::ResolutionTime => Some(Field::ResolutionBusinessTime),
        _ => None,
    }
}

fn is_business(read: &Read) -> bool {
    matches!(read, Read::Duration { clock: Clock::Business, .. })
}

/// Settles who tells what: each field goes to its strongest claim, each column tells at most one field.
///
/// A column that is empty throughout the sample only wins where nothing else tells the field.
pub(super) fn settle(
    shape: &Shape,
    looks: &[Look],
    claims: Vec<Claim>,
    unused: impl Fn(usize) -> Option<String>,
) -> Vec<ColumnRule> {
    settle_all(shape, looks, claims, &unused)
}

/// One copy of it for all formats.
#[inline(never)]
fn settle_all(
    shape: &Shape,
    looks: &[Look],
    mut claims: Vec<Claim>,
    unused: &dyn Fn(usize) -> Option<String>,
) -> Vec<ColumnRule> {
    // Rounded numbers of requesters would make one customer of many.
    claims.retain(|claim| claim.field != Field::Requester || !looks[claim.column].is_rounded());
    for claim in &mut claims {
        if !shape.sample.is_empty() && looks[claim.column].filled == 0 {
            claim.strength /= 10;
        }
    }
    model::order::sort_by(&mut claims, |a, b| b.strength.cmp(&a.strength).then(a.column.cmp(&b.column)));
    let mut rules: Vec<Option<ColumnRule>> = vec![None; shape.columns.len()];
    let mut owners: Vec<(Field, usize)> = Vec::new();
    let mut losers: Vec<(usize, Field, usize)> = Vec::new();
    for claim in claims {
        if rules[claim.column].is_some() {
            continue;
        }
        let owner =
            |wanted: Field| owners.iter().find(|(field, _)| *field == wanted).map(|(_, owner)| *owner);
        let mut claim = claim;
        // Beside a span of the calendar, one of business hours tells something of its own.
        if let Some(owner) = owner(claim.field)
            && let Some(field) = in_business_hours(claim.field)
            && is_business(&claim.read)
            && !rules[owner].as_ref().is_some_and(|rule| is_business(&rule.read))
        {
            claim.field = field;
        }
        match owner(claim.field) {
            Some(owner) => losers.push((claim.column, claim.field, owner)),
            None => {
                owners.push((claim.field, claim.column));
                rules[claim.column] =
                    Some(ColumnRule { field: Some(claim.field), read: claim.read, reason: claim.reason });
            }
        }
    }
    rules
        .into_iter()
        .enumerate()
        .map(|(column, rule)| {
            rule.unwrap_or_else(|| match losers.iter().find(|(loser, _, _)| *loser == column) {
                Some((_, field, owner)) => ColumnRule::unused(&format!(
                    "“{}” tells “{}” better.",
                    shape.columns[*owner],
                    field.label()
                )),
                None if looks[column].is_rounded() => ColumnRule::unused(ROUNDED),
                None => ColumnRule::unused(
                    &unused(column).unwrap_or_else(|| "Not needed for any figure so far.".to_string()),
                ),
            })
        })
        .collect()
}

/// The reason of a table of passed-over columns.
pub(super) fn passed(name: &str, table: &[Passed]) -> Option<String> {
    table.iter().find(|(names, _)| is_named(name, names)).map(|(_, reason)| (*reason).to_string())
}

/// A name that tells a vendor: 2 where hardly anybody else uses it, 1 where it only fits.
pub(super) type Sign = (&'static [&'static str], u8);

/// Scores a shape by its signs and by what its values show (each with a weight and a description).
///
/// One strong sign may be chance, so 90 and more takes two strong signs, one and two weak ones, or six weak ones.
pub(super) fn recognise(
    shape: &Shape,
    names: &[String],
    signs: &[(&[&str], u8)],
    values: Vec<(u8, String)>,
) -> Option<(u8, String)> {
    let mut weight = 0u32;
    let mut found: Vec<(u8, String)> = Vec::new();
    for (known, sign_weight) in signs {
        if let Some(column) = names.iter().position(|name| is_named(name, known)) {
            weight += u32::from(*sign_weight);
            found.push((*sign_weight, shape.columns[column].clone()));
        }
    }
    // What a single column's values show may be chance, too: it only counts beside a name, unless it is a vendor's alone.
    if found.is_empty() && values.iter().all(|(weight, _)| *weight < 3) {
        return None;
    }
    let has_strong =
        found.iter().any(|(weight, _)| *weight > 1) || values.iter().any(|(weight, _)| *weight > 1);
    model::order::sort_by_key(&mut found, |(sign_weight, _)| std::cmp::Reverse(*sign_weight));
    let total = found.len();
    let columns: Vec<String> = found.into_iter().take(4).map(|(_, name)| format!("“{name}”")).collect();
    let mut parts = Vec::new();
    if !columns.is_empty() {
        let more = if total > columns.len() {
            format!(" and {} more", total - columns.len())
        } else {
            String::new()
        };
        let word = if total == 1 { "column" } else { "columns" };
        parts.push(format!("{word} {}{more}", columns.join(", ")));
    }
    for (value_weight, text) in values {
        weight += u32::from(value_weight);
        parts.push(text);
    }
    let score = match (has_strong, weight) {
        (true, 0..=2) => 50,
        (true, 3) => 70,
        (true, more) => (90 + 2 * (more - 4)).min(99) as u8,
        // Names that anybody may use tell a vendor only together.
        (false, 0..=3) => return None,
        (false, 4) => 70,
        (false, 5) => 80,
        (false, more) => (90 + 2 * (more - 6)).min(99) as u8,
    };
    Some((score, parts.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::super::looks;
    use super::*;

    fn shape(columns: &[&str], sample: &[&[&str]]) -> Shape {
        Shape {
            is_json: false,
            columns: columns.iter().map(|c| c.to_string()).collect(),
            sample: sample.iter().map(|row| row.iter().map(|cell| cell.to_string()).collect()).collect(),
        }
    }

    fn claim(column: usize, field: Field, strength: u8) -> Claim {
        Claim { column, field, read: Read::Text, strength, reason: format!("column {column}") }
    }

    #[test]
    fn the_stronger_claim_wins_and_the_loser_says_why() {
        let shape = shape(&["a", "b", "c"], &[&["1", "2", "3"]]);
        let looks = looks::of(&shape);
        let claims = vec![claim(0, Field::Topic, 50), claim(1, Field::Topic, 90)];
        let rules = settle(&shape, &looks, claims, |_| None);
        assert_eq!(rules[0].field, None);
        assert_eq!(rules[0].reason, "“b” tells “topic” better.");
        assert_eq!(rules[1].field, Some(Field::Topic));
        assert_eq!(rules[2].reason, "Not needed for any figure so far.");
    }

    #[test]
    fn an_empty_column_gives_way() {
        let shape = shape(&["a", "b"], &[&["", "2"], &["", "3"]]);
        let looks = looks::of(&shape);
        let rules = settle(
            &shape,
            &looks,
            vec![claim(0, Field::ResolutionTime, 100), claim(1, Field::ResolutionTime, 60)],
            |_| None,
        );
        assert_eq!(rules[0].field, None);
        assert_eq!(rules[1].field, Some(Field::ResolutionTime));
    }

    #[test]
    fn an_empty_column_still_serves_where_it_is_alone() {
        let shape = shape(&["a"], &[&[""]]);
        let looks = looks::of(&shape);
        let rules = settle(&shape, &looks, vec![claim(0, Field::Rating, 5)], |_| None);
        assert_eq!(rules[0].field, Some(Field::Rating));
    }

    #[test]
    fn one_sign_is_not_enough() {
        let shape = shape(&["x", "y"], &[]);
        let names = shape.normalised();
        const SIGNS: &[Sign] = &[(&["x"], 2), (&["y"], 2), (&["z"], 2)];
        assert_eq!(recognise(&shape, &names, SIGNS, vec![]).unwrap().0, 90);
        assert_eq!(recognise(&shape, &names[..1], SIGNS, vec![]).unwrap().0, 50);
        assert_eq!(recognise(&shape, &[], SIGNS, vec![]), None);
        const WEAK: &[Sign] = &[(&["x"], 1), (&["y"], 1)];
        assert_eq!(recognise(&shape, &names, WEAK, vec![]), None);
        assert_eq!(recognise(&shape, &names, WEAK, vec![(1, "a".into()), (1, "b".into())]).unwrap().0, 70);
    }
}
