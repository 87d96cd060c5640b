//! Customer satisfaction as if every kind of ticket had been rated equally often.

use super::clauses::{NEEDS_AI, NEEDS_DONE, NEEDS_PERSON};
use super::declare::{Measure, Metric, Need, Survey};
use super::seen;
use model::field::Field;
use model::units::Unit;

const NEEDS_STRATA: Need = Need::OneOf(
    &[Field::Channel, Field::Topic, Field::FirstReplyTime, Field::FirstReplyAt, Field::FirstHumanReplyAt],
    "one kind of ticket from another",
);
const SOURCE: &str = "Post-stratification: D. Holt and T. M. F. Smith, “Post stratification”, Journal of the Royal Statistical \
                      Society A 142 (1979), 33-46, https://doi.org/10.2307/2344652.";
const UNEXPLAINED: &str = "It mends only what channel, topic and the wait for a reply explain of who answers. Where unhappy customers \
                           of one kind of ticket answer more often than happy ones, it is as wrong as before.";
const OWN_TICKETS: &str =
    "Each handler keeps the tickets it has: that the AI gets easier ones is not mended.";

pub(super) static METRIC: Metric = Metric {
    id: "csat_reweighted",
    label: "CSAT, reweighted",
    meaning: "CSAT as it would be if customers of every channel, topic and waiting time had answered equally often.",
    unit: Unit::Share,
    higher_is_better: Some(true),
    formula: "sum over kinds of ticket of (its share of the handler's solved tickets) × (good ratings / ratings in it); a kind is a \
              channel, a topic and a wait for the first reply (up to 5 minutes, 1 hour, 8 hours, a day, longer, none), as far as the \
              file has them; kinds that nobody rated are left out; where they would hold more than half of a handler's solved \
              tickets, kinds are told apart by channel and topic, else by channel and wait, else by channel alone",
    interval: "95%, Wilson score interval on as many ratings as the weights leave: (sum of weights)² / sum of weight² / ratings \
               (L. Kish, “Survey Sampling”, 1965, 11.2). It takes satisfaction to vary as much within kinds as over all, and so is \
               rather too wide.",
    source: SOURCE,
    caveats: &[UNEXPLAINED, OWN_TICKETS],
    needs: &[Need::Field(Field::Rating), NEEDS_DONE, NEEDS_STRATA],
    uses: seen::PERSON,
    measure: Measure::Survey(Survey::Reweighted),
};

pub(super) static GAP: Metric = Metric {
    id: "csat_reweighted_difference",
    label: "CSAT gap, reweighted",
    meaning: "How many points the reweighted CSAT of AI-only tickets lies above (+) or below (−) that of human-only tickets.",
    unit: Unit::SharePoints,
    higher_is_better: Some(true),
    formula: "reweighted CSAT of AI-only tickets − reweighted CSAT of human-only tickets",
    interval: "95%, from the two intervals by the method of variance estimates recovery (G. Y. Zou and A. Donner, 2008, Statistics in \
               Medicine 27:1693-1702).",
    source: SOURCE,
    caveats: &[UNEXPLAINED, OWN_TICKETS],
    needs: &[Need::Field(Field::Rating), NEEDS_AI, NEEDS_PERSON, NEEDS_DONE, NEEDS_STRATA],
    uses: &[],
    measure: Measure::Survey(Survey::ReweightedGap),
};
