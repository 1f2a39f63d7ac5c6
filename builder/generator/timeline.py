"""When activities ran, as bars on a line of years: what is not stated is left open, never guessed."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, takewhile
from typing import Literal

from builder.generator.catalogue import Catalogue, Entry, Kind, chosen_activities
from builder.generator.doubts import has_unsure_dates
from builder.program import Activity, Status, status

MOST_YEARS = 8
"""Years that are written along the line at most."""

STEPS = (1, 2, 5, 10, 20, 50, 100)
"""Years from one that is written to the next."""

End = Literal["stated", "ongoing", "unknown"]
"""How a bar ends on one side: at a day, going on, or nobody says where."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The activities of a program that have the same dates."""

    entry: Entry
    """The program."""
    activities: tuple[Activity, ...]
    """At least one."""
    start: dt.date | None
    """The first day."""
    end: dt.date | None
    """The last day."""
    closes: End
    """How it ends on the right."""
    status: Status
    """Today's."""
    unsure: bool
    """Whether a date awaits an editor."""
    left: float
    """Where it begins, in percent of the line; 0 where nobody says."""
    right: float
    """Where it ends; 100 where it goes on, or nobody says."""

    @property
    def countries(self) -> tuple[str, ...]:
        """Of its activities, each once."""
        return tuple(dict.fromkeys(slug for each in self.activities for slug in each.countries))


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars along a line of years."""

    years: tuple[tuple[int, float], ...]
    """Years that are written, each with the place of its first day in percent of the line."""
    bars: tuple[Bar, ...]
    """The latest first, and what is ongoing before all others."""
    more: int
    """How many activities have dates as well, and are not among the bars."""
    undated: int
    """How many activities state no date, nor that they go on."""


def timeline(entries: Iterable[Entry], chosen: Mapping[Kind, str], catalogue: Catalogue, most: int) -> Timeline | None:
    """The activities of programs, those alone that have the countries and donors of `chosen`, on `most` bars.

    None where no activity states a date, nor that it goes on.
    """
    told = [(entry, each) for entry in entries for each in chosen_activities(entry, chosen)]
    dated = [(entry, each) for entry, each in told if each.start or each.end or each.ongoing]
    if not dated:
        return None
    found = sorted(_alike(dated), key=lambda each: _order(each, catalogue.today))[:most]
    first, last = _span([each for group in found for each in group[1]], catalogue.today)
    bars = tuple(_bar(entry, group, first, last, catalogue.today) for entry, group in found)
    return Timeline(
        tuple(_years(first, last)),
        bars,
        len(dated) - sum(len(each.activities) for each in bars),
        len(told) - len(dated),
    )


def end_year(entries: Iterable[Entry], catalogue: Catalogue) -> int | None:
    """This year, if a line of the programs may come to it: what goes on is drawn to its end."""
    return catalogue.today.year if any("ongoing" in each.statuses for each in entries) else None


def _alike(dated: Iterable[tuple[Entry, Activity]]) -> list[tuple[Entry, tuple[Activity, ...]]]:
    """Activities of a program with the same dates are told together: booklets often share them."""
    groups: dict[tuple[object, ...], tuple[Entry, list[Activity]]] = {}
    for entry, each in dated:
        unsure = has_unsure_dates(each, entry.program.facts)
        groups.setdefault((entry.slug, each.start, each.end, each.ongoing, unsure), (entry, []))[1].append(each)
    return [(entry, tuple(group)) for entry, group in groups.values()]


def _order(group: tuple[Entry, Sequence[Activity]], today: dt.date) -> tuple[bool, int]:
    one = group[1][0]
    return status(one, today) != "ongoing", -(one.start or one.end or dt.date.max).toordinal()


def _span(activities: Sequence[Activity], today: dt.date) -> tuple[dt.date, dt.date]:
    """From the first day of a year to that of another: all that is stated, and this year where something goes on."""
    days = [day for each in activities for day in (each.start, each.end) if day]
    if any(not each.end and status(each, today) == "ongoing" for each in activities):
        days.append(today)
    last = max(days).year
    # the calendar's last year has no next one
    return dt.date(min(days).year, 1, 1), dt.date(last + 1, 1, 1) if last < dt.MAXYEAR else dt.date.max


def _place(day: dt.date, first: dt.date, last: dt.date) -> float:
    return round(100 * (day - first).days / (last - first).days, 2)


def _bar(entry: Entry, group: tuple[Activity, ...], first: dt.date, last: dt.date, today: dt.date) -> Bar:
    one = group[0]
    return Bar(
        entry,
        group,
        one.start,
        one.end,
        "stated" if one.end else "ongoing" if one.ongoing else "unknown",
        status(one, today),
        has_unsure_dates(one, entry.program.facts),
        _place(one.start, first, last) if one.start else 0,
        _place(one.end, first, last) if one.end else 100,
    )


def _years(first: dt.date, last: dt.date) -> Iterator[tuple[int, float]]:
    """The years worth writing: all, or every second, fifth, tenth…"""
    length = last.year - first.year
    step = next((step for step in STEPS if length <= step * MOST_YEARS), STEPS[-1])
    years = count(-(-first.year // step) * step, step)
    for year in takewhile(lambda each: each < last.year, years):
        yield year, _place(dt.date(year, 1, 1), first, last)
