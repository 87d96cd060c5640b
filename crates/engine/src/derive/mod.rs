//! From the raw data set and the settings to what every measure counts: one [`Facts`] a ticket.
//!
//! Here the time zone, the date order, who is an AI and the window for a return are applied, so that a change of settings
//! costs a fraction of a second and never reads the file again.
//!
//! * [`zone`], [`zone_choice`], [`times`]: instants and durations.
//! * [`ai`], [`bot_names`]: who is an AI.
//! * [`returns`]: when the same requester came back. [`recontact`]: with what, and whether they would have anyway.
//! * [`ladder`]: the rung of a ticket.
//! * [`classes`]: tickets with equal facts under one number.
//! * [`cases`]: what definitions of a resolution ask beyond that.
//! * [`speed`], [`business`], [`promises`]: what figures of speed count from, made when first asked for.
//! * [`explain`]: why one ticket stands where it stands.

mod ai;
mod bot_names;
mod business;
pub(crate) mod cases;
mod classes;
pub(crate) mod day_rows;
mod explain;
mod ladder;
mod promises;
pub(crate) mod recontact;
mod returns;
pub(crate) mod speed;
mod times;
mod zone;
mod zone_choice;

pub(crate) use bot_names::names_an_ai;
pub use explain::explain;
use returns::Repeats;

use crate::dataset::{Codes, Dataset, LastWord, NO_COUNT, NO_SECS, Origin};
use crate::ingest::formats::FORMATS;
use ai::evidence;
use classes::Classes;
use kernels::spread::Buckets;
use ladder::Ticket;
use model::error::Problem;
use model::import::{AiSign, Certainty, Decision, Exclusion};
use model::outcome::{HandledBy, Outcome, RatingState, Status};
use model::settings::{ReturnScope, Settings};
use model::units::{self, Day, grouped};
use std::rc::Rc;
use zone::{DAY_SECS, Offsets};

/// Everything a rate can ask about a ticket. Tickets with equal facts share one class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Facts {
    /// Whether it is in the eligible set; every measure counts eligible tickets only. Of a ticket that is not, nothing further
    /// is told.
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

impl Facts {
    /// Where tickets of its handler are counted: one lane for each handler, and the last for tickets that nobody handled yet.
    pub(crate) fn lane(&self) -> u8 {
        self.handled_by.map_or(3, |handler| handler as u8)
    }
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
    /// Where the rows of each of these days lie.
    pub(crate) day_rows: day_rows::DayRows,
    /// First day of creation in the file (all rows).
    pub first_day: Day,
    /// Last day of creation in the file.
    pub last_day: Day,
    /// Creation in UTC seconds.
    pub created_utc: Vec<u32>,
    /// When the ticket was (last) solved, in UTC seconds; [`crate::dataset::NO_SECS`]: it is not done.
    pub resolved_utc: Vec<u32>,
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
    /// Names and tags that nothing points to.
    pub other_signs: Vec<AiSign>,
    /// What was left out of the eligible set.
    pub excluded: Vec<Exclusion>,
    /// Eligible tickets.
    pub eligible: u64,
    /// Day of the first AI-involved ticket.
    pub ai_since: Option<Day>,
    /// Durations that came out negative and were dropped, by what they measure.
    pub negative: Vec<(String, u64)>,
    /// Rows by first reply.
    pub(crate) first_reply_buckets: Buckets,
    /// Rows by resolution.
    pub(crate) resolution_buckets: Buckets,
    /// Which clock measured the first reply and the resolution; `None`: nothing tells them.
    pub(crate) clocks: [Option<crate::dataset::Clock>; 2],
    /// Tickets of customers who came back.
    pub(crate) repeats: Rc<Repeats>,
    /// What figures of speed count from.
    speed: speed::Speed,
    /// When customers came back; see [`recontact`].
    recontact: std::cell::OnceCell<recontact::Recontact>,
    /// Kinds of ticket, made when first asked for. Settings that change it make all of this anew.
    pub(crate) strata: std::cell::OnceCell<crate::query::strata::Strata>,
    /// Bits of [`evidence`] of each row.
    evidence: Vec<u8>,
    /// Clock and UTC over the range of the data.
    offsets: Offsets,
    /// What the last queries counted.
    pub(crate) remembered: crate::query::Remembered,
}

impl Derived {
    /// What the clock in the zone in force shows at an instant, as seconds since 1970 on that clock.
    pub fn clock_secs(&self, utc: u32) -> u32 {
        self.offsets.civil_of(utc)
    }

    /// The instant at which a day begins in the zone in force.
    #[cfg(test)]
    pub(crate) fn day_begins_utc(&self, day: Day) -> u32 {
        let day = day.0.clamp(0, (NO_SECS / DAY_SECS) as i32 - 1) as u32;
        self.offsets.utc_of(day * DAY_SECS)
    }

    /// Resident bytes of the derived columns.
    pub fn memory_bytes(&self) -> u64 {
        let words = [
            &self.created_utc,
            &self.resolved_utc,
            &self.first_reply_secs,
            &self.resolution_secs,
            &self.return_secs,
        ];
        words.iter().map(|column| 4 * column.capacity() as u64).sum::<u64>()
            + 2 * (self.class.capacity() + self.day.capacity()) as u64
            + (self.ai_agent.capacity() + self.evidence.capacity()) as u64
            + self.day_rows.memory_bytes()
            + self.first_reply_buckets.memory_bytes()
            + self.resolution_buckets.memory_bytes()
            + 4 * (self.repeats.rows.capacity() + self.repeats.ends.capacity()) as u64
    }
}

/// Whether settings can be applied to any data set, told before work begins. The error names the setting that cannot.
pub fn check_settings(settings: &Settings) -> Result<(), Problem> {
    zone_choice::check(settings)
}

/// Applies settings to a data set. The error names the setting that cannot be applied.
pub fn derive(dataset: &Dataset, settings: &Settings) -> Result<Derived, Problem> {
    let settings = &in_force(dataset, settings);
    let (zone, zone_decision) = zone_choice::zone(dataset, settings)?;
    let offsets = offsets_over(dataset, &zone);
    let mapping = settings.mapping(&dataset.shape).cloned().unwrap_or_default();
    let signs = ai::read_signs(dataset, &mapping);
    let instants = times::instants(dataset, settings, mapping.durations, &offsets, &signs.evidence);
    let (is_eligible, _) = eligible(dataset, &mapping.counted);
    let repeats = Repeats::of(dataset, &is_eligible);
    let return_secs = returns::seconds_to_return(
        dataset,
        settings.return_scope,
        &repeats,
        &instants.created_utc,
        &instants.resolved_utc,
    );
    let mut decisions = vec![zone_decision.clone()];
    decisions.extend(zone_choice::date_order(dataset, settings));
    decisions.extend(instants.decisions);
    decisions.push(signs.decision);
    let mut derived = Derived {
        settings: settings.clone(),
        class: Vec::new(),
        classes: Vec::new(),
        day_rows: day_rows::DayRows::of(&instants.day),
        day: instants.day,
        first_day: instants.first_day,
        last_day: instants.last_day,
        created_utc: instants.created_utc,
        resolved_utc: instants.resolved_utc,
        first_reply_buckets: Buckets::new(&instants.first_reply_secs),
        resolution_buckets: Buckets::new(&instants.resolution_secs),
        first_reply_secs: instants.first_reply_secs,
        resolution_secs: instants.resolution_secs,
        return_secs,
        ai_agent: signs.agent,
        ai_agents: signs.agents,
        time_zone: zone_decision.value,
        as_of_utc: 0,
        as_of: Day(0),
        decisions,
        ai_signs: signs.signs,
        other_signs: signs.others,
        excluded: Vec::new(),
        eligible: 0,
        ai_since: None,
        negative: instants.negative,
        clocks: instants.clocks,
        repeats: Rc::new(repeats),
        speed: Default::default(),
        recontact: Default::default(),
        strata: Default::default(),
        evidence: signs.evidence,
        offsets,
        remembered: Default::default(),
    };
    judge(dataset, &mut derived);
    Ok(derived)
}

/// The settings with what was said of files of this shape.
fn in_force(dataset: &Dataset, settings: &Settings) -> Settings {
    let mut settings = settings.clone();
    if let Some(mapping) = settings.mapping(&dataset.shape).cloned() {
        // What was remembered may come from elsewhere: a zone that is not known here is left to the file.
        let zone = mapping.time_zone.filter(|zone| zone_choice::is_known(zone));
        settings.time_zone = settings.time_zone.or(zone);
        settings.date_order = settings.date_order.or(mapping.date_order);
    }
    settings
}

/// Applies changed settings; after an error all is as it was. Where only the window for a return or the as-of day changed, times
/// and returns are kept, which takes a fraction of the time.
pub fn rederive(dataset: &Dataset, derived: &mut Derived, settings: &Settings) -> Result<(), Problem> {
    let settings = &in_force(dataset, settings);
    let (schedule, targets) = (settings.schedule.clone(), settings.targets);
    let paced = Settings { schedule: schedule.clone(), targets, ..derived.settings.clone() };
    derived.speed = Default::default();
    if paced == *settings {
        // No rate depends on these; filters may.
        derived.settings = paced;
        derived.remembered = Default::default();
        return Ok(());
    }
    let same = Settings {
        schedule,
        targets,
        return_days: settings.return_days,
        as_of: settings.as_of,
        ..derived.settings.clone()
    };
    if same == *settings {
        derived.settings = same;
        derived.recontact = Default::default();
        derived.remembered = Default::default();
        judge(dataset, derived);
    } else {
        *derived = derive(dataset, settings)?;
    }
    Ok(())
}

/// The part that depends on the window and the as-of day: maturity, returns within the window, rungs, classes.
fn judge(dataset: &Dataset, derived: &mut Derived) {
    const JUDGED: [&str; 3] = ["as_of", "human_touch", "return_window"];
    derived.decisions.retain(|decision| !JUDGED.contains(&decision.id.as_str()));
    let as_of = as_of(dataset, derived);
    derived.decisions.push(as_of);
    let rows = dataset.rows as usize;
    let mapping = derived.settings.mapping(&dataset.shape);
    let (mut is_eligible, mut excluded) = eligible(dataset, mapping.map_or(&[], |mapping| &mapping.counted));
    excluded.extend(leave_out_later(derived, &mut is_eligible));
    derived.excluded = excluded;
    derived.eligible = is_eligible.iter().filter(|eligible| **eligible).count() as u64;
    let tickets = Tickets::new(dataset, derived);
    let mut classes = Classes::new(dataset.columns.rating.as_ref());
    let mut class = vec![0_u16; rows];
    let not_eligible = if derived.eligible < rows as u64 { classes.not_eligible() } else { 0 };
    let mut touches = [0_u64; 7];
    let mut first_ai_day = None;
    for row in 0..rows {
        if !is_eligible[row] {
            class[row] = not_eligible;
            continue;
        }
        let rating = tickets.rating(&classes, row);
        let ticket = tickets.get(row, classes.is_good(rating));
        let outcome = ticket.outcome();
        if ticket.is_ai() {
            touches[ticket.touch() as usize] += 1;
            let day = derived.day[row];
            first_ai_day = Some(first_ai_day.map_or(day, |first: u16| first.min(day)));
        }
        let facts = Facts {
            is_eligible: true,
            outcome,
            handled_by: ticket.handled_by(),
            rating: RatingState::None,
            rating_level: 0,
            is_done: ticket.is_done,
            is_mature: ticket.is_mature,
            is_reopened: ticket.is_reopened,
            is_returned: ticket.is_returned,
        };
        class[row] = classes.number(&facts, rating);
    }
    let touch = touch_decision(&touches);
    let window = window_decision(dataset, derived);
    let mut facts = classes.into_facts();
    classes::sort(&mut facts, &mut class);
    derived.class = class;
    derived.classes = facts;
    derived.ai_since = first_ai_day.map(|day| Day(derived.first_day.0 + i32::from(day)));
    derived.decisions.extend(touch);
    derived.decisions.push(window);
}

/// The clock over the range of the data, with room for what settings may add.
fn offsets_over(dataset: &Dataset, zone: &crate::zones::Zone) -> Offsets {
    let (mut first, mut last) = (NO_SECS, 0);
    for (_, times) in zone_choice::time_columns(dataset) {
        for secs in times.secs.iter().filter(|secs| **secs != NO_SECS) {
            first = first.min(*secs);
            last = last.max(*secs);
        }
    }
    // Swapping day and month moves a date within its year; a later as-of day is rare and near.
    const MARGIN_SECS: i64 = 400 * 86_400;
    Offsets::new(zone, i64::from(first.min(last)) - MARGIN_SECS, i64::from(last) + MARGIN_SECS)
}

/// Which rows are eligible, and why the others are not.
fn eligible(dataset: &Dataset, counted: &[String]) -> (Vec<bool>, Vec<Exclusion>) {
    let rows = dataset.rows as usize;
    let mut is_eligible = vec![true; rows];
    let mut excluded = Vec::new();
    let mut drop = |column: Option<&Vec<u8>>, value: u8, id: &str, reason: &str| {
        let Some(column) = column else { return };
        let is_counted = counted.iter().any(|counted| counted == id);
        let mut count = 0;
        for (eligible, found) in is_eligible.iter_mut().zip(column) {
            if *found == value && *eligible {
                *eligible = is_counted;
                count += 1;
            }
        }
        if count > 0 {
            excluded.push(Exclusion { id: id.to_string(), reason: reason.to_string(), count, is_counted });
        }
    };
    let (status, initiator) = (dataset.columns.status.as_ref(), dataset.columns.initiator.as_ref());
    drop(status, Status::Removed as u8, "removed", "spam, deleted or merged into another ticket");
    drop(
        initiator,
        Origin::Outbound as u8,
        "outbound",
        "started by the team or a campaign, not by a customer",
    );
    drop(initiator, Origin::Test as u8, "test", "a test or a preview");
    drop(initiator, Origin::Internal as u8, "internal", "internal");
    (is_eligible, excluded)
}

/// Leaves out what was created after a day that was set as the last one that is known: such tickets could be in every rate and in no
/// curve.
fn leave_out_later(derived: &Derived, is_eligible: &mut [bool]) -> Option<Exclusion> {
    derived.settings.as_of?;
    let mut count = 0;
    for (eligible, created) in is_eligible.iter_mut().zip(&derived.created_utc) {
        if *eligible && *created > derived.as_of_utc {
            *eligible = false;
            count += 1;
        }
    }
    let reason =
        format!("created after {}, the day that you set as the last one that is known", derived.as_of);
    (count > 0).then(|| Exclusion { id: Exclusion::LATER.to_string(), reason, count, is_counted: false })
}

/// Sets the last instant the file knows.
fn as_of(dataset: &Dataset, derived: &mut Derived) -> Decision {
    let (last, column) = times::last_instant(dataset, &derived.settings, &derived.offsets);
    let (value, reason, certainty) = match derived.settings.as_of {
        Some(day) => {
            let next_day =
                (i64::from(day.0) + 1).clamp(0, i64::from(NO_SECS / DAY_SECS) - 1) as u32 * DAY_SECS;
            derived.as_of_utc = derived.offsets.utc_of(next_day).saturating_sub(1);
            derived.as_of = day;
            (day.to_string(), "Set by you: the end of this day.".to_string(), Certainty::Proven)
        }
        None => {
            derived.as_of_utc = last;
            let clock = derived.offsets.civil_of(last);
            // A day is known in full only when its last second is.
            derived.as_of = Day(((clock + 1) / DAY_SECS) as i32 - 1);
            let day = Day((clock / DAY_SECS) as i32);
            let time = format!("{day} {:02}:{:02}", clock % DAY_SECS / 3600, clock % 3600 / 60);
            let beyond = day.0 - derived.last_day.0;
            let mut reason = format!(
                "The last time in the file stands under “{column}”. A window counts as passed when it ended by then; the last day \
                 that is known in full is {}.",
                derived.as_of
            );
            if beyond > 60 {
                reason.push_str(&format!(
                    " That is {beyond} days after the last ticket was created: set the day of the export if this is wrong."
                ));
            }
            (time, reason, if beyond > 60 { Certainty::Assumed } else { Certainty::Likely })
        }
    };
    Decision {
        id: "as_of".into(),
        label: "The file knows everything up to".into(),
        value,
        reason,
        certainty,
        is_override: derived.settings.as_of.is_some(),
    }
}

fn window_decision(dataset: &Dataset, derived: &Derived) -> Decision {
    let settings = &derived.settings;
    let days = settings.return_days;
    let same_topic = settings.return_scope == ReturnScope::SameTopic;
    let (value, reason) = match (&dataset.columns.requester, same_topic, &dataset.columns.topic) {
        (None, _, _) => (
            "reopened tickets only".to_string(),
            "The file does not tell who asked, so that a customer who came back with a new ticket cannot be seen.".to_string(),
        ),
        (Some(_), true, Some(_)) => (
            format!("same customer, same topic, within {days} days"),
            "A later ticket on another topic is no return.".to_string(),
        ),
        (Some(_), true, None) => (
            format!("same customer within {days} days"),
            "The file has no topics: any later ticket of the same customer is a return.".to_string(),
        ),
        (Some(_), false, _) => (
            format!("same customer within {days} days"),
            "Any later ticket of the same customer is a return, whatever its topic.".to_string(),
        ),
    };
    let is_default = settings.return_days == Settings::default().return_days && !same_topic;
    Decision {
        id: "return_window".into(),
        label: "What counts as a return".into(),
        value,
        reason,
        certainty: if dataset.columns.requester.is_some() { Certainty::Proven } else { Certainty::Assumed },
        is_override: !is_default,
    }
}

fn touch_decision(touches: &[u64; 7]) -> Option<Decision> {
    use ladder::Touch;
    let of = |touch: Touch| touches[touch as usize];
    let total: u64 = touches.iter().sum();
    if total == 0 {
        return None;
    }
    let counted = of(Touch::Replied) + of(Touch::NoReply) + of(Touch::SolvedUnwritten);
    let vendor = of(Touch::VendorHandedOver) + of(Touch::VendorResolved);
    let parts = [
        (counted, "by the public replies of people"),
        (vendor, "by what the helpdesk says became of the AI's answer"),
        (of(Touch::AssignedAndDone), "by a person as the assignee of a solved ticket"),
        (of(Touch::Nothing), "by the absence of any sign of a person"),
    ];
    let (_, value) = parts.iter().max_by_key(|(n, _)| *n)?;
    let reason: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, by)| format!("{} {by}", grouped(*n))).collect();
    let mut reason = format!(
        "Of {} that an AI answered, a person's part is told for {}.",
        units::counted(total, "ticket"),
        reason.join(", for ")
    );
    if of(Touch::SolvedUnwritten) > 0 {
        reason.push_str(&format!(
            " {} were handed over and solved by a person without a counted reply.",
            grouped(of(Touch::SolvedUnwritten))
        ));
    }
    Some(Decision {
        id: "human_touch".into(),
        label: "How a person's part is told".into(),
        value: (*value).into(),
        reason,
        certainty: if counted == total {
            Certainty::Proven
        } else if counted + vendor >= total / 2 {
            Certainty::Likely
        } else {
            Certainty::Assumed
        },
        is_override: false,
    })
}

/// Reads what the ladder wants to know of a row.
struct Tickets<'a> {
    dataset: &'a Dataset,
    derived: &'a Derived,
    /// Whether each assignee is a person; the last entry stands for none.
    is_human: Vec<bool>,
    /// Whether an AI that answers as an agent is counted among the people who replied, and nothing tells the two apart.
    mixes_replies: bool,
    window_secs: u32,
}

impl<'a> Tickets<'a> {
    fn new(dataset: &'a Dataset, derived: &'a Derived) -> Tickets<'a> {
        let mut is_human = Vec::new();
        if let Some(agent) = &dataset.columns.agent {
            is_human.resize(agent.values.len() + 1, true);
            is_human[agent.values.len()] = false;
            for sign in derived.ai_signs.iter().filter(|sign| sign.is_on) {
                let name = sign.id.strip_prefix("agent=").or_else(|| sign.id.strip_prefix("ai_agent="));
                if let Some(code) =
                    name.and_then(|name| agent.values.iter().position(|value| **value == *name))
                {
                    is_human[code] = false;
                }
            }
        }
        let window_secs = derived.settings.return_days.saturating_mul(DAY_SECS);
        let columns = &dataset.columns;
        let format = FORMATS.iter().find(|format| format.info().id == dataset.format);
        let mixes_replies = format.is_some_and(|format| format.counts_ai_among_people())
            && columns.ai_replies.is_none()
            && columns.first_human_reply_at.is_none();
        Tickets { dataset, derived, is_human, mixes_replies, window_secs }
    }

    /// The rating of a row, see [`Classes::rating`].
    fn rating(&self, classes: &Classes, row: usize) -> usize {
        let columns = &self.dataset.columns;
        let level = columns.rating.as_ref().map_or(crate::dataset::NO_BYTE, |ratings| ratings.level[row]);
        let is_offered = columns.rating_offered.as_ref().is_some_and(|flags| flags.values[row] == 1);
        classes.rating(level, is_offered)
    }

    #[inline]
    fn get(&self, row: usize, is_rated_good: bool) -> Ticket {
        let (columns, derived) = (&self.dataset.columns, self.derived);
        let count =
            |column: &Option<Vec<u8>>| column.as_ref().map(|column| column[row]).filter(|n| *n != NO_COUNT);
        let first_human = columns.first_human_reply_at.as_ref().map(|times| times.secs[row] != NO_SECS);
        let ai = derived.evidence[row];
        // Of a ticket that is the AI's own, such a count may be all its own.
        let is_untold = self.mixes_replies && ai & evidence::ASSIGNED_TO_AI != 0;
        let replies = count(&columns.human_replies).filter(|replies| !is_untold || *replies == 0);
        let has_human_reply = match (replies, first_human) {
            (Some(replies), first) => Some(replies > 0 || first == Some(true)),
            (None, first) => first,
        };
        let resolved = derived.resolved_utc[row];
        let is_done = resolved != NO_SECS;
        let returns = derived.return_secs[row];
        let knows_requester =
            columns.requester.as_ref().is_some_and(|requester| requester[row] != crate::dataset::NO_CODE);
        Ticket {
            ai,
            has_human_reply,
            is_assigned_to_human: ai & evidence::ASSIGNED_TO_AI == 0 && self.has_human_assignee(row),
            has_reply: derived.first_reply_secs[row] != NO_SECS,
            is_done,
            is_mature: is_done
                && u64::from(resolved) + u64::from(self.window_secs) <= u64::from(derived.as_of_utc),
            is_reopened: count(&columns.reopens).map(|reopens| reopens > 0),
            is_returned: (is_done && knows_requester)
                .then_some(returns != NO_SECS && returns <= self.window_secs),
            is_rated_good,
            is_left_asking: columns.last_word.as_ref().is_some_and(|said| LastWord::is_ask(said[row])),
        }
    }

    fn has_human_assignee(&self, row: usize) -> bool {
        match self.dataset.columns.agent.as_ref().map(|agent| &agent.codes) {
            None => false,
            Some(Codes::U8(codes)) => codes[row] != u8::MAX && self.is_human[codes[row] as usize],
            Some(Codes::U16(codes)) => codes[row] != u16::MAX && self.is_human[codes[row] as usize],
            Some(codes) => self.is_human.get(codes.get(row) as usize).copied().unwrap_or(false),
        }
    }
}
