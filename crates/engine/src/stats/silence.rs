//! What customers who did not answer would have to think for two groups to be equal.
//!
//! A tipping-point analysis of missing answers, as in X. Yan, S. Lee and N. Li, "Missing data handling methods in medical device clinical
//! trials", Journal of Biopharmaceutical Statistics 19 (2009), 1085–1098. The silent of the second group are taken to be like those who
//! answered; the silent of the first are asked about. Leaves out the map of both at once.

use super::wilson;

/// Who was asked in a group, who answered, and who answered well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Asked.
    pub asked: u64,
    /// Of these, answered.
    pub answers: u64,
    /// Of these, answered well.
    pub good: u64,
}

/// Where two groups would be equal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Tipping {
    /// At this share of satisfied among the silent of the first group, with its 95% interval.
    At(f64, (f64, f64)),
    /// Nowhere: the first stays below even if all its silent are satisfied.
    AlwaysBelow,
    /// Nowhere: the first stays above even if none of its silent is satisfied.
    AlwaysAbove,
}

/// The share of satisfied among the silent of the first group that makes both equal. The interval moves each of the three rates to the
/// ends of its Wilson interval and squares and adds what that changes (method of variance estimates recovery, G. Y. Zou and A. Donner,
/// 2008). `None` if a group has no answer, or the first has nobody who is silent.
pub fn tipping_point(first: Asked, second: Asked) -> Option<Tipping> {
    if first.answers == 0 || second.answers == 0 || first.answers >= first.asked {
        return None;
    }
    let share = |k: u64, n: u64| k as f64 / n as f64;
    let (rate, own, other) = (
        share(first.answers, first.asked),
        share(first.good, first.answers),
        share(second.good, second.answers),
    );
    let at = |rate: f64, own: f64, other: f64| (other - rate * own) / (1.0 - rate);
    let value = at(rate, own, other);
    if value > 1.0 {
        return Some(Tipping::AlwaysBelow);
    }
    if value < 0.0 {
        return Some(Tipping::AlwaysAbove);
    }
    let (mut below, mut above) = (0.0, 0.0);
    let rates = wilson(first.answers, first.asked)?;
    // At a response of all there is nobody silent to ask about.
    let rates = (rates.0, rates.1.min((1.0 + rate) / 2.0));
    let owns = wilson(first.good, first.answers)?;
    let others = wilson(second.good, second.answers)?;
    for (low, high) in [
        (at(rates.0, own, other), at(rates.1, own, other)),
        (at(rate, owns.1, other), at(rate, owns.0, other)),
        (at(rate, own, others.0), at(rate, own, others.1)),
    ] {
        let (down, up) = (value - low.min(high), low.max(high) - value);
        below += down * down;
        above += up * up;
    }
    Some(Tipping::At(value, ((value - below.sqrt()).max(0.0), (value + above.sqrt()).min(1.0))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    fn asked(asked: u64, answers: u64, good: u64) -> Asked {
        Asked { asked, answers, good }
    }

    fn value(first: Asked, second: Asked) -> f64 {
        match tipping_point(first, second) {
            Some(Tipping::At(value, (low, high))) => {
                assert!(0.0 <= low && low <= value && value <= high && high <= 1.0);
                value
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn both_are_equal_at_the_tipping_point() {
        // 100 of 1,000 answered, 80 of them well; of people's, 90%: 1,000 × 0.9 = 80 + 900 × q.
        assert!((value(asked(1_000, 100, 80), asked(500, 200, 180)) - 820.0 / 900.0).abs() < 1e-12);
        // The lead of the AI is gone where fewer of its silent are satisfied than of those who rated.
        assert!((value(asked(1_000, 100, 90), asked(500, 200, 160)) - 710.0 / 900.0).abs() < 1e-12);
        // Equal among those who answered: the silent must be like them.
        assert!((value(asked(400, 100, 80), asked(400, 10, 8)) - 0.8).abs() < 1e-12);
    }

    #[test]
    fn there_may_be_no_such_point() {
        // 800 answered, 400 well; 200 silent cannot lift that to 90%.
        assert_eq!(tipping_point(asked(1_000, 800, 400), asked(100, 100, 90)), Some(Tipping::AlwaysBelow));
        assert_eq!(tipping_point(asked(1_000, 900, 900), asked(100, 100, 50)), Some(Tipping::AlwaysAbove));
        for (first, second) in [
            (asked(10, 0, 0), asked(10, 5, 5)),
            (asked(10, 5, 5), asked(10, 0, 0)),
            (asked(10, 10, 5), asked(10, 5, 5)),
        ] {
            assert_eq!(tipping_point(first, second), None);
        }
    }

    /// Over many files, 95% of the intervals hold the point that the true rates give.
    #[test]
    fn the_interval_covers_the_true_point() {
        let (rate, own, other) = (0.15, 0.8, 0.85);
        let truth = (other - rate * own) / (1.0 - rate);
        let mut random = Random::new(41, 0);
        const FILES: u32 = 2_000;
        let mut held = 0;
        for _ in 0..FILES {
            let mut sample = |asked: u64, rate: f64, good: f64| {
                let mut group = Asked { asked, answers: 0, good: 0 };
                for _ in 0..asked {
                    if random.unit() < rate {
                        group.answers += 1;
                        group.good += u64::from(random.unit() < good);
                    }
                }
                group
            };
            let (first, second) = (sample(1_200, rate, own), sample(800, 0.3, other));
            if let Some(Tipping::At(_, (low, high))) = tipping_point(first, second) {
                held += u32::from(low <= truth && truth <= high);
            }
        }
        let share = f64::from(held) / f64::from(FILES);
        assert!((0.935..=0.97).contains(&share), "{share}");
    }
}
