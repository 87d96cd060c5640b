//! Files that are no exports, or broken ones: the page says what the engine says, keeps what was there, and goes on working.

use e2e::Outcome;
use e2e::exports::zendesk_csv;
use e2e::native::Native;
use e2e::page::Page;

/// Files that cannot be read at all.
const HOPELESS: [(&str, &[u8]); 6] = [
    ("empty.csv", b""),
    ("header_only.csv", b"Id,Created at,Status,Satisfaction Score\n"),
    ("page.csv", b"<!doctype html><html><body><h1>Sign in</h1><p>Your session has ended.</p></body></html>"),
    (
        "picture.csv",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\xff\xfe\x01",
    ),
    ("letter.csv", b"Dear team\nplease find the export attached\nkind regards\n"),
    ("no_dates.csv", b"Fruit,Colour\napple,red\npear,green\nplum,blue\n"),
];

#[tokio::test]
async fn each_broken_file_is_explained_and_nothing_is_lost() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    page.load("good.csv", &zendesk_csv(300), 300).await?;
    let before = page.figures().await?;
    for (name, bytes) in HOPELESS {
        let said = match Native::read(name, bytes) {
            Ok(native) => panic!("{name} was read: {:?}", native.summary.ledger),
            Err(failure) => failure.to_string(),
        };
        page.drop_refused(name, bytes, &said).await?;
        assert_eq!(page.rows().await?, 300, "{name}");
        assert_eq!(page.figures().await?, before, "{name}");
    }
    page.load("better.csv", &zendesk_csv(400), 400).await?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_damaged_file_is_read_as_far_as_the_engine_reads_it() -> Outcome {
    let _turn = crate::turn().await;
    let text = zendesk_csv(500);
    let lines: Vec<&str> = text.lines().collect();
    let cut_off = text[..text.len() - 120].to_string();
    // A quote that opens in row 250 and never closes.
    let broken_quote = format!(
        "{}\n1,\"never closed,{}\n",
        lines[..250].join("\n"),
        lines[250..].join("\n").replace('"', "")
    );
    let page = Page::open("").await?;
    for (name, text) in [("cut_off.csv", cut_off), ("broken_quote.csv", broken_quote)] {
        page.drop_text(name, &text).await?;
        match Native::read(name, text.as_bytes()) {
            Ok(native) => {
                let rows = native.summary.ledger.rows_read;
                page.wait_until(&format!("document.documentElement.dataset.assayRows === '{rows}'")).await?;
                page.wait_for_state("loaded").await?;
                assert!(native.summary.ledger.tickets >= 248, "{name}: {:?}", native.summary.ledger);
                assert!(
                    !native.summary.ledger.set_aside.is_empty()
                        || !native.summary.ledger.mended.is_empty()
                        || !native.summary.warnings.is_empty(),
                    "{name}: the damage is not told"
                );
            }
            Err(failure) => {
                page.wait_for_state("error").await?;
                assert!(page.words().await?.contains(&failure.to_string()), "{name}: {failure}");
            }
        }
    }
    Ok(())
}
