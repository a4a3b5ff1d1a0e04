#!/usr/bin/env python3
"""Expected random numbers, from the C sources that Blackman and Vigna publish, written out in Python.

    python3 generator.py > generator.json        needs nothing, and is not called random.py, which would hide Python's own; the numbers are strings, as JSON's lose digits past 2^53
"""
import json

MASK = (1 << 64) - 1


def split_mix(state):
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def rotl(x, k):
    return ((x << k) | (x >> (64 - k))) & MASK


def xoshiro(seed):
    fill = split_mix(seed)
    s = [next(fill) for _ in range(4)]
    while True:
        yield (rotl((s[1] * 5) & MASK, 7) * 9) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 45)


def below(stream, bound):
    """Lemire's method: the high half of bound times a draw, but for the draws that would favor some."""
    while True:
        product = next(stream) * bound
        if product & MASK >= (1 << 64) % bound:
            return product >> 64


def main():
    seeds = split_mix(20261124)
    cases = []
    for i in range(60):
        seed = [0, 1, MASK][i] if i < 3 else next(seeds)
        bits, bounded, unit = xoshiro(seed), xoshiro(seed), xoshiro(seed)
        bound = [1, 6, 1000, (1 << 63) + 1][i % 4]
        cases.append({"seed": str(seed), "bits": [str(next(bits)) for _ in range(6)], "bound": str(bound),
                      "below": [str(below(bounded, bound)) for _ in range(6)], "unit": (next(unit) >> 11) / (1 << 53)})
    print('{"cases": [\n' + ",\n".join(map(json.dumps, cases)) + "\n]}")


if __name__ == "__main__":
    main()
