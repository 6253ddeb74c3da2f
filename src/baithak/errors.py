"""The few kinds of error Baithak raises; every message says what is wrong, where, and what to do."""

from __future__ import annotations


class BaithakError(Exception):
    """Base of all errors that Baithak raises on purpose."""


class DataError(BaithakError):
    """A file of a language pack or of the reference data is not as it must be.

    Args:
        path: The file, and where known the place inside it (``frames.yaml$.frames[3].roles``).
        problem: What is wrong and how to mend it.
    """

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem


class SourceError(BaithakError):
    """A report could not be read; it is named, skipped, and the rest is read.

    Args:
        source: Path, address or line of the input.
        problem: What is wrong and what to do about it.
    """

    def __init__(self, source: str, problem: str) -> None:
        super().__init__(f"{source}: {problem}")
        self.source = source
        self.problem = problem


class SourceNotice(SourceError):  # noqa: N818 - a notice, not a failure
    """Something to know about a report that was read all the same: nothing is lost."""
