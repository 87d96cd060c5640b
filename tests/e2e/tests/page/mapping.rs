//! What a person sets right on the Import screen: the figure appears, it is remembered for the next file of that shape, it can be
//! taken back, and nothing of a ticket is stored for it.

use e2e::Outcome;
use e2e::page::Page;
use serde_json::{Value, json};

/// Nobody calls a column "fertig" or "kopf"; ada@example.org and Mia are not to be found anywhere afterwards.
const TABLE: &str = "\
nr,eingang,stand,fertig,kopf,kontakt
1,2026-03-01 08:00,erl,2026-03-01 09:00,Robo,ada@example.org
2,2026-03-02 08:00,erl,2026-03-02 10:00,Robo,bea@example.org
3,2026-03-03 08:00,erl,2026-03-03 08:30,Mia,cai@example.org
4,2026-03-04 08:00,offen,,Mia,dan@example.org
";
/// The same columns in another order, another month.
const NEXT: &str = "\
fertig,nr,eingang,stand,kopf,kontakt
2026-04-01 08:10,7,2026-04-01 08:00,erl,Mia,eve@example.org
";

async fn choose(page: &Page, label: &str, value: &str) -> Outcome {
    page.wait_until(&format!("document.querySelector('select[aria-label=\"{label}\"]')")).await?;
    page.script(
        "const list = document.querySelector(`select[aria-label=\"${arguments[0]}\"]`);
         list.focus();
         list.value = arguments[1];
         list.dispatchEvent(new Event('change', { bubbles: true }));",
        vec![json!(label), json!(value)],
    )
    .await?;
    page.wait_until("document.documentElement.dataset.assay !== 'loading'").await
}

async fn is_chosen(page: &Page, label: &str, value: &str) -> Outcome {
    page.wait_until(&format!("document.querySelector('select[aria-label=\"{label}\"]')?.value === '{value}'"))
        .await
}

async fn press(page: &Page, words: &str) -> Outcome {
    let script = "[...document.querySelectorAll('.choices button')].find(button => button.innerText === arguments[0]).click();";
    page.script(script, vec![json!(words)]).await.map(drop)
}

/// What the AI closed, of how many, as the Overview shows it.
async fn ceiling(page: &Page) -> Outcome<Option<(f64, u64)>> {
    shown(page, "ceiling").await
}

async fn shown(page: &Page, metric: &str) -> Outcome<Option<(f64, u64)>> {
    let address = page.script("return location.hash;", vec![]).await?;
    page.set_address("#/overview").await?;
    let figures = page.figures().await?;
    let shown = figures.into_iter().find(|figure| figure.metric == metric);
    let shown = shown.and_then(|figure| figure.value.zip(figure.n));
    page.script("location.hash = arguments[0];", vec![address]).await?;
    page.wait_until("document.querySelector('.choices')").await?;
    Ok(shown)
}

async fn stored(page: &Page) -> Outcome<String> {
    let all = page.script("return JSON.stringify({ ...localStorage, ...sessionStorage });", vec![]).await?;
    Ok(all.as_str().unwrap_or_default().to_string())
}

#[tokio::test]
async fn what_is_set_right_is_counted_remembered_and_taken_back() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    page.load("table.csv", TABLE, 4).await?;
    page.set_address("#/import").await?;
    is_chosen(&page, "What fertig tells", "unused").await?;
    let score = "return document.querySelector('[data-score]').dataset.score;";
    let before = page.script(score, vec![]).await?;
    choose(&page, "What fertig tells", "solved_at").await?;
    is_chosen(&page, "What fertig tells", "solved_at").await?;
    // Whoever works by keyboard goes on from there.
    let focus = page.script("return document.activeElement.getAttribute('aria-label');", vec![]).await?;
    assert_eq!(focus, json!("What fertig tells"));
    choose(&page, "What stand tells", "status").await?;
    choose(&page, "Meaning of erl", "solved").await?;
    is_chosen(&page, "Meaning of erl", "solved").await?;
    choose(&page, "What kopf tells", "agent").await?;
    is_chosen(&page, "What kopf tells", "agent").await?;
    assert_ne!(page.script(score, vec![]).await?, before, "more can be asked now");
    assert!(page.words().await?.contains("4 choices of yours are in force"));

    // A choice that leaves nothing is refused, and taken back.
    choose(&page, "What eingang tells", "unused").await?;
    page.wait_for_state("error").await?;
    is_chosen(&page, "What eingang tells", "created_at").await?;
    assert!(page.words().await?.contains("4 choices of yours are in force"));

    // Another visit, another file of that shape.
    let kept = stored(&page).await?;
    page.browser().refresh().await?;
    page.wait_for_state("ready").await?;
    // The address still names the Import screen.
    page.load("next.csv", NEXT, 1).await?;
    is_chosen(&page, "What fertig tells", "solved_at").await?;
    is_chosen(&page, "Meaning of erl", "solved").await?;
    for trace in ["example.org", "Mia", "Robo", "table.csv", "2026"] {
        assert!(!kept.contains(trace), "`{trace}` is stored: {kept}");
    }
    assert!(kept.contains("column:fertig=solved_at"), "{kept}");

    press(&page, "As recognised").await?;
    is_chosen(&page, "What fertig tells", "unused").await?;
    assert_eq!(stored(&page).await?, "{}");
    press(&page, "Undo").await?;
    is_chosen(&page, "What fertig tells", "solved_at").await?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn figures_follow_a_choice_and_its_undoing() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    let table = TABLE.replace("kopf", "ai_resolved").replace("Robo", "yes").replace("Mia", "no");
    page.load("table.csv", &table, 4).await?;
    page.set_address("#/import").await?;
    assert_eq!(ceiling(&page).await?, None, "nothing tells which tickets are solved");
    choose(&page, "What fertig tells", "solved_at").await?;
    is_chosen(&page, "What fertig tells", "solved_at").await?;
    assert_eq!(ceiling(&page).await?, Some((1.0, 2)), "both tickets of the AI are solved");
    press(&page, "Undo").await?;
    is_chosen(&page, "What fertig tells", "unused").await?;
    assert_eq!(ceiling(&page).await?, None);
    Ok(())
}

#[tokio::test]
async fn a_zone_and_an_exclusion_need_no_second_reading() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    page.load("table.csv", &TABLE.replace("offen", "spam").replace("stand", "status"), 4).await?;
    page.set_address("#/import").await?;
    let reads = "return performance.getEntriesByName('assay:loaded').length;";
    assert_eq!(page.script(reads, vec![]).await?, json!(1));
    choose(&page, "Time zone", "Asia/Tokyo").await?;
    page.wait_until("document.body.innerText.includes('One choice of yours is in force')").await?;
    let switch = "document.querySelector('.ledger-switch input')";
    page.script(&format!("{switch}.click();"), vec![]).await?;
    page.wait_until("document.body.innerText.includes('2 choices of yours are in force')").await?;
    is_chosen(&page, "Time zone", "Asia/Tokyo").await?;
    page.wait_until(&format!("{switch}.checked")).await?;
    assert_eq!(page.script(reads, vec![]).await?, json!(1));
    let eligible: Value =
        page.script("return [...document.querySelector('.ledger').rows].at(-1).innerText;", vec![]).await?;
    assert!(eligible.as_str().is_some_and(|text| text.trim().ends_with('4')), "{eligible}");
    Ok(())
}

/// The only time stands in a column that is called something else.
const UNTOLD: &str = "\
nr,stand,geändert am
1,erl,2026-05-01 08:00
2,offen,2026-05-02 08:00
";

async fn read_with_columns(page: &Page) -> Outcome {
    page.wait_until("!document.querySelector('.trouble .is-main').disabled").await?;
    page.script("document.querySelector('.trouble .is-main').click();", vec![]).await.map(drop)
}

#[tokio::test]
async fn a_refused_file_is_explained_on_the_spot_and_the_next_of_its_kind_is_read() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    page.load("table.csv", TABLE, 4).await?;
    let before = page.figures().await?;
    page.drop_text("untold.csv", UNTOLD).await?;
    page.wait_for_state("error").await?;
    is_chosen(&page, "What geändert am tells", "updated_at").await?;
    let words = page.words().await?;
    assert!(words.contains("2026-05-02 08:00") && words.contains("table.csv is still loaded"), "{words}");
    page.wait_until("document.querySelector('.trouble .is-main').disabled").await?;

    // Left again, nothing has changed, and nothing is remembered.
    choose(&page, "What geändert am tells", "created_at").await?;
    page.script("document.querySelector('.trouble [aria-label=Dismiss]').click();", vec![]).await?;
    page.wait_for_state("loaded").await?;
    assert_eq!((page.rows().await?, page.figures().await?), (4, before.clone()));
    assert!(!page.words().await?.contains("geändert"));

    // A choice that does not fit leads back to the choices.
    page.drop_text("untold.csv", UNTOLD).await?;
    page.wait_for_state("error").await?;
    choose(&page, "What stand tells", "created_at").await?;
    read_with_columns(&page).await?;
    page.wait_until("document.querySelector('[role=alert]')?.innerText.includes('could become a ticket')")
        .await?;
    is_chosen(&page, "What stand tells", "created_at").await?;
    assert_eq!((page.rows().await?, stored(&page).await?), (4, "{}".to_string()));
    choose(&page, "What geändert am tells", "created_at").await?;
    is_chosen(&page, "What stand tells", "unused").await?;
    choose(&page, "What stand tells", "status").await?;
    read_with_columns(&page).await?;
    page.wait_until("document.documentElement.dataset.assayRows === '2'").await?;
    page.wait_for_state("loaded").await?;
    page.set_address("#/import").await?;
    is_chosen(&page, "What geändert am tells", "created_at").await?;
    is_chosen(&page, "What stand tells", "status").await?;
    assert!(stored(&page).await?.contains("column:geändert am=created_at"), "{}", stored(&page).await?);

    // Another visit.
    page.browser().refresh().await?;
    page.wait_for_state("ready").await?;
    page.load("next.csv", &UNTOLD.replace("-05-", "-06-"), 2).await?;
    is_chosen(&page, "What geändert am tells", "created_at").await?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_channel_is_switched_on_as_an_ai() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    let table = TABLE.replace("kopf", "channel").replace("Robo", "Bot chat").replace("Mia", "Email");
    page.load("table.csv", &table, 4).await?;
    page.set_address("#/import").await?;
    assert_eq!(shown(&page, "involvement").await?, None, "nothing points to an AI");
    let switch = "[...document.querySelectorAll('.switch')]
        .find(label => label.innerText.includes('Channel Bot chat counts as an AI'))?.querySelector('input')";
    page.wait_until(switch).await?;
    page.script(&format!("{switch}.click();"), vec![]).await?;
    page.wait_until(&format!("{switch}.closest('tr').innerText.includes('your choice')")).await?;
    assert_eq!(shown(&page, "involvement").await?, Some((0.5, 4)));
    assert!(stored(&page).await?.contains("ai:channel=Bot chat=on"));
    Ok(())
}

#[tokio::test]
async fn each_of_several_files_is_shown_and_set_right() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    page.script(
        "const data = new DataTransfer();
         const put = (name, text) => data.items.add(new File([text], name));
         put('tickets.csv', arguments[0]);
         put('worked.csv', 'ticket id,wert\\n1,gut\\n2,gut\\n3,mau\\n9,gut\\n');
         put('untold.csv', 'art,wann,wo\\na,2026-03-05 10:00,hier\\nb,,da\\na,2026-03-06 10:00,da\\n');
         document.querySelector('main').dispatchEvent(
            new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));",
        vec![json!(TABLE)],
    )
    .await?;
    page.wait_for_state("loaded").await?;
    assert_eq!(page.rows().await?, 8);
    page.set_address("#/import").await?;
    // What could not be read stands open; the others are opened.
    is_chosen(&page, "What wann tells", "unused").await?;
    let words = page.words().await?;
    assert!(words.contains("worked.csv: 4 rows of") && words.contains("untold.csv: not read"), "{words}");
    assert!(words.contains("3 rows joined by ticket id; 1 row without a ticket"), "{words}");
    let open = "[...document.querySelectorAll('details')]
        .find(details => details.querySelector('summary').innerText.startsWith('worked.csv')).open = true;";
    page.script(open, vec![]).await?;
    is_chosen(&page, "What wert tells", "unused").await?;
    choose(&page, "What wert tells", "rating").await?;
    is_chosen(&page, "What wert tells", "rating").await?;
    choose(&page, "Meaning of mau", "bad").await?;
    is_chosen(&page, "Meaning of mau", "bad").await?;
    choose(&page, "Meaning of gut", "good").await?;
    is_chosen(&page, "Meaning of gut", "good").await?;
    assert_eq!(shown(&page, "csat").await?.map(|(_, n)| n), Some(3));
    // A file that was left out is read with the others once its columns are explained.
    choose(&page, "What wann tells", "created_at").await?;
    is_chosen(&page, "What wann tells", "created_at").await?;
    page.wait_until("document.body.innerText.includes('untold.csv: 3 rows of tickets')").await?;
    assert!(page.words().await?.contains("4 choices of yours are in force"));
    let kept = stored(&page).await?;
    assert!(kept.contains("column:wert=rating") && kept.contains("column:wann=created_at"), "{kept}");
    press(&page, "Undo").await?;
    is_chosen(&page, "What wann tells", "unused").await?;
    press(&page, "As recognised").await?;
    page.script(open, vec![]).await?;
    is_chosen(&page, "What wert tells", "unused").await?;
    assert_eq!(stored(&page).await?, "{}");
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}
