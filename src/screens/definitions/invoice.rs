//! The invoice check: what was billed, what speaks against it, and a list for a dispute.

use super::compare::Picker;
use super::{LabMemo, of, ticket_count};
use crate::address::Route;
use crate::session::Session;
use crate::store::Store;
use charts::format;
use leptos::prelude::*;
use model::definition::{Invoice, Listed};
use model::measure::Measured;
use model::message::Ask;

/// Hundredths of "0.99", "1,5", "2" or "$0.99"; `None` for anything else.
pub(crate) fn cents(text: &str) -> Option<u64> {
    let text = text.trim().trim_start_matches(['$', '€', '£', '¥']).trim_start();
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |text: &str| text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && part.is_empty()) || !digits(whole) || !digits(part) || part.len() > 2 {
        return None;
    }
    let number = |text: &str| text.parse::<u64>().unwrap_or(0);
    let part = if part.len() == 1 { number(part) * 10 } else { number(part) };
    Some(number(whole) * 100 + part)
}

/// Hundredths as people write them.
pub(crate) fn money(cents: u64) -> String {
    format!("{}.{:02}", format::count(cents / 100), cents % 100)
}

#[component]
pub(super) fn InvoiceCheck(lab: LabMemo) -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    let invoice = Memo::new(move |_| of(lab, |lab| Some(lab.invoice.clone())));
    let told = move |take: fn(&Invoice) -> String| {
        invoice.with(|invoice| invoice.as_ref().map(take).unwrap_or_default())
    };
    let count = Memo::new(move |_| store.route.with(|route| route.lab.billed));
    let price = Memo::new(move |_| store.route.with(|route| route.lab.price_cents));
    let pick = Callback::new(move |id| {
        let mut route = session.route();
        route.lab.billed_as = id;
        session.go(&route);
    });
    let set_count = move |event| {
        let text: String = event_target_value(&event);
        let digits: String = text.chars().filter(char::is_ascii_digit).take(12).collect();
        let mut route = session.route();
        route.lab.billed = digits.parse().ok();
        session.go(&route);
    };
    // What stood there when something was typed that is no price: it goes on to hold.
    let refused = RwSignal::new(None);
    let is_refused = Memo::new(move |_| refused.get() == Some(price.get()));
    let set_price = move |event| {
        let text = event_target_value(&event);
        let found = cents(&text);
        if found.is_none() && !text.trim().is_empty() {
            return refused.set(Some(price.get_untracked()));
        }
        refused.set(None);
        let mut route = session.route();
        route.lab.price_cents = found;
        session.go(&route);
    };
    let in_question = Memo::new(move |_| {
        invoice.with(|invoice| invoice.as_ref().and_then(|invoice| invoice.in_question.filter.clone()))
    });
    view! {
        <section class="block invoice">
            <header class="block-head">
                <h2>"Invoice check"</h2>
                <p class="quiet">"What the vendor counts, held against each ticket. All of it stays in this tab."</p>
            </header>
            <div class="invoice-inputs">
                <label>
                    <span>"Held against"</span>
                    <Picker
                        lab
                        label="The vendor's definition"
                        picked=Signal::derive(move || told(|invoice| invoice.billed_as.clone()))
                        on_pick=pick
                    />
                </label>
                <label>
                    <span>"Resolutions on the invoice"</span>
                    <input
                        type="text"
                        inputmode="numeric"
                        class="number"
                        placeholder="e.g. 1200"
                        prop:value=move || count.get().map(|count| count.to_string()).unwrap_or_default()
                        on:change=set_count
                    />
                </label>
                <label>
                    <span>"Price of one"</span>
                    <input
                        type="text"
                        inputmode="decimal"
                        class="number"
                        placeholder="e.g. 0.99"
                        aria-invalid=move || is_refused.get().then_some("true")
                        aria-describedby="price-wrong"
                        prop:value=move || price.get().map(money).unwrap_or_default()
                        on:change=set_price
                    />
                </label>
                <p class="invoice-wrong" id="price-wrong" role="status">
                    {move || is_refused.get().then_some("Not a price: type a number like 0.99, 1,5 or $2.")}
                </p>
            </div>
            <p class="compare-sentence">{move || told(|invoice| invoice.sentence.clone())}</p>
            {move || {
                let (route, price) = (store.route.get(), price.get());
                invoice
                    .get()
                    .filter(|invoice| invoice.billed.is_some())
                    .map(|invoice| reasons(&route, invoice, price))
            }}
            <ul class="invoice-caveats quiet">
                {move || {
                    invoice
                        .with(|invoice| invoice.as_ref().map(|invoice| invoice.caveats.clone()).unwrap_or_default())
                        .into_iter()
                        .map(|caveat| view! { <li>{caveat}</li> })
                        .collect_view()
                }}
            </ul>
            <Show when=move || in_question.with(Option::is_some)>
                <div class="button-row">
                    <button
                        type="button"
                        class="button"
                        data-action="dispute"
                        on:click=move |_| {
                            if let Some(filter) = in_question.get_untracked() {
                                session.ask(Ask::Dispute(filter));
                            }
                        }
                    >
                        "Save the list (CSV)"
                    </button>
                    <span class="quiet">"Ticket ids, days and reasons; nothing that a customer wrote."</span>
                </div>
            </Show>
        </section>
    }
}

/// The reasons with their tickets. All of it changes with each answer.
fn reasons(route: &Route, invoice: Invoice, price: Option<u64>) -> impl IntoView + use<> {
    let tickets = |listed: &Listed| ticket_count(route, listed);
    let amount = move |count: u64| price.map(|price| money(count.saturating_mul(price)));
    let billed = invoice.billed.clone();
    let several = (invoice.with_several > 0).then(|| {
        format!(
            "For {} more than one reason holds; each is counted once, under the first.",
            crate::words::tickets(invoice.with_several)
        )
    });
    let has_price = price.is_some();
    // A file that has no such field needs it.
    let is_flagged = !matches!(&invoice.flagged, Measured::NotApplicable { needs, .. } if !needs.is_empty());
    let first = if is_flagged { "Counted by the vendor" } else { "Meets the definition" };
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label="Reasons against what was billed">
            <table class="invoice-table">
                <thead>
                    <tr>
                        <th scope="col">"What the ticket shows"</th>
                        <th scope="col" class="is-number">"Tickets"</th>
                        {has_price.then(|| view! { <th scope="col" class="is-number">"Amount"</th> })}
                        <th scope="col" class="is-number">"Reason holds for"</th>
                    </tr>
                </thead>
                <tbody>
                    {billed
                        .map(|billed| {
                            let money = amount(billed.count);
                            view! {
                                <tr class="invoice-total">
                                    <th scope="row">{first}</th>
                                    <td class="is-number" data-listed="billed">
                                        {tickets(&billed)}
                                    </td>
                                    {has_price.then(|| view! { <td class="is-number">{money}</td> })}
                                    <td></td>
                                </tr>
                            }
                        })}
                    {invoice
                        .reasons
                        .into_iter()
                        .map(|reason| {
                            let money = amount(reason.first.count);
                            let id = reason.id.clone();
                            match reason.unavailable {
                                Some(why) if reason.all.count == 0 => {
                                    view! {
                                        <tr class="is-quiet">
                                            <th scope="row">{reason.label}</th>
                                            <td colspan=if has_price { "3" } else { "2" }>{why}</td>
                                        </tr>
                                    }
                                        .into_any()
                                }
                                _ => {
                                    view! {
                                        <tr>
                                            <th scope="row">{reason.label}</th>
                                            <td class="is-number" data-listed=id>
                                                {tickets(&reason.first)}
                                            </td>
                                            {has_price.then(|| view! { <td class="is-number">{money}</td> })}
                                            <td class="is-number quiet">
                                                {tickets(&reason.all)}
                                            </td>
                                        </tr>
                                    }
                                        .into_any()
                                }
                            }
                        })
                        .collect_view()}
                    <tr class="invoice-total">
                        <th scope="row">"In question"</th>
                        <td class="is-number" data-listed="in_question">
                            {tickets(&invoice.in_question)}
                        </td>
                        {has_price.then(|| view! { <td class="is-number">{amount(invoice.in_question.count)}</td> })}
                        <td></td>
                    </tr>
                    {is_flagged
                        .then(|| {
                            view! {
                                <tr>
                                    <th scope="row">"In the vendor's favour: meets the definition, not counted"</th>
                                    <td class="is-number" data-listed="not_billed">
                                        {tickets(&invoice.not_billed)}
                                    </td>
                                    {has_price
                                        .then(|| {
                                            view! { <td class="is-number">{amount(invoice.not_billed.count)}</td> }
                                        })}
                                    <td></td>
                                </tr>
                            }
                        })}
                </tbody>
            </table>
        </div>
        <p class="quiet">{several}</p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_as_people_write_them() {
        for (text, expected) in [
            ("0.99", Some(99)),
            ("1,5", Some(150)),
            (" 2 ", Some(200)),
            (".5", Some(50)),
            ("$0.99", Some(99)),
            ("€ 1,50", Some(150)),
            ("$", None),
            ("", None),
            (".", None),
            ("free", None),
            ("0.999", None),
            ("-1", None),
        ] {
            assert_eq!(cents(text), expected, "{text}");
        }
        assert_eq!(money(123_405), "1,234.05");
    }
}
