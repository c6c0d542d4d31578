from datetime import date

from rueckhalt.foundation.places.rules import changes_between, read_quarter
from tests.rules.places.quarters import as_file, next_quarter, whole

BEFORE = read_quarter(as_file(whole())).directory
AFTER = read_quarter(as_file(next_quarter(whole()))).directory


def test_what_is_new_gone_and_renamed_is_told():
    changes = changes_between(BEFORE, AFTER)
    assert [place.name for place in changes.added] == ["Ausgedorf"]
    assert [place.name for place in changes.gone] == ["Arkebek"]
    names = [(old.name, new.name) for old, new in changes.renamed]
    assert names == [("Averlak", "Averlak am Kanal")]


def test_other_facts_are_counted():
    changes = changes_between(BEFORE, AFTER)
    assert (changes.other_association, changes.other_postcode) == (18, 1)
    assert (changes.other_kind, changes.other_kreis, changes.other_population) == (0, 0, 0)


def test_changes_are_told_from_the_earlier_to_the_later_state():
    assert changes_between(AFTER, BEFORE) == changes_between(BEFORE, AFTER)
    assert changes_between(AFTER, BEFORE).earlier == date(2025, 11, 30)


def test_a_state_does_not_differ_from_itself():
    changes = changes_between(BEFORE, BEFORE)
    assert (changes.added, changes.gone, changes.renamed) == ((), (), ())
    assert changes.other_population == 0
