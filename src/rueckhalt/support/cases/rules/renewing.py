"""A lost secret: who may get a new one, and on what ground. Never who only says that it is her case."""

from collections.abc import Iterable
from enum import StrEnum

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.support.cases.rules.arriving import told_in
from rueckhalt.support.cases.rules.contents import Said, SecondView, SecretProposal


class Checked(StrEnum):
    """How a guide made sure who asks."""

    SAFE_WORD = "safe-word"
    CALL_BACK = "call-back"


CHECKED: dict[Checked, str] = {
    Checked.SAFE_WORD: gettext_noop("Sie hat das Sicherheitswort genannt."),
    Checked.CALL_BACK: gettext_noop(
        "Ich habe sie zurückgerufen, unter der Nummer, die im Fall steht."
    ),
}


def ways_to_check(entries: Iterable[Said]) -> tuple[Checked, ...]:
    """Returns how somebody can be known again; nothing for whoever left neither word nor number."""
    told = told_in(entries)
    if told is None:
        return ()
    ways = ((Checked.SAFE_WORD, told.safe_word), (Checked.CALL_BACK, told.reach.way))
    return tuple(way for way, is_known in ways if is_known)


def check_way(entries: Iterable[Said], way: str) -> Checked:
    """Returns how somebody was known again.

    Raises:
        Refused: she agreed on nothing of that kind when she told us.
    """
    known = {one.value: one for one in ways_to_check(entries)}
    if way not in known:
        raise Refused(
            "nothing-to-check",
            gettext_noop("Dafür fehlt ein Sicherheitswort oder eine Nummer. Beginnen Sie neu."),
        )
    return known[way]


def open_secret_proposal(entries: Iterable[Said]) -> Said | None:
    """Returns the newest proposal of a new secret, unless a second person has answered it."""
    said = tuple(entries)
    answered = {one.content.of for one in said if isinstance(one.content, SecondView)}
    newest = next((one for one in reversed(said) if isinstance(one.content, SecretProposal)), None)
    return newest if newest and newest.id not in answered else None
