"""A brief: what is told of two sides, in English and Hindi, each fact with a note to the words; safe as a page."""

import re
from html.parser import HTMLParser

import pytest

from baithak.ask.brief import brief
from baithak.ask.tongue import Tongue, written
from baithak.ask.wanted import AskError, wanted
from baithak.render.brief import page
from baithak.render.html import html
from baithak.render.markdown import escaped, markdown
from baithak.render.page import BREAK, Block, Link, Note, Page, Ref, Run, is_address

REPORTS = {
    "sitting": (
        "2024-12-10",
        "मॉस्को, 10 दिसंबर 2024: रक्षा मंत्री राजनाथ सिंह और रूस के रक्षा मंत्री आंद्रेई बेलौसोव ने मंगलवार को मॉस्को में "
        "सैन्य एवं सैन्य-तकनीकी सहयोग पर भारत-रूस अंतर-सरकारी आयोग की 21वीं बैठक की सह-अध्यक्षता की।",
    ),
    "ministers": (
        "2025-08-21",
        "मॉस्को, 21 अगस्त 2025: विदेश मंत्री एस जयशंकर ने गुरुवार को मॉस्को में रूसी विदेश मंत्री सर्गेई लावरोव से मुलाकात की। "
        "रूस ने भारत को दो और एस-400 रेजिमेंट 2026 में देने का वादा किया है।",
    ),
    "plan": (
        "2025-11-28",
        "नई दिल्ली, 28 नवंबर 2025: रूस के राष्ट्रपति व्लादिमीर पुतिन 5 दिसंबर को नई दिल्ली में प्रधानमंत्री नरेंद्र मोदी से मुलाकात करेंगे।",
    ),
    "elsewhere": (
        "2025-09-01",
        "टोक्यो, 1 सितंबर 2025: प्रधानमंत्री नरेंद्र मोदी ने सोमवार को टोक्यो में जापान के प्रधानमंत्री शिगेरू इशिबा से मुलाकात की।",
    ),
}
ON = "2026-01-15"


@pytest.fixture
def written_as(store, put):
    put(store, REPORTS)

    def writes(language="en", **asked):
        with store.reading() as connection:
            want = wanted(connection, pair="IN,RU", **asked)
            found = brief(connection, want, since=asked.get("since"), until=asked.get("until"), on=ON)
            return page(found, Tongue(language))

    return writes


class Tags(HTMLParser):
    """Checks that tags nest, and collects what they ask for."""

    EMPTY = frozenset({"meta", "br"})

    def __init__(self):
        super().__init__()
        self.open, self.asked, self.ids, self.words = [], [], [], []

    def handle_starttag(self, tag, attrs):
        if tag not in self.EMPTY:
            self.open.append(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            if name in ("src", "href"):
                self.asked.append((tag, value))
            if name == "id":
                self.ids.append(value)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.words.append(data)


def read(written_html):
    tags = Tags()
    tags.feed(written_html)
    assert not tags.open
    return tags


# ---------------------------------------------------------------------- what it says


def test_a_brief_in_english(written_as):
    shown = markdown(written_as())
    for words in (
        "# India–Russia: brief", "**10 December 2024** · IRIGC-M&MTC, 21st session · Moscow, Russia",
        "Rajnath Singh (defence minister), Andrey Belousov (defence minister)", "- **Foreign ministers**",
        "- **5 December 2025** · meeting · New Delhi, India · planned", "the day has passed and no report",
        "**Russia to India · due 2026", "next", "15 January 2026 from 3 sources in 3 reports",
    ):  # fmt: skip
        assert words in shown
    assert "Tokyo" not in shown


def test_a_brief_in_hindi(written_as):
    shown = markdown(written_as("hi"))
    for words in (
        "# भारत–रूस: संक्षिप्त विवरण", "**10 दिसंबर 2024**", "21वां सत्र · मॉस्को, रूस", "राजनाथ सिंह (रक्षा मंत्री)",
        "- **विदेश मंत्री**", "प्रस्तावित", "रूस से भारत को",
    ):  # fmt: skip
        assert words in shown
    body = re.sub(r"\(<.*?>\)", "", shown.split("## टिप्पणियां")[0])
    assert not re.search(r"\b(held|planned|meeting|minister|due)\b", body)


@pytest.mark.parametrize("language", ["en", "hi"])
def test_every_engagement_has_a_note_with_the_reports_own_words(written_as, language):
    laid = written_as(language)
    section = ""
    for block in laid.blocks:
        if block.kind == "section":
            section = block.inlines[0].words
        elif block.kind == "item" and section == Tongue(language).words.headings["held"]:
            assert any(isinstance(i, Ref) for i in block.inlines)
    assert [n.number for n in laid.notes] == list(range(1, len(laid.notes) + 1))
    used = {i.note for b in laid.blocks for i in b.inlines if isinstance(i, Ref)}
    assert used == {n.number for n in laid.notes}
    texts = {f"{name}.txt": text for name, (_, text) in REPORTS.items()}
    for note in laid.notes:
        assert note.lang == "hi"
        for _, words in note.quotes:
            assert all(part.removesuffix(" …") in " ".join(texts[note.source].split()) for part in words.split(" … "))


def test_only_the_time_asked_for(written_as):
    shown = markdown(written_as(since="2025-01", until="2025-10"))
    assert "January 2025 to October 2025" in shown
    held = shown.split("## Engagements")[1].split("\n## ")[0]
    assert "21 August 2025" in held
    assert "10 December 2024" not in held
    assert "5 December 2025" not in shown.split("## Sessions")[0]
    assert "the record tells of no engagement" in markdown(written_as(since="1999", until="1999")).lower()


def test_the_same_every_time(written_as):
    assert html(written_as()) == html(written_as())


# ---------------------------------------------------------------------- how it is written


@pytest.mark.parametrize("language", ["en", "hi"])
def test_html_asks_for_nothing_and_nests(written_as, language):
    shown = html(written_as(language))
    tags = read(shown)
    assert f'<html lang="{language}">' in shown
    assert '<q lang="hi">' in shown
    assert all(tag == "a" for tag, _ in tags.asked)
    inside = {value[1:] for _, value in tags.asked if value.startswith("#")}
    assert inside <= set(tags.ids)
    assert "<script" not in shown
    assert "@import" not in shown
    assert "url(" not in shown


EVIL = (
    "<script>alert(1)</script> \"x\" & 'y' [a](javascript:b) ![i](http://e/x.png) `c` *d* _e_ | # ~~f~~ "
    "<http://e> &lt; $m$"
)


def evil():
    away = 'javascript:alert(1)//"><b>'
    note = Note(number=1, report=EVIL, about=EVIL, source=away, quotes=((EVIL, EVIL),), lang='hi" onx="')
    inlines = (Run(EVIL, strong=True), Ref(1), BREAK, Run("1. " + EVIL), BREAK, Run("- x"), Link(EVIL, away))
    blocks = (Block("section", (Run(EVIL),)), Block("item", inlines), Block("text", (Run("# " + EVIL),)))
    return Page(lang="en", title=EVIL, notes_title=EVIL, blocks=blocks, notes=(note,))


def test_words_of_reports_stay_words_in_html():
    shown = html(evil())
    tags = read(shown)
    assert "<script" not in shown
    assert "<b>" not in shown
    assert tags.asked == [("a", "#n1")]
    assert "".join(tags.words).count("<script>alert(1)</script>") >= 5


def test_words_of_reports_stay_words_in_markdown():
    shown = markdown(evil())
    bare = re.sub(r"\\[^\w\s]", "", shown)
    body = bare.replace("[^1]", "").replace("**", "")
    assert not re.search(r"[<>`*\[\]|~$]", body)
    for line in shown.splitlines():
        assert not re.match(r"\s+(\d+\.|-|#) ", line)
    assert "\n# " not in shown.replace(shown.splitlines()[0], "")
    assert escaped("a\n\n# b\u2028c\x00d") == "a # b c d"


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.org/a?b=1&c=2", True),
        ("http://example.org/हिंदी", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ('https://e/"><b>', False),
        ("https://e/a b", False),
        ("reports/001.txt", False),
        ("https://e/\u202ex", False),
        ("HTTPS://e", False),
    ],
)
def test_only_plain_addresses_are_followed(address, safe):
    assert is_address(address) is safe


# ---------------------------------------------------------------------- the languages


def test_both_wordings_say_the_same_things():
    english, hindi = Tongue("en").words, Tongue("hi").words
    for field in english.__struct_fields__:
        a, b = getattr(english, field), getattr(hindi, field)
        if isinstance(a, dict) and field != "ordinals":
            assert set(a) == set(b), field
            for key in a:
                if isinstance(a[key], str):
                    assert fields_of(a[key]) == fields_of(b[key]) or field in ("dates", "sitting"), (field, key)


def fields_of(pattern):
    return set(re.findall(r"{(\w+)}", pattern))


def test_unknown_languages_are_said():
    assert written() == ("en", "hi")
    with pytest.raises(AskError, match="there are: en, hi"):
        Tongue("../en")


@pytest.mark.parametrize(
    ("edtf", "english", "hindi"),
    [
        ("2025-12-04", "4 December 2025", "4 दिसंबर 2025"),
        ("2025-12-04/2025-12-05", "4–5 December 2025", "4–5 दिसंबर 2025"),
        ("2025-12-30/2026-01-02", "30 December 2025 – 2 January 2026", "30 दिसंबर 2025 – 2 जनवरी 2026"),
        ("2025-12", "December 2025", "दिसंबर 2025"),
        ("XXXX-03-19", "19 March, year unknown", "19 मार्च, वर्ष अज्ञात"),
        ("2025-10-01~", "about 1 October 2025", "लगभग 1 अक्टूबर 2025"),
        ("../2025", "until 2025", "2025 तक"),
        ("202X", "2020s", "2020 का दशक"),
        (None, "day unknown", "तिथि अज्ञात"),
    ],
)
def test_dates_in_words(edtf, english, hindi):
    assert Tongue("en").day(edtf) == english
    assert Tongue("hi").day(edtf) == hindi


@pytest.mark.parametrize(
    ("office", "hindi"),
    [
        ("foreign minister", "विदेश मंत्री"),
        ("ambassador to Russia", "रूस में राजदूत"),
        ("first deputy prime minister", "प्रथम उपप्रधानमंत्री"),
        ("deputy foreign minister", "उप विदेश मंत्री"),
        ("deputy secretary of the security council", "सुरक्षा परिषद के उप सचिव"),
        ("keeper of seals", "keeper of seals"),
    ],
)
def test_offices_are_put_together(office, hindi):
    assert Tongue("hi").office(office) == hindi
    assert Tongue("en").office(office) == office
