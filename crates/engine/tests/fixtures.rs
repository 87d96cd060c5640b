//! Every file in `tests/fixtures` is read as its `case.toml` says, whole and in small pieces.

mod case;
#[path = "case/values.rs"]
mod values;

use case::Case;
use engine::dataset::Dataset;
use engine::ingest::Import;
use model::error::Problem;
use model::field::Field;
use model::settings::Settings;

fn read(name: &str, bytes: &[u8], piece: usize) -> Result<Dataset, Problem> {
    let mut import = Import::new(name, bytes.len() as u64, &Settings::default());
    for part in bytes.chunks(piece.max(1)) {
        import.feed(part)?;
    }
    import.finish()
}

/// What is wrong with a case, as lines for people; empty: nothing.
fn check(case: &Case) -> Vec<String> {
    let bytes = std::fs::read(&case.path).unwrap_or_else(|error| panic!("{}: {error}", case.path.display()));
    let name = case.path.file_name().unwrap().to_string_lossy().to_string();
    let whole = read(&name, &bytes, bytes.len());
    let mut wrong = Vec::new();
    for piece in [1, 7] {
        if format!("{:?}", read(&name, &bytes, piece)) != format!("{whole:?}") {
            wrong.push(format!("pieces of {piece} bytes give another result than the whole file"));
        }
    }
    match (&whole, case.get("problem")) {
        (Err(problem), Some(kind)) => {
            let found = serde_json::to_value(problem.kind).unwrap();
            if found != kind {
                wrong.push(format!("problem {found}, expected {kind}"));
            }
            if problem.what.is_empty() || problem.next.is_empty() {
                wrong.push("the problem does not say what happened and what to do next".to_string());
            }
        }
        (Err(problem), None) => wrong.push(format!("could not be read: {problem:?}")),
        (Ok(_), Some(kind)) => wrong.push(format!("was read, though a problem was expected: {kind}")),
        (Ok(dataset), None) => check_dataset(case, dataset, &mut wrong),
    }
    wrong
}

fn check_dataset(case: &Case, dataset: &Dataset, wrong: &mut Vec<String>) {
    let mut expect = |what: &str, found: String, expected: Option<String>| {
        if let Some(expected) = expected
            && found != expected
        {
            wrong.push(format!("{what} is “{found}”, expected “{expected}”"));
        }
    };
    let text = |key: &str| case.get(key).map(str::to_string);
    let number = |key: &str| case.number(key).map(|number| number.to_string());
    let set_aside: u64 = dataset.ledger.set_aside.iter().map(|entry| entry.count).sum();
    expect("format", dataset.format.to_string(), text("format"));
    expect("zone in the file", dataset.zone_in_file.clone().unwrap_or_default(), text("zone_in_file"));
    expect("rows read", dataset.ledger.rows_read.to_string(), number("rows"));
    expect("tickets", dataset.ledger.tickets.to_string(), number("tickets"));
    expect("set aside", set_aside.to_string(), number("set_aside").or(Some("0".to_string())));
    expect("rows of the data set", dataset.rows.to_string(), Some(dataset.ledger.tickets.to_string()));
    expect(
        "tickets and rows set aside",
        (dataset.ledger.tickets + set_aside).to_string(),
        Some(dataset.ledger.rows_read.to_string()),
    );
    for (id, values) in &case.expected {
        let Some(row) = (0..dataset.rows as usize).find(|row| dataset.columns.id.get(*row) == *id) else {
            wrong.push(format!("no ticket {id}"));
            continue;
        };
        for (name, expected) in values {
            let field = Field::from_id(name).unwrap_or_else(|| panic!("{}: no field {name}", case.name));
            let found = values::of(dataset, row, field);
            if found != *expected {
                wrong.push(format!("ticket {id}: {name} is “{found}”, expected “{expected}”"));
            }
        }
    }
    let first = &dataset.candidates[0];
    if first.format != dataset.format {
        wrong.push(format!("the best candidate is {}, not the format that read the file", first.format));
    }
    if let Some(second) = dataset.candidates.get(1)
        && first.score < second.score + 20
    {
        wrong.push(format!(
            "{} ({}) is hardly ahead of {} ({})",
            first.format, first.score, second.format, second.score
        ));
    }
}

#[test]
fn every_fixture_is_read_as_its_case_says() {
    let cases = case::all();
    assert!(cases.len() >= 35, "only {} cases found", cases.len());
    let mut report = String::new();
    for case in &cases {
        for line in check(case) {
            report.push_str(&format!("{}: {line}\n", case.name));
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn every_format_has_fixtures() {
    let cases = case::all();
    for format in engine::ingest::format_infos() {
        let count = cases.iter().filter(|case| case.get("format") == Some(&format.id)).count();
        let least = usize::from(
            ["zendesk_csv", "zendesk_json", "intercom_csv", "intercom_json", "freshdesk_csv", "generic"]
                .iter()
                .any(|id| format.id.starts_with(id)),
        );
        let least = 1 + least;
        assert!(count >= least, "{} has {count} fixtures", format.id);
    }
}
