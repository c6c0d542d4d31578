"""What the tests of the exchange share."""

from datetime import UTC, datetime

import pytest
import time_machine

TODAY = datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def friday():
    """The pages read the clock; the days in these tests belong to this one."""
    with time_machine.travel(TODAY):
        yield
