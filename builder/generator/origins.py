"""Where each fact of a page comes from, said of the fact itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from builder.facets import Facets
from builder.program import Activity, Facts

Kind = Literal["stated", "inferred", "booklet", "settled", "unit", "dates", "absent"]
"""A form field; the sheet's text; the booklet's country; an editor; the unit in charge; the dates; nowhere."""

ORDER: tuple[Kind, ...] = ("stated", "settled", "booklet", "unit", "dates", "inferred", "absent")
"""The surest first: where several activities tell the same, the first of these counts."""


@dataclass(frozen=True, slots=True)
class Origin:
    """How the catalogue knows something."""

    kind: Kind
    """The origin."""
    words: str = ""
    """The sentence a fact was inferred from, or the editor's reason."""


STATED, ABSENT = Origin("stated"), Origin("absent")


@dataclass(frozen=True, slots=True)
class Fact:
    """A value with its origin."""

    value: Any
    """What the page shows: a slug, a text or a day; None where nothing is stated."""
    origin: Origin
    """How the catalogue knows it."""


def of(key: str, value: object, facts: Facts | Activity) -> Origin:
    """The origin of the fact `key`."""
    kind = kind_of(key, value, facts)
    if kind == "stated":
        return STATED
    if kind == "absent":
        return ABSENT
    return Origin(kind, (facts.decided if kind == "settled" else facts.evidence)[key])


def kind_of(key: str, value: object, facts: Facts | Activity) -> Kind:
    """How the catalogue knows the fact `key`. An editor's decision outweighs what it was made from."""
    if key in facts.decided:
        return "settled"
    if value in (None, (), False):
        return "absent"
    return "inferred" if key in facts.evidence else "stated"


def fact(key: str, facts: Facts | Activity) -> Fact:
    """The fact `key` of a program or an activity, with its origin."""
    value = getattr(facts, key)
    return Fact(value, of(key, value, facts))


def countries(activity: Activity) -> tuple[Fact, ...]:
    """Each country with its origin: one that nothing but the booklet's folder tells is the booklet's."""
    origin = of("countries", activity.countries, activity)
    folder = (activity.sheet or "").partition("/")[0]
    return tuple(
        Fact(slug, Origin("booklet") if origin.kind == "stated" and slug == folder else origin)
        for slug in activity.countries
    )


def donors(activity: Activity) -> tuple[Fact, ...]:
    """Each donor with its origin."""
    origin = of("donors", activity.donors, activity)
    return tuple(Fact(slug, origin) for slug in activity.donors)


def pillar(facts: Facts, facets: Facets) -> Fact:
    """The program's pillar; the unit's where the sheets name none."""
    slug, by_unit = facets.pillar_of(facts)
    if by_unit and slug and "pillar" not in facts.decided:
        return Fact(slug, Origin("unit"))
    return Fact(slug, of("pillar", slug, facts))


def surest(found: Iterable[Origin]) -> Origin:
    """The one that counts where several activities tell the same."""
    return min(found, key=lambda origin: ORDER.index(origin.kind))


def by_kind(facts: Iterable[Fact]) -> list[tuple[Kind, list[Fact]]]:
    """The facts by the kind of their origin."""
    found: dict[Kind, list[Fact]] = {}
    for each in facts:
        found.setdefault(each.origin.kind, []).append(each)
    return sorted(found.items(), key=lambda each: each[0])
