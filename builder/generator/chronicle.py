"""What is known of the commits, kept from one build to the next: no commit is read twice, and no edit compared twice.

Nothing of it can grow old, for a hash stands for all that was committed: whatever became of the history meanwhile, and
of whichever repository it is, what is kept of a commit is true or not asked for.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any

from builder.generator import git
from builder.generator.changes import ChangedActivity, Part
from builder.generator.git import Commit, Entry, Place
from builder.generator.record import OTHERS
from builder.kept import keep, kept

NAME = "history.json"
"""Its file, among what may be deleted."""


@dataclass(frozen=True, slots=True)
class Chronicle:
    """What is known of a history."""

    head: str = ""
    """The commit up to which."""
    commits: Sequence[Commit] = ()
    """What led to it, children before parents."""
    edits: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    """What edits did to texts, by the hashes of the versions."""


def up_to_now(where: Place, before: Chronicle) -> Sequence[Commit]:
    """What led to the commit that is checked out; git reads only what the chronicle lacks.

    Raises RefusedError where the repository is damaged.
    """
    if where.head == before.head:
        return before.commits
    line = git.line(where)
    known = {commit.name: commit for commit in before.commits}
    new = git.commits(where, [named for named in line if named[0] not in known])
    known.update((commit.name, commit) for commit in new)
    return [known[name] for name, _ in line]


def read(cache: Path | None) -> Chronicle:
    """What the last build kept; nothing where that is damaged."""
    told = next(kept(cache, NAME, OTHERS), None)
    if told is None:
        return Chronicle()
    edits = {key: tuple([_part(*part) for part in parts]) for key, parts in told["edits"].items()}
    return Chronicle(told["head"], [_commit(*row) for row in told["commits"]], edits)


def write(cache: Path, chronicle: Chronicle) -> None:
    """Keeps it for the next build."""
    told = {
        "head": chronicle.head,
        "commits": [
            (name, parents, [_row(*entry) for entry in entries], day.isoformat(), *rest)
            for name, parents, entries, day, *rest in chronicle.commits
        ],
        "edits": {key: [astuple(part) for part in parts] for key, parts in chronicle.edits.items()},
    }
    with suppress(ValueError):  # a file's name may be no text, which JSON cannot hold; then nothing is kept
        keep(cache, NAME, OTHERS, [told])


def _row(olds: Sequence[str], new: str, names: Sequence[str], path: str) -> Sequence[Any]:
    """Most files stay where they are, and each build reads them all."""
    return (olds[0], new, path) if names == (path,) else (olds, new, path, names)


def _entry(olds: Any, new: str, path: str, names: Sequence[str] | None = None) -> Entry:
    return Entry((olds,), new, (path,), path) if names is None else Entry(tuple(olds), new, tuple(names), path)


def _commit(name: str, parents: Sequence[str], entries: Any, day: str, words: str, others: str | None) -> Commit:
    made = tuple([_entry(*row) for row in entries])
    return Commit(name, tuple(parents), made, dt.date.fromisoformat(day), words, others)


def _part(kind: Any, keys: Sequence[str], activities: Any, count: int, words: str) -> Part:
    some = tuple([ChangedActivity(own, tuple(countries)) for own, countries in activities])
    return Part(kind, tuple(keys), some, count, words)
