#!/usr/bin/env python3
"""Expected precision, recall and F1 with their intervals, from statsmodels' Wilson interval.

    python3 quality.py > quality.json        needs statsmodels
"""
import json
import random

from scipy.stats import norm
from statsmodels.stats.proportion import proportion_confint

Z = norm.ppf(0.975)


def wilson(p, n):
    """Wilson for a number of trials that need not be whole: statsmodels takes any count."""
    lo, hi = proportion_confint(p * n, n, alpha=0.05, method="wilson")
    return [p, 0.0 if p == 0 else float(lo), 1.0 if p == 1 else float(hi)]


def one(tp, fp, missed, tn):
    def share(n):
        return wilson(tp / n, n) if n else None

    overlap = share(tp + fp + missed)
    return {"precision": share(tp + fp), "recall": share(tp + missed), "f1": overlap and [2 * x / (1 + x) for x in overlap]}


def mean(pairs, transform, slope):
    """Pairs of (hits, trials); the delta method's variance of a mean of independent figures."""
    pairs = [(k, n) for k, n in pairs if n]
    if not pairs:
        return None
    smooth = [(k + 0.5) / (n + 1) for k, n in pairs]
    variance = sum(slope(s) ** 2 * s * (1 - s) / (n + 1) for s, (_, n) in zip(smooth, pairs)) / len(pairs) ** 2
    value, middle = sum(transform(k / n) for k, n in pairs) / len(pairs), sum(map(transform, smooth)) / len(pairs)
    return wilson(value, middle * (1 - middle) / variance)


def main():
    rng = random.Random(20261124)
    cases = []
    for _ in range(52):
        top = rng.choice([1, 4, 30, 400])
        concepts = [[rng.randrange(top + 1) if rng.random() < 0.8 else 0 for _ in range(4)] for _ in range(rng.randrange(1, 7))]
        identity = (lambda s: s), (lambda s: 1.0)
        cases.append({
            "concepts": concepts,
            "each": [one(*c) for c in concepts],
            "micro": one(*map(sum, zip(*concepts))),
            "macro": {"precision": mean([(c[0], c[0] + c[1]) for c in concepts], *identity),
                      "recall": mean([(c[0], c[0] + c[2]) for c in concepts], *identity),
                      "f1": mean([(c[0], c[0] + c[1] + c[2]) for c in concepts], lambda s: 2 * s / (1 + s), lambda s: 2 / (1 + s) ** 2)},
        })
    print('{"cases": [\n' + ",\n".join(map(json.dumps, cases)) + "\n]}")


if __name__ == "__main__":
    main()
