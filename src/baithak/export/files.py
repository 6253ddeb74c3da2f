"""Writing a file whole or not at all: beside it first, then in its place."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from baithak.export.errors import ExportError


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """A file to write; it takes the place of what is there when all is written, and never before.

    A device or pipe (``/dev/stdout``) is written directly.

    Args:
        path: The file.

    Raises:
        ExportError: It is a folder, cannot be written, or the disk is full.
    """
    if path.is_dir():
        raise ExportError(f"{path} is a folder; name a file in it")
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as device:
                yield device
        else:
            yield from _beside(Path(os.path.realpath(path)))
    except OSError as e:
        raise ExportError(f"{path}: {meaning(e)}") from e


def _beside(path: Path) -> Iterator[BinaryIO]:
    """Written under another name in the same folder, then given its name."""
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "Permission denied")
    draft = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        with draft.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            draft.chmod(path.stat().st_mode & 0o777)
        draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def meaning(error: OSError) -> str:
    """What an error of the system means for an export.

    Args:
        error: The error.
    """
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "the disk is full; make room and export again"
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return "cannot be written here; name a file in a folder of yours"
        case errno.ENOENT | errno.ENOTDIR:
            return "its folder is not there; make it first"
        case errno.ENAMETOOLONG:
            return "the name is too long; name another file"
        case _:
            return f"cannot be written ({error.strerror or error})"
