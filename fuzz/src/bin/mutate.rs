//! A mutation loop that needs nothing but stable Rust: `cargo xtask fuzz [--minutes N] [target…]`.
//!
//! Seeds are the fixtures of the repository and `corpus/<target>`. Each input is written down before it is tried, in a process
//! of its own, so that what ends the process (a stack that overflows, memory that runs out) is known, too. A panic, an input that
//! takes seconds, and memory beyond all proportion are findings; they are kept in `artifacts/<target>`.

use std::collections::HashSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

/// Inputs stay below this size.
const MOST_BYTES: usize = 48 << 10;
/// An input that takes longer is a finding.
const SLOW: Duration = Duration::from_secs(4);
/// Memory that an input may take, in kilobytes.
const MOST_KB: u64 = 400 << 10;
/// The stack that a worker has in a browser.
const STACK_BYTES: usize = 1 << 20;
/// Inputs of a new kind that are kept while a target runs.
const MOST_KEPT: usize = 4_000;
/// Findings of one target after which it is left.
const MOST_FINDINGS: usize = 8;

fn main() -> ExitCode {
    let mut seconds = 60;
    let mut child = false;
    let mut seed = 1;
    let mut names = Vec::new();
    let mut one = None;
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let number = |text: Option<String>| text.and_then(|text| text.parse::<u64>().ok());
        match word.as_str() {
            "--minutes" => seconds = number(words.next()).unwrap_or(1) * 60,
            "--seconds" => seconds = number(words.next()).unwrap_or(60),
            "--seed" => seed = number(words.next()).unwrap_or(1),
            "--child" => child = true,
            // One input, for a look at a finding: `--try <file> <target>`.
            "--try" => one = words.next(),
            _ => names.push(word),
        }
    }
    let targets: Vec<&fuzz::Target> = fuzz::TARGETS
        .iter()
        .filter(|(name, _)| names.is_empty() || names.iter().any(|n| n == name))
        .collect();
    if targets.is_empty() {
        println!(
            "no such target; there are: {}",
            fuzz::TARGETS.iter().map(|t| t.0).collect::<Vec<_>>().join(", ")
        );
        return ExitCode::FAILURE;
    }
    if let Some(file) = one {
        let Ok(input) = fs::read(&file) else {
            println!("{file} cannot be read");
            return ExitCode::FAILURE;
        };
        let begun = Instant::now();
        let kind = (targets[0].1)(&input);
        println!(
            "{}: result {kind:x} in {:?}, {} MB at most",
            targets[0].0,
            begun.elapsed(),
            peak_kb() >> 10
        );
        return ExitCode::SUCCESS;
    }
    if child {
        return run(targets[0], Duration::from_secs(seconds), seed);
    }
    let mut is_clean = true;
    let each = (seconds / targets.len() as u64).max(1);
    for (name, _) in targets {
        is_clean &= watch(name, each, seed);
    }
    if is_clean { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn artifacts(target: &str) -> PathBuf {
    let folder = home().join("artifacts").join(target);
    let _ = fs::create_dir_all(&folder);
    folder
}

/// Runs one target in a process of its own, again after whatever ended it.
fn watch(target: &str, seconds: u64, seed: u64) -> bool {
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut is_clean = true;
    for round in 0..MOST_FINDINGS as u64 {
        let left = end.saturating_duration_since(Instant::now()).as_secs();
        if left == 0 {
            break;
        }
        let Ok(program) = std::env::current_exe() else { return false };
        let status = Command::new(program)
            .args(["--child", "--seconds", &left.to_string(), "--seed", &(seed + round).to_string(), target])
            .status();
        match status.map(|status| status.code()) {
            Ok(Some(0)) => break,
            Ok(Some(1)) => {
                is_clean = false;
                break;
            }
            other => {
                is_clean = false;
                let kept = artifacts(target).join(format!("ended-{seed}-{round}"));
                let _ = fs::copy(artifacts(target).join("current"), &kept);
                println!("{target}: the process ended ({other:?}); the input is {}", kept.display());
            }
        }
    }
    let _ = fs::remove_file(artifacts(target).join("current"));
    is_clean
}

/// A small generator of random numbers (xorshift64*, Vigna 2016).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    let mut folders = vec![home().join("corpus").join(target)];
    if target != "unpack" && target != "parts" {
        folders.push(home().join("../tests/fixtures"));
    }
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for entry in entries.flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    let mut seeds: Vec<Vec<u8>> = files.iter().filter_map(|file| fs::read(file).ok()).collect();
    seeds.retain(|seed| seed.len() <= MOST_BYTES);
    if target == "cells" {
        // The cells of the fixtures, a line each.
        for seed in &mut seeds {
            *seed = seed
                .split(|b| matches!(b, b',' | b';' | b'\t' | b'\n'))
                .take(300)
                .collect::<Vec<_>>()
                .join(&b'\n');
        }
    }
    if target == "fold" {
        // Each record of a list, besides the whole.
        let records: Vec<Vec<u8>> = seeds
            .iter()
            .filter_map(|seed| serde_json::from_slice::<serde_json::Value>(seed).ok())
            .flat_map(|value| lists(&value))
            .collect();
        seeds.extend(records);
    }
    if target == "join" {
        // Each with the next: fixtures of one helpdesk stand side by side, and have tickets in common.
        seeds = seeds.windows(2).map(|pair| pair.join(&fuzz::NEXT_FILE)).collect();
    }
    if target == "parts" {
        seeds = fuzz::books::seeds();
    }
    seeds.push(Vec::new());
    seeds
}

/// The elements of every list at the top of a document.
fn lists(value: &serde_json::Value) -> Vec<Vec<u8>> {
    let top = value.as_array().into_iter().flatten();
    let within =
        value.as_object().into_iter().flat_map(|fields| fields.values()).filter_map(|v| v.as_array());
    top.chain(within.flatten()).map(|record| record.to_string().into_bytes()).collect()
}

const TOKENS: &[&str] = &[
    ",",
    ";",
    "\t",
    "|",
    "\n",
    "\r\n",
    "\r",
    "\"",
    "\"\"",
    "'",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ":",
    "null",
    "true",
    "{}",
    "[]",
    "\u{feff}",
    "sep=;\n",
    "2026-01-05 10:00:00",
    "31/12/2025 23:59",
    "12/31/25 11:59 PM",
    "1767603600",
    "1767603600000",
    "1970-01-01",
    "9999-12-31T23:59:59Z",
    "0000-00-00",
    "27:31:07",
    "-1",
    "1e308",
    "1e-308",
    "NaN",
    "999999999999999999999",
    "4294967295",
    "-9223372036854775808",
    "PT1H",
    "2 days 3 hours",
    "100%",
    "Good",
    "offered",
    "(Europe/Berlin)",
    " (UTC)",
    "id",
    "created_at",
    "Ticket ID",
    "Conversation started at (Europe/Berlin)",
    "Issue key",
    "\u{0}",
    "\u{1f}",
    "é",
    "€",
    "𝄞",
    "\u{202e}",
    "ß",
    "İ",
    "\\u0000",
    "\\ud800",
    "<table>",
    "<td>",
    "</tr>",
    "<Row ss:Index=\"9\">",
    "rowspan=99999",
    "PK\u{3}\u{4}",
];

fn mutate(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = seeds[random.below(seeds.len())].clone();
    for _ in 0..1 + random.below(8) {
        let at = random.below(bytes.len() + 1);
        let longest = if random.below(4) == 0 { 2_000 } else { 16 };
        let length = 1 + random.below(longest);
        let end = (at + length).min(bytes.len());
        match random.below(10) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            1 if at < bytes.len() => bytes[at] = random.next() as u8,
            2 => drop(bytes.drain(at..end)),
            3 | 4 => {
                let token = TOKENS[random.below(TOKENS.len())];
                bytes.splice(at..at, token.bytes());
            }
            5 => {
                let copy = bytes[at..end].to_vec();
                let to = random.below(bytes.len() + 1);
                bytes.splice(to..to, copy);
            }
            6 => {
                let most = if random.below(8) == 0 { 4_000 } else { 20 };
                let copy = bytes[at..end].repeat(1 + random.below(most));
                if copy.len() < MOST_BYTES {
                    bytes.splice(at..at, copy);
                }
            }
            7 => {
                let other = &seeds[random.below(seeds.len())];
                let from = random.below(other.len() + 1);
                let to = (from + length * 20).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            8 => {
                let token = TOKENS[random.below(TOKENS.len())];
                bytes.splice(at..end, token.bytes());
            }
            _ if random.below(4) == 0 => bytes.truncate(at),
            _ => {}
        }
        bytes.truncate(MOST_BYTES);
    }
    bytes
}

/// The most memory that this process had since it was last asked, in kilobytes; 0 where the system does not tell.
fn peak_kb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = line.and_then(|text| text.split_whitespace().next()?.parse().ok());
    let _ = fs::write("/proc/self/clear_refs", "5");
    peak.unwrap_or(0)
}

/// How long this thread has been running, whatever else the machine does; `None` where the system does not tell.
fn busy_time() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split_whitespace().next()?.parse().ok()?))
}

fn run(target: &fuzz::Target, time: Duration, seed: u64) -> ExitCode {
    let target = *target;
    let worker =
        std::thread::Builder::new().stack_size(STACK_BYTES).spawn(move || run_here(target, time, seed));
    match worker.map(|worker| worker.join()) {
        Ok(Ok(true)) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn run_here((name, target): fuzz::Target, time: Duration, seed: u64) -> bool {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut pool = seeds(name);
    let mut kinds = HashSet::new();
    let current = artifacts(name).join("current");
    let started = Instant::now();
    let (mut tried, mut found, mut slowest) = (0_u64, 0, Duration::ZERO);
    // The seeds themselves first.
    let mut waiting = pool.clone();
    peak_kb();
    while started.elapsed() < time && found < MOST_FINDINGS {
        let input = waiting.pop().unwrap_or_else(|| mutate(&pool, &mut random));
        let _ = fs::write(&current, &input);
        let begun = busy_time().unwrap_or_else(|| started.elapsed());
        let result = catch_unwind(AssertUnwindSafe(|| target(&input)));
        let took = busy_time().unwrap_or_else(|| started.elapsed()).saturating_sub(begun);
        if took > slowest {
            slowest = took;
            let _ = fs::write(artifacts(name).join("slowest"), &input);
        }
        tried += 1;
        let peak = if tried % 16 == 0 || took > Duration::from_millis(50) { peak_kb() } else { 0 };
        let finding = match result {
            Err(_) => Some("panic"),
            Ok(_) if took > SLOW => Some("slow"),
            Ok(_) if peak > MOST_KB => Some("memory"),
            Ok(kind) => {
                if kinds.insert(kind) && pool.len() < MOST_KEPT {
                    pool.push(input.clone());
                }
                None
            }
        };
        if let Some(finding) = finding {
            let kept = artifacts(name).join(format!("{finding}-{seed}-{tried}"));
            let _ = fs::write(&kept, &input);
            println!("{name}: {finding}, {took:?}, {} MB; the input is {}", peak >> 10, kept.display());
            found += 1;
        }
    }
    println!(
        "{name}: {tried} inputs in {:.0} s, {} kinds of results, the slowest took {slowest:?}, {found} findings",
        started.elapsed().as_secs_f64(),
        kinds.len(),
    );
    found == 0
}
