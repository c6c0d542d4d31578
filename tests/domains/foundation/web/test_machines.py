from datetime import UTC, datetime

import pytest
import time_machine


def test_without_an_operator_nobody_is_named_for_security(client):
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.usefixtures("operator")
@time_machine.travel(datetime(2026, 11, 26, 19, tzinfo=UTC), tick=False)
def test_security_txt_says_whom_to_tell_and_ages_in_less_than_a_year(client):
    answer = client.get("/.well-known/security.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "Contact: mailto:stelle@example.org",
        "Expires: 2027-05-25T00:00:00Z",
        "Preferred-Languages: de, en",
        "Canonical: http://testserver/.well-known/security.txt",
    ]


def test_a_demonstration_stays_out_of_search_engines(client):
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


@pytest.mark.usefixtures("operator")
def test_a_real_house_can_be_found(client):
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow:\n"
