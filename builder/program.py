"""The one schema of a program file: its front matter and its texts.

Parsing, the order in which keys are written and the words of every complaint derive from these models.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Literal
from urllib.parse import urlsplit

from babel import Locale
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictStr
from pydantic_core import PydanticCustomError

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

Section = Literal["summary", "objectives", "results"]
SECTIONS: tuple[Section, ...] = ("summary", "objectives", "results")
"""The three headings, in the order of the form."""

Status = Literal["ongoing", "planned", "completed", "not-stated"]


def _slug(value: str) -> str:
    if not SLUG.fullmatch(value):
        raise PydanticCustomError(
            "slug", "{value} is no slug: only a-z, 0-9 and single hyphens", {"value": repr(value)}
        )
    return value


def _text(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("empty", "is empty; write a value or delete the line")
    return value


def _link(value: str) -> str:
    try:
        parts = urlsplit(value)
        good = (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and not re.search(r"[\s<>\"\x00-\x1f\x7f]", value)
        )
    except ValueError:
        good = False
    if not good:
        raise PydanticCustomError(
            "link", "{value} is no web address: it must start with http:// or https://", {"value": repr(value)}
        )
    return value


@cache
def _languages() -> frozenset[str]:
    return frozenset(Locale("en").languages)


def is_language(value: str) -> bool:
    """The words are a code of a language, with a hyphen alone, as web pages write it: `es`, `pt-BR`."""
    # babel knows more languages by name than it has the words of
    return bool(re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value)) and value.partition("-")[0] in _languages()


def _language(value: str) -> str:
    if not is_language(value):
        raise PydanticCustomError(
            "language", "{value} is no language; write it as en, es, pt or fr", {"value": repr(value)}
        )
    return value


Slug = Annotated[StrictStr, AfterValidator(_slug)]
Text = Annotated[StrictStr, AfterValidator(_text)]
Link = Annotated[StrictStr, AfterValidator(_link)]
Language = Annotated[StrictStr, AfterValidator(_language)]
Day = Annotated[dt.date, Field(strict=True)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Activity(_Model):
    """What a program does in one country, as one sheet tells it."""

    id: Slug
    """Names the activity for ever; its own texts stand under `### … {#id}`."""
    sheet: Text | None = None
    """The booklet and the sheet's position in it, such as `belize/program-sheets.txt#4`."""
    countries: tuple[Slug, ...] = ()
    """Who benefits: slugs of countries.yml. Empty where nobody says."""
    name: Text | None = None
    """The form's Name of Activity."""
    beneficiaries: Text | None = None
    """The form's Target Beneficiaries."""
    donors: tuple[Slug, ...] = ()
    """Who pays: slugs of donors.yml."""
    start: Day | None = None
    """The first day."""
    end: Day | None = None
    """The last day."""
    ongoing: StrictBool = False
    """True where the sheet says "Ongoing"."""
    link: Link | None = None
    """A web page with more."""
    lang: Language | None = None
    """The language of the texts, where it is not the program's."""
    evidence: dict[StrictStr, Text] = Field(default_factory=dict)
    """For each inferred fact, the sentence that says it."""
    decided: dict[StrictStr, Text] = Field(default_factory=dict)
    """For each fact that an editor settled: why."""


class Facts(_Model):
    """The front matter of a program file."""

    title: Text
    """The program's name."""
    unit: Slug | None = None
    """The OAS body in charge: a slug of units.yml."""
    pillar: Slug | None = None
    """A slug of pillars.yml; without it the unit's pillar counts."""
    lang: Language = "en"
    """The language of title and texts."""
    draft: StrictBool = False
    """True keeps the program out of the site."""
    aliases: tuple[Slug, ...] = ()
    """Slugs under which the program was once published."""
    evidence: dict[StrictStr, Text] = Field(default_factory=dict)
    """For each inferred fact, the sentence that says it."""
    decided: dict[StrictStr, Text] = Field(default_factory=dict)
    """For each fact that an editor settled against or beyond the sheets: why."""
    activities: tuple[Activity, ...] = ()
    """What the program does, one entry for each sheet."""
    review: tuple[Text, ...] = ()
    """Open questions to an editor; deleting a line settles it."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Markdown under the three headings of a sheet."""

    summary: str = ""
    objectives: str = ""
    results: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, kind) for kind in SECTIONS)


@dataclass(frozen=True, slots=True)
class Translation:
    """A program told in another language, in a file of its own: `SLUG.es.md`. Its facts are those of `SLUG.md`."""

    title: str
    """The program's name."""
    texts: Texts = field(default_factory=Texts)
    """What the sheets agree on."""
    own_texts: Mapping[str, Texts] = field(default_factory=dict)
    """By activity id of the program: what only that activity's sheet says."""
    path: str = field(default="", compare=False)
    """Where it was read from."""


@dataclass(frozen=True, slots=True)
class Program:
    """One catalogue entry: one Markdown file, one page."""

    slug: str
    """The file's name without `.md`, and the page's address."""
    facts: Facts
    """The front matter."""
    texts: Texts = field(default_factory=Texts)
    """What the sheets agree on."""
    own_texts: Mapping[str, Texts] = field(default_factory=dict)
    """By activity id: what only that activity's sheet says."""
    path: str = field(default="", compare=False)
    """Where it was read from."""
    translations: Mapping[str, Translation] = field(default_factory=dict)
    """By the code of the language: what `SLUG.es.md` tells."""


def status(activity: Activity, today: dt.date) -> Status:
    """Derived, never written: ongoing (said so, or start <= today < end), planned, completed, not-stated."""
    if activity.end and activity.end <= today:
        return "completed"
    if activity.start and activity.start > today:
        return "planned"
    if activity.ongoing or (activity.start and activity.end):
        return "ongoing"
    return "not-stated"
