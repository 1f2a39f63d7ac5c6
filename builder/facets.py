"""The ways into the catalogue: countries, donors, pillars and units, as the editors' facet files name them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictStr
from pydantic_core import PydanticCustomError

from builder.program import Facts, Language, Slug, Text

Words = Annotated[tuple[Text, ...], Field(strict=False)]


def territories(language: str) -> Mapping[str, str]:
    """The names of the world's countries in a language, by their codes; none where babel does not know it."""
    try:
        return Locale.parse(language.replace("-", "_")).territories
    except (UnknownLocaleError, ValueError):
        return {}


def _code(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", value):
        raise PydanticCustomError(
            "code", "{value} is no country code: two capital letters, such as BZ", {"value": repr(value)}
        )
    return value


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Translation(_Model):
    """A facet's entry in another language."""

    name: Text | None = None
    """As pages of that language show it; without it, they show the English name."""
    also: Words = ()
    """Other names that sheets of that language use for it."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that means this one."""
        return (*((self.name,) if self.name else ()), *self.also)


class CountryTranslation(Translation):
    """A member state in another language; without a name, the world's common one counts."""

    people: Words = ()
    """Its adjectives, in the singular."""


class PillarTranslation(Translation):
    """A pillar in another language."""

    description: Text | None = None
    """What it covers, for the public."""


class UnitTranslation(Translation):
    """A unit in another language."""

    acronym: Text | None = None
    """The short name that sheets of that language use."""

    @property
    def names(self) -> tuple[str, ...]:
        return (*super().names, *((self.acronym,) if self.acronym else ()))


class _Facet(_Model):
    name: Text
    """As pages show it."""
    also: Words = ()
    """Other names that sheets use for it."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that means this one."""
        return (self.name, *self.also)

    @property
    def spoken(self) -> Mapping[str, Translation]:
        """The entry in other languages, by their codes."""
        return {}

    def name_in(self, language: str) -> str:
        """The name in a language, or the English one."""
        said = self.spoken.get(language)
        return (said.name if said else None) or self.name


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
    translations: dict[Language, CountryTranslation] = Field(default_factory=dict)
    """By the code of a language: what differs from the country's common name in it."""

    @property
    def spoken(self) -> Mapping[str, Translation]:
        return self.translations

    def name_in(self, language: str) -> str:
        said = self.translations.get(language)
        if said and said.name:
            return said.name
        common = None if language == "en" else territories(language).get(self.code)
        return common or self.name


class Pillar(_Facet):
    """One of the organization's four."""

    description: Text
    """What it covers, for the public."""
    translations: dict[Language, PillarTranslation] = Field(default_factory=dict)
    """By the code of a language."""

    @property
    def spoken(self) -> Mapping[str, Translation]:
        return self.translations


class Unit(_Facet):
    """A body in charge of programs."""

    acronym: Text | None = None
    """The short name that sheets use."""
    pillar: Slug | None = None
    """The pillar it works under: a slug of pillars.yml."""
    translations: dict[Language, UnitTranslation] = Field(default_factory=dict)
    """By the code of a language."""

    @property
    def spoken(self) -> Mapping[str, Translation]:
        return self.translations

    @property
    def names(self) -> tuple[str, ...]:
        return (*super().names, *((self.acronym,) if self.acronym else ()))


class Donor(_Facet):
    """Who pays."""

    country: Slug | None = None
    """The member state that it is or belongs to: a slug of countries.yml."""
    translations: dict[Language, Translation] = Field(default_factory=dict)
    """By the code of a language."""

    @property
    def spoken(self) -> Mapping[str, Translation]:
        return self.translations


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
