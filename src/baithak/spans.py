"""Half-open spans of a text, and the alignment between a repaired text and the text as read.

All offsets count Unicode code points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import msgspec


class Span(msgspec.Struct, frozen=True, order=True, gc=False):
    """A half-open place ``[start, end)`` in a text, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a span that runs backwards.

        Raises:
            ValueError: ``start`` is negative or lies after ``end``.
        """
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def cut(self, text: str) -> str:
        """The words of ``text`` that the span names."""
        return text[self.start : self.end]


class Alignment:
    """Where each piece of a repaired text stood in the text as read.

    Repairs (mojibake, legacy fonts) change lengths, so an offset found in the repaired text must be led back before it
    is shown. The alignment is a list of pieces; inside a piece of equal length offsets map one to one, inside any other
    piece a span maps to the whole piece, so that a returned span always holds the words that were read.

    Args:
        pieces: ``(repaired_start, source_start)`` of each piece, ascending in both, the first ``(0, 0)``.
        repaired_length: Length of the repaired text in code points.
        source_length: Length of the text as read in code points.
    """

    __slots__ = ("_repaired", "_same", "_source")

    def __init__(self, pieces: Sequence[tuple[int, int]], repaired_length: int, source_length: int) -> None:
        self._repaired = [r for r, _ in pieces] + [repaired_length]
        self._source = [s for _, s in pieces] + [source_length]
        self._same = self._repaired == self._source

    @classmethod
    def identity(cls, length: int) -> Alignment:
        """The alignment of a text that needed no repair."""
        return cls([(0, 0)], length, length)

    def to_source(self, span: Span) -> Span:
        """Lead a span of the repaired text back to the text as read.

        Args:
            span: Offsets in the repaired text.

        Returns:
            The smallest span of the text as read that surely holds it.
        """
        if self._same:
            return span
        return Span(self._edge(span.start, after=False), self._edge(span.end, after=True))

    def _edge(self, offset: int, *, after: bool) -> int:
        piece = bisect_right(self._repaired, offset - 1 if after and offset else offset) - 1
        piece = min(piece, len(self._repaired) - 2)
        r0, r1 = self._repaired[piece], self._repaired[piece + 1]
        s0, s1 = self._source[piece], self._source[piece + 1]
        if r1 - r0 == s1 - s0:
            return s0 + offset - r0
        return s1 if after and offset > r0 else s0
