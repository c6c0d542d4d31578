import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError

from rueckhalt.foundation.accounts.api import (
    Account,
    OrganisationKind,
    Right,
    Role,
    create_account,
    create_organisation,
    deactivate_account,
    has_right,
    roles_of,
    set_roles,
)
from rueckhalt.foundation.lib.refusal import Refused
from tests.accounts import CREATED_AT, PASSWORD, account_with, organisation_of

pytestmark = pytest.mark.django_db


def create(**changed):
    values = {
        "email": "lars@stelle.example",
        "name": "Lars Lotse",
        "organisation": organisation_of(OrganisationKind.CONTACT_POINT),
        "roles": [Role.GUIDE],
        "password": None,
        "by": None,
        "now": CREATED_AT,
    }
    return create_account(**{**values, **changed})


def code_of(action, **values) -> str:
    with pytest.raises(Refused) as refused:
        action(**values)
    return refused.value.code


def test_an_account_is_stored_with_its_role_and_a_verified_email():
    account = create(email=" Lars@Stelle.Example", name="  Lars   Lotse ")

    assert (account.email, account.name) == ("lars@stelle.example", "Lars Lotse")
    assert roles_of(account) == {Role.GUIDE}
    address = EmailAddress.objects.get(user=account)
    assert (address.email, address.verified, address.primary) == (account.email, True, True)
    assert not account.has_usable_password()


def test_a_password_is_kept_as_argon2id_with_64_mib():
    account = create(password=PASSWORD)

    assert account.password.startswith("argon2$argon2id$v=19$m=65536,t=3,p=1$")
    assert account.check_password(PASSWORD)


def test_no_field_says_when_somebody_last_logged_in():
    assert "last_login" not in {field.name for field in Account._meta.fields}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"email": "kein at"}, "email"),
        ({"email": "a@" + "b" * 250 + ".example"}, "email"),
        ({"name": "   "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"roles": []}, "roles-none"),
        ({"roles": [Role.MINISTRY]}, "roles-kind"),
        ({"roles": [Role.GUIDE, Role.ADMINISTRATOR]}, "roles-clash"),
    ],
)
def test_what_makes_no_account_is_refused_and_stores_nothing(changed, code):
    assert code_of(create, **changed) == code
    assert not Account.objects.exists()


def test_an_email_has_one_account_in_whatever_case_it_is_typed():
    create()
    assert code_of(create, email="LARS@stelle.example") == "email-taken"


def test_the_database_itself_refuses_an_email_in_upper_case():
    account = create()
    with pytest.raises(IntegrityError):
        Account.objects.filter(pk=account.pk).update(email="Lars@stelle.example")


def test_a_closed_organisation_takes_nobody_and_its_people_may_nothing():
    account = create()
    organisation = account.organisation
    organisation.is_active = False
    organisation.save()

    other = {"email": "nadja@stelle.example", "organisation": organisation}
    assert code_of(create, **other) == "organisation-closed"
    assert not has_right(account, Right.WORK_ON_CASES)


@pytest.mark.parametrize("role", Role)
def test_only_who_manages_accounts_makes_one(role):
    by = account_with(role)
    if role is Role.ADMINISTRATOR:
        assert roles_of(create(by=by)) == {Role.GUIDE}
    else:
        assert code_of(create, by=by) == "not-allowed"


def test_only_who_manages_accounts_makes_an_organisation():
    values = {"name": " Stadt  Beispiel ", "kind": OrganisationKind.MUNICIPALITY, "now": CREATED_AT}
    guide, administrator = account_with(Role.GUIDE), account_with(Role.ADMINISTRATOR)

    assert code_of(create_organisation, by=guide, **values) == "not-allowed"
    assert create_organisation(by=administrator, **values).name == "Stadt Beispiel"
    assert code_of(create_organisation, by=administrator, **values) == "organisation-taken"
    assert code_of(create_organisation, by=None, **{**values, "name": ""}) == ("organisation-name")


def test_rights_come_from_roles_and_go_with_the_account():
    guide, administrator = account_with(Role.GUIDE), account_with(Role.ADMINISTRATOR)
    assert has_right(guide, Right.WORK_ON_CASES)
    assert not has_right(administrator, Right.WORK_ON_CASES)

    deactivate_account(account=guide, by=administrator, now=CREATED_AT)
    guide.refresh_from_db()
    assert not has_right(guide, Right.WORK_ON_CASES)
    assert not has_right(None, Right.WORK_ON_CASES)


def test_roles_are_replaced_and_checked_like_new_ones():
    guide, administrator = account_with(Role.GUIDE), account_with(Role.ADMINISTRATOR)

    assert code_of(
        set_roles, account=guide, roles=[Role.AUTHORITY], by=administrator, now=CREATED_AT
    ) == ("roles-kind")
    set_roles(account=guide, roles=[Role.ADMINISTRATOR], by=administrator, now=CREATED_AT)
    assert roles_of(guide) == {Role.ADMINISTRATOR}


def test_nobody_changes_the_own_account():
    administrator = account_with(Role.ADMINISTRATOR)
    account_with(Role.ADMINISTRATOR, email="zwei@rueckhalt.example")

    own = {"account": administrator, "by": administrator, "now": CREATED_AT}
    assert code_of(set_roles, roles=[Role.GUIDE], **own) == "own-account"
    assert code_of(deactivate_account, **own) == "own-account"


def test_somebody_always_manages_the_accounts():
    last = account_with(Role.ADMINISTRATOR)

    assert (
        code_of(set_roles, account=last, roles=[Role.GUIDE], by=None, now=CREATED_AT)
        == "last-manager"
    )
    assert code_of(deactivate_account, account=last, by=None, now=CREATED_AT) == "last-manager"
    account_with(Role.ADMINISTRATOR, email="zwei@rueckhalt.example")
    deactivate_account(account=last, by=None, now=CREATED_AT)
    assert code_of(deactivate_account, account=last, by=None, now=CREATED_AT) == "account-closed"
