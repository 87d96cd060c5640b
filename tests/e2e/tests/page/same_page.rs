//! A change must leave the page that a fresh start at its address shows: nothing on it may stay behind.

use e2e::Outcome;
use e2e::page::Page;
use serde_json::{Value, json};

/// What is to be seen: words, lengths of bars, and the pictures of charts. Heights that a page keeps so that it does not jump are no
/// part of it.
const SEEN: &str = "
    const main = document.querySelector('main');
    const words = main.innerText.split('\\n').map(line => line.trim()).filter(Boolean);
    const lengths = [...main.querySelectorAll('[style]')]
        .filter(element => !element.matches('.steady, .chart-frame, .chart-plot, canvas'))
        .map(element => `${element.className}: ${element.getAttribute('style')}`);
    const pictures = [...main.querySelectorAll('canvas')].map(canvas => {
        let sum = 0;
        for (const sign of canvas.toDataURL()) sum = (sum * 31 + sign.charCodeAt(0)) | 0;
        return `${canvas.getAttribute('aria-label') ?? 'sparkline'} ${sum}`;
    });
    return [...words, ...lengths, ...pictures];";

async fn seen(page: &Page) -> Outcome<Vec<String>> {
    page.wait_until("!document.querySelector('main').innerText.includes('counting …')").await?;
    // Once two looks at it are alike: fonts come, and with them charts are drawn again.
    let mut before = Value::Null;
    loop {
        let now = page.script(SEEN, vec![]).await?;
        if now == before {
            return Ok(serde_json::from_value(now)?);
        }
        before = now;
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    }
}

#[tokio::test]
async fn a_changed_page_is_the_page_of_its_address() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("#/overview?sample=1").await?;
    page.wait_for_state("loaded").await?;
    page.wait_until_whole().await?;
    // The first changes what tickets are and none that pass; the second which pass.
    let changes =
        ["n=15&scope=same_topic&sample=1", "channel=chat,email&from=2026-01-05&to=2026-05-03&sample=1"];
    for screen in ["overview", "outcomes", "definitions", "satisfaction", "speed", "topics"] {
        let start = format!("#/{screen}?sample=1");
        if page.script("return location.hash;", vec![]).await? != json!(start) {
            page.set_address(&start).await?;
        }
        seen(&page).await?;
        let mut changed = Vec::new();
        for change in changes {
            page.set_address(&format!("#/{screen}?{change}")).await?;
            changed.push(seen(&page).await?);
        }
        for (change, changed) in changes.into_iter().zip(changed) {
            page.browser().goto("about:blank").await?;
            page.browser().goto(format!("{}#/{screen}?{change}", page.site.url())).await?;
            page.wait_for_state("loaded").await?;
            page.wait_until_whole().await?;
            let fresh = seen(&page).await?;
            let differs = changed.iter().zip(&fresh).find(|(changed, fresh)| changed != fresh);
            assert!(differs.is_none(), "{screen} after {change}: {differs:?}");
            assert_eq!(changed.len(), fresh.len(), "{screen} after {change}");
        }
    }
    Ok(())
}
