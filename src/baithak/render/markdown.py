"""A page in Markdown (CommonMark with footnotes); words of reports are escaped, so that they stay words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from baithak.render.page import BREAK, Block, Inline, Link, Note, Page, Ref, is_address

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~$]|&(?=#?\w+;)|!(?=\[))")
_BREAK = "\n"
_NUMBERED = re.compile(r"^(\d+)([.)])")
_LISTED = re.compile(r"^([-+=:#>])")


def markdown(page: Page) -> str:
    """Write a page.

    Args:
        page: The page.
    """
    out = [f"# {escaped(page.title)}", ""]
    before = ""
    for block in page.blocks:
        if block.kind != "item" and before == "item":
            out.append("")
        out += _block(block)
        before = block.kind
    if page.notes:
        out += [""] if before == "item" else []
        out += [f"## {escaped(page.notes_title)}", ""]
        out += [_note(note) for note in page.notes]
    return "\n".join(out).rstrip() + "\n"


def escaped(words: str) -> str:
    """Words that Markdown takes for nothing but words, on one line.

    Args:
        words: Any text.
    """
    line = " ".join("".join(c if c.isprintable() or c in "\u200c\u200d" else " " for c in words).split())
    return _SPECIAL.sub(r"\\\1", line)


def _begun(line: str) -> str:
    """A line whose first letters make it neither a list nor a heading."""
    return _LISTED.sub(r"\\\1", _NUMBERED.sub(r"\1\\\2", line))


def _block(block: Block) -> list[str]:
    said = "  \n  ".join(map(_begun, _inlines(block.inlines).split(_BREAK)))  # a hard break inside the item
    match block.kind:
        case "section":
            return [f"## {said}", ""]
        case "part":
            return [f"### {said}", ""]
        case "item":
            return ["- " + said]
        case _:
            return [said, ""]


def _inlines(inlines: Iterable[Inline]) -> str:
    out = ""
    for one in inlines:
        if isinstance(one, Ref):
            out += f"[^{one.note}]"
        elif isinstance(one, Link):
            out += _link(one)
        elif one == BREAK:
            out += _BREAK
        else:
            lead = " " if one.words[:1] == " " else ""
            trail = " " if one.words[-1:] == " " and one.words.strip() else ""
            said = escaped(one.words)
            out += lead + (f"**{said}**" if one.strong and said else said) + trail
    return out


def _link(one: Link) -> str:
    if is_address(one.address):
        return f"[{escaped(one.words)}](<{one.address}>)"
    return escaped(f"{one.words}: {one.address}")


def _note(note: Note) -> str:
    source = f"<{note.source}>" if is_address(note.source) else escaped(note.source)
    quotes = " ".join(f"{escaped(label) + ': ' if label else ''}“{escaped(words)}”" for label, words in note.quotes)
    return f"[^{note.number}]: {escaped(note.report)}, {escaped(note.about)}, {source}: {quotes}"
