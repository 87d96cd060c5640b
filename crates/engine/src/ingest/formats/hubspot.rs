//! HubSpot: tickets as exported from the ticket list, by label (CSV, XLSX) or by property (API, warehouses).

use super::table::Table;
use super::vocabulary;
use model::outcome::Status;

/// Stages of the default pipeline by number; every pipeline has its own labels, which an export writes with the pipeline's name:
/// `Closed (Support Pipeline)`.
fn status(word: &str) -> Option<Status> {
    let word = word.split(" (").next().unwrap_or(word);
    match word {
        "1" => Some(Status::New),
        "2" => Some(Status::Pending),
        "3" => Some(Status::Open),
        "4" => Some(Status::Closed),
        _ => vocabulary::status(word),
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
        priority ?ticket priority|!hs ticket priority|priority|priorität|priorité|prioridad|prioridade
        channel ?ticket source|?source type|source|quelle|fuente|origen|origem
        topic category|hs ticket category
        agent ?ticket owner|?hubspot owner id|?ticketbesitzer|?zuständiger mitarbeiter|?propriétaire du ticket|?propietario del ticket|?proprietário do ticket
        requester associated contact ids|?associated contact email|?associated contact*|all associated contact emails
        created_at ?create date|?createdate|erstellungsdatum|erstelldatum|date de création|fecha de creación|data de criação
        closed_at ?close date|closed date|last closed date|schlussdatum|abschlussdatum|date de fermeture|fecha de cierre|data de fechamento
        updated_at ?last activity date|last modified date|hs lastmodifieddate
        first_reply_at first agent email response date|!first agent reply date
        first_reply_time.ms !time to first agent email reply (hh:mm:ss)|time to first agent email reply|!time to first agent reply|hs time to first response
        first_reply_time.ms.business hs time to first response in operating hours
        resolution_time.ms !time to close (hh:mm:ss)|time to close|hs time to close
        resolution_time.ms.business hs time to close in operating hours
        rating last csat survey rating|hs last csat survey rating|cx score
        ai_outcome !customer agent ticket status|!hs customer agent ticket status
        + ?pipeline|!hs pipeline
        - number of touches = Counts calls and meetings, too.
        - pipeline|hs pipeline = Pipelines have clocks of their own: compare those of support only.",
    status,
    how_ai: "Add the ticket property “Customer Agent ticket status” to the view before you export.",
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
        assert_eq!(status("in review (returns)"), vocabulary::status("in review"));
    }
}
