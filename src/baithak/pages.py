"""HTML → the article's text and the day its metadata tell."""

from __future__ import annotations

import msgspec

MIN_SIGNS = 20  # a page whose article is shorter has none


class Page(msgspec.Struct, frozen=True):
    """An article taken out of a page: text, day of publication by the page's own metadata, language by its tag."""

    text: str
    published: str | None
    language: str | None


def main_text(html: str) -> Page | None:
    """Take the article out of a page.

    Args:
        html: The page, decoded.

    Returns:
        The article, or None where none is found.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415 - slow to load, and few runs read pages

    found = bare_extraction(
        html,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = getattr(found, "text", None)
    if not text or len(text.strip()) < MIN_SIGNS:
        return None
    return Page(text, getattr(found, "date", None), getattr(found, "language", None))
