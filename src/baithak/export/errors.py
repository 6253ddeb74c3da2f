"""What can go wrong in an export, in words that say what to do."""

from __future__ import annotations

from baithak.errors import BaithakError


class ExportError(BaithakError):
    """An export cannot be made or written; the message says why and what to do."""
