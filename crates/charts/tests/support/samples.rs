//! Charts to draw: invented figures, from a seed.

use model::chart::*;
use model::filter::{Dimension, Filter};
use model::units::{Day, Unit};

/// A small generator of numbers (Knuth's MMIX constants), so that every run draws the same charts.
pub struct Random(pub u64);

impl Random {
    pub fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.unit() * limit as f64) as usize
    }

    pub fn chance(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }
}

pub fn chart(id: &str, unit: Unit, body: ChartBody) -> Chart {
    Chart {
        id: id.to_string(),
        title: "A finding in one sentence".to_string(),
        subtitle: "Share of tickets, n 12,345".to_string(),
        unit,
        metrics: vec!["durable_rate".to_string()],
        body,
    }
}

pub fn starts(bucket: Bucket, first: Day, count: usize) -> (Vec<Day>, Day) {
    let mut starts = Vec::new();
    let mut day = match bucket {
        Bucket::Day => first,
        Bucket::Week => first.monday(),
        Bucket::Month => Day::from_ymd(first.to_ymd().0, first.to_ymd().1, 1),
    };
    for _ in 0..count {
        starts.push(day);
        let (year, month, _) = day.to_ymd();
        day = match bucket {
            Bucket::Day => Day(day.0 + 1),
            Bucket::Week => Day(day.0 + 7),
            Bucket::Month if month == 12 => Day::from_ymd(year + 1, 1, 1),
            Bucket::Month => Day::from_ymd(year, month + 1, 1),
        };
    }
    (starts, day)
}

fn wilson(value: f64, n: u64) -> Option<(f64, f64)> {
    let half = 1.96 * (value * (1.0 - value) / n.max(1) as f64).sqrt();
    Some(((value - half).max(0.0), (value + half).min(1.0)))
}

fn share_point(value: f64, n: u64) -> Option<ChartPoint> {
    let value = value.clamp(0.02, 0.98);
    Some(ChartPoint { value, interval: wilson(value, n), n })
}

/// Two shares by week over a year, with a launch, a note, an immature end and a comparison.
pub fn resolution_over_time() -> Chart {
    let mut random = Random(11);
    let (starts, end) = starts(Bucket::Week, Day::from_ymd(2025, 9, 1), 52);
    let mut line = |from: f64, to: f64, n: f64, first: usize| -> Vec<Option<ChartPoint>> {
        (0..52)
            .map(|week| {
                let value = from + (to - from) * (week as f64 / 51.0) + (random.unit() - 0.5) * 0.05;
                (week >= first)
                    .then(|| share_point(value, (n * (0.8 + 0.4 * random.unit())) as u64))
                    .flatten()
            })
            .collect()
    };
    let durable = line(0.38, 0.55, 380.0, 12);
    let ceiling = line(0.57, 0.72, 420.0, 12);
    let before = line(0.33, 0.42, 300.0, 0);
    let series = |label: &str, role, is_comparison, points| TimeSeries {
        label: label.to_string(),
        role,
        is_comparison,
        points,
    };
    chart(
        "resolution_over_time",
        Unit::Share,
        ChartBody::Time(TimeChart {
            bucket: Bucket::Week,
            end,
            immature_from: Some(starts[50]),
            rules: vec![
                TimeRule { day: Day(starts[12].0 + 1), label: "AI launched".to_string() },
                TimeRule { day: Day(starts[15].0 + 3), label: "New refund policy".to_string() },
            ],
            starts,
            series: vec![
                series("Resolved for good", Role::Ai, false, durable),
                series("If silence counts", Role::AiSoft, false, ceiling),
                series("Previous year", Role::Unknown, true, before),
            ],
            range: Some((0.0, 1.0)),
        }),
    )
}

/// First reply times by day, two lines close together, a gap and a lonely point.
pub fn speed_over_time() -> Chart {
    let mut random = Random(5);
    let (starts, end) = starts(Bucket::Day, Day::from_ymd(2026, 3, 2), 21);
    let mut line = |level: f64, gap: std::ops::Range<usize>| -> Vec<Option<ChartPoint>> {
        (0..21)
            .map(|day| {
                let value = level * (0.8 + 0.4 * random.unit());
                let point = ChartPoint { value, interval: Some((value * 0.85, value * 1.2)), n: 40 };
                (!gap.contains(&day) || day == gap.start + 2).then_some(point)
            })
            .collect()
    };
    let (ai, human) = (line(5_400.0, 30..30), line(6_600.0, 7..12));
    chart(
        "first_reply_over_time",
        Unit::Seconds,
        ChartBody::Time(TimeChart {
            bucket: Bucket::Day,
            starts,
            end,
            series: vec![
                TimeSeries { label: "AI only".to_string(), role: Role::Ai, is_comparison: false, points: ai },
                TimeSeries {
                    label: "Human only".to_string(),
                    role: Role::Human,
                    is_comparison: false,
                    points: human,
                },
            ],
            immature_from: None,
            rules: vec![],
            range: None,
        }),
    )
}

/// The rungs of the ladder as (label, role).
pub const LADDER: [(&str, Role); 8] = [
    ("Confirmed", Role::Ai),
    ("Durable", Role::AiSoft),
    ("Too early to tell", Role::Unknown),
    ("Bounced", Role::Failed),
    ("Still open", Role::Unknown),
    ("Abandoned", Role::Failed),
    ("Escalated", Role::Handoff),
    ("Human only", Role::Human),
];

fn ladder_parts(random: &mut Random, stacks: usize) -> Vec<StackPart> {
    let weights = [60.0, 210.0, 8.0, 70.0, 14.0, 22.0, 120.0, 330.0];
    LADDER
        .iter()
        .zip(weights)
        .map(|((label, role), weight)| StackPart {
            label: (*label).to_string(),
            role: *role,
            filter: Some((Dimension::Outcome, label.to_ascii_lowercase())),
            counts: (0..stacks).map(|_| (weight * (0.7 + 0.6 * random.unit())) as u64).collect(),
        })
        .collect()
}

pub fn ladder_over_time(is_share: bool) -> Chart {
    let (starts, end) = starts(Bucket::Month, Day::from_ymd(2025, 9, 1), 12);
    let immature_from = Some(starts[11]);
    chart(
        if is_share { "ladder_share_over_time" } else { "ladder_over_time" },
        Unit::Tickets,
        ChartBody::Stack(StackChart {
            axis: StackAxis::Time { bucket: Bucket::Month, starts, end, immature_from },
            parts: ladder_parts(&mut Random(3), 12),
            is_share,
        }),
    )
}

pub fn ladder_by_channel() -> Chart {
    let labels = ["Email", "Chat", "Messaging", "Web form", "Phone and voicemail of the northern region"];
    let categories = labels
        .iter()
        .map(|label| Category {
            label: (*label).to_string(),
            filter: Some((Dimension::Channel, label.to_ascii_lowercase())),
        })
        .collect();
    chart(
        "ladder_by_channel",
        Unit::Tickets,
        ChartBody::Stack(StackChart {
            axis: StackAxis::Categories(categories),
            parts: ladder_parts(&mut Random(9), 5),
            is_share: true,
        }),
    )
}

pub fn resolution_by_topic() -> Chart {
    let topics: [(&str, Option<f64>, u64); 9] = [
        ("Password reset", Some(0.81), 1_904),
        ("Where is my order?", Some(0.74), 3_377),
        ("Change of address", Some(0.69), 612),
        ("Refund, partial or in full, after a cancelled subscription", Some(0.48), 911),
        ("Invoice copy", Some(0.47), 204),
        ("Bug report", Some(0.22), 388),
        ("Export of personal data", Some(0.18), 44),
        ("Legal", None, 7),
        ("Cancellation", Some(0.04), 530),
    ];
    let bars = topics
        .iter()
        .map(|(label, value, n)| Bar {
            category: Category {
                label: (*label).to_string(),
                filter: Some((Dimension::Topic, (*label).to_string())),
            },
            role: Role::Ai,
            point: value.and_then(|value| share_point(value, *n)),
            note: value.is_none().then(|| "fewer than 30 tickets".to_string()),
        })
        .collect();
    chart("resolution_by_topic", Unit::Share, ChartBody::Bars(BarChart { bars, range: Some((0.0, 1.0)) }))
}

/// Topics by volume and durable resolution, AI beside people.
pub fn topics() -> Chart {
    let topics: [(&str, u64, Option<f64>, Option<f64>); 9] = [
        ("Where is my order", 8_420, Some(0.74), Some(0.93)),
        ("Delivery delayed", 3_310, Some(0.52), Some(0.9)),
        ("Refund, partial or in full, after a cancelled subscription", 2_904, Some(0.31), Some(0.84)),
        ("Password reset", 1_904, Some(0.81), None),
        ("Change of address", 612, Some(0.69), Some(0.95)),
        ("Invoice copy", 604, Some(0.68), Some(0.94)),
        ("Bug report", 388, Some(0.22), Some(0.7)),
        ("Export of personal data", 144, Some(0.18), Some(0.88)),
        ("Legal", 61, None, Some(0.79)),
    ];
    let mut points = Vec::new();
    for (label, size, ai, people) in topics {
        let sides = [("AI", Role::Ai, ai, size / 2), ("People", Role::Human, people, size / 3)];
        for (series, role, value, n) in sides {
            if let Some(point) = value.and_then(|value| share_point(value, n)) {
                points.push(ScatterPoint {
                    category: Category {
                        label: label.to_string(),
                        filter: Some((Dimension::Topic, label.to_string())),
                    },
                    series: series.to_string(),
                    role,
                    size,
                    point,
                });
            }
        }
    }
    chart(
        "topics",
        Unit::Share,
        ChartBody::Scatter(ScatterChart {
            points,
            across: "Tickets".to_string(),
            split: Some((612.0, 0.55)),
            quarters: ["Rare, goes well", "Frequent, goes well", "Rare, goes badly", "Frequent, goes badly"]
                .map(str::to_string),
            range: (0.0, 1.0),
        }),
    )
}

pub fn change_by_channel() -> Chart {
    let bars =
        [("Email", 0.041, 0.018), ("Chat", -0.022, 0.03), ("Phone", 0.008, 0.06), ("Web form", 0.12, 0.04)]
            .iter()
            .map(|(label, value, half)| Bar {
                category: Category { label: (*label).to_string(), filter: None },
                role: if *value < 0.0 { Role::Failed } else { Role::Ai },
                point: Some(ChartPoint {
                    value: *value,
                    interval: Some((value - half, value + half)),
                    n: 800,
                }),
                note: None,
            })
            .collect();
    chart("change_by_channel", Unit::SharePoints, ChartBody::Bars(BarChart { bars, range: None }))
}

fn groups(ai: &[u64], human: &[u64]) -> Vec<DistributionGroup> {
    let group = |label: &str, role, counts: &[u64]| DistributionGroup {
        label: label.to_string(),
        role,
        filter: Some((Dimension::HandledBy, label.to_ascii_lowercase())),
        counts: counts.to_vec(),
    };
    vec![group("AI only", Role::Ai, ai), group("Human only", Role::Human, human)]
}

pub fn ratings() -> Chart {
    chart(
        "ratings",
        Unit::Rating,
        ChartBody::Distribution(DistributionChart {
            classes: ["1", "2", "3", "4", "5"].map(str::to_string).to_vec(),
            groups: groups(&[96, 31, 58, 160, 402], &[61, 40, 77, 244, 511]),
        }),
    )
}

pub fn reply_times() -> Chart {
    let classes = [
        "< 1 min",
        "1 to 5 min",
        "5 to 15 min",
        "15 to 60 min",
        "1 to 4 h",
        "4 to 24 h",
        "1 to 3 days",
        "> 3 days",
    ];
    chart(
        "reply_times",
        Unit::Tickets,
        ChartBody::Distribution(DistributionChart {
            classes: classes.map(str::to_string).to_vec(),
            groups: groups(&[5_100, 640, 90, 41, 22, 10, 3, 1], &[12, 88, 204, 511, 1_220, 1_905, 890, 320]),
        }),
    )
}

/// Three curves, the last of which ends before it has fallen to a half.
pub fn still_open() -> Chart {
    let curve = |label: &str, role: Role, value: &str, n: u64, usual_secs: f64, until: f64| {
        let steps: Vec<CurveStep> = (0..90)
            .map(|index| (f64::from(index) / 90.0 * 11.0 + 4.2).exp())
            .take_while(|secs| *secs <= until)
            .map(|secs| {
                let share = 1.0 / (1.0 + (secs / usual_secs).powf(0.9));
                let half = 0.9 / (n as f64 * share).sqrt().max(1.0) + 0.004;
                let interval = Some(((share - half).max(0.0), (share + half).min(1.0)));
                CurveStep { secs, share, interval, at_risk: (n as f64 * share) as u64 }
            })
            .collect();
        let median = steps.iter().find(|step| step.share <= 0.5).map(|step| step.secs);
        let filter = Some((Dimension::HandledBy, value.to_string()));
        Curve { label: label.to_string(), role, filter, n, median, until, steps }
    };
    chart(
        "still_open",
        Unit::Share,
        ChartBody::Curve(CurveChart {
            curves: vec![
                curve("AI only", Role::Ai, "ai_only", 6_120, 700.0, 900_000.0),
                curve("AI then human", Role::Handoff, "ai_then_human", 1_940, 40_000.0, 2_600_000.0),
                curve("Human only", Role::Human, "human_only", 210, 500_000.0, 400_000.0),
            ],
            axis: "Calendar time since creation".to_string(),
            of: "still open".to_string(),
            range: (60.0, 2_600_000.0),
        }),
    )
}

/// Windows of a month, the last of which too few cases are old enough for.
pub fn sensitivity() -> Chart {
    let points = (1..=30_u32)
        .map(|days| {
            let value = 0.52 + 0.2 / f64::from(days);
            let n = 3_000_u64.saturating_sub(u64::from(days) * 118);
            let half = 0.98 / (n as f64).sqrt();
            (n >= 30).then_some(ChartPoint { value, interval: Some((value - half, value + half)), n })
        })
        .collect();
    chart(
        "sensitivity",
        Unit::Share,
        ChartBody::Sweep(SweepChart {
            axis: "Days within which a return counts".to_string(),
            label: "Durable resolution".to_string(),
            role: Role::Ai,
            points,
            in_force: 7,
            range: (0.0, 1.0),
        }),
    )
}

fn hours(id: &str, unit: Unit, role: Role, cell: impl Fn(usize, usize) -> Option<ChartPoint>) -> Chart {
    let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let axis = |dimension: Dimension, labels: Vec<String>| {
        labels.into_iter().map(|label| Category { filter: Some((dimension, label.clone())), label }).collect()
    };
    let rows = axis(Dimension::Weekday, days.map(str::to_string).to_vec());
    let columns = axis(Dimension::Hour, (0..24).map(|hour| format!("{hour:02}:00")).collect());
    let cells = (0..7)
        .flat_map(|day| (0..24).map(move |hour| (day, hour)))
        .map(|(day, hour)| cell(day, hour))
        .collect();
    chart(id, unit, ChartBody::Heat(HeatChart { rows, columns, cells, role, filter: Default::default() }))
}

pub fn arrivals_by_hour() -> Chart {
    hours("arrivals_by_hour", Unit::Tickets, Role::Ai, |day, hour| {
        let wave = (-((hour as f64 - 14.0) / 4.5).powi(2)).exp() * if day < 5 { 1_300.0 } else { 260.0 };
        let n = (wave as u64).saturating_sub(20);
        Some(ChartPoint { value: n as f64, interval: None, n })
    })
}

pub fn waits_by_hour() -> Chart {
    hours("waits_by_hour", Unit::Seconds, Role::Handoff, |day, hour| {
        let value = if (8..18).contains(&hour) && day < 5 { 640.0 } else { 9_000.0 + 2_400.0 * hour as f64 };
        let is_told = !(day == 6 && hour < 5);
        is_told.then_some(ChartPoint { value, interval: Some((value * 0.8, value * 1.3)), n: 40 })
    })
}

/// A year of tickets from arrival to what became of them.
pub fn ticket_flow() -> Chart {
    let block = |label: &str, role: Role, count: u64, value: &str, dimension: Dimension| FlowBlock {
        label: label.to_string(),
        role,
        count,
        filter: Some((dimension, value.to_string())),
    };
    let handled = [
        block("AI alone", Role::Ai, 6_205, "ai_only", Dimension::HandledBy),
        block("AI, then people", Role::Handoff, 2_480, "ai_then_human", Dimension::HandledBy),
        block("People alone", Role::Human, 11_020, "human_only", Dimension::HandledBy),
        block("Nobody yet", Role::Unknown, 64, "(none)", Dimension::HandledBy),
    ];
    let became = [
        block("Confirmed", Role::Ai, 1_310, "confirmed", Dimension::Outcome),
        block("Durable", Role::AiSoft, 3_020, "durable", Dimension::Outcome),
        block("Too early to tell", Role::Unknown, 240, "immature", Dimension::Outcome),
        block("Bounced", Role::Failed, 890, "bounced", Dimension::Outcome),
        block("Abandoned", Role::Failed, 605, "abandoned", Dimension::Outcome),
        block("Still open", Role::Unknown, 12, "still_open", Dimension::Outcome),
        block("Failed handoff", Role::Failed, 128, "failed_handoff", Dimension::Outcome),
        block("Escalated", Role::Handoff, 2_480, "escalated", Dimension::Outcome),
        block("Human only", Role::Human, 11_084, "human_only", Dimension::Outcome),
    ];
    let total: u64 = handled.iter().map(|block| block.count).sum();
    let mut links: Vec<FlowLink> =
        (0..4).map(|to| FlowLink { stage: 0, from: 0, to, count: handled[to].count, filter: None }).collect();
    for (to, block) in became.iter().enumerate() {
        let sources: &[(usize, u64)] = match to {
            0..=6 => &[(0, block.count)],
            7 => &[(1, block.count)],
            _ => &[(2, 11_020), (3, 64)],
        };
        links.extend(sources.iter().map(|(from, count)| FlowLink {
            stage: 1,
            from: *from,
            to,
            count: *count,
            filter: Some(Filter::default().with(Dimension::Outcome, &[&block.filter.as_ref().unwrap().1])),
        }));
    }
    let stage = |label: &str, blocks: Vec<FlowBlock>| FlowStage { label: label.to_string(), blocks };
    let all = FlowBlock { label: "All".to_string(), role: Role::All, count: total, filter: None };
    let stages = vec![
        stage("Arrived", vec![all]),
        stage("Who answered", handled.to_vec()),
        stage("What became of it", became.to_vec()),
    ];
    chart("ticket_flow", Unit::Tickets, ChartBody::Flow(FlowChart { stages, links }))
}

pub fn nothing() -> Chart {
    let why = "This file has no ratings. A column with the CSAT score, such as “Satisfaction Score”, would show them.";
    chart("nothing", Unit::Rating, ChartBody::Empty { why: why.to_string() })
}

/// One of each, by id.
pub fn all() -> Vec<Chart> {
    vec![
        resolution_over_time(),
        speed_over_time(),
        ladder_over_time(false),
        ladder_over_time(true),
        ladder_by_channel(),
        resolution_by_topic(),
        change_by_channel(),
        ratings(),
        reply_times(),
        still_open(),
        sensitivity(),
        arrivals_by_hour(),
        waits_by_hour(),
        topics(),
        ticket_flow(),
        nothing(),
    ]
}
