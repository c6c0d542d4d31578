from django.db import models
from django.db.models import Q


class Message(models.Model):
    """Something that must happen outside of a request.

    `kind` names the action, `key` the cause: the same cause twice is one row. `payload` is JSON of
    ids and short labels; a done row has none. `failure` is the class of the last exception, never
    its text. `attempts` counts how often the action has begun.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200, unique=True)
    payload = models.CharField(max_length=2000, blank=True)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=7)
    claimed_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.CharField(max_length=32, blank=True)
    failure = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["due_at", "id"], condition=Q(state="waiting"), name="outbox_next_due"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state="claimed", claimed_at__isnull=False) & ~Q(claimed_by="")
                | ~Q(state="claimed") & Q(claimed_at=None, claimed_by=""),
                name="outbox_claim_has_moment_and_worker",
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False, payload="", failure="")
                | ~Q(state="done") & Q(done_at=None) & ~Q(payload=""),
                name="outbox_done_has_moment_and_no_payload",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(failure=""), name="outbox_failed_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "claimed", "done", "failed")),
                name="outbox_state_is_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
