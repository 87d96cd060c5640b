//! The Definition lab: published definitions of a resolution side by side, one made by hand, and what a vendor billed.

use crate::catalog::MetricInfo;
use crate::filter::Filter;
use crate::measure::{Figure, Measured};
use crate::units::Day;
use serde::{Deserialize, Serialize};

/// What a definition says of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It counts: the ticket is in the numerator.
    Yes,
    /// It does not count, but it was asked: the ticket is in the denominator only.
    No,
    /// The definition does not speak of it.
    Outside,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Verdict; 3] = [Verdict::Yes, Verdict::No, Verdict::Outside];
    /// Everything but yes.
    pub const NOT_YES: [Verdict; 2] = [Verdict::No, Verdict::Outside];

    /// The name in an address.
    pub const fn id(self) -> &'static str {
        match self {
            Verdict::Yes => "yes",
            Verdict::No => "no",
            Verdict::Outside => "outside",
        }
    }

    /// The verdict of that name.
    pub fn from_id(id: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.id() == id)
    }
}

/// What the tickets are that a definition counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tells {
    /// Successes of the AI.
    Resolved,
    /// Successes among those that stayed with the AI.
    Held,
    /// Tickets handed to people.
    HandedOver,
    /// Tickets of which nothing is claimed.
    Unclear,
}

/// How well a file supports a definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// As published.
    Full,
    /// As published but for these things.
    Approximated(Vec<String>),
    /// Not at all; the figure says why.
    Impossible,
}

/// A day on which a vendor changed a definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The day.
    pub day: Day,
    /// What changed.
    pub what: String,
}

/// The name of a definition, for filters in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefinitionName {
    /// Stable name, e.g. `fin_resolution`.
    pub id: String,
    /// "Fin: resolution".
    pub label: String,
}

/// One definition applied to the tickets of a filter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DefinitionRow {
    /// Words: id, label, meaning, formula, source, caveats, needed fields.
    pub info: MetricInfo,
    /// Whose it is.
    pub vendor: String,
    /// What it counts.
    pub tells: Tells,
    /// The value with its steps and tickets. Its metric is the definition's id.
    pub figure: Figure,
    /// How well the file supports it.
    pub support: Support,
    /// When the vendor changed it.
    pub changes: Vec<Change>,
}

/// Some tickets, and how to see them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Listed {
    /// How many.
    pub count: u64,
    /// Exactly these; nothing where there is none.
    pub filter: Option<Filter>,
}

/// Two definitions on the same tickets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Id of the first.
    pub first: String,
    /// Id of the second.
    pub second: String,
    /// The finding.
    pub sentence: String,
    /// What to keep in mind of this pair; empty where nothing.
    pub caveat: String,
    /// Both count it.
    pub both: Listed,
    /// Only the first does.
    pub only_first: Listed,
    /// Only the second does.
    pub only_second: Listed,
    /// Neither does.
    pub neither: Listed,
}

/// A condition that one's own definition can be made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brick {
    /// The name in an address.
    pub code: String,
    /// "No person replied".
    pub label: String,
    /// The heading it stands under.
    pub group: String,
    /// Why the file cannot tell it, if it cannot.
    pub unavailable: Option<String>,
}

/// A kind of condition that takes a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrickKind {
    /// "Channel", "Time to a solution".
    pub label: String,
    /// How a value can be asked for.
    pub ways: Vec<BrickWay>,
    /// What values it takes.
    pub values: BrickValues,
}

/// One way to ask for a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrickWay {
    /// What the code begins with; the value follows.
    pub prefix: String,
    /// "is", "is not", "at most".
    pub label: String,
}

/// The values that a kind of condition takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BrickValues {
    /// One of these.
    Words(Vec<BrickWord>),
    /// A number and `m`, `h` or `d`: minutes, hours, days.
    Time,
    /// A number.
    Count,
}

/// A value to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrickWord {
    /// As it stands in a code.
    pub code: String,
    /// As shown.
    pub label: String,
}

/// A value as it stands in a code: percent-encoded, and what stands between codes as well.
pub fn escape(value: &str) -> String {
    crate::filter::percent_encode(value).replace('.', "%2E").replace('~', "%7E")
}

/// What the page asks of the lab beside the filter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabAsk {
    /// One's own definition, as [`OwnDefinition`] writes it; empty: the engine's proposal.
    pub own: String,
    /// The first to compare; empty: the engine's choice.
    pub first: String,
    /// The second.
    pub second: String,
    /// The vendor's definition that an invoice is held against; empty: the engine's choice.
    pub billed_as: String,
    /// What the invoice counts, where it is typed.
    pub billed: Option<u64>,
    /// The price of one, in hundredths.
    pub price_cents: Option<u64>,
}

/// One's own definition: codes of [`Brick`]s.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnDefinition {
    /// Conditions of the denominator.
    pub of: Vec<String>,
    /// Further conditions of the numerator.
    pub counts: Vec<String>,
}

/// What the id of one's own definition begins with.
pub const OWN: &str = "own~";

impl OwnDefinition {
    /// Reads `ai.done~no_person`.
    pub fn parse(text: &str) -> OwnDefinition {
        let (of, counts) = text.split_once('~').unwrap_or((text, ""));
        let codes = |text: &str| -> Vec<String> {
            text.split('.').filter(|code| !code.is_empty()).map(str::to_string).collect()
        };
        OwnDefinition { of: codes(of), counts: codes(counts) }
    }

    /// Adds a condition or takes it out.
    pub fn toggle(&mut self, is_numerator: bool, code: &str) {
        let codes = if is_numerator { &mut self.counts } else { &mut self.of };
        match codes.iter().position(|known| known == code) {
            Some(at) => drop(codes.remove(at)),
            None => codes.push(code.to_string()),
        }
    }
}

impl std::fmt::Display for OwnDefinition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.of.join("."))?;
        f.write_str("~")?;
        f.write_str(&self.counts.join("."))
    }
}

/// One reason against a billed resolution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BillingReason {
    /// Stable name.
    pub id: String,
    /// "A person replied".
    pub label: String,
    /// Of the tickets that are held against reasons, those for which it is the first that holds.
    pub first: Listed,
    /// Those for which it holds, whatever else does.
    pub all: Listed,
    /// Why the file cannot tell, if it cannot.
    pub unavailable: Option<String>,
}

/// What a vendor billed against what the tickets show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Invoice {
    /// The finding.
    pub sentence: String,
    /// What it does not prove.
    pub caveats: Vec<String>,
    /// The vendor's definition it is held against.
    pub billed_as: String,
    /// Tickets that the vendor's field says were resolved, or why the file does not tell.
    pub flagged: Measured,
    /// Those tickets; where the file does not tell, those that meet the definition.
    pub billed: Option<Listed>,
    /// Reasons in their order.
    pub reasons: Vec<BillingReason>,
    /// Of them, tickets with any reason.
    pub in_question: Listed,
    /// Of them, tickets with more than one.
    pub with_several: u64,
    /// Tickets that meet the vendor's definition and were not billed.
    pub not_billed: Listed,
    /// Tickets that meet the vendor's definition, by the evidence of the file.
    pub by_evidence: Measured,
    /// Of billed and in question, the money, in hundredths: billed, in question, not billed.
    pub amounts_cents: Option<(u64, u64, u64)>,
}

/// The Definition lab under one filter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lab {
    /// By value, largest first; then what cannot be told.
    pub rows: Vec<DefinitionRow>,
    /// Two of them.
    pub comparison: Option<Comparison>,
    /// What one's own can be made of, in the order of display; those with a value that it holds come last.
    pub bricks: Vec<Brick>,
    /// Further conditions, which take a value.
    pub kinds: Vec<BrickKind>,
    /// One's own, as it was applied.
    pub own: String,
    /// The invoice check.
    pub invoice: Invoice,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ones_own_survives_the_address() {
        let mut own = OwnDefinition::parse("ai.done~no_person.stayed_7");
        assert_eq!((own.of.len(), own.counts.len()), (2, 2));
        assert_eq!(own.to_string(), "ai.done~no_person.stayed_7");
        own.toggle(true, "no_person");
        own.toggle(false, "email");
        assert_eq!(own.to_string(), "ai.done.email~stayed_7");
        own.toggle(true, &format!("topic:{}", escape("v1.2 ~ beta, 50%")));
        assert_eq!(own.to_string(), "ai.done.email~stayed_7.topic:v1%2E2%20%7E%20beta%2C%2050%25");
        assert_eq!(OwnDefinition::parse(&own.to_string()), own);
        assert_eq!(OwnDefinition::parse("").to_string(), "~");
        assert_eq!(OwnDefinition::parse("~done").counts, ["done"]);
    }
}
