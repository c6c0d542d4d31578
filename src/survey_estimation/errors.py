"""The one exception of the engine."""


class SurveyError(ValueError):
    """Something in the sample or the request that its user can put right.

    The message names the column, stratum or domain and says what to do.
    """
