"""Makes an empty folder into a house that can open; a second run changes nothing."""

import socket
from datetime import UTC, datetime

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from rueckhalt.config.demo_accounts import check_no_demo_account
from rueckhalt.config.tries import clear_tries
from rueckhalt.dialogue.exchange.api import groups, load_start_content
from rueckhalt.foundation.accounts.api import clear_ended_sessions, clear_old_invitations
from rueckhalt.foundation.directory.api import shipped_entries
from rueckhalt.foundation.outbox.api import mail_templates
from rueckhalt.foundation.places.api import load_reference_places
from rueckhalt.foundation.web import assets
from rueckhalt.support.guidance.api import (
    english_book,
    letter_book,
    rulebook,
    shipped_evidence,
    shipped_household,
)


def prepare() -> None:
    """Makes style sheet, fonts and catalogue, then tables, places and content.

    Raises:
        ContentError: a dated text has a fault; nothing starts with it.
        ImproperlyConfigured: an operator's house has accounts of the demonstration.
    """
    assets.build(settings.ASSETS_DIR)
    prepare_data()
    if settings.WHITENOISE_COLLECTS:
        call_command("collectstatic", interactive=False, verbosity=0)


def prepare_data() -> None:
    """Migrates the database, loads the places, and reads all dated text once to check it."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    now = datetime.now(UTC)  # noqa: TID251 -- the clock enters here
    load_reference_places(now=now)
    check_no_demo_account()
    clear_ended_sessions(now=now)
    clear_old_invitations(now=now)
    clear_tries(now=now)
    rulebook()
    letter_book()
    shipped_evidence()
    shipped_household()
    shipped_entries()
    english_book()
    mail_templates()
    groups()
    load_start_content(now=now)
    # A connection must not live on in the processes that the server splits off.
    connections.close_all()


def is_free(port: int) -> bool:
    """Says whether a server can listen on this port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
