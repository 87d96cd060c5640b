//! The Topics screen: where the AI works, where it should, and what moved.

use super::automate::one_more;
use super::breakdown::nouns;
use super::change_parts::{self, CSAT, DURABLE, Periods, RESOLUTION};
use super::groups::{resolution, shrinking, side_by_side, title};
use super::quadrant::quadrant;
use super::wording::list;
use super::{MIN_CLAIM_N, figures, findings, frame};
use crate::metrics::evaluate::Basis;
use crate::query::{Context, Tally, by_value};
use model::field::Field;
use model::filter::{Dimension, Filter, NO_VALUE};
use model::letters::Lower;
use model::view::{Note, NoteKind, ScreenView};

const FIGURES: &[(&str, &[&str])] =
    &[("involvement", &[]), ("durable", &[]), ("people_durable", &[]), ("resolution", &[])];

/// What may stand in for a topic, with the field that it takes.
const STAND_INS: &[(Dimension, Field)] = &[
    (Dimension::Team, Field::Team),
    (Dimension::Channel, Field::Channel),
    (Dimension::Language, Field::Language),
    (Dimension::Priority, Field::Priority),
];

/// Parts of names of columns that often tell what a ticket is about.
const ABOUT: &[&str] =
    &["topic", "type", "tag", "categor", "reason", "intent", "subject", "form", "issue", "label"];

/// The Topics screen.
pub fn topics(context: Context<'_>, filter: &Filter) -> ScreenView {
    let basis = Basis::new(context, filter);
    let mut view = frame(&basis);
    view.figures = figures(&basis, FIGURES);
    let has_topic = basis.have.has(Field::Topic);
    let dimension = if has_topic { Some(Dimension::Topic) } else { stand_in(&basis) };
    let is_derived = has_topic && context.dataset.has_derived_topics();
    if is_derived {
        view.notes.push(derived());
    } else if !has_topic {
        view.notes.push(no_topic(&basis, dimension));
    }
    let Some(dimension) = dimension else {
        view.headline = "This file does not tell what tickets are about".to_string();
        view.caveat = "Nothing else in it parts the tickets, either.".to_string();
        return view;
    };
    let periods = Periods::new(&basis, dimension);
    let shares = resolution(&basis, dimension, &periods.now);
    let (compared, mut groups) = side_by_side(&shares);
    view.headline =
        if view.tickets == 0 { "No ticket passes this filter".to_string() } else { title(&compared) };
    view.caveat = shrinking(&compared);
    let channels = (dimension != Dimension::Channel && basis.have.has(Field::Channel))
        .then(|| Periods::new(&basis, Dimension::Channel));
    let mut by = vec![&periods];
    by.extend(&channels);
    view.charts = vec![quadrant(&compared), one_more(&compared)];
    // Why nothing can be taken apart is said once.
    let watched = &[DURABLE, RESOLUTION, CSAT][..if basis.before.is_some() { 3 } else { 1 }];
    view.charts.extend(watched.iter().map(|watched| change_parts::chart(&basis, watched, &by)));
    if is_derived {
        groups.title = "Topics derived from subjects, side by side".to_string();
        for chart in &mut view.charts {
            chart.subtitle = format!("Topics derived from subjects. {}", chart.subtitle);
        }
    }
    view.groups.push(groups);
    if basis.have.has(Field::AiAgent) {
        let agents = by_value(context, filter, Dimension::AiAgent);
        // One agent beside none is no comparison.
        if agents.iter().filter(|(value, _)| value != NO_VALUE).count() > 1 {
            let (compared, mut groups) = side_by_side(&resolution(&basis, Dimension::AiAgent, &agents));
            groups.subtitle = format!("{}. {}", title(&compared), groups.subtitle);
            view.groups.push(groups);
        }
    }
    // Most files are alone: nothing is counted for them.
    if !context.derived.sources(context.dataset).names.is_empty() {
        let sources = by_value(context, filter, Dimension::Source);
        if sources.len() > 1 {
            view.groups.push(side_by_side(&resolution(&basis, Dimension::Source, &sources)).1);
        }
    }
    if has_topic {
        view.notes.extend(findings::bouncing_topics(&shares));
        view.notes.extend(no_value(&basis, &periods.now));
    }
    view.notes.extend(findings::missing_fields(&basis, &view.figures));
    view
}

/// The first dimension of those that the file has by which the tickets differ.
pub(super) fn stand_in(basis: &Basis<'_>) -> Option<Dimension> {
    let there = STAND_INS.iter().filter(|(_, field)| basis.have.has(*field)).map(|(dimension, _)| *dimension);
    there.into_iter().find(|dimension| by_value(basis.context, basis.filter, *dimension).len() > 1)
}

/// That no column tells topics.
fn derived() -> Note {
    Note {
        kind: NoteKind::Warning,
        text: "These topics are derived from subjects: the file names none, so frequent words of its subject lines stand in. A word \
               points at what a ticket is about and may be wrong; a category or a contact reason in the export is better."
            .to_string(),
        action: Some(("What was understood of the file".to_string(), "#/import".to_string())),
    }
}

/// What column would tell, and what is shown in its place.
fn no_topic(basis: &Basis<'_>, instead: Option<Dimension>) -> Note {
    let named: Vec<String> = basis
        .context
        .dataset
        .file_columns
        .iter()
        .filter(|column| column.field.is_none_or(|field| field == Field::Tags))
        .filter(|column| {
            let name = column.name.to_lower();
            ABOUT.iter().any(|part| name.contains(part))
        })
        .take(3)
        .map(|column| format!("“{}”", column.name))
        .collect();
    let mut text = format!("This file has no column for “{}”", Field::Topic.label());
    if named.is_empty() {
        text.push_str(": add a category, a type or a contact reason to the export.");
    } else {
        text.push_str(&format!(
            ". If {} tells what a ticket is about, say so on the Import screen.",
            list(&named)
        ));
    }
    if let Some(dimension) = instead {
        text.push_str(&format!(" Until then the screen shows {} in its place.", nouns(dimension)));
    }
    let action = Some(("What was understood of the file".to_string(), "#/import".to_string()));
    Note { kind: NoteKind::Warning, text, action }
}

/// How many tickets have no topic, where that is many.
fn no_value(basis: &Basis<'_>, groups: &[(String, Tally<'_>)]) -> Option<Note> {
    let (_, tally) = groups.iter().find(|(value, _)| value == NO_VALUE)?;
    let (none, all) = (tally.eligible(), basis.tickets());
    if none < MIN_CLAIM_N || none * 10 < all {
        return None;
    }
    let text = format!(
        "{} of {} have no topic. They stand in a row of their own and are part of every sum, but say nothing of topics.",
        super::wording::percent(none as f64 / all.max(1) as f64),
        super::wording::count(all, "ticket")
    );
    Some(Note { kind: NoteKind::Limit, text, action: None })
}
