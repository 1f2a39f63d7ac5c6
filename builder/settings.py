"""content/site.yml: what the catalogue is called, where it stands, whom to write to."""

import re
from typing import Annotated

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from builder.program import Language, Link, Text, shape, spoken_in

_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value):
        raise PydanticCustomError("email", "{value} is no e-mail address", {"value": repr(value)})
    return value


def _page_language(value: str) -> str:
    """Of texts no more than the name must be known; of pages, how days and numbers are written."""
    try:
        Locale.parse(value, sep="-")
    except (ValueError, UnknownLocaleError):
        raise PydanticCustomError(
            "page_language", "pages cannot be in {value}; choose among en, es, pt and fr", {"value": repr(value)}
        ) from None
    return value


_IDENTIFIER = re.compile(r"[^\s/&|?]+")


def _identifier(value: str) -> str:
    if not _IDENTIFIER.fullmatch(value):
        raise PydanticCustomError(
            "identifier",
            "{value} is no organization identifier: it has no blanks and none of / & | ?",
            {"value": repr(value)},
        )
    return value


def _organisation_type(value: str) -> str:
    if not re.fullmatch("[1-9][0-9]", value):
        raise PydanticCustomError(
            "organisation_type",
            "{value} is no kind of organization: two digits in quotes, such as '40'",
            {"value": repr(value)},
        )
    return value


PageLanguage = Annotated[Language, AfterValidator(_page_language)]
Email = Annotated[
    Text,
    AfterValidator(_email),
    shape(
        "an e-mail address",
        f"^{_EMAIL.pattern}$",
        "An e-mail address, such as catalogue@example.org.",
        "catalogue@example.org",
    ),
]


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Contact(_Settings):
    """Whom to write to for a correction."""

    name: Text = Field(examples=["The editors of the catalogue"])
    """A person or an office."""
    email: Email
    """The address to write to."""


class Licence(_Settings):
    """On which terms the texts may be used again."""

    name: Text = Field(examples=["CC BY 4.0"])
    """The terms in a few words."""
    url: Link | None = Field(default=None, examples=["https://creativecommons.org/licenses/by/4.0/"])
    """Where the terms stand in full."""
    text: Text = Field(examples=["Anyone may use the texts again who names the source."])
    """The terms in one sentence."""


class Publisher(_Settings):
    """Who reports to the International Aid Transparency Initiative (IATI)."""

    organization: Annotated[
        Text,
        AfterValidator(_identifier),
        shape(
            "an organization identifier",
            f"^{_IDENTIFIER.pattern}$",
            "An organization identifier has no blanks and none of / & | ?.",
            "XM-DAC-47079",
        ),
    ]
    """The identifier of the organization in the world's registers, as IATI has it. Every activity's identifier begins
    with it, so it stays for ever once published."""
    type: Annotated[
        Text,
        AfterValidator(_organisation_type),
        shape("two digits", "^[1-9][0-9]$", "Two digits of IATI's list OrganisationType, such as 40.", "40"),
    ] = "40"
    """What kind of organization it is, by IATI's list OrganisationType; 40 is a multilateral one."""


class SiteTranslation(_Settings):
    """What the settings say to readers, in another language. What is left out stays in the main one."""

    title: Text | None = Field(default=None, examples=["Catálogo de programas de la OEA"])
    """The name of the catalogue."""
    tagline: Text | None = Field(default=None, examples=["Qué hace la OEA en su país, quién lo paga y qué se logró."])
    """What the catalogue is, in one short sentence."""
    description: Text | None = Field(default=None, examples=["Programas de cooperación de la OEA por país y donante."])
    """What search engines and previews show. Fewer than 160 characters."""
    organization: Text | None = Field(default=None, examples=["Organización de los Estados Americanos"])
    """Whose programs these are."""
    source: Text | None = Field(default=None, examples=["Tomado de las fichas de programas de la OEA."])
    """Where the information comes from, in one sentence."""
    contact: Text | None = Field(default=None, examples=["El equipo editorial del catálogo"])
    """Who is written to for a correction: the name alone."""
    licence: Text | None = Field(default=None, examples=["Se pueden reutilizar los textos si se cita la fuente."])
    """The terms in one sentence."""


class Site(_Settings):
    """The settings of the site."""

    title: Text = Field(examples=["OAS Program Catalogue"])
    """The name of the catalogue."""
    tagline: Text = Field(examples=["What the OAS does in your country, who pays for it and what came of it."])
    """What the catalogue is, in one short sentence for someone who has never heard of it."""
    description: Text = Field(examples=["Cooperation programs of the OAS by country, donor and pillar."])
    """What search engines and previews show. Fewer than 160 characters."""
    organization: Text = Field(examples=["Organization of American States"])
    """Whose programs these are."""
    url: Link = Field(examples=["https://example.org/catalogue/"])
    """The address at which the site is published, with its path."""
    languages: Annotated[tuple[PageLanguage, ...], Field(strict=False, min_length=1)] = Field(
        default=("en",), examples=[["en", "es"]]
    )
    """The languages of the pages, the main one first."""
    contact: Contact
    """Whom to write to for a correction."""
    source: Text = Field(examples=["Taken from the program sheets of the OAS, one booklet for each country."])
    """Where the information comes from, in one sentence."""
    licence: Licence
    """On which terms the texts may be used again."""
    iati: Publisher | None = Field(default=None, examples=[{"organization": "XM-DAC-47079", "type": "40"}])
    """Who reports to IATI. Without it, there is no IATI file."""
    repository: Link | None = Field(default=None, examples=["https://github.com/example/catalogue"])
    """The web address where editors work on these files. Pages then link there, to edit and to report."""
    branch: Text = Field(default="main", examples=["main"])
    """The branch of that repository from which the site is built."""
    translations: dict[Language, SiteTranslation] = Field(
        default_factory=dict, examples=[{"es": {"title": "Catálogo de programas de la OEA"}}]
    )
    """The same in other languages, by their codes."""

    def said_in(self, language: str) -> "Site":
        """The settings, with what they say to readers in a language as far as it is there."""
        told = spoken_in(self.translations, language)
        if told is None:
            return self
        given = told.model_dump(exclude_none=True)
        held = {
            "contact": self.contact.model_copy(update={"name": given.pop("contact", self.contact.name)}),
            "licence": self.licence.model_copy(update={"text": given.pop("licence", self.licence.text)}),
        }
        return self.model_copy(update={**given, **held})
