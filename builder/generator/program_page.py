"""What a program's page shows: its facts with their origins, its activities, its texts."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.facets import Facets
from builder.generator import doubts, origins
from builder.generator.catalogue import STATUSES, Catalogue, Entry, sort_key
from builder.generator.origins import Fact, Origin
from builder.generator.tellings import tellings
from builder.generator.timeline import timeline
from builder.generator.wording import Passage, Wording
from builder.program import Activity, Status, status
from builder.program import Section as SectionKind

PLAIN_FACTS = ("name", "beneficiaries", "start", "end", "link")
"""The facts of an activity that are one value each."""

SHOWN: tuple[SectionKind, ...] = ("summary", "results", "objectives")
"""The three headings in the order of the page: what came of a program is what readers look for."""


BARS = 12
"""Bars of its timeline."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet that an activity comes from, in words."""

    reference: str
    """As the program file has it: `belize/program-sheets.txt#4`."""
    country: str | None
    """The slug of the booklet's country."""
    number: int | None
    """Its position in the booklet."""


@dataclass(frozen=True, slots=True)
class ShownActivity:
    """What a program does in one country, ready to be shown."""

    id: str
    """Its place on the page."""
    countries: tuple[Fact, ...]
    """Slugs."""
    donors: tuple[Fact, ...]
    """Slugs."""
    facts: Mapping[str, Fact]
    """Those of PLAIN_FACTS."""
    absent: tuple[str, ...]
    """The keys of what the sheet does not state."""
    settled_absent: Mapping[str, Origin]
    """Of those, the ones that an editor looked into."""
    status: Fact
    """A Status, and whether it was said or worked out."""
    sheet: Sheet | None
    """Where it was told."""
    lang: str
    """The language of its texts."""
    unsure_dates: bool
    """Whether its first or last day awaits an editor."""

    @property
    def silent(self) -> list[str]:
        """The keys of what the sheet does not state, and nobody looked into."""
        return [key for key in self.absent if key not in self.settled_absent]


@dataclass(frozen=True, slots=True)
class OwnText:
    """What only one activity's sheet says."""

    activity: ShownActivity
    """Whose."""
    told: Passage
    """Markdown, and its language."""


@dataclass(frozen=True, slots=True)
class Section:
    """One of the three headings of a sheet."""

    kind: str
    """One of SECTIONS."""
    told: Passage
    """What the sheets agree on."""
    own: tuple[OwnText, ...]
    """What single sheets add."""


@dataclass(frozen=True, slots=True)
class ShownDoubt:
    """A point that awaits an editor, ready to be shown."""

    sheet: Sheet | None
    """The sheet that it is about, where it names one."""
    words: tuple[str | Sheet, ...]
    """What is in doubt, and between the words the sheets that they name."""


def context(entry: Entry, catalogue: Catalogue) -> dict[str, Any]:
    """Everything that the page's template needs, but for what every page has."""
    program, facets = entry.program, catalogue.facets
    shown = _by_country((activity(each, entry, catalogue) for each in program.facts.activities), facets)
    pillar, unit = origins.pillar(program.facts, facets), origins.fact("unit", program.facts)
    return {
        "entry": entry,
        "program": program,
        "lang": program.facts.lang,
        "title_origin": _title_origin(program.facts.evidence, program.facts.decided),
        "pillar": pillar,
        "unit": unit,
        "countries": _gathered(entry.countries, (each.countries for each in shown)),
        "donors": _gathered(entry.donors, (each.donors for each in shown)),
        "dates": period(program.facts.activities),
        "unsure_dates": any(each.unsure_dates for each in shown),
        "statuses_shown": tuple(_statuses(shown)),
        "activities": shown,
        "activity_ids": [each.id for each in shown],
        "has_sheets": any(each.sheet for each in shown),
        "timeline": timeline([entry], {}, catalogue, BARS),
        "sections": tuple(_sections(entry.words, shown)),
        "foreign": entry.words.foreign(catalogue.language),
        "tellings": tuple(tellings(program, facets, catalogue.site.languages)),
        "review": tuple(_review(program.facts.review, facets)),
        "kinds": _kinds((pillar, unit), shown),
        "file": entry.file,
        "past": catalogue.history.past(entry.file),
    }


def activity(told: Activity, entry: Entry, catalogue: Catalogue) -> ShownActivity:
    """The activity, ready to be shown."""
    facts = {key: origins.fact(key, told) for key in PLAIN_FACTS}
    lists = {key: origins.of(key, getattr(told, key), told) for key in ("countries", "donors")}
    absent = tuple(
        [key for key in lists if not getattr(told, key)]
        + [
            key
            for key, fact in facts.items()
            if fact.value is None and (key in told.decided or not (key == "end" and told.ongoing))
        ]
    )
    decided = {key: Origin("settled", told.decided[key]) for key in absent if key in told.decided}
    return ShownActivity(
        told.id,
        origins.countries(told),
        origins.donors(told),
        facts,
        absent,
        decided,
        _status(told, status(told, catalogue.today)),
        _sheet(told.sheet, catalogue.facets) if told.sheet else None,
        told.lang or entry.program.facts.lang,
        doubts.has_unsure_dates(told, entry.program.facts),
    )


def _status(told: Activity, now: Status) -> Fact:
    if now == "not-stated":
        return Fact(now, Origin("absent"))
    if now == "ongoing" and told.ongoing:
        return Fact(now, origins.of("ongoing", True, told))
    return Fact(now, Origin("dates"))


def _sheet(reference: str, facets: Facets) -> Sheet:
    folder, _, rest = reference.partition("/")
    number = re.search(r"#(\d+)$", rest)
    return Sheet(reference, folder if folder in facets.countries else None, int(number[1]) if number else None)


_NAMED = re.compile(r"([a-z0-9-]+/[^\s/#,;()]+\.(?:txt|pdf)#[0-9]+)")


def _review(lines: Iterable[str], facets: Facets) -> Iterator[ShownDoubt]:
    for doubt in doubts.doubts(lines):
        # every second part is what stands in the brackets of the pattern
        parts = [_sheet(part, facets) if number % 2 else part for number, part in enumerate(_NAMED.split(doubt.words))]
        yield ShownDoubt(_sheet(doubt.sheet, facets) if doubt.sheet else None, tuple(part for part in parts if part))


def _title_origin(evidence: Mapping[str, str], decided: Mapping[str, str]) -> Origin | None:
    if "title" in decided:
        return Origin("settled", decided["title"])
    return Origin("inferred", evidence["title"]) if "title" in evidence else None


def _gathered(slugs: Iterable[str], facts: Iterable[Iterable[Fact]]) -> tuple[Fact, ...]:
    """Each slug once, with the surest origin that any activity gives it, in the order of `slugs`."""
    found: dict[str, list[Origin]] = {}
    for each in (fact for activity_facts in facts for fact in activity_facts):
        found.setdefault(each.value, []).append(each.origin)
    return tuple(Fact(slug, origins.surest(found[slug])) for slug in slugs)


def period(activities: Sequence[Activity]) -> tuple[dt.date | None, dt.date | None]:
    """The earliest first day and the latest last day that any sheet states; no last day while one goes on, or may."""
    starts = [each.start for each in activities if each.start]
    ends = [each.end for each in activities if each.end]
    open_ended = any((each.start or each.ongoing) and not each.end for each in activities)
    return min(starts, default=None), None if open_ended else max(ends, default=None)


def _statuses(activities: Iterable[ShownActivity]) -> Iterator[tuple[Status, tuple[ShownActivity, ...]]]:
    """Each status with the activities that have it."""
    activities = tuple(activities)
    for one in STATUSES:
        found = tuple(each for each in activities if each.status.value == one)
        if found:
            yield one, found


def _sections(words: Wording, activities: Iterable[ShownActivity]) -> Iterator[Section]:
    activities = tuple(activities)
    for kind in SHOWN:
        told = ((each, words.own_texts.get(each.id, {}).get(kind)) for each in activities)
        texts = tuple(OwnText(each, passage) for each, passage in told if passage and passage.text)
        yield Section(kind, words.texts[kind], texts)


def _kinds(facts: Iterable[Fact], activities: Iterable[ShownActivity]) -> tuple[origins.Kind, ...]:
    """The origins that occur on the page, for the words that explain them."""
    found = {fact.origin.kind for fact in facts}
    for each in activities:
        found |= {fact.origin.kind for fact in (*each.countries, *each.donors, *each.facts.values(), each.status)}
        found |= {"absent"} if each.absent else set()
        found |= {"settled"} if each.settled_absent else set()
    return tuple(kind for kind in origins.ORDER if kind in found)


def _by_country(activities: Iterable[ShownActivity], facets: Facets) -> tuple[ShownActivity, ...]:
    """In the order in which a reader looks for a country; those without one come last."""
    return tuple(
        sorted(
            activities,
            key=lambda each: (
                not each.countries,
                sort_key(facets.countries[each.countries[0].value].name) if each.countries else "",
            ),
        )
    )
