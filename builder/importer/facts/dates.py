"""The form's dates: on which day an activity begins and ends, and whether it goes on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from builder.days import Order, day_of, is_day, only
from builder.importer.layout.blocks import Token
from builder.importer.layout.pages import Page


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


def read_dates(page: Page, language: str = "en") -> Dates:
    """The days on a sheet's form, whichever of day and month comes first; `language` tells which is expected."""
    tokens = [token for block in page.blocks if block.kind == "form" for token in block.tokens]
    days = [(position, token.text) for position, token in enumerate(tokens) if token.kind == "day"]
    ongoing = any(token.kind == "ongoing" for token in tokens)
    order, doubts = _order([text for _, text in days], usual="month" if language == "en" else "day")
    values = [(position, text, day_of(text, order)) for position, text in days]
    for text in [text for _, text, value in values if value is None]:
        wrong = "is no date of the calendar" if is_day(text) else "names no day, so no date was taken from it"
        doubts.append(f"'{text}' {wrong}; please look it up")
    good = [(position, text, value) for position, text, value in values if value]
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


def _order(texts: Sequence[str], *, usual: Order) -> tuple[Order, list[str]]:
    """What comes first in these days, the day or the month, and what is doubtful about it.

    The usual order counts unless a day makes sense in the other alone. In English the usual one is itself a doubt.
    """
    if any(only(text, "day") for text in texts):
        said = "dates: only with the day first do they make sense, so they were read day/month/year"
        return "day", [said] if usual == "month" else []
    if any(only(text, "month") for text in texts):
        said = "dates: only with the month first do they make sense, so they were read month/day/year"
        return "month", [said] if usual == "day" else []
    if usual == "day":
        return "day", []
    return "month", [
        f"{text}: month or day first is not certain; it was read as month/day/year"
        for text in dict.fromkeys(texts)
        if day_of(text, "month") != day_of(text, "day")
    ]


def _is_end(tokens: Sequence[Token], position: int) -> bool:
    """The only date stands behind "to" or "Completion", and nothing like it follows."""
    before = tokens[position - 1] if position else None
    after = tokens[position + 1] if position + 1 < len(tokens) else None
    if before and before.day == "end":
        return True
    return bool(before and before.kind == "until" and not (after and after.kind == "until"))
