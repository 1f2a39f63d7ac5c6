"""Long lists in pages, and in more than one order."""

import datetime as dt
from dataclasses import replace

import pytest

from builder.content import load
from builder.generator.catalogue import Entry, catalogue
from builder.generator.lists import Order, addresses_of, by_start, orders, paged, parted
from tests.generator.conftest import SAMPLE, TODAY


def test_an_empty_list_has_a_page() -> None:
    (only,) = paged("/x/", [])
    assert (only.address, only.items, only.first, only.last, only.previous, only.next) == ("/x/", (), 0, 0, None, None)


def test_pages_follow_each_other() -> None:
    one, two, three = paged("/x/", "abcde", 2)
    assert [part.address for part in (one, two, three)] == ["/x/", "/x/page/2/", "/x/page/3/"]
    assert (one.previous, one.next) == (None, "/x/page/2/")
    assert (two.previous, two.next, two.first, two.last) == ("/x/", "/x/page/3/", 3, 4)
    assert (three.items, three.next, three.last, three.total) == (("e",), None, 5, 5)


NUMBERS = [
    ("one", 1, 1, (1,)),
    ("few", 5, 3, (1, 2, 3, 4, 5)),
    ("at the start", 20, 1, (1, 2, 3, None, 20)),
    ("in the middle", 20, 10, (1, None, 8, 9, 10, 11, 12, None, 20)),
    ("a gap of one is no gap", 20, 5, (1, 2, 3, 4, 5, 6, 7, None, 20)),
    ("at the end", 20, 20, (1, None, 18, 19, 20)),
]


@pytest.mark.parametrize(("count", "number", "expected"), [row[1:] for row in NUMBERS], ids=[row[0] for row in NUMBERS])
def test_numbers(count: int, number: int, expected: tuple[int | None, ...]) -> None:
    assert list(paged("/x/", range(count), 1))[number - 1].numbers == expected


@pytest.mark.parametrize("total", [0, 1, 4, 5, 8, 9])
def test_where_a_list_stands_is_known_without_it(total: int) -> None:
    assert addresses_of("/x/", total, 4) == tuple(part.address for part in paged("/x/", range(total), 4))


def entries(*starts: int | None) -> tuple[Entry, ...]:
    """Programs with such years of their latest start."""
    one = catalogue(load(SAMPLE)[0], TODAY).entries[0]
    return tuple(replace(one, latest_start=dt.date(year, 1, 1) if year else None) for year in starts)


def years(found: tuple[Entry, ...]) -> list[int | None]:
    return [entry.latest_start.year if entry.latest_start else None for entry in found]


BY_START: list[tuple[str, list[int | None], list[int | None]]] = [
    ("nothing", [], []),
    ("none has one", [None, None], [None, None]),
    ("the latest first", [2017, 2031, 2018], [2031, 2018, 2017]),
    ("those without last, and never left out", [None, 2017, None, 2019], [2019, 2017, None, None]),
]


@pytest.mark.parametrize(("starts", "expected"), [row[1:] for row in BY_START], ids=[row[0] for row in BY_START])
def test_by_start(starts: list[int | None], expected: list[int | None]) -> None:
    assert years(by_start(entries(*starts))) == expected


def test_within_a_day_the_order_stays() -> None:
    one, two, three = entries(2017, 2019, 2017)
    assert [id(each) for each in by_start((one, two, three))] == [id(two), id(one), id(three)]


ORDERS: list[tuple[str, int, bool, list[str]]] = [
    ("an empty list", 0, False, []),
    ("one program", 1, True, []),
    ("none has a start", 2, False, []),
    ("some have", 2, True, ["/x/", "/x/by/start/"]),
]


@pytest.mark.parametrize(("total", "dated", "expected"), [row[1:] for row in ORDERS], ids=[row[0] for row in ORDERS])
def test_orders(total: int, dated: bool, expected: list[str]) -> None:
    assert list(orders("/x/", total, dated).values()) == expected


PARTED: list[tuple[str, list[int | None], Order, list[tuple[bool, list[int | None]]]]] = [
    ("by name", [None, 2017], "name", [(False, [None, 2017])]),
    ("all have a start", [2018, 2017], "start", [(False, [2018, 2017])]),
    ("some have none", [2018, None], "start", [(False, [2018]), (True, [None])]),
    ("a later page, where none has", [None, None], "start", [(True, [None, None])]),
]


@pytest.mark.parametrize(("starts", "order", "expected"), [row[1:] for row in PARTED], ids=[row[0] for row in PARTED])
def test_parted(starts: list[int | None], order: Order, expected: list[tuple[bool, list[int | None]]]) -> None:
    assert [(apart, years(found)) for apart, found in parted(entries(*starts), order)] == expected
