//! What a person says of columns and words: figures as counted by hand, and nothing left of it when it is taken back.

use engine::Session;
use model::error::{Problem, ProblemKind};
use model::field::Field;
use model::import::{Answerable, Carried, ImportSummary};
use model::mapping::Mapping;
use model::message::{Request, Response};
use model::settings::Settings;

/// A table in which the program finds only part of what is there: nobody calls a column "Fertig", "Kopf" or "Laune".
const TABLE: &str = "\
nr,eingang,stand,fertig,kopf,laune,dauer
1,2026-03-01 08:00,erl,2026-03-01 09:00,Robo,super,2
2,2026-03-02 08:00,erl,2026-03-02 10:00,Robo,mau,4
3,2026-03-03 08:00,erl,2026-03-03 08:30,Mia,super,1
4,2026-03-04 08:00,offen,,Mia,,
5,2026-03-20 08:00,müll,2026-03-20 08:30,Robo,,
";

fn settings(lines: &[&str]) -> Settings {
    let mut mapping = Mapping::default();
    for line in lines {
        assert!(mapping.take(line), "{line}");
    }
    Settings { mappings: vec![mapping], ..Settings::default() }
}

fn import(session: &mut Session, text: &str, settings: &Settings) -> Result<ImportSummary, String> {
    read(session, text, settings).map_err(|problem| problem.what)
}

fn read(session: &mut Session, text: &str, settings: &Settings) -> Result<ImportSummary, Problem> {
    let (job, name, size) = (1, "t.csv".to_string(), text.len() as u64);
    let (settings, carried) = (settings.clone(), Carried::default());
    session.handle(Request::Import { job, name, size, settings, carried });
    let mut responses = session.feed(1, text.as_bytes());
    responses.extend(session.finish(1));
    for response in responses {
        match response {
            Response::Imported { summary, .. } => return Ok(*summary),
            Response::Failed { problem, .. } => return Err(problem),
            _ => {}
        }
    }
    panic!("no answer")
}

/// Value and n of a metric; `None`: it is not told.
fn told(session: &Session, id: &str, variant: &str) -> Option<(f64, u64)> {
    let figures = engine::metrics::evaluate(session.context()?, &Default::default());
    let figure = figures.iter().find(|figure| figure.metric == id && figure.variant == variant)?;
    figure.now.estimate().map(|estimate| (estimate.value, estimate.n))
}

fn field_of(summary: &ImportSummary, column: &str) -> Option<&'static str> {
    summary.columns.iter().find(|info| info.name == column)?.field.map(model::field::Field::id)
}

#[test]
fn a_column_said_to_be_a_field_brings_its_figures() {
    let mut session = Session::new();
    let before = import(&mut session, TABLE, &Settings::default()).unwrap();
    assert_eq!(field_of(&before, "fertig"), None);
    assert_eq!(told(&session, "resolution_time_median", "all"), None);
    let lines = [
        "column:fertig=solved_at",
        "column:kopf=agent",
        "column:stand=status",
        "word:status:erl=solved",
        "word:status:offen=open",
        "word:status:müll=removed",
        "ai:agent=Robo=on",
        "column:laune=rating",
        "word:rating:mau=bad",
        "word:rating:super=good",
    ];
    let after = import(&mut session, TABLE, &settings(&lines)).unwrap();
    assert_eq!(field_of(&after, "fertig"), Some("solved_at"));
    assert!(after.columns.iter().find(|info| info.name == "fertig").unwrap().is_override);
    // Tickets 1, 2 and 3 are solved after 60, 120 and 30 minutes; 5 is no ticket of a customer.
    assert_eq!(told(&session, "resolution_time_median", "all"), Some((3600.0, 3)));
    // Of the four eligible tickets two were Robo's.
    assert_eq!(told(&session, "involvement", ""), Some((0.5, 4)));
    // Three ratings, two of them good.
    assert_eq!(told(&session, "csat", "all"), Some((2.0 / 3.0, 3)));
    assert_eq!((after.excluded[0].id.as_str(), after.excluded[0].count), ("removed", 1));
    let overrides: Vec<&str> = after
        .decisions
        .iter()
        .filter(|decision| decision.is_override)
        .map(|decision| decision.id.as_str())
        .collect();
    for id in
        ["column:fertig", "column:kopf", "column:stand", "column:laune", "meant:status", "meant:rating", "ai"]
    {
        assert!(overrides.contains(&id), "{id} is not told: {overrides:?}");
    }
    let statuses = after.words.iter().find(|words| words.field.id() == "status").unwrap();
    let row = |at: usize| {
        (statuses.words[at].word.as_str(), statuses.words[at].rows, statuses.words[at].value.as_deref())
    };
    assert_eq!(row(0), ("erl", 3, Some("solved")));
    assert!(statuses.options.iter().any(|(id, label)| id == "on_hold" && label == "On hold"));
}

#[test]
fn taking_everything_back_leaves_no_trace() {
    let mut session = Session::new();
    let before = import(&mut session, TABLE, &Settings::default()).unwrap();
    let changed = import(
        &mut session,
        TABLE,
        &settings(&["column:fertig=solved_at", "column:eingang=updated_at", "column:fertig=created_at"]),
    );
    assert_ne!(changed.as_ref().unwrap().columns, before.columns);
    assert_eq!(changed.unwrap().ledger.tickets, 4, "ticket 4 has no time in that column");
    let again = import(&mut session, TABLE, &Settings::default()).unwrap();
    assert_eq!(again, before);
}

#[test]
fn a_mapping_speaks_of_its_shape_only() {
    let mut session = Session::new();
    let shape = import(&mut session, TABLE, &Settings::default()).unwrap().shape;
    assert!(shape.starts_with("generic:"), "{shape}");
    let of = |shape: &str| {
        let mut settings = settings(&["column:fertig=solved_at"]);
        settings.mappings[0].shape = shape.to_string();
        settings
    };
    let applied = import(&mut session, TABLE, &of(&shape)).unwrap();
    assert_eq!(field_of(&applied, "fertig"), Some("solved_at"));
    assert_eq!(applied.shape, shape, "a shape is that of the file, whatever is said of it");
    assert_eq!(field_of(&import(&mut session, TABLE, &of("generic:0")).unwrap(), "fertig"), None);
    // The same columns in another order are the same shape.
    let turned =
        "eingang,nr,stand,fertig,kopf,laune,dauer\n2026-03-01 08:00,1,erl,2026-03-01 09:00,Robo,super,2\n";
    assert_eq!(import(&mut session, turned, &Settings::default()).unwrap().shape, shape);
}

#[test]
fn a_unit_can_be_said_and_where_spans_come_from() {
    let mut session = Session::new();
    let hours = ["column:dauer=resolution_time.hours", "column:stand=status", "word:status:erl=closed"];
    let summary = import(&mut session, TABLE, &settings(&hours)).unwrap();
    assert_eq!(
        summary.columns.iter().find(|info| info.name == "dauer").unwrap().unit.as_deref(),
        Some("hours")
    );
    assert_eq!(told(&session, "resolution_time_median", "all"), Some((7200.0, 3)));
    // With both in the file, the two disagree: two hours are given where one passed.
    let mut both = hours.to_vec();
    both.push("column:fertig=solved_at");
    import(&mut session, TABLE, &settings(&both)).unwrap();
    // Ticket 5 has an end, too, and a status in a word that nothing is known of.
    assert_eq!(told(&session, "resolution_time_median", "all"), Some((2700.0, 4)));
    both.push("durations=given");
    let given = import(&mut session, TABLE, &settings(&both)).unwrap();
    assert_eq!(told(&session, "resolution_time_median", "all"), Some((7200.0, 3)));
    assert!(given.decisions.iter().any(|decision| decision.id == "clock" && decision.is_override));
}

#[test]
fn what_is_left_out_can_be_counted() {
    let mut session = Session::new();
    let lines = ["column:stand=status", "word:status:müll=removed", "word:status:erl=closed"];
    let left_out = import(&mut session, TABLE, &settings(&lines)).unwrap();
    assert!(!left_out.excluded[0].is_counted);
    assert_eq!(session.context().unwrap().derived.eligible, 4);
    let mut lines = lines.to_vec();
    lines.push("count:removed=on");
    // No file is read again for that.
    let responses = session.handle(Request::Configure { job: 9, settings: settings(&lines) });
    let [Response::Imported { summary, .. }] = responses.as_slice() else { panic!("{responses:?}") };
    assert!(summary.excluded[0].is_counted && summary.excluded[0].count == 1);
    assert_eq!(session.context().unwrap().derived.eligible, 5);
}

#[test]
fn another_helpdesk_can_be_said() {
    let mut session = Session::new();
    let text =
        "Id,Subject,Status,Created at,Via\n1,a,closed,2026-03-01 08:00,Mail\n2,b,open,2026-03-02 08:00,Web\n";
    let plain = import(&mut session, text, &Settings::default()).unwrap();
    assert_ne!(plain.format, "zendesk_csv");
    let said = import(&mut session, text, &settings(&["format=zendesk_csv"])).unwrap();
    assert_eq!((said.format.as_str(), &said.shape), ("zendesk_csv", &plain.shape));
    assert!(said.decisions.iter().any(|decision| decision.id == "format" && decision.is_override));
}

#[test]
fn nonsense_is_refused_and_the_former_tickets_stay() {
    let mut session = Session::new();
    let before = import(&mut session, TABLE, &Settings::default()).unwrap();
    assert!(
        import(&mut session, TABLE, &settings(&["column:eingang=unused", "column:fertig=topic"])).is_err()
    );
    assert_eq!(session.context().unwrap().dataset.rows, before.ledger.tickets as u32);
    // A choice for a column that the file does not have changes nothing but that it is remembered.
    let other = import(&mut session, TABLE, &settings(&["column:gibt es nicht=solved_at"])).unwrap();
    assert_eq!(other, before);
}

#[test]
fn a_name_that_nothing_points_to_can_be_said_to_be_an_ai() {
    let mut session = Session::new();
    let lines = ["column:kopf=agent", "column:stand=status", "word:status:erl=closed"];
    let before = import(&mut session, TABLE, &settings(&lines)).unwrap();
    let offered = |summary: &ImportSummary| -> Vec<(String, u64)> {
        summary.other_signs.iter().map(|sign| (sign.id.clone(), sign.tickets)).collect()
    };
    assert!(before.ai_signs.is_empty());
    assert_eq!(offered(&before), [("agent=Robo".to_string(), 3), ("agent=Mia".to_string(), 2)]);
    let mut lines = lines.to_vec();
    lines.push("ai:agent=Robo=on");
    let responses = session.handle(Request::Configure { job: 9, settings: settings(&lines) });
    let [Response::Imported { summary, .. }] = responses.as_slice() else { panic!("{responses:?}") };
    assert_eq!(offered(summary), [("agent=Mia".to_string(), 2)]);
    let sign = &summary.ai_signs[0];
    assert!(sign.is_on && sign.is_override && sign.tickets == 3);
    assert_eq!(told(&session, "involvement", ""), Some((0.6, 5)));
}

#[test]
fn questions_follow_the_fields() {
    let mut session = Session::new();
    let state = |summary: &ImportSummary, label: &str| {
        let question = summary.questions.iter().find(|question| question.label == label).expect(label);
        (question.answer, question.wants.iter().map(|field| field.id()).collect::<Vec<_>>())
    };
    let plain = import(&mut session, TABLE, &Settings::default()).unwrap();
    assert_eq!(state(&plain, "Resolution time, median"), (Answerable::Impossible, vec!["resolution_time"]));
    assert_eq!(state(&plain, "By channel"), (Answerable::Impossible, vec!["channel"]));
    // An instant tells a span as well as a column of its own.
    let solved = import(&mut session, TABLE, &settings(&["column:fertig=solved_at"])).unwrap();
    assert_eq!(state(&solved, "Resolution time, median"), (Answerable::Answered, vec![]));
    // Ratings without an AI: for all tickets, not for each who handled them.
    let rated = ["column:laune=rating", "word:rating:super=good", "word:rating:mau=bad"];
    let rated = import(&mut session, TABLE, &settings(&rated)).unwrap();
    let (answer, wants) = state(&rated, "CSAT");
    assert_eq!(answer, Answerable::Weakened);
    assert_eq!(wants[0], "ai_involved");
    // What no export of tickets can tell wants nothing.
    assert_eq!(state(&rated, "Deflection"), (Answerable::Impossible, vec![]));
    // A figure that is answered is told, and one that is not is not.
    for (id, label) in [("csat", "CSAT"), ("involvement", "AI involvement")] {
        let is_told = told(&session, id, if id == "csat" { "all" } else { "" }).is_some();
        assert_eq!(is_told, state(&rated, label).0 != Answerable::Impossible, "{id}");
    }
}

/// Nothing in it is named as in an export, and a row without a time keeps its times from being taken for those of creation.
const UNKNOWN: &str = "\
frucht,wann,wo
a,2026-03-01 08:00,hier
b,,da
a,2026-03-03 08:00,dort
";

/// A table whose only time is in a column that nobody would call one.
const LATE: &str = "\
nr,stand,geändert am
1,erl,2026-03-01 08:00
2,offen,2026-03-02 08:00
";

#[test]
fn a_table_without_a_time_of_creation_is_shown_and_read_once_somebody_names_it() {
    let mut session = Session::new();
    let loaded = import(&mut session, TABLE, &Settings::default()).unwrap();
    let problem = read(&mut session, LATE, &Settings::default()).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::NoCreatedAt);
    assert_eq!(problem.kept.as_deref(), Some("t.csv is still loaded."));
    let table = problem.table.expect("a table is shown");
    assert_eq!(table.rows, 2);
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["nr", "stand", "geändert am"]);
    assert_eq!(table.columns[2].samples, ["2026-03-01 08:00", "2026-03-02 08:00"]);
    assert_eq!((table.columns[1].filled, table.columns[1].field), (2, None));

    // What is said of that shape, and of no other, has the file read.
    let mut settings = settings(&["column:geändert am=created_at", "column:stand=status"]);
    settings.mappings[0].shape = format!("{}0", table.shape);
    assert!(read(&mut session, LATE, &settings).is_err());
    assert_eq!(session.context().unwrap().dataset.rows, loaded.ledger.tickets as u32, "nothing is lost");
    settings.mappings[0].shape = table.shape.clone();
    let summary = read(&mut session, LATE, &settings).unwrap();
    assert_eq!((summary.shape, summary.ledger.tickets), (table.shape, 2));
    assert_eq!(field_of(&read(&mut session, LATE, &settings).unwrap(), "stand"), Some("status"));
}

/// Half of the tickets are an AI's, and one of each half was escalated.
const ESCALATED: &str = "\
id,created at,closed at,status,ai agent,is escalated,customer id
1,2026-03-01 08:00,2026-03-01 09:00,closed,Helper Bot,no,a
2,2026-03-02 08:00,2026-03-02 09:00,closed,Helper Bot,yes,b
3,2026-03-03 08:00,2026-03-03 09:00,closed,,yes,c
4,2026-03-04 08:00,2026-03-04 09:00,closed,,no,d
";

#[test]
fn people_escalate_among_themselves() {
    let mut session = Session::new();
    import(&mut session, ESCALATED, &Settings::default()).unwrap();
    assert_eq!(told(&session, "involvement", ""), Some((0.5, 4)));
    assert_eq!(told(&session, "escalation", ""), Some((0.5, 2)));
    // Nothing else speaks of an AI.
    let text = ESCALATED.replace("ai agent", "agent").replace("Helper Bot", "Mia Lee");
    import(&mut session, &text, &Settings::default()).unwrap();
    assert_eq!(told(&session, "involvement", ""), None);
    // Whoever says that it is a handover is taken at their word.
    import(&mut session, &text, &settings(&["column:is escalated=ai_handed_off"])).unwrap();
    assert_eq!(told(&session, "involvement", ""), Some((0.5, 4)));
}

#[test]
fn a_span_without_an_end_is_not_one_where_the_file_has_ends() {
    let text = "id,created at,closed at,resolution hours\n1,2026-03-01 08:00,2026-03-01 10:00,2\n2,2026-03-02 08:00,,5\n";
    let mut session = Session::new();
    import(&mut session, text, &Settings::default()).unwrap();
    assert_eq!(told(&session, "resolution_time_median", "all"), Some((7200.0, 1)));
    import(&mut session, &text.replace("closed at", "note"), &Settings::default()).unwrap();
    assert_eq!(told(&session, "resolution_time_median", "all").map(|(_, n)| n), Some(2));
}

/// Requests that a team keeps among its deals.
const DEALS: &str = "\
Record ID,Deal Name,Deal Stage,Amount,Pipeline,Create Date
1,Broken lamp,Won,0,Service,2026-03-01 08:00
2,Lost key,Open,0,Service,2026-03-02 08:00
";

#[test]
fn a_table_refused_as_other_things_is_read_once_somebody_says_what_it_tells() {
    let mut session = Session::new();
    let problem = read(&mut session, DEALS, &Settings::default()).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::NotTickets);
    let table = problem.table.expect("a table is shown");
    assert_eq!((table.rows, table.columns.len()), (2, 6));
    let mut said = settings(&["column:Deal Name=subject"]);
    said.mappings[0].shape = table.shape;
    assert_eq!(import(&mut session, DEALS, &said).map(|summary| summary.ledger.tickets), Ok(2));
}

#[test]
fn a_table_without_a_creation_names_its_other_times() {
    let mut session = Session::new();
    let text = "Ticket ID,Status,First Response Time,Rating\n1,Open,2026-03-01 08:00,\n2,Closed,2026-03-02 08:00,4\n";
    let problem = read(&mut session, text, &Settings::default()).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::NoCreatedAt);
    assert!(problem.next.contains("“First Response Time”"), "{}", problem.next);
}

#[test]
fn a_choice_that_leaves_no_ticket_shows_the_table_again() {
    let mut session = Session::new();
    let problem = read(&mut session, LATE, &settings(&["column:stand=created_at"])).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::NothingKept);
    let table = problem.table.expect("a table is shown");
    assert_eq!(table.columns[1].field, Some(Field::CreatedAt));
    assert!(table.columns[1].is_override);
}

#[test]
fn nothing_is_asked_of_what_is_no_table() {
    let mut session = Session::new();
    for text in
        ["", "Dear team\nplease find it attached\n", "<html><body>Sign in</body></html>", "{\"a\": 1}"]
    {
        assert_eq!(read(&mut session, text, &Settings::default()).unwrap_err().table, None, "{text}");
    }
    // No column of it is anything that an export holds.
    let problem = read(&mut session, UNKNOWN, &Settings::default()).unwrap_err();
    let table = problem.table.expect("a table is shown");
    let mut said = settings(&["column:wann=created_at"]);
    said.mappings[0].shape = table.shape;
    assert_eq!(import(&mut session, UNKNOWN, &said).map(|summary| summary.ledger.tickets), Ok(2));
}

/// An AI has a channel of its own; both its words count as chats.
const CHANNELS: &str = "\
id,created at,status,channel,assignee
1,2026-03-01 08:00,solved,Live chat,Mia Lee
2,2026-03-02 08:00,solved,Web chat,
3,2026-03-03 08:00,solved,Web chat,
4,2026-03-04 08:00,solved,Email,Jon Poe
";

#[test]
fn a_channel_can_be_said_to_be_an_ai() {
    let mut session = Session::new();
    let before = import(&mut session, CHANNELS, &Settings::default()).unwrap();
    assert_eq!(told(&session, "involvement", ""), None, "nothing points to an AI");
    let offered = before.other_signs.iter().find(|sign| sign.id == "channel=Web chat").unwrap();
    assert_eq!((offered.place.as_str(), offered.tickets, offered.is_on), ("Channel", 2, false));
    let switch = |session: &mut Session, lines: &[&str]| {
        let mut responses = session.handle(Request::Configure { job: 2, settings: settings(lines) });
        let Some(Response::Imported { summary, .. }) = responses.pop() else { panic!("no answer") };
        *summary
    };
    let after = switch(&mut session, &["ai:channel=Web chat=on"]);
    assert_eq!(told(&session, "involvement", ""), Some((0.5, 4)));
    let sign = after.ai_signs.iter().find(|sign| sign.id == "channel=Web chat").unwrap();
    assert_eq!((sign.tickets, sign.is_on, sign.is_override), (2, true, true));
    // The word is the file's own: another one that means the same is another channel here.
    switch(&mut session, &["ai:channel=Live chat=on", "ai:channel=Email=on"]);
    assert_eq!(told(&session, "involvement", ""), Some((0.5, 4)));
    let derived = session.context().unwrap().derived;
    assert!(derived.ai_agents.is_empty(), "a channel is nobody's name: {:?}", derived.ai_agents);
    assert_eq!(switch(&mut session, &[]), before);
}

#[test]
fn the_channel_of_a_bot_is_doubtful_and_stays_off() {
    let mut session = Session::new();
    let text = CHANNELS.replace("Web chat", "Answer Bot");
    let summary = import(&mut session, &text, &Settings::default()).unwrap();
    let sign = summary.ai_signs.iter().find(|sign| sign.id == "channel=Answer Bot").unwrap();
    assert!(!sign.is_on && sign.tickets == 2, "{sign:?}");
    assert_eq!(told(&session, "involvement", ""), None);
}
