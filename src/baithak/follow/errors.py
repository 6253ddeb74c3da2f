"""What can go wrong in following up."""

from __future__ import annotations

from baithak.errors import BaithakError


class FollowError(BaithakError):
    """What is asked for is not in the record, or may be several; the message names them."""
