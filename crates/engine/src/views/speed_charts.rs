//! Charts of speed: the curve of what is still open, promises, backlog, hours of the week.

use super::ladder::last_day;
use super::time_charts::empty;
use super::wording::{count, date, duration, number, percent};
use super::{MIN_CLAIM_N, figure, value};
use crate::metrics::count::{narrow, within};
use crate::metrics::evaluate::{Basis, HANDLERS};
use crate::metrics::period::bucket_next;
use crate::metrics::speed::{Lifetimes, Pace};
use crate::query::speed::{Hour, WEEK_HOURS};
use crate::query::{HOURS, Tally, WEEKDAYS, by_value};
use crate::stats::survival;
use model::chart::{
    Bucket, Category, Chart, ChartBody, ChartPoint, Curve, CurveChart, CurveStep, HeatChart, Role, StackAxis,
    StackChart, StackPart,
};
use model::field::Field;
use model::filter::{Dimension, Filter};
use model::measure::{Figure, Measured};
use model::outcome::{HandledBy, Promise};
use model::units::{Day, Unit};

/// Steps of a curve that are drawn at the most: what is closer together cannot be seen apart.
const MOST_STEPS: f64 = 160.0;
/// The shortest time on the axis of a curve.
const SHORTEST_SECS: f64 = 60.0;

/// Colours of all tickets and of each handler, in the order of [`HANDLERS`].
const ROLES: [Role; 4] = [Role::All, Role::Ai, Role::Handoff, Role::Human];

/// Why a metric has no value for all tickets.
pub(super) fn why_not(figures: &[Figure], metric: &str, variant: &str) -> Option<String> {
    match &figure(figures, metric, variant)?.now {
        Measured::NotApplicable { why, .. } => Some(why.clone()),
        Measured::Value(_) => None,
    }
}

pub(super) fn chart(
    id: &str,
    title: String,
    subtitle: String,
    unit: Unit,
    metrics: &[&str],
    body: ChartBody,
) -> Chart {
    Chart {
        id: id.to_string(),
        title,
        subtitle,
        unit,
        metrics: metrics.iter().map(|metric| (*metric).to_string()).collect(),
        body,
    }
}

/// The share of tickets still open after some time, by handler.
pub(super) fn open_curve(pace: &Pace<'_, '_>, figures: &[Figure]) -> Chart {
    let basis = pace.basis;
    let id = "open_curve";
    let metrics = ["resolution_survival", "resolution_time_median"];
    let is_told =
        matches!(figure(figures, "resolution_survival", "all"), Some(figure) if !figure.steps.is_empty());
    let has_times = basis.have.has(Field::ResolutionTime)
        || basis.have.has(Field::SolvedAt)
        || basis.have.has(Field::ClosedAt);
    let curves = pace.curves(false);
    let events = curves[0].n() - curves[0].open();
    let is_calendar = basis.context.derived.clocks[1] == Some(crate::dataset::Clock::Calendar);
    if !is_told || !has_times || !is_calendar || events == 0 {
        let why = why_not(figures, "resolution_survival", "all")
            .unwrap_or_else(|| "None of these tickets is solved yet.".to_string());
        return empty(id, "How long tickets stay open cannot be told", Unit::Share, &metrics, why);
    }
    let tells_handlers = figure(figures, "resolution_survival", "ai_only").is_some_and(
        |figure| !matches!(&figure.now, Measured::NotApplicable { needs, .. } if !needs.is_empty()),
    );
    let (drawn, range) = drawn_curves(curves, tells_handlers, SHORTEST_SECS);
    let of = |variant: &str| {
        value(figures, "resolution_survival", variant)
            .filter(|found| found.n >= MIN_CLAIM_N)
            .map(|found| duration(found.value))
    };
    let title = match (of("ai_only"), of("human_only"), of("all")) {
        (Some(ai), Some(human), _) => {
            format!(
                "Half of the AI-only tickets are solved within {ai}, half of the human-only ones within {human}"
            )
        }
        (_, _, Some(all)) => format!("Half of all tickets are solved within {all}"),
        _ if curves[0].n() < MIN_CLAIM_N => "Too few tickets for a median time to the solution".to_string(),
        _ => "Fewer than half of the tickets are solved within the time that the file covers".to_string(),
    };
    chart(
        id,
        title,
        format!(
            "Share still open after so much calendar time, with 95% bands; n = {}, {} still open where the file ends, {}",
            number(curves[0].n()),
            number(curves[0].open()),
            date(last_day(basis))
        ),
        Unit::Share,
        &metrics,
        ChartBody::Curve(CurveChart {
            curves: drawn,
            axis: "Calendar time since creation".to_string(),
            of: "still open".to_string(),
            range,
        }),
    )
}

/// The curve of each of [`HANDLERS`] that has a case, or that of all where the file does not tell them apart, and the ends of their
/// axis, which begins at `shortest` seconds.
pub(super) fn drawn_curves(
    curves: &[Lifetimes; 4],
    tells_handlers: bool,
    shortest: f64,
) -> (Vec<Curve>, (f64, f64)) {
    let shown: Vec<usize> = match tells_handlers {
        true => (1..4).filter(|group| curves[*group].n() > 0).collect(),
        false => vec![0],
    };
    let last = shown.iter().filter_map(|group| curves[*group].groups.last()).map(|group| group.time);
    let range = (shortest, last.fold(shortest * 2.0, f64::max));
    let drawn = shown.iter().map(|group| {
        let (_, label, handler) = HANDLERS[*group];
        let lives = &curves[*group];
        Curve {
            label: label.to_string(),
            role: ROLES[*group],
            filter: handler.map(|handler: HandledBy| (Dimension::HandledBy, handler.id().to_string())),
            n: lives.n(),
            median: survival::quantile(&lives.steps, 0.5),
            until: lives.groups.last().map_or(0.0, |group| group.time),
            steps: thinned(lives, range),
        }
    });
    (drawn.collect(), range)
}

/// The last step of each narrow class of time.
fn thinned(lives: &Lifetimes, (low, high): (f64, f64)) -> Vec<CurveStep> {
    let width = libm::log(high / low) / MOST_STEPS;
    let class = |secs: f64| (libm::log(secs.max(low) / low) / width) as i64;
    let mut thin: Vec<CurveStep> = Vec::new();
    let mut last = i64::MIN;
    for step in &lives.steps {
        let here = class(step.time);
        let one = CurveStep {
            secs: step.time,
            share: step.survival,
            interval: step.interval,
            at_risk: step.at_risk,
        };
        match thin.last_mut().filter(|_| here == last) {
            Some(known) => *known = one,
            None => thin.push(one),
        }
        last = here;
    }
    thin
}

/// Promises kept, broken and not due, by handler and by urgency.
pub(super) fn promises(basis: &Basis<'_>, figures: &[Figure], dimension: Dimension) -> Chart {
    let is_reply = dimension == Dimension::ReplySla;
    let (id, metric, thing) = match is_reply {
        true => ("reply_promises", "reply_sla", "first reply"),
        false => ("resolution_promises", "resolution_sla", "solution"),
    };
    let metrics = [metric];
    let promised = basis.have.has(if is_reply { Field::ReplyBreached } else { Field::ResolutionBreached });
    let groups = if promised { by_value(basis.context, basis.filter, dimension) } else { Vec::new() };
    let of = |promise: &Promise, counts: &dyn Fn(&Tally<'_>) -> u64| {
        groups.iter().find(|(value, _)| *value == promise.id()).map_or(0, |(_, tally)| counts(tally))
    };
    let all: u64 = Promise::ALL.iter().map(|promise| of(promise, &|tally| tally.eligible())).sum();
    if all == 0 {
        let why = why_not(figures, metric, "all").unwrap_or_default();
        return empty(
            id,
            &format!("Whether promises of a {thing} were kept cannot be told"),
            Unit::Tickets,
            &metrics,
            why,
        );
    }
    let mut categories = vec![Category { label: "All".to_string(), filter: None }];
    let mut counts: Vec<[u64; 3]> =
        vec![std::array::from_fn(|place| of(&Promise::ALL[place], &|tally| tally.eligible()))];
    for (id, label, handler) in HANDLERS {
        let Some(handler) = handler else { continue };
        let row: [u64; 3] = std::array::from_fn(|place| {
            of(&Promise::ALL[place], &|tally| {
                tally.count(|facts| facts.is_eligible && facts.handled_by == Some(handler))
            })
        });
        if row.iter().sum::<u64>() > 0
            && figure(figures, metric, id).is_some_and(|figure| figure.now.estimate().is_some())
        {
            let filter = Some((Dimension::HandledBy, handler.id().to_string()));
            categories.push(Category { label: label.to_string(), filter });
            counts.push(row);
        }
    }
    if basis.have.has(Field::Priority) {
        for (value, promise_counts) in by_priority(basis, dimension) {
            let label = format!("Priority: {}", Dimension::Priority.value_label(&value));
            categories.push(Category { label, filter: Some((Dimension::Priority, value)) });
            counts.push(promise_counts);
        }
    }
    const PARTS: [Role; 3] = [Role::All, Role::Failed, Role::Unknown];
    let parts = Promise::ALL
        .iter()
        .enumerate()
        .map(|(place, promise)| StackPart {
            label: promise.label().to_string(),
            role: PARTS[place],
            filter: Some((dimension, promise.id().to_string())),
            counts: counts.iter().map(|row| row[place]).collect(),
        })
        .collect();
    let title = match value(figures, metric, "all") {
        Some(kept) if kept.n >= MIN_CLAIM_N => {
            format!("{} of promises of a {thing} were kept", percent(kept.value))
        }
        _ => format!("Too few promises of a {thing} for a rate"),
    };
    let source = match (is_reply, basis.context.derived.settings.targets) {
        (true, targets) if !targets.reply.is_empty() => clock_words(targets.reply.is_business),
        (false, targets) if !targets.resolution.is_empty() => clock_words(targets.resolution.is_business),
        _ => "by the file’s own word",
    };
    chart(
        id,
        title,
        format!("Tickets with a promise, {source}; those not yet due are kept apart; n = {}", number(all)),
        Unit::Share,
        &metrics,
        ChartBody::Stack(StackChart { axis: StackAxis::Categories(categories), parts, is_share: true }),
    )
}

fn clock_words(is_business: bool) -> &'static str {
    if is_business {
        "against your targets in business hours"
    } else {
        "against your targets in calendar time"
    }
}

/// Promises by urgency, the highest first.
fn by_priority(basis: &Basis<'_>, dimension: Dimension) -> Vec<(String, [u64; 3])> {
    let mut rows: Vec<(String, [u64; 3])> = Vec::new();
    for (place, promise) in Promise::ALL.iter().enumerate() {
        let mut filter = basis.filter.clone();
        if narrow(&mut filter, dimension, &[promise.id()]).is_none() {
            continue;
        }
        for (value, tally) in by_value(basis.context, &filter, Dimension::Priority) {
            let at = rows.iter().position(|(known, _)| *known == value).unwrap_or_else(|| {
                rows.push((value, [0; 3]));
                rows.len() - 1
            });
            rows[at].1[place] += tally.eligible();
        }
    }
    let urgency =
        |value: &str| model::outcome::Priority::from_id(value).map(|priority| priority as i32).unwrap_or(-1);
    rows.retain(|(value, _)| urgency(value) >= 0);
    model::order::sort_by_key(&mut rows, |(value, _)| -urgency(value));
    rows
}

/// What is open at the end of each day or week, by age.
pub(super) fn backlog(pace: &Pace<'_, '_>) -> Chart {
    let basis = pace.basis;
    let id = "backlog_over_time";
    let metrics = ["backlog"];
    let metric = crate::metrics::by_id("backlog");
    if let Some(Measured::NotApplicable { why, .. }) =
        metric.and_then(|metric| basis.missing(metric.needs, &[]))
    {
        return empty(id, "What was open when cannot be told", Unit::Tickets, &metrics, why);
    }
    // Days as long as they can be told apart.
    let bucket = match basis.period.days() {
        ..=120 => Bucket::Day,
        121..=1096 => Bucket::Week,
        _ => Bucket::Month,
    };
    let backlog = pace.backlog();
    let last_known = backlog.first.0 + backlog.bands[0].len() as i32;
    let points: Vec<(Day, [u64; 4])> = basis
        .period
        .starts(bucket)
        .into_iter()
        .filter_map(|start| {
            // A point stands for the end of its last day, as far as the file knows.
            let end = basis.period.clip(start, bucket).1.0.min(last_known);
            Some((start, backlog.at(Day(end - 1)).filter(|_| end > start.0.max(basis.period.from.0))?))
        })
        .collect();
    if points.is_empty() {
        let why = "The file ends before this period does.".to_string();
        return empty(id, "What was open when cannot be told", Unit::Tickets, &metrics, why);
    }
    let highest = points.iter().map(|(_, bands)| bands.iter().sum::<u64>()).max().unwrap_or(0);
    if highest == 0 {
        let why = "None of these tickets was open when a day ended.".to_string();
        return empty(id, "Nothing was left open", Unit::Tickets, &metrics, why);
    }
    // From the bottom: what waits longest, darkest.
    const BANDS: [&str; 4] = ["Of the same day", "1 to 6 days old", "7 to 29 days old", "30 days and more"];
    let parts = (0..BANDS.len())
        .rev()
        .map(|place| StackPart {
            label: BANDS[place].to_string(),
            role: Role::All,
            filter: None,
            counts: points.iter().map(|(_, bands)| bands[place]).collect(),
        })
        .collect();
    let sum = |point: Option<&(Day, [u64; 4])>| point.map_or(0, |(_, bands)| bands.iter().sum::<u64>());
    let (begin, end) = (sum(points.first()), sum(points.last()));
    let old = points.last().map_or(0, |(_, bands)| bands[2] + bands[3]);
    let open_words = format!("{} open when {} ended", count(end, "ticket"), date(pace.backlog_day()));
    let old_words = match (end, old) {
        (0, _) => String::new(),
        (_, 0) => ", none for a week or longer".to_string(),
        (_, old) => format!(", {} for a week or longer", number(old)),
    };
    let begin_words = match end.cmp(&begin) {
        std::cmp::Ordering::Greater => format!("up from {} at the beginning", number(begin)),
        std::cmp::Ordering::Less => format!("down from {} at the beginning", number(begin)),
        std::cmp::Ordering::Equal => "as many as at the beginning".to_string(),
    };
    let noun = match bucket {
        Bucket::Day => "day",
        Bucket::Week => "week",
        Bucket::Month => "month",
    };
    let end_of_axis = points.last().map_or(basis.period.to, |(start, _)| bucket_next(*start, bucket));
    chart(
        id,
        format!("{open_words}{old_words}; {begin_words}"),
        format!("Tickets open at the end of each {noun}, by age, whenever they came"),
        Unit::Tickets,
        &metrics,
        ChartBody::Stack(StackChart {
            axis: StackAxis::Time {
                bucket,
                starts: points.iter().map(|(start, _)| *start).collect(),
                end: end_of_axis,
                immature_from: None,
            },
            parts,
            is_share: false,
        }),
    )
}

/// A table of the hours of a week.
fn heat(basis: &Basis<'_>, cells: Vec<Option<ChartPoint>>, role: Role) -> ChartBody {
    let axis = |dimension: Dimension, values: &[&str]| {
        values
            .iter()
            .map(|value| Category {
                label: dimension.value_label(value),
                filter: Some((dimension, (*value).to_string())),
            })
            .collect()
    };
    ChartBody::Heat(HeatChart {
        rows: axis(Dimension::Weekday, &WEEKDAYS),
        columns: axis(Dimension::Hour, &HOURS),
        cells,
        role,
        filter: basis.filter.clone(),
    })
}

/// "Tuesday at 10:00".
fn hour_words(place: usize) -> String {
    let day = Dimension::Weekday.value_label(WEEKDAYS[place / HOURS.len()]);
    format!("{day} at {}", Dimension::Hour.value_label(HOURS[place % HOURS.len()]))
}

/// When tickets come.
pub(super) fn arrivals(basis: &Basis<'_>, hours: &[Hour]) -> Chart {
    let id = "arrivals_by_hour";
    if basis.tickets() == 0 {
        let why = "No ticket passes this filter.".to_string();
        return empty(id, "There are no arrivals to show", Unit::Tickets, &[], why);
    }
    if basis.context.dataset.columns.created_at.is_date_only {
        let why = "The times of creation in this file are days without hours.".to_string();
        return empty(id, "At what hours tickets come cannot be told", Unit::Tickets, &[], why);
    }
    let counts: Vec<u64> = hours.iter().map(|hour| hour.arrivals).collect();
    let most = counts.iter().copied().max().unwrap_or(0);
    let mut busiest = (0..WEEK_HOURS).filter(|place| counts[*place] == most);
    let night: u64 = counts
        .iter()
        .enumerate()
        .filter(|(place, _)| place / 24 >= 5 || !(9..17).contains(&(place % 24)))
        .map(|(_, n)| *n)
        .sum();
    let cells = counts.iter().map(|n| {
        let n = *n;
        Some(ChartPoint { value: n as f64, interval: None, n })
    });
    let is_few = basis.tickets() < MIN_CLAIM_N;
    let outside = match is_few {
        true => format!("{} of {}", number(night), count(basis.tickets(), "ticket")),
        false => percent(night as f64 / basis.tickets() as f64),
    };
    let title = match (busiest.next(), busiest.next()) {
        (Some(place), None) if !is_few => {
            format!("Most tickets come on {}; {outside} at night or on weekends", hour_words(place))
        }
        _ if is_few => format!("{outside} came at night or on weekends"),
        _ => format!("{outside} of tickets come at night or on weekends"),
    };
    chart(
        id,
        title,
        format!(
            "Tickets by weekday and hour of creation, {} time; night: before 9 and from 17 on; n = {}",
            basis.context.derived.time_zone,
            number(basis.tickets())
        ),
        Unit::Tickets,
        &[],
        heat(basis, cells.collect(), Role::All),
    )
}

/// How long customers wait for a first reply, by when they wrote.
pub(super) fn replies_by_hour(basis: &Basis<'_>, hours: &[Hour]) -> Chart {
    let id = "first_reply_by_hour";
    let metrics = ["first_reply_median"];
    let metric = crate::metrics::by_id("first_reply_median");
    let why = match metric.and_then(|metric| basis.missing(metric.needs, &[])) {
        Some(Measured::NotApplicable { why, .. }) => Some(why),
        _ if basis.context.dataset.columns.created_at.is_date_only => {
            Some("The times of creation in this file are days without hours.".to_string())
        }
        _ => None,
    };
    if let Some(why) = why {
        return empty(id, "When customers wait longest cannot be told", Unit::Seconds, &metrics, why);
    }
    // A median of a handful says nothing of the hour.
    const LEAST: u64 = 6;
    let cells: Vec<Option<ChartPoint>> = hours
        .iter()
        .map(|hour| {
            let quantile = hour.first_reply.filter(|quantile| quantile.n >= LEAST)?;
            Some(ChartPoint { value: quantile.value, interval: quantile.interval, n: quantile.n })
        })
        .collect();
    let n: u64 = cells.iter().flatten().map(|point| point.n).sum();
    if n == 0 {
        let why = format!("In no hour of the week were {LEAST} or more of these tickets answered.");
        return empty(id, "When customers wait longest cannot be told", Unit::Seconds, &metrics, why);
    }
    // The two whose intervals, held as wide as looking at every hour asks for, lie furthest apart.
    let sound = || {
        let hours = hours.iter().enumerate();
        hours.filter_map(|(place, hour)| {
            let (median, ends) = hour.first_reply.zip(hour.strict)?;
            (median.n >= MIN_CLAIM_N).then_some((place, median.value, ends))
        })
    };
    let worst = sound().max_by(|a, b| a.2.0.total_cmp(&b.2.0));
    let best = sound().min_by(|a, b| a.2.1.total_cmp(&b.2.1));
    let title = match (worst, best) {
        (Some(worst), Some(best)) if worst.2.0 > best.2.1 => format!(
            "Who writes on {} waits {} for a first reply, on {} {}",
            hour_words(worst.0),
            duration(worst.1),
            hour_words(best.0),
            duration(best.1)
        ),
        _ if sound().nth(1).is_some() => {
            "No hour of the week differs from another by more than chance".to_string()
        }
        _ => "Median wait for a first reply by hour of the week".to_string(),
    };
    chart(
        id,
        title,
        format!(
            "Median time to the first reply of anyone, to about 2%, by weekday and hour of creation, {} time; hours with {LEAST} or more \
             replies; n = {}",
            basis.context.derived.time_zone,
            number(n)
        ),
        Unit::Seconds,
        &metrics,
        heat(basis, cells, Role::All),
    )
}

/// Days in words; `to` is the first day after them.
pub(super) fn days_words(from: Day, to: Day) -> String {
    format!("from {} to {}", date(from), date(Day(to.0 - 1)))
}

/// The filter of a period's tickets that are still open.
pub(super) fn still_open(basis: &Basis<'_>) -> Option<Filter> {
    let mut filter = within(basis.filter, basis.period.from, basis.period.to);
    narrow(&mut filter, Dimension::Done, &["no"])?;
    Some(filter)
}
