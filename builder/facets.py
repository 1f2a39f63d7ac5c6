"""The ways into the catalogue: countries, donors, pillars and units, as the editors' facet files name them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Self

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictStr
from pydantic_core import PydanticCustomError

from builder.program import CountrySlug, Facts, Language, PillarSlug, Text, shape, spoken_in

Words = Annotated[tuple[Text, ...], Field(strict=False)]


def territories(language: str) -> Mapping[str, str]:
    """The names of the world's countries in a language, by their codes; none where babel does not know it."""
    try:
        return Locale.parse(language.replace("-", "_")).territories
    except (UnknownLocaleError, ValueError):
        return {}


_CODE = re.compile("[A-Z]{2}")


def _code(value: str) -> str:
    if not _CODE.fullmatch(value):
        raise PydanticCustomError(
            "code", "{value} is no country code: two capital letters, such as BZ", {"value": repr(value)}
        )
    return value


Code = Annotated[
    StrictStr,
    AfterValidator(_code),
    shape("two capital letters", f"^{_CODE.pattern}$", "Two capital letters, such as BZ.", "BZ"),
]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Translation(_Model):
    """A facet's entry in another language."""

    name: Text | None = Field(default=None, examples=["Nombre en español"])
    """The name that pages in that language show. Without it, they show the English one."""
    also: Words = Field(default=(), examples=[["Otro nombre"]])
    """Other names that sheets in that language use."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that means this one."""
        return (*((self.name,) if self.name else ()), *self.also)


class CountryTranslation(Translation):
    """A member state in another language; without a name, the world's common one counts."""

    people: Words = Field(default=(), examples=[["beliceño", "beliceña"]])
    """What its people are called, in the singular, as in "autoridades beliceñas"."""


class PillarTranslation(Translation):
    """A pillar in another language."""

    description: Text | None = Field(default=None, examples=["Frente al delito, el terrorismo y la trata."])
    """What the pillar covers, in a sentence for the public."""


class UnitTranslation(Translation):
    """A unit in another language."""

    acronym: Text | None = Field(default=None, examples=["DSP"])
    """The short name that sheets in that language use."""

    @property
    def names(self) -> tuple[str, ...]:
        return (*super().names, *((self.acronym,) if self.acronym else ()))


class _Facet(_Model):
    name: Text
    """The name that pages show."""
    also: Words = Field(default=(), examples=[["Another name", "One more"]])
    """Other names and spellings that sheets use for it."""

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
        said = spoken_in(self.spoken, language)
        return (said.name if said else None) or self.name

    def said_in(self, language: str) -> Self:
        """The entry with what pages in a language show of it."""
        said = spoken_in(self.spoken, language)
        shown: dict[str, object] = {
            key: value
            for key in ("description", "acronym")
            if key in type(self).model_fields and (value := getattr(said, key, None))
        }
        return self.model_copy(update={"name": self.name_in(language), **shown})


class Country(_Facet):
    """A member state."""

    name: Text = Field(examples=["Belize"])
    """The plain English name, without "the"."""
    code: Code
    """The country's two-letter code (ISO 3166-1)."""
    in_sentence: Text | None = Field(default=None, examples=["the Commonwealth of Belize"])
    """The name inside a sentence, where it takes an article: "the United States"."""
    people: Words = Field(default=(), examples=[["Belizean"]])
    """What its people are called, in the singular, as in "Belizean authorities"."""
    capital: Text | None = Field(default=None, examples=["Belmopan"])
    """The capital city, which a sheet may name as a place."""
    translations: dict[Language, CountryTranslation] = Field(
        default_factory=dict, examples=[{"es": {"name": "Belice", "people": ["beliceño", "beliceña"]}}]
    )
    """In other languages, by their codes: what differs from the country's common name, which is known."""

    @property
    def spoken(self) -> Mapping[str, Translation]:
        return self.translations

    def name_in(self, language: str) -> str:
        said = spoken_in(self.translations, language)
        if said and said.name:
            return said.name
        common = None if language.startswith("en") else territories(language).get(self.code)
        return common or self.name

    def said_in(self, language: str) -> Self:
        # the article is that of the English name
        return super().said_in(language).model_copy(update={} if language.startswith("en") else {"in_sentence": None})


class Pillar(_Facet):
    """One of the four that the organization stands on."""

    name: Text = Field(examples=["Security"])
    """The name that pages show."""
    description: Text = Field(examples=["Safety from crime, terrorism and trafficking."])
    """What the pillar covers, in a sentence for the public."""
    translations: dict[Language, PillarTranslation] = Field(
        default_factory=dict, examples=[{"es": {"name": "Seguridad"}}]
    )
    """The same in other languages, by their codes."""

    @property
    def spoken(self) -> Mapping[str, Translation]:
        return self.translations


class Unit(_Facet):
    """An OAS body in charge of programs."""

    name: Text = Field(examples=["Inter-American Committee against Terrorism"])
    """The full English name."""
    acronym: Text | None = Field(default=None, examples=["CICTE"])
    """The short name that sheets use, in capitals. Leave it out where the same letters mean another institution."""
    pillar: PillarSlug | None = Field(default=None, examples=["security"])
    """The pillar that the unit works under. It counts for the unit's programs that name none themselves."""
    translations: dict[Language, UnitTranslation] = Field(
        default_factory=dict, examples=[{"es": {"name": "Comité Interamericano contra el Terrorismo"}}]
    )
    """The same in other languages, by their codes."""

    @property
    def spoken(self) -> Mapping[str, Translation]:
        return self.translations

    @property
    def names(self) -> tuple[str, ...]:
        return (*super().names, *((self.acronym,) if self.acronym else ()))


class Donor(_Facet):
    """Who pays."""

    name: Text = Field(examples=["Canada"])
    """The name that pages show."""
    country: CountrySlug | None = Field(default=None, examples=["canada"])
    """The member state that the donor is or belongs to. Leave it out for all others."""
    translations: dict[Language, Translation] = Field(default_factory=dict, examples=[{"es": {"name": "Canadá"}}])
    """The same in other languages, by their codes; a country's are known."""

    @property
    def spoken(self) -> Mapping[str, Translation]:
        return self.translations

    def said_in(self, language: str, countries: Mapping[str, Country] = MappingProxyType({})) -> Self:
        own = super().said_in(language)
        country = countries.get(self.country or "")
        is_country = country and country.name == self.name and own.name == self.name
        return own.model_copy(update={"name": country.name_in(language)}) if country and is_country else own


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

    def said_in(self, language: str) -> "Facets":
        """All of them with what pages in a language show."""
        countries = {slug: entry.said_in(language) for slug, entry in self.countries.items()}
        return Facets(
            countries,
            {slug: entry.said_in(language, self.countries) for slug, entry in self.donors.items()},
            {slug: entry.said_in(language) for slug, entry in self.pillars.items()},
            {slug: entry.said_in(language) for slug, entry in self.units.items()},
        )

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
