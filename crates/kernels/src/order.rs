//! Putting long columns of numbers in order, with one copy of the code that sorts numbers of 64 bits.

/// Sorts pairs of numbers by the first and then the second.
#[inline(never)]
pub fn sort_pairs(pairs: &mut [(u32, u32)]) {
    let mut numbers: Vec<u64> =
        pairs.iter().map(|(high, low)| u64::from(*high) << 32 | u64::from(*low)).collect();
    numbers.sort_unstable();
    for (pair, number) in pairs.iter_mut().zip(numbers) {
        *pair = ((number >> 32) as u32, number as u32);
    }
}

/// Numbers with their places, in the order of the numbers and then of the places.
#[must_use]
pub(crate) fn placed(numbers: &[u32]) -> Vec<(u32, u32)> {
    let mut placed: Vec<(u32, u32)> = numbers.iter().copied().zip(0..).collect();
    sort_pairs(&mut placed);
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_by_the_first_and_then_the_second() {
        let mut pairs = [(7, 1), (u32::MAX, 0), (7, 0), (0, u32::MAX), (0, 2)];
        sort_pairs(&mut pairs);
        assert_eq!(pairs, [(0, 2), (0, u32::MAX), (7, 0), (7, 1), (u32::MAX, 0)]);
    }
}
