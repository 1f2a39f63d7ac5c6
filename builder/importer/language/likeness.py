"""Which texts are alike: by the runs of four words they share."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

RUN = 4
COMMON = 400
"""A run of words in more texts than this tells nothing apart."""


def runs(text: str) -> frozenset[str]:
    """The text's runs of four words, or its few words as one."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return frozenset(" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1)))


def alike(
    texts: Sequence[str], least: float, shared_runs: int = 1, of: Callable[[int, int], int] = min
) -> Iterator[tuple[int, int, float]]:
    """The pairs of texts that share at least this part, and so many runs: first, second, how much.

    `of`: the part of the shorter text (`min`) or of the longer (`max`).
    """
    sets = [runs(text) for text in texts]
    places: dict[str, list[int]] = defaultdict(list)
    for position, words in enumerate(sets):
        for run in words:
            places[run].append(position)
    for second, words in enumerate(sets):
        shared: Counter[int] = Counter()
        for run in words:
            if len(places[run]) <= COMMON:
                shared.update(first for first in places[run] if first < second)
        for first, count in sorted(shared.items()):
            part = count / (of(len(sets[first]), len(words)) or 1)
            if part >= least and count >= shared_runs:
                yield first, second, part
