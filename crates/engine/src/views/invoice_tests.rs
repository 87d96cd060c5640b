//! The invoice check against tickets counted by hand.

use super::{definitions, dispute};
use crate::query::{Context, matching_rows};
use crate::text_tickets::Table;
use crate::{definitions::prepare, sample};
use model::definition::{Invoice, LabAsk};
use model::field::Field;
use model::filter::Filter;
use model::measure::Measured;
use model::settings::Settings;

/// The vendor counts 1 to 9; 10 meets the definition of an outcome and is not counted; 11 was answered by a person.
///
/// 1 nothing against it · 2 a person replied · 3 reopened and a person replied · 4 came back with the same topic (as 12) ·
/// 5 a test · 6 the customer wrote nothing · 7 handed over, and nobody came · 8 rated badly · 9 came back with another topic (as 11)
const BILLED: &str = "
    created solved  ai  resolved handoff replies reopens rating requester topic wrote ai_wrote origin
    1       1+1     yes yes      no      0       0       -      ann       shoes 1     1        customer
    1       1+1     yes yes      no      1       0       -      bob       shoes 1     1        customer
    1       1+1     yes yes      no      1       1       -      cid       shoes 1     1        customer
    1       1+1     yes yes      no      0       0       -      dan       shoes 1     1        customer
    1       1+1     yes yes      no      0       0       -      eve       shoes 1     1        test
    1       1+1     yes yes      no      0       0       -      fay       shoes 0     1        customer
    1       1+1     yes yes      yes     0       0       -      gus       shoes 1     1        customer
    1       1+1     yes yes      no      0       0       bad    hal       shoes 1     1        customer
    1       1+1     yes yes      no      0       0       -      ida       shoes 1     1        customer
    1       1+1     yes no       no      0       0       -      jon       shoes 1     1        customer
    3       3+1     no  no       no      1       0       -      ida       boots 1     0        customer
    4       4+1     no  no       no      1       0       -      dan       shoes 1     0        customer
";

fn check(context: Context<'_>, filter: &Filter, asked: &LabAsk) -> Invoice {
    definitions(context, filter, asked).lab.expect("the lab").invoice
}

#[test]
fn reasons_by_hand() {
    let table = Table::new(BILLED, 60);
    let asked = LabAsk { price_cents: Some(99), ..LabAsk::default() };
    let invoice = check(table.context(), &Filter::default(), &asked);
    assert_eq!(invoice.billed.as_ref().map(|billed| billed.count), Some(9));
    let counts: Vec<(&str, u64, u64)> = invoice
        .reasons
        .iter()
        .map(|reason| (reason.id.as_str(), reason.first.count, reason.all.count))
        .collect();
    assert_eq!(
        counts,
        [
            ("test", 1, 1),
            ("no_exchange", 1, 1),
            ("handoff", 1, 1),
            ("person", 2, 2),
            ("reopened", 0, 1),
            ("same_topic", 1, 1),
            ("against", 1, 1),
        ]
    );
    assert_eq!(invoice.in_question.count, 7);
    assert_eq!(invoice.with_several, 1, "reopened, and a person replied");
    assert_eq!(invoice.not_billed.count, 1);
    assert_eq!(invoice.amounts_cents, Some((891, 693, 99)));
    assert!(invoice.sentence.contains("9 tickets") && invoice.sentence.contains('7'), "{}", invoice.sentence);
    let text = dispute(table.context(), &Filter::default());
    assert_eq!(text.lines().count(), 1 + 11, "the test is no eligible ticket");
    assert!(text.contains("\r\n3,2026-01-06,yes,A person replied,Reopened\r\n"), "{text}");
    assert!(text.contains("\r\n10,2026-01-06,no,,\r\n"), "{text}");
    let filter = invoice.in_question.filter.expect("there are such tickets");

    let text = dispute(table.context(), &filter);
    assert_eq!(text.lines().count(), 1 + 7);
    assert!(text.contains("\r\n5,2026-01-06,yes,\"Spam, a test or not from a customer\",\r\n"), "{text}");
}

#[test]
fn only_a_count() {
    let table = Table::new("created solved ai replies\n1 1+1 yes 0\n1 1+1 yes 0\n1 2 yes 1\n", 60);
    let of = |billed| {
        let asked = LabAsk { billed, price_cents: Some(150), ..LabAsk::default() };
        check(table.context(), &Filter::default(), &asked)
    };
    let invoice = of(Some(3));
    assert!(
        matches!(&invoice.flagged, Measured::NotApplicable { needs, .. } if needs.contains(&Field::AiResolved))
    );
    assert_eq!(invoice.by_evidence.estimate().and_then(|found| found.k), Some(2));
    assert!(invoice.sentence.starts_with("3 resolutions billed: 1 more than the 2"), "{}", invoice.sentence);
    assert!(invoice.caveats[0].contains("cannot tell which tickets"));
    assert_eq!(invoice.amounts_cents, Some((450, 0, 0)));
    assert!(of(Some(1)).sentence.contains("1 fewer than"));
    assert!(of(Some(2)).sentence.contains("as many as"));
    assert!(of(None).sentence.contains("type the count"));
}

/// A file that does not tell what was billed: the tickets that meet the definition are held against the reasons.
#[test]
fn a_count_is_priced_and_held_against_what_meets_the_definition() {
    let text = "created solved ai replies requester topic\n1 1+1 yes 0 ann shoes\n1 1+1 yes 0 bob shoes\n1 2 yes 1 cid shoes\n\
                3 3+1 no 1 bob shoes\n";
    let table = Table::new(text, 60);
    let asked = LabAsk { billed: Some(5), price_cents: Some(99), ..LabAsk::default() };
    let invoice = check(table.context(), &Filter::default(), &asked);
    assert_eq!(
        invoice.sentence,
        "5 resolutions billed: 3 more than the 2 that meet “Intercom Fin: outcome” here, 2.97 in the vendor's favour. Of these, 1 \
         (50%) are in question: 0.99"
    );
    let back = invoice.reasons.iter().find(|reason| reason.id == "same_topic").expect("a reason");
    assert_eq!((back.first.count, back.all.count, invoice.in_question.count), (1, 1, 1));
    assert_eq!(invoice.billed.as_ref().map(|billed| billed.count), Some(2));
    let text = dispute(table.context(), &invoice.in_question.filter.expect("there is one"));
    assert_eq!(text.lines().count(), 2);
    assert!(
        text.contains(
            "\r\n2,2026-01-06,not told,The customer came back with the same topic within 7 days,\r\n"
        ),
        "{text}"
    );
    let asked = LabAsk { billed: Some(1), ..asked };
    let invoice = check(table.context(), &Filter::default(), &asked);
    assert!(invoice.sentence.contains("here, 0.99 in your favour"), "{}", invoice.sentence);
}

#[test]
fn the_invoice_and_the_file_may_differ() {
    let table = Table::new(BILLED, 60);
    let asked = LabAsk { billed: Some(12), price_cents: Some(99), ..LabAsk::default() };
    let invoice = check(table.context(), &Filter::default(), &asked);
    assert!(
        invoice.caveats[0].contains("3 more than the file, 2.97 in the vendor's favour."),
        "{}",
        invoice.caveats[0]
    );
}

#[test]
fn first_reasons_part_what_is_in_question() {
    let dataset = sample::generate(4_000, 23);
    let derived = crate::derive::derive(&dataset, &Settings::default()).unwrap();
    let context = Context { dataset: &dataset, derived: &derived };
    for query in
        ["", "channel=chat", "handled_by=ai_only", "mature=yes&rating=good,bad", "outcome=bounced,escalated"]
    {
        let (filter, _) = Filter::from_query(query).unwrap();
        let invoice = check(context, &filter, &LabAsk::default());
        let firsts: u64 = invoice.reasons.iter().map(|reason| reason.first.count).sum();
        assert_eq!(firsts, invoice.in_question.count, "{query}");
        let all: u64 = invoice.reasons.iter().map(|reason| reason.all.count).sum();
        assert!(all >= firsts + invoice.with_several, "{query}");
        for listed in invoice
            .reasons
            .iter()
            .flat_map(|reason| [&reason.first, &reason.all])
            .chain([&invoice.in_question, &invoice.not_billed])
        {
            let rows = listed.filter.as_ref().map_or(0, |filter| {
                prepare(context, filter);
                matching_rows(context, filter).len() as u64
            });
            assert_eq!(rows, listed.count, "{query}");
        }
    }
}
