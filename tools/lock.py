"""Renews the lock files: exact versions, hashes, and no address of a registry.

Run by `make lock`. The bill of materials (CycloneDX 1.6) is written beside them.
"""

import subprocess
import sys
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


def main() -> int:
    """Writes the three lock files."""
    compile_lock("requirements/bootstrap.in", "requirements/bootstrap.lock")
    compile_lock("pyproject.toml", "requirements/run.lock")
    compile_lock("pyproject.toml", "requirements/dev.lock", "--extra", "dev")
    return 0


if __name__ == "__main__":
    sys.exit(main())
