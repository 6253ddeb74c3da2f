"""The measures of the extraction contract: readings against labels, micro-averaged over reports.

A report without a reading counts as an empty one; what a label marks ``optional`` is neither asked for nor held against
a reading that has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from agree import (
    People,
    Record,
    alike,
    commitment_fits,
    date_right,
    engagement_right,
    normal,
    office_right,
    pair_engagements,
    pair_people,
    people_of,
)

_FIELDS = ("kind", "status", "date", "participants", "countries", "place", "mechanism")
_SHORT_LINE = 11  # characters; a furniture label longer than this is looked for inside a line too


@dataclass(slots=True)
class Tally:
    """Things looked for: found rightly, wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, labels: set[object], reads: set[object]) -> None:
        """Count one set of labels against one set of readings."""
        self.right += len(labels & reads)
        self.wrong += len(reads - labels)
        self.missed += len(labels - reads)

    def figures(self) -> dict[str, float | None]:
        """Precision, recall and F1, and how many were asked for."""
        read, asked = self.right + self.wrong, self.right + self.missed
        precision = self.right / read if read else 0.0
        recall = self.right / asked if asked else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3), "n": asked}


@dataclass(slots=True)
class Share:
    """Answers: how many of them right."""

    right: int = 0
    of: int = 0

    def add(self, ok: object) -> None:
        """Count one answer."""
        self.right += bool(ok)
        self.of += 1

    def figures(self) -> dict[str, float | None]:
        """The share of right answers, None where there was none, and how many there were."""
        return {"accuracy": round(self.right / self.of, 3) if self.of else None, "n": self.of}


def _tallies() -> dict[str, Tally]:
    names = ("people", "engagements found", "engagements right", "topics", "commitments", "furniture")
    return {name: Tally() for name in names}


def _shares() -> dict[str, Share]:
    names = ("published", "false certainty of the day", "office", "country", "evidence valid", "mentions valid")
    return {name: Share() for name in names}


@dataclass(slots=True)
class Card:
    """The score card of a set of reports.

    Attributes:
        tallies: Measures with precision and recall.
        shares: Measures that are a share of answers.
        fields: Share of matched engagements in which a field is right.
        misses: One line for each thing not right.
        reports: Reports labelled.
        answered: Reports with a reading.
        empty: Reports that have no engagement.
        invented: Engagements read in those.
    """

    tallies: dict[str, Tally] = field(default_factory=_tallies)
    shares: dict[str, Share] = field(default_factory=_shares)
    fields: dict[str, Share] = field(default_factory=lambda: {f: Share() for f in _FIELDS})
    misses: list[str] = field(default_factory=list)
    reports: int = 0
    answered: int = 0
    empty: int = 0
    invented: int = 0

    def add(self, label: Record, reading: Record | None, text: str) -> None:
        """Count one report.

        Args:
            label: What a careful reader wrote down.
            reading: The reading by the contract, None where there is none.
            text: The report as read.
        """
        self.reports += 1
        self.answered += reading is not None
        read = reading or {}
        paper = _Paper(self, label, read, text)
        paper.published()
        pairs = paper.people()
        paper.engagements(pairs)
        paper.commitments()
        paper.furniture()

    def figures(self) -> dict[str, dict[str, float | None]]:
        """Every measure by name."""
        out = {name: s.figures() for name, s in self.shares.items()}
        out |= {name: t.figures() for name, t in self.tallies.items()}
        out |= {f"field {name}": s.figures() for name, s in self.fields.items()}
        rate = round(100 * self.invented / self.empty, 1) if self.empty else None
        out["false engagements per 100 reports without any"] = {"rate": rate, "n": self.empty}
        return out


class _Paper:
    """One report on its way onto the card."""

    def __init__(self, card: Card, label: Record, read: Record, text: str) -> None:
        self._card = card
        self._label = label
        self._read = read
        self._text = text

    def _miss(self, words: str) -> None:
        self._card.misses.append(f"{self._label['id']} {words}")

    def published(self) -> None:
        told, read = self._label["published"], self._read.get("report", {}).get("published")
        if told:
            self._card.shares["published"].add(read == told)
            if read != told:
                self._miss(f"published: {told} read as {read}")
            return
        is_day = bool(read) and len(read.strip("~?%")) == 10 and "X" not in read
        self._card.shares["false certainty of the day"].add(is_day)
        if is_day:
            self._miss(f"published: cannot be told, read as {read}")

    def people(self) -> dict[int, int]:
        labels, reads = self._label["people"], self._read.get("people", [])
        pairs = pair_people(labels, reads)
        tally, shares = self._card.tallies["people"], self._card.shares
        tally.add(set(range(len(labels))), {pairs.get(j, ("read", j)) for j in range(len(reads))})
        for j, i in pairs.items():
            same = labels[i]["country"] == reads[j].get("country")
            shares["country"].add(same)
            if not same:
                self._miss(f"country of {labels[i]['name']}: {labels[i]['country']} read as {reads[j].get('country')}")
            if labels[i].get("office"):
                held = office_right(labels[i]["office"], reads[j].get("office"))
                shares["office"].add(held)
                if not held:
                    self._miss(f"office of {labels[i]['name']}: {labels[i]['office']} read as {reads[j].get('office')}")
        for person in reads:
            for mention in person.get("mentions", []):
                shares["mentions valid"].add(self._names(person, mention))
        for i in sorted(set(range(len(labels))) - set(pairs.values())):
            self._miss(f"person missed: {labels[i]['name']}")
        for j in sorted(set(range(len(reads))) - set(pairs)):
            self._miss(f"person wrong: {reads[j].get('name')} {reads[j].get('surface')}")
        return pairs

    def _names(self, person: Record, mention: Record) -> bool:
        said = normal(self._text[max(0, mention["start"]) : mention["end"]])
        inside = mention["start"] < mention["end"] <= len(self._text)
        return inside and bool(said) and any(normal(s) in said or said in normal(s) for s in person.get("surface", []))

    def engagements(self, pairs: Mapping[int, int]) -> None:
        labels, reads = self._label["engagements"], self._read.get("engagements", [])
        number = {normal(p["name"]): i for i, p in enumerate(self._label["people"])}
        place = {normal(p.get("name")): j for j, p in enumerate(self._read.get("people", []))}
        told = [people_of(e, lambda n: number[normal(n)]) for e in labels]
        found = [people_of(e, lambda n: pairs.get(place.get(normal(n), -1), "?" + normal(n))) for e in reads]
        for e in reads:
            spans = e.get("evidence", [])
            inside = all(0 <= s["start"] < s["end"] <= len(self._text) for s in spans)
            self._card.shares["evidence valid"].add(spans and inside)
        matched = pair_engagements(labels, reads, told, found)
        for i, j in matched:
            if not labels[i].get("optional"):
                self._matched(labels[i], reads[j], told[i], found[j])
        met, used = {i for i, _ in matched}, {j for _, j in matched}
        missed = [e for i, e in enumerate(labels) if i not in met and not e.get("optional")]
        self._unmatched(missed, [e for j, e in enumerate(reads) if j not in used])
        if not labels:
            self._card.empty += 1
            self._card.invented += len(reads)

    def _matched(self, label: Record, read: Record, told: People, found: People) -> None:
        fields, tallies = self._card.fields, self._card.tallies
        tallies["engagements found"].right += 1
        for name in ("kind", "status"):
            fields[name].add(label[name] == read.get(name))
        fields["date"].add(date_right(label["date"], read.get("date")))
        fields["participants"].add(told == found)
        fields["countries"].add(set(label["countries"]) == set(read.get("countries", [])))
        where, there = label["place"] or "", read.get("place") or ""
        fields["place"].add(alike(where, there) or not (where or there))
        if label.get("ordinal") or read.get("ordinal"):
            fields["mechanism"].add(label.get("ordinal") == read.get("ordinal"))
        tallies["topics"].add(set(label.get("topics", [])), set(read.get("topics", [])))
        right = engagement_right(label, read, told, found)
        tallies["engagements right"].right += right
        tallies["engagements right"].wrong += not right
        tallies["engagements right"].missed += not right
        if not right:
            self._miss(f"engagement not right: label {brief(label)} | read {brief(read)}")

    def _unmatched(self, missed: list[Record], extra: list[Record]) -> None:
        for name in ("engagements found", "engagements right"):
            self._card.tallies[name].missed += len(missed)
            self._card.tallies[name].wrong += len(extra)
        for e in missed:
            self._miss(f"engagement missed: {brief(e)}")
        for e in extra:
            self._miss(f"engagement invented: {brief(e)}")

    def commitments(self) -> None:
        tally, left = self._card.tallies["commitments"], list(self._read.get("commitments", []))
        for label in self._label["commitments"]:
            hit = next((x for x in left if commitment_fits(label, x)), None)
            if hit is not None:
                left.remove(hit)
                tally.right += not label.get("optional")
            elif not label.get("optional"):
                tally.missed += 1
                self._miss(f"commitment missed: {label['what']}")
        tally.wrong += len(left)
        for x in left:
            self._miss(f"commitment invented: {x.get('what')}")

    def furniture(self) -> None:
        either = _labelled_lines(self._text, self._label.get("furniture_optional", []))
        told = _labelled_lines(self._text, self._label.get("furniture", [])) - either
        read = _covered_lines(self._text, self._read.get("report", {}).get("furniture", [])) - either
        self._card.tallies["furniture"].add(set(told), set(read))
        if told != read:
            kept, cut = sorted(told - read), sorted(read - told)
            self._miss(f"furniture: lines kept {kept}, lines of the report cut {cut}")


def _labelled_lines(text: str, openings: Iterable[str]) -> set[int]:
    """Numbers of the lines that a label names by their first words."""
    wanted = [o.strip() for o in openings]
    return {
        n
        for n, line in enumerate(text.splitlines())
        if line.strip() and any(line.strip().startswith(o) or (len(o) > _SHORT_LINE and o in line) for o in wanted)
    }


def _covered_lines(text: str, spans: Iterable[Record]) -> set[int]:
    """Numbers of the lines that spans cover by more than half."""
    out, start = set(), 0
    for n, line in enumerate(text.splitlines(keepends=True)):
        end = start + len(line.rstrip("\r\n"))
        covered = sum(max(0, min(end, s["end"]) - max(start, s["start"])) for s in spans)
        if line.strip() and covered > (end - start) / 2:
            out.add(n)
        start += len(line)
    return out


def brief(engagement: Record) -> str:
    """An engagement in one line."""
    sitting = f" {engagement['mechanism']} #{engagement.get('ordinal')}" if engagement.get("mechanism") else ""
    who = "+".join(engagement.get("participants", [])) or "/".join(engagement.get("countries", []))
    what = f"{engagement.get('kind')}/{engagement.get('status')}"
    return f"{what} {engagement.get('date')} {engagement.get('place') or '-'} {who}{sitting}"
