//! Any table of tickets: fields are recognised by the names of the columns and by what the values look like.

mod names;

use super::claims::{self, Claim};
use super::looks::{self, Look};
use super::talk::TALK_COLUMNS;
use super::{ColumnRule, DurationUnit, Format, RatingScale, Read, Shape, vocabulary};
use crate::dataset::{AiTagMeaning, Clock, LastWord};
use model::catalog::FormatInfo;
use model::field::Field;

/// The reader of last resort.
pub(super) struct Generic;

/// The most that this reader claims; a vendor's own reader always goes first.
const BEST_SCORE: u8 = 40;
/// Claims of this reader on columns that a vendor's reader does not know, where the vendor's own claims start at 30.
const EXTRA_STRENGTH: u8 = 25;
/// The most that vendors' readers claim for a column that stands in for the topic: a type, a form.
const MAKESHIFT_TOPIC: u8 = 60;

/// A column's name taken apart.
struct Name {
    /// Ways to read it, each with what it loses in strength: as it is, without a leading "ticket", its last part in JSON.
    ways: Vec<(String, u8)>,
    unit: Option<DurationUnit>,
    clock: Clock,
}

impl Name {
    fn of(name: &str, is_json: bool) -> Name {
        // `escalated from bot [flag]`: the type that Zendesk appends to custom fields says nothing of the content.
        let name =
            name.strip_suffix(']').and_then(|rest| rest.rsplit_once(" [")).map_or(name, |(base, _)| base);
        let clock = if name.contains("business")
            || name.contains("operating hours")
            || name.contains("working hours")
        {
            Clock::Business
        } else if name.contains("calendar") {
            Clock::Calendar
        } else {
            Clock::Unknown
        };
        let (base, unit) = without_unit(name);
        let mut ways = vec![(name.to_string(), 0), (base.clone(), 1)];
        // `resolved_ts`, `first_response_datetime`: warehouses have their own words for "at".
        let moments = [" ts", " timestamp", " datetime", " date time", " dt", " utc"];
        if let Some(what) = moments.iter().find_map(|moment| base.strip_suffix(moment)) {
            ways.push((format!("{what} at"), 3));
        }
        if is_json && base.contains('.') {
            let parts: Vec<&str> = base.split('.').collect();
            let last = parts[parts.len() - 1];
            // Kustomer writes the kind of a custom attribute behind its name: `custom.aiOutcomeStr`.
            let kinds = [" str", " tree", " txt", " bool", " num", " at"];
            let last = kinds
                .iter()
                .find_map(|kind| last.strip_suffix(kind))
                .filter(|_| before_is_custom(&parts))
                .unwrap_or(last);
            let before = parts[parts.len() - 2];
            ways.push((format!("{before} {last}"), 6));
            // "status.name" and "assignee.displayname" are the status and the assignee.
            if matches!(last, "name" | "display name" | "displayname" | "value" | "label" | "title") {
                ways.push((before.to_string(), 8));
            } else if !matches!(last, "id" | "type" | "email" | "url" | "key" | "number") {
                ways.push((last.to_string(), 15));
            }
        }
        for way in 0..ways.len() {
            let (text, loss) = ways[way].clone();
            for entity in [
                "ticket ",
                "case ",
                "conversation ",
                "incident ",
                "request ",
                "support ticket ",
                "custom field ",
                "cf ",
                "property hs ticket ",
                "property hs ",
                "property ",
                "hs ticket ",
                "hs ",
            ] {
                if let Some(rest) = text.strip_prefix(entity).filter(|rest| !rest.is_empty()) {
                    ways.push((rest.to_string(), loss + 2));
                }
            }
        }
        Name { ways, unit, clock }
    }
}

/// Whether a path ends in a custom attribute.
fn before_is_custom(parts: &[&str]) -> bool {
    parts.len() > 1 && parts[parts.len() - 2] == "custom"
}

/// Takes the unit off a name of a span: `resolution time (hours)`, `first response minutes`.
fn without_unit(name: &str) -> (String, Option<DurationUnit>) {
    let plain = name.replace(['(', ')', '[', ']', ','], " ");
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    // "in business hours" names the clock, not the unit.
    for phrase in [
        &["in", "business", "hours"][..],
        &["within", "business", "hours"],
        &["business", "hours"],
        &["in", "operating", "hours"],
        &["calendar", "hours"],
    ] {
        if words.len() > phrase.len()
            && let Some(at) = words.windows(phrase.len()).position(|window| window == phrase)
        {
            words.drain(at..at + phrase.len());
        }
    }
    let unit_of = |word: &str| match word {
        "hours" | "hour" | "hrs" | "hr" | "h" | "stunden" | "std" | "std." | "heures" | "horas" => {
            Some(DurationUnit::Hours)
        }
        "minutes" | "minute" | "mins" | "min" | "min." | "minuten" | "minutos" => Some(DurationUnit::Minutes),
        "seconds" | "second" | "secs" | "sec" | "s" | "sekunden" | "secondes" | "segundos" => {
            Some(DurationUnit::Seconds)
        }
        "milliseconds" | "millis" | "ms" => Some(DurationUnit::Milliseconds),
        "days" | "tage" | "jours" | "días" | "dias" => Some(DurationUnit::Days),
        _ => None,
    };
    let mut unit = None;
    if words.len() > 1
        && let Some(found) = unit_of(words[words.len() - 1])
    {
        unit = Some(found);
        words.pop();
        if words.len() > 1 && ["in", "en", "em"].contains(&words[words.len() - 1]) {
            words.pop();
        }
    }
    (words.join(" "), unit)
}

/// How a column that a format knows by name is read: the unit and the clock come from the name.
pub(super) fn trusted(field: Field, name: &str) -> Option<Read> {
    let name = Name::of(name, false);
    if field.is_span() {
        return Some(Read::Duration { unit: name.unit, clock: name.clock, zero_is_none: false });
    }
    fit(field, &name, &Look::default()).map(|(_, read)| read)
}

/// What a field's column must look like, and how it is then read. `None`: the values contradict the name.
fn fit(field: Field, name: &Name, look: &Look) -> Option<(Field, Read)> {
    let any = look.is_empty();
    let category = Read::Category { none: &["unassigned", "no agent", "no group", "--"] };
    let percent_known = |knows: fn(&str) -> bool, least: usize| any || look.known_percent(knows) >= least;
    let read = match field {
        Field::Id if look.is_rounded() || look.is_lettered_flags() => return None,
        Field::Id => Read::Id,
        Field::Subject | Field::Description | Field::RatingComment if look.is_dates() || look.is_flags() => {
            return None;
        }
        Field::Subject | Field::Description | Field::RatingComment => Read::Text,
        Field::Status if look.is_dates() || look.is_lettered_flags() => return None,
        Field::Status => Read::Status(vocabulary::status),
        Field::Priority if look.is_dates() => return None,
        Field::Priority => Read::Priority(vocabulary::priority),
        Field::Channel if !percent_known(|word| vocabulary::channel(word).is_some(), 30) => return None,
        Field::Channel => Read::Channel(vocabulary::channel),
        Field::Tags if look.is_dates() => return None,
        Field::Tags => Read::Tags { separator: None },
        Field::Topic | Field::Team | Field::Agent | Field::Language
            if look.is_dates() || look.is_lettered_flags() =>
        {
            return None;
        }
        Field::Topic if name.unit.is_some() => return None,
        // A type may be how the customer came, whatever its name: “email”, “chat”.
        Field::Topic
            if look.known_words(|word| vocabulary::channel(word).is_some()) > 1
                && look.known_percent(|word| vocabulary::channel(word).is_some()) == 100 =>
        {
            return Some((Field::Channel, Read::Channel(vocabulary::channel)));
        }
        Field::Topic | Field::Team | Field::Agent | Field::Language => category,
        Field::Requester if look.is_dates() || look.is_flags() => return None,
        Field::Requester => Read::Requester,
        Field::CreatedAt
        | Field::SolvedAt
        | Field::ClosedAt
        | Field::UpdatedAt
        | Field::FirstReplyAt
        | Field::FirstHumanReplyAt
        | Field::HandedOffAt
        | Field::DueAt => {
            if !any && !look.is_dates() {
                return None;
            }
            Read::Instant
        }
        Field::FirstReplyTime | Field::ResolutionTime => {
            if look.is_dates() && name.unit.is_none() {
                // A "time to resolution" may be a point in time, whatever its name.
                let at = if field == Field::FirstReplyTime { Field::FirstReplyAt } else { Field::SolvedAt };
                return Some((at, Read::Instant));
            }
            // A bare "resolution" is as often a text or a code, so its values have to tell.
            let is_bare =
                !["time", "duration", "dauer", "zeit", "temps", "délai", "tiempo", "tempo", "ttr", "frt"]
                    .iter()
                    .any(|word| name.ways[0].0.contains(word));
            if (!any && !look.is_spans()) || (any && is_bare && name.unit.is_none()) {
                return None;
            }
            Read::Duration { unit: name.unit, clock: name.clock, zero_is_none: false }
        }
        Field::ReplyBusinessTime
        | Field::ResolutionBusinessTime
        | Field::NextReplyTime
        | Field::HandleTime => {
            if !any && !look.is_spans() {
                return None;
            }
            Read::Duration { unit: name.unit, clock: name.clock, zero_is_none: false }
        }
        Field::ReplyBreached | Field::ResolutionBreached => {
            let says_late = ["breach", "violat"].iter().any(|word| name.ways[0].0.contains(word));
            let says_kept =
                ["met", "within", "complian", "achiev"].iter().any(|word| name.ways[0].0.contains(word));
            let is_told = ((says_late || says_kept) && look.is_flags())
                || look.known_percent(|w| vocabulary::late(w).is_some()) >= 80;
            if !any && !is_told {
                return None;
            }
            Read::Flag { words: if says_kept { vocabulary::not_kept } else { vocabulary::late } }
        }
        // Whether, where others count how often.
        Field::Reopens if look.is_lettered_flags() => Read::Count,
        Field::Reopens | Field::HumanReplies | Field::CustomerMessages | Field::AiReplies => {
            if !any && (!look.is_numbers() || look.is_dates()) {
                return None;
            }
            Read::Count
        }
        Field::Ease | Field::Effort | Field::Recommend => {
            if !any && (!look.is_numbers() || look.is_dates()) {
                return None;
            }
            Read::Count
        }
        Field::Rating if look.is_dates() || look.is_lettered_flags() => return None,
        Field::Rating => Read::Rating(RatingScale::ByValue),
        Field::RatingOffered if !any && !look.is_flags() => return None,
        Field::RatingOffered => Read::Flag { words: vocabulary::usual_flag },
        Field::AiInvolved
            if any
                || look.is_flags()
                || look.known_percent(|w| vocabulary::ai_rather_than_person(w).is_some()) >= 80 =>
        {
            Read::Flag { words: vocabulary::ai_rather_than_person }
        }
        Field::AiResolved
            if any
                || look.is_flags()
                || look.known_percent(|w| vocabulary::resolved_by_ai(w).is_some()) >= 80 =>
        {
            Read::Flag { words: vocabulary::resolved_by_ai }
        }
        Field::AiHandedOff | Field::AiAssisted if any || look.is_flags() => {
            Read::Flag { words: vocabulary::usual_flag }
        }
        Field::AiInvolved | Field::AiResolved | Field::AiHandedOff | Field::AiAssisted => return None,
        Field::AiOutcome if look.is_lettered_flags() => {
            return Some((Field::AiResolved, Read::Flag { words: vocabulary::resolved_by_ai }));
        }
        Field::AiOutcome
            if !any
                && !vocabulary::speaks_of_an_ai(&name.ways[0].0)
                && look.known_words(vocabulary::speaks_of_an_ai) == 0 =>
        {
            return None;
        }
        Field::AiOutcome if !percent_known(|word| vocabulary::ai_outcome(word).is_some(), 60) => return None,
        Field::AiOutcome => Read::AiOutcome(vocabulary::ai_outcome),
        Field::LastWord if !percent_known(|word| LastWord::from_word(word).is_some(), 60) => return None,
        Field::LastWord => Read::LastWord,
        Field::AiAgent if look.is_flags() => {
            return Some((Field::AiInvolved, Read::Flag { words: vocabulary::ai_rather_than_person }));
        }
        Field::AiAgent if look.is_dates() => return None,
        Field::AiAgent => category,
        Field::Initiator if !percent_known(|word| vocabulary::origin(word).is_some(), 60) => return None,
        Field::Initiator => Read::Origin(vocabulary::origin),
    };
    Some((field, read))
}

/// Claims by name, checked against the values.
#[inline(never)]
fn named(shape: &Shape, looks: &[Look], may: &dyn Fn(usize) -> bool) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut doubtful = Vec::new();
    for (column, normalised) in shape.normalised().iter().enumerate().filter(|(column, _)| may(*column)) {
        let name = Name::of(normalised, shape.is_json);
        let ways: Vec<_> = name.ways.iter().map(|(way, loss)| (names::comparable(way), *loss)).collect();
        for (alias, known) in names::known() {
            let loss = ways.iter().filter(|(way, _)| known.contains(way)).map(|(_, loss)| *loss).min();
            let Some(loss) = loss else { continue };
            let Some((field, read)) = fit(alias.field, &name, &looks[column]) else { continue };
            let reason = if field == alias.field {
                format!("Its name is one of the usual ones for “{}”.", field.label())
            } else {
                format!("Its name speaks of “{}”, its values tell “{}”.", alias.field.label(), field.label())
            };
            // A business clock tells less than the calendar, and a day less than a time of day.
            let is_poor = matches!(read, Read::Instant) && looks[column].is_days_only();
            let loss =
                loss + if name.clock == Clock::Business { 10 } else { 0 } + if is_poor { 3 } else { 0 };
            let strength = alias.strength.saturating_sub(loss).max(1);
            let is_doubtful = field == Field::AiHandedOff && alias.strength < 100;
            let to = if is_doubtful { &mut doubtful } else { &mut claims };
            to.push(Claim { column, field, read, strength, reason });
        }
    }
    // Teams escalate among themselves. Whoever was escalated left an AI only where something else speaks of one.
    if claims.iter().any(|claim| speaks_of_an_ai(claim.field)) {
        claims.extend(doubtful);
    }
    claims
}

fn speaks_of_an_ai(field: Field) -> bool {
    matches!(
        field,
        Field::AiInvolved
            | Field::AiOutcome
            | Field::AiResolved
            | Field::AiAgent
            | Field::AiReplies
            | Field::AiHandedOff
            | Field::HandedOffAt
    )
}

/// Claims by value alone, for columns whose name says nothing.
fn valued(shape: &Shape, looks: &[Look], may: impl Fn(usize) -> bool) -> Vec<Claim> {
    let names = shape.normalised();
    let mut claims = Vec::new();
    let mut push = |column, field, read, strength, reason: &str| {
        claims.push(Claim { column, field, read, strength, reason: reason.to_string() });
    };
    let mut has_date = false;
    for (column, look) in looks.iter().enumerate().filter(|(column, _)| may(*column)) {
        let name = &names[column];
        let known = |knows: fn(&str) -> bool| look.known_percent(knows) >= 80 && look.known_words(knows) >= 2;
        if look.is_emails()
            && !["agent", "assignee", "owner", "to", "cc", "from"]
                .iter()
                .any(|word| name.split([' ', '.']).any(|part| part == *word))
        {
            push(column, Field::Requester, Read::Requester, 20, "Its values are e-mail addresses.");
        } else if look.is_dates() {
            // Other dates of a sales or customer table must not become the time of creation.
            const OTHERS: &[&str] = &[
                "purchase", "birth", "due", "expir", "renew", "ship", "deliver", "order", "last", "end",
                "sla", "target", "sync", "clos", "resol", "solv", "first", "updat", "modif", "reply",
                "respon", "seen", "rating", "survey", "next", "follow",
            ];
            let is_whole = look.is_whole();
            if is_whole && !has_date && !OTHERS.iter().any(|word| name.contains(word)) {
                has_date = true;
                push(
                    column,
                    Field::CreatedAt,
                    Read::Instant,
                    10,
                    "The first column in which every row has a date; please check.",
                );
            }
        } else if known(|word| vocabulary::status(word).is_some()) {
            push(
                column,
                Field::Status,
                Read::Status(vocabulary::status),
                20,
                "Its values are names of statuses.",
            );
        } else if known(|word| vocabulary::priority(word).is_some()) {
            push(
                column,
                Field::Priority,
                Read::Priority(vocabulary::priority),
                20,
                "Its values are names of priorities.",
            );
        } else if known(|word| vocabulary::channel(word).is_some()) {
            push(
                column,
                Field::Channel,
                Read::Channel(vocabulary::channel),
                20,
                "Its values are names of channels.",
            );
        } else if known(|word| word.len() > 7 && vocabulary::ai_outcome(word).is_some())
            && look.known_words(vocabulary::speaks_of_an_ai) > 0
        {
            push(
                column,
                Field::AiOutcome,
                Read::AiOutcome(vocabulary::ai_outcome),
                15,
                "Its values name what became of an AI's attempt.",
            );
        } else if ["rating", "csat", "satisf"].iter().any(|word| name.contains(word)) && look.is_numbers() {
            push(
                column,
                Field::Rating,
                Read::Rating(RatingScale::ByValue),
                15,
                "Its name speaks of satisfaction and its values are numbers.",
            );
        } else if look.is_unique() && column == 0 && looks.len() > 1 && !look.is_rounded() {
            push(column, Field::Id, Read::Id, 10, "Every row has its own value in this first column.");
        }
    }
    claims
}

/// For a vendor's reader: what columns that it does not know tell by their plain names. `others` marks those columns. Any field
/// may be told by a column of its own, as people add columns to an export; a path deep inside a JSON record is some object's own
/// business (a metric set has a creation, too), so that only its fields of choice may tell, and only what vendors do not have.
pub(super) fn extra_claims(shape: &Shape, looks: &[Look], others: &[bool]) -> Vec<Claim> {
    const NESTED: &[Field] = &[
        Field::Topic,
        Field::Language,
        Field::Requester,
        Field::Rating,
        Field::RatingComment,
        Field::AiInvolved,
        Field::AiOutcome,
        Field::AiResolved,
        Field::AiAgent,
        Field::AiHandedOff,
        Field::AiAssisted,
        Field::AiReplies,
    ];
    named(shape, looks, &|column| others[column])
        .into_iter()
        .filter(|claim| {
            let name = shape.columns[claim.column].as_str();
            // What the messages of a record add up to lies in a path for form's sake.
            let is_nested = shape.is_json && name.contains('.') && !TALK_COLUMNS.contains(&name);
            !is_nested || NESTED.contains(&claim.field)
        })
        .map(|mut claim| {
            claim.strength = match (claim.field, claim.strength) {
                // A plain topic tells more than a vendor's type or form, and less than what a vendor says the topic is.
                (Field::Topic, 61..) => MAKESHIFT_TOPIC + claim.strength / 10,
                (_, strength) => (strength / 4).clamp(1, EXTRA_STRENGTH),
            };
            claim
        })
        .collect()
}

/// Why a column is of no use, where its name tells.
fn unused(name: &str, look: &Look) -> Option<String> {
    let has = |words: &[&str]| name.split([' ', '.', '(', ')']).any(|part| words.contains(&part));
    let reason = if has(&["sla", "breached", "breach"]) {
        "Tells what was promised, not whether it was kept."
    } else if has(&["month", "week", "weekday", "dayofweek", "quarter", "year", "hour"])
        || name.contains("day of week")
    {
        "Follows from the time of creation."
    } else if has(&["phone", "gender", "age", "address", "city", "birth", "birthday"]) {
        "A personal detail that no figure needs."
    } else if look.is_dates() {
        "A date that no figure needs so far."
    } else {
        return None;
    };
    Some(reason.to_string())
}

/// What to export instead where rows are sums: a day and numbers, one row a day, or one a day and team.
pub(super) fn sums(rules: &[ColumnRule], shape: &Shape) -> Option<String> {
    let tells_a_ticket = |field: Option<Field>| {
        matches!(
            field,
            Some(
                Field::Id
                    | Field::Subject
                    | Field::Description
                    | Field::Requester
                    | Field::Status
                    | Field::Priority
            )
        )
    };
    if rules.iter().any(|rule| tells_a_ticket(rule.field)) {
        return None;
    }
    super::super::rank::total(&shape.columns)?;
    Some(
        "Export the tickets themselves: one row for each ticket, with its id and its time of creation."
            .into(),
    )
}

impl Format for Generic {
    fn info(&self) -> FormatInfo {
        FormatInfo {
            id: "generic".to_string(),
            product: "Any helpdesk".to_string(),
            label: "plain table".to_string(),
            how_to_export: "Export one row per ticket as CSV or JSON, with the ticket's id, when it was created and solved, its \
                status, who asked, and a column that says what the AI did."
                .to_string(),
        }
    }

    fn sniff(&self, shape: &Shape) -> Option<(u8, String)> {
        let rules = self.map(shape);
        let of = |field: Field| rules.iter().position(|rule| rule.field == Some(field));
        let found: Vec<usize> = (0..rules.len()).filter(|column| rules[*column].field.is_some()).collect();
        if found.is_empty() {
            return None;
        }
        let mut score = 4 * found.len().min(5) as u8;
        if of(Field::CreatedAt).is_some() {
            score += 12;
        }
        if of(Field::Id).is_some() && of(Field::Status).is_some() {
            score += 8;
        }
        let shown: Vec<String> =
            found.iter().take(4).map(|column| format!("“{}”", shape.columns[*column])).collect();
        Some((score.min(BEST_SCORE), format!("columns that look like a ticket's: {}", shown.join(", "))))
    }

    fn map(&self, shape: &Shape) -> Vec<ColumnRule> {
        let looks = looks::of(shape);
        let mut claims = named(shape, &looks, &|_| true);
        let is_named: Vec<bool> = (0..shape.columns.len())
            .map(|column| claims.iter().any(|claim| claim.column == column))
            .collect();
        claims.extend(valued(shape, &looks, |column| !is_named[column]));
        let names = shape.normalised();
        claims::settle(shape, &looks, claims, |column| unused(&names[column], &looks[column]))
    }

    fn warnings(&self, shape: &Shape) -> Vec<String> {
        let mut warnings = vec![
            "No helpdesk was recognised, so the columns were matched by their names and values. Check them before you rely on \
             the figures."
                .to_string(),
        ];
        let (rules, looks) = (self.map(shape), looks::of(shape));
        let column = |field: Field| rules.iter().position(|rule| rule.field == Some(field));
        let tells = |field: Field| column(field).is_some();
        let of_writers = |name: &String| {
            matches!(
                name.as_str(),
                "inbound" | "incoming" | "author" | "author id" | "sender" | "sender type" | "role"
            )
        };
        if tells(Field::Description)
            && !tells(Field::Subject)
            && !tells(Field::Status)
            && column(Field::Id).is_none_or(|id| looks[id].is_unique())
            && shape.normalised().iter().any(of_writers)
        {
            warnings.push(
                "The rows look like messages, and no column says which conversation each belongs to, so every message counts as a \
                 ticket. Export them with the id of the conversation or the ticket."
                    .to_string(),
            );
        }
        if looks.iter().any(Look::is_rounded) {
            warnings.push(
                "A spreadsheet has rounded the ids in this file (1.03E+13). Tickets cannot be told apart by them.".to_string(),
            );
        }
        warnings
    }

    fn ai_tags(&self) -> &'static [(&'static str, AiTagMeaning, &'static str)] {
        super::FORMATS
            .iter()
            .find(|format| format.has_tags_that_travel())
            .map_or(&[], |format| format.ai_tags())
    }

    fn has_own_ai_tags(&self) -> bool {
        false
    }

    fn how_to_get(&self, field: Field) -> String {
        match field {
            Field::AiInvolved | Field::AiResolved => {
                "Add a column such as “handled_by_ai” or “resolved_by” (bot or human), or a tag that your AI sets.".to_string()
            }
            Field::AiHandedOff => "Add a column such as “escalated_from_bot” with yes or no.".to_string(),
            Field::Requester => "Add the customer's id or e-mail address; it is turned into a number and never stored.".to_string(),
            Field::AiAssisted => "Add a column such as “ai_assisted” with yes or no.".to_string(),
            Field::AiOutcome => {
                "Add a column such as “ai_outcome” with confirmed, assumed, escalated or abandoned.".to_string()
            }
            Field::RatingOffered => "Add a column such as “survey_sent” with yes or no.".to_string(),
            Field::Initiator => {
                "Add a column such as “direction” with inbound or outbound, or leave campaigns out of the table.".to_string()
            }
            Field::Reopens => "Add a column with the number of times the ticket was reopened.".to_string(),
            other => format!("Add a column named “{}” to the table.", other.id()),
        }
    }
}

#[cfg(test)]
mod tests;
