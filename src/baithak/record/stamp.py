"""What a reading was made with, so that a record knows which of its readings are of an older version."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

from baithak import __version__


@cache
def stamp(code: str) -> str:
    """What a reading was made with: version of the program, the pack, and a digest of its data and the reference data.

    Args:
        code: ISO 639 code of the pack.
    """
    seen = blake2b(digest_size=4)
    for folder in (files("baithak").joinpath("lang", code), files("baithak").joinpath("reference")):
        for file in _data_files(folder):
            seen.update(file.name.encode())
            seen.update(file.read_bytes())
    return f"{__version__}/{code}-{seen.hexdigest()}"


def _data_files(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for entry in sorted(folder.iterdir(), key=lambda f: f.name):
        if entry.is_dir():
            found += _data_files(entry)
        elif entry.name.endswith(".yaml"):
            found.append(entry)
    return found
