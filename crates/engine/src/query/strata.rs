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

/// What kinds are told apart by: channel, topic, wait for the first reply.
pub(crate) type By = [bool; 3];

/// The kind of each ticket.
#[derive(Debug, Clone)]
pub(crate) struct Strata {
    of_row: Vec<u32>,
    /// For each kind: channel, topic, wait, as far as the file tells them; a code beyond the last is none.
    kinds: Vec<[usize; 3]>,
    /// Which of the three the file tells.
    tells: [bool; 3],
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

    /// The ways to tell kinds apart, each coarser than the one before: by all that the file tells, without the wait, by the channel
    /// and the wait, by the channel alone.
    pub(crate) fn ways(&self) -> Vec<By> {
        let mut ways: Vec<By> = Vec::new();
        for way in [[true; 3], [true, true, false], [true, false, true], [true, false, false]] {
            let told: By = std::array::from_fn(|at| way[at] && self.tells[at]);
            if told.contains(&true) && ways.last() != Some(&told) {
                ways.push(told);
            }
        }
        ways
    }

    /// Channel, topic and wait of a kind as codes, where kinds are told apart by them: the channel's and the topic's by their
    /// dimensions.
    pub(crate) fn named(
        &self,
        kind: usize,
        by: By,
    ) -> (Option<usize>, Option<Option<usize>>, Option<&'static str>) {
        let [channel, topic, wait] = self.kinds[kind];
        (
            by[0].then_some(channel),
            by[1].then(|| self.topics.get(topic).copied()),
            by[2].then_some(WAITS[wait].1),
        )
    }

    /// Kinds taken together where they differ in nothing they are told apart by: one of each such kinds, and their sums.
    #[inline(never)]
    pub(crate) fn together(&self, of_kind: &[[Answered; 4]], by: By) -> Vec<(usize, [Answered; 4])> {
        // Topics are fewer than 512, waits fewer than 8.
        let told = |kind: u32| {
            let [channel, topic, wait]: [usize; 3] =
                std::array::from_fn(|at| if by[at] { self.kinds[kind as usize][at] } else { 0 });
            ((channel << 12) | (topic << 3) | wait) as u32
        };
        let mut order: Vec<(u32, u32)> = (0..of_kind.len() as u32).map(|kind| (told(kind), kind)).collect();
        kernels::order::sort_pairs(&mut order);
        let mut found: Vec<(usize, [Answered; 4])> = Vec::new();
        let mut before = None;
        for (told, kind) in order {
            let of_kind = of_kind[kind as usize];
            match found.last_mut().filter(|_| before == Some(told)) {
                Some((_, sums)) => sums.iter_mut().zip(of_kind).for_each(|(sum, of)| sum.add(of)),
                None => found.push((kind as usize, of_kind)),
            }
            before = Some(told);
        }
        found
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
                let mut all = nobody;
                handlers.into_iter().for_each(|of| all.add(of));
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
            strata.of_row.iter().filter_map(|kind| strata.named(*kind as usize, [true; 3]).2).collect();
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

    /// Coarser kinds hold the same tickets; what the file does not tell is no way to tell kinds apart.
    #[test]
    fn kinds_taken_together_lose_no_ticket() {
        let table = Table::new(
            "created solved rating topic channel reply_secs\n0 1 good a chat 30\n0 1 - a chat 4000\n0 1 bad a email 30\n\
             0 1 - b email 30\n0 1 good b email 90000\n0 1 - b chat 30\n",
            20,
        );
        let strata = Strata::of(table.context());
        let ways = strata.ways();
        assert_eq!(ways, [[true; 3], [true, true, false], [true, false, true], [true, false, false]]);
        let kinds = strata.answered(table.context(), &Filter::default());
        let sums: Vec<Vec<(u64, u64, u64)>> = ways
            .iter()
            .map(|by| {
                let together = strata.together(&kinds, *by);
                together.iter().map(|(_, [all, ..])| (all.cases, all.answers, all.good)).collect()
            })
            .collect();
        assert_eq!(sums[0].len(), 6);
        // E-mail with a and with b, chat with a and with b; e-mail at once and later, chat at once and later; e-mail, chat.
        assert_eq!(sums[1], [(1, 1, 0), (2, 1, 1), (2, 1, 1), (1, 0, 0)]);
        assert_eq!(sums[2], [(2, 1, 0), (1, 1, 1), (2, 1, 1), (1, 0, 0)]);
        assert_eq!(sums[3], [(3, 2, 1), (3, 1, 1)]);
        let no_channel = Table::new("created solved rating topic reply_secs\n0 1 good a 30\n", 20);
        let ways = Strata::of(no_channel.context()).ways();
        assert_eq!(ways, [[false, true, true], [false, true, false], [false, false, true]]);
    }
}
