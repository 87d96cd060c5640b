//! Charts by finger and on paper.

use e2e::Outcome;
use e2e::page::Page;
use serde_json::json;

#[tokio::test]
async fn a_tapped_chart_can_be_read() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open_sized("#/overview?sample=1", 390, 844).await?;
    page.wait_for_state("loaded").await?;
    page.wait_until("document.querySelectorAll('.chart-plot canvas').length > 1").await?;
    let place = page
        .script(
            "const canvas = document.querySelector('.chart-plot canvas');
             canvas.scrollIntoView({ block: 'center', behavior: 'instant' });
             const box = canvas.getBoundingClientRect();
             return [box.x + box.width * 0.4, box.y + box.height / 2];",
            vec![],
        )
        .await?;
    let tools = page.browser().cdp();
    tools
        .send_raw("Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 1 }))
        .await?;
    let touch = |kind: &str, points: serde_json::Value| {
        tools.send_raw("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points }))
    };
    touch("touchStart", json!([{ "x": place[0], "y": place[1] }])).await?;
    touch("touchEnd", json!([])).await?;
    page.wait_until(
        "[...document.querySelectorAll('.chart-tip')]
            .some(tip => tip.innerText && getComputedStyle(tip).visibility === 'visible')",
    )
    .await?;
    // The first tap reads; it must not filter.
    let address = page.script("return location.hash;", vec![]).await?;
    assert_eq!(address, json!("#/overview?sample=1"));
    Ok(())
}

#[tokio::test]
async fn printed_charts_keep_to_the_paper() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("#/overview?sample=1").await?;
    page.wait_for_state("loaded").await?;
    page.wait_until("document.querySelectorAll('.chart-plot canvas').length > 3").await?;
    // What a printer does: the layout of the paper with the pictures of the screen, which nothing draws anew in between.
    let beyond = page
        .script(
            "for (const sheet of document.styleSheets)
                for (const rule of sheet.cssRules)
                    if (rule.media?.mediaText === 'print') rule.media.mediaText = 'all';
             const main = document.querySelector('main');
             main.style.width = '680px';
             const edge = main.getBoundingClientRect().right + 1;
             return [...document.querySelectorAll('main canvas, main .grid-row')]
                .map(element => element.getBoundingClientRect().right).filter(right => right > edge);",
            vec![],
        )
        .await?;
    assert_eq!(beyond, json!([]), "these ends lie beyond the paper");
    Ok(())
}
