"""The facts of a program against the facet files: what the schema alone cannot say."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from builder import facets as facet_files
from builder import frontmatter
from builder.content.told import Told, entries, is_slug
from builder.facets import Facets
from builder.problems import Problem, did_you_mean
from builder.program import Activity, Facts, reasoned


def check_facts(told: Told, facets: Facets) -> Iterator[Problem]:
    """What the schema cannot say; a value that is wrong by the schema is left to it."""
    known: Mapping[str, Any]
    for key, known in (("unit", facets.units), ("pillar", facets.pillars)):
        value = told.facts.get(key)
        if is_slug(value) and value not in known:
            yield unknown_slug(told.path, told.at(key), key, str(value), key, known)
    yield from _check_reasons(Facts, told.facts, (), told)
    ids: set[str] = set()
    for number, activity in enumerate(told.activities):
        where = ("activities", number)
        yield from _check_reasons(Activity, activity, where, told)
        for key, one, known in (("countries", "country", facets.countries), ("donors", "donor", facets.donors)):
            values = entries(activity.get(key))
            for position, value in enumerate(values):
                steps = (*where, key, position)
                if is_slug(value) and value not in known:
                    yield unknown_slug(told.path, told.at(*steps), frontmatter.field_name(steps), value, one, known)
                elif is_slug(value) and value in values[:position]:
                    yield told.problem(steps, f"'{value}' stands twice; keep one")
        start, end = activity.get("start"), activity.get("end")
        if isinstance(start, dt.date) and isinstance(end, dt.date) and end < start:
            yield told.problem((*where, "end"), f"the end {end} is before the start {start}")
        given = activity.get("id")
        if is_slug(given) and given in ids:
            yield told.problem((*where, "id"), f"'{given}' stands twice; ids are for one activity each")
        ids |= {given} if isinstance(given, str) else set()


def _check_reasons(
    model: type[BaseModel], facts: Mapping[str, Any], where: frontmatter.Steps, told: Told
) -> Iterator[Problem]:
    """What is wrong with the keys of `evidence` and `decided`: they are those of the facts, or the texts'."""
    allowed = reasoned(model)
    for key in ("evidence", "decided"):
        given = facts.get(key)
        for name in given if isinstance(given, dict) else ():
            if name not in allowed:
                hint = did_you_mean(name, allowed) or "; allowed: " + ", ".join(allowed)
                yield told.key_problem((*where, key, name), f"there is no such fact{hint}")


def unknown_slug(
    path: str, place: frontmatter.Place, field: str, value: str, kind: str, known: Mapping[str, Any]
) -> Problem:
    """The complaint about a slug that no entry of its facet file has."""
    hint = did_you_mean(value, known) or f"; {facet_files.FILE_OF[kind]} lists them"
    return Problem(path, *place, field, f"'{value}' is no {kind}{hint}")


def going_on_with_an_end(told: Told) -> Iterator[Problem]:
    """Activities that are said to go on and have an end."""
    for number, activity in enumerate(told.activities):
        if activity.get("ongoing") is True and isinstance(end := activity.get("end"), dt.date):
            message = (
                f"stands beside an end; until {end} the page says ongoing, from then on completed. Keep one of them"
            )
            yield told.problem(("activities", number, "ongoing"), message, "warning")
