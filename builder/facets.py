"""The ways into the catalogue: countries, donors, pillars and units, as the editors' facet files name them."""

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictStr
from pydantic_core import PydanticCustomError

from builder.program import Facts, Slug, Text

Words = Annotated[tuple[Text, ...], Field(strict=False)]


def _code(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", value):
        raise PydanticCustomError(
            "code", "{value} is no country code: two capital letters, such as BZ", {"value": repr(value)}
        )
    return value


class _Facet(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    name: Text
    """As pages show it."""
    also: Words = ()
    """Other names that sheets use for it."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that means this one."""
        return (self.name, *self.also)


class Country(_Facet):
    """A member state."""

    code: Annotated[StrictStr, AfterValidator(_code)]
    """ISO 3166-1 alpha-2."""
    in_sentence: Text | None = None
    """The name inside a sentence, where it takes an article: `the United States`."""
    people: Words = ()
    """Its adjectives, as in "Ruritanian authorities"."""
    capital: Text | None = None
    """Its capital, which a sheet may name as a place."""


class Pillar(_Facet):
    """One of the organization's four."""

    description: Text
    """What it covers, for the public."""


class Unit(_Facet):
    """A body in charge of programs."""

    acronym: Text | None = None
    """The short name that sheets use."""
    pillar: Slug | None = None
    """The pillar it works under: a slug of pillars.yml."""

    @property
    def names(self) -> tuple[str, ...]:
        return (*super().names, *((self.acronym,) if self.acronym else ()))


class Donor(_Facet):
    """Who pays."""

    country: Slug | None = None
    """The member state that it is or belongs to: a slug of countries.yml."""


@dataclass(frozen=True, slots=True)
class Facets:
    """All four, by slug, in the order of their files."""

    countries: dict[str, Country]
    """countries.yml."""
    donors: dict[str, Donor]
    """donors.yml."""
    pillars: dict[str, Pillar]
    """pillars.yml."""
    units: dict[str, Unit]
    """units.yml."""

    def pillar_of(self, facts: Facts) -> tuple[str | None, bool]:
        """A program's pillar, and whether it is only its unit's."""
        if facts.pillar or not facts.unit:
            return facts.pillar, False
        unit = self.units.get(facts.unit)
        return (unit.pillar if unit else None), True


FILES: dict[str, type[_Facet]] = {"countries": Country, "donors": Donor, "pillars": Pillar, "units": Unit}
"""File stem under content/, and the model of its entries."""

FILE_OF = {"country": "countries.yml", "donor": "donors.yml", "pillar": "pillars.yml", "unit": "units.yml"}
"""The file that lists a facet's entries, by the word for one of them."""
