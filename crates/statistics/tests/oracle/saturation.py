#!/usr/bin/env python3
"""Rarefaction, Chao2 and coverage from exact binomial coefficients in fractions.

    python3 saturation.py > saturation.json        needs scipy (for the normal quantile)
"""
import json
import math
import random
from fractions import Fraction

from scipy.stats import norm

Z = norm.ppf(0.975)


def chao2(total, found):
    seen, q1, q2 = len(found), found.count(1), found.count(2)
    a = Fraction(total - 1, total)
    if q2:
        r = Fraction(q1, q2)
        unseen, variance = a * q1 * q1 / (2 * q2), q2 * (a * r**2 / 2 + a * a * r**3 + a * a * r**4 / 4)
    else:
        unseen = a * q1 * (q1 - 1) / 2
        variance = unseen + a * a * q1 * (2 * q1 - 1) ** 2 / 4 - a * a * Fraction(q1**4) / (4 * (seen + unseen)) if seen else Fraction(0)
    factor = math.exp(Z * math.sqrt(math.log(1 + variance / unseen**2))) if unseen else 1.0
    incidences = sum(found)
    if not incidences:
        coverage = Fraction(0)
    elif q2:
        coverage = 1 - Fraction(q1, incidences) * Fraction((total - 1) * q1, (total - 1) * q1 + 2 * q2)
    elif q1:
        coverage = 1 - Fraction(q1, incidences) * Fraction((total - 1) * (q1 - 1), (total - 1) * (q1 - 1) + 2)
    else:
        coverage = Fraction(1)
    return seen, seen + unseen, seen + float(unseen) / factor, seen + float(unseen) * factor, coverage


def point(total, found, t):
    _, estimated, _, _, coverage = chao2(total, found)
    seen_by = [1 - Fraction(math.comb(total - y, t), math.comb(total, t)) for y in found]
    expected = sum(seen_by, Fraction(0))
    variance = sum((s * s for s in seen_by), Fraction(0)) - (expected**2 / estimated if estimated else 0)
    half = Z * math.sqrt(max(0, variance))
    if t < total and found:
        coverage = 1 - sum(Fraction(y, sum(found)) * Fraction(math.comb(total - y, t), math.comb(total - 1, t)) for y in found)
    return [t, float(expected), max(0.0, float(expected) - half), float(expected) + half, float(coverage)]


def main():
    rng = random.Random(20261124)
    cases = []
    for at in range(60):
        total = rng.choice([1, 2, 5, 40, 150, 600])
        concepts = rng.choice([0, 1, 5, 25])
        skew = rng.choice([1, 3, 6])
        found = [y for y in (round(total * rng.random() ** skew) for _ in range(concepts))]
        if at % 4 == 0:
            found = [y for y in found if y != 2]
        if at % 7 == 0:
            found = [y for y in found if y != 1]
        seen = [y for y in found if y]
        sizes = sorted({0, 1, total // 3, total - 1, total})
        observed, estimated, lo, hi, coverage = chao2(total, seen)
        cases.append({"vacancies_n": total, "found_in": found, "curve": [point(total, seen, t) for t in sizes],
                      "richness": [observed, float(estimated), float(lo), float(hi), float(coverage)]})
    print(json.dumps({"cases": cases}, separators=(",", ":")))


main()
