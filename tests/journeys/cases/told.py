"""What Birgit tells in the stories of the desk, and her case once Lars has taken it."""

from rueckhalt.support.cases.actions.taking import take_case
from rueckhalt.support.cases.models import Case
from rueckhalt.support.cases.rules.contents import Reach, Told, ToldIncident
from tests.domains.support.cases.desk import NOW, Desk

BIRGIT = Told(
    "Ein Brief lag im Kasten: Wir wissen, wo du wohnst.", name="Birgit", office="Bürgermeisterin",
    safe_word="Apfelbaum", incidents=(ToldIncident("2.10.2026", "Ein Anruf in der Nacht"),),
    reach=Reach("0151 0000", "abends", "Rathaus"),
)  # fmt: skip


def taken(desk: Desk) -> Case:
    """Her case, with Lars; Nadja stands in."""
    row = desk.arrives(BIRGIT)
    take_case(case=desk.of("lars", row), by=desk.lars, unlocked=desk.keys["lars"],
              stand_in=desk.nadja, now=NOW)  # fmt: skip
    return Case.objects.get(pk=row.pk)
