"""Two people give back a case that nobody can open; never to somebody whom the person named."""

import io

import pytest

from rueckhalt.config.commandline import main
from rueckhalt.foundation.accounts.models import AccountRole
from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.vault.actions.recovery import recover_by_paper
from rueckhalt.foundation.vault.api import NotHeldError, appoint_recovery, opened_record
from rueckhalt.support.cases.api import check_receiver
from rueckhalt.support.cases.rules.contents import Told
from tests.domains.support.cases.desk import LETTER, NOW
from tests.domains.support.cases.guides import at_desk, text

pytestmark = pytest.mark.django_db
PAGE = "/konto/wiederherstellung/"
NOT_HER = "Diese Person kann den Fall nicht bekommen. Wählen Sie jemand anderen."
KEPT_OUT = Told("Ein Brief lag im Kasten.", keep_from="Frau Probe soll das nicht sehen")


@pytest.fixture
def house(desk):
    """Lars and Nadja recover; Mira Probe is a guide who is not on duty."""
    desk.mira = desk.third()
    appoint_recovery(offline=desk.paper, people=[desk.lars.pk, desk.nadja.pk])
    return desk


def begin(desk, reference, receiver):
    told = {"reference": reference, "receiver": receiver.pk, "second": desk.nadja.pk}
    return at_desk(desk, "lars").post(f"{PAGE}beginnen/", told)


def finish(desk, case):
    return at_desk(desk, "nadja").post(f"{PAGE}{case.id}/abschliessen/")


def opens(desk, name, case) -> bool:
    try:
        opened_record(desk.keys[name], case.id)
    except NotHeldError:
        return False
    return True


@pytest.mark.parametrize("typed", ["{}", " {} ", "{0.lower}", "{0.bare}"])
def test_the_number_that_the_desk_shows_names_the_case(house, typed):
    case = house.arrives()
    ways = {"{}": case.reference, " {} ": f" {case.reference} ",
            "{0.lower}": case.reference.lower(), "{0.bare}": case.reference.replace("-", "")}  # fmt: skip
    assert case.reference in text(at_desk(house, "lars").get("/arbeit/"))
    assert begin(house, ways[typed], house.mira).status_code == 303
    waits = text(at_desk(house, "nadja").get(PAGE))
    assert case.reference in waits
    assert str(case.id) not in waits
    assert finish(house, case).status_code == 303
    assert opens(house, "mira", case)


def test_whom_the_person_named_gets_her_case_by_no_recovery(house):
    case = house.arrives(KEPT_OUT)
    begin(house, case.reference, house.mira)
    answer = finish(house, case)
    assert answer.status_code == 422
    assert NOT_HER in text(answer)
    assert "soll diesen Fall nicht sehen" not in text(answer)  # that would tell what lies sealed
    assert not opens(house, "mira", case)

    begin(house, case.reference, house.nadja)  # somebody else may have it
    assert finish(house, case).status_code == 303
    assert opens(house, "nadja", case)


def close(account) -> None:
    account.is_active = False
    account.save()


@pytest.mark.parametrize("told", [LETTER, KEPT_OUT])
@pytest.mark.parametrize(
    "leave", [close, lambda one: AccountRole.objects.filter(account=one).delete()]
)
def test_who_is_no_guide_any_more_gets_no_case(house, told, leave):
    case = house.arrives(told)
    begin(house, case.reference, house.mira)
    leave(house.mira)
    answer = finish(house, case)
    assert (answer.status_code, NOT_HER in text(answer)) == (422, True)
    assert not opens(house, "mira", case)


def test_nor_by_the_key_on_paper(house):
    case = house.arrives(KEPT_OUT)
    named = {"offline": house.paper, "record": case.id, "now": NOW, "check": check_receiver}
    with pytest.raises(Refused, match=NOT_HER):
        recover_by_paper(receiver=house.mira.pk, **named)
    assert not opens(house, "mira", case)
    recover_by_paper(receiver=house.nadja.pk, **named)


def test_the_command_takes_the_number_and_keeps_out_whom_the_person_named(
    house, monkeypatch, capsys
):
    case = house.arrives(KEPT_OUT)
    codes = []
    for account in (house.mira, house.nadja):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{house.paper}\n"))
        codes.append(main(["recovery", "give", case.reference, "--to", account.email]))
    said = capsys.readouterr()
    assert codes == [2, 0], said.err
    assert said.err == f"{NOT_HER}\n"
    assert opens(house, "nadja", case)


def test_a_number_that_does_not_exist_and_one_that_is_erased_look_alike(house):
    answer = begin(house, "AAAA-AAAA", house.mira)
    assert answer.status_code == 422
    assert "Diesen Fall gibt es nicht, oder er ist gelöscht." in text(answer)


def test_the_history_of_the_case_names_both_who_gave_it_to_somebody(house):
    case = house.arrives()
    begin(house, case.reference, house.nadja)
    finish(house, case)
    shown = text(at_desk(house, "nadja").get(f"/arbeit/fall/{case.reference}/verlauf/"))
    assert f"{house.lars.name} hat eine Wiederherstellung begonnen" in shown
    assert f"{house.nadja.name} hat die Wiederherstellung beendet" in shown


def test_and_that_somebody_used_the_key_on_paper(house, monkeypatch):
    case = house.arrives()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{house.paper}\n"))
    assert main(["recovery", "give", case.reference, "--to", house.nadja.email]) == 0
    shown = text(at_desk(house, "nadja").get(f"/arbeit/fall/{case.reference}/verlauf/"))
    assert "hat mit dem Schlüssel vom Papier den Fall für jemanden geöffnet" in shown
