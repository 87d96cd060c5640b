//! Kinds of ticket: channel, topic and the wait for the first reply together. Which kinds customers answer surveys about, and how.

use super::Context;
use super::select::{Selection, coding};
use crate::dataset::NO_SECS;
use crate::stats::strata::Answered;
use kernels::count::by_place_and_kind;
use model::filter::{Dimension, Filter};
use model::outcome::{HandledBy, RatingState};
use std::rc::Rc;

/// Waits for the first reply: at most so many seconds, and their names.
const WAITS: [(u32, &str); 6] = [
    (300, "reply within 5 minutes"),
    (3_600, "reply within an hour"),
    (28_800, "reply within 8 hours"),
    (86_400, "reply within a day"),
    (NO_SECS - 1, "reply after a day"),
    (NO_SECS, "no reply"),
];
/// Topics beyond the most frequent ones are one.
const MOST_TOPICS: usize = 400;
/// Tables of so many filters are remembered: now and before.
const MOST_TABLES: usize = 4;
/// Not counted; then for each of nobody and the three handlers: unrated, rated badly, rated well.
const KINDS: usize = 1 + 4 * STATES;
const STATES: usize = 3;

/// The kind of each ticket.
#[derive(Debug, Clone)]
pub(crate) struct Strata {
    of_row: Vec<u32>,
    /// For each kind: channel, topic, wait, as far as the file tells them; a code beyond the last is none.
    kinds: Vec<[usize; 3]>,
    /// Which of the three the file tells.
    pub(crate) tells: [bool; 3],
    /// Which topic each code of the narrowed list stands for; the entry beyond the last: others, or none.
    topics: Vec<usize>,
}

impl Strata {
    fn new(context: Context<'_>) -> Strata {
        let derived = context.derived;
        let rows = derived.class.len();
        let channel = coding(context, Dimension::Channel).filter(|coding| !coding.values.is_empty());
        let topic = coding(context, Dimension::Topic).filter(|coding| !coding.values.is_empty());
        let waits = derived.first_reply_secs.iter().any(|secs| *secs != NO_SECS);
        let mut sizes = vec![0_u32; topic.as_ref().map_or(0, |topic| topic.values.len())];
        if let Some(topic) = &topic {
            for row in 0..rows {
                if let Some(size) = sizes.get_mut(topic.code(row)) {
                    *size += 1;
                }
            }
        }
        // By size and then by name, since codes follow the order of the file, on which no figure depends.
        let name = |code: usize| topic.as_ref().map_or("", |topic| topic.values[code]);
        let mut topics: Vec<usize> = (0..sizes.len()).collect();
        model::order::sort_by(&mut topics, |a, b| {
            sizes[*b].cmp(&sizes[*a]).then_with(|| name(*a).cmp(name(*b)))
        });
        topics.truncate(MOST_TOPICS);
        model::order::sort_by(&mut topics, |a, b| name(*a).cmp(name(*b)));
        let mut narrow = vec![topics.len(); sizes.len() + 1];
        topics.iter().enumerate().for_each(|(place, code)| narrow[*code] = place);
        let channels = channel.as_ref().map_or(1, |channel| channel.values.len() + 1);
        let (width, depth) = (topics.len() + 1, if waits { WAITS.len() } else { 1 });
        let mut of_row: Vec<u32> = (0..rows)
            .map(|row| {
                let channel = channel.as_ref().map_or(0, |channel| channel.code(row));
                let topic = topic.as_ref().map_or(topics.len(), |topic| narrow[topic.code(row)]);
                let secs = derived.first_reply_secs[row];
                let wait = WAITS.iter().take_while(|(most, _)| secs > *most).count().min(depth - 1);
                ((channel * width + topic) * depth + wait) as u32
            })
            .collect();
        // Most places of the table are empty: the others are numbered in its order.
        let mut number = vec![u32::MAX; channels * width * depth];
        of_row.iter().for_each(|place| number[*place as usize] = 0);
        let mut kinds = Vec::new();
        for (place, number) in number.iter_mut().enumerate().filter(|(_, number)| **number == 0) {
            *number = kinds.len() as u32;
            kinds.push([place / depth / width, place / depth % width, place % depth]);
        }
        of_row.iter_mut().for_each(|place| *place = number[*place as usize]);
        Strata { of_row, kinds, tells: [channel.is_some(), topic.is_some(), waits], topics }
    }

    /// The kinds of the tickets of a data set.
    pub(crate) fn of(context: Context<'_>) -> &Strata {
        context.derived.strata.get_or_init(|| Strata::new(context))
    }

    /// Channel, topic and wait of a kind as codes, as far as the file tells them: the channel's and the topic's by their dimensions.
    pub(crate) fn named(&self, kind: usize) -> (Option<usize>, Option<Option<usize>>, Option<&'static str>) {
        let [channel, topic, wait] = self.kinds[kind];
        (
            self.tells[0].then_some(channel),
            self.tells[1].then(|| self.topics.get(topic).copied()),
            self.tells[2].then_some(WAITS[wait].1),
        )
    }

    /// Solved tickets of each kind under a filter, and their ratings, in this order: of all, of the AI only, of the AI and then a
    /// person, of people only.
    pub(crate) fn answered(&self, context: Context<'_>, filter: &Filter) -> Vec<[Answered; 4]> {
        let derived = context.derived;
        let selection = Selection::new(context, filter);
        let kind_of: Vec<u8> = derived
            .classes
            .iter()
            .zip(selection.classes())
            .map(|(facts, passes)| {
                if !(*passes && facts.is_eligible && facts.is_done) {
                    return 0;
                }
                let handler = facts.handled_by.map_or(0, |handler: HandledBy| handler as usize + 1);
                let state = match facts.rating {
                    RatingState::Good => 2,
                    RatingState::Bad => 1,
                    RatingState::Offered | RatingState::None => 0,
                };
                (1 + handler * STATES + state) as u8
            })
            .collect();
        let key = (selection.key.clone(), kind_of);
        let counts = derived.remembered.strata.get(MOST_TABLES, key, |(_, kind_of)| {
            let mut counts = vec![0_u32; self.kinds.len() * KINDS];
            by_place_and_kind(selection.rows(), &self.of_row, &derived.class, kind_of, KINDS, &mut counts);
            Rc::new(counts)
        });
        let answered = |states: &[u32]| {
            let [silent, bad, good] = [states[0], states[1], states[2]].map(u64::from);
            Answered { cases: silent + bad + good, answers: bad + good, good }
        };
        counts
            .chunks_exact(KINDS)
            .map(|cells| {
                let of = |handler: usize| answered(&cells[1 + handler * STATES..]);
                let (nobody, handlers) = (of(0), [of(1), of(2), of(3)]);
                let all = handlers.iter().fold(nobody, |sum, of| Answered {
                    cases: sum.cases + of.cases,
                    answers: sum.answers + of.answers,
                    good: sum.good + of.good,
                });
                [all, handlers[0], handlers[1], handlers[2]]
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_tickets::Table;

    /// Files that count minutes have many replies after exactly five minutes or an hour: "within" holds them.
    #[test]
    fn a_reply_at_the_end_of_a_band_is_within_it() {
        let table = Table::new(
            "created solved rating reply_secs\n0 1 good 300\n0 1 good 301\n0 1 good 3600\n0 1 bad 28800\n0 1 bad 86400\n0 1 - 86401\n\
             0 1 - -\n",
            20,
        );
        let strata = Strata::of(table.context());
        let waits: Vec<&str> =
            strata.of_row.iter().filter_map(|kind| strata.named(*kind as usize).2).collect();
        let expected = [
            "reply within 5 minutes",
            "reply within an hour",
            "reply within an hour",
            "reply within 8 hours",
            "reply within a day",
            "reply after a day",
            "no reply",
        ];
        assert_eq!(waits, expected);
    }
}
