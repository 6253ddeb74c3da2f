"""Names → people of this report: one entry a person, however many ways the report names them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance.Levenshtein import distance

from baithak.edtf import bounds
from baithak.find.party import Party
from baithak.gazetteer import Gazetteer, Official, Term
from baithak.language import Language
from baithak.resolve.romanize import Romanizer

_FOREIGN = 6  # letters from which a name that is nearly another's is taken for it without its state
_FIRST = 60  # percent; brothers and fathers share all but the first name
_PAIR = 2  # words of what may be two surnames
_INITIAL = 2  # letters of what may be a misspelt initial
_SURELY = 86  # percent; the same where no state narrows the choice
_ALIKE = 70  # percent; measured on pairs of spellings of one name against names of colleagues


@dataclass(slots=True)
class Member:
    """A person of the report while it is being read.

    Attributes:
        words: Folded words of the fullest form.
        known: The register's entry, or None.
        office: First office the report gives.
        state: State served.
        host: State of accreditation of an envoy.
        surfaces: Forms as written, in order of first appearance.
        spans: Code-point ranges of the mentions in the document's text.
        rule: What found the first mention.
        name: English name.
        assumed: Whether the state is only the default of this language's press.
    """

    words: tuple[str, ...]
    known: Official | None = None
    office: str | None = None
    state: str | None = None
    host: str | None = None
    surfaces: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    rule: str = ""
    name: str = ""
    assumed: bool = False


class Cast:
    """The people of one report.

    Args:
        lang: The language.
        romanizer: For names outside the register.
        day: Day of publication (``YYYY-MM-DD``) if known; picks the holder of an office at that time.
    """

    def __init__(self, lang: Language, romanizer: Romanizer, day: str | None = None) -> None:
        self._lang = lang
        self._gazetteer: Gazetteer = lang.gazetteer
        self._romanizer = romanizer
        self._day = day
        self.members: list[Member] = []

    # ------------------------------------------------------------------ adding mentions

    def add(self, party: Party, words: tuple[str, ...], surface: str, span: tuple[int, int], state: str | None) -> int:
        """Put a full or announced name into the cast.

        Args:
            party: The phrase that names the person.
            words: Folded words of the bare name.
            surface: The bare name as written.
            span: Its code points.
            state: State told by the phrase or by its neighbours.

        Returns:
            The member's number.
        """
        words = tuple(
            w for k, w in enumerate(words) if k == 0 or w != words[k - 1] or w in self._lang.letters
        )  # a word printed twice
        number = self._find(words, party, state)
        if number is None:
            number = self._alike(words, party, state)
        if number is None:
            official = self._official(words, party, state)
            number = self._same_official(official)
            if number is None:
                self.members.append(Member(words=words, known=official, rule=party.rule))
                number = len(self.members) - 1
        member = self.members[number]
        if len(words) > len(member.words) and member.known is None:
            member.words = words
            member.known = self._official(words, party, state)
        elif member.known is None and (party.known or (member.office is None and party.office)):
            member.known = self._official(words, party, state)
        self._note(member, surface, span)
        member.office = member.office or (party.office if party.office != "counterpart" else None)
        member.host = member.host or party.host
        if member.known is not None and self._serves(member):
            member.state = self._gazetteer.state_of[member.known.id]
        else:
            member.state = member.state or state
        return number

    def add_short(self, words: tuple[str, ...], surface: str, span: tuple[int, int]) -> int | None:
        """Put a later short form to the person it can only mean, or None where nobody or two people bear the word."""
        number = self._bearer(words)
        if number is not None:
            self._note(self.members[number], surface, span)
        return number

    def _serves(self, member: Member) -> bool:
        """Whether the register's state counts: that of an organisation only for the office held in it."""
        home = self._gazetteer.state_of[member.known.id] if member.known else ""
        if home in self._gazetteer.states or self._gazetteer.organisations[home].like_state:
            return True
        return member.known is not None and any(_same_office(t.office, member.office or "") for t in member.known.terms)

    def runs(self) -> frozenset[tuple[str, str]]:
        """Neighbouring words of these people's names; the second may look like a case marker (*Suu Kyi* in Hindi)."""
        return frozenset(pair for m in self.members for pair in pairwise(m.words))

    def together(self) -> frozenset[tuple[str, str]]:
        """Words borne by one person, in their order: side by side they name one, words of two people name two."""
        return frozenset(pair for m in self.members for pair in combinations(m.words, 2))

    def short_words(self) -> frozenset[str]:
        """Folded words that may stand for one of these people later; initials and particles left out."""
        return frozenset(w for m in self.members for w in m.words if len(w) > 2)

    @staticmethod
    def _note(member: Member, surface: str, span: tuple[int, int]) -> None:
        if surface not in member.surfaces:
            member.surfaces.append(surface)
        if span not in member.spans:
            member.spans.append(span)

    # ------------------------------------------------------------------ identity

    def _find(self, words: tuple[str, ...], party: Party, state: str | None) -> int | None:
        for i, member in enumerate(self.members):
            if member.words == words and not _states_clash(member.state, state):
                return i
        if len(words) == _PAIR and not party.known and (first := self._two_of(words)) is not None:
            return first
        for i, member in enumerate(self.members):
            if (
                _part_of(words, member.words)
                and not _states_clash(member.state, state)
                and (len(words) > 1 or not _offices_clash(member.office, party.office))
            ):
                return i
        return None

    def _two_of(self, words: tuple[str, ...]) -> int | None:
        """*Modi Wong's invitation*: two surnames side by side are two people, the first of whom is named here."""
        ends = [[i for i, m in enumerate(self.members) if len(m.words) > 1 and m.words[-1] == w] for w in words]
        return ends[0][0] if all(len(e) == 1 for e in ends) and ends[0] != ends[1] else None

    def _same_official(self, official: Official | None) -> int | None:
        if official is None:
            return None
        return next((i for i, m in enumerate(self.members) if m.known is not None and m.known.id == official.id), None)

    def _bearer(self, words: tuple[str, ...]) -> int | None:
        bearers = [i for i, m in enumerate(self.members) if set(words) <= set(m.words)]
        if not bearers and len(words) == 1:
            bearers = [
                i
                for i, m in enumerate(self.members)
                if any(distance(w, words[0], score_cutoff=1) <= 1 for w in m.words)
            ]
        if len(bearers) > 1:
            last = [i for i in bearers if self.members[i].words[-len(words) :] == words]
            bearers = last or bearers
        return bearers[-1] if bearers else None

    def _official(self, words: tuple[str, ...], party: Party, state: str | None) -> Official | None:
        people = self._gazetteer.people
        ids: Iterable[str] = party.known
        if not party.known:
            bearing = [self._lang.by_name_word.get(w, set()) for w in words]
            ids = set.intersection(*bearing) if bearing else set()
            if not party.office:  # a bare word is not enough to call somebody known
                return None
        fits = [people[i] for i in sorted(ids) if not _states_clash(self._gazetteer.state_of[i], state)]
        if party.office and party.office != "counterpart":
            held = [p for p in fits if any(_same_office(t.office, party.office) for t in p.terms)]
            if held or not party.known:
                fits = held
        if (not fits and party.office and len(words) > 1) or (not fits and party.office and state):
            fits = self._misspelt(words, party.office, state)
        if len(fits) > 1 and self._day:
            fits = [p for p in fits if any(_covers(t, self._day) for t in p.terms)] or fits
        if len(fits) > 1 and not party.known:
            return None
        return max(fits, key=_last_start, default=None)

    def _misspelt(self, words: tuple[str, ...], office: str, state: str | None) -> list[Official]:
        """Holders of the very office whose name is nearly these words: foreign names are spelt by ear."""
        said = self._romanizer.key(" ".join(words))
        if not said:
            return []  # stray vowel signs
        scored = [
            (fuzz.token_sort_ratio(said, form), p)
            for office_held in dict.fromkeys((office, *office.split(" and ")))
            for p in self._gazetteer.holders(office_held, state)
            for form in map(self._romanizer.key, (p.name, *p.latin))
            if fuzz.ratio(said.split()[0], form.split()[0]) >= _FIRST or len(words) == 1 or len(words[0]) <= _INITIAL
        ]
        best = max((s for s, _ in scored), default=0)
        return [next(p for s, p in scored if s == best)] if best >= (_ALIKE if state else _SURELY) else []

    def _alike(self, words: tuple[str, ...], party: Party, state: str | None) -> int | None:
        """A member with the same office and state whose name is nearly the same: one person spelt two ways."""
        if not party.office:
            return None
        said = self._romanizer.key(" ".join(words))
        for i, m in enumerate(self.members):
            same = m.office == party.office and not _states_clash(m.state, state)
            if same and self._initialled(words, m.words):
                return i
            if (state is not None and m.state != state) or m.office is None:
                continue
            if not _same_office(m.office, party.office) or (state is None and len(words[-1]) < _FOREIGN):
                continue
            form = self._romanizer.key(" ".join(m.words))
            alike = max(fuzz.token_sort_ratio(said, form), fuzz.ratio(said.replace(" ", ""), form.replace(" ", "")))
            if alike >= (_ALIKE if m.office == party.office and state is not None else _SURELY):
                return i
        return None

    def _initialled(self, a: tuple[str, ...], b: tuple[str, ...]) -> bool:
        """Whether two names share the last word and one of them has but letters before it."""
        letters = self._lang.letters
        return a[-1] == b[-1] and any(len(n) > 1 and all(w in letters for w in n[:-1]) for n in (a, b))

    def registered(self, office: str | None, state: str) -> list[int]:
        """Members named without an office who by the register hold one: *Sheikh Tamim* is the emir of Qatar.

        Args:
            office: The office.
            state: Its state.
        """
        return [
            i
            for i, m in enumerate(self.members)
            if m.office is None and m.state == state and m.known and any(t.office == office for t in m.known.terms)
        ]

    def held(self, number: int, office: str | None, edtf: str) -> bool:
        """Whether a member may have held an office at a time; false only where the register's terms say otherwise."""
        known, span = self.members[number].known, bounds(edtf)
        if known is None or span is None:
            return True
        terms = [t for t in known.terms if office and _same_office(t.office, office)]
        first, last = span[0].isoformat(), span[1].isoformat()
        return not terms or any(
            (t.start or "0000") <= last[: len(t.start or "0000")] and first[: len(t.end or "9999")] <= (t.end or "9999")
            for t in terms
        )

    # ------------------------------------------------------------------ the end

    def settle(self) -> None:
        """Give an office told without any state to the state at home in this language's press."""
        for member in self.members:
            ours = any(w in self._lang.home_names for w in member.words[1:])
            held = member.office is not None and member.office not in self._lang.offices.weak
            if member.state is None and (held or ours):
                member.state, member.assumed = self._lang.facts.home, True

    def finish(self) -> None:
        """Give every member an English name and order the forms, fullest first."""
        for member in self.members:
            if member.known is not None:
                member.name = member.known.name
            else:
                member.name = self._romanizer.name(" ".join(member.words))
            member.surfaces.sort(key=lambda s: -len(s.split()))
            member.spans.sort()


def _part_of(words: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether one name is a short form of the other: its words all stand in it."""
    short, long = (words, whole) if len(words) <= len(whole) else (whole, words)
    return all(w in long for w in short) and any(len(w) > 1 for w in short)


def _states_clash(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a != b


def _offices_clash(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and not _same_office(a, b)


def _same_office(a: str, b: str) -> bool:
    """Titles that name one office: equal, or one within the other."""
    return a == b or a in b or b in a or a.split(" to ", maxsplit=1)[0] == b.split(" to ", maxsplit=1)[0]


def _covers(term: Term, day: str) -> bool:
    start, end = term.start or "0000", term.end or "9999"
    return start[: len(day)] <= day[: len(start)] and day[: len(end)] <= end


def _last_start(person: Official) -> str:
    return max((t.start or "" for t in person.terms), default="")


def accredited(member: Member, members: Sequence[Member], lang: Language, abroad: str | None = None) -> str | None:
    """An envoy's office with the state of accreditation: told, else home for a foreign envoy, else the other state.

    Args:
        member: The person.
        members: Everybody in the report.
        lang: The language; its home is where a foreign envoy is taken to be accredited.
        abroad: The foreign state that the report is about.
    """
    office = member.office
    if office in lang.offices.home_titles and member.state == lang.facts.home:
        return lang.offices.home_titles[office]
    if office not in ("ambassador", "high commissioner"):
        return office
    host = member.host
    if host is None and member.state not in (None, lang.facts.home):
        host = lang.facts.home
    if host is None:
        others = [m.state for m in members if m.state not in (None, lang.facts.home)]
        host = max(sorted(set(others)), key=others.count) if others else abroad
    state = lang.gazetteer.states.get(host) if host else None
    return f"{office} to {state.name}" if state else office
