//! Placing labels so that none covers another.

use model::order::{sort_by, sort_by_key};

/// A label that wants to stand at a height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Wish {
    /// Where its middle would be best.
    pub(crate) at: f64,
    /// The room it takes.
    pub(crate) height: f64,
    /// Which labels go first where there is no room for all: the lowest rank stays.
    pub(crate) rank: usize,
}

/// The middles of the labels, in the order of the wishes, moved as little as possible so that they keep apart and within
/// `low..=high`; `None` for a label there is no room for.
pub(crate) fn spread(wishes: &[Wish], low: f64, high: f64) -> Vec<Option<f64>> {
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    sort_by_key(&mut order, |index| wishes[*index].rank);
    let mut room = high - low;
    order.retain(|index| {
        let fits = wishes[*index].height <= room + 1e-6;
        room -= if fits { wishes[*index].height } else { 0.0 };
        fits
    });
    sort_by(&mut order, |a, b| wishes[*a].at.total_cmp(&wishes[*b].at).then(a.cmp(b)));

    // Neighbours that would overlap move as one block, whose place is the mean of what its members wish for.
    struct Block {
        members: Vec<usize>,
        height: f64,
        wish_sum: f64,
    }
    let top_of = |block: &Block| {
        (block.wish_sum / block.members.len() as f64).clamp(low, (high - block.height).max(low))
    };
    let mut blocks: Vec<Block> = Vec::new();
    for index in order {
        let wish = wishes[index];
        let mut block =
            Block { members: vec![index], height: wish.height, wish_sum: wish.at - wish.height / 2.0 };
        while let Some(above) = blocks.pop() {
            if top_of(&above) + above.height <= top_of(&block) + 1e-9 {
                blocks.push(above);
                break;
            }
            // Members of the lower block sit below the upper one: their wish for the common top is that much higher.
            block = Block {
                wish_sum: above.wish_sum + block.wish_sum - above.height * block.members.len() as f64,
                height: above.height + block.height,
                members: above.members.into_iter().chain(block.members).collect(),
            };
        }
        blocks.push(block);
    }
    let mut placed = vec![None; wishes.len()];
    for block in &blocks {
        let mut top = top_of(block);
        for index in &block.members {
            placed[*index] = Some(top + wishes[*index].height / 2.0);
            top += wishes[*index].height;
        }
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(at: f64) -> Wish {
        Wish { at, height: 10.0, rank: 0 }
    }

    #[test]
    fn labels_with_room_stay() {
        assert_eq!(spread(&[wish(50.0), wish(20.0)], 0.0, 100.0), [Some(50.0), Some(20.0)]);
    }

    #[test]
    fn close_labels_part_evenly() {
        assert_eq!(spread(&[wish(50.0), wish(50.0)], 0.0, 100.0), [Some(45.0), Some(55.0)]);
        assert_eq!(spread(&[wish(0.0), wish(1.0)], 0.0, 100.0), [Some(5.0), Some(15.0)]);
        assert_eq!(spread(&[wish(99.0), wish(100.0)], 0.0, 100.0), [Some(85.0), Some(95.0)]);
    }

    #[test]
    fn what_has_no_room_is_left_out_by_rank() {
        let wishes: Vec<Wish> = (0..5).map(|rank| Wish { at: 10.0, height: 10.0, rank }).collect();
        let placed = spread(&wishes, 0.0, 30.0);
        assert_eq!(placed.iter().filter(|place| place.is_some()).count(), 3);
        assert!(placed[4].is_none() && placed[3].is_none());
    }

    #[test]
    fn none_ever_overlap() {
        let mut seed = 7_u64;
        let mut random = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 40) as f64 / (1_u64 << 24) as f64
        };
        for _ in 0..3_000 {
            let wishes: Vec<Wish> = (0..(random() * 14.0) as usize)
                .map(|rank| Wish { at: random() * 140.0 - 20.0, height: 5.0 + random() * 15.0, rank })
                .collect();
            let placed = spread(&wishes, 0.0, 100.0);
            let mut spans: Vec<(f64, f64)> = wishes
                .iter()
                .zip(&placed)
                .filter_map(|(wish, at)| at.map(|at| (at - wish.height / 2.0, at + wish.height / 2.0)))
                .collect();
            spans.sort_by(|a, b| a.0.total_cmp(&b.0));
            assert!(spans.iter().all(|(top, bottom)| *top >= -1e-6 && *bottom <= 100.0 + 1e-6), "{spans:?}");
            assert!(spans.windows(2).all(|pair| pair[0].1 <= pair[1].0 + 1e-6), "{wishes:?} {spans:?}");
        }
    }
}
