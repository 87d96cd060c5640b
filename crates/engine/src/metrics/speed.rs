//! Figures of the Speed screen that take more than counts by class: other durations, curves, promises, backlog. Apart from
//! [`Basis`], so that who shows no such screen has none of their code.

use super::count::{clustered_difference, clustered_share, estimate_difference, narrow};
use super::declare::{Measure, Metric};
use super::evaluate::{Basis, HANDLERS, QUANTILES, handler_needs, step};
use crate::dataset::Clock;
use crate::query::customers::{self, Pair, Part, pairs_by_handler};
use crate::query::speed::Backlog;
use crate::query::{self, ByHandler, Context, Quantile, Span};
use crate::stats::survival::{self, Group};
use model::filter::{Dimension, Filter};
use model::measure::{Estimate, Figure, Measured};
use model::outcome::{HandledBy, Promise};
use model::units::Day;
use std::cell::OnceCell;

/// A basis with what is counted for these figures, once.
pub(crate) struct Pace<'b, 'a> {
    /// What all figures of a screen are made from.
    pub(crate) basis: &'b Basis<'a>,
    /// Quantiles of durations, by the first of the two that are counted together: in the period, and in the previous one.
    quantiles: [[OnceCell<[Option<ByHandler>; 2]>; Span::DERIVED]; 2],
    /// Curves of the share still open, of all tickets and of each handler: in the period, and in the previous one.
    curves: [OnceCell<[Lifetimes; 4]>; 2],
    backlog: OnceCell<Backlog>,
    /// Pairs of tickets of one customer by what became of their promise, and by handler: of a solution and of a first reply, in the
    /// period and in the previous one.
    kept: [[OnceCell<[Vec<Pair>; 4]>; 2]; 2],
}

/// Times until something happened, and the curve made of them.
pub(crate) struct Lifetimes {
    /// Tickets by time.
    pub(crate) groups: Vec<Group>,
    /// The product limit.
    pub(crate) steps: Vec<survival::Step>,
}

impl Lifetimes {
    /// Those of the tickets of a filter, see [`query::speed::lifetimes`].
    pub(crate) fn of(context: Context<'_>, filter: &Filter, watched: &[u16]) -> [Lifetimes; 4] {
        query::speed::lifetimes(context, filter, watched).map(|groups| {
            let steps = survival::product_limit(&groups);
            Lifetimes { groups, steps }
        })
    }

    /// Tickets that were watched.
    pub(crate) fn n(&self) -> u64 {
        self.groups.iter().map(|group| group.events + group.lost).sum()
    }

    /// Tickets for which it had not happened yet: those still open.
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

impl<'b, 'a> Pace<'b, 'a> {
    /// Nothing is counted yet.
    pub(crate) fn new(basis: &'b Basis<'a>) -> Pace<'b, 'a> {
        Pace {
            basis,
            quantiles: Default::default(),
            curves: Default::default(),
            backlog: OnceCell::new(),
            kept: Default::default(),
        }
    }

    /// The figures of any metric, one a variant.
    pub(crate) fn figures(&self, metric: &Metric) -> Vec<Figure> {
        match &metric.measure {
            Measure::Span { span, at } => {
                let quantile = |handler, is_previous| self.quantile(*span, handler, is_previous);
                let handlers = HANDLERS.iter();
                handlers
                    .map(|handler| self.basis.duration_figure(metric, *span, *at, handler, &quantile))
                    .collect()
            }
            Measure::Survival => {
                HANDLERS.iter().map(|handler| self.survival_figure(metric, handler)).collect()
            }
            Measure::Kept(dimension) => {
                HANDLERS.iter().map(|handler| self.kept_figure(metric, *dimension, handler)).collect()
            }
            Measure::OpenAtEnd => vec![self.backlog_figure(metric)],
            _ => self.basis.figures(metric),
        }
    }

    /// Median and 90th percentile of a duration.
    fn quantile(&self, span: Span, handler: Option<HandledBy>, is_previous: bool) -> [Option<Quantile>; 2] {
        let pair = span.pair();
        let place = pair[0].derived_place().unwrap_or_default();
        let found = self.quantiles[usize::from(is_previous)][place].get_or_init(|| {
            let filter = self.basis.filter_of(is_previous);
            query::derived_quantiles(self.basis.context, &filter, pair, &QUANTILES)
        });
        match &found[usize::from(span == pair[1])] {
            Some(found) => {
                let of_handler = &found[handler.map_or(0, |handler| handler as usize + 1)];
                [of_handler[0], of_handler[1]]
            }
            None => [None, None],
        }
    }

    /// The curves of all tickets and of each handler.
    pub(crate) fn curves(&self, is_previous: bool) -> &[Lifetimes; 4] {
        self.curves[usize::from(is_previous)].get_or_init(|| {
            let filter = self.basis.filter_of(is_previous);
            Lifetimes::of(self.basis.context, &filter, &self.basis.context.derived.life().watched)
        })
    }

    /// The backlog at the end of each day.
    pub(crate) fn backlog(&self) -> &Backlog {
        self.backlog.get_or_init(|| query::speed::backlog(self.basis.context, self.basis.filter))
    }

    fn survival_figure(
        &self,
        metric: &Metric,
        (id, label, handler): &(&str, &str, Option<HandledBy>),
    ) -> Figure {
        let mut figure = self.basis.blank(metric, id, label);
        if let Some(missing) = self.basis.missing(metric.needs, handler_needs(*handler)) {
            figure.now = missing;
            return figure;
        }
        let refuse = |why: &str| Measured::NotApplicable { why: why.to_string(), needs: Vec::new() };
        if self.basis.context.derived.clocks[1] != Some(Clock::Calendar) {
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
            // With nothing open, it is the median of the times themselves, to the second.
            Some(estimate) => Measured::Value(self.closed_median(id, now).unwrap_or(estimate)),
            None if now.n() == 0 => refuse("None of these tickets can be followed."),
            None => {
                refuse("Fewer than half of these tickets are solved within the time that the file covers.")
            }
        };
        if let (Some(_), Measured::Value(now)) = (&self.basis.before, &figure.now) {
            let past = self.curves(true)[group].median();
            figure.change = past.as_ref().map(|past| estimate_difference(now, past));
            figure.before = Some(match past {
                Some(estimate) => Measured::Value(estimate),
                None => refuse("The previous period has no such median."),
            });
        }
        figure
    }

    /// The median of the times of solution, where these are all tickets that are watched.
    fn closed_median(&self, variant: &str, lives: &Lifetimes) -> Option<Estimate> {
        let metric = super::by_id("resolution_time_median").filter(|_| lives.open() == 0)?;
        let figure = self.basis.figure(metric, variant)?;
        figure.now.estimate().copied().filter(|median| median.n == lives.n())
    }

    fn kept_figure(
        &self,
        metric: &Metric,
        dimension: Dimension,
        (id, label, handler): &(&str, &str, Option<HandledBy>),
    ) -> Figure {
        let mut figure = self.basis.blank(metric, id, label);
        if let Some(missing) = self.basis.missing(metric.needs, handler_needs(*handler)) {
            figure.now = missing;
            return figure;
        }
        let count = |is_previous: bool| -> [u64; 3] {
            let groups = query::by_value(self.basis.context, &self.basis.filter_of(is_previous), dimension);
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
        let clusters = |is_previous: bool, [met, breached, _]: [u64; 3]| {
            let kept = &self.kept[usize::from(dimension == Dimension::ReplySla)][usize::from(is_previous)];
            let context = self.basis.context;
            let parts = [Part::Counts, Part::Asked, Part::Outside];
            let pairs = kept.get_or_init(|| {
                let Some(coding) = query::coding(context, dimension) else { return Default::default() };
                let part = |value: &str| match value {
                    _ if value == Promise::Met.id() => 0,
                    _ if value == Promise::Breached.id() => 1,
                    _ => 2,
                };
                let part_of: Vec<u16> =
                    coding.values.iter().map(|value| part(value)).chain([part("")]).collect();
                let code = |row: usize| part_of[coding.code(row)];
                pairs_by_handler(context, &self.basis.filter_of(is_previous), code, parts.len())
            });
            let pairs = &pairs[handler.map_or(0, |handler| handler as usize + 1)];
            customers::clusters((met, met + breached), pairs, &parts)
        };
        let now = clusters(false, [met, breached, open]);
        let Some((estimate, alike)) = clustered_share(&now) else {
            let targets = &self.basis.context.derived.settings.targets;
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
        (figure.now, figure.alike) = (Measured::Value(estimate), alike);
        let filter = |values: &[&str]| {
            let mut filter = self.basis.filter.clone();
            narrow(&mut filter, dimension, values)?;
            if let Some(handler) = handler {
                narrow(&mut filter, Dimension::HandledBy, &[handler.id()])?;
            }
            Some(filter)
        };
        figure.numerator = filter(&[Promise::Met.id()]);
        figure.denominator = filter(&[Promise::Met.id(), Promise::Breached.id()]);
        if self.basis.before.is_some() {
            let past = clusters(true, count(true));
            figure.before = Some(match clustered_share(&past) {
                Some((estimate, _)) => Measured::Value(estimate),
                None => Measured::NotApplicable {
                    why: "No such ticket in the previous period.".to_string(),
                    needs: vec![],
                },
            });
            figure.change = clustered_difference(&now, &past);
        }
        figure
    }

    /// The last day of the period that the file knows: the backlog is told as of its end.
    pub(crate) fn backlog_day(&self) -> Day {
        let known = self.backlog().first.0 + self.backlog().bands[0].len() as i32;
        Day(self.basis.period.to.0.min(known) - 1)
    }

    fn backlog_figure(&self, metric: &Metric) -> Figure {
        let mut figure = self.basis.blank(metric, "", "");
        if let Some(missing) = self.basis.missing(metric.needs, &[]) {
            figure.now = missing;
            return figure;
        }
        let known = self.backlog_day().0 + 1;
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
        if let (Some((_, to)), Measured::Value(now)) = (self.basis.period.previous, &figure.now)
            && let Some(past) = at_end_of(to.0)
        {
            figure.change =
                Some(Estimate { value: now.value - past.value, interval: None, n: now.n, k: None });
            figure.before = Some(Measured::Value(past));
        }
        figure
    }
}
