//! Salesforce Service Cloud: cases, as a report's CSV (by label, also translated) or from the data loader (by API name).

use super::table::Table;
use super::vocabulary;
use model::outcome::Status;

/// Statuses are each organisation's own; yes and no are those of “Closed”, which stands in for them.
fn status(word: &str) -> Option<Status> {
    match word {
        "1" | "true" | "yes" => Some(Status::Closed),
        "0" | "false" | "no" => Some(Status::Open),
        _ => vocabulary::status(word),
    }
}

pub(super) static FORMAT: Table = Table {
    id: "salesforce",
    product: "Salesforce",
    label: "cases",
    how_to_export: "Reports > New Report > Cases, add the columns, then Export > Details Only, as CSV in UTF-8.",
    columns: "\
        id ?case number|!número del caso|!número do caso|!kundenvorgangsnummer|!numéro de la requête|case id|id
        subject subject|asunto|assunto
        status status|case status|estado
        status is closed|closed|cerrado|fechado|geschlossen|fermé = Whether the case is closed.
        channel ?case origin|?origin|origen del caso|origem do caso|ursprung des kundenvorgangs|kundenvorgangsherkunft|origine de la requête
        topic case reason|reason|case type|type|motivo del caso|motivo do caso
        agent ?case owner|case owner: full name|?case owner alias|owner.name|?owner id|?propietario del caso|propietario del caso: nombre completo|?proprietário do caso|?inhaber des kundenvorgangs|?kundenvorgangsinhaber|?propriétaire de la requête
        requester ?contact id|contact email|web email|supplied email|contact.email|?contact name|contact name: full name|nombre del contacto|nombre del contacto: nombre completo|nome do contato|kontaktname|nom du contact
        created_at !date/time opened|!fecha/hora de apertura|!data/hora de abertura|!datum/uhrzeit der öffnung|!date/heure d'ouverture|?opened date|?fecha de apertura|created date|data de abertura
        closed_at !date/time closed|!fecha/hora de cierre|!data/hora de fechamento|!datum/uhrzeit der schließung|!date/heure de fermeture|?closed date|?fecha de cierre|data de fechamento
        updated_at last modified date|!system modstamp
        + ?account name|?nombre de la cuenta
        + ?account id
        + ?parent case
        + !is closed
        + !is escalated
        + ?age (hours)
        - is escalated|escalated = An escalation within the team, not by an AI.
        - closed when created|is deleted
        - age|age (hours)|age (days)|antigüedad = Goes on for open cases; the times of the case tell it.",
    status,
    first_of_group: "case owner|case owner: full name|case owner alias|propietario del caso|proprietário do caso",
    warning: "Chats that Agentforce settles alone are sessions, not cases, unless a flow opens one: this file may hold only what \
        it handed over.",
    how_ai: "Agentforce writes to sessions, not to cases. Let a flow set a field on the case when the agent answers, resolves \
        or hands over, and add it to the report.",
    how: "\
        requester = Add “Contact ID” or “Contact Email” to the report: names alone make two customers of one name one.
        status solved_at closed_at = Add “Status” and “Date/Time Closed” to the report.
        created_at = Add “Date/Time Opened” to the report.
        reopens = Cases do not count it. Report on Case History with the field Status, or let a flow count it in a field of the case.
        first_reply_at first_reply_time first_human_reply_at = Add the completion date of the milestone “First Response” by a report on Cases with Milestones, or a field in which a flow writes the time of the first reply.
        human_replies customer_messages = A report on Cases with Emails, one row for each e-mail, has “Is Incoming” and the date: drop it together with the cases.
        rating rating_offered rating_comment = Survey responses are objects of their own. Let a flow write the score to a field of the case, and add it to the report.
        topic = Add “Case Reason” or “Type” to the report.
        language = Add the contact's language, or a field of the case for it, to the report.
        initiator = Case Origin tells how a case came in. Let a flow mark the cases that your team opens.
        reply_breached resolution_breached due_at = Report on Cases with Milestones: it has target dates and violations.",
    ..Table::USUAL
};

#[cfg(test)]
mod tests {
    use super::super::Format;
    use super::super::tests::shape;
    use super::*;

    #[test]
    fn a_grouped_report_is_told() {
        let warnings = |rows: &[&[&str]]| FORMAT.warnings(&shape(&["Case Owner", "Case Number"], rows)).len();
        assert_eq!(
            warnings(&[&["Nora Field", "1"], &["", "2"], &["", "3"], &["Otto Vance", "4"], &["", "5"]]),
            2
        );
        assert_eq!(warnings(&[&["Nora Field", "1"], &["Nora Field", "2"], &["", "3"]]), 1);
    }
}
