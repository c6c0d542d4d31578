"""Lists by pages of 25 rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

PAGE_SIZE = 25
# More pages than any list has; a number beyond it means the last page.
MOST_PAGES = 10_000

Row = TypeVar("Row")
Stored = TypeVar("Stored", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list, and whether there are more before and after them.

    `kept` is what else was asked for, as the end of an address: `&suche=…`.
    """

    rows: tuple[Row, ...]
    number: int
    has_next: bool
    kept: str = ""

    @property
    def before(self) -> str:
        """Returns where the page before stands; nothing if this is the first."""
        return f"?seite={self.number - 1}{self.kept}" if self.number > 1 else ""

    @property
    def after(self) -> str:
        """Returns where the next page stands; nothing if this is the last."""
        return f"?seite={self.number + 1}{self.kept}" if self.has_next else ""


def page_of(
    rows: QuerySet[Stored], number: int, told: Callable[[list[Stored]], tuple[Row, ...]]
) -> Page[Row]:
    """Returns one page of rows; `told` makes of stored ones what a page shows, all at once."""
    asked = min(max(number, 1), MOST_PAGES)
    start = (asked - 1) * PAGE_SIZE
    # Numbers first: a page far back in a long list then carries no row that it does not show.
    numbers = list(rows.values_list("pk", flat=True)[start : start + PAGE_SIZE + 1])
    found = list(rows.filter(pk__in=numbers))
    return Page(told(found[:PAGE_SIZE]), asked, len(found) > PAGE_SIZE)
