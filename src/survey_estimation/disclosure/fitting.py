"""All tables that fit what is shown, and how far a target can move within them (HiGHS)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from survey_estimation.columns import BoolArray, FloatArray, IntArray
from survey_estimation.disclosure.cells import Sets

if TYPE_CHECKING:
    from scipy.sparse import csr_array

AT_ONCE = 10_000  # atoms in one linear program; longer ones gain nothing


class Fitting:
    """Tables that fit what is shown, as changes of the atoms; the true table is no change.

    Shown sets do not change and no count is negative. Atoms that follow from what is shown drop
    out, and atoms that no shown set connects are apart: programs stay as small as the doubt is.
    """

    def __init__(self, sets: Sets, shown: BoolArray) -> None:
        """shown: [S] mask."""
        known = sets.members[np.flatnonzero(shown)]
        self.free = np.flatnonzero(_undetermined(known))
        known = known[:, self.free]
        self.known = known[np.flatnonzero(known.sum(axis=1) > 0)]
        self.low = -sets.size[self.free].astype(float)
        loose = self.known.sum(axis=0) == 0
        self.high = np.where(loose, float(sets.size.sum()), np.inf)
        self.loose = self.free[loose]  # atoms of no shown set: any number fits, we take a large one
        self.part = _parts(self.known)

    def furthest(self, targets: FloatArray, sign: float) -> FloatArray:
        """[T, A] changes that raise (sign 1) or lower (-1) each target most. targets: [T, A]."""
        changes = np.zeros(targets.shape)
        within = targets[:, self.free]
        for group in self._groups(within):
            places = [(t, atoms) for t, atoms in group if atoms.size]
            if places:
                solved = self._solved(within, places, sign)
                for (t, atoms), change in zip(places, solved, strict=True):
                    changes[t, self.free[atoms]] = change
        return changes

    def _groups(self, within: FloatArray) -> Iterator[list[tuple[int, IntArray]]]:
        """Targets with the atoms that can move with them, as many as one program takes."""
        group: list[tuple[int, IntArray]] = []
        for t, target in enumerate(within):
            atoms = np.flatnonzero(np.isin(self.part, self.part[target != 0]))
            if group and sum(a.size for _, a in group) + atoms.size > AT_ONCE:
                yield group
                group = []
            group.append((t, atoms))
        yield group

    def _solved(
        self, within: FloatArray, places: list[tuple[int, IntArray]], sign: float
    ) -> list[FloatArray]:
        """Changes of several targets by one program, in which each has a table of its own."""
        from scipy.optimize import linprog
        from scipy.sparse import block_diag

        blocks = [self._rows(atoms) for _, atoms in places]
        matrix = block_diag(blocks, format="csr")
        every = np.concatenate([atoms for _, atoms in places])
        cost = np.concatenate([-sign * within[t, atoms] for t, atoms in places])
        result = linprog(
            cost, A_eq=matrix, b_eq=np.zeros(matrix.shape[0]),
            bounds=np.column_stack([self.low[every], self.high[every]]), method="highs",
        )  # fmt: skip
        return np.split(result.x, np.cumsum([atoms.size for _, atoms in places])[:-1])

    def _rows(self, atoms: IntArray) -> csr_array:
        rows = self.known[:, atoms]
        return rows[np.flatnonzero(rows.sum(axis=1) > 0)]


def _undetermined(known: csr_array) -> BoolArray:
    """[A] atoms that no chain of subtractions gives away: a set with one open atom tells it."""
    free = np.ones(known.shape[1], np.bool_)
    while True:
        lone = known @ free.astype(float) == 1
        if not lone.any():
            return free
        free &= known.T @ lone.astype(float) == 0


def _parts(known: csr_array) -> IntArray:
    """[A] number of the part of each atom; shown sets connect the atoms of a part."""
    from scipy.sparse import block_array
    from scipy.sparse.csgraph import connected_components

    if known.shape[0] == 0:
        return np.arange(known.shape[1])
    both = block_array([[None, known], [known.T, None]], format="csr")
    _, part = connected_components(both, directed=False)
    return np.asarray(part[known.shape[0] :], np.intp)
