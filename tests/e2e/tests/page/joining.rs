//! Several files that are read together.

use e2e::Outcome;
use e2e::exports::{wide_csv_file, zendesk_csv};
use e2e::page::Page;
use serde_json::json;

const JANUARY: &str = "id,created at,status\n1,2026-01-01 10:00,solved\n2,2026-01-02 10:00,open\n";
const FEBRUARY: &str = "id,created at,status\n2,2026-01-02 10:00,solved\n3,2026-02-02 10:00,open\n";
const RATINGS: &str = "id,ticket id,score,created at\n7,1,good,2026-01-03 10:00\n8,9,bad,2026-01-03 10:00\n";

/// What the Import screen says.
async fn understood(page: &Page) -> Outcome<String> {
    page.script("location.hash = '#/import';", vec![]).await?;
    page.wait_until("document.querySelector('main')?.innerText.includes('Import · ')").await?;
    page.words().await
}

#[tokio::test]
async fn files_dropped_together_are_joined() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    page.drop_texts(&[("tickets.csv", JANUARY), ("ratings.csv", RATINGS)]).await?;
    page.wait_for_state("loaded").await?;
    assert_eq!(page.rows().await?, 4);
    let words = understood(&page).await?;
    assert!(words.contains("ratings.csv"), "{words}");
    assert!(words.contains("1 row joined by ticket id; 1 row without a ticket"), "{words}");
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn what_took_the_place_of_another_can_join_it_instead() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    page.load("january.csv", JANUARY, 2).await?;
    page.load("february.csv", FEBRUARY, 2).await?;
    page.wait_until("document.querySelector('[data-action=join]')").await?;
    page.script("document.querySelector('[data-action=join]').click();", vec![]).await?;
    page.wait_until("document.documentElement.dataset.assayRows === '4'").await?;
    page.wait_for_state("loaded").await?;
    assert!(!page.words().await?.contains("takes the place of"), "the offer is still made");
    // A ticket that is in both is one ticket.
    let words = understood(&page).await?;
    assert!(words.contains("another version of a ticket"), "{words}");
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_file_that_cannot_be_read_leaves_the_others() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    page.drop_texts(&[
        ("tickets.csv", JANUARY),
        ("page.html", "<!doctype html><title>Log in</title>"),
        ("ratings.csv", RATINGS),
    ])
    .await?;
    page.wait_for_state("loaded").await?;
    assert_eq!(page.rows().await?, 4);
    let words = understood(&page).await?;
    assert!(words.contains("“page.html” was not read"), "{words}");
    Ok(())
}

#[tokio::test]
async fn a_cancelled_joining_leaves_the_former_tickets() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    page.load("small.csv", &zendesk_csv(700), 700).await?;
    let before = page.figures().await?;
    let paths = [page.driver.folder().join("first.csv"), page.driver.folder().join("second.csv")];
    for path in &paths {
        wide_csv_file(150_000, path)?;
    }
    page.choose_and_cancel(&[&paths[0], &paths[1]], "").await?;
    assert_eq!(page.rows().await?, 700);
    assert_eq!(page.figures().await?, before);
    assert_eq!(
        page.script("return document.querySelector('[data-action=join]') === null;", vec![]).await?,
        json!(true)
    );
    Ok(())
}
