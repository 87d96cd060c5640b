//! Everything can be reached without a mouse.

use e2e::Outcome;
use e2e::exports::zendesk_csv;
use e2e::page::Page;
use thirtyfour::Key;

#[tokio::test]
async fn screens_open_by_g_and_a_letter() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    page.load("export.csv", &zendesk_csv(300), 300).await?;
    // The page lists its own keys: whatever it promises there has to work.
    page.browser().action_chain().send_keys("?").perform().await?;
    page.wait_until("document.querySelector('dialog[open] kbd')").await?;
    let promised = page
        .script(
            "return [...document.querySelectorAll('dialog[open] tr')]
                .filter(row => row.querySelector('kbd')?.innerText === 'g')
                .map(row => [row.querySelectorAll('kbd')[1].innerText, row.querySelector('td').innerText]);",
            vec![],
        )
        .await?;
    page.browser().action_chain().send_keys(Key::Escape).perform().await?;
    page.wait_until("!document.querySelector('dialog[open]')").await?;
    let promised: Vec<(String, String)> = serde_json::from_value(promised)?;
    assert!(promised.len() >= 5, "{promised:?}");
    let mut addresses = std::collections::BTreeSet::new();
    for (letter, label) in &promised {
        page.browser().action_chain().send_keys(format!("g{letter}")).perform().await?;
        page.wait_until(&format!(
            "location.hash !== '' && ![...{}].includes(location.hash)",
            serde_json::json!(addresses)
        ))
        .await?;
        let address =
            page.script("return location.hash;", vec![]).await?.as_str().unwrap_or_default().to_string();
        assert!(addresses.insert(address.clone()), "{label} has the address of another screen: {address}");
    }
    Ok(())
}

#[tokio::test]
async fn every_control_of_a_screen_can_be_focused_and_has_a_name() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("#/overview?sample=1").await?;
    page.wait_for_state("loaded").await?;
    for screen in [
        "#/overview?sample=1",
        "#/outcomes?sample=1",
        "#/satisfaction?sample=1",
        "#/tickets?sample=1",
        "#/import?sample=1",
    ] {
        page.script("location.hash = arguments[0];", vec![serde_json::json!(screen)]).await?;
        page.wait_until(&format!("location.hash === '{screen}'")).await?;
        page.wait_for_state("loaded").await?;
        let nameless = page
            .script(
                "return [...document.querySelectorAll('button, a[href], input, select, [role=button], [tabindex=\"0\"]')]
                    .filter(element => element.checkVisibility())
                    .filter(element => !(element.innerText?.trim() || element.getAttribute('aria-label') || element.title
                        || element.labels?.length || element.getAttribute('aria-labelledby')))
                    .map(element => element.outerHTML.slice(0, 200));",
                vec![],
            )
            .await?;
        assert_eq!(nameless, serde_json::json!([]), "{screen}: these have no name for a screen reader");
    }
    Ok(())
}

#[tokio::test]
async fn a_screen_is_left_while_a_part_of_it_has_the_focus() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("#/overview?sample=1").await?;
    page.wait_for_state("loaded").await?;
    for focused in [
        "const chart = document.querySelectorAll('main canvas[tabindex]')[1]; chart.focus();",
        "document.querySelector('.chart-menu-button').click();",
        "document.querySelector('.filter-chips button[aria-haspopup]').click();",
    ] {
        page.script(focused, vec![]).await?;
        page.wait_until("document.querySelector('main').contains(document.activeElement)").await?;
        // The next screen has no filters, so that their panel goes, too.
        for screen in ["import", "overview"] {
            page.script(
                "location.hash = arguments[0];",
                vec![serde_json::json!(format!("#/{screen}?sample=1"))],
            )
            .await?;
            page.wait_until(&format!(
                "document.title.toLowerCase().startsWith('{screen}') && document.querySelector('main h1')"
            ))
            .await?;
        }
        page.wait_until("document.querySelector('.chart-menu-button')").await?;
        let errors = page.console_errors().await?;
        assert!(errors.is_empty(), "after `{focused}`: {errors:?}");
    }
    Ok(())
}
