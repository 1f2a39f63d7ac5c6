"""What keeps an activity out of the IATI file."""

import datetime as dt

import pytest

from builder.generator.reportable import missing
from builder.program import Activity, Facts, Program, Texts, Translation

TODAY = dt.date(2020, 1, 1)
FIRST = dt.date(2019, 1, 1)
WHOLE = Activity(id="a", sheet="belize/a.txt#1", start=FIRST, end=dt.date(2021, 1, 1), countries=("belize",))
UNSURE = ("belize/a.txt#1: start: a day that could be a month",)
SPANISH = {"es": Translation("Uno", own_texts={"a": Texts("Texto")})}

ROWS = [
    # what is so, the activity, the program's own, its pillar, what is missing
    ("all is said", WHOLE, {}, "security", []),
    ("nothing is said", Activity(id="a"), {"texts": Texts()}, None, ["start", "status", "country", "pillar", "text"]),
    ("no first day", WHOLE.model_copy(update={"start": None}), {}, "security", ["start", "status"]),
    ("a day to check", WHOLE, {"facts": Facts(title="One", review=UNSURE)}, "security", ["unsure"]),
    ("no text", WHOLE, {"texts": Texts()}, "security", ["text"]),
    ("a text of its own", WHOLE, {"texts": Texts(), "own_texts": {"a": Texts(results="Text")}}, "security", []),
    ("another's text", WHOLE, {"texts": Texts(), "own_texts": {"b": Texts("Text")}}, "security", ["text"]),
    ("a text in Spanish alone", WHOLE, {"texts": Texts(), "translations": SPANISH}, "security", []),
]


@pytest.mark.parametrize(("activity", "own", "pillar", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])  # fmt: skip
def test_what_is_missing(activity: Activity, own: dict[str, object], pillar: str | None, expected: list[str]) -> None:
    told = {"slug": "one", "facts": Facts(title="One"), "texts": Texts("Text"), **own}
    assert [*missing(Program(**told), activity, pillar, TODAY)] == expected  # type: ignore[arg-type]
