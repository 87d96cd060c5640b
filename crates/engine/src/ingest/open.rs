//! Decides what the beginning of a file is, and sets up everything that the rest streams through.

use super::assemble::Origin;
use super::build::Builder;
use super::carrier::delimited::Delimited;
use super::carrier::header::{self, NoTable, SAMPLE_ROWS};
use super::carrier::json::{self, Splitter};
use super::carrier::place::{self, Place};
use super::choices;
use super::decode::Offsets;
use super::describe;
use super::fold::Fold;
use super::formats::{Format, Shape};
use super::kind;
use super::problems::Problems;
use super::rank;
use super::rows::{Carrier, Head, JsonCells, Rows, shape_of};
use crate::dataset::{Reread, Syntax};
use model::error::{Problem, ProblemKind};
use model::field::Field;
use model::import::{Certainty, Decision};
use model::mapping::Mapping;

/// Bytes of a beginning that are looked at for the sample.
const LOOK_BYTES: usize = 1 << 20;

/// The beginning of a file as text.
pub(super) struct Beginning<'a> {
    /// The text, without byte order mark.
    pub(super) text: &'a [u8],
    /// Its place in the file.
    pub(super) byte: u64,
    /// How many bytes of the file the text stands for.
    pub(super) offsets: Offsets,
    /// Whether a decision must be made from this much.
    pub(super) is_enough: bool,
    /// Whether this is the whole file.
    pub(super) is_whole: bool,
    /// What a person said of files of certain shapes.
    pub(super) mappings: &'a [Mapping],
}

/// What streams, and the text that it has to begin with; `None`: more text is needed to decide.
type Opened<'a> = Option<(Rows, &'a [u8])>;

/// Sets up the reading of delimited text.
pub(super) fn delimited<'a>(
    beginning: &Beginning<'a>,
    mut origin: Origin,
    formats: &[&'static dyn Format],
    problems: &Problems,
) -> Result<Opened<'a>, Problem> {
    let text = beginning.text;
    let look = &text[..text.len().min(LOOK_BYTES)];
    let look = if beginning.is_enough { text } else { look };
    let is_whole = beginning.is_whole && look.len() == text.len();
    let layout = match header::find(look, is_whole) {
        Ok(layout) => layout,
        Err(_) if !beginning.is_enough => return Ok(None),
        Err(NoTable::Prose) => return Err(problems.prose()),
        Err(NoTable::Mangled { delimiter }) => return Err(problems.mangled(delimiter)),
    };
    if layout.sample.len() < 2 && !beginning.is_enough {
        return Ok(None);
    }
    let rest = &text[layout.body..];
    if is_whole && rest.trim_ascii().is_empty() {
        return Err(problems.no_rows(layout.names.len()));
    }
    // A table made of JSON records, as data frames write it: its columns are paths.
    let is_path = |name: &&String| name.contains('.') && !name.contains(' ');
    let is_json = layout.names.iter().filter(is_path).count() >= 3;
    let shape = Shape { is_json, columns: layout.names, sample: layout.sample };
    let (format, mapping) = choose(&shape, formats, beginning.mappings, &mut origin, problems)?;
    origin.decisions.extend(layout.decisions);
    origin.reread.syntax =
        Syntax::Delimited { delimiter: layout.dialect.delimiter, quote: layout.dialect.quote };
    origin.zone_in_file = header::zone_in(&shape.columns, &shape.sample);
    let byte = beginning.byte + beginning.offsets.length(&text[..layout.body]);
    let reader =
        Delimited::new(layout.dialect, shape.columns.len(), byte, layout.body_line, beginning.offsets);
    let builder = build(format, shape, mapping, &mut origin, problems)?;
    Ok(Some((Rows { carrier: Carrier::Delimited(reader), utf16: None, builder, origin }, rest)))
}

/// What an error message says that is a list of texts, and no record.
#[cold]
fn error_in(beginning: &Beginning<'_>) -> Option<String> {
    let value = serde_json::from_slice(beginning.text).ok().filter(|_| beginning.is_whole)?;
    rank::error_message(&shape_of(&[value], None).0)
}

/// Sets up the reading of JSON.
pub(super) fn json<'a>(
    beginning: &Beginning<'a>,
    mut origin: Origin,
    formats: &[&'static dyn Format],
    problems: &Problems,
) -> Result<Opened<'a>, Problem> {
    let Some(found) = place::find(beginning.text, beginning.is_enough) else { return Ok(None) };
    let look = &beginning.text[..beginning.text.len().min(LOOK_BYTES)];
    let look = if beginning.is_enough { beginning.text } else { look };
    let mut head = Head::new(SAMPLE_ROWS);
    let mut trial = Splitter::new(found.clone(), beginning.byte, beginning.offsets);
    trial
        .feed(look, &mut head)
        .map_err(|json::TooLarge(line)| problems.too_large(line, None, "more than 32 MB"))?;
    if beginning.is_whole {
        trial.finish(&mut head);
    }
    if head.values.len() < 2 && !beginning.is_enough {
        return Ok(None);
    }
    if head.values.is_empty() && head.set_aside.is_empty() && head.too_deep.is_none() && !beginning.is_whole {
        // The first record alone is longer than a beginning usually is; the splitter knows the limit.
        return Ok(None);
    }
    if head.values.is_empty() {
        return Err(match (head.set_aside.first(), head.too_deep) {
            (_, Some(line)) => problems.too_deep(line),
            (Some((json::NO_OBJECT, _)), None) => match error_in(beginning) {
                Some(says) => problems.error_message(&says),
                None => problems.not_records(),
            },
            (Some((super::carrier::delimited::CUT, line)), None) => problems.truncated(*line),
            (Some((reason, line)), None) => problems.broken_json(*line, reason),
            (None, None) if matches!(found, Place::List(_)) => problems.no_records(),
            (None, None) => problems.not_records(),
        });
    }
    // An empty list under a known key is an export without rows, not one record.
    if let (Place::Lines | Place::Values, [only]) = (&found, head.values.as_slice())
        && place::holds_empty_list(only)
    {
        return Err(problems.no_records());
    }
    let (as_written, _) = shape_of(&head.values, None);
    let (format, mapping) = choose(&as_written, formats, beginning.mappings, &mut origin, problems)?;
    let (shape, flattener) = shape_of(&head.values, Some(format));
    origin.decisions.push(Decision {
        id: "records".into(),
        label: "Records".into(),
        value: found.describe(),
        reason: "told by the first characters and keys of the file".into(),
        certainty: Certainty::Likely,
        is_override: false,
    });
    origin.reread.syntax = Syntax::Json;
    let builder = build(format, shape, mapping, &mut origin, problems)?;
    // Columns that folding adds.
    let mut flattener = flattener;
    builder.names.iter().for_each(|name| flattener.declare(name));
    let splitter = Splitter::new(found, beginning.byte, beginning.offsets);
    let carrier = Carrier::Json(splitter, Box::new(JsonCells::new(format, flattener)));
    Ok(Some((Rows { carrier, utf16: None, builder, origin }, beginning.text)))
}

/// The format, by itself or by a person's choice, and what else was said of files of this shape.
fn choose(
    shape: &Shape,
    formats: &[&'static dyn Format],
    mappings: &[Mapping],
    origin: &mut Origin,
    problems: &Problems,
) -> Result<(&'static dyn Format, Mapping), Problem> {
    if let Some(says) = rank::error_message(shape) {
        return Err(problems.error_message(&says));
    }
    let mut ranking = rank::rank(formats, shape);
    if ranking.best.is_none() && shape.is_json && shape.columns.len() < 2 {
        return Err(problems.not_records());
    }
    // A table in which nothing is recognised tells nothing by itself; a person may know better.
    let Some(mut format) = ranking.best.or(formats.last().copied()) else { return Err(problems.prose()) };
    origin.shape = choices::shape_of(format, &shape.columns, shape.is_json);
    let said = |mapping: &&Mapping| mapping.shape.is_empty() || mapping.shape == origin.shape;
    let mapping = mappings.iter().find(said).cloned().unwrap_or_default();
    if ranking.best.is_none() {
        ranking.decision.value = format.info().label;
    }
    let chosen = formats.iter().find(|format| mapping.format.as_ref() == Some(&format.info().id));
    if let Some(chosen) = chosen {
        format = *chosen;
        let info = format.info();
        ranking.decision = choices::set_by_you(
            "format".into(),
            "Helpdesk".into(),
            format!("{} ({})", info.product, info.label),
            &format!("From the file: {}.", ranking.decision.value),
        );
    }
    let is_asked =
        |things: &str| mapping == Mapping::default() && !(origin.is_among_others && things == rank::PEOPLE);
    if let Some((things, columns)) = rank::other_things(shape).filter(|(things, _)| is_asked(things)) {
        let mut problem = problems.not_tickets(things, &columns);
        // Whoever knows that these are tickets all the same can say so where it is refused.
        let rules = format.map(shape);
        problem.table = describe::unread(&origin.shape, &shape.columns, &rules, &shape.sample, &mapping);
        return Err(problem);
    }
    if let Some(next) = format.aggregated(shape) {
        return Err(problems.sums(&next));
    }
    origin.candidates = ranking.scores;
    origin.decisions.insert(0, ranking.decision);
    Ok((format, mapping))
}

fn build(
    format: &'static dyn Format,
    mut shape: Shape,
    mapping: Mapping,
    origin: &mut Origin,
    problems: &Problems,
) -> Result<Builder, Problem> {
    let mut rules = format.map(&shape);
    let fold = Fold::of(
        &mut shape,
        &mut rules,
        format,
        &mapping,
        origin.is_among_others.then_some(origin.name.as_str()),
    );
    origin.decisions.extend(choices::decisions(&rules, &shape.columns, &mapping));
    choices::apply(&mut rules, &shape.columns, format, &mapping);
    if origin.is_among_others {
        // What a person said is part of what tells what the rows are, and holds whatever they are.
        origin.kind = match &fold {
            Some(fold) => fold.rows().into(),
            None => kind::among_others(&shape, &mut rules),
        };
        choices::apply(&mut rules, &shape.columns, format, &mapping);
    }
    origin.warnings = format.warnings(&shape);
    origin.reread = Reread {
        header: shape.columns.clone(),
        fields: rules.iter().map(|rule| rule.field).collect(),
        ..std::mem::take(&mut origin.reread)
    };
    let is_json = shape.is_json;
    let built = Builder::new(format, shape.columns, rules, shape.sample, is_json, mapping, origin.kind);
    let mut builder = built.map_err(|(names, rules, sample, mapping)| {
        let mut problem = rank::not_tickets(&names, &rules, format, problems);
        if problem.kind == ProblemKind::NoCreatedAt {
            problem.table = describe::unread(&origin.shape, &names, &rules, &sample, &mapping);
            // What is exported beside tickets says which ticket it is of, and how it was rated.
            let has = |field: Field| rules.iter().any(|rule| rule.field == Some(field));
            let is_a_ticket = has(Field::Subject) || has(Field::Status);
            if has(Field::Id) && has(Field::Rating) && !is_a_ticket {
                problem.next =
                    "Drop it together with the file of the tickets: rows of one ticket are put together by its id."
                        .into();
            }
        }
        problem
    })?;
    if fold.is_some() {
        // Rows of one id are what is folded.
        builder.scope = None;
    }
    builder.fold.0 = fold.map(Box::new);
    Ok(builder)
}
