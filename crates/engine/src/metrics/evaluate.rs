//! From declarations to figures. One pass over the rows serves every share of a screen; durations are read once each.

use super::count::{
    Counted, Judged, clustered_difference, clustered_share, estimate_difference, narrow, sum, within,
};
use super::declare::{Clause, Measure, Metric, Need, Variant};
use super::period::Period;
use super::seen::{self, Fields, Undeclared};
use crate::derive::Facts;
use crate::query::customers::{Pair, pairs_by_class};
use crate::query::{self, ByHandler, Context, Days, Quantile, Selection, Span, Tally};
use model::chart::Bucket;
use model::field::Field;
use model::filter::Filter;
use model::measure::{Estimate, Figure, Measured, Step};
use model::outcome::HandledBy;
use model::units;
use std::cell::OnceCell;
use std::rc::Rc;

/// Fewer cases than this are no point of a trend: its interval would span most of the scale.
const MIN_TREND_N: u64 = 10;

/// Everything figures and charts of one screen are made from, counted once.
pub(crate) struct Basis<'a> {
    /// Data set and derived facts.
    pub(crate) context: Context<'a>,
    /// Which tickets.
    pub(crate) filter: &'a Filter,
    /// What the file can answer from.
    pub(crate) have: Fields,
    /// The days in force.
    pub(crate) period: Period,
    /// Counts by day, without the period of the filter.
    pub(crate) days: Days<'a>,
    /// Counts in the period.
    pub(crate) now: Tally<'a>,
    /// Counts in the previous period.
    pub(crate) before: Option<Tally<'a>>,
    /// Classes by condition.
    pub(crate) judged: Judged<'a>,
    weeks: Vec<Tally<'a>>,
    /// [`QUANTILES`] of the durations: in the period, and in the previous one.
    quantiles: [OnceCell<[ByHandler; 2]>; 2],
    /// Pairs of tickets of one customer: in the period, and in the previous one.
    pairs: [OnceCell<Rc<Vec<Pair>>>; 2],
}

pub(super) const QUANTILES: [f64; 2] = [0.5, 0.9];
pub(crate) const HANDLERS: [(&str, &str, Option<HandledBy>); 4] = [
    ("all", "All", None),
    ("ai_only", "AI only", Some(HandledBy::AiOnly)),
    ("ai_then_human", "AI then human", Some(HandledBy::AiThenHuman)),
    ("human_only", "Human only", Some(HandledBy::HumanOnly)),
];

impl<'a> Basis<'a> {
    /// Counts what every figure needs.
    pub(crate) fn new(context: Context<'a>, filter: &'a Filter) -> Basis<'a> {
        let period = Period::of(filter, context.derived);
        let days = query::by_day(context, filter);
        let now = days.tally(period.from, period.to);
        let before = period.previous.map(|(from, to)| days.tally(from, to));
        let weeks = period
            .starts(Bucket::Week)
            .into_iter()
            .map(|start| {
                let (from, to) = period.clip(start, Bucket::Week);
                days.tally(from, to)
            })
            .collect();
        let have = seen::available(context.dataset, context.derived);
        Basis {
            context,
            filter,
            have,
            period,
            days,
            judged: Judged::new(now.classes),
            now,
            before,
            weeks,
            quantiles: Default::default(),
            pairs: Default::default(),
        }
    }

    /// The figures of a metric, one a variant.
    pub(crate) fn figures(&self, metric: &Metric) -> Vec<Figure> {
        match &metric.measure {
            Measure::Share(variants) => {
                variants.iter().map(|variant| self.share_figure(metric, variant)).collect()
            }
            Measure::Difference(pair) => vec![self.difference_figure(metric, pair)],
            Measure::Duration { span, at } => {
                HANDLERS.iter().map(|handler| self.usual_duration(metric, *span, *at, handler)).collect()
            }
            // Those of `super::speed`, `super::by_case` and `super::survey`.
            Measure::Span { .. }
            | Measure::Survival
            | Measure::Kept(_)
            | Measure::OpenAtEnd
            | Measure::ByCase(_)
            | Measure::Survey(_) => Vec::new(),
            Measure::Untold(why) => {
                let mut figure = self.blank(metric, "", "");
                figure.now = Measured::NotApplicable { why: (*why).to_string(), needs: Vec::new() };
                vec![figure]
            }
        }
    }

    /// One figure by metric and variant; `None` if there is no such variant.
    pub(crate) fn figure(&self, metric: &Metric, variant: &str) -> Option<Figure> {
        match &metric.measure {
            Measure::Share(variants) => variants
                .iter()
                .find(|candidate| candidate.id == variant)
                .map(|found| self.share_figure(metric, found)),
            Measure::Duration { span, at } => HANDLERS
                .iter()
                .find(|handler| handler.0 == variant)
                .map(|handler| self.usual_duration(metric, *span, *at, handler)),
            _ => self.figures(metric).into_iter().find(|figure| figure.variant == variant),
        }
    }

    /// Why the file cannot answer, if it cannot.
    pub(crate) fn missing(&self, needs: &[Need], more: &[Need]) -> Option<Measured> {
        let unmet: Vec<&Need> = needs.iter().chain(more).filter(|need| !need.is_met(self.have)).collect();
        let first = unmet.first()?;
        let mut fields = Vec::new();
        for field in unmet.iter().flat_map(|need| need.fields()) {
            if !fields.contains(field) {
                fields.push(*field);
            }
        }
        Some(Measured::NotApplicable { why: first.why(), needs: fields })
    }

    /// The window for a return, in words: "7 days".
    pub(crate) fn window(&self) -> String {
        window(self.context.derived.settings.return_days)
    }

    /// The filter of these tickets and no others; `None` where it would be empty by its own conditions.
    pub(crate) fn filter_with(&self, clauses: &[Clause]) -> Option<Filter> {
        let mut filter = self.filter.clone();
        for clause in clauses {
            let (dimension, values) = clause.test.accepts();
            narrow(&mut filter, dimension, &values)?;
        }
        Some(filter)
    }

    pub(super) fn blank(&self, metric: &Metric, variant: &str, label: &str) -> Figure {
        Figure {
            metric: metric.id.to_string(),
            variant: variant.to_string(),
            variant_label: label.to_string(),
            unit: metric.unit,
            now: Measured::NotApplicable { why: String::new(), needs: Vec::new() },
            before: None,
            change: None,
            alike: None,
            steps: self.first_steps(),
            numerator: None,
            denominator: None,
            trend: Vec::new(),
        }
    }

    /// One value for each week of the period, for a sparkline.
    pub(super) fn trend(&self, value: impl Fn(&Tally<'a>) -> Option<Estimate>) -> Vec<Option<f64>> {
        let told = |week| value(week).filter(|estimate| estimate.n >= MIN_TREND_N);
        self.weeks.iter().map(|week| told(week).map(|estimate| estimate.value)).collect()
    }

    /// From the rows of the file to the tickets of the filter.
    pub(crate) fn first_steps(&self) -> Vec<Step> {
        let dataset = self.context.dataset;
        let mut steps = vec![
            step("Rows in the file", dataset.ledger.rows_read.max(u64::from(dataset.rows))),
            step("Tickets", u64::from(dataset.rows)),
            step("Eligible (no spam, tests or outbound)", self.context.derived.eligible),
        ];
        if !self.filter.is_empty() {
            steps.push(step("After the filter", self.tickets()));
        }
        steps
    }

    /// Eligible tickets in the period of the filter.
    pub(crate) fn tickets(&self) -> u64 {
        self.now.count(|facts| facts.is_eligible)
    }

    fn share_figure(&self, metric: &Metric, variant: &Variant) -> Figure {
        let (of, flag) = variant.denominator(self.have);
        let label = match (variant.label, flag) {
            (label, None) => label.to_string(),
            ("", Some(flag)) => flag.to_string(),
            (label, Some(flag)) => format!("{label}, {flag}"),
        };
        let mut figure = self.blank(metric, variant.id, &label);
        if let Some(missing) = self.missing(metric.needs, variant.needs) {
            figure.now = missing;
            return figure;
        }
        let counted = match Counted::new(&self.judged, metric.declared(variant.needs), of, variant.counts) {
            Ok(counted) => counted,
            Err(undeclared) => {
                figure.now = refused(undeclared);
                return figure;
            }
        };
        let clusters = counted.clusters(&self.now, &self.pairs(false));
        let k = clusters.k;
        self.explain(&mut figure, of, &counted);
        let Some((estimate, alike)) = clustered_share(&clusters) else {
            figure.now = self.none_left(of, &counted);
            return figure;
        };
        (figure.now, figure.alike) = (Measured::Value(estimate), alike);
        for (index, clause) in variant.counts.iter().enumerate() {
            // All but the last condition of a numerator are means to an end; the reader wants the cases that count.
            if index + 1 == variant.counts.len() {
                figure.steps.push(step(&self.words(clause.label), k));
            }
        }
        figure.denominator = self.filter_with(of);
        let all: Vec<Clause> = of.iter().chain(variant.counts).copied().collect();
        figure.numerator = self.filter_with(&all);
        if let Some(before) = &self.before {
            let past = counted.clusters(before, &self.pairs(true));
            figure.before = Some(match clustered_share(&past) {
                Some((estimate, _)) => Measured::Value(estimate),
                None => Measured::NotApplicable {
                    why: "No such ticket in the previous period.".to_string(),
                    needs: vec![],
                },
            });
            figure.change = clustered_difference(&clusters, &past);
        }
        figure.trend = self
            .weeks
            .iter()
            .map(|week| {
                let (k, n) = counted.k_n(week);
                (n >= MIN_TREND_N).then(|| k as f64 / n as f64)
            })
            .collect();
        figure
    }

    fn difference_figure(&self, metric: &Metric, pair: &[Variant; 2]) -> Figure {
        let mut figure = self.blank(metric, "", "");
        let more: Vec<Need> = pair.iter().flat_map(|variant| variant.needs.iter().copied()).collect();
        if let Some(missing) = self.missing(metric.needs, &more) {
            figure.now = missing;
            return figure;
        }
        let declared = metric.declared(&more);
        let count = |variant: &Variant| {
            Counted::new(&self.judged, declared, variant.denominator(self.have).0, variant.counts)
        };
        let (first, second) = match (count(&pair[0]), count(&pair[1])) {
            (Ok(first), Ok(second)) => (first, second),
            (Err(undeclared), _) | (_, Err(undeclared)) => {
                figure.now = refused(undeclared);
                return figure;
            }
        };
        let pairs = self.pairs(false);
        let (first_now, second_now) = (first.clusters(&self.now, &pairs), second.clusters(&self.now, &pairs));
        for (variant, clusters) in pair.iter().zip([first_now, second_now]) {
            figure.steps.push(step(&format!("Rated, {}", variant.label), clusters.n));
        }
        figure.now = match clustered_difference(&first_now, &second_now) {
            Some(estimate) => Measured::Value(estimate),
            None if first_now.n == 0 => self.none_left(pair[0].denominator(self.have).0, &first),
            None => self.none_left(pair[1].denominator(self.have).0, &second),
        };
        if let (Some(before), Measured::Value(now)) = (&self.before, &figure.now) {
            let pairs = self.pairs(true);
            let past =
                clustered_difference(&first.clusters(before, &pairs), &second.clusters(before, &pairs));
            figure.change = past.as_ref().map(|past| estimate_difference(now, past));
            figure.before = Some(match past {
                Some(estimate) => Measured::Value(estimate),
                None => Measured::NotApplicable {
                    why: "One of the two has no rating in the previous period.".to_string(),
                    needs: vec![],
                },
            });
        }
        figure.trend = self
            .weeks
            .iter()
            .map(|week| {
                let (first, second) = (first.k_n(week), second.k_n(week));
                (first.1 >= MIN_TREND_N && second.1 >= MIN_TREND_N)
                    .then(|| first.0 as f64 / first.1 as f64 - second.0 as f64 / second.1 as f64)
            })
            .collect();
        figure
    }

    /// A figure of the durations that every screen may show.
    fn usual_duration(
        &self,
        metric: &Metric,
        span: Span,
        at: f64,
        handler: &(&str, &str, Option<HandledBy>),
    ) -> Figure {
        let quantile = |handler, is_previous| self.quantile(span, handler, is_previous);
        self.duration_figure(metric, span, at, handler, &quantile)
    }

    /// A figure of a duration whose quantiles are [`QUANTILES`] by handler, in the period or in the previous one.
    pub(super) fn duration_figure(
        &self,
        metric: &Metric,
        span: Span,
        at: f64,
        (id, label, handler): &(&str, &str, Option<HandledBy>),
        quantile: &dyn Fn(Option<HandledBy>, bool) -> [Option<Quantile>; 2],
    ) -> Figure {
        let mut figure = self.blank(metric, id, label);
        let mut more: &[Need] = handler_needs(*handler);
        if span == Span::FirstHuman && *handler == Some(HandledBy::AiThenHuman) {
            more = &[Need::Field(Field::FirstHumanReplyAt)];
        }
        if let Some(missing) = self.missing(metric.needs, more) {
            figure.now = missing;
            return figure;
        }
        let which = QUANTILES
            .iter()
            .position(|quantile| *quantile == at)
            .expect("a duration metric asks for a known quantile");
        let estimate = |quantile: Quantile| Estimate {
            value: quantile.value,
            interval: quantile.interval,
            n: quantile.n,
            k: None,
        };
        let of = |facts: &Facts| {
            facts.is_eligible && handler.is_none_or(|handler| facts.handled_by == Some(handler))
        };
        if handler.is_some() {
            figure.steps.push(step(&format!("Handled by: {label}"), self.now.count(of)));
        }
        let now = quantile(*handler, false)[which].map(estimate);
        let measured = match span {
            Span::FirstReply | Span::ReplyBusiness => "With a first reply",
            Span::Resolution | Span::ResolutionBusiness => "With a time of solution",
            _ => "With such a time",
        };
        figure.steps.push(step(measured, now.map_or(0, |estimate| estimate.n)));
        let Some(now) = now else {
            figure.now = Measured::NotApplicable {
                why: match span {
                    Span::FirstReply | Span::ReplyBusiness => {
                        "None of these tickets has a first reply.".to_string()
                    }
                    Span::Resolution | Span::ResolutionBusiness => {
                        "None of these tickets has a time of solution.".to_string()
                    }
                    _ => "None of these tickets has such a time.".to_string(),
                },
                needs: Vec::new(),
            };
            return figure;
        };
        figure.now = Measured::Value(now);
        if self.before.is_some() {
            let past = quantile(*handler, true)[which].map(estimate);
            figure.change = past.as_ref().map(|past| estimate_difference(&now, past));
            figure.before = Some(match past {
                Some(estimate) => Measured::Value(estimate),
                None => Measured::NotApplicable {
                    why: "No such ticket in the previous period.".to_string(),
                    needs: vec![],
                },
            });
        }
        figure
    }

    /// Median and 90th percentile of both durations, read once for all handlers and kept.
    fn quantile(&self, span: Span, handler: Option<HandledBy>, is_previous: bool) -> [Option<Quantile>; 2] {
        let found = self.quantiles[usize::from(is_previous)].get_or_init(|| {
            query::quantiles_by_handler(self.context, &self.filter_of(is_previous), &QUANTILES)
        });
        let of_handler = &found[span as usize][handler.map_or(0, |handler| handler as usize + 1)];
        [of_handler[0], of_handler[1]]
    }

    /// Pairs of tickets of one customer by class, counted once and kept.
    pub(super) fn pairs(&self, is_previous: bool) -> Rc<Vec<Pair>> {
        let count =
            || pairs_by_class(self.context, &Selection::new(self.context, &self.filter_of(is_previous)));
        self.pairs[usize::from(is_previous)].get_or_init(count).clone()
    }

    /// The filter, or that of the period before.
    pub(crate) fn filter_of(&self, is_previous: bool) -> Filter {
        match self.period.previous.filter(|_| is_previous) {
            Some((from, to)) => within(self.filter, from, to),
            None => self.filter.clone(),
        }
    }

    /// Adds a step for each condition of the denominator.
    fn explain(&self, figure: &mut Figure, of: &[Clause], counted: &Counted) {
        for (clause, left) in of.iter().zip(&counted.steps) {
            figure.steps.push(step(&self.words(clause.label), sum(&self.now, left)));
        }
    }

    /// Why there is no case: the first condition that none passes.
    fn none_left(&self, of: &[Clause], counted: &Counted) -> Measured {
        let mut before = self.tickets();
        let mut why = "No ticket passes the filter.".to_string();
        if before > 0 {
            for (clause, left) in of.iter().zip(&counted.steps) {
                let n = sum(&self.now, left);
                if n == 0 {
                    let these = if before == 1 { "" } else { "these " };
                    why = format!(
                        "None of {these}{} {}.",
                        units::counted(before, "ticket"),
                        self.words(clause.none)
                    );
                    break;
                }
                before = n;
            }
        }
        Measured::NotApplicable { why, needs: Vec::new() }
    }

    /// Fills the window into a clause's words.
    fn words(&self, text: &str) -> String {
        text.replace("{days}", &self.window())
    }
}

/// What must be known to tell handlers apart.
pub(super) fn handler_needs(handler: Option<HandledBy>) -> &'static [Need] {
    if handler.is_some() { &[super::clauses::NEEDS_AI, super::clauses::NEEDS_PERSON] } else { &[] }
}

/// "1 day", "7 days".
pub(crate) fn window(days: u32) -> String {
    if days == 1 { "1 day".to_string() } else { format!("{days} days") }
}

fn refused(undeclared: Undeclared) -> Measured {
    Measured::NotApplicable {
        why: "This measure reads a field that it does not declare. That is a fault of the program, please report it.".to_string(),
        needs: undeclared.0.to_vec(),
    }
}

pub(super) fn step(label: &str, n: u64) -> Step {
    Step { label: label.to_string(), n }
}
