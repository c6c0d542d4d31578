import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state_on", models.DateField(unique=True)),
                ("source", models.CharField(max_length=200)),
                ("loaded_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Municipality",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ags", models.CharField(max_length=8)),
                ("ars", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=50)),
                ("kind", models.CharField(max_length=2)),
                ("kreis_key", models.CharField(blank=True, max_length=5)),
                ("kreis_kind", models.CharField(blank=True, max_length=2)),
                ("kreis_name", models.CharField(blank=True, max_length=50)),
                ("kreis_seat", models.CharField(blank=True, max_length=50)),
                ("association_key", models.CharField(blank=True, max_length=9)),
                ("association_kind", models.CharField(blank=True, max_length=2)),
                ("association_name", models.CharField(blank=True, max_length=50)),
                ("association_seat", models.CharField(blank=True, max_length=50)),
                ("population", models.PositiveIntegerField()),
                ("postcode", models.CharField(blank=True, max_length=5)),
                ("court_key", models.CharField(blank=True, max_length=4)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="places.edition",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "ags"), name="places_one_row_per_edition"
                    )
                ],
            },
        ),
    ]
