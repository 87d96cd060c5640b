//! Freshdesk tickets of the API.

use super::super::super::tests::{cell, folded, json_shape};
use super::*;
use model::outcome::Channel;
use serde_json::json;

const FRESHDESK: FreshdeskJson = FreshdeskJson { is_service_desk: false };
const FRESHSERVICE: FreshdeskJson = FreshdeskJson { is_service_desk: true };

#[test]
fn tickets_are_recognised_and_time_entries_are_not() {
    let columns = ["id", "fr_escalated", "responder_id", "status", "spam", "stats.resolved_at"];
    assert!(FRESHDESK.sniff(&json_shape(&columns, &[])).unwrap().0 >= 90);
    assert_eq!(FRESHDESK.sniff(&json_shape(&["id", "ticket_id", "time_spent", "agent_id"], &[])), None);
}

#[test]
fn parts_of_a_record_are_folded() {
    let record = json!({
        "id": 1, "status": 4, "spam": false, "created_at": "2026-01-01T10:00:00Z", "description_text": "Broken",
        "stats": {"resolved_at": "2026-01-02T10:00:00Z", "reopened_at": "2026-01-01T20:00:00Z"},
        "conversations": [
            {"incoming": false, "private": true, "body_text": "note", "created_at": "2026-01-01T10:30:00Z"},
            {"incoming": false, "private": false, "body_text": "reply", "created_at": "2026-01-01T11:00:00Z"},
            {"incoming": true, "private": false, "body_text": "thanks", "created_at": "2026-01-01T12:00:00Z"}
        ],
        "satisfaction_ratings": [{"ratings": {"default_question": 103}}]
    });
    let cells = folded(&FRESHDESK, &record);
    assert_eq!(cell(&cells, "combined.status"), Some("4"));
    assert_eq!(cell(&cells, "combined.reopens"), Some("1"));
    assert_eq!(cell(&cells, "combined.rating"), Some("103"));
    assert_eq!(cell(&cells, "messages.human_replies"), Some("1"));
    assert_eq!(cell(&cells, "messages.customer_messages"), Some("2"));
    assert_eq!(cell(&cells, "messages.first_reply_at"), Some("2026-01-01T11:00:00Z"));
}

#[test]
fn spam_is_removed() {
    assert_eq!(
        cell(&folded(&FRESHDESK, &json!({"status": 2, "spam": true})), "combined.status"),
        Some("deleted")
    );
    assert_eq!(
        cell(&folded(&FRESHDESK, &json!({"status": 2, "status_name": "Open"})), "combined.status"),
        Some("Open")
    );
}

#[test]
fn a_service_desk_numbers_its_sources_by_itself() {
    let columns = ["id", "status", "source", "fr_escalated", "responder_id", "department_id", "workspace_id"];
    let shape = json_shape(&columns, &[]);
    assert_eq!(FRESHDESK.sniff(&shape), None);
    assert!(FRESHSERVICE.sniff(&shape).unwrap().0 >= 90);
    assert_eq!(FRESHSERVICE.sniff(&json_shape(&columns[..5], &[])), None);
    let words = |format: &FreshdeskJson| match format.map(&shape)[2].read {
        Read::Channel(words) => words,
        _ => panic!("no channel"),
    };
    assert_eq!(
        (words(&FRESHDESK)("10"), words(&FRESHSERVICE)("10")),
        (Some(Channel::Email), Some(Channel::Messaging))
    );
    assert_eq!(words(&FRESHSERVICE)("16"), None);
    assert_eq!(
        (FRESHDESK.origin_of_channel("10"), FRESHSERVICE.origin_of_channel("10")),
        (Some(Origin::Outbound), None)
    );
}
