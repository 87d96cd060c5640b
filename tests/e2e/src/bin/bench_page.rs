//! Measures the built page in Chromium with a large export. Run by `cargo xtask bench browser`.
//!
//! What is timed is what a person waits for: from the moment the file picker hands over the file, or the address changes,
//! until the page has set the mark that says its charts are drawn.

use e2e::exports::wide_csv_file;
use e2e::native::Native;
use e2e::page::Page;
use e2e::{Outcome, failure};
use model::units::Day;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Times the file is loaded, each time in a fresh browser.
const LOADS: usize = 3;

/// Filter changes on each screen in the last of them.
const CHANGES: usize = 30;

/// The screens whose figures follow the filter.
const SCREENS: [&str; 7] =
    ["overview", "outcomes", "definitions", "satisfaction", "speed", "topics", "tickets"];

/// Sets one address after the other and returns the milliseconds that each took until what is in sight was drawn, and until all was.
const CHANGE_FILTERS: &str = "
    const [addresses, done] = arguments;
    const root = document.documentElement;
    (async () => {
        const times = [];
        for (const address of addresses) {
            const before = root.dataset.assaySettled;
            const began = performance.now();
            location.hash = address;
            await new Promise(resolve => new MutationObserver((_, observer) => {
                if (root.dataset.assaySettled !== before) { observer.disconnect(); resolve(); }
            }).observe(root, { attributes: true }));
            times.push(['updated', 'settled'].map(name =>
                performance.getEntriesByName(`assay:${name}`).at(-1).startTime - began));
            await new Promise(resolve => setTimeout(resolve, 60));
        }
        done(times);
    })();";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let rows: u32 = std::env::args().nth(1).as_deref().unwrap_or("1000000").parse()?;
    let folder = std::env::temp_dir().join(format!("assay-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let file = folder.join("tickets.csv");
    let outcome = measure(rows, &file).await;
    std::fs::remove_dir_all(&folder)?;
    outcome
}

async fn measure(rows: u32, file: &Path) -> Outcome {
    wide_csv_file(rows, file)?;
    let size_mb = std::fs::metadata(file)?.len() as f64 / 1e6;
    println!("{rows} tickets, 26 columns, {size_mb:.0} MB");
    let first_day = native_load(file)?;
    let mut first = Vec::new();
    let mut loaded = Vec::new();
    let mut ready = Vec::new();
    let mut peaks = Vec::new();
    let mut changes = Vec::<(&str, [Vec<f64>; 2])>::new();
    for number in 1..=LOADS {
        let page = Page::open("").await?;
        page.script(
            "addEventListener('change', () => performance.mark('bench:given'), { capture: true, once: true });",
            vec![],
        )
        .await?;
        page.choose(file).await?;
        page.wait_until(&format!("document.documentElement.dataset.assayRows === '{rows}'")).await?;
        page.wait_for_state("loaded").await?;
        let given = mark(&page, "bench:given").await?;
        first.push(mark(&page, "assay:first-figures").await? - given);
        loaded.push(mark(&page, "assay:loaded").await? - given);
        ready.push(mark(&page, "assay:ready").await?);
        if number == LOADS {
            for (at, screen) in SCREENS.into_iter().enumerate() {
                // The first look, which derives what the screen counts from, is timed by itself.
                let first = format!("#/{screen}?from={}", Day(first_day.0 + 3));
                let [_, mut opened] = change_filters(&page, &[first]).await?;
                row(&format!("{screen} opened first, ms"), &mut opened);
                changes.push((screen, change_filters(&page, &addresses(screen, first_day, at)).await?));
            }
        }
        peaks.extend(renderer_peak_mb(page.driver.process_id()));
    }
    println!("\n{:<44}{:>10}{:>10}{:>10}", "", "median", "p95", "worst");
    row("page ready after navigation, ms", &mut ready);
    row("file given → first figures, ms", &mut first);
    row("file given → Overview drawn, ms", &mut loaded);
    for (screen, [seen, all]) in &mut changes {
        row(&format!("filter change on {screen} → drawn, ms"), seen);
        row("  … → out of sight, too, ms", all);
    }
    if peaks.is_empty() {
        println!("peak memory of the tab: only told on Linux");
    } else {
        row("peak memory of the tab's process, MB", &mut peaks);
    }
    Ok(())
}

/// Reads the file without a browser, tells how long it took and how much memory the tickets need; returns the first day.
fn native_load(file: &Path) -> Outcome<Day> {
    let bytes = std::fs::read(file)?;
    let began = Instant::now();
    let native = Native::read("tickets.csv", &bytes)?;
    let secs = began.elapsed().as_secs_f64();
    let tickets = native.summary.ledger.tickets;
    println!(
        "native, one core: {:.2} s, {:.0} MB/s; data set: {:.0} bytes a ticket",
        secs,
        bytes.len() as f64 / 1e6 / secs,
        native.summary.memory_bytes as f64 / tickets as f64
    );
    native.summary.first_day.ok_or_else(|| failure("the file has no dates"))
}

/// Goes to one address after the other; how many milliseconds each took until what is in sight was drawn, and until all was.
async fn change_filters(page: &Page, addresses: &[String]) -> Outcome<[Vec<f64>; 2]> {
    let told = page.browser().execute_async(CHANGE_FILTERS, vec![json!(addresses)]).await?;
    let times: Vec<[f64; 2]> = serde_json::from_value(told.json().clone())?;
    Ok([0, 1].map(|which| times.iter().map(|both| both[which]).collect()))
}

/// Different kinds of filters, so that no answer can be a remembered one: each screen, too, has days of its own.
fn addresses(screen: &str, first: Day, shift: usize) -> Vec<String> {
    let channels = ["chat", "email", "web_form", "phone", "messaging"];
    (0..CHANGES)
        .map(|number| {
            let turn = number / 3;
            let day = |offset: usize| Day(first.0 + (offset + 11 * shift) as i32);
            match number % 3 {
                0 => format!("#/{screen}?channel={}&from={}", channels[turn % channels.len()], day(turn + 1)),
                1 => format!("#/{screen}?from={}", day(20 * turn + 1)),
                _ => format!(
                    "#/{screen}?from={}&to={}&priority=high,urgent",
                    day(20 * turn),
                    day(20 * turn + 90)
                ),
            }
        })
        .collect()
}

async fn mark(page: &Page, name: &str) -> Outcome<f64> {
    let told = page.script(
        "return performance.getEntriesByName(arguments[0])[0]?.startTime ?? null;",
        vec![Value::from(name)],
    );
    told.await?.as_f64().ok_or_else(|| failure(format!("the page never set {name}")))
}

fn row(name: &str, values: &mut [f64]) {
    values.sort_by(f64::total_cmp);
    // Nearest rank: the smallest value with at least that share at or below it.
    let rank = |share: f64| {
        values.get(((values.len() as f64 * share).ceil() as usize).max(1) - 1).copied().unwrap_or(f64::NAN)
    };
    println!(
        "{name:<44}{:>10.1}{:>10.1}{:>10.1}   ({} runs)",
        rank(0.5),
        rank(0.95),
        rank(1.0),
        values.len()
    );
}

/// The highest resident memory that any of the browser's renderers had, as Linux keeps it.
fn renderer_peak_mb(driver: u32) -> Option<f64> {
    let peaks = descendants(driver).into_iter().filter_map(|process| {
        let folder = PathBuf::from(format!("/proc/{process}"));
        let command = std::fs::read(folder.join("cmdline")).ok()?;
        String::from_utf8_lossy(&command).contains("--type=renderer").then_some(())?;
        let status = std::fs::read_to_string(folder.join("status")).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        Some(line.trim().trim_end_matches(" kB").parse::<f64>().ok()? * 1024.0 / 1e6)
    });
    peaks.max_by(f64::total_cmp)
}

fn descendants(process: u32) -> Vec<u32> {
    let Ok(threads) = std::fs::read_dir(format!("/proc/{process}/task")) else { return Vec::new() };
    let mut found = Vec::new();
    for thread in threads.flatten() {
        let children = std::fs::read_to_string(thread.path().join("children")).unwrap_or_default();
        for child in children.split_whitespace().filter_map(|text| text.parse().ok()) {
            found.push(child);
            found.extend(descendants(child));
        }
    }
    found
}
