//! The invoice check: what a vendor billed against what the tickets show.

use super::wording::percent;
use crate::definitions::bench::Bench;
use crate::definitions::declare::{Definition, NEEDS_BILLED};
use crate::definitions::{DEFINITIONS, billing, by_id};
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
    let reasons: Vec<BillingReason> = billing::REASONS
        .iter()
        .map(|reason| BillingReason {
            id: reason.id.to_string(),
            label: reason.label.replace("{days}", &window),
            first: if has_field { bench.listed(&billing::id_first(reason), YES) } else { nothing() },
            all: if has_field { bench.listed(&billing::id_with(reason), YES) } else { nothing() },
            unavailable: reason.unavailable(basis.have),
        })
        .collect();
    let billed = if has_field { bench.listed(billing::ALL, YES) } else { nothing() };
    let in_question = if has_field { bench.listed(billing::IN_QUESTION, YES) } else { nothing() };
    let with_several = with_several(bench, &reasons, has_field);
    let not_billed = match definition {
        Some(definition) if has_field => bench.listed(&billing::id_not_billed(definition.id), YES),
        _ => nothing(),
    };
    let by_evidence = definition.map_or(untold(String::new()), |definition| evidence(bench, definition));
    let flagged = match share(billed.count, basis.tickets().max(billed.count)) {
        Some(estimate) if has_field => Measured::Value(estimate),
        _ if has_field => untold("No ticket passes the filter.".to_string()),
        _ => Measured::NotApplicable { why: NEEDS_BILLED.why(), needs: NEEDS_BILLED.fields().to_vec() },
    };
    let amounts_cents = asked.price_cents.map(|price| {
        let of = |count: u64| count.saturating_mul(price);
        let counted = if has_field { billed.count } else { asked.billed.unwrap_or(0) };
        (of(counted), of(in_question.count), of(not_billed.count))
    });
    let mut invoice = Invoice {
        sentence: String::new(),
        caveats: Vec::new(),
        billed_as: definition.map_or("", |definition| definition.id).to_string(),
        flagged,
        billed: has_field.then_some(billed),
        reasons,
        in_question,
        with_several,
        not_billed,
        by_evidence,
        amounts_cents,
    };
    invoice.sentence = sentence(&invoice, asked, definition);
    invoice.caveats = caveats(&invoice, asked, &window);
    invoice
}

fn untold(why: String) -> Measured {
    Measured::NotApplicable { why, needs: Vec::new() }
}

/// Billed tickets for which more than one reason holds.
fn with_several(bench: &Bench<'_>, reasons: &[BillingReason], has_field: bool) -> u64 {
    if !has_field {
        return 0;
    }
    let each: Vec<_> =
        billing::REASONS.iter().filter_map(|reason| bench.verdicts(&billing::id_with(reason))).collect();
    debug_assert_eq!(each.len(), reasons.len());
    let holds = |case: usize| each.iter().filter(|found| found.of_case[case] == Verdict::Yes).count();
    bench.usual.now.iter().enumerate().filter(|(case, _)| holds(*case) > 1).map(|(_, count)| count).sum()
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

fn sentence(invoice: &Invoice, asked: &LabAsk, definition: Option<&'static Definition>) -> String {
    let name = definition.map_or_else(String::new, Definition::name);
    let Some(billed) = &invoice.billed else {
        return match (asked.billed, invoice.by_evidence.estimate()) {
            (Some(count), Some(found)) => {
                let k = found.k.unwrap_or(0);
                let compared = match count.cmp(&k) {
                    std::cmp::Ordering::Greater => format!("{} more than", grouped(count - k)),
                    std::cmp::Ordering::Less => format!("{} fewer than", grouped(k - count)),
                    std::cmp::Ordering::Equal => "as many as".to_string(),
                };
                format!(
                    "{} billed: {compared} the {} that meet “{name}” here",
                    counted(count, "resolution"),
                    grouped(k)
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
    if billed.count == 0 {
        return "The vendor's field counts no resolution among these tickets".to_string();
    }
    let share = invoice.in_question.count as f64 / billed.count as f64;
    let amount = invoice
        .amounts_cents
        .map(|(billed, in_question, _)| format!(": {} of {}", money(in_question), money(billed)))
        .unwrap_or_default();
    format!(
        "Of {} that the vendor counts, {} ({}) are in question{amount}",
        counted(billed.count, "ticket"),
        grouped(invoice.in_question.count),
        percent(share)
    )
}

fn caveats(invoice: &Invoice, asked: &LabAsk, window: &str) -> Vec<String> {
    let mut caveats = Vec::new();
    if let (Some(billed), Some(count)) = (&invoice.billed, asked.billed)
        && billed.count != count
    {
        let (more, fewer) = if count > billed.count { ("invoice", "file") } else { ("file", "invoice") };
        caveats.push(format!(
            "The invoice counts {}, the file {}: the {more} has {} more than the {fewer}. Compare the period and the time zone of \
             both, and whether the file holds all channels.",
            grouped(count),
            grouped(billed.count),
            grouped(count.abs_diff(billed.count))
        ));
    }
    match &invoice.billed {
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
             different tickets. Ask the vendor for the ids, or export the field that holds its outcome."
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
            let found = crate::definitions::verdicts(context, &billing::id_with(reason))?;
            Some((reason.label.replace("{days}", &window), found))
        })
        .collect();
    let billed = crate::definitions::verdicts(context, billing::ALL);
    let mut text = String::from("ticket,created,counted_by_vendor,reason,further_reasons\r\n");
    for row in matching_rows(context, filter) {
        let case = cases.of_row[row as usize] as usize;
        let reasons: Vec<&str> = each
            .iter()
            .filter(|(_, found)| found.of_case[case] == Verdict::Yes)
            .map(|(label, _)| label.as_str())
            .collect();
        let is_billed = billed.as_ref().is_some_and(|found| found.of_case[case] == Verdict::Yes);
        let day = model::units::Day(
            (context.derived.clock_secs(context.derived.created_utc[row as usize]) / 86_400) as i32,
        );
        let (first, further) = reasons
            .split_first()
            .map_or(("", String::new()), |(first, further)| (*first, further.join("; ")));
        cell(&mut text, &context.dataset.columns.id.get(row as usize));
        text.push_str(&format!(",{day},{},", if is_billed { "yes" } else { "no" }));
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
