//! Intervals by drawing customers anew: as wide as statistics says, step by step, and out of the way of everything else.

use engine::Session;
use engine::stats::wilson;
use engine::views::{overview, speed};
use model::filter::Filter;
use model::import::Carried;
use model::measure::Figure;
use model::message::{Answer, Ask, Request, Response};
use model::resample::{Resampled, Resampling};
use model::settings::Settings;
use std::fmt::Write;

const JOB: u32 = 7;

fn loaded(text: &str) -> Session {
    let mut session = Session::new();
    session.handle(Request::Import {
        job: 1,
        name: "tickets.csv".into(),
        size: text.len() as u64,
        settings: Settings::default(),
        carried: Carried::default(),
    });
    session.feed(1, text.as_bytes());
    let responses = session.finish(1);
    assert!(matches!(responses.as_slice(), [Response::Imported { .. }]), "{responses:?}");
    session
}

/// Each customer writes so many tickets; of all of them the AI answers either every one or none, so that one tells as much as all.
fn alike(customers: u32, each: u32) -> Session {
    let mut text = String::from(
        "ticket_id,created_at,status,solved_at,first_reply_at,requester_email,handled_by_ai,channel\n",
    );
    for ticket in 0..customers * each {
        let (customer, day, minute) = (ticket % customers, 1 + ticket / customers, ticket % 50);
        let is_ai = customer % 3 == 0;
        writeln!(
            text,
            "{ticket},2026-03-{day:02} 10:00:00,closed,2026-03-{day:02} 15:{minute:02}:00,2026-03-{day:02} 10:{:02}:00,\
             p{customer}@example.org,{is_ai},chat",
            10 + customer % 40
        )
        .unwrap();
    }
    loaded(&text)
}

fn figure(session: &Session, metric: &str, variant: &str) -> Figure {
    let (context, filter) = (session.context().unwrap(), Filter::default());
    let views = [overview(context, &filter), speed(context, &filter)];
    let figures = views.into_iter().flat_map(|view| view.figures);
    let mut found = figures.filter(|figure| figure.metric == metric && figure.variant == variant);
    found.next().unwrap_or_else(|| panic!("no {metric} {variant}"))
}

fn share(figure: &Figure) -> Resampled {
    Resampled::Share {
        numerator: figure.numerator.clone().unwrap(),
        denominator: figure.denominator.clone().unwrap(),
    }
}

fn interval(figure: &Figure) -> Option<(f64, f64)> {
    figure.now.estimate().unwrap().interval
}

fn ask(of: Resampled, shown: Option<(f64, f64)>) -> Request {
    Request::Resample { job: JOB, of, shown }
}

/// Goes on to the end; how many steps it took.
fn drawn(session: &mut Session) -> (u32, Resampling) {
    let (mut steps, mut most) = (0, 0);
    loop {
        assert!(session.is_calculating());
        steps += 1;
        match session.calculate().as_slice() {
            [Response::Resampling { job: JOB, drawn, draws }] => {
                assert!(most < *drawn && drawn <= draws);
                most = *drawn;
            }
            [Response::Resampled { job: JOB, result }] => {
                assert!(!session.is_calculating() && session.calculate().is_empty());
                return (steps, (**result).clone());
            }
            other => panic!("{other:?}"),
        }
    }
}

fn checked(session: &mut Session, figure: &Figure) -> Resampling {
    assert!(session.handle(ask(share(figure), interval(figure))).is_empty());
    drawn(session).1
}

fn width(interval: (f64, f64)) -> f64 {
    interval.1 - interval.0
}

#[test]
fn one_ticket_a_customer_is_what_the_formula_believes() {
    let mut session = alike(600, 1);
    let involvement = figure(&session, "involvement", "");
    let result = checked(&mut session, &involvement);
    let ratio = width(result.interval.unwrap()) / width(interval(&involvement).unwrap());
    assert!((0.95..1.05).contains(&ratio), "{ratio}");
    assert_eq!((result.customers, result.most), (600, 1));
    assert!(result.told.contains("about as wide"), "{}", result.told);
}

#[test]
fn nine_tickets_of_each_customer_tell_no_more_than_one() {
    let mut session = alike(600, 9);
    let involvement = figure(&session, "involvement", "");
    let result = checked(&mut session, &involvement);
    // The interval that is shown knows the customers: drawing them confirms it.
    let ratio = width(result.interval.unwrap()) / width(interval(&involvement).unwrap());
    assert!((0.95..1.05).contains(&ratio), "{ratio}");
    assert_eq!((result.customers, result.most), (600, 9));
    assert!(result.told.contains("about as wide"), "{}", result.told);
    let alike = involvement.alike.unwrap();
    assert!((8.5..9.5).contains(&alike.design_effect), "{alike:?}");
    // Nothing of it is left to chance.
    assert_eq!(checked(&mut session, &involvement), result);
    // The variance is nine times that of as many independent tickets, the interval three times as wide as one that takes them for such.
    let found = involvement.now.estimate().unwrap();
    let plain = wilson(found.k.unwrap(), found.n).unwrap();
    assert!(session.handle(ask(share(&involvement), Some(plain))).is_empty());
    let result = drawn(&mut session).1;
    let ratio = width(result.interval.unwrap()) / width(plain);
    assert!((2.85..3.15).contains(&ratio), "{ratio}");
    assert!(result.told.contains("times as wide"), "{}", result.told);
}

#[test]
fn a_median_by_its_customers() {
    let mut session = alike(500, 4);
    let median = figure(&session, "first_reply_median", "all");
    let of = Resampled::Duration {
        metric: "first_reply_median".into(),
        variant: "all".into(),
        filter: Filter::default(),
    };
    session.handle(ask(of, interval(&median)));
    let (_, result) = drawn(&mut session);
    let (low, high) = result.interval.unwrap();
    let value = median.now.estimate().unwrap().value;
    assert!(low <= value && value <= high, "{low} {value} {high}");
    // Replies come after 10 to 49 minutes, evenly, the same for all tickets of a customer: the standard error of the median of 500
    // customers is 40 minutes / (2 √500).
    let expected = 2.0 * 1.96 * 40.0 * 60.0 / (2.0 * 500.0_f64.sqrt());
    assert!((0.8..1.2).contains(&((high - low) / expected)), "{low} {high}, {expected} expected");
    let nothing =
        Resampled::Duration { metric: "backlog".into(), variant: String::new(), filter: Filter::default() };
    let refused = session.handle(ask(nothing, None));
    assert!(matches!(refused.as_slice(), [Response::Failed { job: Some(JOB), .. }]), "{refused:?}");
}

#[test]
fn too_few_and_all_alike_are_said_in_words() {
    let mut few = alike(12, 5);
    let involvement = figure(&few, "involvement", "");
    let result = checked(&mut few, &involvement);
    assert_eq!((result.interval, result.draws), (None, 0));
    assert!(result.told.starts_with("Only 12 customers"), "{}", result.told);
    let mut all = alike(60, 1);
    let involvement = figure(&all, "involvement", "");
    // All AI-answered tickets among all AI-answered tickets.
    let numerator = involvement.numerator.clone().unwrap();
    let of = Resampled::Share { denominator: numerator.clone(), numerator };
    all.handle(ask(of, None));
    let (_, result) = drawn(&mut all);
    assert_eq!(result.interval, None);
    assert!(result.told.contains("Every draw says the same"), "{}", result.told);
}

#[test]
fn it_goes_on_beside_questions_and_ends_with_its_tickets() {
    let mut session = Session::new();
    let sample = |job| Request::Sample { job, tickets: 30_000, seed: 1, settings: Settings::default() };
    session.handle(sample(1));
    let durable = figure(&session, "durable", "");
    let of = || share(&durable);
    session.handle(ask(of(), interval(&durable)));
    session.calculate();
    let asked = Request::Query { revision: 1, filter: Filter::default(), ask: Ask::Overview };
    let answer = session.handle(asked);
    assert!(matches!(
        answer.as_slice(),
        [Response::Answer { answer, .. }] if matches!(**answer, Answer::Overview(_))
    ));
    let (steps, result) = drawn(&mut session);
    assert!(steps > 5, "{steps} steps");
    let (low, high) = result.interval.unwrap();
    let value = durable.now.estimate().unwrap().value;
    assert!(low < value && value < high);
    // A newer one takes the place of the one before; cancelling ends it; so do new settings and new tickets.
    session.handle(ask(of(), None));
    let cancelled = |responses: Vec<Response>| matches!(responses[0], Response::Cancelled { job: JOB });
    assert!(cancelled(session.handle(ask(of(), None))));
    assert!(cancelled(session.handle(Request::Cancel { job: JOB })) && !session.is_calculating());
    session.handle(ask(of(), None));
    assert!(cancelled(session.handle(Request::Configure { job: 3, settings: Settings::default() })));
    session.handle(ask(of(), None));
    session.handle(sample(4));
    assert!(!session.is_calculating());
    // Without tickets there is nothing to draw from.
    let refused = Session::new().handle(ask(of(), None));
    assert!(matches!(refused.as_slice(), [Response::Failed { job: Some(JOB), .. }]), "{refused:?}");
}
