from django.db import models
from django.db.models import Q

from rueckhalt.dialogue.exchange.models.published import Published


class Topic(Published):
    """What somebody of the alliance raised, whole; it outlives every meeting.

    `raised_by` is empty only for a topic from a published text, which `source_…` then names.
    `waits_for` and `due_on` go with the state: both change in one update, with a row of history.
    """

    title = models.CharField(max_length=150)
    description = models.TextField()
    visibility = models.CharField(max_length=20)  # Visibility
    state = models.CharField(max_length=20)  # TopicState
    waits_for = models.CharField(max_length=20)  # WaitsFor
    due_on = models.DateField(null=True)
    referred_to = models.CharField(max_length=200)
    raised_by = models.ForeignKey(
        "exchange.Membership", on_delete=models.PROTECT, related_name="+", null=True
    )
    raised_for = models.ForeignKey(
        "exchange.Partner", on_delete=models.PROTECT, related_name="+", null=True
    )
    source_label = models.CharField(max_length=200)
    source_url = models.URLField(max_length=300)
    source_on = models.DateField(null=True)
    joined_to = models.ForeignKey(
        "exchange.Topic", on_delete=models.PROTECT, related_name="+", null=True
    )
    stems = models.TextField()  # of title and description, each between spaces (rules.similar)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(raised_by__isnull=False) | ~Q(source_label=""),
                name="exchange_topic_comes_from_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(state="joined", joined_to__isnull=False)
                | (~Q(state="joined") & Q(joined_to__isnull=True)),
                name="exchange_joined_topic_goes_on",
            ),
            models.CheckConstraint(
                condition=Q(waits_for="nobody", due_on__isnull=True)
                | (~Q(waits_for="nobody") & Q(due_on__isnull=False)),
                name="exchange_topic_waits_until_a_day",
            ),
        )
        indexes = (
            models.Index(fields=["waits_for", "due_on"], name="exchange_topic_waits"),
            models.Index(fields=["state", "due_on"], name="exchange_topic_state"),
        )


class TopicEntry(models.Model):
    """One dated row of a topic's history: the state it came into, who was waited for, and a sentence."""

    topic = models.ForeignKey("exchange.Topic", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+", null=True
    )
    state = models.CharField(max_length=20)  # TopicState
    waits_for = models.CharField(max_length=20)  # WaitsFor
    due_on = models.DateField(null=True)
    note = models.TextField()

    def __str__(self) -> str:
        return f"{self.topic_id} {self.state}"


class Answer(models.Model):
    """What who raised a topic was answered; a later answer stands beside the earlier one."""

    topic = models.ForeignKey("exchange.Topic", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.topic_id} {self.given_at}"


class Dissent(models.Model):
    """That both sides did not agree: their positions, and when they try again."""

    topic = models.ForeignKey("exchange.Topic", on_delete=models.PROTECT, related_name="+")
    result = models.ForeignKey(
        "exchange.Result", on_delete=models.PROTECT, related_name="+", null=True
    )
    one_side = models.TextField()
    other_side = models.TextField()
    next_try_on = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.topic_id} {self.next_try_on}"
