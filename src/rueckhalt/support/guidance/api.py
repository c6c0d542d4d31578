"""The door of the guide."""

from rueckhalt.support.guidance.queries import plan_page, rulebook, today

__all__ = ["plan_page", "rulebook", "today"]
