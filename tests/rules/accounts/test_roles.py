import pytest

from rueckhalt.foundation.accounts.rules import (
    KINDS,
    RIGHTS,
    ROLES,
    SEES_CASES,
    OrganisationKind,
    Right,
    Role,
    check_roles,
    clean_email,
    may_invite,
    must_have_second_factor,
    rights_of,
)
from rueckhalt.foundation.lib.refusal import Refused
from tests.house.repository import DOCS

# Who may what, written once more by hand: a change of a right changes two places on purpose.
TABLE = {
    Role.GUIDE: {Right.WORK_ON_CASES},
    Role.AUTHORITY: {Right.SEE_REFERRED_CASES},
    Role.STATISTICS: {Right.RUN_SURVEYS},
    Role.SECRETARIAT: {Right.RUN_DIALOGUE},
    Role.ASSOCIATION: {Right.SPEAK_FOR_ASSOCIATION},
    Role.MUNICIPALITY: {Right.SPEAK_FOR_MUNICIPALITY},
    Role.MINISTRY: {Right.SPEAK_FOR_MINISTRY},
    Role.ADMINISTRATOR: {Right.MANAGE_ACCOUNTS},
}


def code_of(kind: OrganisationKind, *roles: Role) -> str:
    with pytest.raises(Refused) as refused:
        check_roles(kind, roles)
    return refused.value.code


def test_each_role_has_exactly_the_rights_of_the_table():
    assert {role: set(entry.rights) for role, entry in ROLES.items()} == TABLE
    assert set(ROLES) == set(Role)


def test_each_right_belongs_to_a_role_and_has_its_words():
    assert rights_of(Role) == set(Right) == set(RIGHTS)
    assert all(words.title and words.sentence.endswith(".") for words in RIGHTS.values())
    assert all(entry.words.sentence.endswith(".") for entry in ROLES.values())


def test_each_role_is_given_by_some_kind_of_organisation():
    assert set(KINDS) == set(OrganisationKind)
    assert {role for entry in KINDS.values() for role in entry.roles} == set(Role)


@pytest.mark.parametrize("role", Role)
def test_a_second_factor_is_for_who_sees_cases_or_makes_accounts(role):
    needs = {Role.GUIDE, Role.AUTHORITY, Role.ADMINISTRATOR}
    assert must_have_second_factor([role]) == (role in needs)


def test_one_role_that_needs_a_second_factor_is_enough():
    assert must_have_second_factor([Role.STATISTICS, Role.AUTHORITY])
    assert not must_have_second_factor([])


def test_an_administrator_sees_no_case():
    assert not ROLES[Role.ADMINISTRATOR].rights & SEES_CASES
    both = (Role.GUIDE, Role.ADMINISTRATOR)
    assert code_of(OrganisationKind.CONTACT_POINT, *both) == "roles-clash"


@pytest.mark.parametrize("kind", OrganisationKind)
def test_an_organisation_gives_only_the_roles_of_its_kind(kind):
    for role in Role:
        if role in KINDS[kind].roles:
            check_roles(kind, [role])
        else:
            assert code_of(kind, role) == "roles-kind"


def test_an_account_without_a_role_is_refused():
    assert code_of(OrganisationKind.MINISTRY) == "roles-none"


def test_the_page_for_operators_says_of_each_role_what_the_rules_say():
    page = (DOCS / "betrieb/konten.md").read_text("utf-8")
    rows = [
        [cell.strip() for cell in row.split("|")[1:-1]] for row in page.splitlines() if "`" in row
    ]
    told = {row[1].strip("`"): row for row in rows if len(row) == 6 and row[1].startswith("`")}
    expected = {role.value: row_of(role) for role in Role}
    assert told == expected


def row_of(role: Role) -> list[str]:
    words = ROLES[role].words
    rights = ", ".join(RIGHTS[right].title for right in sorted(ROLES[role].rights))
    kinds = ", ".join(entry.title for entry in KINDS.values() if role in entry.roles)
    factor = "Pflicht" if must_have_second_factor([role]) else "freiwillig"
    return [words.title, f"`{role}`", words.sentence, rights, kinds, factor]


def test_an_email_is_known_by_its_lower_case():
    assert clean_email("  Lars.Lotse@Stelle.Example ") == "lars.lotse@stelle.example"


@pytest.mark.parametrize("role", Role)
def test_who_runs_the_exchange_invites_associations_municipalities_and_ministries_only(role):
    partners = {Role.ASSOCIATION, Role.MUNICIPALITY, Role.MINISTRY}
    held = rights_of([Role.SECRETARIAT])

    assert may_invite(held, [role]) is (role in partners)
    assert not may_invite(held, [Role.ASSOCIATION, role]) or role in partners
    assert may_invite(rights_of([Role.ADMINISTRATOR]), [role])
    assert not may_invite(rights_of(set(Role) - {Role.SECRETARIAT, Role.ADMINISTRATOR}), [role])
