//! What the first figures do not need is loaded once the page is ready, and before anything is dropped on it. Whoever disconnects
//! then has everything; whoever could not get it is told, keeps the Overview, and gets the rest later.

use e2e::Outcome;
use e2e::driver::Driver;
use e2e::exports::zendesk_csv;
use e2e::page::Page;
use serde_json::json;
use std::path::{Path, PathBuf};
use xtask::site;
use xtask::static_site::StaticSite;

fn is_annex(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("annex-"))
}

/// Copies the files of the built site for which that holds; its folders whole.
fn copy(from: &Path, to: &Path, holds: fn(&Path) -> bool) -> Outcome {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let path = entry?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy(&path, &target, holds)?;
        } else if holds(&path) {
            std::fs::copy(&path, &target)?;
        }
    }
    Ok(())
}

/// The page from a host that lacks the annexes, and the folder of that host.
async fn page_without_annexes() -> Outcome<(Page, PathBuf)> {
    let driver = Driver::start(1440, 900).await?;
    let folder = driver.folder().join("site");
    copy(&site::built()?, &folder, |file| !is_annex(file))?;
    let page = Page { driver, site: StaticSite::start(&folder, "/", 0)? };
    page.browser().goto(page.site.url()).await?;
    page.wait_for_state("ready").await?;
    Ok((page, folder))
}

async fn words_come(page: &Page, words: &str) -> Outcome {
    page.wait_until(&format!("document.body.innerText.includes({})", json!(words))).await
}

#[tokio::test]
async fn what_could_not_be_loaded_is_told_and_loaded_later() -> Outcome {
    let _turn = crate::turn().await;
    let (page, folder) = page_without_annexes().await?;
    page.drop_text("tickets.csv", &zendesk_csv(400)).await?;
    page.wait_for_state("loaded").await?;
    let overview = page.figures().await?;
    assert!(!overview.is_empty());

    for screen in ["outcomes", "tickets", "import", "satisfaction"] {
        page.script("location.hash = arguments[0];", vec![json!(format!("#/{screen}"))]).await?;
        words_come(&page, "This part of Assay could not be loaded").await?;
    }
    // What needs no annex goes on, and nothing that waits stands in its way.
    page.script("location.hash = '#/overview';", vec![]).await?;
    page.wait_until("document.querySelector('[data-metric]')").await?;
    assert_eq!(page.figures().await?, overview);

    page.script("location.hash = '#/satisfaction';", vec![]).await?;
    words_come(&page, "Try again").await?;
    copy(&site::built()?, &folder, is_annex)?;
    page.script(
        "[...document.querySelectorAll('button')].find(button => button.innerText === 'Try again').click();",
        vec![],
    )
    .await?;
    page.wait_until_whole().await?;
    page.wait_until("document.querySelector('[data-metric=csat]')").await?;
    page.set_address("#/outcomes").await?;
    assert!(page.figures().await?.iter().any(|figure| figure.metric == "bounce"));
    Ok(())
}

#[tokio::test]
async fn files_are_joined_once_the_annex_can_be_had() -> Outcome {
    let _turn = crate::turn().await;
    let (page, folder) = page_without_annexes().await?;
    let (one, other) = (zendesk_csv(40), zendesk_csv(60));
    let files = [("one.csv", &one[..]), ("other.csv", &other[..])];
    page.drop_texts(&files).await?;
    page.wait_for_state("error").await?;
    words_come(&page, "These files cannot be joined yet").await?;
    copy(&site::built()?, &folder, is_annex)?;
    page.drop_texts(&files).await?;
    page.wait_for_state("loaded").await?;
    assert_eq!(page.rows().await?, 100);
    Ok(())
}

#[tokio::test]
async fn a_page_that_was_loaded_works_without_a_connection() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    let offline = json!({ "offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    page.browser().cdp().send_raw("Network.enable", json!({})).await?;
    page.browser().cdp().send_raw("Network.emulateNetworkConditions", offline).await?;
    page.load("tickets.csv", &zendesk_csv(400), 400).await?;
    for (screen, words) in [
        ("outcomes", "The outcome ladder"),
        ("satisfaction", "ratings"),
        ("tickets", "Came back after"),
        ("import", "Read as"),
    ] {
        page.script("location.hash = arguments[0];", vec![json!(format!("#/{screen}"))]).await?;
        words_come(&page, words).await?;
    }
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}
