#!/usr/bin/env python3
"""The beta-binomial prior of highest marginal likelihood, by scipy's optimizers in ln alpha and ln beta, and posterior means.

    python3 shrinkage.py > shrinkage.json        needs scipy
"""
import json
import random

import numpy as np
from scipy.optimize import minimize, root
from scipy.special import betaln, digamma


def likelihood(x, n, k):
    a, b = np.exp(x)
    return np.sum(betaln(k + a, n - k + b) - betaln(a, b))


def rough_score(x, n, k):
    a, b = np.exp(x)
    both = digamma(n + a + b) - digamma(a + b)
    return np.array([a * np.sum(digamma(k + a) - digamma(a) - both), b * np.sum(digamma(n - k + b) - digamma(b) - both)])


def score(x, n, k):
    """The same by plain sums, which lose no digits."""
    a, b = np.exp(x)
    up = lambda start, counts: sum(np.sum(1 / (start + np.arange(c))) for c in counts.astype(int))
    both = up(a + b, n)
    return np.array([a * (up(a, k) - both), b * (up(b, n - k) - both)])


def prior(n, k):
    pooled = k.sum() / n.sum()
    if pooled in (0, 1):
        return pooled, 0.0
    alike = np.sum(k * np.log(pooled) + (n - k) * np.log(1 - pooled))
    best = None
    for strength in (1.0, 30.0):
        start = np.log([pooled * strength, (1 - pooled) * strength])
        found = minimize(lambda x: -likelihood(x, n, k), start, jac=lambda x: -rough_score(x, n, k), method="L-BFGS-B", bounds=[(-25, 25)] * 2)
        if best is None or found.fun < best.fun:
            best = found
    a, b = np.exp(best.x)
    if -best.fun <= alike + 1e-7 and a + b > 1e4:
        return pooled, 0.0  # No better than groups that are alike: alpha + beta runs off to infinity.
    if a + b < 1e-4:
        return None  # Runs off to zero; its mean is a matter of the last step.
    exact = root(score, best.x, args=(n, k), tol=1e-15)
    a, b = np.exp(exact.x)
    if a + b > 1e10:
        return pooled, 0.0
    assert np.abs(score(exact.x, n, k)).max() < 1e-8, (exact, best)
    return a / (a + b), 1 / (a + b + 1)


def main():
    rng = random.Random(20261124)
    cases = []
    while len(cases) < 60:
        level, spread = rng.choice([0.02, 0.2, 0.5, 0.9]), rng.choice([0.0, 0.02, 0.1, 0.3])
        groups = []
        for _ in range(rng.choice([1, 2, 4, 8, 20])):
            n = rng.choice([1, 3, 10, 15, 16, 17, 18, 40, 300, 2000])
            p = level if spread == 0 else rng.betavariate(level * (1 - spread) / spread, (1 - level) * (1 - spread) / spread)
            groups.append([n, sum(rng.random() < p for _ in range(n))])
        n, k = (np.array(column, dtype=float) for column in zip(*groups))
        found = prior(n, k)
        if found is None:
            continue
        mean, intra = found
        if intra == 0:
            shrunk = [mean] * len(groups)
        else:
            strength = 1 / intra - 1
            shrunk = list((k + mean * strength) / (n + strength))
        cases.append({"groups": groups, "mean": mean, "intra": intra, "shrunk": shrunk})
    print(json.dumps({"cases": cases}, separators=(",", ":")))


main()
