//! Figures of the Satisfaction screen that take more than counts by class: means, ratings reweighted by kind of ticket, what the silent
//! would have to think. Apart from [`Basis`], so that who shows no such screen has none of their code.

use super::clauses::{AI_ONLY, AI_THEN_HUMAN, DONE, HUMAN_ONLY, RATED};
use super::count::{clustered_mean_of, clustered_share, estimate_difference};
use super::declare::{Clause, Measure, Metric, Survey};
use super::evaluate::{Basis, HANDLERS, handler_needs, step};
use crate::dataset::Ratings;
use crate::derive::Facts;
use crate::query::Tally;
use crate::query::answers::{self, Histograms};
use crate::query::customers::{self, Pair, Part};
use crate::query::strata::{By, Strata};
use crate::stats::Z_95;
use crate::stats::silence::{Asked, Tipping, tipping_point};
use crate::stats::strata::{Answered, Weighed, post_stratified};
use model::field::Field;
use model::measure::{Alike, Estimate, Figure, Measured};
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
    /// What kinds are told apart by.
    by: OnceCell<By>,
    /// Tickets by kind told apart so: in the period, and in the previous one.
    together: [OnceCell<Kinds>; 2],
    /// Answers in a column of their own: how easy it was, and how likely to be recommended; in the period, and in the previous one.
    columns: [[OnceCell<InColumn>; 2]; 2],
}

/// A kind as fine as the file tells them that stands for others, and the sums of all of them.
type Kinds = Vec<(usize, [Answered; 4])>;

/// Answers by handler, and pairs of them of one customer.
type InColumn = (Histograms, [Vec<Pair>; 4]);

fn refuse(why: impl Into<String>) -> Measured {
    Measured::NotApplicable { why: why.into(), needs: Vec::new() }
}

/// The share of good ratings at a place of [`HANDLERS`] with each kind weighted by its solved tickets.
#[inline(never)]
fn weighed(kinds: &[(usize, [Answered; 4])], at: usize) -> Option<Weighed> {
    post_stratified(kinds.iter().map(|(_, of)| of[at]))
}

fn is_enough(weighed: &Weighed) -> bool {
    (weighed.cases - weighed.covered) as f64 <= MOST_UNRATED * weighed.cases as f64
}

/// "channel × topic × wait for a reply".
pub(crate) fn by_words(by: By) -> String {
    let names = ["channel", "topic", "wait for a reply"].into_iter().zip(by);
    let told: Vec<&str> = names.filter(|(_, is_told)| *is_told).map(|(name, _)| name).collect();
    told.join(" × ")
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

/// What a column of answers is to.
#[derive(Debug, Clone, Copy)]
enum Asks {
    Ease,
    Recommend,
}

/// An estimate, and what tickets of the same customers do to it.
type Found = (Estimate, Option<Alike>);

/// Answers to how easy it was, from the hardest to the easiest: those on 1 to 7 or on 1 to 5.
struct Effort<'e> {
    of: &'e [u64],
    /// Pairs of answers of one customer.
    pairs: &'e [Pair],
    /// What an answer in the file is: the place among those.
    place: &'e dyn Fn(usize) -> Option<usize>,
}

impl Effort<'_> {
    fn mean(&self) -> Option<Found> {
        let value = |place: usize| (place + 1) as f64;
        let counts = self.of.iter().enumerate().map(|(place, n)| (Some(value(place)), *n));
        clustered_mean_of(counts, |answer| (self.place)(answer).map(value), self.pairs)
    }

    /// The upper three of seven, the upper two of five.
    fn easy(&self) -> Option<Found> {
        let from = if self.of.len() > 5 { 4 } else { 3 };
        let part = |answer: usize| match (self.place)(answer) {
            None => Part::Outside,
            Some(place) if place < from => Part::Asked,
            Some(_) => Part::Counts,
        };
        let parts: Vec<Part> = (0..=answers::HIGHEST).map(part).collect();
        let k_n = (self.of[from..].iter().sum(), self.of.iter().sum());
        let (share, alike) = clustered_share(&customers::clusters(k_n, self.pairs, &parts))?;
        // No filter selects answers, so that the count of these tickets would lead nowhere.
        Some((Estimate { k: None, ..share }, alike))
    }
}

/// Promoters less detractors among answers of 0 to 10.
fn net_promoters(answers: &[u64; 11], pairs: &[Pair]) -> Option<Found> {
    let value = |answer: usize| match answer {
        0..=6 => Some(-1.0),
        7 | 8 => Some(0.0),
        9 | 10 => Some(1.0),
        _ => None,
    };
    let counts = answers.iter().enumerate().map(|(answer, n)| (value(answer), *n));
    let (mean, alike) = clustered_mean_of(counts, value, pairs)?;
    let n = mean.n as f64;
    let share = |answers: &[u64]| answers.iter().sum::<u64>() as f64 / n;
    let spread_of_one = (share(&answers[9..]) + share(&answers[..7]) - mean.value * mean.value).max(0.0);
    // As many answers of different customers as these tell as much as.
    let effective = alike.map_or(n, |alike| alike.effective_n);
    let spread = Z_95 * (spread_of_one / effective).sqrt();
    let interval =
        (mean.interval.is_some()).then(|| ((mean.value - spread).max(-1.0), (mean.value + spread).min(1.0)));
    Some((Estimate { interval, ..mean }, alike))
}

impl<'b, 'a> Answers<'b, 'a> {
    /// Nothing is counted yet.
    pub(crate) fn new(basis: &'b Basis<'a>) -> Answers<'b, 'a> {
        Answers {
            basis,
            kinds: Default::default(),
            by: OnceCell::new(),
            together: Default::default(),
            columns: Default::default(),
        }
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
            Survey::Ease => {
                by_handler(&|handler, figure| self.scored(handler, figure, |effort| effort.mean()))
            }
            Survey::Easy => {
                by_handler(&|handler, figure| self.scored(handler, figure, |effort| effort.easy()))
            }
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

    /// A figure of the ratings of a handler, from each tally by the same rule; pairs are of tickets of one customer by class.
    fn of_ratings(
        &self,
        handler: &Handler,
        figure: &mut Figure,
        value: impl Fn(&Tally<'a>, &[Pair]) -> Option<Found>,
    ) {
        let now = value(&self.basis.now, &self.basis.pairs(false));
        figure.steps.push(step("Rated by the customer", now.map_or(0, |(now, _)| now.n)));
        let Some((now, alike)) = now else {
            figure.now = refuse("None of these tickets was rated.");
            return;
        };
        (figure.now, figure.alike) = (Measured::Value(now), alike);
        figure.denominator = self.basis.filter_with(&rated_by(handler.2));
        let past = |before: &Tally<'a>| value(before, &self.basis.pairs(true)).map(|(past, _)| past);
        self.compare(figure, &now, self.basis.before.as_ref().map(past));
        figure.trend = self.basis.trend(|tally| value(tally, &[]).map(|(point, _)| point));
    }

    /// Sets a figure beside the period before: absent without one.
    fn compare(&self, figure: &mut Figure, now: &Estimate, before: Option<Option<Estimate>>) {
        let Some(past) = before else { return };
        figure.change = past.as_ref().map(|past| estimate_difference(now, past));
        figure.before =
            Some(past.map_or_else(|| refuse("No such ticket in the previous period."), Measured::Value));
    }

    /// The level of the rating of a class that the tally holds, where the handler's tickets are counted.
    fn level(tally: &Tally<'_>, class: usize, handler: Option<HandledBy>) -> Option<usize> {
        let (facts, n) = (tally.classes.get(class)?, tally.counts[class]);
        let is_handlers = handler.is_none_or(|handler| facts.handled_by == Some(handler));
        (n > 0 && facts.is_eligible && is_handlers).then_some(usize::from(facts.rating_level))
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
        self.of_ratings(handler, figure, |tally, pairs| {
            let part = |class| match Self::level(tally, class, handler.2).and_then(|level| top.get(level)) {
                None => Part::Outside,
                Some(false) => Part::Asked,
                Some(true) => Part::Counts,
            };
            let parts: Vec<Part> = (0..tally.classes.len()).map(part).collect();
            let sum = |wanted: &[Part]| {
                let meant = parts.iter().zip(&tally.counts).filter(|(part, _)| wanted.contains(part));
                meant.map(|(_, n)| n).sum()
            };
            let k_n = (sum(&[Part::Counts]), sum(&[Part::Counts, Part::Asked]));
            // No filter selects levels, so that the count of these tickets would lead nowhere.
            let (share, alike) = clustered_share(&customers::clusters(k_n, pairs, &parts))?;
            Some((Estimate { k: None, ..share }, alike))
        });
    }

    fn mean(&self, handler: &Handler, figure: &mut Figure) {
        let Some(ratings) = &self.basis.context.dataset.columns.rating else { return };
        let numbers: Option<Vec<f64>> = ratings.levels.iter().map(|level| level.number).collect();
        let Some(numbers) = numbers else {
            figure.now = refuse("The ratings of this file are words, which have no mean.");
            return;
        };
        self.of_ratings(handler, figure, |tally, pairs| {
            let value = |class: usize| numbers.get(Self::level(tally, class, handler.2)?).copied();
            let counts = tally.counts.iter().enumerate().map(|(class, n)| (value(class), *n));
            clustered_mean_of(counts, value, pairs)
        });
    }

    /// Solved tickets and their ratings by kind, as fine as the file tells kinds apart.
    fn finest(&self, is_previous: bool) -> &[[Answered; 4]] {
        self.kinds[usize::from(is_previous)].get_or_init(|| {
            let filter = self.basis.filter_of(is_previous);
            Strata::of(self.basis.context).answered(self.basis.context, &filter)
        })
    }

    /// What kinds are told apart by, the same for every handler and period, so that a gap is that of the two figures beside it: the
    /// finest way in which kinds that nobody rated hold less than half of the tickets of each handler that was rated at all. Where
    /// there is none, the coarsest.
    pub(crate) fn by(&self) -> By {
        *self.by.get_or_init(|| {
            let strata = Strata::of(self.basis.context);
            let ways = strata.ways();
            let is_enough = |by: &By| {
                let kinds = strata.together(self.finest(false), *by);
                (0..HANDLERS.len()).all(|at| weighed(&kinds, at).is_none_or(|weighed| is_enough(&weighed)))
            };
            ways.iter().find(|by| is_enough(by)).or(ways.last()).copied().unwrap_or_default()
        })
    }

    /// Solved tickets and their ratings by kind, as kinds are told apart here.
    pub(crate) fn kinds(&self, is_previous: bool) -> &Kinds {
        self.together[usize::from(is_previous)]
            .get_or_init(|| Strata::of(self.basis.context).together(self.finest(is_previous), self.by()))
    }

    /// The share of good ratings of a handler with each kind of ticket weighted by its solved tickets.
    pub(crate) fn weighed(&self, handler: Option<HandledBy>, is_previous: bool) -> Option<Weighed> {
        weighed(self.kinds(is_previous), place(handler))
    }

    /// The same as an estimate, where kinds that nobody rated do not hold most tickets.
    fn reweighted_estimate(&self, handler: Option<HandledBy>, is_previous: bool) -> Option<Estimate> {
        let weighed = self.weighed(handler, is_previous)?;
        is_enough(&weighed).then_some(Estimate {
            value: weighed.share,
            interval: weighed.interval,
            n: weighed.answers,
            k: None,
        })
    }

    fn reweighted(&self, (_, _, handler): &Handler, figure: &mut Figure) {
        let weighed = self.weighed(*handler, false);
        let cases = self.finest(false).iter().map(|of| of[place(*handler)].cases).sum();
        figure.steps.push(step("Solved or closed", cases));
        let kinds = format!("In kinds ({}) that somebody rated", by_words(self.by()));
        figure.steps.push(step(&kinds, weighed.map_or(0, |of| of.covered)));
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

    /// A figure of answers in a column of their own, from each histogram by the same rule; pairs are of answers of one customer.
    fn of_answers(
        &self,
        figure: &mut Figure,
        handler: &Handler,
        (asked, column): (Asks, &[u8]),
        value: impl Fn(&[u64; answers::HIGHEST + 1], &[Pair]) -> Option<Found>,
    ) {
        let of = |is_previous: bool| {
            let (answers, pairs) = self.columns[asked as usize][usize::from(is_previous)].get_or_init(|| {
                let (context, filter) = (self.basis.context, self.basis.filter_of(is_previous));
                (answers::histograms(context, &filter, column), answers::pairs(context, &filter, column))
            });
            let place = place(handler.2);
            value(&answers[place], &pairs[place])
        };
        let now = of(false);
        figure.steps.push(step("With an answer", now.map_or(0, |(now, _)| now.n)));
        let Some((now, alike)) = now else {
            figure.now = refuse("None of these customers answered.");
            return;
        };
        (figure.now, figure.alike) = (Measured::Value(now), alike);
        let past = self.basis.before.as_ref().map(|_| of(true).map(|(past, _)| past));
        self.compare(figure, &now, past);
    }

    fn scored(&self, handler: &Handler, figure: &mut Figure, value: impl Fn(&Effort<'_>) -> Option<Found>) {
        let columns = &self.basis.context.dataset.columns;
        let is_effort = columns.ease.is_none();
        let Some(column) = columns.ease.as_ref().or(columns.effort.as_ref()) else { return };
        // Of all tickets, so that no filter changes the scale.
        let top = if column.iter().any(|answer| matches!(answer, 6 | 7)) { 7 } else { 5 };
        let place = |answer: usize| {
            let is_on_scale = (1..=top).contains(&answer);
            is_on_scale.then(|| if is_effort { top - answer } else { answer - 1 })
        };
        self.of_answers(figure, handler, (Asks::Ease, column), |answers, pairs| {
            let mut of = vec![0; top];
            for (answer, n) in answers.iter().enumerate() {
                if let Some(place) = place(answer) {
                    of[place] = *n;
                }
            }
            value(&Effort { of: &of, pairs, place: &place })
        });
    }

    fn recommend(&self, handler: &Handler, figure: &mut Figure) {
        let Some(column) = &self.basis.context.dataset.columns.recommend else { return };
        self.of_answers(figure, handler, (Asks::Recommend, column), net_promoters);
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
