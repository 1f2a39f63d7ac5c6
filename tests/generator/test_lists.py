"""Long lists in pages."""

import pytest

from builder.generator.lists import paged


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
