"""The catalogue by the IATI Activity Standard 2.03: what it can say of activities, and which of them it cannot name.

https://iatistandard.org/en/iati-standard/203/activity-standard/

The standard demands of every activity what most sheets do not tell, such as a first day. What no sheet says is not made
up: an activity without it is left out, and the reason told.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.facets import Facets
from builder.generator.catalogue import Catalogue, Entry, Tie
from builder.generator.data.columns import N_
from builder.generator.reportable import Reason
from builder.generator.wording import Passage, Wording, wording
from builder.program import Activity, Section, Status, status

STATUS: Mapping[Status, str] = {"planned": "1", "ongoing": "2", "completed": "4"}
"""The code list ActivityStatus."""

PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"
"""The code list ActivityDateType."""

GENERAL, OBJECTIVES, TARGET_GROUPS, OTHER = "1", "2", "3", "4"
"""The code list DescriptionType."""

KINDS: Mapping[Section, str] = {"summary": GENERAL, "objectives": OBJECTIVES, "results": OTHER}
"""What each heading of a sheet is in that list."""

AMERICA = "498"
"""The code list Region, by the OECD's Development Assistance Committee: the Americas as a whole."""


ASSUMPTIONS = (
    N_("The organization whose sheets these are reports the activities, and is named as accountable for them."),
    N_("A donor that a sheet names is a funding organization. How much it pays, no sheet says."),
    N_("A day that has passed is given as the actual start or end, for no sheet says whether it was kept."),
    N_(
        "Where an activity benefits several countries, their region is named, with the countries as places, "
        "for no sheet tells their shares."
    ),
    N_(
        "The sector is the organization’s own: "
        "the pillar that the sheet names, or under which the unit in charge works."
    ),
    N_("A program has the first day, the last day, the countries and the donors of its activities in this file."),
)
"""What the file takes for granted beyond the sheets."""


@dataclass(frozen=True, slots=True)
class Narrative:
    """A text in one language."""

    lang: str
    """Its code."""
    text: str
    """What is said; of Markdown, as it is written."""


@dataclass(frozen=True, slots=True)
class Report:
    """One `iati-activity`: a program, or an activity of it."""

    identifier: str
    """Names it for ever, over all of the world's publishers."""
    address: str
    """Of its page."""
    entry: Entry
    """The program."""
    activity: Activity | None
    """The activity; None of the program as a whole."""
    titles: tuple[Narrative, ...]
    """What it is called, in each language."""
    descriptions: tuple[tuple[str, tuple[Narrative, ...]], ...]
    """Kinds of DescriptionType with their texts; at least one."""
    donors: tuple[str, ...]
    """Slugs."""
    status: str
    """ActivityStatus."""
    dates: tuple[tuple[str, dt.date], ...]
    """ActivityDateType with its day; at least a start."""
    countries: tuple[str, ...]
    """Slugs; at least one."""
    pillar: str
    """Its slug."""
    relatives: tuple[tuple[str, str], ...]
    """RelatedActivityType (1 parent, 2 child) with the other's identifier."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An activity that the standard has no place for."""

    entry: Entry
    """Its program."""
    activity: Tie
    """The activity."""
    reasons: tuple[Reason, ...]
    """All that is missing."""


@dataclass(frozen=True, slots=True)
class Iati:
    """What the file says."""

    told: tuple[tuple[Entry, tuple[str, ...]], ...]
    """The programs that have an activity which can be told, each with the ids of these."""
    left_out: tuple[LeftOut, ...]
    """The other activities."""

    @property
    def activities(self) -> int:
        """How many activities are in the file."""
        return sum(len(activities) for _, activities in self.told)


def iati(catalogue: Catalogue) -> Iati:
    """Which programs and activities can be told."""
    every = catalogue.entries
    told = ((entry, tuple(each.id for each in entry.ties if not each.missing)) for entry in every)
    left_out = (LeftOut(entry, each, each.missing) for entry in every for each in entry.ties if each.missing)
    return Iati(tuple(each for each in told if each[1]), tuple(left_out))


def context(told: Iati) -> dict[str, Any]:
    """What the file's template needs."""
    return {"iati": told, "assumptions": ASSUMPTIONS}


def reports(
    entry: Entry, told: Sequence[Activity], catalogue: Catalogue, publisher: str, address: Callable[[str], str]
) -> Iterator[Report]:
    """A program, and after it those of its activities that can be told.

    `publisher` is the reporting organisation's identifier, `address` gives the web address of a page.
    """
    name = f"{publisher}-{entry.first_slug}"
    names = {each.id: f"{name}-{each.id}" for each in told}
    words = _wordings(entry)
    common = dict(_texts(words, None))
    own = {each.id: tuple((common | dict(_texts(words, each))).items()) for each in told}
    titles = _in_all(each.title for each in words)
    pillar = entry.pillar or ""
    yield Report(
        name,
        address(entry.address),
        entry,
        None,
        titles,
        tuple(common.items()) or next(iter(own.values())),
        tuple(dict.fromkeys(slug for each in told for slug in each.donors)),
        _overall({status(each, catalogue.today) for each in told}),
        tuple(_dates(min(each.start for each in told if each.start), _end(told), catalogue.today)),
        tuple(dict.fromkeys(slug for each in told for slug in each.countries)),
        pillar,
        tuple(("2", each) for each in names.values()),
    )
    for each in told:
        lang = each.lang or entry.program.facts.lang
        groups = ((TARGET_GROUPS, (Narrative(lang, each.beneficiaries),)),) if each.beneficiaries else ()
        yield Report(
            names[each.id],
            address(f"{entry.address}#{each.id}"),
            entry,
            each,
            (Narrative(lang, each.name),) if each.name else titles,
            (*own[each.id], *groups),
            each.donors,
            STATUS[status(each, catalogue.today)],
            tuple(_dates(each.start, each.end, catalogue.today)) if each.start else (),
            each.countries,
            pillar,
            (("1", name),),
        )


def _wordings(entry: Entry) -> tuple[Wording, ...]:
    """What the program says in its own language, and in each into which it was translated."""
    program = entry.program
    return tuple(wording(program, language) for language in (program.facts.lang, *program.translations))


def _texts(words: Iterable[Wording], activity: Activity | None) -> Iterator[tuple[str, tuple[Narrative, ...]]]:
    """What the sheets agree on, or what only the activity's says."""
    told = [each.own_texts.get(activity.id, {}) if activity else each.texts for each in words]
    for section, kind in KINDS.items():
        if narratives := _in_all(each.get(section) for each in told):
            yield kind, narratives


def _in_all(passages: Iterable[Passage | None]) -> tuple[Narrative, ...]:
    """A text in each of its languages."""
    told: dict[str, Narrative] = {}
    for passage in passages:
        if passage and passage.text:
            told.setdefault(passage.lang, Narrative(passage.lang, passage.text))
    return tuple(told.values())


def _dates(start: dt.date, end: dt.date | None, today: dt.date) -> Iterator[tuple[str, dt.date]]:
    """What has come counts as it was stated, for no sheet tells whether it came so."""
    yield ACTUAL_START if start <= today else PLANNED_START, start
    if end:
        yield ACTUAL_END if end <= today else PLANNED_END, end


def _end(told: Iterable[Activity]) -> dt.date | None:
    """Of a program, the last day where all of its activities have one."""
    ends = [each.end for each in told]
    return max(end for end in ends if end) if all(ends) else None


def _overall(found: set[Status]) -> str:
    """A program goes on as long as one of its activities does, or some are over and others to come."""
    return STATUS[found.pop()] if len(found) == 1 else STATUS["ongoing"]


def region(countries: Sequence[str], facets: Facets) -> tuple[str, str]:
    """Where it takes place: a country by its code, or of several the region, for no sheet tells their shares."""
    if len(countries) == 1:
        return "country", facets.countries[countries[0]].code
    return "region", AMERICA
