//! The invoice check: what a vendor billed against what the tickets show.

use super::wording::percent;
use crate::definitions::bench::Bench;
use crate::definitions::declare::{Definition, NEEDS_BILLED};
use crate::definitions::{DEFINITIONS, billing, billing::Of, by_id};
use crate::metrics::count::share;
use crate::query::{Context, matching_rows};
use model::definition::{BillingReason, Invoice, LabAsk, Listed, Verdict};
use model::filter::Filter;
use model::measure::Measured;
use model::units::{counted, grouped};

const YES: &[Verdict] = &[Verdict::Yes];

/// What a file of no vendor that bills is held against: most invoices are by outcomes of Fin.
const USUAL: &str = "fin_outcome";

/// The definition that the vendor of a file usually bills by.
pub(super) fn usual(context: Context<'_>) -> &'static str {
    let format = context.dataset.format;
    let is_billed = |definition: &&&Definition| {
        !definition.billed_for.is_empty() && format.starts_with(definition.billed_for)
    };
    DEFINITIONS.iter().find(is_billed).map_or(USUAL, |definition| definition.id)
}

/// Money in hundredths as people write it.
fn money(cents: u64) -> String {
    format!("{}.{:02}", grouped(cents / 100), cents % 100)
}

/// The check under what was asked.
pub(super) fn invoice(bench: &Bench<'_>, asked: &LabAsk) -> Invoice {
    let basis = bench.basis;
    let window = basis.window();
    let definition = by_id(&asked.billed_as)
        .filter(|definition| definition.evidence().is_some())
        .or_else(|| by_id(usual(basis.context)));
    let has_field = NEEDS_BILLED.is_met(basis.have);
    let nothing = || Listed { count: 0, filter: None };
    let by_evidence = definition.map_or(untold(String::new()), |definition| evidence(bench, definition));
    // Without the vendor's field, the tickets that meet the definition are held against the reasons.
    let base = match definition {
        _ if has_field => Some(billing::ALL),
        Some(definition) if by_evidence.estimate().is_some() => Some(definition.id),
        _ => None,
    };
    let of = if has_field { Of::Billed } else { Of::Any };
    let listed = |id: &str| match base {
        Some(_) if has_field => bench.listed(id, YES),
        Some(base) => bench.listed_by_both((base, YES), (id, YES)),
        None => nothing(),
    };
    let reasons: Vec<BillingReason> = billing::REASONS
        .iter()
        .map(|reason| BillingReason {
            id: reason.id.to_string(),
            label: reason.label.replace("{days}", &window),
            first: listed(&of.first(reason)),
            all: listed(&of.with(reason)),
            unavailable: reason.unavailable(basis.have),
        })
        .collect();
    let billed = base.map(|base| bench.listed(base, YES));
    let in_question = listed(&of.in_question());
    let with_several = base.map_or(0, |base| with_several(bench, base));
    let not_billed = match definition {
        Some(definition) if has_field => bench.listed(&billing::id_not_billed(definition.id), YES),
        _ => nothing(),
    };
    let counted = billed.as_ref().map_or(0, |billed| billed.count);
    let flagged = match share(counted, basis.tickets().max(counted)) {
        Some(estimate) if has_field => Measured::Value(estimate),
        _ if has_field => untold("No ticket passes the filter.".to_string()),
        _ => Measured::NotApplicable { why: NEEDS_BILLED.why(), needs: NEEDS_BILLED.fields().to_vec() },
    };
    let amounts_cents = asked.price_cents.map(|price| {
        let of = |count: u64| count.saturating_mul(price);
        let counted = if has_field { counted } else { asked.billed.unwrap_or(0) };
        (of(counted), of(in_question.count), of(not_billed.count))
    });
    let mut invoice = Invoice {
        sentence: String::new(),
        caveats: Vec::new(),
        billed_as: definition.map_or("", |definition| definition.id).to_string(),
        flagged,
        billed,
        reasons,
        in_question,
        with_several,
        not_billed,
        by_evidence,
        amounts_cents,
    };
    let flagged = invoice.billed.as_ref().filter(|_| has_field).map(|billed| billed.count);
    invoice.sentence = sentence(&invoice, asked, flagged, definition);
    invoice.caveats = caveats(asked, flagged, &window);
    invoice
}

fn untold(why: String) -> Measured {
    Measured::NotApplicable { why, needs: Vec::new() }
}

/// Tickets of a list for which more than one reason holds.
fn with_several(bench: &Bench<'_>, base: &str) -> u64 {
    let Some(base) = bench.verdicts(base) else { return 0 };
    let each: Vec<_> =
        billing::REASONS.iter().filter_map(|reason| bench.verdicts(&Of::Any.with(reason))).collect();
    let holds = |case: usize| each.iter().filter(|found| found.of_case[case] == Verdict::Yes).count();
    let is_meant = |case: usize| base.of_case[case] == Verdict::Yes && holds(case) > 1;
    bench.usual.now.iter().enumerate().filter(|(case, _)| is_meant(*case)).map(|(_, count)| count).sum()
}

/// Tickets that meet a definition by what they show, without the vendor's word.
fn evidence(bench: &Bench<'_>, definition: &Definition) -> Measured {
    let Some(way) = definition.evidence() else { return untold(definition.untold.to_string()) };
    if let Some(need) = Definition::gaps(way, bench.basis.have).fatal.first() {
        return Measured::NotApplicable { why: need.why(), needs: need.fields().to_vec() };
    }
    let verdicts = way.rule().judge(&bench.usual.cases);
    let k = verdicts.sum(&bench.usual.now, YES);
    let n = verdicts.sum(&bench.usual.now, &[Verdict::Yes, Verdict::No]);
    share(k, n).map_or_else(|| untold("No ticket passes the filter.".to_string()), Measured::Value)
}

/// ", 153.45 in the vendor's favour": what an invoice of `billed` comes to against `found`; nothing without a price.
fn difference(asked: &LabAsk, billed: u64, found: u64) -> String {
    let Some(price) = asked.price_cents.filter(|_| billed != found) else { return String::new() };
    let whose = if billed > found { "the vendor's" } else { "your" };
    format!(", {} in {whose} favour", money(billed.abs_diff(found).saturating_mul(price)))
}

/// `flagged`: so many the vendor's field counts, where the file has it.
fn sentence(
    invoice: &Invoice,
    asked: &LabAsk,
    flagged: Option<u64>,
    definition: Option<&'static Definition>,
) -> String {
    let name = definition.map_or_else(String::new, Definition::name);
    let in_question = invoice.in_question.count;
    let amount_of = |of: &str| match invoice.amounts_cents {
        Some((_, in_question, _)) => format!(": {}{of}", money(in_question)),
        None => String::new(),
    };
    let Some(billed) = flagged else {
        return match (asked.billed, invoice.by_evidence.estimate()) {
            (Some(count), Some(found)) => {
                let k = found.k.unwrap_or(0);
                let compared = match count.cmp(&k) {
                    std::cmp::Ordering::Greater => format!("{} more than", grouped(count - k)),
                    std::cmp::Ordering::Less => format!("{} fewer than", grouped(k - count)),
                    std::cmp::Ordering::Equal => "as many as".to_string(),
                };
                let against = match in_question {
                    0 => String::new(),
                    _ => format!(
                        ". Of these, {} ({}) are in question{}",
                        grouped(in_question),
                        percent(in_question as f64 / k.max(1) as f64),
                        amount_of("")
                    ),
                };
                format!(
                    "{} billed: {compared} the {} that meet “{name}” here{}{against}",
                    counted(count, "resolution"),
                    grouped(k),
                    difference(asked, count, k)
                )
            }
            (Some(count), None) => {
                format!(
                    "{} billed; these tickets cannot tell how many meet “{name}”",
                    counted(count, "resolution")
                )
            }
            (None, _) => {
                "This file does not tell what the vendor billed: type the count of the invoice".to_string()
            }
        };
    };
    if billed == 0 {
        return "The vendor's field counts no resolution among these tickets".to_string();
    }
    let all = invoice.amounts_cents.map(|(billed, ..)| format!(" of {}", money(billed))).unwrap_or_default();
    format!(
        "Of {} that the vendor counts, {} ({}) are in question{}",
        counted(billed, "ticket"),
        grouped(in_question),
        percent(in_question as f64 / billed as f64),
        amount_of(&all)
    )
}

fn caveats(asked: &LabAsk, flagged: Option<u64>, window: &str) -> Vec<String> {
    let mut caveats = Vec::new();
    if let (Some(billed), Some(count)) = (flagged, asked.billed)
        && billed != count
    {
        let (more, fewer) = if count > billed { ("invoice", "file") } else { ("file", "invoice") };
        caveats.push(format!(
            "The invoice counts {}, the file {}: the {more} has {} more than the {fewer}{}. Compare the period and the time zone of \
             both, and whether the file holds all channels.",
            grouped(count),
            grouped(billed),
            grouped(count.abs_diff(billed)),
            difference(asked, count, billed)
        ));
    }
    match flagged {
        Some(_) => {
            caveats.push(format!(
                "In question is not wrong: a reason says what the ticket shows, the contract says what counts. A customer who came \
                 back within {window} may have had another problem, and many contracts count a resolution whatever comes in a new \
                 conversation."
            ));
            caveats.push(
                "In the vendor's favour: tickets that meet the definition by what they show and were not counted.".to_string(),
            );
        }
        None => caveats.push(
            "A count alone cannot tell which tickets were billed, so that no single one can be disputed: equal counts may still be \
             different tickets, and the reasons stand against tickets that meet the definition. Ask the vendor for the ids, or export the field that holds its outcome."
                .to_string(),
        ),
    }
    caveats.push("Whether an AI's only message was a mere greeting is not read from its text; counts of messages tell.".to_string());
    caveats
}

/// The tickets of a filter with the reasons against each, as CSV: ids and reasons, nothing that a customer wrote.
pub fn dispute(context: Context<'_>, filter: &Filter) -> String {
    crate::definitions::prepare(context, filter);
    let window = crate::metrics::evaluate::window(context.derived.settings.return_days);
    let cases = crate::definitions::cases(context);
    let each: Vec<_> = billing::REASONS
        .iter()
        .filter_map(|reason| {
            let found = crate::definitions::verdicts(context, &Of::Any.with(reason))?;
            Some((reason.label.replace("{days}", &window), found))
        })
        .collect();
    let is_told = NEEDS_BILLED.is_met(crate::metrics::seen::available(context.dataset, context.derived));
    let billed = crate::definitions::verdicts(context, billing::ALL);
    let mut text = String::from("ticket,created,counted_by_vendor,reason,further_reasons\r\n");
    for row in matching_rows(context, filter) {
        let case = cases.of_row[row as usize] as usize;
        let is_billed = billed.as_ref().is_some_and(|found| found.of_case[case] == Verdict::Yes);
        let reasons: Vec<&str> = each
            .iter()
            .filter(|(_, found)| (is_billed || !is_told) && found.of_case[case] == Verdict::Yes)
            .map(|(label, _)| label.as_str())
            .collect();
        let counted = match is_billed {
            _ if !is_told => "not told",
            true => "yes",
            false => "no",
        };
        let day = model::units::Day(
            (context.derived.clock_secs(context.derived.created_utc[row as usize]) / 86_400) as i32,
        );
        let (first, further) = reasons
            .split_first()
            .map_or(("", String::new()), |(first, further)| (*first, further.join("; ")));
        cell(&mut text, &context.dataset.columns.id.get(row as usize));
        text.push_str(&format!(",{day},{counted},"));
        cell(&mut text, first);
        text.push(',');
        cell(&mut text, &further);
        text.push_str("\r\n");
    }
    text
}

/// A cell that no spreadsheet takes for a formula.
fn cell(text: &mut String, value: &str) {
    let is_formula = value.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let is_quoted = is_formula || value.contains(['"', ',', '\n', '\r', ';']);
    if is_quoted {
        text.push('"');
    }
    if is_formula {
        text.push('\'');
    }
    text.push_str(&value.replace('"', "\"\""));
    if is_quoted {
        text.push('"');
    }
}
