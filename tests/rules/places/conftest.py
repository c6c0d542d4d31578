from pathlib import Path

import pytest

import rueckhalt
from rueckhalt.foundation.places.rules import Directory, PlaceIndex, build_index, parse_directory

TABLE = Path(rueckhalt.__file__).parent / "foundation/places/municipalities.csv"


@pytest.fixture(scope="session")
def directory() -> Directory:
    return parse_directory(TABLE.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def index(directory: Directory) -> PlaceIndex:
    return build_index(directory.places)
