//! Starting, the sample, and a reading that is cancelled.

use e2e::Outcome;
use e2e::exports::{wide_csv_file, zendesk_csv};
use e2e::page::Page;
use serde_json::json;
use thirtyfour::By;

#[tokio::test]
async fn the_page_starts_with_a_clean_console() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    page.wait_for_state("ready").await?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    let marks = page.script("return performance.getEntriesByName('assay:ready').length;", vec![]).await?;
    assert_eq!(marks, json!(1));
    Ok(())
}

#[tokio::test]
async fn the_sample_is_one_click_away_and_shows_the_bracket() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    page.browser().find(By::XPath("//button[contains(., 'sample')]")).await?.click().await?;
    page.wait_for_state("loaded").await?;
    assert_eq!(page.rows().await?, 20_000);
    let figures = page.figures().await?;
    let value = |metric: &str| {
        figures
            .iter()
            .find(|figure| figure.metric == metric)
            .and_then(|figure| figure.value)
            .unwrap_or(f64::NAN)
    };
    let (floor, durable, ceiling) = (value("floor"), value("durable"), value("ceiling"));
    assert!(
        0.0 < floor && floor < durable && durable < ceiling && ceiling < 1.0,
        "{floor} {durable} {ceiling}"
    );
    for mark in ["assay:first-figures", "assay:loaded"] {
        let marks = page
            .script("return performance.getEntriesByName(arguments[0]).length;", vec![json!(mark)])
            .await?;
        assert_eq!(marks, json!(1), "{mark}");
    }
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_cancelled_reading_leaves_the_former_tickets() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    page.load("small.csv", &zendesk_csv(700), 700).await?;
    let before = page.figures().await?;
    let large = page.driver.folder().join("large.csv");
    wide_csv_file(300_000, &large)?;
    // Pressed by the page itself as soon as it is there, so that no fast machine is done before.
    page.script(
        "new MutationObserver((_, observer) => {
            const button = document.querySelector('.reading button');
            if (button) { observer.disconnect(); window.wasCancelled = true; button.click(); }
        }).observe(document.body, { childList: true, subtree: true });",
        vec![],
    )
    .await?;
    page.choose(&large).await?;
    page.wait_until("window.wasCancelled && document.documentElement.dataset.assay === 'loaded'").await?;
    page.wait_until("!document.querySelector('.reading')").await?;
    assert_eq!(page.rows().await?, 700);
    assert_eq!(page.figures().await?, before);
    // And the same file can be read after all.
    page.choose(&large).await?;
    page.wait_until("document.documentElement.dataset.assayRows === '300000'").await?;
    page.wait_for_state("loaded").await?;
    Ok(())
}

#[tokio::test]
async fn files_dropped_together_are_joined() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    page.script(
        "const data = new DataTransfer();
         const put = (name, text) => data.items.add(new File([text], name));
         put('tickets.csv', 'id,created at,status\\n1,2026-01-01 10:00,solved\\n2,2026-01-02 10:00,open\\n');
         put('ratings.csv', 'id,ticket id,score,created at\\n7,1,good,2026-01-03 10:00\\n8,9,bad,2026-01-03 10:00\\n');
         document.querySelector('main').dispatchEvent(
            new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));",
        vec![],
    )
    .await?;
    page.wait_for_state("loaded").await?;
    assert_eq!(page.rows().await?, 4);
    page.script("location.hash = '#/import';", vec![]).await?;
    page.wait_until("document.querySelector('main').innerText.includes('ratings.csv')").await?;
    let words = page.words().await?;
    assert!(words.contains("1 row joined by ticket id; 1 row without a ticket"), "{words}");
    Ok(())
}

/// The engine stops while first figures are on the screen, which is then left within the same moment.
#[tokio::test]
async fn a_dying_engine_leaves_the_page_at_work() -> Outcome {
    let _turn = crate::turn().await;
    let page = crate::all_cores::open_with(
        "const Plain = window.Worker; window.made = [];
         window.Worker = class extends Plain { constructor(...all) { super(...all); window.made.push(this); } };",
    )
    .await?;
    let path = page.driver.folder().join("large.csv");
    wide_csv_file(200_000, &path)?;
    page.script(
        "new MutationObserver(() => {
            if (!window.isOver && document.querySelector('.steady')) {
                window.isOver = true;
                window.made[0].dispatchEvent(new ErrorEvent('error', { message: 'gone', cancelable: true }));
            }
        }).observe(document.body, { childList: true, subtree: true });",
        vec![],
    )
    .await?;
    page.choose(&path).await?;
    page.wait_for_state("error").await?;
    assert!(page.words().await?.contains("stopped unexpectedly"));
    // Whatever was to be measured later has been by now.
    page.script("return new Promise(then => setTimeout(then, 300));", vec![]).await?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    // It was started anew, and takes the next file.
    page.load("export.csv", &zendesk_csv(500), 500).await?;
    Ok(())
}
