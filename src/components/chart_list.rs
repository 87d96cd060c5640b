//! The charts of a view.

use crate::address::Route;
use crate::chart::ChartCard;
use crate::part::Part;
use crate::screens;
use crate::session::Session;
use crate::store::{Explained, Shared, Store};
use leptos::prelude::*;
use model::chart::{Chart, ChartAction};
use model::view::ScreenView;

/// All charts of a view, in its order. A chart keeps its place in the page when its data change.
#[component]
pub(crate) fn ChartList(
    /// The view.
    view: Signal<Shared<ScreenView>>,
    /// Their ids, where only some are meant.
    #[prop(optional)]
    only: &'static [&'static str],
) -> impl IntoView {
    let ids = Memo::new(move |_| {
        view.with(|view| {
            let ids = view.charts.iter().map(|chart| chart.id.clone());
            ids.filter(|id| only.is_empty() || only.contains(&id.as_str())).collect::<Vec<_>>()
        })
    });
    view! {
        <div class="charts">
            <For each=move || ids.get() key=Clone::clone let(id)>
                {view
                    .with_untracked(|view| Part::chart(view, &id))
                    .map(|first| {
                        let chart = Memo::new(move |before: Option<&Part<Chart>>| {
                            view.with(|view| Part::chart(view, &id))
                                .or_else(|| before.cloned())
                                .unwrap_or_else(|| first.clone())
                        });
                        view! { <ChartPlace chart /> }
                    })}
            </For>
        </div>
    }
}

/// What a click or a drag in a chart does.
fn act(session: Session, action: ChartAction) {
    match action {
        ChartAction::Accept(dimension, value) => session.set_filter(|filter| {
            filter.accept.insert(dimension, vec![value]);
        }),
        ChartAction::Period(from, to) => session.set_filter(|filter| {
            (filter.from, filter.to) = (Some(from), Some(to));
        }),
        ChartAction::ReturnDays(return_days) => session.go(&Route { return_days, ..session.route() }),
        ChartAction::Tickets(filter) => {
            let route = session.route();
            session.go(&Route { filter, ..route.on(&screens::tickets::SCREEN) });
        }
    }
}

#[component]
fn ChartPlace(chart: Memo<Part<Chart>>) -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    let on_action = Callback::new(move |action| act(session, action));
    let on_explain = Callback::new(move |()| {
        let (title, metrics) = chart.with_untracked(|chart| (chart.title.clone(), chart.metrics.clone()));
        store.explained.set(Some(Explained::Metrics { title, metrics }));
    });
    view! { <ChartCard chart on_action on_explain /> }
}
