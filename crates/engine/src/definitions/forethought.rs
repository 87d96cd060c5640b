//! Forethought: one numerator, three denominators.

use super::clauses::{AI, DONE, NO_PERSON, NOTHING_AGAINST};
use super::declare::{Clause, Definition, PLAIN, Test, Way};

const SOURCE: &str = "Forethought, “Solve Email Analytics”, \
                      https://support.forethought.ai/hc/en-us/articles/21325040060051-Solve-Email-Analytics: deflected is an e-mail \
                      that got a response and was neither answered nor clicked negative; its share is given of e-mails received, \
                      of eligible ones, and of responses sent.";
const FROZEN: &str =
    "The vendor's status can change only until the ticket is closed: a reply after that is not seen.";
const THREE: &str = "One numerator over three denominators: ask which one a quoted rate has.";

const MAIL: Clause = Clause { label: "By e-mail or form", none: "came by e-mail or form", test: Test::Mail };
const UNANSWERED: Clause = Clause {
    label: "The customer did not answer",
    none: "was left unanswered by the customer",
    test: Test::CustomerWroteAtMost(1),
};
const DEFLECTED: &[Clause] = &[AI, NO_PERSON, UNANSWERED, NOTHING_AGAINST, DONE];

pub(super) static RECEIVED: Definition = Definition {
    id: "forethought_received",
    vendor: "Forethought",
    label: "Deflection of e-mails received",
    meaning: "E-mails that got a response and no answer to it, of all e-mails.",
    formula: "e-mails with a response, neither answered nor clicked negative / e-mails received",
    source: SOURCE,
    caveats: &[THREE, FROZEN],
    ways: &[Way { with: &[], own_words: "", of: &[MAIL], counts: DEFLECTED, approximated: &[] }],
    ..PLAIN
};

pub(super) static ELIGIBLE: Definition = Definition {
    id: "forethought_eligible",
    vendor: "Forethought",
    label: "Deflection of eligible e-mails",
    meaning: "E-mails that got a response and no answer to it, of those that the rules let the AI respond to.",
    formula: "e-mails with a response, neither answered nor clicked negative / e-mails that the rules let through",
    source: SOURCE,
    caveats: &[THREE, FROZEN],
    untold: "Which e-mails the rules of automation let through stands in no export of tickets. Ask the vendor for its list of \
             eligible e-mails; the value lies between those of e-mails received and of responses sent.",
    ..PLAIN
};

pub(super) static SENT: Definition = Definition {
    id: "forethought_sent",
    vendor: "Forethought",
    label: "Deflection of responses sent",
    meaning: "E-mails that got a response and no answer to it, of all that got a response.",
    formula: "e-mails with a response, neither answered nor clicked negative / e-mails with a response",
    source: SOURCE,
    caveats: &[THREE, FROZEN],
    ways: &[Way {
        with: &[],
        own_words: "",
        of: &[MAIL, AI],
        counts: &[NO_PERSON, UNANSWERED, NOTHING_AGAINST, DONE],
        approximated: &[],
    }],
    ..PLAIN
};
