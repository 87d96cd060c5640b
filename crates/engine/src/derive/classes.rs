//! Tickets with equal facts share a class, so that one small number a row answers every rate.

use super::Facts;
use crate::dataset::{NO_BYTE, RATING_OFFERED, Ratings};
use model::outcome::{HandledBy, Outcome, RatingState};

/// Bits of a key below the rating: eligible 1, done 1, mature 1, reopened 2, returned 2, handled by 2, outcome 4.
const BITS: u32 = 13;
/// Marks a key that has no class yet.
const NEW: u16 = u16::MAX;

/// Facts of the classes met so far, found by their key without hashing.
pub(crate) struct Classes {
    number_of: Vec<u16>,
    facts: Vec<Facts>,
    ratings: Vec<(RatingState, u8)>,
}

impl Classes {
    /// Classes for ratings on this scale.
    pub(crate) fn new(ratings: Option<&Ratings>) -> Classes {
        let mut states: Vec<(RatingState, u8)> = Vec::new();
        for (level, meaning) in ratings.map_or(&[][..], |ratings| &ratings.levels).iter().enumerate() {
            states.push((if meaning.is_good { RatingState::Good } else { RatingState::Bad }, level as u8));
        }
        states.push((RatingState::Offered, NO_BYTE));
        states.push((RatingState::None, NO_BYTE));
        Classes { number_of: vec![NEW; states.len() << BITS], facts: Vec::new(), ratings: states }
    }

    /// Index of a rating for [`Classes::number`]: a level of the scale, offered, or none.
    pub(crate) fn rating(&self, level: u8, is_offered: bool) -> usize {
        let levels = self.ratings.len() - 2;
        if (level as usize) < levels {
            level as usize
        } else if level == RATING_OFFERED || is_offered {
            levels
        } else {
            levels + 1
        }
    }

    /// What a rating says.
    pub(crate) fn state(&self, rating: usize) -> RatingState {
        self.ratings[rating].0
    }

    /// Whether a rating is on the good side.
    pub(crate) fn is_good(&self, rating: usize) -> bool {
        self.ratings[rating].0 == RatingState::Good
    }

    /// The class of these facts; `rating` is of [`Classes::rating`], the facts' own rating is ignored.
    #[inline]
    pub(crate) fn number(&mut self, facts: &Facts, rating: usize) -> u16 {
        let tri = |value: Option<bool>| value.map_or(2, usize::from);
        let handled_by = facts.handled_by.map_or(3, |handler| match handler {
            HandledBy::AiOnly => 0,
            HandledBy::AiThenHuman => 1,
            HandledBy::HumanOnly => 2,
        });
        let key = (rating << BITS)
            | usize::from(facts.is_eligible)
            | usize::from(facts.is_done) << 1
            | usize::from(facts.is_mature) << 2
            | tri(facts.is_reopened) << 3
            | tri(facts.is_returned) << 5
            | handled_by << 7
            | (facts.outcome as usize) << 9;
        match self.number_of[key] {
            NEW => {
                let number = self.facts.len() as u16;
                let (state, level) = self.ratings[rating];
                self.facts.push(Facts { rating: state, rating_level: level, ..*facts });
                self.number_of[key] = number;
                number
            }
            number => number,
        }
    }

    /// The class of every ticket that is not eligible: nothing about it is counted.
    pub(crate) fn not_eligible(&mut self) -> u16 {
        let none = self.ratings.len() - 1;
        let facts = Facts {
            is_eligible: false,
            outcome: Outcome::HumanOnly,
            handled_by: None,
            rating: RatingState::None,
            rating_level: NO_BYTE,
            is_done: false,
            is_mature: false,
            is_reopened: None,
            is_returned: None,
        };
        self.number(&facts, none)
    }

    /// The facts of all classes.
    pub(crate) fn into_facts(self) -> Vec<Facts> {
        self.facts
    }
}

/// Puts classes in an order that does not depend on the order of rows.
pub(crate) fn sort(facts: &mut Vec<Facts>, class: &mut [u16]) {
    let key = |facts: &Facts| {
        (
            (!facts.is_eligible, facts.outcome, facts.handled_by, facts.rating, facts.rating_level),
            (facts.is_done, facts.is_mature, facts.is_reopened, facts.is_returned),
        )
    };
    let mut order: Vec<u16> = (0..facts.len() as u16).collect();
    model::order::sort_by_key(&mut order, |number| key(&facts[*number as usize]));
    let mut new_number = vec![0_u16; facts.len()];
    for (new, old) in order.iter().enumerate() {
        new_number[*old as usize] = new as u16;
    }
    *facts = order.iter().map(|old| facts[*old as usize]).collect();
    for number in class {
        *number = new_number[*number as usize];
    }
}
