//! What can go wrong while reading a file, in the words in which a person is told.

use super::formats::Format;
use model::error::{Place, Problem, ProblemKind};
use model::field::Field;
use model::units::counted;

/// Builds problems of one file.
#[derive(Debug, Clone)]
pub(crate) struct Problems {
    name: String,
}

impl Problems {
    pub(crate) fn new(name: &str) -> Problems {
        Problems { name: name.to_string() }
    }

    fn problem(&self, kind: ProblemKind, what: String, why: Option<String>, next: &str) -> Problem {
        Problem {
            kind,
            what,
            place: Place { file: Some(self.name.clone()), line: None, column: None },
            why,
            next: next.to_string(),
            kept: None,
            table: None,
        }
    }

    pub(crate) fn empty(&self) -> Problem {
        self.problem(
            ProblemKind::Empty,
            format!("“{}” is empty.", self.name),
            Some("There is nothing in it: the export or the download did not finish.".into()),
            "Export or download it again.",
        )
    }

    pub(crate) fn no_rows(&self, columns: usize) -> Problem {
        self.problem(
            ProblemKind::NoRows,
            format!("“{}” has column names but no tickets.", self.name),
            Some(format!("There is not one row under the {columns} column names.")),
            "Widen the period or remove the filters of the export, and export again.",
        )
    }

    pub(crate) fn no_records(&self) -> Problem {
        self.problem(
            ProblemKind::NoRows,
            format!("“{}” holds no tickets.", self.name),
            Some("Its list of records is empty.".into()),
            "Widen the period or remove the filters of the export, and export again.",
        )
    }

    pub(crate) fn web_page(&self) -> Problem {
        self.problem(
            ProblemKind::WebPage,
            format!("“{}” is a web page, not an export.", self.name),
            Some("This happens when the sign-in had expired and the login page was saved in place of the file.".into()),
            "Sign in to the helpdesk again and repeat the export, or use the link in the e-mail that announces it.",
        )
    }

    pub(crate) fn binary(&self) -> Problem {
        self.problem(
            ProblemKind::Binary,
            format!("“{}” is not a text file.", self.name),
            Some("Its bytes are neither CSV nor JSON, nor any kind of file known here.".into()),
            "Export the tickets as CSV or JSON.",
        )
    }

    pub(crate) fn unsupported(&self, kind: &str, next: &str) -> Problem {
        self.problem(
            ProblemKind::Unsupported,
            format!("“{}” is {kind}, which cannot be read.", self.name),
            Some("Tickets are read from CSV, JSON and workbooks, whatever the file is called.".into()),
            next,
        )
    }

    /// The little file beside a workbook that is open.
    pub(crate) fn lock_file(&self, workbook: &str) -> Problem {
        self.problem(
            ProblemKind::NotATable,
            format!("“{}” is not the workbook, but the note that it is open in a spreadsheet.", self.name),
            None,
            &format!("Close the spreadsheet and drop “{workbook}”."),
        )
    }

    pub(crate) fn error_message(&self, says: &str) -> Problem {
        self.problem(
            ProblemKind::ErrorMessage,
            format!("“{}” is an error message, not an export. It says: “{says}”.", self.name),
            Some("The helpdesk sent it in place of the tickets: a sign-in, a key or a link had expired, or lacks the right.".into()),
            "Sign in again or renew the key, and repeat the export. The link in an e-mail works for some days only.",
        )
    }

    pub(crate) fn not_tickets(&self, things: &str, columns: &[String]) -> Problem {
        self.problem(
            ProblemKind::NotTickets,
            format!("“{}” holds {things}, not tickets.", self.name),
            Some(format!("Its columns tell so: {}.", columns.join(", "))),
            "Export the tickets: one row for each, with its id and its time of creation.",
        )
    }

    pub(crate) fn prose(&self) -> Problem {
        self.problem(
            ProblemKind::NotATable,
            format!("“{}” holds text, but no table.", self.name),
            Some("Its lines cannot be divided into the same columns by commas, semicolons, tabs or pipes, and it is no JSON.".into()),
            "Export the tickets as CSV or JSON.",
        )
    }

    pub(crate) fn mangled(&self, delimiter: u8) -> Problem {
        self.problem(
            ProblemKind::NotATable,
            format!("“{}” was saved again by a spreadsheet in a way that pressed each row into one cell.", self.name),
            Some(format!(
                "The rows are separated by commas inside one quoted cell, followed by empty cells separated by “{}”.",
                char::from(delimiter)
            )),
            "Use the file as the helpdesk exported it, without opening and saving it in a spreadsheet.",
        )
    }

    pub(crate) fn broken_json(&self, line: u64, why: &str) -> Problem {
        let mut problem = self.problem(
            ProblemKind::NotATable,
            format!("“{}” begins like JSON, but no record in it can be read.", self.name),
            Some(why.to_string()),
            "Export it again; a file edited by hand may miss a quote or a bracket.",
        );
        problem.place.line = Some(line);
        problem
    }

    pub(crate) fn not_records(&self) -> Problem {
        self.problem(
            ProblemKind::NotATable,
            format!("“{}” is JSON, but holds no list of records.", self.name),
            Some(
                "What is needed is a list of objects, one for each ticket, or one object on each line."
                    .into(),
            ),
            "Export the tickets themselves, not a summary or a setting.",
        )
    }

    pub(crate) fn broken_quote(&self, line: u64) -> Problem {
        let mut problem = self.problem(
            ProblemKind::BrokenQuote,
            format!("In “{}” a quote opens on line {line} and never ends.", self.name),
            Some("Everything after it counts as one cell, so no row is left.".into()),
            "Look at that line in a text editor: close the quote or remove it, or export the file again.",
        );
        problem.place.line = Some(line);
        problem
    }

    pub(crate) fn truncated(&self, line: u64) -> Problem {
        let mut problem = self.problem(
            ProblemKind::Truncated,
            format!("“{}” stops in the middle of line {line}, before one row is complete.", self.name),
            Some("The download was cut off.".into()),
            "Download or export it again.",
        );
        problem.place.line = Some(line);
        problem
    }

    pub(crate) fn too_large(&self, line: u64, column: Option<&str>, what: &str) -> Problem {
        let mut problem = self.problem(
            ProblemKind::TooLarge,
            format!("In “{}” the record on line {line} is too large: {what}.", self.name),
            Some(
                "No helpdesk writes such a record; a quote or bracket that is never closed looks like this."
                    .into(),
            ),
            "Look at that line in a text editor, or export the file again.",
        );
        problem.place.line = Some(line);
        problem.place.column = column.map(str::to_string);
        problem
    }

    pub(crate) fn too_deep(&self, line: u64) -> Problem {
        let mut problem = self.problem(
            ProblemKind::TooLarge,
            format!("In “{}” the record on line {line} is nested more than 128 levels deep.", self.name),
            Some("No helpdesk writes such a record; a bracket that is never closed looks like this.".into()),
            "Look at that line in a text editor, or export the file again.",
        );
        problem.place.line = Some(line);
        problem
    }

    pub(crate) fn too_many(&self) -> Problem {
        self.problem(
            ProblemKind::TooLarge,
            format!("“{}” has more tickets than can be held at once.", self.name),
            Some("The limit is four billion rows.".into()),
            "Split the export by period.",
        )
    }

    /// As [`Problems::aggregated`], where the format knows what to do about it.
    pub(crate) fn sums(&self, next: &str) -> Problem {
        self.problem(
            ProblemKind::Aggregated,
            format!("The rows of “{}” are sums, not tickets.", self.name),
            None,
            next,
        )
    }

    pub(crate) fn aggregated(&self, example: &str) -> Problem {
        let mut problem = self.problem(
            ProblemKind::Aggregated,
            format!("The rows of “{}” are sums, not tickets.", self.name),
            Some(format!("It has no ticket ids and no times of creation, but totals such as “{example}”.")),
            "Export the tickets themselves: one row for each ticket, with its id and its time of creation.",
        );
        problem.place.column = Some(example.to_string());
        problem
    }

    /// `times`: columns of other times, one of which a person may take for that of creation.
    pub(crate) fn no_created_at(&self, columns: &[String], times: &[String], format: &dyn Format) -> Problem {
        const SHOWN: usize = 20;
        let mut names: Vec<&str> = columns.iter().take(SHOWN).map(String::as_str).collect();
        if columns.len() > SHOWN {
            names.push("…");
        }
        let mut next = format.how_to_get(Field::CreatedAt);
        if !times.is_empty() {
            next.push_str(&format!(
                " Or choose below the time that comes nearest to it ({}): spans are then counted from there, and rows without it \
                 are left out.",
                times.join(", ")
            ));
        }
        self.problem(
            ProblemKind::NoCreatedAt,
            format!("Nothing in “{}” tells when a ticket was created.", self.name),
            Some(format!(
                "Its columns are: {}. None of them is named or filled like a time of creation.",
                names.join(", ")
            )),
            &next,
        )
    }

    pub(crate) fn nothing_kept(&self, rows: u64, reason: &str, line: Option<u64>) -> Problem {
        let mut problem = self.problem(
            ProblemKind::NothingKept,
            format!("None of the {} of “{}” could become a ticket.", counted(rows, "row"), self.name),
            Some(format!("Most frequent reason: {reason}.")),
            "Look at the line named here, and export the file again with a time of creation in each row.",
        );
        problem.place.line = line;
        problem
    }
}
