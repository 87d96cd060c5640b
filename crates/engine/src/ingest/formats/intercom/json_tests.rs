//! Intercom conversations: parts, states of both generations of the API, previews.

use super::super::super::tests::{cell, field_of, folded, json_shape};
use super::*;
use serde_json::json;

fn conversation_record() -> serde_json::Value {
    json!({
        "type": "conversation", "id": "215470000000001", "created_at": 1768471200, "state": "closed",
        "source": {"type": "conversation", "delivered_as": "customer_initiated", "body": "<p>Where is it?</p>",
                   "author": {"type": "user", "id": "u1"}},
        "contacts": {"contacts": [{"id": "c1", "external_id": "cust-9"}]},
        "tags": {"tags": [{"name": "late, again"}, {"name": "vip"}]},
        "ai_agent_participated": true,
        "ai_agent": {"source_type": "workflow", "source_title": "Night shift", "resolution_state": "routed_to_team", "rating": 2},
        "conversation_rating": null,
        "statistics": {"first_admin_reply_at": 1768474800, "count_reopens": 0},
        "conversation_parts": {"conversation_parts": [
            {"part_type": "comment", "body": "Hi! Pick a topic.", "created_at": 1768471201, "author": {"type": "bot", "from_ai_agent": false}},
            {"part_type": "comment", "body": "It ships tomorrow.", "created_at": 1768471210,
             "author": {"type": "bot", "from_ai_agent": true, "is_ai_answer": true}},
            {"part_type": "assignment", "body": null, "created_at": 1768471300, "author": {"type": "bot"}},
            {"part_type": "note", "body": "look at this", "created_at": 1768471400, "author": {"type": "admin"}},
            {"part_type": "comment", "body": "I am not happy", "created_at": 1768471500, "author": {"type": "user"}},
            {"part_type": "comment", "body": "Sorry!", "created_at": 1768474800, "author": {"type": "admin"}},
            {"part_type": "close", "body": null, "created_at": 1768474900, "author": {"type": "admin"}}
        ]}
    })
}

#[test]
fn conversations_are_recognised() {
    let columns = [
        "type",
        "id",
        "created_at",
        "admin_assignee_id",
        "statistics.time_to_admin_reply",
        "source.delivered_as",
    ];
    assert!(IntercomJson.sniff(&json_shape(&columns, &[])).unwrap().0 >= 90);
}

#[test]
fn parts_are_folded_by_who_wrote_them() {
    let cells = folded(&IntercomJson, &conversation_record());
    assert_eq!(cell(&cells, "messages.ai_replies"), Some("1"));
    assert_eq!(cell(&cells, "messages.human_replies"), Some("1"));
    assert_eq!(cell(&cells, "messages.customer_messages"), Some("2"));
    assert_eq!(cell(&cells, "messages.first_reply_at"), Some("1768471210"));
    assert_eq!(cell(&cells, "messages.first_human_reply_at"), Some("1768474800"));
    assert_eq!(cell(&cells, "messages.handed_off"), Some("true"));
    assert_eq!(cell(&cells, "combined.tags"), Some("late, again\u{1f}vip"));
    assert_eq!(cell(&cells, "combined.requester"), Some("cust-9"));
    assert_eq!(cell(&cells, "combined.ai_outcome"), Some("routed_to_team"));
    assert_eq!(cell(&cells, "combined.ai_agent"), Some("Night shift"));
    assert_eq!(cell(&cells, "combined.rating"), Some("2"));
    assert_eq!(cell(&cells, "combined.rating_offered"), Some("false"));
    assert_eq!(cell(&cells, "combined.origin"), Some("customer_initiated"));
    let authors: Vec<&str> = IntercomJson.messages(&conversation_record()).iter().map(|m| m.author).collect();
    assert_eq!(authors, ["customer", "system", "ai", "human", "customer", "human"]);
}

#[test]
fn lists_carry_the_state_in_an_attribute() {
    let record = json!({"id": "1", "ai_agent_participated": true,
        "custom_attributes": {"Fin AI Agent resolution state": "Assumed Resolution"}});
    let cells = folded(&IntercomJson, &record);
    assert_eq!(cell(&cells, "combined.ai_outcome"), Some("Assumed Resolution"));
    assert_eq!(cell(&cells, "combined.ai_agent"), Some("Fin"));
    assert_eq!(cell(&cells, "messages.human_replies"), None);
}

#[test]
fn previews_are_tests() {
    for kind in ["fin_preview", "workflow_preview"] {
        let record =
            json!({"source": {"delivered_as": "customer_initiated"}, "ai_agent": {"source_type": kind}});
        assert_eq!(cell(&folded(&IntercomJson, &record), "combined.origin"), Some("test"));
    }
}

#[test]
fn a_business_span_gives_way_to_the_instant() {
    let columns = ["id", "created_at", "statistics.time_to_admin_reply", "statistics.first_admin_reply_at"];
    let both = json_shape(&columns, &[&["1", "1768471200", "60", "1768471260"]]);
    let rules = IntercomJson.map(&both);
    assert_eq!(field_of(&both, &rules, columns[2]), None);
    assert_eq!(field_of(&both, &rules, columns[3]), Some(Field::FirstHumanReplyAt));
    let one = json_shape(&columns[..3], &[&["1", "1768471200", "60"]]);
    assert_eq!(field_of(&one, &IntercomJson.map(&one), columns[2]), Some(Field::FirstReplyTime));
}
