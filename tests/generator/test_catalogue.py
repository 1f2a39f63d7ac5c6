"""What follows from the programs: lists, counts, statuses."""

import datetime as dt
from dataclasses import replace

import pytest

from builder.content import load
from builder.generator.catalogue import Catalogue, catalogue, entry, narrowed, sort_key, statuses
from builder.generator.history import History, Past
from builder.program import Activity
from tests.generator.conftest import SAMPLE, TODAY


@pytest.fixture(scope="module")
def sample() -> Catalogue:
    return catalogue(load(SAMPLE)[0], TODAY)


def test_drafts_stay_out(sample: Catalogue) -> None:
    assert [each.slug for each in sample.entries] == ["hostile", "ballots", "bare", "escuela", "harbor-safety"]
    assert sample.under["countries"]["grenada"] == ()
    assert sample.under["donors"]["silent-fund"] == ()


UNDER = [
    ("countries", "belize", ["hostile", "harbor-safety"]),
    ("countries", "chile", ["escuela", "harbor-safety"]),
    ("donors", "canada", ["hostile", "escuela", "harbor-safety"]),
    ("pillars", "security", ["harbor-safety"]),
    ("pillars", "democracy", ["ballots"]),
    ("units", "idle", ["escuela"]),
]


@pytest.mark.parametrize(("kind", "slug", "expected"), UNDER)
def test_under(sample: Catalogue, kind: str, slug: str, expected: list[str]) -> None:
    assert [each.slug for each in sample.under[kind][slug]] == expected


def test_facets_are_in_the_order_of_names_and_pillars_in_their_own(sample: Catalogue) -> None:
    assert list(sample.under["countries"]) == ["bahamas", "belize", "chile", "grenada", "haiti"]
    assert list(sample.under["pillars"]) == ["security", "democracy"]


def test_latest_start_first(sample: Catalogue) -> None:
    assert [(each.slug, each.latest_start) for each in sample.latest] == [
        ("ballots", dt.date(2031, 5, 1)),
        ("harbor-safety", dt.date(2018, 2, 1)),
    ]


def test_a_start_that_awaits_an_editor_does_not_count(sample: Catalogue) -> None:
    ballots = next(each for each in sample.entries if each.slug == "ballots").program
    unsure = ("unstated/sheets.txt#9: 5/1/2031: month or day first is not certain",)
    facts = ballots.facts.model_copy(update={"review": unsure})
    assert entry(replace(ballots, facts=facts), sample.facets, TODAY, "en").latest_start is None


def test_activities_of_drafts_do_not_count(sample: Catalogue) -> None:
    assert sample.activities == 6


DAY = dt.date(2020, 1, 1)
BEFORE, AFTER = dt.date(2019, 1, 1), dt.date(2021, 1, 1)
STATUSES = [
    ("no activity", [], ("not-stated",)),
    ("nothing stated", [Activity(id="a")], ("not-stated",)),
    ("over", [Activity(id="a", end=BEFORE)], ("completed",)),
    ("to come", [Activity(id="a", start=AFTER)], ("planned",)),
    ("between its days", [Activity(id="a", start=BEFORE, end=AFTER)], ("ongoing",)),
    ("said so", [Activity(id="a", ongoing=True)], ("ongoing",)),
    ("begun, end not stated", [Activity(id="a", start=BEFORE)], ("not-stated",)),
    (
        "several, in the order of pages",
        [Activity(id="a"), Activity(id="b", end=BEFORE), Activity(id="c", end=BEFORE), Activity(id="d", ongoing=True)],
        ("ongoing", "completed", "not-stated"),
    ),
]


@pytest.mark.parametrize(("activities", "expected"), [row[1:] for row in STATUSES], ids=[row[0] for row in STATUSES])
def test_statuses(activities: list[Activity], expected: tuple[str, ...]) -> None:
    assert statuses(activities, DAY) == expected


HARBOR, BARE = "programs/harbor-safety.md", "programs/bare.md"
CHANGED = [
    ("git knows nothing, and nothing has begun or ended", ["ballots", "bare"], {}, None),
    ("an activity ended", ["harbor-safety", "bare"], {}, dt.date(2018, 2, 1)),
    ("and the file was changed before", ["harbor-safety"], {HARBOR: dt.date(2017, 1, 1)}, dt.date(2018, 2, 1)),
    ("or after", ["harbor-safety"], {HARBOR: BEFORE}, BEFORE),
    ("another's file", ["harbor-safety", "bare"], {BARE: BEFORE}, BEFORE),
    ("none at all", [], {BARE: BEFORE}, None),
]


@pytest.mark.parametrize(("slugs", "files", "expected"), [row[1:] for row in CHANGED], ids=[row[0] for row in CHANGED])
def test_changed(sample: Catalogue, slugs: list[str], files: dict[str, dt.date], expected: dt.date | None) -> None:
    known = replace(sample, history=History({file: Past(day) for file, day in files.items()}))
    assert known.changed(known.by_slug[slug] for slug in slugs) == expected


def test_a_country_tells_of_its_own_activities_alone(sample: Catalogue) -> None:
    harbor = next(each for each in sample.entries if each.slug == "harbor-safety")
    assert (harbor.countries, harbor.donors) == (("belize", "chile", "haiti"), ("canada", "chile"))
    assert harbor.statuses == ("ongoing", "completed")
    belize = narrowed(harbor, {"countries": "belize"}, sample)
    assert (belize.countries, belize.donors, belize.statuses) == (("belize",), ("canada",), ("completed",))
    chile = narrowed(harbor, {"donors": "chile"}, sample)
    assert (chile.countries, chile.donors, chile.statuses) == (("chile", "haiti"), ("chile",), ("ongoing",))
    assert narrowed(harbor, {"units": "cicte"}, sample) is harbor


def test_the_opening_is_an_activity_s_where_there_is_no_common_summary(sample: Catalogue) -> None:
    harbor = next(each for each in sample.entries if each.slug == "harbor-safety").program
    assert entry(harbor, sample.facets, TODAY, "en").opening.text.startswith("The program keeps harbors safe")


def test_names_never_leave_a_unit_with_its_letters_alone(sample: Catalogue) -> None:
    assert sample.name("units", "cicte") == "Inter-American Committee against Terrorism (CICTE)"
    assert sample.name("units", "idle") == "Idle Unit"


def test_sort_key() -> None:
    assert sorted(["Zebra", "école", "Árbol", "eel"], key=sort_key) == ["Árbol", "école", "eel", "Zebra"]
