//! What a person sets on this screen: the hours that count, and what is promised. Both live in the address.

use crate::address::Route;
use crate::screens::import::known_zones;
use crate::session::Session;
use crate::store::Store;
use leptos::prelude::*;
use model::outcome::Priority;
use model::schedule::{Schedule, Target, clock, holidays, push_clock};

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Puts a schedule in force.
fn set(session: Session, schedule: Option<Schedule>) {
    session.go(&Route { schedule, ..session.route() });
}

/// The hours that count as business hours.
#[component]
pub(super) fn HoursChoice() -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    let now = Memo::new(move |_| store.route.with(|route| route.schedule.clone()));
    let is_set = Memo::new(move |_| now.with(Option::is_some));
    view! {
        <fieldset class="speed-choice">
            <legend class="hidden">"Business hours"</legend>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || is_set.get()
                    on:change=move |event| set(session, event_target_checked(&event).then(Schedule::default))
                />
                <span>"Count business hours by a schedule of my own"</span>
            </label>
            {move || is_set.get().then(|| view! { <Hours now /> })}
        </fieldset>
    }
}

#[component]
fn Hours(now: Memo<Option<Schedule>>) -> impl IntoView {
    let session = Session::get();
    let wrong = RwSignal::new("");
    // A change that makes no sense is named and leaves the schedule as it was.
    let change = move |remark: &'static str, change: &dyn Fn(&mut Schedule) -> Option<()>| {
        let mut schedule = now.get_untracked().unwrap_or_default();
        let is_sound = change(&mut schedule).is_some() && Schedule::from_text(&schedule.to_text()).is_some();
        wrong.set(if is_sound { "" } else { remark });
        if is_sound {
            set(session, Some(schedule));
        }
    };
    let of = move |read: fn(&Schedule) -> String| {
        move || now.with(|schedule| schedule.as_ref().map(read).unwrap_or_default())
    };
    let time = |minute: u16| {
        let mut text = String::new();
        // A field of the browser knows no 24:00.
        push_clock(&mut text, if minute == 1440 { 1439 } else { minute });
        text
    };
    let days = (0..7)
        .map(|day| {
            view! {
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || now.with(|now| now.as_ref().is_some_and(|now| now.days[day]))
                        on:change=move |event| {
                            let works = event_target_checked(&event);
                            change(
                                "At least one day must be a working day.",
                                &|schedule| {
                                    schedule.days[day] = works;
                                    Some(())
                                },
                            );
                        }
                    />
                    <span>{DAYS[day]}</span>
                </label>
            }
        })
        .collect_view();
    const ORDER: &str = "Work must begin before it ends.";
    view! {
        <div class="speed-fields">
            <div class="speed-days" role="group" aria-label="Working days">
                {days}
            </div>
            <label>
                <span>"From"</span>
                <input
                    type="time"
                    prop:value=move || now.with(|now| now.as_ref().map_or_else(String::new, |now| time(now.from)))
                    on:change=move |event| {
                        let text = event_target_value(&event);
                        change(ORDER, &|schedule| clock(text.get(..5)?).map(|from| schedule.from = from));
                    }
                />
            </label>
            <label>
                <span>"to"</span>
                <input
                    type="time"
                    prop:value=move || now.with(|now| now.as_ref().map_or_else(String::new, |now| time(now.to)))
                    on:change=move |event| {
                        let text = event_target_value(&event);
                        // The last minute of a day and midnight both mean its end.
                        change(
                            ORDER,
                            &|schedule| {
                                clock(text.get(..5)?)
                                    .map(|to| schedule.to = if matches!(to, 0 | 1439) { 1440 } else { to })
                            },
                        );
                    }
                />
            </label>
            <label>
                <span>"Time zone"</span>
                <input
                    type="search"
                    list="speed-zones"
                    placeholder="that of the charts"
                    prop:value=of(|schedule| schedule.zone.clone().unwrap_or_default())
                    on:change=move |event| {
                        let zone = event_target_value(&event).trim().to_string();
                        change(
                            "Choose a zone from the list, such as Europe/Berlin.",
                            &|schedule| {
                                let is_known = zone.is_empty() || known_zones().contains(&zone);
                                schedule.zone = (!zone.is_empty()).then(|| zone.clone());
                                is_known.then_some(())
                            },
                        );
                    }
                />
                <datalist id="speed-zones">
                    {known_zones().into_iter().map(|zone| view! { <option value=zone></option> }).collect_view()}
                </datalist>
            </label>
            <label class="speed-holidays">
                <span>"Holidays"</span>
                <input
                    type="search"
                    placeholder="2026-12-25, 2026-12-26"
                    prop:value=of(|schedule| {
                        schedule.holidays.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
                    })
                    on:change=move |event| {
                        let text = event_target_value(&event);
                        change(
                            "Write each holiday as year-month-day, parted by commas: 2026-12-25.",
                            &|schedule| holidays(&text).map(|days| schedule.holidays = days),
                        );
                    }
                />
            </label>
        </div>
        <p class="speed-wrong" role="status">{move || wrong.get()}</p>
    }
}

/// The targets for first replies and for resolutions.
#[component]
pub(super) fn TargetChoices() -> impl IntoView {
    view! {
        <div class="speed-targets">
            <TargetChoice name="First reply within" is_reply=true />
            <TargetChoice name="Solved within" is_reply=false />
        </div>
        <p class="quiet speed-hint">
            "Write times such as 30 min, 4 h or 2 d. A target set here stands in for what the file tells of promises."
        </p>
    }
}

#[component]
fn TargetChoice(name: &'static str, is_reply: bool) -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    let now = Memo::new(move |_| {
        store.route.with(|route| if is_reply { route.targets.reply } else { route.targets.resolution })
    });
    let wrong = RwSignal::new(false);
    let put = move |target: Target| {
        let mut route = session.route();
        *(if is_reply { &mut route.targets.reply } else { &mut route.targets.resolution }) =
            if target.is_empty() { Target::default() } else { target };
        session.go(&route);
    };
    // For all tickets, or for those of one urgency.
    let field = move |priority: Option<Priority>| {
        let read = move |target: &Target| match priority {
            None => target.usual,
            Some(priority) => target.by_priority[priority as usize],
        };
        view! {
            <label>
                <span>{priority.map_or(name, Priority::label)}</span>
                <input
                    type="search"
                    class="speed-time"
                    placeholder=if priority.is_some() { "as all" } else { "no target" }
                    prop:value=move || now.with(|target| read(target).map(written).unwrap_or_default())
                    on:change=move |event| {
                        let text = event_target_value(&event);
                        let minutes = minutes(&text);
                        wrong.set(minutes.is_none() && !text.trim().is_empty());
                        if !wrong.get_untracked() {
                            let mut target = now.get_untracked();
                            match priority {
                                None => target.usual = minutes,
                                Some(priority) => target.by_priority[priority as usize] = minutes,
                            }
                            put(target);
                        }
                    }
                />
            </label>
        }
    };
    view! {
        <fieldset class="speed-fields">
            <legend class="hidden">{name}</legend>
            {field(None)}
            <details>
                <summary>"by priority"</summary>
                <div class="speed-fields">
                    {Priority::ALL.iter().rev().map(|priority| field(Some(*priority))).collect_view()}
                </div>
            </details>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || now.with(|target| target.is_business)
                    prop:disabled=move || {
                        now.with(Target::is_empty) || store.route.with(|route| route.schedule.is_none())
                    }
                    on:change=move |event| {
                        put(Target { is_business: event_target_checked(&event), ..now.get_untracked() });
                    }
                />
                <span>"in business hours of my schedule"</span>
            </label>
            <span class="speed-wrong" role="status">
                {move || if wrong.get() { "Not understood. Write a time such as 30 min, 4 h or 2 d." } else { "" }}
            </span>
        </fieldset>
    }
}

/// Minutes of "30 min", "4 h", "1h 30m", "2 d". A number alone could be any of them and is none.
fn minutes(text: &str) -> Option<u32> {
    let (mut rest, mut sum) = (text.trim(), 0_u32);
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = rest.get(..digits).filter(|digits| (1..=5).contains(&digits.len()))?;
        let number = number.bytes().fold(0_u32, |value, byte| value * 10 + u32::from(byte - b'0'));
        let unit = rest[digits..].trim_start();
        let minutes = match unit.as_bytes().first()? {
            b'm' | b'M' => 1,
            b'h' | b'H' => 60,
            b'd' | b'D' => 1440,
            _ => return None,
        };
        sum = sum.checked_add(number * minutes)?;
        rest = unit.trim_start_matches(|letter: char| letter.is_alphabetic()).trim_start();
    }
    Some(sum).filter(|minutes| *minutes > 0)
}

/// Minutes in the largest unit that holds them whole.
fn written(minutes: u32) -> String {
    let units = [(1440, " d"), (60, " h"), (1, " min")];
    let (size, unit) =
        units.into_iter().find(|(size, _)| minutes.is_multiple_of(*size)).unwrap_or((1, " min"));
    (minutes / size).to_string() + unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_written() {
        for (text, expected) in [("30 min", 30), ("4 h", 240), ("2 d", 2880), ("90 min", 90)] {
            assert_eq!(minutes(text), Some(expected));
            assert_eq!(written(expected), text);
        }
        assert_eq!(minutes(" 15m "), Some(15));
        assert_eq!(minutes("1h 30m"), Some(90));
        assert_eq!(minutes("1 day 2 hours"), Some(1560));
        for bad in ["", "soon", "0", "8", "0 h", "-4 h", "4 x", "4 h 5", "1.5 h", "999999 h"] {
            assert_eq!(minutes(bad), None, "{bad}");
        }
    }
}
