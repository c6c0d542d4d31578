"""A sealed field takes nothing in the clear, whatever way it comes."""

import pytest
from django.core import serializers

from rueckhalt.foundation.vault.models import SealedField, Wrap
from rueckhalt.foundation.vault.rules.sealed import Sealed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "clear", ["Klartext", b"Klartext", bytearray(b"x"), 7, ["x"], memoryview(b"x")]
)
def test_24_what_is_not_sealed_is_refused_before_it_is_stored(house, clear):
    record, _ = house.record()
    wrap = Wrap.objects.filter(record=record).first()
    wrap.half = clear
    with pytest.raises(TypeError, match="Only what is sealed"):
        wrap.save()
    with pytest.raises(TypeError, match="Only what is sealed"):
        Wrap.objects.filter(pk=wrap.pk).update(half=clear)
    with pytest.raises(TypeError, match="Only what is sealed"):
        Wrap.objects.bulk_create(
            [Wrap(record_id=record, holder=5, half=clear, made_at=wrap.made_at)]
        )


def test_24_what_is_sealed_comes_back_sealed_and_is_in_no_export(house):
    record, _ = house.record()
    wrap = Wrap.objects.filter(record=record).first()
    assert isinstance(wrap.half, Sealed)
    with pytest.raises(TypeError, match="holders only"):
        serializers.serialize("json", [wrap])


def test_a_migration_knows_a_sealed_field_as_a_field_of_django():
    _, path, _, _ = SealedField().deconstruct()
    assert path == "django.db.models.BinaryField"
