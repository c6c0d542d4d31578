from django.db import models
from django.db.models import Q

from rueckhalt.foundation.vault.api import SealedField


class GivenConsent(models.Model):
    """She agreed to one disclosure or several to the same recipient; all of it lies sealed."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    content = SealedField()

    def __str__(self) -> str:
        return f"consent {self.id}"


class GivenDisclosure(models.Model):
    """Something that left the house. The table itself refuses a row without one of three grounds.

    Either she consented, or a second person agreed before (`assigned`), or it was an emergency
    that a second person has to look at until a day (`due_on`).
    """

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    consent = models.ForeignKey(GivenConsent, models.PROTECT, related_name="+", null=True)
    assigned = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+", null=True)
    due_on = models.DateTimeField(null=True)
    content = SealedField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(consent__isnull=False)
                | Q(assigned__isnull=False)
                | Q(due_on__isnull=False),
                name="cases_no_disclosure_without_ground",
            ),
        )

    def __str__(self) -> str:
        return f"disclosure {self.id}"
