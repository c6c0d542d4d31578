from django.db import models


class Published(models.Model):
    """What can leave the house: named by a reference without count or order, and dated.

    `released_at` is since when everybody could read it. Nothing that was released is ever deleted:
    it is taken back by becoming internal, or by `withdrawn_at`, and OParl goes on naming it.
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
