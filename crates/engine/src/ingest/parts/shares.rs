//! Who reads what: the shares of a file in their order, and what the owner of the data set does next.

use std::collections::VecDeque;
use std::ops::Range;

/// Largest share. Smaller ones are read no slower and end more evenly; they only begin their dictionaries more often.
const SHARE_BYTES: u64 = 8 << 20;
/// Smallest share.
const SMALLEST_SHARE_BYTES: u64 = 2 << 20;
/// Shares for each reader, at least, so that all end at about the same time.
const SHARES_EACH: u64 = 12;
/// Shares for each reader, at most, that are begun before the first of them was joined: what waits takes room.
const AHEAD_EACH: usize = 6;

enum State<P> {
    Waiting,
    Given,
    /// `None`: only the owner can read it.
    Read(Option<P>),
}

struct Share<P> {
    range: Range<u64>,
    state: State<P>,
}

/// The shares of a file that were not joined yet.
pub struct Shares<P> {
    size: u64,
    readers: usize,
    /// Number of the first one in the list.
    first: usize,
    list: VecDeque<Share<P>>,
}

/// What the owner does next.
#[derive(Debug, PartialEq)]
pub enum Step<P> {
    /// Join this part.
    Join(P),
    /// Feed the file up to here: nobody else reads it.
    Feed(u64),
    /// Read a share that another reader would get, or wait for one to be read.
    Wait,
    /// Feed the rest and finish.
    Finish,
}

impl<P: Clone> Shares<P> {
    /// Cuts the rest of a file of that size, which so many read, the owner among them.
    pub fn new(from: u64, size: u64, readers: usize) -> Shares<P> {
        let rest = size.saturating_sub(from);
        let len = (rest / (SHARES_EACH * readers.max(1) as u64)).clamp(SMALLEST_SHARE_BYTES, SHARE_BYTES);
        Shares::of_size(from, size, readers, len)
    }

    /// The same in shares of that many bytes.
    pub fn of_size(from: u64, size: u64, readers: usize, len: u64) -> Shares<P> {
        let mut list = VecDeque::new();
        let mut start = from;
        while start < size {
            let end = start.saturating_add(len.max(1)).min(size);
            list.push_back(Share { range: start..end, state: State::Waiting });
            start = end;
        }
        Shares { size, readers, first: 0, list }
    }

    /// The next share that nobody reads; its number and its bytes.
    pub fn give(&mut self) -> Option<(usize, Range<u64>)> {
        let ahead = AHEAD_EACH * self.readers;
        let mut shares = self.list.iter_mut().take(ahead).enumerate();
        let (at, share) = shares.find(|(_, share)| matches!(share.state, State::Waiting))?;
        share.state = State::Given;
        Some((self.first + at, share.range.clone()))
    }

    /// A share was read. `None`: only the owner can read it.
    pub fn read(&mut self, number: usize, part: Option<P>) {
        self.set(number, State::Read(part));
    }

    /// The reader of a share is gone.
    pub fn lose(&mut self, number: usize) {
        self.set(number, State::Waiting);
    }

    fn set(&mut self, number: usize, state: State<P>) {
        // Shares before the first were joined or fed already.
        if let Some(share) = number.checked_sub(self.first).and_then(|at| self.list.get_mut(at)) {
            share.state = state;
        }
    }

    /// What the owner does next; it has fed the file up to `fed`.
    pub fn step(&mut self, fed: u64) -> Step<P> {
        // What was fed in the meantime needs no other reader.
        while self
            .list
            .front()
            .is_some_and(|share| share.range.end <= fed && !matches!(share.state, State::Read(Some(_))))
        {
            self.pass();
        }
        match self.list.front() {
            None => Step::Finish,
            Some(Share { state: State::Read(Some(part)), .. }) => Step::Join(part.clone()),
            Some(Share { state: State::Given, .. }) => Step::Wait,
            Some(Share { state: State::Waiting | State::Read(None), range }) => {
                Step::Feed(range.end.min(self.size))
            }
        }
    }

    /// Goes on to the next share: the first one was joined or refused.
    pub fn pass(&mut self) {
        self.first += usize::from(self.list.pop_front().is_some());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_given_read_and_joined_in_order() {
        let mut shares = Shares::of_size(10, 45, 1, 10);
        assert_eq!(shares.step(10), Step::Feed(20));
        assert_eq!(shares.give(), Some((0, 10..20)));
        assert_eq!(shares.give(), Some((1, 20..30)));
        assert_eq!(shares.step(10), Step::Wait);
        shares.read(1, Some("second"));
        assert_eq!(shares.step(10), Step::Wait);
        shares.read(0, Some("first"));
        assert_eq!(shares.step(10), Step::Join("first"));
        shares.pass();
        assert_eq!(shares.step(21), Step::Join("second"));
        shares.pass();
        // The third is for the owner alone; the fourth has lost its reader and is given anew.
        assert_eq!((shares.give(), shares.give()), (Some((2, 30..40)), Some((3, 40..45))));
        shares.read(2, None);
        shares.lose(3);
        assert_eq!(shares.give(), Some((3, 40..45)));
        shares.lose(3);
        assert_eq!(shares.step(30), Step::Feed(40));
        assert_eq!(shares.step(40), Step::Feed(45));
        assert_eq!(shares.give(), Some((3, 40..45)));
        shares.read(3, Some("fourth"));
        assert_eq!(shares.step(40), Step::Join("fourth"));
        shares.pass();
        assert_eq!((shares.step(45), shares.give()), (Step::Finish, None));
        // Late answers are nobody's.
        shares.read(1, Some("late"));
    }

    #[test]
    fn nobody_reads_far_ahead() {
        let mut shares: Shares<()> = Shares::of_size(0, 1_000, 2, 10);
        let given = std::iter::from_fn(|| shares.give()).count();
        assert_eq!(given, 2 * AHEAD_EACH);
        let sizes = |size: u64, readers: usize| {
            let shares: Shares<()> = Shares::new(0, size, readers);
            (shares.list.len(), shares.list[0].range.end)
        };
        assert_eq!(sizes(16 << 20, 8), (8, SMALLEST_SHARE_BYTES));
        assert_eq!(sizes(1 << 30, 2), (128, SHARE_BYTES));
    }
}
