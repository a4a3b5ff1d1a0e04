#!/usr/bin/env python3
"""Expected agreement: alpha from the package krippendorff, its bootstrap by counting pairs, drawn with the generator of generator.py.

    python3 agreement.py > agreement.json        needs krippendorff and scipy
"""
import json
import random
from itertools import permutations

import krippendorff
import numpy as np
from generator import below, xoshiro
from scipy.stats import norm


def by_pairs(units):
    """Disagreement observed and by chance, from all pairs of readings, within units and over all."""
    readings = np.array([value for unit in units for value in unit])
    observed = sum(sum(a != b for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in units) / len(readings)
    differ = (readings[:, None] != readings[None, :]).sum()
    return observed, differ / (len(readings) * (len(readings) - 1))


def bounds(alpha, units, draws, seed):
    stream, drawn = xoshiro(seed), []
    for _ in range(draws):
        observed, chance = by_pairs([units[below(stream, len(units))] for _ in units])
        drawn.append(1 - observed / chance if chance else 0.0)
    lo, hi = map(float, np.quantile(drawn, [0.025, 0.975]))
    observed, chance = by_pairs(units)
    if observed == 0:
        z2 = norm.ppf(0.975) ** 2
        lo = max(-1.0, min(lo, 1 - z2 / (len(units) + z2) / chance))
    return [min(lo, alpha), max(hi, alpha)]


def main():
    rng = random.Random(20261124)
    cases = []
    for i in range(60):
        readers, values = rng.choice([2, 2, 3, 5]), rng.choice([2, 2, 2, 4])
        noise = rng.choice([0.0, 0.05, 0.3, 1.0])
        table = []
        for _ in range(rng.choice([2, 6, 15, 30])):
            truth = rng.randrange(values) if rng.random() < 0.6 else 0
            table.append([None if rng.random() < 0.15 else rng.randrange(values) if rng.random() < noise else truth for _ in range(readers)])
        units = [[v for v in row if v is not None] for row in table]
        pairable = [u for u in units if len(u) > 1]
        expected = None
        if pairable:
            same = sum(sum(a == b for a, b in permutations(u, 2)) / (len(u) * (len(u) - 1)) for u in pairable) / len(pairable)
            alpha = interval = None
            if len({v for u in pairable for v in u}) > 1:
                data = [[np.nan if row[r] is None else row[r] for row in table] for r in range(readers)]
                alpha = float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))
                interval = bounds(alpha, pairable, 60, i)
            expected = {"alpha": alpha, "interval": interval, "same_share": same, "units_n": len(pairable), "readings_n": sum(map(len, pairable))}
        cases.append({"units": units, "draws": 60, "seed": i, "expected": expected})
    print('{"cases": [\n' + ",\n".join(map(json.dumps, cases)) + "\n]}")


if __name__ == "__main__":
    main()
