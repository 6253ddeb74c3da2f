"""The desk's own words in a language, from ``words/<language>.yaml``; names and dates are said by ``ask.tongue``."""

from __future__ import annotations

from functools import cache

from baithak.ask.tongue import Tongue
from baithak.pack import load


class Words:
    """Says the desk's own words.

    Args:
        code: ISO 639 code: ``en`` or ``hi``.
    """

    def __init__(self, code: str) -> None:
        self._groups = load("web/words", f"{code}.yaml", dict[str, dict[str, str]])

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key (``nav.home``), with what is filled in.

        Args:
            key: Group and name.
            values: What stands in the pattern.
        """
        group, _, name = key.partition(".")
        pattern = self._groups[group][name]
        return pattern.format(**values) if values else pattern

    def keys(self) -> set[str]:
        """All keys."""
        return {f"{group}.{name}" for group, names in self._groups.items() for name in names}

    def get(self, key: str, default: str) -> str:
        """The words of a key that may not be there.

        Args:
            key: Group and name.
            default: What is said instead.
        """
        group, _, name = key.partition(".")
        return self._groups.get(group, {}).get(name, default)

    def many(self, key: str, number: int) -> str:
        """A count in words: ``key.one`` or ``key.many``.

        Args:
            key: Group and name, without its end.
            number: How many.
        """
        return self(f"{key}_one" if number == 1 else f"{key}_many", n=f"{number:,}")


@cache
def words(code: str) -> Words:
    """The desk's words in a language.

    Args:
        code: ISO 639 code.
    """
    return Words(code)


@cache
def tongue(code: str) -> Tongue:
    """Names, dates and numbers in a language.

    Args:
        code: ISO 639 code.
    """
    return Tongue(code)
