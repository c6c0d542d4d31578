"""Samples invented by Hypothesis: strata, clusters, weights, missing answers."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from survey_estimation import Design


@st.composite
def clustered_samples(draw: st.DrawFn) -> dict[str, Any]:
    """Columns s, c (cluster), w, n (clusters in the population), y, hit, g."""
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    strata = draw(st.integers(1, 4))
    clusters = [2 + draw(st.integers(0, 3)) for _ in range(strata)]
    stratum_of = np.repeat(np.arange(strata), clusters)
    cluster = np.repeat(np.arange(stratum_of.size), chance.integers(1, 6, stratum_of.size))
    rows = cluster.size
    hit = chance.integers(0, 2, rows)
    return {
        "s": stratum_of[cluster],
        "c": cluster,
        "w": chance.uniform(0.5, 20, rows),
        "n": np.array(clusters)[stratum_of[cluster]] * 2 + 1,
        "y": np.where(chance.random(rows) < 0.1, np.nan, chance.normal(5, 3, rows)),
        "hit": hit,
        "g": chance.choice(["a", "b", "c"], rows),
    }


def any_design() -> st.SearchStrategy[Design]:
    """Designs that fit every such sample."""
    return st.sampled_from(
        [
            Design("w"),
            Design("w", clusters="c"),
            Design("w", "s", "c"),
            Design("w", "s", "c", "n"),
        ]
    )
