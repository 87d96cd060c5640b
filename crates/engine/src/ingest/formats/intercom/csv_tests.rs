//! Intercom reports: zones in headers, Fin's columns and words.

use super::super::super::tests::{field_of, shape};
use super::*;
use crate::dataset::{AiOutcome, Origin};
use model::outcome::Channel;

const REPORT: &[&str] = &[
    "Conversation ID",
    "Conversation started at (America/Lima)",
    "Current conversation state",
    "Started by",
    "Conversation source",
    "Channel",
    "Team currently assigned",
    "Teammate currently assigned",
    "Conversation tag",
    "AI Topic",
    "Fin AI Agent involved",
    "Fin AI Agent deflected",
    "Fin AI Agent resolution state",
    "First response time (seconds)",
    "Conversation rating",
];

#[test]
fn the_report_is_recognised_and_mapped() {
    let row = [
        "215470000000001",
        "2026-02-01 09:00:00",
        "Closed",
        "Customer",
        "Inbound message",
        "Chat",
        "Support",
        "Fin",
        "refund, vip",
        "Billing",
        "true",
        "true",
        "Assumed Resolution",
        "4",
        "5",
    ];
    let shape = shape(REPORT, &[&row]);
    assert!(IntercomCsv.sniff(&shape).unwrap().0 >= 90);
    let rules = IntercomCsv.map(&shape);
    let is =
        |column: &str, field: Option<Field>| assert_eq!(field_of(&shape, &rules, column), field, "{column}");
    is("Conversation started at (America/Lima)", Some(Field::CreatedAt));
    is("Fin AI Agent involved", Some(Field::AiInvolved));
    is("Fin AI Agent resolution state", Some(Field::AiOutcome));
    is("Fin AI Agent deflected", None);
    is("Started by", Some(Field::Initiator));
    is("Conversation source", None);
    is("First response time (seconds)", Some(Field::FirstReplyTime));
}

#[test]
fn deflected_serves_where_the_state_is_empty() {
    let shape = shape(
        &["Conversation ID", "Fin AI Agent deflected", "Fin AI Agent resolution state"],
        &[&["1", "true", ""], &["2", "false", ""]],
    );
    let rules = IntercomCsv.map(&shape);
    assert_eq!(rules[1].field, Some(Field::AiResolved));
}

#[test]
fn odd_headers_are_recognised_by_their_words() {
    let shape = shape(
        &[
            "ID de conversación",
            "Inicio (Europe/Madrid)",
            "Estado de resolución de Fin",
            "Conversation rating remark",
        ],
        &[&["1", "2026-01-01 10:00:00", "Routed to team", ""]],
    );
    assert!(IntercomCsv.sniff(&shape).unwrap().0 >= 90);
}

#[test]
fn words_of_intercom() {
    use super::super::{channel, origin, resolution_state};
    for (word, outcome) in [
        ("assumed resolution", AiOutcome::Assumed),
        ("assumed resolved", AiOutcome::Assumed),
        ("confirmed_resolution", AiOutcome::Confirmed),
        ("routed to team", AiOutcome::Escalated),
        ("routed_to_team", AiOutcome::Escalated),
        ("escalated", AiOutcome::Escalated),
        ("negative_feedback", AiOutcome::Negative),
        ("abandoned", AiOutcome::Abandoned),
        ("procedure_handoff", AiOutcome::ProcedureHandoff),
    ] {
        assert_eq!(resolution_state(word), Some(outcome), "{word}");
    }
    assert_eq!(resolution_state("mystery state"), None);
    assert_eq!(origin("admin_initiated"), Some(Origin::Outbound));
    assert_eq!(origin("reply to workflow/message"), Some(Origin::Customer));
    assert_eq!(origin("operator_initiated"), Some(Origin::Customer));
    assert_eq!(origin("test"), Some(Origin::Test));
    assert_eq!(channel("conversation"), Some(Channel::Messaging));
}

#[test]
fn zones_in_headers() {
    assert!(has_zone("Updated at (America/Argentina/Buenos_Aires)") && has_zone("x (UTC)"));
    assert!(
        !has_zone("First response time (seconds)")
            && !has_zone("yes/no")
            && !has_zone("Survey present (Y/N )")
    );
}
