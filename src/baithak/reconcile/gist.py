"""How much two reports speak of the same, by the words that are not in every report.

A gist is the set of a report's rarer words, as short hashes; two are compared by the cosine of their sets (Salton &
McGill, "Introduction to Modern Information Retrieval", 1983, ch. 6). Where dates decide nothing, reports of one event
share words that reports of another one do not.
"""

from __future__ import annotations

import base64
import hashlib
import math
from collections.abc import Iterable
from functools import lru_cache

_BYTES = 3  # of a word's hash: one clash in some 100 pairs of gists
_MOST = 200  # words of a long report


def gist(words: Iterable[str]) -> str:
    """The gist of some words.

    Args:
        words: Folded spellings of the rarer words, in the report's order; repetitions do not matter.

    Returns:
        Base64; empty for no words.
    """
    some = list(dict.fromkeys(words))[:_MOST]
    hashes = sorted({hashlib.blake2b(w.encode(), digest_size=_BYTES).digest() for w in some})
    return base64.b64encode(b"".join(hashes)).decode()


@lru_cache(maxsize=1 << 14)
def _hashes(gist: str) -> frozenset[bytes]:
    raw = base64.b64decode(gist)
    return frozenset(raw[at : at + _BYTES] for at in range(0, len(raw), _BYTES))


def likeness(a: str, b: str) -> float:
    """The cosine of two gists, 0 to 1.

    Args:
        a: A gist.
        b: Another.
    """
    x, y = _hashes(a), _hashes(b)
    return len(x & y) / math.sqrt(len(x) * len(y)) if x and y else 0.0
