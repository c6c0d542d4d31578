from rueckhalt.foundation.directory.documents.coverage import coverage_as_text
from rueckhalt.foundation.directory.documents.hsds import directory_as_hsds

__all__ = ["coverage_as_text", "directory_as_hsds"]
