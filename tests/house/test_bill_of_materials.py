"""The bill of materials is valid CycloneDX 1.6 and names just what the lock installs."""

import json

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tests.house.repository import ROOT
from tests.house.test_dependencies import ADDRESS, named

TEXT = (ROOT / "requirements/sbom.cdx.json").read_text("utf-8")
COMPONENTS = json.loads(TEXT)["components"]


def test_it_is_valid_against_the_schema_of_cyclonedx_1_6():
    assert json.loads(TEXT)["specVersion"] == "1.6"
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(TEXT) is None


def test_it_names_what_the_lock_installs_each_with_version_and_licence():
    lock = (ROOT / "requirements/run.lock").read_text("utf-8")
    everywhere = named("\n".join(line for line in lock.splitlines() if " ; " not in line))
    listed = {one["name"].lower().replace("_", "-") for one in COMPONENTS}
    assert everywhere <= listed <= named(lock)
    assert [
        one["name"] for one in COMPONENTS if not (one.get("version") and one.get("licenses"))
    ] == []


def test_it_holds_no_address():
    assert not ADDRESS.search(TEXT.replace(json.loads(TEXT)["$schema"], ""))
