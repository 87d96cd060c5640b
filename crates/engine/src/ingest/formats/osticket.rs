//! osTicket: tickets exported from a queue (CSV with comma or semicolon, by the browser's language).

use super::table::Table;

pub(super) static FORMAT: Table = Table {
    id: "osticket",
    product: "osTicket",
    how_to_export: "Tickets > a queue > Export, with all fields.",
    columns: "\
        id ?ticket number|ticket #|?ticketnummer|número de ticket|numéro de ticket
        status ?current status|status|?aktueller status|estado actual|état actuel
        channel source
        topic !help topic|!hilfethema|!tema de ayuda|!rubrique d'aide
        team department|team assigned|abteilung|departamento|département
        agent ?agent assigned|assignee|?zugewiesener agent|agente asignado|agent assigné
        requester ?from email|from|user name|von e mail|e mail
        created_at ?date created|erstellungsdatum|erstellt am|fecha de creación|date de création
        closed_at closed date|close date|abschlussdatum|fecha de cierre|date de clôture
        updated_at last updated|letzte aktualisierung|última actualización
        reopens reopen count
        + !sla due date
        + !sla plan
        + ?team assigned
        + ?thread count
        + ?task count
        due_at sla due date|due date
        resolution_breached overdue|is overdue|überfällig
        - sla plan
        - answered|merged|linked|thread count|attachment count|task count",
    how_ai: "osTicket has no such column. Add a field to the ticket form that the bot fills in, and export it.",
    ..Table::USUAL
};
