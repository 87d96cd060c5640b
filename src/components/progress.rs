//! How far the reading has come, with its speed and the time left; can be cancelled.

use crate::session::Session;
use crate::store::{Store, Work};
use crate::words;
use charts::format;
use leptos::prelude::*;

/// "1,200,000 rows · 128 of 254 MB · 142 MB/s · 1 s left".
fn in_words(work: &Work) -> String {
    let mut parts = Vec::new();
    if work.rows > 0 {
        parts.push(format!("{} rows", format::count(work.rows)));
    }
    if work.total_bytes > 0 {
        parts.push(format!(
            "{} of {}",
            words::bytes(work.bytes as f64),
            words::bytes(work.total_bytes as f64)
        ));
    }
    if let Some(rate) = work.bytes_per_sec {
        parts.push(format!("{}/s", words::bytes(rate)));
        let left_secs = (work.total_bytes.saturating_sub(work.bytes)) as f64 / rate.max(1.0);
        parts.push(match left_secs {
            secs if secs < 1.0 => "less than a second left".to_string(),
            secs => format!("{} left", format::duration(secs.ceil())),
        });
    }
    parts.join(" · ")
}

fn title(work: &Work) -> String {
    match work {
        work if work.is_sample => "Making the sample".to_string(),
        work if work.is_unpacking => format!("Unpacking {}", work.name),
        work => format!("Reading {}", work.name),
    }
}

/// The bar while a file is read; nothing otherwise.
#[component]
pub(crate) fn ReadingBar() -> impl IntoView {
    let store = Store::get();
    let session = Session::get();
    let heading = Memo::new(move |_| store.work.with(|work| work.as_ref().map(title)));
    let share = Memo::new(move |_| {
        store.work.with(|work| {
            work.as_ref()
                .filter(|work| work.total_bytes > 0)
                .map(|work| (work.bytes as f64 / work.total_bytes as f64).min(1.0))
        })
    });
    let told = Memo::new(move |_| store.work.with(|work| work.as_ref().map(in_words).unwrap_or_default()));
    view! {
        {move || {
            heading
                .get()
                .map(|title| {
                    view! {
                        <section class="reading" aria-label="Reading">
                            <div class="reading-line">
                                <p class="reading-title">{title}</p>
                                <p class="reading-told number">{move || told.get()}</p>
                                <button type="button" class="button is-small" on:click=move |_| session.cancel()>
                                    "Cancel"
                                </button>
                            </div>
                            <div
                                class="reading-track"
                                class:is-unknown=move || share.get().is_none()
                                role="progressbar"
                                aria-label="Read"
                                aria-valuemin="0"
                                aria-valuemax="100"
                                aria-valuenow=move || share.get().map(|share| format!("{:.0}", share * 100.0))
                            >
                                <span style:width=move || format!("{:.2}%", share.get().unwrap_or(0.0) * 100.0)></span>
                            </div>
                        </section>
                    }
                })
        }}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_tells_rows_speed_and_time_left() {
        let work = Work {
            job: 1,
            name: "a.csv".to_string(),
            is_sample: false,
            rows: 1_200_000,
            bytes: 100_000_000,
            total_bytes: 300_000_000,
            is_unpacking: false,
            started_ms: 0.0,
            bytes_per_sec: Some(50_000_000.0),
        };
        assert_eq!(in_words(&work), "1,200,000 rows · 100 MB of 300 MB · 50 MB/s · 4 s left");
    }
}
