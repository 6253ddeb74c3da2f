"""Baithak reads press reports of diplomacy, Hindi first: who met whom, when, where, and what was promised.

>>> import baithak
>>> reading = baithak.read(text, published="2025-10-30")
>>> reading.engagements[0].participants
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from baithak.model import Commitment, Engagement, Person, Reading, Report
    from baithak.reading import read

__version__ = "0.1.0"
__all__ = ["Commitment", "Engagement", "Person", "Reading", "Report", "__version__", "read"]

#: Where each public name lives; it is imported when first asked for, so that ``import baithak`` costs nothing.
_HOMES = dict.fromkeys(("Commitment", "Engagement", "Person", "Reading", "Report"), "baithak.model") | {
    "read": "baithak.reading"
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'baithak' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
