"""The door of cases: what config needs."""

from rueckhalt.support.cases.actions.keeping import erase_due, warn_of_erasure

__all__ = ["erase_due", "warn_of_erasure"]
