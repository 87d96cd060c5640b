//! Comments of ratings: listed in order, read again from the file one by one, masked, and never kept.

use engine::Session;
use model::filter::{Dimension, Filter};
use model::import::{Carried, Incoming};
use model::message::{Answer, Ask, Request, Response};
use model::settings::Settings;
use model::view::{CommentOrder, CommentPage};

const FILE: &str = "\
Ticket ID,Created At,Resolved At,Status,CSAT,CSAT Comment
1,2026-02-02 09:00:00,2026-02-02 10:00:00,Solved,5,\"Thanks, all well\"
2,2026-02-03 09:00:00,2026-02-03 10:00:00,Solved,1,\"Call me on +49 30 1234567, or write to ada@example.org, it still does not work\"
3,2026-02-04 09:00:00,2026-02-04 10:00:00,Solved,2,
4,2026-02-05 09:00:00,2026-02-05 10:00:00,Solved,,No stars but words
5,2026-02-06 09:00:00,2026-02-06 10:00:00,Solved,1,Bad
";

fn import(name: &str, text: &str) -> Incoming {
    Incoming { name: name.into(), size: text.len() as u64, carried: Carried::default(), problem: None }
}

/// A session that has read these files, and a driver for the pieces it asks for.
struct Reader {
    session: Session,
    files: Vec<String>,
}

impl Reader {
    fn new(files: &[(&str, &str)]) -> Reader {
        let mut session = Session::new();
        let incoming = files.iter().map(|(name, text)| import(name, text)).collect();
        session.handle(Request::ImportFiles { job: 1, files: incoming, settings: Settings::default() });
        let mut last = Vec::new();
        for (_, text) in files {
            session.feed(1, text.as_bytes());
            last = session.finish(1);
        }
        assert!(matches!(last.as_slice(), [Response::Imported { .. }]), "{last:?}");
        Reader { session, files: files.iter().map(|(_, text)| text.to_string()).collect() }
    }

    /// Asks, and answers every wish for a piece of a file; how many there were.
    fn ask(&mut self, filter: Filter, ask: Ask) -> (Answer, usize) {
        let mut responses = self.session.handle(Request::Query { revision: 1, filter, ask });
        let mut pieces = 0;
        loop {
            match responses.pop() {
                Some(Response::ReadFile { job, file, start, len }) => {
                    pieces += 1;
                    let bytes = &self.files[file as usize].as_bytes()[start as usize..(start + len) as usize];
                    self.session.feed(job, bytes);
                    responses = self.session.finish(job);
                }
                Some(Response::Answer { answer, .. }) => return (*answer, pieces),
                other => panic!("{other:?}"),
            }
        }
    }

    fn comments(&mut self, order: CommentOrder, offset: u64, limit: u32) -> (CommentPage, usize) {
        match self.ask(Filter::default(), Ask::Comments { order, offset, limit }) {
            (Answer::Comments(page), pieces) => (page, pieces),
            other => panic!("{other:?}"),
        }
    }
}

fn ids(page: &CommentPage) -> Vec<&str> {
    page.comments.iter().map(|comment| comment.row.id.as_str()).collect()
}

#[test]
fn comments_are_read_for_the_page_alone_and_masked() {
    let mut reader = Reader::new(&[("tickets.csv", FILE)]);
    let (page, pieces) = reader.comments(CommentOrder::Newest, 0, 2);
    assert_eq!((page.total, ids(&page), pieces), (4, vec!["5", "4"], 2));
    assert_eq!(page.comments[0].text, "Bad");
    let (page, pieces) = reader.comments(CommentOrder::Newest, 2, 2);
    assert_eq!((page.offset, ids(&page), pieces), (2, vec!["2", "1"], 2));
    let text = &page.comments[0].text;
    assert!(text.ends_with("it still does not work"), "{text}");
    assert!(!text.contains("1234567") && !text.contains("ada@"), "{text}");
    let (page, _) = reader.comments(CommentOrder::Lowest, 0, 50);
    assert_eq!(ids(&page), ["5", "2", "1", "4"], "what was not rated comes last");
    let (page, pieces) = reader.comments(CommentOrder::Newest, 9, 50);
    assert_eq!((page.total, page.comments.len(), pieces), (4, 0, 0));
}

#[test]
fn tickets_with_a_comment_can_be_filtered() {
    let mut reader = Reader::new(&[("tickets.csv", FILE)]);
    let long = Filter::default().with(Dimension::Comment, &["long"]);
    let ask = Ask::Comments { order: CommentOrder::Newest, offset: 0, limit: 10 };
    let (Answer::Comments(page), _) = reader.ask(long, ask) else { panic!("comments") };
    assert_eq!(ids(&page), ["2"]);
    let (Answer::Facet(facet), _) =
        reader.ask(Filter::default(), Ask::Facet { dimension: Dimension::Comment })
    else {
        panic!("a facet")
    };
    let values: Vec<(&str, u64)> =
        facet.values.iter().map(|value| (value.label.as_str(), value.count)).collect();
    assert_eq!(values, [("A few words", 3), ("No rating comment", 1), ("A sentence or more", 1)]);
}

#[test]
fn a_comment_in_a_file_of_its_own_cannot_be_read_with_its_ticket() {
    let tickets = "Ticket ID,Created At,Status\n1,2026-02-02 09:00:00,Solved\n2,2026-02-03 09:00:00,Solved\n";
    let ratings = "Ticket ID,CSAT,CSAT Comment\n1,5,Thanks a lot\n2,2,Too slow\n";
    let mut reader = Reader::new(&[("tickets.csv", tickets), ("ratings.csv", ratings)]);
    let (page, pieces) = reader.comments(CommentOrder::Newest, 0, 10);
    assert_eq!((page.total, pieces), (0, 0));
}

/// Two questions whose bytes are still on their way are both answered, in whatever order the bytes come.
#[test]
fn several_records_can_be_on_their_way() {
    let mut reader = Reader::new(&[("tickets.csv", FILE)]);
    let mut wished = Vec::new();
    for ask in [
        Ask::Ticket { row: 1 },
        Ask::Comments { order: CommentOrder::Newest, offset: 0, limit: 1 },
        Ask::Ticket { row: 0 },
    ] {
        let query = Request::Query { revision: 1, filter: Filter::default(), ask };
        wished.extend(reader.session.handle(query));
    }
    let mut answered = Vec::new();
    for wish in wished.into_iter().rev() {
        let Response::ReadFile { job, start, len, .. } = wish else { panic!("{wish:?}") };
        reader.session.feed(job, &FILE.as_bytes()[start as usize..(start + len) as usize]);
        for response in reader.session.finish(job) {
            let Response::Answer { answer, .. } = response else { panic!("{response:?}") };
            answered.push(match *answer {
                Answer::Ticket(ticket) => ticket.row.id,
                Answer::Comments(page) => page.comments[0].text.clone(),
                other => panic!("{other:?}"),
            });
        }
    }
    assert_eq!(answered, ["1", "Bad", "2"]);
}

#[test]
fn the_sample_has_comments_and_masks_what_they_give_away() {
    let mut session = Session::new();
    session.handle(Request::Sample { job: 1, tickets: 2_000, seed: 1, settings: Settings::default() });
    let ask = Ask::Comments { order: CommentOrder::Lowest, offset: 0, limit: 50 };
    let said = session.handle(Request::Query { revision: 1, filter: Filter::default(), ask });
    let [Response::Answer { answer, .. }] = said.as_slice() else { panic!("{said:?}") };
    let Answer::Comments(page) = &**answer else { panic!("{answer:?}") };
    assert!(page.total > 30 && page.comments.len() >= 30, "{}", page.total);
    for comment in &page.comments {
        assert!(!comment.text.is_empty() && !comment.row.rating_raw.is_empty());
        assert!(!comment.text.contains("nordmann@") && !comment.text.contains("555 01"), "{}", comment.text);
    }
}
