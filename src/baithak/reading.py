"""Reading a report whatever its language: the pack is chosen by the report's word or by its text."""

from __future__ import annotations

import unicodedata
from functools import cache

import msgspec

from baithak.errors import SourceError
from baithak.model import Reading, Report
from baithak.orthography import Orthography, Speller
from baithak.pack import PackFacts, languages, load
from baithak.pipeline import Reader, reader
from baithak.repair import Repairer

_SAMPLE = 4000  # code points looked at to tell the language
_SHARE = 0.1  # of the words in its script; Hindi reports have 0.17 and more, Marathi and Nepali about 0.05
_FEWEST = 5  # words below which nothing is told


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
    code = told if told in languages() else None if told else language_of(report.text)
    if code is None:
        what = f"no language pack for “{report.language}”" if told else "its language is not told from its words"
        raise SourceError(report.source, f"{what}; installed: {', '.join(languages())} (a new language is a folder)")
    return reader(code)


def language_of(text: str) -> str | None:
    """Tell the language of a text by its most frequent words.

    Args:
        text: The text as read; mojibake and legacy fonts are undone first where nothing is told otherwise.

    Returns:
        Code of an installed pack, or None where no pack's words are frequent enough in it.
    """
    return _told(text[:_SAMPLE]) or _told(text) or _told(Repairer()(text[:_SAMPLE])[0])


def _told(text: str) -> str | None:
    shares = {code: _share(text, code) for code in languages()}
    best = max(shares, key=lambda code: shares[code], default=None)
    return best if best is not None and shares[best] >= _SHARE else None


def _share(text: str, code: str) -> float:
    """Share of a language's frequent words among the words of its script."""
    speller, script, typical = _profile(code)
    words = [t.key for t in speller.tokens(text) if t.kind == "w" and _script(text[t.start]) == script]
    return sum(w in typical for w in words) / len(words) if len(words) >= _FEWEST else 0.0


@cache
def _profile(code: str) -> tuple[Speller, str, frozenset[str]]:
    speller = Speller(load(f"lang/{code}", "orthography.yaml", Orthography))
    typical = load(f"lang/{code}", "pack.yaml", PackFacts).typical
    return speller, _script(typical[0]), frozenset(map(speller.fold, typical))


def _script(word: str) -> str:
    """The script of a word's first letter, as Unicode names it."""
    return unicodedata.name(word[0], "").split(" ")[0]
