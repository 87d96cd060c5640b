//! HubSpot: tickets as exported from the ticket list, by label (CSV, XLSX) or by property (API, warehouses).

use super::table::Table;
use super::vocabulary;
use crate::dataset::Origin;
use model::outcome::Status;

/// Stages of the default pipeline by number; every pipeline has its own labels, which an export writes with the pipeline's name:
/// `Closed (Support Pipeline)`. Yes and no are those of “Closed”, which stands in for stages that are not known.
fn status(word: &str) -> Option<Status> {
    let word = word.split(" (").next().unwrap_or(word);
    match word {
        "1" => Some(Status::New),
        "2" => Some(Status::Pending),
        "3"
        | "false"
        | "no"
        | "wartet auf uns"
        | "warten auf uns"
        | "en attente de notre part"
        | "esperando por nosotros"
        | "esperando nuestra respuesta"
        | "aguardando nossa resposta" => Some(Status::Open),
        "4" | "true" | "yes" => Some(Status::Closed),
        _ => vocabulary::status(word),
    }
}

/// What the team or a campaign sent first.
fn origin(word: &str) -> Option<Origin> {
    match word {
        "true" | "yes" => Some(Origin::Outbound),
        "false" | "no" => Some(Origin::Customer),
        _ => vocabulary::origin(word),
    }
}

pub(super) static FORMAT: Table = Table {
    id: "hubspot",
    product: "HubSpot",
    how_to_export: "Service > Tickets, table view, Export, with all properties, as CSV.",
    warning: "A chat that HubSpot's customer agent settles may never become a ticket: this file can show more of its handovers than of its \
        successes.",
    columns: "\
        id ticket id|!hs ticket id|record id|id|!id du ticket|!id del ticket|!id do ticket|datensatz id
        subject !ticket name|subject|!ticketname|!nom du ticket|!nombre del ticket|!nome do ticket
        description ticket description|content|ticketbeschreibung|description du ticket|descripción del ticket
        status ?ticket status|!hs pipeline stage|?ticketstatus|?statut du ticket|?estado del ticket|?status do ticket
        status hs is closed|closed = Whether its stage is one of the closed ones.
        priority ?ticket priority|!hs ticket priority|priority|priorität|priorité|prioridad|prioridade
        channel ?ticket source|?source type|source|quelle|fuente|origen|origem
        topic category|hs ticket category|primary topic|hs primary topic
        tags ticket tags|hs tag ids
        language hs ticket language ai tag
        initiator outbound ticket|hs outbound ticket = Whether the team wrote first.
        agent ?ticket owner|?hubspot owner id|?ticketbesitzer|?zuständiger mitarbeiter|?propriétaire du ticket|?propietario del ticket|?proprietário do ticket
        requester associated contact ids|?associated contact email|?associated contact*|all associated contact emails
        created_at ?create date|?createdate|erstellungsdatum|erstelldatum|date de création|fecha de creación|data de criação
        closed_at ?close date|closed date|last closed date|schlussdatum|abschlussdatum|date de fermeture|fecha de cierre|data de fechamento
        updated_at ?last activity date|last modified date|hs lastmodifieddate
        first_reply_at first agent response date|hs first agent message sent at|first agent email response date|!first agent reply date
        first_reply_time.ms !time to first agent email reply (hh:mm:ss)|time to first agent email reply|!time to first agent reply|hs time to first response
        first_reply_time.ms.business hs time to first response in operating hours|time to first response in sla hours*
        resolution_time.ms !time to close (hh:mm:ss)|time to close|hs time to close
        resolution_time.ms.business hs time to close in operating hours|time to close in sla hours*
        reply_breached time to first response sla status|hs time to first response sla status
        resolution_breached time to close sla ticket status|time to close sla status|hs time to close sla status
        due_at time to close sla due date|hs time to close sla at
        reopens.once ticket reopen date|hs ticket reopened at = When it was last opened again: more than once counts as once.
        rating last csat survey rating|hs last csat rating|hs last csat survey rating
        rating_comment last csat survey comment|hs last csat comment
        ai_outcome !customer agent ticket status|!hs customer agent ticket status
        handed_off_at customer agent escalated time|hs customer agent escalated time
        + ?pipeline|!hs pipeline
        - cx score*|hs predicted cx score* = HubSpot's own guess of what the customer thinks, and no answer of one.
        - number of touches = Counts calls and meetings, too.
        - pipeline|hs pipeline = Pipelines have clocks of their own: compare those of support only.",
    status,
    origin,
    none: &["active", "active sla", "due soon", "paused"],
    how_ai: "Add the ticket property “Customer Agent ticket status” to the view before you export.",
    how: "\
        requester = Include the associated records when you export the view: it adds the ids of the contacts.
        reopens = Add the ticket property “Ticket reopen date” to the view before you export.
        solved_at closed_at status = Add the ticket properties “Ticket status” and “Close date” to the view before you export.
        first_reply_at first_reply_time = Add the ticket properties “First agent response date” and “Time to first agent email reply” to the view before you export.
        reply_business_time resolution_business_time = Add the ticket properties “Time to first response in SLA hours” and “Time to close in SLA hours” to the view before you export.
        human_replies first_human_reply_at customer_messages ai_replies = HubSpot's ticket export has no messages. The conversations API gives those of each thread, with who sent them.
        rating rating_comment = Turn on customer satisfaction surveys in the help desk, and add the ticket property “Last CSAT survey rating” to the view.
        rating_offered = HubSpot's export does not tell who was asked. Export the survey's responses beside the tickets.
        handed_off_at = Add the ticket property “Customer Agent escalated time” to the view before you export.
        initiator = Add the ticket property “Outbound ticket” to the view before you export.
        topic = Add the ticket property “Category” or “Primary topic” to the view before you export.
        language = Add the ticket property “Language” to the view before you export.
        ai_assisted = HubSpot does not tell which replies its AI drafted. Let a workflow set a ticket property, and export it.
        reply_breached resolution_breached due_at = Set up SLAs in the help desk, and add their statuses and due dates to the view before you export.",
    ..Table::USUAL
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_known_with_and_without_its_pipeline() {
        assert_eq!(status("closed (support pipeline)"), Some(Status::Closed));
        assert_eq!(status("waiting on us (support pipeline)"), status("waiting on us"));
        assert_eq!(status("4"), Some(Status::Closed));
        assert_eq!((status("true"), status("false")), (Some(Status::Closed), Some(Status::Open)));
        assert_eq!(status("wartet auf uns (support-pipeline)"), Some(Status::Open));
        assert_eq!(status("wartet auf kontakt (support-pipeline)"), Some(Status::Pending));
        assert_eq!(status("in review (returns)"), vocabulary::status("in review"));
    }
}
