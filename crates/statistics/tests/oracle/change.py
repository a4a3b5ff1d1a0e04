#!/usr/bin/env python3
"""The parts of a change between two runs, in fractions; mix and rest as Shapley values of a game of two players.

    python3 change.py > change.json        needs the standard library only
"""
import json
import random
from fractions import Fraction


def share(cells):
    n, k = sum(c[0] for c in cells), sum(c[1] for c in cells)
    return Fraction(k, n) if n else None


def game(kept):
    """The share with the mix of one run and the rates of another; a stratum that a run lacks has the other's rate."""
    sizes = [sum(s["before"][0] for s in kept), sum(s["after"][0] for s in kept)]
    runs = ["before", "after"]

    def value(mix, rates):
        total = Fraction(0)
        for s in kept:
            rate = share([s[runs[rates]]])
            rate = share([s[runs[1 - rates]]]) if rate is None else rate
            total += Fraction(s[runs[mix]][0], sizes[mix]) * (rate or 0)
        return total

    mix = (value(1, 0) - value(0, 0) + value(1, 1) - value(0, 1)) / 2
    rest = (value(0, 1) - value(0, 0) + value(1, 1) - value(1, 0)) / 2
    return mix, rest


def decompose(strata, retagged, published):
    before, after = share([s["before"] for s in strata]), share([s["after"] for s in strata])
    ends = share([retagged]), share([published])
    if None in (before, after, *ends):
        return None
    kept = [s for s in strata if s["kept"]]
    kept_before, kept_after = share([s["before"] for s in kept]), share([s["after"] for s in kept])
    if kept_before is None or kept_after is None:
        mix = rest = Fraction(0)
        sources = after - before
    else:
        mix, rest = game(kept)
        sources = (after - kept_after) - (before - kept_before)
    parts = [mix, sources, ends[1] - ends[0], ends[0] - after, rest]
    assert sum(parts) == ends[1] - before
    return [float(100 * part) for part in [ends[1] - before, *parts]]


def main():
    rng = random.Random(20261124)
    cell = lambda largest: (lambda n: [n, rng.randint(0, n)])(rng.choice([0, rng.randint(1, largest)]) if rng.random() < 0.3 else rng.randint(1, largest))
    cases = []
    for _ in range(60):
        strata = []
        for _ in range(rng.randint(1, 6)):
            kept = rng.random() < 0.7
            pair = [cell(80), cell(80)]
            if not kept:
                pair[rng.randint(0, 1)] = [0, 0]
            strata.append({"kept": int(kept), "before": pair[0], "after": pair[1]})
        retagged, published = cell(300), cell(300)
        cases.append({"strata": strata, "retagged": retagged, "published": published, "expected": decompose(strata, retagged, published)})
    print(json.dumps({"cases": cases}, separators=(",", ":")))


main()
