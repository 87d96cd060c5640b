//! Writes generated tickets as a CSV file in the manner of a helpdesk's export, for benchmarks and for comparing figures with SQL:
//!
//! ```text
//! cargo run --release -p engine --example sample_csv -- --tickets 1000000 --style wide26 > tickets.csv
//! ```
//!
//! The styles are those of [`engine::sample::Style`].

use engine::sample::{Style, generate, write_csv};
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

const USAGE: &str = "usage: sample_csv [--tickets N] [--seed N] [--style zendesk|intercom|wide26]";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        // A reader that has seen enough (`| head`) is no failure.
        Err(Failure::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Write(error)) => {
            eprintln!("sample_csv: writing failed: {error}");
            ExitCode::FAILURE
        }
        Err(Failure::Usage(what)) => {
            eprintln!("sample_csv: {what}\n{USAGE}");
            ExitCode::FAILURE
        }
    }
}

enum Failure {
    Usage(String),
    Write(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Write(error)
    }
}

fn run() -> Result<(), Failure> {
    let (mut tickets, mut seed, mut style) = (20_000, 1, "wide26".to_string());
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| Failure::Usage(format!("{name} needs a value")))?;
        let number =
            || value.parse::<u64>().map_err(|_| Failure::Usage(format!("{name} {value}: not a number")));
        match name.as_str() {
            "--tickets" => tickets = number()? as u32,
            "--seed" => seed = number()?,
            "--style" => style = value,
            _ => return Err(Failure::Usage(format!("{name} is not known"))),
        }
    }
    let style = Style::by_name(&style).ok_or_else(|| Failure::Usage(format!("there is no style {style}")))?;
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    write_csv(&generate(tickets, seed), style, &mut out)?;
    out.flush()?;
    Ok(())
}
