//! Whether a name is that of an AI: of a product, of a role ("Virtual Agent"), or built with "bot".
//!
//! A wrong guess moves every figure, so the rules go by whole words (a Ms Abbott and a Mr Robotham are people), a doubtful name is
//! proposed but left off, and every name that is proposed is shown with its reason and can be switched.

use model::letters::Lower;

/// What a name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guess {
    /// A person, or nothing that points to an AI.
    Person,
    /// Points to an AI, but not safely: proposed, off.
    Doubtful(&'static str),
    /// An AI.
    Ai(&'static str),
}

/// Products whose name is no first name: certain as a whole name or as its first words.
const PRODUCTS: &[&str] = &[
    "answer bot",
    "answerbot",
    "fin ai",
    "fin ai agent",
    "freddy ai",
    "ada ai",
    "ada bot",
    "zendesk ai",
    "zendesk bot",
    "zendesk ai agent",
    "agentforce",
    "einstein bot",
    "resolution bot",
    "lyro",
    "chatgpt",
    "ultimate ai",
    "intercom fin",
    "dialogflow",
    "watson assistant",
    "gorgias ai",
    "hubspot customer agent",
    "now assist",
    "kommunicate bot",
    "decagon ai",
    "sierra ai",
    "forethought ai",
    "captain assistant",
    "breeze customer agent",
    "crisp ai",
    "tidio bot",
    "drift bot",
    "servicenow virtual agent",
    "front autopilot",
];

/// Product names that people bear too: certain only among names of another shape, or in the vendor's own export.
const NAMESAKES: &[(&str, &str)] = &[
    ("fin", "intercom"),
    ("freddy", "fresh"),
    ("ada", "ada"),
    ("sierra", "sierra"),
    ("captain", "chatwoot"),
    ("breeze", "hubspot"),
    ("einstein", "salesforce"),
    ("autopilot", "front"),
];

/// Roles, as neighbouring words anywhere in the name.
const ROLES: &[(&str, &str)] = &[
    ("ai", "agent"),
    ("ai", "assistant"),
    ("ai", "bot"),
    ("ai", "support"),
    ("ai", "chat"),
    ("ai", "concierge"),
    ("ai", "copilot"),
    ("virtual", "agent"),
    ("virtual", "assistant"),
    ("digital", "agent"),
    ("digital", "assistant"),
    ("digital", "worker"),
];

/// What stands before "bot" when it is written in one word. Surnames such as Abbot, Talbot, Cabot, Lambot are not here.
const BOT_PREFIXES: &[&str] = &[
    "chat", "help", "support", "answer", "service", "care", "faq", "ticket", "sales", "ask", "auto", "web",
    "live", "smart", "talk", "voice", "mail", "email", "triage", "desk", "helpdesk", "reply", "ai", "gpt",
    "sms", "whatsapp", "info", "shop", "order", "customer",
];

/// Words for work done by rules, which is no AI.
const RULES: &[&str] = &[
    "automation",
    "automated",
    "automatic",
    "workflow",
    "workflows",
    "system",
    "trigger",
    "macro",
    "operator",
    "autoresponder",
];

/// Words by which a name is that of people who work on or behind the AI.
const BEHIND: &[&str] = &[
    "escalation",
    "escalations",
    "escalated",
    "handoff",
    "handoffs",
    "handover",
    "handovers",
    "review",
    "reviews",
    "reviewers",
    "ops",
    "operations",
    "training",
    "trainers",
    "improvement",
    "qa",
    "quality",
    "managers",
    "manager",
    "engineering",
    "engineers",
    "developers",
    "success",
    "fallback",
    "overflow",
    "tuning",
];

/// Judges one name. `others_have_surnames`: most other names of the column are of two words or more, so that a single first name
/// stands out. `format` is the reader's id, for names that are proof in their vendor's export.
pub(crate) fn judge(name: &str, format: &str, others_have_surnames: bool) -> Guess {
    let words = words(name);
    let lower: Vec<String> = words.iter().map(|word| word.to_lower()).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    if lower.is_empty() {
        return Guess::Person;
    }
    let found = positive(&words, &lower, format, others_have_surnames);
    if found != Guess::Person && lower.iter().any(|word| BEHIND.contains(word)) {
        return Guess::Doubtful("names an AI, but also people who work behind it");
    }
    found
}

/// Whether the name can only be that of an AI.
pub(crate) fn names_an_ai(name: &str, format: &str) -> bool {
    matches!(judge(name, format, false), Guess::Ai(_))
}

fn positive(words: &[&str], lower: &[&str], format: &str, others_have_surnames: bool) -> Guess {
    let whole = lower.join(" ");
    let starts_with = |product: &&&str| whole == **product || whole.starts_with(&format!("{product} "));
    if PRODUCTS.iter().any(|product| starts_with(&product)) {
        return Guess::Ai("the name of an AI product");
    }
    if let Some((_, vendor)) = NAMESAKES.iter().find(|(product, _)| *product == whole) {
        return if format.starts_with(vendor) {
            Guess::Ai("the AI of this helpdesk")
        } else if others_have_surnames {
            Guess::Ai("the name of an AI product, and the only kind of name here without a surname")
        } else {
            Guess::Doubtful("an AI product, but also a first name")
        };
    }
    if lower.windows(2).any(|pair| ROLES.contains(&(pair[0], pair[1]))) {
        return Guess::Ai("names a role of an AI");
    }
    for (word, lower) in words.iter().zip(lower) {
        if ["bot", "bots", "chatbots", "robot", "robots"].contains(lower) {
            return Guess::Ai("has the word “bot”");
        }
        let stem = lower.strip_suffix('s').unwrap_or(lower);
        let prefix = stem.strip_suffix("bot");
        if prefix.is_some_and(|prefix| BOT_PREFIXES.contains(&prefix) || word.ends_with("Bot")) {
            return Guess::Ai("has a word that ends in “bot”");
        }
        if *lower == "gpt" || *lower == "llm" {
            return Guess::Ai("names a language model");
        }
        if *word == "AI" {
            return Guess::Ai("has the word “AI”");
        }
    }
    if whole == "ai" || (lower.len() > 1 && lower[lower.len() - 1] == "ai") {
        return Guess::Doubtful("has the word “ai”, which is also a name");
    }
    if lower.iter().any(|word| RULES.contains(word)) {
        return Guess::Doubtful("sounds like rules that run by themselves, which is not an AI answering");
    }
    if lower.iter().any(|word| ["assistant", "copilot", "virtual"].contains(word)) {
        return Guess::Doubtful("may be an assistant program or a person's title");
    }
    Guess::Person
}

fn words(name: &str) -> Vec<&str> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// Whether a name has a surname, that is two words or more.
pub(crate) fn has_surname(name: &str) -> bool {
    words(name).len() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_ai(name: &str) -> bool {
        matches!(judge(name, "generic", false), Guess::Ai(_))
    }

    #[test]
    fn machines() {
        for name in [
            "Answer Bot",
            "Zendesk bot",
            "AI Agent",
            "Virtual Agent",
            "Fin AI Agent",
            "Support Bot",
            "chatbot",
            "HelpBot",
            "Lyro",
            "Acme AI",
            "Freddy AI",
            "GPT-4 responder",
            "billing-bot",
            "RefundBot",
            "Agentforce Service Agent",
            "ai_agent",
            "Chatbots",
        ] {
            assert!(is_ai(name), "{name}: {:?}", judge(name, "generic", false));
        }
    }

    #[test]
    fn people() {
        for name in [
            "Diane Abbott",
            "Robotham",
            "Talbot",
            "John Cabot",
            "Turbott",
            "Aisha",
            "Aida Finn",
            "Finn",
            "Fin McCool",
            "Adam",
            "Ada Lovelace",
            "Fred Freddy",
            "Mai Anh",
            "Kai",
            "Abbot",
            "Botha",
            "Maria Botelho",
            "Virginia",
            "Billing",
            "Tier 2",
            "Sierra Jones",
            "",
            "---",
        ] {
            assert_eq!(judge(name, "generic", true), Guess::Person, "{name}");
        }
    }

    #[test]
    fn doubtful_names_are_proposed_only() {
        for name in [
            "Tanaka Ai",
            "Workflow",
            "Operator",
            "System",
            "Executive Assistant",
            "AI escalations",
            "Bot handoff queue",
            "AI Ops",
        ] {
            assert!(
                matches!(judge(name, "generic", true), Guess::Doubtful(_)),
                "{name}: {:?}",
                judge(name, "generic", true)
            );
        }
    }

    #[test]
    fn a_namesake_counts_by_its_company() {
        assert!(matches!(judge("Fin", "intercom_csv", false), Guess::Ai(_)));
        assert!(matches!(judge("Freddy", "freshdesk_csv", false), Guess::Ai(_)));
        assert!(matches!(judge("Ada", "zendesk_csv", true), Guess::Ai(_)));
        assert!(matches!(judge("Ada", "zendesk_csv", false), Guess::Doubtful(_)));
    }
}
