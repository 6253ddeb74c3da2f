"""A language pack held to its own word: files well formed, names led to the register, examples proved."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

from baithak.errors import DataError
from baithak.language import Frame, Language
from baithak.model import Report
from baithak.pipeline import Reader

_UNIQUE = ("state", "org", "place")  # kinds of which one form must not name two things
_FOLLOWS = {"meeting": ("meeting", "session", "summit", "call")}  # what the most specific kind may make of an event


class Finding(msgspec.Struct, frozen=True):
    """Something to say about a pack: where, what, and whether it is a fault or a note."""

    where: str
    what: str
    fault: bool = True


def check(code: str) -> Iterator[Finding]:
    """Check a pack.

    Args:
        code: ISO 639 code of an installed pack.

    Yields:
        Findings, in the order of the checks; nothing beyond the first file that does not load.
    """
    folder = files("baithak").joinpath("lang", code)
    yield from _files(folder, f"lang/{code}")
    try:
        reader = Reader(code)
    except DataError as e:
        yield Finding(e.path, e.problem)
        return
    lang = reader.lang
    yield from _strangers(lang)
    yield from _claimed_twice(lang)
    for frame in lang.frames.values():
        yield from _proves(reader, frame, f"lang/{code}/frames.yaml {frame.id}")


# ---------------------------------------------------------------------- files


def _files(folder: Traversable, label: str) -> Iterator[Finding]:
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        where = f"{label}/{file.name}"
        if file.is_dir():
            yield from _files(file, where)
        elif file.name.endswith(".yaml"):
            yield from _characters(file, where)


def _characters(file: Traversable, where: str) -> Iterator[Finding]:
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as e:
        yield Finding(where, f"is not UTF-8: {e}")
        return
    for number, line in enumerate(text.splitlines(), 1):
        if "\t" in line:
            yield Finding(f"{where}:{number}", "a tab; indent with two spaces")
        if not unicodedata.is_normalized("NFC", line):
            yield Finding(f"{where}:{number}", "not in Unicode normal form C", fault=False)


# ---------------------------------------------------------------------- names


def _strangers(lang: Language) -> Iterator[Finding]:
    """Ids that the register does not know, and entries of the register that this language cannot name."""
    register = lang.gazetteer
    known: dict[str, Mapping[str, object]] = {
        "state": register.states,
        "place": register.places,
        "org": register.organisations,
        "mech": register.mechanisms,
    }
    named: dict[str, set[str]] = defaultdict(set)
    for _, entries in lang.lexicon.patterns():
        for entry in entries:
            named[entry.kind].add(entry.id)
    for kind, ids in known.items():
        for stranger in sorted(named[kind] - set(ids)):
            yield Finding(f"{kind} {stranger}", "named by the pack, unknown to the register")
        for silent in sorted(set(ids) - named[kind]):
            yield Finding(f"{kind} {silent}", "in the register, not named by the pack", fault=False)


def _claimed_twice(lang: Language) -> Iterator[Finding]:
    """Forms that would name two things of one kind."""
    for keys, entries in lang.lexicon.patterns():
        for kind in _UNIQUE:
            ids = {e.id for e in entries if e.kind == kind and e.form != "ambiguous"}
            if len(ids) > 1:
                yield Finding(f"{kind} “{' '.join(keys)}”", f"names {' and '.join(sorted(ids))}")


# ---------------------------------------------------------------------- frames


def _proves(reader: Reader, frame: Frame, where: str) -> Iterator[Finding]:
    if not frame.examples:
        yield Finding(where, "has no example; every frame proves itself")
    for text in frame.examples:
        found = _kinds(reader, text)
        allowed = _FOLLOWS.get(frame.event, (frame.event,))
        if not any(frame.id in frames and kind in allowed for kind, frames in found):
            told = ", ".join(f"{kind} by {'+'.join(frames)}" for kind, frames in found) or "no engagement"
            yield Finding(where, f"its example gives {told}: {text}")
    for text in frame.counterexamples:
        for kind, frames in _kinds(reader, text):
            yield Finding(where, f"its counter-example gives a {kind} by {'+'.join(frames)}: {text}")


def _kinds(reader: Reader, text: str) -> list[tuple[str, Iterable[str]]]:
    """Kind and frames of each engagement of a text."""
    found = reader.read(Report(id="example", source="example", text=text, carried=True))
    rules = [dict.fromkeys(r.rule for r in e.reasons if r.field == "kind") for e in found.engagements]
    return [(e.kind, list(names)) for e, names in zip(found.engagements, rules, strict=True)]
