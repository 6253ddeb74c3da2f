"""Ids that follow from what they name, so that they are the same in any record and any order of arrival."""

from __future__ import annotations

import base64
import hashlib

_LENGTH = 10  # base32 letters: 50 bits, one clash expected in some 45 million


def digest(*parts: object) -> str:
    """A short id of some parts.

    Args:
        parts: What it names; their text counts.

    Returns:
        Ten lower-case letters and digits.
    """
    text = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return base64.b32encode(hashlib.blake2b(text, digest_size=8).digest()).decode()[:_LENGTH].lower()


def report_key(id: str, text: str) -> str:  # noqa: A002
    """The key of a report: its own id and its text, so that the same report from another folder is the same.

    Args:
        id: The report's id.
        text: Its text as read.
    """
    return f"r{digest(id, text)}"


def telling_id(report: str, family: str, start: int, number: int) -> str:
    """The id of a telling; it stays when the same words are read as the same sort again.

    Args:
        report: Key of the report.
        family: Talks, call, visit or signing; or commitment, appointment, measure.
        start: Where its first words stand.
        number: Place among those of the family that begin there.
    """
    return f"{family[0]}{digest(report, family, start, number)}"
