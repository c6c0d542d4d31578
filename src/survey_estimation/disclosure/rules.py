"""What may be shown: the rule of a release."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from survey_estimation.columns import FloatArray
from survey_estimation.errors import SurveyError


@dataclass(frozen=True)
class Rule:
    """The rule by which numbers are shown.

    minimum: least number of respondents behind a number that is shown. A smaller number of
        respondents must also stay uncertain: what can be inferred from everything shown, by
        sums and differences, leaves an interval at least `minimum` wide.
    good, limited: bounds of the relative standard error for the quality bands "good", "limited"
        and, above both, "unreliable".
    hide_unreliable: leave out numbers of the last band.

    Source: Hundepool et al., Statistical Disclosure Control (2012), chapters 4 and 5.
    """

    minimum: int = 10
    good: float = 0.1
    limited: float = 0.2
    hide_unreliable: bool = False

    def __post_init__(self) -> None:
        """Refuse bounds that contradict each other."""
        if self.minimum < 2:
            raise SurveyError("A minimum below 2 hides nobody. Choose at least 2, usually 10.")
        if not 0 < self.good <= self.limited:
            raise SurveyError("Quality bands need 0 < good <= limited.")

    def bands(self, estimate: FloatArray, se: FloatArray) -> list[str]:
        """Quality band of each estimate; an estimate of zero has none better than "unreliable"."""
        with np.errstate(divide="ignore", invalid="ignore"):
            relative = se / np.abs(estimate)
        names = np.where(
            relative <= self.good,
            "good",
            np.where(relative <= self.limited, "limited", "unreliable"),
        )
        return [str(name) for name in names]
