"""One day as people write it: in figures of either order, in the form of ISO, or in words of any language."""

import datetime as dt
import re
from functools import lru_cache
from typing import Literal

from babel import Locale

from builder.formwords import LANGUAGES, plain

Order = Literal["month", "day"]
"""Which of the two comes first."""

_FIGURES = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})")
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|re|\.?[ºo°]\.?)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_OF = r"[\s./-]*(?:del?|do|d[’'´])?\s*"


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """The months by their names in all languages, short and long, without accents."""
    return {
        plain(name).casefold().rstrip("."): number
        for language in reversed(LANGUAGES)
        for width in ("abbreviated", "wide")
        for context in ("format", "stand-alone")
        for number, name in Locale(language).months[context][width].items()
    } | {"sept": 9, "setiembre": 9}


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], ...]:
    months = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    month = rf"(?P<month>{months})(?![a-z])\.?"
    weekday = r"(?:[a-z-]+,?\s+)?"
    return (
        re.compile(rf"{weekday}{_DAY}{_OF}{month},?{_OF}{_YEAR}"),
        re.compile(rf"{weekday}{month}\s*{_DAY},?\s+(?:de\s+|del\s+)?{_YEAR}"),
        re.compile(rf"{_YEAR},?\s+{month}\s+{_DAY}"),
    )


def in_figures(text: str) -> bool:
    """The day is written in figures, in one of the two orders."""
    return bool(_FIGURES.fullmatch(text.strip()))


def is_day(text: str) -> bool:
    """The words are written as a day is, whether the calendar has it or not."""
    said = plain(text.strip()).casefold()
    return (
        in_figures(said) or bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", said)) or any(p.fullmatch(said) for p in _words())
    )


def day_of(text: str, order: Order) -> dt.date | None:
    """The day that the words name, and nothing else; None where they name no day of the calendar.

    `order` says what comes first in figures. A month alone is no day. Two figures of a year are those of this century.
    """
    said = plain(text.strip()).casefold()
    try:
        if match := _FIGURES.fullmatch(said):
            first, second, year = (int(part) for part in match.groups())
            month, day = (first, second) if order == "month" else (second, first)
            return dt.date(year if year > 99 else 2000 + year, month, day)
        for pattern in _words():
            if match := pattern.fullmatch(said):
                return dt.date(int(match["year"]), _months()[match["month"]], int(match["day"]))
        return dt.date.fromisoformat(said) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", said) else None
    except ValueError:
        return None


def only(text: str, order: Order) -> bool:
    """The day makes sense in this order alone."""
    other: Order = "day" if order == "month" else "month"
    return in_figures(text) and day_of(text, order) is not None and day_of(text, other) is None
