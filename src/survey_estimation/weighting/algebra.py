"""Small symmetric systems solved without BLAS, so that weights have the same bytes everywhere."""

from __future__ import annotations

import numpy as np

from survey_estimation.columns import FloatArray


def moment_matrix(left: FloatArray, right: FloatArray) -> FloatArray:
    """[p, q] sums over rows of products of the columns of two matrices [n, p] and [n, q]."""
    return np.asarray(np.einsum("ij,ik->jk", left, right))


def solve(matrix: FloatArray, right: FloatArray) -> FloatArray:
    """Solve a symmetric positive semidefinite system by Cholesky; [p, p] and [p, q] to [p, q].

    A column that depends on the ones before it gets the solution zero, which leaves fitted
    values as they are.
    """
    factor, used = _cholesky(matrix)
    size = matrix.shape[0]
    half = np.zeros_like(right)
    for i in range(size):
        if used[i]:
            known = (factor[i, :i, None] * half[:i]).sum(axis=0)
            half[i] = (right[i] - known) / factor[i, i]
    out = np.zeros_like(right)
    for i in reversed(range(size)):
        if used[i]:
            known = (factor[i + 1 :, i, None] * out[i + 1 :]).sum(axis=0)
            out[i] = (half[i] - known) / factor[i, i]
    return out


def _cholesky(matrix: FloatArray) -> tuple[FloatArray, list[bool]]:
    rest = matrix.copy()
    factor = np.zeros_like(matrix)
    used = []
    for i in range(matrix.shape[0]):
        used.append(bool(rest[i, i] > 1e-11 * abs(matrix[i, i])))
        if used[i]:
            factor[i:, i] = rest[i:, i] / np.sqrt(rest[i, i])
            rest[i:, i:] -= factor[i:, i, None] * factor[None, i:, i]
    return factor, used
