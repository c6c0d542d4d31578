from django.db import models
from django.db.models import F, Q

from rueckhalt.dialogue.exchange.models.published import Published


class MeetingSeries(Published):
    """Meetings that come again: what for, and the rule by which they come (RRULE of RFC 5545).

    Exceptions are meetings of the series whose `planned_at` differs from `starts_at`, or that are
    cancelled. The hour is that of `time_zone`, whatever daylight saving does.
    """

    name = models.CharField(max_length=150)
    purpose = models.TextField()
    visibility = models.CharField(max_length=20)  # Visibility, never confidential
    rule = models.CharField(max_length=200)
    first_starts_at = models.DateTimeField()
    minutes = models.PositiveIntegerField()
    time_zone = models.CharField(max_length=40)
    place = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(visibility="confidential"), name="exchange_series_visibility"
            ),
        )


class Meeting(Published):
    """One meeting. `released_at` lets place and time out before it took place.

    `sequence` counts changes, as calendars ask for it; `online_url` never leaves the alliance.
    """

    series = models.ForeignKey(
        "exchange.MeetingSeries", on_delete=models.PROTECT, related_name="+", null=True
    )
    planned_at = models.DateTimeField(null=True)  # in the series, before it was moved
    name = models.CharField(max_length=150)
    visibility = models.CharField(max_length=20)  # Visibility, never confidential
    state = models.CharField(max_length=20)  # MeetingState
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_zone = models.CharField(max_length=40)
    place = models.CharField(max_length=200)
    online_url = models.URLField(max_length=300)
    sequence = models.PositiveIntegerField()
    invited_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+", null=True
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="exchange_meeting_ends_after_begin"
            ),
            models.CheckConstraint(
                condition=~Q(visibility="confidential"), name="exchange_meeting_visibility"
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="exchange_minutes_approved_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["series", "planned_at"], name="exchange_one_meeting_of_a_date"
            ),
        )
        indexes = (models.Index(fields=["starts_at"], name="exchange_meeting_starts"),)


class AgendaItem(Published):
    """An item of an agenda: a topic, or words of its own. What is taken off is withdrawn."""

    meeting = models.ForeignKey("exchange.Meeting", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    visibility = models.CharField(max_length=20)  # ItemVisibility
    topic = models.ForeignKey(
        "exchange.Topic", on_delete=models.PROTECT, related_name="+", null=True
    )
    title = models.CharField(max_length=150)
    minutes = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(topic__isnull=False) | ~Q(title=""),
                name="exchange_item_has_topic_or_title",
            ),
            models.UniqueConstraint(
                fields=["meeting", "topic"],
                condition=Q(withdrawn_at__isnull=True),
                name="exchange_topic_once_on_an_agenda",
            ),
        )


class Result(models.Model):
    """What came of an item. `public_text` may leave the house and names nobody."""

    item = models.ForeignKey("exchange.AgendaItem", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)  # ResultKind
    text = models.TextField()
    public_text = models.TextField()
    referred_to = models.CharField(max_length=200)
    until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.item_id} {self.kind}"


class ResultNotes(models.Model):
    """What is typed about an item while the meeting goes on; gone when it has become a result."""

    item = models.OneToOneField("exchange.AgendaItem", on_delete=models.CASCADE, related_name="+")
    values = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.item_id)


class Presence(models.Model):
    """Whether somebody was at a meeting, and who stood in for her."""

    meeting = models.ForeignKey("exchange.Meeting", on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(
        "exchange.Membership", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=20)  # PresenceKind
    deputy = models.ForeignKey(
        "exchange.Membership", on_delete=models.PROTECT, related_name="+", null=True
    )
    noted_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "membership"], name="exchange_presence_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.membership_id}"


class Material(Published):
    """A file of a meeting, of one of its items, or of a topic; its content lies under its digest.

    `sha512` is for those who read it through OParl; it is there once the file has been let out.
    """

    meeting = models.ForeignKey(
        "exchange.Meeting", on_delete=models.PROTECT, related_name="+", null=True
    )
    item = models.ForeignKey(
        "exchange.AgendaItem", on_delete=models.PROTECT, related_name="+", null=True
    )
    topic = models.ForeignKey(
        "exchange.Topic", on_delete=models.PROTECT, related_name="+", null=True
    )
    title = models.CharField(max_length=150)
    name = models.CharField(max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    sha512 = models.CharField(max_length=128)
    added_by = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(meeting__isnull=False, item__isnull=True, topic__isnull=True)
                | Q(meeting__isnull=True, item__isnull=False, topic__isnull=True)
                | Q(meeting__isnull=True, item__isnull=True, topic__isnull=False),
                name="exchange_material_belongs_to_one",
            ),
        )
