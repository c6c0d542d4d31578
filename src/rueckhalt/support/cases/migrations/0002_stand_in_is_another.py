from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_cases_and_entries"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="case",
            name="cases_two_people_or_nobody",
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stand_in__isnull", True),
                    models.Q(
                        ("assigned__isnull", False),
                        models.Q(("assigned", models.F("stand_in")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="cases_stand_in_is_another",
            ),
        ),
    ]
