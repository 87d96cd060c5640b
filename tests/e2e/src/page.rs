//! Assay in a browser, from a static server, under a path that is not the root.

use crate::driver::Driver;
use crate::{Outcome, failure};
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};
use thirtyfour::{By, WebDriver};
use xtask::site;
use xtask::static_site::StaticSite;

/// How long anything may take on a busy machine before a test gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// Drops files made of text or of bytes onto the page, as a person's drag from the desktop would.
const DROP: &str = "
    const data = new DataTransfer();
    for (const [name, content] of arguments[0])
        data.items.add(new File([typeof content === 'string' ? content : new Uint8Array(content)], name));
    for (const kind of ['dragenter', 'dragover', 'drop'])
        (document.querySelector('main') ?? document.body).dispatchEvent(
            new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));";

/// Presses the button of a reading whose title begins with these words as soon as it is there, so that no fast machine is done before.
const CANCEL: &str = "
    const [words] = arguments;
    window.wasCancelled = false;
    new MutationObserver((_, observer) => {
        const title = document.querySelector('.reading-title');
        if (title?.textContent.startsWith(words)) {
            observer.disconnect();
            window.wasCancelled = true;
            document.querySelector('.reading button').click();
        }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });";

/// Reads every figure on the screen, as the page marks them for tests and tooling.
const FIGURES: &str = "
    return [...document.querySelectorAll('[data-metric]')].map(element => ({
        metric: element.dataset.metric,
        variant: element.dataset.variant ?? '',
        value: element.dataset.value ?? '',
        n: element.dataset.n ?? '',
        text: (element.closest('li, article') ?? element).innerText,
    }));";

/// A figure as the page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// Metric id.
    pub metric: String,
    /// Variant; empty for the plain metric.
    pub variant: String,
    /// The value, unrounded; `None` when the page says that it cannot tell.
    pub value: Option<f64>,
    /// Its n.
    pub n: Option<u64>,
    /// The words of its card.
    pub text: String,
}

/// The page, its browser and its server.
pub struct Page {
    /// The browser.
    pub driver: Driver,
    /// The server of the built site.
    pub site: StaticSite,
}

impl Page {
    /// Opens the built site at an address such as `#/overview` and waits until it is ready.
    pub async fn open(address: &str) -> Outcome<Page> {
        Page::open_sized(address, 1440, 900).await
    }

    /// Same, with a window of that size.
    pub async fn open_sized(address: &str, width: u32, height: u32) -> Outcome<Page> {
        let site = StaticSite::start(&site::built()?, "/any/sub/path/", 0)?;
        let page = Page { driver: Driver::start(width, height).await?, site };
        page.browser().goto(format!("{}{address}", page.site.url())).await?;
        page.wait_for_state("ready|loaded").await?;
        page.wait_until_whole().await?;
        Ok(page)
    }

    /// Waits until everything is loaded that the page opens later: from then on it asks for nothing.
    pub async fn wait_until_whole(&self) -> Outcome {
        self.wait_until("document.documentElement.dataset.assayWhole").await
    }

    /// The WebDriver session.
    pub fn browser(&self) -> &WebDriver {
        &self.driver.browser
    }

    /// Runs a script and returns what it returns.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Outcome<Value> {
        Ok(self.browser().execute(script, arguments).await?.json().clone())
    }

    /// Waits until a JavaScript expression is true, and tells the state of the page if it never is.
    pub async fn wait_until(&self, expression: &str) -> Outcome {
        let began = Instant::now();
        let script = format!("return Boolean({expression});");
        loop {
            // Between two pages there may be no document for a moment.
            if matches!(self.script(&script, vec![]).await, Ok(Value::Bool(true))) {
                return Ok(());
            }
            if began.elapsed() > PATIENCE {
                return Err(failure(format!("waited in vain for `{expression}`\n{}", self.describe().await)));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits for `html[data-assay]` to be one of the states (`a|b`).
    pub async fn wait_for_state(&self, states: &str) -> Outcome {
        let list = json!(states.split('|').collect::<Vec<_>>());
        self.wait_until(&format!("{list}.includes(document.documentElement.dataset.assay)")).await
    }

    /// `html[data-assay-settled]`: how many filter changes have been drawn, charts out of sight included.
    pub async fn updates(&self) -> Outcome<u64> {
        let told =
            self.script("return Number(document.documentElement.dataset.assaySettled ?? 0);", vec![]).await?;
        told.as_u64().ok_or_else(|| failure("data-assay-settled is no number"))
    }

    /// `html[data-assay-rows]`: rows of what is loaded.
    pub async fn rows(&self) -> Outcome<u64> {
        let told =
            self.script("return Number(document.documentElement.dataset.assayRows ?? 0);", vec![]).await?;
        told.as_u64().ok_or_else(|| failure("data-assay-rows is no number"))
    }

    /// Drops a small file onto the page.
    pub async fn drop_text(&self, name: &str, text: &str) -> Outcome {
        self.drop_texts(&[(name, text)]).await
    }

    /// Same with bytes that are no text.
    pub async fn drop_bytes(&self, name: &str, bytes: &[u8]) -> Outcome {
        self.script(DROP, vec![json!([[name, bytes]])]).await.map(drop)
    }

    /// Drops several small files at once.
    pub async fn drop_texts(&self, files: &[(&str, &str)]) -> Outcome {
        self.script(DROP, vec![json!(files)]).await.map(drop)
    }

    /// Gives the file picker a file from disk.
    pub async fn choose(&self, path: &Path) -> Outcome {
        self.choose_all(&[path]).await
    }

    /// Same with several files.
    pub async fn choose_all(&self, paths: &[&Path]) -> Outcome {
        let paths: Vec<_> = paths.iter().map(|path| path.to_string_lossy()).collect();
        let input = self.browser().find(By::Css("input[type=file]")).await?;
        input.send_keys(paths.join("\n")).await?;
        Ok(())
    }

    /// Chooses files and cancels their reading as soon as its title begins with these words.
    pub async fn choose_and_cancel(&self, paths: &[&Path], title: &str) -> Outcome {
        self.script(CANCEL, vec![json!(title)]).await?;
        self.choose_all(paths).await?;
        self.wait_until(
            "window.wasCancelled && document.documentElement.dataset.assay === 'loaded'
                && !document.querySelector('.reading')",
        )
        .await
    }

    /// Drops a file that is refused with these words.
    pub async fn drop_refused(&self, name: &str, bytes: &[u8], words: &str) -> Outcome {
        self.drop_bytes(name, bytes).await?;
        self.wait_for_state("error").await?;
        self.wait_until(&format!(
            "document.querySelector('[role=alert]')?.innerText.includes({})",
            json!(words)
        ))
        .await
    }

    /// Loads a dropped file and waits for its figures.
    pub async fn load(&self, name: &str, text: &str, rows: u64) -> Outcome {
        self.drop_text(name, text).await?;
        self.wait_until(&format!(
            "document.documentElement.dataset.assay === 'loaded' && document.documentElement.dataset.assayRows === '{rows}'"
        ))
        .await
    }

    /// Sets the part of the address after `#` and waits until its filter is drawn.
    pub async fn set_address(&self, hash: &str) -> Outcome {
        let before = self.updates().await?;
        self.script("location.hash = arguments[0];", vec![json!(hash)]).await?;
        self.wait_for_update(before).await
    }

    /// Waits until more changes are drawn than that, see [`Page::updates`].
    pub async fn wait_for_update(&self, before: u64) -> Outcome {
        self.wait_until(&format!("Number(document.documentElement.dataset.assaySettled) > {before}")).await
    }

    /// The figures on the screen.
    pub async fn figures(&self) -> Outcome<Vec<Shown>> {
        let told = self.script(FIGURES, vec![]).await?;
        let list = told.as_array().ok_or("no figures")?;
        let word = |figure: &Value, key: &str| figure[key].as_str().unwrap_or_default().to_string();
        Ok(list
            .iter()
            .map(|figure| Shown {
                metric: word(figure, "metric"),
                variant: word(figure, "variant"),
                // As text up to here: JSON numbers may lose their last digit on the way.
                value: word(figure, "value").parse().ok(),
                n: word(figure, "n").parse().ok(),
                text: word(figure, "text"),
            })
            .collect())
    }

    /// What the console said at the level of an error since it was last asked.
    pub async fn console_errors(&self) -> Outcome<Vec<String>> {
        let entries = self.browser().browser_log().await?;
        Ok(entries.into_iter().filter(|entry| entry.level == "SEVERE").map(|entry| entry.message).collect())
    }

    /// The visible words of the page.
    pub async fn words(&self) -> Outcome<String> {
        Ok(self
            .script("return document.body.innerText;", vec![])
            .await?
            .as_str()
            .unwrap_or_default()
            .to_string())
    }

    /// State, address and words, for the message of a failed test.
    pub async fn describe(&self) -> String {
        let state = "const root = document.documentElement; return JSON.stringify({ ...root.dataset, address: location.href });";
        let state = self.script(state, vec![]).await.unwrap_or_default();
        let words = self.words().await.unwrap_or_default();
        let console = self.console_errors().await.unwrap_or_default().join("\n");
        format!("state: {state}\nconsole: {console}\nwords: {}", words.chars().take(1500).collect::<String>())
    }
}
