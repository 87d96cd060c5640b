//! Intervals and quantiles, each with its source.
//!
//! Every interval here is a 95% interval. Only the four operations and the square root are used, which IEEE 754 defines to the
//! last bit: the same counts give the same bytes on every target, which `ln` and `exp` of the platforms do not promise.
//!
//! * [`share`]: one proportion (Wilson), the difference of two (Newcombe).
//! * [`mean`]: a mean from counts by level (Student).
//! * [`order`]: which order statistics enclose a quantile (binomial).

pub mod mean;
pub mod order;
pub mod share;

pub use mean::{Moments, mean_interval};
pub use order::{quantile_ranks, type_7};
pub use share::{newcombe, wilson};

/// The 97.5% point of the standard normal distribution.
pub const Z_95: f64 = 1.959_963_984_540_054;
