//! The page fits narrow windows: tables may scroll inside themselves, the page never sideways.

use e2e::Outcome;
use e2e::page::Page;
use serde_json::json;

#[tokio::test]
async fn no_screen_scrolls_sideways() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("#/overview?sample=1").await?;
    page.wait_for_state("loaded").await?;
    let tools = page.browser().cdp();
    for width in [360, 390, 768, 1440] {
        let size = json!({ "width": width, "height": 844, "deviceScaleFactor": 2, "mobile": false });
        tools.send_raw("Emulation.setDeviceMetricsOverride", size).await?;
        for screen in
            ["start", "import", "overview", "outcomes", "satisfaction", "speed", "topics", "tickets"]
        {
            page.script("location.hash = arguments[0];", vec![json!(format!("#/{screen}?sample=1"))]).await?;
            page.wait_until(&format!(
                "location.hash.startsWith('#/{screen}') && document.querySelector('main h1, main h2')"
            ))
            .await?;
            page.wait_for_state("loaded").await?;
            let wide = page
                .script(
                    "const width = document.documentElement.clientWidth;
                     if (document.documentElement.scrollWidth <= width) return [];
                     return [...document.querySelectorAll('body *')]
                        .filter(element => element.getBoundingClientRect().right > width + 1)
                        .slice(0, 5).map(element => element.outerHTML.slice(0, 160));",
                    vec![],
                )
                .await?;
            assert_eq!(wide, json!([]), "{screen} at {width} px is wider than its window");
        }
    }
    Ok(())
}
