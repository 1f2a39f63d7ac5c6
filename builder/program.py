"""The one schema of a program file: its front matter and its texts.

Parsing, the order in which keys are written and the words of every complaint derive from these models.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, ClassVar, Literal, TypeVar

from babel import Locale
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StrictBool,
    StrictStr,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from builder.addresses import is_web_address

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 200
"""Letters of a slug: files are called after it, and few file systems take names of more than 255."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")

Section = Literal["summary", "objectives", "results"]
SECTIONS: tuple[Section, ...] = ("summary", "objectives", "results")
"""The three headings, in the order of the form."""

_Held = TypeVar("_Held")

Status = Literal["ongoing", "planned", "completed", "not-stated"]


def broken_rule(slug: str) -> str:
    """The rule for slugs that it breaks; empty where it keeps both."""
    if not SLUG.fullmatch(slug):
        return "only a-z, 0-9 and single hyphens"
    return f"at most {LONGEST_SLUG} letters" if len(slug) > LONGEST_SLUG else ""


def _slug(value: str) -> str:
    if rule := broken_rule(value):
        raise PydanticCustomError("slug", "{value} is no slug: {rule}", {"value": repr(value), "rule": rule})
    return value


def _text(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("empty", "is empty; write a value or delete the line")
    return value


def _link(value: str) -> str:
    if not is_web_address(value):
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
    return bool(_LANGUAGE.fullmatch(value)) and value.partition("-")[0] in _languages()


def spoken_in(held: Mapping[str, _Held], language: str) -> _Held | None:
    """What is held for a language, or for a kind of it: `pt` and `pt-BR` do for each other."""
    primary = language.partition("-")[0]
    alike = (each for code, each in held.items() if code.partition("-")[0] == primary)
    return held[language] if language in held else next(alike, None)


def _language(value: str) -> str:
    if not is_language(value):
        raise PydanticCustomError(
            "language", "{value} is no language; write it as en, es, pt or fr", {"value": repr(value)}
        )
    return value


def shape(holds: str, pattern: str, words: str, example: str | None = None) -> WithJsonSchema:
    """What editors and their tools can be told of a text that a validator checks.

    That is what it holds in a few words, a pattern which everything right matches, in the grammar that JavaScript
    shares, the words for what does not match it, and an example.
    """
    told: JsonSchemaValue = {"type": "string", "holds": holds, "pattern": pattern, "patternErrorMessage": words}
    return WithJsonSchema(told | ({"examples": [example]} if example else {}))


@dataclass(frozen=True, slots=True)
class Of:
    """Marks a slug as one that a facet file must have."""

    facet: str
    """The facet file's name without `.yml`."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(core), "facet": self.facet}


Slug = Annotated[
    StrictStr,
    AfterValidator(_slug),
    shape("a slug", f"^{SLUG.pattern}$", "A slug has only a-z, 0-9 and single hyphens."),
]
CountrySlug = Annotated[Slug, Of("countries")]
DonorSlug = Annotated[Slug, Of("donors")]
PillarSlug = Annotated[Slug, Of("pillars")]
UnitSlug = Annotated[Slug, Of("units")]
Text = Annotated[StrictStr, AfterValidator(_text), shape("text", r"\S", "Is empty; write a value or delete the line.")]
Link = Annotated[
    StrictStr,
    AfterValidator(_link),
    shape(
        "a web address",
        r'^[Hh][Tt][Tt][Pp][Ss]?://[^\s<>"\\]+$',
        "A web address starts with http:// or https:// and has no blanks.",
        "https://www.oas.org/",
    ),
]
Language = Annotated[
    StrictStr,
    AfterValidator(_language),
    shape(
        "the code of a language", f"^{_LANGUAGE.pattern}$", "The code of a language, such as en, es, pt or fr.", "es"
    ),
]
Day = Annotated[
    dt.date,
    Field(strict=True),
    WithJsonSchema(
        {
            "type": "string",
            "holds": "a day",
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "patternErrorMessage": "A day is written as 2017-04-12: year, month, day.",
        }
    ),
]


def _lines_left(value: object) -> object:
    """An editor who settles the last question may leave the key."""
    return () if value is None else value


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    _filled: ClassVar[dict[frozenset[str], set[str]]] = {}
    """Which fields an instance was given: thousands of them share a few such sets, for each has the size of a text."""

    def model_post_init(self, _: object) -> None:
        given = self.__pydantic_fields_set__
        object.__setattr__(self, "__pydantic_fields_set__", self._filled.setdefault(frozenset(given), given))


class Activity(_Model):
    """What a program does in one country, as one sheet tells it."""

    id: Slug = Field(examples=["belize-2017"])
    """Names the activity for ever, within its program. Its own texts stand under a heading that ends with it,
    such as `### Belize {#belize-2017}`."""
    sheet: Text | None = Field(default=None, examples=["belize/program-sheets.txt#4"])
    """The sheet that tells of it: the booklet under `sheets/` and the position in it. The import writes this."""
    countries: tuple[CountrySlug, ...] = Field(
        default=(), examples=[["belize"]], json_schema_extra={"uniqueItems": True}
    )
    """The countries that benefit, not those that only host a meeting. Empty where nobody says."""
    name: Text | None = Field(default=None, examples=["Port Evaluations and Assessments"])
    """What the activity is called, as in the form's field "Name of Activity"."""
    beneficiaries: Text | None = Field(default=None, examples=["Agencies for port and maritime security in Belize"])
    """Whom it is for, as in the form's field "Target Beneficiaries"."""
    donors: tuple[DonorSlug, ...] = Field(default=(), examples=[["canada"]], json_schema_extra={"uniqueItems": True})
    """Who pays."""
    start: Day | None = Field(default=None, examples=["2017-04-12"])
    """The first day."""
    end: Day | None = Field(default=None, examples=["2017-12-31"])
    """The last day. From then on the activity counts as completed."""
    ongoing: StrictBool = Field(default=False, examples=[True])
    """Write `true` where the sheet says "Ongoing" instead of a last day."""
    link: Link | None = Field(default=None, examples=["https://www.oas.org/en/sms/cicte/"])
    """A web page that tells more."""
    lang: Language | None = Field(default=None, examples=["es"])
    """The language of the activity's own texts, where it is not that of the program."""
    evidence: dict[StrictStr, Text] = Field(
        default_factory=dict, examples=[{"countries": "The workshop was held for the port authorities of Belize."}]
    )
    """For each fact that no field of the form states but the text tells: the sentence that tells it."""
    decided: dict[StrictStr, Text] = Field(
        default_factory=dict, examples=[{"end": "The closing report is dated 31 December 2017."}]
    )
    """For each fact that an editor settled against or beyond the sheet: why."""


class Facts(_Model):
    """The front matter of a program file."""

    title: Text = Field(examples=["Harbor Lights Program"])
    """The program's name."""
    unit: UnitSlug | None = Field(default=None, examples=["cicte"])
    """The OAS body in charge."""
    pillar: PillarSlug | None = Field(default=None, examples=["security"])
    """The pillar of the OAS that the program belongs to. Needed only where it is not the unit's."""
    lang: Language = Field(default="en", examples=["es"])
    """The language of the title and the texts."""
    draft: StrictBool = Field(default=False, examples=[True])
    """Write `true` to keep the program out of the site; delete the line to publish it."""
    aliases: tuple[Slug, ...] = Field(default=(), examples=[["port-security-program"]])
    """File names (without `.md`) that the program had before. Visitors who follow an old link are led here."""
    evidence: dict[StrictStr, Text] = Field(
        default_factory=dict, examples=[{"unit": "CICTE has been training port officials since 2003."}]
    )
    """For each fact that no field of the form states but the text tells: the sentence that tells it."""
    decided: dict[StrictStr, Text] = Field(
        default_factory=dict, examples=[{"title": "The sheets use two names; this is the one on CICTE's own page."}]
    )
    """For each fact that an editor settled against or beyond the sheets: why. Readers see the reason."""
    activities: tuple[Activity, ...] = ()
    """What the program does, country by country: one entry for each sheet."""
    review: Annotated[tuple[Text, ...], BeforeValidator(_lines_left)] = Field(
        default=(), examples=[["Does the program still go on?"]], json_schema_extra={"type": ["array", "null"]}
    )
    """Open questions to an editor. Answer one in the facts or the texts, then delete its line."""


def reasoned(model: type[BaseModel]) -> tuple[str, ...]:
    """What `evidence` and `decided` of a program or an activity may name: its facts and its texts."""
    return tuple(name for name in (*model.model_fields, *SECTIONS) if name not in ("evidence", "decided"))


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
    checksum: str = field(default="", compare=False)
    """Of the file."""


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
    checksum: str = field(default="", compare=False)
    """Of the file."""
    facts_checksum: str = field(default="", compare=False)
    """Of its front matter alone."""
    files_checksum: str = field(default="", compare=False)
    """Of its file and those of its translations."""


def status(activity: Activity, today: dt.date) -> Status:
    """Derived, never written: ongoing (said so, or start <= today < end), planned, completed, not-stated."""
    if activity.end and activity.end <= today:
        return "completed"
    if activity.start and activity.start > today:
        return "planned"
    if activity.ongoing or (activity.start and activity.end):
        return "ongoing"
    return "not-stated"


def turns(activities: Iterable[Activity], today: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The last day up to today on which a status changed, and the first after it on which one will; None without one.

    From the one up to the other, every status is the same.
    """
    days = [day for each in activities for day in (each.start, each.end) if day]
    return (
        max((day for day in days if day <= today), default=None),
        min((day for day in days if day > today), default=None),
    )
