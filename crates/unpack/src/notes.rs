//! What was decided while unpacking, in the words in which the Import screen shows it.

use crate::container::{Content, Member};
use crate::csv::Written;
use crate::gzip::Ending;
use crate::limits::in_words;
use crate::table::Likeness;
use model::import::{Carried, Certainty, Decision};

/// What there is to tell of.
pub(crate) struct Facts<'a> {
    /// The kinds of container that the member lies in.
    pub(crate) kinds: &'a [&'static str],
    pub(crate) members: &'a [Member],
    pub(crate) chosen: usize,
    /// The members that are read in their order, the chosen among them.
    pub(crate) read: &'a [usize],
    /// What was met on a sheet.
    pub(crate) written: Option<&'a Written>,
    pub(crate) is_1904: Option<bool>,
    pub(crate) ending: Ending,
    /// Bytes of a member that came as it is.
    pub(crate) bytes: u64,
}

/// Members that are named one by one.
const NAMED: usize = 6;

/// The notes.
pub(crate) fn carried(facts: &Facts<'_>) -> Carried {
    let mut carried = Carried::default();
    let Some(chosen) = facts.members.get(facts.chosen) else { return carried };
    let mut note = |id: &str, label: &str, value: String, reason: String, certainty: Certainty| {
        carried.decisions.push(Decision {
            id: id.to_string(),
            label: label.to_string(),
            value,
            reason,
            certainty,
            is_override: false,
        });
    };
    let kinds = facts.kinds.join(", in it ");
    note(
        "container",
        "Kind of file",
        kinds,
        "told by its first bytes, not by its name".into(),
        Certainty::Proven,
    );
    let others: Vec<&Member> = facts
        .members
        .iter()
        .enumerate()
        .filter(|(place, _)| *place != facts.chosen && facts.read.binary_search(place).is_err())
        .map(|(_, member)| member)
        .collect();
    let joined = match facts.read.len() {
        0 | 1 => String::new(),
        all => format!(
            "; {} of the file are read, too, and joined with it",
            counted(all as u64 - 1, "more table", "more tables")
        ),
    };
    let value = match &chosen.content {
        Content::Sheet { number, of, .. } if *of > 1 => {
            format!("{} (number {} of {of})", short_name(&chosen.name), number + 1)
        }
        _ => short_name(&chosen.name).to_string(),
    };
    let seen = match facts.written {
        Some(written) => remark(&Likeness { rows: written.rows, ..likeness(chosen) }, false),
        None => chosen.remark.clone(),
    };
    let tables = others.iter().filter(|member| member.score > 1 && member.columns > 1).count();
    let reason = match others.len() {
        0 if joined.is_empty() => format!("{seen}; there is nothing else in the file"),
        0 => format!("{seen}{joined}"),
        _ => format!("{seen}{joined}. Set aside: {}", set_aside(&others)),
    };
    let certainty = if tables == 0 { Certainty::Proven } else { Certainty::Likely };
    note("member", "Table in the file", value, reason, certainty);
    if let Some(written) = facts.written {
        of_sheet(written, facts.is_1904, &mut note);
    }
    if facts.ending == Ending::Trailing {
        let reason = "after the end of the compressed data stand bytes that belong to nothing".to_string();
        note("trailing", "End of the file", "passed over".to_string(), reason, Certainty::Proven);
    }
    carried.warnings = warnings(facts, chosen);
    carried
}

fn of_sheet(
    written: &Written,
    is_1904: Option<bool>,
    note: &mut dyn FnMut(&str, &str, String, String, Certainty),
) {
    let rows = |count: u64| counted(count, "row", "rows");
    if written.above > 0 {
        let reason = format!(
            "they stand above the column names, which are in row {}; the first reads “{}”",
            written.names_in, written.first_above
        );
        note(
            "rows_above",
            "Above the table",
            format!("{} set aside", rows(written.above)),
            reason,
            Certainty::Likely,
        );
    }
    if written.below > 0 {
        let reason = format!(
            "they hold little and stand below the last ticket; the first reads “{}”",
            written.first_below
        );
        note(
            "rows_below",
            "Below the table",
            format!("{} set aside", rows(written.below)),
            reason,
            Certainty::Likely,
        );
    }
    if written.has_dates {
        let epoch = match is_1904 {
            Some(true) => "; the workbook counts days from 1904",
            Some(false) => "; the workbook counts days from 1900",
            None => "",
        };
        let reason = format!("each by the format of its cell, in the clock of whoever exported{epoch}");
        note(
            "cell_dates",
            "Dates and times in cells",
            "read as dates".to_string(),
            reason,
            Certainty::Proven,
        );
    }
    if written.hidden > 0 {
        let reason = "a filter in the workbook hides them; they are part of the export".to_string();
        note(
            "hidden_rows",
            "Hidden rows",
            format!("{} read, too", rows(written.hidden)),
            reason,
            Certainty::Assumed,
        );
    }
    let remarks = &written.remarks;
    if remarks.errors > 0 {
        let reason = "they hold errors such as #N/A in place of a value".to_string();
        let value = format!("{} read as empty", counted(remarks.errors, "cell", "cells"));
        note("cell_errors", "Errors in cells", value, reason, Certainty::Proven);
    }
    if remarks.merged > 0 {
        let reason = "the value of merged cells counts for the first of them".to_string();
        note(
            "merged_cells",
            "Merged cells",
            counted(remarks.merged, "area", "areas"),
            reason,
            Certainty::Assumed,
        );
    }
    if written.beyond > 0 {
        let reason = "they stand beside the table, in columns without a name".to_string();
        let value = format!("{} set aside", counted(written.beyond, "cell", "cells"));
        note("cells_beyond", "Beside the table", value, reason, Certainty::Likely);
    }
}

fn warnings(facts: &Facts<'_>, chosen: &Member) -> Vec<String> {
    let mut warnings = Vec::new();
    if facts.ending == Ending::CutOff {
        let kept = if facts.bytes > 0 { format!(" ({})", in_words(facts.bytes)) } else { String::new() };
        warnings.push(format!(
            "The compressed file is cut off. What could be unpacked{kept} was read; what came after is missing from every figure. \
             Download or export it again."
        ));
    }
    if let Some(written) = facts.written {
        if written.remarks.long_numbers > 0 {
            warnings.push(format!(
                "{} of more than 15 digits: workbooks round them, so ids that look alike may stand for different tickets. \
                 An export as CSV keeps them.",
                match written.remarks.long_numbers {
                    1 => "One cell holds a number".to_string(),
                    count => format!("{} cells hold numbers", thousands(count)),
                }
            ));
        }
        warnings.extend(written.remarks.warning.clone());
    }
    // A second table of tickets is not counted, and that must not be overlooked.
    let rivals: Vec<&str> = facts
        .members
        .iter()
        .enumerate()
        .filter(|(place, member)| {
            *place != facts.chosen
                && facts.read.binary_search(place).is_err()
                && member.columns > 3
                && member.score + 15 >= chosen.score
        })
        .map(|(_, member)| short_name(&member.name))
        .take(NAMED)
        .collect();
    if !rivals.is_empty() {
        warnings.push(format!(
            "The file holds more tables that look like tickets and are not counted here: {}. Drop them as files of their own to \
             read them.",
            rivals.join(", ")
        ));
    }
    warnings
}

fn likeness(member: &Member) -> Likeness {
    Likeness { columns: member.columns, rows: member.rows, ..Likeness::default() }
}

fn set_aside(others: &[&Member]) -> String {
    let mut named: Vec<String> = others
        .iter()
        .take(NAMED)
        .map(|member| format!("{} ({})", short_name(&member.name), member.remark))
        .collect();
    if others.len() > NAMED {
        named.push(format!("and {} more", others.len() - NAMED));
    }
    named.join(", ")
}

/// What a table is, in a few words: "1,200 rows of 14 columns".
pub(crate) fn remark(likeness: &Likeness, is_estimate: bool) -> String {
    let about = if is_estimate { "about " } else { "" };
    let rows = counted(likeness.rows, "row", "rows");
    let columns = counted(likeness.columns as u64, "column", "columns");
    format!("{about}{rows} of {columns}")
}

/// A member's name without those of what it lies in.
pub(crate) fn short_name(name: &str) -> &str {
    name.split_once(" › ").map_or(name, |(_, rest)| rest)
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", thousands(count), if count == 1 { one } else { many })
}

fn thousands(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(
            remark(&Likeness { rows: 1, columns: 2, ..Likeness::default() }, true),
            "about 1 row of 2 columns"
        );
    }
}
