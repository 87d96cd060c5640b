//! How much it would take to explain a difference away.
//!
//! T. J. VanderWeele and P. Ding, "Sensitivity Analysis in Observational Research: Introducing the E-Value", Annals of Internal Medicine
//! 167 (2017), 268–274: how strongly something that was not measured would have to go with both the group and the outcome, as ratios of
//! risks, to make the whole of a ratio vanish.

/// The E-value of a ratio of risks, at least 1. `None` for a ratio that is no positive number.
pub fn e_value(ratio: f64) -> Option<f64> {
    (ratio > 0.0 && ratio.is_finite()).then(|| {
        let away = if ratio < 1.0 { 1.0 / ratio } else { ratio };
        away + (away * (away - 1.0)).sqrt()
    })
}

/// The E-value of the end of an interval that lies nearer to no difference: 1 where the interval holds 1 already.
pub fn e_value_of_interval((low, high): (f64, f64)) -> Option<f64> {
    if low <= 1.0 && high >= 1.0 {
        return Some(1.0);
    }
    e_value(if low > 1.0 { low } else { high })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The paper's examples: smoking and lung cancer, 10.73 (8.02 to 14.36); breast-feeding, 3.9 (1.8 to 8.7).
    #[test]
    fn the_examples_of_the_paper() {
        let near = |found: Option<f64>, expected: f64| (found.unwrap() - expected).abs() < 0.006;
        assert!(near(e_value(10.73), 20.95) && near(e_value_of_interval((8.02, 14.36)), 15.52));
        assert!(near(e_value(3.9), 7.26) && near(e_value_of_interval((1.8, 8.7)), 3.0));
        assert_eq!((e_value(1.0), e_value_of_interval((0.9, 1.4))), (Some(1.0), Some(1.0)));
        assert_eq!(e_value(0.25), e_value(4.0));
        assert_eq!((e_value(0.0), e_value(f64::NAN)), (None, None));
    }
}
