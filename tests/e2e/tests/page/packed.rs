//! Workbooks and archives: the same figures as from the CSV inside, and no more requests than for the part that unpacks.

use crate::figures::compare;
use e2e::exports::zendesk_csv;
use e2e::native::Native;
use e2e::packed::{gzip, xlsx, zip};
use e2e::page::Page;
use e2e::{Outcome, failure};
use model::filter::Filter;
use model::message::Ask;
use serde_json::json;

async fn load(page: &Page, name: &str, bytes: &[u8], rows: u64) -> Outcome {
    let path = page.driver.folder().join(name);
    std::fs::write(&path, bytes)?;
    page.choose(&path).await?;
    page.wait_until(&format!("document.documentElement.dataset.assayRows === '{rows}'")).await?;
    page.wait_for_state("loaded").await
}

#[tokio::test]
async fn the_same_export_gives_the_same_figures_in_any_wrapping() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    let everything = Filter::default();
    // Each has another number of tickets, so that no former figures can be taken for those of the file.
    for (tickets, name) in
        [(900, "export.xlsx"), (901, "export.csv.gz"), (902, "export.zip"), (903, "month.zip")]
    {
        let csv = zendesk_csv(tickets);
        let bytes = match name {
            "export.xlsx" => xlsx(&csv)?,
            "export.csv.gz" => gzip(csv.as_bytes())?,
            "export.zip" => zip(&[("readme.txt", b"Thank you.\n"), ("tickets.csv", csv.as_bytes())], false)?,
            _ => zip(&[("month.xlsx", &xlsx(&csv)?)], false)?,
        };
        let mut plain = Native::read("export.csv", csv.as_bytes())?;
        let unpacked = Native::read(name, &bytes)?;
        assert_eq!(unpacked.summary.ledger.tickets, plain.summary.ledger.tickets, "{name}");
        load(&page, name, &bytes, plain.summary.ledger.rows_read).await?;
        compare(&page.figures().await?, &plain.screen(&everything, Ask::Overview)?, 4)
            .map_err(|failed| failure(format!("{name}: {failed}")))?;
        page.set_address("#/import").await?;
        // Sentences begin with a capital there.
        let words = page.words().await?.to_ascii_lowercase();
        for decision in unpacked.summary.decisions.iter().take(2) {
            assert!(
                [&decision.value, &decision.reason]
                    .iter()
                    .all(|told| words.contains(&told.to_ascii_lowercase())),
                "{name}: {decision:?}\n{words}"
            );
        }
        assert!(words.contains(&unpacked.summary.name.to_ascii_lowercase()), "{words}");
        page.set_address("#/overview").await?;
    }
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn the_tables_of_an_archive_are_joined() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    let tickets = zendesk_csv(300);
    let (first, second) = tickets.split_at(tickets[..tickets.len() / 2].rfind("\n").ok_or("no line")? + 1);
    let names = tickets.lines().next().ok_or("no header")?;
    let second = format!("{names}\n{second}");
    let archive = zip(
        &[("june.csv", first.as_bytes()), ("notes.txt", b"As promised."), ("july.csv", second.as_bytes())],
        false,
    )?;
    let mut plain = Native::read("tickets.csv", tickets.as_bytes())?;
    load(&page, "export.zip", &archive, plain.summary.ledger.rows_read).await?;
    compare(&page.figures().await?, &plain.screen(&Filter::default(), Ask::Overview)?, 4)?;
    page.set_address("#/import").await?;
    let words = page.words().await?;
    assert!(words.contains("export.zip › june.csv") && words.contains("export.zip › july.csv"), "{words}");
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_ticket_of_a_workbook_is_opened_with_its_text() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    let csv = zendesk_csv(800);
    let column = csv.lines().next().and_then(|names| names.split(',').position(|name| name == "Subject"));
    let column = column.ok_or("no column of subjects")?;
    let subject = csv.lines().nth(1).and_then(|line| line.split(',').nth(column)).ok_or("no row")?;
    load(&page, "export.xlsx", &xlsx(&csv)?, 800).await?;
    page.script("location.hash = '#/tickets?ticket=0';", vec![]).await?;
    let words = subject.trim_matches('"').to_string();
    page.wait_until(&format!("document.body.innerText.includes({})", json!(words))).await?;
    Ok(())
}

#[tokio::test]
async fn only_the_part_that_unpacks_is_loaded_later() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    let loading = page.site.requests().len();
    assert!(
        !page.site.requests().iter().any(|request| request.contains("unpacker")),
        "{:?}",
        page.site.requests()
    );
    let csv = zendesk_csv(600);
    load(&page, "export.csv", csv.as_bytes(), 600).await?;
    let own = |request: &String| !request.ends_with(".woff2");
    assert_eq!(page.site.requests().split_off(loading).into_iter().filter(own).count(), 0);
    load(&page, "export.csv.gz", &gzip(zendesk_csv(601).as_bytes())?, 601).await?;
    let later: Vec<String> = page.site.requests().split_off(loading).into_iter().filter(own).collect();
    assert_eq!(later.len(), 2, "{later:?}");
    assert!(
        later
            .iter()
            .all(|request| request.starts_with("GET /any/sub/path/unpacker-") && !request.contains('?')),
        "{later:?}"
    );
    // And the page's own counter knows of them, though a worker made them.
    page.wait_until("document.body.innerText.includes('0 requests to others, 2 for Assay’s own files')")
        .await?;
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_unpacked_is_explained_and_nothing_is_lost() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    page.load("good.csv", &zendesk_csv(300), 300).await?;
    let before = page.figures().await?;
    let book = xlsx(&zendesk_csv(50))?;
    let mut damaged = gzip(zendesk_csv(50).as_bytes())?;
    let sum = damaged.len() - 8;
    damaged[sum] ^= 1;
    let hopeless: [(&str, Vec<u8>); 4] = [
        ("locked.zip", zip(&[("tickets.csv", b"Id,Created at\n1,2025-01-08\n")], true)?),
        ("cut.xlsx", book[..book.len() / 2].to_vec()),
        (
            "pictures.zip",
            zip(&[("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\0"), ("b.png", b"\x89PNG\r\n\x1a\n\0\0\0\0")], false)?,
        ),
        ("damaged.csv.gz", damaged),
    ];
    for (name, bytes) in hopeless {
        let said = match Native::read(name, &bytes) {
            Ok(_) => panic!("{name} was read"),
            Err(failure) => failure.to_string(),
        };
        page.drop_refused(name, &bytes, &said).await?;
        page.wait_until("document.querySelector('[role=alert]').innerText.includes('is still loaded')")
            .await?;
        assert_eq!(page.rows().await?, 300, "{name}");
        assert_eq!(page.figures().await?, before, "{name}");
    }
    page.load("better.csv", &zendesk_csv(400), 400).await?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn unpacking_can_be_cancelled() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    page.load("small.csv", &zendesk_csv(700), 700).await?;
    let before = page.figures().await?;
    let large = page.driver.folder().join("large.xlsx");
    std::fs::write(&large, xlsx(&zendesk_csv(20_000))?)?;
    page.choose_and_cancel(&[&large], "Unpacking").await?;
    assert_eq!(page.rows().await?, 700);
    assert_eq!(page.figures().await?, before);
    page.choose(&large).await?;
    page.wait_until("document.documentElement.dataset.assayRows === '20000'").await?;
    page.wait_for_state("loaded").await?;
    Ok(())
}
