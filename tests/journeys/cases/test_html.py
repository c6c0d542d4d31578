"""Pages of a person with a case are valid HTML, says the checker of the W3C."""

import pytest

from tests.domains.support.cases.conftest import (  # noqa: F401 -- fixtures
    birgit,
    contact_point,
    desk,
    own_folders,
    runs,
)
from tests.domains.support.cases.test_own_page import asked
from tests.domains.support.cases.visits import (
    DOOR,
    ERASE,
    MORE,
    NEW,
    OWN,
    QUESTION,
    WORDS,
    WRITE,
    post,
    secret_on,
    send,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_every_page_is_valid(birgit, contact_point, complaints):  # noqa: F811 -- fixtures
    first = {path: birgit.get(path).content for path in (DOOR, NEW, QUESTION)}
    mistakes = send(birgit, c__text="", do="send", happened="threat", place="Kiel")
    sent = send(birgit)
    closed = birgit.post(WRITE, {"text": "<b>&"})
    post(birgit, DOOR, secret=secret_on(sent))
    asked(contact_point)
    own = {path: birgit.get(path).content for path in (OWN, MORE, WORDS, ERASE)}
    more = {"mistakes": mistakes.content, "sent": sent.content, "closed": closed.content}
    pages = {
        name.strip("/").replace("/", "-"): one for name, one in {**first, **own, **more}.items()
    }
    assert complaints(pages) == []
