"""Program files beside each other: addresses and sheets that two of them claim."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder import frontmatter
from builder.content.files import read_text
from builder.content.told import Told, entries, is_slug, told
from builder.problems import Problem, Severity


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

    def problem(self, steps: frontmatter.Steps, message: str, severity: Severity = "error") -> Problem:
        """What is wrong with one of them. For its place the file is read again: hardly any has such a problem."""
        mine, _ = told(read_text(Path(self.path), []) or "", self.slug, self.path, "facts")
        if mine is None:  # changed since
            return Problem(self.path, 0, 0, frontmatter.field_name(steps), message, severity)
        return mine.problem(steps, message, severity)


def claims(mine: Told) -> Claims:
    """Those of a file, as far as they have the right form."""
    aliases = ((position, each) for position, each in enumerate(entries(mine.facts.get("aliases"))) if is_slug(each))
    sheets = ((number, each.get("sheet")) for number, each in enumerate(mine.activities))
    return Claims(
        mine.slug,
        mine.path,
        tuple(aliases),
        tuple((number, sheet) for number, sheet in sheets if isinstance(sheet, str)),
    )


def clashing_addresses(files: Sequence[Claims]) -> Iterator[Problem]:
    taken = {each.slug: each for each in files}
    for mine in files:
        for position, alias in mine.aliases:
            other = taken.setdefault(alias, mine)
            if other is not mine:
                yield mine.problem(("aliases", position), f"'{alias}' is already the address of {other.path}")
            elif alias == mine.slug:
                yield mine.problem(("aliases", position), f"'{alias}' is this page's own address")


def sheets_told_twice(files: Sequence[Claims]) -> Iterator[Problem]:
    """A warning, for a booklet may be replaced by next year's under the same name; both years' sheets then count."""
    first: dict[str, tuple[Claims, int]] = {}
    for mine in files:
        for number, sheet in mine.sheets:
            other, place = first.setdefault(sheet, (mine, number))
            if (other, place) != (mine, number):
                where = f"activities[{place}]" + ("" if other is mine else f" of {other.path}")
                message = f"'{sheet}' is already the sheet of {where}; one sheet tells of one activity"
                yield mine.problem(("activities", number, "sheet"), message, "warning")
