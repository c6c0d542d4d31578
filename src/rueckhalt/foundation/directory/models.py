from django.db import models
from django.db.models import Q


class OwnEntry(models.Model):
    """What the operator says instead of the shipped text, by the id of the entry.

    `text` is one entry as JSON (`{"body": {…}}` or `{"gap": {…}}`), empty where the operator only
    hides the shipped one.
    """

    entry_id = models.CharField(max_length=80, unique=True)
    text = models.TextField(blank=True)
    is_hidden = models.BooleanField()
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=80)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(is_hidden=True, text="") | (Q(is_hidden=False) & ~Q(text="")),
                name="directory_own_entry_has_text_or_hides",
            ),
            models.CheckConstraint(condition=~Q(set_by=""), name="directory_own_entry_has_author"),
        )

    def __str__(self) -> str:
        return self.entry_id


class Report(models.Model):
    """A hint that an entry is wrong. Nothing is kept of who sent it, not even the hour."""

    entry_id = models.CharField(max_length=80)
    message = models.CharField(max_length=1000)
    reported_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.entry_id} {self.reported_on}"
