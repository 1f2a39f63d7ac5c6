"""Long lists, sorted, and parted into pages that a person can read."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from builder.generator.catalogue import Entry

SIZE = 50
"""Programs on one page of a list."""

Order = Literal["name", "start"]
"""How a list is sorted: by title, or by the latest start."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list."""

    address: str
    """Where it stands."""
    items: tuple[Any, ...]
    """What is on it."""
    number: int
    """Which page it is, from 1."""
    first: int
    """The number of its first item in the whole list, from 1; 0 in an empty list."""
    total: int
    """How many items the whole list has."""
    addresses: tuple[str, ...]
    """Of all pages of the list."""

    @property
    def last(self) -> int:
        """The number of its last item in the whole list."""
        return self.first + len(self.items) - 1 if self.items else 0

    @property
    def previous(self) -> str | None:
        """The address of the page before."""
        return self.addresses[self.number - 2] if self.number > 1 else None

    @property
    def next(self) -> str | None:
        """The address of the page after."""
        return self.addresses[self.number] if self.number < len(self.addresses) else None

    @property
    def numbers(self) -> tuple[int | None, ...]:
        """The pages worth a link: the first, the last and those around; None where some are left out."""
        near = range(self.number - 2, self.number + 3)
        kept = sorted({1, len(self.addresses), *(each for each in near if 1 <= each <= len(self.addresses))})
        return tuple(_with_gaps(kept))


def paged(address: str, items: Sequence[Any], size: int = SIZE) -> Iterator[ListPage]:
    """The pages of a list: the first at `address`, the second below it at `page/2/`. An empty list has one page."""
    addresses = addresses_of(address, len(items), size)
    for number in range(1, len(addresses) + 1):
        start = (number - 1) * size
        part = tuple(items[start : start + size])
        yield ListPage(addresses[number - 1], part, number, start + 1 if part else 0, len(items), addresses)


def addresses_of(address: str, total: int, size: int = SIZE) -> tuple[str, ...]:
    """Where the pages of a list with so many items stand."""
    count = max(1, -(-total // size))
    # "page" is a folder below the list's own, where no program or facet entry ever has a page of two levels
    return tuple(address if number == 1 else f"{address}page/{number}/" for number in range(1, count + 1))


def orders(address: str, total: int, is_dated: bool) -> dict[Order, str]:
    """Where a list of so many programs stands in each order; nothing where it has but one.

    That is so where a program is alone, and where none has a start: `is_dated` says whether any has.
    """
    if total < 2 or not is_dated:
        return {}
    return {"name": address, "start": f"{address}by/start/"}


def by_start(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The latest start first, those without one last; within a day, in the order given."""
    return tuple(sorted(entries, key=lambda each: each.latest_start or dt.date.min, reverse=True))


def parted(items: Sequence[Entry], order: Order) -> tuple[tuple[bool, tuple[Entry, ...]], ...]:
    """What is on a page, those without a start apart where the list goes by it: whether they are, and the programs."""
    if order == "name":
        return ((False, tuple(items)),)
    dated = tuple(entry for entry in items if entry.latest_start)
    undated = tuple(entry for entry in items if not entry.latest_start)
    return tuple((apart, found) for apart, found in ((False, dated), (True, undated)) if found)


def _with_gaps(numbers: Sequence[int]) -> Iterator[int | None]:
    for number, before in zip(numbers, (0, *numbers), strict=False):
        if number - before == 2:
            yield number - 1
        elif number - before > 2:
            yield None
        yield number
