//! Which question goes to the engine next: only the newest revision, one batch at a time.
//!
//! A filter can change faster than the engine answers. What was asked under an older revision and not sent yet is forgotten;
//! what was sent is waited for, and its answer dropped by its revision.

use model::filter::Filter;
use model::message::Ask;

/// Questions of one revision that are sent together.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Batch {
    pub(crate) revision: u64,
    pub(crate) filter: Filter,
    pub(crate) asks: Vec<Ask>,
}

/// The queue. Sends nothing itself: it hands out the batch to send.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    /// Answers that are still to come, and the revision they are of.
    in_flight: usize,
    asked: u64,
    waiting: Option<Batch>,
}

impl Queue {
    /// Takes a question; returns what is to be sent now.
    pub(crate) fn ask(&mut self, revision: u64, filter: &Filter, ask: Ask) -> Option<Batch> {
        match &mut self.waiting {
            Some(batch) if batch.revision > revision => return None,
            Some(batch) if batch.revision == revision => {
                if !batch.asks.contains(&ask) {
                    batch.asks.push(ask);
                }
            }
            waiting => *waiting = Some(Batch { revision, filter: filter.clone(), asks: vec![ask] }),
        }
        self.next()
    }

    /// One answer (or failure) to a question came; returns what is to be sent now.
    pub(crate) fn answered(&mut self) -> Option<Batch> {
        self.in_flight = self.in_flight.saturating_sub(1);
        self.next()
    }

    /// Whether an answer is still to come.
    pub(crate) fn is_waiting(&self) -> bool {
        self.in_flight > 0
    }

    /// Whether an answer to a question of that revision is still to come.
    pub(crate) fn is_waiting_for(&self, revision: u64) -> bool {
        self.is_waiting() && self.asked == revision
    }

    /// Forgets everything: the engine was started anew.
    pub(crate) fn clear(&mut self) {
        *self = Queue::default();
    }

    fn next(&mut self) -> Option<Batch> {
        if self.in_flight > 0 {
            return None;
        }
        let batch = self.waiting.take()?;
        (self.in_flight, self.asked) = (batch.asks.len(), batch.revision);
        Some(batch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_newest_waits() {
        let mut queue = Queue::default();
        let filter = Filter::default();
        assert_eq!(queue.ask(1, &filter, Ask::Overview).unwrap().revision, 1);
        assert_eq!(queue.ask(2, &filter, Ask::Overview), None);
        assert_eq!(queue.ask(3, &filter, Ask::Overview), None);
        assert_eq!(queue.ask(3, &filter, Ask::Overview), None);
        assert_eq!(queue.ask(2, &filter, Ask::Outcomes), None);
        let batch = queue.answered().unwrap();
        assert_eq!((batch.revision, batch.asks), (3, vec![Ask::Overview]));
        assert!(queue.is_waiting_for(3) && !queue.is_waiting_for(1));
        assert_eq!(queue.answered(), None);
        assert!(!queue.is_waiting_for(3));
    }

    #[test]
    fn a_batch_is_waited_for_as_a_whole() {
        let mut queue = Queue::default();
        let filter = Filter::default();
        queue.ask(1, &filter, Ask::Overview);
        queue.ask(2, &filter, Ask::Overview);
        queue.ask(2, &filter, Ask::Outcomes);
        assert_eq!(queue.answered().unwrap().asks.len(), 2);
        queue.ask(3, &filter, Ask::Overview);
        assert_eq!(queue.answered(), None);
        assert_eq!(queue.answered().unwrap().revision, 3);
    }
}
