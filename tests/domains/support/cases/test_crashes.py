"""Who is cut off, or sends together with others, loses nothing and makes nothing half; on both engines.

The long runs: `make prove PART=cases_crashes` and `PART=cases_sending`.
"""

import json
import os
import subprocess
import sys

import pytest

from tests.domains.foundation.places.test_loading import url_of_a_database

pytestmark = pytest.mark.django_db(transaction=True)
SEED = 8


@pytest.fixture
def house(tmp_path):
    """Returns a function that runs a piece of work in a house of its own and says what it found."""
    environment = {
        **os.environ,
        "DATABASE_URL": url_of_a_database(tmp_path),
        "RUECKHALT_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "rueckhalt.config.settings.local",
    }

    def run(work, first, second):
        command = [sys.executable, "-m", "tests.crashes", work, str(first), str(second)]
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        return json.loads(ran.stdout) | {"said": ran.stderr}

    return run


def test_a_submission_that_is_killed_is_whole_or_absent_and_its_repeat_shows_the_secret(house):
    found = house("kill", 20, SEED)
    assert (found["killed"], found["half"], found["same words"]) == (20, 0, 20), found["said"]
    assert found["whole"] + found["absent"] == 20
    assert found["whole"] > 0  # so that both kinds of moment were met
    assert found["absent"] > 0
    assert found["in the clear"] == 0  # in no file of the house, database and journal among them


def test_sixteen_who_send_at_once_all_get_through_and_one_form_makes_one_case(house):
    found = house("together", 16, 1)
    assert (found["sent"], found["stored"], found["failed"]) == (16, 16, 0), found["said"]
    assert found["wrong"] == []
    assert found["in the clear"] == 0
