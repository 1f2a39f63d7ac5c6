"""content/site.yml: what the catalogue is called, where it stands, whom to write to."""

import re
from typing import Annotated

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from builder.program import Language, Link, Text


def _email(value: str) -> str:
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+", value):
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


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Contact(_Settings):
    """Whom to write to for a correction."""

    name: Text
    """A person or an office."""
    email: Annotated[Text, AfterValidator(_email)]
    """Its address."""


class Licence(_Settings):
    """On which terms the texts may be used again."""

    name: Text
    """In a few words."""
    url: Link | None = None
    """Where the terms stand in full."""
    text: Text
    """In one sentence."""


class Site(_Settings):
    """The settings of the site."""

    title: Text
    """The name of the catalogue."""
    tagline: Text
    """What it is, in one short sentence."""
    description: Text
    """For search engines and previews."""
    organization: Text
    """Whose programs these are."""
    url: Link
    """Where the site is published, with its path."""
    languages: Annotated[tuple[PageLanguage, ...], Field(strict=False, min_length=1)] = ("en",)
    """The languages of the pages, the main one first."""
    contact: Contact
    """Whom to write to for a correction."""
    source: Text
    """Where the information comes from."""
    licence: Licence
    """The terms of reuse."""
    repository: Link | None = None
    """Where editors work, for links to the source of each page."""
