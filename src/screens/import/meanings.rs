//! The words of a file's columns, and what each was taken for.

use super::choice::{Choice, options_of, push_option};
use crate::store::Shared;
use charts::format;
use leptos::prelude::*;
use model::import::{FieldWords, ImportSummary};

/// The lists of words, one for each column.
#[component]
pub(super) fn Words(
    /// What was understood.
    summary: Shared<ImportSummary>,
) -> impl IntoView {
    (!summary.words.is_empty()).then(|| {
        view! {
            <section class="block">
                <header class="block-head">
                    <h2>"What the words in the file mean"</h2>
                    <p class="quiet">"A status, a channel or a rating that is taken for the wrong thing can be set right."</p>
                </header>
                <div class="word-lists">
                    {summary
                        .words
                        .iter()
                        .map(|words| view! { <WordList words=words.clone() shape=summary.shape.clone() /> })
                        .collect_view()}
                </div>
            </section>
        }
    })
}

#[component]
fn WordList(words: FieldWords, shape: String) -> impl IntoView {
    let field = words.field;
    let unknown = words.words.iter().filter(|word| word.value.is_none()).count();
    let has_unknown = unknown > 0;
    // Open while there is something to do, and where something was done.
    let is_open = has_unknown || words.words.iter().any(|word| word.is_override);
    let told = match (words.words.len() as u64 + words.more, unknown) {
        (1, 0) => "one word".to_string(),
        (all, 0) => format!("{all} words"),
        (all, unknown) => format!("{all} words, {unknown} unknown"),
    };
    let mut options = String::new();
    push_option(&mut options, "none", "Nothing");
    options.push_str(&options_of(&words.options));
    view! {
        <details class="mended" open=is_open>
            <summary>
                <strong>{words.column.clone()}</strong>
                {format!(" as {}: ", field.label())}
                <span class:is-assumed=has_unknown>{told}</span>
            </summary>
            <table class="ledger">
                <caption class="hidden">{format!("Words of {}", words.column)}</caption>
                <tbody>
                    {words
                        .words
                        .into_iter()
                        .map(|word| {
                            let mut first = String::new();
                            match &word.value {
                                None => push_option(&mut first, "", "Unknown"),
                                Some(_) if word.is_override => push_option(&mut first, "", "As recognised"),
                                Some(_) => {}
                            }
                            view! {
                                <tr>
                                    <th scope="row">{word.word.clone()}</th>
                                    <td class="is-number">{format::count(word.rows)}</td>
                                    <td>
                                        <Choice
                                            label=format!("Meaning of {}", word.word)
                                            options=first + &options
                                            chosen=word.value.unwrap_or_default()
                                            shape=shape.clone()
                                            key=format!("word:{}:{}", field.id(), word.word)
                                        />
                                    </td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
            {(words.more > 0)
                .then(|| view! { <p class="quiet">{format!("and {} more that are rarer, long or personal", words.more)}</p> })}
        </details>
    }
}
