//! The figures on the page are the engine's, to the last digit: the same file, read natively, is the yardstick.

use e2e::exports::zendesk_csv;
use e2e::native::Native;
use e2e::page::{Page, Shown};
use e2e::{Outcome, failure};
use model::filter::Filter;
use model::message::Ask;
use model::view::ScreenView;

/// Fails unless every figure shown is the one of the view, and a fair number is shown.
pub(crate) fn compare(shown: &[Shown], view: &ScreenView, at_least: usize) -> Outcome {
    for figure in shown {
        let expected = view
            .figures
            .iter()
            .find(|other| other.metric == figure.metric && other.variant == figure.variant)
            .ok_or_else(|| failure(format!("the engine has no such figure: {figure:?}")))?;
        let estimate = expected.now.estimate();
        assert_eq!(figure.value, estimate.map(|estimate| estimate.value), "{figure:?}\n{expected:?}");
        assert_eq!(figure.n, estimate.map(|estimate| estimate.n), "{figure:?}\n{expected:?}");
    }
    assert!(shown.len() >= at_least, "only {} figures: {shown:?}", shown.len());
    Ok(())
}

#[tokio::test]
async fn a_dropped_file_gives_the_figures_of_the_native_engine() -> Outcome {
    let _turn = crate::turn().await;
    let csv = zendesk_csv(3000);
    let mut native = Native::read("export.csv", csv.as_bytes())?;
    assert_eq!(native.summary.ledger.tickets, 3000);
    let page = Page::open("").await?;
    page.load("export.csv", &csv, native.summary.ledger.rows_read).await?;
    let everything = Filter::default();
    compare(&page.figures().await?, &native.screen(&everything, Ask::Overview)?, 4)?;
    page.set_address("#/outcomes").await?;
    compare(&page.figures().await?, &native.screen(&everything, Ask::Outcomes)?, 30)?;
    page.set_address("#/satisfaction").await?;
    compare(&page.figures().await?, &native.screen(&everything, Ask::Satisfaction)?, 2)?;
    page.set_address("#/speed").await?;
    compare(&page.figures().await?, &native.screen(&everything, Ask::Speed)?, 20)?;
    page.set_address("#/topics").await?;
    compare(&page.figures().await?, &native.screen(&everything, Ask::Topics)?, 2)?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}
