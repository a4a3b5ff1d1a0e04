#!/usr/bin/env python3
"""Expected measures of pairs: Fisher's test by R's rule in 60 decimal digits, checked against scipy; the others from their papers.

    python3 pairs.py > pairs.json        needs scipy
"""
import json
import random
from decimal import Decimal, getcontext

from scipy.stats import fisher_exact
from scipy.stats.contingency import odds_ratio

getcontext().prec = 60


def fisher(both, a, b, n):
    """R's fisher.test: the tables whose probability is at most (1 + 1e-7) times that of the observed one."""
    weight, weights = Decimal(1), {}
    for k in range(max(0, a + b - n), min(a, b) + 1):
        weights[k] = weight
        weight = weight * (a - k) * (b - k) / ((k + 1) * (n - a - b + k + 1))
    limit = weights[both] * (1 + Decimal("1e-7"))
    return float(sum(w for w in weights.values() if w <= limit) / sum(weights.values()))


def measures(a, b, both, n):
    cells = [both, a - both, b - both, n - a - b + both]
    p = fisher(both, a, b, n)
    table = [cells[:2], cells[2:]]
    if n < 1000:
        assert abs(fisher_exact(table)[1] - p) < 1e-6 * p + 1e-300, (table, p)
    if 0 in cells:
        cells = [Decimal(c) + Decimal("0.5") for c in cells]
        ratio = float(cells[0] * cells[3] / cells[1] / cells[2])
    else:
        ratio = float(odds_ratio(table, kind="sample").statistic)
    lift = Decimal(both) * n / (Decimal(a) * b) if a and b else None
    npmi = None
    if lift is not None and both < n:
        npmi = float(lift.ln() / -(Decimal(both) / n).ln()) if both else -1.0
    return {"jaccard": both / (a + b - both) if a + b else None, "lift": None if lift is None else float(lift), "npmi": npmi, "odds_ratio": ratio, "p_value": p}


def main():
    rng = random.Random(20261124)
    cases = []
    for i in range(110):
        top = rng.choice([1, 3, 10, 80, 600])
        cells = [rng.randrange(top + 1) for _ in range(3)] + [rng.randrange(1, 6 * top + 2)]
        if i >= 95:
            # A hundred thousand vacancies, near to independent.
            n = 100_000
            a, b = (int(n * share) for share in (rng.choice([0.001, 0.03, 0.2, 0.5, 0.93]), rng.choice([0.002, 0.1, 0.5, 0.8])))
            both = min(max(round(a * b / n + rng.gauss(0, 3) * (a * b * (n - a) * (n - b)) ** 0.5 / n**1.5), a + b - n, 0), a, b)
            cells = [both, a - both, b - both, n - a - b + both]
        both, a_only, b_only, neither = cells
        pair = both + a_only, both + b_only, both, sum(cells)
        cases.append({"pair": pair, "expected": measures(*pair)})
    print('{"cases": [\n' + ",\n".join(map(json.dumps, cases)) + "\n]}")


if __name__ == "__main__":
    main()
