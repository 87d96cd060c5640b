//! Several files of one helpdesk, or of two, become one data set; expectations are counted by hand.

use engine::Session;
use engine::dataset::{Dataset, NO_BYTE, NO_SECS};
use engine::query::{matching_rows, value_counts};
use engine::views::{self, facet::facet};
use model::error::{Place, Problem, ProblemKind};
use model::filter::{Dimension, Filter};
use model::import::{Carried, ImportSummary, Incoming};
use model::mapping::Mapping;
use model::message::{Request, Response};
use model::settings::Settings;

const TICKETS: &str = "\
id,subject,status,created_at,updated_at,requester_id,assignee_id,tags
1,A,solved,2026-01-05T10:00:00Z,2026-01-06T10:00:00Z,71,501,vip
2,B,open,2026-01-05T11:00:00Z,2026-01-06T11:00:00Z,72,502,
3,C,closed,2026-01-07T10:00:00Z,2026-01-08T10:00:00Z,71,501,late
";
/// Ticket 4 is in no other file.
const METRICS: &str = "\
id,ticket_id,created_at,reopens,replies,solved_at,reply_time_in_minutes.calendar
901,1,2026-01-05T10:00:00Z,0,0,2026-01-05T12:00:00Z,5
902,2,2026-01-05T11:00:00Z,1,2,,30
904,4,2026-01-05T11:00:00Z,1,2,,30
";
/// Ticket 3 was rated twice.
const RATINGS: &str = "\
id,ticket_id,score,created_at
1,1,good,2026-01-06T10:00:00Z
2,3,good,2026-01-09T10:00:00Z
3,3,bad,2026-01-08T10:00:00Z
";
const PEOPLE: &str = "\
id,name,email,role
501,Ann Agent,ann@example.org,agent
502,Helper Bot,bot@example.org,agent
71,Carl Customer,carl@example.org,end-user
";

/// Files that come with a text, and files that cannot be had.
fn load(files: &[(&str, Result<&str, Problem>)]) -> Result<(Session, ImportSummary), Problem> {
    load_with(files, Settings::default())
}

fn load_with(
    files: &[(&str, Result<&str, Problem>)],
    settings: Settings,
) -> Result<(Session, ImportSummary), Problem> {
    let incoming = files.iter().map(|(name, text)| Incoming {
        name: (*name).to_string(),
        size: text.as_ref().map_or(0, |text| text.len() as u64),
        carried: Carried::default(),
        problem: text.as_ref().err().cloned(),
    });
    let mut session = Session::new();
    let request = Request::ImportFiles { job: 1, files: incoming.collect(), settings };
    let mut responses = session.handle(request);
    for text in files.iter().filter_map(|(_, text)| text.as_ref().ok()) {
        responses.extend(session.feed(1, text.as_bytes()));
        responses.extend(session.finish(1));
    }
    for response in responses {
        match response {
            Response::Imported { summary, .. } => return Ok((session, *summary)),
            Response::Failed { problem, .. } => return Err(problem),
            _ => {}
        }
    }
    panic!("no answer");
}

fn joined(files: &[(&str, &str)]) -> (Session, ImportSummary) {
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, Ok(*text))).collect();
    load(&files).unwrap_or_else(|problem| panic!("{problem:?}"))
}

fn row(dataset: &Dataset, id: &str) -> usize {
    (0..dataset.rows as usize).find(|row| dataset.columns.id.get(*row) == id).expect("a ticket of that id")
}

fn adds_up(session: &Session, summary: &ImportSummary) {
    let ledger = &summary.ledger;
    let set_aside: u64 = ledger.set_aside.iter().map(|item| item.count).sum();
    assert_eq!(ledger.rows_read, ledger.tickets + set_aside);
    let dataset = session.context().unwrap().dataset;
    let read: u64 = dataset.files().map(|file| file.read.ledger.rows_read).sum();
    assert_eq!(ledger.rows_read, read);
}

#[test]
fn details_ratings_and_people_find_their_tickets() {
    let files = [
        ("tickets.csv", TICKETS),
        ("metrics.csv", METRICS),
        ("ratings.csv", RATINGS),
        ("people.csv", PEOPLE),
    ];
    // The order of files changes nothing here.
    for turn in 0..files.len() {
        let mut files = files;
        files.rotate_left(turn);
        let (session, summary) = joined(&files);
        adds_up(&session, &summary);
        assert_eq!((summary.ledger.rows_read, summary.ledger.tickets), (12, 3));
        let count = |words: &str| {
            let item = summary.ledger.set_aside.iter().find(|item| item.reason.contains(words));
            item.map_or(0, |item| item.count)
        };
        assert_eq!((count("in none of the files"), count("joined to them")), (1, 8));
        let dataset = session.context().unwrap().dataset;
        let columns = &dataset.columns;
        let (one, two, three) = (row(dataset, "1"), row(dataset, "2"), row(dataset, "3"));
        let reply = columns.first_reply_time.as_ref().unwrap();
        assert_eq!([reply.secs[one], reply.secs[two], reply.secs[three]], [300, 1800, NO_SECS]);
        assert_eq!(columns.reopens.as_ref().unwrap()[two], 1);
        let solved = &columns.solved_at.as_ref().unwrap().secs;
        assert_eq!(solved[one] - columns.created_at.secs[one], 7200);
        let rating = columns.rating.as_ref().unwrap();
        let label =
            |row: usize| rating.levels.get(usize::from(rating.level[row])).map(|level| level.label.as_str());
        assert_eq!(
            [label(one), label(two), label(three)].map(|label| label.map(|label| label.to_ascii_lowercase())),
            [Some("good".to_string()), None, Some("good".to_string())]
        );
        let agents = columns.agent.as_ref().unwrap();
        let agent = |row: usize| &*agents.values[agents.codes.get(row) as usize];
        assert_eq!([agent(one), agent(two), agent(three)], ["Ann Agent", "Helper Bot", "Ann Agent"]);
        let requesters = columns.requester.as_ref().unwrap();
        assert!(!format!("{summary:?}").contains("Carl"), "a customer's name is told");
        assert!(requesters[one] == requesters[three] && requesters[one] != requesters[two]);
    }
}

#[test]
fn ratings_that_name_their_ticket_by_a_link_find_it() {
    let ratings = "Agent name,Rating,Feedback,Contact Name,Contact Email,Contact Phone,Link to the conversation,Recorded date\n\
        Ann Agent,5,Thanks,Carl,carl@example.org,,https://chat.example.org/app/accounts/1/conversations/3,2026-01-09 10:00:00 UTC\n\
        Reporting period 2026-01-01 to 2026-01-31\n";
    let (session, summary) = joined(&[("tickets.csv", TICKETS), ("csat.csv", ratings)]);
    adds_up(&session, &summary);
    let dataset = &session.context().unwrap().dataset;
    let rated = &dataset.columns.rating.as_ref().expect("ratings").level;
    let row = row(dataset, "3");
    assert_eq!(rated.iter().filter(|level| **level != NO_BYTE).count(), 1);
    assert_ne!(rated[row], NO_BYTE);
}

#[test]
fn a_ticket_in_two_files_is_the_version_changed_last() {
    let later = "\
id,subject,status,created_at,updated_at,requester_id
2,B,solved,2026-01-05T11:00:00Z,2026-01-09T11:00:00Z,72
3,C,open,2026-01-07T10:00:00Z,2026-01-07T11:00:00Z,71
5,E,open,2026-01-09T10:00:00Z,2026-01-09T10:30:00Z,73
";
    for files in [[("a.csv", TICKETS), ("b.csv", later)], [("b.csv", later), ("a.csv", TICKETS)]] {
        let (session, summary) = joined(&files);
        adds_up(&session, &summary);
        assert_eq!((summary.ledger.rows_read, summary.ledger.tickets), (6, 4));
        let dataset = session.context().unwrap().dataset;
        let status = |id: &str| {
            model::outcome::Status::ALL
                [usize::from(dataset.columns.status.as_ref().unwrap()[row(dataset, id)])]
            .id()
        };
        assert_eq!(["1", "2", "3", "5"].map(status), ["solved", "solved", "closed", "open"]);
        // What the later version leaves out, the earlier one tells.
        let agents = dataset.columns.agent.as_ref().unwrap();
        assert_eq!(&*agents.values[agents.codes.get(row(dataset, "2")) as usize], "502");
        // Its record is read again from the file that tells it.
        let two = dataset.record(row(dataset, "2") as u32);
        assert_eq!((two.name, two.line), ("b.csv", Some(2)));
    }
}

#[test]
fn equal_ids_of_other_tickets_stay_apart() {
    let other = "\
id,subject,status,created_at,updated_at,requester_id
1,X,open,2025-03-01T10:00:00Z,2025-03-02T10:00:00Z,71
2,Y,open,2025-03-03T10:00:00Z,2025-03-04T10:00:00Z,72
";
    let (session, summary) = joined(&[("one.csv", TICKETS), ("two.csv", other)]);
    adds_up(&session, &summary);
    assert_eq!(summary.ledger.tickets, 5);
    let dataset = session.context().unwrap().dataset;
    let requesters = dataset.columns.requester.as_ref().unwrap();
    assert_ne!(requesters[0], requesters[3], "customer 71 of one helpdesk is not that of the other");
    assert_eq!((dataset.record(3).name, dataset.record(3).file), ("two.csv", 1));
}

/// The sources of a data set with their eligible tickets, in the order of their names.
fn sources(session: &Session) -> Vec<(String, u64)> {
    let mut found = value_counts(session.context().unwrap(), &Filter::default(), Dimension::Source);
    found.sort();
    found
}

#[test]
fn each_of_two_helpdesks_can_be_looked_at_by_itself() {
    let zendesk = include_str!("../../../tests/fixtures/zendesk/account-export/export_tickets.csv");
    let intercom = include_str!("../../../tests/fixtures/intercom/report/conversations.csv");
    let (session, summary) = joined(&[("z.csv", zendesk), ("metrics.csv", METRICS), ("i.csv", intercom)]);
    adds_up(&session, &summary);
    let found = sources(&session);
    assert_eq!(found.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["Intercom", "Zendesk"]);
    assert!(found.iter().all(|(_, count)| *count > 0));
    let context = session.context().unwrap();
    assert_eq!(found.iter().map(|(_, count)| count).sum::<u64>(), context.derived.eligible);
    // The filter shows the tickets of the one file and no others.
    let rows = matching_rows(context, &Filter::default().with(Dimension::Source, &["Intercom"]));
    assert_eq!(rows.len() as u64, found[0].1);
    assert!(rows.iter().all(|row| context.dataset.record(*row).name == "i.csv"));
    let topics = views::topics(context, &Filter::default());
    let table =
        topics.groups.iter().find(|table| table.dimension == Dimension::Source).expect("side by side");
    assert_eq!(table.rows.len(), 2);
}

#[test]
fn files_of_one_make_are_told_by_their_names_and_one_file_is_no_choice() {
    let later = "\
id,subject,status,created_at,updated_at,requester_id
7,G,open,2026-02-09T10:00:00Z,2026-02-09T10:30:00Z,73
";
    let (session, _) = joined(&[("january.csv", TICKETS), ("february.csv", later)]);
    assert_eq!(sources(&session), [("february.csv".to_string(), 1), ("january.csv".to_string(), 3)]);
    // What only adds to the tickets of another file is no source.
    let (session, _) = joined(&[("tickets.csv", TICKETS), ("metrics.csv", METRICS)]);
    let nothing = facet(session.context().unwrap(), &Filter::default(), Dimension::Source);
    assert!(nothing.unavailable.is_some_and(|why| why.starts_with("All tickets come from one source")));
}

#[test]
fn one_file_that_fails_leaves_the_others() {
    let locked = Problem {
        kind: ProblemKind::Locked,
        what: "“locked.zip” needs a password.".into(),
        place: Place::default(),
        why: None,
        next: "Unpack it first.".into(),
        kept: None,
        table: None,
    };
    let files =
        [("locked.zip", Err(locked)), ("tickets.csv", Ok(TICKETS)), ("note.txt", Ok("Just a few words."))];
    let (session, summary) = load(&files).unwrap_or_else(|problem| panic!("{problem:?}"));
    assert_eq!(summary.ledger.tickets, 3);
    let dataset = session.context().unwrap().dataset;
    let problems: Vec<bool> = dataset.files().map(|file| file.problem.is_some()).collect();
    assert_eq!(problems, [true, false, true]);
    assert_eq!(summary.warnings.iter().filter(|warning| warning.contains("was not read")).count(), 2);
    let Err(problem) = load(&[("note.txt", Ok("Just a few words.")), ("empty.csv", Ok(""))]) else {
        panic!("nothing was readable")
    };
    assert_eq!(problem.place.file.as_deref(), Some("note.txt"));
}

#[test]
fn people_alone_are_no_tickets() {
    let Err(problem) = load(&[("people.csv", Ok(PEOPLE)), ("again.csv", Ok(PEOPLE))]) else {
        panic!("people were taken for tickets")
    };
    assert_eq!(problem.kind, ProblemKind::NothingKept);
    assert!(problem.next.contains("Export the tickets"), "{problem:?}");
}

#[test]
fn groups_and_organisations_are_no_tickets() {
    let groups = "id,name,created_at,updated_at,description\n1,Billing,2026-01-01T10:00:00Z,2026-01-02T10:00:00Z,All of it\n";
    let (session, summary) = joined(&[("groups.csv", groups), ("tickets.csv", TICKETS)]);
    adds_up(&session, &summary);
    assert_eq!((summary.ledger.rows_read, summary.ledger.tickets), (4, 3));
    assert!(
        summary
            .ledger
            .set_aside
            .iter()
            .any(|item| item.reason.contains("holds no tickets") && item.count == 1)
    );
    let dataset = session.context().unwrap().dataset;
    assert_eq!(dataset.columns.id.get(row(dataset, "1")), "1");
    // Alone such a table is a table of tickets, as far as anybody can tell.
    let (_, summary) = joined(&[("groups.csv", groups), ("more.csv", &groups.replace("\n1,", "\n2,"))]);
    assert_eq!(summary.ledger.tickets, 2);
}

/// Columns that nobody would call so: what they tell is said of their shape, in whichever of the files.
const WORKED: &str = "\
ticket id,getan,arg
1,2,gut
3,1,mau
";

fn joined_with(files: &[(&str, &str)], settings: Settings) -> (Session, ImportSummary) {
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, Ok(*text))).collect();
    load_with(&files, settings).unwrap_or_else(|problem| panic!("{problem:?}"))
}

#[test]
fn choices_hold_for_the_file_of_their_shape_whichever_it_is() {
    let files = [("tickets.csv", TICKETS), ("worked.csv", WORKED)];
    let (session, before) = joined(&files);
    assert!(before.columns.is_empty() && before.words.is_empty(), "what concerns a file stands there");
    assert_eq!(before.files.len(), 2);
    assert_eq!(before.files[0].read.columns.len(), TICKETS.lines().next().unwrap().split(',').count());
    assert!(session.context().unwrap().dataset.columns.human_replies.is_none());
    let mut mapping = Mapping { shape: before.files[1].read.shape.clone(), ..Mapping::default() };
    for line in
        ["column:getan=human_replies", "column:arg=rating", "word:rating:mau=bad", "word:rating:gut=good"]
    {
        assert!(mapping.take(line));
    }
    let settings = Settings { mappings: vec![mapping], ..Settings::default() };
    let (session, after) = joined_with(&files, settings);
    adds_up(&session, &after);
    assert_eq!(after.files[0], before.files[0], "nothing was said of the other file");
    assert!(after.files[1].read.decisions.iter().any(|decision| decision.is_override));
    assert!(after.files[1].read.words.iter().any(|words| words.column == "arg"));
    let dataset = session.context().unwrap().dataset;
    let replies = dataset.columns.human_replies.as_ref().unwrap();
    assert_eq!((replies[row(dataset, "1")], replies[row(dataset, "3")]), (2, 1));
}

#[test]
fn a_file_among_others_is_explained_by_its_shape() {
    let untold = "frucht,wann,wo\na,2025-03-05 10:00,hier\nb,,da\na,2025-03-06 10:00,dort\n";
    let files = [("tickets.csv", TICKETS), ("untold.csv", untold)];
    let (_, before) = joined(&files);
    let left_out = &before.files[1];
    assert!(left_out.problem.as_ref().is_some_and(|problem| problem.table.is_none()), "{left_out:?}");
    assert_eq!((left_out.read.columns.len(), left_out.read.ledger.rows_read), (3, 3));
    let mut mapping = Mapping { shape: left_out.read.shape.clone(), ..Mapping::default() };
    assert!(mapping.take("column:wann=created_at"));
    let settings = Settings { mappings: vec![mapping], ..Settings::default() };
    let (session, after) = joined_with(&files, settings);
    adds_up(&session, &after);
    assert_eq!((after.files[1].problem.as_ref(), after.files[1].holds.as_str()), (None, "tickets"));
    assert_eq!(after.ledger.tickets, before.ledger.tickets + 2);
}

#[test]
fn many_files_of_the_same_columns_are_told_together() {
    let files: Vec<(String, String)> = (0..30)
        .map(|day| {
            let rows: String = (0..3)
                .map(|row| {
                    format!(
                        "{},2026-01-{:02} 0{row}:00:00,{}\n",
                        day * 3 + row,
                        day + 1,
                        if row == 0 { "open" } else { "solved" }
                    )
                })
                .collect();
            (format!("day{day}.csv"), format!("id,created at,status\n{rows}"))
        })
        .chain([("ratings.csv".to_string(), "ticket id,rating\n1,5\n2,4\n999,1\n".to_string())])
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (session, summary) = joined(&files);
    adds_up(&session, &summary);
    assert_eq!(summary.ledger.tickets, 90);
    let told: Vec<(u32, &str, u64)> = summary
        .files
        .iter()
        .map(|file| (file.files, file.read.name.as_str(), file.read.ledger.rows_read))
        .collect();
    assert_eq!(told, [(30, "30 files such as “day0.csv”", 90), (1, "ratings.csv", 3)]);
    let status = summary.files[0].read.columns.iter().find(|column| column.name == "status").unwrap();
    assert_eq!(status.filled, 90);
    let words = &summary.files[0].read.words.iter().find(|words| words.column == "status").unwrap().words;
    let counts: Vec<(&str, u64)> = words.iter().map(|word| (word.word.as_str(), word.rows)).collect();
    assert_eq!(counts, [("solved", 60), ("open", 30)]);
    let joins: Vec<(&str, &str)> = summary
        .decisions
        .iter()
        .filter(|decision| decision.id.starts_with("join:"))
        .map(|decision| (decision.label.as_str(), decision.reason.as_str()))
        .collect();
    assert_eq!(
        joins,
        [
            ("What 30 files such as “day0.csv” hold", "90 tickets of their own."),
            (
                "What “ratings.csv” holds",
                "2 rows joined by ticket id; 1 row without a ticket in any of the files, set aside."
            ),
        ]
    );
    // No decision stands there more than once.
    for file in &summary.files {
        for decision in &file.read.decisions {
            assert!(!decision.label.contains("day1"), "{}", decision.label);
        }
    }
}

#[test]
fn files_of_one_kind_of_event_each_make_tickets() {
    let created = "\
event_time,conversation_id,actor_type,actor_id,channel_id,user_id
2026-01-05T09:00:00.000Z,c1,user,u1,ch1,u1
2026-01-05T10:00:00.000Z,c2,user,u2,ch1,u2
2026-01-06T10:00:00.000Z,c3,user,u3,ch1,u3
";
    let resolved = "\
event_time,conversation_id,actor_type,actor_id
2026-01-05T09:20:00.000Z,c1,bot,b1
2026-01-05T12:00:00.000Z,c2,agent,a1
";
    let sent = "\
event_time,conversation_id,actor_type,actor_id,message_id,message_type
2026-01-05T09:00:01.000Z,c1,user,u1,m1,normal
2026-01-05T09:00:10.000Z,c1,bot,b1,m2,normal
2026-01-05T10:00:01.000Z,c2,user,u2,m3,normal
2026-01-05T10:00:10.000Z,c2,bot,b1,m4,normal
2026-01-05T10:30:00.000Z,c2,agent,a1,m5,normal
2026-01-06T10:00:01.000Z,c3,user,u3,m6,normal
";
    let scores = "\
event_time,conversation_id,actor_type,actor_id,csat_score
2026-01-05T13:00:00.000Z,c2,user,u2,4
";
    let files = [
        ("CSAT-Score.csv", scores),
        ("Conversation-Created.csv", created),
        ("Conversation-Resolved.csv", resolved),
        ("Message-Sent.csv", sent),
    ];
    for without in [None, Some("Message-Sent.csv"), Some("Conversation-Created.csv")] {
        let files: Vec<_> = files.iter().copied().filter(|(name, _)| Some(*name) != without).collect();
        let (session, summary) = joined(&files);
        adds_up(&session, &summary);
        let dataset = session.context().unwrap().dataset;
        assert_eq!(dataset.rows, 3, "{without:?}");
        let solved = &dataset.columns.solved_at.as_ref().unwrap().secs;
        let rating = dataset.columns.rating.as_ref().unwrap();
        let created = &dataset.columns.created_at.secs;
        let (one, two, three) = (row(dataset, "c1"), row(dataset, "c2"), row(dataset, "c3"));
        assert_eq!(solved[two] - created[two], 7_200 - u32::from(without != Some("Message-Sent.csv")));
        assert_eq!(solved[one] - created[one], 1_200 - u32::from(without != Some("Message-Sent.csv")));
        assert_eq!(solved[three], NO_SECS);
        assert_eq!(
            (rating.levels[rating.level[two] as usize].label.as_str(), rating.level[one]),
            ("4", u8::MAX)
        );
        if without != Some("Message-Sent.csv") {
            let replies = dataset.columns.human_replies.as_ref().unwrap();
            assert_eq!((replies[one], replies[two], replies[three]), (0, 1, 0));
        }
    }
}
