"""What the tests of whole houses stand on."""

from collections.abc import Iterator

import pytest

from tests.domains.config.apart import Machines


@pytest.fixture
def machine(tmp_path) -> Iterator[Machines]:
    """Returns a function: name → a machine."""
    machines = Machines(tmp_path)
    yield machines
    machines.remove()
