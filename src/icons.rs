//! The icons: one stroke set, drawn in the colour of the text. From Lucide (ISC; parts from Feather, MIT), unchanged;
//! the licences lie in `public/licenses`.

use leptos::prelude::*;

/// The inner markup of an icon on a grid of 24.
pub(crate) type Shape = &'static str;

pub(crate) const TARGET: Shape =
    r##"<circle cx="12" cy="12" r="10"/><circle cx="12" cy="12" r="6"/><circle cx="12" cy="12" r="2"/>"##;
pub(crate) const CHART_BAR_DECREASING: Shape =
    r##"<path d="M3 3v16a2 2 0 0 0 2 2h16"/><path d="M7 11h8"/><path d="M7 16h3"/><path d="M7 6h12"/>"##;
pub(crate) const SCALE: Shape = r##"<path d="M12 3v18"/><path d="m19 8 3 8a5 5 0 0 1-6 0zV7"/><path d="M3 7h1a17 17 0 0 0 8-2 17 17 0 0 0 8 2h1"/><path d="m5 8 3 8a5 5 0 0 1-6 0zV7"/><path d="M7 21h10"/>"##;
pub(crate) const SMILE: Shape = r##"<path d="M15 10V9"/><path d="M16.472 15a6 6 0 01-8.943 0"/><path d="M9 10V9"/><circle cx="12" cy="12" r="10"/>"##;
pub(crate) const CLOCK: Shape = r##"<path d="M12 6v6l4 2"/><circle cx="12" cy="12" r="10"/>"##;
pub(crate) const SHAPES: Shape = r##"<path d="M8.3 10a.7.7 0 0 1-.626-1.079L11.4 3a.7.7 0 0 1 1.198-.043L16.3 8.9a.7.7 0 0 1-.572 1.1Z"/><rect x="3" y="14" width="7" height="7" rx="1"/><circle cx="17.5" cy="17.5" r="3.5"/>"##;
pub(crate) const ROWS_3: Shape =
    r##"<rect width="18" height="18" x="3" y="3" rx="2"/><path d="M21 9H3"/><path d="M21 15H3"/>"##;
pub(crate) const FILE_CHECK: Shape = r##"<path d="M6 22a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h8a2.4 2.4 0 0 1 1.704.706l3.588 3.588A2.4 2.4 0 0 1 20 8v12a2 2 0 0 1-2 2z"/><path d="M14 2v5a1 1 0 0 0 1 1h5"/><path d="m9 15 2 2 4-4"/>"##;
pub(crate) const UPLOAD: Shape =
    r##"<path d="M12 3v12"/><path d="m17 8-5-5-5 5"/><path d="M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4"/>"##;
pub(crate) const SUN: Shape = r##"<circle cx="12" cy="12" r="4"/><path d="M12 2v2"/><path d="M12 20v2"/><path d="m4.93 4.93 1.41 1.41"/><path d="m17.66 17.66 1.41 1.41"/><path d="M2 12h2"/><path d="M20 12h2"/><path d="m6.34 17.66-1.41 1.41"/><path d="m19.07 4.93-1.41 1.41"/>"##;
pub(crate) const MOON: Shape = r##"<path d="M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 8.268c.344-.215.825-.004.803.401"/>"##;
pub(crate) const CONTRAST: Shape =
    r##"<circle cx="12" cy="12" r="10"/><path d="M12 18a6 6 0 0 0 0-12v12z"/>"##;
pub(crate) const KEYBOARD: Shape = r##"<path d="M10 8h.01"/><path d="M12 12h.01"/><path d="M14 8h.01"/><path d="M16 12h.01"/><path d="M18 8h.01"/><path d="M6 8h.01"/><path d="M7 16h10"/><path d="M8 12h.01"/><rect width="20" height="16" x="2" y="4" rx="2"/>"##;
pub(crate) const SHIELD_CHECK: Shape = r##"<path d="M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1z"/><path d="m9 12 2 2 4-4"/>"##;
pub(crate) const CALENDAR: Shape = r##"<path d="M8 2v3"/><path d="M16 2v3"/><rect x="3" y="3" width="18" height="18" rx="2"/><path d="M3 9h18"/>"##;
pub(crate) const CHECK: Shape = r##"<path d="M20 6 9 17l-5-5"/>"##;
pub(crate) const X: Shape = r##"<path d="M18 6 6 18"/><path d="m6 6 12 12"/>"##;
pub(crate) const CHEVRON_DOWN: Shape = r##"<path d="m6 9 6 6 6-6"/>"##;
pub(crate) const ARROW_RIGHT: Shape = r##"<path d="M5 12h14"/><path d="m12 5 7 7-7 7"/>"##;
pub(crate) const ARROW_UP: Shape = r##"<path d="m5 12 7-7 7 7"/><path d="M12 19V5"/>"##;
pub(crate) const ARROW_DOWN: Shape = r##"<path d="M12 5v14"/><path d="m19 12-7 7-7-7"/>"##;
pub(crate) const EXTERNAL_LINK: Shape = r##"<path d="M15 3h6v6"/><path d="M10 14 21 3"/><path d="M18 13v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6"/>"##;
pub(crate) const TRIANGLE_ALERT: Shape = r##"<path d="m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3"/><path d="M12 9v4"/><path d="M12 17h.01"/>"##;
pub(crate) const INFO: Shape =
    r##"<circle cx="12" cy="12" r="10"/><path d="M12 16v-4"/><path d="M12 8h.01"/>"##;
pub(crate) const SEARCH: Shape = r##"<path d="m21 21-4.34-4.34"/><circle cx="11" cy="11" r="8"/>"##;
pub(crate) const LIST_FILTER: Shape = r##"<path d="M2 5h20"/><path d="M6 12h12"/><path d="M9 19h6"/>"##;
pub(crate) const LIGHTBULB: Shape = r##"<path d="M15 14c.2-1 .7-1.7 1.5-2.5 1-.9 1.5-2.2 1.5-3.5A6 6 0 0 0 6 8c0 1 .2 2.2 1.5 3.5.7.7 1.3 1.5 1.5 2.5"/><path d="M9 18h6"/><path d="M10 22h4"/>"##;
pub(crate) const PLAY: Shape =
    r##"<path d="M5 5a2 2 0 0 1 3.008-1.728l11.997 6.998a2 2 0 0 1 .003 3.458l-12 7A2 2 0 0 1 5 19z"/>"##;
pub(crate) const MONITOR: Shape = r##"<rect width="20" height="14" x="2" y="3" rx="2"/><line x1="8" x2="16" y1="21" y2="21"/><line x1="12" x2="12" y1="17" y2="21"/>"##;
pub(crate) const LOCK: Shape =
    r##"<rect width="18" height="11" x="3" y="11" rx="2" ry="2"/><path d="M7 11V7a5 5 0 0 1 10 0v4"/>"##;

/// An icon that only decorates: what it means must stand beside it in words.
#[component]
pub(crate) fn Icon(
    /// Which.
    shape: Shape,
) -> impl IntoView {
    view! {
        <svg
            class="icon"
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="1.75"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            focusable="false"
            inner_html=shape
        ></svg>
    }
}
