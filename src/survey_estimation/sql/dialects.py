"""What differs between the databases: quoting and the name of the number type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from survey_estimation.errors import SurveyError


@dataclass(frozen=True)
class Dialect:
    """A database: quote around names, type of a double, and how NaN is found, if it exists."""

    name: str
    quote: str
    double: str
    is_nan: str | None

    def identifier(self, name: str) -> str:
        """A column or table name, quoted."""
        return f"{self.quote}{name.replace(self.quote, self.quote * 2)}{self.quote}"

    def number(self, name: str) -> str:
        """A column as a double; NaN becomes NULL."""
        plain = f"CAST({self.identifier(name)} AS {self.double})"
        if self.is_nan is None:
            return plain
        return f"CASE WHEN {self.is_nan.format(plain)} THEN NULL ELSE {plain} END"

    def literal(self, value: Any) -> str:
        """A Python value in a statement."""
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, int | float):
            return repr(value)
        escaped = str(value).replace("'", "''")
        if self.name == "spark":
            escaped = str(value).replace("\\", "\\\\").replace("'", "\\'")
        return f"'{escaped}'"


DIALECTS = {
    "sqlite": Dialect("sqlite", '"', "REAL", None),
    "postgresql": Dialect("postgresql", '"', "DOUBLE PRECISION", "{} = 'NaN'"),
    "duckdb": Dialect("duckdb", '"', "DOUBLE", "isnan({})"),
    "spark": Dialect("spark", "`", "DOUBLE", "isnan({})"),
}


def dialect_of(name: str) -> Dialect:
    """The dialect by name. Raises SurveyError for an unknown one."""
    if name not in DIALECTS:
        raise SurveyError(f"dialect='{name}' is unknown. Choose one of: {', '.join(DIALECTS)}.")
    return DIALECTS[name]
