"""Which texts are alike: by the runs of four words they share."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

RUN = 4
COMMON = 400
"""A run of words in more texts than this tells nothing apart."""


def runs(text: str) -> frozenset[str]:
    """The text's runs of four words, or its few words as one."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return frozenset(" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1)))


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the shorter text stands in the longer, 0 to 1."""
    return len(one & other) / (min(len(one), len(other)) or 1)


def alike(texts: Sequence[str], least: float) -> Iterator[tuple[int, int, float]]:
    """The pairs of texts that share at least this part of the shorter one: first, second, how much."""
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
            part = count / (min(len(sets[first]), len(words)) or 1)
            if part >= least:
                yield first, second, part


def groups(count: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """For each of `count` things the smallest number of those it is joined with, by chains of pairs."""
    leader = list(range(count))

    def find(each: int) -> int:
        while leader[each] != each:
            leader[each] = leader[leader[each]]
            each = leader[each]
        return each

    for one, other in pairs:
        low, high = sorted((find(one), find(other)))
        leader[high] = low
    return [find(each) for each in range(count)]
