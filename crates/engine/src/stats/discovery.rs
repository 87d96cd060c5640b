//! Many things looked at: which of them stand out.
//!
//! Y. Benjamini and Y. Hochberg, "Controlling the False Discovery Rate: A Practical and Powerful Approach to Multiple Testing",
//! Journal of the Royal Statistical Society B 57 (1995), 289–300. Of what is named, at most the stated share is chance, on average;
//! where nothing at all is behind any of them, the chance to name one is at most that share. It holds for independent looks and for
//! those that rise and fall together.

/// Which of these probabilities stand out when at most `share` of those named may be chance. A probability that is not a number
/// does not, but counts as one more that was looked at.
pub fn stand_out(probabilities: &[f64], share: f64) -> Vec<bool> {
    // Some of what is not a number sorts before all numbers, by its sign, which is the processor's own.
    let mut order: Vec<usize> = (0..probabilities.len()).filter(|at| !probabilities[*at].is_nan()).collect();
    model::order::sort_by(&mut order, |a, b| probabilities[*a].total_cmp(&probabilities[*b]));
    let looked_at = probabilities.len() as f64;
    let passes = |rank: usize| probabilities[order[rank]] <= (rank + 1) as f64 / looked_at * share;
    let named = (0..order.len()).rev().find(|rank| passes(*rank)).map_or(0, |rank| rank + 1);
    let mut stands_out = vec![false; probabilities.len()];
    for index in &order[..named] {
        stands_out[*index] = true;
    }
    stands_out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the paper (3.2): fifteen comparisons of two treatments after a heart attack. Bonferroni would name three.
    #[test]
    fn the_example_of_the_paper() {
        let published = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
            0.6528, 0.7590, 1.0,
        ];
        assert_eq!(stand_out(&published, 0.05).iter().filter(|named| **named).count(), 4);
        let mut turned = published;
        turned.reverse();
        let named = stand_out(&turned, 0.05);
        assert_eq!(named.iter().position(|named| *named), Some(11), "whatever their order");
    }

    #[test]
    fn a_later_one_that_passes_takes_the_earlier_along() {
        // 0.03 > 0.05/3 and 0.035 > 2 * 0.05/3, but 0.04 <= 0.05.
        assert_eq!(stand_out(&[0.03, 0.04, 0.035], 0.05), [true, true, true]);
        assert_eq!(stand_out(&[0.03, 0.06, 0.035], 0.05), [false, false, false]);
        assert_eq!(stand_out(&[f64::NAN, 0.001], 0.05), [false, true]);
        assert_eq!(stand_out(&[-f64::NAN, 0.001], 0.05), [false, true]);
        assert_eq!(stand_out(&[-f64::NAN, 0.04], 0.05), [false, false], "it was looked at, too");
        assert_eq!(stand_out(&[], 0.05), Vec::<bool>::new());
    }
}
