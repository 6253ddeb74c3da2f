"""Repairs and the way back to the text as read."""

from __future__ import annotations

import pytest
from hinlegacy import encode

from baithak.repair import Piece, Repairer, apply
from baithak.spans import Span

SENTENCE = (
    "भारत और ओमान के बीच मस्कट में आयोजित बैठक में दोनों देशों ने व्यापार पर चर्चा की। वार्ता का नेतृत्व मंत्री ने किया और यह अच्छी है।"
)
REPAIR = Repairer.of("hi")


def words_align(repaired: str, source: str, broken: dict[str, str]) -> None:
    """Every word of the repaired text leads back to the word it was read from."""
    _, alignment = REPAIR(source)
    at = 0
    for word in repaired.split():
        at = repaired.index(word, at)
        assert alignment.to_source(Span(at, at + len(word))).cut(source) == broken[word]
        at += len(word)


@pytest.mark.parametrize("encoding", ["latin-1", "sloppy-windows-1252"])
def test_mojibake_is_undone_and_aligned_word_by_word(encoding: str) -> None:
    source = SENTENCE.encode().decode(encoding)
    text, alignment = REPAIR(source)
    assert text == SENTENCE
    words_align(text, source, {w: w.encode().decode(encoding) for w in SENTENCE.split()})
    first = SENTENCE[0].encode().decode(encoding)
    assert alignment.to_source(Span(0, 1)).cut(source) == first


def test_mojibake_in_a_sound_text_leaves_the_rest_alone() -> None:
    source = "ओमान की बैठक â€œसफलâ€\x9d रही। " + "मस्कट".encode().decode("latin-1")
    text, alignment = REPAIR(source)
    assert text.startswith("ओमान की बैठक")
    assert text.endswith("मस्कट")
    assert alignment.to_source(Span(0, 4)) == Span(0, 4)
    assert alignment.to_source(Span(len(text) - 5, len(text))).cut(source) == "मस्कट".encode().decode("latin-1")


def test_character_references_are_read() -> None:
    source = "ओमान &amp; भारत: &#2348;&#2376;&#2336;&#2325; हुई"
    text, alignment = REPAIR(source)
    assert text == "ओमान & भारत: बैठक हुई"
    at = text.index("बैठक")
    assert alignment.to_source(Span(at, at + 4)).cut(source) == "&#2348;&#2376;&#2336;&#2325;"
    assert alignment.to_source(Span(len(text) - 3, len(text))).cut(source) == "हुई"


def test_a_legacy_font_is_read_and_aligned_word_by_word() -> None:
    source = encode(SENTENCE, "devlys_010")
    text, _ = REPAIR(source)
    assert text == SENTENCE
    words_align(text, source, {w: encode(w, "devlys_010") for w in SENTENCE.split()})


def test_lines_in_unicode_beside_a_legacy_font_stay() -> None:
    head = "मस्कट में बैठक"
    source = head + "\n" + encode(SENTENCE, "devlys_010")
    text, alignment = REPAIR(source)
    assert text == head + "\n" + SENTENCE
    assert alignment.to_source(Span(0, 5)) == Span(0, 5)


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "",
        "The foreign minister told us that he is to meet his counterpart in Moscow, as the ministry said.",
        "Facebook Twitter us ls dk",
        "बैठक में AT&T और R&D; पर बात हुई",
        "São Paulo में बैठक, Ã la carte",
        "प्रधानमंत्री ने “अच्छी” बातचीत की – और कहा…",
    ],
)
def test_a_sound_text_comes_back_as_it_is(text: str) -> None:
    repaired, alignment = REPAIR(text)
    assert repaired == text
    assert alignment.to_source(Span(0, len(text))) == Span(0, len(text))


def test_without_a_legacy_font_latin_letters_stay() -> None:
    source = encode(SENTENCE, "devlys_010")
    assert Repairer()(source)[0] == source


def test_pieces_may_shrink_to_nothing() -> None:
    text, alignment = apply("abcdef", [Piece(1, 3, ""), Piece(4, 5, "XYZ")])
    assert text == "adXYZf"
    assert alignment.to_source(Span(2, 5)).cut("abcdef") == "e"
    assert alignment.to_source(Span(5, 6)).cut("abcdef") == "f"
