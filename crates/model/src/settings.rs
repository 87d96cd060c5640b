//! What a person may override. Everything here has a value chosen by the engine with a reason; an override replaces it.

use crate::mapping::Mapping;
use crate::schedule::{Schedule, Targets};
use crate::units::Day;
use serde::{Deserialize, Serialize};

/// The order of day and month in dates such as `03-12-2025`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 3 December.
    DayFirst,
    /// 12 March.
    MonthFirst,
}

impl DateOrder {
    /// The name in addresses and mappings.
    pub const fn id(self) -> &'static str {
        match self {
            DateOrder::DayFirst => "day_first",
            DateOrder::MonthFirst => "month_first",
        }
    }

    /// The order of that name.
    pub fn from_id(id: &str) -> Option<DateOrder> {
        [DateOrder::DayFirst, DateOrder::MonthFirst].into_iter().find(|order| order.id() == id)
    }
}

/// Which later contact counts as a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnScope {
    /// Any later ticket of the same requester.
    #[default]
    AnyTopic,
    /// A later ticket of the same requester with the same topic.
    SameTopic,
}

/// Overrides; `None` and empty lists leave the engine's decision in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// IANA time zone of times that carry no zone of their own, and of the days on the charts, e.g. `Europe/Berlin`.
    pub time_zone: Option<String>,
    /// Day first or month first in ambiguous dates.
    pub date_order: Option<DateOrder>,
    /// Days within which a return counts against a resolution.
    pub return_days: u32,
    /// Which later contact counts as a return.
    pub return_scope: ReturnScope,
    /// The day up to which (inclusive) the file knows everything; default: the last instant in the file.
    pub as_of: Option<Day>,
    /// When the team works; business hours are counted by it. Without one, only those that the file gives can be told.
    pub schedule: Option<Schedule>,
    /// How soon replies and solutions are promised. They stand in for what the file tells of its own promises.
    pub targets: Targets,
    /// What was said of files of certain shapes; the first that speaks of a file's shape applies to it. What concerns columns and
    /// words applies while a file is read, the rest whenever settings are applied.
    pub mappings: Vec<Mapping>,
}

impl Settings {
    /// What was said of files of that shape.
    pub fn mapping(&self, shape: &str) -> Option<&Mapping> {
        self.mappings.iter().find(|mapping| mapping.shape.is_empty() || mapping.shape == shape)
    }
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            time_zone: None,
            date_order: None,
            return_days: 7,
            return_scope: ReturnScope::AnyTopic,
            as_of: None,
            schedule: None,
            targets: Targets::default(),
            mappings: Vec::new(),
        }
    }
}
