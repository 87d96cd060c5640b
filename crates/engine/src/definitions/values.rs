//! Conditions with a value, for definitions of one's own: a channel, a tag, at most one reply, solved within four hours.
//!
//! The published definitions ask for what a [`Case`](crate::derive::cases::Case) knows. What an author counts by can be anything else
//! that the file tells: any dimension of the filters, any tag, any time, any count, any number of stars. Such a condition is found
//! out row by row, and cases are told apart by it ([`Cases::marked`](crate::derive::cases::Cases::marked)).
//!
//! In an address a condition is its name, a colon and its value: `channel:chat,email`, `not_tag:vip`, `solved_within:4h`,
//! `replies_most:1`, `rating_least:4`. What stands between codes, or between values, is escaped ([`model::definition::escape`]).

use crate::dataset::{NO_COUNT, NO_SECS};
use crate::derive::Facts;
use crate::ingest::number;
use crate::metrics::seen::{self, Fields};
use crate::query::{Context, Span, class_value, coding, value_counts};
use model::definition::{BrickKind, BrickValues, BrickWay, BrickWord, escape};
use model::field::Field;
use model::filter::{Dimension, Filter, NO_VALUE, percent_decode};

/// The most of them in one definition.
pub(crate) const MOST: usize = 16;
/// The most values that are offered of a dimension.
const MOST_VALUES: usize = 100;

/// A condition with a value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Valued {
    /// As in the address.
    pub(crate) code: String,
    asks: Asks,
}

#[derive(Debug, Clone, PartialEq)]
enum Asks {
    /// One of these values of a dimension, or none of them.
    Dimension(Dimension, Vec<String>, bool),
    /// One of these tags, or none of them.
    Tag(Vec<String>, bool),
    /// A time of at most, or of more than, so many seconds.
    Time(&'static Time, Side, u32),
    /// A count of at most, or at least, so many.
    Count(&'static Count, Side, u8),
    /// A rating of at most, or at least, so many.
    Rating(Side, f64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    AtMost,
    /// More than a time; at least a count.
    Beyond,
}

/// A time that can be asked for.
#[derive(Debug, PartialEq)]
struct Time {
    name: &'static str,
    span: Span,
    label: &'static str,
    within: &'static str,
    beyond: &'static str,
    field: Field,
}

const fn time(name: &'static str, span: Span, words: [&'static str; 3], field: Field) -> Time {
    Time { name, span, label: words[0], within: words[1], beyond: words[2], field }
}

static TIMES: &[Time] = &[
    time(
        "solved",
        Span::Resolution,
        ["Time to a solution", "Solved within", "Took longer to solve than"],
        Field::SolvedAt,
    ),
    time(
        "first_reply",
        Span::FirstReply,
        ["Time to the first reply", "First reply within", "First reply after more than"],
        Field::FirstReplyAt,
    ),
    time(
        "first_person",
        Span::FirstHuman,
        [
            "Time to a person's first reply",
            "First reply of a person within",
            "First reply of a person after more than",
        ],
        Field::FirstHumanReplyAt,
    ),
    time(
        "after_handoff",
        Span::AfterHandoff,
        [
            "Wait after the handoff",
            "A person replied to the handoff within",
            "A person replied to the handoff after more than",
        ],
        Field::HandedOffAt,
    ),
    time(
        "next_reply",
        Span::NextReply,
        ["Time to a later reply", "Later reply within", "Later reply after more than"],
        Field::NextReplyTime,
    ),
    time(
        "handled",
        Span::Handle,
        ["Handle time", "Handled in at most", "Handled for more than"],
        Field::HandleTime,
    ),
    time(
        "solved_business",
        Span::ResolutionBusiness,
        [
            "Time to a solution in business hours",
            "In business hours, solved within",
            "In business hours, took longer to solve than",
        ],
        Field::ResolutionBusinessTime,
    ),
    time(
        "first_reply_business",
        Span::ReplyBusiness,
        [
            "Time to the first reply in business hours",
            "In business hours, first reply within",
            "In business hours, first reply after more than",
        ],
        Field::ReplyBusinessTime,
    ),
];

/// A count that can be asked for.
#[derive(Debug, PartialEq)]
struct Count {
    name: &'static str,
    label: &'static str,
    one: &'static str,
    many: &'static str,
    field: Field,
}

static COUNTS: &[Count] = &[
    Count {
        name: "replies",
        label: "Replies of people",
        one: "reply of a person",
        many: "replies of people",
        field: Field::HumanReplies,
    },
    Count {
        name: "wrote",
        label: "Messages of the customer",
        one: "message of the customer",
        many: "messages of the customer",
        field: Field::CustomerMessages,
    },
    Count {
        name: "ai_replies",
        label: "Answers of the AI",
        one: "answer of the AI",
        many: "answers of the AI",
        field: Field::AiReplies,
    },
    Count { name: "reopens", label: "Reopens", one: "reopen", many: "reopens", field: Field::Reopens },
];

impl Valued {
    /// Reads one; `None` for what is none.
    pub(crate) fn parse(code: &str) -> Option<Valued> {
        let (name, value) = code.split_once(':')?;
        let values = || -> Option<Vec<String>> {
            let list: Vec<String> =
                value.split(',').filter(|value| !value.is_empty()).map(percent_decode).collect();
            (!list.is_empty()).then_some(list)
        };
        let asks = if let Some((time, side)) =
            sided(name, ["_within", "_over"], |name| TIMES.iter().find(|time| time.name == name))
        {
            Asks::Time(time, side, seconds(value)?)
        } else if let Some((count, side)) =
            sided(name, ["_most", "_least"], |name| COUNTS.iter().find(|count| count.name == name))
        {
            Asks::Count(count, side, value.parse::<u8>().ok().filter(|count| *count < NO_COUNT)?)
        } else if let Some(((), side)) =
            sided(name, ["_most", "_least"], |name| (name == "rating").then_some(()))
        {
            Asks::Rating(side, number(&percent_decode(value)).filter(|number| number.is_finite())?)
        } else {
            let (name, is_not) = name.strip_prefix("not_").map_or((name, false), |name| (name, true));
            match name {
                "tag" => Asks::Tag(values()?, is_not),
                _ => Asks::Dimension(Dimension::from_id(name)?, values()?, is_not),
            }
        };
        Some(Valued { code: code.to_string(), asks })
    }

    /// "Channel is Chat or Email", "Solved within 4 hours".
    pub(crate) fn label(&self) -> String {
        match &self.asks {
            Asks::Dimension(dimension, values, is_not) => {
                let names: Vec<String> = values.iter().map(|value| dimension.value_label(value)).collect();
                format!("{} {} {}", dimension.label(), is(*is_not), names.join(" or "))
            }
            Asks::Tag(tags, is_not) => {
                format!("{} the tag {}", if *is_not { "Without" } else { "With" }, tags.join(" or "))
            }
            Asks::Time(time, side, secs) => {
                let words = if *side == Side::AtMost { time.within } else { time.beyond };
                format!("{words} {}", spelled(*secs))
            }
            Asks::Count(count, side, number) => {
                let noun = if *number == 1 { count.one } else { count.many };
                match (side, number) {
                    (Side::AtMost, 0) => format!("No {}", count.one),
                    (Side::AtMost, _) => format!("At most {number} {noun}"),
                    (Side::Beyond, _) => format!("At least {number} {noun}"),
                }
            }
            Asks::Rating(Side::AtMost, number) => format!("Rated {number} or worse"),
            Asks::Rating(Side::Beyond, number) => format!("Rated {number} or better"),
        }
    }

    /// The field it reads, where it is one that files may lack.
    fn field(&self) -> Option<Field> {
        match &self.asks {
            Asks::Dimension(dimension, ..) => field_of(*dimension),
            Asks::Tag(..) => Some(Field::Tags),
            Asks::Time(time, ..) => Some(time.field),
            Asks::Count(count, ..) => Some(count.field),
            Asks::Rating(..) => Some(Field::Rating),
        }
    }

    /// Why the file cannot tell it, and the field that would; `None` where it can.
    pub(crate) fn missing(&self, context: Context<'_>) -> Option<(String, Vec<Field>)> {
        if self.rows(context).is_some() {
            return None;
        }
        let needs: Vec<Field> = self.field().into_iter().collect();
        let what = match (&self.asks, needs.first()) {
            (Asks::Rating(..), _) => "has no ratings in numbers".to_string(),
            (_, Some(field)) => format!("has no column for “{}”", field.label()),
            (_, None) => "does not tell it".to_string(),
        };
        Some((format!("This file {what}."), needs))
    }

    /// For each row, 1 where it holds. What is not told is neither at most nor at least anything; `None` where the file tells nothing.
    pub(crate) fn rows(&self, context: Context<'_>) -> Option<Vec<u8>> {
        let columns = &context.dataset.columns;
        let rows = context.dataset.rows as usize;
        match &self.asks {
            Asks::Dimension(dimension, values, is_not) => in_dimension(context, *dimension, values, *is_not),
            Asks::Tag(wanted, is_not) => {
                let tags = columns.tags.as_ref()?;
                let codes: Vec<bool> =
                    tags.values.iter().map(|tag| wanted.iter().any(|wanted| **wanted == **tag)).collect();
                let has = |row: usize| tags.get(row).iter().any(|code| codes[*code as usize]);
                Some((0..rows).map(|row| u8::from(has(row) != *is_not)).collect())
            }
            Asks::Time(time, side, limit) => {
                let secs = match time.span {
                    Span::FirstReply => &context.derived.first_reply_secs,
                    Span::Resolution => &context.derived.resolution_secs,
                    span => &context.derived.spell(context.dataset, span)?.secs,
                };
                secs.iter().any(|secs| *secs != NO_SECS).then(|| {
                    let holds = |secs: &u32| *secs != NO_SECS && (*secs <= *limit) == (*side == Side::AtMost);
                    secs.iter().map(|secs| u8::from(holds(secs))).collect()
                })
            }
            Asks::Count(count, side, limit) => {
                let column = match count.field {
                    Field::HumanReplies => &columns.human_replies,
                    Field::CustomerMessages => &columns.customer_messages,
                    Field::AiReplies => &columns.ai_replies,
                    _ => &columns.reopens,
                };
                let holds = |found: &u8| match side {
                    Side::AtMost => found <= limit,
                    Side::Beyond => found >= limit,
                };
                let column = column.as_ref()?;
                Some(column.iter().map(|found| u8::from(*found != NO_COUNT && holds(found))).collect())
            }
            Asks::Rating(side, limit) => {
                let ratings = columns.rating.as_ref()?;
                let holds =
                    |number: f64| if *side == Side::AtMost { number <= *limit } else { number >= *limit };
                if ratings.levels.iter().all(|level| level.number.is_none()) {
                    return None;
                }
                let of_level = |level: &u8| {
                    ratings.levels.get(usize::from(*level)).and_then(|level| level.number).is_some_and(holds)
                };
                Some(ratings.level.iter().map(|level| u8::from(of_level(level))).collect())
            }
        }
    }
}

fn is(is_not: bool) -> &'static str {
    if is_not { "is not" } else { "is" }
}

/// A name with one of two endings, and which.
fn sided<T>(name: &str, ends: [&str; 2], find: impl Fn(&str) -> Option<T>) -> Option<(T, Side)> {
    let side = |end: &str, side: Side| Some((find(name.strip_suffix(end)?)?, side));
    side(ends[0], Side::AtMost).or_else(|| side(ends[1], Side::Beyond))
}

/// Units of time in a code, with their seconds and names.
const UNITS: [(&str, u32, &str); 3] = [("d", 86_400, "day"), ("h", 3_600, "hour"), ("m", 60, "minute")];

/// Reads `90m`, `4h`, `2d`.
fn seconds(text: &str) -> Option<u32> {
    UNITS.iter().find_map(|(unit, secs, _)| text.strip_suffix(unit)?.parse::<u32>().ok()?.checked_mul(*secs))
}

/// "4 hours", "90 minutes".
fn spelled(secs: u32) -> String {
    let (_, unit, name) =
        UNITS.iter().find(|(_, unit, _)| secs > 0 && secs.is_multiple_of(*unit)).unwrap_or(&UNITS[2]);
    model::units::counted(u64::from(secs / unit), name)
}

/// The field a dimension comes from, where files may lack it.
fn field_of(dimension: Dimension) -> Option<Field> {
    match dimension {
        Dimension::Channel => Some(Field::Channel),
        Dimension::Topic => Some(Field::Topic),
        Dimension::Priority => Some(Field::Priority),
        Dimension::Status => Some(Field::Status),
        Dimension::Language => Some(Field::Language),
        Dimension::Team => Some(Field::Team),
        Dimension::AiAgent => Some(Field::AiAgent),
        Dimension::HandledBy | Dimension::Outcome => Some(Field::AiInvolved),
        Dimension::Rating => Some(Field::Rating),
        Dimension::Comment => Some(Field::RatingComment),
        Dimension::Reopened => Some(Field::Reopens),
        Dimension::Returned => Some(Field::Requester),
        Dimension::ReplySla => Some(Field::ReplyBreached),
        Dimension::ResolutionSla => Some(Field::ResolutionBreached),
        Dimension::Done | Dimension::Mature | Dimension::Weekday | Dimension::Hour | Dimension::Source => {
            None
        }
    }
}

/// Whether the file tells a dimension.
fn is_told(context: Context<'_>, have: Fields, dimension: Dimension) -> bool {
    let is_dated = dimension == Dimension::ReplySla || dimension == Dimension::ResolutionSla;
    match coding(context, dimension) {
        Some(coding) if is_dated => {
            (0..context.dataset.rows as usize).any(|row| coding.code(row) < coding.values.len())
        }
        Some(coding) => !coding.values.is_empty(),
        None => match dimension {
            Dimension::HandledBy => context.derived.classes.iter().any(|facts| facts.handled_by.is_some()),
            Dimension::Reopened => context.derived.classes.iter().any(|facts| facts.is_reopened.is_some()),
            _ => field_of(dimension).is_none_or(|field| have.has(field)),
        },
    }
}

fn in_dimension(
    context: Context<'_>,
    dimension: Dimension,
    values: &[String],
    is_not: bool,
) -> Option<Vec<u8>> {
    let derived = context.derived;
    if !is_told(context, seen::available(context.dataset, derived), dimension) {
        return None;
    }
    let is_wanted = |value: &str| values.iter().any(|wanted| wanted == value) != is_not;
    Some(match coding(context, dimension) {
        Some(coding) => {
            let mut wanted: Vec<u8> = coding.values.iter().map(|value| u8::from(is_wanted(value))).collect();
            wanted.push(u8::from(is_wanted(NO_VALUE)));
            (0..context.dataset.rows as usize).map(|row| wanted[coding.code(row)]).collect()
        }
        None => {
            let of_class = |facts: &Facts| u8::from(is_wanted(class_value(dimension, facts)));
            let wanted: Vec<u8> = derived.classes.iter().map(of_class).collect();
            derived.class.iter().map(|class| wanted[usize::from(*class)]).collect()
        }
    })
}

/// The kinds of condition that can be asked for, with the values that the file offers.
pub(crate) fn kinds(context: Context<'_>) -> Vec<BrickKind> {
    let have = seen::available(context.dataset, context.derived);
    let mut kinds = Vec::new();
    let mut add = |label: &str, ways: [(String, &str); 2], values: BrickValues| {
        let way = |(prefix, label): (String, &str)| BrickWay { prefix, label: label.to_string() };
        kinds.push(BrickKind { label: label.to_string(), ways: ways.map(way).to_vec(), values });
    };
    let words = |list: Vec<(String, String)>| {
        BrickValues::Words(list.into_iter().map(|(code, label)| BrickWord { code, label }).collect())
    };
    for dimension in Dimension::ALL.iter().copied().filter(|dimension| is_told(context, have, *dimension)) {
        let values = value_counts(context, &Filter::default(), dimension).into_iter().take(MOST_VALUES);
        let values = values.map(|(value, _)| (escape(&value), dimension.value_label(&value))).collect();
        let id = dimension.id();
        add(dimension.label(), [(format!("{id}:"), "is"), (format!("not_{id}:"), "is not")], words(values));
    }
    if let Some(tags) = &context.dataset.columns.tags {
        let values = frequent_tags(tags).into_iter().map(|tag| (escape(&tag), tag)).collect();
        add("Tag", [("tag:".to_string(), "has"), ("not_tag:".to_string(), "has not")], words(values));
    }
    let is_known = |code: String| Valued::parse(&code).is_some_and(|valued| valued.rows(context).is_some());
    for time in TIMES.iter().filter(|time| is_known(format!("{}_within:1h", time.name))) {
        let ways =
            [(format!("{}_within:", time.name), "within"), (format!("{}_over:", time.name), "more than")];
        add(time.label, ways, BrickValues::Time);
    }
    let sides = |name: &str| [(format!("{name}_most:"), "at most"), (format!("{name}_least:"), "at least")];
    for count in COUNTS.iter().filter(|count| is_known(format!("{}_most:1", count.name))) {
        add(count.label, sides(count.name), BrickValues::Count);
    }
    if is_known("rating_most:1".to_string()) {
        add("Rating in numbers", sides("rating"), BrickValues::Count);
    }
    kinds
}

/// The tags that most tickets have.
fn frequent_tags(tags: &crate::dataset::Tags) -> Vec<String> {
    let mut counts = vec![0_u64; tags.values.len()];
    for code in &tags.codes {
        counts[*code as usize] += 1;
    }
    let mut order: Vec<usize> = (0..counts.len()).filter(|code| counts[*code] > 0).collect();
    model::order::sort_by_key(&mut order, |code| (std::cmp::Reverse(counts[*code]), *code));
    order.truncate(MOST_VALUES);
    order.into_iter().map(|code| tags.values[code].to_string()).collect()
}

/// What takes a value, for `docs/definitions.md`.
#[cfg(test)]
pub(super) fn described() -> String {
    let mut text = String::from(
        "\n**With a value**: what is not told is neither at most nor at least anything, and is not one of a list's values.\n\n",
    );
    let dimensions: Vec<String> =
        Dimension::ALL.iter().map(|dimension| format!("`{}`", dimension.id())).collect();
    text += &format!(
        "- `channel:chat,email`, `not_channel:chat`: one of these values of a filter's dimension, or none of them ({})\n\
         - `tag:vip`, `not_tag:vip`: with one of these tags, or without any of them\n",
        dimensions.join(", ")
    );
    for time in TIMES {
        text += &format!("- `{0}_within:4h`, `{0}_over:4h`: {1} (`m`, `h`, `d`)\n", time.name, time.label);
    }
    for count in COUNTS {
        text += &format!("- `{0}_most:1`, `{0}_least:1`: {1}\n", count.name, count.label);
    }
    text + "- `rating_least:4`, `rating_most:2`: rating in numbers\n"
}
