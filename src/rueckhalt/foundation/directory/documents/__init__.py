from rueckhalt.foundation.directory.documents.cards import BodyPage, Card, body_page, card_of
from rueckhalt.foundation.directory.documents.coverage import coverage_as_text
from rueckhalt.foundation.directory.documents.data import (
    bodies_as_data,
    body_as_data,
    found_as_data,
)
from rueckhalt.foundation.directory.documents.found import Asked, Found, found_for
from rueckhalt.foundation.directory.documents.hsds import directory_as_hsds
from rueckhalt.foundation.directory.documents.lists import (
    LAND_LINKS,
    LandGaps,
    LandPage,
    gaps_page,
    land_page,
)
from rueckhalt.foundation.directory.documents.sheet import (
    AskedSheet,
    Sheet,
    card_values,
    emergency_sheet,
    sheet_as_pdf,
    sheet_for,
)

__all__ = [
    "LAND_LINKS",
    "Asked",
    "AskedSheet",
    "BodyPage",
    "Card",
    "Found",
    "LandGaps",
    "LandPage",
    "Sheet",
    "bodies_as_data",
    "body_as_data",
    "body_page",
    "card_of",
    "card_values",
    "coverage_as_text",
    "directory_as_hsds",
    "emergency_sheet",
    "found_as_data",
    "found_for",
    "gaps_page",
    "land_page",
    "sheet_as_pdf",
    "sheet_for",
]
