//! The generic reader: names in several languages, units, AI columns and traps.

use super::super::tests::{field_of, json_shape, shape};
use super::*;

fn expect(columns: &[&str], sample: &[&[&str]], expected: &[(&str, Option<Field>)]) -> Vec<ColumnRule> {
    let shape = shape(columns, sample);
    let rules = Generic.map(&shape);
    for (column, field) in expected {
        assert_eq!(field_of(&shape, &rules, column), *field, "{column}");
    }
    rules
}

#[test]
fn it_never_claims_more_than_a_vendor_would() {
    let shape = shape(
        &["ticket_id", "created_at", "status", "priority", "channel", "csat"],
        &[&["1", "2026-01-01", "open", "low", "chat", "4"]],
    );
    assert_eq!(Generic.sniff(&shape).unwrap().0, 40);
    assert_eq!(
        Generic
            .sniff(&super::super::tests::shape(&["a", "b"], &[&["x", "y"], &["z", "w"]]))
            .map(|(score, _)| score < 20),
        Some(true)
    );
}

#[test]
fn names_with_units() {
    let rules = expect(
        &["First_Response_Time_Hours", "resolution_hours", "sla_hours", "Resolution Time (minutes)"],
        &[&["1.5", "20", "24", "1200"]],
        &[
            ("First_Response_Time_Hours", Some(Field::FirstReplyTime)),
            ("Resolution Time (minutes)", Some(Field::ResolutionTime)),
            ("resolution_hours", None),
            ("sla_hours", None),
        ],
    );
    assert!(matches!(rules[0].read, Read::Duration { unit: Some(DurationUnit::Hours), .. }));
    assert!(matches!(rules[3].read, Read::Duration { unit: Some(DurationUnit::Minutes), .. }));
}

#[test]
fn business_hours_are_a_clock_and_no_unit() {
    assert_eq!(without_unit("resolution time in business hours"), ("resolution time".to_string(), None));
    assert_eq!(
        without_unit("response time (in hrs)"),
        ("response time".to_string(), Some(DurationUnit::Hours))
    );
    assert_eq!(without_unit("hours"), ("hours".to_string(), None));
    let rules = expect(&["Resolution Time in Business Hours"], &[&["3600000"]], &[]);
    assert!(matches!(rules[0].read, Read::Duration { unit: None, clock: Clock::Business, .. }));
}

#[test]
fn a_time_to_resolution_that_holds_points_in_time() {
    expect(
        &["Ticket ID", "Date of Purchase", "First Response Time", "Time to Resolution", "Resolution"],
        &[
            &["1", "2021-03-22", "2023-06-01 12:15:36", "2023-06-01 18:05:38", "Sent a new one"],
            &["2", "2021-05-22", "2023-06-01 16:45:38", "", ""],
        ],
        &[
            ("Date of Purchase", None),
            ("First Response Time", Some(Field::FirstReplyAt)),
            ("Time to Resolution", Some(Field::SolvedAt)),
            ("Resolution", None),
        ],
    );
}

#[test]
fn signs_of_an_ai_in_home_made_tables() {
    expect(
        &["id", "escalated_from_bot", "handled_by_ai", "resolved_by", "bot_name"],
        &[&["1", "False", "True", "bot", "Robbie"], &["2", "True", "True", "human", "Robbie"]],
        &[
            ("escalated_from_bot", Some(Field::AiHandedOff)),
            ("handled_by_ai", Some(Field::AiInvolved)),
            ("resolved_by", Some(Field::AiResolved)),
            ("bot_name", Some(Field::AiAgent)),
        ],
    );
    expect(
        &["id", "resolution_level"],
        &[&["1", "n1"], &["2", "N2"]],
        &[("resolution_level", Some(Field::AiOutcome))],
    );
    expect(
        &["id", "is_ai_agent"],
        &[&["1", "1.0"], &["2", "0.0"]],
        &[("is_ai_agent", Some(Field::AiInvolved))],
    );
    // Names of people in "resolved by" are no sign of an AI.
    expect(&["id", "resolved_by"], &[&["1", "Ann"], &["2", "Bob"]], &[("resolved_by", None)]);
}

#[test]
fn other_languages() {
    expect(
        &[
            "Ticketnummer",
            "Betreff",
            "Erstellt am",
            "Gelöst am",
            "Kategorie",
            "Bearbeiter",
            "Kundennummer",
            "Priorität",
        ],
        &[&["1", "x", "03.02.2026 10:00", "04.02.2026 10:00", "Rechnung", "Eva", "77", "hoch"]],
        &[
            ("Ticketnummer", Some(Field::Id)),
            ("Erstellt am", Some(Field::CreatedAt)),
            ("Gelöst am", Some(Field::SolvedAt)),
            ("Kategorie", Some(Field::Topic)),
            ("Bearbeiter", Some(Field::Agent)),
            ("Kundennummer", Some(Field::Requester)),
        ],
    );
    expect(
        &["Número", "Fecha de creación", "Estado", "Canal", "Categoría"],
        &[&["1", "03/02/2026", "Abierto", "Correo", "Envío"]],
        &[
            ("Fecha de creación", Some(Field::CreatedAt)),
            ("Estado", Some(Field::Status)),
            ("Canal", Some(Field::Channel)),
        ],
    );
    expect(
        &["Numéro", "Créé le", "Résolu le", "Statut"],
        &[&["1", "03/02/2026", "", "Ouvert"]],
        &[
            ("Créé le", Some(Field::CreatedAt)),
            ("Résolu le", Some(Field::SolvedAt)),
            ("Statut", Some(Field::Status)),
        ],
    );
}

#[test]
fn values_tell_where_names_do_not() {
    expect(
        &["a", "b", "c", "d", "e"],
        &[
            &["k1", "2026-01-01 10:00", "open", "x@example.com", "chat"],
            &["k2", "2026-01-02 10:00", "closed", "y@example.com", "email"],
            &["k3", "2026-01-03 10:00", "pending", "x@example.com", "phone"],
        ],
        &[
            ("a", Some(Field::Id)),
            ("b", Some(Field::CreatedAt)),
            ("c", Some(Field::Status)),
            ("d", Some(Field::Requester)),
            ("e", Some(Field::Channel)),
        ],
    );
}

#[test]
fn rounded_ids_are_refused() {
    let columns = ["Ticket ID", "created_at"];
    let sample: &[&[&str]] = &[&["1.03006E+13", "2026-01-01"], &["1.03006E+13", "2026-01-02"]];
    let rules = expect(&columns, sample, &[("Ticket ID", None)]);
    assert!(rules[0].reason.contains("rounded"));
    assert!(Generic.warnings(&shape(&columns, sample)).iter().any(|warning| warning.contains("rounded")));
}

#[test]
fn promises_are_not_outcomes() {
    expect(
        &["id", "sla_met", "sla_breached", "response_sla_met"],
        &[&["1", "True", "False", "True"]],
        &[
            ("sla_met", None),
            ("sla_breached", Some(Field::ResolutionBreached)),
            ("response_sla_met", Some(Field::ReplyBreached)),
        ],
    );
    // What is yes or no does not say which of the two was broken; words do.
    let columns = ["id", "Resolution Status", "SLA status", "First response SLA"];
    expect(
        &columns,
        &[&["1", "resolved", "true", "Breached"], &["2", "unresolved", "false", "Met"]],
        &[
            ("Resolution Status", None),
            ("SLA status", None),
            ("First response SLA", Some(Field::ReplyBreached)),
        ],
    );
}

#[test]
fn waits_promises_and_work() {
    let columns = [
        "id",
        "Created at",
        "Handed off at",
        "SLA due",
        "First reply SLA breached",
        "Resolution SLA",
        "First response time (hours)",
        "First response time within business hours (hours)",
        "Next reply time (min)",
        "Handle time (sec)",
    ];
    let row = [
        "1",
        "2026-01-05 10:00",
        "2026-01-05 10:20",
        "2026-01-06 10:00",
        "false",
        "Within SLA",
        "20.5",
        "4.5",
        "12",
        "340",
    ];
    expect(
        &columns,
        &[&row],
        &[
            ("Handed off at", Some(Field::HandedOffAt)),
            ("SLA due", Some(Field::DueAt)),
            ("First reply SLA breached", Some(Field::ReplyBreached)),
            ("Resolution SLA", Some(Field::ResolutionBreached)),
            ("First response time (hours)", Some(Field::FirstReplyTime)),
            ("First response time within business hours (hours)", Some(Field::ReplyBusinessTime)),
            ("Next reply time (min)", Some(Field::NextReplyTime)),
            ("Handle time (sec)", Some(Field::HandleTime)),
        ],
    );
}

#[test]
fn nested_records() {
    let shape = json_shape(
        &[
            "key",
            "fields.created",
            "fields.status.name",
            "fields.assignee.displayName",
            "fields.summary",
            "fields.priority.name",
        ],
        &[&["AB-1", "2013-11-25T04:47:10.000-0800", "Open", "Ann", "x", "High"]],
    );
    let rules = Generic.map(&shape);
    assert_eq!(field_of(&shape, &rules, "fields.created"), Some(Field::CreatedAt));
    assert_eq!(field_of(&shape, &rules, "fields.status.name"), Some(Field::Status));
    assert_eq!(field_of(&shape, &rules, "fields.assignee.displayName"), Some(Field::Agent));
}

#[test]
fn accents_and_small_words_may_be_missing() {
    let columns = [
        "id_chamado",
        "data_abertura",
        "data fechamento",
        "satisfacao_cliente",
        "Priorite",
        "date ouverture",
    ];
    let sample: &[&[&str]] = &[&["1", "2026-01-05", "2026-01-06", "4", "Haute", "2026-01-05"]];
    let shape = shape(&columns, sample);
    let rules = Generic.map(&shape);
    let fields: Vec<Option<Field>> = rules.iter().map(|rule| rule.field).collect();
    let expected = [Field::Id, Field::CreatedAt, Field::ClosedAt, Field::Rating, Field::Priority];
    assert_eq!(fields[..5], expected.map(Some));
    assert_eq!(fields[5], None, "one time of creation is enough");
}

#[test]
fn a_day_gives_way_to_a_time_of_day() {
    let shape = shape(&["created_date", "created_datetime"], &[&["2026-01-05", "2026-01-05 08:15"]]);
    assert_eq!(field_of(&shape, &Generic.map(&shape), "created_datetime"), Some(Field::CreatedAt));
}

#[test]
fn a_type_may_be_the_channel() {
    let fields = |values: &[&str]| {
        let rows: Vec<Vec<&str>> = values.iter().map(|value| vec!["1", "2026-01-05", value]).collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let shape = shape(&["Number", "Created At", "Type"], &rows);
        field_of(&shape, &Generic.map(&shape), "Type")
    };
    assert_eq!(fields(&["email", "chat", "email"]), Some(Field::Channel));
    assert_eq!(fields(&["email", "chat", "refund"]), Some(Field::Topic));
    assert_eq!(fields(&["chat", "chat", "chat"]), Some(Field::Topic), "one word may be anything");
}

#[test]
fn spans_in_french_and_portuguese() {
    let columns = ["ID", "Criado em", "Tempo de resolução (em h)", "Heure de fermeture", "Atribuído"];
    let shape = shape(&columns, &[&["1", "2026-01-05 09:00", "2.5", "2026-01-06 10:00", "Nora"]]);
    let rules = Generic.map(&shape);
    assert_eq!(field_of(&shape, &rules, "Tempo de resolução (em h)"), Some(Field::ResolutionTime));
    assert!(matches!(rules[2].read, Read::Duration { unit: Some(DurationUnit::Hours), .. }));
    assert_eq!(field_of(&shape, &rules, "Heure de fermeture"), Some(Field::ClosedAt));
    assert_eq!(field_of(&shape, &rules, "Atribuído"), Some(Field::Agent));
}
