"""A page in HTML: one file that asks for nothing else, every word escaped, readable on a phone and on paper."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from string import Template

from baithak.render.page import BREAK, Block, Inline, Link, Note, Page, Ref, is_address

_STYLE = """
:root { color-scheme: light dark; --soft: #5c6370; --line: #d5d9e0; --link: #1a4f8b; --mark: #fff3c4; }
@media (prefers-color-scheme: dark) { :root { --soft: #a0a7b4; --line: #3a404b; --link: #8ab8f0; --mark: #4a4220; } }
* { box-sizing: border-box; }
body { font: 1rem/1.55 "Noto Sans", "Noto Sans Devanagari", "Nirmala UI", "Kohinoor Devanagari", Mangal, system-ui,
    sans-serif;
  max-width: 46rem; margin: 0 auto; padding: 1.25rem 1rem 3rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .2rem 0 .6rem; }
h2 { font-size: 1.2rem; margin: 1.9rem 0 .5rem; padding-bottom: .2rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.1rem 0 .3rem; color: var(--soft); }
p { margin: .4rem 0; }
ul { list-style: none; padding: 0; margin: .4rem 0; }
ul > li { padding: .4rem 0 .4rem .8rem; border-left: 3px solid var(--line); margin: .45rem 0; }
.soft { color: var(--soft); }
a { color: var(--link); text-decoration: none; }
a:hover, a:focus { text-decoration: underline; }
sup { line-height: 0; font-size: .75em; padding-left: .1em; }
ol.notes { font-size: .875rem; padding-left: 2.2rem; }
ol.notes > li { margin: .5rem 0; }
ol.notes > li:target, li:target { background: var(--mark); }
q { quotes: "“" "”"; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  a { color: inherit; }
  h2, h3 { break-after: avoid; }
  ul > li, ol.notes > li { break-inside: avoid; }
}
"""

_PAGE = Template("""<!doctype html>
<html lang="$lang">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>$title</title>
<style>$style</style>
</head>
<body>
<main>
<h1>$title</h1>
$body
</main>
</body>
</html>
""")


def html(page: Page) -> str:
    """Write a page.

    Args:
        page: The page.
    """
    out: list[str] = []
    listed = False
    for block in page.blocks:
        item = block.kind == "item"
        if item != listed:
            out.append("<ul>" if item else "</ul>")
            listed = item
        out.append(_block(block))
    if listed:
        out.append("</ul>")
    if page.notes:
        out += [f"<h2>{_text(page.notes_title)}</h2>", '<ol class="notes">', *map(_note, page.notes), "</ol>"]
    return _PAGE.substitute(lang=_text(page.lang), title=_text(page.title), style=_STYLE, body="\n".join(out))


def _text(words: str) -> str:
    """Escaped words without control characters, which HTML forbids."""
    return escape("".join(c if c.isprintable() or c in "\n\t\u200c\u200d" else " " for c in words), quote=True)


def _block(block: Block) -> str:
    tag = {"section": "h2", "part": "h3", "item": "li"}.get(block.kind, "p")
    return f"<{tag}>{_inlines(block.inlines)}</{tag}>"


def _inlines(inlines: Iterable[Inline]) -> str:
    out = ""
    for one in inlines:
        if isinstance(one, Ref):
            out += f'<sup><a href="#n{one.note}">[{one.note}]</a></sup>'
        elif isinstance(one, Link):
            out += _link(one.address, one.words) if is_address(one.address) else _text(f"{one.words}: {one.address}")
        elif one == BREAK:
            out += "<br>"
        else:
            said = _text(one.words)
            lang = f' lang="{_text(one.lang)}"' if one.lang else ""
            if one.strong:
                said = f"<strong{lang}>{said}</strong>"
            elif one.soft or lang:
                soft = ' class="soft"' if one.soft else ""
                said = f"<span{soft}{lang}>{said}</span>"
            out += said
    return out


def _link(address: str, words: str) -> str:
    return f'<a href="{_text(address)}" rel="noopener noreferrer">{_text(words)}</a>'


def _note(note: Note) -> str:
    source = _link(note.source, note.source) if is_address(note.source) else _text(note.source)
    lang = _text(note.lang)
    said = []
    for label, words in note.quotes:
        before = f"{_text(label)}: " if label else ""
        said.append(f'{before}<q lang="{lang}">{_text(words)}</q>')
    about = f'{_text(note.report)}, {_text(note.about)}, <span class="soft">{source}</span>'
    return f'<li id="n{note.number}" value="{note.number}">{about}<br>{" ".join(said)}</li>'
