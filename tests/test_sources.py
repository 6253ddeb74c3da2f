"""Bytes → reports: what is read, what is named, and that the rest is read all the same."""

from __future__ import annotations

import gzip
import io
import json
import os
from pathlib import Path

import pytest

from baithak.errors import SourceError, SourceNotice
from baithak.model import Report
from baithak.sources import MAX_CHARS, read_paths

TEXT = "भारत और ओमान के बीच मस्कट में बैठक हुई।\r\nदूसरी पंक्ति।\n"
PAGE = (
    '<!doctype html><html lang="hi"><head><title>बैठक</title>'
    '<meta property="article:published_time" content="2025-10-30T06:19:00+05:30"></head>'
    '<body><nav><a href="/">होम</a></nav>'
    "<article><h1>भारत और ओमान की बैठक</h1><p>"
    + "मस्कट में भारत और ओमान के मंत्रियों ने व्यापार पर बातचीत की। " * 5
    + "</p></article></body></html>"
)


def read(*paths: Path | str, **options: object) -> tuple[list[Report], list[SourceError]]:
    found = list(read_paths(paths, **options))  # type: ignore[arg-type]
    return [f for f in found if isinstance(f, Report)], [f for f in found if isinstance(f, SourceError)]


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_a_text_is_read_without_any_change(tmp_path: Path) -> None:
    reports, problems = read(write(tmp_path / "001.txt", TEXT))
    assert problems == []
    assert reports == [Report(id="001", source=str(tmp_path / "001.txt"), text=TEXT)]


def test_a_mark_of_utf8_counts_like_in_any_plain_reading(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + TEXT.encode()
    reports, problems = read(write(tmp_path / "a.txt", data))
    assert problems == []
    assert reports[0].text == data.decode("utf-8")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_read_and_named(tmp_path: Path, encoding: str) -> None:
    reports, problems = read(write(tmp_path / "a.txt", TEXT.encode(encoding)))
    assert reports[0].text == TEXT
    assert reports[0].carried
    assert isinstance(problems[0], SourceNotice)
    assert "UTF-8" in problems[0].problem


def test_broken_utf8_is_named_and_read(tmp_path: Path) -> None:
    head = TEXT[:5].encode()
    data = head + b"\xff" + TEXT[5:].encode()
    reports, problems = read(write(tmp_path / "a.txt", data))
    assert "ओमान" in reports[0].text
    assert reports[0].carried
    assert isinstance(problems[0], SourceNotice)
    assert f"byte {len(head)}" in problems[0].problem


def test_an_old_encoding_is_guessed(tmp_path: Path) -> None:
    data = "Le président a visité São Paulo déjà l’été passé, où il a été reçu à midi. ".encode("cp1252") * 3
    reports, problems = read(write(tmp_path / "a.txt", data))
    assert "président" in reports[0].text
    assert isinstance(problems[0], SourceNotice)


def test_every_bad_file_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "")
    write(tmp_path / "b.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    write(tmp_path / "c.txt", " \n\t\n")
    write(tmp_path / "d.pdf", "%PDF")
    write(tmp_path / "e.html", "<html><body></body></html>")
    write(tmp_path / "f.txt", TEXT)
    reports, problems = read(tmp_path, tmp_path / "missing.txt")
    assert [r.id for r in reports] == ["f"]
    assert [Path(p.source).name for p in problems] == ["a.txt", "b.txt", "c.txt", "d.pdf", "e.html", "missing.txt"]
    for problem, words in zip(problems, ["empty", "binary", "blanks", ".jsonl", "no article", "no such"], strict=True):
        assert words in problem.problem


def test_one_line_of_ten_megabytes_is_named_at_once(tmp_path: Path) -> None:
    reports, problems = read(write(tmp_path / "a.txt", "बैठक हुई। " * 400_000), write(tmp_path / "b.txt", TEXT))
    assert [r.id for r in reports] == ["b"]
    assert f"{MAX_CHARS:,}" in problems[0].problem
    assert "split" in problems[0].problem


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt", TEXT)
    file.chmod(0)
    assert "permissions" in read(file)[1][0].problem


def test_an_unreadable_file_is_named_whoever_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    _, problems = read(write(tmp_path / "a.txt", TEXT))
    assert "Permission denied" in problems[0].problem


def test_a_folder_is_read_in_order_with_all_below_it(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    write(tmp_path / ".git" / "x.txt", TEXT)
    write(tmp_path / "b.txt", TEXT)
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "sub" / "a.txt", TEXT)
    reports, problems = read(tmp_path)
    assert [r.id for r in reports] == ["a", "b", "a-2"]
    assert problems == []


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    assert "empty" in read(tmp_path)[1][0].problem


def test_a_page_gives_its_article_and_its_day(tmp_path: Path) -> None:
    reports, problems = read(write(tmp_path / "p.html", PAGE))
    assert problems == []
    assert "व्यापार पर बातचीत" in reports[0].text
    assert "होम" not in reports[0].text
    assert reports[0].published == "2025-10-30"
    assert reports[0].carried


def test_records_are_read_and_broken_ones_named_by_line(tmp_path: Path) -> None:
    lines = [
        json.dumps(
            {"id": "x1", "text": TEXT, "published": "2025-10-30", "url": "https://example.org/1", "language": "hi"}
        ),
        '{"id": "x2", "text": ',
        "",
        json.dumps({"id": "x1", "text": TEXT, "published": "30 October"}),
        json.dumps({"id": "x3"}),
        json.dumps([1, 2]),
        json.dumps({"text": TEXT, "title": "शीर्षक"}),
        json.dumps({"id": "x4", "html": PAGE}),
    ]
    reports, problems = read(write(tmp_path / "r.jsonl", "\n".join(lines)), published="2025-01-01")
    assert [r.id for r in reports] == ["x1", "x1-2", "r-7", "x4"]
    assert [r.published for r in reports] == ["2025-10-30", "2025-01-01", "2025-01-01", "2025-10-30"]
    assert reports[0].source == "https://example.org/1"
    assert reports[0].language == "hi"
    assert reports[2].text == TEXT  # exactly as given: offsets count in it
    assert [p.source.rsplit(":", 1)[1] for p in problems] == ["2", "4", "5", "6"]
    assert "YYYY-MM-DD" in problems[1].problem


def test_archives_are_read_and_a_broken_one_is_named(tmp_path: Path) -> None:
    line = json.dumps({"id": "x", "text": TEXT}) + "\n"
    whole = gzip.compress((line * 2).encode())
    assert [r.id for r in read(write(tmp_path / "a.jsonl.gz", whole))[0]] == ["x", "x-2"]
    _, problems = read(write(tmp_path / "b.jsonl.gz", whole[: len(whole) // 2]))
    assert "archive is broken" in problems[-1].problem
    assert len(read(write(tmp_path / "c.jsonl.gz", b"no archive"))[1]) == 1


def test_json_holds_one_record_or_a_list(tmp_path: Path) -> None:
    assert [r.id for r in read(write(tmp_path / "a.json", json.dumps({"text": TEXT})))[0]] == ["a"]
    both = json.dumps([{"text": TEXT}, {"id": "z", "text": TEXT}])
    assert [r.id for r in read(write(tmp_path / "b.json", both))[0]] == ["b-1", "z"]
    assert "not JSON" in read(write(tmp_path / "c.json", "[1, "))[1][0].problem


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (TEXT.encode(), ["stdin"]),
        (PAGE.encode(), ["stdin"]),
        ("\n".join(json.dumps({"id": i, "text": TEXT}) for i in ("j1", "j2")).encode(), ["j1", "j2"]),
    ],
)
def test_standard_input_may_be_anything(data: bytes, ids: list[str]) -> None:
    reports, problems = read("-", stdin=io.BytesIO(data))
    assert [r.id for r in reports] == ids
    assert all(r.carried for r in reports)  # nobody can open standard input again
    assert problems == []


def test_published_is_for_reports_that_tell_no_day(tmp_path: Path) -> None:
    reports, _ = read(write(tmp_path / "a.txt", TEXT), published="2025-10-30")
    assert reports[0].published == "2025-10-30"
    with pytest.raises(SourceError, match="YYYY-MM-DD"):
        list(read_paths([tmp_path], published="30/10/2025"))
