//! What became of a ticket: the mutually exclusive rungs of the outcome ladder, and what goes with them.

use serde::{Deserialize, Serialize};

macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $id:literal, $label:literal;)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// Every value, in the order of display.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The name used in addresses and settings.
            pub const fn id(self) -> &'static str {
                match self { $($name::$variant => $id,)* }
            }

            /// The name shown to people.
            pub const fn label(self) -> &'static str {
                match self { $($name::$variant => $label,)* }
            }

            /// The value of that name, if there is one.
            pub fn from_id(id: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|value| value.id() == id)
            }
        }
    };
}

vocabulary! {
    /// A rung of the outcome ladder. The first rule that matches wins, so the rungs partition the eligible tickets.
    Outcome {
        /// No AI answered.
        HumanOnly = "human_only", "Human only";
        /// An AI drafted, a person sent.
        Assisted = "assisted", "AI assisted";
        /// A handoff was asked for or tried, and no person ever replied.
        FailedHandoff = "failed_handoff", "Failed handoff";
        /// The AI answered, then a person replied.
        Escalated = "escalated", "Escalated";
        /// The customer gave up without an answer, as told by the vendor or the messages.
        Abandoned = "abandoned", "Abandoned";
        /// The AI answered and the ticket is not closed yet.
        StillOpen = "still_open", "Still open";
        /// Closed by the AI, then reopened, or the customer came back within the window.
        Bounced = "bounced", "Bounced";
        /// Closed by the AI in silence, and the window has not passed yet.
        Immature = "immature", "Too early to tell";
        /// Closed by the AI in silence; the window passed and the customer did not return.
        Durable = "durable", "Durable";
        /// Closed by the AI, and the customer said so or rated it well.
        Confirmed = "confirmed", "Confirmed";
    }
}

impl Outcome {
    /// Whether an AI answered the customer on this rung (the denominator of every AI rate).
    pub const fn is_ai_involved(self) -> bool {
        !matches!(self, Outcome::HumanOnly | Outcome::Assisted)
    }

    /// Whether the AI closed it and no person replied: what an assumed-resolution vendor would bill.
    pub const fn is_ceiling(self) -> bool {
        matches!(self, Outcome::Bounced | Outcome::Immature | Outcome::Durable | Outcome::Confirmed)
    }
}

vocabulary! {
    /// Who answered the customer.
    HandledBy {
        /// Only the AI.
        AiOnly = "ai_only", "AI only";
        /// The AI first, then a person.
        AiThenHuman = "ai_then_human", "AI then human";
        /// Only people.
        HumanOnly = "human_only", "Human only";
    }
}

vocabulary! {
    /// What the customer said of it.
    RatingState {
        /// Rated on the good side of the scale (4 or 5 of 5, "good").
        Good = "good", "Good";
        /// Rated on the other side of the scale, the middle included.
        Bad = "bad", "Bad";
        /// A survey was offered and not answered.
        Offered = "offered", "Offered, no answer";
        /// Not rated, and no sign that a survey was offered.
        None = "none", "Not rated";
    }
}

vocabulary! {
    /// Where a ticket stands, in the words that all helpdesks share.
    Status {
        /// Nobody has looked at it.
        New = "new", "New";
        /// Being worked on.
        Open = "open", "Open";
        /// Waiting for the customer.
        Pending = "pending", "Pending";
        /// Waiting for somebody else.
        OnHold = "on_hold", "On hold";
        /// Solved, can be reopened.
        Solved = "solved", "Solved";
        /// Closed for good.
        Closed = "closed", "Closed";
        /// Spam, deleted or merged away.
        Removed = "removed", "Spam, deleted or merged";
        /// A word this program does not know.
        Other = "other", "Other";
    }
}

impl Status {
    /// Whether the ticket is done.
    pub const fn is_done(self) -> bool {
        matches!(self, Status::Solved | Status::Closed)
    }
}

vocabulary! {
    /// Urgency in four steps.
    Priority {
        /// Lowest.
        Low = "low", "Low";
        /// Usual.
        Normal = "normal", "Normal";
        /// Raised.
        High = "high", "High";
        /// Highest.
        Urgent = "urgent", "Urgent";
    }
}

vocabulary! {
    /// How the customer came.
    Channel {
        /// E-mail.
        Email = "email", "Email";
        /// Live chat on a page.
        Chat = "chat", "Chat";
        /// Messaging that goes on over days, in a widget or an app.
        Messaging = "messaging", "Messaging";
        /// Telephone and voicemail.
        Phone = "phone", "Phone";
        /// A web form, portal or feedback widget.
        WebForm = "web_form", "Web form";
        /// Social networks.
        Social = "social", "Social";
        /// SMS and WhatsApp.
        Sms = "sms", "SMS and WhatsApp";
        /// Made by a program.
        Api = "api", "API";
        /// In person.
        InPerson = "in_person", "In person";
        /// Anything else.
        Other = "other", "Other";
    }
}

vocabulary! {
    /// What became of a promise to reply or to solve within some time.
    Promise {
        /// Kept.
        Met = "met", "Met";
        /// Broken, whether the reply or the solution came late or has not come yet.
        Breached = "breached", "Breached";
        /// The time has not run out yet.
        NotDue = "not_due", "Not yet due";
    }
}
