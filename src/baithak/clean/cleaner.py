"""The cleaner: lines and pieces of lines with their roles, stamps, credits and the dateline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from baithak.clean.credits import Credit, attributed, bracketed, closing, in_row
from baithak.clean.dateline import dateline
from baithak.clean.inline import Inline
from baithak.clean.roles import alone, together
from baithak.clean.rows import Row, rows
from baithak.clean.stamps import leading, stamps
from baithak.clean.table import Agency, FurnitureTable, Words
from baithak.model import Dateline, Document, Line, Report, Stamp
from baithak.orthography import Speller
from baithak.repair import Repairer
from baithak.spans import Span

_PARTING = frozenset(("section", "menu", "menu run", "ticker", "listed", "crumbs"))
_DATELINE_ROWS = 6  # lines of prose among which the dateline is looked for


class Cleaner:
    """Tells the report from the page around it.

    Args:
        table: The pack's ``furniture.yaml``.
        agencies: Canonical agency name to its forms.
        speller: The pack's speller.
        letters: Names of letters, of which editors' initials are made.
        repairer: Undoes mojibake and legacy fonts; the text is taken as it is where none is given.
    """

    def __init__(
        self,
        table: FurnitureTable,
        agencies: Mapping[str, Agency],
        speller: Speller,
        letters: Iterable[str] = (),
        repairer: Repairer | None = None,
    ) -> None:
        self._words = Words(table, agencies, speller, letters)
        self._inline = Inline(table, speller)
        self._repair = repairer or Repairer()

    def __call__(self, report: Report) -> Document:
        """Clean one report.

        Args:
            report: The report as it came.

        Returns:
            The document; nothing of the text is removed, every line has a role.
        """
        text, alignment = self._repair(report.text)
        found = rows(text, self._words)
        for row in found:
            alone(row, self._words)
        together(found)
        clocks = _clocks(found)
        page = _Page(text, self._words, self._inline)
        for i, row in enumerate(found):
            page.add(row, clock=i in clocks)
        return Document(
            report=report,
            text=text,
            alignment=alignment,
            lines=tuple(page.lines),
            agencies=tuple(dict.fromkeys(c.agency for c in page.credits)),
            credits=tuple(c.span for c in page.credits),
            stamps=tuple(page.stamps),
            dateline=page.dateline,
        )


class _Page:
    """What has been collected of one document."""

    def __init__(self, text: str, words: Words, inline: Inline) -> None:
        self._text = text
        self._words = words
        self._inline = inline
        self.lines: list[Line] = []
        self.credits: list[Credit] = []
        self.stamps: list[Stamp] = []
        self.dateline: Dateline | None = None
        self._prose = 0

    def add(self, row: Row, *, clock: bool) -> None:
        """Take in the next row; ``clock`` tells that an unlabelled day in it is the page's, not the report's."""
        if row.role in ("body", "headline"):
            self._report(row)
            return
        self.lines.append(Line(row.start, row.end, row.role, row.rule))
        if row.role == "stamp":
            for stamp in stamps(row, self._words) or ():
                self.stamps.append(Stamp(stamp.span, stamp.day, "clock") if clock and stamp.kind == "plain" else stamp)
        if row.role in ("stamp", "credit"):
            self.credits.extend(in_row(row))

    def _report(self, row: Row) -> None:
        if self.dateline is None and self._prose < _DATELINE_ROWS and self._only_dateline(row):
            return
        start, end = row.start, row.end
        pieces: list[Line] = []
        if head := leading(row, self._words):
            stamp, start = head
            self.stamps.append(stamp)
            self.lines.append(Line(stamp.span.start, stamp.span.end, "stamp", "stamp before prose"))
            row = Row(self._text, self._skip_space(start), end, self._words)
            row.give("body", "body")
            start = row.start
        if tail := closing(self._text, row, self._words):
            end, named = tail
            self.credits.extend(named)
            pieces.append(Line(end, row.end, "credit", "closing credit"))
        self._note(row)
        pieces.extend(Line(s.start, s.end, "furniture", "inline lead") for s in self._inline(self._text, start, end))
        self._emit(row, start, end, sorted(pieces, key=lambda p: p.start))

    def _only_dateline(self, row: Row) -> bool:
        """A dateline that has a line to itself."""
        if row.prose or len(row.words) > 6:
            return False
        found = dateline(row, self._words)
        if found is None or found.span.end < row.end:
            return False
        if found.date is None and row.text[-1] not in self._words.stops | set(self._words.table.colons):
            return False
        self.dateline = found
        self.credits.extend(bracketed(row.tokens, self._words))
        self.lines.append(Line(row.start, row.end, "stamp", "dateline"))
        return True

    def _note(self, row: Row) -> None:
        """Dateline and agencies of a row of the report."""
        if row.role == "body" and row.prose:
            self._prose += 1
            if self.dateline is None and self._prose <= _DATELINE_ROWS and (found := dateline(row, self._words)):
                self.dateline = found
                inside = [t for t in row.tokens if t.end <= found.span.end]
                self.credits.extend(bracketed(inside, self._words))
                self.credits.extend(c for c in in_row(row) if found.span.covers(c.span) and c not in self.credits)
        self.credits.extend(attributed(row, self._words))

    def _emit(self, row: Row, start: int, end: int, pieces: Sequence[Line]) -> None:
        at = start
        for piece in pieces:
            self._plain(row, at, piece.start)
            self.lines.append(piece)
            at = piece.end
        self._plain(row, at, max(at, end) if not pieces or pieces[-1].end < end else at)

    def _plain(self, row: Row, start: int, end: int) -> None:
        start = self._skip_space(start)
        while end > start and self._text[end - 1].isspace():
            end -= 1
        if start < end:
            self.lines.append(Line(start, end, row.role, row.rule))

    def _skip_space(self, at: int) -> int:
        while at < len(self._text) and self._text[at].isspace():
            at += 1
        return at


def _clocks(found: Sequence[Row]) -> set[int]:
    """Stamps at the top of the page that menus or other reports' headlines part from the report."""
    head = next((i for i, row in enumerate(found) if row.role in ("headline", "body")), 0)
    parted = max((i for i in range(head) if found[i].rule in _PARTING), default=0)
    return {i for i in range(parted) if found[i].role == "stamp"}


def spans_of(document: Document, role: str) -> list[Span]:
    """The spans of a document's lines with a role."""
    return [Span(line.start, line.end) for line in document.lines if line.role == role]
