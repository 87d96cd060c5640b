//! What the figures of speed count from, made when first asked for and kept until settings change: none of it depends on a filter.

use super::business::BusinessClock;
use super::times;
use super::zone::DAY_SECS;
use super::{Derived, promises};
use crate::dataset::{Clock, Dataset, Durations, NO_SECS, Times};
use crate::ingest::format_infos;
use crate::query::Span;
use crate::zones::Zone;
use kernels::life::{NOT_WATCHED, watched};
use kernels::spread::Buckets;
use std::cell::OnceCell;

/// Days in which a ticket was open at the least for each band of age, after the first band of all.
pub(crate) const AGE_DAYS: [i32; 4] = [0, 1, 7, 30];

/// A duration of every row, with its histogram made ready.
#[derive(Debug, Clone)]
pub(crate) struct Spell {
    /// Seconds, [`NO_SECS`] for none.
    pub(crate) secs: Vec<u32>,
    /// The rows by duration.
    pub(crate) buckets: Buckets,
}

impl Spell {
    fn new(secs: Vec<u32>) -> Spell {
        Spell { buckets: Buckets::new(&secs), secs }
    }
}

/// When tickets came and went.
#[derive(Debug, Clone)]
pub(crate) struct Life {
    /// For [`kernels::life::survival`]: time to the solution, or the time for which none came.
    pub(crate) watched: Vec<u16>,
    /// Day of the solution after the first day, [`u16::MAX`]: not solved.
    pub(crate) went: Vec<u16>,
    /// How many of [`AGE_DAYS`] a ticket outlasted.
    pub(crate) band: Vec<u8>,
    /// Days from the first one to the last one the file knows.
    pub(crate) days: usize,
}

/// Where the tickets of joined files came from.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// For each row its place among the names; empty where there are none.
    pub(crate) of_row: Vec<u8>,
    /// The helpdesks, or the files where all are of one make. Empty where there is only one.
    pub(crate) names: Vec<String>,
}

impl Sources {
    /// Told by the files that tell tickets; those that only add to them are no source of their own.
    fn of(dataset: &Dataset) -> Sources {
        let Some(joined) = &dataset.joined else { return Sources::default() };
        let mut tells = vec![false; joined.files.len()];
        for (file, _) in &joined.row_of {
            if let Some(tells) = tells.get_mut(usize::from(*file)) {
                *tells = true;
            }
        }
        let infos = format_infos();
        let product =
            |format: &str| infos.iter().find(|info| info.id == format).map(|info| info.product.as_str());
        let told =
            joined.files.iter().zip(&tells).filter(|(_, tells)| **tells).map(|(file, _)| &file.summary.read);
        let products: Vec<Option<&str>> = told.map(|read| product(&read.format)).collect();
        let is_one_make = products.windows(2).all(|pair| pair[0] == pair[1]);
        let mut names: Vec<String> = Vec::new();
        let code_of: Vec<usize> = (joined.files.iter().zip(&tells))
            .map(|(file, tells)| {
                let read = &file.summary.read;
                let name = match product(&read.format) {
                    Some(product) if !is_one_make && read.format != "generic" => product,
                    _ => &read.name,
                };
                let known = names.iter().position(|known| known == name);
                known.unwrap_or_else(|| {
                    if *tells {
                        names.push(name.to_string());
                    }
                    names.len().saturating_sub(1)
                })
            })
            .collect();
        // One is no choice; a year of daily files is none that a person makes.
        if names.len() < 2 || names.len() > usize::from(u8::MAX) {
            return Sources::default();
        }
        let of_row = joined
            .row_of
            .iter()
            .map(|(file, _)| code_of.get(usize::from(*file)).map_or(u8::MAX, |code| *code as u8));
        Sources { of_row: of_row.collect(), names }
    }
}

/// Cells that are filled when first asked for.
#[derive(Debug, Default)]
pub(crate) struct Speed {
    hours: OnceCell<[Vec<u8>; 2]>,
    promises: OnceCell<[Vec<u8>; 2]>,
    life: OnceCell<Life>,
    sources: OnceCell<Sources>,
    spells: [OnceCell<Option<Spell>>; Span::DERIVED],
}

/// A copy begins anew.
impl Clone for Speed {
    fn clone(&self) -> Speed {
        Speed::default()
    }
}

impl Derived {
    /// Weekday from Monday and hour of creation of each row, on the clock of the zone in force.
    pub(crate) fn hours(&self, dataset: &Dataset) -> &[Vec<u8>; 2] {
        self.speed.hours.get_or_init(|| {
            let created = &dataset.columns.created_at;
            // A clock time tells its hour itself, as it tells its day.
            let is_zoned = created.is_absolute || !created.row_kinds.is_empty();
            let clock = if is_zoned {
                self.offsets.to_civil(&self.created_utc).into()
            } else {
                super::zone_choice::in_order(created, &self.settings)
            };
            let known = |secs: &u32| if *secs == NO_SECS { 0 } else { *secs };
            let weekday = clock.iter().map(|secs| ((known(secs) / DAY_SECS + 3) % 7) as u8).collect();
            let hour = clock.iter().map(|secs| (known(secs) % DAY_SECS / 3600) as u8).collect();
            [weekday, hour]
        })
    }

    /// The first reply and the resolution of each row against what was promised: [`model::outcome::Promise`] as a byte, a number
    /// beyond for no promise.
    pub(crate) fn promises(&self, dataset: &Dataset) -> &[Vec<u8>; 2] {
        self.speed.promises.get_or_init(|| promises::kept(dataset, self))
    }

    /// Where tickets came from.
    pub(crate) fn sources(&self, dataset: &Dataset) -> &Sources {
        self.speed.sources.get_or_init(|| Sources::of(dataset))
    }

    /// When tickets came and went.
    pub(crate) fn life(&self) -> &Life {
        self.speed.life.get_or_init(|| {
            let rows = self.class.len();
            let as_of = self.as_of_utc;
            let last_day = (self.clock_secs(as_of) / DAY_SECS) as i32;
            let days = (last_day - self.first_day.0 + 1).clamp(0, i32::from(u16::MAX) - 1);
            let went_on = self.offsets.to_civil(&self.resolved_utc);
            let mut life = Life {
                watched: vec![NOT_WATCHED; rows],
                went: vec![u16::MAX; rows],
                band: vec![0; rows],
                days: days as usize,
            };
            for (row, went_on) in went_on.iter().enumerate() {
                let resolved = self.resolved_utc[row];
                let is_solved = resolved != NO_SECS && resolved <= as_of;
                let secs = self.resolution_secs[row];
                if !is_solved {
                    if self.created_utc[row] <= as_of {
                        life.watched[row] = watched(as_of - self.created_utc[row], false);
                    }
                } else if secs != NO_SECS {
                    life.watched[row] = watched(secs, true);
                }
                let went = match is_solved {
                    true => (went_on / DAY_SECS) as i32 - self.first_day.0,
                    false => days,
                };
                let came = i32::from(self.day[row]);
                life.went[row] = went.clamp(came, i32::from(u16::MAX)) as u16;
                let outlasted = AGE_DAYS.iter().filter(|days| went - came > **days).count();
                life.band[row] = outlasted as u8;
            }
            life
        })
    }

    /// A duration of every row; `None`: nothing in the file tells it. The first reply and the resolution are always there and are
    /// not asked for here.
    pub(crate) fn spell(&self, dataset: &Dataset, span: Span) -> Option<&Spell> {
        let place = span.derived_place()?;
        self.speed.spells[place].get_or_init(|| self.secs_of(dataset, span).map(Spell::new)).as_ref()
    }

    fn secs_of(&self, dataset: &Dataset, span: Span) -> Option<Vec<u32>> {
        let columns = &dataset.columns;
        let utc = |times: &Times| times::to_utc(times, &self.settings, &self.offsets);
        let given = |spans: &Option<Durations>| spans.as_ref().map(|spans| spans.secs.clone());
        match span {
            Span::FirstReply | Span::Resolution => None,
            Span::NextReply => given(&columns.next_reply_time),
            Span::Handle => given(&columns.handle_time),
            Span::FirstAi | Span::FirstHuman | Span::AfterAi | Span::AfterHandoff => {
                let human = columns.first_human_reply_at.as_ref().map(utc);
                let first = (self.clocks[0] == Some(Clock::Calendar)).then_some(&self.first_reply_secs);
                let handoff = columns.handed_off_at.as_ref().map(utc);
                let mut secs = vec![NO_SECS; self.class.len()];
                let mut is_told = false;
                for (row, secs) in secs.iter_mut().enumerate() {
                    let facts = &self.classes[usize::from(self.class[row])];
                    let is_ai = facts.outcome.is_ai_involved();
                    let created = self.created_utc[row];
                    let since = |end: u32, start: u32| {
                        if end == NO_SECS || start == NO_SECS || end < start { NO_SECS } else { end - start }
                    };
                    let any = first.map_or(NO_SECS, |first| first[row]);
                    let person = human.as_ref().map_or(NO_SECS, |human| since(human[row], created));
                    // The first reply is the AI's where it answered and no person was there before it.
                    let ai = if is_ai && (person == NO_SECS || any < person) { any } else { NO_SECS };
                    *secs = match span {
                        Span::FirstAi => ai,
                        Span::AfterAi => since(person, ai),
                        Span::AfterHandoff => match (&human, &handoff) {
                            (Some(human), Some(handoff)) => since(human[row], handoff[row]),
                            _ => NO_SECS,
                        },
                        // Where no AI answered, whoever replied first was a person.
                        _ if person == NO_SECS && !is_ai && facts.handled_by.is_some() => any,
                        _ => person,
                    };
                    is_told |= *secs != NO_SECS;
                }
                is_told.then_some(secs)
            }
            Span::ReplyBusiness => self.business(dataset, &self.first_reply_secs, 0),
            Span::ResolutionBusiness => self.business(dataset, &self.resolution_secs, 1),
        }
    }

    /// The durations in business hours: by the schedule that was set, else as the file gives them.
    pub(super) fn business(&self, dataset: &Dataset, calendar: &[u32], which: usize) -> Option<Vec<u32>> {
        let columns = &dataset.columns;
        if let (Some(clock), Some(Clock::Calendar)) = (self.business_clock(), self.clocks[which]) {
            let ends: Vec<u32> = self
                .created_utc
                .iter()
                .zip(calendar)
                .map(|(start, secs)| if *secs == NO_SECS { NO_SECS } else { start.saturating_add(*secs) })
                .collect();
            let (starts, mut ends) = (clock.before(&self.created_utc), clock.before(&ends));
            for (end, start) in ends.iter_mut().zip(&starts).filter(|(end, _)| **end != NO_SECS) {
                *end = end.saturating_sub(*start);
            }
            return Some(ends);
        }
        let [own, usual] = match which {
            0 => [&columns.reply_business_time, &columns.first_reply_time],
            _ => [&columns.resolution_business_time, &columns.resolution_time],
        };
        let is_business = |spans: &&Durations| spans.clock == Clock::Business;
        let spans = own.as_ref().or(usual.as_ref().filter(is_business))?;
        Some(spans.secs.clone())
    }

    /// The clock of the schedule that was set, over the range of the data.
    pub(crate) fn business_clock(&self) -> Option<BusinessClock> {
        let schedule = self.settings.schedule.as_ref()?;
        let zone = Zone::get(&self.time_zone).unwrap_or(Zone::UTC);
        let known = |secs: &&u32| **secs != NO_SECS;
        let first = self.created_utc.iter().filter(known).min().copied().unwrap_or(0);
        let mut last =
            self.resolved_utc.iter().filter(known).max().copied().unwrap_or(first).max(self.as_of_utc);
        for (start, secs) in self.created_utc.iter().zip(&self.first_reply_secs) {
            if *secs != NO_SECS {
                last = last.max(start.saturating_add(*secs).min(NO_SECS - 1));
            }
        }
        Some(BusinessClock::new(schedule, &zone, (first, last)))
    }
}
