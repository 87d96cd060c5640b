//! Charts over time. Tickets are dated by their creation, numerator and denominator alike.

use super::MIN_CLAIM_N;
use super::vendor_series::MIN_POINT_N;
use super::wording::{excludes_zero, number, percent, percents, points, points_range};
use crate::metrics::by_id;
use crate::metrics::count::share_difference;
use crate::metrics::evaluate::Basis;
use crate::metrics::period::{Period, bucket_next};
use crate::metrics::series::Shares;
use crate::query::Tally;
use model::chart::{
    Bucket, Chart, ChartBody, ChartPoint, Role, StackAxis, StackChart, StackPart, TimeChart, TimeRule,
    TimeSeries,
};
use model::field::Field;
use model::filter::Dimension;
use model::letters::Lower;
use model::measure::Measured;
use model::outcome::Outcome;
use model::units::{Day, Unit};

/// The points of a time axis with their counts, made once for all charts of a screen.
pub(super) struct Points<'a> {
    period: Period,
    bucket: Bucket,
    starts: Vec<Day>,
    end: Day,
    tallies: Vec<Tally<'a>>,
    /// The same points one period earlier.
    earlier: Option<Vec<Tally<'a>>>,
    immature_from: Option<Day>,
}

impl<'a> Points<'a> {
    /// Days, weeks or months, as suits the period.
    pub(super) fn new(basis: &Basis<'a>) -> Points<'a> {
        Points::by(basis, basis.period.bucket())
    }

    fn by(basis: &Basis<'a>, bucket: Bucket) -> Points<'a> {
        let period = basis.period;
        let starts = period.starts(bucket);
        let tally = |start: &Day, days_earlier: i32| {
            let (from, to) = period.clip(*start, bucket);
            basis.days.tally(Day(from.0 - days_earlier), Day(to.0 - days_earlier))
        };
        let tallies = starts.iter().map(|start| tally(start, 0)).collect();
        let earlier =
            period.previous.map(|_| starts.iter().map(|start| tally(start, period.days())).collect());
        let window = basis.context.derived.settings.return_days as i32;
        let as_of = basis.context.derived.as_of;
        // A ticket of the last day, solved at once, is mature when the window ends by the last day that the file knows.
        let immature_from =
            starts.iter().copied().find(|start| period.clip(*start, bucket).1.0 - 1 + window > as_of.0);
        let end = starts.last().map_or(period.to, |start| bucket_next(*start, bucket));
        Points { period, bucket, starts, end, tallies, earlier, immature_from }
    }

    fn noun(&self) -> &'static str {
        match self.bucket {
            Bucket::Day => "day",
            Bucket::Week => "week",
            Bucket::Month => "month",
        }
    }

    fn line(&self, label: &str, role: Role, measure: &Shares) -> TimeSeries {
        let points = self.tallies.iter().map(|tally| point(&measure.of(tally))).collect();
        TimeSeries { label: label.to_string(), role, is_comparison: false, points }
    }

    fn earlier_line(&self, label: &str, measure: &Shares) -> Option<TimeSeries> {
        let earlier = self.earlier.as_ref()?;
        Some(TimeSeries {
            label: label.to_string(),
            role: Role::Unknown,
            is_comparison: true,
            points: earlier.iter().map(|tally| point(&measure.of(tally))).collect(),
        })
    }

    fn chart(&self, basis: &Basis<'_>, series: Vec<TimeSeries>, is_maturing: bool) -> ChartBody {
        let launch =
            basis.context.derived.ai_since.filter(|day| *day > basis.period.from && *day < basis.period.to);
        ChartBody::Time(TimeChart {
            bucket: self.bucket,
            starts: self.starts.clone(),
            end: self.end,
            series,
            immature_from: self.immature_from.filter(|_| is_maturing),
            rules: launch
                .into_iter()
                .map(|day| TimeRule { day, label: "First AI ticket".to_string() })
                .collect(),
            range: Some((0.0, 1.0)),
        })
    }

    /// Numerator and denominator of each whole point that can no longer change, from the first that has cases.
    fn settled(&self, measure: &Shares, is_maturing: bool) -> Vec<(u64, u64)> {
        let is_whole =
            |start: Day| self.period.clip(start, self.bucket) == (start, bucket_next(start, self.bucket));
        self.starts
            .iter()
            .zip(&self.tallies)
            .filter(|(start, _)| is_whole(**start))
            .filter(|(start, _)| !is_maturing || self.immature_from.is_none_or(|from| **start < from))
            .filter_map(|(_, tally)| measure.k_n(tally))
            .skip_while(|(_, n)| *n == 0)
            .collect()
    }
}

/// A point where there is a value.
pub(super) fn point(measured: &Measured) -> Option<ChartPoint> {
    measured.estimate().copied().map(ChartPoint::from)
}

/// A chart that cannot be drawn.
pub(super) fn empty(id: &str, title: &str, unit: Unit, metrics: &[&str], why: String) -> Chart {
    Chart {
        id: id.to_string(),
        title: title.to_string(),
        subtitle: String::new(),
        unit,
        metrics: metrics.iter().map(|metric| (*metric).to_string()).collect(),
        body: ChartBody::Empty { why },
    }
}

/// "rose to 52% in the last 8 settled weeks from 41% in the 8 before"; else that the points differ by more than chance, or that nothing
/// is clear; `None` with too few cases.
fn trend_words(points_of: &Points<'_>, measure: &Shares, is_maturing: bool) -> Option<String> {
    let cases = points_of.settled(measure, is_maturing);
    let noun = points_of.noun();
    let mut last = cases.len() / 2;
    // Days in whole weeks: weekends differ.
    match points_of.bucket {
        Bucket::Day if last >= 7 => last = last.min(28) / 7 * 7,
        Bucket::Day => {}
        _ => last = last.min(8),
    }
    if last < 2 {
        return None;
    }
    let sum =
        |part: &[(u64, u64)]| part.iter().fold((0, 0), |(k, n), (more_k, more_n)| (k + more_k, n + more_n));
    let (earlier, recent) = cases.split_at(cases.len() - last);
    let (first, second) = (sum(&earlier[earlier.len() - last..]), sum(recent));
    if first.1 < MIN_CLAIM_N || second.1 < MIN_CLAIM_N {
        return None;
    }
    let change = share_difference(second, first)?;
    let share = |(k, n): (u64, u64)| k as f64 / n as f64;
    let (before, now) = percents(share(first), share(second));
    let kind = if is_maturing { "settled" } else { "whole" };
    let now = format!("{now} in the last {last} {kind} {noun}s");
    Some(if excludes_zero(&change) {
        let verb = if change.value > 0.0 { "rose" } else { "fell" };
        format!("{verb} to {now} from {before} in the {last} before")
    } else if let Some((low, high)) = unsteady(&cases) {
        format!("moves by more than chance, {} to {} by {noun}: {now}", percent(low), percent(high))
    } else {
        format!("shows no clear change: {now}, {before} in the {last} before")
    })
}

/// The lowest and the highest share of points with enough cases, if these differ by more than chance: Pearson's chi-squared at 1%,
/// whose limit is Wilson and Hilferty's.
fn unsteady(cases: &[(u64, u64)]) -> Option<(f64, f64)> {
    let (mut low, mut high, mut points, mut ks, mut ns, mut squares) = (1.0_f64, 0.0_f64, 0.0, 0.0, 0.0, 0.0);
    for (k, n) in cases.iter().filter(|(_, n)| *n >= MIN_CLAIM_N).map(|(k, n)| (*k as f64, *n as f64)) {
        (low, high) = (low.min(k / n), high.max(k / n));
        points += 1.0;
        ks += k;
        ns += n;
        squares += k * k / n;
    }
    let (mean, spare) = (ks / ns, 2.0 / (9.0 * (points - 1.0)));
    let limit = 1.0 - spare + 2.326 * f64::sqrt(spare);
    // NaN with no point or one, and where all shares are 0 or 1: no difference then.
    let statistic = (squares - ks * mean) / (mean * (1.0 - mean));
    (statistic > (points - 1.0) * limit * limit * limit).then_some((low, high))
}

/// Floor, durable and ceiling over time.
pub(super) fn resolution_over_time(basis: &Basis<'_>, points: &Points<'_>) -> Chart {
    let id = "resolution_over_time";
    let metrics = ["floor", "durable", "ceiling"];
    let ready = |metric: &str| by_id(metric).map(|found| Shares::new(basis, found, ""));
    let (Some(floor), Some(durable), Some(ceiling)) = (ready("floor"), ready("durable"), ready("ceiling"))
    else {
        return empty(
            id,
            "Resolution over time",
            Unit::Share,
            &metrics,
            "These measures are not registered.".to_string(),
        );
    };
    if let Shares::Not(Measured::NotApplicable { why, .. }) = &ceiling {
        return empty(id, "Resolution over time cannot be told", Unit::Share, &metrics, why.clone());
    }
    let n = basis.now.answered_by_ai();
    if n == 0 {
        let why = "No AI answered any ticket of this filter.".to_string();
        return empty(id, "There is no AI resolution to show", Unit::Share, &metrics, why);
    }
    let mut series = Vec::new();
    let mut left_out = Vec::new();
    for (label, role, measure) in [
        ("Silence counts", Role::AiFaint, &ceiling),
        ("Durable", Role::AiSoft, &durable),
        ("Confirmed", Role::Ai, &floor),
    ] {
        match measure {
            Shares::Not(_) => left_out.push(label),
            _ => series.push(points.line(label, role, measure)),
        }
    }
    series.extend(
        points
            .earlier_line("Durable, previous period", &durable)
            .filter(|_| matches!(durable, Shares::One(_))),
    );
    let trend = match &durable {
        _ if super::headline::ends_are_chosen(basis.filter) => {
            Some("Chosen by how they ended: no trend".to_string())
        }
        Shares::One(_) => {
            trend_words(points, &durable, true).map(|words| format!("Durable resolution {words}"))
        }
        _ => trend_words(points, &ceiling, false)
            .map(|words| format!("The share that the AI closed alone {words}")),
    };
    let without = if left_out.is_empty() {
        String::new()
    } else {
        format!("; this file cannot show {}", left_out.join(" and ").to_lower())
    };
    Chart {
        id: id.to_string(),
        title: trend.unwrap_or_else(|| "Too few settled AI tickets for a trend".to_string()),
        subtitle: format!(
            "Share of the AI tickets created each {}, with 95% bands; n = {}{without}",
            points.noun(),
            number(n)
        ),
        unit: Unit::Share,
        metrics: metrics.iter().map(|metric| (*metric).to_string()).collect(),
        body: points.chart(basis, series, true),
    }
}

/// Colour of an outcome.
pub(super) fn role(outcome: Outcome) -> Role {
    match outcome {
        Outcome::HumanOnly => Role::Human,
        Outcome::Assisted | Outcome::Escalated => Role::Handoff,
        Outcome::FailedHandoff | Outcome::Abandoned | Outcome::Bounced => Role::Failed,
        Outcome::StillOpen | Outcome::Immature => Role::Unknown,
        Outcome::Durable => Role::AiSoft,
        Outcome::Confirmed => Role::Ai,
    }
}

/// From the bottom of a stack to its top: what the AI achieved, what is open, what failed, what people did.
pub(super) const STACK_ORDER: [Outcome; 10] = [
    Outcome::Confirmed,
    Outcome::Durable,
    Outcome::Immature,
    Outcome::StillOpen,
    Outcome::Bounced,
    Outcome::Abandoned,
    Outcome::FailedHandoff,
    Outcome::Escalated,
    Outcome::Assisted,
    Outcome::HumanOnly,
];

/// One part for each outcome that occurs. Without a field that tells an AI there is one, and nothing tells that people answered.
pub(super) fn outcome_parts(basis: &Basis<'_>, tallies: &[&Tally<'_>]) -> Vec<StackPart> {
    let by_outcome: Vec<[u64; STACK_ORDER.len()]> = tallies.iter().map(|tally| of_outcomes(tally)).collect();
    let has_ai = basis.have.has(Field::AiInvolved);
    STACK_ORDER
        .iter()
        .map(|&outcome| StackPart {
            label: if has_ai { outcome.label() } else { "All" }.to_string(),
            role: if has_ai { role(outcome) } else { Role::All },
            filter: Some((Dimension::Outcome, outcome.id().to_string())),
            counts: by_outcome.iter().map(|counts| counts[outcome as usize]).collect(),
        })
        .filter(|part| part.counts.iter().any(|count| *count > 0))
        .collect()
}

/// Eligible tickets of each outcome.
fn of_outcomes(tally: &Tally<'_>) -> [u64; STACK_ORDER.len()] {
    let mut counts = [0; STACK_ORDER.len()];
    for (facts, count) in tally.classes.iter().zip(&tally.counts).filter(|(facts, _)| facts.is_eligible) {
        counts[facts.outcome as usize] += count;
    }
    counts
}

/// Why the file cannot tell what the AI closed alone, if it cannot.
pub(super) fn untold(basis: &Basis<'_>) -> Option<String> {
    match by_id("ceiling").and_then(|metric| basis.missing(metric.needs, &[])) {
        Some(Measured::NotApplicable { why, .. }) => Some(why),
        _ => None,
    }
}

/// What became of the tickets, as a sentence: "People alone handled 42%, the AI closed 34%, 18% went from AI to a person".
pub(super) fn outcome_sentence(basis: &Basis<'_>) -> String {
    let total = basis.tickets();
    if total == 0 {
        return "No ticket passes this filter".to_string();
    }
    if let Some(why) = untold(basis) {
        return why.split([':', '.']).next().unwrap_or_default().to_string();
    }
    let of = |condition: &dyn Fn(Outcome) -> bool| {
        let n = basis.now.count(|facts| facts.is_eligible && condition(facts.outcome));
        // Of a handful, a share would say more than is known.
        if total < MIN_CLAIM_N { format!("{n} of {total}") } else { percent(n as f64 / total as f64) }
    };
    format!(
        "People alone handled {}, the AI closed {} alone, and {} went or should have gone from the AI to a person",
        of(&|outcome| matches!(outcome, Outcome::HumanOnly | Outcome::Assisted)),
        of(&Outcome::is_ceiling),
        of(&|outcome| matches!(outcome, Outcome::Escalated | Outcome::FailedHandoff))
    )
}

/// Every ticket by what became of it, over time.
pub(super) fn outcomes_over_time(basis: &Basis<'_>, points: &Points<'_>) -> Chart {
    let id = "outcomes_over_time";
    let total = basis.tickets();
    if total == 0 {
        let why = "No ticket passes this filter.".to_string();
        return empty(id, "There are no outcomes to show", Unit::Tickets, &[], why);
    }
    let tallies: Vec<&Tally<'_>> = points.tallies.iter().collect();
    Chart {
        id: id.to_string(),
        title: outcome_sentence(basis),
        subtitle: format!("Tickets created each {}, by outcome; n = {}", points.noun(), number(total)),
        unit: Unit::Tickets,
        metrics: Vec::new(),
        body: ChartBody::Stack(StackChart {
            axis: StackAxis::Time {
                bucket: points.bucket,
                starts: points.starts.clone(),
                end: points.end,
                immature_from: points.immature_from.filter(|_| basis.have.has(Field::AiInvolved)),
            },
            parts: outcome_parts(basis, &tallies),
            is_share: false,
        }),
    }
}

/// A share of ratings that is shown by handler over time.
pub(super) struct Rate {
    id: &'static str,
    metric: &'static str,
    /// Begins a sentence.
    name: &'static str,
    /// Completes "Share of …".
    of: &'static str,
    /// What the cases are.
    cases: &'static str,
    /// Why there is nothing, and the title then.
    nothing: (&'static str, &'static str),
}

/// CSAT.
pub(super) const CSAT: Rate = Rate {
    id: "csat_over_time",
    metric: "csat",
    name: "CSAT",
    of: "good ratings among the tickets",
    cases: "rated",
    nothing: ("None of these tickets was rated.", "There are no ratings to show"),
};

/// The response rate, without which CSAT over time cannot be read.
pub(super) const RESPONSE: Rate = Rate {
    id: "response_over_time",
    metric: "response_rate",
    name: "The response rate",
    of: "rated tickets among those that could be,",
    cases: "that could be rated",
    nothing: ("None of these tickets could be rated.", "There is no response rate to show"),
};

/// A rate over time, AI beside human; points of fewer than [`MIN_POINT_N`] cases are left out. Its n is told of each line.
pub(super) fn rate_over_time(basis: &Basis<'_>, points: &Points<'_>, rate: &Rate) -> Chart {
    let (id, metrics) = (rate.id, [rate.metric]);
    let Some(metric) = by_id(rate.metric) else {
        let why = "This measure is not registered.".to_string();
        return empty(id, rate.name, Unit::Share, &metrics, why);
    };
    let all = Shares::new(basis, metric, "all");
    if let Shares::Not(Measured::NotApplicable { why, .. }) = &all {
        let title = format!("{} over time cannot be told", rate.name);
        return empty(id, &title, Unit::Share, &metrics, why.clone());
    }
    let (_, cases) = all.k_n(&basis.now).unwrap_or((0, 0));
    if cases == 0 {
        return empty(id, rate.nothing.1, Unit::Share, &metrics, rate.nothing.0.to_string());
    }
    let mut lines = Vec::new();
    let mut sentences = Vec::new();
    for (variant, label, role) in
        [("human_only", "Human only", Role::Human), ("ai_only", "AI only", Role::Ai)]
    {
        let measure = Shares::new(basis, metric, variant);
        if measure.k_n(&basis.now).is_some_and(|(_, n)| n > 0) {
            if let Some(words) = trend_words(points, &measure, false) {
                sentences.push(format!(
                    "of {}-only tickets {words}",
                    label.replace(" only", "").replace('H', "h")
                ));
            }
            lines.push((label, role, measure));
        }
    }
    if lines.is_empty() {
        sentences.extend(trend_words(points, &all, false));
        lines.push(("All", Role::All, all));
    }
    let title = match sentences.last() {
        Some(sentence) => format!("{} {sentence}", rate.name),
        None => format!("Too few {} for a trend", if rate.metric == "csat" { "ratings" } else { "tickets" }),
    };
    // Weeks or months where narrower points hold too few cases: three of four that have cases must have enough.
    let cases_of = |points: &Points<'_>| -> Vec<Vec<u64>> {
        let n = |measure: &Shares, tally| measure.k_n(tally).map_or(0, |(_, n)| n);
        let of = |measure: &Shares| points.tallies.iter().map(|tally| n(measure, tally)).collect();
        lines.iter().map(|(.., measure)| of(measure)).collect()
    };
    let is_sound = |points: &Points<'_>| {
        let with = |line: &[u64], least: u64| line.iter().filter(|n| **n >= least).count();
        cases_of(points).iter().all(|line| 4 * with(line, MIN_POINT_N) >= 3 * with(line, 1))
    };
    let mut wider: Option<Points<'_>> = None;
    for bucket in [Bucket::Week, Bucket::Month] {
        let shown = wider.as_ref().unwrap_or(points);
        if bucket as u8 > shown.bucket as u8 && !is_sound(shown) {
            wider = Some(Points::by(basis, bucket));
        }
    }
    let shown = wider.as_ref().unwrap_or(points);
    let mut series: Vec<TimeSeries> =
        lines.iter().map(|(label, role, measure)| shown.line(label, *role, measure)).collect();
    for point in series.iter_mut().flat_map(|line| &mut line.points) {
        *point = point.filter(|point| point.n >= MIN_POINT_N);
    }
    series.retain(|line| line.points.iter().any(Option::is_some));
    let n = |measure: &Shares| number(measure.k_n(&basis.now).map_or(0, |(_, n)| n));
    let ns: Vec<String> =
        lines.iter().map(|(label, _, measure)| format!("{} ({label})", n(measure))).collect();
    let (noun, cases, body) = if series.is_empty() {
        let why = format!("No {} has {MIN_POINT_N} cases or more.", shown.noun());
        (points.noun(), format!("{} {}", number(cases), rate.cases), ChartBody::Empty { why })
    } else {
        let left_out = match cases_of(shown).iter().flatten().any(|n| (1..MIN_POINT_N).contains(n)) {
            true => format!("; points of fewer than {MIN_POINT_N} are left out"),
            false => String::new(),
        };
        (shown.noun(), ns.join(", ") + &left_out, shown.chart(basis, series, false))
    };
    Chart {
        id: id.to_string(),
        title,
        subtitle: format!("Share of {} created each {noun}, with 95% bands; n = {cases}", rate.of),
        unit: Unit::Share,
        metrics: metrics.iter().map(|metric| (*metric).to_string()).collect(),
        body,
    }
}

/// "3.1 points lower (−5.2 to −1.0)" for a difference that excludes zero.
pub(super) fn gap_words(difference: &model::measure::Estimate) -> String {
    let direction = if difference.value < 0.0 { "lower" } else { "higher" };
    let range =
        difference.interval.map(|interval| format!(" ({})", points_range(interval))).unwrap_or_default();
    format!("{} {direction}{range}", points(difference.value))
}
