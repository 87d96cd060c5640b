//! What holds for every chart, whatever its figures: nothing leaves the canvas, no words cover others, axes are round,
//! everything drawn can be pointed at.

mod support;

use charts::{Direction, Hits, Size, Theme, draw, natural_height, table};
use model::chart::*;
use model::filter::Dimension;
use model::units::{Day, Unit};
use std::cell::RefCell;
use std::rc::Rc;
use support::recorder::{Record, Recorder, SCALE};
use support::samples::{self, Random, chart, starts};

fn record(chart: &Chart, width: f64, height: f64) -> (Record, Hits) {
    let record = Rc::new(RefCell::new(Record::default()));
    let recorder = Recorder { size: (width, height), record: record.clone() };
    let hits =
        draw(recorder, Size { width, height }, SCALE, chart, &Theme::light()).expect("recording cannot fail");
    let record = Rc::try_unwrap(record).expect("the drawing is over").into_inner();
    (record, hits)
}

fn check(chart: &Chart, width: f64, height: f64) -> (Record, Hits) {
    let (record, hits) = record(chart, width, height);
    let say = |what: &str| format!("{what} in {} at {width}x{height}: {chart:?}", chart.id);
    assert!(record.is_presented);
    for (x, y) in &record.points {
        assert!(
            *x >= -0.01 && *x <= width + 0.01 && *y >= -0.01 && *y <= height + 0.01,
            "{}",
            say(&format!("a stray point {x},{y}"))
        );
    }
    for (index, text) in record.texts.iter().enumerate() {
        let (left, top, right, bottom) = text.bounds;
        assert!(
            left >= -0.5 && right <= width + 0.5 && top >= -0.5 && bottom <= height + 0.5,
            "{}",
            say(&format!("cut words {text:?}"))
        );
        for other in &record.texts[index + 1..] {
            let (l, t, r, b) = other.bounds;
            let is_apart = right <= l + 0.1 || r <= left + 0.1 || bottom <= t + 0.1 || b <= top + 0.1;
            assert!(is_apart, "{}", say(&format!("{text:?} covers {other:?}")));
        }
    }
    for mark in &hits.marks {
        for area in [&mark.area, &mark.shape] {
            assert!(
                area.x >= -0.01
                    && area.y >= -0.01
                    && area.right() <= width + 0.01
                    && area.bottom() <= height + 0.01,
                "{}",
                say("a hit outside")
            );
        }
        assert!(!mark.tip.spoken().contains("NaN"), "{}", say("a poor tooltip"));
    }
    if let Some(mark) = hits.marks.first() {
        let (x, y) = (mark.area.x + mark.area.width / 2.0, mark.area.y + mark.area.height / 2.0);
        assert!(hits.at(x, y).is_some(), "{}", say("a mark that cannot be found"));
    }
    let table = table(chart);
    for row in &table.rows {
        assert_eq!(row.len(), table.columns.len(), "{}", say("a ragged table"));
    }
    (record, hits)
}

fn words(random: &mut Random) -> String {
    const WORDS: [&str; 12] = [
        "AI only",
        "Human only",
        "If silence counts",
        "Previous period",
        "1",
        "Donaudampfschifffahrtsgesellschaftskapitänsmütze",
        "Refund, partial or in full, after a cancelled subscription of the second kind",
        "返金",
        "15 to 60 min",
        "",
        "W",
        "Legal & <compliance>",
    ];
    random.pick(&WORDS).to_string()
}

const ROLES: [Role; 8] = Theme::ROLES;

fn value(random: &mut Random, unit: Unit) -> f64 {
    let size = match unit {
        Unit::Share => random.unit(),
        Unit::SharePoints => random.unit() * 0.8 - 0.4,
        Unit::Rating => 1.0 + random.unit() * 4.0,
        Unit::Tickets => (10_f64.powf(random.unit() * 9.0)).floor(),
        Unit::Seconds => 10_f64.powf(random.unit() * 7.5 - 0.5),
    };
    match random.below(40) {
        0 => f64::NAN,
        1 => 0.0,
        _ => size,
    }
}

fn point(random: &mut Random, unit: Unit) -> Option<ChartPoint> {
    if random.chance(0.15) {
        return None;
    }
    let value = value(random, unit);
    let half = value.abs() * random.unit() * 2.0;
    let interval = match random.below(12) {
        0 | 1 => None,
        2 => Some((f64::NEG_INFINITY, f64::INFINITY)),
        3 => Some((value + half, value - half)),
        _ => Some((value - half, value + half)),
    };
    Some(ChartPoint { value, interval, n: random.below(1_000_000) as u64 })
}

fn any_unit(random: &mut Random) -> Unit {
    random.pick(&[Unit::Share, Unit::SharePoints, Unit::Tickets, Unit::Seconds, Unit::Rating])
}

fn category(random: &mut Random) -> Category {
    Category { label: words(random), filter: random.chance(0.5).then(|| (Dimension::Topic, words(random))) }
}

fn any_time(random: &mut Random) -> Chart {
    let unit = any_unit(random);
    let bucket = random.pick(&[Bucket::Day, Bucket::Week, Bucket::Month]);
    let most = random.pick(&[1, 2, 3, 14, 60, 500]);
    let count = random.below(most + 1);
    let (starts, end) = starts(bucket, Day(18_000 + random.below(3_000) as i32), count);
    let any_day = |random: &mut Random| {
        Day(starts.first().map_or(0, |day| day.0) + random.below(count * 10 + 1) as i32)
    };
    let rules =
        (0..random.below(5)).map(|_| TimeRule { day: any_day(random), label: words(random) }).collect();
    let immature_from = random.chance(0.5).then(|| any_day(random));
    let series = (0..random.below(7))
        .map(|_| TimeSeries {
            label: words(random),
            role: random.pick(&ROLES),
            is_comparison: random.chance(0.2),
            points: (0..count).map(|_| point(random, unit)).collect(),
        })
        .collect();
    let range = random.chance(0.4).then_some((0.0, 1.0));
    chart(
        "time",
        unit,
        ChartBody::Time(TimeChart { bucket, starts, end, series, immature_from, rules, range }),
    )
}

fn counts(random: &mut Random, count: usize) -> Vec<u64> {
    let power = random.unit() * 12.0;
    (0..count)
        .map(|_| if random.chance(0.2) { 0 } else { (10_f64.powf(power) * random.unit()) as u64 })
        .collect()
}

fn any_stack(random: &mut Random) -> Chart {
    let (axis, count) = if random.chance(0.5) {
        let bucket = random.pick(&[Bucket::Day, Bucket::Week, Bucket::Month]);
        let most = random.pick(&[1, 2, 12, 60, 400]);
        let count = random.below(most + 1);
        let (starts, end) = starts(bucket, Day(19_000), count);
        let immature_from = starts.get(random.below(count + 1)).copied();
        (StackAxis::Time { bucket, starts, end, immature_from }, count)
    } else {
        let count = random.below(30);
        (StackAxis::Categories((0..count).map(|_| category(random)).collect()), count)
    };
    let parts = (0..random.below(11))
        .map(|_| StackPart {
            label: words(random),
            role: random.pick(&ROLES),
            filter: random.chance(0.5).then(|| (Dimension::Outcome, "durable".to_string())),
            counts: counts(random, count),
        })
        .collect();
    chart("stack", Unit::Tickets, ChartBody::Stack(StackChart { axis, parts, is_share: random.chance(0.5) }))
}

fn any_bars(random: &mut Random) -> Chart {
    let unit = any_unit(random);
    let bars = (0..random.below(61))
        .map(|_| Bar {
            category: category(random),
            role: random.pick(&ROLES),
            point: point(random, unit),
            note: random.chance(0.3).then(|| words(random)),
        })
        .collect();
    let range = random.chance(0.4).then_some((0.0, 1.0));
    chart("bars", unit, ChartBody::Bars(BarChart { bars, range }))
}

fn any_distribution(random: &mut Random) -> Chart {
    let classes: Vec<String> = (0..random.below(12)).map(|_| words(random)).collect();
    let groups = (0..random.below(4))
        .map(|_| DistributionGroup {
            label: words(random),
            role: random.pick(&ROLES),
            filter: None,
            counts: counts(random, classes.len()),
        })
        .collect();
    chart("distribution", Unit::Tickets, ChartBody::Distribution(DistributionChart { classes, groups }))
}

fn any_curve(random: &mut Random) -> Chart {
    let range = (60.0, [300.0, 86_400.0, 9e6, 4e8][random.below(4)]);
    let curves = (0..random.below(5))
        .map(|_| {
            let (mut secs, mut share) = (random.unit() * 300.0, 1.0);
            let steps: Vec<CurveStep> = (0..random.below(60))
                .map(|_| {
                    secs *= 1.0 + random.unit();
                    share *= random.unit();
                    let interval = random.chance(0.8).then_some((share * 0.9, (share * 1.2).min(1.0)));
                    CurveStep { secs, share, interval, at_risk: random.below(9_000) as u64 }
                })
                .collect();
            Curve {
                label: words(random),
                role: random.pick(&ROLES),
                filter: random.chance(0.5).then(|| (Dimension::HandledBy, "ai_only".to_string())),
                n: random.below(1_000_000) as u64,
                median: random.chance(0.6).then_some(range.1 * random.unit()),
                until: secs * random.unit() * 2.0,
                steps,
            }
        })
        .collect();
    let curves = CurveChart { curves, axis: words(random), of: "still open".to_string(), range };
    chart("curve", Unit::Share, ChartBody::Curve(curves))
}

fn any_sweep(random: &mut Random) -> Chart {
    let points = (0..random.below(40)).map(|_| point(random, Unit::Share)).collect();
    let sweep = SweepChart {
        axis: words(random),
        label: words(random),
        role: random.pick(&ROLES),
        points,
        in_force: random.below(40) as u32,
        range: (0.0, 1.0),
    };
    chart("sweep", Unit::Share, ChartBody::Sweep(sweep))
}

fn any_heat(random: &mut Random) -> Chart {
    let unit = random.pick(&[Unit::Tickets, Unit::Seconds]);
    let names = |random: &mut Random, count: usize| -> Vec<Category> {
        let category = |random: &mut Random| Category { label: words(random), filter: None };
        (0..count).map(|_| category(random)).collect()
    };
    let (down, across) = (random.below(9), random.below(30));
    let (rows, columns) = (names(random, down), names(random, across));
    let cells = (0..rows.len() * columns.len())
        .map(|_| {
            let n = random.below(20_000) as u64;
            random.chance(0.8).then_some(ChartPoint { value: n as f64, interval: None, n })
        })
        .collect();
    let heat = HeatChart { rows, columns, cells, role: random.pick(&ROLES), filter: Default::default() };
    chart("heat", unit, ChartBody::Heat(heat))
}

#[test]
fn a_cell_opens_the_tickets_of_its_row_and_column() {
    let (_, hits) = check(&samples::arrivals_by_hour(), 640.0, 230.0);
    let mark = hits.marks.iter().find(|mark| mark.tip.title == "Tuesday, 14:00").expect("a cell");
    let Some(ChartAction::Tickets(filter)) = &mark.action else { panic!("{:?}", mark.action) };
    assert_eq!(filter.to_query(), "weekday=Tuesday&hour=14%3A00");
    let empty = hits.marks.iter().find(|mark| mark.tip.title == "Sunday, 00:00").expect("a cell");
    assert_eq!(empty.action, None, "where nothing came there is nothing to open");
}

#[test]
fn a_window_is_chosen_where_it_is_pointed_at_and_none_is_claimed_from_too_few() {
    let (record, hits) = check(&samples::sensitivity(), 640.0, 256.0);
    let words: Vec<&str> = record.texts.iter().map(|text| text.text.as_str()).collect();
    assert!(words.contains(&"in force: 7 days, 55%") && words.contains(&"too few to tell"), "{words:?}");
    assert_eq!(hits.marks.len(), 30);
    assert_eq!(hits.marks[13].action, Some(ChartAction::ReturnDays(14)));
    assert_eq!((hits.marks[13].tip.title.as_str(), hits.marks[13].tip.rows.len()), ("Within 14 days", 1));
    assert_eq!(hits.marks[6].action, None, "it is in force already");
    assert!(hits.marks[29].tip.rows.is_empty() && hits.marks[29].dots.is_empty());
    let table = charts::table(&samples::sensitivity());
    assert_eq!((table.rows.len(), table.rows[29][1].raw.as_str()), (30, ""));
}

#[test]
fn a_curve_tells_the_share_at_a_time_and_ends_where_nobody_is_watched() {
    let chart = samples::still_open();
    let table = table(&chart);
    assert_eq!(table.rows[0][0].text, "1 min");
    let share: f64 = table.rows[4][1].raw.parse().expect("a share");
    assert!((0.1..0.3).contains(&share), "the AI's after an hour: {share}");
    let (_, hits) = check(&chart, 640.0, 270.0);
    assert!(hits.marks.iter().any(|mark| mark.tip.spoken().contains("still open, interval")));
    let actions: Vec<_> = hits.marks.iter().filter_map(|mark| mark.action.clone()).collect();
    assert!(actions.contains(&ChartAction::Accept(Dimension::HandledBy, "ai_only".to_string())));
}

fn any_scatter(random: &mut Random) -> Chart {
    let unit = if random.chance(0.7) { Unit::Share } else { any_unit(random) };
    let points = (0..random.below(50))
        .map(|_| {
            let series = random.below(3);
            ScatterPoint {
                category: category(random),
                series: ["AI", "People", ""][series].to_string(),
                role: ROLES[series],
                size: counts(random, 1)[0],
                point: point(random, unit).unwrap_or(ChartPoint { value: 0.5, interval: None, n: 0 }),
            }
        })
        .collect();
    let across = words(random);
    let split = random.chance(0.7).then(|| (random.unit() * 5_000.0, random.unit() * 1.2));
    let quarters = [words(random), words(random), words(random), words(random)];
    let range = random.pick(&[(0.0, 1.0), (-0.4, 0.4), (1.0, 1.0)]);
    let body = ChartBody::Scatter(ScatterChart { points, across, split, quarters, range });
    chart("scatter", unit, body)
}

fn any_flow(random: &mut Random) -> Chart {
    let stages: Vec<FlowStage> = (0..random.below(5))
        .map(|_| {
            let count = random.below(13);
            let blocks = counts(random, count)
                .into_iter()
                .map(|count| FlowBlock {
                    label: words(random),
                    role: random.pick(&ROLES),
                    count,
                    filter: random.chance(0.5).then(|| (Dimension::Outcome, "durable".to_string())),
                })
                .collect();
            FlowStage { label: words(random), blocks }
        })
        .collect();
    // Whatever is claimed: links that lead nowhere, and more than their blocks hold.
    let links = (0..random.below(30))
        .map(|_| FlowLink {
            stage: random.below(5),
            from: random.below(13),
            to: random.below(13),
            count: counts(random, 1)[0],
            filter: None,
        })
        .collect();
    chart("flow", Unit::Tickets, ChartBody::Flow(FlowChart { stages, links }))
}

#[test]
fn a_flow_loses_nothing_and_opens_what_it_shows() {
    let chart = samples::ticket_flow();
    let ChartBody::Flow(flow) = &chart.body else { panic!("a flow") };
    for width in [320.0, 640.0, 1_000.0] {
        let height = natural_height(&chart, width);
        let (record, hits) = check(&chart, width, height);
        let blocks: Vec<_> = hits.marks.iter().filter(|mark| mark.column == 4).collect();
        assert_eq!(blocks.len(), 9, "every rung that holds a ticket");
        let high = |title: &str| blocks.iter().find(|mark| mark.tip.title == title).unwrap().shape.height;
        assert!(
            (high("Human only") / high("Confirmed") - 11_084.0 / 1_310.0).abs() < 0.05,
            "heights are counts"
        );
        for expected in ["AI alone", "People alone", "Durable", "Human only"] {
            assert!(
                record.texts.iter().any(|text| text.text == expected && text.is_bold),
                "{expected} at {width}"
            );
        }
        assert!(record.texts.iter().any(|text| text.text == "3,020 · 15%"), "counts with their shares");
        let bands = hits.marks.iter().filter(|mark| mark.column == 3).count();
        assert_eq!(bands, flow.links.len() - 4);
        let band = hits.marks.iter().find(|mark| mark.tip.title == "AI alone: Bounced").expect("a band");
        assert!(
            matches!(&band.action, Some(ChartAction::Tickets(filter)) if filter.to_query() == "outcome=bounced")
        );
        assert!(band.tip.spoken().contains("Share of “AI alone”: 14.3%, n 6,205"), "{}", band.tip.spoken());
        let block = hits.marks.iter().find(|mark| mark.tip.title == "AI alone").expect("a block");
        assert_eq!(block.action, Some(ChartAction::Accept(Dimension::HandledBy, "ai_only".to_string())));
    }
    let table = table(&chart);
    assert_eq!(table.rows.len(), flow.links.len());
    let sum: u64 = table.rows[4..].iter().map(|row| row[2].raw.parse::<u64>().unwrap()).sum();
    assert_eq!(sum.to_string(), table.rows[0][4].raw, "what arrived is what something became of");
}

#[test]
fn every_chart_stays_on_its_canvas_and_its_words_apart() {
    let mut random = Random(2_026);
    for round in 0..3_600 {
        let chart = match round % 9 {
            0 => any_time(&mut random),
            1 => any_stack(&mut random),
            2 => any_bars(&mut random),
            3 => any_curve(&mut random),
            4 => any_heat(&mut random),
            5 => any_scatter(&mut random),
            6 => any_flow(&mut random),
            7 => any_sweep(&mut random),
            _ => any_distribution(&mut random),
        };
        let width = random.pick(&[280.0, 320.0, 358.0, 500.0, 640.0, 1_200.0]);
        let height =
            if random.chance(0.7) { natural_height(&chart, width) } else { 120.0 + random.unit() * 300.0 };
        check(&chart, width, height.floor());
    }
}

#[test]
fn samples_hold_at_every_width() {
    for chart in samples::all() {
        for width in (280..1_400).step_by(37) {
            check(&chart, f64::from(width), natural_height(&chart, f64::from(width)));
        }
    }
}

#[test]
fn direct_labels_name_every_line_and_the_last_mature_value() {
    let (record, _) = check(&samples::speed_over_time(), 640.0, 256.0);
    let bold: Vec<&str> =
        record.texts.iter().filter(|text| text.is_bold).map(|text| text.text.as_str()).collect();
    assert_eq!(bold, ["AI only 1.6 h", "Human only 1.5 h"]);
    let (record, _) = check(&samples::resolution_over_time(), 640.0, 256.0);
    let words: Vec<&str> = record.texts.iter().map(|text| text.text.as_str()).collect();
    for expected in [
        "too early to tell",
        "AI launched",
        "New refund policy",
        "If silence counts",
        "Previous year",
        "0%",
        "100%",
    ] {
        assert!(words.contains(&expected), "{expected} in {words:?}");
    }
    // The last weeks are immature: their value is no result, so no label states it.
    assert!(words.contains(&"Resolved for good"), "{words:?}");
}

#[test]
fn a_saved_picture_says_its_finding() {
    for mut chart in samples::all() {
        chart.title =
            "Resolution for good rose from 41% to 53% after the launch, more than the period before"
                .to_string();
        let (width, height) = (480.0, charts::picture_height(&chart, 480.0));
        let record = Rc::new(RefCell::new(Record::default()));
        let recorder = Recorder { size: (width, height), record: record.clone() };
        charts::draw_picture(recorder, Size { width, height }, SCALE, &chart, &Theme::light())
            .expect("recording cannot fail");
        let record = record.borrow();
        assert!(
            record.texts[0].text.starts_with("Resolution for good") && record.texts[1].is_bold,
            "{:?}",
            record.texts
        );
        assert!(
            record
                .texts
                .iter()
                .all(|text| text.bounds.0 >= 19.0 && text.bounds.2 <= 461.0 && text.bounds.3 <= height),
            "{:?}",
            record.texts
        );
    }
}

#[test]
fn tables_hold_what_is_drawn() {
    let table = table(&samples::resolution_by_topic());
    let headings: Vec<&str> = table.columns.iter().filter_map(|column| column.heading.as_deref()).collect();
    assert_eq!(headings, ["", "Value", "95% interval", "n", "Remark"]);
    assert_eq!(table.rows[0][1].text, "81.0%");
    assert_eq!(table.rows[0][2].text, "79.2–82.8%");
    assert_eq!(table.rows[7][5].text, "fewer than 30 tickets");
    assert!(table.to_csv().starts_with(",Value,lower 95%,upper 95%,n,Remark\r\nPassword reset,0.81,"));
}

#[test]
fn gaps_stay_gaps_and_single_points_are_dots() {
    let (record, hits) = check(&samples::speed_over_time(), 640.0, 256.0);
    // One run of the AI, two of people and between them a lonely point with a dot.
    assert_eq!(record.polygons.len(), 3, "bands");
    assert!(record.circles.len() >= 2, "{:?}", record.circles);
    assert_eq!(hits.marks.len(), 21);
    assert_eq!(hits.marks[7].tip.rows[1].value, "–");
    assert_eq!(hits.marks[7].dots.len(), 1);
}

#[test]
fn hatching_stays_within_its_period() {
    let (record, hits) = check(&samples::resolution_over_time(), 640.0, 256.0);
    let time = hits.time.expect("a time axis");
    let from = time.x_of(time.starts[50]);
    let diagonals: Vec<_> = record.lines.iter().filter(|(a, b)| a.0 != b.0 && a.1 != b.1).collect();
    assert!(diagonals.len() > 10);
    for (a, b) in diagonals {
        // Dashes and leader lines are flat; hatching rises at 45 degrees.
        if ((a.0 - b.0).abs() - (a.1 - b.1).abs()).abs() < 0.1 && a.0 < time.right && (a.0 - b.0).abs() > 2.0
        {
            assert!(a.0.min(b.0) >= from - 0.1 && a.0.max(b.0) <= time.right + 0.1, "{a:?} {b:?}");
        }
    }
}

#[test]
fn a_drag_selects_whole_points() {
    let (_, hits) = check(&samples::resolution_over_time(), 640.0, 256.0);
    let time = hits.time.expect("a time axis");
    let (from, to) =
        time.period(time.x_of(time.starts[4]) + 3.0, time.x_of(time.starts[9]) + 1.0).expect("a period");
    assert_eq!((from, to), (time.starts[4], time.starts[10]));
    let whole = time.period(10_000.0, -10_000.0).expect("a period");
    assert_eq!(whole, (time.starts[0], time.end));
}

#[test]
fn arrow_keys_reach_every_mark() {
    for chart in samples::all() {
        let (_, hits) = check(&chart, 640.0, natural_height(&chart, 640.0));
        if hits.marks.is_empty() {
            continue;
        }
        let mut seen = std::collections::BTreeSet::new();
        let mut waiting = vec![hits.step(None, Direction::First).expect("a first mark")];
        while let Some(mark) = waiting.pop() {
            if seen.insert(mark) {
                for direction in [Direction::Left, Direction::Right, Direction::Up, Direction::Down] {
                    waiting.extend(hits.step(Some(mark), direction));
                }
            }
        }
        assert_eq!(seen.len(), hits.marks.len(), "{}", chart.id);
        assert_eq!(hits.step(Some(0), Direction::Last), Some(hits.marks.len() - 1));
    }
}

#[test]
fn clicks_ask_for_what_was_pointed_at() {
    let (_, hits) = check(&samples::resolution_by_topic(), 640.0, 300.0);
    assert_eq!(
        hits.marks[0].action,
        Some(ChartAction::Accept(Dimension::Topic, "Password reset".to_string()))
    );
    let (record, hits) = check(&samples::topics(), 640.0, 360.0);
    // Seven topics have two points and two have one; the smallest comes first, and the largest is named.
    assert_eq!(hits.marks.len(), 16);
    assert_eq!(hits.marks[0].action, Some(ChartAction::Accept(Dimension::Topic, "Legal".to_string())));
    assert!(record.texts.iter().any(|text| text.text == "Where is my order"), "{:?}", record.texts);
    assert_eq!(hits.marks[15].tip.rows.len(), 2, "both sides in one tooltip");
    let (_, hits) = check(&samples::ladder_by_channel(), 640.0, 220.0);
    assert!(matches!(&hits.marks[0].action, Some(ChartAction::Tickets(filter)) if filter.accept.len() == 2));
    let (_, hits) = check(&samples::resolution_over_time(), 640.0, 256.0);
    assert!(matches!(hits.marks[3].action, Some(ChartAction::Period(from, to)) if to.0 - from.0 == 7));
}

#[test]
fn a_backend_that_fails_is_reported() {
    type Drawn = Result<(), plotters_backend::DrawingErrorKind<std::fmt::Error>>;
    struct Broken;
    impl plotters_backend::DrawingBackend for Broken {
        type ErrorType = std::fmt::Error;
        fn get_size(&self) -> (u32, u32) {
            (6_400, 3_200)
        }
        fn ensure_prepared(&mut self) -> Drawn {
            Ok(())
        }
        fn present(&mut self) -> Drawn {
            Ok(())
        }
        fn draw_pixel(
            &mut self,
            _: plotters_backend::BackendCoord,
            _: plotters_backend::BackendColor,
        ) -> Drawn {
            Err(plotters_backend::DrawingErrorKind::DrawingError(std::fmt::Error))
        }
        fn draw_rect<S: plotters_backend::BackendStyle>(
            &mut self,
            _: plotters_backend::BackendCoord,
            _: plotters_backend::BackendCoord,
            _: &S,
            _: bool,
        ) -> Drawn {
            Err(plotters_backend::DrawingErrorKind::DrawingError(std::fmt::Error))
        }
    }
    let size = Size { width: 400.0, height: 200.0 };
    let error =
        draw(Broken, size, SCALE, &samples::ratings(), &Theme::light()).expect_err("nothing can be drawn");
    assert!(error.to_string().starts_with("the chart could not be drawn"), "{error}");
}
