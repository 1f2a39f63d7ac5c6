"""Program files beside each other: addresses and sheets that two of them claim."""

from collections.abc import Iterator, Sequence

from builder.content.told import Told, entries, is_slug
from builder.problems import Problem


def clashing_addresses(files: Sequence[Told]) -> Iterator[Problem]:
    taken = {told.slug: told for told in files}
    for told in files:
        for position, alias in enumerate(entries(told.facts.get("aliases"))):
            if not is_slug(alias):
                continue
            other = taken.setdefault(alias, told)
            if other is not told:
                yield told.problem(("aliases", position), f"'{alias}' is already the address of {other.path}")
            elif alias == told.slug:
                yield told.problem(("aliases", position), f"'{alias}' is this page's own address")


def sheets_told_twice(files: Sequence[Told]) -> Iterator[Problem]:
    """A warning, for a booklet may be replaced by next year's under the same name; both years' sheets then count."""
    first: dict[str, tuple[Told, int]] = {}
    for told in files:
        for number, activity in enumerate(told.activities):
            sheet = activity.get("sheet")
            if not isinstance(sheet, str):
                continue
            other, place = first.setdefault(sheet, (told, number))
            if (other, place) != (told, number):
                where = f"activities[{place}]" + ("" if other is told else f" of {other.path}")
                message = f"'{sheet}' is already the sheet of {where}; one sheet tells of one activity"
                yield told.problem(("activities", number, "sheet"), message, "warning")
