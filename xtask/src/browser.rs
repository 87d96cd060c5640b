//! The browser that the wasm and end-to-end tests run in, and its driver. Both must be of the same version.

use crate::{Outcome, process};
use std::path::{Path, PathBuf};

/// A Chromium (or Chrome) and the chromedriver that fits it.
#[derive(Debug, Clone)]
pub struct Browser {
    /// The browser's program.
    pub program: PathBuf,
    /// The driver's program.
    pub driver: PathBuf,
}

/// Flags for a headless browser that neither shares state with a person's own nor talks to anyone by itself.
pub const FLAGS: [&str; 11] = [
    "--headless=new",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--metrics-recording-only",
    // Containers and root have no user namespaces for the sandbox. Only pages of this repository are opened.
    "--no-sandbox",
];

const BROWSERS: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const MACOS_BROWSERS: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

impl Browser {
    /// Finds a matching pair (`CHROME` and `CHROMEDRIVER` first, then `PATH`), installing it where that is plainly possible.
    pub fn provide() -> Outcome<Browser> {
        if let Ok(found) = Browser::find() {
            return Ok(found);
        }
        install()?;
        Browser::find()
    }

    /// Finds a matching pair without installing anything.
    pub fn find() -> Outcome<Browser> {
        let driver = named("CHROMEDRIVER").or_else(|| process::on_path("chromedriver"));
        let driver = driver.ok_or_else(|| advice("there is no chromedriver on this machine"))?;
        let wanted =
            major_version(&driver).ok_or_else(|| advice("chromedriver does not tell its version"))?;
        let mut seen = Vec::new();
        for program in candidates() {
            match major_version(&program) {
                Some(version) if version == wanted => return Ok(Browser { program, driver }),
                Some(version) => seen.push(version.to_string()),
                None => {}
            }
        }
        if seen.is_empty() {
            return Err(advice("there is no Chromium or Chrome on this machine"));
        }
        Err(advice(&format!("chromedriver is version {wanted}, the browser is version {}", seen.join(", "))))
    }
}

fn candidates() -> impl Iterator<Item = PathBuf> {
    let by_name = BROWSERS.iter().filter_map(|name| process::on_path(name));
    let by_place = MACOS_BROWSERS.iter().map(PathBuf::from).filter(|file| file.is_file());
    named("CHROME").into_iter().chain(by_name).chain(by_place)
}

fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from).filter(|file| file.is_file())
}

fn major_version(program: &Path) -> Option<u32> {
    let told = process::read(process::command(program).arg("--version")).ok()?;
    told.split_whitespace().find_map(|word| word.split_once('.')?.0.parse().ok())
}

fn install() -> Outcome {
    if process::on_path("apt-get").is_some() {
        let is_root = process::read(process::command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
        let may_sudo = || process::read(process::command("sudo").args(["-n", "true"])).is_ok();
        let prefix: &[&str] = if is_root {
            &[]
        } else if may_sudo() {
            &["sudo", "-n"]
        } else {
            return Err(advice("Chromium and chromedriver are missing"));
        };
        println!(
            "Chromium and chromedriver are not on this machine (or differ): installing the Debian packages."
        );
        apt(prefix, &["update", "-q"])?;
        return apt(
            prefix,
            &["install", "-y", "-q", "--no-install-recommends", "chromium", "chromium-driver"],
        );
    }
    if cfg!(target_os = "macos") && process::on_path("brew").is_some() {
        println!(
            "Chrome and chromedriver are not on this machine (or differ): installing them with Homebrew."
        );
        return process::run(process::command("brew").args([
            "install",
            "--cask",
            "google-chrome",
            "chromedriver",
        ]));
    }
    Err(advice("Chromium and chromedriver are missing"))
}

fn apt(prefix: &[&str], arguments: &[&str]) -> Outcome {
    let words: Vec<&str> = prefix.iter().chain(&["apt-get"]).chain(arguments).copied().collect();
    process::run(process::command(words[0]).args(&words[1..]).env("DEBIAN_FRONTEND", "noninteractive"))
}

fn advice(what: &str) -> String {
    format!(
        "{what}.\nThe tests run in Chromium or Chrome, driven by a chromedriver of the same version:\n  \
         Debian:         apt-get install chromium chromium-driver\n  \
         Fedora:         dnf install chromium chromedriver\n  \
         Arch:           pacman -S chromium\n  \
         macOS:          brew install --cask google-chrome chromedriver\n\
         Or set CHROME and CHROMEDRIVER to the two programs."
    )
}
