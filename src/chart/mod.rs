//! Charts in the page: drawn on a canvas by the chart kit, pointed at through HTML that lies over it.
//!
//! Nothing here redraws while the pointer moves, and no element gets a `style` attribute: the page's policy forbids them, so
//! positions are set property by property.

mod backend;
mod chart_card;
mod hands;
mod menu;
mod overlay;
pub(crate) mod save;
mod sparkline;
mod surroundings;
mod table_view;
mod turn;

pub(crate) use chart_card::ChartCard;
pub(crate) use menu::{ChartMenu, Deed, saying};
pub(crate) use save::save_text;
pub(crate) use sparkline::Sparkline;
pub(crate) use turn::after_all;
