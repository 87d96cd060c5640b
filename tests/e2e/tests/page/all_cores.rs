//! A large file is read by several workers, with the figures of one; and it is read all the same when they do not come up or die.

use crate::figures::compare;
use e2e::Outcome;
use e2e::exports::wide_csv_file;
use e2e::native::Native;
use e2e::page::Page;
use model::filter::Filter;
use model::message::Ask;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

/// Enough that many shares are read.
const TICKETS: u32 = 200_000;

/// Counts the workers of a page by their threads, as Linux tells of them, until it is dropped.
struct WorkerCount {
    most: Arc<AtomicUsize>,
    is_over: Arc<AtomicBool>,
}

impl WorkerCount {
    fn start(driver: u32) -> WorkerCount {
        let (most, is_over) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let count = WorkerCount { most: most.clone(), is_over: is_over.clone() };
        std::thread::spawn(move || {
            while !is_over.load(Ordering::Relaxed) {
                most.fetch_max(workers_below(driver), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(5));
            }
        });
        count
    }

    fn most(&self) -> usize {
        self.most.load(Ordering::Relaxed)
    }
}

impl Drop for WorkerCount {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
    }
}

/// Threads of workers in the processes below that one.
fn workers_below(process: u32) -> usize {
    let read = |path: String| std::fs::read_to_string(path).unwrap_or_default();
    let tasks = std::fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    tasks
        .map(|task| {
            let task = task.path().display().to_string();
            let is_worker = read(format!("{task}/comm")).starts_with("DedicatedWorker");
            let children = read(format!("{task}/children"));
            let below: usize =
                children.split_whitespace().filter_map(|child| child.parse().ok()).map(workers_below).sum();
            usize::from(is_worker) + below
        })
        .sum()
}

/// Loads a large file, compares the figures with those of one reader, and tells the most workers that were seen.
async fn load(page: &Page) -> Outcome<usize> {
    let path = page.driver.folder().join("large.csv");
    wide_csv_file(TICKETS, &path)?;
    let mut native = Native::read("large.csv", &std::fs::read(&path)?)?;
    let requests = page.site.requests().len();
    let workers = WorkerCount::start(page.driver.process_id());
    page.choose(&path).await?;
    page.wait_until(&format!("document.documentElement.dataset.assayRows === '{TICKETS}'")).await?;
    page.wait_for_state("loaded").await?;
    let most = workers.most();
    let everything = Filter::default();
    compare(&page.figures().await?, &native.screen(&everything, Ask::Overview)?, 4)?;
    page.set_address("#/outcomes").await?;
    compare(&page.figures().await?, &native.screen(&everything, Ask::Outcomes)?, 3)?;
    // Whoever reads parts is started without a request.
    let later: Vec<String> = page.site.requests().split_off(requests);
    assert!(later.iter().all(|request| request.ends_with(".woff2")), "{later:?}");
    Ok(most)
}

/// Opens the page with a script that runs before its own.
pub(crate) async fn open_with(script: &str) -> Outcome<Page> {
    let page = Page::open("").await?;
    let script = json!({ "source": script });
    page.browser().cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", script).await?;
    page.browser().refresh().await?;
    page.wait_for_state("ready").await?;
    page.wait_until_whole().await?;
    Ok(page)
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

#[tokio::test]
async fn a_large_file_is_read_by_several_workers() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    let most = load(&page).await?;
    if cores() > 1 && cfg!(target_os = "linux") {
        assert!(most >= 2, "only {most} workers were seen");
        // The others have gone home.
        assert_eq!(workers_below(page.driver.process_id()), 1);
    }
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn large_files_that_are_joined_are_read_by_several_workers() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    let path = page.driver.folder().join("large.csv");
    wide_csv_file(TICKETS / 2, &path)?;
    let text = std::fs::read_to_string(&path)?;
    // Each ticket is in both.
    let other = page.driver.folder().join("other.csv");
    std::fs::write(&other, &text)?;
    let mut native = Native::read_joined(&[("large.csv", text.as_bytes()), ("other.csv", text.as_bytes())])?;
    let workers = WorkerCount::start(page.driver.process_id());
    page.choose_all(&[&path, &other]).await?;
    page.wait_until(&format!("document.documentElement.dataset.assayRows === '{TICKETS}'")).await?;
    page.wait_for_state("loaded").await?;
    if cores() > 1 && cfg!(target_os = "linux") {
        let most = workers.most();
        assert!(most >= 2, "only {most} workers were seen");
    }
    let everything = Filter::default();
    compare(&page.figures().await?, &native.screen(&everything, Ask::Overview)?, 4)?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn workers_that_do_not_come_up_are_not_needed() -> Outcome {
    let _turn = crate::turn().await;
    // The program that such a worker is handed is none.
    let page = open_with(
        "window.Blob = class extends Blob { constructor(parts, options) {
            super(parts.map(part => typeof part === 'string' ? part.replace('worker.postMessage(module)', 'worker.postMessage(0)') : part), options);
        } };",
    )
    .await?;
    load(&page).await?;
    Ok(())
}

#[tokio::test]
async fn workers_that_die_are_not_needed() -> Outcome {
    let _turn = crate::turn().await;
    // Such a worker stops when its first part is done.
    let page = open_with(
        "window.Blob = class extends Blob { constructor(parts, options) {
            super(parts.map(part => typeof part === 'string' ? part.replace('\\\\nonmessage =',
                '\\\\nconst post = self.postMessage; self.postMessage = (...all) => { if (typeof all[0] === \\'string\\') return post(...all); setTimeout(() => { throw new Error(\\'gone\\'); }); };onmessage =') : part), options);
        } };",
    )
    .await?;
    load(&page).await?;
    Ok(())
}
