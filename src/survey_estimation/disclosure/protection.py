"""Secondary suppression: what else must stay hidden so that small sets stay uncertain.

For each small set we look for another table that fits everything shown, in which the set has
`minimum` respondents more (or for two, between which it has). What differs between that table and
the true one cannot be shown. Of all such tables we take one that hides few respondents: a linear
program with the number of respondents of a set as its price, then one attempt to show again each
set hidden in vain.

Source: Kelly, Golden & Assad, Networks 22 (1992), 397-417 (linear relaxation of cell
suppression); Fischetti & Salazar, Management Science 47 (2001), 1008-1027.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from survey_estimation.columns import BoolArray, FloatArray
from survey_estimation.disclosure.cells import Sets

if TYPE_CHECKING:
    from scipy.sparse import csr_array

MOVED = 1e-7  # change of a count that is not rounding


class CannotProtectError(Exception):
    """No table fits what earlier releases have shown and keeps the target uncertain."""


class Tables:
    """Other tables that fit what is shown, as changes of the atoms; the true one is no change."""

    def __init__(self, sets: Sets, targets: FloatArray) -> None:
        """Start with the true table alone. targets: [T, A]."""
        self.sets, self.targets = sets, targets
        self.touched = np.zeros((1, sets.count.size), np.bool_)
        self.values = np.zeros((targets.shape[0], 1))

    def add(self, changes: FloatArray) -> BoolArray:
        """Add [k, A] tables; returns [S] the sets whose count differs in one of them."""
        touched = np.abs(self.sets.members @ changes.T).T > MOVED
        self.touched = np.vstack([self.touched, touched])
        self.values = np.hstack([self.values, self.targets @ changes.T])
        return np.asarray(touched.any(axis=0))

    def ranges(self, shown: BoolArray) -> FloatArray:
        """[T] how far each target ranges over the tables that fit what is shown."""
        fitting = ~self.touched[:, shown].any(axis=1)
        return np.asarray(np.ptp(self.values[:, fitting], axis=1))


def protect(
    sets: Sets, targets: csr_array, offered: BoolArray, fixed: BoolArray, minimum: int
) -> BoolArray:
    """[S] sets that may be shown, those that are public already among them.

    targets: [T, A] atoms of the small sets; offered: [S] sets that are to be shown; fixed: [S]
    sets that are public already.
    Raises CannotProtectError with the number of the target if the fixed sets give it away.
    """
    rows = targets.toarray()
    may = offered & ~((sets.count > 0) & (sets.count < minimum))
    shown = fixed | may
    tables = Tables(sets, rows)
    for t in np.argsort(-(rows * sets.size).sum(axis=1), kind="stable").tolist():
        if tables.ranges(shown)[t] < minimum - MOVED:
            shown = shown & ~tables.add(_cheapest(sets, rows[t], fixed, shown, minimum, t))
    hidden = np.flatnonzero(may & ~shown)
    for s in hidden[np.argsort(-sets.count[hidden], kind="stable")].tolist():
        trial = shown.copy()
        trial[s] = True
        if _all_range(sets, tables, trial, minimum):
            shown = trial
    return shown


def _cheapest(
    sets: Sets, target: FloatArray, fixed: BoolArray, shown: BoolArray, minimum: int, number: int
) -> FloatArray:
    """[1 or 2, A] changes by which the target ranges over `minimum`, hiding few respondents.

    First with one other table, in which the target has `minimum` more; where that is out of
    reach, with two, one above and one below.
    """
    for sides in ((1.0,), (1.0, -1.0)):
        found = _solve(sets, target, fixed, shown, minimum, sides)
        if found is not None:
            return found
    raise CannotProtectError(number)


def _solve(
    sets: Sets,
    target: FloatArray,
    fixed: BoolArray,
    shown: BoolArray,
    minimum: int,
    sides: tuple[float, ...],
) -> FloatArray | None:
    """Changes at the least price, the sum of n |change| over shown sets; None if there are none."""
    from scipy.optimize import linprog
    from scipy.sparse import block_diag, csr_array, eye_array, hstack, vstack

    priced = np.flatnonzero(shown & ~fixed)
    atoms, count = sets.size.size, priced.size
    one = eye_array(count, format="csr")
    moved = hstack([csr_array(sets.members[priced]), -one, one])
    still = csr_array(sets.members[np.flatnonzero(fixed)])
    each = vstack([moved, hstack([still, csr_array((still.shape[0], 2 * count))])])
    line = np.concatenate([np.concatenate([s * target, np.zeros(2 * count)]) for s in sides])
    matrix = vstack([block_diag([each] * len(sides)), csr_array(line[None, :])], format="csr")
    right = np.zeros(matrix.shape[0])
    right[-1] = minimum
    price = np.concatenate([np.zeros(atoms), np.tile(sets.count[priced], 2).astype(float)])
    low = np.concatenate([-sets.size.astype(float), np.zeros(2 * count)])
    bounds = np.column_stack([low, np.full(low.size, np.inf)])
    result = linprog(
        np.tile(price, len(sides)), A_eq=matrix, b_eq=right,
        bounds=np.tile(bounds, (len(sides), 1)), method="highs",
    )  # fmt: skip
    if result.status != 0:
        return None
    return np.asarray(result.x.reshape(len(sides), -1)[:, :atoms])


def _all_range(sets: Sets, tables: Tables, shown: BoolArray, minimum: int) -> bool:
    """Whether every target ranges over `minimum`; looks for tables where none is known yet."""
    for t, target in enumerate(tables.targets):
        for sign in (-1.0, 1.0):
            if tables.ranges(shown)[t] < minimum - MOVED:
                tables.add(_furthest(sets, target, shown, minimum, sign))
        if tables.ranges(shown)[t] < minimum - MOVED:
            return False
    return True


def _furthest(
    sets: Sets, target: FloatArray, shown: BoolArray, minimum: int, sign: float
) -> FloatArray:
    """[1, A] change that raises (sign -1) or lowers (1) the target most, up to `minimum`."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    known = csr_array(sets.members[np.flatnonzero(shown)])
    low = -sets.size.astype(float)
    result = linprog(
        sign * target, A_eq=known, b_eq=np.zeros(known.shape[0]),
        A_ub=-sign * target[None, :], b_ub=[minimum],
        bounds=np.column_stack([low, np.full(low.size, np.inf)]), method="highs",
    )  # fmt: skip
    return np.asarray(result.x)[None, :]
