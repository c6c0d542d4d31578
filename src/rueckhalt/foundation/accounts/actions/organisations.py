from datetime import datetime

from django.db import IntegrityError, transaction

from rueckhalt.foundation.accounts.actions.accounts import check_may_manage, managers, note
from rueckhalt.foundation.accounts.models import Account, Organisation, Session
from rueckhalt.foundation.accounts.rules import OrganisationKind
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop

_TAKEN = gettext_noop("Diese Organisation gibt es schon.")


@transaction.atomic
def create_organisation(
    *, name: str, kind: OrganisationKind, by: Account | None, now: datetime
) -> Organisation:
    """Stores an organisation; `by` is nobody only for the operator at the command line.

    Refused: who may not manage accounts, no name, more than 200 characters, a name that is taken.
    """
    check_may_manage(by)
    row, is_new = Organisation.objects.get_or_create(
        name=_checked_name(name), defaults={"kind": kind.value, "is_active": True}
    )
    if not is_new:
        raise Refused("organisation-taken", _TAKEN)
    note(by, "organisation.create", row, now=now)
    return row


def rename_organisation(
    *, organisation: Organisation, name: str, by: Account | None, now: datetime
) -> None:
    """Gives an organisation another name; its kind stays, because rights hang on it.

    Refused: what `create_organisation` refuses.
    """
    check_may_manage(by)
    label = _checked_name(name)
    try:
        with transaction.atomic():
            Organisation.objects.filter(pk=organisation.pk).update(name=label)
            note(by, "organisation.rename", organisation, now=now)
    except IntegrityError as error:
        raise Refused("organisation-taken", _TAKEN) from error


@transaction.atomic
def close_organisation(*, organisation: Organisation, by: Account | None, now: datetime) -> None:
    """Closes an organisation and ends all sessions of its people.

    Refused: who may not manage accounts, one's own organisation, one that is closed already, and to
    leave nobody who manages accounts.
    """
    check_may_manage(by)
    if by is not None and by.organisation_id == organisation.pk:
        raise Refused(
            "own-organisation", gettext_noop("Die eigene Organisation schließt jemand anderes.")
        )
    staying = managers()
    rows = Organisation.objects.filter(pk=organisation.pk, is_active=True)
    if not rows.update(is_active=False):
        raise Refused("organisation-closed", gettext_noop("Diese Organisation ist geschlossen."))
    if staying and not managers():
        raise Refused(
            "last-manager", gettext_noop("Mindestens ein Mensch muss die Konten verwalten.")
        )
    Session.objects.filter(account__organisation=organisation).delete()
    note(by, "organisation.close", organisation, now=now)


@transaction.atomic
def reopen_organisation(*, organisation: Organisation, by: Account | None, now: datetime) -> None:
    """Opens a closed organisation; its people can log in again.

    Refused: who may not manage accounts, and an organisation that is open.
    """
    check_may_manage(by)
    rows = Organisation.objects.filter(pk=organisation.pk, is_active=False)
    if not rows.update(is_active=True):
        raise Refused("organisation-open", gettext_noop("Diese Organisation ist schon offen."))
    note(by, "organisation.reopen", organisation, now=now)


def _checked_name(name: str) -> str:
    label = " ".join(name.split())
    if not label or len(label) > 200:
        raise Refused("organisation-name", gettext_noop("Der Name braucht 1 bis 200 Zeichen."))
    return label
