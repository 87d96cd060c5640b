//! Zendesk CSV: names, custom fields and words.

use super::super::super::tests::{field_of, shape};
use super::*;
use crate::dataset::AiOutcome;
use model::outcome::{Channel, Status};

const ACCOUNT: &[&str] = &[
    "Summation column",
    "Id",
    "Requester",
    "Requester id",
    "Assignee",
    "Group",
    "Subject",
    "Tags",
    "Status",
    "Priority",
    "Via",
    "Ticket type",
    "Created at",
    "Updated at",
    "Solved at",
    "Resolution time",
    "Satisfaction Score",
    "Group stations",
    "Assignee stations",
    "Reopens",
    "Replies",
    "First reply time in minutes",
    "First reply time in minutes within business hours",
    "Full resolution time in minutes",
    "Full resolution time in minutes within business hours",
    "Contact reason [list]",
    "Resolution tier [list]",
    "Resolution type [list]",
    "Order number [txt]",
];

fn row<'a>(filled: &[(&str, &'a str)]) -> Vec<&'a str> {
    ACCOUNT
        .iter()
        .map(|name| filled.iter().find(|(known, _)| known == name).map_or("x", |(_, value)| value))
        .collect()
}

#[test]
fn the_account_export_is_recognised_and_mapped() {
    let first = row(&[("Id", "1"), ("Created at", "2026-01-02 10:00")]);
    let shape = shape(ACCOUNT, &[&first]);
    let (score, reason) = ZendeskCsv.sniff(&shape).unwrap();
    assert!(score >= 90, "{score}");
    assert!(reason.contains("Group stations"), "{reason}");
    let rules = ZendeskCsv.map(&shape);
    let is =
        |column: &str, field: Option<Field>| assert_eq!(field_of(&shape, &rules, column), field, "{column}");
    is("Summation column", None);
    is("Id", Some(Field::Id));
    is("Requester id", Some(Field::Requester));
    is("Requester", None);
    is("Via", Some(Field::Channel));
    is("First reply time in minutes", Some(Field::FirstReplyTime));
    is("First reply time in minutes within business hours", Some(Field::ReplyBusinessTime));
    is("Full resolution time in minutes", Some(Field::ResolutionTime));
    is("Resolution time", None);
    is("Contact reason [list]", Some(Field::Topic));
    is("Ticket type", None);
    is("Resolution tier [list]", Some(Field::AiOutcome));
    is("Resolution type [list]", Some(Field::AiResolved));
    is("Order number [txt]", None);
}

#[test]
fn business_minutes_serve_where_calendar_minutes_are_empty() {
    let columns = [
        "Id",
        "Group stations",
        "Full resolution time in minutes",
        "Full resolution time in minutes within business hours",
    ];
    let shape = shape(&columns, &[&["1", "1", "", "30"], &["2", "1", "", "60"]]);
    let rules = ZendeskCsv.map(&shape);
    assert_eq!(rules[2].field, None);
    assert!(matches!(rules[3].read, Read::Duration { clock: Clock::Business, .. }));
}

#[test]
fn a_view_is_recognised_too() {
    let columns =
        ["ID", "Subject", "Requester", "Requested", "Assignee", "Ticket status", "Solved", "Satisfaction"];
    let shape = shape(&columns, &[&["1", "s", "Ann", "2026-01-02 10:00", "Bob", "Open", "", ""]]);
    assert!(ZendeskCsv.sniff(&shape).unwrap().0 >= 70);
    let rules = ZendeskCsv.map(&shape);
    assert_eq!(field_of(&shape, &rules, "Requested"), Some(Field::CreatedAt));
    assert_eq!(field_of(&shape, &rules, "Solved"), Some(Field::SolvedAt));
    assert!(ZendeskCsv.warnings(&shape).iter().any(|warning| warning.contains("names requesters")));
}

#[test]
fn a_custom_flag_for_handovers_is_used() {
    let shape = shape(
        &["Id", "Group stations", "escalated_from_bot [flag]"],
        &[&["1", "2", "true"], &["2", "2", "false"]],
    );
    let rules = ZendeskCsv.map(&shape);
    assert_eq!(rules[2].field, Some(Field::AiHandedOff));
}

#[test]
fn words_of_zendesk() {
    assert_eq!(super::super::resolution_tier("core resolution"), Some(AiOutcome::Confirmed));
    assert_eq!(super::super::resolution_tier("contained_resolution"), Some(AiOutcome::Contained));
    assert_eq!(super::super::resolution_tier("assisted-escalation"), Some(AiOutcome::Escalated));
    assert_eq!(super::super::resolution_tier("shiny"), None);
    assert!(super::super::is_no_tier("non-automated"));
    assert!(!super::super::is_no_tier("automated"));
    assert_eq!(super::super::channel("web service (api)"), Some(Channel::Api));
    assert_eq!(super::super::channel("native_messaging"), Some(Channel::Messaging));
    assert_eq!(super::super::channel("phone call (inbound)"), Some(Channel::Phone));
    assert_eq!(super::super::origin_of_channel("sample_ticket"), Some(Origin::Test));
    assert_eq!(super::super::status("on-hold"), Some(Status::OnHold));
    assert_eq!(super::super::status("deleted"), Some(Status::Removed));
}
