"""What is installed with the product: every package that its dependencies bring along."""

from collections.abc import Iterable
from importlib.metadata import Distribution, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def closure(requirements: Iterable[str]) -> dict[str, Distribution]:
    """All packages that follow from requirements on this machine, by their normal names."""
    todo = [Requirement(line) for line in requirements]
    seen: set[tuple[str, frozenset[str]]] = set()
    found: dict[str, Distribution] = {}
    while todo:
        wanted = todo.pop()
        name, extras = canonicalize_name(wanted.name), frozenset(wanted.extras)
        if (name, extras) not in seen:
            seen.add((name, extras))
            found[name] = distribution(name)
            todo += needed_by(found[name], extras)
    return found


def needed_by(package: Distribution, extras: frozenset[str]) -> list[Requirement]:
    """What a package with these extras requires on this machine."""
    return [
        needed
        for needed in map(Requirement, package.requires or [])
        if not needed.marker
        or any(needed.marker.evaluate({"extra": extra}) for extra in {"", *extras})
    ]


def licences(package: Distribution) -> list[str]:
    """The licences that hold together, as the package names them; "A OR B" stays one."""
    said = package.metadata
    if expression := said.get("License-Expression"):
        return expression.split(" AND ")
    marks = [mark for mark in said.get_all("Classifier", []) if mark.startswith("License ::")]
    return [mark.rpartition(":: ")[2] for mark in marks] or [said.get("License") or "unknown"]


def is_allowed(licence: str, allowed: Iterable[str]) -> bool:
    """Says whether one of the alternatives of a licence is allowed."""
    return not set(licence.split(" OR ")).isdisjoint(allowed)
