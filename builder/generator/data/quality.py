"""How good the catalogue is: what became of every sheet, and how much of what readers want to know is stated."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from builder.generator import doubts, origins
from builder.generator.catalogue import Catalogue, Entry
from builder.ledger import Entry as LedgerEntry
from builder.ledger import ref_of

Became = Literal["imported", "second copy", "rejected"]
"""What can become of a sheet."""

BECAME: tuple[Became, ...] = ("imported", "second copy", "rejected")
"""In the order of pages and files."""

FIELDS = ("countries", "donors", "start", "end", "name", "beneficiaries", "link")
"""What an activity can state, the most asked for first."""

OF_PROGRAM = ("unit", "pillar")
"""What a program can state as a whole."""

ALL_FIELDS = (*OF_PROGRAM, *FIELDS)
"""All of these, in the order of the table."""

State = Literal["stated", "inferred", "part", "absent"]
"""Of all activities; at least of one only from the text; of some; of none."""


@dataclass(frozen=True, slots=True)
class SheetReceived:
    """A sheet, and what became of it."""

    booklet: str
    """The file it was received in, such as `belize/program-sheets.txt`."""
    ref: str
    """The sheet's own name: `belize/program-sheets.txt#4`."""
    became: Became
    """Its fate."""
    entry: Entry | None
    """The program that it tells of; None where it was rejected, or an editor has taken the program away."""
    activity: str | None
    """The activity of that program that it tells."""
    copy_of: str | None
    """The sheet of which it is a second copy."""
    reason: str | None
    """Why it was rejected, in the importer's English words."""
    is_gone: bool
    """Whether the booklet does not hold it any more."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The booklets of a country, and what became of their sheets."""

    name: str
    """The folder under `sheets/`."""
    country: str | None
    """The slug of the country; None of the folder for those that nobody knows."""
    booklets: int
    """How many there are."""
    counts: Mapping[Became, int]
    """How many sheets became what."""

    @property
    def sheets(self) -> int:
        """How many they have, or had."""
        return sum(self.counts.values())


def received(catalogue: Catalogue) -> tuple[SheetReceived, ...]:
    """Every sheet that ever came, by booklet and position."""
    named = {alias: entry for entry in catalogue.entries for alias in entry.aliases}
    known = {**named, **catalogue.by_slug}
    # an editor may have moved an activity to another program: there it still names its sheet
    holders = {
        activity.sheet: (entry, activity.id)
        for entry in catalogue.entries
        for activity in entry.program.facts.activities
        if activity.sheet
    }
    return tuple(
        _received(booklet, each, known, holders)
        for booklet, entries in sorted(catalogue.ledgers.items())
        for each in entries
    )


def _received(
    booklet: str, each: LedgerEntry, known: Mapping[str, Entry], holders: Mapping[str, tuple[Entry, str]]
) -> SheetReceived:
    ref = ref_of(booklet, each)
    became: Became = next((fate for fate in BECAME if fate == each.became), "rejected")
    told_by = each.told_by or each.copy_of or ref
    entry, activity = holders.get(told_by, (known.get(each.program or ""), None))
    return SheetReceived(booklet, ref, became, entry, activity, each.copy_of, each.reason, each.gone)


def folders(sheets: Iterable[SheetReceived], catalogue: Catalogue) -> tuple[Folder, ...]:
    """The countries from whose booklets sheets came, with their counts."""
    counts: dict[str, Counter[Became]] = {}
    names: dict[str, set[str]] = {}
    for each in sheets:
        folder = each.booklet.partition("/")[0]
        counts.setdefault(folder, Counter())[each.became] += 1
        names.setdefault(folder, set()).add(each.booklet)
    return tuple(
        Folder(
            folder,
            folder if folder in catalogue.facets.countries else None,
            len(names[folder]),
            {became: counted[became] for became in BECAME},
        )
        for folder, counted in counts.items()
    )


@dataclass(frozen=True, slots=True)
class Share:
    """Of how many something is told."""

    told: int
    """Of so many it is stated, inferred, settled or otherwise known."""
    total: int
    """How many there are."""

    @property
    def percent(self) -> int:
        """The share, rounded so that only all is 100, and only none 0."""
        if self.told in (0, self.total):
            return 100 if self.told and self.total else 0
        return min(99, max(1, round(100 * self.told / self.total)))


def completeness(catalogue: Catalogue) -> dict[str, dict[str, Share]]:
    """For each country with activities, and under "" for all, of how many activities each of FIELDS is told."""
    rows = [(activity, entry) for entry in catalogue.entries for activity in entry.program.facts.activities]
    groups = {"": rows}
    for slug in catalogue.under["countries"]:
        if own := [row for row in rows if slug in row[0].countries]:
            groups[slug] = own
    return {
        group: {key: Share(sum(bool(getattr(activity, key)) for activity, _ in found), len(found)) for key in FIELDS}
        for group, found in groups.items()
    }


@dataclass(frozen=True, slots=True)
class Quality:
    """How much is known of a program."""

    entry: Entry
    """The program."""
    states: Mapping[str, State]
    """For each of OF_PROGRAM and FIELDS, how it is told."""
    open: int
    """How many points still await an editor."""


def qualities(entries: Iterable[Entry], catalogue: Catalogue) -> Iterator[Quality]:
    """Program by program."""
    for entry in entries:
        facts = entry.program.facts
        states: dict[str, State] = {
            "unit": _state([origins.fact("unit", facts).origin.kind]),
            "pillar": _state([origins.pillar(facts, catalogue.facets).origin.kind]),
        }
        for key in FIELDS:
            states[key] = _state([origins.fact(key, each).origin.kind for each in facts.activities])
        yield Quality(entry, states, sum(1 for _ in doubts.doubts(facts.review)))


def _state(found: Sequence[origins.Kind]) -> State:
    absent = found.count("absent")
    if absent == len(found):
        return "absent"
    if absent:
        return "part"
    return "inferred" if "inferred" in found else "stated"
