//! Which tickets are meant. A filter lives in the address, so its text form is part of the contract.

use crate::definition::Verdict;
use crate::letters::Lower;
use crate::outcome::{Channel, HandledBy, Outcome, Priority, Promise, RatingState, Status};
use crate::units::Day;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

macro_rules! dimensions {
    ($($(#[$doc:meta])* $variant:ident = $id:literal, $label:literal;)*) => {
        /// Something tickets can be filtered and grouped by.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Dimension { $($(#[$doc])* $variant,)* }

        impl Dimension {
            /// Every dimension, in the order of the filter bar.
            pub const ALL: &'static [Dimension] = &[$(Dimension::$variant,)*];

            /// The name in an address.
            pub const fn id(self) -> &'static str { match self { $(Dimension::$variant => $id,)* } }

            /// The name shown to people.
            pub const fn label(self) -> &'static str { match self { $(Dimension::$variant => $label,)* } }
        }
    };
}

dimensions! {
    /// How the customer came; values are [`crate::outcome::Channel`] ids.
    Channel = "channel", "Channel";
    /// What it is about; values as in the file.
    Topic = "topic", "Topic";
    /// Values are [`crate::outcome::HandledBy`] ids.
    HandledBy = "handled_by", "Handled by";
    /// Which AI; values as in the file.
    AiAgent = "ai_agent", "AI agent";
    /// Values are [`crate::outcome::Outcome`] ids.
    Outcome = "outcome", "Outcome";
    /// Values are [`crate::outcome::RatingState`] ids.
    Rating = "rating", "Rating";
    /// Whether words came with the rating: [`SHORT_COMMENT`], [`LONG_COMMENT`], [`NO_VALUE`].
    Comment = "comment", "Rating comment";
    /// Values are [`crate::outcome::Priority`] ids.
    Priority = "priority", "Priority";
    /// Values as in the file.
    Language = "language", "Language";
    /// Values as in the file.
    Team = "team", "Team";
    /// Which of several sources a ticket came from, where files were joined: the helpdesk, or the file where all are of one.
    Source = "source", "Source";
    /// Values are [`crate::outcome::Status`] ids.
    Status = "status", "Status";
    /// Whether the ticket is solved or closed ([`crate::outcome::Status`] is the file's word, this is the judgement that every
    /// rate counts with): `yes` or `no`.
    Done = "done", "Solved or closed";
    /// Whether the window for a return has passed: `yes` or `no`.
    Mature = "mature", "Window passed";
    /// Whether the ticket was reopened: `yes` or `no`, [`NO_VALUE`] where the file does not tell.
    Reopened = "reopened", "Reopened";
    /// Whether the same requester came back within the window: `yes`, `no` or `unknown`.
    Returned = "returned", "Customer returned";
    /// Day of the week of creation, in the display zone: `mon` to `sun`.
    Weekday = "weekday", "Weekday";
    /// Hour of creation, in the display zone: `0` to `23`.
    Hour = "hour", "Hour of the day";
    /// The first reply against what was promised; values are [`crate::outcome::Promise`] ids, [`NO_VALUE`] without a promise.
    ReplySla = "reply_sla", "First reply SLA";
    /// The resolution against what was promised; values as of [`Dimension::ReplySla`].
    ResolutionSla = "resolution_sla", "Resolution SLA";
}

impl Dimension {
    /// The dimension of that name, if there is one.
    pub fn from_id(id: &str) -> Option<Dimension> {
        Dimension::ALL.iter().copied().find(|dimension| dimension.id() == id)
    }

    /// A value as it is shown to people.
    pub fn value_label(self, value: &str) -> String {
        let known = match self {
            Dimension::Channel => Channel::from_id(value).map(Channel::label),
            Dimension::HandledBy => HandledBy::from_id(value).map(HandledBy::label),
            Dimension::Outcome => Outcome::from_id(value).map(Outcome::label),
            Dimension::Rating => RatingState::from_id(value).map(RatingState::label),
            Dimension::Priority => Priority::from_id(value).map(Priority::label),
            Dimension::Status => Status::from_id(value).map(Status::label),
            Dimension::Done | Dimension::Mature | Dimension::Reopened | Dimension::Returned => match value {
                "yes" => Some("Yes"),
                "no" => Some("No"),
                "unknown" => Some("Cannot tell"),
                _ => None,
            },
            Dimension::ReplySla | Dimension::ResolutionSla => Promise::from_id(value).map(Promise::label),
            Dimension::Weekday => WEEKDAYS.iter().find(|(id, _)| *id == value).map(|(_, name)| *name),
            Dimension::Hour if value != NO_VALUE => return [value, ":00"].concat(),
            Dimension::Hour => None,
            Dimension::Comment => comment_label(value),
            Dimension::Topic
            | Dimension::AiAgent
            | Dimension::Language
            | Dimension::Team
            | Dimension::Source => None,
        };
        match (known, self) {
            (Some(label), _) => label.to_string(),
            (None, _) if value != NO_VALUE => value.to_string(),
            (None, Dimension::HandledBy) => "Nobody yet".into(),
            (None, Dimension::Reopened) => "Cannot tell".into(),
            (None, Dimension::AiAgent) => "No AI agent".into(),
            (None, Dimension::ReplySla | Dimension::ResolutionSla) => "Nothing promised".into(),
            (None, _) => format!("No {}", self.label().to_lower()),
        }
    }
}

/// The days of the week as in a filter, with their names.
const WEEKDAYS: [(&str, &str); 7] = [
    ("mon", "Monday"),
    ("tue", "Tuesday"),
    ("wed", "Wednesday"),
    ("thu", "Thursday"),
    ("fri", "Friday"),
    ("sat", "Saturday"),
    ("sun", "Sunday"),
];

/// A comment of a few words.
pub const SHORT_COMMENT: &str = "short";
/// A longer comment.
pub const LONG_COMMENT: &str = "long";

/// What a value of [`Dimension::Comment`] is called.
fn comment_label(value: &str) -> Option<&'static str> {
    match value {
        SHORT_COMMENT => Some("A few words"),
        LONG_COMMENT => Some("A sentence or more"),
        _ => None,
    }
}

/// The value that stands for "the ticket has none", in every dimension.
pub const NO_VALUE: &str = "(none)";

/// A set of tickets: all conditions hold at once, the values of one dimension are alternatives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// First day of creation that counts (inclusive), in the display time zone.
    pub from: Option<Day>,
    /// First day of creation that no longer counts (exclusive).
    pub to: Option<Day>,
    /// Dimension → accepted values. No entry: everything is accepted.
    pub accept: BTreeMap<Dimension, Vec<String>>,
    /// Id of a definition → what it may say of a ticket, as alternatives ([`crate::definition`]).
    pub judged: BTreeMap<String, Vec<Verdict>>,
}

/// What a condition on a definition begins with in an address.
const JUDGED: &str = "by.";

impl Filter {
    /// Whether nothing is filtered.
    pub fn is_empty(&self) -> bool {
        self.from.is_none() && self.to.is_none() && self.accept.is_empty() && self.judged.is_empty()
    }

    /// The same filter with one more condition; replaces the dimension's values.
    pub fn with(mut self, dimension: Dimension, values: &[&str]) -> Filter {
        self.accept.insert(dimension, values.iter().map(|value| (*value).to_string()).collect());
        self
    }

    /// The same filter, of the tickets alone of which a definition says one of these; `None` where nothing is left of what it
    /// accepts already.
    pub fn judged(mut self, definition: &str, verdicts: &[Verdict]) -> Option<Filter> {
        let mut left = verdicts.to_vec();
        if let Some(present) = self.judged.get(definition) {
            left.retain(|verdict| present.contains(verdict));
        }
        (!left.is_empty()).then(|| {
            self.judged.insert(definition.to_string(), left);
            self
        })
    }

    /// Takes over the conditions of another filter.
    pub fn extend(&mut self, other: Filter) {
        self.from = other.from.or(self.from);
        self.to = other.to.or(self.to);
        self.accept.extend(other.accept);
        self.judged.extend(other.judged);
    }

    /// The filter as it stands in an address: `channel=chat,email&from=2026-01-01`. Values are percent-encoded.
    pub fn to_query(&self) -> String {
        let mut parts = Vec::new();
        for (dimension, values) in &self.accept {
            let list: Vec<String> = values.iter().map(|value| percent_encode(value)).collect();
            parts.push(format!("{}={}", dimension.id(), list.join(",")));
        }
        for (definition, verdicts) in &self.judged {
            let list: Vec<&str> = verdicts.iter().map(|verdict| verdict.id()).collect();
            parts.push(format!("{JUDGED}{}={}", percent_encode(definition), list.join(",")));
        }
        if let Some(day) = self.from {
            parts.push(format!("from={day}"));
        }
        if let Some(day) = self.to {
            parts.push(format!("to={day}"));
        }
        parts.join("&")
    }

    /// Reads [`Filter::to_query`]. Returns the filter and the `key=value` pairs that are none of its own
    /// (an address also holds settings); the error names the pair that cannot be read.
    pub fn from_query(query: &str) -> Result<(Filter, Vec<(String, String)>), String> {
        let mut filter = Filter::default();
        let mut rest = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let key = percent_decode(key);
            match key.as_str() {
                "from" | "to" => {
                    let day = Day::parse(&percent_decode(value))
                        .ok_or_else(|| format!("{pair}: expected a date like 2026-01-31"))?;
                    if key == "from" {
                        filter.from = Some(day);
                    } else {
                        filter.to = Some(day);
                    }
                }
                _ if key.starts_with(JUDGED) => {
                    let verdicts: Option<Vec<Verdict>> = value.split(',').map(Verdict::from_id).collect();
                    let verdicts = verdicts.ok_or_else(|| format!("{pair}: expected yes, no or outside"))?;
                    filter.judged.insert(key[JUDGED.len()..].to_string(), verdicts);
                }
                _ => match Dimension::from_id(&key) {
                    Some(dimension) => {
                        let values: Vec<String> =
                            value.split(',').filter(|v| !v.is_empty()).map(percent_decode).collect();
                        if !values.is_empty() {
                            filter.accept.insert(dimension, values);
                        }
                    }
                    None => rest.push((key, percent_decode(value))),
                },
            }
        }
        Ok((filter, rest))
    }
}

/// Percent-encodes what is not unreserved (RFC 3986, 2.3).
pub fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            encoded.push(byte as char);
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// Undoes [`percent_encode`]; `+` is a space; broken escapes stay as they are.
pub fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |i: usize| bytes.get(i).and_then(|b| (*b as char).to_digit(16));
        match (bytes[at], hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                at += 3;
            }
            (b'+', _, _) => {
                decoded.push(b' ');
                at += 1;
            }
            (byte, _, _) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_survives_the_address() {
        let filter =
            Filter { from: Day::parse("2026-01-01"), to: Day::parse("2026-04-01"), ..Filter::default() }
                .with(Dimension::Channel, &["chat", "email"])
                .with(Dimension::Topic, &["Refund, partial", "A&B=C", "50 % + tax", "返金", NO_VALUE])
                .judged("fin_resolution", &[Verdict::Yes])
                .and_then(|filter| filter.judged("own~ai.done~stayed_7", &Verdict::NOT_YES))
                .unwrap();
        let (read, rest) = Filter::from_query(&format!("{}&n=14", filter.to_query())).unwrap();
        assert_eq!(read, filter);
        assert_eq!(rest, vec![("n".to_string(), "14".to_string())]);
    }

    #[test]
    fn a_definition_is_narrowed_and_never_widened() {
        let filter = Filter::default().judged("own~~", &Verdict::NOT_YES).unwrap();
        assert_eq!(filter.clone().judged("own~~", &[Verdict::Yes]), None);
        assert_eq!(filter.judged("own~~", &[Verdict::No]).unwrap().to_query(), "by.own~~=no");
        assert!(Filter::from_query("by.x=perhaps").unwrap_err().contains("by.x=perhaps"));
    }

    #[test]
    fn a_bad_date_is_named() {
        assert!(Filter::from_query("from=2026-02-30").unwrap_err().contains("from=2026-02-30"));
    }
}
