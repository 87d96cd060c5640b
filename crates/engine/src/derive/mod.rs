//! From the raw data set and the settings to what every measure counts: one [`Facts`] a ticket.
//!
//! Here the time zone, the date order, who is an AI and the window for a return are applied, so that a change of settings
//! costs a fraction of a second and never reads the file again.

use crate::dataset::Dataset;
use model::error::Problem;
use model::import::{AiSign, Decision, Exclusion};
use model::outcome::{HandledBy, Outcome, RatingState};
use model::settings::Settings;
use model::units::Day;

/// Everything a rate can ask about a ticket. Tickets with equal facts share one class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Facts {
    /// Whether it is in the eligible set; every measure counts eligible tickets only.
    pub is_eligible: bool,
    /// Rung of the ladder.
    pub outcome: Outcome,
    /// Who handled it; `None`: nobody yet.
    pub handled_by: Option<HandledBy>,
    /// Rating.
    pub rating: RatingState,
    /// Index into the scale's levels, or [`crate::dataset::NO_BYTE`].
    pub rating_level: u8,
    /// Solved or closed.
    pub is_done: bool,
    /// Done, and the window for a return has passed.
    pub is_mature: bool,
    /// Reopened at least once; `None`: the file does not tell.
    pub is_reopened: Option<bool>,
    /// The requester came back within the window; `None`: not done, or requester unknown.
    pub is_returned: Option<bool>,
}

/// The data set under the settings.
#[derive(Debug, Clone)]
pub struct Derived {
    /// The settings that were applied.
    pub settings: Settings,
    /// Class of each row: index into `classes`.
    pub class: Vec<u16>,
    /// Facts of each class.
    pub classes: Vec<Facts>,
    /// Day of creation of each row, in days after `first_day`.
    pub day: Vec<u16>,
    /// First day of creation in the file (all rows).
    pub first_day: Day,
    /// Last day of creation in the file.
    pub last_day: Day,
    /// Creation in UTC seconds.
    pub created_utc: Vec<u32>,
    /// First reply by anyone, seconds after creation ([`crate::dataset::NO_SECS`]: none).
    pub first_reply_secs: Vec<u32>,
    /// (Last) resolution, seconds after creation ([`crate::dataset::NO_SECS`]: none).
    pub resolution_secs: Vec<u32>,
    /// Seconds from resolution to the requester's next eligible ticket ([`crate::dataset::NO_SECS`]: none seen).
    pub return_secs: Vec<u32>,
    /// AI agent of each row as a code into `ai_agents`, `u8::MAX` for none.
    pub ai_agent: Vec<u8>,
    /// Names of AI agents.
    pub ai_agents: Vec<String>,
    /// Zone in force.
    pub time_zone: String,
    /// Last instant the file knows, UTC seconds.
    pub as_of_utc: u32,
    /// Last full day the file knows, in the zone in force.
    pub as_of: Day,
    /// Decisions made here: time zone, date order, clock, AI, as-of, what counts as human touch.
    pub decisions: Vec<Decision>,
    /// Signs of an AI, on and off.
    pub ai_signs: Vec<AiSign>,
    /// What was left out of the eligible set.
    pub excluded: Vec<Exclusion>,
    /// Eligible tickets.
    pub eligible: u64,
    /// Day of the first AI-involved ticket.
    pub ai_since: Option<Day>,
    /// Durations that came out negative and were dropped, by what they measure.
    pub negative: Vec<(String, u64)>,
}

/// Applies settings to a data set. The error names the setting that cannot be applied.
pub fn derive(_dataset: &Dataset, _settings: &Settings) -> Result<Derived, Problem> {
    unimplemented!()
}
