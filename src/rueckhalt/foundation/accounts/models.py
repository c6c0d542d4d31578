from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower


class Organisation(models.Model):
    """Whom people with an account work for."""

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20)  # OrganisationKind
    is_active = models.BooleanField()

    def __str__(self) -> str:
        return self.name


class Account(AbstractBaseUser):
    """Somebody who works here. Affected people never have an account.

    There is no field for the last log-in: how long sessions last is known from the sessions, and
    when somebody works is nobody's business afterwards.
    """

    last_login = None  # Django's way to leave out an inherited field

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=100)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField()
    created_at = models.DateTimeField()

    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    USERNAME_FIELD = "email"

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(email=Lower(F("email"))), name="accounts_email_in_lower_case"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="accounts_account_has_name"),
        )

    def __str__(self) -> str:
        return self.name


class AccountRole(models.Model):
    """A role that somebody has."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20)  # Role

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["account", "role"], name="accounts_role_once"),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.role}"


class Session(AbstractBaseSession):
    """A log-in, or a try at one; without address and browser.

    `account` and `began_at` are empty until somebody is logged in.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", null=True)
    began_at = models.DateTimeField(null=True)

    class Meta(AbstractBaseSession.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(account__isnull=True, began_at__isnull=True)
                | Q(account__isnull=False, began_at__isnull=False),
                name="accounts_session_began_with_account",
            ),
        )


class Invitation(models.Model):
    """A way into an account for somebody who has none yet; gone when she takes it.

    Of the word in her link only a hash is kept. One e-mail has one invitation: a new one replaces it.
    """

    name = models.CharField(max_length=100)
    email = models.EmailField(unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    roles = models.CharField(max_length=200)  # Role, with a space between two
    digest = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    # Nobody is the operator at the command line.
    invited_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(email=Lower(F("email"))), name="accounts_invited_in_lower_case"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="accounts_invited_has_name"),
        )

    def __str__(self) -> str:
        return self.name
