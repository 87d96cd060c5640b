//! Charts by finger, by mouse and on paper, and the files that they and the tables make.

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

/// The canvas of the chart whose title begins so.
const CANVAS: &str = "[...document.querySelectorAll('.chart-card')]
    .find(card => card.querySelector('.chart-title').innerText.startsWith(arguments[0]))
    ?.querySelector('canvas')";

#[tokio::test]
async fn a_click_on_the_curve_of_windows_sets_the_window() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("#/outcomes?sample=1").await?;
    page.wait_for_state("loaded").await?;
    let title = json!("Durable resolution is");
    page.wait_until(&CANVAS.replace("arguments[0]", &title.to_string())).await?;
    let place = page
        .script(
            &format!(
                "const canvas = {CANVAS};
                 canvas.scrollIntoView({{ block: 'center', behavior: 'instant' }});
                 const box = canvas.getBoundingClientRect();
                 return [box.x + box.width * 0.5, box.y + box.height / 2];"
            ),
            vec![title],
        )
        .await?;
    let before = page.updates().await?;
    let tools = page.browser().cdp();
    for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
        let button = if kind == "mouseMoved" { "none" } else { "left" };
        let event = json!({ "type": kind, "x": place[0], "y": place[1], "button": button, "clickCount": 1 });
        tools.send_raw("Input.dispatchMouseEvent", event).await?;
    }
    page.wait_until("/[?&]n=\\d+/.test(location.hash)").await?;
    page.wait_for_update(before).await?;
    let days = page
        .script("return Number(location.hash.match(/[?&]n=(\\d+)/)[1]);", vec![])
        .await?
        .as_u64()
        .unwrap_or_default();
    assert!((12..=18).contains(&days), "the middle of 1 to 30 days: {days}");
    // What is counted follows: the ladder tells the window.
    page.wait_until(&format!("document.querySelector('.ladder-table')?.innerText.includes('{days} days')"))
        .await?;
    Ok(())
}

/// Saves the numbers of what is found there by its menu: the name of the file, and what is in it.
async fn save_csv(page: &Page, place: &str) -> Outcome<(String, String)> {
    page.script(
        "globalThis.saved = {};
         const make = URL.createObjectURL;
         URL.createObjectURL = blob => { blob.text().then(text => saved.text = text); return make(blob); };
         HTMLAnchorElement.prototype.click = function () { saved.name = this.download; };
         document.querySelector(arguments[0]).querySelector('.chart-menu-button').click();",
        vec![json!(place)],
    )
    .await?;
    let entry = format!(
        "[...document.querySelectorAll('{place} [role=menuitem]')].find(item => item.innerText.includes('CSV'))"
    );
    page.wait_until(&entry).await?;
    page.script(&format!("{entry}.click();"), vec![]).await?;
    page.wait_until("saved.name && saved.text").await?;
    let saved = page.script("return [saved.name, saved.text];", vec![]).await?;
    Ok(serde_json::from_value(saved)?)
}

#[tokio::test]
async fn the_figures_of_a_screen_are_saved_as_csv() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("#/outcomes?sample=1").await?;
    page.wait_for_state("loaded").await?;
    page.wait_until("document.querySelectorAll('[data-metric]').length > 30").await?;
    let (name, text) = save_csv(&page, ".screen-head").await?;
    assert_eq!(name, "assay-outcomes.csv");
    let shown: Vec<_> =
        page.figures().await?.into_iter().filter(|figure| figure.n.is_some_and(|n| n >= 30)).collect();
    assert!(shown.len() > 30, "{}", shown.len());
    for figure in shown {
        let value = figure.value.ok_or("a figure without a value")?;
        assert!(text.contains(&format!(",{value},")), "{} {} is not there", figure.metric, figure.variant);
    }
    Ok(())
}

#[tokio::test]
async fn a_table_of_groups_is_saved_as_csv_as_it_is_sorted() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("#/topics?sample=1").await?;
    page.wait_for_state("loaded").await?;
    page.wait_until("document.querySelectorAll('.group-table tbody tr').length > 3").await?;
    let (name, text) = save_csv(&page, ".block.groups").await?;
    assert_eq!(name, "assay-by-topic.csv");
    let told = page
        .script(
            "const rows = [...document.querySelectorAll('.block.groups')[0].querySelectorAll('tbody tr')];
             return rows.map(row => row.querySelector('th').innerText.trim());",
            vec![],
        )
        .await?;
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].contains("Topic") && lines[0].matches(',').count() > 5, "{}", lines[0]);
    let rows: Vec<String> = serde_json::from_value(told)?;
    assert!(rows.len() > 3 && lines.len() > rows.len(), "{} lines for {} rows", lines.len(), rows.len());
    for (line, row) in lines[1..].iter().zip(&rows) {
        assert!(line.trim_start_matches('"').starts_with(row.as_str()), "{line} is not {row}");
    }
    Ok(())
}
