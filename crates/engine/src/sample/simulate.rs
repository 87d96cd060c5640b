//! The stories: a customer has a problem, writes, is answered, perhaps returns.
//!
//! A story is first told to its end, then cut off at the end of the period, as an export would show it.

use super::calendar::{Calendar, DAY_SECS, is_staffed, local, next_staffed};
use super::observe::Ticket;
use super::topics::{PEOPLE, TEAMS};
use super::world::{Customers, RETURN_DAYS, World, at_hardness};
use crate::random::{Random, cumulative};
use model::outcome::Channel;
use model::units::Day;

/// Draws stories of one world.
pub(super) struct Simulation<'a> {
    pub(super) world: &'a World,
    calendar: Calendar,
    /// Cumulative topic weights by month.
    topics: [Vec<u64>; 12],
    channels: Vec<u64>,
    returns: Vec<u64>,
    people: u32,
    pub(super) end: i64,
    seed: u64,
}

/// A problem on its way through one or several tickets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Problem {
    pub(super) number: u32,
    pub(super) attempt: u8,
    pub(super) requester: u32,
    pub(super) topic: u16,
    pub(super) channel: Channel,
    pub(super) language: u8,
    pub(super) hardness: f64,
    pub(super) created: i64,
}

/// What happens while the AI or a person works on a ticket, to the end.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Course {
    pub(super) ai_reply: Option<i64>,
    pub(super) ai_replies: u8,
    pub(super) handed_over: Option<i64>,
    pub(super) human_reply: Option<i64>,
    pub(super) human_replies: u8,
    pub(super) first_solved: Option<i64>,
    pub(super) reopened: Option<i64>,
    pub(super) last_solved: Option<i64>,
    pub(super) is_drafted: bool,
    pub(super) is_left_alone: bool,
    pub(super) is_confirmed: bool,
    pub(super) is_solved: bool,
    pub(super) vendor_claims: bool,
}

impl<'a> Simulation<'a> {
    pub(super) fn new(world: &'a World, tickets: u32, seed: u64) -> Simulation<'a> {
        let weights = |month: u32| {
            cumulative(world.topics.iter().map(|topic| u64::from(topic.weight) * topic.season.percent(month)))
        };
        let people = match world.customers {
            Customers::Repeating { per_thousand, .. } => {
                (u64::from(tickets) * u64::from(per_thousand) / 1000) as u32 + 1
            }
            Customers::Distinct | Customers::OneHeavy { .. } => 0,
        };
        Simulation {
            world,
            calendar: Calendar::new(world.first_day, world.days, world.growth_percent, seed),
            topics: core::array::from_fn(|month| weights(month as u32 + 1)),
            channels: cumulative(world.channels.iter().map(|(_, weight)| u64::from(*weight))),
            returns: cumulative(RETURN_DAYS),
            people,
            end: super::calendar::midnight_utc(Day(world.last_day().0 + 1)) - 1,
            seed,
        }
    }

    pub(super) fn end_utc(&self) -> u32 {
        self.end as u32
    }

    /// Tells the story of one problem: its first ticket and the returns that fall into the period.
    pub(super) fn problem(&self, number: u32, tell: &mut impl FnMut(Ticket)) {
        let random = &mut Random::new(self.seed, u64::from(number));
        let mut problem = self.begin(random, number);
        let nature = random.unit();
        if nature < self.world.spam {
            return tell(self.spam(random, &problem));
        }
        if nature < self.world.spam + self.world.outbound {
            return tell(self.outbound(random, &problem));
        }
        loop {
            let (ticket, return_at) = self.ticket(random, &problem);
            tell(ticket);
            match return_at {
                Some(at) if at <= self.end && problem.attempt < 3 => {
                    problem.attempt += 1;
                    problem.created = at;
                    problem.channel = self.return_channel(random, problem.channel, at);
                    problem.hardness = (problem.hardness + 0.15).min(1.0);
                }
                _ => return,
            }
        }
    }

    fn begin(&self, random: &mut Random, number: u32) -> Problem {
        let day = self.calendar.day(random);
        let (_, month, _) = day.to_ymd();
        let topic = random.weighted(&self.topics[month as usize - 1]) as u16;
        let mut channel = self.world.channels[random.weighted(&self.channels)].0;
        // Nobody answers the phone on a Sunday.
        if channel == Channel::Phone && (day.0 + 3).rem_euclid(7) == 6 {
            channel = Channel::WebForm;
        }
        let requester = self.requester(random, number);
        let spread = self.world.hidden_hardness;
        let hidden = (random.unit() + random.unit() - 1.0) * spread;
        Problem {
            number,
            attempt: 0,
            requester,
            topic,
            channel,
            // A person keeps their language: English, German, Norwegian.
            language: match crate::random::mix(self.seed ^ u64::from(requester)) % 100 {
                0..=57 => 0,
                58..=81 => 1,
                _ => 2,
            },
            hardness: (self.world.topics[topic as usize].hardness + hidden).clamp(0.0, 1.0),
            created: self.calendar.moment(random, day, channel),
        }
    }

    fn requester(&self, random: &mut Random, number: u32) -> u32 {
        let drawn = random.unit();
        match self.world.customers {
            Customers::Distinct => number,
            Customers::OneHeavy { tickets } => number.saturating_sub(tickets),
            Customers::Repeating { regulars, .. } => {
                let rank = random.unit();
                let rank = if drawn < regulars { rank * rank } else { rank };
                (rank * f64::from(self.people)) as u32
            }
        }
    }

    /// One ticket of a problem, and when the customer opens the next one.
    fn ticket(&self, random: &mut Random, problem: &Problem) -> (Ticket, Option<i64>) {
        let (day, _) = local(problem.created);
        let ai_agent = self.ai_agent(random, problem, day);
        let course = match ai_agent {
            Some(_) => self.with_ai(random, problem, day),
            None => self.with_people(random, problem, problem.created, self.may_draft(problem, day)),
        };
        let return_at = course.last_solved.and_then(|solved| {
            let delay = random.weighted(&self.returns) as i64 * DAY_SECS
                + 1
                + i64::from(random.below(DAY_SECS as u32 - 1));
            let is_back = !course.is_solved
                && course.reopened.is_none()
                && random.chance(self.world.returns.new_ticket);
            is_back.then_some(solved + delay)
        });
        (self.observe(random, problem, day, ai_agent, &course), return_at)
    }

    /// The AI agent that gets the ticket, if one does.
    fn ai_agent(&self, random: &mut Random, problem: &Problem, day: Day) -> Option<usize> {
        let drawn = random.unit();
        let team = self.world.topics[problem.topic as usize].team;
        let since = |agent: &super::world::AiAgent| {
            agent
                .channels
                .iter()
                .find(|(channel, from)| *channel == problem.channel && *from <= day)
                .map(|(_, from)| *from)
        };
        let takes = |agent: &super::world::AiAgent| {
            agent.team.is_none_or(|only| only == team) && since(agent).is_some()
        };
        let chosen = self.world.ai_agents.iter().rposition(takes)?;
        // A second agent inherits a channel that is already open to the first: the ramp is that of the first.
        let first = self.world.ai_agents.iter().filter_map(since).min()?;
        let routing = self.world.routing;
        let ramp = match routing.ramp_days {
            0 => 1.0,
            days => (0.3 + 0.7 * f64::from(day.0 - first.0) / f64::from(days)).min(1.0),
        };
        (drawn < ramp * routing.share * (1.0 - routing.easy_bias * problem.hardness)).then_some(chosen)
    }

    fn may_draft(&self, problem: &Problem, day: Day) -> bool {
        let opens = |agent: &super::world::AiAgent| {
            agent.channels.iter().find(|(channel, _)| *channel == Channel::Email).map(|(_, from)| *from)
        };
        let since = self.world.ai_agents.iter().filter_map(opens).min();
        matches!(problem.channel, Channel::Email | Channel::WebForm)
            && since.is_some_and(|since| since <= day)
    }

    fn with_ai(&self, random: &mut Random, problem: &Problem, day: Day) -> Course {
        let world = self.world;
        let odds = world.ai_odds(problem.hardness, day);
        let is_live = matches!(problem.channel, Channel::Chat | Channel::Messaging);
        let reply = problem.created + 2 + random.waiting_secs(if is_live { 9.0 } else { 95.0 }, 0.6);
        let exchanges = 1 + random.below(if problem.hardness > 0.4 { 4 } else { 3 });
        let pause = if is_live { 75.0 } else { 14_000.0 };
        let last = reply + (1..exchanges).map(|_| random.waiting_secs(pause, 0.8)).sum::<i64>();
        let mut course = Course { ai_reply: Some(reply), ai_replies: exchanges as u8, ..Course::default() };
        let fate = random.unit();
        if fate < odds.handoff {
            let asked = last + 20;
            let failed =
                if is_staffed(asked) { world.ai.failed_handoff.0 } else { world.ai.failed_handoff.1 };
            course.handed_over = Some(asked);
            if random.chance(failed) {
                // Nobody comes. Some of these are closed by a rule after days of silence.
                course.first_solved =
                    random.chance(0.7).then_some(asked + 4 * DAY_SECS + i64::from(random.below(3600)));
                course.last_solved = course.first_solved;
                return course;
            }
            let person = self.with_people(random, problem, asked, false);
            return Course {
                ai_reply: course.ai_reply,
                ai_replies: course.ai_replies,
                handed_over: Some(asked),
                ..person
            };
        }
        // Silence closes a chat after half an hour, messaging after a day, e-mail after three.
        let silence = match problem.channel {
            Channel::Chat => 1800,
            Channel::Messaging => DAY_SECS,
            _ => 3 * DAY_SECS,
        };
        if fate < odds.handoff + odds.abandoned {
            course.is_left_alone = true;
            course.first_solved = Some(last + silence);
            course.last_solved = course.first_solved;
            return course;
        }
        course.is_solved = random.chance(odds.solved);
        course.is_confirmed = random.chance(world.ai.confirmed) && course.is_solved;
        course.vendor_claims = true;
        let solved =
            if course.is_confirmed { last + random.waiting_secs(120.0, 0.8) } else { last + silence };
        course.first_solved = Some(solved);
        course.last_solved = course.first_solved;
        self.reopen(random, problem, &mut course, true);
        course
    }

    fn with_people(&self, random: &mut Random, problem: &Problem, from: i64, may_draft: bool) -> Course {
        let people = self.world.people;
        let mut course =
            Course { is_drafted: may_draft && random.chance(people.assisted), ..Course::default() };
        // The hour's wait of a usual day doubles in the busiest weeks.
        let load = 0.5 + self.calendar.season(local(from).0) as f64 / 200.0;
        let (first, later) = match problem.channel {
            Channel::Phone => (120.0, 500.0),
            Channel::Chat => (110.0, 1_100.0),
            Channel::Messaging => (1_300.0, 5_000.0),
            _ => (15_500.0, 30_000.0),
        };
        let mut reply =
            from + 15 + random.waiting_secs(first * load * if course.is_drafted { 0.8 } else { 1.0 }, 1.1);
        if !matches!(problem.channel, Channel::Phone) && !is_staffed(reply) {
            reply = next_staffed(reply) + 60 + i64::from(random.below(5_400));
        }
        if random.chance(people.forgotten) {
            return Course::default();
        }
        course.human_reply = Some(reply);
        course.human_replies = match problem.channel {
            Channel::Phone => 1,
            _ => 1 + random.below(2 + (problem.hardness * 4.0) as u32) as u8,
        };
        let work = later * (0.5 + problem.hardness) * f64::from(course.human_replies);
        let mut solved = reply + random.waiting_secs(work, 1.0);
        // A few wait for a supplier or a parcel trace.
        if random.chance(0.025 + 0.05 * problem.hardness) {
            solved += DAY_SECS * i64::from(random.between(4, 24));
        }
        course.is_solved = random.chance(at_hardness(people.solved, problem.hardness));
        course.first_solved = Some(solved);
        course.last_solved = course.first_solved;
        self.reopen(random, problem, &mut course, false);
        course
    }

    fn reopen(&self, random: &mut Random, problem: &Problem, course: &mut Course, by_ai: bool) {
        let returns = self.world.returns;
        let chance = if course.is_solved { returns.reopened_though_solved } else { returns.reopened };
        let is_reopened = random.chance(chance);
        let (Some(solved), true) = (course.first_solved, is_reopened) else { return };
        let reopened = solved + random.waiting_secs(60_000.0, 1.2).min(6 * DAY_SECS);
        course.reopened = Some(reopened);
        if by_ai && !random.chance(self.world.ai.person_takes_over) {
            course.ai_replies += 1;
            course.last_solved = Some(reopened + 40 + random.waiting_secs(20_000.0, 0.8));
            return;
        }
        let reply = next_staffed(reopened + random.waiting_secs(9_000.0, 1.0));
        course.human_reply = Some(course.human_reply.unwrap_or(reply));
        course.human_replies += 1;
        course.last_solved = Some(reply + random.waiting_secs(16_000.0 * (0.5 + problem.hardness), 1.0));
        course.is_solved = true;
    }

    fn return_channel(&self, random: &mut Random, before: Channel, at: i64) -> Channel {
        let is_other = random.chance(self.world.returns.other_channel);
        let chosen = *random.pick(&[Channel::Phone, Channel::Email, Channel::WebForm]);
        match (is_other, self.world.returns.through) {
            (false, _) => before,
            (true, Some(channel)) => channel,
            (true, None) if chosen == Channel::Phone && !is_staffed(at) => Channel::Email,
            (true, None) if chosen == before => Channel::Phone,
            (true, None) => chosen,
        }
    }
}

/// Names of the teams and people, for the dictionaries.
pub(super) fn people_and_teams() -> (Vec<Box<str>>, Vec<Box<str>>) {
    (PEOPLE.iter().map(|&name| name.into()).collect(), TEAMS.iter().map(|&name| name.into()).collect())
}
