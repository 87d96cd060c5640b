//! What a person said of files of one shape: what they are, what their columns and words mean, what counts as an AI and what is
//! counted at all. A mapping speaks of an export's form and holds nothing of its tickets.
//!
//! Each choice has a line of text, `KEY=VALUE`, the same on the command line, in the browser's storage and in a file for a
//! colleague:
//!
//! | line | says |
//! |---|---|
//! | `format=zendesk_csv` | the file is that export ([`crate::catalog::FormatInfo::id`]) |
//! | `column:Erledigt am=solved_at` | that column tells that field; `unused`: it tells nothing |
//! | `column:Dauer=resolution_time.hours` | … in that unit |
//! | `column:Severity#1=priority` | the second of the columns of that name |
//! | `word:status:wartet auf teil=on_hold` | that word of the field means that; `none`: nothing |
//! | `ai:tag=fin_answered=on` | that sign counts as an AI ([`crate::import::AiSign::id`]); `off`: it does not |
//! | `count:outbound=on` | tickets left out for that reason are counted all the same ([`crate::import::Exclusion::id`]) |
//! | `durations=given` | spans are taken as the columns give them; `instants`: between the times in the file |
//! | `time_zone=Europe/Berlin` | times without a zone are on that clock |
//! | `date_order=day_first` | the order of day and month; `month_first` |

use crate::field::Field;
use crate::letters::Lower;
use crate::settings::DateOrder;
use serde::{Deserialize, Serialize};

/// See the module.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Mapping {
    /// Files of which shape ([`crate::import::ImportSummary::shape`]); empty: any file.
    pub shape: String,
    /// The export that the file is.
    pub format: Option<String>,
    /// Columns.
    pub columns: Vec<ColumnChoice>,
    /// Words.
    pub words: Vec<WordChoice>,
    /// Signs of an AI: `true` = counts.
    pub ai_signs: Vec<(String, bool)>,
    /// Reasons for leaving tickets out that do not apply.
    pub counted: Vec<String>,
    /// Where spans of time are taken from.
    pub durations: Option<DurationSource>,
    /// See [`crate::settings::Settings::time_zone`], which outweighs it.
    pub time_zone: Option<String>,
    /// See [`crate::settings::Settings::date_order`], which outweighs it.
    pub date_order: Option<DateOrder>,
}

/// A column and what it tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnChoice {
    /// Its name, as in the file.
    pub column: String,
    /// How many columns of the same name stand before it.
    pub nth: u32,
    /// The field; `None`: it is not used.
    pub field: Option<Field>,
    /// The unit of a span: `milliseconds`, `seconds`, `minutes`, `hours` or `days`.
    pub unit: Option<String>,
}

/// A word and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordChoice {
    /// The field whose column holds it.
    pub field: Field,
    /// The word, in lower case.
    pub word: String,
    /// The canonical value's id ([`crate::import::FieldWords::options`]), or `none`.
    pub value: String,
}

/// Where spans of time are taken from when a file has both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DurationSource {
    /// Columns that give the span, whatever clock they count by.
    Given,
    /// The difference of two instants: calendar time.
    Instants,
}

impl DurationSource {
    /// The name in lines.
    pub const fn id(self) -> &'static str {
        match self {
            DurationSource::Given => "given",
            DurationSource::Instants => "instants",
        }
    }

    /// The source of that name.
    pub fn from_id(id: &str) -> Option<DurationSource> {
        [DurationSource::Given, DurationSource::Instants].into_iter().find(|source| source.id() == id)
    }
}

impl Mapping {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        *self == Mapping { shape: self.shape.clone(), ..Mapping::default() }
    }

    /// Whether a file must be read again for the difference: what concerns its columns and words.
    pub fn reads_as(&self, other: &Mapping) -> bool {
        self.format == other.format && self.columns == other.columns && self.words == other.words
    }

    /// Every choice as a line.
    pub fn lines(&self) -> Vec<String> {
        let on = |is_on: bool| if is_on { "on" } else { "off" };
        let mut lines = Vec::new();
        if let Some(format) = &self.format {
            lines.push(format!("format={format}"));
        }
        for choice in &self.columns {
            // A name may end like one that counts: “Agent #2”.
            let counts =
                |name: &str| name.rsplit_once('#').is_some_and(|(_, nth)| nth.parse::<u32>().is_ok());
            let is_numbered = choice.nth > 0 || counts(&choice.column);
            let nth = if is_numbered { format!("#{}", choice.nth) } else { String::new() };
            let field = choice.field.map_or("unused", Field::id);
            let unit = choice.unit.as_ref().map(|unit| format!(".{unit}")).unwrap_or_default();
            lines.push(format!("column:{}{nth}={field}{unit}", choice.column));
        }
        for choice in &self.words {
            lines.push(format!("word:{}:{}={}", choice.field.id(), choice.word, choice.value));
        }
        lines.extend(self.ai_signs.iter().map(|(sign, is_on)| format!("ai:{sign}={}", on(*is_on))));
        lines.extend(self.counted.iter().map(|reason| format!("count:{reason}=on")));
        let mut set =
            |key: &str, value: Option<&str>| lines.extend(value.map(|value| format!("{key}={value}")));
        set("durations", self.durations.map(DurationSource::id));
        set("time_zone", self.time_zone.as_deref());
        set("date_order", self.date_order.map(DateOrder::id));
        lines
    }

    /// Takes a line; `false`: it is none, and nothing changed. A later line on the same thing replaces the earlier one; one without
    /// a value leaves the thing to the program again.
    #[must_use]
    pub fn take(&mut self, line: &str) -> bool {
        // Names and words may hold an equals sign, what they stand for may not.
        let Some((key, value)) = line.rsplit_once('=') else { return false };
        let some = |value: &str| Some(value.to_string()).filter(|value| !value.is_empty());
        let switch = match value {
            "on" => Some(true),
            "off" => Some(false),
            _ => None,
        };
        match (key.split_once(':').unwrap_or((key, "")), switch) {
            (("format", ""), _) => self.format = some(value),
            (("column", name), _) => {
                let (field, unit) = value.split_once('.').map_or((value, None), |(f, unit)| (f, Some(unit)));
                let field = Field::from_id(field);
                if name.is_empty() || (field.is_none() && !matches!(value, "unused" | "")) {
                    return false;
                }
                let numbered = name.rsplit_once('#').filter(|(name, _)| !name.is_empty());
                let numbered = numbered.and_then(|(name, nth)| Some((name, nth.parse().ok()?)));
                let (name, nth) = numbered.unwrap_or((name, 0));
                if value.is_empty() {
                    self.forget_column(name, nth);
                } else {
                    self.set_column(name, nth, field, unit);
                }
            }
            (("word", rest), _) => {
                let Some((field, word)) = rest.split_once(':') else { return false };
                let Some(field) = Field::from_id(field) else { return false };
                self.set_word(field, word, some(value).as_deref());
            }
            (("ai", sign), _) if switch.is_some() || value.is_empty() => {
                self.set_sign(sign, switch);
            }
            (("count", reason), _) if switch.is_some() || value.is_empty() => {
                self.counted.retain(|known| known != reason);
                self.counted.extend(switch.filter(|is_on| *is_on).map(|_| reason.to_string()));
            }
            (("durations", ""), _) => {
                let source = DurationSource::from_id(value);
                if source.is_none() && !value.is_empty() {
                    return false;
                }
                self.durations = source;
            }
            (("date_order", ""), _) => {
                let order = DateOrder::from_id(value);
                if order.is_none() && !value.is_empty() {
                    return false;
                }
                self.date_order = order;
            }
            (("time_zone", ""), _) => self.time_zone = some(value),
            _ => return false,
        }
        true
    }

    /// Sets what a column tells.
    pub fn set_column(&mut self, column: &str, nth: u32, field: Option<Field>, unit: Option<&str>) {
        self.forget_column(column, nth);
        let unit = unit.map(str::to_string);
        self.columns.push(ColumnChoice { column: column.to_string(), nth, field, unit });
    }

    fn forget_column(&mut self, column: &str, nth: u32) {
        self.columns.retain(|choice| choice.column != column || choice.nth != nth);
    }

    /// Sets what a word means; `None` leaves it to the program again.
    pub fn set_word(&mut self, field: Field, word: &str, value: Option<&str>) {
        let word = word.to_lower();
        self.words.retain(|choice| choice.field != field || choice.word != word);
        self.words.extend(value.map(|value| WordChoice { field, word, value: value.to_string() }));
    }

    /// Sets whether a sign counts as an AI; `None` leaves it to the program again.
    pub fn set_sign(&mut self, sign: &str, is_on: Option<bool>) {
        self.ai_signs.retain(|(known, _)| known != sign);
        self.ai_signs.extend(is_on.map(|is_on| (sign.to_string(), is_on)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_ends_in_a_number_stays_whole() {
        let mut mapping = Mapping::default();
        mapping.set_column("Agent #2", 0, Some(Field::Agent), None);
        mapping.set_column("Agent #2", 1, Some(Field::Team), None);
        mapping.set_column("Ticket #", 0, Some(Field::Id), None);
        assert_eq!(
            mapping.lines(),
            ["column:Agent #2#0=agent", "column:Agent #2#1=team", "column:Ticket #=id"]
        );
        let mut again = Mapping::default();
        assert!(mapping.lines().iter().all(|line| again.take(line)));
        assert_eq!(again, mapping);
    }

    #[test]
    fn lines_survive() {
        let lines = [
            "format=zendesk_csv",
            "column:a=b=created_at",
            "column:Severity#1=priority",
            "column:Issue #1#0=id",
            "column:#1#0=topic",
            "column:Dauer=resolution_time.hours",
            "column:Note=unused",
            "word:status:in arbeit: teil=2=open",
            "ai:tag=x=y=on",
            "ai:agent=Fin=off",
            "count:outbound=on",
            "durations=given",
            "time_zone=Europe/Berlin",
            "date_order=day_first",
        ];
        let mut mapping = Mapping::default();
        assert!(mapping.is_empty());
        for line in lines {
            assert!(mapping.take(line), "{line}");
        }
        assert_eq!(mapping.lines(), lines);
        assert_eq!(mapping.columns[0].column, "a=b");
        assert!(Mapping::default().take("column:#1=topic"));
        assert_eq!((mapping.columns[1].column.as_str(), mapping.columns[1].nth), ("Severity", 1));
        assert!(!mapping.is_empty());
    }

    #[test]
    fn what_is_no_line_changes_nothing() {
        let mut mapping = Mapping::default();
        for line in [
            "",
            "x",
            "column:=id",
            "column:a=b",
            "word:status=open",
            "word:x:y=z",
            "ai:x=maybe",
            "durations=1",
        ] {
            assert!(!mapping.take(line), "{line}");
        }
        assert!(mapping.is_empty());
    }

    #[test]
    fn the_last_word_counts() {
        let mut mapping = Mapping::default();
        for line in [
            "column:a=id",
            "column:a=topic",
            "count:test=on",
            "count:test=off",
            "word:status:A=open",
            "word:status:a=new",
        ] {
            assert!(mapping.take(line));
        }
        assert_eq!(mapping.lines(), ["column:a=topic", "word:status:a=new"]);
        let mut bare = mapping.clone();
        for line in [
            "column:a=",
            "word:status:A=",
            "ai:x=",
            "count:test=",
            "durations=",
            "format=",
            "time_zone=",
            "date_order=",
        ] {
            assert!(bare.take(line), "{line}");
        }
        assert!(bare.is_empty());
        let other = Mapping { shape: "x".into(), counted: vec!["test".into()], ..mapping.clone() };
        assert!(mapping.reads_as(&other));
    }
}
