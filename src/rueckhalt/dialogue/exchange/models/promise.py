from django.db import models
from django.db.models import Q

from rueckhalt.dialogue.exchange.models.published import Published


class Promise(Published):
    """What an office said it will do (or answer, or review), in a sentence that may leave the house.

    It has no field for its state: that is the newest update, and without one nobody has assessed it.
    `asked_by` is for the alliance only.
    """

    kind = models.CharField(max_length=20)  # PromiseKind
    sentence = models.CharField(max_length=300)
    visibility = models.CharField(max_length=20)  # Visibility, never confidential
    owner = models.CharField(max_length=200)  # an office
    owner_partner = models.ForeignKey(
        "exchange.Partner", on_delete=models.PROTECT, related_name="+", null=True
    )
    given_on = models.DateField()
    due_on = models.DateField(null=True)
    topic = models.ForeignKey(
        "exchange.Topic", on_delete=models.PROTECT, related_name="+", null=True
    )
    result = models.ForeignKey(
        "exchange.Result", on_delete=models.PROTECT, related_name="+", null=True
    )
    asked_by = models.ForeignKey(
        "exchange.Membership", on_delete=models.PROTECT, related_name="+", null=True
    )
    source_label = models.CharField(max_length=200)
    source_url = models.URLField(max_length=300)
    source_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(visibility="confidential"), name="exchange_promise_visibility"
            ),
            models.CheckConstraint(
                condition=Q(topic__isnull=False) | Q(result__isnull=False) | ~Q(source_label=""),
                name="exchange_promise_comes_from_somewhere",
            ),
        )
        indexes = (models.Index(fields=["due_on"], name="exchange_promise_due"),)


class Milestone(models.Model):
    """A step on the way of a promise, in words that may leave the house."""

    promise = models.ForeignKey("exchange.Promise", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    due_on = models.DateField(null=True)
    reached_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.title


class Update(models.Model):
    """How far a promise was on a day, said by the operator; never changed, only followed by another."""

    promise = models.ForeignKey("exchange.Promise", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=20)  # Status
    text = models.TextField()
    on = models.DateField()
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = (models.Index(fields=["promise", "on"], name="exchange_update_newest"),)

    def __str__(self) -> str:
        return f"{self.promise_id} {self.status} {self.on}"


class Evidence(models.Model):
    """What shows the state of an update: a source, where it can be read, and of which day it is."""

    update = models.ForeignKey("exchange.Update", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=200)
    url = models.URLField(max_length=300)
    on = models.DateField()

    def __str__(self) -> str:
        return self.label


class OtherView(models.Model):
    """How far a partner sees a promise; shown beside the state, and never in its place."""

    promise = models.ForeignKey("exchange.Promise", on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey("exchange.Partner", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=20)  # Status
    text = models.TextField()
    on = models.DateField()
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.promise_id} {self.partner_id} {self.on}"
