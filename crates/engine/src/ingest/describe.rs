//! What the import screen shows of each column: samples with personal data masked.

use super::choices;
use super::formats::{ColumnRule, Read, normalise_name};
use model::field::Field;
use model::import::{ColumnInfo, UnreadTable};
use model::mapping::Mapping;

/// Values shown of a column.
const SAMPLES: usize = 3;
/// Columns shown of a table that could not be read.
const MOST_UNREAD: usize = 500;
/// Longest value shown in full, in characters.
const SHOWN_CHARS: usize = 40;

/// Words in the names of columns that may hold personal data.
const PERSONAL: [&str; 26] = [
    "name",
    "mail",
    "phone",
    "address",
    "contact",
    "customer",
    "requester",
    "user",
    "submitter",
    "author",
    "comment",
    "note",
    "message",
    "body",
    "text",
    "subject",
    "description",
    "title",
    "summary",
    "company",
    "organi",
    "url",
    "link",
    "feedback",
    "remark",
    "ip",
];

/// The columns as far as the rows of the sample tell.
pub(crate) fn columns(
    names: &[String],
    rules: &[ColumnRule],
    sample: &[Vec<String>],
    mapping: &Mapping,
) -> Vec<ColumnInfo> {
    let chosen = choices::chosen(names, mapping);
    let columns = names.iter().zip(rules).enumerate().map(|(column, (name, rule))| ColumnInfo {
        name: name.clone(),
        field: rule.field,
        reason: rule.reason.clone(),
        unit: None,
        samples: samples(name, column, rule, sample),
        filled: sample
            .iter()
            .filter(|row| row.get(column).is_some_and(|cell| !cell.trim().is_empty()))
            .count() as u64,
        unreadable: 0,
        is_override: chosen[column],
    });
    columns.collect()
}

/// What a person is shown who can say what the columns tell.
pub(crate) fn unread(
    shape: &str,
    names: &[String],
    rules: &[ColumnRule],
    sample: &[Vec<String>],
    mapping: &Mapping,
) -> Option<Box<UnreadTable>> {
    let names = &names[..names.len().min(MOST_UNREAD)];
    Some(Box::new(UnreadTable {
        shape: shape.to_string(),
        rows: sample.len() as u64,
        columns: columns(names, rules, sample, mapping),
    }))
}

/// Up to three distinct values of a column.
pub(crate) fn samples(name: &str, column: usize, rule: &ColumnRule, sample: &[Vec<String>]) -> Vec<String> {
    let is_masked = is_personal(name, rule);
    let mut shown: Vec<String> = Vec::new();
    for value in sample.iter().filter_map(|row| row.get(column)).map(|value| value.trim()) {
        if value.is_empty() {
            continue;
        }
        let value = value.replace('\u{1f}', ", ");
        let text = if is_masked || looks_personal(&value) { mask(&value) } else { shorten(&value) };
        if !shown.contains(&text) {
            shown.push(text);
            if shown.len() == SAMPLES {
                break;
            }
        }
    }
    shown
}

fn is_personal(name: &str, rule: &ColumnRule) -> bool {
    use Field::{Description, RatingComment, Requester, Subject};
    if matches!(rule.field, Some(Requester | Subject | Description | RatingComment))
        || matches!(rule.read, Read::Text | Read::Requester)
    {
        return true;
    }
    let is_free = matches!(rule.read, Read::Ignore);
    let name = normalise_name(name);
    is_free
        && PERSONAL
            .iter()
            .any(|word| name.split(' ').any(|part| part == *word || (word.len() > 3 && part.contains(word))))
}

fn mask(value: &str) -> String {
    format!("••• ({} characters)", value.chars().count())
}

fn shorten(value: &str) -> String {
    if value.chars().count() <= SHOWN_CHARS {
        return value.to_string();
    }
    let head: String = value.chars().take(SHOWN_CHARS).collect();
    format!("{}…", head.trim_end())
}

/// Whether a value looks like an e-mail address, a telephone number, or a text.
pub(crate) fn looks_personal(value: &str) -> bool {
    let has_address = value
        .split_whitespace()
        .any(|word| word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')));
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let is_phone = (value.starts_with('+') || value.starts_with('(') || value.starts_with("00"))
        && digits >= 7
        && value.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')' | '/' | '.'));
    has_address || is_phone || value.split_whitespace().count() > 8 || value.contains('\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_values_are_masked() {
        let rule = ColumnRule::unused("");
        let show = |name: &str, value: &str| samples(name, 0, &rule, &[vec![value.to_string()]]).remove(0);
        assert_eq!(show("Status", "open"), "open");
        assert_eq!(show("Full name", "Ada Byron"), "••• (9 characters)");
        assert_eq!(show("x", "ada@example.org"), "••• (15 characters)");
        assert_eq!(show("x", "+49 30 1234567"), "••• (14 characters)");
        assert_eq!(show("x", "2026-01-01 10:00:00"), "2026-01-01 10:00:00");
        assert_eq!(show("Description", "It is broken"), "••• (12 characters)");
    }

    #[test]
    fn three_distinct_values() {
        let rows: Vec<Vec<String>> =
            ["a", "a", "", "b", "c", "d"].iter().map(|v| vec![(*v).to_string()]).collect();
        assert_eq!(samples("x", 0, &ColumnRule::unused(""), &rows), ["a", "b", "c"]);
    }
}
