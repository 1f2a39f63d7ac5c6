"""Which programs are worth reading next.

A program is compared only with those that share something with it and stand near it, found through an index from words
and facets to programs. So the work grows with the number of programs, not with its square.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from builder.generator.catalogue import Entry, sort_key

Reason = Literal["unit", "donor", "country", "text"]

SHOWN = 4
"""Related programs on a page."""

WORDS = 8
"""The rarest words of a program that lead to others."""

COMPANIONS = 12
"""Programs that are taken from one list: those that stand next in it."""

LOOKED_AT = 12
"""Of the programs that these lead to, those that are compared whole: the ones that most of them lead to."""

# whole numbers, for the sum of any other depends on the order in which a set gives its members
WEIGHTS: Mapping[str, int] = {"unit": 3000, "donor": 2000, "country": 2000, "text": 500}
"""What sharing an entry counts, before it is weighed by how rare the entry is."""

LEAST = 1000
"""What like words alone must weigh: one that half of the programs use is no likeness."""

_WORD = re.compile(r"[^\W\d_]{4,}")

Key = tuple[Reason, str]

REASONS: tuple[Reason, ...] = ("unit", "donor", "country")
"""What a reader is told, in this order; like words only where there is nothing else."""


@dataclass(frozen=True, slots=True)
class Related:
    """A program worth reading next, and why."""

    entry: Entry
    """The program."""
    reasons: tuple[tuple[Reason, tuple[str, ...]], ...]
    """What both share, with the slugs; ("text", ()) for like words alone."""


def related(entries: Sequence[Entry]) -> "OnDemand":
    """For each program's slug, those most like it, the most alike first; among equals, in the order given.

    They are found when they are asked for: who looks at one page need not wait for those of all.
    """
    keys = [tuple(sorted({*_facets(entry), *_words(entry.title)})) for entry in entries]
    lists: dict[Key, list[int]] = {}
    for number, own in enumerate(keys):
        for key in own:
            lists.setdefault(key, []).append(number)
    weight = {
        key: round(WEIGHTS[key[0]] * math.log(1 + len(entries) / len(found)))
        for key, found in lists.items()
        if len(found) > 1
    }
    shared = [frozenset(key for key in own if key in weight) for own in keys]
    numbers = {entry.slug: number for number, entry in enumerate(entries)}
    by_slug = {entry.slug: entry for entry in entries}
    return OnDemand(by_slug, lambda slug: " ".join(_best(numbers[slug], entries, shared, lists, weight)))


Row = str
"""All of a program's, short enough to be kept of each: `one:unit=cicte;donor=canada,fund another:text=`."""


class OnDemand(Mapping[str, tuple[Related, ...]]):
    """What a function gives for each slug, asked no more than once."""

    def __init__(self, by_slug: Mapping[str, Entry], find: Callable[[str], Row]) -> None:
        self._by_slug, self._find = by_slug, find
        self._found: dict[str, Row] = {}

    def row(self, slug: str) -> Row:
        """Which they are, and why."""
        if slug not in self._found:
            self._found[slug] = self._find(slug)
        return self._found[slug]

    def others(self, slug: str) -> list[Entry]:
        """Which they are."""
        return [self._by_slug[each.partition(":")[0]] for each in self.row(slug).split()]

    def __getitem__(self, slug: str) -> tuple[Related, ...]:
        if slug not in self._by_slug:
            raise KeyError(slug)
        found = (each.partition(":") for each in self.row(slug).split())
        return tuple(Related(self._by_slug[other], _told(why)) for other, _, why in found)

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_slug)

    def __len__(self) -> int:
        return len(self._by_slug)


def _best(
    number: int,
    entries: Sequence[Entry],
    shared: Sequence[frozenset[Key]],
    lists: Mapping[Key, Sequence[int]],
    weight: Mapping[Key, int],
) -> Iterator[str]:
    own = shared[number]
    nearby: dict[int, int] = {}
    for key in _leads(own, weight):
        gain = weight[key]
        for other in neighbors(number, lists[key]):
            nearby[other] = nearby.get(other, 0) + gain
    nearby.pop(number, None)
    scores = []
    for _, other in sorted([(-gain, other) for other, gain in nearby.items()])[:LOOKED_AT]:
        common = own & shared[other]
        score = sum([weight[key] for key in common])
        if score >= LEAST or any(key[0] != "text" for key in common):
            scores.append((-score, other))
    for _, other in sorted(scores)[:SHOWN]:
        yield f"{entries[other].slug}:{_reasons(own & shared[other])}"


def _reasons(common: Iterable[Key]) -> str:
    common = sorted(common)
    told = ((reason, ",".join([slug for kind, slug in common if kind == reason])) for reason in REASONS)
    return ";".join([f"{reason}={slugs}" for reason, slugs in told if slugs]) or "text="


def _told(why: str) -> tuple[tuple[Reason, tuple[str, ...]], ...]:
    found = (each.partition("=") for each in why.split(";"))
    return tuple((reason, tuple(slugs.split(",")) if slugs else ()) for reason, _, slugs in found)  # type: ignore[misc]


def _leads(own: Iterable[Key], weight: Mapping[Key, int]) -> list[Key]:
    """What leads from a program to others: its facet entries, and its rarest words."""
    facets = [key for key in own if key[0] != "text"]
    words = sorted([(-weight[key], key) for key in own if key[0] == "text"])[:WORDS]
    return [*facets, *(key for _, key in words)]


def neighbors(number: int, sorted_list: Sequence[int]) -> Sequence[int]:
    """At most COMPANIONS members of the list: those that stand around `number`, or around its place."""
    if len(sorted_list) <= COMPANIONS:
        return sorted_list
    first = max(0, min(bisect_left(sorted_list, number) - COMPANIONS // 2, len(sorted_list) - COMPANIONS))
    return sorted_list[first : first + COMPANIONS]


def _facets(entry: Entry) -> Iterator[Key]:
    for kind, reason in (("units", "unit"), ("donors", "donor"), ("countries", "country")):
        for slug in entry.slugs(kind):  # type: ignore[arg-type]
            yield reason, slug  # type: ignore[misc]


@lru_cache(maxsize=1 << 15)
def _words(text: str) -> tuple[Key, ...]:
    return tuple(("text", word) for word in dict.fromkeys(_WORD.findall(sort_key(text))))
