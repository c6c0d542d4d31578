"""Renews the lock files: exact versions, hashes, and no address of a registry.

Run by `make lock`. The bill of materials (CycloneDX 1.6) is written beside them.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = ROOT / ".venv/bin/uv"


def compile_lock(source: str, target: str, *options: str) -> None:
    """Resolves one list of requirements into a lock file with hashes."""
    subprocess.run(
        [
            UV, "pip", "compile", source, "--output-file", target, "--quiet", "--upgrade",
            "--generate-hashes", "--universal", "--python-version", "3.11",
            "--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header",
            *options,
        ],
        cwd=ROOT, check=True,
    )  # fmt: skip


def write_bill_of_materials(lock: str, target: str) -> None:
    """Installs what a lock names into an empty environment and lists it with its licences."""
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "bin/python"
        subprocess.run([UV, "venv", "--quiet", folder], cwd=ROOT, check=True)
        subprocess.run(
            [UV, "pip", "sync", "--quiet", "--python", python, "--require-hashes", lock],
            cwd=ROOT, check=True,
        )  # fmt: skip
        subprocess.run(
            [
                ROOT / ".venv/bin/cyclonedx-py", "environment", python,
                "--pyproject", "pyproject.toml", "--mc-type", "application",
                "--spec-version", "1.6", "--output-reproducible", "--output-file", target,
            ],
            cwd=ROOT, check=True,
        )  # fmt: skip


def drop_addresses(target: Path) -> None:
    """Takes the web addresses out of a bill of materials: it names things, not where they lie."""
    bill = json.loads(target.read_text())
    tools = bill["metadata"]["tools"]["components"]
    for component in (*bill["components"], *tools, bill["metadata"]["component"]):
        component.pop("externalReferences", None)
    target.write_text(json.dumps(bill, ensure_ascii=False, indent=1) + "\n")


def main() -> int:
    """Writes the three lock files and the bill of materials."""
    compile_lock("requirements/bootstrap.in", "requirements/bootstrap.lock")
    compile_lock("pyproject.toml", "requirements/run.lock")
    compile_lock("pyproject.toml", "requirements/dev.lock", "--extra", "dev")
    write_bill_of_materials("requirements/run.lock", "requirements/sbom.cdx.json")
    drop_addresses(ROOT / "requirements/sbom.cdx.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
