//! How measurable the tickets are: each measure of the catalog and each way to divide them, answered, answered in part, or not at all,
//! told from what the measures declare that they need.

use super::import::stands_in;
use crate::metrics::METRICS;
use crate::metrics::declare::{Measure, Metric, Need, Variant};
use crate::metrics::seen::{self, Fields};
use crate::query::Context;
use model::field::Field;
use model::import::{Answerable, Question};

/// Ways to divide the tickets: the field and the question.
const DIVISIONS: &[(Field, &str)] = &[
    (Field::Topic, "Where it works: by topic"),
    (Field::Channel, "By channel"),
    (Field::Language, "By language"),
    (Field::Priority, "By priority"),
    (Field::AiAgent, "Which AI agent does better"),
];

/// Every question, in the order of the catalog.
pub(super) fn questions(context: Context<'_>) -> Vec<Question> {
    let have = seen::available(context.dataset, context.derived);
    // A measure at another quantile is the same question, and so is CSAT in another form.
    let is_form = |metric: &Metric| {
        matches!(metric.measure, Measure::Survey(_)) || matches!(metric.id, "csat_lowest" | "csat_highest")
    };
    let metrics = METRICS.iter().filter(|metric| !metric.id.ends_with("_p90") && !is_form(metric));
    let mut questions: Vec<Question> = metrics.map(|metric| of_metric(metric, have)).collect();
    for (field, label) in DIVISIONS {
        let is_ai = *field == Field::AiAgent;
        let is_there = have.has(*field);
        // Who does better is no question among none.
        if is_ai && !have.has(Field::AiInvolved) {
            continue;
        }
        questions.push(Question {
            label: (*label).to_string(),
            answer: if is_there { Answerable::Answered } else { Answerable::Impossible },
            why: if is_there { String::new() } else { Need::Field(*field).why() },
            wants: if is_there { Vec::new() } else { vec![*field] },
        });
    }
    questions
}

fn of_metric(metric: &Metric, have: Fields) -> Question {
    let variants: &[Variant] = match &metric.measure {
        Measure::Share(variants) => variants,
        Measure::Difference(variants) => variants.as_slice(),
        _ => &[],
    };
    let question =
        |answer, why: String, wants| Question { label: metric.label.to_string(), answer, why, wants };
    if let Measure::Untold(why) = &metric.measure {
        return question(Answerable::Impossible, (*why).to_string(), Vec::new());
    }
    // A difference takes both of its sides.
    let all_needed = matches!(metric.measure, Measure::Difference(_));
    let of_variants = variants.iter().flat_map(|variant| variant.needs);
    let unmet = |need: &&Need| !need.is_met(have);
    let mut fatal: Vec<&Need> = metric.needs.iter().filter(unmet).collect();
    let mut partial: Vec<&Need> = of_variants.filter(unmet).collect();
    let is_none_left = !variants.is_empty()
        && variants.iter().all(|variant| variant.needs.iter().any(|need| !need.is_met(have)));
    if all_needed || is_none_left {
        fatal.append(&mut partial);
    }
    if let Some(first) = fatal.first() {
        return question(
            Answerable::Impossible,
            first.why(),
            wanted(fatal.iter().map(|need| need.fields()[0])),
        );
    }
    if let Some(first) = partial.first() {
        let why = format!("For all tickets, but not for each who handled them. {}", first.why());
        return question(Answerable::Weakened, why, wanted(partial.iter().map(|need| need.fields()[0])));
    }
    let without = variants
        .iter()
        .find_map(|variant| variant.fallback.as_ref().filter(|fallback| !have.has(fallback.without)));
    if let Some(fallback) = without {
        let why = format!("Counted over tickets {} instead.", fallback.flag);
        return question(Answerable::Weakened, why, vec![fallback.without]);
    }
    let weak = wanted(metric.needs.iter().flat_map(|need| second_best(need, have)));
    if weak.is_empty() {
        return question(Answerable::Answered, String::new(), weak);
    }
    let labels: Vec<String> = weak.iter().map(|field| format!("“{}”", field.label())).collect();
    let why = format!("Told by second-best evidence: the file has no {}.", labels.join(" and no "));
    question(Answerable::Weakened, why, weak)
}

/// The fields that would tell better what a need is met by. The first of a group tells best; whether a solution held is told by two
/// things, each in its own way.
fn second_best(need: &Need, have: Fields) -> Vec<Field> {
    let fields = need.fields();
    let best = if fields == seen::RETURN { fields } else { &fields[..1] };
    best.iter().copied().filter(|field| !have.has(*field) && !stands_in(*field, have)).collect()
}

fn wanted(fields: impl Iterator<Item = Field>) -> Vec<Field> {
    let mut wanted: Vec<Field> = Vec::new();
    for field in fields {
        if !wanted.contains(&field) {
            wanted.push(field);
        }
    }
    wanted
}
