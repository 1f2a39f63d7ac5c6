"""What lists tell of each program, as former builds worked it out: it holds while the program's files are the same."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from typing import Any

from builder.checksum import checksum
from builder.generator.catalogue import Checksums, Entry, Tie
from builder.generator.history import Past
from builder.generator.wording import Passage
from builder.program import Program

Row = Sequence[Any]
"""An entry as JSON has it, but for its program; before it, checksums of what it was made from."""


Found = Mapping[str, str]
"""Something about each program, by its slug."""


@dataclass(slots=True)
class Outlines:
    """Those of a site in all its languages."""

    before: dict[str, dict[str, Row]] = field(default_factory=dict)
    """By the context in which they held, and by the program's slug: those of a former build."""
    now: dict[str, dict[str, Row]] = field(default_factory=dict)
    """The same for this one."""
    results_before: Mapping[str, Found] = field(default_factory=dict)
    """What a former build found out about all programs together, by a checksum of what it was found from."""
    results: dict[str, Found] = field(default_factory=dict)
    """The same for this one."""

    def entry(
        self, context: str, today: dt.date, program: Program, past: Past | None, make: Callable[[], Entry]
    ) -> Entry:
        """The entry of a program: the one that was made before from the same and holds today, or what `make` gives."""
        slug, made_from = program.slug, [program.files_checksum, past and checksum(past)]
        row = self.before.get(context, {}).get(slug)
        made = _entry(program, *row[1:]) if row and row[0] == made_from else None
        if row is None or made is None or not made.holds(today):
            made = make()
            row = made_from, *(_plain(getattr(made, name)) for name in _KEPT)
        self.now.setdefault(context, {})[slug] = row
        return made

    def result(self, made_from: str, find: Callable[[], Found]) -> Found:
        """What was found from the same before, or what `find` gives."""
        known = self.results_before.get(made_from)
        self.results[made_from] = found = find() if known is None else known
        return found


_KEPT = tuple(name for name in Entry.__dataclass_fields__ if name != "program")


def _plain(value: object) -> object:
    if isinstance(value, Passage | Checksums):
        return astuple(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _entry(
    program: Program,
    language: str,
    title: str,
    lang: str,
    opening: Sequence[str],
    countries: Sequence[str],
    donors: Sequence[str],
    pillar: str | None,
    unit: str | None,
    statuses: Sequence[Any],
    since: str | None,
    until: str | None,
    latest_start: str | None,
    ties: Sequence[tuple[str, Sequence[str], Sequence[str], Sequence[Any]]],
    aliases: Sequence[str],
    draft: bool,
    checksums: Sequence[str],
) -> Entry:
    return Entry(
        program,
        language,
        title,
        lang,
        Passage(*opening),
        tuple(countries),
        tuple(donors),
        pillar,
        unit,
        tuple(statuses),
        _day(since),
        _day(until),
        _day(latest_start),
        tuple([Tie(id_, tuple(one), tuple(other), tuple(missing)) for id_, one, other, missing in ties]),
        tuple(aliases),
        draft,
        Checksums(*checksums),
    )
