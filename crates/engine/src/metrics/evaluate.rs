//! From declarations to figures. One pass over the rows serves every share of a screen; durations are read once each.

use super::count::{Counted, Judged, estimate_difference, narrow, share, share_difference, sum, within};
use super::declare::{Clause, Measure, Metric, Need, Variant};
use super::period::Period;
use super::seen::{self, Fields, Undeclared};
use crate::dataset::Clock;
use crate::derive::Facts;
use crate::query::speed::Backlog;
use crate::query::{self, ByHandler, Context, Days, Quantile, Span, Tally};
use crate::stats::survival::{self, Group};
use model::chart::Bucket;
use model::field::Field;
use model::filter::{Dimension, Filter};
use model::measure::{Estimate, Figure, Measured, Step};
use model::outcome::{HandledBy, Promise};
use model::units::{self, Day};
use std::cell::OnceCell;

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
    /// The same of those that are derived when first asked for.
    derived_quantiles: [[OnceCell<[Option<ByHandler>; 2]>; Span::DERIVED]; 2],
    /// Curves of the share still open, of all tickets and of each handler: in the period, and in the previous one.
    curves: [OnceCell<[Lifetimes; 4]>; 2],
    backlog: OnceCell<Backlog>,
}

/// Times to the solution, and the curve made of them.
pub(crate) struct Lifetimes {
    /// Tickets by time.
    pub(crate) groups: Vec<Group>,
    /// The product limit.
    pub(crate) steps: Vec<survival::Step>,
}

impl Lifetimes {
    /// Tickets that were watched.
    pub(crate) fn n(&self) -> u64 {
        self.groups.iter().map(|group| group.events + group.lost).sum()
    }

    /// Tickets that are still open.
    pub(crate) fn open(&self) -> u64 {
        self.groups.iter().map(|group| group.lost).sum()
    }

    /// The median with its interval.
    pub(crate) fn median(&self) -> Option<Estimate> {
        let value = survival::quantile(&self.steps, 0.5)?;
        Some(Estimate {
            value,
            interval: survival::quantile_interval(&self.steps, 0.5),
            n: self.n(),
            k: None,
        })
    }
}

const QUANTILES: [f64; 2] = [0.5, 0.9];
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
            derived_quantiles: Default::default(),
            curves: Default::default(),
            backlog: OnceCell::new(),
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
                HANDLERS.iter().map(|handler| self.duration_figure(metric, *span, *at, handler)).collect()
            }
            Measure::Survival => {
                HANDLERS.iter().map(|handler| self.survival_figure(metric, handler)).collect()
            }
            Measure::Kept(dimension) => {
                HANDLERS.iter().map(|handler| self.kept_figure(metric, *dimension, handler)).collect()
            }
            Measure::OpenAtEnd => vec![self.backlog_figure(metric)],
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
                .map(|handler| self.duration_figure(metric, *span, *at, handler)),
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

    fn blank(&self, metric: &Metric, variant: &str, label: &str) -> Figure {
        Figure {
            metric: metric.id.to_string(),
            variant: variant.to_string(),
            variant_label: label.to_string(),
            unit: metric.unit,
            now: Measured::NotApplicable { why: String::new(), needs: Vec::new() },
            before: None,
            change: None,
            steps: self.first_steps(),
            numerator: None,
            denominator: None,
            trend: Vec::new(),
        }
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
        let (k, n) = counted.k_n(&self.now);
        self.explain(&mut figure, of, &counted);
        let Some(estimate) = share(k, n) else {
            figure.now = self.none_left(of, &counted);
            return figure;
        };
        figure.now = Measured::Value(estimate);
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
            let past = counted.k_n(before);
            figure.before = Some(match share(past.0, past.1) {
                Some(estimate) => Measured::Value(estimate),
                None => Measured::NotApplicable {
                    why: "No such ticket in the previous period.".to_string(),
                    needs: vec![],
                },
            });
            figure.change = share_difference((k, n), past);
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
        let (first_now, second_now) = (first.k_n(&self.now), second.k_n(&self.now));
        for (variant, (_, n)) in pair.iter().zip([first_now, second_now]) {
            figure.steps.push(step(&format!("Rated, {}", variant.label), n));
        }
        figure.now = match share_difference(first_now, second_now) {
            Some(estimate) => Measured::Value(estimate),
            None if first_now.1 == 0 => self.none_left(pair[0].denominator(self.have).0, &first),
            None => self.none_left(pair[1].denominator(self.have).0, &second),
        };
        if let (Some(before), Measured::Value(now)) = (&self.before, &figure.now) {
            let past = share_difference(first.k_n(before), second.k_n(before));
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

    fn duration_figure(
        &self,
        metric: &Metric,
        span: Span,
        at: f64,
        (id, label, handler): &(&str, &str, Option<HandledBy>),
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
        let now = self.quantile(span, *handler, false)[which].map(estimate);
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
            let past = self.quantile(span, *handler, true)[which].map(estimate);
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
        let group = handler.map_or(0, |handler| handler as usize + 1);
        let of_handler = match span.derived_place() {
            None => {
                let found = self.quantiles[usize::from(is_previous)].get_or_init(|| {
                    query::quantiles_by_handler(self.context, &self.filter_of(is_previous), &QUANTILES)
                });
                &found[span as usize][group]
            }
            Some(_) => {
                let pair = span.pair();
                let place = pair[0].derived_place().unwrap_or_default();
                let found = self.derived_quantiles[usize::from(is_previous)][place].get_or_init(|| {
                    query::derived_quantiles(self.context, &self.filter_of(is_previous), pair, &QUANTILES)
                });
                match &found[usize::from(span == pair[1])] {
                    Some(found) => &found[group],
                    None => return [None, None],
                }
            }
        };
        [of_handler[0], of_handler[1]]
    }

    /// The filter, or that of the period before.
    fn filter_of(&self, is_previous: bool) -> Filter {
        match self.period.previous.filter(|_| is_previous) {
            Some((from, to)) => within(self.filter, from, to),
            None => self.filter.clone(),
        }
    }

    /// The curves of all tickets and of each handler.
    pub(crate) fn curves(&self, is_previous: bool) -> &[Lifetimes; 4] {
        self.curves[usize::from(is_previous)].get_or_init(|| {
            query::speed::lifetimes(self.context, &self.filter_of(is_previous)).map(|groups| {
                let steps = survival::product_limit(&groups);
                Lifetimes { groups, steps }
            })
        })
    }

    /// The backlog at the end of each day.
    pub(crate) fn backlog(&self) -> &Backlog {
        self.backlog.get_or_init(|| query::speed::backlog(self.context, self.filter))
    }

    fn survival_figure(
        &self,
        metric: &Metric,
        (id, label, handler): &(&str, &str, Option<HandledBy>),
    ) -> Figure {
        let mut figure = self.blank(metric, id, label);
        if let Some(missing) = self.missing(metric.needs, handler_needs(*handler)) {
            figure.now = missing;
            return figure;
        }
        let refuse = |why: &str| Measured::NotApplicable { why: why.to_string(), needs: Vec::new() };
        if self.context.derived.clocks[1] != Some(Clock::Calendar) {
            figure.now = refuse(
                "This file gives times of solution in business hours only, and open tickets wait in calendar time: the two cannot be \
                 put together.",
            );
            return figure;
        }
        let group = handler.map_or(0, |handler| handler as usize + 1);
        let now = &self.curves(false)[group];
        figure.steps.push(step("Solved at a known time", now.n() - now.open()));
        figure.steps.push(step("Still open", now.open()));
        figure.now = match now.median() {
            Some(estimate) => Measured::Value(estimate),
            None if now.n() == 0 => refuse("None of these tickets can be followed."),
            None => {
                refuse("Fewer than half of these tickets are solved within the time that the file covers.")
            }
        };
        if let (Some(_), Measured::Value(now)) = (&self.before, &figure.now) {
            let past = self.curves(true)[group].median();
            figure.change = past.as_ref().map(|past| estimate_difference(now, past));
            figure.before = Some(match past {
                Some(estimate) => Measured::Value(estimate),
                None => refuse("The previous period has no such median."),
            });
        }
        figure
    }

    fn kept_figure(
        &self,
        metric: &Metric,
        dimension: Dimension,
        (id, label, handler): &(&str, &str, Option<HandledBy>),
    ) -> Figure {
        let mut figure = self.blank(metric, id, label);
        if let Some(missing) = self.missing(metric.needs, handler_needs(*handler)) {
            figure.now = missing;
            return figure;
        }
        let count = |is_previous: bool| -> [u64; 3] {
            let groups = query::by_value(self.context, &self.filter_of(is_previous), dimension);
            let of = |promise: &Promise| {
                groups.iter().find(|(value, _)| *value == promise.id()).map_or(0, |(_, tally)| {
                    tally.count(|facts| {
                        facts.is_eligible && handler.is_none_or(|handler| facts.handled_by == Some(handler))
                    })
                })
            };
            [of(&Promise::Met), of(&Promise::Breached), of(&Promise::NotDue)]
        };
        let [met, breached, open] = count(false);
        figure.steps.push(step("With a promise", met + breached + open));
        figure.steps.push(step("Not yet due", open));
        figure.steps.push(step("Kept or broken", met + breached));
        let Some(estimate) = share(met, met + breached) else {
            let targets = &self.context.derived.settings.targets;
            let target = if dimension == Dimension::ReplySla { &targets.reply } else { &targets.resolution };
            let why = match target.is_empty() || open > 0 {
                true => "None of these tickets has a promise that is due.".to_string(),
                false if target.is_business => {
                    "This file tells no times that your target in business hours can be held against."
                        .to_string()
                }
                false => "This file tells no times that your target can be held against.".to_string(),
            };
            figure.now = Measured::NotApplicable { why, needs: Vec::new() };
            return figure;
        };
        figure.now = Measured::Value(estimate);
        let filter = |values: &[&str]| {
            let mut filter = self.filter.clone();
            narrow(&mut filter, dimension, values)?;
            if let Some(handler) = handler {
                narrow(&mut filter, Dimension::HandledBy, &[handler.id()])?;
            }
            Some(filter)
        };
        figure.numerator = filter(&[Promise::Met.id()]);
        figure.denominator = filter(&[Promise::Met.id(), Promise::Breached.id()]);
        if self.before.is_some() {
            let [past_met, past_breached, _] = count(true);
            let past = (past_met, past_met + past_breached);
            figure.before = Some(match share(past.0, past.1) {
                Some(estimate) => Measured::Value(estimate),
                None => Measured::NotApplicable {
                    why: "No such ticket in the previous period.".to_string(),
                    needs: vec![],
                },
            });
            figure.change = share_difference((met, met + breached), past);
        }
        figure
    }

    fn backlog_figure(&self, metric: &Metric) -> Figure {
        let mut figure = self.blank(metric, "", "");
        if let Some(missing) = self.missing(metric.needs, &[]) {
            figure.now = missing;
            return figure;
        }
        let known = self.period.to.0.min(self.backlog().first.0 + self.backlog().bands[0].len() as i32);
        let at_end_of = |day: i32| {
            let open = self.backlog().at(Day(day - 1))?.iter().sum::<u64>();
            Some(Estimate { value: open as f64, interval: None, n: open, k: None })
        };
        figure.now = match at_end_of(known) {
            Some(estimate) => Measured::Value(estimate),
            None => Measured::NotApplicable {
                why: "The file ends before this period does.".to_string(),
                needs: Vec::new(),
            },
        };
        if let (Some((_, to)), Measured::Value(now)) = (self.period.previous, &figure.now)
            && let Some(past) = at_end_of(to.0)
        {
            figure.change =
                Some(Estimate { value: now.value - past.value, interval: None, n: now.n, k: None });
            figure.before = Some(Measured::Value(past));
        }
        figure
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
fn handler_needs(handler: Option<HandledBy>) -> &'static [Need] {
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

fn step(label: &str, n: u64) -> Step {
    Step { label: label.to_string(), n }
}
