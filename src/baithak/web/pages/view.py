"""Rendering: templates that escape everything, in the reader's language and light."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final
from urllib.parse import quote, urlencode

import msgspec
from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from baithak.ask.tongue import Tongue
from baithak.render.page import is_address
from baithak.web.pages.words import Words, tongue, words

_YEAR: Final = 31_536_000  # seconds that a choice of language or light is kept
_LANGUAGES: Final = ("en", "hi")
_THEMES: Final = ("auto", "light", "dark")
_JOINERS: Final = "\u200c\u200d"  # belong to the spelling of Hindi


class Look(msgspec.Struct, frozen=True):
    """How a page is shown.

    Attributes:
        language: Of the page's own words.
        theme: ``auto``, ``light`` or ``dark``.
        chosen: What this very request chose, to be kept in cookies.
    """

    language: str
    theme: str
    chosen: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> Words:
        """The page's own words."""
        return words(self.language)

    @property
    def tongue(self) -> Tongue:
        """Names, dates and numbers in the language."""
        return tongue(self.language)


def look(request: Request) -> Look:
    """How somebody wants their pages: as the address says, as they chose before, as their browser says.

    Args:
        request: The request.
    """
    asked, kept = request.query_params, request.cookies
    chosen: list[tuple[str, str]] = []
    out: dict[str, str] = {}
    accepted = request.headers.get("accept-language", "").lower()
    fallback = "hi" if accepted.startswith("hi") else "en"
    for name, among, default in (("lang", _LANGUAGES, fallback), ("theme", _THEMES, "auto")):
        said_, before = asked.get(name, ""), kept.get(name, "")
        if said_ in among:
            chosen.append((name, said_))
        out[name] = said_ if said_ in among else before if before in among else default
    return Look(out["lang"], out["theme"], tuple(chosen))


@cache
def _templates() -> Environment:
    folder = str(files("baithak.web").joinpath("templates"))
    made = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters.update(said=said, seg=segment, bare=bare, flat=flat)
    made.globals.update(is_address=is_address, query=query)
    return made


def page(request: Request, template: str, status: int = 200, **values: object) -> Response:
    """A page.

    Args:
        request: The request.
        template: File of ``templates/``.
        status: HTTP status.
        values: What the template shows; text is escaped.
    """
    how = look(request)
    account = getattr(request.state, "account", None)
    guarded = bool(request.app.state.desk.guarded)
    html = _templates().get_template(template).render(
        request=request, t=how.words, tongue=how.tongue, look=how, account=account, guarded=guarded,
        edits=account is not None and account.edits, path=request.url.path, again=_again(request), **values,
    )  # fmt: skip
    answer = HTMLResponse(html, status)
    for name, value in how.chosen:
        answer.set_cookie(name, value, max_age=_YEAR, samesite="lax")
    answer.headers["vary"] = "cookie, accept-language"
    return answer


def _again(request: Request) -> dict[str, str]:
    """This very page in the other language and the other lights; only a page that was asked for can be shown again."""
    kept = [(k, v) for k, v in request.query_params.multi_items() if k not in ("lang", "theme")]
    path = request.url.path if request.method == "GET" else "/"
    kept = kept if request.method == "GET" else []
    return {
        f"{name}={value}": f"{quote(path)}?{urlencode([*kept, (name, value)])}"
        for name, among in (("lang", _LANGUAGES), ("theme", _THEMES))
        for value in among
    }


def plain_page(
    request: Request, status: int, title: str, detail: str, headers: dict[str, str] | None = None
) -> Response:
    """A page that says what is wrong.

    Args:
        request: The request.
        status: HTTP status.
        title: In a few words.
        detail: What can be done.
        headers: More headers.
    """
    answer = page(request, "problem.html", status, title=title, detail=detail, code=status)
    answer.headers.update(headers or {})
    return answer


# ---------------------------------------------------------------------- words of others


def said(value: object) -> Markup:
    """Words that came from outside, as HTML that can do nothing: escaped, on their own direction, controls visible.

    Args:
        value: The words.
    """
    return Markup("<bdi>{}</bdi>").format(Markup("".join(_visible(str(value)))))


def bare(value: object) -> Markup:
    """The same without an element around, for inside one that isolates directions.

    Args:
        value: The words.
    """
    return Markup("".join(_visible(str(value))))


def flat(value: object) -> str:
    """Words without what cannot be seen, for where no element can stand: titles, drawings.

    Args:
        value: The words.
    """
    return "".join(c if c.isprintable() or c in _JOINERS else " " if c in "\n\t" else "" for c in str(value))


def segment(value: object) -> str:
    """A value as one part of a path.

    Args:
        value: The value.
    """
    return quote(str(value), safe="")


def query(**values: object) -> str:
    """The query of an address; what is None or empty is left out, what is a list comes often.

    Args:
        values: Names and values.
    """
    pairs = []
    for name, value in values.items():
        some = value if isinstance(value, list | tuple) else [value]
        pairs += [(name.rstrip("_"), str(v)) for v in some if v not in (None, "")]
    return f"?{urlencode(pairs)}" if pairs else ""


def _visible(text: str) -> list[str]:
    """Escaped text in pieces; what cannot be seen, or turns the direction of what follows, by its number."""
    out: list[str] = []
    for letter in text:
        if letter in "\n\t" or (letter.isprintable() and letter != "\ufffd"):
            out.append(str(escape(letter)))
        elif letter == "\r" or letter in _JOINERS:
            out.append("" if letter == "\r" else letter)
        elif unicodedata.category(letter) == "Zs":
            out.append(letter)
        else:
            out.append(f'<span class="ctl" title="U+{ord(letter):04X}">U+{ord(letter):04X}</span>')
    return out
