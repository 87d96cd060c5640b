//! The long wait for a first reply.

use super::clauses::ORDER;
use super::declare::{Measure, Metric, Need};
use crate::query::Span;
use model::field::Field;
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "first_reply_p90",
    label: "First reply, 90th percentile",
    meaning: "Nine in ten customers got a first reply within this time, from the AI or a person.",
    unit: Unit::Seconds,
    higher_is_better: Some(false),
    formula: "90th percentile of the seconds from creation to the first reply, over tickets that got one",
    interval: ORDER,
    source: "Zendesk, “About native Support time duration metrics”, https://support.zendesk.com/hc/en-us/articles/4408834848154: from \
             creation to the first public reply of an agent; Intercom and others count the first reply of the AI, too.",
    caveats: &[
        "An answer of the AI counts as a reply here unless the file gives only replies of people: an AI that answers at once makes \
         this fall without anybody being helped sooner. Compare “Human only”.",
        "Whether the clock ran all day or in business hours only is among the decisions on the Import screen.",
    ],
    needs: &[Need::OneOf(
        &[Field::FirstReplyTime, Field::FirstReplyAt, Field::FirstHumanReplyAt],
        "when the first reply came",
    )],
    uses: &[],
    measure: Measure::Duration { span: Span::FirstReply, at: 0.9 },
};
