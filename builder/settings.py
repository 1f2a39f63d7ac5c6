"""content/site.yml: what the catalogue is called, where it stands, whom to write to."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from builder.program import Link, Text


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Contact(_Settings):
    """Whom to write to for a correction."""

    name: Text
    """A person or an office."""
    email: Annotated[Text, Field(pattern=r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$")]
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
    languages: Annotated[tuple[Text, ...], Field(strict=False, min_length=1)] = ("en",)
    """The languages of the pages, the main one first."""
    contact: Contact
    """Whom to write to for a correction."""
    source: Text
    """Where the information comes from."""
    licence: Licence
    """The terms of reuse."""
    repository: Link | None = None
    """Where editors work, for links to the source of each page."""
