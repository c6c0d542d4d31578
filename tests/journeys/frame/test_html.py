"""Every page of the frame is valid HTML, says the checker of the W3C."""

import pytest

from tests.journeys.frame.test_frame import ALL


@pytest.mark.browser
def test_each_page_and_each_part_is_valid(client, settings, complaints):
    settings.ROOT_URLCONF = "tests.journeys.frame.gallery"
    pages = {f"page{number}": client.get(path).content for number, path in enumerate(ALL)}
    pages["mistakes"] = client.post("/muster/", {}).content

    assert complaints(pages) == []


@pytest.mark.browser
def test_the_checker_sees_a_mistake(complaints):
    page = b"<!DOCTYPE html><html lang=de><title>x</title><p id=a><p id=a><li>"

    assert len(complaints({"wrong": page})) >= 2
