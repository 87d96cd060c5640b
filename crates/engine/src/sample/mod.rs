//! A generator of tickets with a known truth: the sample of the start screen, and the yardstick of the tests.
//!
//! [`generate`] makes a year of an invented outdoor shop, shipped as code and not as a file. [`generate_with`] makes the tickets of
//! any [`World`] and hands over the [`Truth`] with them, so that tests can ask whether an interval covers what is really so.
//! The same world, number and seed give the same bytes on every target: whole numbers, and floating-point numbers only where
//! IEEE 754 fixes the result.
//!
//! What it leaves out: queues (a person's reply does not wait for the one before), shifts and holidays of single people, and any
//! connection between customers.

mod calendar;
mod comments;
mod conversation;
mod export;
mod fill;
mod observe;
mod phrases;
mod scripts;
mod simulate;
mod topics;
mod truth;
mod world;

pub use conversation::raw_record;
pub use export::{Style, write_csv};
pub use topics::{PEOPLE, Season, TEAMS, TOPICS, Topic};
pub use truth::{AiPart, Story, Truth};
pub use world::{AiAgent, AiSkill, Customers, PeopleSkill, Returns, Routing, Satisfaction, Survey, World};

use crate::dataset::{Codes, Columns, Dataset};
use observe::Ticket;
use simulate::Simulation;

/// So many tickets of the invented shop Fjell & Fern, ordered by creation.
pub fn generate(tickets: u32, seed: u64) -> Dataset {
    generate_with(&World::fjell_and_fern(), tickets, seed).0
}

/// So many tickets of a world, ordered by creation, and the truth behind each.
pub fn generate_with(world: &World, tickets: u32, seed: u64) -> (Dataset, Truth) {
    let simulation = Simulation::new(world, tickets, seed);
    let mut told: Vec<Ticket> = Vec::with_capacity(tickets as usize + 4);
    let mut number = 0;
    while (told.len() as u32) < tickets {
        simulation.problem(number, &mut |ticket| told.push(ticket));
        number += 1;
    }
    // The last problem may have brought a return too many.
    told.truncate(tickets as usize);
    model::order::sort_by_key(&mut told, |ticket| {
        (ticket.story.created_utc, ticket.story.problem, ticket.story.attempt)
    });
    // The export is made at the end of the last day, and touches the newest ticket: so the file knows the whole of that day.
    if let Some(newest) = told.last_mut() {
        newest.updated = simulation.end_utc();
    }
    let dataset = fill::dataset(world, &told);
    let truth = Truth {
        tickets: told.iter().map(|ticket| ticket.story).collect(),
        ai_effect: world.satisfaction.ai_effect,
        end_utc: simulation.end_utc(),
    };
    (dataset, truth)
}

/// A number that stands for all values of all columns (FNV-1a, 64 bits): equal data sets have equal fingerprints on every target.
pub fn fingerprint(dataset: &Dataset) -> u64 {
    let mut hash = Fingerprint(0xcbf2_9ce4_8422_2325);
    let Columns {
        id,
        status,
        priority,
        channel,
        channel_word,
        topic,
        language,
        team,
        agent,
        ai_agent,
        tags: _,
        requester,
        created_at,
        first_reply_at,
        first_human_reply_at,
        solved_at,
        closed_at,
        updated_at,
        first_reply_time: _,
        resolution_time: _,
        reopens,
        human_replies,
        customer_messages,
        ai_replies,
        rating,
        rating_offered,
        rating_comment,
        ease: _,
        effort: _,
        recommend: _,
        ai_involved,
        ai_outcome,
        ai_resolved,
        ai_handed_off,
        ai_assisted,
        initiator,
        handed_off_at: _,
        due_at: _,
        reply_breached: _,
        resolution_breached: _,
        reply_business_time: _,
        resolution_business_time: _,
        next_reply_time: _,
        handle_time: _,
        last_word: _,
    } = &dataset.columns;
    (0..dataset.rows as usize).for_each(|row| hash.bytes(id.get(row).as_bytes()));
    for column in [
        status,
        priority,
        channel,
        reopens,
        human_replies,
        customer_messages,
        ai_replies,
        ai_outcome,
        initiator,
    ] {
        hash.bytes(column.as_deref().unwrap_or(b"none"));
    }
    for column in [topic, language, team, agent, ai_agent, channel_word].into_iter().flatten() {
        hash.codes(&column.codes);
        column.values.iter().for_each(|value| hash.bytes(value.as_bytes()));
    }
    hash.words(requester.as_deref().unwrap_or_default());
    for times in
        [first_reply_at, first_human_reply_at, solved_at, closed_at, updated_at].into_iter().flatten()
    {
        hash.words(&times.secs);
    }
    hash.words(&created_at.secs);
    hash.bytes(rating.as_ref().map_or(b"none", |rating| &rating.level));
    hash.bytes(rating_comment.as_deref().unwrap_or(b"none"));
    for flags in [rating_offered, ai_involved, ai_resolved, ai_handed_off, ai_assisted].into_iter().flatten()
    {
        hash.bytes(&flags.values);
    }
    hash.0
}

struct Fingerprint(u64);

impl Fingerprint {
    fn bytes(&mut self, bytes: &[u8]) {
        // The length sets the pieces apart: "ab", "c" is not "a", "bc".
        for byte in (bytes.len() as u64).to_le_bytes().iter().chain(bytes) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn words(&mut self, words: &[u32]) {
        words.iter().for_each(|word| self.bytes(&word.to_le_bytes()));
    }

    fn codes(&mut self, codes: &Codes) {
        (0..codes.len()).for_each(|row| self.bytes(&codes.get(row).to_le_bytes()));
    }
}
