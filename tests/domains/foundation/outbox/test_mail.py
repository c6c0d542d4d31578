"""Mail by a real server on loopback and by the fake: the same contract. What the bytes betray: nothing."""

import getpass
import io
import platform
import smtplib
import socket
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest

from rueckhalt.foundation.outbox.actions import put_mail, run_due, send_mail
from rueckhalt.foundation.outbox.adapters import ConsolePost, FakePost, ServerPost
from rueckhalt.foundation.outbox.models import Message
from rueckhalt.foundation.outbox.queries import mail_templates, outbox_state
from rueckhalt.foundation.outbox.rules.mail import Mail
from tests.mail_server import mail_server
from tests.served import free_port

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
SENDER, HOUSE = "post@rueckhalt.example", "https://rueckhalt.example"
MAIL = Mail("lars@muster.example", "Größe", "Guten Tag,\n\nÄ ß €\n.\nEnde")
INVITED = {"template": "invitation", "to": "lars@muster.example", "path": "/konto/e/geheim/", "values": {"days": 7}}  # fmt: skip
# The only lines that may stand above a mail.
HEADERS = {
    "Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date",
    "Message-ID", "Auto-Submitted",
}  # fmt: skip


@pytest.fixture
def server(settings):
    """A mail server on loopback, named in the settings."""
    with mail_server() as told:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", told.port
        yield told


def read(raw: bytes):
    return message_from_bytes(raw.replace(b"\r\n", b"\n"), policy=policy.default)


class Real:
    """The real post and how one learns what arrived."""

    def __init__(self, server):
        self.server, self.post = server, ServerPost(sender=SENDER)

    def arrived(self) -> list[Mail]:
        mails = [read(raw) for raw in self.server.mails]
        return [Mail(m["To"], m["Subject"], m.get_content().removesuffix("\n")) for m in mails]


class Fake:
    """The fake, seen in the same way."""

    def __init__(self, refused=()):
        self.post = FakePost(refused=refused)

    def arrived(self) -> list[Mail]:
        return self.post.sent


@pytest.fixture(params=["server", "fake"])
def postal(request):
    """Either post; `nobody@muster.example` is refused by both."""
    if request.param == "fake":
        return Fake(refused={"nobody@muster.example"})
    server = request.getfixturevalue("server")
    server.refused.add("nobody@muster.example")
    return Real(server)


@pytest.fixture(params=["server", "fake"])
def silent_post(request, settings):
    """Either post without anybody who answers."""
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    return ServerPost(sender=SENDER) if request.param == "server" else FakePost(is_down=True)


def test_what_was_accepted_arrives_as_it_was_written(postal):
    postal.post.send(MAIL, reference="r1")
    assert postal.arrived() == [MAIL]


def test_a_refused_recipient_raises_and_nothing_arrives(postal):
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        postal.post.send(Mail("nobody@muster.example", "Probe", "x"), reference="r1")
    assert postal.arrived() == []


def test_a_server_that_does_not_answer_raises(silent_post):
    with pytest.raises(ConnectionRefusedError):
        silent_post.send(MAIL, reference="r1")


def test_the_bytes_name_no_machine_no_program_and_no_person(server, monkeypatch):
    monkeypatch.setattr(socket, "getfqdn", lambda *_: "canary-machine.internal")
    monkeypatch.setattr(
        "django.core.mail.utils.DNS_NAME._fqdn", "canary-machine.internal", raising=False
    )
    ServerPost(sender=SENDER).send(MAIL, reference="r1")
    (raw,) = server.mails
    heads = raw.partition(b"\r\n\r\n")[0].lower()
    tells = ["canary", "django", "python", "mailer", "user-agent", "received", "rückhalt",
             platform.node().partition(".")[0], platform.system()]  # fmt: skip
    assert [word for word in tells if word.lower().encode() in heads] == []
    assert f"{getpass.getuser()}@".encode() not in heads
    assert set(read(raw).keys()) == HEADERS


def test_the_greeting_and_the_identity_carry_the_senders_domain_only(server):
    ServerPost(sender=SENDER).send(MAIL, reference="r1")
    mail = read(server.mails[0])
    assert server.greetings == ["rueckhalt.example"]
    assert mail["Message-ID"] == "<r1@rueckhalt.example>"
    assert mail["From"] == SENDER
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].endswith(" -0000")


@pytest.mark.parametrize(
    "last_word", ["421 Too late", "221 " + "x" * 9000], ids=["a code", "a long line"]
)
def test_a_server_that_fails_after_it_accepted_has_the_mail(server, last_word):
    server.last_word = last_word
    ServerPost(sender=SENDER).send(MAIL, reference="r1")
    assert len(server.mails) == 1


def test_the_console_says_on_one_line_what_would_have_been_sent():
    stream = io.StringIO()
    ConsolePost(stream).send(MAIL, reference="r1")
    assert stream.getvalue() == (
        "Nicht gesendet: an lars@muster.example, „Größe“: Guten Tag, Ä ß € . Ende\n"
    )


def deliver(post) -> None:
    handler = {"mail": lambda work: send_mail(work, post=post, address=HOUSE)}
    run_due(worker="one", clock=lambda: NOW, handlers=handler, unsaid=[])


@pytest.mark.django_db
def test_an_invitation_arrives_with_its_link_and_leaves_no_link_behind(server):
    put_mail(key="invitation:1", now=NOW, **INVITED)
    waiting = Message.objects.get().payload
    deliver(ServerPost(sender=SENDER))
    (mail,) = map(read, server.mails)
    assert "Zugang vorbereitet" not in waiting
    assert f"{HOUSE}/konto/e/geheim/\n" in mail.get_content()
    assert "7 Tage" in mail.get_content()
    assert (outbox_state().done, Message.objects.get().payload) == (1, "")
    assert "geheim" not in str(list(Message.objects.values()))


@pytest.mark.django_db
def test_the_same_message_has_the_same_identity_and_it_does_not_tell_the_key(server):
    put_mail(key="invitation:1", now=NOW, **INVITED)
    deliver(ServerPost(sender=SENDER))
    # As if the worker had died after the server accepted.
    Message.objects.all().delete()
    put_mail(key="invitation:1", now=NOW, **INVITED)
    put_mail(key="invitation:2", now=NOW, **INVITED)
    deliver(ServerPost(sender=SENDER))
    first, again, other = [read(raw)["Message-ID"] for raw in server.mails]
    assert first == again != other
    assert "invitation" not in first


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [{"to": "kein"}, {"path": "//evil.example/"}, {"values": {}}, {"values": {"days": 7, "note": "x"}}],
)  # fmt: skip
def test_a_mail_that_could_not_be_written_is_refused_where_it_is_put(wrong):
    with pytest.raises(ValueError, match=r"mail|path"):
        put_mail(key="invitation:1", now=NOW, **{**INVITED, **wrong})
    assert Message.objects.count() == 0


@pytest.mark.django_db
def test_a_template_that_does_not_exist_is_refused_where_it_is_put():
    with pytest.raises(KeyError):
        put_mail(template="none", to="a@b.example", key="x", now=NOW)


@pytest.mark.parametrize("template", mail_templates().values(), ids=lambda one: one.id)
def test_no_shipped_text_tells_what_the_access_is_for(template):
    words = f"{template.subject} {template.text}".lower()
    telling = ["rückhalt", "fall", "bedroh", "drohung", "gewalt", "hilfe", "opfer", "polizei", "anzeige", "vorfall"]  # fmt: skip
    assert [word for word in telling if word in words] == []
    assert template.owner
