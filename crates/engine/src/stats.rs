//! Intervals and quantiles, each with its source.
