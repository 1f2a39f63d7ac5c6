"""Programs and activities as the data files tell them: the columns with their values."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from builder.generator import doubts, origins
from builder.generator.catalogue import Catalogue, Entry, Kind, chosen_activities
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
    _programs: dict[str, Record] = field(default_factory=dict)
    _activities: dict[tuple[str, str], Record] = field(default_factory=dict)
    _lines: dict[tuple[str, str], str] = field(default_factory=dict)
    _told: dict[tuple[str, ...], bytes] = field(default_factory=dict)

    def program(self, entry: Entry) -> Record:
        """The columns of PROGRAM."""
        known = self._programs.get(entry.slug)
        if known is None:
            known = self._programs[entry.slug] = _program(entry, self.catalogue, self.absolute)
        return known

    def activity(self, activity: Activity, entry: Entry) -> Record:
        """The columns of ACTIVITY."""
        key = entry.slug, activity.id
        known = self._activities.get(key)
        if known is None:
            known = self._activities[key] = _activity(activity, entry, self.catalogue)
        return known

    def rows(self, entries: Iterable[Entry], chosen: Mapping[Kind, str]) -> Iterator[Record]:
        """For each row of a table, its columns: one for each activity that has the countries and donors of `chosen`."""
        return (self._row(*each) for each in _rows(entries, chosen))

    def lines(
        self, entries: Iterable[Entry], chosen: Mapping[Kind, str], line: Callable[[Record], str]
    ) -> Iterator[str]:
        """The same rows as text: `line` makes one, and is asked once for each, for many lists have the same."""
        for entry, activity in _rows(entries, chosen):
            key = entry.slug, activity.id if activity else ""
            known = self._lines.get(key)
            if known is None:
                known = self._lines[key] = line(self._row(entry, activity))
            yield known

    def _row(self, entry: Entry, activity: Activity | None) -> Record:
        return self.program(entry) | (self.activity(activity, entry) if activity else {})

    def told(self, entry: Entry, activities: Sequence[Activity], tell: Callable[[], bytes]) -> bytes:
        """A program with some of its activities as text: `tell` is asked once for each choice."""
        key = entry.slug, *(each.id for each in activities)
        known = self._told.get(key)
        if known is None:
            known = self._told[key] = tell()
        return known


def _rows(entries: Iterable[Entry], chosen: Mapping[Kind, str]) -> Iterator[tuple[Entry, Activity | None]]:
    for entry in entries:
        if entry.program.facts.activities:
            yield from ((entry, activity) for activity in chosen_activities(entry, chosen))
        else:
            yield entry, None


def texts(passages: Mapping[Section, Passage]) -> list[Record]:
    """What stands under the three headings, each with its language, as Markdown."""
    return [
        {"heading": kind, "language": passages[kind].lang, "markdown": passages[kind].text}
        for kind in SECTIONS
        if kind in passages and passages[kind].text
    ]


def _program(entry: Entry, catalogue: Catalogue, absolute: Callable[[str], str]) -> Record:
    facts = entry.program.facts
    past = catalogue.history.past(entry.file)
    known = {key: origins.fact(key, facts).origin.kind for key in _OF_PROGRAM}
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
        "page": absolute(entry.address),
    }


def _activity(activity: Activity, entry: Entry, catalogue: Catalogue) -> Record:
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


def _origin(key: str, activity: Activity) -> str:
    if key == "countries" and (found := origins.countries(activity)):
        return origins.surest(fact.origin for fact in found).kind
    return origins.fact(key, activity).origin.kind


def plain(value: Any) -> Any:
    """A value as one cell of a table holds it: lists as one text, what nobody says as None."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(value) or None
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {held}" for key, held in value.items()) or None
    return value
