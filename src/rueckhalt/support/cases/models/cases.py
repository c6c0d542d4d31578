from django.db import models

from rueckhalt.foundation.vault.api import SealedField


class Case(models.Model):
    """A case, or a question without one; its id is that of its record in the vault.

    In the clear lies only what a desk must sort and count by (tests/house/test_sealed.py).
    """

    id = models.UUIDField(primary_key=True)
    reference = models.CharField(max_length=9, unique=True)
    state = models.CharField(max_length=20)  # State
    urgency = models.CharField(max_length=1)  # Urgency
    assigned = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+", null=True)
    stand_in = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+", null=True)
    changed_on = models.DateField()
    due_on = models.DateField(null=True)
    retention = models.CharField(max_length=20)  # Retention
    is_on_hold = models.BooleanField()
    is_confirmed = models.BooleanField()
    summary = SealedField()

    class Meta:
        indexes = (
            models.Index(fields=["state", "urgency", "changed_on"], name="cases_by_urgency"),
            models.Index(fields=["assigned", "due_on"], name="cases_by_due_day"),
        )
        constraints = (
            models.CheckConstraint(
                # Nobody stands in where nobody else may read it (actions/taking.py).
                condition=models.Q(stand_in__isnull=True)
                | (models.Q(assigned__isnull=False) & ~models.Q(assigned=models.F("stand_in"))),
                name="cases_stand_in_is_another",
            ),
        )

    def __str__(self) -> str:
        return self.reference


class Entry(models.Model):
    """Something that was said or done in a case: sealed, its kind, its day and its author too."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    content = SealedField()

    def __str__(self) -> str:
        return f"entry {self.id}"


class CaseFile(models.Model):
    """A file of a case: its sealed key, and sealed what it is called and how large it is."""

    id = models.UUIDField(primary_key=True)  # also the name of the sealed file
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    key = SealedField()
    about = SealedField()

    def __str__(self) -> str:
        return f"file {self.id}"
