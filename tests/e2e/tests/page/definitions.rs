//! The Definitions screen: its figures are the engine's, its lists have as many tickets as told, and what is chosen survives a reload.

use e2e::exports::zendesk_csv;
use e2e::native::Native;
use e2e::page::Page;
use e2e::{Outcome, failure};
use model::definition::{Lab, LabAsk};
use model::filter::Filter;
use model::message::Ask;

fn lab(native: &mut Native, filter: &Filter, asked: LabAsk) -> Outcome<Lab> {
    let view = native.screen(filter, Ask::Definitions(asked))?;
    view.lab.map(|lab| *lab).ok_or_else(|| failure("the engine gave no lab"))
}

/// The screen with a file, beside the engine with the same.
async fn opened(csv: &str) -> Outcome<(Page, Native)> {
    let native = Native::read("export.csv", csv.as_bytes())?;
    let page = Page::open("").await?;
    page.load("export.csv", csv, native.summary.ledger.rows_read).await?;
    page.set_address("#/definitions").await?;
    Ok((page, native))
}

/// Every definition on the screen says what the engine says.
async fn compare(page: &Page, lab: &Lab) -> Outcome {
    let shown = page.figures().await?;
    assert_eq!(shown.len(), lab.rows.len(), "{shown:?}");
    for (figure, row) in shown.iter().zip(&lab.rows) {
        let estimate = row.figure.now.estimate();
        assert_eq!(figure.metric, row.info.id);
        assert_eq!(figure.value, estimate.map(|estimate| estimate.value), "{figure:?}");
        assert_eq!(figure.n, estimate.map(|estimate| estimate.n), "{figure:?}");
    }
    Ok(())
}

/// The tickets behind a number: told on the screen, and rows in the table that it leads to.
async fn follow(page: &Page, listed: &str) -> Outcome<(u64, u64)> {
    let number = |text: &str| -> u64 {
        text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(u64::MAX)
    };
    let link = format!("document.querySelector('[data-listed={listed}] a')");
    page.wait_until(&link).await?;
    let told = page.script(&format!("return {link}.textContent;"), vec![]).await?;
    let before = page.updates().await?;
    page.script(&format!("{link}.click();"), vec![]).await?;
    page.wait_for_update(before).await?;
    let table = "document.querySelector('[aria-rowcount]')";
    page.wait_until(&format!("{table} && Number({table}.getAttribute('aria-rowcount')) > 1")).await?;
    let rows = page.script(&format!("return {table}.getAttribute('aria-rowcount');"), vec![]).await?;
    // The head of the table is one of its rows.
    Ok((number(told.as_str().unwrap_or_default()), number(rows.as_str().unwrap_or_default()) - 1))
}

#[tokio::test]
async fn definitions_are_those_of_the_native_engine_and_open_their_tickets() -> Outcome {
    let _turn = crate::turn().await;
    let csv = zendesk_csv(3000);
    let (page, mut native) = opened(&csv).await?;
    let everything = Filter::default();
    let all = lab(&mut native, &everything, LabAsk::default())?;
    assert!(
        all.rows.iter().filter(|row| row.figure.now.estimate().is_some()).count() >= 12,
        "{:?}",
        all.rows
    );
    compare(&page, &all).await?;

    // Two that differ, one's own among them.
    let asked = LabAsk {
        own: "ai~done.not_handed_over.stayed_30".to_string(),
        first: "hubspot_deflection".to_string(),
        second: "own~".to_string(),
        ..LabAsk::default()
    };
    let address = format!("#/definitions?own={}&first={}&second={}", asked.own, asked.first, asked.second);
    page.set_address(&address).await?;
    let two = lab(&mut native, &everything, asked)?;
    compare(&page, &two).await?;
    let comparison = two.comparison.ok_or_else(|| failure("nothing is compared"))?;
    assert!(comparison.only_first.count > 0, "{comparison:?}");
    let (told, rows) = follow(&page, "only_first").await?;
    assert_eq!((told, rows), (comparison.only_first.count, comparison.only_first.count));
    page.wait_until(
        "[...document.querySelectorAll('.judged-chip')].some(chip => chip.innerText.includes('your own definition'))
            && [...document.querySelectorAll('.judged-chip')].some(chip => chip.innerText.includes('HubSpot'))",
    )
    .await?;

    // The lists survive a reload of their address, and taking a condition out gives more.
    page.browser().refresh().await?;
    page.wait_for_state("ready").await?;
    page.load("export.csv", &csv, native.summary.ledger.rows_read).await?;
    page.set_address("#/definitions?channel=email&from=2000-01-01").await?;
    let mails = Filter::from_query("channel=email&from=2000-01-01").map_err(failure)?.0;
    compare(&page, &lab(&mut native, &mails, LabAsk::default())?).await?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

/// Something of each element that a selector finds.
async fn texts(page: &Page, selector: &str, of: &str) -> Outcome<Vec<String>> {
    let script = format!("return [...document.querySelectorAll('{selector}')].map(element => {of});");
    Ok(serde_json::from_value(page.script(&script, vec![]).await?)?)
}

/// What a poor file lacks is said once for all definitions that lack it; each keeps its name, and the name opens its explanation.
#[tokio::test]
async fn a_reason_is_said_once_for_all_that_lack_the_same() -> Outcome {
    let _turn = crate::turn().await;
    let (page, mut native) = opened("id,created_at,status\n1,2026-03-01,closed\n2,2026-03-02,open\n").await?;
    let rows = lab(&mut native, &Filter::default(), LabAsk::default())?.rows;
    assert!(rows.iter().all(|row| row.figure.now.estimate().is_none()), "{rows:?}");
    let reasons = texts(&page, ".definition-why", "element.textContent").await?;
    assert!(!reasons.is_empty() && reasons.len() < rows.len() / 2, "{reasons:?}");
    let distinct: std::collections::BTreeSet<&String> = reasons.iter().collect();
    assert_eq!(distinct.len(), reasons.len(), "{reasons:?}");
    let mut named = texts(&page, "[data-definition]", "element.dataset.definition").await?;
    let mut expected: Vec<String> = rows.iter().map(|row| row.info.id.clone()).collect();
    named.sort();
    expected.sort();
    assert_eq!(named, expected);
    let last = rows.last().ok_or_else(|| failure("no definition"))?;
    page.script(
        &format!("document.querySelector('[data-definition=\"{}\"]').click();", last.info.id),
        vec![],
    )
    .await?;
    page.wait_until(&format!(
        "document.querySelector('dialog[open]')?.innerText.includes({:?})",
        last.info.label
    ))
    .await?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_definition_is_put_together_by_ticking() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("#/definitions?sample=1").await?;
    page.wait_for_state("loaded").await?;
    page.wait_until("document.querySelector('[data-brick=\"~rated_good\"]')").await?;
    let before = page.updates().await?;
    page.script(
        "document.querySelector('.own details').open = true;
         const box = document.querySelector('[data-brick=\"~rated_good\"]');
         box.focus();
         box.click();",
        vec![],
    )
    .await?;
    page.wait_for_update(before).await?;
    page.wait_until("decodeURIComponent(location.hash).includes('rated_good')").await?;
    page.wait_until(
        "document.activeElement === document.querySelector('[data-brick=\"~rated_good\"]')
            && document.activeElement.checked && document.querySelector('.own details').open",
    )
    .await?;
    let (told, rows) = follow(&page, "in_question").await?;
    assert_eq!(told, rows, "the tickets in question");
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn conditions_with_values_are_put_together_from_the_form_and_taken_out_again() -> Outcome {
    let _turn = crate::turn().await;
    let csv = zendesk_csv(3000);
    let (page, mut native) = opened(&csv).await?;
    page.wait_until("document.querySelector('[data-own=kind]')").await?;
    page.script("document.querySelector('.own details').open = true;", vec![]).await?;
    let everything = Filter::default();

    // E-mails alone are asked about; those that were solved within two days count.
    choose(&page, "[data-own=kind]", "Channel").await?;
    choose(&page, "select[aria-label=Value]", "Email").await?;
    press(&page, "[data-own=of]").await?;
    choose(&page, "[data-own=kind]", "Time to a solution").await?;
    choose(&page, "[data-own=way]", "within").await?;
    let is_off = "return document.querySelector('[data-own=counts]').disabled;";
    assert_eq!(page.script(is_off, vec![]).await?, true, "a time that is not typed yet is no condition");
    page.script(
        "const field = document.querySelector('.own-value-form input[type=number]');
         field.value = '2';
         field.dispatchEvent(new Event('input', { bubbles: true }));",
        vec![],
    )
    .await?;
    choose(&page, "select[aria-label=Unit]", "days").await?;
    press(&page, "[data-own=counts]").await?;
    let own = own_in_address(&page).await?;
    assert!(own.contains("channel:email") && own.contains("solved_within:2d"), "{own}");
    let asked = LabAsk { own, ..LabAsk::default() };
    let view = lab(&mut native, &everything, asked.clone())?;
    compare(&page, &view).await?;
    let estimate = |view: &Lab| {
        let row = view.rows.iter().find(|row| row.info.id.starts_with("own"));
        row.and_then(|row| row.figure.now.estimate().cloned()).ok_or_else(|| failure("cannot be told"))
    };
    let both = estimate(&view)?;
    assert!(both.value > 0.0 && both.value < 1.0, "{both:?}");

    // The address alone gives the same after a reload.
    page.browser().refresh().await?;
    page.wait_for_state("ready").await?;
    page.load("export.csv", &csv, native.summary.ledger.rows_read).await?;
    page.wait_until("document.querySelector('[data-own=kind]')").await?;
    assert_eq!(own_in_address(&page).await?, asked.own);
    compare(&page, &view).await?;

    // Without the condition of the denominator more are asked about.
    page.script("document.querySelector('.own details').open = true;", vec![]).await?;
    press(&page, "[data-brick='channel:email']").await?;
    let own = own_in_address(&page).await?;
    assert!(!own.contains("channel"), "{own}");
    let rest = lab(&mut native, &everything, LabAsk { own, ..LabAsk::default() })?;
    compare(&page, &rest).await?;
    assert!(estimate(&rest)?.n > both.n);

    // The tickets on which it and another disagree open in the table, as many as told.
    let compared = LabAsk { first: "hubspot_deflection".to_string(), second: "own~".to_string(), ..asked };
    let address =
        format!("#/definitions?own={}&first={}&second={}", compared.own, compared.first, compared.second);
    page.set_address(&address).await?;
    let view = lab(&mut native, &everything, compared)?;
    compare(&page, &view).await?;
    let only = view.comparison.ok_or_else(|| failure("nothing is compared"))?.only_first.count;
    assert_eq!(follow(&page, "only_first").await?, (only, only));
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

/// Takes the entry of a list whose words begin so.
async fn choose(page: &Page, list: &str, words: &str) -> Outcome {
    let list = format!("document.querySelector({list:?})");
    page.wait_until(&list).await?;
    let told = page
        .script(
            &format!(
                "const list = {list};
                 const entry = [...list.options].find(entry => entry.text.startsWith(arguments[0]));
                 if (!entry) return [...list.options].map(entry => entry.text).join(', ');
                 list.value = entry.value;
                 list.dispatchEvent(new Event('change', {{ bubbles: true }}));
                 return '';"
            ),
            vec![words.into()],
        )
        .await?;
    match told.as_str() {
        Some("") => Ok(()),
        _ => Err(failure(format!("no “{words}” among {told}"))),
    }
}

/// Presses what changes one's own definition and waits until it is counted.
async fn press(page: &Page, button: &str) -> Outcome {
    let before = page.updates().await?;
    page.script(&format!("document.querySelector({button:?}).click();"), vec![]).await?;
    page.wait_for_update(before).await
}

/// One's own definition as the address holds it.
async fn own_in_address(page: &Page) -> Outcome<String> {
    let own = "return new URLSearchParams(location.hash.split('?')[1] ?? '').get('own') ?? '';";
    Ok(page.script(own, vec![]).await?.as_str().unwrap_or_default().to_string())
}
