"""A page before it is written in Markdown or HTML: headings, paragraphs, lists, and notes to the words of reports."""

from __future__ import annotations

import msgspec


class Run(msgspec.Struct, frozen=True):
    """Words of one kind.

    Attributes:
        words: Plain text; escaping is the writer's.
        strong: Whether they stand out.
        soft: Whether they stand back.
        lang: BCP 47, where it is not the page's.
    """

    words: str
    strong: bool = False
    soft: bool = False
    lang: str | None = None


class Ref(msgspec.Struct, frozen=True):
    """A reference to a note by its number."""

    note: int


class Link(msgspec.Struct, frozen=True):
    """Words that lead to an address; where it is none that is safe to follow, both are shown as words."""

    words: str
    address: str


Inline = Run | Ref | Link


class Block(msgspec.Struct, frozen=True):
    """A part of a page.

    Attributes:
        kind: ``section``, ``part`` (headings), ``text``, ``item``.
        inlines: What stands in it; lines of an item are parted by a run of one newline.
    """

    kind: str
    inlines: tuple[Inline, ...]


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A note: which report, of which day, from where, and its words.

    Attributes:
        number: By which it is referred to.
        report: Id of the report.
        about: Day of publication and agencies, in the page's language.
        source: Path or address.
        quotes: Label, or nothing, and words.
        lang: Language of the words.
    """

    number: int
    report: str
    about: str
    source: str
    quotes: tuple[tuple[str, str], ...]
    lang: str


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page."""

    lang: str
    title: str
    notes_title: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]


BREAK = Run("\n")


def is_address(source: str) -> bool:
    """Whether a report's source is an address that can be followed safely.

    Args:
        source: Path or address.
    """
    plain = source.isprintable() and not set(source) & set(" <>\"'`\\")
    return source.startswith(("https://", "http://")) and plain
