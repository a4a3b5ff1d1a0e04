#!/usr/bin/env python3
"""The cells that the greedy rule of complementary suppression hides, by elimination in fractions.

    python3 suppression.py > suppression.json        needs the standard library only
"""
import json
import random
from fractions import Fraction

VACANCIES, EMPLOYERS = 10, 5


def combination(margins, cells, hidden, target):
    """Weights y of the margins with y·A = e_target on the unknowns, or None: solved as a transposed system of its own."""
    unknown = [i for i, cell in enumerate(cells) if hidden[i] and cell[0] > 0]
    coefficient = lambda margin, i: margin[1].count(i) - (margin[0] == i)
    rows = [[Fraction(coefficient(m, i)) for m in margins] + [Fraction(i == target)] for i in unknown]
    pivots, done = [], 0
    for column in range(len(margins)):
        pivot = next((r for r in range(done, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        rows[done] = [value / rows[done][column] for value in rows[done]]
        for r in range(len(rows)):
            if r != done and rows[r][column]:
                rows[r] = [a - rows[r][column] * b for a, b in zip(rows[r], rows[done])]
        pivots.append(column)
        done += 1
    if any(row[-1] for row in rows[done:]):
        return None
    y = [Fraction(0)] * len(margins)
    for row, column in zip(rows, pivots):
        y[column] = row[-1]
    return [sum(w * coefficient(m, i) for w, m in zip(y, margins)) for i in range(len(cells))]


def next_to_hide(cells, margins, hidden):
    for total, parts in margins:
        left = [cells[i] for i in parts if hidden[i]]
        vacancies, employers = sum(c[0] for c in left), sum(c[1] for c in left)
        if not hidden[total] and vacancies and (vacancies < VACANCIES or employers < EMPLOYERS):
            shown = [i for i in parts if not hidden[i] and cells[i][0]]
            return min(shown, key=lambda i: (cells[i][0], i)) if shown else total
    for i, cell in enumerate(cells):
        if hidden[i] and cell[0]:
            used = combination(margins, cells, hidden, i)
            if used:
                shown = [j for j, weight in enumerate(used) if weight and not hidden[j] and cells[j][0]]
                return min(shown, key=lambda j: (cells[j][0], j))
    return None


def secondary(cells, margins):
    hidden = [bool(cell[2]) for cell in cells]
    while (place := next_to_hide(cells, margins, hidden)) is not None:
        hidden[place] = True
    added = [i for i, cell in enumerate(cells) if hidden[i] and not cell[2]]
    for i in sorted(added, key=lambda i: (-cells[i][0], i)):
        hidden[i] = False
        hidden[i] = next_to_hide(cells, margins, hidden) is not None
    return [i for i in added if hidden[i]]


def cell(rng, vacancies):
    employers = rng.randint(1, vacancies) if vacancies else 0
    return [vacancies, employers, int(0 < vacancies and (vacancies < VACANCIES or employers < EMPLOYERS))]


def main():
    rng = random.Random(20261124)
    draw = lambda: rng.choice([0, rng.randint(1, 9), rng.randint(10, 30), rng.randint(20, 200)])
    cases = []
    for at in range(60):
        rows, columns = (rng.randint(1, 9), 0) if at % 2 else (rng.randint(2, 4), rng.randint(2, 4))
        if columns:
            grid = [[draw() for _ in range(columns)] for _ in range(rows)]
            grid = [row + [sum(row)] for row in grid]
            grid.append([sum(column) for column in zip(*grid)])
            width = columns + 1
            counts = [n for row in grid for n in row]
            margins = [[r * width + columns, list(range(r * width, r * width + columns))] for r in range(rows + 1)]
            margins += [[rows * width + c, [r * width + c for r in range(rows)]] for c in range(columns + 1)]
        else:
            counts = [draw() for _ in range(rows)]
            counts.append(sum(counts))
            margins = [[rows, list(range(rows))]]
        cells = [cell(rng, n) for n in counts]
        cases.append({"cells": cells, "margins": margins, "expected": secondary(cells, margins)})
    print(json.dumps({"cases": cases}, separators=(",", ":")))


main()
