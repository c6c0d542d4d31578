from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from rueckhalt.foundation.vault.rules.sealed import Sealed

if TYPE_CHECKING:
    Binary = models.BinaryField[Sealed, Sealed]
else:
    Binary = models.BinaryField


class SealedField(Binary):
    """Holds only what is sealed: a text or bytes in the clear are refused before they are stored."""

    def get_prep_value(self, value: object) -> bytes | None:
        """Returns the bytes for the database. Raises TypeError for anything that is not sealed."""
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise TypeError("Only what is sealed can be stored here.")
        return value.data

    def from_db_value(self, value: bytes | memoryview | None, *_: object) -> Sealed | None:
        """Returns what lies in the database, still sealed."""
        return None if value is None else Sealed(bytes(value))

    def value_to_string(self, _: object) -> str:
        """Django's own export never carries it."""
        raise TypeError("What is sealed is exported by its holders only.")

    def deconstruct(self) -> tuple[str, str, list[object], dict[str, object]]:
        """A migration knows it as Django's own field: it imports nothing of ours."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.BinaryField", list(args), kwargs


class HolderKey(models.Model):
    """The key pair of somebody who works with records; the private half needs her passphrase."""

    holder = models.BigIntegerField(unique=True)
    public = models.BinaryField()
    private = SealedField()
    salt = models.BinaryField()
    memory = models.PositiveIntegerField()
    passes = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"holder {self.holder}"


class OpenVault(models.Model):
    """The private half of a holder while her vault is open, sealed by a cookie of hers alone."""

    session = models.CharField(max_length=64, unique=True)
    holder = models.BigIntegerField()
    private = SealedField()
    used_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"open vault of holder {self.holder}"


class Record(models.Model):
    """What has a key of its own, such as a case. Its public half lies in the clear."""

    id = models.UUIDField(primary_key=True)
    public = models.BinaryField()
    made_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"record {self.id}"


class InboxKey(models.Model):
    """The key pair of everybody on inbox duty; a new one when somebody leaves."""

    public = models.BinaryField()
    made_at = models.DateTimeField()
    is_current = models.BooleanField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="vault_one_inbox_key"
            ),
        )

    def __str__(self) -> str:
        return f"inbox key {self.pk}"


class InboxHold(models.Model):
    """The private half of an inbox key, sealed to one person on duty."""

    inbox_key = models.ForeignKey(InboxKey, models.CASCADE, related_name="+")
    holder = models.BigIntegerField()
    private = SealedField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["inbox_key", "holder"], name="vault_one_hold_each"),
        )

    def __str__(self) -> str:
        return f"inbox key {self.inbox_key_id} for holder {self.holder}"


class RecoveryKey(models.Model):
    """The key pair that opens records when nobody else can; its private half lies nowhere whole."""

    public = models.BinaryField()
    made_at = models.DateTimeField()
    is_current = models.BooleanField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="vault_one_recovery_key"
            ),
        )

    def __str__(self) -> str:
        return f"recovery key {self.pk}"


class RecoveryHold(models.Model):
    """The private half of a recovery key, sealed to the second person and around that to the first."""

    recovery_key = models.ForeignKey(RecoveryKey, models.CASCADE, related_name="+")
    first = models.BigIntegerField()
    second = models.BigIntegerField()
    private = SealedField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["recovery_key", "first", "second"], name="vault_one_hold_a_pair"
            ),
            models.CheckConstraint(
                condition=~Q(first=models.F("second")), name="vault_recovery_needs_two"
            ),
        )

    def __str__(self) -> str:
        return f"recovery key {self.recovery_key_id} for {self.first} and {self.second}"


class RecoveryStep(models.Model):
    """A recovery that the first person began: the inner seal, for the second person alone."""

    record = models.OneToOneField(Record, models.CASCADE, related_name="+")
    recovery_key = models.ForeignKey(RecoveryKey, models.CASCADE, related_name="+")
    first = models.BigIntegerField()
    second = models.BigIntegerField()
    receiver = models.BigIntegerField()
    private = SealedField()
    begun_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"recovery of record {self.record_id}"


class Wrap(models.Model):
    """The half key of a record, sealed to one holder, to the inbox or to the recovery."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="+")
    holder = models.BigIntegerField(null=True)
    inbox_key = models.ForeignKey(InboxKey, models.PROTECT, related_name="+", null=True)
    recovery_key = models.ForeignKey(RecoveryKey, models.PROTECT, related_name="+", null=True)
    half = SealedField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["record", "holder"], name="vault_one_wrap_a_holder"),
            models.UniqueConstraint(fields=["record", "inbox_key"], name="vault_one_wrap_an_inbox"),
            models.UniqueConstraint(
                fields=["record", "recovery_key"], name="vault_one_wrap_a_recovery"
            ),
            models.CheckConstraint(
                condition=(
                    Q(holder__isnull=False, inbox_key__isnull=True, recovery_key__isnull=True)
                    | Q(holder__isnull=True, inbox_key__isnull=False, recovery_key__isnull=True)
                    | Q(holder__isnull=True, inbox_key__isnull=True, recovery_key__isnull=False)
                ),
                name="vault_wrap_has_one_reader",
            ),
        )

    def __str__(self) -> str:
        return f"wrap {self.pk} of record {self.record_id}"


class ReturnKey(models.Model):
    """What lets the person herself come back to her record: found and opened by her secret."""

    record = models.OneToOneField(Record, models.CASCADE, related_name="+")
    lookup = models.BinaryField(unique=True)
    half = SealedField()
    form = models.BinaryField(null=True, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"return key of record {self.record_id}"


class OpenReturn(models.Model):
    """The half key of a record while the person herself is there, sealed by a cookie of hers."""

    door = models.BinaryField(unique=True)
    record = models.ForeignKey(Record, models.CASCADE, related_name="+")
    half = SealedField()
    used_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"open return to record {self.record_id}"
