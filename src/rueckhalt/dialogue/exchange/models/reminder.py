from django.db import models


class Reminder(models.Model):
    """That a mail reminded somebody of a thing; the same step of it is never put into a second one.

    `thing` is its kind and reference, `step` the day on which she was to be reminded.
    """

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    thing = models.CharField(max_length=60)
    step = models.DateField()
    put_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["account", "thing", "step"], name="exchange_reminded_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.thing} {self.step}"
