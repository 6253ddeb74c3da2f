"""Properties that hold for every text: alignments lead back, folding settles, cleaning loses nothing."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baithak.clean import Cleaner, FurnitureTable
from baithak.decode import decode
from baithak.language import AgencyNames
from baithak.model import Report
from baithak.orthography import Orthography, Speller
from baithak.pack import load
from baithak.pipeline import reader
from baithak.repair import Piece, Repairer, apply
from baithak.segment import Segmentation
from baithak.spans import Span

DEVANAGARI = st.text(st.characters(min_codepoint=0x0900, max_codepoint=0x097F), max_size=30)
TEXT = st.text(
    st.one_of(
        st.characters(min_codepoint=0x0900, max_codepoint=0x097F),
        st.sampled_from(" \n\r\t।.?!:-–()[]|>\"'0123456789\u200c\u200d\u00a0"),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=200,
)


@cache
def speller() -> Speller:
    return Speller(load("lang/hi", "orthography.yaml", Orthography))


@cache
def cleaner() -> Cleaner:
    return Cleaner(
        load("lang/hi", "furniture.yaml", FurnitureTable),
        load("lang/hi", "agencies.yaml", dict[str, AgencyNames]),
        speller(),
        load("lang/hi", "segmentation.yaml", Segmentation).letters,
        Repairer.of("hi"),
    )


@st.composite
def repairs(draw: st.DrawFn) -> tuple[str, list[Piece]]:
    text = draw(st.text("abcdefgh", max_size=40))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=10)))
    pieces = [
        Piece(a, b, draw(st.text("XYZ", min_size=1, max_size=4))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    return text, pieces


@given(repairs())
def test_every_piece_leads_back_to_what_it_replaced(case: tuple[str, list[Piece]]) -> None:
    text, pieces = case
    repaired, alignment = apply(text, pieces)
    shift = 0
    for piece in pieces:
        start = piece.start + shift
        assert alignment.to_source(Span(start, start + len(piece.text))) == Span(piece.start, piece.end)
        shift += len(piece.text) - (piece.end - piece.start)
    assert len(repaired) == len(text) + shift


@given(repairs(), st.data())
def test_a_span_led_back_holds_all_the_sound_letters_in_it(case: tuple[str, list[Piece]], data: st.DataObject) -> None:
    text, pieces = case
    repaired, alignment = apply(text, pieces)
    start = data.draw(st.integers(0, len(repaired)))
    end = data.draw(st.integers(start, len(repaired)))
    span = alignment.to_source(Span(start, end))
    assert 0 <= span.start <= span.end <= len(text)
    if start < end:
        sound = [c for c in repaired[start:end] if c.islower()]
        kept = iter(span.cut(text))
        assert all(any(c == k for k in kept) for c in sound)


@given(TEXT)
def test_a_repaired_text_is_covered_by_its_source(text: str) -> None:
    repaired, alignment = Repairer.of("hi")(text)
    assert alignment.to_source(Span(0, len(repaired))) == Span(0, len(text))


@given(DEVANAGARI)
def test_folding_twice_is_folding_once(word: str) -> None:
    key = speller().fold(word)
    assert speller().fold(key) == key


@given(TEXT)
def test_tokens_cover_all_that_is_visible(text: str) -> None:
    tokens = speller().tokens(text)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    covered = {i for t in tokens for i in range(t.start, t.end)}
    assert all(c.isspace() for i, c in enumerate(text) if i not in covered)


@settings(max_examples=200, deadline=None)
@given(TEXT)
def test_cleaning_keeps_every_visible_sign_in_order(text: str) -> None:
    document = cleaner()(Report(id="x", source="x", text=text))
    lines = document.lines
    assert all(a.end <= b.start for a, b in pairwise(lines))
    covered = {i for line in lines for i in range(line.start, line.end)}
    left = {c for i, c in enumerate(document.text) if i not in covered}
    assert all(c.isspace() or c in "\ufeff\u200b\u3000\x1c\x1d\x1e\x1f" for c in left)
    for stamp in document.stamps:
        assert 0 <= stamp.span.start < stamp.span.end <= len(document.text)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    decoded = decode(data)
    assert decoded is None or isinstance(decoded.text, str)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=100))
def test_utf8_is_read_exactly(text: str) -> None:
    decoded = decode(text.encode())
    assert decoded is not None
    assert decoded.text == text


EXAMPLES = [p.read_text("utf-8") for p in sorted((Path(__file__).parents[1] / "examples/reports").glob("*.txt"))]
DATE = re.compile(r"(\d{4}|XXXX)(-\d\d){0,2}~?(/(\d{4}|XXXX)(-\d\d){0,2}~?)?")


@st.composite
def broken_reports(draw: st.DrawFn) -> str:
    """Reports cut anywhere, with their words shuffled or with letters and signs struck over."""
    text = draw(st.sampled_from(EXAMPLES))
    first = draw(st.integers(0, len(text) - 1))
    text = text[first : first + draw(st.integers(20, 900))]
    if draw(st.booleans()):
        text = " ".join(draw(st.permutations(text.split(" "))))
    signs = list(text)
    for at in draw(st.lists(st.integers(0, len(signs) - 1), max_size=30)):
        signs[at] = draw(st.sampled_from('।.,()"–-\n 0169कखग'))
    return "".join(signs)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(broken_reports(), st.sampled_from([None, "2024-05-06"]))
def test_any_text_is_read_within_the_contract(text: str, published: str | None) -> None:
    reading = reader("hi").read(Report(id="x", source="", text=text, published=published))
    for value in [e.date for e in reading.engagements] + [c.due for c in reading.commitments]:
        assert value is None or DATE.fullmatch(value)
    spans = [s for e in (*reading.engagements, *reading.commitments) for s in (*e.evidence, *e.reasons)]
    assert all(0 <= s.start <= s.end <= len(text) for s in spans)


def test_a_name_of_stray_vowel_signs_is_nobody_known() -> None:
    reading = reader("hi").read(Report(id="x", source="", text="केन्या के राष्ट्रपति े ने भारत का दौरा किया।"))
    assert all(p.known is None for p in reading.people)
