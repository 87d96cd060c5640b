//! The canonical fields of a ticket: what every helpdesk's columns are translated into.

use serde::{Deserialize, Serialize};

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident = $id:literal, $label:literal;)*) => {
        /// One canonical field of a ticket.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Field { $($(#[$doc])* $variant,)* }

        impl Field {
            /// Every field, in the order of the import screen.
            pub const ALL: &'static [Field] = &[$(Field::$variant,)*];

            /// The name used in settings and on the command line, e.g. `created_at`.
            pub const fn id(self) -> &'static str {
                match self { $(Field::$variant => $id,)* }
            }

            /// The name shown to people, e.g. "created at".
            pub const fn label(self) -> &'static str {
                match self { $(Field::$variant => $label,)* }
            }
        }
    };
}

fields! {
    /// The ticket's own number or key, as text.
    Id = "id", "ticket id";
    /// Subject line or title. Read for display on demand, never stored.
    Subject = "subject", "subject";
    /// First message or description. Read for display on demand, never stored.
    Description = "description", "description";
    /// Where the ticket stands.
    Status = "status", "status";
    /// Urgency.
    Priority = "priority", "priority";
    /// How the customer came: email, chat, phone …
    Channel = "channel", "channel";
    /// What it is about: category, type, intent.
    Topic = "topic", "topic";
    /// Labels.
    Tags = "tags", "tags";
    /// The group or department.
    Team = "team", "team";
    /// The assignee.
    Agent = "agent", "agent";
    /// Who asked. Kept only as a number that stands for the person.
    Requester = "requester", "requester";
    /// The language of the conversation.
    Language = "language", "language";
    /// When the ticket was opened.
    CreatedAt = "created_at", "created at";
    /// When anyone, a bot included, first replied.
    FirstReplyAt = "first_reply_at", "first reply at";
    /// When a person first replied.
    FirstHumanReplyAt = "first_human_reply_at", "first human reply at";
    /// When it was (last) solved.
    SolvedAt = "solved_at", "solved at";
    /// When it was closed for good.
    ClosedAt = "closed_at", "closed at";
    /// When it was last changed.
    UpdatedAt = "updated_at", "updated at";
    /// Time from creation to the first reply.
    FirstReplyTime = "first_reply_time", "first reply time";
    /// Time from creation to the (last) resolution.
    ResolutionTime = "resolution_time", "resolution time";
    /// How often it was reopened.
    Reopens = "reopens", "reopens";
    /// Public replies of people on the team.
    HumanReplies = "human_replies", "human replies";
    /// Messages of the customer.
    CustomerMessages = "customer_messages", "customer messages";
    /// Visible answers of the AI.
    AiReplies = "ai_replies", "AI replies";
    /// The customer's rating.
    Rating = "rating", "rating";
    /// Whether a rating was asked for.
    RatingOffered = "rating_offered", "survey offered";
    /// The customer's words with the rating. Read for display on demand, never stored.
    RatingComment = "rating_comment", "rating comment";
    /// How easy the customer found it, from 1, where a high number means very easy.
    Ease = "ease", "ease (CES, high is easy)";
    /// The same, where a high number means much effort.
    Effort = "effort", "effort (CES, high is hard)";
    /// How likely the customer is to recommend, 0 to 10.
    Recommend = "recommend", "likelihood to recommend (NPS)";
    /// Whether an AI answered the customer.
    AiInvolved = "ai_involved", "AI involved";
    /// What the vendor says became of the AI's attempt.
    AiOutcome = "ai_outcome", "AI outcome";
    /// Whether the vendor says that the AI resolved the ticket without a person.
    AiResolved = "ai_resolved", "AI resolved";
    /// Which AI agent, bot or workflow answered.
    AiAgent = "ai_agent", "AI agent";
    /// Whether the AI handed over to a person.
    AiHandedOff = "ai_handed_off", "handed off by AI";
    /// Whether the AI only drafted or suggested, and a person sent it.
    AiAssisted = "ai_assisted", "AI assisted";
    /// Whether the ticket came from the customer, an agent, a campaign …
    Initiator = "initiator", "started by";
    /// When the AI handed over to a person.
    HandedOffAt = "handed_off_at", "handed off at";
    /// Until when it was promised to be solved.
    DueAt = "due_at", "due at";
    /// Whether the first reply came later than promised.
    ReplyBreached = "reply_breached", "first reply SLA breached";
    /// Whether the resolution came later than promised.
    ResolutionBreached = "resolution_breached", "resolution SLA breached";
    /// Business hours from creation to the first reply.
    ReplyBusinessTime = "reply_business_time", "first reply time in business hours";
    /// Business hours from creation to the (last) resolution.
    ResolutionBusinessTime = "resolution_business_time", "resolution time in business hours";
    /// Time from a later message of the customer to the next reply.
    NextReplyTime = "next_reply_time", "next reply time";
    /// Time that people worked on the ticket.
    HandleTime = "handle_time", "handle time";
    /// Whether the customer had the last word, and what it was.
    LastWord = "last_word", "customer's last message";
}

impl Field {
    /// Whether its values are spans of time.
    pub const fn is_span(self) -> bool {
        matches!(
            self,
            Field::FirstReplyTime
                | Field::ResolutionTime
                | Field::ReplyBusinessTime
                | Field::ResolutionBusinessTime
                | Field::NextReplyTime
                | Field::HandleTime
        )
    }

    /// The field of that name, if there is one.
    pub fn from_id(id: &str) -> Option<Field> {
        Field::ALL.iter().copied().find(|field| field.id() == id)
    }
}
