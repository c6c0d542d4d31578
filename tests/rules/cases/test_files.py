"""Names of files: shown as they are meant, kept from playing tricks, and telling nothing on a device."""

import pytest

from rueckhalt.support.cases.rules.files import (
    NAME_LENGTH,
    FileAbout,
    about_as_text,
    about_from_text,
    device_name,
    shown_name,
)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Brief von Müller.pdf", "Brief von Müller.pdf"),
        ("../../etc/passwd", ".. .. etc passwd"),
        ("foto\u202egnp.exe", "foto gnp.exe"),
        ("a\x00b\nc.txt", "a b c.txt"),
        ("", "Datei"),
        ("\u202e", "Datei"),
    ],
)
def test_a_shown_name_hides_no_sign_and_is_no_path(sent, shown):
    assert shown_name(sent) == shown


def test_a_long_name_keeps_its_ending():
    assert shown_name("x" * 500 + ".pdf").endswith(".pdf")
    assert len(shown_name("x" * 500 + ".pdf")) == NAME_LENGTH


@pytest.mark.parametrize(
    ("name", "on_device"),
    [
        ("Drohbrief Rathaus.PDF", "datei.pdf"), ("Drohbrief", "datei"), ('a.p"df', "datei"),
        ("a.tar.gz", "datei.gz"), ("a.verylong", "datei"), ("a.pdf\n", "datei"),
    ],
)  # fmt: skip
def test_a_name_on_a_device_says_its_kind_alone(name, on_device):
    assert device_name(name) == on_device


def test_what_is_known_of_a_file_survives_its_seal():
    about = FileAbout("Brief „1“.pdf", 17)
    assert about_from_text(about_as_text(about)) == about
