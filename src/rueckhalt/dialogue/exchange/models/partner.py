from django.db import models
from django.db.models import F, Q


class Partner(models.Model):
    """An organisation that takes part in the exchange, and its group (content/exchange/groups.toml)."""

    reference = models.CharField(max_length=40, unique=True)
    organisation = models.OneToOneField(
        "accounts.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    group = models.CharField(max_length=40)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.reference


class Membership(models.Model):
    """That somebody speaks for a partner: her mandate, whom she stands in for, from when until when.

    The end is excluded. A term is ended and never deleted: what she raised stays hers.
    """

    reference = models.CharField(max_length=40, unique=True)
    partner = models.ForeignKey("exchange.Partner", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    mandate = models.CharField(max_length=150)
    stands_in_for = models.ForeignKey(
        "exchange.Membership", on_delete=models.PROTECT, related_name="+", null=True
    )
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="exchange_term_ends_after_its_begin",
            ),
            # One open term of somebody for a partner; ended ones stay beside it.
            models.UniqueConstraint(
                fields=["partner", "account"],
                condition=Q(valid_until__isnull=True),
                name="exchange_one_open_term",
            ),
        )

    def __str__(self) -> str:
        return self.reference


class ChannelConsent(models.Model):
    """That somebody agreed to be named in one channel (as "oparl"), until she takes it back."""

    membership = models.ForeignKey(
        "exchange.Membership", on_delete=models.PROTECT, related_name="+"
    )
    channel = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["membership", "channel"],
                condition=Q(withdrawn_at__isnull=True),
                name="exchange_one_living_consent",
            ),
        )

    def __str__(self) -> str:
        return f"{self.membership_id} {self.channel}"


class CalendarKey(models.Model):
    """The secret address of somebody's calendar feed; of the word in it only a hash is kept."""

    account = models.OneToOneField("accounts.Account", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.account_id)
