"""What awaits an editor: the review lines of a program file, each about one sheet or about the program.

A line reads `REF: what is in doubt`, REF being a sheet as the activities name it; without a REF the program is meant.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from builder.program import Activity, Facts

SECOND_COPY = "a second copy: "
"""How a line begins that no reader can help with: which sheet was kept is for editors alone."""

_SUBJECTS = ("start", "end", "dates")
_FORM_DATE = re.compile(r"\b(?:\d{4}([/.-])\d{1,2}\1\d{1,2}|\d{1,2}([/.-])\d{1,2}\2(?:\d{4}|\d{2}))\b")
"""A date as forms print it, in figures; texts have theirs in words."""

_REF = re.compile(r"\S#\d+$")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A point that awaits an editor."""

    sheet: str | None
    """The sheet that it is about, such as `belize/program-sheets.txt#4`."""
    words: str
    """What is in doubt."""


def doubts(review: Iterable[str]) -> Iterator[Doubt]:
    """The lines that a reader should know of."""
    for line in review:
        sheet, _, words = line.partition(": ")
        doubt = Doubt(sheet, words) if _REF.search(sheet) and words else Doubt(None, line)
        if not (doubt.sheet and doubt.words.startswith(SECOND_COPY)):
            yield doubt


def has_unsure_dates(activity: Activity, facts: Facts) -> bool:
    """Whether the first or the last day of the activity awaits an editor.

    That is so where a line about its sheet names a date as the form prints it, or begins with `start:`, `end:` or
    `dates:`.
    """
    return bool(facts.review and activity.sheet and (activity.start or activity.end)) and any(
        doubt.sheet == activity.sheet and _is_about_dates(doubt.words) for doubt in doubts(facts.review)
    )


def _is_about_dates(words: str) -> bool:
    return words.partition(":")[0] in _SUBJECTS or bool(_FORM_DATE.search(words))
