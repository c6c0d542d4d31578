"""What a domain of support stores lies sealed, or stands in the list of what may lie in the clear."""

from collections.abc import Iterable

from django.apps import apps
from django.db import models

from rueckhalt.foundation.vault.api import SealedField

# promises.md: what a desk must sort and count by without opening anything, and nothing else.
CLEAR = {
    "id", "reference", "record", "state", "waiting_for", "urgency", "assigned", "changed_on", "due_on",
    "retention", "is_on_hold", "is_confirmed",
    # Which row belongs to which case and to which consent, and the second of the assigned people.
    "case", "consent", "stand_in",
}  # fmt: skip


def unlisted(fields: Iterable[tuple[str, models.Field]]) -> list[str]:
    """The fields that lie in the clear without standing in the list."""
    return [
        name for name, field in fields if name not in CLEAR and not isinstance(field, SealedField)
    ]


def test_no_domain_of_support_stores_anything_in_the_clear_that_is_not_listed():
    stored = {
        model._meta.label: unlisted((field.name, field) for field in model._meta.local_fields)
        for model in apps.get_models()
        if model._meta.app_config.name.startswith("rueckhalt.support.")
    }
    assert {label: names for label, names in stored.items() if names} == {}


def test_a_text_in_the_clear_is_seen_and_a_sealed_one_is_not():
    fields = [
        ("id", models.UUIDField()),
        ("state", models.CharField(max_length=20)),
        ("text", SealedField()),
        ("note", models.TextField()),
        ("told", models.JSONField()),
    ]
    assert unlisted(fields) == ["note", "told"]
