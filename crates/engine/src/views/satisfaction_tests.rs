//! Satisfaction over small tables counted by hand, and over generated ones whose truth is known.

use super::satisfaction::satisfaction;
use crate::random::Random;
use crate::text_tickets::{MONDAY, Table, times};
use model::chart::{Chart, ChartBody};
use model::filter::{Dimension, Filter};
use model::measure::{Estimate, Figure, Measured};
use model::units::Day;
use model::view::ScreenView;

const HEADER: &str = "created solved ai handoff replies rating channel topic reply_secs\n";

fn figure<'v>(view: &'v ScreenView, metric: &str, variant: &str) -> &'v Figure {
    let found = view.figures.iter().find(|figure| figure.metric == metric && figure.variant == variant);
    found.unwrap_or_else(|| panic!("{metric}:{variant}"))
}

fn estimate(view: &ScreenView, metric: &str, variant: &str) -> Estimate {
    match &figure(view, metric, variant).now {
        Measured::Value(estimate) => *estimate,
        Measured::NotApplicable { why, .. } => panic!("{metric}:{variant}: {why}"),
    }
}

fn why(view: &ScreenView, metric: &str, variant: &str) -> String {
    match &figure(view, metric, variant).now {
        Measured::NotApplicable { why, .. } => why.clone(),
        Measured::Value(estimate) => panic!("{metric}:{variant}: {estimate:?}"),
    }
}

fn chart<'v>(view: &'v ScreenView, id: &str) -> &'v Chart {
    view.charts.iter().find(|chart| chart.id == id).expect("that chart")
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "{found}, expected {expected}");
}

/// The AI: chat, 800 solved of which 40 were rated, 36 well; e-mail, 200 of which 160, 80 well. People: chat 100 and 50, 40 well; e-mail
/// 300 and 150, 105 well.
fn uneven() -> String {
    let mut text = HEADER.to_string();
    for (ai, channel, good, bad, silent) in [
        ("yes no 0", "chat", 36, 4, 760),
        ("yes no 0", "email", 80, 80, 40),
        ("no no 1", "chat", 40, 10, 50),
        ("no no 1", "email", 105, 45, 150),
    ] {
        for (rating, n) in [("good", good), ("bad", bad), ("offered", silent)] {
            text += &times(n, &format!("0 0+1 {ai} {rating} {channel} orders 30"));
        }
    }
    text
}

#[test]
fn reweighting_counts_tickets_where_the_plain_share_counts_answers() {
    let table = Table::new(&uneven(), 30);
    let view = satisfaction(table.context(), &Filter::default());
    let plain = estimate(&view, "csat", "ai_only");
    assert_eq!((plain.k, plain.n), (Some(116), 200));
    let ai = estimate(&view, "csat_reweighted", "ai_only");
    close(ai.value, 0.8 * 0.9 + 0.2 * 0.5);
    assert_eq!(ai.n, 200);
    // As many answers as (800 + 200)² / (800² / 40 + 200² / 160) = 61.5: wider than 200 make it.
    let (low, high) = ai.interval.unwrap();
    let plain_width = plain.interval.map(|(low, high)| high - low).unwrap();
    assert!(low < 0.82 && 0.82 < high && high - low > 1.4 * plain_width, "{low} {high}");
    let human = estimate(&view, "csat_reweighted", "human_only");
    close(human.value, 0.25 * 0.8 + 0.75 * 0.7);
    let gap = estimate(&view, "csat_reweighted_difference", "");
    close(gap.value, 0.82 - 0.725);
    let before = estimate(&view, "csat_difference", "");
    assert!(before.value < -0.1 && gap.value > 0.09, "the sign turns: {} {}", before.value, gap.value);
    let note = view.notes.iter().find(|note| note.text.starts_with("Reweighted by")).unwrap();
    assert!(
        note.text.contains("channel × topic × wait for a reply") && note.text.contains("+9.5 ("),
        "{}",
        note.text
    );
    let steps = &figure(&view, "csat_reweighted", "ai_only").steps;
    assert_eq!(steps.iter().rev().take(3).map(|step| step.n).collect::<Vec<_>>(), [200, 1_000, 1_000]);
}

/// With a topic of its own for every few tickets hardly any kind was rated: kinds are told apart without it, for every handler alike.
#[test]
fn kinds_are_coarser_where_most_would_be_unrated() {
    let mut text = uneven();
    text += &times(4_000, "0 0+1 yes no 0 offered chat topic_{i} 60");
    let table = Table::new(&text, 30);
    let view = satisfaction(table.context(), &Filter::default());
    let ai = estimate(&view, "csat_reweighted", "ai_only");
    let steps = &figure(&view, "csat_reweighted", "ai_only").steps;
    assert!(steps.iter().any(|step| step.label.contains("(channel × wait for a reply)")), "{steps:?}");
    // Chat within five minutes is 4,800 of 5,000 tickets and got 36 good of 40 ratings; the e-mails got 80 of 160.
    close(ai.value, 0.96 * 0.9 + 0.04 * 0.5);
    let note = view.notes.iter().find(|note| note.text.starts_with("Reweighting tells kinds")).unwrap();
    assert!(note.text.contains("by channel × wait for a reply alone"), "{}", note.text);
    let gap = estimate(&view, "csat_reweighted_difference", "");
    close(gap.value, ai.value - estimate(&view, "csat_reweighted", "human_only").value);
}

#[test]
fn kinds_that_nobody_rated_are_named() {
    let mut text = uneven();
    text += &times(250, "0 0+1 yes no 0 offered phone refunds 90000");
    text += &times(30, "0 0+1 yes no 0 - web orders -");
    let table = Table::new(&text, 30);
    let view = satisfaction(table.context(), &Filter::default());
    close(estimate(&view, "csat_reweighted", "ai_only").value, 0.82);
    let note = view.notes.iter().find(|note| note.text.contains("kinds that nobody rated")).unwrap();
    assert!(
        note.text.starts_with("22% of AI-only solved tickets (280 of 1,280)")
            && note.text.contains("Phone, refunds, reply after a day (20% of these tickets)")
            && note.text.contains("orders, no reply (2% of these tickets)"),
        "{}",
        note.text
    );
    // Where most tickets are of such kinds there is nothing to weight.
    text += &times(1_200, "0 0+1 yes no 0 offered phone refunds 90000");
    let table = Table::new(&text, 30);
    let view = satisfaction(table.context(), &Filter::default());
    assert!(why(&view, "csat_reweighted", "ai_only").contains("nobody rated"));
    assert!(why(&view, "csat_reweighted_difference", "").starts_with("One of the two"));
}

#[test]
fn a_file_that_tells_no_kinds_cannot_be_reweighted() {
    let text = "created solved ai replies rating\n".to_string()
        + &times(40, "0 0+1 yes 0 good")
        + &times(40, "0 0+1 no 1 bad");
    let table = Table::new(&text, 30);
    let view = satisfaction(table.context(), &Filter::default());
    assert!(why(&view, "csat_reweighted", "all").contains("one kind of ticket from another"));
    assert_eq!(view.groups, [], "nothing parts the tickets");
}

/// The closed forms: with a response of 10% of which 90% are good, the truth lies between 9% and 99%.
#[test]
fn the_worst_cases_are_the_closed_forms() {
    let ai = |rating: &str, n: usize| times(n, &format!("0 0+1 yes no 0 {rating} chat orders 30"));
    let text = HEADER.to_string() + &ai("good", 90) + &ai("bad", 10) + &ai("offered", 900);
    let table = Table::new(&text, 30);
    let view = satisfaction(table.context(), &Filter::default());
    for variant in ["all", "ai_only"] {
        close(estimate(&view, "csat_lowest", variant).value, 0.09);
        close(estimate(&view, "csat_highest", variant).value, 0.99);
        assert_eq!(estimate(&view, "csat_highest", variant).n, 1_000);
    }
    // Nobody tells who was asked: over solved tickets.
    let unasked = text.replace("offered", "-");
    let table = Table::new(&unasked, 30);
    let view = satisfaction(table.context(), &Filter::default());
    close(estimate(&view, "csat_lowest", "ai_only").value, 0.09);
    assert_eq!(figure(&view, "csat_lowest", "ai_only").variant_label, "AI only, of solved tickets");
}

#[test]
fn the_tipping_point_is_one_sentence() {
    let side = |ai: &str, good: usize, bad: usize, silent: usize| {
        [("good", good), ("bad", bad), ("offered", silent)]
            .map(|(rating, n)| times(n, &format!("0 0+1 {ai} {rating} chat orders 30")))
            .concat()
    };
    let told = |ai: [usize; 3], human: [usize; 3]| {
        let text = HEADER.to_string()
            + &side("yes no 0", ai[0], ai[1], ai[2])
            + &side("no no 1", human[0], human[1], human[2]);
        let table = Table::new(&text, 30);
        let view = satisfaction(table.context(), &Filter::default());
        let chart = chart(&view, "tipping_point");
        (chart.title.clone(), chart.body.clone(), figure(&view, "csat_tipping", "").now.clone())
    };
    // 1,000 × 90% = 80 + 900 × q, so that q = 820 / 900.
    let (title, body, now) = told([80, 20, 900], [180, 20, 300]);
    assert_eq!(
        title,
        "10% of the AI's customers answered the survey, 40% of people's: for the AI to match people, 91% of its silent customers would \
         have to be satisfied; of those who rated, 80% are"
    );
    let Measured::Value(at) = now else { panic!("{now:?}") };
    close(at.value, 820.0 / 900.0);
    assert_eq!(at.n, 900);
    let ChartBody::Bars(bars) = body else { panic!("{body:?}") };
    assert_eq!(
        bars.bars.iter().map(|bar| bar.point.map(|point| point.n)).collect::<Vec<_>>(),
        [Some(100), Some(900), Some(200)]
    );
    let (title, ..) = told([90, 10, 900], [160, 40, 300]);
    assert!(
        title.contains("the AI's lead would be gone if only 79% of its silent customers were satisfied"),
        "{title}"
    );
    // No share of the silent makes them equal: it is said, and there is no number.
    let (title, _, now) = told([400, 400, 200], [180, 20, 0]);
    assert!(
        title.ends_with("Even if every silent customer of the AI were satisfied, it would stay below people"),
        "{title}"
    );
    assert!(matches!(now, Measured::NotApplicable { .. }));
    let (_, body, _) = told([5, 5, 10], [180, 20, 0]);
    assert!(matches!(body, ChartBody::Empty { .. }), "too few for a claim");
}

#[test]
fn forms_of_csat_that_coincide_are_said_to() {
    let table = Table::new(&uneven(), 30);
    let view = satisfaction(table.context(), &Filter::default());
    assert!(why(&view, "csat_top", "all").contains("it is CSAT"));
    assert!(why(&view, "csat_mean", "all").contains("words"));

    // One to seven, where five and more are good: the two highest are something else.
    let mut table = Table::new(&uneven(), 30);
    let ratings = table.dataset.columns.rating.as_mut().unwrap();
    for (row, level) in ratings.level.iter_mut().enumerate() {
        *level = match *level {
            0 => 1,
            1 => 4 + (row % 3) as u8,
            other => other,
        };
    }
    ratings.levels = (1..=7)
        .map(|step| crate::dataset::RatingLevel {
            label: step.to_string(),
            is_good: step >= 5,
            number: Some(f64::from(step)),
        })
        .collect();
    let derived = crate::derive::derive(&table.dataset, &table.derived.settings).unwrap();
    table.derived = derived;
    let view = satisfaction(table.context(), &Filter::default());
    let ratings = table.dataset.columns.rating.as_ref().unwrap();
    let given: Vec<f64> =
        ratings.level.iter().filter(|level| **level < 7).map(|level| f64::from(*level) + 1.0).collect();
    let mean = estimate(&view, "csat_mean", "all");
    close(mean.value, given.iter().sum::<f64>() / given.len() as f64);
    assert_eq!(mean.n, 400);
    let (low, high) = mean.interval.unwrap();
    assert!(low < mean.value && mean.value < high && high - low < 0.5);
    let top = given.iter().filter(|value| **value >= 6.0).count() as f64;
    close(estimate(&view, "csat_top", "all").value, top / 400.0);
    close(estimate(&view, "csat", "all").value, 261.0 / 400.0);
}

#[test]
fn topics_stand_side_by_side_and_only_what_differs_is_named() {
    let mut text = HEADER.to_string();
    let mut add = |ai: &str, topic: &str, good: usize, bad: usize| {
        text += &times(good, &format!("0 0+1 {ai} good chat {topic} 30"));
        text += &times(bad, &format!("0 0+1 {ai} bad chat {topic} 30"));
    };
    for topic in ["orders", "returns", "login"] {
        add("yes no 0", topic, 90, 10);
        add("no no 1", topic, 88, 12);
    }
    add("yes no 0", "refunds", 40, 60);
    add("no no 1", "refunds", 90, 10);
    add("yes no 0", "rare", 1, 0);
    let table = Table::new(&text, 30);
    let view = satisfaction(table.context(), &Filter::default());
    let [groups] = view.groups.as_slice() else { panic!("one table") };
    assert_eq!((groups.dimension, groups.title.as_str()), (Dimension::Topic, "CSAT: topics side by side"));
    let cell = |value: &str, column: &str| {
        let at = groups.columns.iter().position(|known| known.id == column).expect("that column");
        groups.rows.iter().find(|row| row.value == value).expect("that row").cells[at]
    };
    let raw = cell("refunds", "csat_ai").unwrap();
    assert_eq!((raw.k, raw.n), (Some(40), 100));
    let drawn = cell("refunds", "csat_ai_shrunken").unwrap();
    assert!(drawn.value > 0.4 && drawn.value < 0.5, "{drawn:?}");
    let rare = cell("rare", "csat_ai_shrunken").unwrap();
    assert!(rare.value < 0.95, "one of one is not the best of all: {rare:?}");
    assert_eq!(cell("rare", "csat_people"), None);
    let note = view.notes.iter().find(|note| note.text.contains("worse than people in")).unwrap();
    assert!(
        note.text.starts_with("Customers rate the AI worse than people in refunds (40% of 100 ratings"),
        "{}",
        note.text
    );
    assert!(!note.text.contains("orders"), "{}", note.text);
}

/// A file that tells which tickets the AI answered, and not whether a person took part: topics without handlers.
#[test]
fn topics_are_told_of_all_where_handlers_cannot_be() {
    let text = "created solved ai rating topic\n".to_string()
        + &times(40, "0 0+1 yes good orders")
        + &times(40, "0 0+1 no bad refunds");
    let table = Table::new(&text, 30);
    let view = satisfaction(table.context(), &Filter::default());
    let [groups] = view.groups.as_slice() else { panic!("one table") };
    let columns: Vec<&str> = groups.columns.iter().map(|column| column.id.as_str()).collect();
    assert_eq!(columns, ["csat_ai_shrunken", "csat_all", "response_all"]);
    assert_eq!(groups.rows[0].cells[1].map(|cell| (cell.k, cell.n)), Some((Some(40), 40)));
}

/// Two ratings of the AI a week, twelve of people: weeks would draw shares of one or two.
#[test]
fn points_over_time_have_cases_enough() {
    let mut text = HEADER.to_string();
    for week in 0..26 {
        let day = 7 * week;
        for (n, ai, rating) in [(2, "yes no 0", "good"), (9, "no no 1", "good"), (3, "no no 1", "bad")] {
            text += &times(n, &format!("{day} {day}+1 {ai} {rating} chat orders 30"));
        }
    }
    text += &times(3, "182 182+1 yes no 0 bad chat orders 30");
    let table = Table::new(&text, 190);
    let view = satisfaction(table.context(), &Filter::default());
    let over_time = chart(&view, "csat_over_time");
    let ChartBody::Time(time) = &over_time.body else { panic!("{over_time:?}") };
    assert_eq!((time.bucket, time.series.len()), (model::chart::Bucket::Month, 2));
    assert!(time.series[0].points.iter().flatten().all(|point| point.n >= 10), "{time:?}");
    assert!(
        over_time.subtitle.contains("each month")
            && over_time.subtitle.contains("312 (Human only), 55 (AI only)"),
        "{}",
        over_time.subtitle
    );
}

/// As rated there is no clear gap; by kinds of ticket there is.
#[test]
fn a_gap_that_only_weighing_shows_is_in_the_headline() {
    let mut text = HEADER.to_string();
    for (ai, channel, good, bad, silent) in [
        ("yes no 0", "chat", 190, 10, 0),
        ("yes no 0", "email", 40, 60, 900),
        ("no no 1", "chat", 95, 5, 900),
        ("no no 1", "email", 130, 70, 0),
    ] {
        for (rating, n) in [("good", good), ("bad", bad), ("offered", silent)] {
            text += &times(n, &format!("0 0+1 {ai} {rating} {channel} orders 30"));
        }
    }
    let table = Table::new(&text, 30);
    let view = satisfaction(table.context(), &Filter::default());
    let gap = estimate(&view, "csat_difference", "");
    assert!(gap.interval.is_some_and(|(low, high)| low < 0.0 && high > 0.0), "{gap:?}");
    assert!(
        view.headline.contains("reweighted by who answers") && view.headline.contains("lower ("),
        "{}",
        view.headline
    );
}

#[test]
fn figures_are_set_beside_the_period_before() {
    let mut text = HEADER.to_string();
    for (day, good, bad) in [(0, 60, 40), (13, 90, 10)] {
        for (rating, n) in [("good", good), ("bad", bad), ("offered", 100)] {
            text += &times(n, &format!("{day} {day}+1 yes no 0 {rating} chat orders 30"));
        }
    }
    let table = Table::new(&text, 40);
    let week = Filter { from: Some(Day(MONDAY.0 + 7)), to: Some(Day(MONDAY.0 + 14)), ..Filter::default() };
    let view = satisfaction(table.context(), &week);
    for metric in ["csat", "csat_reweighted"] {
        let found = figure(&view, metric, "ai_only");
        close(found.before.as_ref().and_then(Measured::estimate).unwrap().value, 0.6);
        close(found.change.unwrap().value, 0.3);
        let (low, high) = found.change.unwrap().interval.unwrap();
        assert!(0.0 < low && low < 0.3 && 0.3 < high);
    }
    close(figure(&view, "csat_lowest", "ai_only").change.unwrap().value, 0.15);
    let over_time = chart(&view, "response_over_time");
    assert!(matches!(over_time.body, ChartBody::Time(_)), "{over_time:?}");
}

/// The AI is rated by 5% of its customers and people by 35%, as a vendor's illustration has it. Which of them answer depends on the
/// channel alone in one file, and on how satisfied they are in the other.
#[test]
fn reweighting_recovers_the_truth_where_kinds_explain_who_answers_and_only_there() {
    let mut random = Random::new(97, 0);
    // How many tickets, and how many of them are satisfied: chat goes well, e-mail does not.
    let channels = [("chat", 6_000, 0.9), ("email", 6_000, 0.6)];
    let truth = 0.75;
    let mut file = |answers: &dyn Fn(&str, bool, bool) -> f64| {
        let mut text = HEADER.to_string();
        for (ai, line) in [(true, "yes no 0"), (false, "no no 1")] {
            for (channel, n, satisfied) in channels {
                for _ in 0..n {
                    let is_satisfied = random.unit() < satisfied;
                    let rating = match random.unit() < answers(channel, ai, is_satisfied) {
                        true if is_satisfied => "good",
                        true => "bad",
                        false => "offered",
                    };
                    text += &format!("0 0+1 {line} {rating} {channel} orders 30\n");
                }
            }
        }
        let table = Table::new(&text, 30);
        satisfaction(table.context(), &Filter::default())
    };
    let holds = |view: &ScreenView, metric: &str, value: f64| {
        let (low, high) = estimate(view, metric, "ai_only").interval.unwrap();
        low <= value && value <= high
    };

    // Of the AI's customers 8% in chat answer and 2% by e-mail; of people's 20% and 50%. The mean is 5% and 35%.
    let by_channel = file(&|channel, ai, _| match (ai, channel) {
        (true, "chat") => 0.08,
        (true, _) => 0.02,
        (false, "chat") => 0.2,
        (false, _) => 0.5,
    });
    let rates = [("ai_only", 0.05), ("human_only", 0.35)];
    for (variant, rate) in rates {
        assert!((estimate(&by_channel, "response_rate", variant).value - rate).abs() < 0.01);
    }
    let gap = estimate(&by_channel, "csat_difference", "");
    assert!(gap.interval.unwrap().0 > 0.08, "the plain gap claims a lead that is none: {gap:?}");
    let gap = estimate(&by_channel, "csat_reweighted_difference", "");
    let (low, high) = gap.interval.unwrap();
    assert!(low <= 0.0 && 0.0 <= high && gap.value.abs() < 0.05, "{gap:?}");
    assert!(holds(&by_channel, "csat_reweighted", truth) && !holds(&by_channel, "csat", truth));

    // The unhappy answer three times as often: no kind of ticket explains it, and reweighting stays as wrong.
    let by_mood = file(&|_, ai, is_satisfied| {
        let rate = if ai { 0.05 / 1.5 } else { 0.35 / 1.5 };
        if is_satisfied { rate } else { rate * 3.0 }
    });
    assert!(!holds(&by_mood, "csat", truth) && !holds(&by_mood, "csat_reweighted", truth));
    // What holds are the worst cases.
    assert!(estimate(&by_mood, "csat_lowest", "ai_only").value < truth);
    assert!(estimate(&by_mood, "csat_highest", "ai_only").value > truth);
}

#[test]
fn effort_and_recommendation_are_shown_where_the_file_has_them() {
    let header = "created solved ai handoff replies rating ease recommend\n";
    let mut text = header.to_string();
    // The AI: 10 of 1, 20 of 4, 30 of 6, 40 of 7. People: 100 of 5.
    for (ease, n) in [(1, 10), (4, 20), (6, 30), (7, 40)] {
        text += &times(n, &format!("0 0+1 yes no 0 - {ease} -"));
    }
    text += &times(100, "0 0+1 no no 1 - 5 -");
    // 50 promoters, 20 passives, 30 detractors, and answers that are on no scale.
    for (recommend, n) in [(9, 20), (10, 30), (7, 20), (0, 10), (6, 20), (11, 5), (99, 5)] {
        text += &times(n, &format!("0 0+1 yes no 0 - - {recommend}"));
    }
    let table = Table::new(&text, 30);
    let view = satisfaction(table.context(), &Filter::default());
    let mean = estimate(&view, "ces", "ai_only");
    close(mean.value, (10.0 + 80.0 + 180.0 + 280.0) / 100.0);
    assert_eq!(mean.n, 100);
    close(estimate(&view, "ces_easy", "ai_only").value, 0.7);
    close(estimate(&view, "ces_easy", "human_only").value, 1.0);
    assert_eq!(estimate(&view, "ces", "all").n, 200);
    let nps = estimate(&view, "nps", "ai_only");
    close(nps.value, 0.2);
    assert_eq!(nps.n, 100);
    // (0.5 + 0.3 − 0.2²) / 100.
    let half = crate::stats::Z_95 * (0.76_f64 / 100.0).sqrt();
    let (low, high) = nps.interval.unwrap();
    close(low, 0.2 - half);
    close(high, 0.2 + half);
    assert!(why(&view, "nps", "human_only").contains("None of these customers answered"));
    assert!(!view.notes.iter().any(|note| note.text.contains("CES")), "nothing is missing");

    // Where a high number is much effort, answers are turned round; on 1 to 5 the upper two are easy.
    let text = "created solved ai handoff replies effort\n".to_string()
        + &times(60, "0 0+1 yes no 0 1")
        + &times(40, "0 0+1 yes no 0 4");
    let table = Table::new(&text, 30);
    let view = satisfaction(table.context(), &Filter::default());
    close(estimate(&view, "ces", "all").value, 0.6 * 5.0 + 0.4 * 2.0);
    close(estimate(&view, "ces_easy", "all").value, 0.6);
    assert!(view.figures.iter().all(|figure| figure.metric != "nps"));
    let note = view
        .notes
        .iter()
        .find(|note| note.text.starts_with("This file has no likelihood to recommend"))
        .unwrap();
    assert_eq!(note.action.as_ref().map(|action| action.1.as_str()), Some("#/import"));
}

/// Over many files, 95% of the intervals hold the score of the model.
#[test]
fn the_interval_of_the_net_promoter_score_covers_the_truth() {
    let mut random = Random::new(61, 0);
    let (mut held, files) = (0, 300);
    for _ in 0..files {
        let mut text = "created solved recommend\n".to_string();
        for _ in 0..150 {
            let answer = match random.unit() {
                at if at < 0.45 => 9,
                at if at < 0.75 => 8,
                _ => 3,
            };
            text += &format!("0 0+1 {answer}\n");
        }
        let table = Table::new(&text, 30);
        let view = satisfaction(table.context(), &Filter::default());
        let (low, high) = estimate(&view, "nps", "all").interval.unwrap();
        held += u32::from(low <= 0.2 && 0.2 <= high);
    }
    let share = f64::from(held) / f64::from(files);
    assert!((0.92..=0.98).contains(&share), "{share}");
}

/// Where the file does not tell who handled a rated ticket, no rating is put down to the AI.
#[test]
fn ratings_are_told_apart_only_where_handlers_are() {
    for (told, expected) in [("", vec!["All"]), (" replies", vec!["AI only", "Human only"])] {
        let reply = |replies: &str| if told.is_empty() { String::new() } else { format!(" {replies}") };
        let text = format!("created solved ai rating{told}\n")
            + &times(40, &format!("0 0+1 yes good{}", reply("0")))
            + &times(40, &format!("0 0+1 no bad{}", reply("1")));
        let table = Table::new(&text, 30);
        let view = satisfaction(table.context(), &Filter::default());
        let chart = view.charts.iter().find(|chart| chart.id == "rating_distribution").unwrap();
        let model::chart::ChartBody::Distribution(drawn) = &chart.body else { panic!("{:?}", chart.body) };
        let labels: Vec<&str> = drawn.groups.iter().map(|group| group.label.as_str()).collect();
        assert_eq!(labels, expected);
    }
}
