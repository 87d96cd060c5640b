//! Intervals and quantiles, each with its source.
//!
//! Every interval here is a 95% interval. The four operations and the square root are defined to the last bit by IEEE 754; where a
//! logarithm or an exponential is needed, it is that of the `libm` crate, which is arithmetic in Rust: the same counts give the same
//! bytes on every target, which the platforms' own functions do not promise.
//!
//! * [`share`]: one proportion (Wilson), the difference of two (Newcombe). [`clusters`]: a proportion where customers repeat.
//! * [`mean`]: a mean from counts by level (Student).
//! * [`order`]: which order statistics enclose a quantile (binomial).
//! * [`survival`]: time until something happens, with cases in which it has not yet (Kaplan-Meier, log-rank).
//! * [`strata`]: two proportions within strata (Mantel-Haenszel, direct standardisation), one over strata that answered unequally often
//!   (post-stratification). [`silence`]: what those who did not answer would have to think.
//! * [`shrink`]: proportions of many small groups (beta-binomial). [`beta`]: the beta distribution.
//! * [`decompose`]: why a proportion changed (Kitagawa). [`discovery`]: many looks at once (Benjamini-Hochberg).
//! * [`agreement`]: judges that err (kappa, Rogan-Gladen, prediction-powered means).
//! * [`resample`]: the bootstrap (percentile, BCa). [`sequence`]: intervals that hold however often one looks.
//! * [`control`]: control charts (p, Laney's p′, EWMA, CUSUM). [`run_length`]: how often they cry wolf. [`power`]: how many cases it takes.
//! * [`simulate`]: results of inputs that are known within ranges (Monte-Carlo). [`sensitivity`]: what would explain a difference away.
//! * [`normal`]: the normal distribution.

pub mod agreement;
pub mod beta;
pub mod clusters;
pub mod control;
pub mod decompose;
pub mod discovery;
pub mod mean;
pub mod normal;
pub mod order;
pub mod power;
pub mod resample;
pub mod run_length;
pub mod sensitivity;
pub mod sequence;
pub mod share;
pub mod shrink;
pub mod silence;
pub mod simulate;
pub mod strata;
pub mod survival;

pub use mean::{ClusteredMean, Covariation, Moments, clustered_mean, mean_interval};
pub use order::{quantile_ranks, type_7};
pub use share::{newcombe, recovered_difference, wilson};

/// The 97.5% point of the standard normal distribution.
pub const Z_95: f64 = 1.959_963_984_540_054;
