//! How often the same customer came back with anything, and with the same topic, whatever scope is in force.

use super::clauses::{NEEDS_DONE_AT, WILSON};
use super::declare::{ByCase, Measure, Metric, Need};
use crate::definitions::clauses::{KNOWN_REQUESTER, PASSED};
use crate::definitions::declare::{Clause, Test};
use model::field::Field;
use model::units::Unit;

const SOURCE: &str = "Google, Dialogflow CX, “Class MetricType”, \
                      https://docs.cloud.google.com/python/docs/reference/dialogflow-cx/1.40.0/google.cloud.dialogflowcx_v3.types.Experiment.Result.MetricType: \
                      contained sessions with no call back of the same user in 24 hours; WFM Labs, “First Contact Resolution”, \
                      https://wiki.wfmlabs.org/wiki/First_Contact_Resolution: windows of 7 to 14 days are usual.";
const UNSEEN: &str =
    "A return under another address or through a channel that is not in the file is not seen.";

/// With anything.
pub(super) static ANY: Metric = Metric {
    id: "repeat_any",
    label: "Repeat contact, any topic",
    meaning: "Of the solved tickets whose window has passed, the share after which the same customer wrote again within it, about \
              whatever.",
    unit: Unit::Share,
    higher_is_better: Some(false),
    formula: "tickets followed by another of the same requester within the window / solved tickets with a known requester whose \
              window has passed",
    interval: WILSON,
    source: SOURCE,
    caveats: &[
        "Customers who write often come back anyway: the excess repeat contact takes that away.",
        UNSEEN,
    ],
    needs: &[Need::Field(Field::Requester), NEEDS_DONE_AT],
    uses: &[],
    measure: Measure::ByCase(&ByCase {
        of: &[PASSED, KNOWN_REQUESTER],
        counts: &[Clause {
            label: "The customer came back within {days}",
            none: "was followed by another",
            test: Test::Back(0),
        }],
        excess: None,
        tells_ai_only: true,
        without: &[],
    }),
};

/// With the same topic.
pub(super) static SAME: Metric = Metric {
    id: "repeat_same",
    label: "Repeat contact, same topic",
    meaning: "Of the solved tickets whose window has passed, the share after which the same customer wrote again within it about the \
              same topic.",
    unit: Unit::Share,
    higher_is_better: Some(false),
    formula: "tickets followed by another of the same requester with the same topic within the window / solved tickets with a known \
              requester whose window has passed",
    interval: WILSON,
    source: SOURCE,
    caveats: &[
        "Topics as coarse as “Question” make strangers of one topic; topics as fine as an order make one matter into several.",
        "Tickets without a topic are taken for one topic.",
        UNSEEN,
    ],
    needs: &[Need::Field(Field::Requester), Need::Field(Field::Topic), NEEDS_DONE_AT],
    uses: &[],
    measure: Measure::ByCase(&ByCase {
        of: &[PASSED, KNOWN_REQUESTER],
        counts: &[Clause {
            label: "The customer came back with the same topic within {days}",
            none: "was followed by another on the same topic",
            test: Test::BackSameTopic(0),
        }],
        excess: None,
        tells_ai_only: true,
        without: &[],
    }),
};
