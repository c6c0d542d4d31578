from rueckhalt.support.cases.models.cases import Case, CaseFile, Entry
from rueckhalt.support.cases.models.disclosures import GivenConsent, GivenDisclosure

__all__ = ["Case", "CaseFile", "Entry", "GivenConsent", "GivenDisclosure"]
