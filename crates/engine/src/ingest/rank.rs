//! Which format explains a file best, and what to say when none does.

use super::formats::{ColumnRule, Format, Read, Shape, normalise_name};
use super::problems::Problems;
use model::error::Problem;
use model::import::{Certainty, Decision, FormatScore};

/// All formats that recognise something, best first.
pub(crate) struct Ranking {
    /// For the import screen.
    pub(crate) scores: Vec<FormatScore>,
    /// The best.
    pub(crate) best: Option<&'static dyn Format>,
    /// The choice and its reason.
    pub(crate) decision: Decision,
}

/// Asks every format.
pub(crate) fn rank(formats: &[&'static dyn Format], shape: &Shape) -> Ranking {
    let mut found: Vec<(u8, String, &'static dyn Format)> = formats
        .iter()
        .filter_map(|format| format.sniff(shape).map(|(score, reason)| (score.min(100), reason, *format)))
        .collect();
    // A stable sort: the order of the registry breaks ties.
    model::order::sort_by_key(&mut found, |(score, _, _)| std::cmp::Reverse(*score));
    let margin = match found.as_slice() {
        [(first, ..), (second, ..), ..] => first - second,
        [(first, ..)] => *first,
        [] => 0,
    };
    let decision = Decision {
        id: "format".into(),
        label: "Helpdesk".into(),
        value: found.first().map_or_else(String::new, |(_, _, format)| {
            let info = format.info();
            format!("{} ({})", info.product, info.label)
        }),
        reason: found.first().map_or_else(String::new, |(_, reason, _)| reason.clone()),
        certainty: match found.first() {
            Some((score, ..)) if *score >= 90 && margin >= 20 => Certainty::Proven,
            Some((score, ..)) if *score >= 50 => Certainty::Likely,
            _ => Certainty::Assumed,
        },
        is_override: false,
    };
    Ranking {
        best: found.first().map(|(_, _, format)| *format),
        scores: found
            .into_iter()
            .map(|(score, reason, format)| FormatScore { format: format.info().id, score, reason })
            .collect(),
        decision,
    }
}

/// Why these columns are no tickets.
pub(crate) fn not_tickets(
    columns: &[String],
    rules: &[ColumnRule],
    format: &dyn Format,
    problems: &Problems,
) -> Problem {
    let is_time = |rule: &ColumnRule| matches!(rule.read, Read::Instant);
    let times = columns.iter().zip(rules).filter(|(_, rule)| is_time(rule));
    let times: Vec<String> = times.map(|(name, _)| format!("“{name}”")).collect();
    match total(columns) {
        // One column is text that happens to have lines of one kind.
        None if columns.len() == 1 => problems.prose(),
        Some(example) => problems.aggregated(example),
        None => problems.no_created_at(columns, &times, format),
    }
}

/// A column of totals, where the names are those of a table of totals: every third is one, and none names a ticket.
pub(crate) fn total(columns: &[String]) -> Option<&String> {
    let totals: Vec<&String> = columns.iter().filter(|name| is_total(name)).collect();
    let names_a_ticket = |name: &String| {
        let name = normalise_name(name);
        name.split(' ').any(|word| matches!(word, "id" | "subject" | "key" | "#" | "number" | "description"))
            && !name.starts_with("number of")
    };
    let is_of_totals =
        columns.len() > 1 && totals.len() * 3 >= columns.len() && !columns.iter().any(names_a_ticket);
    totals.into_iter().find(|name| is_of_totals || is_function(&normalise_name(name)))
}

/// A function over rows, or what a spreadsheet's pivot table writes.
fn is_function(name: &str) -> bool {
    let begins = |functions: &[&str]| functions.iter().any(|function| name.starts_with(function));
    (name.ends_with(')') && begins(&["sum(", "count(", "d count(", "avg(", "med(", "min(", "max("]))
        || begins(&["sum of ", "count of ", "average of ", "summe von ", "anzahl von ", "mittelwert von "])
        || matches!(
            name,
            "row labels" | "column labels" | "grand total" | "zeilenbeschriftungen" | "gesamtergebnis"
        )
}

/// Whether a name speaks of more than one ticket: a count, a mean, a share.
fn is_total(name: &str) -> bool {
    let name = normalise_name(name);
    let is_word = |word: &str| {
        matches!(
            word,
            "avg"
                | "average"
                | "median"
                | "mean"
                | "total"
                | "count"
                | "percent"
                | "percentage"
                | "rate"
                | "tickets"
                | "conversations"
                | "cases"
                | "chats"
                | "messages"
                | "sent"
                | "solved"
                | "resolved"
                | "done"
        )
    };
    is_function(&name)
        || name.contains('%')
        || name.starts_with("number of")
        || name.split([' ', '.']).any(is_word)
}

/// What else is exported from where tickets are kept, and names that tell it. Three of them have to be there.
const OTHER_THINGS: &[(&str, &str)] = &[
    (
        "deals",
        "deal id|deal name|deal stage|deal owner|deal type|deal amount|amount|pipeline|closed lost reason|external deal id",
    ),
    (
        "deals (opportunities)",
        "stage name|is won|forecast category|expected revenue|probability|amount|opportunity name|lead source",
    ),
    (
        "leads",
        "lead source|lead status|is converted|converted date|annual revenue|number of employees|industry",
    ),
    (
        "companies",
        "number of employees|annual revenue|industry|billing city|billing country|company domain name|ticker symbol|company id",
    ),
    (
        "contacts",
        "first name|last name|lifecycle stage|job title|mobile phone number|mailing city|lead status|contact owner",
    ),
    (
        PEOPLE,
        "role|custom role|role type|restriction|last login|last login at|time zone|iana time zone|suspended|verified|moderator|\
         default group id|only private comments|shared agent|two factor auth enabled|user role",
    ),
    (
        "orders",
        "order id|order number|sku|quantity|unit price|total price|shipping address|order total|order date|\
         financial status|fulfillment status|lineitem name|lineitem quantity|lineitem price|subtotal|taxes",
    ),
];

/// Files of people are of use beside tickets: they name the agents.
pub(crate) const PEOPLE: &str = "people";

/// What the rows are, where their columns say plainly that they are no tickets.
pub(crate) fn other_things(shape: &Shape) -> Option<(&'static str, Vec<String>)> {
    let names = shape.normalised();
    let is_of_tickets = |word: &str| {
        matches!(
            word,
            "ticket"
                | "case"
                | "conversation"
                | "incident"
                | "issue"
                | "request"
                | "subject"
                | "chat"
                | "priority"
                | "csat"
        )
    };
    if names.iter().any(|name| name.split([' ', '.']).any(is_of_tickets)) {
        return None;
    }
    let told_by = |known: &str| -> Vec<String> {
        let found = names.iter().zip(&shape.columns).filter(|(name, _)| known.split('|').any(|k| k == *name));
        found.map(|(_, column)| column.clone()).collect()
    };
    let (things, columns) = OTHER_THINGS
        .iter()
        .map(|(things, known)| (*things, told_by(known)))
        .max_by_key(|(_, told)| told.len())?;
    (columns.len() >= 3).then_some((things, columns))
}

/// The text of an error message, where that is all that a JSON file holds.
pub(crate) fn error_message(shape: &Shape) -> Option<String> {
    const TEXTS: &[&str] = &[
        "message",
        "error",
        "detail",
        "description",
        "error description",
        "errors",
        "title",
        "msg",
        "error messages",
    ];
    const BESIDE: &[&str] = &[
        "code",
        "status",
        "type",
        "request id",
        "status code",
        "error code",
        "timestamp",
        "path",
        "success",
        "documentation url",
        "category",
        "correlation id",
        "status code",
        "details",
        "field",
    ];
    let names = shape.normalised();
    let last = |name: &String| name.rsplit('.').next().unwrap_or_default().to_string();
    let lasts: Vec<String> = names.iter().map(last).collect();
    let is_known = |name: &String| TEXTS.contains(&name.as_str()) || BESIDE.contains(&name.as_str());
    if !shape.is_json || shape.sample.len() > 3 || !lasts.iter().all(is_known) {
        return None;
    }
    // A few tickets may well have a title and a status, and nothing else.
    let speaks_of_errors = names.iter().zip(&lasts).any(|(name, last)| {
        name.contains("error") || ["code", "status code", "correlation id"].contains(&last.as_str())
    });
    let is_bare_message = names.len() <= 2 && lasts.iter().any(|name| name == "message");
    if !speaks_of_errors && !is_bare_message {
        return None;
    }
    let texts = TEXTS.iter().filter_map(|text| lasts.iter().position(|name| name == text));
    let cell =
        |column: usize| shape.sample.first().and_then(|row| row.get(column)).filter(|cell| !cell.is_empty());
    texts.filter_map(cell).next().map(|cell| cell.chars().take(200).collect())
}
