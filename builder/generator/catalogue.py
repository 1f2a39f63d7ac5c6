"""The programs as readers meet them: with what is derived from each, and listed under every facet."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal, NamedTuple, get_args

from builder.checksum import checksum
from builder.content import Content
from builder.facets import Facets
from builder.generator import markdown
from builder.generator.doubts import has_unsure_dates
from builder.generator.history import NONE, History, Past
from builder.generator.reportable import Reason, missing
from builder.generator.repository import Repository, repository
from builder.generator.wording import Passage, Wording, wording
from builder.ledger import Entry as LedgerEntry
from builder.program import Activity, Facts, Program, Status, status, turns
from builder.settings import Site

Kind = Literal["countries", "donors", "pillars", "units"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""The facets that have pages, by the names of their files and addresses."""

STATUSES: tuple[Status, ...] = ("ongoing", "planned", "completed", "not-stated")
"""In the order in which pages name them."""

UNKNOWN = dt.date(1970, 1, 1)
"""The day of a change where nobody knows one, and a form demands it."""

OPENING = 220
"""Characters of its summary that a list shows of a program."""


@dataclass(frozen=True, slots=True)
class Checksums:
    """Of what pages show of a program: a page need not be drawn again while these are the same."""

    facts: str
    """Of its front matter and its title, the facet entries that it names, its statuses, and when it changed."""
    texts: str
    """Of all that: its texts and its whole history as well."""


class Tie(NamedTuple):
    """What lists tell of an activity: which countries and donors belong together."""

    id: str
    """Its name within the program."""
    countries: tuple[str, ...]
    """Slugs."""
    donors: tuple[str, ...]
    """Slugs."""
    missing: tuple[Reason, ...]
    """What keeps it out of the IATI file."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What lists tell of a program; all else is looked up in the program itself."""

    program: Program
    """As its file tells it."""
    language: str
    """In which pages tell it."""
    title: str
    """The program's."""
    lang: str
    """The language of its title."""
    opening: Passage
    """How its summary begins."""
    countries: tuple[str, ...]
    """Slugs of all its activities' countries, by name."""
    donors: tuple[str, ...]
    """Slugs of all its activities' donors, by name."""
    pillar: str | None
    """Its own, or its unit's."""
    unit: str | None
    """In charge."""
    statuses: tuple[Status, ...]
    """Those of its activities, in the order of STATUSES."""
    since: dt.date | None
    """The day on which a status changed last, by the activities' first and last days."""
    until: dt.date | None
    """The one on which a status changes next."""
    latest_start: dt.date | None
    """The latest first day that a sheet states, and that nobody has yet to check."""
    ties: tuple[Tie, ...]
    """One for each of its activities."""
    aliases: tuple[str, ...]
    """The slugs that it had before."""
    draft: bool
    """Whether it is not to be published."""
    checksums: Checksums = Checksums("", "")
    """Of all this."""

    @property
    def slug(self) -> str:
        """The program's."""
        return self.program.slug

    @property
    def first_slug(self) -> str:
        """The one under which it was published first: what names a program for ever must not change with its file."""
        return (*self.aliases, self.slug)[0]

    def holds(self, day: dt.date) -> bool:
        """Whether all statuses are the same on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    @property
    def words(self) -> Wording:
        """What it says in texts, in the language of the pages as far as it is told in that."""
        return wording(self.program, self.language)

    def activities(self, ids: Collection[str]) -> tuple[Activity, ...]:
        """Those of the program's activities."""
        return tuple(each for each in self.program.facts.activities if each.id in ids)

    @property
    def address(self) -> str:
        """Of its page."""
        return f"/programs/{self.program.slug}/"

    @property
    def file(self) -> str:
        """Its place in the content folder."""
        return f"programs/{self.program.slug}.md"

    def slugs(self, kind: Kind) -> tuple[str, ...]:
        """The facet entries that it belongs to."""
        if kind == "countries":
            return self.countries
        if kind == "donors":
            return self.donors
        one = self.pillar if kind == "pillars" else self.unit
        return (one,) if one else ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that the pages are made from."""

    site: Site
    """The settings."""
    language: str
    """In which pages tell it."""
    facets: Facets
    """Names of all that programs refer to, in that language."""
    today: dt.date
    """The day on which a status holds."""
    entries: tuple[Entry, ...]
    """All programs, by title; drafts only where they are asked for."""
    under: Mapping[Kind, Mapping[str, tuple[Entry, ...]]]
    """Facet, slug: the programs, by title. Every slug of a facet file is there, in the order of the pages."""
    latest: tuple[Entry, ...]
    """Those with such a first day, the latest first."""
    activities: int
    """How many activities the programs have, each told by one sheet."""
    by_slug: Mapping[str, Entry]
    """The same programs."""
    history: History
    """When the editors' files were changed, and how."""
    repository: Repository
    """Where they are kept."""
    ledgers: Mapping[str, tuple[LedgerEntry, ...]]
    """What became of the sheets of each booklet."""
    checksum: str
    """Of the facts of all programs, and of all facet entries."""
    called: Mapping[Kind, Mapping[str, str]]
    """Facet, slug: what pages call the entry."""
    sums: Mapping[tuple[Kind, str], str]
    """Facet and slug: a checksum of the entry."""

    def facet(self, kind: Kind) -> Mapping[str, Any]:
        """The entries of a facet file."""
        named: Mapping[str, Any] = getattr(self.facets, kind)
        return named

    def unsure_dates(self, activity: Activity, program: Program) -> bool:
        """Whether a date of the program's activity awaits an editor."""
        return has_unsure_dates(activity, program.facts)

    def name(self, kind: Kind, slug: str) -> str:
        """What pages call a facet entry. A unit is never named by its letters alone."""
        return self.called[kind][slug]

    def names(self, kind: Kind, slugs: Iterable[str]) -> list[str]:
        """What pages call them."""
        called = self.called[kind]
        return [called[slug] for slug in slugs]

    def changed(self, entries: Iterable[Entry]) -> dt.date | None:
        """The newest day on which one of them changed: its file, as far as git knows, or an activity's status."""
        pasts = ((each.since, self.history.past(each.file)) for each in entries)
        return max((day for since, past in pasts for day in (since, past and past.updated) if day), default=None)


Outlined = Callable[[str, dt.date, Program, Past | None, Callable[[], Entry]], Entry]
"""Gives what lists tell of a program in a context (the language, the facet files) as of a day, or has it made."""


def catalogue(
    content: Content,
    today: dt.date,
    *,
    language: str = "",
    drafts: bool = False,
    history: History = NONE,
    outlined: Outlined | None = None,
) -> Catalogue:
    """The catalogue as of `today`: of everything that is no draft, or with the drafts as well.

    It is told in `language`; without one, in the site's main one. `outlined` gives what was worked out before.
    """
    language = language or content.site.languages[0]
    site, facets = content.site.said_in(language), content.facets.said_in(language)
    named = {(kind, slug): checksum(each) for kind in KINDS for slug, each in getattr(facets, kind).items()}
    # a change that was made long ago may name any country
    countries = checksum(*facets.countries.items())
    context = checksum(language, named)

    def made(program: Program, past: Past | None) -> Entry:
        fresh = entry(program, facets, today, language)
        return replace(fresh, checksums=_checksums(fresh, named, countries, past))

    told = []
    for program in content.programs:
        past = history.past(f"programs/{program.slug}.md")
        make = partial(made, program, past)
        each = outlined(context, today, program, past, make) if outlined else make()
        if drafts or not each.draft:
            told.append(each)
    entries = tuple(sorted(told, key=lambda each: (sort_key(each.title), each.slug)))
    dated = [each for each in entries if each.latest_start]
    return Catalogue(
        site,
        language,
        facets,
        today,
        entries,
        {kind: _listed(kind, facets, entries) for kind in KINDS},
        # sorting keeps the order of titles within a day
        tuple(sorted(dated, key=lambda each: each.latest_start or dt.date.min, reverse=True)),
        sum(len(each.ties) for each in entries),
        {each.slug: each for each in entries},
        history,
        repository(content.site, history.folder),
        content.ledgers,
        checksum(named, [each.checksums.facts for each in entries]),
        {kind: {slug: _called(each) for slug, each in getattr(facets, kind).items()} for kind in KINDS},
        named,
    )


def _called(entry: Any) -> str:
    acronym = getattr(entry, "acronym", None)
    return f"{entry.name} ({acronym})" if acronym else str(entry.name)


def _checksums(entry: Entry, named: Mapping[tuple[Kind, str], str], countries: str, past: Past | None) -> Checksums:
    program, facts = entry.program, entry.program.facts
    # a sheet is called after the country of its booklet
    refs = " ".join((*(each.sheet or "" for each in facts.activities), *facts.review))
    shown = [(kind, slug) for kind in KINDS for slug in entry.slugs(kind)]
    shown += [("countries", slug) for slug in sorted({*_FOLDER.findall(refs)}) if ("countries", slug) in named]
    known = checksum(
        entry.slug,
        program.facts_checksum,
        (entry.title, entry.lang),
        entry.since,
        past and past.updated,
        [named[each] for each in shown],
    )
    return Checksums(known, checksum(known, program.files_checksum, past and (past, countries)))


_FOLDER = re.compile(r"(?<![a-z0-9-])([a-z0-9-]+)/")


def entry(program: Program, facets: Facets, today: dt.date, language: str) -> Entry:
    """The program with what follows from its facts, told in a language."""
    facts, words = program.facts, wording(program, language)
    summaries = (words.texts["summary"], *(each["summary"] for each in words.own_texts.values()))
    first = next((each for each in summaries if each.text), words.texts["objectives"])
    pillar, _ = facets.pillar_of(facts)
    return Entry(
        program,
        language,
        words.title.text,
        words.title.lang,
        Passage(markdown.opening(first.text, OPENING), first.lang),
        _by_name((slug for each in facts.activities for slug in each.countries), facets.countries),
        _by_name((slug for each in facts.activities for slug in each.donors), facets.donors),
        pillar,
        facts.unit,
        statuses(facts.activities, today),
        *turns(facts.activities, today),
        _latest_start(facts.activities, facts),
        tuple(_ties(program, pillar, today)),
        facts.aliases,
        facts.draft,
    )


def _ties(program: Program, pillar: str | None, today: dt.date) -> Iterator[Tie]:
    for each in program.facts.activities:
        yield Tie(each.id, each.countries, each.donors, tuple(missing(program, each, pillar, today)))


def narrowed(entry: Entry, chosen: Mapping[Kind, str], catalogue: Catalogue) -> Entry:
    """The program as the page of a country, a donor or both tells of it: by the activities alone that have them.

    `chosen` has the slug of each; a pillar or a unit in it is the whole program's, and narrows nothing.
    """
    if len(chosen_ids(entry, chosen)) == len(entry.ties):
        return entry
    facts, own = entry.program.facts, chosen_activities(entry, chosen)
    return replace(
        entry,
        countries=_by_name((each for activity in own for each in activity.countries), catalogue.facets.countries),
        donors=_by_name((each for activity in own for each in activity.donors), catalogue.facets.donors),
        statuses=statuses(own, catalogue.today),
        latest_start=_latest_start(own, facts),
    )


def chosen_ids(entry: Entry, chosen: Mapping[Kind, str]) -> tuple[str, ...]:
    """Those of the program's activities that have the countries and donors of `chosen`."""
    ties, country, donor = entry.ties, chosen.get("countries"), chosen.get("donors")
    if country:
        ties = tuple([each for each in ties if country in each.countries])
    return tuple([each.id for each in ties if not donor or donor in each.donors])


def chosen_activities(entry: Entry, chosen: Mapping[Kind, str]) -> tuple[Activity, ...]:
    """The same activities whole."""
    ids = chosen_ids(entry, chosen)
    return entry.program.facts.activities if len(ids) == len(entry.ties) else entry.activities(ids)


def statuses(activities: Iterable[Activity], today: dt.date) -> tuple[Status, ...]:
    """Those of the activities, each once; not stated where there is no activity."""
    found = {status(each, today) for each in activities} or {"not-stated"}
    return tuple(each for each in STATUSES if each in found)


def _latest_start(activities: Iterable[Activity], facts: Facts) -> dt.date | None:
    return max((each.start for each in activities if each.start and not has_unsure_dates(each, facts)), default=None)


def sort_key(name: str) -> str:
    """For sorting names as a reader expects: accents and capitals make no difference."""
    if name.isascii():
        return name.lower()
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(letter)
    )


def _by_name(slugs: Iterable[str], named: Mapping[str, Any]) -> tuple[str, ...]:
    found = set(slugs)
    return tuple(found) if len(found) < 2 else tuple(sorted(found, key=lambda slug: (sort_key(named[slug].name), slug)))


def _listed(kind: Kind, facets: Facets, entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    named = getattr(facets, kind)
    # the pillars have an order of their own; all else is looked up by name
    order = tuple(named) if kind == "pillars" else _by_name(named, named)
    lists: dict[str, list[Entry]] = {slug: [] for slug in order}
    for each in entries:
        for slug in each.slugs(kind):
            lists[slug].append(each)
    return {slug: tuple(found) for slug, found in lists.items()}
