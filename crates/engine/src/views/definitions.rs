//! The Definitions screen: what the same tickets are under each published definition, which tickets two of them disagree on, and
//! what a vendor billed.

use super::wording::{percent, share_of};
use super::{frame, invoice};
use crate::definitions::bench::{Bench, is_told};
use crate::definitions::{DEFINITIONS, WITHOUT_FORMULA, by_id, own, values};
use crate::metrics::evaluate::Basis;
use crate::query::Context;
use model::chart::{Bar, BarChart, Category, Chart, ChartBody, Role};
use model::definition::{Comparison, DefinitionRow, Lab, LabAsk, OWN, Support, Tells, Verdict};
use model::filter::Filter;
use model::units::{Unit, counted, grouped};
use model::view::{Note, NoteKind, ScreenView};

const YES: &[Verdict] = &[Verdict::Yes];
const NOT_YES: &[Verdict] = &Verdict::NOT_YES;

/// The Definitions screen.
pub fn definitions(context: Context<'_>, filter: &Filter, asked: &LabAsk) -> ScreenView {
    let basis = Basis::new(context, filter);
    let bench = Bench::new(&basis);
    let own = own::read(&asked.own).to_string();
    let mut rows: Vec<DefinitionRow> =
        DEFINITIONS.iter().map(|definition| bench.row(definition)).chain([bench.own_row(&own)]).collect();
    let value = |row: &DefinitionRow| row.figure.now.estimate().map(|estimate| estimate.value);
    model::order::sort_by(&mut rows, |a, b| match (value(a), value(b)) {
        (Some(a), Some(b)) => b.total_cmp(&a),
        (a, b) => b.is_some().cmp(&a.is_some()),
    });
    let mut view = frame(&basis);
    (view.headline, view.caveat) = headline(&rows);
    view.charts = vec![chart(&rows)];
    view.charts.extend(super::vendor_series::vendor_series(&bench));
    view.notes = notes(&rows);
    let comparison = compare(&bench, &rows, asked, &own);
    view.lab = Some(Box::new(Lab {
        comparison,
        bricks: own::bricks(context, &own::read(&own)),
        kinds: context.derived.remembered.judged.kinds(|| values::kinds(context)).to_vec(),
        own,
        invoice: invoice::invoice(&bench, asked),
        rows,
    }));
    view
}

/// Definitions of a success of the AI that the file tells, largest first.
fn successes(rows: &[DefinitionRow]) -> Vec<&DefinitionRow> {
    let is_success = |row: &&DefinitionRow| {
        row.tells == Tells::Resolved && !row.info.id.starts_with(OWN) && row.figure.now.estimate().is_some()
    };
    rows.iter().filter(is_success).collect()
}

/// Those of them that are shares of the AI's tickets: shares of all tickets or of e-mails are no other answer to the same question.
fn of_ai<'r>(told: &[&'r DefinitionRow]) -> Vec<&'r DefinitionRow> {
    let is_of_ai =
        |row: &&&DefinitionRow| by_id(&row.info.id).is_some_and(|definition| definition.is_of_ai());
    told.iter().filter(is_of_ai).copied().collect()
}

const NOTHING: &str = "There is nothing to compare";

/// Those of them with cases enough for a claim.
fn claimed<'r>(told: &[&'r DefinitionRow]) -> Vec<&'r DefinitionRow> {
    let enough = |row: &&&DefinitionRow| {
        row.figure.now.estimate().is_some_and(|estimate| estimate.n >= super::MIN_CLAIM_N)
    };
    told.iter().filter(enough).copied().collect()
}

fn headline(rows: &[DefinitionRow]) -> (String, String) {
    let told = successes(rows);
    if told.is_empty() {
        return (
            "These tickets cannot be held against any published definition".to_string(),
            "Each definition below says which field it would need.".to_string(),
        );
    }
    let alike = of_ai(&told);
    let sound = claimed(&alike);
    let none = match (alike.len(), sound.len()) {
        (0, _) => Some("no definition gives a number of the AI's tickets here"),
        (_, 1) => Some("one definition alone has enough of the AI's tickets here"),
        _ => None,
    };
    if let Some(none) = none {
        let caveat = format!("Definitions in all that give a number, of whatever tickets: {}.", told.len());
        return (format!("{NOTHING}: {none}"), caveat);
    }
    let (Some(most), Some(least)) = (sound.first(), sound.last()) else {
        return (
            "There are too few tickets to set definitions apart".to_string(),
            format!(
                "{} give a number here, none of them of {} or more. None of them is the truth: each answers another question, and \
                 each names its source.",
                counted(told.len() as u64, "definition"),
                counted(super::MIN_CLAIM_N, "ticket")
            ),
        );
    };
    let said = |row: &DefinitionRow| row.figure.now.estimate().map_or(0.0, |estimate| estimate.value);
    let (low, high) = (percent(said(least)), percent(said(most)));
    let headline = if low == high {
        format!("Whoever defines it, {low} of the AI's tickets are resolved")
    } else {
        format!("The same AI tickets are {low} resolved or {high}, depending on who defines it")
    };
    let name = |row: &DefinitionRow| match by_id(&row.info.id) {
        Some(definition) => definition.name(),
        None => row.info.label.clone(),
    };
    let approximated = told.iter().filter(|row| row.support != Support::Full).count();
    let mut caveat = format!(
        "{} of {} give a number here; of the AI's tickets, from {} to {}. None of them is the truth: each answers another question, and each names its \
         source.",
        told.len(),
        counted(
            DEFINITIONS.iter().filter(|definition| definition.tells == Tells::Resolved).count() as u64,
            "definition"
        ),
        name(least),
        name(most),
    );
    if approximated > 0 {
        caveat.push_str(&format!(" {approximated} are approximated, each says how."));
    }
    (headline, caveat)
}

fn role(row: &DefinitionRow) -> Role {
    match row.tells {
        _ if row.info.id.starts_with(OWN) => Role::All,
        Tells::Resolved => Role::AiSoft,
        Tells::Held => Role::AiFaint,
        Tells::HandedOver => Role::Handoff,
        Tells::Unclear => Role::Unknown,
    }
}

fn chart(rows: &[DefinitionRow]) -> Chart {
    let told: Vec<&DefinitionRow> = rows.iter().filter(|row| row.figure.now.estimate().is_some()).collect();
    let id = "definitions".to_string();
    if told.is_empty() {
        let why =
            "No published definition can be told from this file; the table names the fields.".to_string();
        return super::time_charts::empty(
            "definitions",
            "There is nothing to compare",
            Unit::Share,
            &[],
            why,
        );
    }
    let bar = |row: &&DefinitionRow| Bar {
        category: Category { label: format!("{}: {}", row.vendor, row.info.label), filter: None },
        role: role(row),
        point: super::time_charts::point(&row.figure.now),
        note: match row.figure.now.estimate() {
            Some(found) if found.n < super::MIN_CLAIM_N => Some("too few to tell".to_string()),
            _ => None,
        },
    };
    let most = told
        .iter()
        .filter_map(|row| row.figure.now.estimate())
        .fold(1.0, |most: f64, found| most.max(found.value));
    let alike = of_ai(&successes(rows));
    let title = match claimed(&alike).as_slice() {
        [] if alike.is_empty() => NOTHING.to_string(),
        [] => "Too few tickets to set definitions apart".to_string(),
        [first, .., last] => {
            let gap = first.figure.now.estimate().zip(last.figure.now.estimate());
            let points = gap.map_or(0.0, |(first, last)| first.value - last.value);
            format!("Definitions of a success lie {} apart", super::wording::points(points))
        }
        _ => "The definitions side by side".to_string(),
    };
    Chart {
        id,
        title,
        subtitle: "Share of tickets by definition, with 95% intervals. Pale: of those that stayed with the AI; amber: handed over; \
                   grey: nothing is claimed; ink: your own"
            .to_string(),
        unit: Unit::Share,
        metrics: Vec::new(),
        body: ChartBody::Bars(BarChart { bars: told.iter().map(bar).collect(), range: Some((0.0, most)) }),
    }
}

/// The two that were chosen, or the vendor's own and Assay's.
fn compare(bench: &Bench<'_>, rows: &[DefinitionRow], asked: &LabAsk, own: &str) -> Option<Comparison> {
    let context = bench.basis.context;
    let own_id = format!("{OWN}{own}");
    let is_there = |id: &str| {
        rows.iter().any(|row| row.info.id == id && row.figure.now.estimate().is_some())
            && is_told(context, id)
    };
    let chosen = |wanted: &str, others: &[&str]| -> Option<String> {
        // Whatever one's own was when the address was made, it is the present one that is meant.
        let wanted = if wanted.starts_with(OWN) { own_id.as_str() } else { wanted };
        let mut candidates = std::iter::once(wanted).chain(others.iter().copied());
        candidates.find(|id| is_there(id)).map(str::to_string)
    };
    let of_vendor = invoice::usual(context);
    let told = successes(rows);
    let most = told.first().map_or("", |row| row.info.id.as_str());
    let first = chosen(&asked.first, &[of_vendor, most])?;
    let others = ["assay_durable", "servicenow_durable", "fin_resolution", "hubspot_deflection"];
    let second =
        chosen(&asked.second, &others.iter().copied().filter(|id| *id != first).collect::<Vec<&str>>())?;
    let both = bench.listed_by_both((&first, YES), (&second, YES));
    let only_first = bench.listed_by_both((&first, YES), (&second, NOT_YES));
    let only_second = bench.listed_by_both((&first, NOT_YES), (&second, YES));
    let neither = bench.listed_by_both((&first, NOT_YES), (&second, NOT_YES));
    let differ = only_first.count + only_second.count;
    let name = |id: &str| match by_id(id) {
        Some(definition) => definition.name(),
        None => "your own".to_string(),
    };
    let (a, b) = (name(&first), name(&second));
    let all = both.count + differ + neither.count;
    let sentence = match (only_first.count, only_second.count) {
        (0, 0) if both.count == 0 => format!("Neither {a} nor {b} counts any of these tickets"),
        (0, 0) => format!("{a} and {b} count the same tickets: {}", grouped(both.count)),
        (0, _) => format!(
            "They disagree on {}: {b} counts all that {a} counts, and more",
            counted(differ, "ticket")
        ),
        (_, 0) => format!(
            "They disagree on {}: {a} counts all that {b} counts, and more",
            counted(differ, "ticket")
        ),
        _ => format!("They disagree on {} of {}", counted(differ, "ticket"), grouped(all)),
    };
    let figure = |id: &str| rows.iter().find(|row| row.info.id == id).map(|row| &row.figure);
    let n = |id: &str| figure(id).and_then(|figure| figure.now.estimate()).map_or(0, |estimate| estimate.n);
    let mut caveat = String::new();
    if n(&first) != n(&second) {
        caveat = format!(
            "Their rates have different denominators ({} and {}); here the tickets are compared that each of them counts.",
            counted(n(&first), "ticket"),
            grouped(n(&second))
        );
    }
    // A ticket that a definition does not ask about is no failure to it.
    for (listed, counts, other, is_first) in [(&only_first, &a, &b, true), (&only_second, &b, &a, false)] {
        let outside = if is_first {
            bench.listed_by_both((&first, YES), (&second, &[Verdict::Outside]))
        } else {
            bench.listed_by_both((&first, &[Verdict::Outside]), (&second, YES))
        };
        if outside.count > 0 {
            caveat.push_str(&format!(
                " Of the {} that only {counts} counts, {other} does not ask about {}: they are in no denominator of it.",
                grouped(listed.count),
                grouped(outside.count)
            ));
        }
    }
    let is_event_dated = |id: &str| {
        by_id(id)
            .is_some_and(|definition| definition.dating == crate::definitions::declare::Dating::Resolution)
    };
    let has_period = bench.basis.filter.from.is_some() || bench.basis.filter.to.is_some();
    if has_period && (is_event_dated(&first) || is_event_dated(&second)) {
        caveat.push_str(
            " Chatwoot dates its numerator by the resolution; here are the tickets created in the period, as for all others.",
        );
    }
    let caveat = caveat.trim_start().to_string();
    Some(Comparison { first, second, sentence, caveat, both, only_first, only_second, neither })
}

fn notes(rows: &[DefinitionRow]) -> Vec<Note> {
    let note = |text: String| Note { kind: NoteKind::Limit, text, action: None };
    let mut notes = Vec::new();
    let value =
        |id: &str| rows.iter().find(|row| row.info.id == id).and_then(|row| row.figure.now.estimate());
    if let (Some(contained), Some(durable)) = (value("hubspot_deflection"), value("assay_durable"))
        && durable.n >= super::MIN_CLAIM_N
    {
        notes.push(Note {
            kind: NoteKind::Finding,
            text: format!(
                "Without a person: {}. Without a person, closed, and without a return: {}.",
                share_of(contained, "ticket"),
                share_of(durable, "ticket")
            ),
            action: None,
        });
    }
    notes.push(note(
        "Definitions changed by their vendors in 2026: Intercom on 12 March, Zendesk on 18 May, Salesforce on 9 June. A rate from a \
         vendor's own report that spans such a day compares two definitions; here every period is counted under one."
            .to_string(),
    ));
    notes.push(note(format!(
        "No formula in print was found for {WITHOUT_FORMULA}. Ask them for numerator, denominator, window and exclusions, and build \
         it with the builder above."
    )));
    notes
}
