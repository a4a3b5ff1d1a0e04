#!/usr/bin/env python3
"""Expected q-values of Benjamini and Hochberg, from scipy and, as it says the same, statsmodels.

    python3 false_discovery.py > false_discovery.json        needs statsmodels; null stands for NaN
"""
import json
import random

from scipy.stats import false_discovery_control
from statsmodels.stats.multitest import multipletests


def main():
    rng = random.Random(20261124)
    cases = []
    for i in range(60):
        size = rng.choice([0, 1, 2, 5, 20, 40])
        p = [rng.choice([rng.random(), rng.random() ** 6, round(rng.random(), 1), 0.0, 1.0]) for _ in range(size)]
        q = list(map(float, false_discovery_control(p))) if p else []
        for a, b in zip(q, multipletests(p, method="fdr_bh")[1] if p else []):
            assert abs(a - b) < 1e-12
        for _ in range(rng.choice([0, 0, 1, 4])):
            at = rng.randrange(len(p) + 1)
            p.insert(at, None)
            q.insert(at, None)
        cases.append({"p": p, "q": q})
    print('{"cases": [\n' + ",\n".join(map(json.dumps, cases)) + "\n]}")


if __name__ == "__main__":
    main()
