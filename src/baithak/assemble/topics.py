"""Which engagement a sentence about topics speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from baithak.assemble.draft import GROUP, Draft

_REACH = 3  # sentences after an engagement within which what was discussed is still its own


def lend_topics(drafts: Sequence[Draft], discussed: Sequence[tuple[str, ...]]) -> None:
    """Give what a sentence says was discussed to the talks told last before it.

    Args:
        drafts: The report's drafts; talks and calls take topics.
        discussed: Topics told as discussed, for each sentence.
    """
    talks = [d for d in drafts if GROUP[d.kind] in ("talk", "call")]
    for number, topics in enumerate(discussed):
        if not topics:
            continue
        near = [
            (i.sentence, not i.nominal, -k)
            for k, d in enumerate(talks)
            for i in d.instances
            if number - _REACH <= i.sentence <= number and not i.headline
        ]
        if near:
            talks[-max(near)[2]].topics |= dict.fromkeys(topics)
