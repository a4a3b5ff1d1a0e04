#!/usr/bin/env python3
"""Expected corrected shares: Tenenbein's double sampling, and Rogan and Gladen's with Lang and Reiczigel's interval, written from the papers.

    python3 correction.py > correction.json        needs statsmodels
"""
import json
import random

from scipy.stats import norm
from statsmodels.stats.proportion import proportion_confint

Z = norm.ppf(0.975)


def double_sampling(t, n_eff, tp, fp, missed, tn):
    """Posterior means under Jeffreys' prior, and the delta method in the three independent unknowns t, a (asked given tagged), b."""
    m1, m0 = tp + fp, missed + tn
    a, b = (tp + 0.5) / (m1 + 1), (missed + 0.5) / (m0 + 1)
    p = b + t * (a - b)
    gradient = {"t": a - b, "a": t, "b": 1 - t}
    variances = {"t": t * (1 - t) / n_eff, "a": a * (1 - a) / (m1 + 1), "b": b * (1 - b) / (m0 + 1)}
    variance = sum(gradient[x] ** 2 * variances[x] for x in gradient)
    n_star = p * (1 - p) / variance
    lo, hi = proportion_confint(p * n_star, n_star, alpha=0.05, method="wilson")
    return [p, float(lo), float(hi), n_star, m1 >= 10 and m0 >= 10]


def rogan_gladen(t, n, se, n_se, sp, n_sp):
    if se + sp <= 1:
        return None
    p = min(1.0, max(0.0, (t + sp - 1) / (se + sp - 1)))
    # Lang and Reiczigel's steps 1 to 4.
    t_, n_ = (n * t + Z * Z / 2) / (n + Z * Z), n + Z * Z
    se_, nse_ = (n_se * se + 1) / (n_se + 2), n_se + 2
    sp_, nsp_ = (n_sp * sp + 1) / (n_sp + 2), n_sp + 2
    if se_ + sp_ <= 1:
        return None
    ap = (t_ + sp_ - 1) / (se_ + sp_ - 1)
    dp = 2 * Z**2 * (ap * se_ * (1 - se_) / nse_ - (1 - ap) * sp_ * (1 - sp_) / nsp_)
    root = (t_ * (1 - t_) / n_ + ap**2 * se_ * (1 - se_) / nse_ + (1 - ap) ** 2 * sp_ * (1 - sp_) / nsp_) ** 0.5 / (se_ + sp_ - 1)
    lo, hi = (min(1.0, max(0.0, ap + dp + sign * Z * root)) for sign in (-1, 1))
    variance = (t * (1 - t) / n + p * p * se * (1 - se) / n_se + (1 - p) ** 2 * sp * (1 - sp) / n_sp) / (se + sp - 1) ** 2
    n_star = p * (1 - p) / variance if 0 < p < 1 else 0.0
    return [p, min(lo, p), max(hi, p), n_star, n_se >= 10 and n_sp >= 10]


def main():
    rng = random.Random(20261124)
    cases, rates = [], []
    for _ in range(80):
        n = rng.choice([1, 12.5, 80, 900, 1e5])
        k = rng.choice([0, 1, 0.04, 0.3, 0.62, rng.random()])
        gold = [rng.randrange(top) for top in (rng.choice([3, 40]), rng.choice([2, 15]), rng.choice([2, 15]), rng.choice([5, 300]))]
        cases.append({"tagged": k, "n_eff": n, "gold": gold, "expected": double_sampling(k, n, *gold)})
        elsewhere = [rng.choice([0.4, 0.81, 0.95, 1.0]), rng.choice([5, 60, 300]), rng.choice([0.5, 0.9, 0.99, 1.0]), rng.choice([8, 100, 2000])]
        rates.append({"tagged": k, "n_eff": n, "rates": elsewhere, "expected": rogan_gladen(k, n, *elsewhere)})
    print('{"cases": [\n' + ",\n".join(map(json.dumps, cases)) + '\n],\n"rates": [\n' + ",\n".join(map(json.dumps, rates)) + "\n]}")


if __name__ == "__main__":
    main()
