"""RSS 2.0: what is new in the record, the newest first; every time in it comes from the record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import BinaryIO

from baithak import __version__
from baithak.export.told import Told
from baithak.export.wording import address, facts, plain, quotes, source, title, unquoted

#: Items of a feed where nobody says how many.
MOST = 100
_NOWHERE = "urn:baithak:record"
_FOUR_BYTES = re.compile("[\U000f0000-\U0010ffff]")  # private planes: legal in XML, of use to nobody


def write(
    told: Iterator[Told], out: BinaryIO, feed: str | None = None, name: str = "Baithak: new engagements"
) -> list[str]:
    """Write a feed.

    Args:
        told: The engagements, the newest first.
        out: Where to.
        feed: The address at which the feed will stand, if any.
        name: Its title.

    Returns:
        What a person should know.
    """
    items = list(told)  # a feed is short
    built = max((t.added for t in items), default="1970-01-01T00:00:00Z")
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(b'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>\n')
    out.write(_element("title", name))
    out.write(_element("link", feed or _NOWHERE))
    if feed:
        out.write(f'<atom:link href="{_text(feed)}" rel="self" type="application/rss+xml"/>\n'.encode())
    out.write(_element("description", "Meetings, calls, sessions, visits and signings, as the press tells them"))
    out.write(_element("language", "en") + _element("generator", f"baithak {__version__}"))
    out.write(_element("lastBuildDate", _time(built)))
    for one in items:
        out.write(_item(one))
    out.write(b"</channel></rss>\n")
    return [] if feed else ["the feed has no address of its own (atom:link); give it with --address"]


def _item(told: Told) -> bytes:
    line = told.line
    state = "" if line.status == "held" else f"{line.status.capitalize()}: "
    when = f", {line.date}" if line.date else ""
    link = next((a for e in told.evidence if (a := address(e.report.source))), None)
    parts = [
        b"<item>\n",
        _element("title", f"{state}{title(line)}{when}"),
        _element("link", link) if link else b"",
        f'<guid isPermaLink="false">{line.id}@baithak</guid>\n'.encode(),
        _element("pubDate", _time(told.added)),
        *(_element("category", word) for word in (line.kind, line.status, *line.countries)),
        _element("description", _description(told)),
        b"</item>\n",
    ]
    return b"".join(parts)


def _description(told: Told) -> str:
    """HTML, as readers expect it; whatever a report says is text in it."""
    known = "<br/>".join(escape(words) for words in facts(told))
    said = "".join(
        f'<blockquote dir="auto">{escape(words)}</blockquote><p>{escape(source(e))}</p>' for words, e in quotes(told)
    )
    more = f"<p>and {unquoted(told)} more quotes in the record</p>" if unquoted(told) else ""
    return f"<p>{known}</p>{said}{more}"


def _time(added: str) -> str:
    return format_datetime(datetime.fromisoformat(added), usegmt=True)


def _element(name: str, words: str) -> bytes:
    return f"<{name}>{_text(words)}</{name}>\n".encode()


def _text(words: str) -> str:
    """Text of an XML element or attribute: controls are gone, ``]]>`` cannot stand."""
    return escape(_FOUR_BYTES.sub("", plain(words)), quote=True)
