"""The compiled loops: sums over segment × domain × item in one pass over the rows.

A segment is a run of rows within one stratum that ends at the end of a unit. Each is summed by
one thread in the order of its rows, so that the number of threads changes no bit.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

GAP = 2  # code of a missing answer


def _sum_rows(
    first: Any, last: Any, weight: Any, domain: Any, items: Any, rows: Any, w: Any, sums: Any
) -> None:
    """Every row a unit, no gaps. rows [S, G]; w [S, G, 2]: T_w and its square; sums
    [S, G, 2, K]: T_y and T_y T_w, which is the square of T_y too.
    """
    for s in numba.prange(first.size):
        own_rows, own_w, own = np.zeros_like(rows[s]), np.zeros_like(w[s]), np.zeros_like(sums[s])
        count = items.shape[1]
        for i in range(first[s], last[s]):
            if domain[i] >= 0:
                g = np.uint64(domain[i])  # unsigned: no check for counting from the end
                one = weight[i]
                square = one * one
                own_rows[g] += 1
                own_w[g, 0] += one
                own_w[g, 1] += square
                for k in range(count):
                    own[g, 0, k] += one * items[i, k]
                    own[g, 1, k] += square * items[i, k]
        rows[s], w[s], sums[s] = own_rows, own_w, own


def _sum_units(
    first: Any, last: Any, weight: Any, domain: Any, items: Any, unit: Any,
    rows: Any, w: Any, sums: Any,
) -> None:  # fmt: skip
    """Units of several rows, no gaps. rows [S, G, 2]: rows and units; sums [S, G, 3, K]: T_y,
    its square, and T_y T_w.
    """
    for s in numba.prange(first.size):
        own_rows, own_w, own = np.zeros_like(rows[s]), np.zeros_like(w[s]), np.zeros_like(sums[s])
        size, count = rows.shape[1], items.shape[1]
        total_w, total_y = np.zeros(size), np.zeros((size, count))
        met, touched = 0, np.zeros(size + 1, np.int64)
        for i in range(first[s], last[s]):
            if domain[i] >= 0:
                g = np.uint64(domain[i])
                one = weight[i]
                own_rows[g, 0] += 1
                # Counted without a branch, which no processor could foresee: the entry stays if
                # this is the first row of its domain (weights are above zero).
                touched[met] = g
                met += total_w[g] == 0.0
                for k in range(count):
                    total_y[g, k] += one * items[i, k]
                total_w[g] += one
            if i + 1 == last[s] or unit[i + 1] != unit[i]:
                for j in range(met):
                    g = np.uint64(touched[j])
                    one = total_w[g]
                    own_rows[g, 1] += 1
                    own_w[g, 0] += one
                    own_w[g, 1] += one * one
                    for k in range(count):
                        value = total_y[g, k]
                        own[g, 0, k] += value
                        own[g, 1, k] += value * value
                        own[g, 2, k] += value * one
                        total_y[g, k] = 0.0
                    total_w[g] = 0.0
                met = 0
        rows[s], w[s], sums[s] = own_rows, own_w, own


def _sum_with_gaps(
    first: Any, last: Any, weight: Any, domain: Any, items: Any, unit: Any, rows: Any, sums: Any
) -> None:
    """Units of one or more rows, answers may be missing. rows [S, G, 2, K]: answers and units
    with an answer; sums [S, G, 5, K]: T_w, its square, T_y, its square, and T_y T_w.
    """
    for s in numba.prange(first.size):
        size, count = rows.shape[1], items.shape[1]
        total_w, total_y = np.zeros((size, count)), np.zeros((size, count))
        met, touched = 0, np.zeros(size, np.int64)
        seen = np.zeros(size, np.bool_)
        for i in range(first[s], last[s]):
            g = domain[i]
            if g >= 0:
                if not seen[g]:
                    seen[g] = True
                    touched[met] = g
                    met += 1
                one = weight[i]
                for k in range(count):
                    if items[i, k] != GAP:
                        rows[s, g, 0, k] += 1
                        total_w[g, k] += one
                        total_y[g, k] += one * items[i, k]
            if i + 1 == last[s] or unit[i + 1] != unit[i]:
                for j in range(met):
                    g = touched[j]
                    for k in range(count):
                        one, value = total_w[g, k], total_y[g, k]
                        if one > 0:
                            rows[s, g, 1, k] += 1
                        sums[s, g, 0, k] += one
                        sums[s, g, 1, k] += one * one
                        sums[s, g, 2, k] += value
                        sums[s, g, 3, k] += value * value
                        sums[s, g, 4, k] += value * one
                        total_w[g, k] = 0.0
                        total_y[g, k] = 0.0
                    seen[g] = False
                met = 0


# Below, waking threads costs more than they save; no bit differs.
ROWS_FOR_THREADS = 500_000

# Compiled once, for any number of threads: numba's store on disk does not tell a loop for one
# thread from the same loop for several.
_compile = numba.njit(parallel=True, cache=True, nogil=True)
sum_rows, sum_units, sum_with_gaps = (
    _compile(_sum_rows), _compile(_sum_units), _compile(_sum_with_gaps)
)  # fmt: skip


def run(loop: Any, *arrays: Any, rows: int) -> None:
    """Run one of the three loops over a sample of this size, on as many threads as pay."""
    before = numba.get_num_threads()
    numba.set_num_threads(before if rows >= ROWS_FOR_THREADS else 1)
    try:
        loop(*arrays)
    finally:
        numba.set_num_threads(before)
