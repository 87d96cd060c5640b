//! First contact resolution in the variants that are published. Net first contact resolution, which leaves out contacts that could
//! not be solved at the first level, is not among them: which those are is a judgement that no export holds.

use super::clauses::{NEEDS_DONE, NEEDS_DONE_AT, WILSON};
use super::declare::{ByCase, Measure, Metric, Need};
use crate::definitions::clauses::{DONE, NOT_REOPENED};
use crate::definitions::declare::{Clause, Test};
use crate::derive::recontact::Issue;
use model::field::Field;
use model::units::Unit;

const CUSTOMER_SILENT: Clause = Clause {
    label: "The customer did not write again in it",
    none: "was without a reply of the customer",
    test: Test::CustomerWroteAtMost(1),
};
const ONE_REPLY: Clause = Clause {
    label: "With exactly one public reply of a person",
    none: "had exactly one public reply of a person",
    test: Test::OneHumanReply,
};
const NO_RETURN_TEST: &str = "It does not ask whether the customer came back with a new ticket.";
const NO_AI: &str = "Only replies of people count, as in the vendor's own report: what the AI solved alone had none, so it is in the \
                     denominator of all tickets and never in the numerator. By itself it would be 0% by definition, so it has no row.";

/// By issues.
pub(super) static OPERATIONAL: Metric = Metric {
    id: "fcr_operational",
    label: "First contact resolution, by issue",
    meaning: "Of the issues that are over, the share that took the customer one ticket: solved, not reopened, and not followed by \
              another on the same topic.",
    unit: Unit::Share,
    higher_is_better: Some(true),
    formula: "issues of one ticket that was not reopened / issues whose tickets are all solved, and whose window has passed since; an \
              issue is a chain of tickets of one requester on one topic, each created while one before it was not solved or at most the \
              window after the last of them was; it is dated, filtered and handled as its first ticket",
    interval: WILSON,
    source: "WFM Labs, “First Contact Resolution”, https://wiki.wfmlabs.org/wiki/First_Contact_Resolution: no further contact about \
             the same matter within a window, usually 7 to 14 days. Net first contact resolution (Medallia, \
             https://docs.medallia.com/agent-connect/faqs/how-is-first-contact-resolution-fcr-calculated), which leaves out what could \
             not be solved at the first level, is a judgement and not computed.",
    caveats: &[
        "A ticket is one contact, however many messages it holds.",
        "An issue that began before the file does is taken to begin with its first ticket in the file.",
        "Without topics, or with coarse ones, all that a customer writes within the window is one issue.",
    ],
    needs: &[Need::Field(Field::Requester), NEEDS_DONE_AT],
    uses: &[Field::Topic, Field::Reopens],
    measure: Measure::ByCase(&ByCase {
        of: &[Clause {
            label: "First ticket of an issue that is over, {days} ago or more",
            none: "begins an issue that was over long enough before the file ends",
            test: Test::Issue(&[Issue::First, Issue::Only]),
        }],
        counts: &[
            Clause {
                label: "Its only ticket",
                none: "is the only one of its issue",
                test: Test::Issue(&[Issue::Only]),
            },
            NOT_REOPENED,
        ],
        excess: None,
        tells_ai_only: true,
        without: &[(Field::Topic, "whatever the topic"), (Field::Reopens, "reopens not told")],
    }),
};

/// Zendesk's.
pub(super) static ZENDESK: Metric = Metric {
    id: "fcr_zendesk",
    label: "One-touch, as Zendesk counts",
    meaning: "Of the solved tickets, the share with exactly one public reply of an agent and no reopening.",
    unit: Unit::Share,
    higher_is_better: Some(true),
    formula: "solved tickets with exactly one public reply of a person and no reopening / solved tickets",
    interval: WILSON,
    source: "Zendesk, “How are one-touch resolutions calculated?”, \
             https://support.zendesk.com/hc/en-us/articles/4408820618266: solved or closed tickets with one agent reply; a ticket \
             without any is none, and one that is reopened and answered again is none either.",
    caveats: &[
        NO_AI,
        "Zendesk leaves a reopening out of account that nobody answered (a “thank you”); here every reopening counts against it.",
        NO_RETURN_TEST,
    ],
    needs: &[NEEDS_DONE, Need::Field(Field::HumanReplies)],
    uses: &[Field::Reopens],
    measure: Measure::ByCase(&ByCase {
        of: &[DONE],
        counts: &[ONE_REPLY, NOT_REOPENED],
        excess: None,
        tells_ai_only: false,
        without: &[(Field::Reopens, "reopens not told")],
    }),
};

/// Freshservice's.
pub(super) static FRESHSERVICE: Metric = Metric {
    id: "fcr_freshservice",
    label: "First contact resolution, as Freshservice counts",
    meaning: "Of the solved tickets, the share in which the customer wrote nothing after what began them, however often the team did.",
    unit: Unit::Share,
    higher_is_better: Some(true),
    formula: "solved tickets without a reply of the customer / solved tickets",
    interval: WILSON,
    source: "Freshservice, “How do you calculate FCR%?”, \
             https://support.freshservice.com/en/support/solutions/articles/50000004904: resolved without an interaction of the \
             customer, whatever the number of the agent's responses; the description is none.",
    caveats: &[
        "A customer who said “thank you” is counted as one who had to write again, one who gave up as one who was helped.",
        NO_RETURN_TEST,
    ],
    needs: &[NEEDS_DONE, Need::Field(Field::CustomerMessages)],
    uses: &[],
    measure: Measure::ByCase(&ByCase {
        of: &[DONE],
        counts: &[CUSTOMER_SILENT],
        excess: None,
        tells_ai_only: true,
        without: &[],
    }),
};

/// Zoho's.
pub(super) static ZOHO: Metric = Metric {
    id: "fcr_zoho",
    label: "First contact resolution, as Zoho Desk counts",
    meaning: "Of the solved tickets, the share that was closed with one public reply of an agent.",
    unit: Unit::Share,
    higher_is_better: Some(true),
    formula: "solved tickets with exactly one public reply of a person / solved tickets",
    interval: WILSON,
    source: "Zoho, “Understanding the Agent Performance report”, \
             https://help.zoho.com/portal/en/kb/desk/reports-and-dashboards/articles/understanding-the-agent-performance-report: \
             tickets closed with a single public response.",
    caveats: &[NO_AI, "It does not ask whether the ticket was reopened.", NO_RETURN_TEST],
    needs: &[NEEDS_DONE, Need::Field(Field::HumanReplies)],
    uses: &[],
    measure: Measure::ByCase(&ByCase {
        of: &[DONE],
        counts: &[ONE_REPLY],
        excess: None,
        tells_ai_only: false,
        without: &[],
    }),
};
