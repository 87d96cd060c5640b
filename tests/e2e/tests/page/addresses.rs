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
    page.wait_for_update(before).await?;
    assert_eq!(page.figures().await?, everything);
    let before = page.updates().await?;
    page.browser().forward().await?;
    page.wait_for_update(before).await?;
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

/// A second change arrives while the first is counted, and the page still shows what was before.
#[tokio::test]
async fn a_change_overtaken_by_another_is_not_shown() -> Outcome {
    let _turn = crate::turn().await;
    let csv = zendesk_csv(4000);
    let mut native = Native::read("export.csv", csv.as_bytes())?;
    let page = Page::open("").await?;
    page.load("export.csv", &csv, 4000).await?;
    let filter_of = |channel| Filter::default().with(Dimension::Channel, &[channel]);
    // From all tickets on to another filter, then back to the one that is shown.
    for (first, last) in [("chat", filter_of("email")), ("chat", filter_of("email"))] {
        let address = |filter: &Filter| format!("#/overview?{}", filter.to_query());
        let before = page.updates().await?;
        page.script(
            "const [first, last] = arguments; addEventListener('hashchange', () => { location.hash = last; }, { once: true }); \
             location.hash = first;",
            vec![address(&filter_of(first)).into(), address(&last).into()],
        )
        .await?;
        page.wait_for_update(before).await?;
        // Whatever was overtaken would have arrived by now.
        page.script("return new Promise(then => setTimeout(then, 400));", vec![]).await?;
        compare(&page.figures().await?, &native.screen(&last, Ask::Overview)?, 4)?;
        let chip =
            page.script("return document.querySelector('.chip.is-set')?.innerText ?? ''", vec![]).await?;
        let word = last.accept[&Dimension::Channel][0].to_ascii_lowercase();
        assert!(chip.as_str().unwrap_or_default().to_ascii_lowercase().contains(&word), "{chip} for {word}");
    }
    Ok(())
}

/// The page sets the address and reads it at once; the browser tells of it a moment later.
#[tokio::test]
async fn a_filter_changed_on_the_page_is_asked_for_once() -> Outcome {
    let _turn = crate::turn().await;
    let csv = zendesk_csv(4000);
    let mut native = Native::read("export.csv", csv.as_bytes())?;
    let page = Page::open("").await?;
    page.load("export.csv", &csv, 4000).await?;
    let filter = Filter::default().with(Dimension::Channel, &["chat"]);
    page.set_address(&format!("#/overview?{}", filter.to_query())).await?;
    let before = page.updates().await?;
    page.script("document.querySelector('.chip-clear').click();", vec![]).await?;
    page.wait_for_update(before).await?;
    page.script("return new Promise(then => setTimeout(then, 400));", vec![]).await?;
    assert_eq!(page.updates().await?, before + 1);
    compare(&page.figures().await?, &native.screen(&Filter::default(), Ask::Overview)?, 4)?;
    Ok(())
}
