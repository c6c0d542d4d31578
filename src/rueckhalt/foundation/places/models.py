from django.db import models


class Edition(models.Model):
    """One state of the official directory, stored whole and never changed; the newest is present.

    What was valid on a day is what the newest edition up to that day says.
    """

    state_on = models.DateField(unique=True)  # Gebietsstand
    source = models.CharField(max_length=200)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.source


class Municipality(models.Model):
    """A municipality or municipality-free area as one edition describes it.

    Kreis and association stand in the row: empty keys where a place belongs to none.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    ags = models.CharField(max_length=8)
    ars = models.CharField(max_length=12)
    name = models.CharField(max_length=50)
    kind = models.CharField(max_length=2)
    kreis_key = models.CharField(max_length=5, blank=True)
    kreis_kind = models.CharField(max_length=2, blank=True)
    kreis_name = models.CharField(max_length=50, blank=True)
    kreis_seat = models.CharField(max_length=50, blank=True)
    association_key = models.CharField(max_length=9, blank=True)
    association_kind = models.CharField(max_length=2, blank=True)
    association_name = models.CharField(max_length=50, blank=True)
    association_seat = models.CharField(max_length=50, blank=True)
    population = models.PositiveIntegerField()
    postcode = models.CharField(max_length=5, blank=True)
    court_key = models.CharField(max_length=4, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["edition", "ags"], name="places_one_row_per_edition"),
        )

    def __str__(self) -> str:
        return f"{self.ags} {self.name}"
