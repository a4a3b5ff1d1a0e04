#!/usr/bin/env python3
"""Expected values for the interval of a share over clusters, from scipy.

    python3 interval.py > interval.json        needs scipy; written from the formulas' papers, not from the Rust code
"""
import json
import random

from scipy.stats import norm, t


def wilson(p, n, z):
    """Wilson (1927), as the two roots of (p - x)^2 = z^2 x (1 - x) / n in x."""
    a, b, c = 1 + z * z / n, -(2 * p + z * z / n), p * p
    root = max(0.0, b * b - 4 * a * c) ** 0.5
    return max(0.0, (-b - root) / (2 * a)), min(1.0, (-b + root) / (2 * a))


def estimate(clusters):
    z = norm.ppf(0.975)
    size, hits, groups = sum(n for n, _ in clusters), sum(k for _, k in clusters), len(clusters)
    p = hits / size
    if groups == 1:
        deff, n_eff = size, 1.0
    elif hits in (0, size):
        deff, n_eff = size / groups, float(groups)
    else:
        residuals = [k - p * n for n, k in clusters]
        mean = sum(residuals) / groups  # zero up to rounding
        variance = groups / (groups - 1) * sum((r - mean) ** 2 for r in residuals) / size**2
        deff = max(1.0, variance / (p * (1 - p) / size))
        n_eff = size / deff * (z / t.ppf(0.975, groups - 1)) ** 2
    lo, hi = wilson(p, n_eff, z)
    return {"share": p, "lo": 0.0 if hits == 0 else lo, "hi": 1.0 if hits == size else hi, "n_eff": n_eff, "deff": deff,
            "cluster_mean": sum(k / n for n, k in clusters) / groups}


def main():
    rng = random.Random(20261124)
    cases = []
    for _ in range(120):
        groups = rng.choice([1, 2, 3, 5, 10, 40])
        level = rng.choice([0.0, 0.02, 0.3, 0.5, 0.9, 1.0])
        clusters = []
        for _ in range(groups):
            n = rng.choice([1, 1, 2, 3, 8, 40])
            own = min(1.0, max(0.0, rng.gauss(level, rng.choice([0.0, 0.2])))) if 0 < level < 1 else level
            clusters.append((n, sum(rng.random() < own for _ in range(n))))
        cases.append({"clusters": clusters, "expected": estimate(clusters)})
    quantiles = [{"p": p, "df": df, "expected": t.ppf(p, df)} for df in [1, 2, 3, 4.5, 9, 29, 100, 1000, 1e6] for p in [0.01, 0.5, 0.6, 0.9, 0.975, 0.999999]]
    print(json.dumps({"cases": cases, "quantiles": quantiles}, indent=1))


if __name__ == "__main__":
    main()
