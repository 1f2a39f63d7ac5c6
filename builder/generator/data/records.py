"""Programs and activities as the data files tell them: the columns with their values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from builder.generator import doubts, origins
from builder.generator.catalogue import Catalogue, Entry
from builder.generator.wording import Passage
from builder.program import SECTIONS, Activity, Section, status

Record = dict[str, Any]
"""Values by the names of their columns, in their order; what nobody says is None or empty."""

_OF_PROGRAM = ("title", "unit", "pillar")
_OF_ACTIVITY = ("name", "countries", "donors", "beneficiaries", "start", "end", "link")


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a catalogue in one language, each made when it is first asked for."""

    catalogue: Catalogue
    """What they are made from."""
    absolute: Callable[[str], str]
    """The web address of a page in that language."""
    _told: dict[tuple[str, ...], bytes] = field(default_factory=dict)

    def program(self, entry: Entry) -> Record:
        """The columns of PROGRAM."""
        facts, catalogue = entry.program.facts, self.catalogue
        past = catalogue.history.past(entry.file)
        known = {key: origins.kind_of(key, getattr(facts, key), facts) for key in _OF_PROGRAM}
        return {
            "program": entry.slug,
            "title": entry.title,
            "title_language": entry.lang,
            "unit": facts.unit,
            "unit_name": catalogue.name("units", facts.unit) if facts.unit else None,
            "pillar": entry.pillar,
            "pillar_name": catalogue.name("pillars", entry.pillar) if entry.pillar else None,
            "program_origins": known | {"pillar": origins.pillar(facts, catalogue.facets).origin.kind},
            "open_questions": sum(1 for _ in doubts.doubts(facts.review)),
            "updated": past.updated if past else None,
            "page": self.absolute(entry.address),
        }

    def activity(self, activity: Activity, entry: Entry) -> Record:
        """The columns of ACTIVITY."""
        catalogue = self.catalogue
        countries = catalogue.facets.countries
        return {
            "activity": activity.id,
            "activity_name": activity.name,
            "countries": list(activity.countries),
            "country_codes": [countries[slug].code for slug in activity.countries],
            "country_names": catalogue.names("countries", activity.countries),
            "donors": list(activity.donors),
            "donor_names": catalogue.names("donors", activity.donors),
            "beneficiaries": activity.beneficiaries,
            "start": activity.start,
            "end": activity.end,
            "ongoing": activity.ongoing,
            "status": status(activity, catalogue.today),
            "dates_to_check": catalogue.unsure_dates(activity, entry.program),
            "link": activity.link,
            "sheet": activity.sheet,
            "origins": {key: _origin(key, activity) for key in _OF_ACTIVITY},
        }

    def rows(self, entry: Entry, ids: Sequence[str]) -> list[Record]:
        """A program's rows of a table: one for each of these activities, and one where it states none at all."""
        program = self.program(entry)
        if entry.ties:
            return [program | self.activity(each, entry) for each in entry.activities(ids)]
        return [program]

    def told(self, form: str, entry: Entry, ids: Sequence[str], tell: Callable[[], bytes]) -> bytes:
        """A program with some of its activities, in one form of files: `tell` is asked once for each choice."""
        key = form, entry.slug, *ids
        known = self._told.get(key)
        if known is None:
            known = self._told[key] = tell()
        return known


def texts(passages: Mapping[Section, Passage]) -> list[Record]:
    """What stands under the three headings, each with its language, as Markdown."""
    return [
        {"heading": kind, "language": passages[kind].lang, "markdown": passages[kind].text}
        for kind in SECTIONS
        if kind in passages and passages[kind].text
    ]


def _origin(key: str, activity: Activity) -> str:
    # only what a sheet tells can come from its booklet
    if key == "countries" and activity.sheet and (found := origins.countries(activity)):
        return origins.surest(fact.origin for fact in found).kind
    return origins.kind_of(key, getattr(activity, key), activity)


def plain(value: Any) -> Any:
    """A value as one cell of a table holds it: lists as one text, what nobody says as None."""
    if isinstance(value, list | tuple):
        return "; ".join(value) or None
    if isinstance(value, dict):
        return "; ".join(f"{key}: {held}" for key, held in value.items()) or None
    return value
