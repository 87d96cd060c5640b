//! Metrics against tables whose figures are counted by hand, and the promises every metric makes.

use super::count::{Counted, Judged};
use super::declare::{Measure, Variant};
use super::evaluate::Basis;
use super::seen::{Fields, Seen, Undeclared};
use super::*;
use crate::derive::Facts;
use crate::sample;
use crate::text_tickets::{MONDAY, Table, times};
use model::chart::Bucket;
use model::field::Field;
use model::filter::Dimension;
use model::measure::{Estimate, Measured};
use model::outcome::{HandledBy, Outcome, RatingState};
use model::settings::Settings;
use model::units::Day;

/// One ticket on each rung and some more; the file ends on day 20, the window is 7 days, so that solutions up to day 13 have
/// matured. Counted by hand in the comments.
const LADDER: &str = "
created solved ai  handoff assisted replies reopens requester rating  reply_secs
0       0+1    no  no      no       1       0       r1        good    600
0       0+2    no  no      yes      1       0       r2        -       1200
1       -      yes yes     no       0       0       r3        -       5
1       1+3    yes yes     no       2       0       r4        bad     5
2       -      yes no      no       0       0       r5        -       5
2       2+1    yes no      no       0       1       r6        good    5
3       3+1    yes no      no       0       0       r7        offered 5
9       9+1    yes no      no       0       0       r7        offered 5
3       3+1    yes no      no       0       0       r8        good    5
4       4+1    yes no      no       0       0       r9        -       5
18      18+1   yes no      no       0       0       r10       -       5
19      19+1   yes no      no       0       0       r11       good    5
5       5+1    no  no      no       1       1       r12       bad     1800
";

fn figure<'f>(figures: &'f [Figure], metric: &str, variant: &str) -> &'f Figure {
    figures
        .iter()
        .find(|figure| figure.metric == metric && figure.variant == variant)
        .unwrap_or_else(|| panic!("no figure {metric}:{variant}"))
}

fn value(figures: &[Figure], metric: &str, variant: &str) -> Estimate {
    match &figure(figures, metric, variant).now {
        Measured::Value(estimate) => *estimate,
        Measured::NotApplicable { why, .. } => panic!("{metric}:{variant}: {why}"),
    }
}

fn why(figures: &[Figure], metric: &str, variant: &str) -> (String, Vec<Field>) {
    match &figure(figures, metric, variant).now {
        Measured::Value(estimate) => panic!("{metric}:{variant} is {estimate:?}"),
        Measured::NotApplicable { why, needs } => (why.clone(), needs.clone()),
    }
}

fn k_n(figures: &[Figure], metric: &str, variant: &str) -> (u64, u64) {
    let estimate = value(figures, metric, variant);
    (estimate.k.expect("a share has a numerator"), estimate.n)
}

#[test]
fn a_ladder_counted_by_hand() {
    let table = Table::new(LADDER, 20);
    let figures = evaluate(table.context(), &Filter::default());
    // 13 tickets, 10 of them answered by an AI.
    assert_eq!(k_n(&figures, "involvement", ""), (10, 13));
    // Confirmed: r8 and r11; r6 is rated well, but was reopened.
    assert_eq!(k_n(&figures, "floor", ""), (2, 10));
    // Matured AI tickets: r4, r6, r7 (day 3), r7 (day 9), r8, r9. Of these durable or confirmed: r7 (day 9), r8, r9;
    // the first of r7 came back on day 9.
    assert_eq!(k_n(&figures, "durable", ""), (3, 6));
    // Closed by the AI alone: r6, r7, r7, r8, r9, r10, r11.
    assert_eq!(k_n(&figures, "ceiling", ""), (7, 10));
    // Of these matured: r6, r7, r7, r8, r9; came back: r6 and the first of r7.
    assert_eq!(k_n(&figures, "bounce", ""), (2, 5));
    // Matured tickets of anyone: r1, r2, r12 and the six of the AI.
    assert_eq!(k_n(&figures, "automation", ""), (3, 9));
    // No person took part in all but r4.
    assert_eq!(k_n(&figures, "containment", ""), (9, 10));
    assert_eq!(k_n(&figures, "escalation", ""), (2, 10));
    assert_eq!(k_n(&figures, "failed_handoff", ""), (1, 2));
    // Solved: all but r3 and r5; by the AI alone: the seven of the ceiling.
    assert_eq!(k_n(&figures, "solved_without_person", ""), (7, 11));
    assert_eq!(k_n(&figures, "reopen", "all"), (2, 11));
    assert_eq!(k_n(&figures, "reopen", "ai_only"), (1, 7));
    assert_eq!(k_n(&figures, "reopen", "human_only"), (1, 3));
    assert_eq!(k_n(&figures, "resolution", ""), (7, 9));
    assert_eq!(k_n(&figures, "repeat_contact", "all"), (1, 9));
    assert_eq!(k_n(&figures, "repeat_contact", "ai_only"), (1, 5));
    // Rated: r1, r4, r6, r8, r11, r12.
    assert_eq!(k_n(&figures, "csat", "all"), (4, 6));
    assert_eq!(k_n(&figures, "csat", "ai_only"), (3, 3));
    assert_eq!(k_n(&figures, "csat", "ai_then_human"), (0, 1));
    assert_eq!(k_n(&figures, "csat", "human_only"), (1, 2));
    assert_eq!(k_n(&figures, "response_rate", "all"), (6, 8));
    assert_eq!(k_n(&figures, "response_rate", "ai_only"), (3, 5));
    assert!((value(&figures, "csat_difference", "").value - 0.5).abs() < 1e-12);
    assert_eq!(value(&figures, "csat_difference", "").n, 5);
    assert_eq!(value(&figures, "first_reply_median", "all").value, 5.0);
    assert_eq!(value(&figures, "first_reply_median", "human_only").value, 1200.0);
    assert_eq!(value(&figures, "resolution_time_median", "ai_only").value, 3600.0);
    assert!(why(&figures, "deflection", "").0.starts_with("A ticket export contains no avoided tickets"));
    assert!(why(&figures, "deflection", "").1.is_empty(), "no field would settle it");
}

#[test]
fn abandonment_needs_messages_or_the_helpdesks_word() {
    let text = "created solved ai replies said\n0 0+1 yes 0 question\n0 0+1 yes 0 thanks\n0 0+1 yes 0 answered\n0 0+1 yes 1 question\n\
                0 - yes 0 complaint\n0 0+1 no 1 question\n";
    let table = Table::new(text, 30);
    let figures = evaluate(table.context(), &Filter::default());
    assert_eq!(k_n(&figures, "abandonment", ""), (1, 5));
    assert_eq!(k_n(&figures, "containment", ""), (4, 5), "it is contained all the same");
    let without = Table::new("created solved ai replies\n0 0+1 yes 0\n", 30);
    let figures = evaluate(without.context(), &Filter::default());
    let (why, needs) = why(&figures, "abandonment", "");
    assert!(why.contains("where the customer gave up"), "{why}");
    assert_eq!(needs, [Field::AiOutcome, Field::LastWord]);
}

#[test]
fn steps_lead_from_all_rows_to_the_cases() {
    let table = Table::new(LADDER, 20);
    let filter = Filter::default().with(Dimension::Rating, &["good", "bad", "offered"]);
    let figures = evaluate(table.context(), &filter);
    let steps: Vec<(&str, u64)> =
        figure(&figures, "durable", "").steps.iter().map(|step| (step.label.as_str(), step.n)).collect();
    assert_eq!(
        steps,
        [
            ("Rows in the file", 15),
            ("Tickets", 13),
            ("Eligible (no spam, tests or outbound)", 13),
            ("After the filter", 8),
            ("Answered by an AI", 6),
            ("Solved, and 7 days have passed since", 5),
            ("Closed by the AI, and stayed closed", 2),
        ]
    );
}

#[test]
fn a_period_is_compared_with_the_one_before() {
    let mut text = "created solved ai replies requester\n".to_string();
    text += &times(40, "0 0+1 yes 0 a{i}");
    text += &times(40, "0 0+1 no 1 b{i}");
    text += &times(60, "7 7+1 yes 0 c{i}");
    text += &times(20, "7 7+1 no 1 d{i}");
    let table = Table::new(&text, 30);
    let week = |n: i32| Day(MONDAY.0 + 7 * n);
    let filter = Filter { from: Some(week(1)), to: Some(week(2)), ..Filter::default() };
    let figures = evaluate(table.context(), &filter);
    let involvement = figure(&figures, "involvement", "");
    assert_eq!(k_n(&figures, "involvement", ""), (60, 80));
    // The data end on day 7: the period is cut to that one day, and the day before has no ticket.
    assert!(matches!(involvement.before, Some(Measured::NotApplicable { .. })));
    assert!(involvement.change.is_none());

    let table = Table::new(&(text + "13 - no - z\n"), 30);
    let figures = evaluate(table.context(), &filter);
    let involvement = figure(&figures, "involvement", "");
    let before = involvement.before.as_ref().and_then(Measured::estimate).expect("a week before");
    assert_eq!((before.k, before.n), (Some(40), 80));
    let change = involvement.change.expect("a change");
    assert!((change.value - (60.0 / 81.0 - 0.5)).abs() < 1e-12);
    assert!(change.interval.expect("an interval").0 > 0.0);
    assert_eq!(involvement.trend, [Some(60.0 / 81.0)]);
    let open = evaluate(table.context(), &Filter { to: Some(week(2)), ..Filter::default() });
    assert!(
        figure(&open, "involvement", "").before.is_none(),
        "a period without a beginning has none before it"
    );
}

#[test]
fn absence_is_told_with_the_field_that_would_settle_it() {
    let table = Table::new("created solved\n0 0+1\n1 1+1\n", 20);
    let figures = evaluate(table.context(), &Filter::default());
    let (text, needs) = why(&figures, "involvement", "");
    assert_eq!(text, "Nothing in this file tells which tickets an AI answered.");
    assert_eq!(needs, [Field::AiInvolved]);
    assert_eq!(why(&figures, "csat", "all").1, [Field::Rating]);
    assert_eq!(why(&figures, "reopen", "all").0, "This file has no column for “reopens”.");
    let (text, needs) = why(&figures, "durable", "");
    assert_eq!(text, "Nothing in this file tells which tickets an AI answered.");
    assert!(needs.contains(&Field::Requester) && needs.contains(&Field::Reopens));

    let table = Table::new("created solved ai replies\n0 0+1 yes 0\n1 1+1 no 1\n", 20);
    let figures = evaluate(table.context(), &Filter::default());
    assert_eq!(
        why(&figures, "durable", "").0,
        "This file does not tell whether the customer came back: it has neither “requester” nor “reopens”."
    );
    assert_eq!(k_n(&figures, "ceiling", ""), (1, 1), "what can be told is told");

    let table = Table::new(LADDER, 20);
    let none = Filter::default().with(Dimension::HandledBy, &["human_only"]);
    let figures = evaluate(table.context(), &none);
    let (text, needs) = why(&figures, "durable", "");
    assert_eq!(text, "None of these 3 tickets was answered by an AI.");
    assert!(needs.is_empty());
    let nowhere = Filter::default().with(Dimension::Topic, &["nowhere"]);
    assert_eq!(
        why(&evaluate(table.context(), &nowhere), "involvement", "").0,
        "No ticket passes the filter."
    );
}

#[test]
fn the_response_rate_falls_back_to_solved_tickets_and_says_so() {
    let table =
        Table::new("created solved ai replies rating\n0 0+1 yes 0 good\n0 0+1 yes 0 -\n0 - yes 0 -\n", 20);
    let figures = evaluate(table.context(), &Filter::default());
    assert_eq!(k_n(&figures, "response_rate", "ai_only"), (1, 2));
    assert_eq!(figure(&figures, "response_rate", "ai_only").variant_label, "AI only, of solved tickets");
}

#[test]
fn series_and_groups_agree_with_the_whole() {
    let sample = small_sample();
    let filter = Filter::default();
    let figures = evaluate(sample.context(), &filter);
    for metric in ["durable", "csat:ai_only", "reopen:all"] {
        let (id, variant) = metric.split_once(':').unwrap_or((metric, ""));
        let whole = value(&figures, id, variant);
        for bucket in [Bucket::Day, Bucket::Week, Bucket::Month] {
            let n: u64 = series(sample.context(), &filter, metric, bucket)
                .iter()
                .filter_map(|(_, m)| m.estimate())
                .map(|e| e.n)
                .sum();
            assert_eq!(n, whole.n, "{metric} by {bucket:?}");
        }
        let n: u64 = grouped(sample.context(), &filter, metric, Dimension::Channel)
            .iter()
            .filter_map(|(_, measured)| measured.estimate())
            .map(|estimate| estimate.n)
            .sum();
        assert_eq!(n, whole.n, "{metric} by channel");
    }
    let whole = value(&figures, "first_reply_median", "all");
    let n: u64 = grouped(sample.context(), &filter, "first_reply_median", Dimension::Channel)
        .iter()
        .filter_map(|(_, measured)| measured.estimate())
        .map(|estimate| estimate.n)
        .sum();
    assert_eq!(n, whole.n);
    assert!(series(sample.context(), &filter, "no_such_metric", Bucket::Week).is_empty());
}

/// Every combination of facts that a metric could meet.
fn all_facts() -> Vec<Facts> {
    let mut all = Vec::new();
    let tri = [None, Some(false), Some(true)];
    for outcome in Outcome::ALL {
        for handled_by in
            [None, Some(HandledBy::AiOnly), Some(HandledBy::AiThenHuman), Some(HandledBy::HumanOnly)]
        {
            for rating in RatingState::ALL {
                for (is_done, is_mature) in [(false, false), (true, false), (true, true)] {
                    for is_reopened in tri {
                        for is_returned in tri {
                            all.push(Facts {
                                is_eligible: true,
                                outcome: *outcome,
                                handled_by,
                                rating: *rating,
                                rating_level: 0,
                                is_done,
                                is_mature,
                                is_reopened,
                                is_returned,
                            });
                        }
                    }
                }
            }
        }
    }
    all
}

fn variants(metric: &Metric) -> Vec<&'static Variant> {
    match &metric.measure {
        Measure::Share(variants) => variants.iter().collect(),
        Measure::Difference(pair) => pair.iter().collect(),
        _ => Vec::new(),
    }
}

#[test]
fn no_metric_reads_what_it_does_not_declare() {
    let facts = all_facts();
    for metric in METRICS {
        for variant in variants(metric) {
            let declared = metric.declared(variant.needs);
            for have in [Fields::default(), Field::ALL.iter().copied().collect()] {
                let of = variant.denominator(have).0;
                let counted = Counted::new(&Judged::new(&facts), declared, of, variant.counts);
                assert!(counted.is_ok(), "{}:{} reads {:?}", metric.id, variant.id, counted.err());
                // Conditions are checked one by one as well: an earlier one may hide a later one from every fact.
                for clause in of.iter().chain(variant.counts) {
                    for fact in &facts {
                        let seen = clause.test.holds(&Seen::new(fact, declared));
                        assert!(seen.is_ok(), "{}:{} reads {:?}", metric.id, variant.id, seen.err());
                    }
                }
            }
        }
    }
}

#[test]
fn an_undeclared_read_is_refused() {
    let facts = all_facts();
    let nothing = Fields::default();
    for metric in METRICS {
        for variant in variants(metric) {
            for clause in variant.of.iter().chain(variant.counts) {
                assert!(clause.test.holds(&Seen::new(&facts[0], nothing)).is_err(), "{}", metric.id);
            }
        }
    }
    let rating = nothing.with(Field::Rating);
    assert!(Seen::new(&facts[0], rating).rating().is_ok());
    assert_eq!(Seen::new(&facts[0], rating).survey(), Err(Undeclared(&[Field::RatingOffered])));
}

#[test]
fn conditions_and_filters_say_the_same_of_every_fact() {
    // What a filter accepts, spelled out for facts; the data set below proves the same for rows.
    let accepts = |facts: &Facts, dimension: Dimension| -> String {
        let yes_no = |yes: bool| if yes { "yes" } else { "no" }.to_string();
        match dimension {
            Dimension::Outcome => facts.outcome.id().to_string(),
            Dimension::HandledBy => {
                facts.handled_by.map_or("(none)".to_string(), |handler| handler.id().to_string())
            }
            Dimension::Rating => facts.rating.id().to_string(),
            Dimension::Done => yes_no(facts.is_done),
            Dimension::Mature => yes_no(facts.is_mature),
            Dimension::Reopened => facts.is_reopened.map_or("(none)".to_string(), yes_no),
            Dimension::Returned => facts.is_returned.map_or("unknown".to_string(), yes_no),
            other => panic!("no metric filters by {other:?}"),
        }
    };
    let everything: Fields = Field::ALL.iter().copied().collect();
    for metric in METRICS {
        for variant in variants(metric) {
            let fallback = variant.fallback.iter().flat_map(|fallback| fallback.of);
            for clause in variant.of.iter().chain(variant.counts).chain(fallback) {
                let (dimension, values) = clause.test.accepts();
                for facts in all_facts() {
                    let held =
                        clause.test.holds(&Seen::new(&facts, everything)).expect("everything is declared");
                    assert_eq!(
                        held,
                        values.contains(&accepts(&facts, dimension).as_str()),
                        "{:?} {facts:?}",
                        clause.test
                    );
                }
            }
        }
    }
}

fn small_sample() -> Table {
    let dataset = sample::generate(4_000, 7);
    let derived = crate::derive::derive(&dataset, &Settings::default()).expect("the sample derives");
    Table { dataset, derived }
}

#[test]
fn the_filters_of_a_figure_select_its_very_tickets() {
    let table = small_sample();
    let (first, last) = (table.derived.first_day, table.derived.last_day);
    let third = (last.0 - first.0) / 3;
    let filters = [
        Filter::default(),
        Filter::default().with(Dimension::Channel, &["chat", "email"]),
        Filter { from: Some(Day(first.0 + 2 * third)), to: Some(Day(last.0 - 10)), ..Filter::default() },
        Filter::default().with(Dimension::Outcome, &["durable", "human_only", "escalated"]),
        Filter::default().with(Dimension::Mature, &["no"]).with(Dimension::Rating, &["good", "none"]),
    ];
    let count = |filter: &Filter| {
        let basis = Basis::new(table.context(), filter);
        basis.tickets()
    };
    let mut compared = 0;
    for filter in &filters {
        for figure in evaluate(table.context(), filter) {
            let Measured::Value(estimate) = &figure.now else {
                assert!(figure.numerator.is_none() && figure.denominator.is_none());
                continue;
            };
            let Some(k) = estimate.k else { continue };
            let name = format!("{}:{} under {}", figure.metric, figure.variant, filter.to_query());
            let denominator = figure.denominator.as_ref().unwrap_or_else(|| panic!("{name}: no filter"));
            assert_eq!(count(denominator), estimate.n, "{name}");
            match &figure.numerator {
                Some(numerator) => assert_eq!(count(numerator), k, "{name}"),
                None => assert_eq!(k, 0, "{name}"),
            }
            assert_eq!(figure.steps.last().map(|step| step.n), Some(k), "{name}");
            assert!(figure.steps.windows(2).all(|pair| pair[0].n >= pair[1].n), "{name}: {:?}", figure.steps);
            compared += 1;
        }
    }
    assert!(compared > 80, "only {compared} figures had a value");
}

#[test]
fn the_bracket_is_ordered_where_all_tickets_are_mature() {
    let table = small_sample();
    let figures = evaluate(table.context(), &Filter::default().with(Dimension::Mature, &["yes"]));
    let of = |metric| value(&figures, metric, "").value;
    assert!(of("floor") <= of("durable") && of("durable") <= of("ceiling"));
    let automation = of("involvement") * of("durable");
    assert!(
        (of("automation") - automation).abs() < 1e-12,
        "automation is involvement times durable resolution"
    );
    assert!(
        (of("ceiling") * (1.0 - of("bounce")) - of("durable")).abs() < 1e-12,
        "durable is what does not bounce"
    );
}

#[test]
fn the_catalog_is_complete_and_its_text_is_up_to_date() {
    let mut text = String::from(
        "# Metrics\n\nWritten from the registry in `crates/engine/src/metrics`; a test fails when it is out of date. \
         `UPDATE_DOCS=1 cargo test -p engine metrics` writes it anew.\n\nEvery value carries its n and its interval. Tickets are \
         dated by their creation, in numerator and denominator alike. A value that the file cannot support is not shown; the \
         missing field is named instead.\n",
    );
    for info in metric_infos() {
        for part in [&info.label, &info.meaning, &info.formula, &info.interval, &info.source] {
            assert!(!part.trim().is_empty(), "{}", info.id);
        }
        assert!(
            !info.caveats.is_empty() && info.source.contains("http") || info.source.contains("own"),
            "{}",
            info.id
        );
        let labels = |fields: &[Field]| fields.iter().map(|field| field.label()).collect::<Vec<_>>();
        text += &format!("\n## {}\n\n`{}`. {}\n\n", info.label, info.id, info.meaning);
        text += &format!("- **Formula:** {}\n- **Interval:** {}\n", info.formula, info.interval);
        let mut needs: Vec<String> = labels(&info.needs).iter().map(|label| (*label).to_string()).collect();
        needs.extend(info.needs_one_of.iter().map(|group| labels(group).join(" or ")));
        if !needs.is_empty() {
            text += &format!("- **Needs:** {}\n", needs.join("; "));
        }
        text += &format!("- **Source:** {}\n- **Keep in mind:**\n", info.source);
        for caveat in &info.caveats {
            text += &format!("  - {caveat}\n");
        }
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/metrics.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &text).expect("docs/metrics.md can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        written == text,
        "docs/metrics.md is out of date: run UPDATE_DOCS=1 cargo test -p engine metrics"
    );
    let ids: std::collections::HashSet<&str> = METRICS.iter().map(|metric| metric.id).collect();
    assert_eq!(ids.len(), METRICS.len(), "two metrics share a name");
}
