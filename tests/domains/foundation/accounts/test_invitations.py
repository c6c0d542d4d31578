from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection

from rueckhalt.foundation.accounts.api import (
    Account,
    OrganisationKind,
    Role,
    accept_invitation,
    clear_old_invitations,
    close_organisation,
    invite,
    invite_again,
    roles_of,
    withdraw_invitation,
)
from rueckhalt.foundation.accounts.models import Invitation
from rueckhalt.foundation.audit.api import lines
from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.outbox.api import FakePost, run_due, send_mail
from tests.accounts import CREATED_AT, PASSWORD, organisation_of
from tests.people import account_of

TOKEN, OTHER_TOKEN = "first-word-of-a-link", "second-word-of-a-link"
SEVEN_DAYS = timedelta(days=7)
EMAIL = "neu@musterhaus.invalid"

pytestmark = pytest.mark.django_db


def invited(**changed) -> Invitation:
    values = {
        "name": "Neu Muster", "email": EMAIL,
        "organisation": organisation_of(OrganisationKind.CONTACT_POINT), "roles": [Role.GUIDE],
        "by": account_of("vera"), "token": TOKEN, "now": CREATED_AT,
    }  # fmt: skip
    return invite(**{**values, **changed})


def accepted(token: str = TOKEN, after: timedelta = timedelta()) -> Account:
    return accept_invitation(token=token, password=PASSWORD, now=CREATED_AT + after)


def code_of(action, **values) -> str:
    with pytest.raises(Refused) as refused:
        action(**values)
    return refused.value.code


def whole_database() -> str:
    with connection.cursor() as cursor:
        texts = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            texts += [str(row) for row in cursor.fetchall()]
    return "\n".join(texts)


def test_an_invitation_becomes_an_account_with_its_roles_and_a_verified_email():
    invited(email=" NEU@musterhaus.invalid")
    account = accepted()

    assert (account.email, account.name, roles_of(account)) == (EMAIL, "Neu Muster", {Role.GUIDE})
    assert account.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=account).verified
    assert not Invitation.objects.exists()


def test_a_link_works_once():
    invited()
    accepted()
    assert code_of(accepted) == "invitation-gone"


def test_a_link_works_for_seven_days_and_not_a_moment_longer():
    invited()
    assert code_of(accepted, after=SEVEN_DAYS) == "invitation-gone"
    assert accepted(after=SEVEN_DAYS - timedelta(microseconds=1)).email == EMAIL


@pytest.mark.parametrize("token", ["", "unknown", "\x00", "ä" * 500, "\ud800"])
def test_a_word_that_is_none_opens_nothing(token):
    invited()
    assert code_of(accepted, token=token) == "invitation-gone"


def test_a_second_invitation_for_the_same_email_replaces_the_first():
    invited()
    invited(token=OTHER_TOKEN, name="Neuer Name", email="Neu@Musterhaus.invalid")

    assert Invitation.objects.count() == 1
    assert code_of(accepted) == "invitation-gone"
    assert accepted(OTHER_TOKEN).name == "Neuer Name"


def test_sending_again_makes_a_new_link_that_counts_from_now():
    row, later = invited(), CREATED_AT + timedelta(days=10)
    invite_again(invitation=row, by=account_of("vera"), token=OTHER_TOKEN, now=later)

    assert code_of(accepted) == "invitation-gone"
    assert accepted(OTHER_TOKEN, timedelta(days=16)).email == EMAIL


def test_a_withdrawn_invitation_opens_nothing_and_cannot_be_sent_again():
    row, by = invited(), account_of("vera")
    withdraw_invitation(invitation=row, by=by, now=CREATED_AT)

    assert code_of(accepted) == "invitation-gone"
    again = {"invitation": row, "by": by, "now": CREATED_AT}
    assert code_of(withdraw_invitation, **again) == "invitation-gone"
    assert code_of(invite_again, token=OTHER_TOKEN, **again) == "invitation-gone"


def test_whoever_has_an_account_is_not_invited():
    taken = account_of("lars").email
    assert code_of(invited, email=taken.upper()) == "email-taken"


@pytest.mark.parametrize("name", ["lars", "petra", "sofia"])
def test_only_who_manages_accounts_invites(name):
    assert code_of(invited, by=account_of(name)) == "not-allowed"
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"email": "kein at"}, "email"),
        ({"name": " "}, "name"),
        ({"roles": []}, "roles-none"),
        ({"roles": [Role.MINISTRY]}, "roles-kind"),
        ({"roles": [Role.GUIDE, Role.ADMINISTRATOR]}, "roles-clash"),
    ],
)
def test_what_would_make_no_account_is_refused_when_inviting(changed, code):
    assert code_of(invited, **changed) == code


def test_an_invitation_of_a_closed_organisation_opens_nothing():
    house = organisation_of(OrganisationKind.MINISTRY)
    invited(organisation=house, roles=[Role.MINISTRY])
    close_organisation(organisation=house, by=account_of("vera"), now=CREATED_AT)

    assert code_of(accepted) == "organisation-closed"


def test_the_mail_carries_the_link_and_afterwards_no_row_does():
    invited()
    assert TOKEN in whole_database()  # it must wait somewhere until the mail is sent
    post = FakePost()
    handlers = {"mail": lambda work: send_mail(work, post=post, address="https://haus.example")}
    run_due(worker="w", clock=lambda: CREATED_AT, handlers=handlers, unsaid=[])

    (mail,) = post.sent
    assert mail.to == EMAIL
    assert f"https://haus.example/konto/einladung/{TOKEN}/" in mail.body
    assert "Muster" not in mail.body
    assert TOKEN not in whole_database()


def test_the_trail_names_who_invited_and_who_came():
    row = invited()
    key = row.pk
    account, vera = accepted(), account_of("vera")

    told = [(one.by, one.action) for one in lines(subject=f"invitation:{key}")]
    assert told == [
        (f"account:{account.pk}", "invitation.accept"),
        (f"account:{vera.pk}", "invitation.create.guide"),
    ]


def test_an_invitation_that_nobody_took_is_forgotten_after_37_days():
    invited()
    days = timedelta(days=37)
    assert clear_old_invitations(now=CREATED_AT + days) == 0
    assert clear_old_invitations(now=CREATED_AT + days + timedelta(microseconds=1)) == 1


# --- Who runs the exchange


def partner_invited(**changed) -> Invitation:
    house = organisation_of(OrganisationKind.ASSOCIATION)
    return invited(**{"organisation": house, "roles": [Role.ASSOCIATION], **changed})


def test_who_runs_the_exchange_invites_partners():
    row = partner_invited(by=account_of("aylin"))

    assert row.roles == Role.ASSOCIATION.value
    assert row.invited_by == account_of("aylin")


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        (OrganisationKind.CONTACT_POINT, Role.GUIDE),
        (OrganisationKind.CONTACT_POINT, Role.ADMINISTRATOR),
        (OrganisationKind.SECRETARIAT, Role.SECRETARIAT),
        (OrganisationKind.AUTHORITY, Role.AUTHORITY),
        (OrganisationKind.STATISTICS, Role.STATISTICS),
    ],
)
def test_who_runs_the_exchange_invites_nobody_else(kind, role):
    with pytest.raises(Refused) as refused:
        invited(by=account_of("aylin"), organisation=organisation_of(kind), roles=[role])

    assert refused.value.code == "not-allowed"
    assert not Invitation.objects.exists()


def test_who_runs_the_exchange_cannot_replace_the_invitation_of_a_guide():
    guide = invited()
    with pytest.raises(Refused) as refused:
        partner_invited(by=account_of("aylin"), token=OTHER_TOKEN)

    guide.refresh_from_db()
    assert (refused.value.code, guide.roles) == ("not-allowed", Role.GUIDE.value)


@pytest.mark.parametrize("name", ["katrin", "jonas", "lars", "sofia"])
def test_others_invite_no_partner_either(name):
    with pytest.raises(Refused):
        partner_invited(by=account_of(name))
