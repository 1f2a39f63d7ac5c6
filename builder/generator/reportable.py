"""What the standard of aid transparency (IATI) demands of an activity, and the sheets may not say."""

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from builder.generator.doubts import has_unsure_dates
from builder.program import Activity, Program, status

Reason = Literal["start", "unsure", "status", "country", "pillar", "text"]
"""What is missing: a first day; one that nobody has yet to check; a status; a country; a field of work; any text."""

REASONS: tuple[Reason, ...] = ("start", "unsure", "status", "country", "pillar", "text")
"""In the order in which pages name them."""


def missing(program: Program, activity: Activity, pillar: str | None, today: dt.date) -> Iterator[Reason]:
    """All that is missing of the program's activity; `pillar` is its own, or its unit's."""
    if not activity.start:
        yield "start"
    if has_unsure_dates(activity, program.facts):
        yield "unsure"
    if status(activity, today) == "not-stated":
        yield "status"
    if not activity.countries:
        yield "country"
    if not pillar:
        yield "pillar"
    if not _is_told(program, activity.id):
        yield "text"


def _is_told(program: Program, activity: str) -> bool:
    """Whether anything stands under the program's headings, or the activity's, in any language."""
    own = program.own_texts.get(activity)
    translated = program.translations.values()
    return bool(program.texts or own or any(each.texts or each.own_texts.get(activity) for each in translated))
