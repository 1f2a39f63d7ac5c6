"""content/site.yml: what the catalogue is called, where it stands, whom to write to."""

import re
from typing import Annotated

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from builder.program import Language, Link, Text, shape

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
    repository: Link | None = Field(default=None, examples=["https://github.com/example/catalogue"])
    """The web address where editors work on these files. Pages then link there, to edit and to report."""
    branch: Text = Field(default="main", examples=["main"])
    """The branch of that repository from which the site is built."""
