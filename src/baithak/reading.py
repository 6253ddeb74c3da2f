"""Reading a report whatever its language: the pack is chosen by the report's word or by its text."""

from __future__ import annotations

import msgspec

from baithak.errors import SourceError
from baithak.langid import UNKNOWN, identify
from baithak.model import Reading, Report
from baithak.pack import languages
from baithak.pipeline import Reader, reader
from baithak.repair import Repairer


def read(report: Report | str, *, published: str | None = None) -> Reading:
    """Read one press report.

    Args:
        report: The report, or its bare text.
        published: Day of publication, ``YYYY-MM-DD``, where the report does not carry it.

    Returns:
        People, engagements and commitments by the extraction contract, each with the words that say it.

    Raises:
        SourceError: No pack reads the report's language.
    """
    if isinstance(report, str):
        report = Report(id="text", source="text", text=report, carried=True)
    if published and not report.published:
        report = msgspec.structs.replace(report, published=published)
    return reader_of(report).read(report)


def reader_of(report: Report) -> Reader:
    """The reader for a report.

    Args:
        report: The report; without a language of its own it is told from the text.

    Returns:
        The reader of the pack.

    Raises:
        SourceError: No pack reads it.
    """
    told = (report.language or "").split("-")[0].lower()
    code = told if told in languages() else language_of(report.text)
    if code is None:
        seen = told or identify(report.text)
        what = "its language is not told from its words" if seen == UNKNOWN else f"no language pack reads “{seen}”"
        raise SourceError(report.source, f"{what}; installed: {', '.join(languages())}")
    return reader(code)


def language_of(text: str) -> str | None:
    """The language of a text: by its beginning, its middle, or what is left once mojibake is undone.

    Returns:
        Code of an installed pack, or None.
    """
    for part in (text, text[len(text) // 2 :], Repairer()(text)[0]):
        code = identify(part)
        if code in languages():
            return code
    return None
