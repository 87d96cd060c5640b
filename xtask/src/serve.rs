//! `cargo xtask serve`: the page on this machine, rebuilt when a source changes.
//!
//! Trunk's own server would do the same, but its reload script is inline and connects back to it: the page's policy forbids
//! the former, and that policy is not loosened for development.

use crate::site::{Profile, bundle};
use crate::static_site::StaticSite;
use crate::tools::Tools;
use crate::workspace::root;
use crate::{Outcome, process};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, SystemTime};

/// What the page is made of: a change in one of these is a reason to build again.
const SOURCES: [&str; 8] =
    ["src", "crates", "public", "style", "index.html", "Trunk.toml", "Cargo.toml", "Cargo.lock"];

/// Ports that are tried after the wanted one.
const PORTS_TRIED: u16 = 20;

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    profile: Profile,
    opens_browser: bool,
    port: u16,
}

impl Options {
    /// Reads `[--dev] [--no-open] [--port N]`.
    pub fn parse(words: &[String]) -> Outcome<Options> {
        // Release by default: who starts Assay for the first time wants to see how fast it is, not how fast it compiles.
        let mut options = Options { profile: Profile::Release, opens_browser: true, port: 8080 };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--dev" => options.profile = Profile::Dev,
                "--release" => options.profile = Profile::Release,
                "--no-open" => options.opens_browser = false,
                "--port" => {
                    let port = words.next().and_then(|text| text.parse().ok());
                    options.port = port.ok_or("--port wants a number from 1 to 65535")?;
                }
                _ => return Err(format!("`serve` knows --dev, --no-open and --port N, not `{word}`")),
            }
        }
        Ok(options)
    }
}

/// Builds, serves, and builds again with every change. Ends with Ctrl+C.
pub fn run(options: &Options) -> Outcome {
    let tools = Tools::for_site()?;
    println!("Building the page (the first time takes a few minutes) …");
    let mut built = newest_change();
    let folder = bundle(&tools, options.profile)?;
    let site = start(&folder, options.port)?;
    println!("\nAssay runs at {}   (Ctrl+C ends it; reload the page after a rebuild)", site.url());
    if options.opens_browser {
        open(&site.url());
    }
    loop {
        std::thread::sleep(Duration::from_millis(500));
        let newest = newest_change();
        if newest > built {
            built = newest;
            println!("\nA source has changed: building again …");
            match bundle(&tools, options.profile) {
                Ok(_) => println!("Done: reload {}", site.url()),
                Err(failure) => eprintln!("{failure}\nThe last good build is still served."),
            }
        }
    }
}

fn start(folder: &Path, wanted: u16) -> Outcome<StaticSite> {
    let ports = wanted..=wanted.saturating_add(PORTS_TRIED);
    ports.filter_map(|port| StaticSite::start(folder, "/", port).ok()).next().ok_or_else(|| {
        format!("port {wanted} and the {PORTS_TRIED} after it are taken: choose one with --port")
    })
}

fn newest_change() -> SystemTime {
    SOURCES.iter().map(|source| newest_in(&root().join(source))).max().unwrap_or(SystemTime::UNIX_EPOCH)
}

fn newest_in(path: &Path) -> SystemTime {
    let Ok(about) = std::fs::metadata(path) else { return SystemTime::UNIX_EPOCH };
    let own = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    if !about.is_dir() {
        return own;
    }
    let Ok(entries) = std::fs::read_dir(path) else { return own };
    // A folder's own time counts as well: it tells of files that were removed.
    entries.flatten().map(|entry| newest_in(&entry.path())).max().map_or(own, |newest| newest.max(own))
}

fn open(url: &str) {
    let words: &[&str] = if cfg!(target_os = "macos") {
        &["open", url]
    } else if cfg!(windows) {
        &["cmd", "/C", "start", "", url]
    } else {
        &["xdg-open", url]
    };
    let opened =
        process::command(words[0]).args(&words[1..]).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    if opened.is_err() {
        println!("(No browser could be opened from here: open that address yourself.)");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_and_the_unknown_is_refused() {
        let words = |text: &str| text.split_whitespace().map(str::to_string).collect::<Vec<_>>();
        let options = Options::parse(&words("--dev --port 9000 --no-open")).unwrap();
        assert_eq!(options, Options { profile: Profile::Dev, opens_browser: false, port: 9000 });
        assert!(Options::parse(&words("--port many")).is_err());
        assert!(Options::parse(&words("--fast")).unwrap_err().contains("--fast"));
    }
}
