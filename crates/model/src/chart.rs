//! What a chart shows, as plain data: one shape for each kind of chart.

use crate::filter::{Dimension, Filter};
use crate::measure::Estimate;
use crate::units::{Day, Unit};
use serde::{Deserialize, Serialize};

/// A colour has a meaning and keeps it everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The AI (indigo).
    Ai,
    /// The AI, weaker: silent or assumed success (a lighter indigo).
    AiSoft,
    /// The AI, faintest.
    AiFaint,
    /// People (teal).
    Human,
    /// Handoff and assistance (amber).
    Handoff,
    /// Failed, bounced, bad (red).
    Failed,
    /// Unknown, immature, unrated (grey, hatched where it fills an area).
    Unknown,
    /// Everything together (ink).
    All,
}

/// A chart with its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// Stable name within the screen, e.g. `resolution_over_time`.
    pub id: String,
    /// The finding, as a sentence.
    pub title: String,
    /// One line with unit and n.
    pub subtitle: String,
    /// How values are written.
    pub unit: Unit,
    /// The metric explained under "how is this computed?"; empty if it shows several.
    pub metrics: Vec<String>,
    /// What is drawn, or why nothing is.
    pub body: ChartBody,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartBody {
    /// Lines over days or weeks, with interval bands.
    Time(TimeChart),
    /// Parts stacked over days or weeks, or over categories.
    Stack(StackChart),
    /// One value with whiskers for each category.
    Bars(BarChart),
    /// Counts over an ordered scale (ratings, or classes of time).
    Distribution(DistributionChart),
    /// Shares that fall in steps while time passes.
    Curve(CurveChart),
    /// One value for each cell of a table, as a shade.
    Heat(HeatChart),
    /// Values over a size, a point for each group.
    Scatter(ScatterChart),
    /// One value for each length of a window.
    Sweep(SweepChart),
    /// Counts on their way through stages.
    Flow(FlowChart),
    /// Nothing can be drawn.
    Empty {
        /// Why, and what field would help.
        why: String,
    },
}

/// The width of a point on a time axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bucket {
    /// One day.
    Day,
    /// Seven days from Monday.
    Week,
    /// A calendar month.
    Month,
}

/// Lines over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimeChart {
    /// Width of a point.
    pub bucket: Bucket,
    /// First day of each point, ascending.
    pub starts: Vec<Day>,
    /// First day after the last point.
    pub end: Day,
    /// The lines.
    pub series: Vec<TimeSeries>,
    /// First point that is immature (drawn hatched to the end), if any.
    pub immature_from: Option<Day>,
    /// Labelled vertical rules, e.g. the AI's launch.
    pub rules: Vec<TimeRule>,
    /// Lower and upper end of the value axis where they are fixed (shares: 0 to 1).
    pub range: Option<(f64, f64)>,
}

/// A labelled day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimeRule {
    /// The day.
    pub day: Day,
    /// Its label.
    pub label: String,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimeSeries {
    /// Direct label.
    pub label: String,
    /// Colour.
    pub role: Role,
    /// Drawn thin and grey without a band: the comparison period.
    pub is_comparison: bool,
    /// One for each start; `None` leaves a gap.
    pub points: Vec<Option<ChartPoint>>,
}

/// A point with its uncertainty.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ChartPoint {
    /// The value.
    pub value: f64,
    /// 95% interval.
    pub interval: Option<(f64, f64)>,
    /// Cases.
    pub n: u64,
}

impl From<Estimate> for ChartPoint {
    fn from(Estimate { value, interval, n, .. }: Estimate) -> ChartPoint {
        ChartPoint { value, interval, n }
    }
}

/// Parts of a whole, stacked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StackChart {
    /// What the stacks stand on.
    pub axis: StackAxis,
    /// The parts, from the bottom up.
    pub parts: Vec<StackPart>,
    /// Whether each stack is drawn as 100%.
    pub is_share: bool,
}

/// What the stacks stand on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StackAxis {
    /// Time.
    Time {
        /// Width.
        bucket: Bucket,
        /// First day of each stack.
        starts: Vec<Day>,
        /// First day after the last.
        end: Day,
        /// First immature stack.
        immature_from: Option<Day>,
    },
    /// Categories, each with the filter that a click sets.
    Categories(Vec<Category>),
}

/// A category on an axis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Category {
    /// Its label.
    pub label: String,
    /// What a click filters, if it does.
    pub filter: Option<(Dimension, String)>,
}

/// One part of every stack.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StackPart {
    /// Its label.
    pub label: String,
    /// Its colour.
    pub role: Role,
    /// What a click filters, if it does.
    pub filter: Option<(Dimension, String)>,
    /// A count for each stack.
    pub counts: Vec<u64>,
}

/// Values with whiskers, one a category, drawn as horizontal dots or bars.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BarChart {
    /// The bars, from the top.
    pub bars: Vec<Bar>,
    /// Fixed ends of the value axis.
    pub range: Option<(f64, f64)>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// Its category.
    pub category: Category,
    /// Its colour.
    pub role: Role,
    /// Its value, or `None` when it cannot be told; then `note` says why.
    pub point: Option<ChartPoint>,
    /// A remark written beside it.
    pub note: Option<String>,
}

/// Counts over an ordered scale, one outline or bar group for each group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DistributionChart {
    /// Labels of the classes, in order: "1", "2" … or "< 1 min", "1 to 5 min" …
    pub classes: Vec<String>,
    /// One for each group compared, e.g. AI and human.
    pub groups: Vec<DistributionGroup>,
}

/// The counts of one group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DistributionGroup {
    /// Its label.
    pub label: String,
    /// Its colour.
    pub role: Role,
    /// What a click filters, if it does.
    pub filter: Option<(Dimension, String)>,
    /// One count a class.
    pub counts: Vec<u64>,
}

/// Shares that fall in steps while time passes, on a logarithmic axis of time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CurveChart {
    /// The curves.
    pub curves: Vec<Curve>,
    /// What the time counts from, in words: "Time since creation".
    pub axis: String,
    /// What the share is of, in words: "still open".
    pub of: String,
    /// Ends of the time axis in seconds, both above zero.
    pub range: (f64, f64),
}

/// One curve.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// Direct label.
    pub label: String,
    /// Its colour.
    pub role: Role,
    /// What a click filters, if it does.
    pub filter: Option<(Dimension, String)>,
    /// Cases in all.
    pub n: u64,
    /// The time by which the share has fallen to a half, if it has.
    pub median: Option<f64>,
    /// For how long the longest case was watched, in seconds: there it ends.
    pub until: f64,
    /// Where it falls, ascending in time; before the first it is 1.
    pub steps: Vec<CurveStep>,
}

/// A step of a curve: from that time on the share is that.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CurveStep {
    /// Seconds.
    pub secs: f64,
    /// Share from then on.
    pub share: f64,
    /// 95% interval of the share.
    pub interval: Option<(f64, f64)>,
    /// Cases that were still watched just before.
    pub at_risk: u64,
}

/// One value for each cell of a table, as a shade of one colour.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeatChart {
    /// The rows, from the top.
    pub rows: Vec<Category>,
    /// The columns, from the left.
    pub columns: Vec<Category>,
    /// Row by row; `None` where there is nothing to show.
    pub cells: Vec<Option<ChartPoint>>,
    /// The colour of the largest value.
    pub role: Role,
    /// The tickets of the whole table; a click opens those of its row and column.
    pub filter: Filter,
}

/// Values over a logarithmic size, a point for each group; two lines part the picture into quarters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScatterChart {
    /// The points.
    pub points: Vec<ScatterPoint>,
    /// What the size counts, in words: "Tickets".
    pub across: String,
    /// Size and value at which the quarters meet.
    pub split: Option<(f64, f64)>,
    /// Names of the quarters: upper left, upper right, lower left, lower right; empty for none.
    pub quarters: [String; 4],
    /// Ends of the axis of values.
    pub range: (f64, f64),
}

/// A point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScatterPoint {
    /// Its group, and what a click filters, if it does.
    pub category: Category,
    /// Of whom it speaks, e.g. "AI"; points of one series have one colour.
    pub series: String,
    /// Its colour.
    pub role: Role,
    /// Its size.
    pub size: u64,
    /// Its value.
    pub point: ChartPoint,
}

/// One value under each window of 1, 2, 3 … days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SweepChart {
    /// What the windows are, in words.
    pub axis: String,
    /// What the value is.
    pub label: String,
    /// Its colour.
    pub role: Role,
    /// One for each window from one day on; `None` where too few cases are old enough to tell.
    pub points: Vec<Option<ChartPoint>>,
    /// The window in force, in days.
    pub in_force: u32,
    /// Ends of the value axis.
    pub range: (f64, f64),
}

/// Counts on their way through stages. Every stage holds all of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlowChart {
    /// The stages, from the left.
    pub stages: Vec<FlowStage>,
    /// What goes from the blocks of a stage to those of the next, in the order from the top on both sides.
    pub links: Vec<FlowLink>,
}

/// A stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlowStage {
    /// Its name.
    pub label: String,
    /// Its blocks, from the top.
    pub blocks: Vec<FlowBlock>,
}

/// A part of a stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlowBlock {
    /// Direct label.
    pub label: String,
    /// Its colour.
    pub role: Role,
    /// How many.
    pub count: u64,
    /// What a click filters, if it does.
    pub filter: Option<(Dimension, String)>,
}

/// What goes from one block to one of the next stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlowLink {
    /// The stage that it leaves.
    pub stage: usize,
    /// The block that it leaves.
    pub from: usize,
    /// The block of the next stage that it reaches.
    pub to: usize,
    /// How many.
    pub count: u64,
    /// The tickets that a click opens, if it does.
    pub filter: Option<Filter>,
}

/// What a click or a drag in a chart asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChartAction {
    /// Set one dimension to one value.
    Accept(Dimension, String),
    /// Set the period.
    Period(Day, Day),
    /// Show these tickets.
    Tickets(Filter),
    /// Count returns within so many days.
    ReturnDays(u32),
}
