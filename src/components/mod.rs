//! The parts that screens are made of.

pub(crate) mod bracket;
pub(crate) mod chart_list;
pub(crate) mod drop_target;
pub(crate) mod explain;
pub(crate) mod facet_picker;
pub(crate) mod figure_family;
pub(crate) mod figure_grid;
pub(crate) mod figures;
pub(crate) mod filter_bar;
pub(crate) mod finder;
pub(crate) mod group_tables;
pub(crate) mod keys;
pub(crate) mod ladder;
pub(crate) mod link;
pub(crate) mod modal;
pub(crate) mod moved;
pub(crate) mod notes;
pub(crate) mod period_picker;
pub(crate) mod popover;
pub(crate) mod progress;
pub(crate) mod rail;
pub(crate) mod screen_head;
pub(crate) mod steady;
pub(crate) mod table_menu;
pub(crate) mod theme_switch;
pub(crate) mod trouble;
