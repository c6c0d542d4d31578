"""Marks that a restore has begun and not ended: one for the house, one for its shares.

As long as the first one lies there, only the same command works; so nobody works in half a house.
"""

from pathlib import Path

from django.conf import settings

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.vault.api import make_folder, sync_folder

NAME = "restoring.mark"
HALF = gettext_noop(
    "Eine Sicherung wurde nicht fertig zurückgeholt. Wiederholen Sie: rueckhalt restore, mit denselben Angaben."
)


def check_whole() -> None:
    """Refuses a house of which a restore broke off."""
    if is_half_restored():
        raise Refused("half-restored", HALF)


def is_half_restored() -> bool:
    """Says whether a restore broke off after it had begun to change the house."""
    return _of_house().exists()


def are_shares_half_restored() -> bool:
    """Says whether it was one that brings back shares as well."""
    return _of_shares().exists()


def begin(*, has_shares: bool) -> None:
    """Puts the marks, through to the disk."""
    for mark in (_of_house(), *([_of_shares()] if has_shares else [])):
        make_folder(mark.parent)
        mark.touch()
        sync_folder(mark.parent)


def end() -> None:
    """Takes the marks away: that of the house last."""
    for mark in (_of_shares(), _of_house()):
        if mark.exists():
            mark.unlink()
            sync_folder(mark.parent)


def _of_house() -> Path:
    return Path(settings.DATA_DIR) / NAME


def _of_shares() -> Path:
    return Path(settings.SHARES_DIR) / NAME
