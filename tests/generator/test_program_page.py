"""A program's own dates, drawn from those of its activities."""

import datetime as dt

import pytest

from builder.generator.program_page import period
from builder.program import Activity

MAY, JUNE, JULY = (dt.date(2017, month, 1) for month in (5, 6, 7))

PERIODS = [
    ("none", [{}], (None, None)),
    ("both of one", [{"start": MAY, "end": JUNE}], (MAY, JUNE)),
    ("the first and the last of several", [{"start": JUNE, "end": JULY}, {"start": MAY, "end": JUNE}, {}], (MAY, JULY)),
    ("one may still go on", [{"start": MAY, "end": JUNE}, {"start": JULY}], (MAY, None)),
    ("one goes on", [{"start": MAY, "end": JUNE}, {"ongoing": True}], (MAY, None)),
    ("only a last day", [{"end": JUNE}], (None, JUNE)),
]


@pytest.mark.parametrize(("title", "dates", "expected"), PERIODS, ids=[row[0] for row in PERIODS])
def test_period(title: str, dates: list[dict[str, object]], expected: tuple[dt.date | None, dt.date | None]) -> None:
    activities = [Activity.model_validate({"id": f"a-{number}", **each}) for number, each in enumerate(dates)]
    assert period(activities) == expected
