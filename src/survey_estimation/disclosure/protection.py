"""Secondary suppression: what else must stay hidden so that small sets stay uncertain.

For each small set we look for another table that fits everything shown, in which the set has
`minimum` respondents more (or for two, between which it has). What differs between that table and
the true one cannot be shown. Where such tables fit already, nothing else hides. Otherwise we take
the table that hides few respondents: a linear program with the number of respondents of a set as
its price, then one attempt to show again each set hidden in vain.

Source: Kelly, Golden & Assad, Networks 22 (1992), 397-417 (linear relaxation of cell
suppression); Fischetti & Salazar, Management Science 47 (2001), 1008-1027.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from survey_estimation.columns import BoolArray, FloatArray
from survey_estimation.disclosure.cells import Sets
from survey_estimation.disclosure.fitting import Fitting

if TYPE_CHECKING:
    from scipy.sparse import csr_array

MOVED = 1e-7  # change of a count that is not rounding
TOGETHER = 16  # targets searched for in one linear program


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


class Prices:
    """One linear program for all targets: what it costs to hide the sets that may be shown."""

    def __init__(self, sets: Sets, may: BoolArray, fixed: BoolArray) -> None:
        """may: [S] sets that may be hidden or shown; fixed: [S] sets that are public already."""
        from scipy.sparse import csr_array, eye_array, hstack, vstack

        self.sets = sets
        self.priced = np.flatnonzero(may & ~fixed)
        count = self.priced.size
        one = eye_array(count, format="csr")
        moved = hstack([csr_array(sets.members[self.priced]), -one, one])
        still = csr_array(sets.members[np.flatnonzero(fixed)])
        unpriced = csr_array((still.shape[0], 2 * count))
        self.rows = vstack([moved, hstack([still, unpriced])], format="csr")
        low = np.concatenate([-sets.size.astype(float), np.zeros(2 * count)])
        self.bounds = np.column_stack([low, np.full(low.size, np.inf)])

    def cheapest(
        self, target: FloatArray, shown: BoolArray, minimum: int, sides: tuple[float, ...]
    ) -> FloatArray | None:
        """Changes at the least sum of n |change| over shown sets; None if there are none.

        One change for each side; the target moves by `minimum` over all of them.
        """
        from scipy.optimize import linprog
        from scipy.sparse import block_diag, csr_array, vstack

        atoms, rest = target.size, np.zeros(2 * self.priced.size)
        line = np.concatenate([np.concatenate([side * target, rest]) for side in sides])
        matrix = vstack([block_diag([self.rows] * len(sides)), csr_array(line[None, :])])
        price = self.sets.count[self.priced] * shown[self.priced].astype(float)
        result = linprog(
            np.tile(np.concatenate([np.zeros(atoms), price, price]), len(sides)),
            A_eq=matrix, b_eq=np.r_[np.zeros(matrix.shape[0] - 1), minimum],
            bounds=np.tile(self.bounds, (len(sides), 1)), method="highs",
        )  # fmt: skip
        if result.status != 0:
            return None
        return np.asarray(result.x.reshape(len(sides), -1)[:, :atoms])


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
    tables, prices = Tables(sets, rows), Prices(sets, may, fixed)
    ranges = _searched(sets, tables, shown, minimum)
    for t in np.argsort(-(rows * sets.size).sum(axis=1), kind="stable").tolist():
        if ranges[t] < minimum - MOVED:
            shown = shown & ~tables.add(_cheapest(prices, rows[t], shown, minimum, t))
            ranges = tables.ranges(shown)
    hidden = np.flatnonzero(may & ~shown)
    for s in hidden[np.argsort(-sets.count[hidden], kind="stable")].tolist():
        trial = shown.copy()
        trial[s] = True
        if (_searched(sets, tables, trial, minimum) >= minimum - MOVED).all():
            shown = trial
    return shown


def _cheapest(
    prices: Prices, target: FloatArray, shown: BoolArray, minimum: int, number: int
) -> FloatArray:
    """[1 or 2, A] changes by which the target ranges over `minimum`, hiding few respondents.

    First with one other table, in which the target has `minimum` more; where that is out of
    reach, with two, one above and one below.
    """
    for sides in ((1.0,), (1.0, -1.0)):
        found = prices.cheapest(target, shown, minimum, sides)
        if found is not None:
            return found
    raise CannotProtectError(number)


def _searched(sets: Sets, tables: Tables, shown: BoolArray, minimum: int) -> FloatArray:
    """[T] how far each target ranges; looks for tables where none is known yet.

    A table found for one target often serves many, so they come in small groups.
    """
    fitting = None
    for sign in (1.0, -1.0):
        left = np.flatnonzero(tables.ranges(shown) < minimum - MOVED)
        while left.size:
            fitting = fitting or Fitting(sets, shown)
            tables.add(fitting.furthest(tables.targets[left[:TOGETHER]], sign))
            left = left[TOGETHER:]
            left = left[tables.ranges(shown)[left] < minimum - MOVED]
    return tables.ranges(shown)
