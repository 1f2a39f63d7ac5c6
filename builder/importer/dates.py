"""The form's dates: on which day an activity begins and ends, and whether it goes on."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.importer.blocks import Token
from builder.importer.pages import Page


@dataclass(frozen=True, slots=True)
class Dates:
    """What a form says about time."""

    start: dt.date | None = None
    """The first day."""
    end: dt.date | None = None
    """The last day."""
    ongoing: bool = False
    """It says so."""
    doubts: tuple[str, ...] = ()
    """What an editor should look at."""


def read_dates(page: Page) -> Dates:
    """The days on a sheet's form, whichever of day and month comes first."""
    tokens = [token for block in page.blocks if block.kind == "form" for token in block.tokens]
    days = [(position, token.text) for position, token in enumerate(tokens) if token.kind == "day"]
    ongoing = any(token.kind == "ongoing" for token in tokens)
    texts = dict.fromkeys(text for _, text in days)
    doubts: list[str] = []
    day_first = any(_only(text, month_first=False) for text in texts)
    settled = day_first or any(_only(text, month_first=True) for text in texts)
    values = [(position, text, _day(text, month_first=not day_first)) for position, text in days]
    for text in [text for _, text, value in values if value is None]:
        doubts.append(f"'{text}' is no date of the calendar; please look it up")
    good = [(position, text, value) for position, text, value in values if value]
    if day_first:
        doubts.append("dates: only with the day first do they make sense, so they were read day/month/year")
    elif not settled:
        for text in dict.fromkeys(text for _, text, _ in good):
            if _day(text, month_first=True) != _day(text, month_first=False):
                doubts.append(f"{text}: month or day first is not certain; it was read as month/day/year")
    start = end = None
    if len({value for _, _, value in good}) > 2:
        shown = ", ".join(text for _, text, _ in good)
        doubts.append(f"the form holds more than two dates ({shown}); which are start and end is not certain")
    elif len(good) >= 2:
        start, end = good[0][2], good[-1][2]
        if start > end:
            doubts.append(
                f"the form's first date {good[0][1]} is later than its second {good[-1][1]}; they were taken the "
                "other way"
            )
            start, end = end, start
    elif good:
        position, text, value = good[0]
        if _is_end(tokens, position):
            end = value
            doubts.append(f"no commencement date; {text} stands where the completion date does")
        else:
            start = value
            if not ongoing:
                doubts.append("no completion date on the form")
    return Dates(start, end, ongoing, tuple(doubts))


def _parts(text: str) -> tuple[int, int, int] | None:
    match = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})", text)
    if not match:
        return None
    year = int(match[3])
    return int(match[1]), int(match[2]), year if year > 99 else 2000 + year


def _day(text: str, *, month_first: bool) -> dt.date | None:
    parts = _parts(text)
    try:
        if parts is None:
            return dt.date.fromisoformat(text)
        first, second, year = parts
        return dt.date(year, first, second) if month_first else dt.date(year, second, first)
    except ValueError:
        return None


def _only(text: str, *, month_first: bool) -> bool:
    """The date makes sense in this order alone."""
    if _parts(text) is None:
        return False
    return _day(text, month_first=month_first) is not None and _day(text, month_first=not month_first) is None


def _is_end(tokens: Sequence[Token], position: int) -> bool:
    """The only date stands behind "to" or "Completion", and nothing like it follows."""
    before = tokens[position - 1] if position else None
    after = tokens[position + 1] if position + 1 < len(tokens) else None
    if before and before.day == "end":
        return True
    return bool(before and before.kind == "until" and not (after and after.kind == "until"))
