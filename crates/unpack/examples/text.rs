//! The text in a workbook or an archive: what the engine is given to read.
//!
//! ```text
//! cargo run --release -p unpack --example text -- FILE [--list] [--member N] [--quiet]
//! ```
//!
//! Notes and members go to the standard error, the text to the standard output.

#![allow(clippy::print_stdout, reason = "printing is what this program is for")]

use std::io::{BufReader, Write};
use std::process::ExitCode;
use unpack::{Container, Limits};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let has = |word: &str| words.iter().any(|found| found == word);
    let member =
        words.iter().position(|word| word == "--member").and_then(|at| words.get(at + 1)?.parse().ok());
    let Some(file) = words.first() else {
        eprintln!("which file?");
        return ExitCode::FAILURE;
    };
    match run(file, member, has("--list"), has("--quiet")) {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            eprintln!("{words}");
            ExitCode::FAILURE
        }
    }
}

fn run(path: &str, member: Option<usize>, only_lists: bool, is_quiet: bool) -> Result<(), String> {
    let file = std::fs::File::open(path).map_err(|error| format!("{path}: {error}"))?;
    let mut source = BufReader::with_capacity(1 << 20, file);
    let name = path.rsplit('/').next().unwrap_or(path);
    let told = |problem: model::error::Problem| {
        format!("{} {} {}", problem.what, problem.why.unwrap_or_default(), problem.next)
    };
    let Some(mut container) = Container::open(name, &mut source, &Limits::default()).map_err(told)? else {
        return Err(format!("{name} is neither a workbook nor an archive"));
    };
    let best = container.best();
    if !is_quiet {
        for (number, member) in container.members().iter().enumerate() {
            let mark = if best == Ok(number) { "→" } else { " " };
            eprintln!("{mark} {number}: {} ({}; {} points)", member.name, member.remark, member.score);
        }
    }
    if only_lists {
        return Ok(());
    }
    let member = member.map_or(best, Ok).map_err(told)?;
    let mut out = std::io::stdout().lock();
    let carried = container.extract(member, &mut out).map_err(told)?;
    out.flush().map_err(|error| error.to_string())?;
    if !is_quiet {
        for decision in carried.decisions {
            eprintln!("{}: {} — {}", decision.label, decision.value, decision.reason);
        }
        for warning in carried.warnings {
            eprintln!("! {warning}");
        }
    }
    Ok(())
}
