from rueckhalt.support.guidance.documents.plan import UNREVIEWED, plan_as_data, plan_as_text

__all__ = ["UNREVIEWED", "plan_as_data", "plan_as_text"]
