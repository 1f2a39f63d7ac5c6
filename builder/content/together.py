"""Program files beside each other: addresses and sheets that two of them claim."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from builder.content.told import Told, entries, is_slug
from builder.problems import Problem


@dataclass(frozen=True, slots=True)
class Claims:
    """What no two files may both have."""

    slug: str
    """The file's name."""
    path: str
    """The file."""
    aliases: tuple[tuple[int, str], ...]
    """Former addresses, each with its position."""
    sheets: tuple[tuple[int, str], ...]
    """Of activities, each with the activity's position."""
    told: Callable[[], Told]
    """Gives what the file tells, for the place of a complaint."""


def claims(told: Told) -> Claims:
    """Those of a file, as far as they have the right form."""
    aliases = ((position, each) for position, each in enumerate(entries(told.facts.get("aliases"))) if is_slug(each))
    sheets = ((number, each.get("sheet")) for number, each in enumerate(told.activities))
    return Claims(
        told.slug,
        told.path,
        tuple(aliases),
        tuple((number, sheet) for number, sheet in sheets if isinstance(sheet, str)),
        lambda: told,
    )


def clashing_addresses(files: Sequence[Claims]) -> Iterator[Problem]:
    taken = {each.slug: each for each in files}
    for mine in files:
        for position, alias in mine.aliases:
            other = taken.setdefault(alias, mine)
            if other is not mine:
                yield mine.told().problem(("aliases", position), f"'{alias}' is already the address of {other.path}")
            elif alias == mine.slug:
                yield mine.told().problem(("aliases", position), f"'{alias}' is this page's own address")


def sheets_told_twice(files: Sequence[Claims]) -> Iterator[Problem]:
    """A warning, for a booklet may be replaced by next year's under the same name; both years' sheets then count."""
    first: dict[str, tuple[Claims, int]] = {}
    for mine in files:
        for number, sheet in mine.sheets:
            other, place = first.setdefault(sheet, (mine, number))
            if (other, place) != (mine, number):
                where = f"activities[{place}]" + ("" if other is mine else f" of {other.path}")
                message = f"'{sheet}' is already the sheet of {where}; one sheet tells of one activity"
                yield mine.told().problem(("activities", number, "sheet"), message, "warning")
