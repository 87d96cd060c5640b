//! Drawing with replacement: the inner loops of the bootstrap.
//!
//! Random numbers are those of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014),
//! whole numbers throughout: the same state draws the same on every target.

/// What the state of a generator grows by.
pub const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// Mixes the bits of a number (the finaliser of SplitMix64).
pub const fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(STEP);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A whole number from 0 to `end` (exclusive) out of 64 random bits; 0 when `end` is 0.
#[inline(always)]
pub const fn below(bits: u64, end: u32) -> u32 {
    (((bits >> 32) * end as u64) >> 32) as u32
}

/// Sums over as many clusters as there are, drawn with replacement; each holds two counts. `state` is that of the generator, and
/// is left where the draw ended.
#[inline(never)]
pub fn sums(clusters: &[[u32; 2]], state: &mut u64) -> [u64; 2] {
    let end = clusters.len() as u32;
    let mut sums = [0_u64; 2];
    for _ in 0..end {
        let [first, second] = clusters[below(mix(*state), end) as usize];
        *state = state.wrapping_add(STEP);
        sums[0] += u64::from(first);
        sums[1] += u64::from(second);
    }
    sums
}

/// How often each cluster comes when as many are drawn with replacement as there are.
#[inline(never)]
pub fn times(times: &mut [u32], state: &mut u64) {
    let end = times.len() as u32;
    times.fill(0);
    for _ in 0..end {
        times[below(mix(*state), end) as usize] += 1;
        *state = state.wrapping_add(STEP);
    }
}

/// How many cases there are when each comes as often as its cluster.
#[inline(never)]
pub fn weight(cluster_of: &[u32], times: &[u32]) -> u64 {
    cluster_of.iter().map(|cluster| u64::from(times[*cluster as usize])).sum()
}

/// Which cases hold two ranks, `low` and the same or a higher one, counted from 0, when each case comes as often as its cluster.
/// The cases stand in their order; the ranks are below [`weight`].
#[inline(never)]
pub fn at_ranks(cluster_of: &[u32], times: &[u32], low: u64, high: u64) -> [usize; 2] {
    let mut found = [0; 2];
    let mut before = 0;
    for (case, cluster) in cluster_of.iter().enumerate() {
        let after = before + u64::from(times[*cluster as usize]);
        if before <= low && low < after {
            found[0] = case;
        }
        if before <= high && high < after {
            found[1] = case;
            break;
        }
        before = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_the_clusters_that_came() {
        let clusters: Vec<[u32; 2]> = (0..500).map(|at| [at % 3, at]).collect();
        let (mut one, mut other) = (7, 7);
        let mut came = vec![0; clusters.len()];
        for _ in 0..20 {
            times(&mut came, &mut one);
            assert_eq!(came.iter().sum::<u32>(), 500);
            let of = |place: usize| {
                clusters.iter().zip(&came).map(|(cluster, n)| u64::from(cluster[place] * n)).sum::<u64>()
            };
            assert_eq!(sums(&clusters, &mut other), [of(0), of(1)]);
            assert_eq!(one, other);
        }
        assert_eq!(sums(&[], &mut one), [0, 0]);
    }

    #[test]
    fn ranks_are_those_of_the_cases_written_out() {
        let cluster_of: Vec<u32> = (0..60).map(|case| (case * 7) % 11).collect();
        let mut came = vec![0; 11];
        let mut state = 3;
        for _ in 0..50 {
            times(&mut came, &mut state);
            let written: Vec<usize> = cluster_of
                .iter()
                .enumerate()
                .flat_map(|(case, cluster)| std::iter::repeat_n(case, came[*cluster as usize] as usize))
                .collect();
            assert_eq!(weight(&cluster_of, &came), written.len() as u64);
            for low in 0..written.len().saturating_sub(1) {
                let high = low + 1;
                assert_eq!(
                    at_ranks(&cluster_of, &came, low as u64, high as u64),
                    [written[low], written[high]]
                );
            }
        }
    }
}
