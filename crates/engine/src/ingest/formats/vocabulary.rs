//! Words that mean the same in most helpdesks, in English and the common German, French, Spanish and Portuguese ones.
//!
//! Every function takes a trimmed word in lower case, as [`super::Translate`] says, and answers `None` for a word it does not
//! know, so that unknown words are counted and shown rather than guessed. They are asked once for each word of a file, and never
//! inlined: every vendor's own words end in a call of them, and a copy in each would weigh far more than the call.

use crate::dataset::{AiOutcome, Origin};
use model::outcome::{Channel, Priority, Status};

/// A word with `_`, `-`, `/` and runs of blanks as one blank, on the stack: vocabularies are asked once per cell.
struct Word {
    bytes: [u8; Word::MOST],
    len: usize,
}

impl Word {
    /// No word of any vocabulary is longer.
    const MOST: usize = 64;

    fn of(text: &str) -> Option<Word> {
        let mut word = Word { bytes: [0; Word::MOST], len: 0 };
        let mut gap = false;
        for &byte in text.trim().as_bytes() {
            if matches!(byte, b' ' | b'_' | b'-' | b'/' | b'\t') {
                gap = true;
                continue;
            }
            let needed = usize::from(gap && word.len > 0) + 1;
            if word.len + needed > Word::MOST {
                return None;
            }
            if needed == 2 {
                word.bytes[word.len] = b' ';
                word.len += 1;
            }
            gap = false;
            word.bytes[word.len] = byte.to_ascii_lowercase();
            word.len += 1;
        }
        Some(word)
    }

    fn text(&self) -> &str {
        // Whole characters went in, in order, so this cannot fail; an empty word matches nothing.
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or("")
    }
}

/// Runs a matcher over the simplified word.
fn ask<T>(text: &str, answer: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    Word::of(text).and_then(|word| answer(word.text()))
}

/// What follows a code in front of a word: "S3 - Medium", "06. Closed".
fn after_code(word: &str) -> Option<&str> {
    let (code, rest) = word.split_once(' ')?;
    let code = code.trim_start_matches(|c: char| c.is_ascii_lowercase()).trim_end_matches(['.', ')', ':']);
    let is_code = !code.is_empty() && code.len() <= 2 && code.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then_some(rest)
}

/// Statuses that teams make of one that is known: "Waiting on the vendor of maps", "Closed (duplicate)".
fn made_of(word: &str) -> Option<Status> {
    match word.split([' ', ':', ',', '(']).next() {
        Some("waiting" | "awaiting" | "pending" | "wartet" | "warten" | "esperando" | "aguardando") => {
            Some(Status::Pending)
        }
        Some("resolved" | "solved") => Some(Status::Solved),
        Some("closed") => Some(Status::Closed),
        _ => None,
    }
}

/// Whether a cell says "nothing here" in words. Readers ask this before any vocabulary, so that such a cell is empty rather
/// than unknown.
#[inline(never)]
pub fn means_none(text: &str) -> bool {
    // A lone dash becomes an empty word, see `Word::of`.
    ask(text, |word| {
        matches!(
            word,
            "" | "none"
                | "null"
                | "nil"
                | "nan"
                | "n a"
                | "na"
                | "not set"
                | "not specified"
                | "not applicable"
                | "(none)"
                | "(blank)"
                | "(empty)"
                | "(not set)"
                | "unknown"
                | "undefined"
                | "?"
                | "–"
                | "—"
        )
        .then_some(())
    })
    .is_some()
}

/// Whether a word of a rating column speaks of the survey instead of the answer: `Some(true)`: it was offered and not
/// answered; `Some(false)`: it was not offered.
#[inline(never)]
pub fn survey(text: &str) -> Option<bool> {
    ask(text, |word| match word {
        "offered" | "sent" | "survey sent" | "requested" | "not answered" | "unanswered" | "no response"
        | "not rated" | "no rating" | "no reply" | "angeboten" | "proposé" | "ofrecido" | "ofrecida"
        | "oferecido" => Some(true),
        "not offered" | "unoffered" | "not sent" | "survey not sent" | "no survey" | "nicht angeboten"
        | "non proposé" | "no ofrecido" | "no ofrecida" | "não oferecido" => Some(false),
        _ => None,
    })
}

/// Statuses. "Resolved" and "solved" can be reopened; "closed" cannot in most helpdesks.
#[inline(never)]
pub fn status(text: &str) -> Option<Status> {
    ask(text, |word| match word {
        "new" | "created" | "neu" | "nouveau" | "nouvelle" | "nuevo" | "nueva" | "novo" | "nova"
        | "unassigned" | "submitted" | "to do" | "todo" | "backlog" => Some(Status::New),
        "open"
        | "opened"
        | "reopened"
        | "re opened"
        | "in progress"
        | "in process"
        | "in review"
        | "active"
        | "working"
        | "work in progress"
        | "wip"
        | "assigned"
        | "escalated"
        | "being processed"
        | "waiting on us"
        | "waiting for support"
        | "waiting for agent"
        | "waiting on agent"
        | "awaiting agent"
        | "investigating"
        | "under investigation"
        | "under review"
        | "in treatment"
        | "offen"
        | "geöffnet"
        | "in bearbeitung"
        | "wieder geöffnet"
        | "ouvert"
        | "ouverte"
        | "en cours"
        | "abierto"
        | "abierta"
        | "en curso"
        | "en progreso"
        | "en proceso"
        | "aberto"
        | "aberta"
        | "em andamento"
        | "em aberto"
        | "em atendimento"
        | "aperto"
        | "in lavorazione"
        | "in behandeling" => Some(Status::Open),
        "pending"
        | "snoozed"
        | "waiting"
        | "waiting on customer"
        | "waiting for customer"
        | "waiting on contact"
        | "waiting on client"
        | "waiting on user"
        | "waiting on requester"
        | "awaiting customer"
        | "awaiting reply"
        | "awaiting response"
        | "awaiting user info"
        | "awaiting your reply"
        | "pending customer"
        | "pending customer response"
        | "pending customer reply"
        | "pending customer action"
        | "pending user"
        | "awaiting customer response"
        | "awaiting customer reply"
        | "customer responded"
        | "wartend"
        | "wartet"
        | "wartet auf kunden"
        | "ausstehend"
        | "en attente"
        | "en attente du client"
        | "pendiente"
        | "en espera"
        | "pendente"
        | "aguardando"
        | "aguardando cliente"
        | "in attesa"
        | "wachtend" => Some(Status::Pending),
        "hold"
        | "on hold"
        | "onhold"
        | "paused"
        | "blocked"
        | "waiting on third party"
        | "waiting for third party"
        | "awaiting vendor"
        | "awaiting problem"
        | "awaiting evidence"
        | "awaiting engineer"
        | "waiting on vendor"
        | "pending vendor"
        | "deferred"
        | "zurückgestellt"
        | "angehalten"
        | "suspendu"
        | "retenido"
        | "em espera" => Some(Status::OnHold),
        "solved" | "resolved" | "done" | "completed" | "complete" | "fixed" | "answered" | "finished"
        | "gelöst" | "erledigt" | "behoben" | "résolu" | "résolue" | "terminé" | "resuelto" | "resuelta"
        | "solucionado" | "resolvido" | "resolvida" | "concluído" | "concluido" | "risolto" | "opgelost" => {
            Some(Status::Solved)
        }
        "closed" | "archived" | "cancelled" | "canceled" | "declined" | "rejected" | "won't do"
        | "closed complete" | "closed incomplete" | "closed skipped" | "auto closed" | "autoclosed"
        | "geschlossen" | "abgeschlossen" | "fermé" | "fermée" | "clos" | "clôturé" | "cerrado"
        | "cerrada" | "fechado" | "fechada" | "encerrado" | "encerrada" | "finalizado" | "finalizada"
        | "cancelado" | "cancelada" | "chiuso" | "gesloten" => Some(Status::Closed),
        "deleted"
        | "spam"
        | "spam, deleted or merged"
        | "merged"
        | "trash"
        | "trashed"
        | "junk"
        | "suspended"
        | "duplicate"
        | "removed"
        | "gelöscht"
        | "supprimé"
        | "eliminado"
        | "excluído" => Some(Status::Removed),
        _ => after_code(word).and_then(status).or_else(|| made_of(word)),
    })
}

/// Priorities by name. Bare numbers are left to the vendors, as 1 is the lowest in some helpdesks and the highest in others.
#[inline(never)]
pub fn priority(text: &str) -> Option<Priority> {
    ask(text, |word| match word {
        "low" | "lowest" | "p4" | "p5" | "4 low" | "5 planning" | "minor" | "trivial" | "sev4" | "sev 4"
        | "not urgent" | "niedrig" | "gering" | "faible" | "basse" | "baja" | "bajo" | "baixa" | "baixo"
        | "bassa" | "laag" => Some(Priority::Low),
        "normal" | "medium" | "moderate" | "3 moderate" | "3 medium" | "p3" | "sev3" | "sev 3"
        | "standard" | "default" | "not priority" | "mittel" | "normale" | "moyenne" | "moyen" | "media"
        | "medio" | "média" | "médio" => Some(Priority::Normal),
        "high" | "2 high" | "p2" | "major" | "important" | "priority" | "sev2" | "sev 2" | "elevated"
        | "hoch" | "haute" | "élevée" | "élevé" | "alta" | "alto" | "hoog" => Some(Priority::High),
        "urgent" | "critical" | "highest" | "1 critical" | "p1" | "p0" | "blocker" | "emergency" | "sev1"
        | "sev 1" | "very high" | "immediate" | "dringend" | "kritisch" | "sehr hoch" | "urgente"
        | "critique" | "crítica" | "crítico" | "critica" => Some(Priority::Urgent),
        _ => after_code(word).and_then(priority),
    })
}

/// Channels by name.
#[inline(never)]
pub fn channel(text: &str) -> Option<Channel> {
    ask(text, |word| match word {
        "email"
        | "e mail"
        | "mail"
        | "emails"
        | "inbound email"
        | "outbound email"
        | "gmail"
        | "outlook"
        | "email ticket"
        | "correo"
        | "correo electrónico"
        | "courriel"
        | "correio eletrônico" => Some(Channel::Email),
        "chat" | "live chat" | "livechat" | "web chat" | "webchat" | "website chat" | "chatbot" | "bot"
        | "virtual agent" | "chat en vivo" | "bate papo" => Some(Channel::Chat),
        "messaging"
        | "messenger"
        | "native messaging"
        | "in app"
        | "inapp"
        | "in app chat"
        | "in app messaging"
        | "mobile"
        | "mobile sdk"
        | "mobile app"
        | "app"
        | "mobihelp"
        | "telegram"
        | "line"
        | "wechat"
        | "apple business chat"
        | "apple messages"
        | "android"
        | "ios"
        | "web messaging"
        | "web messenger"
        | "conversation"
        | "freshchat"
        | "slack"
        | "slack connect"
        | "teams"
        | "microsoft teams"
        | "discord"
        | "sunshine conversations api"
        | "google business messages"
        | "any channel" => Some(Channel::Messaging),
        "phone"
        | "phone call"
        | "phone call (inbound)"
        | "phone call (outbound)"
        | "phone call inbound"
        | "phone call outbound"
        | "call"
        | "calls"
        | "voice"
        | "voicemail"
        | "pstnphone"
        | "telephone"
        | "telefon"
        | "anruf"
        | "téléphone"
        | "teléfono"
        | "telefono"
        | "llamada"
        | "telefone"
        | "ligação" => Some(Channel::Phone),
        "web" | "web form" | "webform" | "web forms" | "form" | "forms" | "portal" | "portail"
        | "web portal" | "customer portal" | "self service" | "selfservice" | "feedback widget"
        | "help widget" | "web widget" | "widget" | "help center" | "help center post" | "helpcenter"
        | "help desk" | "contact form" | "website" | "forum" | "formular" | "webformular"
        | "kontaktformular" | "formulaire" | "formulaire web" | "formulario" | "formulario web"
        | "formulário" | "service catalog" => Some(Channel::WebForm),
        "social"
        | "social media"
        | "facebook"
        | "facebook post"
        | "facebook message"
        | "facebook private message"
        | "facebook messenger"
        | "facebook page"
        | "instagram"
        | "instagram dm"
        | "instagram direct"
        | "instagram comment"
        | "instagram direct message"
        | "twitter"
        | "x"
        | "twitter dm"
        | "twitter like"
        | "twitter mention"
        | "twitter direct message"
        | "x corp"
        | "x corp direct message"
        | "linkedin"
        | "youtube"
        | "tiktok"
        | "google play"
        | "app store"
        | "app review"
        | "reddit"
        | "redes sociales" => Some(Channel::Social),
        "sms" | "text" | "text message" | "whatsapp" | "whats app" | "sms whatsapp" | "mms" | "viber" => {
            Some(Channel::Sms)
        }
        "api" | "web service" | "web service (api)" | "webservice" | "integration" | "automation"
        | "event" | "monitoring" | "event monitoring" | "system" | "rule" | "webhook" | "zapier" => {
            Some(Channel::Api)
        }
        "in person" | "inperson" | "walk in" | "walkin" | "store" | "desk" | "counter" | "persönlich"
        | "en persona" => Some(Channel::InPerson),
        "other"
        | "others"
        | "sonstige"
        | "sonstiges"
        | "autre"
        | "otro"
        | "outro"
        | "closed ticket"
        | "follow up"
        | "followup"
        | "internal"
        | "internal communication"
        | "outbound"
        | "sample ticket"
        | "side conversation"
        | "batch"
        | "import"
        | "fax"
        | "letter" => Some(Channel::Other),
        _ => None,
    })
}

/// What became of an AI's attempt. Only words that say it plainly: "resolved" alone is not taken for a confirmed resolution.
#[inline(never)]
pub fn ai_outcome(text: &str) -> Option<AiOutcome> {
    ask(text, |word| match word {
        "confirmed resolution"
        | "confirmed resolved"
        | "confirmed"
        | "resolved confirmed"
        | "resolution confirmed"
        | "verified resolution"
        | "verified"
        | "verified resolved" => Some(AiOutcome::Confirmed),
        "assumed resolution" | "assumed resolved" | "assumed" | "resolved assumed" | "soft resolved"
        | "soft resolution" => Some(AiOutcome::Assumed),
        "contained"
        | "contained resolution"
        | "automated"
        | "automated resolution"
        | "auto resolved"
        | "fully automated"
        | "deflected"
        | "deflection"
        | "resolved"
        | "resolution"
        | "solved"
        | "ai resolved"
        | "resolved by ai"
        | "bot resolved"
        | "resolved by bot"
        | "ai"
        | "bot"
        | "n1"
        | "ai handled"
        | "bot handled"
        | "handled by ai"
        | "close"
        | "closed" => Some(AiOutcome::Contained),
        "escalated"
        | "escalation"
        | "assisted escalation"
        | "escalated to human"
        | "escalated to agent"
        | "escalated to staff"
        | "routed to team"
        | "routed to human"
        | "routed"
        | "handed off"
        | "handoff"
        | "hand off"
        | "handed over"
        | "handover"
        | "hand over"
        | "transferred"
        | "transfer"
        | "transferred to agent"
        | "transferred to human"
        | "human"
        | "agent"
        | "n2"
        | "human handled"
        | "ai then human" => Some(AiOutcome::Escalated),
        "unresolved" | "not resolved" | "failed" | "abandoned" | "abandonment" | "dropped" | "drop off"
        | "dropped off" | "customer left" | "gave up" => Some(AiOutcome::Abandoned),
        "negative feedback" | "negative" | "not helpful" | "unhelpful" => Some(AiOutcome::Negative),
        "procedure handoff" | "procedure hand off" => Some(AiOutcome::ProcedureHandoff),
        _ => None,
    })
}

/// Whether a word or a name speaks of an AI's work, where others ("resolved", "unresolved") are said of anybody's.
#[inline(never)]
pub fn speaks_of_an_ai(text: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric()).any(|word| {
        matches!(
            word,
            "ai" | "bot"
                | "chatbot"
                | "fin"
                | "automated"
                | "auto"
                | "contained"
                | "deflected"
                | "deflection"
                | "human"
                | "assumed"
                | "confirmed"
                | "verified"
                | "n1"
                | "n2"
        )
    })
}

/// Who started a ticket.
#[inline(never)]
pub fn origin(text: &str) -> Option<Origin> {
    ask(text, |word| match word {
        "customer" | "customer initiated" | "user" | "end user" | "contact" | "lead" | "visitor"
        | "requester" | "client" | "inbound" | "inbound message" | "incoming" | "external" | "kunde"
        | "cliente" => Some(Origin::Customer),
        "outbound" | "outgoing" | "agent" | "admin" | "teammate" | "admin initiated" | "agent initiated"
        | "campaign" | "campaign initiated" | "automated" | "auto message" | "manual message"
        | "proactive" | "marketing" => Some(Origin::Outbound),
        "test" | "preview" | "demo" | "sample" | "sandbox" => Some(Origin::Test),
        "internal" | "internal communication" | "staff" | "employee" => Some(Origin::Internal),
        _ => None,
    })
}

/// Yes and no where the words name who did it: an AI (yes) or a person (no).
#[inline(never)]
pub fn ai_rather_than_person(text: &str) -> Option<bool> {
    ask(text, |word| match word {
        "ai" | "bot" | "chatbot" | "ai agent" | "customer agent" | "virtual agent" | "virtual assistant"
        | "assistant" | "automated" | "automation" | "fin" | "machine" | "ai bot" | "ki" | "ia"
        | "ai only" | "ai then human" | "both" | "hybrid" | "mixed" | "ai and human" | "ai human"
        | "ai + human" => Some(true),
        "human" | "person" | "agent" | "human agent" | "support agent" | "teammate" | "staff" | "manual"
        | "human only" | "mensch" | "humain" | "humano" => Some(false),
        _ => None,
    })
}

/// As [`ai_rather_than_person`], for a column that says who resolved: a mixture is not the AI's own resolution.
#[inline(never)]
pub fn resolved_by_ai(text: &str) -> Option<bool> {
    ask(text, |word| match word {
        "both" | "hybrid" | "mixed" | "ai then human" | "ai and human" | "ai human" | "ai + human" => {
            Some(false)
        }
        other => ai_rather_than_person(other),
    })
}

/// Words that say whether something came later than promised.
pub fn late(text: &str) -> Option<bool> {
    ask(text, |word| match word {
        "breached"
        | "violated"
        | "resolution violation"
        | "response and resolution violation"
        | "sla violated"
        | "sla breached"
        | "overdue"
        | "missed"
        | "late"
        | "not met"
        | "outside sla"
        | "out of sla"
        | "exceeded"
        | "completed late"
        | "sla completed late" => Some(true),
        "met"
        | "within sla"
        | "in sla"
        | "sla met"
        | "achieved"
        | "on time"
        | "kept"
        | "fulfilled"
        | "not breached"
        | "not violated"
        | "response violation"
        | "completed on time"
        | "sla completed on time" => Some(false),
        _ => None,
    })
}

/// Time left to a goal, as Jira shows it: `2:18`, and `-2:18` where the goal was missed.
pub fn none_left(text: &str) -> Option<bool> {
    let span = text.strip_prefix('-').unwrap_or(text);
    (span.contains(':') && span.bytes().all(|byte| byte.is_ascii_digit() || byte == b':'))
        .then(|| text.starts_with('-'))
}

/// Yes and no, as programs and spreadsheets of several languages write them.
#[inline(never)]
pub fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "true" | "yes" | "y" | "t" | "1" | "1.0" | "wahr" | "ja" | "vrai" | "oui" | "verdadero"
        | "verdadeiro" | "si" | "sí" | "sim" | "vero" | "waar" | "prawda" | "tak" => Some(true),
        "false" | "no" | "n" | "f" | "0" | "0.0" | "falsch" | "nein" | "faux" | "non" | "falso" | "não"
        | "nao" | "onwaar" | "nee" | "fałsz" | "nie" => Some(false),
        _ => None,
    }
}

/// The other way round: yes says that a promise was kept, as in ServiceNow's “Made SLA” and in columns such as “SLA met”.
pub fn not_kept(text: &str) -> Option<bool> {
    yes_or_no(text).map(|is_kept| !is_kept).or_else(|| late(text))
}

/// No words beyond the usual ones.
pub fn usual_flag(_text: &str) -> Option<bool> {
    None
}

#[cfg(test)]
#[path = "vocabulary_tests.rs"]
mod tests;
