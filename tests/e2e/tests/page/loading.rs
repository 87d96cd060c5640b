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
    page.choose_and_cancel(&[&large], "").await?;
    assert_eq!(page.rows().await?, 700);
    assert_eq!(page.figures().await?, before);
    // And the same file can be read after all.
    page.choose(&large).await?;
    page.wait_until("document.documentElement.dataset.assayRows === '300000'").await?;
    page.wait_for_state("loaded").await?;
    Ok(())
}

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
