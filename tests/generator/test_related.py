"""Programs worth reading next share something, and the page says what."""

import datetime as dt
from dataclasses import replace

import pytest

from builder.facets import Country, Donor, Facets, Unit
from builder.generator.catalogue import Entry, entry
from builder.generator.related import COMPANIONS, SHOWN, neighbors, related
from builder.program import Activity, Facts, Program

FACETS = Facets(
    {slug: Country(name=slug, code="XX") for slug in ("belize", "chile")},
    {slug: Donor(name=slug) for slug in ("canada", "fund")},
    {},
    {slug: Unit(name=slug) for slug in ("cicte", "deco")},
)


def made(slug: str, unit: str | None = None, country: str = "", donor: str = "", title: str = "") -> Entry:
    activity = Activity(id="a", countries=(country,) if country else (), donors=(donor,) if donor else ())
    program = Program(slug, Facts(title=title or slug, unit=unit, activities=(activity,)))
    return entry(program, FACETS, dt.date(2020, 1, 1), "en")


def test_the_more_is_shared_the_nearer() -> None:
    entries = [
        made("all", "cicte", "belize", "canada"),
        made("both", "cicte", "belize"),
        made("country", None, "belize"),
        made("none", "deco", "chile", "fund"),
        made("same", "cicte", "belize", "canada"),
    ]
    found = related(entries)
    assert [each.entry.slug for each in found["all"]] == ["same", "both", "country"]
    assert found["all"][0].reasons == (("unit", ("cicte",)), ("donor", ("canada",)), ("country", ("belize",)))
    assert found["none"] == ()


def test_like_words_relate_where_nothing_else_does() -> None:
    others = [made(f"other{number}") for number in range(20)]
    entries = [made("one", title="Lighthouses shine"), made("two", title="On lighthouses"), made("six"), *others]
    found = related(entries)
    assert [(each.entry.slug, each.reasons) for each in found["one"]] == [("two", (("text", ()),))]
    assert found["six"] == ()


NEIGHBORS = [
    ("a short list as a whole", 3, range(COMPANIONS), range(COMPANIONS)),
    ("around the middle", 500, range(1000), range(500 - COMPANIONS // 2, 500 + COMPANIONS // 2)),
    ("at the start", 0, range(1000), range(COMPANIONS)),
    ("at the end", 999, range(1000), range(1000 - COMPANIONS, 1000)),
    ("around a place", 501, range(0, 1000, 2), range(502 - COMPANIONS, 502 + COMPANIONS, 2)),
]


@pytest.mark.parametrize(
    ("number", "among", "expected"), [row[1:] for row in NEIGHBORS], ids=[row[0] for row in NEIGHBORS]
)
def test_no_program_is_compared_with_all_of_a_long_list(number: int, among: range, expected: range) -> None:
    assert list(neighbors(number, among)) == list(expected)


def test_a_long_list_still_gives_as_many_as_a_page_shows() -> None:
    entries = [made(f"p{number:04}", "cicte", "belize", "canada", "The same words.") for number in range(200)]
    assert {len(each) for each in related(entries).values()} == {SHOWN}


def test_the_same_input_gives_the_same_answer() -> None:
    entries = [made(f"p{number}", "cicte", "belize", "canada", f"word{number % 3}abc") for number in range(50)]
    assert related(entries) == related([replace(each) for each in entries])
