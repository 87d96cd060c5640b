//! Judges that err: how far two agree, and what a share is when the judge's mistakes are known.
//!
//! Kappa by J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960), 37–46, with
//! the standard error of J. L. Fleiss, J. Cohen and B. S. Everitt (1969). W. J. Rogan and B. Gladen, "Estimating prevalence from the
//! results of a screening test", American Journal of Epidemiology 107 (1978), 71–76. Prediction-powered means by A. N. Angelopoulos,
//! S. Bates, C. Fannjiang, M. I. Jordan and T. Zrnic, "Prediction-powered inference", Science 382 (2023), 669–674.

use super::{Z_95, wilson};

/// Cohen's kappa of a table of counts: row = what the first judge said, column = the second. With its standard error and 95% interval.
/// `None` for a table that is not square or has no case, or where both judges always say the same one thing.
///
/// The interval is the normal one, cut off at −1 and 1: below a hundred cases, or where what is looked for is rare, it holds the truth
/// in 88 to 93 cases of 100, and where the judges never differ it is a point.
pub fn kappa(table: &[&[u64]]) -> Option<(f64, f64, (f64, f64))> {
    let size = table.len();
    if table.iter().any(|row| row.len() != size) {
        return None;
    }
    let n = table.iter().flat_map(|row| row.iter()).sum::<u64>() as f64;
    if n == 0.0 {
        return None;
    }
    let share = |row: usize, column: usize| table[row][column] as f64 / n;
    let rows: Vec<f64> = (0..size).map(|row| (0..size).map(|column| share(row, column)).sum()).collect();
    let columns: Vec<f64> = (0..size).map(|column| (0..size).map(|row| share(row, column)).sum()).collect();
    let observed: f64 = (0..size).map(|at| share(at, at)).sum();
    let expected: f64 = rows.iter().zip(&columns).map(|(row, column)| row * column).sum();
    if expected >= 1.0 {
        return None;
    }
    let kappa = (observed - expected) / (1.0 - expected);
    let mut spread = 0.0;
    for (row, said_so) in columns.iter().enumerate() {
        for (column, says_so) in rows.iter().enumerate() {
            let weight = (said_so + says_so) * (1.0 - kappa);
            let term = if row == column { 1.0 - weight } else { weight };
            spread += share(row, column) * term * term;
        }
    }
    let bias = kappa - expected * (1.0 - kappa);
    let error = ((spread - bias * bias) / n).max(0.0).sqrt() / (1.0 - expected);
    Some((kappa, error, ((kappa - Z_95 * error).max(-1.0), (kappa + Z_95 * error).min(1.0))))
}

/// The true share behind `k` of `n` cases that a judge called positive, when it finds `sensitivity` of the true ones and leaves
/// `specificity` of the others alone. The interval carries Wilson's ends over. `None` if the judge is no better than chance.
pub fn rogan_gladen(k: u64, n: u64, sensitivity: f64, specificity: f64) -> Option<(f64, (f64, f64))> {
    let gain = sensitivity + specificity - 1.0;
    let (low, high) = wilson(k, n)?;
    (gain > 0.0).then(|| {
        let truth = |share: f64| ((share + specificity - 1.0) / gain).clamp(0.0, 1.0);
        (truth(k as f64 / n as f64), (truth(low), truth(high)))
    })
}

/// A mean of what people would have judged, from a machine's judgement of every case and people's of a random few: the machine's mean,
/// moved by what it is wrong by on those few. `labelled` holds machine and person of each, and `unlabelled` the machine's of the other
/// cases, without those. The interval is the normal one: it needs dozens of labelled cases and some among them where the machine errs;
/// of ten of which it gets nine right, it holds the truth in seven cases of ten. `None` with fewer than two cases of either kind.
pub fn prediction_powered_mean(unlabelled: &[f64], labelled: &[(f64, f64)]) -> Option<(f64, (f64, f64))> {
    if labelled.len() < 2 || unlabelled.len() < 2 {
        return None;
    }
    let moments = |values: &mut dyn Iterator<Item = f64>| {
        let (mut n, mut mean, mut squares) = (0.0, 0.0, 0.0);
        // One pass, after B. P. Welford (1962).
        for value in values {
            n += 1.0;
            let from_mean = value - mean;
            mean += from_mean / n;
            squares += from_mean * (value - mean);
        }
        (mean, squares / (n - 1.0) / n)
    };
    let (machine, machine_variance) = moments(&mut unlabelled.iter().copied());
    let (error, error_variance) = moments(&mut labelled.iter().map(|(machine, person)| person - machine));
    let spread = Z_95 * (machine_variance + error_variance).sqrt();
    let mean = machine + error;
    Some((mean, (mean - spread, mean + spread)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// statsmodels `cohens_kappa`.
    #[test]
    fn kappa_reference() {
        let (kappa, error, (low, high)) = kappa(&[&[20, 5], &[10, 15]]).unwrap();
        assert!((kappa - 0.4).abs() < 1e-12);
        assert!((error - 0.126_996_1).abs() < 5e-8, "{error}");
        assert!((low - 0.151_092_3).abs() < 5e-8 && (high - 0.648_907_7).abs() < 5e-8);
        assert_eq!(super::kappa(&[&[7, 0], &[0, 0]]), None);
        assert_eq!(super::kappa(&[&[1, 2]]), None);
    }

    /// `epiR::epi.prev` with Wilson's interval.
    #[test]
    fn rogan_gladen_reference() {
        let (share, (low, high)) = rogan_gladen(400, 1000, 0.95, 0.80).unwrap();
        assert!((share - 0.266_666_7).abs() < 5e-8);
        assert!((low - 0.226_766_4).abs() < 5e-8 && (high - 0.307_587_4).abs() < 5e-8, "{low} {high}");
        assert_eq!(rogan_gladen(4, 10, 0.5, 0.5), None);
    }

    #[test]
    fn a_perfect_machine_needs_no_correction_and_a_biased_one_is_moved() {
        let all: Vec<f64> = (0..1000).map(|case| f64::from(case % 4 == 0)).collect();
        let few: Vec<(f64, f64)> = all.iter().step_by(7).map(|machine| (*machine, *machine)).collect();
        let (mean, (low, high)) = prediction_powered_mean(&all, &few).unwrap();
        assert!((mean - 0.25).abs() < 1e-12 && low < mean && mean < high);
        let moved: Vec<(f64, f64)> = few.iter().map(|(machine, person)| (*machine, person - 0.1)).collect();
        assert!((prediction_powered_mean(&all, &moved).unwrap().0 - 0.15).abs() < 1e-12);
        assert_eq!(prediction_powered_mean(&all, &few[..1]), None);
        assert_eq!(
            prediction_powered_mean(&all[..1], &few),
            None,
            "one case does not tell how the machine's vary"
        );
    }
}
