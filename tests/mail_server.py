"""A mail server on loopback that keeps every byte it gets."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event

from aiosmtpd.controller import Controller

from tests.served import free_port


@dataclass
class MailServer:
    """What a server was told: its port, the bytes of each mail, each recipient, each greeting."""

    port: int
    mails: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    greetings: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    last_word: str = "221 Bye"
    hold_after: int | None = None  # the mail after so many is neither accepted nor refused for now
    is_holding: bool = False
    _released: Event = field(default_factory=Event)

    def release(self) -> None:
        """Accepts what is held, if its sender still lives."""
        self._released.set()

    async def handle_EHLO(self, _server, session, _envelope, hostname, responses):  # noqa: N802 -- named by aiosmtpd
        """Keeps the name by which the sender greets."""
        self.greetings.append(hostname)
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 -- as above
        """Refuses whom the test wants refused."""
        if address in self.refused:
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 -- as above
        """Keeps the mail as it came."""
        if self.hold_after is not None and len(self.mails) >= self.hold_after:
            await self._hold()
        self.mails.append(envelope.original_content)
        self.recipients += envelope.rcpt_tos
        return "250 OK"

    async def _hold(self) -> None:
        self.is_holding = True
        try:
            # A sender that dies meanwhile cancels this.
            while not self._released.is_set():
                await asyncio.sleep(0.01)
        finally:
            self.is_holding, self.hold_after = False, None

    async def handle_QUIT(self, _server, _session, _envelope):  # noqa: N802 -- as above
        """Says good-bye, in whatever way."""
        return self.last_word


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Starts a server on a free port of this machine and ends it."""
    told = MailServer(free_port())
    controller = Controller(
        told,
        hostname="127.0.0.1",
        port=told.port,
        server_hostname="mail.example",
    )
    controller.start()
    try:
        yield told
    finally:
        controller.stop()
        controller.loop.close()
