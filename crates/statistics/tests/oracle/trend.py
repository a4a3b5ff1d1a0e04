#!/usr/bin/env python3
"""Cochran-Armitage, the slope of the weighted logit, and mix-standardized shares, from statsmodels and numpy.

    python3 trend.py > trend.json        needs statsmodels and scipy
"""
import json
import random

import numpy as np
import statsmodels.api as sm
from scipy.stats import norm
from statsmodels.stats.contingency_tables import Table


def test(periods, deff):
    t, n, k = (np.array(column, dtype=float) for column in zip(*[p for p in periods if p[1] >= 30]))
    if 0 < k.sum() < n.sum():
        # statsmodels tests conditionally on both margins, with N - 1 where Armitage has N; it subtracts squares, so times are centered first.
        linear = Table(np.column_stack([n - k, k]), shift_zeros=False).test_ordinal_association(row_scores=t - np.average(t, weights=n), col_scores=np.array([0.0, 1.0]))
        z = linear.zscore * np.sqrt(n.sum() / (n.sum() - 1)) / np.sqrt(deff)
    else:
        z = 0.0
    hit, miss = k + 0.5, n - k + 0.5
    weights = 1 / (deff * (1 / hit + 1 / miss))
    # Through the weighted middle, so that the constant is the level there.
    middle = np.average(t, weights=weights)
    fit = sm.WLS(np.log(hit / miss), sm.add_constant(t - middle), weights=weights).fit(cov_type="fixed scale", cov_kwds={"scale": 1.0})
    share = 1 / (1 + np.exp(-fit.params[0]))
    points = 100 * share * (1 - share)
    lo, hi = fit.params[1] + norm.ppf([0.025, 0.975]) * fit.bse[1]
    return {"periods_n": len(t), "z": z, "p_value": 2 * norm.sf(abs(z)), "slope": fit.params[1] * points, "lo": lo * points, "hi": hi * points}


def standardize(strata):
    """By way of one table a stratum, with pandas-like masks in numpy."""
    cells = np.array(strata, dtype=float)  # stratum, period, (n, k)
    lasting = (cells[:, :, 0] > 0).all(axis=1)
    if not lasting.any():
        return None
    weights = cells[lasting, :, 0].sum(axis=1)
    shares = cells[lasting, :, 1] / cells[lasting, :, 0]
    return {"shares": list(np.average(shares, axis=0, weights=weights)), "covered": weights.sum() / cells[:, :, 0].sum()}


def main():
    rng = random.Random(20261124)
    tests, mixes = [], []
    for _ in range(60):
        start, slope = rng.choice([0.0, 0.02, 0.3, 0.6, 1.0]), rng.choice([0.0, 0.01, 0.03, -0.02])
        periods = []
        for year in range(rng.randint(5, 9)):
            n = rng.choice([12, 30, 45, 200, 3000]) if year > 3 else rng.choice([30, 80, 500])
            p = start if start in (0.0, 1.0) else min(0.98, max(0.01, start + slope * year))
            periods.append([2015 + year * rng.choice([1.0, 1.0, 0.25]) + year * 0.01, n, sum(rng.random() < p for _ in range(n))])
        deff = rng.choice([1.0, 1.7, 4.2])
        tests.append({"periods": periods, "deff": deff, "expected": test(periods, deff)})
        strata = []
        periods_n = rng.randint(1, 6)
        for _ in range(rng.randint(1, 5)):
            sizes = [rng.choice([0, 3, 20, 90]) if rng.random() < 0.3 else rng.randint(1, 80) for _ in range(periods_n)]
            strata.append([[n, rng.randint(0, n)] for n in sizes])
        mixes.append({"strata": strata, "expected": standardize(strata)})
    print(json.dumps({"tests": tests, "mixes": mixes}, separators=(",", ":")))


main()
