"""Whether a sheet tells anew what an earlier one told: a corrected sheet, rather than another activity."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from builder.importer.language.names import fold
from builder.importer.sheet import Sheet
from builder.program import SECTIONS

Verdict = Literal["same", "doubt", "other"]

NEAR = 0.8
"""Texts that share this part of their words, in their order, are one text and its correction."""
KIN = 0.5
"""Texts that share this part may be."""
SAME_NAME = 0.9
"""Names of activities as near as this are one name, misprinted."""
TIE = 0.1
"""Two earlier sheets whose marks lie nearer than this cannot be told apart."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Teller:
    """A sheet that may tell what another told, or have been told again."""

    sheet: Sheet
    """What it says."""
    booklet: str
    """Where it stands, or stood."""
    position: int
    """At which place of it."""
    program: int
    """A number for the program to which it seems to belong."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """Which new sheets tell old ones anew."""

    same: dict[str, str] = field(default_factory=dict)
    """New ref to old."""
    doubt: dict[str, str] = field(default_factory=dict)
    """New ref to old, where that is not certain."""


@dataclass(frozen=True, slots=True)
class _Signs:
    """What speaks for one activity."""

    name: bool
    dates: bool
    texts: float
    place: bool

    @property
    def mark(self) -> float:
        return 2 * self.name + 2 * self.dates + 2 * self.texts + 0.5 * self.place


def corrected(new: Sequence[Teller], old: Sequence[Teller], *, same_booklet: bool) -> Corrected:
    """Which of the new sheets tell which of the old ones anew.

    `same_booklet`: the old ones are gone from the new ones' booklet. Otherwise they stand in another booklet of the
    same country, and more must speak for it.
    """
    found = Corrected()
    pairs: dict[int, list[tuple[float, int]]] = defaultdict(list)
    doubts: list[tuple[float, int, int]] = []
    beside: dict[object, list[int]] = defaultdict(list)
    for other, early in enumerate(old):
        beside[_among(early, same_booklet)].append(other)
    for one, late in enumerate(new):
        for other in beside.get(_among(late, same_booklet), ()):
            early = old[other]
            if not _may_meet(late, early, same_booklet):
                continue
            verdict, mark = (_here if same_booklet else _elsewhere)(early, late)
            if verdict == "same":
                pairs[one].append((mark, other))
            elif verdict == "doubt":
                doubts.append((mark, one, other))
    taken: set[int] = set()
    done: set[int] = set()
    every = ((-mark, one, other) for one, each in pairs.items() for mark, other in each)
    for least, one, other in sorted(every):
        if one in done or other in taken:
            continue
        done.add(one)
        if any(-least - mark < TIE for mark, rival in pairs[one] if rival not in taken and rival != other):
            found.doubt[new[one].sheet.ref] = old[other].sheet.ref
            continue
        taken.add(other)
        found.same[new[one].sheet.ref] = old[other].sheet.ref
    for _, one, other in sorted(doubts, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if one not in done and other not in taken:
            found.doubt.setdefault(new[one].sheet.ref, old[other].sheet.ref)
    return found


def _among(each: Teller, same_booklet: bool) -> object:
    """Where those stand that it may meet."""
    return each.booklet if same_booklet else (each.booklet.split("/")[0], each.program)


def _may_meet(late: Teller, early: Teller, same_booklet: bool) -> bool:
    """Of two among each other: the later may tell what the earlier did."""
    if same_booklet:
        # a page that held nothing is in no program; what stands in its place now is told in its stead
        return early.program == late.program or (not early.sheet.has_text and early.position == late.position)
    return early.booklet != late.booklet


def _here(early: Teller, late: Teller) -> tuple[Verdict, float]:
    """The verdict on a sheet in whose booklet the earlier one is gone."""
    if not early.sheet.has_text:
        return "same", 0.5
    signs = _signs(early, late)
    if signs is None:
        return "other", 0
    if _other_name(early.sheet, late.sheet) and not (signs.texts >= NEAR and (signs.dates or signs.place)):
        return ("doubt" if signs.texts >= NEAR else "other"), signs.mark
    if signs.name or signs.dates or signs.texts >= NEAR:
        return "same", signs.mark
    return ("doubt" if signs.texts >= KIN or signs.place else "other"), signs.mark


def _elsewhere(early: Teller, late: Teller) -> tuple[Verdict, float]:
    """The verdict on a sheet beside whose booklet the earlier one's still stands."""
    signs = _signs(early, late)
    if signs is None or _other_name(early.sheet, late.sheet) or _adds_nothing(early.sheet, late.sheet):
        return "other", 0
    # the facts of an activity are its own, even where its results are told at length; likeness alone is not enough
    start = early.sheet.start is not None and early.sheet.start == late.sheet.start
    agreed = (signs.name and start) or (signs.texts >= NEAR and (signs.name or signs.dates))
    return ("same" if agreed else "other"), signs.mark


def _adds_nothing(early: Sheet, late: Sheet) -> bool:
    """It is a second copy, and the earlier one stands."""
    return early.words == late.words and all(
        not value or early.facts[key] == value for key, value in late.facts.items()
    )


def _signs(early: Teller, late: Teller) -> _Signs | None:
    """What speaks for one activity; None where something speaks against it."""
    one, other = early.sheet, late.sheet
    if one.language != other.language:
        return None
    if one.countries and other.countries and not set(one.countries) & set(other.countries):
        return None
    days = [(before, after) for before, after in ((one.start, other.start), (one.end, other.end)) if before and after]
    if days and all(_far(*pair) for pair in days):
        return None
    texts = (_words(one), _words(other))
    years = [set(_YEAR.findall(" ".join(text))) for text in texts]
    if not days and years[0] and years[1] and not years[0] & years[1]:
        return None
    return _Signs(
        name=bool(one.name and other.name) and not _other_name(one, other),
        dates=any(before == after for before, after in days),
        texts=max(_ratio(*texts), _ratio(_words(one, in_order=False), _words(other, in_order=False))),
        place=early.booklet == late.booklet and early.position == late.position,
    )


def _far(before: dt.date, after: dt.date) -> bool:
    return before.year != after.year


def _ratio(one: Sequence[str], other: Sequence[str]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _words(sheet: Sheet, *, in_order: bool = True) -> list[str]:
    """All words of the texts; by the alphabet of paragraphs, where these may stand under each other's heading."""
    parts = [part.casefold() for kind in SECTIONS for part in sheet.texts.get(kind, ())]
    return [word for part in (parts if in_order else sorted(parts)) for word in part.split()]


def _other_name(one: Sheet, other: Sheet) -> bool:
    if not one.name or not other.name:
        return False
    first, second = fold(one.name), fold(other.name)
    return first != second and SequenceMatcher(None, first, second).ratio() < SAME_NAME
