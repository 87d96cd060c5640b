//! Figures of the Satisfaction screen that take more than counts by class: means, ratings reweighted by kind of ticket, what the silent
//! would have to think. Apart from [`Basis`], so that who shows no such screen has none of their code.

use super::clauses::{AI_ONLY, AI_THEN_HUMAN, DONE, HUMAN_ONLY, RATED};
use super::count::{estimate_difference, share};
use super::declare::{Clause, Measure, Metric, Survey};
use super::evaluate::{Basis, HANDLERS, handler_needs, step};
use crate::dataset::Ratings;
use crate::derive::Facts;
use crate::query::Tally;
use crate::query::answers::{self, Histograms};
use crate::query::strata::Strata;
use crate::stats::silence::{Asked, Tipping, tipping_point};
use crate::stats::strata::{Answered, Weighed, post_stratified};
use crate::stats::{Moments, Z_95, mean_interval};
use model::field::Field;
use model::measure::{Estimate, Figure, Measured};
use model::outcome::{HandledBy, RatingState};
use std::cell::OnceCell;

/// Handlers as in [`HANDLERS`].
type Handler = (&'static str, &'static str, Option<HandledBy>);

/// A reweighted share says nothing where kinds that nobody rated hold more than this share of the tickets.
const MOST_UNRATED: f64 = 0.5;

/// A basis with what is counted for these figures, once.
pub(crate) struct Answers<'b, 'a> {
    /// What all figures of a screen are made from.
    pub(crate) basis: &'b Basis<'a>,
    /// Tickets by kind: in the period, and in the previous one.
    kinds: [OnceCell<Vec<[Answered; 4]>>; 2],
}

fn refuse(why: impl Into<String>) -> Measured {
    Measured::NotApplicable { why: why.into(), needs: Vec::new() }
}

fn place(handler: Option<HandledBy>) -> usize {
    handler.map_or(0, |handler| handler as usize + 1)
}

/// The tickets of a handler that were rated, as conditions.
fn rated_by(handler: Option<HandledBy>) -> Vec<Clause> {
    let by = match handler {
        None => None,
        Some(HandledBy::AiOnly) => Some(AI_ONLY),
        Some(HandledBy::AiThenHuman) => Some(AI_THEN_HUMAN),
        Some(HandledBy::HumanOnly) => Some(HUMAN_ONLY),
    };
    by.into_iter().chain([RATED]).collect()
}

/// The highest answers of a scale by level: two of four and more, one of fewer. The reason, where they say nothing of their own.
fn top_of(ratings: &Ratings) -> Result<Vec<bool>, String> {
    const MOST_LEVELS: usize = 11;
    let levels = &ratings.levels;
    if levels.len() > MOST_LEVELS {
        return Err("This scale has too many levels for a share of the two highest.".to_string());
    }
    let many = if levels.len() > 3 { 2 } else { 1 };
    let top: Vec<bool> = (0..levels.len()).map(|level| level + many >= levels.len()).collect();
    if levels.iter().zip(&top).all(|(level, top)| level.is_good == *top) {
        return Err(format!(
            "On this scale, {}, the highest answers are the good ones: it is CSAT.",
            ratings.scale
        ));
    }
    Ok(top)
}

/// Answers to how easy it was, from the hardest to the easiest: those on 1 to 7 or on 1 to 5.
struct Effort {
    of: Vec<u64>,
}

impl Effort {
    fn mean(&self) -> Option<Estimate> {
        let mut moments = Moments::default();
        for (answer, n) in self.of.iter().enumerate() {
            moments.add((answer + 1) as f64, *n);
        }
        let (value, interval, n) = (moments.mean()?, mean_interval(&moments), moments.n);
        Some(Estimate { value, interval, n, k: None })
    }

    /// The upper three of seven, the upper two of five.
    fn easy(&self) -> Option<Estimate> {
        let from = if self.of.len() > 5 { 4 } else { 3 };
        // No filter selects answers, so that the count of these tickets would lead nowhere.
        let share = share(self.of[from..].iter().sum(), self.of.iter().sum())?;
        Some(Estimate { k: None, ..share })
    }
}

/// Promoters less detractors among answers of 0 to 10.
fn net_promoters(answers: &[u64; 11]) -> Option<Estimate> {
    let n: u64 = answers.iter().sum();
    if n == 0 {
        return None;
    }
    let share = |answers: &[u64]| answers.iter().sum::<u64>() as f64 / n as f64;
    let (promoters, detractors) = (share(&answers[9..]), share(&answers[..7]));
    let value = promoters - detractors;
    let spread = Z_95 * ((promoters + detractors - value * value).max(0.0) / n as f64).sqrt();
    let interval = (n > 1).then(|| ((value - spread).max(-1.0), (value + spread).min(1.0)));
    Some(Estimate { value, interval, n, k: None })
}

impl<'b, 'a> Answers<'b, 'a> {
    /// Nothing is counted yet.
    pub(crate) fn new(basis: &'b Basis<'a>) -> Answers<'b, 'a> {
        Answers { basis, kinds: Default::default() }
    }

    /// The figures of a metric of answers, one a variant; `None` for any other metric.
    pub(crate) fn figures(&self, metric: &Metric) -> Option<Vec<Figure>> {
        let Measure::Survey(survey) = metric.measure else { return None };
        let by_handler = |figure: &dyn Fn(&Handler, &mut Figure)| -> Vec<Figure> {
            HANDLERS.iter().map(|handler| self.handler_figure(metric, handler, figure)).collect()
        };
        Some(match survey {
            Survey::Top => by_handler(&|handler, figure| self.top(handler, figure)),
            Survey::Mean => by_handler(&|handler, figure| self.mean(handler, figure)),
            Survey::Reweighted => by_handler(&|handler, figure| self.reweighted(handler, figure)),
            Survey::ReweightedGap => vec![self.single(metric, |figure| self.reweighted_gap(figure))],
            Survey::Ease => by_handler(&|handler, figure| self.scored(handler, figure, Effort::mean)),
            Survey::Easy => by_handler(&|handler, figure| self.scored(handler, figure, Effort::easy)),
            Survey::Recommend => by_handler(&|handler, figure| self.recommend(handler, figure)),
            Survey::TippingPoint => vec![self.single(metric, |figure| self.tipping(figure))],
        })
    }

    fn single(&self, metric: &Metric, fill: impl Fn(&mut Figure)) -> Figure {
        let mut figure = self.basis.blank(metric, "", "");
        match self.basis.missing(metric.needs, &[]) {
            Some(missing) => figure.now = missing,
            None => fill(&mut figure),
        }
        figure
    }

    fn handler_figure(
        &self,
        metric: &Metric,
        handler: &Handler,
        fill: &dyn Fn(&Handler, &mut Figure),
    ) -> Figure {
        let mut figure = self.basis.blank(metric, handler.0, handler.1);
        match self.basis.missing(metric.needs, handler_needs(handler.2)) {
            Some(missing) => figure.now = missing,
            None => {
                if handler.2.is_some() {
                    let of = |facts: &Facts| facts.is_eligible && facts.handled_by == handler.2;
                    figure.steps.push(step(&format!("Handled by: {}", handler.1), self.basis.now.count(of)));
                }
                fill(handler, &mut figure);
            }
        }
        figure
    }

    /// A figure of the ratings of a handler, from each tally by the same rule.
    fn of_ratings(
        &self,
        handler: &Handler,
        figure: &mut Figure,
        value: impl Fn(&Tally<'a>) -> Option<Estimate>,
    ) {
        let now = value(&self.basis.now);
        figure.steps.push(step("Rated by the customer", now.map_or(0, |now| now.n)));
        let Some(now) = now else {
            figure.now = refuse("None of these tickets was rated.");
            return;
        };
        figure.now = Measured::Value(now);
        figure.denominator = self.basis.filter_with(&rated_by(handler.2));
        self.compare(figure, &now, self.basis.before.as_ref().map(&value));
        figure.trend = self.basis.trend(value);
    }

    /// Sets a figure beside the period before: absent without one.
    fn compare(&self, figure: &mut Figure, now: &Estimate, before: Option<Option<Estimate>>) {
        let Some(past) = before else { return };
        figure.change = past.as_ref().map(|past| estimate_difference(now, past));
        figure.before =
            Some(past.map_or_else(|| refuse("No such ticket in the previous period."), Measured::Value));
    }

    /// Counts the ratings of a handler by level.
    fn levels(&self, tally: &Tally<'_>, handler: Option<HandledBy>, levels: usize) -> Vec<u64> {
        let mut counts = vec![0; levels];
        for (facts, n) in tally.classes.iter().zip(&tally.counts) {
            if facts.is_eligible
                && handler.is_none_or(|handler| facts.handled_by == Some(handler))
                && let Some(count) = counts.get_mut(usize::from(facts.rating_level))
            {
                *count += n;
            }
        }
        counts
    }

    fn top(&self, handler: &Handler, figure: &mut Figure) {
        let Some(ratings) = &self.basis.context.dataset.columns.rating else { return };
        let top = match top_of(ratings) {
            Ok(top) => top,
            Err(why) => {
                figure.now = refuse(why);
                return;
            }
        };
        self.of_ratings(handler, figure, |tally| {
            let counts = self.levels(tally, handler.2, top.len());
            let high = counts.iter().zip(&top).filter(|(_, top)| **top).map(|(n, _)| n).sum();
            // No filter selects levels, so that the count of these tickets would lead nowhere.
            share(high, counts.iter().sum()).map(|share| Estimate { k: None, ..share })
        });
    }

    fn mean(&self, handler: &Handler, figure: &mut Figure) {
        let Some(ratings) = &self.basis.context.dataset.columns.rating else { return };
        let numbers: Option<Vec<f64>> = ratings.levels.iter().map(|level| level.number).collect();
        let Some(numbers) = numbers else {
            figure.now = refuse("The ratings of this file are words, which have no mean.");
            return;
        };
        self.of_ratings(handler, figure, |tally| {
            let mut moments = Moments::default();
            for (number, n) in numbers.iter().zip(self.levels(tally, handler.2, numbers.len())) {
                moments.add(*number, n);
            }
            let (value, interval, n) = (moments.mean()?, mean_interval(&moments), moments.n);
            Some(Estimate { value, interval, n, k: None })
        });
    }

    /// Solved tickets and their ratings by kind.
    pub(crate) fn kinds(&self, is_previous: bool) -> &[[Answered; 4]] {
        self.kinds[usize::from(is_previous)].get_or_init(|| {
            let filter = self.basis.filter_of(is_previous);
            Strata::of(self.basis.context).answered(self.basis.context, &filter)
        })
    }

    /// The share of good ratings of a handler with each kind of ticket weighted by its solved tickets.
    pub(crate) fn weighed(&self, handler: Option<HandledBy>, is_previous: bool) -> Option<Weighed> {
        let kinds = self.kinds(is_previous);
        post_stratified(kinds.iter().map(|of| of[place(handler)]))
    }

    /// The same as an estimate, where kinds that nobody rated do not hold most tickets.
    fn reweighted_estimate(&self, handler: Option<HandledBy>, is_previous: bool) -> Option<Estimate> {
        let weighed = self.weighed(handler, is_previous)?;
        let is_enough = (weighed.cases - weighed.covered) as f64 <= MOST_UNRATED * weighed.cases as f64;
        is_enough.then_some(Estimate {
            value: weighed.share,
            interval: weighed.interval,
            n: weighed.answers,
            k: None,
        })
    }

    fn reweighted(&self, (_, _, handler): &Handler, figure: &mut Figure) {
        let weighed = self.weighed(*handler, false);
        let cases = self.kinds(false).iter().map(|of| of[place(*handler)].cases).sum();
        figure.steps.push(step("Solved or closed", cases));
        figure.steps.push(step("In kinds of ticket that somebody rated", weighed.map_or(0, |of| of.covered)));
        figure.steps.push(step("Rated by the customer", weighed.map_or(0, |of| of.answers)));
        let Some(now) = self.reweighted_estimate(*handler, false) else {
            figure.now = refuse(match weighed {
                None => "None of these solved tickets was rated.",
                Some(_) => {
                    "Most of these tickets are of kinds that nobody rated: there is nothing to weight."
                }
            });
            return;
        };
        figure.now = Measured::Value(now);
        let solved: Vec<Clause> = rated_by(*handler).into_iter().chain([DONE]).collect();
        figure.denominator = self.basis.filter_with(&solved);
        let before = self.basis.before.as_ref().map(|_| self.reweighted_estimate(*handler, true));
        self.compare(figure, &now, before);
    }

    fn reweighted_gap(&self, figure: &mut Figure) {
        let gap = |is_previous: bool| {
            let ai = self.reweighted_estimate(Some(HandledBy::AiOnly), is_previous)?;
            let human = self.reweighted_estimate(Some(HandledBy::HumanOnly), is_previous)?;
            Some(estimate_difference(&ai, &human))
        };
        for (label, handler) in [("AI only", HandledBy::AiOnly), ("Human only", HandledBy::HumanOnly)] {
            let n = self.weighed(Some(handler), false).map_or(0, |of| of.answers);
            figure.steps.push(step(&format!("Solved and rated, {label}"), n));
        }
        let Some(now) = gap(false) else {
            figure.now = refuse("One of the two has no reweighted CSAT.");
            return;
        };
        figure.now = Measured::Value(now);
        let before = self.basis.before.as_ref().map(|_| gap(true));
        self.compare(figure, &now, before);
    }

    /// Answers of 0 to 10 in a column, in the period or in the previous one.
    fn histograms(&self, column: &[u8], is_previous: bool) -> Histograms {
        answers::histograms(self.basis.context, &self.basis.filter_of(is_previous), column)
    }

    /// A figure of answers in a column of their own, from each histogram by the same rule.
    fn of_answers(&self, figure: &mut Figure, value: impl Fn(bool) -> Option<Estimate>) {
        let now = value(false);
        figure.steps.push(step("With an answer", now.map_or(0, |now| now.n)));
        let Some(now) = now else {
            figure.now = refuse("None of these customers answered.");
            return;
        };
        figure.now = Measured::Value(now);
        self.compare(figure, &now, self.basis.before.as_ref().map(|_| value(true)));
    }

    fn scored(&self, handler: &Handler, figure: &mut Figure, value: fn(&Effort) -> Option<Estimate>) {
        let columns = &self.basis.context.dataset.columns;
        let is_effort = columns.ease.is_none();
        let Some(column) = columns.ease.as_ref().or(columns.effort.as_ref()) else { return };
        // Of all tickets, so that no filter changes the scale.
        let top = if column.iter().any(|answer| matches!(answer, 6 | 7)) { 7 } else { 5 };
        self.of_answers(figure, |is_previous| {
            let answers = self.histograms(column, is_previous)[place(handler.2)];
            let mut of: Vec<u64> = answers[1..=top].to_vec();
            if is_effort {
                of.reverse();
            }
            value(&Effort { of })
        });
    }

    fn recommend(&self, handler: &Handler, figure: &mut Figure) {
        let Some(column) = &self.basis.context.dataset.columns.recommend else { return };
        self.of_answers(figure, |is_previous| {
            net_promoters(&self.histograms(column, is_previous)[place(handler.2)])
        });
    }

    /// Who was asked, who answered, and who answered well, of a handler.
    pub(crate) fn asked(&self, tally: &Tally<'_>, handler: HandledBy) -> Asked {
        let knows_asked = self.basis.have.has(Field::RatingOffered);
        let is_asked = |facts: &Facts| {
            let was_asked = if knows_asked { facts.rating != RatingState::None } else { facts.is_done };
            facts.is_eligible && facts.handled_by == Some(handler) && was_asked
        };
        let is_rated = |facts: &Facts| matches!(facts.rating, RatingState::Good | RatingState::Bad);
        Asked {
            asked: tally.count(is_asked),
            answers: tally.count(|facts| is_asked(facts) && is_rated(facts)),
            good: tally.count(|facts| is_asked(facts) && facts.rating == RatingState::Good),
        }
    }

    fn tipping(&self, figure: &mut Figure) {
        let at = |tally: &Tally<'_>| {
            let ai = self.asked(tally, HandledBy::AiOnly);
            (ai, tipping_point(ai, self.asked(tally, HandledBy::HumanOnly)))
        };
        let estimate = |(ai, tipping): (Asked, Option<Tipping>)| match tipping {
            Some(Tipping::At(value, interval)) => {
                Some(Estimate { value, interval: Some(interval), n: ai.asked - ai.answers, k: None })
            }
            _ => None,
        };
        let (ai, tipping) = at(&self.basis.now);
        let asked = if self.basis.have.has(Field::RatingOffered) { "asked for a rating" } else { "solved" };
        figure.steps.push(step(&format!("AI only, {asked}"), ai.asked));
        figure.steps.push(step("Of these not rated", ai.asked - ai.answers));
        let Some(now) = estimate((ai, tipping)) else {
            figure.now = refuse(match tipping {
                Some(Tipping::AlwaysBelow) => {
                    "Even if every silent customer of the AI were satisfied, it would stay below people."
                }
                Some(Tipping::AlwaysAbove) => {
                    "Even if no silent customer of the AI were satisfied, it would stay above people."
                }
                _ if ai.answers > 0 && ai.answers == ai.asked => "Every customer of the AI answered.",
                _ => "The AI or people have no rating here.",
            });
            return;
        };
        figure.now = Measured::Value(now);
        self.compare(figure, &now, self.basis.before.as_ref().map(|before| estimate(at(before))));
    }
}
