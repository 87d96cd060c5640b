//! Zoho Desk: tickets as CSV or spreadsheet of the ticket module, and of Zoho Analytics, which appends “(Ticket)” to names.

use super::RatingScale;
use super::table::Table;

pub(super) static FORMAT: Table = Table {
    id: "zoho_desk",
    product: "Zoho Desk",
    how_to_export: "Setup > Data Administration > Export > Tickets, or a ticket view > Export as CSV.",
    columns: "\
        id ?request id|ticket id|ticket number|id
        status status|status type
        topic category|?classifications|sub category
        agent agent name|?ticket owner|assignee id
        team department|department id
        requester email|contact id|contact name|customer
        created_at ?created time
        closed_at !ticket closed time|closed time
        updated_at modified time
        first_reply_at !agent responded time|first response time
        first_reply_time.ms_or_h.business !first response time in business hours = Despite its name milliseconds in most exports; the size tells.
        resolution_time.ms_or_h.business !resolution time in business hours = Despite its name milliseconds in most exports; the size tells.
        reopens !number of reopen
        rating !happiness rating
        + !number of reassign
        + !is response overdue
        + !customer response time
        + ?status type
        + ?thread count
        + !sla violation type
        + ?is overdue
        + ?is escalated
        - is escalated = An escalation within the team, not by an AI.
        reply_breached is response overdue
        resolution_breached sla violation type|is overdue
        handle_time.ms_or_h.zero total time spent = Despite its name milliseconds in most exports; the size tells.
        - is first call resolution|number of threads|sentiment",
    ratings: RatingScale::Words(&[
        ("bad", "Bad", false, None),
        ("okay", "Okay", false, None),
        ("good", "Good", true, None),
    ]),
    how_ai: "Zoho's export has no such column. Let a workflow set a ticket field when Zia or a bot answers or hands over, and \
        export it.",
    how_messages: "Add the conversations of each ticket from the API: /api/v1/tickets/{id}/conversations.",
    ..Table::USUAL
};
