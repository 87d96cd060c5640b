//! Tickets by what their customers answered on a short scale of numbers, and by who handled them.

use super::Context;
use super::customers::{Pair, pairs_by_handler};
use super::select::Selection;
use kernels::Codes;
use kernels::count::by_code_and_class;
use model::filter::Filter;

/// Answers from 0 up to this are told apart.
pub(crate) const HIGHEST: usize = 10;

/// How many tickets have each answer: of all, of the AI only, of the AI and then a person, of people only.
pub(crate) type Histograms = [[u64; HIGHEST + 1]; 4];

/// Eligible tickets under a filter by the number in a column.
pub(crate) fn histograms(context: Context<'_>, filter: &Filter, column: &[u8]) -> Histograms {
    let derived = context.derived;
    let classes = derived.classes.len();
    let selection = Selection::new(context, filter);
    // The last place takes what is no answer.
    let base_of: Vec<u32> = (0..=HIGHEST + 1).map(|answer| (answer * classes) as u32).collect();
    let mut counts = vec![0_u32; base_of.len() * classes];
    by_code_and_class(selection.rows(), Codes::U8(column), &base_of, &derived.class, &mut counts);
    let mut histograms = Histograms::default();
    for (answer, counts) in counts.chunks_exact(classes.max(1)).take(HIGHEST + 1).enumerate() {
        for ((n, facts), passes) in counts.iter().zip(&derived.classes).zip(selection.classes()) {
            if *passes && facts.is_eligible {
                histograms[0][answer] += u64::from(*n);
                if let Some(handler) = facts.handled_by {
                    histograms[handler as usize + 1][answer] += u64::from(*n);
                }
            }
        }
    }
    histograms
}

/// Pairs of such tickets of one customer by both answers, in the same order.
pub(crate) fn pairs(context: Context<'_>, filter: &Filter, column: &[u8]) -> [Vec<Pair>; 4] {
    let answer = |row: usize| u16::from(column[row]).min(HIGHEST as u16 + 1);
    // The last place takes what is no answer.
    let mut pairs = pairs_by_handler(context, filter, answer, HIGHEST + 2);
    for pairs in &mut pairs {
        pairs.retain(|pair| pair.is_below(HIGHEST + 1));
    }
    pairs
}
