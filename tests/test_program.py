"""The schema's own rules: what a slug and a link are, and how a status is derived."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from builder.program import Activity, Link, Slug, Texts, status, turns

TODAY = dt.date(2017, 6, 15)
YESTERDAY, TOMORROW = dt.date(2017, 6, 14), dt.date(2017, 6, 16)

STATUSES = [
    # start, end, ongoing: what is derived
    ("nothing said", None, None, False, "not-stated"),
    ("said to be ongoing", None, None, True, "ongoing"),
    ("began", YESTERDAY, None, False, "not-stated"),
    ("began today", TODAY, None, False, "not-stated"),
    ("begins tomorrow", TOMORROW, None, False, "planned"),
    ("ended", None, YESTERDAY, False, "completed"),
    ("the last day is over when it comes", None, TODAY, False, "completed"),
    ("ends tomorrow, and nobody says since when", None, TOMORROW, False, "not-stated"),
    ("between its days", YESTERDAY, TOMORROW, False, "ongoing"),
    ("from its first day", TODAY, TOMORROW, False, "ongoing"),
    ("to the day before its last", YESTERDAY, TODAY, False, "completed"),
    ("one day, today", TODAY, TODAY, False, "completed"),
    ("one day, tomorrow", TOMORROW, TOMORROW, False, "planned"),
    ("before its days", TOMORROW, dt.date(2018, 1, 1), False, "planned"),
    ("ongoing, and began", YESTERDAY, None, True, "ongoing"),
    ("ongoing, and begins today", TODAY, None, True, "ongoing"),
    ("ongoing, but begins tomorrow", TOMORROW, None, True, "planned"),
    ("ongoing when written, but its end has come", YESTERDAY, TODAY, True, "completed"),
    ("ongoing, with an end to come", None, TOMORROW, True, "ongoing"),
]


@pytest.mark.parametrize(
    ("start", "end", "ongoing", "expected"), [row[1:] for row in STATUSES], ids=[row[0] for row in STATUSES]
)
def test_status(start: dt.date | None, end: dt.date | None, ongoing: bool, expected: str) -> None:
    assert status(Activity(id="a", start=start, end=end, ongoing=ongoing), TODAY) == expected


ORDER = ["planned", "ongoing", "completed"]


@given(st.dates(), st.dates(), st.dates(), st.booleans())
def test_time_only_moves_forward(start: dt.date, end: dt.date, today: dt.date, ongoing: bool) -> None:
    start, end = sorted((start, end))
    activity = Activity(id="a", start=start, end=end, ongoing=ongoing)
    before, after = (ORDER.index(status(activity, day)) for day in sorted((start, today)))
    assert before <= after
    assert status(activity, end) == "completed"


TURNS = [
    ("nothing said", [], TODAY, None, None),
    ("all to come", [(TOMORROW, None), (TODAY, None)], YESTERDAY, None, TODAY),
    ("one has come today", [(YESTERDAY, TODAY), (None, TOMORROW)], TODAY, TODAY, TOMORROW),
    ("all have come", [(YESTERDAY, TODAY)], TOMORROW, TODAY, None),
]


@pytest.mark.parametrize(("days", "today", "last", "next_"), [row[1:] for row in TURNS], ids=[row[0] for row in TURNS])
def test_turns(
    days: list[tuple[dt.date | None, dt.date | None]],
    today: dt.date,
    last: dt.date | None,
    next_: dt.date | None,
) -> None:
    assert turns([Activity(id="a", start=start, end=end) for start, end in days], today) == (last, next_)


SOON = st.dates(YESTERDAY, dt.date(2017, 6, 20))


@given(st.lists(st.tuples(st.none() | SOON, st.none() | SOON, st.booleans())), SOON, SOON)
def test_between_its_turns_a_status_stays(
    told: list[tuple[dt.date | None, dt.date | None, bool]], today: dt.date, other: dt.date
) -> None:
    activities = [Activity(id="a", start=start, end=end, ongoing=ongoing) for start, end, ongoing in told]
    last, next_ = turns(activities, today)
    if (last is None or last <= other) and (next_ is None or other < next_):
        assert [status(each, other) for each in activities] == [status(each, today) for each in activities]


SLUGS = [
    ("a word", "belize", True),
    ("hyphens", "trinidad-and-tobago", True),
    ("digits", "unscr-1540-2004", True),
    ("only digits", "2017", True),
    ("nothing", "", False),
    ("a capital", "Belize", False),
    ("an accent", "belicé", False),
    ("a digit of another script", "a٣", False),
    ("a blank", "new york", False),
    ("an underscore", "new_york", False),
    ("a hyphen first", "-belize", False),
    ("a hyphen last", "belize-", False),
    ("two hyphens", "new--york", False),
    ("a dot", "a.es", False),
    ("a way up", "../secret", False),
    ("a line end", "belize\n", False),
]


@pytest.mark.parametrize(("value", "good"), [row[1:] for row in SLUGS], ids=[row[0] for row in SLUGS])
def test_slugs(value: str, good: bool) -> None:
    assert _is_good(Slug, value) is good


LINKS = [
    ("a web address", "https://www.oas.org/en/sms/cicte", True),
    ("without encryption", "http://www.oas.org", True),
    ("a capital scheme", "HTTPS://www.oas.org", True),
    ("a question and a place", "https://oas.org/a?b=c&d=%20#e", True),
    ("a port", "https://oas.org:8080/", True),
    ("letters of a language", "https://oas.org/niños", True),
    ("a script", "javascript:alert(1)", False),
    ("a script with slashes", "javascript://oas.org/%0aalert(1)", False),
    ("data", "data:text/html,<b>x</b>", False),
    ("a file", "file:///etc/passwd", False),
    ("a mail address", "mailto:info@oas.org", False),
    ("whatever scheme", "//oas.org/x", False),
    ("without a scheme", "www.oas.org", False),
    ("a path", "/programs/", False),
    ("no host", "https:///x", False),
    ("nothing but a scheme", "https://", False),
    ("a blank", "https://oas.org/a b", False),
    ("a blank first", " https://oas.org", False),
    ("a line end", "https://oas.org\n", False),
    ("a tab", "java\tscript:x", False),
    ("a sign nobody sees", "https://oas.org/\x00", False),
    ("a quote", 'https://oas.org/"onclick="x', False),
    ("a tag", "https://oas.org/<b>", False),
    ("a broken host", "https://[oas.org/", False),
    ("nothing", "", False),
]


@pytest.mark.parametrize(("value", "good"), [row[1:] for row in LINKS], ids=[row[0] for row in LINKS])
def test_links(value: str, good: bool) -> None:
    assert _is_good(Link, value) is good


def _is_good(kind: object, value: str) -> bool:
    try:
        return bool(TypeAdapter(kind).validate_python(value) == value)
    except ValidationError:
        return False


def test_texts_are_something_or_nothing() -> None:
    assert not Texts()
    assert Texts(results="x")
