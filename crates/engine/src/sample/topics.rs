//! What customers of the invented shop write about: forty topics of four teams.

/// One topic.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Topic {
    /// Name as it stands in the data.
    pub name: &'static str,
    /// Index of the team that handles it, into [`TEAMS`].
    pub team: u8,
    /// Share of the volume, in parts of the sum over all topics.
    pub weight: u32,
    /// How hard it is to settle, from 0 (trivial) to 1 (hardly ever in one go).
    pub hardness: f64,
    /// How it moves with the season.
    pub season: Season,
}

/// How a topic's share moves with the season.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Season {
    /// It keeps its share.
    Steady,
    /// Twice its share in November and December.
    BeforeChristmas,
    /// Twice its share from Christmas to the end of January.
    AfterChristmas,
    /// Half as much again from May to August.
    Summer,
}

/// The teams.
pub const TEAMS: [&str; 4] =
    ["Orders & Delivery", "Returns & Refunds", "Product Advice", "Accounts & Payments"];

/// The people, three to a team, in the order of [`TEAMS`].
pub const PEOPLE: [&str; 12] = [
    "Ingrid Solheim",
    "Callum Reid",
    "Amina Yusuf",
    "Jonas Weber",
    "Priya Nair",
    "Marit Lunde",
    "Tom Hargreaves",
    "Elif Kaya",
    "Sander Bakke",
    "Nora Fischer",
    "Daniel Osei",
    "Hanne Vik",
];

const fn topic(name: &'static str, team: u8, weight: u32, hardness: f64, season: Season) -> Topic {
    Topic { name, team, weight, hardness, season }
}

use Season::{AfterChristmas, BeforeChristmas, Steady, Summer};

/// All topics.
pub const TOPICS: [Topic; 40] = [
    topic("Where is my order", 0, 150, 0.12, BeforeChristmas),
    topic("Delivery delayed", 0, 62, 0.38, BeforeChristmas),
    topic("Change delivery address", 0, 34, 0.28, BeforeChristmas),
    topic("Cancel order", 0, 40, 0.22, Steady),
    topic("Missing item", 0, 30, 0.62, Steady),
    topic("Wrong item received", 0, 26, 0.60, Steady),
    topic("Damaged in transit", 0, 24, 0.66, Steady),
    topic("Pick-up point", 0, 22, 0.16, Steady),
    topic("Customs and import fees", 0, 14, 0.55, Steady),
    topic("Express delivery", 0, 18, 0.20, BeforeChristmas),
    topic("Start a return", 1, 84, 0.14, AfterChristmas),
    topic("Return label", 1, 40, 0.10, AfterChristmas),
    topic("Refund status", 1, 66, 0.26, AfterChristmas),
    topic("Exchange size", 1, 48, 0.30, AfterChristmas),
    topic("Exchange colour", 1, 14, 0.30, AfterChristmas),
    topic("Gift return", 1, 12, 0.34, AfterChristmas),
    topic("Partial refund", 1, 16, 0.74, Steady),
    topic("Return window", 1, 20, 0.08, AfterChristmas),
    topic("Warranty claim", 1, 28, 0.80, Steady),
    topic("Repair service", 1, 18, 0.70, Summer),
    topic("Size guide", 2, 44, 0.12, Steady),
    topic("Stock availability", 2, 40, 0.18, BeforeChristmas),
    topic("Product care", 2, 20, 0.10, Summer),
    topic("Boot fitting", 2, 18, 0.44, Summer),
    topic("Jacket waterproofing", 2, 16, 0.24, Steady),
    topic("Sleeping bag rating", 2, 14, 0.20, Summer),
    topic("Tent setup", 2, 18, 0.34, Summer),
    topic("Stove and fuel safety", 2, 8, 0.72, Summer),
    topic("Spare parts", 2, 16, 0.50, Summer),
    topic("Product comparison", 2, 16, 0.46, Steady),
    topic("Password reset", 3, 36, 0.06, Steady),
    topic("Payment declined", 3, 34, 0.48, BeforeChristmas),
    topic("Discount code", 3, 38, 0.20, BeforeChristmas),
    topic("Gift card balance", 3, 16, 0.14, AfterChristmas),
    topic("Invoice copy", 3, 26, 0.10, Steady),
    topic("Loyalty points", 3, 18, 0.32, Steady),
    topic("Newsletter preferences", 3, 8, 0.06, Steady),
    topic("Suspected fraud", 3, 8, 0.90, BeforeChristmas),
    topic("Business account", 3, 10, 0.68, Steady),
    topic("Personal data request", 3, 5, 0.84, Steady),
];

impl Season {
    /// The topic's weight in that month, in percent of its usual one.
    pub(super) const fn percent(self, month: u32) -> u64 {
        match (self, month) {
            (Season::BeforeChristmas, 11 | 12) | (Season::AfterChristmas, 1) => 200,
            (Season::Summer, 5..=8) => 150,
            _ => 100,
        }
    }
}
