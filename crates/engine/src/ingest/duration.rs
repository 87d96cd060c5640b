//! Spans of time: `HH:MM:SS`, "2 days 3 hours", ISO 8601, and plain numbers whose unit must be found out.

use super::formats::DurationUnit;
use model::import::Certainty;
use model::letters::Lower;

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Span {
    /// Seconds, told by the notation.
    Secs(f64),
    /// A number without a unit.
    Plain(f64),
    /// A text that is no span, or a negative one.
    Unreadable,
}

impl DurationUnit {
    /// Seconds in one of it.
    pub(crate) fn secs(self) -> f64 {
        match self {
            DurationUnit::Milliseconds => 0.001,
            DurationUnit::Seconds => 1.0,
            DurationUnit::Minutes => 60.0,
            DurationUnit::Hours => 3_600.0,
            DurationUnit::Days => 86_400.0,
        }
    }

    /// For people.
    pub(crate) fn label(self) -> &'static str {
        match self {
            DurationUnit::Milliseconds => "milliseconds",
            DurationUnit::Seconds => "seconds",
            DurationUnit::Minutes => "minutes",
            DurationUnit::Hours => "hours",
            DurationUnit::Days => "days",
        }
    }
}

const UNITS: [DurationUnit; 5] = [
    DurationUnit::Milliseconds,
    DurationUnit::Seconds,
    DurationUnit::Minutes,
    DurationUnit::Hours,
    DurationUnit::Days,
];

/// Reads a cell (trimmed, not empty).
#[inline]
pub(crate) fn read(text: &[u8]) -> Span {
    // Whole numbers are the most frequent by far.
    if text.len() <= 9 {
        let mut number = 0u32;
        let mut is_whole = true;
        for byte in text {
            let digit = byte.wrapping_sub(b'0');
            is_whole &= digit < 10;
            number = number.wrapping_mul(10).wrapping_add(u32::from(digit));
        }
        if is_whole {
            return Span::Plain(f64::from(number));
        }
    }
    read_any(text)
}

#[cold]
fn read_any(text: &[u8]) -> Span {
    let text = &*super::decode::to_text(text);
    if let Some(number) = read_decimal(text) {
        return if number < 0.0 { Span::Unreadable } else { Span::Plain(number) };
    }
    read_clock(text)
        .or_else(|| read_words(text))
        .or_else(|| since_1970(text))
        .map_or(Span::Unreadable, Span::Secs)
}

/// ServiceNow keeps a span as the instant that lies so far after 1970 began: `1970-01-02 09:46:18`.
fn since_1970(text: &str) -> Option<f64> {
    let is_span = text.len() == 19 && text.starts_with("197");
    is_span.then(|| super::time::read_plain_iso(text.as_bytes())).flatten().map(|secs| secs as f64)
}

/// `12.5`, `1,5`, `1,234.5`, `1 234`.
pub(crate) fn read_decimal(text: &str) -> Option<f64> {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E');
    if text.chars().all(is_number) && text.chars().any(|c| c.is_ascii_digit()) {
        return number(text).filter(|number| number.is_finite());
    }
    let grouped = text.strip_prefix('-').unwrap_or(text);
    if !grouped
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}' | '\''))
    {
        return None;
    }
    let last_mark = grouped.rfind(['.', ','])?;
    let decimals = grouped.len() - last_mark - 1;
    let marks = grouped.matches(['.', ',']).count();
    // "1,234" is a thousand and more; "1,5" and "0,123" are fractions.
    let is_fraction = decimals != 3
        || grouped.starts_with("0,")
        || (marks > 1
            && grouped[..last_mark].contains([',', '.'])
            && grouped.as_bytes()[last_mark]
                != grouped.as_bytes()[grouped.find(['.', ',']).unwrap_or(last_mark)]);
    let mut plain = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let at_mark = at == last_mark + text.len() - grouped.len();
        match c {
            '0'..='9' | '-' => plain.push(c),
            _ if at_mark && is_fraction => plain.push('.'),
            _ => {}
        }
    }
    number(&plain)
}

/// A number as JSON writes it; also `+1`, `.5` and `1.`. As near as [`str::parse`] comes up to 15 digits and 22 places, that is for
/// every number of an export, and within some last bits beyond: its table of powers would weigh 11 KB in the download.
pub(crate) fn number(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (digits, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?.clamp(-400, 400)),
        None => (unsigned, 0),
    };
    let is_number = digits.bytes().any(|byte| byte.is_ascii_digit());
    let digits = if digits.contains('.') { digits.trim_end_matches('0') } else { digits };
    let (mut whole, mut power, mut after_point) = (0u64, exponent, false);
    for digit in digits.bytes() {
        match digit {
            b'.' if !after_point => after_point = true,
            b'0'..=b'9' if whole < 100_000_000_000_000_000 => {
                whole = whole * 10 + u64::from(digit - b'0');
                power -= i32::from(after_point);
            }
            b'0'..=b'9' => power += i32::from(!after_point),
            _ => return None,
        }
    }
    let mut number = whole as f64;
    // Powers of ten are exact up to here.
    while power != 0 {
        let step = power.clamp(-22, 22);
        let factor = (0..step.abs()).fold(1.0, |factor, _| factor * 10.0);
        number = if step < 0 { number / factor } else { number * factor };
        power -= step;
    }
    is_number.then_some(if text.starts_with('-') { -number } else { number })
}

/// `HH:MM:SS`, `H:MM`, either with days in front: `1 day, 2:03:04`, `1.02:03:04`, or with a word for hours behind: `05:32 hrs`.
fn read_clock(text: &str) -> Option<f64> {
    let plain = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || matches!(c, '.' | ' '));
    let text = match text[plain.len()..].trim().trim_end_matches('.') {
        "h" | "hr" | "hrs" | "Hr" | "Hrs" | "hour" | "hours" | "Hours" => plain,
        _ => text,
    };
    let colon = text.find(':')?;
    let digits_from = text[..colon].rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 1);
    if !text.is_char_boundary(digits_from) {
        return None;
    }
    let (front, clock) = text.split_at(digits_from);
    let front = front.trim().trim_end_matches([',', '.', 'T']).trim();
    let days = match front {
        "" => 0.0,
        _ => {
            let number = front.trim_end_matches(|c: char| c.is_alphabetic()).trim();
            let unit = front[number.len()..].trim();
            if !(unit.is_empty() || ["d", "day", "days"].contains(&unit)) {
                return None;
            }
            number.parse::<u32>().ok().map(f64::from)?
        }
    };
    let mut parts = clock.split(':');
    let whole = |part: &str| {
        (!part.is_empty() && part.len() <= 7 && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())
            .flatten()
            .map(f64::from)
    };
    let hours = whole(parts.next()?)?;
    let minutes = whole(parts.next()?).filter(|minutes| *minutes < 60.0)?;
    let secs = match parts.next() {
        None => 0.0,
        Some(secs) => number(secs)
            .filter(|s| (0.0..60.0).contains(s) && secs.starts_with(|c: char| c.is_ascii_digit()))?,
    };
    parts.next().is_none().then_some(days * 86_400.0 + hours * 3_600.0 + minutes * 60.0 + secs)
}

/// "2 days 3 hours", "1h 5m", "90 min", "1.5 h", "PT1H5M".
fn read_words(text: &str) -> Option<f64> {
    let lower = text.to_lower();
    let text = lower.strip_prefix('p').unwrap_or(&lower);
    let (mut total, mut rest, mut found) = (0.0, text, false);
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | 't'));
        rest = rest.strip_prefix("and ").unwrap_or(rest).trim_start();
        if rest.is_empty() {
            return found.then_some(total);
        }
        let number_len = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let number = number(&rest[..number_len])?;
        rest = rest[number_len..].trim_start();
        let unit_len = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let unit_text = rest[..unit_len].trim_end_matches('t');
        let secs = match unit_text {
            "w" | "wk" | "wks" | "week" | "weeks" => 604_800.0,
            _ => unit_of_word(if unit_text.is_empty() { &rest[..unit_len] } else { unit_text })?.secs(),
        };
        // "1dt5h": the T of ISO 8601 stands at the unit's end.
        total += number * secs;
        found = true;
        rest = &rest[unit_len..];
    }
}

fn unit_of_word(word: &str) -> Option<DurationUnit> {
    Some(match word {
        "ms" | "msec" | "msecs" | "millis" | "millisecond" | "milliseconds" => DurationUnit::Milliseconds,
        "s" | "sec" | "secs" | "second" | "seconds" => DurationUnit::Seconds,
        "m" | "min" | "mins" | "minute" | "minutes" => DurationUnit::Minutes,
        "h" | "hr" | "hrs" | "hour" | "hours" => DurationUnit::Hours,
        "d" | "day" | "days" => DurationUnit::Days,
        _ => return None,
    })
}

/// The unit that a column's name ends in: "First reply time (min)", `resolution_hours`, "… in minutes".
fn unit_in_name(name: &str) -> Option<(DurationUnit, String)> {
    let lower = name.to_lower();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // "… in minutes within business hours": the hours say which clock ran, not the unit.
    let end = words
        .iter()
        .position(|word| matches!(*word, "business" | "within" | "calendar"))
        .unwrap_or(words.len());
    let is_unit = |word: &&&str| word.len() > 1 || matches!(**word, "s" | "h" | "m" | "d");
    let word = words[..end].iter().rev().filter(is_unit).find(|word| unit_of_word(word).is_some())?;
    Some((unit_of_word(word)?, (*word).to_string()))
}

/// A unit that was decided, and why.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct UnitChoice {
    pub(crate) unit: DurationUnit,
    pub(crate) reason: String,
    pub(crate) certainty: Certainty,
}

/// Fewest rows whose dates may tell the unit.
const LEAST_ROWS: usize = 5;

/// Decides the unit of plain numbers from the column's name, from the seconds between the dates of the same row, and from size.
pub(crate) fn choose_unit(name: &str, values: &[(f64, Option<f64>)]) -> UnitChoice {
    let dated: Vec<(f64, f64)> = values
        .iter()
        .filter(|(value, _)| *value > 0.0)
        .filter_map(|(v, span)| Some((*v, (*span)?)))
        .collect();
    let agree = |unit: DurationUnit| {
        let secs = unit.secs();
        let is_near = |(value, span): &&(f64, f64)| {
            (value * secs - span).abs()
                <= (span * 0.02).max(secs * 0.51).max(if secs < 60.0 { 1.0 } else { 60.0 })
        };
        dated.iter().filter(is_near).count()
    };
    let best = UNITS.into_iter().map(|unit| (unit, agree(unit))).max_by_key(|(unit, count)| {
        // Of units that agree equally, the coarser would win by its tolerance alone.
        (*count, std::cmp::Reverse((unit.secs() * 1000.0) as u64))
    });
    let proof = best.filter(|(_, count)| dated.len() >= LEAST_ROWS && count * 10 >= dated.len() * 6);
    let named = unit_in_name(name);
    match (named, proof) {
        (Some((unit, word)), Some((proved, count))) if proved != unit && agree(unit) * 10 < dated.len() => {
            UnitChoice {
                unit: proved,
                reason: format!(
                    "the name says “{word}”, but {count} of {} rows agree with their dates only in {}",
                    dated.len(),
                    proved.label()
                ),
                certainty: Certainty::Likely,
            }
        }
        (Some((unit, word)), _) => UnitChoice {
            unit,
            reason: format!("the column's name says “{word}”"),
            certainty: Certainty::Proven,
        },
        (None, Some((unit, count))) => UnitChoice {
            unit,
            reason: format!(
                "{count} of {} rows agree with the dates of the same row in {}",
                dated.len(),
                unit.label()
            ),
            certainty: Certainty::Proven,
        },
        (None, None) => by_size(values),
    }
}

fn by_size(values: &[(f64, Option<f64>)]) -> UnitChoice {
    let mut sizes: Vec<f64> = values.iter().map(|(value, _)| *value).filter(|value| *value > 0.0).collect();
    model::order::sort_by(&mut sizes, f64::total_cmp);
    let median = sizes.get(sizes.len() / 2).copied().unwrap_or(0.0);
    let has_fractions = sizes.iter().any(|value| value.fract() != 0.0);
    let unit = match median {
        m if m >= 5_000_000.0 => DurationUnit::Milliseconds,
        m if m >= 2_000.0 => DurationUnit::Seconds,
        m if m >= 100.0 && !has_fractions => DurationUnit::Minutes,
        m if m >= 100.0 => DurationUnit::Minutes,
        _ => DurationUnit::Hours,
    };
    UnitChoice {
        unit,
        reason: format!("nothing names the unit; half of the values are below {median}"),
        certainty: Certainty::Assumed,
    }
}

/// Columns of one file whose unit only their size tells are in one unit: the finest that any of them asks for, as waits of an hour and
/// of a quarter of a day lie on both sides of a guess.
pub(crate) fn agree(mut choices: Vec<&mut UnitChoice>) {
    choices.retain(|choice| choice.certainty == Certainty::Assumed);
    let Some(finest) = choices.iter().map(|choice| choice.unit).min_by(|a, b| a.secs().total_cmp(&b.secs()))
    else {
        return;
    };
    for choice in choices.iter_mut().filter(|choice| choice.unit != finest) {
        choice.unit = finest;
        choice.reason.push_str("; another column of this file must be in this unit by its size");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_of_exports_are_read_to_the_last_bit(whole in 0u64..1_000_000_000_000_000, places in 0usize..16, sign in "[-+]?") {
            let digits = format!("{whole:016}");
            let text = format!("{sign}{}.{}", &digits[..16 - places], &digits[16 - places..]);
            prop_assert_eq!(number(&text), text.parse().ok(), "{}", text);
        }

        #[test]
        fn numbers_of_any_size_are_as_near_as_matters(text in "[-+]?[0-9]{0,30}[.]?[0-9]{0,30}([eE][-+]?[0-9]{1,3})?") {
            let wanted: Option<f64> = text.parse().ok();
            let found = number(&text);
            prop_assert_eq!(found.is_some(), wanted.is_some(), "{}", text);
            if let (Some(found), Some(wanted)) = (found, wanted)
                && (1e-290..1e290).contains(&wanted.abs())
            {
                prop_assert!((found / wanted - 1.0).abs() < 1e-14, "{}: {} for {}", text, found, wanted);
            }
        }

        #[test]
        fn what_is_no_number_is_none(text in "[-+.0-9eE]{0,6}") {
            prop_assert_eq!(number(&text).is_some(), text.parse::<f64>().is_ok(), "{}", text);
        }
    }

    #[test]
    fn spans_are_read() {
        for (text, want) in [
            ("27:31:07", 99_067.0),
            ("05:32 hrs", 19_920.0),
            ("00:00:00", 0.0),
            ("2:18", 8_280.0),
            ("1 day, 2:03:04", 93_784.0),
            ("2 days 3 hours", 183_600.0),
            ("2 Days 3 Hours 5 Minutes", 183_900.0),
            ("1h 5m", 3_900.0),
            ("1h5m", 3_900.0),
            ("90 min", 5_400.0),
            ("1.5 h", 5_400.0),
            ("PT1H5M", 3_900.0),
            ("P1DT5H", 104_400.0),
            ("45s", 45.0),
            ("1 hour and 5 minutes", 3_900.0),
            ("0:01:02.5", 62.5),
        ] {
            assert_eq!(read(text.as_bytes()), Span::Secs(want), "{text}");
        }
        for (text, want) in [
            ("0", 0.0),
            ("15", 15.0),
            ("12345678901", 12_345_678_901.0),
            ("12.5", 12.5),
            ("1,5", 1.5),
            ("1,234", 1_234.0),
            ("1,234.5", 1_234.5),
            ("1.234,5", 1_234.5),
            ("1.234.567,25", 1_234_567.25),
            ("0,123", 0.123),
            ("1e3", 1_000.0),
        ] {
            assert_eq!(read(text.as_bytes()), Span::Plain(want), "{text}");
        }
        for text in ["-5", "soon", "12:75", "1:2:3:4", "5 apples", ":", "1:", "2026-01-01", "-1:20"] {
            assert_eq!(read(text.as_bytes()), Span::Unreadable, "{text}");
        }
    }

    #[test]
    fn units_told_by_size_agree_within_a_file() {
        let all = |value: f64| vec![(value, None); 30];
        let mut first = choose_unit("First response time", &all(900.0));
        let mut last = choose_unit("Resolution time", &all(54_000.0));
        let mut named = choose_unit("Wait (hours)", &all(2.0));
        assert_eq!((first.unit, last.unit), (DurationUnit::Minutes, DurationUnit::Seconds));
        agree(vec![&mut first, &mut last, &mut named]);
        assert_eq!((first.unit, last.unit), (DurationUnit::Seconds, DurationUnit::Seconds));
        assert_eq!(named.unit, DurationUnit::Hours);
    }

    #[test]
    fn units_come_from_name_dates_or_size() {
        let none: &[(f64, Option<f64>)] = &[(5.0, None)];
        let unit = |name: &str, values: &[(f64, Option<f64>)]| choose_unit(name, values).unit;
        assert_eq!(unit("First reply time (min)", none), DurationUnit::Minutes);
        assert_eq!(unit("First reply time in minutes within business hours", none), DurationUnit::Minutes);
        assert_eq!(unit("resolution_hours", none), DurationUnit::Hours);
        assert_eq!(unit("Resolution time (s)", none), DurationUnit::Seconds);
        assert_eq!(unit("handle_time_ms", none), DurationUnit::Milliseconds);
        let dated: Vec<(f64, Option<f64>)> =
            (1..40).map(|n| (f64::from(n), Some(f64::from(n) * 3_600.0 + 20.0))).collect();
        assert_eq!(unit("Resolution time", &dated), DurationUnit::Hours);
        assert_eq!(choose_unit("Resolution time", &dated).certainty, Certainty::Proven);
        // A name that lies.
        assert_eq!(unit("Resolution time (ms)", &dated), DurationUnit::Hours);
        let large: Vec<(f64, Option<f64>)> = (0..40).map(|n| (86_400_000.0 + f64::from(n), None)).collect();
        assert_eq!(unit("Resolution time", &large), DurationUnit::Milliseconds);
    }
}
