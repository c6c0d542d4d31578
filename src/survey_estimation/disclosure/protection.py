"""Secondary suppression: what else must stay hidden so that small sets stay uncertain.

For each small set we look for another table that fits everything shown, in which the set has at
least `minimum` respondents more. What differs between that table and the true one cannot be
shown. Of all such tables we take one that hides few respondents: a linear program with the number
of respondents of a set as its price, then one attempt to show again each set hidden in vain.

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


def protect(
    sets: Sets, targets: csr_array, offered: BoolArray, fixed: BoolArray, minimum: int
) -> BoolArray:
    """[S] sets that may be shown, those that are public already among them.

    targets: [T, A] atoms of the small sets; offered: [S] sets that are to be shown; fixed: [S]
    sets that are public already.
    Raises CannotProtectError with the number of the target if the fixed sets give it away.
    """
    rows = targets.toarray()
    small = (sets.count > 0) & (sets.count < minimum)
    may = offered & ~small
    shown = fixed | may
    witnesses: dict[int, FloatArray] = {}
    order = np.argsort(-(rows * sets.size).sum(axis=1), kind="stable")
    for t in order.tolist():
        witnesses[t] = _witness(sets, rows[t], fixed, shown, minimum, t)
        shown = shown & ~_changed(sets, witnesses[t])
    return _show_again(sets, rows, may, shown, witnesses, minimum)


def _changed(sets: Sets, change: FloatArray) -> BoolArray:
    return np.asarray(np.abs(sets.members @ change) > MOVED)


def _witness(
    sets: Sets, target: FloatArray, fixed: BoolArray, shown: BoolArray, minimum: int, number: int
) -> FloatArray:
    """[A] cheapest change of the atoms that adds `minimum` respondents to the target."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array, eye_array, hstack, vstack

    priced = np.flatnonzero(shown & ~fixed)
    atoms, count = sets.size.size, priced.size
    moved = csr_array(sets.members[priced])
    price = np.concatenate([np.zeros(atoms), np.tile(sets.count[priced], 2).astype(float)])
    one = eye_array(count, format="csr")
    rows = [hstack([moved, -one, one])] if count else []
    still = csr_array(sets.members[np.flatnonzero(fixed)])
    if still.shape[0]:
        rows.append(hstack([still, csr_array((still.shape[0], 2 * count))]))
    rows.append(csr_array(np.concatenate([target, np.zeros(2 * count)])[None, :]))
    matrix = vstack(rows, format="csr")
    right = np.zeros(matrix.shape[0])
    right[-1] = minimum
    low = np.concatenate([-sets.size.astype(float), np.zeros(2 * count)])
    bounds = np.column_stack([low, np.full(low.size, np.inf)])
    result = linprog(price, A_eq=matrix, b_eq=right, bounds=bounds, method="highs")
    if result.status != 0:
        raise CannotProtectError(number)
    return np.asarray(result.x[:atoms])


def _show_again(
    sets: Sets,
    rows: FloatArray,
    may: BoolArray,
    shown: BoolArray,
    witnesses: dict[int, FloatArray],
    minimum: int,
) -> BoolArray:
    """Show the largest hidden sets again where all targets stay uncertain without them."""
    hidden = np.flatnonzero(may & ~shown)
    for s in hidden[np.argsort(-sets.count[hidden], kind="stable")].tolist():
        trial = shown.copy()
        trial[s] = True
        renewed = _renewed(sets, rows, trial, witnesses, minimum, s)
        if renewed is not None:
            shown, witnesses = trial, renewed
    return shown


def _renewed(
    sets: Sets,
    rows: FloatArray,
    shown: BoolArray,
    witnesses: dict[int, FloatArray],
    minimum: int,
    again: int,
) -> dict[int, FloatArray] | None:
    """Witnesses that leave the set shown again alone, or None if a target has none."""
    renewed = dict(witnesses)
    for t, witness in witnesses.items():
        if _changed(sets, witness)[again]:
            try:
                renewed[t] = _witness(sets, rows[t], shown, shown, minimum, t)
            except CannotProtectError:
                return None
    return renewed
