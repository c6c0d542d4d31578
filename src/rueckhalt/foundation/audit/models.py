from django.db import models
from django.db.models import Q


class StoredLine(models.Model):
    """One line of the trail. Triggers refuse to change it, and to remove it before its checkpoint.

    A new line must follow the last one; a migration that rebuilds the table makes the triggers anew.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32)

    class Meta:
        db_table = "audit_line"
        indexes = (models.Index(fields=["subject", "number"], name="audit_line_by_subject"),)

    def __str__(self) -> str:
        return f"{self.number} {self.by} {self.action} {self.subject}"


class Checkpoint(models.Model):
    """Up to this line everything may go; its digest stays, so that the chain can be followed.

    Triggers refuse to change or remove it, and to make one where no such line stands.
    """

    number = models.BigIntegerField(primary_key=True)
    digest = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(made_by=""), name="audit_checkpoint_has_author"),
        )

    def __str__(self) -> str:
        return str(self.number)
