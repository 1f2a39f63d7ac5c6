"""Sheets to programs: which sheets describe the same program, and which are second copies."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.importer.language.likeness import alike, near_names, resemblance
from builder.importer.language.names import fold
from builder.importer.layout.prose import sentences
from builder.importer.sheet import Sheet

SAME_TEXT = 0.5
"""Sheets that share this part of their summaries describe one program, unless they name two."""
SAME_ALL = 0.8
"""Sheets that share this part of all their texts do so whatever they name."""
LEAST_SHARED = 20
"""Runs of words. Texts that share fewer have no more than a phrase in common."""
SAME_TITLE = 0.92
"""Titles as near as this are one title, misprinted."""
LONGER_TITLE = 4
"""Letters by which a misprinted title may be longer."""
PROVISIONAL = 60
"""Characters of a title made of a sheet's first words."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The sheets of one program."""

    title: str
    """What they call it, or its first words."""
    sheets: tuple[Sheet, ...]
    """Those that make an activity each."""
    copies: Mapping[str, tuple[str, ...]]
    """By the ref of each second copy, the sheets with the same words; the first of them is kept."""
    review: tuple[str, ...] = ()
    """Doubts about the gathering itself."""


def gather(sheets: Sequence[Sheet], imported: Collection[str] = ()) -> tuple[Gathered, ...]:
    """The programs that the sheets describe, by title. `imported`: the refs of those that are activities already."""
    copies = second_copies(sheets, imported)
    kept = [sheet for sheet in sheets if sheet.ref not in copies]
    home = {sheet.ref: number for sheet, number in zip(kept, program_numbers(kept), strict=True)}
    members: dict[int, list[Sheet]] = defaultdict(list)
    for sheet in kept:
        members[home[sheet.ref]].append(sheet)
    of_program: dict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for ref, same in copies.items():
        of_program[home[same[0]]][ref] = same
    found = [gathered(group, of_program[number]) for number, group in members.items()]
    return tuple(sorted(found, key=lambda program: (fold(program.title), program.sheets[0].ref)))


def second_copies(sheets: Sequence[Sheet], imported: Collection[str] = ()) -> dict[str, tuple[str, ...]]:
    """By ref: the sheets with the same texts, first the one that is kept.

    A second copy has no fact that the kept one lacks, and the same country or none. What was imported is kept.
    """
    by_words: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        if sheet.has_text:
            by_words[sheet.words].append(sheet)
    copies: dict[str, tuple[str, ...]] = {}
    for same in by_words.values():
        kept: list[Sheet] = []
        for sheet in sorted(same, key=lambda each: (each.ref not in imported, -_weight(each))):
            cover = next((other for other in kept if sheet.ref not in imported and covers(other, sheet)), None)
            if cover:
                others = [each.ref for each in same if each.ref not in (sheet.ref, cover.ref)]
                copies[sheet.ref] = (cover.ref, *others)
            else:
                kept.append(sheet)
    return {sheet.ref: copies[sheet.ref] for sheet in sheets if sheet.ref in copies}


def copy_note(others: Sequence[str]) -> str:
    """What an editor is told of a second copy: which sheets have the same words, the kept one first."""
    more = f" (and as {', '.join(others[1:])})" if others[1:] else ""
    return (
        f"a second copy: the same words as {others[0]}{more}, and no fact that it lacks; "
        "if it is another country's sheet, add an activity"
    )


def _weight(sheet: Sheet) -> int:
    return 2 * bool(sheet.countries) + sum(1 for value in sheet.facts.values() if value)


def covers(kept: Sheet, sheet: Sheet) -> bool:
    """Of two sheets with the same texts, the first has every fact of the second."""
    same_place = not sheet.countries or set(sheet.countries) == set(kept.countries)
    return same_place and all(not value or kept.facts[name] == value for name, value in sheet.facts.items())


def program_numbers(sheets: Sequence[Sheet]) -> list[int]:
    """For each sheet the number of its program: the likest are joined first, and never two that name two programs."""
    leader = list(range(len(sheets)))
    titles = [{fold(sheet.title)} if sheet.title else set() for sheet in sheets]

    def find(each: int) -> int:
        while leader[each] != each:
            leader[each] = leader[leader[each]]
            each = leader[each]
        return each

    for whole, one, other in sorted(_likely(sheets), key=lambda pair: (-pair[0], pair[1], pair[2])):
        low, high = sorted((find(one), find(other)))
        if low == high:
            continue
        if whole >= SAME_ALL or all(_same_name(first, second) for first in titles[low] for second in titles[high]):
            leader[high] = low
            titles[low] |= titles[high]
    return [find(each) for each in range(len(sheets))]


def _likely(sheets: Sequence[Sheet]) -> Iterator[tuple[float, int, int]]:
    """Pairs of sheets that may describe one program, and how alike they are; 2 where they name the same."""
    by_title: dict[str, int] = {}
    for position, sheet in enumerate(sheets):
        if sheet.title:
            yield 2.0, by_title.setdefault(fold(sheet.title), position), position
    titles = list(by_title)
    for one, other in near_names(titles, SAME_TITLE, LONGER_TITLE):
        if not _differ_in_number(titles[one], titles[other]):
            yield 1.5, by_title[titles[one]], by_title[titles[other]]
    whole = [" ".join(part for section in sheet.texts.values() for part in section) for sheet in sheets]
    yield from ((part, one, other) for one, other, part in alike(whole, SAME_ALL, LEAST_SHARED, of=max))
    summaries = [" ".join(sheet.texts.get("summary", ())) for sheet in sheets]
    yield from ((part / 2, one, other) for one, other, part in alike(summaries, SAME_TEXT, LEAST_SHARED))


def _same_name(one: str, other: str) -> bool:
    """The names may be one program's: equal, misprinted, or one the other's short form."""
    first, second = set(one.split()), set(other.split())
    return first <= second or second <= first or _misprint(one, other)


def _misprint(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > LONGER_TITLE:
        return False
    return resemblance(one, other) >= SAME_TITLE and not _differ_in_number(one, other)


def _differ_in_number(one: str, other: str) -> bool:
    return [word for word in one.split() if word.isdigit()] != [word for word in other.split() if word.isdigit()]


MAIN = "en"
"""The language in which the catalogue tells a program that has sheets in several."""


def language_of(sheets: Sequence[Sheet]) -> str:
    """In which language a program of these sheets is told: the catalogue's, else that of most sheets."""
    counted = Counter(sheet.language for sheet in sheets)
    return MAIN if MAIN in counted else max(counted, key=lambda each: counted[each])


def gathered(sheets: Sequence[Sheet], copies: Mapping[str, tuple[str, ...]]) -> Gathered:
    """The program of these sheets: what they call it, and whether they may be several."""
    language = language_of(sheets)
    told = [sheet for sheet in sheets if sheet.title and sheet.language == language]
    named = Counter(sheet.title for sheet in told or sheets if sheet.title)
    review = []
    if named:
        title = max(named, key=lambda each: (named[each], len(each)))
        others = [each for each in named if fold(each) != fold(title)]
        if others:
            called = " and ".join(f"“{each}”" for each in others)
            review.append(f"title: other sheets of this program call it {called}; are they the same program?")
        review += [
            f"{sheet.ref}: this sheet names no program; it stands here because its text is like the others'"
            for sheet in sheets
            if not sheet.title
        ]
        return Gathered(title, tuple(sheets), copies, tuple(review))
    title = first_words(next(sheet for sheet in sheets if sheet.language == language))
    review.append(
        "title: no sheet names this program; these are its first words. Give it a good title, and say why under "
        "'decided'"
    )
    return Gathered(title, tuple(sheets), copies, tuple(review))


def first_words(sheet: Sheet) -> str:
    """A title for a program that nobody named: how its text begins."""
    paragraph = next(part for section in sheet.texts.values() for part in section)
    text = sentences(paragraph)[0].strip(" .")
    if len(text) <= PROVISIONAL:
        return text
    return text[:PROVISIONAL].rsplit(" ", 1)[0].rstrip(",;:") + " …"
