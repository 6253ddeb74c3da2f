"""Times of a clause → EDTF, against the day of publication as far as it is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from msgspec.structs import replace

from baithak.assemble.draft import Dated
from baithak.edtf import plain
from baithak.frames.instance import Instance
from baithak.model import Stamp
from baithak.resolve.publication import Publication
from baithak.times import Timex, named, resolve
from baithak.times.values import Weekday

_POINTS = ("day", "month", "year")
_JOINT = 3  # tokens between two times named together: a postposition, a comma, *and*
_NEAR = 2  # sentences within which plans lend one another their year
_ANY_YEAR = 2023  # stands in for a year that is not known; not a leap year


class Clock:
    """The report's only clock: its day of publication, or what is known of it.

    Args:
        publication: The day of publication.
        stamps: Stamps of the page; days of posts quoted in it serve where the publication is not known.
        times: Times of each sentence; a full date with its weekday in the lead anchors the other weekdays.
        ahead: Those told of the future; the year of a plan is lent to the plans told beside it.
    """

    def __init__(
        self,
        publication: Publication,
        stamps: tuple[Stamp, ...] = (),
        times: Sequence[Sequence[Timex]] = (),
        ahead: Sequence[Timex] = (),
    ) -> None:
        self._day = date.fromisoformat(publication.whole) if publication.whole else None
        self._yearless = publication.day if publication.day and publication.whole is None else None
        posts = sorted(s.day for s in stamps if s.kind == "post" and not s.day.startswith("XXXX"))
        self._news_weekday = next((t.weekday for s in times[:3] for t in s if t.weekday is not None), None)
        self._anchor = None if self._day or self._yearless else _anchor(times)
        self._years = _years(times, ahead)
        self._post = date.fromisoformat(posts[0]) if posts and self._day is None and self._yearless is None else None

    def dates(self, instance: Instance) -> list[Dated]:
        """All times of a frame instance, resolved.

        Args:
            instance: The clause's word.

        Returns:
            EDTF values with rule and place; what cannot be resolved is left out, never guessed.
        """
        out = []
        for timex in instance.times:
            if _is_no_day(timex, instance) or _shares_bound(timex, instance.times):
                continue
            value = self.value(timex, instance.tense)
            if value:
                out.append(Dated(value, named(timex, value), (timex.start, timex.end), asserted=not instance.nominal))
        return out

    def apart(self, instance: Instance) -> list[Instance]:
        """Two months or days named together (in July 2015 and in June 2017) are two occasions, each with its own.

        Args:
            instance: The clause's word.
        """
        told = [t for t in instance.times if t.kind in _POINTS and t.bound is None]
        if len(told) < 2 or (instance.nominal and instance.event != "visit") or len({t.kind for t in told}) > 1:
            return [instance]
        values = [self.value(t, instance.tense) for t in told]
        joined = all(0 < b.first - a.last <= _JOINT for a, b in pairwise(told))
        if not joined or None in values or len(set(values)) < len(values):
            return [instance]
        rest = tuple(t for t in instance.times if t not in told)
        return [replace(instance, times=(t, *rest)) for t in told]

    def value(self, timex: Timex, tense: str | None) -> str | None:
        """One time expression as EDTF, or None where the evidence leaves it open.

        Args:
            timex: The expression.
            tense: ``past``, ``future`` or None, the tense of its clause.
        """
        value = self._resolved(timex, tense)
        return plain(value) if value else None

    def _resolved(self, timex: Timex, tense: str | None) -> str | None:
        reference = self._day or self._post or (self._anchor if timex.weekday is not None else None)
        if reference is not None:
            return resolve(timex, reference, tense=tense)
        if self._yearless is None:
            return resolve(timex, None, tense=tense, near=self._near(timex) if tense == "future" else None)
        plain = resolve(timex, None, tense=tense)
        if plain is None and timex.weekday is not None:
            return self._beside_dateline(timex, tense)
        if plain is not None:
            return plain
        value = resolve(timex, date(_ANY_YEAR, int(self._yearless[5:7]), int(self._yearless[8:10])), tense=tense)
        same_year = value is not None and value.startswith(str(_ANY_YEAR)) and "/" not in value and len(value) >= 10
        return f"XXXX{value[4:]}" if value and same_year else None

    def _near(self, timex: Timex) -> str | None:
        """The one year told of what is planned within two sentences of a time expression."""
        place = next((n for n, _, t in self._years if t == timex), None)
        years = {year for n, year, _ in self._years if year and place is not None and abs(n - place) <= _NEAR}
        return years.pop() if len(years) == 1 else None

    def _beside_dateline(self, timex: Timex, tense: str | None) -> str | None:
        """A weekday before or after that of the news, dated by a dateline without a year; about, as filing may lag."""
        if self._news_weekday is None or self._yearless is None or tense is None or not _is_bare(timex):
            return None
        days = (self._news_weekday - (timex.weekday or 0)) % 7
        if tense == "future":
            days -= 7
        day = date(_ANY_YEAR, int(self._yearless[5:7]), int(self._yearless[8:10])) - timedelta(days=days)
        return f"XXXX-{day:%m-%d}~" if day.year == _ANY_YEAR else None


def _years(times: Sequence[Sequence[Timex]], ahead: Sequence[Timex]) -> list[tuple[int, str | None, Timex]]:
    """Every time expression with the number of its sentence, and its year where that is the year of a plan."""
    planned = {(t.start, t.end) for t in ahead}
    out = []
    for number, sentence in enumerate(times):
        for t in sentence:
            free = t.kind == "year" and t.bound is None and (t.start, t.end) in planned
            value = resolve(t, None) if free else None
            out.append((number, value if value and len(value) == 4 and value.isdigit() else None, t))
    return out


def _is_bare(timex: Timex) -> bool:
    """Whether a time expression is a weekday alone, with no word for which one."""
    return isinstance(timex.value, Weekday) and timex.value.which is None


def _is_no_day(timex: Timex, instance: Instance) -> bool:
    """Whether a bound tells of no time at which it was: until a day, after, before.

    What is planned before the end of the year is planned for that year.
    """
    if timex.bound == "after" or (timex.bound in ("until", "before") and timex.kind == "day"):
        return True
    return timex.bound == "before" and instance.status != "planned"


def _shares_bound(timex: Timex, times: Sequence[Timex]) -> bool:
    """*After 2016 and 2019*: the bound behind the last of joined times is that of them all."""
    return any(t.first == timex.last + 1 and t.kind == timex.kind and t.bound == "after" for t in times)


def _anchor(times: Sequence[Sequence[Timex]]) -> date | None:
    """A whole date in the lead whose weekday the same sentence names."""
    for sentence in times[:3]:
        weekdays = {t.weekday for t in sentence if t.weekday is not None}
        for timex in sentence:
            value = resolve(timex, None)
            if (
                timex.kind == "day"
                and value
                and len(value) == 10
                and "X" not in value
                and date.fromisoformat(value).weekday() in weekdays
            ):
                return date.fromisoformat(value)
    return None
