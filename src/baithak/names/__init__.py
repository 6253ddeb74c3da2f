"""Names of persons: whether two spellings are one name, in whatever script; keys for candidates; a form for search."""

from baithak.names.compare import Comparison, compare
from baithak.names.keys import folded, keys

__all__ = ["Comparison", "compare", "folded", "keys"]
