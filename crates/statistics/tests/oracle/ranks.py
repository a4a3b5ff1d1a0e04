#!/usr/bin/env python3
"""Ranges of ranks over resampled employers, with scipy's rankdata and a xoshiro256** of its own.

    python3 ranks.py > ranks.json        needs scipy
"""
import json
import random

import numpy as np
from scipy.stats import rankdata

MASK = 2**64 - 1


class Xoshiro:
    def __init__(self, seed):
        self.s = []
        for _ in range(4):
            seed = (seed + 0x9E3779B97F4A7C15) & MASK
            z = ((seed ^ seed >> 30) * 0xBF58476D1CE4E5B9) & MASK
            z = ((z ^ z >> 27) * 0x94D049BB133111EB) & MASK
            self.s.append(z ^ z >> 31)

    def next(self):
        rotated = lambda x, k: (x << k | x >> 64 - k) & MASK
        s = self.s
        result = rotated(s[1] * 5 & MASK, 7) * 9 & MASK
        t = s[1] << 17 & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotated(s[3], 45)
        return result

    def below(self, bound):
        product = self.next() * bound
        while product & MASK < 2**64 % bound:
            product = self.next() * bound
        return product >> 64


def ranges(counts, sets, replicates, seed):
    """counts: employer by concept."""
    generator, (employers, concepts) = Xoshiro(seed), counts.shape
    best, worst = np.empty((replicates, concepts), int), np.empty((replicates, concepts), int)
    rank = np.empty(concepts, int)
    members = [np.flatnonzero(sets == s) for s in np.unique(sets)]
    for b in range(replicates):
        totals = counts[[generator.below(employers) for _ in range(employers)]].sum(axis=0)
        for m in members:
            best[b, m], worst[b, m] = rankdata(-totals[m], "min"), rankdata(-totals[m], "max")
    for m in members:
        rank[m] = rankdata(-counts.sum(axis=0)[m], "min")
    tail = max(1, replicates // 40)
    lo, hi = np.sort(best, axis=0)[tail - 1], np.sort(worst, axis=0)[replicates - tail]
    return np.column_stack([rank, np.minimum(lo, rank), np.maximum(hi, rank)]).tolist()


def main():
    rng = random.Random(20261124)
    cases = []
    for at in range(50):
        employers, concepts = rng.choice([1, 2, 5, 12, 30]), rng.choice([1, 2, 6, 10])
        level = [rng.random() ** 2 for _ in range(concepts)]
        counts = [[sum(rng.random() < p for _ in range(rng.choice([1, 3, 9]))) for p in level] for _ in range(employers)]
        if at % 10 == 3:
            counts[0] = [n * 40000 for n in counts[0]]
        sets = [rng.randint(0, at % 3) for _ in range(concepts)]
        replicates = rng.choice([1, 40, 100, 160])
        cases.append({"counts": counts, "sets": sets, "replicates_n": replicates, "seed": at,
                      "expected": ranges(np.array(counts), np.array(sets), replicates, at)})
    print(json.dumps({"cases": cases}, separators=(",", ":")))


main()
