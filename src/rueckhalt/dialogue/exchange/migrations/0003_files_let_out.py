from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_reminders")]

    operations = [
        migrations.AddField(
            model_name="material",
            name="sha512",
            field=models.CharField(default="", max_length=128),
            preserve_default=False,
        ),
    ]
