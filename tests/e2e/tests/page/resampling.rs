//! The interval of a figure, checked by drawing customers anew while the page goes on.

use e2e::Outcome;
use e2e::page::Page;
use serde_json::json;

const OPEN: &str = "
    const figure = document.querySelector('[data-metric=\"durable\"]').closest('li, article');
    figure.querySelector('.explain-button').click();";
const CLOSE: &str = "
    const dialog = document.querySelector('dialog[open]');
    dialog.addEventListener('close', () => setTimeout(() => window.wasToldClosed = true, 50));
    dialog.querySelector('[aria-label=\"Close\"]').click();
    for (let turn = 0; dialog.open && turn < 100; turn += 1) await null;";
const CHECK: &str = "
    [...document.querySelectorAll('.check-interval button')].find(button => button.innerText.startsWith('Check')).click();";

#[tokio::test]
async fn an_interval_is_checked_and_the_page_goes_on() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("#/overview?sample=1").await?;
    page.wait_for_state("loaded").await?;
    page.wait_until("document.querySelector('[data-metric=\"durable\"]')").await?;
    page.script(OPEN, vec![]).await?;
    page.wait_until("document.querySelector('.check-interval button')").await?;
    page.script(CHECK, vec![]).await?;
    page.wait_until("document.querySelector('[data-check=\"interval\"]')").await?;
    let told = page.script("return document.querySelector('.check-interval').innerText;", vec![]).await?;
    let told = told.as_str().unwrap_or_default();
    assert!(told.contains("customers were drawn anew 2,000 times") && told.contains("as wide as"), "{told}");
    // Closing forgets it; the next figure is asked anew, and stays though the browser tells of the closing only now.
    page.script(&format!("return (async () => {{ {CLOSE} {OPEN} }})();"), vec![]).await?;
    page.wait_until("window.wasToldClosed && document.querySelector('dialog[open] .check-interval button')")
        .await?;
    assert_eq!(
        page.script("return document.querySelectorAll('[data-check]').length;", vec![]).await?,
        json!(0)
    );
    Ok(())
}
