//! The Satisfaction screen: every form of CSAT opens its explanation, and comments are read for the page in sight, masked.

use crate::figures::compare;
use e2e::Outcome;
use e2e::native::Native;
use e2e::page::Page;
use model::filter::Filter;
use model::message::Ask;
use std::fmt::Write;

/// Fourteen tickets with a comment each, and as many without one.
fn export() -> String {
    let mut text = String::from("Ticket ID,Created At,Resolved At,Status,CSAT,CSAT Comment\n");
    for row in 1..=28 {
        let comment =
            if row % 2 == 0 { format!("Number {row}: write to ada{row}@example.org") } else { String::new() };
        let rating = 1 + row % 5;
        // Writing into memory cannot fail.
        writeln!(text, "{row},2026-02-{row:02} 09:00:00,2026-02-{row:02} 10:00:00,Solved,{rating},{comment}")
            .ok();
    }
    text
}

#[tokio::test]
async fn comments_are_listed_masked_and_lead_to_their_tickets() -> Outcome {
    let _turn = crate::turn().await;
    let csv = export();
    let mut native = Native::read("export.csv", csv.as_bytes())?;
    let page = Page::open("").await?;
    page.load("export.csv", &csv, 28).await?;
    page.set_address("#/satisfaction").await?;
    compare(&page.figures().await?, &native.screen(&Filter::default(), Ask::Satisfaction)?, 3)?;
    page.wait_until("document.querySelectorAll('.comment-list li').length === 10").await?;
    let first = page.script("return document.querySelector('.comment').textContent;", vec![]).await?;
    let first = first.as_str().unwrap_or_default();
    assert!(first.contains("Number 28") && !first.contains("@example"), "{first}");

    // The rest of them, and back to the first with the lowest rating.
    let press = |words: &str| {
        format!(
            "[...document.querySelectorAll('.comments button')].find(button => button.textContent === '{words}').click();"
        )
    };
    page.script(&press("Further"), vec![]).await?;
    page.wait_until("document.querySelectorAll('.comment-list li').length === 4").await?;
    page.script(&press("Lowest rating first"), vec![]).await?;
    page.wait_until("document.querySelector('.comment').textContent.includes('(1)')").await?;
    page.script("document.querySelector('.comment').click();", vec![]).await?;
    page.wait_until("location.hash.startsWith('#/tickets') && document.querySelector('.opened .fields')")
        .await?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}
