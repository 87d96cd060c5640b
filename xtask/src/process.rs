//! Running other programs, and telling how long it took.

use crate::Outcome;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

/// A command; `cargo` means the cargo that runs us.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let program = program.as_ref();
    if program == "cargo" {
        return Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    }
    Command::new(program)
}

/// Runs it with its output shown; fails unless it succeeds.
pub fn run(command: &mut Command) -> Outcome {
    let shown = show(command);
    let status = command.status().map_err(|error| format!("cannot start `{shown}`: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{shown}` failed ({status})")) }
}

/// Runs it quietly and returns what it printed; fails unless it succeeds.
pub fn read(command: &mut Command) -> Outcome<String> {
    let shown = show(command);
    let output =
        command.stdin(Stdio::null()).output().map_err(|error| format!("cannot start `{shown}`: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!(
            "`{shown}` failed ({}): {}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        ))
    }
}

/// Where a program stands on `PATH`.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path).map(|folder| folder.join(&name)).find(|file| file.is_file())
}

fn show(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program()).to_string_lossy().into_owned();
    let words = command.get_args().map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once(name).chain(words).collect::<Vec<_>>().join(" ")
}

/// The steps of one command: each is announced, timed, and a failed one does not hide what the others say.
#[derive(Default)]
pub struct Steps {
    done: Vec<(String, f64, Outcome)>,
}

impl Steps {
    /// Runs one step and returns whether it succeeded.
    pub fn run(&mut self, name: &str, step: impl FnOnce() -> Outcome) -> bool {
        println!("\n── {name}");
        let began = Instant::now();
        let outcome = step();
        if let Err(failure) = &outcome {
            eprintln!("{failure}");
        }
        let ok = outcome.is_ok();
        self.done.push((name.to_string(), began.elapsed().as_secs_f64(), outcome));
        ok
    }

    /// Prints the times; fails when a step failed.
    pub fn close(self) -> Outcome {
        println!();
        for (name, seconds, outcome) in &self.done {
            let mark = if outcome.is_ok() { "ok    " } else { "FAILED" };
            println!("  {mark}  {seconds:>6.1} s  {name}");
        }
        let failed: Vec<&str> =
            self.done.iter().filter(|step| step.2.is_err()).map(|step| step.0.as_str()).collect();
        if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", "))) }
    }
}
