"""Which texts are alike, by the runs of four words they share; and which names, by their letters in order.

Each is compared only with those that share some of its rarest runs. All others could not share enough: where seven of
a text's ten runs must be shared, at most three are not, so that of any five at least two are (S. Chaudhuri, V. Ganti,
R. Kaushik: "A Primitive Operator for Similarity Joins in Data Cleaning", 2006).
"""

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import chain

RUN = 4
COMMON = 400
"""A run of words in more texts than this tells nothing apart."""
LETTERS = 3
"""Of the runs of letters by which names are found."""
SEVERAL = 8
"""So many of its rarest runs must a text share with another to be compared with it, as far as it need share so many."""


def runs(text: str) -> tuple[tuple[str, ...], ...]:
    """The text's runs of four words, each once; or its few words as one."""
    words = re.findall(r"[^\W_]+", text.casefold())
    if len(words) < RUN:
        return (tuple(words),)
    return tuple(dict.fromkeys(zip(*(words[begin:] for begin in range(RUN)), strict=False)))


def alike(
    texts: Sequence[str], least: float, shared_runs: int = 1, of: Callable[[int, int], int] = min
) -> Iterator[tuple[int, int, float]]:
    """The pairs of texts that share at least this part, and so many runs: first, second, how much.

    `of`: the part of the shorter text (`min`) or of the longer (`max`).
    """
    ranked, counts = _ranked(map(runs, texts))
    sizes = [len(each) for each in ranked]
    rare = bisect_right(counts, COMMON)
    telling = [each[: bisect_right(each, rare - 1)] for each in ranked]
    places = _places(telling, counts)
    found = []
    for one, few in enumerate(telling):
        # what it must share with any that is no shorter
        needed = max(1, shared_runs, math.ceil(least * sizes[one] - 1e-9))
        own = frozenset(few)
        for other in _meeting(few, needed, places):
            if (sizes[one], one) < (sizes[other], other):
                shared = shared_by(own, telling[other])
                part = shared / (of(sizes[one], sizes[other]) or 1)
                if part >= least and shared >= shared_runs:
                    found.append((max(one, other), min(one, other), part))
    return ((first, second, part) for second, first, part in sorted(found))


def near_names(names: Sequence[str], least: float, longer: int) -> Iterator[tuple[int, int]]:
    """The pairs of names, by their places, that have this part of their letters in common and in order.

    `longer`: by so many letters at most is one longer than the other.
    """
    ranked, counts = _ranked(map(_letters, names))
    places = _places(ranked, counts)
    for second, few in enumerate(ranked):
        # of two names of m and n letters, at most (1 - least) * (m + n) stand in one alone, so that n - m is no more
        # than that; each of these letters takes so many runs with it
        alone = math.floor(2 * (1 - least) / least * len(names[second]) + 1e-9)
        needed = max(1, len(few) - LETTERS * alone)
        own = frozenset(few)
        for first in _meeting(few, needed, places):
            if (
                first < second
                and abs(len(names[first]) - len(names[second])) <= longer
                and shared_by(own, ranked[first]) >= needed
                and resemblance(names[first], names[second]) >= least
            ):
                yield first, second


def shared_by(one: frozenset[int], other: Sequence[int]) -> int:
    """How many runs two texts or names share."""
    return len(one.intersection(other))


def resemblance(one: str, other: str) -> float:
    """The part of their letters that two names have in common and in order."""
    return SequenceMatcher(None, one, other).ratio()


def _letters(name: str) -> Iterator[tuple[str, int]]:
    """The name's runs of three letters; one that stands there again, with a number."""
    seen: Counter[str] = Counter()
    for begin in range(max(1, len(name) - LETTERS + 1)):
        run = name[begin : begin + LETTERS]
        seen[run] += 1
        yield run, seen[run]


def _ranked(each: Iterable[Iterable[Hashable]]) -> tuple[list[list[int]], list[int]]:
    """The runs of each as numbers that grow with how many have them; and how many have each."""
    numbers: dict[Hashable, int] = {}
    held = [[numbers.setdefault(run, len(numbers)) for run in its] for its in each]
    counts = [0] * len(numbers)
    for its in held:
        for number in its:
            counts[number] += 1
    order = sorted(range(len(counts)), key=counts.__getitem__)
    ranks = [0] * len(counts)
    for rank, number in enumerate(order):
        ranks[number] = rank
    return [sorted(ranks[number] for number in its) for its in held], [counts[number] for number in order]


def _places(ranked: Sequence[Sequence[int]], counts: Sequence[int]) -> Mapping[int, Sequence[int]]:
    """By run: which have it, where more than one do."""
    places: dict[int, list[int]] = defaultdict(list)
    for position, its in enumerate(ranked):
        for run in its[bisect_right(its, bisect_right(counts, 1) - 1) :]:
            places[run].append(position)
    return places


def _meeting(its: Sequence[int], needed: int, places: Mapping[int, Sequence[int]]) -> list[int]:
    """All that can share so many of these runs, in order, and some that cannot."""
    several = min(needed, SEVERAL)
    rarest = its[: max(0, len(its) - needed + several)]
    met = Counter(chain.from_iterable(places[run] for run in rarest if run in places))
    return sorted(other for other, times in met.items() if times >= several)
