//! Those who did not rate: what they would have to think, and which kinds of ticket nobody rated.

use super::time_charts::empty;
use super::wording::{number, percent};
use super::{MIN_CLAIM_N, figure, value};
use crate::metrics::survey::{Answers, by_words};
use crate::query::coding;
use crate::query::strata::Strata;
use model::chart::{Bar, BarChart, Category, Chart, ChartBody, ChartPoint, Role};
use model::field::Field;
use model::filter::{Dimension, NO_VALUE};
use model::measure::{Estimate, Figure, Measured};
use model::outcome::HandledBy;
use model::units::Unit;
use model::view::{Note, NoteKind};

/// Kinds named in one remark at most.
const MAX_NAMED: usize = 3;
/// Share of a handler's solved tickets without a rating of their kind that is worth a remark.
const WORTH_A_REMARK: f64 = 0.02;

/// How satisfied the silent customers of the AI would have to be: the sentence for a slide, and what it rests on.
pub(super) fn tipping(answers: &Answers<'_, '_>, figures: &[Figure]) -> Chart {
    let id = "tipping_point";
    let metrics = ["csat_tipping", "csat", "response_rate"];
    let refused = |why: String| empty(id, "The tipping point cannot be told", Unit::Share, &metrics, why);
    let found = match figure(figures, "csat_tipping", "").map(|figure| &figure.now) {
        Some(Measured::Value(found)) => Some(found),
        Some(Measured::NotApplicable { why, needs }) if !needs.is_empty() => return refused(why.clone()),
        _ => None,
    };
    let both =
        |metric: &str| Some((value(figures, metric, "ai_only")?, value(figures, metric, "human_only")?));
    let (Some((ai, people)), Some((ai_rate, people_rate))) = (both("csat"), both("response_rate")) else {
        return refused("The AI or people have no rating here.".to_string());
    };
    if ai.n < MIN_CLAIM_N || people.n < MIN_CLAIM_N {
        return refused(format!("The AI or people have fewer than {MIN_CLAIM_N} ratings."));
    }
    let verb = if answers.basis.have.has(Field::RatingOffered) { "answered the survey" } else { "rated" };
    let rates = format!(
        "{} of the AI's customers {verb}, {} of people's",
        percent(ai_rate.value),
        percent(people_rate.value)
    );
    let title = match found {
        Some(found) if ai.value <= people.value => format!(
            "{rates}: for the AI to match people, {} of its silent customers would have to be satisfied; of those who rated, {} are",
            percent(found.value),
            percent(ai.value)
        ),
        Some(found) => format!(
            "{rates}: the AI's lead would be gone if only {} of its silent customers were satisfied; of those who rated, {} are",
            percent(found.value),
            percent(ai.value)
        ),
        None => {
            let why = match figure(figures, "csat_tipping", "").map(|figure| &figure.now) {
                Some(Measured::NotApplicable { why, .. }) => why.trim_end_matches('.').to_string(),
                _ => String::new(),
            };
            let (first, rest) = why.split_at(why.chars().next().map_or(0, char::len_utf8));
            format!("{rates}. {}{rest}", first.to_ascii_uppercase())
        }
    };
    let bar = |label: &str, role: Role, point: Option<&Estimate>, filter: Option<HandledBy>| Bar {
        category: Category {
            label: label.to_string(),
            filter: filter.map(|handler| (Dimension::HandledBy, handler.id().to_string())),
        },
        role,
        point: point.copied().map(ChartPoint::from),
        note: point.is_none().then(|| "no such value".to_string()),
    };
    let bars = vec![
        bar("AI only, rated", Role::Ai, Some(ai), Some(HandledBy::AiOnly)),
        bar("AI only, silent: needed", Role::AiFaint, found, None),
        bar("Human only, rated", Role::Human, Some(people), Some(HandledBy::HumanOnly)),
    ];
    Chart {
        id: id.to_string(),
        title,
        subtitle: format!(
            "Share of satisfied customers with 95% intervals; n = {} and {} ratings. People's silent customers are taken to be like \
             those who rated",
            number(ai.n),
            number(people.n)
        ),
        unit: Unit::Share,
        metrics: metrics.map(str::to_string).to_vec(),
        body: ChartBody::Bars(BarChart { bars, range: Some((0.0, 1.0)) }),
    }
}

/// What reweighting changes, and which kinds of ticket it has to leave out.
pub(super) fn reweighting(answers: &Answers<'_, '_>, figures: &[Figure]) -> Vec<Note> {
    let mut notes = Vec::new();
    let gap = |metric: &str| {
        value(figures, metric, "").filter(|_| super::satisfaction_charts::enough_rated(figures))
    };
    if let (Some(before), Some(after)) = (gap("csat_difference"), gap("csat_reweighted_difference")) {
        let told = |gap: &Estimate| {
            let range = gap.interval.map(super::wording::points_range).unwrap_or_default();
            format!("{:+.1} ({range})", gap.value * 100.0).replace('-', "−")
        };
        let text = format!(
            "Reweighted by {}, the gap between AI and people is {} points instead of {}. That mends who answers as far as these tell it; \
             that the AI gets other tickets than people, it does not.",
            by_words(answers.by()),
            told(after),
            told(before)
        );
        notes.push(Note { kind: NoteKind::Finding, text, action: None });
    }
    let mut is_said = !notes.is_empty();
    let finest = Strata::of(answers.basis.context).ways().first().copied().unwrap_or_default();
    if answers.by() != finest && answers.weighed(None, false).is_some() {
        let text = format!(
            "Reweighting tells kinds of ticket apart by {} alone: by {}, most tickets of some handler would be of kinds that nobody rated.",
            by_words(answers.by()),
            by_words(finest)
        );
        notes.push(Note { kind: NoteKind::Limit, text, action: None });
    }
    for (handler, of) in
        [(Some(HandledBy::AiOnly), "AI-only"), (Some(HandledBy::HumanOnly), "human-only"), (None, "all")]
    {
        if handler.is_none() && is_said {
            break;
        }
        let Some(weighed) = answers.weighed(handler, false) else { continue };
        let left = weighed.cases - weighed.covered;
        if weighed.answers < MIN_CLAIM_N || (left as f64) < WORTH_A_REMARK * weighed.cases as f64 {
            continue;
        }
        let named = unrated(answers, handler);
        is_said = true;
        let text = format!(
            "{} of {of} solved tickets ({} of {}) are of kinds that nobody rated; the largest: {}. Reweighting leaves them out.",
            percent(left as f64 / weighed.cases as f64),
            number(left),
            number(weighed.cases),
            named.join("; ")
        );
        notes.push(Note { kind: NoteKind::Limit, text, action: None });
    }
    notes
}

/// The largest kinds of ticket of a handler that nobody rated, in words.
fn unrated(answers: &Answers<'_, '_>, handler: Option<HandledBy>) -> Vec<String> {
    let context = answers.basis.context;
    let place = handler.map_or(0, |handler| handler as usize + 1);
    let all_kinds = answers.kinds(false);
    let mut kinds: Vec<(u64, usize)> = all_kinds
        .iter()
        .filter(|(_, of)| of[place].answers == 0 && of[place].cases > 0)
        .map(|(kind, of)| (of[place].cases, *kind))
        .collect();
    model::order::sort_by_key(&mut kinds, |(cases, kind)| (std::cmp::Reverse(*cases), *kind));
    let all: u64 = all_kinds.iter().map(|(_, of)| of[place].cases).sum();
    let strata = Strata::of(context);
    let name = |dimension: Dimension, code: usize| {
        coding(context, dimension).map_or_else(String::new, |coding| dimension.value_label(coding.name(code)))
    };
    kinds
        .iter()
        .take(MAX_NAMED)
        .map(|(cases, kind)| {
            let (channel, topic, wait) = strata.named(*kind, answers.by());
            let channel = channel.map(|code| name(Dimension::Channel, code));
            let topic = topic.map(|code| match code {
                Some(code) => name(Dimension::Topic, code),
                None => Dimension::Topic.value_label(NO_VALUE),
            });
            let parts: Vec<String> =
                channel.into_iter().chain(topic).chain(wait.map(str::to_string)).collect();
            format!("{} ({} of these tickets)", parts.join(", "), percent(*cases as f64 / all.max(1) as f64))
        })
        .collect()
}
