//! The period: presets counted back from the last day of the data, or any two days.

use super::popover::Popover;
use crate::icons::{CALENDAR, Icon};
use crate::session::Session;
use crate::store::Store;
use crate::words;
use leptos::prelude::*;
use model::units::Day;

/// A period with a name.
#[derive(Debug, Clone, PartialEq)]
struct Preset {
    label: &'static str,
    from: Option<Day>,
    to: Option<Day>,
}

/// The presets for data that ends on `last`.
fn presets(last: Day) -> Vec<Preset> {
    let after = Day(last.0 + 1);
    let (year, month, _) = last.to_ymd();
    let month_start = Day::from_ymd(year, month, 1);
    let former_month =
        if month == 1 { Day::from_ymd(year - 1, 12, 1) } else { Day::from_ymd(year, month - 1, 1) };
    let preset = |label, from, to| Preset { label, from: Some(from), to: Some(to) };
    vec![
        Preset { label: "All time", from: None, to: None },
        preset("Last 7 days", Day(after.0 - 7), after),
        preset("Last 28 days", Day(after.0 - 28), after),
        preset("Last 90 days", Day(after.0 - 90), after),
        preset("Last 180 days", Day(after.0 - 180), after),
        preset("Last month of the data", month_start, after),
        preset("Month before", former_month, month_start),
        preset("Year to date", Day::from_ymd(year, 1, 1), after),
    ]
}

/// The button and panel that set the period.
#[component]
pub(crate) fn PeriodPicker() -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    let is_open = RwSignal::new(false);
    let filter = store.filter();
    let label = move || filter.with(|filter| words::period(filter.from, filter.to));
    let is_set = Signal::derive(move || filter.with(|filter| filter.from.is_some() || filter.to.is_some()));
    let days = move || {
        store
            .summary
            .with(|summary| summary.as_ref().and_then(|summary| summary.first_day.zip(summary.last_day)))
    };
    let set = move |from: Option<Day>, to: Option<Day>| {
        session.set_filter(|filter| (filter.from, filter.to) = (from, to));
    };

    view! {
        <Popover
            is_open
            is_set
            label="Period"
            button=ViewFn::from(move || view! { <Icon shape=CALENDAR /> <span>{label}</span> })
        >
            <div class="period">
                <ul class="menu">
                    {move || {
                        days()
                            .map(|(_, last)| presets(last))
                            .unwrap_or_default()
                            .into_iter()
                            .map(|preset| {
                                let (from, to) = (preset.from, preset.to);
                                let is_current = filter.with(|filter| (filter.from, filter.to) == (from, to));
                                view! {
                                    <li>
                                        <button
                                            type="button"
                                            class="menu-item"
                                            class:is-current=is_current
                                            aria-pressed=is_current.to_string()
                                            on:click=move |_| {
                                                set(from, to);
                                                is_open.set(false);
                                            }
                                        >
                                            <span>{preset.label}</span>
                                            <span class="quiet">
                                                {from.map(|_| words::period(from, to))}
                                            </span>
                                        </button>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
                <div class="period-custom">
                    <label>
                        <span>"From"</span>
                        <input
                            type="date"
                            prop:value=move || filter.with(|filter| filter.from.map(|day| day.to_string()))
                            min=move || days().map(|(first, _)| first.to_string())
                            max=move || days().map(|(_, last)| last.to_string())
                            on:change=move |event| {
                                let from = Day::parse(&event_target_value(&event));
                                // An end before the beginning is none.
                                let to = filter.with_untracked(|filter| filter.to).filter(|to| Some(*to) > from);
                                set(from, to);
                            }
                        />
                    </label>
                    <label>
                        <span>"Up to and with"</span>
                        <input
                            type="date"
                            prop:value=move || filter.with(|filter| filter.to.map(|day| Day(day.0 - 1).to_string()))
                            min=move || days().map(|(first, _)| first.to_string())
                            max=move || days().map(|(_, last)| last.to_string())
                            on:change=move |event| {
                                let to = Day::parse(&event_target_value(&event)).map(|day| Day(day.0 + 1));
                                let from = filter
                                    .with_untracked(|filter| filter.from)
                                    .filter(|from| to.is_none_or(|to| *from < to));
                                set(from, to);
                            }
                        />
                    </label>
                </div>
            </div>
        </Popover>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_end_with_the_data() {
        let of = |label: &str| {
            let presets = presets(Day::from_ymd(2026, 1, 20));
            let preset = presets.into_iter().find(|preset| preset.label == label).unwrap();
            words::period(preset.from, preset.to)
        };
        assert_eq!(of("Last 7 days"), "14–20 Jan 2026");
        assert_eq!(of("Month before"), "Dec 2025");
        assert_eq!(of("Year to date"), "1–20 Jan 2026");
    }
}
