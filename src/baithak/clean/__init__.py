"""Report → Document: repairs, page furniture, stamps, credits, datelines and headlines told from the report itself."""

from baithak.clean.cleaner import Cleaner
from baithak.clean.table import Agency, FurnitureTable

__all__ = ["Agency", "Cleaner", "FurnitureTable"]
