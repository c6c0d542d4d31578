"""What is stored is known field by field; tables change by named steps; keys point downwards."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from rueckhalt.support.cases.rules.keeping import RETENTIONS
from tests.house.repository import DOCS, HOUSE, contracts

FIELDS = tomllib.loads((DOCS / "betrieb/datenfelder.toml").read_text("utf-8"))
# Tables that Django and allauth bring along: their fields stand in the list like ours, but how
# they are joined is not for us to say.
FOREIGN = {"contenttypes", "auth", "account", "mfa", "socialaccount"}
RELATIONS = [
    field
    for model in apps.get_models()
    for field in model._meta.fields
    if field.is_relation and model._meta.app_label not in FOREIGN
]
RELATION_KINDS = {"ForeignKey", "OneToOneField", "ManyToManyField"}


def test_every_field_has_a_privacy_class_and_a_retention_rule():
    stored = {
        model._meta.label: {field.name for field in model._meta.local_fields}
        for model in apps.get_models(include_auto_created=True)
    }
    assert stored == {table: set(fields) for table, fields in FIELDS["tabellen"].items()}


def test_each_class_and_each_rule_is_explained_and_used():
    said = [told for fields in FIELDS["tabellen"].values() for told in fields.values()]
    assert {told[0] for told in said} == set(FIELDS["klassen"])
    assert {told[1] for told in said} == set(FIELDS["fristen"])


def test_every_field_about_affected_people_has_a_purpose_with_its_legal_basis():
    """Art. 30 DSGVO; nothing is stored about one person for a purpose that nobody wrote down."""
    about_people = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_config.name.startswith("rueckhalt.support.")
    }
    lacking = [
        f"{table}.{name}"
        for table, fields in FIELDS["tabellen"].items()
        for name, told in fields.items()
        if len(told) != (3 if table in about_people else 2)
    ]
    used = {
        told[2] for table in about_people for told in FIELDS["tabellen"][table].values() if told[2:]
    }
    assert about_people
    assert lacking == []
    assert used == set(FIELDS["zwecke"])
    assert [one for one in FIELDS["zwecke"].values() if set(one) != {"zweck", "grundlage"}] == []
    assert [one for one in FIELDS["zwecke"].values() if "DSGVO" not in one["grundlage"]] == []


def test_the_list_and_the_code_keep_a_case_equally_long():
    kept = {
        one.value: entry.days or "solange jemand daran arbeitet"
        for one, entry in RETENTIONS.items()
    }
    assert kept == FIELDS["aufbewahrung"]


@pytest.mark.django_db
def test_no_change_of_a_table_lacks_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def own_migrations() -> list:
    loader = MigrationLoader(None)
    labels = {app.label for app in apps.get_app_configs() if app.name.startswith("rueckhalt.")}
    return [one for (label, _), one in loader.disk_migrations.items() if label in labels]


def test_no_migration_has_the_name_that_django_would_give_it():
    names = {f"{one.app_label}.{one.name}": one.suggest_name() for one in own_migrations()}
    assert names
    assert [name for name, suggested in names.items() if name.endswith(f"_{suggested}")] == []


def test_no_migration_imports_anything_of_ours():
    files = HOUSE.rglob("migrations/*.py")
    assert [
        f for f in files if re.search(r"^\s*(from|import) rueckhalt", f.read_text(), re.M)
    ] == []


def rank(module: str) -> tuple[int, ...]:
    """How deep an app lies in the house, by the contracts: larger is deeper."""
    wing, domain = module.split(".")[1:3]
    return line_of(wing, "house"), line_of(domain, wing)


def line_of(name: str, contract: str) -> int:
    layers = contracts()[contract]["layers"]
    return next(n for n, line in enumerate(layers) if name in re.findall(r"\w+", line))


def test_tables_of_others_are_those_of_apps_that_are_not_ours():
    others = {app.label for app in apps.get_app_configs() if not app.name.startswith("rueckhalt.")}
    assert others >= FOREIGN
    assert {model._meta.app_label for model in apps.get_models()} & others == FOREIGN


@pytest.mark.parametrize("field", RELATIONS, ids=str)
def test_a_foreign_key_has_no_reverse_name_and_points_downwards(field):
    own, other = field.model._meta.app_config.name, field.related_model._meta.app_config.name

    assert field.remote_field.related_name == "+"
    assert own == other or rank(other) > rank(own)


def test_the_depth_of_an_app_follows_the_contracts():
    guidance, places = "rueckhalt.support.guidance", "rueckhalt.foundation.places"
    cases, directory = "rueckhalt.support.cases", "rueckhalt.foundation.directory"

    assert rank(cases) < rank(guidance) < rank(directory) < rank(places)


def foreign_classes(text: str) -> list[str]:
    """Keys of a models file that name a class from elsewhere instead of a string."""
    tree = ast.parse(text)
    own = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    targets = [call.args[0] for call in ast.walk(tree) if is_relation(call)]
    return [
        ast.unparse(target)
        for target in targets
        if not isinstance(target, ast.Constant) and ast.unparse(target) not in own
    ]


def is_relation(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in RELATION_KINDS


def models_files() -> list[Path]:
    return [*HOUSE.rglob("models.py"), *HOUSE.rglob("models/*.py")]


@pytest.mark.parametrize("file", models_files(), ids=lambda file: str(file.relative_to(HOUSE)))
def test_a_key_to_another_domain_is_a_string(file):
    assert foreign_classes(file.read_text("utf-8")) == []


def test_a_class_of_another_domain_is_seen():
    text = (
        "class A: pass\nx = models.ForeignKey(A)\ny = models.ForeignKey('b.B')\nz = ForeignKey(C)"
    )
    assert foreign_classes(text) == ["C"]
