//! Published definitions of a resolution, applied to the same tickets.
//!
//! To add one, write `<vendor>.rs` with its [`Definition`](declare::Definition)s and name them in the list below. A definition is
//! data, as a measure is ([`crate::metrics`]): words, source, the days on which it changed, and conditions. What it needs of a file
//! follows from the conditions, and so do the tickets that it counts and the filters that show them.
//!
//! * [`own`]: one put together by hand. [`values`]: its conditions with a value.
//! * [`billing`]: what a vendor billed, and what speaks against it.
//! * `bench`: counting.

mod ada;
mod alike;
mod assay;
pub(crate) mod bench;
pub(crate) mod billing;
mod chatwoot;
pub(crate) mod clauses;
mod copilot;
pub(crate) mod declare;
mod dialogflow;
mod forethought;
mod gorgias;
mod hubspot;
mod intercom;
pub(crate) mod own;
mod rule;
mod salesforce;
mod servicenow;
#[cfg(test)]
mod tests;
pub(crate) mod values;
#[cfg(test)]
mod values_tests;
mod zendesk;

pub(crate) use alike::Alike;
pub(crate) use rule::{Condition, Reached, Rule, Verdicts};

use crate::derive::cases::{Asks, Cases};
use crate::metrics::seen;
use crate::query::Context;
use declare::{Definition, Way};
use model::definition::{DefinitionName, OWN};
use model::filter::Filter;
use std::rc::Rc;

/// Every definition, by vendor.
pub(crate) static DEFINITIONS: &[&Definition] = &[
    &intercom::CONFIRMED,
    &intercom::ASSUMED,
    &intercom::RESOLUTION,
    &intercom::OUTCOME,
    &intercom::AUTOMATION,
    &zendesk::CONTAINED,
    &zendesk::VERIFIED,
    &zendesk::CHECKED,
    &salesforce::DEFLECTED,
    &salesforce::AMBIGUOUS,
    &hubspot::RESOLUTION,
    &hubspot::DEFLECTION,
    &hubspot::HANDOFF,
    &ada::RESOLUTION,
    &ada::CONTAINMENT,
    &gorgias::AUTOMATION,
    &forethought::RECEIVED,
    &forethought::ELIGIBLE,
    &forethought::SENT,
    &servicenow::DURABLE,
    &servicenow::COVERAGE,
    &dialogflow::OF_ALL,
    &dialogflow::OF_CONTAINED,
    &copilot::RESOLVED,
    &copilot::ESCALATED,
    &copilot::ABANDONED,
    &chatwoot::RESOLUTION,
    &assay::DURABLE,
    &assay::FLOOR,
];

/// Products for which no formula was found in print.
pub(crate) const WITHOUT_FORMULA: &str = "Decagon, Freshworks Freddy, Sierra and Twig";

/// The definition of that name.
pub(crate) fn by_id(id: &str) -> Option<&'static Definition> {
    DEFINITIONS.iter().copied().find(|definition| definition.id == id)
}

/// What the definitions are called in filters.
pub fn names() -> Vec<DefinitionName> {
    let published = DEFINITIONS.iter().map(|definition| (definition.id.to_string(), definition.name()));
    let mut ids = vec![billing::ALL.to_string()];
    ids.extend(billing::Of::Billed.ids().chain(billing::Of::Any.ids()));
    ids.extend(DEFINITIONS.iter().map(|definition| billing::id_not_billed(definition.id)));
    let billed = ids.into_iter().filter_map(|id| Some((id.clone(), billing::label(&id)?)));
    let measures = crate::metrics::METRICS.iter().filter(|metric| metric.by_case().is_some());
    let measures = measures.map(|metric| (metric.id.to_string(), metric.label.to_string()));
    published.chain(billed).chain(measures).map(|(id, label)| DefinitionName { id, label }).collect()
}

/// The way in which a definition is told of a data set, and whether the file's words are the vendor's own.
pub(crate) fn way(context: Context<'_>, definition: &Definition) -> Option<(&'static Way, bool)> {
    let have = seen::available(context.dataset, context.derived);
    let format = context.dataset.format;
    let is_own = |way: &Way| way.own_words.is_empty() || format.starts_with(way.own_words);
    // A table of no helpdesk may hold any vendor's words; a helpdesk's own words are not another's.
    let may_be = |way: &Way| is_own(way) || format == "generic" || format == "sample";
    let has = |way: &Way| way.with.is_empty() || way.with.iter().any(|field| have.has(*field));
    let way = definition.ways.iter().find(|way| has(way) && may_be(way))?;
    Some((way, is_own(way)))
}

/// The conditions under an id; `None` for one that is not known.
pub(crate) fn rule(context: Context<'_>, id: &str) -> Option<Rule> {
    if let Some(text) = id.strip_prefix(OWN) {
        return Some(own::rule(&own::read(text)));
    }
    if let Some(definition) = by_id(id) {
        return Some(way(context, definition)?.0.rule());
    }
    if let Some(by_case) = crate::metrics::by_id(id).and_then(|metric| metric.by_case()) {
        return Some(Rule { asks: Asks::Followed, ..Rule::of(by_case.of, by_case.counts) });
    }
    billing::rule(id)
}

/// The cases of a data set, found out when they are first asked for.
pub(crate) fn cases(context: Context<'_>) -> Rc<Cases> {
    context
        .derived
        .remembered
        .judged
        .cases(|| Cases::new(context.dataset, context.derived, Asks::Definitions))
}

/// The cases that measures of what followed decide on.
pub(crate) fn followed(context: Context<'_>) -> Rc<Cases> {
    context
        .derived
        .remembered
        .judged
        .followed(|| Cases::new(context.dataset, context.derived, Asks::Followed))
}

/// Groups of those cases on which everything that a screen shows of them says the same.
pub(crate) fn alike(context: Context<'_>, asks: Asks) -> Rc<Alike> {
    let published = || DEFINITIONS.iter().filter_map(|definition| Some(way(context, definition)?.0.rule()));
    context.derived.remembered.judged.alike(asks, || match asks {
        Asks::Definitions => Alike::new(&cases(context), published()),
        Asks::Followed => Alike::new(&followed(context), crate::metrics::by_case::rules()),
    })
}

/// The cases that a rule decides on: told apart by its conditions with a value, where it has some. A condition of which the file tells
/// nothing holds for no ticket.
pub(crate) fn cases_of(context: Context<'_>, rule: &Rule) -> Rc<Cases> {
    if rule.asks == Asks::Followed {
        return followed(context);
    }
    let all = cases(context);
    if rule.valued.is_empty() {
        return all;
    }
    let codes = rule.valued.iter().map(|valued| valued.code.clone()).collect();
    context.derived.remembered.judged.marked(codes, || {
        let nothing = || vec![0; context.dataset.rows as usize];
        let rows = |valued: &values::Valued| valued.rows(context).unwrap_or_else(nothing);
        all.marked(&rule.valued.iter().map(rows).collect::<Vec<_>>())
    })
}

/// What a definition says of each case; `None` for one that is not known.
pub(crate) fn verdicts(context: Context<'_>, id: &str) -> Option<Rc<Verdicts>> {
    context.derived.remembered.judged.verdicts(id, || {
        let rule = rule(context, id)?;
        Some(rule.judge(&cases_of(context, &rule)))
    })
}

/// Finds out what the definitions in a filter say, so that the filter can be applied. A definition that is not known says nothing:
/// no ticket passes.
pub fn prepare(context: Context<'_>, filter: &Filter) {
    for id in filter.judged.keys() {
        verdicts(context, id);
    }
}
