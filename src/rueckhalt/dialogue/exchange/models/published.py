from django.db import models


class Published(models.Model):
    """What can leave the house: named by a reference without count or order, and dated.

    `released_at` is when a person let it out for the first time. Nothing that was released is ever
    deleted: `withdrawn_at` takes it back, and OParl goes on naming it as deleted.
    """

    reference = models.CharField(max_length=40, unique=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reference
