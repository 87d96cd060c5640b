//! Shares whose conditions ask for more than a ticket's facts: what followed it, issue by issue and customer by customer. Their
//! conditions are those of definitions ([`crate::definitions`]), so that a filter can name them. Apart from [`Basis`], so that who
//! shows no such share has none of their code.

use super::count::{estimate_difference, narrow};
use super::declare::{ByCase, Measure, Metric};
use super::evaluate::{Basis, HANDLERS, handler_needs};
use super::speed::Lifetimes;
use crate::definitions::bench::Bench;
use crate::definitions::declare::{Clause, Test};
use crate::definitions::{Condition, Rule, verdicts};
use crate::derive::cases::Asks;
use crate::query::recontact::{Excess, excess};
use model::filter::{Dimension, Filter};
use model::measure::{Estimate, Figure, Measured};
use model::outcome::HandledBy;
use std::cell::OnceCell;

/// What handled tickets have in common, by handler.
const HANDLED: [Clause; 3] = [
    Clause {
        label: "Handled by the AI only",
        none: "was handled by the AI only",
        test: Test::HandledBy(HandledBy::AiOnly),
    },
    Clause {
        label: "Handled by the AI, then a person",
        none: "was handled by the AI and then a person",
        test: Test::HandledBy(HandledBy::AiThenHuman),
    },
    Clause {
        label: "Handled by people only",
        none: "was handled by people only",
        test: Test::HandledBy(HandledBy::HumanOnly),
    },
];

/// The rule of a measure for one handler.
fn rule(by_case: &ByCase, handler: Option<HandledBy>) -> Rule {
    let mut rule = Rule { asks: Asks::Followed, ..Rule::of(by_case.of, by_case.counts) };
    rule.of.extend(handler.map(|handler| Condition::from(HANDLED[handler as usize])));
    rule
}

/// The rules of all measures by case, for each handler.
pub(crate) fn rules() -> impl Iterator<Item = Rule> {
    let measures = super::METRICS.iter().filter_map(|metric| metric.by_case());
    measures.flat_map(|by_case| HANDLERS.map(|(_, _, handler)| rule(by_case, handler)))
}

/// A basis with what is counted for these figures, once.
pub(crate) struct Followed<'b, 'a> {
    basis: &'b Basis<'a>,
    bench: Bench<'b>,
    /// In the period, and in the previous one.
    excess: [OnceCell<[Excess; 4]>; 2],
    waits: OnceCell<[Lifetimes; 4]>,
}

impl<'b, 'a: 'b> Followed<'b, 'a> {
    /// Counts by case; returns are counted when they are asked for.
    pub(crate) fn new(basis: &'b Basis<'a>) -> Followed<'b, 'a> {
        Followed { basis, bench: Bench::followed(basis), excess: Default::default(), waits: OnceCell::new() }
    }

    /// Returns over what was to be expected, after all tickets, then after those of each handler.
    pub(crate) fn excess(&self, is_previous: bool) -> &[Excess; 4] {
        self.excess[usize::from(is_previous)]
            .get_or_init(|| excess(self.basis.context, &self.basis.filter_of(is_previous)))
    }

    /// Times from the solution to the customer's next ticket, after all tickets, then after those of each handler.
    pub(crate) fn waits(&self) -> &[Lifetimes; 4] {
        self.waits.get_or_init(|| {
            let context = self.basis.context;
            Lifetimes::of(context, self.basis.filter, &context.derived.recontact(context.dataset).watched)
        })
    }

    /// The figures of a metric by case, one for each handler; nothing for another metric.
    pub(crate) fn figures(&self, metric: &Metric) -> Vec<Figure> {
        let Measure::ByCase(by_case) = &metric.measure else { return Vec::new() };
        let handlers = HANDLERS
            .iter()
            .filter(|(_, _, handler)| by_case.tells_ai_only || *handler != Some(HandledBy::AiOnly));
        handlers.map(|handler| self.figure(metric, by_case, handler)).collect()
    }

    fn figure(
        &self,
        metric: &Metric,
        by_case: &ByCase,
        (id, label, handler): &(&str, &str, Option<HandledBy>),
    ) -> Figure {
        let mut figure = self.basis.blank(metric, id, label);
        for (_, flag) in by_case.without.iter().filter(|(field, _)| !self.basis.have.has(*field)) {
            figure.variant_label.push_str(", ");
            figure.variant_label.push_str(flag);
        }
        if let Some(missing) = self.basis.missing(metric.needs, handler_needs(*handler)) {
            figure.now = missing;
            return figure;
        }
        // So that the filters of the figure can be applied.
        verdicts(self.basis.context, metric.id);
        self.bench.fill(&mut figure, &rule(by_case, *handler));
        if let Some(handler) = handler {
            for filter in [&mut figure.numerator, &mut figure.denominator] {
                *filter = filter.take().and_then(|filter| handled(filter, *handler));
            }
        }
        let group = handler.map_or(0, |handler| handler as usize + 1);
        if let Some(scope) = by_case.excess {
            self.exceed(&mut figure, group, scope);
        }
        figure
    }

    /// The share that came back less the share that would have anyway, in place of the former.
    fn exceed(&self, figure: &mut Figure, group: usize, scope: usize) {
        let excess = |is_previous: bool| {
            let sums = &self.excess(is_previous)[group].excess[scope];
            sums.mean().map(|(value, (low, high))| Estimate {
                value,
                // It lies between shares.
                interval: Some((low.max(-1.0), high.min(1.0))),
                n: sums.cases,
                k: None,
            })
        };
        if figure.now.estimate().is_none() {
            return;
        }
        let one = || Measured::NotApplicable {
            why: "All of these tickets, or nearly all, are of one customer: that is no rate of customers."
                .to_string(),
            needs: Vec::new(),
        };
        figure.now = excess(false).map_or_else(one, Measured::Value);
        (figure.change, figure.alike) = (None, None);
        if figure.before.as_ref().is_some_and(|before| before.estimate().is_some()) {
            let past = excess(true);
            figure.change =
                figure.now.estimate().zip(past.as_ref()).map(|(now, past)| estimate_difference(now, past));
            figure.before = Some(past.map_or_else(one, Measured::Value));
        }
        if figure.now.estimate().is_none() {
            (figure.numerator, figure.denominator) = (None, None);
        }
    }
}

fn handled(mut filter: Filter, handler: HandledBy) -> Option<Filter> {
    narrow(&mut filter, Dimension::HandledBy, &[handler.id()])?;
    Some(filter)
}
