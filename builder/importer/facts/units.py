"""The body in charge of a program, as its sentences show it at work."""

import re
from collections.abc import Sequence

from builder.importer.facts.inferred import Inferred
from builder.importer.language import names, romance
from builder.importer.language.names import Names
from builder.importer.language.wording import Helping, one_of

FIRST = 1.5
"""What being named before all others adds."""
OPENING = 0.5
"""What standing in the first sentence adds."""
HELPER = 0.4
"""How much a body counts that only helps."""
ENOUGH = 0.9

_HELPS_BEFORE = re.compile(
    r"(?i)\b"
    + one_of(
        "support cooperation coordination collaboration partnership together participation assistance alliance jointly"
    )
    + r"\s+(?:of|from|with|by)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$"
)
_HELPS_AFTER = re.compile(
    r"(?:\s*\([^)]*\))?,?\s+"
    + one_of("was_consulted lends? advised helps? contributes? participates? collaborates? is_consulted was_heard")
)
_ENGLISH = Helping(_HELPS_BEFORE, _HELPS_AFTER)


def unit(sentences: Sequence[str], known: Names) -> Inferred:
    """The unit that is first named and most at work."""
    helping = romance.helping(known.language) or _ENGLISH
    score: dict[str, float] = {}
    first: dict[str, str] = {}
    for position, sentence in enumerate(sentences):
        for slug, begin, end in names.units(sentence, known):
            helps = helping.before.search(sentence[:begin]) or helping.after.match(sentence[end:])
            weight = HELPER if helps else 1.0
            bonus = (FIRST if not score else 0.0) + (OPENING if position == 0 else 0.0)
            score[slug] = score.get(slug, 0.0) + weight * (1.0 + bonus)
            first.setdefault(slug, sentence)
    order = list(first)
    ranked = sorted(score, key=lambda slug: (-score[slug], order.index(slug)))
    if not ranked or score[ranked[0]] < ENOUGH:
        return Inferred()
    return Inferred((ranked[0],), (first[ranked[0]],))
