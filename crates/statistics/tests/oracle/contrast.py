#!/usr/bin/env python3
"""Expected contrasts: Monroe, Colaresi and Quinn's log-odds from the paper, Newcombe's interval from statsmodels.

    python3 contrast.py > contrast.json        needs statsmodels
"""
import json
import math
import random

from interval import estimate
from scipy.stats import norm
from statsmodels.stats.proportion import confint_proportions_2indep


def newcombe(a, b):
    """statsmodels' method 10 on n_eff trials, which need not be whole."""
    lo, hi = confint_proportions_2indep(a["share"] * a["n_eff"], a["n_eff"], b["share"] * b["n_eff"], b["n_eff"], method="newcomb", compare="diff")
    return float(lo), float(hi)


def contrast(sides, prior_n):
    """Two words, asking and not asking, as the paper's vocabulary; y are counts, alpha the prior, both by word and side."""
    y = [[sum(k for _, k in side), sum(n - k for n, k in side)] for side in sides]
    total, asking = sum(map(sum, y)), sum(side[0] for side in y)
    share = (asking + 0.5) / (total + 1)
    alpha = [prior_n * share, prior_n * (1 - share)]
    omega, variance = [], []
    for counts in y:
        n, alpha0 = sum(counts), sum(alpha)
        odds = (counts[0] + alpha[0]) / (n + alpha0 - counts[0] - alpha[0])
        omega.append(math.log(odds))
        variance.append(1 / (counts[0] + alpha[0]) + 1 / (n + alpha0 - counts[0] - alpha[0]))
    estimates = [estimate(side) for side in sides]
    spread = sum(e["deff"] * v for e, v in zip(estimates, variance))
    delta = omega[0] - omega[1]
    z = delta / math.sqrt(spread)
    lo, hi = newcombe(*estimates)
    diff = estimates[0]["share"] - estimates[1]["share"]
    return [100 * diff, 100 * lo, 100 * hi, delta, z, float(2 * norm.sf(abs(z))), spread / sum(variance)]


def main():
    rng = random.Random(20261124)
    cases = []
    for _ in range(60):
        sides = []
        for _ in range(2):
            level = rng.choice([0.0, 0.05, 0.4, 0.9, 1.0])
            sizes = [rng.choice([1, 2, 3, 8, 60]) for _ in range(rng.choice([1, 3, 12, 20]))]
            sides.append([(n, sum(rng.random() < level for _ in range(n))) for n in sizes])
        prior_n = rng.choice([1, 20, 500])
        cases.append({"inside": sides[0], "rest": sides[1], "prior_n": prior_n, "expected": contrast(sides, prior_n)})
    print('{"cases": [\n' + ",\n".join(map(json.dumps, cases)) + "\n]}")


if __name__ == "__main__":
    main()
