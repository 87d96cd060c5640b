//! Helpdesk exports made on the spot: 26 columns as in a Zendesk account export, every value invented, the same for the same
//! number of rows. The distributions are plain; what the engine makes of a realistic year is the sample generator's affair.

use model::units::Day;
use std::io::{BufWriter, Write};
use std::path::Path;

const HEADER: &str = "Id,Requester,Requester id,Requester email,Organization,Subject,Tags,Status,Priority,Via,Ticket type,Group,\
Assignee,Created at,Updated at,Assigned at,Solved at,Resolution time,Satisfaction Score,Reopens,Replies,Group stations,\
Assignee stations,First reply time in minutes,Full resolution time in minutes,Topic [list]";

const TOPICS: [&str; 12] = [
    "Refund request",
    "Order status",
    "Change delivery address",
    "Password reset",
    "Invoice copy",
    "Cancel subscription",
    "Damaged item",
    "Login problem",
    "Discount code",
    "Export of data",
    "Wrong size",
    "Integration error",
];
const CHANNELS: [&str; 5] = ["Mail", "Web form", "Chat", "Messaging", "Phone call"];
const GROUPS: [&str; 4] = ["Frontline", "Billing", "Technical", "Key accounts"];
const PEOPLE: [&str; 8] = [
    "Ada Brandt",
    "Ben Okoro",
    "Chiara Neri",
    "Dewi Lestari",
    "Emil Sand",
    "Fatou Diop",
    "Goran Ilic",
    "Hana Mori",
];
const PRIORITIES: [&str; 4] = ["Low", "Normal", "High", "Urgent"];
const ENDINGS: [&str; 6] = [
    "since the last update",
    "for my second parcel",
    "on the mobile app, again",
    "and no answer so far",
    "before the end of the month",
    "with \"\"express\"\" selected",
];

/// First day of the tickets, and how many days they spread over.
const FIRST_DAY: Day = Day::from_ymd(2025, 1, 1);
const DAYS: u64 = 365;

/// A year of tickets as CSV text.
pub fn zendesk_csv(rows: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing into memory cannot fail.
    write_zendesk_csv(rows, &mut bytes).ok();
    bytes
}

/// The same into a file.
pub fn zendesk_csv_file(rows: u64, path: &Path) -> std::io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, std::fs::File::create(path)?);
    write_zendesk_csv(rows, &mut file)?;
    file.flush()
}

fn write_zendesk_csv(rows: u64, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "{HEADER}")?;
    let mut random = Random(0x005E_ED0F_A55A);
    for row in 0..rows {
        write_ticket(row, rows, &mut random, out)?;
    }
    Ok(())
}

fn write_ticket(row: u64, rows: u64, random: &mut Random, out: &mut impl Write) -> std::io::Result<()> {
    let created_min = row * DAYS * 1440 / rows.max(1);
    let topic = random.below(12).min(random.below(12));
    let channel = random.below(5);
    // The AI is there from April on, more often in chat and for the easy topics, which come first in the list.
    let is_ai =
        created_min > 90 * 1440 && random.below(100) < 70 - topic * 4 + if channel > 1 { 10 } else { 0 };
    let is_handed_over = is_ai && random.below(100) < 35;
    let is_open = random.below(100) < 3;
    let reply_min = if is_ai { 0 } else { 5 + random.below(600) };
    let solve_min =
        reply_min + if is_ai && !is_handed_over { 2 + random.below(60) } else { 60 + random.below(6000) };
    let rating = match random.below(100) {
        0..55 => "Not offered",
        55..80 => "Offered",
        80..95 => "Good",
        _ => "Bad",
    };
    let person = random.below(1 + rows * 3 / 5);
    let tags = match (is_ai, is_handed_over) {
        (true, false) => "ai_agent_automated_resolution",
        (true, true) => "web escalated_by_ultimate",
        _ => "web",
    };
    let assignee = if is_ai && !is_handed_over {
        "AI Agent"
    } else {
        PEOPLE[random.below(PEOPLE.len() as u64) as usize]
    };
    let (status, solved) =
        if is_open { ("Open", String::new()) } else { ("Solved", clock(created_min + solve_min)) };
    let number = |is_known: bool, value: u64| if is_known { value.to_string() } else { String::new() };
    let topic_name = TOPICS[topic as usize];
    write!(
        out,
        "{id},Person {person},{requester},p{person}@example.com,Org {company},",
        id = 1_000_000 + row,
        requester = 900_000_000_000 + person,
        company = person % 900,
    )?;
    write!(
        out,
        "\"Help, {ending}\",{tags},{status},{priority},{via},{kind},{group},{assignee},",
        ending = ENDINGS[random.below(6) as usize],
        priority = PRIORITIES[random.below(4) as usize],
        via = CHANNELS[channel as usize],
        kind = if topic < 6 { "Question" } else { "Problem" },
        group = GROUPS[random.below(4) as usize],
    )?;
    writeln!(
        out,
        "{created},{updated},{assigned},{solved},{hours},{rating},{reopens},{replies},{stations},{assignees},{first},{full},{topic_name}",
        created = clock(created_min),
        updated = clock(created_min + solve_min + 30),
        assigned = clock(created_min + 1),
        hours = number(!is_open, solve_min.div_ceil(60)),
        reopens = u64::from(random.below(100) < 6),
        replies = 1 + random.below(4),
        stations = 1 + u64::from(is_handed_over),
        assignees = 1 + u64::from(is_handed_over),
        first = reply_min,
        full = number(!is_open, solve_min),
    )
}

/// `YYYY-MM-DD HH:MM`, minutes after the first day.
fn clock(minutes: u64) -> String {
    let day = Day(FIRST_DAY.0 + (minutes / 1440) as i32);
    format!("{day} {:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_the_columns_of_the_header() {
        let text = String::from_utf8(zendesk_csv(500)).unwrap();
        let columns = HEADER.split(',').count();
        assert_eq!(columns, 26);
        for line in text.lines() {
            let outside_quotes: String = line.split('"').step_by(2).collect();
            assert_eq!(outside_quotes.matches(',').count() + 1, columns, "{line}");
        }
        assert_eq!(text.lines().count(), 501);
        let per_row = text.len() / 500;
        assert!((230..290).contains(&per_row), "{per_row} bytes a row");
    }
}
