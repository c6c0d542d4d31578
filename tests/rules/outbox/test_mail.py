"""Mails are fixed texts; what fills them is short, and their links stay in this house."""

import pytest

from rueckhalt.foundation.lib.content import ContentError
from rueckhalt.foundation.outbox.rules.mail import (
    Mail,
    MailTemplate,
    is_address,
    link,
    parse_templates,
    written,
)

HOUSE = "https://rueckhalt.example"
INVITATION = MailTemplate("x", "Ihr Zugang", "Hier: {link}\n{days} Tage.", "R", ("path", "days"))
PAYLOAD = {"template": "x", "to": "lars@muster.example", "path": "/konto/e/geheim/", "days": 7}
ENTRY = 'id = "x"\nsubject = "Betreff"\nowner = "R"\n'


def test_a_mail_is_its_template_with_the_values_and_a_link_to_this_house():
    assert written(INVITATION, PAYLOAD, f"{HOUSE}/") == Mail(
        "lars@muster.example", "Ihr Zugang", f"Hier: {HOUSE}/konto/e/geheim/\n7 Tage."
    )


def test_a_value_that_looks_like_a_place_stays_a_word():
    plain = MailTemplate("x", "Ihr Zugang", "Für {name}.", "R", ("name",))
    payload = {"to": "a@b.example", "name": "{0.__class__} {link} {name}"}
    assert written(plain, payload, HOUSE).body == "Für {0.__class__} {link} {name}."


@pytest.mark.parametrize(
    "payload",
    [
        {name: value for name, value in PAYLOAD.items() if name != "days"},
        {**PAYLOAD, "note": "mehr"},
        {**PAYLOAD, "to": "kein"},
        {name: value for name, value in PAYLOAD.items() if name != "to"},
    ],
)
def test_a_value_too_many_or_too_few_is_refused(payload):
    with pytest.raises(ValueError, match=r"needs|one address"):
        written(INVITATION, payload, HOUSE)


@pytest.mark.parametrize(
    "path",
    ["", "konto/", "//evil.example/", "https://evil.example/", "/a b", "/a\nb", "/\\evil.example", "/" + "x" * 200],
)  # fmt: skip
def test_a_path_that_leads_elsewhere_is_refused(path):
    with pytest.raises(ValueError, match="path"):
        link(HOUSE, path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a@b.example", True), ("vor.nach+x@sub.b.example", True), ("müller@b.example", True),
        ("", False), ("a", False), ("@b.example", False), ("a@", False), ("A <a@b.example>", False),
        ("a@b.example,c@d.example", False), ("a@b.example\nBcc: c@d.example", False), ("a b@c.example", False),
    ],
)  # fmt: skip
def test_an_address_is_bare_and_one(text, expected):
    assert is_address(text) is expected


@pytest.mark.parametrize("subject", ["Ihr\nZugang", "Ihr\r\nBcc: a@b.example", "x" * 201])
def test_a_subject_has_one_line(subject):
    with pytest.raises(ValueError, match="subject"):
        Mail("a@b.example", subject, "")


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('text = "{days}"\n', "Plätze"),
        ('text = "Gut."\nneeds = ["days"]\n', "Plätze"),
        ('text = "{path}"\nneeds = ["path"]\n', "Plätze"),
        ('text = "{}"\n', "Plätze"),
        ('text = "Gut."\nextra = 1\n', "extra"),
        ("", "text"),
    ],
)
def test_a_template_whose_places_and_values_differ_is_refused(entry, fault):
    with pytest.raises(ContentError, match=fault):
        parse_templates({"a.toml": f"[[mail]]\n{ENTRY}{entry}"})


def test_a_subject_has_no_place():
    with pytest.raises(ContentError, match="Plätze"):
        parse_templates(
            {
                "a.toml": '[[mail]]\nid="x"\nsubject="{days}"\nowner="R"\ntext="{days}"\nneeds=["days"]'
            }
        )
