//! The outcome ladder: one rung for each eligible ticket, the first rule that matches wins.
//!
//! Rungs and their order are those of [`Outcome`]; this file is the only place that decides. Two questions come first: did an AI
//! answer ([`super::ai`]), and did a person ([`Touch`]).

use super::ai::evidence;
use model::outcome::{HandledBy, Outcome};

/// What is known of one ticket before it is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ticket {
    /// Bits of [`evidence`].
    pub(crate) ai: u8,
    /// Whether a person replied in public; `None`: the file does not count replies.
    pub(crate) has_human_reply: Option<bool>,
    /// Whether the assignee is a person.
    pub(crate) is_assigned_to_human: bool,
    /// Whether anyone replied at all.
    pub(crate) has_reply: bool,
    /// Solved or closed.
    pub(crate) is_done: bool,
    /// Done, and the window has passed.
    pub(crate) is_mature: bool,
    /// Reopened at least once.
    pub(crate) is_reopened: Option<bool>,
    /// The requester came back within the window.
    pub(crate) is_returned: Option<bool>,
    /// Rated on the good side.
    pub(crate) is_rated_good: bool,
    /// The customer's last word asked for something, and nobody answered it.
    pub(crate) is_left_asking: bool,
}

/// Whether a person took part, and what tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Touch {
    /// Public replies of people.
    Replied,
    /// No reply is counted, but a person was assigned and the ticket was handed over and done: solved without a written reply.
    SolvedUnwritten,
    /// Replies are not counted; the vendor says that it was handed over.
    VendorHandedOver,
    /// Replies are not counted; a person was assigned and it was done.
    AssignedAndDone,
    /// Replies are counted, and there is none.
    NoReply,
    /// Replies are not counted; the vendor says that no person was needed.
    VendorResolved,
    /// Nothing points to a person.
    Nothing,
}

impl Touch {
    pub(crate) fn is_human(self) -> bool {
        matches!(
            self,
            Touch::Replied | Touch::SolvedUnwritten | Touch::VendorHandedOver | Touch::AssignedAndDone
        )
    }
}

impl Ticket {
    fn has(&self, bit: u8) -> bool {
        self.ai & bit != 0
    }

    /// Whether an AI answered.
    pub(crate) fn is_ai(&self) -> bool {
        self.has(evidence::INVOLVED)
    }

    /// Whether a person took part. Counted replies come first: they are what the customer saw. The vendor's word that nobody was
    /// needed outweighs a mere assignment, since many helpdesks assign by themselves.
    pub(crate) fn touch(&self) -> Touch {
        let solved_by_assignee = self.is_done && self.is_assigned_to_human;
        match self.has_human_reply {
            Some(true) => Touch::Replied,
            Some(false) if self.has(evidence::HANDED_OFF) && solved_by_assignee => Touch::SolvedUnwritten,
            Some(false) => Touch::NoReply,
            None if self.has(evidence::HANDED_OFF) => Touch::VendorHandedOver,
            None if self.has(evidence::VENDOR_RESOLVED) => Touch::VendorResolved,
            None if solved_by_assignee => Touch::AssignedAndDone,
            None => Touch::Nothing,
        }
    }

    /// Who answered the customer; `None`: nobody yet.
    pub(crate) fn handled_by(&self) -> Option<HandledBy> {
        let touch = self.touch();
        match (self.is_ai(), touch.is_human()) {
            (true, true) => Some(HandledBy::AiThenHuman),
            (true, false) => Some(HandledBy::AiOnly),
            (false, true) => Some(HandledBy::HumanOnly),
            // Nobody but people could have done it; an open ticket without a reply waits for its first.
            (false, false) => {
                (self.is_done || (touch != Touch::NoReply && self.has_reply)).then_some(HandledBy::HumanOnly)
            }
        }
    }

    /// Closed over the customer's unanswered ask. What the customer said of the solution outweighs how the last message looks.
    pub(crate) fn is_given_up(&self) -> bool {
        self.is_done && self.is_left_asking && !self.has(evidence::VENDOR_CONFIRMED) && !self.is_rated_good
    }

    /// The rung.
    pub(crate) fn outcome(&self) -> Outcome {
        let touch = self.touch();
        if !self.is_ai() {
            return if self.has(evidence::ASSISTED) { Outcome::Assisted } else { Outcome::HumanOnly };
        }
        if self.has(evidence::HANDED_OFF) && touch == Touch::NoReply {
            Outcome::FailedHandoff
        } else if touch.is_human() {
            Outcome::Escalated
        } else if self.has(evidence::VENDOR_ABANDONED | evidence::VENDOR_NEGATIVE) || self.is_given_up() {
            Outcome::Abandoned
        } else if !self.is_done {
            Outcome::StillOpen
        } else if self.is_reopened == Some(true) || self.is_returned == Some(true) {
            Outcome::Bounced
        } else if self.has(evidence::VENDOR_CONFIRMED) || self.is_rated_good {
            Outcome::Confirmed
        } else if !self.is_mature {
            Outcome::Immature
        } else {
            Outcome::Durable
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use evidence::*;

    /// An AI answered, nobody replied, done and matured in silence.
    const SILENT: Ticket = Ticket {
        ai: INVOLVED,
        has_human_reply: Some(false),
        is_assigned_to_human: false,
        has_reply: true,
        is_done: true,
        is_mature: true,
        is_reopened: Some(false),
        is_returned: Some(false),
        is_rated_good: false,
        is_left_asking: false,
    };

    #[test]
    fn one_ticket_for_each_rung() {
        for (ticket, outcome, handled_by) in [
            (Ticket { ai: 0, ..SILENT }, Outcome::HumanOnly, Some(HandledBy::HumanOnly)),
            (Ticket { ai: ASSISTED, ..SILENT }, Outcome::Assisted, Some(HandledBy::HumanOnly)),
            (Ticket { ai: INVOLVED | HANDED_OFF, ..SILENT }, Outcome::FailedHandoff, Some(HandledBy::AiOnly)),
            (
                Ticket { has_human_reply: Some(true), ..SILENT },
                Outcome::Escalated,
                Some(HandledBy::AiThenHuman),
            ),
            (
                Ticket { ai: INVOLVED | VENDOR_ABANDONED, ..SILENT },
                Outcome::Abandoned,
                Some(HandledBy::AiOnly),
            ),
            (
                Ticket { is_done: false, is_mature: false, ..SILENT },
                Outcome::StillOpen,
                Some(HandledBy::AiOnly),
            ),
            (Ticket { is_reopened: Some(true), ..SILENT }, Outcome::Bounced, Some(HandledBy::AiOnly)),
            (
                Ticket { is_returned: Some(true), is_mature: false, ..SILENT },
                Outcome::Bounced,
                Some(HandledBy::AiOnly),
            ),
            (Ticket { is_mature: false, ..SILENT }, Outcome::Immature, Some(HandledBy::AiOnly)),
            (SILENT, Outcome::Durable, Some(HandledBy::AiOnly)),
            (
                Ticket { ai: INVOLVED | VENDOR_CONFIRMED, ..SILENT },
                Outcome::Confirmed,
                Some(HandledBy::AiOnly),
            ),
            (Ticket { is_rated_good: true, ..SILENT }, Outcome::Confirmed, Some(HandledBy::AiOnly)),
        ] {
            assert_eq!((ticket.outcome(), ticket.handled_by()), (outcome, handled_by), "{ticket:?}");
        }
    }

    #[test]
    fn the_first_rule_wins() {
        let everything = INVOLVED | HANDED_OFF | VENDOR_CONFIRMED | VENDOR_ABANDONED | ASSISTED;
        let bad_end = Ticket { is_reopened: Some(true), is_rated_good: true, ..SILENT };
        assert_eq!(Ticket { ai: everything, ..bad_end }.outcome(), Outcome::FailedHandoff);
        assert_eq!(
            Ticket { ai: everything, has_human_reply: Some(true), ..bad_end }.outcome(),
            Outcome::Escalated
        );
        assert_eq!(Ticket { ai: everything & !HANDED_OFF, ..bad_end }.outcome(), Outcome::Abandoned);
        assert_eq!(bad_end.outcome(), Outcome::Bounced, "a good rating does not outweigh a return");
        let early = Ticket { is_mature: false, is_rated_good: true, ..SILENT };
        assert_eq!(early.outcome(), Outcome::Confirmed, "what the customer said needs no window");
        assert_eq!(Ticket { ai: INVOLVED | VENDOR_NEGATIVE, ..early }.outcome(), Outcome::Abandoned);
    }

    #[test]
    fn a_closed_ticket_whose_customer_was_left_asking() {
        let asking = Ticket { is_left_asking: true, ..SILENT };
        assert_eq!(asking.outcome(), Outcome::Abandoned);
        assert_eq!(
            Ticket { is_returned: Some(true), ..asking }.outcome(),
            Outcome::Abandoned,
            "the first rule wins"
        );
        assert_eq!(Ticket { is_done: false, is_mature: false, ..asking }.outcome(), Outcome::StillOpen);
        assert_eq!(Ticket { has_human_reply: Some(true), ..asking }.outcome(), Outcome::Escalated);
        assert_eq!(Ticket { is_rated_good: true, ..asking }.outcome(), Outcome::Confirmed);
        assert_eq!(Ticket { ai: INVOLVED | VENDOR_CONFIRMED, ..asking }.outcome(), Outcome::Confirmed);
        assert_eq!(Ticket { ai: 0, ..asking }.outcome(), Outcome::HumanOnly);
    }

    #[test]
    fn unknowns_never_count_against_the_ai() {
        let unknown = Ticket { is_reopened: None, is_returned: None, has_human_reply: None, ..SILENT };
        assert_eq!(unknown.outcome(), Outcome::Durable);
        assert_eq!(unknown.touch(), Touch::Nothing);
    }

    #[test]
    fn a_person_without_counted_replies() {
        let uncounted = Ticket { has_human_reply: None, ..SILENT };
        assert_eq!(Ticket { ai: INVOLVED | HANDED_OFF, ..uncounted }.outcome(), Outcome::Escalated);
        let assigned = Ticket { is_assigned_to_human: true, ..uncounted };
        assert_eq!(assigned.touch(), Touch::AssignedAndDone);
        assert_eq!(Ticket { ai: INVOLVED | VENDOR_RESOLVED, ..assigned }.outcome(), Outcome::Durable);
        assert_eq!(Ticket { is_done: false, is_mature: false, ..assigned }.outcome(), Outcome::StillOpen);
        let unwritten = Ticket { ai: INVOLVED | HANDED_OFF, is_assigned_to_human: true, ..SILENT };
        assert_eq!(unwritten.outcome(), Outcome::Escalated, "solved by a person, e.g. on the phone");
    }

    #[test]
    fn a_ticket_nobody_answered_has_no_handler() {
        let waiting = Ticket { ai: 0, is_done: false, is_mature: false, has_reply: false, ..SILENT };
        assert_eq!(waiting.handled_by(), None);
        assert_eq!(
            Ticket { has_human_reply: None, has_reply: true, ..waiting }.handled_by(),
            Some(HandledBy::HumanOnly)
        );
        assert_eq!(
            Ticket { has_human_reply: Some(true), ..waiting }.handled_by(),
            Some(HandledBy::HumanOnly)
        );
    }
}
