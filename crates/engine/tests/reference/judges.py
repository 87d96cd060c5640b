"""Reference numbers for tests/reference.rs that R's packages at hand do not give.

    python3 judges.py > judges.json    (with scipy, statsmodels and ppi-python from PyPI)

Kappa by statsmodels' cohens_kappa; differences of shares by its confint_proportions_2indep, a second oracle for Newcombe; means
from a judge's predictions by ppi_py. The tests need no Python; they read what this wrote.
"""
import json
import numpy as np
from ppi_py import ppi_mean_ci, ppi_mean_pointestimate
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.proportion import confint_proportions_2indep

tables = [
    [[20, 5], [10, 15]],
    [[40, 0], [0, 60]],
    [[1, 2], [3, 1]],
    [[88, 14, 18], [10, 40, 10], [2, 6, 12]],
    [[5, 0], [1, 0]],
]
kappas = []
for table in tables:
    found = cohens_kappa(np.array(table))
    kappas.append({"table": table, "kappa": found.kappa, "error": found.std_kappa,
                   "low": found.kappa_low, "high": found.kappa_upp})

differences = []
for k1, n1, k2, n2 in [(56, 70, 48, 80), (9, 10, 3, 10), (6, 7, 2, 7), (412, 1000, 398, 1000), (3, 200, 1, 150)]:
    low, high = confint_proportions_2indep(k1, n1, k2, n2, method="newcomb")
    differences.append({"k1": k1, "n1": n1, "k2": k2, "n2": n2, "low": low, "high": high})

# Machine and person on a few, the machine alone on many; written as counts so that the file stays small.
means = []
for both_yes, machine_only, person_only, neither, yes, no in [(30, 10, 5, 55, 420, 580), (8, 1, 0, 3, 50, 20), (2, 0, 1, 2, 9, 1)]:
    machine = np.array([1.0] * (both_yes + machine_only) + [0.0] * (person_only + neither))
    person = np.array([1.0] * both_yes + [0.0] * machine_only + [1.0] * person_only + [0.0] * neither)
    alone = np.array([1.0] * yes + [0.0] * no)
    # lam=1 is the estimate of the paper; others tune the weight of the machine.
    low, high = ppi_mean_ci(person, machine, alone, alpha=0.05, lam=1)
    value = ppi_mean_pointestimate(person, machine, alone, lam=1)
    means.append({"labelled": [both_yes, machine_only, person_only, neither], "alone": [yes, no],
                  "value": float(np.squeeze(value)), "low": float(np.squeeze(low)), "high": float(np.squeeze(high))})

number = lambda value: None if isinstance(value, float) and not np.isfinite(value) else value
print(json.dumps({"kappas": [{k: number(v) for k, v in row.items()} for row in kappas],
                  "differences": differences, "means": means}, indent=1))
