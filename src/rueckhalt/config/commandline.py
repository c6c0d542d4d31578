"""The command `rueckhalt`."""

import sys


def main() -> int:
    """Runs one command and returns its exit status."""
    return 0


if __name__ == "__main__":
    sys.exit(main())
