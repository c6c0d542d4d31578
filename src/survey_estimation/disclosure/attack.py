"""What an attacker can infer: bounds of hidden counts by linear programming (HiGHS)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from survey_estimation.columns import BoolArray, FloatArray
from survey_estimation.disclosure.cells import Sets
from survey_estimation.disclosure.fitting import Fitting

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Interval = tuple[float, float]


def inferred(sets: Sets, shown: BoolArray, targets: csr_array) -> list[Interval]:
    """Bounds of the number of respondents in each target, given all shown sets.

    shown: [S] mask; targets: [T, A] atoms of each target. The attacker knows which atoms are
    empty, that counts are not negative, and every count that is shown; so we are safe from
    anyone who knows less.

    Source: Hundepool et al. (2012), section 4.3 (audit by linear programming).
    """
    fitting, rows = Fitting(sets, shown), targets.toarray()
    count = rows @ sets.size
    low, high = (count + (rows * fitting.furthest(rows, sign)).sum(axis=1) for sign in (-1.0, 1.0))
    high[rows[:, fitting.loose].any(axis=1)] = np.inf
    return list(zip(low.tolist(), high.tolist(), strict=True))


def differences(
    sets: Sets, groups: Sequence[Sequence[int]], fixed: BoolArray, minimum: int
) -> csr_array:
    """[T, A] small remainders: sets that lie within another of the same group, less than
    `minimum` respondents short of it. Whoever sees both sees the remainder; pairs of which both
    are public already (fixed) are past help.
    """
    from scipy.sparse import csr_array

    found: dict[bytes, FloatArray] = {}
    for group in groups:
        members = sets.members[np.array(group)].toarray()
        common = (members * sets.size) @ members.T
        counts = sets.count[np.array(group)]
        short = counts[:, None] - counts[None, :]
        inside = (common == counts[None, :]) & (short > 0) & (short < minimum) & (counts > 0)
        inside &= ~np.logical_and.outer(fixed[np.array(group)], fixed[np.array(group)])
        for outer, inner in zip(*np.nonzero(inside), strict=True):
            rest = members[outer] - members[inner]
            found[rest.tobytes()] = rest
    width = sets.members.shape[1]
    return csr_array(np.array(list(found.values())).reshape(-1, width))
