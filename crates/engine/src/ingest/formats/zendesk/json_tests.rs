//! Zendesk JSON: envelopes, comments without roles, metric sets.

use super::super::super::tests::{cell, field_of, folded, json_shape};
use super::*;
use serde_json::json;

#[test]
fn tickets_are_recognised_with_and_without_their_envelope() {
    let bare = ["id", "via.channel", "created_at", "requester_id", "submitter_id", "status"];
    assert!(ZendeskJson.sniff(&json_shape(&bare, &[])).unwrap().0 >= 90);
    let wrapped: Vec<String> = bare.iter().map(|name| format!("ticket.{name}")).collect();
    let wrapped: Vec<&str> = wrapped.iter().map(String::as_str).collect();
    assert!(ZendeskJson.sniff(&json_shape(&wrapped, &[])).unwrap().0 >= 90);
    let record = json!({"ticket": {"id": 7}});
    assert_eq!(ZendeskJson.unwrap(&record)["id"], 7);
    assert_eq!(ZendeskJson.unwrap(&json!({"id": 7, "ticket": 3}))["id"], 7);
}

#[test]
fn metrics_and_ratings_are_no_tickets() {
    let metric =
        ["id", "ticket_id", "group_stations", "assignee_stations", "reopens", "created_at", "requester_id"];
    assert_eq!(ZendeskJson.sniff(&json_shape(&metric, &[])), None);
}

#[test]
fn metric_sets_are_used() {
    let columns = [
        "id",
        "created_at",
        "metric_set.reply_time_in_minutes.calendar",
        "metric_set.reply_time_in_minutes.business",
        "metric_set.solved_at",
        "metric_set.reopens",
        "metric_set.replies",
    ];
    let shape =
        json_shape(&columns, &[&["1", "2026-01-01T00:00:00Z", "5", "5", "2026-01-02T00:00:00Z", "0", "2"]]);
    let rules = ZendeskJson.map(&shape);
    assert_eq!(field_of(&shape, &rules, columns[2]), Some(Field::FirstReplyTime));
    assert_eq!(field_of(&shape, &rules, columns[3]), Some(Field::ReplyBusinessTime));
    assert_eq!(field_of(&shape, &rules, columns[4]), Some(Field::SolvedAt));
    assert_eq!(field_of(&shape, &rules, columns[6]), Some(Field::HumanReplies));
}

fn ticket() -> serde_json::Value {
    json!({
        "id": 1, "requester_id": 10, "submitter_id": 10,
        "comments": [
            {"author_id": 30, "public": true, "body": "Hello, try this.", "created_at": "2026-01-01T10:05:00Z"},
            {"author_id": 10, "public": true, "body": "It broke.", "created_at": "2026-01-01T10:00:00Z"},
            {"author_id": -1, "public": true, "body": "We got your message.", "created_at": "2026-01-01T10:00:01Z"},
            {"author_id": 30, "public": false, "body": "note", "created_at": "2026-01-01T10:06:00Z"},
            {"author_id": 10, "public": true, "body": "Thanks", "created_at": "2026-01-01T11:00:00Z"}
        ],
        "custom_fields": [{"id": 5, "value": "Assisted_Escalation"}, {"id": 6, "value": null}, {"id": 7, "value": ["a"]}]
    })
}

#[test]
fn comments_are_folded_by_who_wrote_them() {
    let cells = folded(&ZendeskJson, &ticket());
    assert_eq!(cell(&cells, "messages.human_replies"), Some("1"));
    assert_eq!(cell(&cells, "messages.customer_messages"), Some("2"));
    assert_eq!(cell(&cells, "messages.first_human_reply_at"), Some("2026-01-01T10:05:00Z"));
    assert_eq!(cell(&cells, "messages.ai_replies"), None);
    assert_eq!(cell(&cells, "custom.ai_outcome"), Some("Assisted_Escalation"));
    let messages = ZendeskJson.messages(&json!({"ticket": ticket()}));
    let authors: Vec<&str> = messages.iter().map(|message| message.author).collect();
    assert_eq!(authors, ["customer", "system", "human", "human", "customer"]);
    assert!(!messages[3].is_public);
}

#[test]
fn comments_and_reopens_are_told_by_audits() {
    let record = json!({"id": 1, "requester_id": 10, "audits": [
        {"author_id": 10, "created_at": "2026-01-01T10:00:00Z", "events": [
            {"type": "Comment", "author_id": 10, "public": true, "body": "It broke."},
            {"type": "Create", "field_name": "status", "value": "new"}]},
        {"author_id": 30, "created_at": "2026-01-01T10:05:00Z", "events": [
            {"type": "Comment", "author_id": 30, "public": true, "body": "Try this."},
            {"type": "Change", "field_name": "status", "previous_value": "new", "value": "solved"}]},
        {"author_id": 10, "created_at": "2026-01-02T10:05:00Z", "events": [
            {"type": "Comment", "author_id": 10, "public": true, "body": "No."},
            {"type": "Change", "field_name": "priority", "previous_value": "solved", "value": "high"},
            {"type": "Change", "field_name": "status", "previous_value": "solved", "value": "open"}]},
        {"author_id": 30, "created_at": "2026-01-02T11:00:00Z", "events": [
            {"type": "Notification", "body": "mail"},
            {"type": "Change", "field_name": "status", "previous_value": "open", "value": "solved"}]},
        {"author_id": -1, "created_at": "2026-01-06T11:00:00Z", "events": [
            {"type": "Change", "field_name": "status", "previous_value": "solved", "value": "closed"}]}
    ]});
    let cells = folded(&ZendeskJson, &record);
    assert_eq!(cell(&cells, "messages.human_replies"), Some("1"));
    assert_eq!(cell(&cells, "messages.customer_messages"), Some("2"));
    assert_eq!(cell(&cells, "messages.first_human_reply_at"), Some("2026-01-01T10:05:00Z"));
    assert_eq!(cell(&cells, "audits.reopens"), Some("1"));
}

#[test]
fn a_named_program_is_an_ai() {
    let record = json!({"requester_id": 1, "comments": [
        {"author_id": 1, "body": "hi", "created_at": "2026-01-01T00:00:00Z"},
        {"author_id": 2, "author": {"name": "Acme AI Agent"}, "body": "hello", "created_at": "2026-01-01T00:00:05Z"},
        {"author_id": 3, "author": {"name": "Kai", "role": "agent"}, "body": "hello", "created_at": "2026-01-01T00:10:00Z"}
    ]});
    let cells = folded(&ZendeskJson, &record);
    assert_eq!(cell(&cells, "messages.ai_replies"), Some("1"));
    assert_eq!(cell(&cells, "messages.human_replies"), Some("1"));
    assert_eq!(cell(&cells, "messages.handed_off"), Some("true"));
    assert_eq!(cell(&cells, "messages.first_reply_at"), Some("2026-01-01T00:00:05Z"));
}

#[test]
fn a_ticket_that_an_agent_filed_has_no_reply_in_its_first_comment() {
    let record = json!({"requester_id": 1, "submitter_id": 3, "comments": [
        {"author_id": 3, "body": "Customer called", "created_at": "2026-01-01T00:00:00Z"}
    ]});
    assert_eq!(cell(&folded(&ZendeskJson, &record), "messages.human_replies"), Some("0"));
}

#[test]
fn without_comments_nothing_is_counted() {
    assert!(folded(&ZendeskJson, &json!({"id": 1, "requester_id": 2})).is_empty());
}
