"""Coverage as text for a terminal."""

from collections.abc import Iterable, Iterator

from rueckhalt.foundation.directory.rules import Coverage, Missing


def coverage_as_text(counted: Iterable[Coverage], lacking: Iterable[Missing]) -> str:
    """The figures of each Land and concern as lines, then the list of gaps."""
    return "\n".join([*_figures(counted), "", "Was wir nicht wissen:", *map(_gap, lacking)])


def _figures(counted: Iterable[Coverage]) -> Iterator[str]:
    yield "Anteil der Gemeinden, die jetzt jemanden erreichen, per Telefon oder Formular."
    yield "In Klammern: nur mit Angaben, die älter als 180 Tage sind."
    land = None
    for one in counted:
        if one.land is not land:
            land = one.land
            yield f"\n{land.label}, Gemeinden: {one.municipalities}"
        reached, old = (
            share(one.reached, one.municipalities),
            share(one.only_old, one.municipalities),
        )
        yield f"  {reached:>5} ({old:>5})  {one.competence.label}"


def share(part: int, whole: int) -> str:
    """A part of a whole in percent, rounded; nothing of nothing is a dash."""
    return f"{100 * part / whole:.0f} %" if whole else "–"


def _gap(one: Missing) -> str:
    return f"  {one.competence.label}: {one.text}"
