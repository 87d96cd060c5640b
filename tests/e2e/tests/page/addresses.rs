//! The address holds screen and filter: setting it applies it, back undoes it, a reload keeps it.

use crate::figures::compare;
use e2e::Outcome;
use e2e::exports::zendesk_csv;
use e2e::native::Native;
use e2e::page::Page;
use model::filter::{Dimension, Filter};
use model::message::Ask;
use model::units::Day;

#[tokio::test]
async fn an_address_is_enough_to_filter() -> Outcome {
    let _turn = crate::turn().await;
    let csv = zendesk_csv(4000);
    let mut native = Native::read("export.csv", csv.as_bytes())?;
    let page = Page::open("").await?;
    page.load("export.csv", &csv, 4000).await?;
    let everything = page.figures().await?;

    let filter = Filter { from: Day::parse("2025-12-01"), to: Day::parse("2026-05-01"), ..Filter::default() }
        .with(Dimension::Topic, &["Where is my order", "Start a return"]);
    let expected = native.screen(&filter, Ask::Overview)?;
    assert!(0 < expected.tickets && expected.tickets < 4000, "{} tickets", expected.tickets);
    page.set_address(&format!("#/overview?{}", filter.to_query())).await?;
    let filtered = page.figures().await?;
    compare(&filtered, &expected, 4)?;
    assert_ne!(filtered, everything);

    let before = page.updates().await?;
    page.browser().back().await?;
    page.wait_until(&format!("Number(document.documentElement.dataset.assayUpdated) > {before}")).await?;
    assert_eq!(page.figures().await?, everything);
    let before = page.updates().await?;
    page.browser().forward().await?;
    page.wait_until(&format!("Number(document.documentElement.dataset.assayUpdated) > {before}")).await?;
    assert_eq!(page.figures().await?, filtered);

    // Tickets are not stored, so after a reload the file has to be given again; the filter is still there.
    page.browser().refresh().await?;
    page.wait_for_state("ready").await?;
    page.load("export.csv", &csv, 4000).await?;
    assert_eq!(page.figures().await?, filtered);
    Ok(())
}

#[tokio::test]
async fn an_address_with_the_sample_loads_it() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("#/outcomes?sample=1").await?;
    page.wait_for_state("loaded").await?;
    assert_eq!(page.rows().await?, 20_000);
    assert!(!page.figures().await?.is_empty());
    Ok(())
}
