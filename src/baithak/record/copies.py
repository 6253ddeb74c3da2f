"""Copies of one agency story: near-duplicate texts are one source, however many pages print them.

MinHash with banding (Broder 1997; Leskovec, Rajaraman & Ullman, "Mining of Massive Datasets", ch. 3). Digests are the
same in every process, so the outcome does not depend on where or in which order reports were read.
"""

from __future__ import annotations

import base64
import struct

from rensa import RMinHash
from sqlalchemy import Connection, select, update

from baithak.model import ReportFacts
from baithak.record.schema import band, report

_PERMUTATIONS, _ROWS = 64, 4  # 16 bands of 4: found with 0.97 at a likeness of 0.7
_SEED = 20011106  # any fixed number; another one makes all sketches anew
_SHINGLE = 3  # words
_COPY = 0.6  # likeness from which two texts are copies; agencies' copies are cut and headed anew
_TOO_SHORT = 12  # words below which likeness says nothing


def sketch(text: str, facts: ReportFacts) -> str:
    """The sketch of a report's own words, without page furniture.

    Args:
        text: The text as read.
        facts: What its reading says of the report.

    Returns:
        64 hashes, base64; empty where the text is too short to say anything.
    """
    cut = sorted((s.start, s.end) for s in facts.furniture)
    parts, at = [], 0
    for start, end in cut:
        parts.append(text[at:start])
        at = max(at, end)
    words = " ".join([*parts, text[at:]]).split()
    if len(words) < _TOO_SHORT:
        return ""
    hashes = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    hashes.update([" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)])
    return base64.b64encode(struct.pack(f"<{_PERMUTATIONS}I", *hashes.digest())).decode()


def likeness(a: str, b: str) -> float:
    """How much two sketches agree (an estimate of the Jaccard index of their shingles).

    Args:
        a: A sketch.
        b: Another.
    """
    x, y = _hashes(a), _hashes(b)
    return sum(p == q for p, q in zip(x, y, strict=True)) / len(x) if x and y else 0.0


def _hashes(sketch: str) -> tuple[int, ...]:
    raw = base64.b64decode(sketch)
    return struct.unpack(f"<{len(raw) // 4}I", raw)


def _bands(sketch: str) -> list[str]:
    hashes = _hashes(sketch)
    return [
        f"{at // _ROWS:02}{base64.b32encode(struct.pack(f'<{_ROWS}I', *hashes[at : at + _ROWS])).decode()[:20]}"
        for at in range(0, len(hashes), _ROWS)
    ]


def place(connection: Connection, key: str, sketch: str) -> tuple[str, list[str]]:
    """Find a report's copies and the story it belongs to; stories that it joins become one.

    Args:
        connection: A writing transaction; the report's row is there, its bands are not yet.
        key: Key of the report.
        sketch: Its sketch.

    Returns:
        The story (the smallest key of all its copies), and the keys of the reports whose story changed.
    """
    if not sketch:
        return key, []
    keys = _bands(sketch)
    near = select(report.c.key, report.c.sketch, report.c.story).join(band, band.c.report == report.c.key)
    rows = {r.key: r for r in connection.execute(near.where(band.c.key.in_(keys)))}
    stories = {r.story for r in rows.values() if r.key != key and likeness(sketch, r.sketch) >= _COPY}
    connection.execute(band.insert(), [{"key": k, "report": key} for k in dict.fromkeys(keys)])
    story = min({key, *stories})
    old = sorted(stories - {story})
    moved = []
    if old:
        moved = list(connection.scalars(select(report.c.key).where(report.c.story.in_(old))))
        connection.execute(update(report).where(report.c.story.in_(old)).values(story=story))
    connection.execute(update(report).where(report.c.key == key).values(story=story))
    return story, moved
