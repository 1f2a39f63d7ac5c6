"""Program files as they were read before: one that has not changed is not read again, nor parsed.

A file is told apart by what the file system says of it, and where that is another, by what it holds.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from builder.content.files import State
from builder.content.prose import TextLink
from builder.content.together import Claims
from builder.facets import FILES, Facets
from builder.problems import Problem, errors
from builder.program import Facts, Program, Texts, Translation

MOMENT = 2_000_000_000
"""Nanoseconds in which a file may change twice and look the same: one that is so young is looked into again."""


class Seen(NamedTuple):
    """A file that was read."""

    stem: str
    """Its name without `.md`."""
    state: State
    """What the file system said of it; zeros where that cannot be relied on."""
    checksum: str
    """Of what it holds."""


@dataclass(frozen=True, slots=True)
class ProgramFile:
    """What came of a program's file and those of its translations."""

    program: Program | None
    """None where its facts are wrong."""
    claims: Claims | None
    """What no other may have; None where it has no front matter."""
    links: tuple[TextLink, ...]
    """Where its texts lead to within the site."""
    problems: tuple[Problem, ...]
    """What is wrong with it by itself."""


Known = tuple[tuple[Seen, ...], ProgramFile]
"""A program's files as they were seen, and what came of them."""


@dataclass(slots=True)
class Memory:
    """What came of each program's files, by the program's slug, and what they were."""

    slugs: Mapping[str, tuple[str, ...]] | None = None
    """Those in the facet files that counted then."""
    files: dict[str, Known] = field(default_factory=dict)

    def look_at(self, facets: Facets) -> None:
        """Forgets what other slugs in the facet files may make wrong, or right."""
        now = {kind: tuple(getattr(facets, kind)) for kind in FILES}
        if self.slugs is not None and now != self.slugs:
            is_less = any(set(self.slugs[kind]) - set(slugs) for kind, slugs in now.items())
            self.files = {
                slug: known for slug, known in self.files.items() if not (is_less or errors(known[1].problems))
            }
        self.slugs = now


class Kept(Program):
    """A program that a former run has read: its facts and texts are looked up when they are asked for."""

    __slots__ = ("_held", "_known", "_load", "_program")

    _held: str
    _known: Facts | None
    _load: Callable[[], Program]
    _program: Program | None

    def __init__(self, slug: str, path: str, checksums: tuple[str, str, str], facts: str, load: Callable[[], Program]):
        values = (slug, path, *checksums, facts, None, load, None)
        names = ("slug", "path", "checksum", "facts_checksum", "files_checksum", "_held", "_known", "_load", "_program")
        for name, value in zip(names, values, strict=True):
            object.__setattr__(self, name, value)

    @property
    def facts(self) -> Facts:
        if self._known is None:
            object.__setattr__(self, "_known", Facts.model_validate_json(self._held))
        assert self._known
        return self._known

    @property
    def _whole(self) -> Program:
        if self._program is None:
            object.__setattr__(self, "_program", self._load())
        assert self._program
        return self._program

    @property
    def texts(self) -> Texts:
        return self._whole.texts

    @property
    def own_texts(self) -> Mapping[str, Texts]:
        return self._whole.own_texts

    @property
    def translations(self) -> Mapping[str, Translation]:
        return self._whole.translations


Row = Sequence[Any]
"""A program's files as JSON has them."""


def rows(memory: Memory) -> Iterator[tuple[str, Row]]:
    """All that is worth keeping, by slug: what has errors is read again in any case."""
    old = time.time_ns() - MOMENT
    for slug, (seen, file) in memory.files.items():
        if file.program and file.claims and not errors(file.problems):
            yield slug, _row(seen, file.program, file, old)


def _row(seen: Sequence[Seen], program: Program, file: ProgramFile, old: int) -> Row:
    assert file.claims
    facts = program._held if isinstance(program, Kept) else program.facts.model_dump_json(exclude_defaults=True)
    return (
        # what has just been written may be written once more, and look the same
        [(each.stem, each.state if max(each.state[1:3]) < old else (0, 0, 0, 0), each.checksum) for each in seen],
        (program.checksum, program.facts_checksum, program.files_checksum),
        facts,
        file.claims.aliases,
        file.claims.sheets,
        [(Path(each.path).name, each.line, each.column, each.target, each.is_picture) for each in file.links],
        [(Path(each.path).name, each.line, each.column, each.field, each.message) for each in file.problems],
    )


def remembered(
    rows: Mapping[str, Row], folder: Path, load: Callable[[str, Path, Sequence[str]], Program]
) -> Iterator[tuple[str, Known]]:
    """The rows as a memory holds them; their files stand in the folder, and `load` reads a slug's by their names."""
    for slug, (seen, checksums, facts, aliases, sheets, links, problems) in rows.items():
        path = f"{folder}/{slug}.md"
        program = Kept(slug, path, tuple(checksums), facts, partial(load, slug, folder, [each[0] for each in seen]))
        claims = Claims(slug, path, tuple(map(tuple, aliases)), tuple(map(tuple, sheets)))
        file = ProgramFile(
            program,
            claims,
            tuple(TextLink(f"{folder}/{name}", *rest) for name, *rest in links),
            tuple(
                Problem(f"{folder}/{name}", line, column, key, message, "warning")
                for name, line, column, key, message in problems
            ),
        )
        yield slug, (tuple(Seen(stem, tuple(state), checksum) for stem, state, checksum in seen), file)
