//! Freshdesk CSV: names, spans and words.

use super::super::super::tests::{field_of, shape};
use super::*;
use model::outcome::{Channel, Status};

#[test]
fn the_export_is_recognised_and_mapped() {
    let columns = [
        "Ticket ID",
        "Subject",
        "Status",
        "Priority",
        "Source",
        "Type",
        "Agent",
        "Group",
        "Created time",
        "Resolved time",
        "Closed time",
        "Initial response time",
        "First response time (in hrs)",
        "Resolution time (in hrs)",
        "Agent interactions",
        "Resolution status",
        "Survey results",
        "Full name",
        "Email",
    ];
    let row = [
        "1",
        "s",
        "Closed",
        "Low",
        "Portal",
        "Question",
        "No Agent",
        "Tier 1",
        "2026-01-01 10:00:00",
        "",
        "",
        "",
        "00:00:00",
        "27:31:07",
        "0",
        "Within SLA",
        "",
        "Ann Example",
        "ann@example.com",
    ];
    let shape = shape(&columns, &[&row]);
    assert!(FreshdeskCsv.sniff(&shape).unwrap().0 >= 90);
    let rules = FreshdeskCsv.map(&shape);
    let is =
        |column: &str, field: Option<Field>| assert_eq!(field_of(&shape, &rules, column), field, "{column}");
    is("Initial response time", Some(Field::FirstReplyAt));
    is("First response time (in hrs)", Some(Field::FirstReplyTime));
    is("Resolution status", Some(Field::ResolutionBreached));
    is("Email", Some(Field::Requester));
    is("Full name", None);
    let span = columns.iter().position(|name| name.starts_with("First response time")).unwrap();
    assert!(matches!(rules[span].read, Read::Duration { zero_is_none: true, clock: Clock::Business, .. }));
    let agent = columns.iter().position(|name| *name == "Agent").unwrap();
    assert!(matches!(rules[agent].read, Read::Category { none } if none.contains(&"no agent")));
}

#[test]
fn an_export_of_few_columns_is_recognised() {
    let shape =
        shape(&["Ticket ID", "Status", "Created time", "Resolved time", "Full name", "Contact ID"], &[]);
    assert!(FreshdeskCsv.sniff(&shape).unwrap().0 >= 70);
}

#[test]
fn words_and_numbers_of_freshdesk() {
    use super::super::{channel, origin_of_channel, priority, status};
    assert_eq!(status("waiting on customer"), Some(Status::Pending));
    assert_eq!(status("waiting on third party"), Some(Status::OnHold));
    assert_eq!(status("resolved"), Some(Status::Solved));
    assert_eq!(status("5"), Some(Status::Closed));
    assert_eq!(status("17"), None);
    assert_eq!(priority("1"), Some(model::outcome::Priority::Low));
    assert_eq!(channel("feedback widget"), Some(Channel::WebForm));
    assert_eq!(channel("outbound email"), Some(Channel::Email));
    assert_eq!(origin_of_channel("outbound email"), Some(Origin::Outbound));
    assert_eq!(origin_of_channel("email"), None);
}

#[test]
fn every_survey_word_has_one_level_and_levels_rise() {
    let super::super::RatingScale::Words(words) = RATINGS else { panic!("words") };
    let first_good = words.iter().position(|(_, _, is_good, _)| *is_good).unwrap();
    assert!(words[first_good..].iter().all(|(_, _, is_good, _)| *is_good));
    for (index, (word, label, is_good, _)) in words.iter().enumerate() {
        assert!(!words[..index].iter().any(|(earlier, ..)| earlier == word), "{word} twice");
        assert!(words.iter().all(|(_, other, good, _)| other != label || good == is_good), "{label}");
    }
}

#[test]
fn translated_spans_have_the_same_zeros() {
    let columns = [
        "ID du ticket",
        "Statut",
        "Heure de création",
        "Temps de première réponse (en h)",
        "Interactions de l'agent",
        "Interactions du client",
    ];
    let shape = shape(&columns, &[&["1", "Ouvert", "2026-01-05 09:00:00", "00:00:00", "0", "1"]]);
    assert!(FreshdeskCsv.sniff(&shape).unwrap().0 >= 90);
    let rules = FreshdeskCsv.map(&shape);
    assert_eq!(field_of(&shape, &rules, "Temps de première réponse (en h)"), Some(Field::FirstReplyTime));
    assert!(matches!(rules[3].read, Read::Duration { zero_is_none: true, clock: Clock::Business, .. }));
    assert_eq!(field_of(&shape, &rules, "Heure de création"), Some(Field::CreatedAt));
}
