"""Time expressions: symbolic values found in tokens, resolved to EDTF against a reference day the caller gives."""

from baithak.times.reading import read_dates
from baithak.times.resolve import resolve
from baithak.times.tagger import TimeLanguage, contradicts, named
from baithak.times.values import Timex

__all__ = ["TimeLanguage", "Timex", "contradicts", "named", "read_dates", "resolve"]
