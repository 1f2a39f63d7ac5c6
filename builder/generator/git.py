"""What git answers about the repository that holds a folder. Nothing else runs git.

One `git rev-list` tells which commits there are, one `git diff-tree` what they did, and one `git cat-file` hands over
all versions, however many files there are.
"""

import datetime as dt
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from posixpath import commonpath
from types import TracebackType
from typing import NamedTuple, Self

from builder.generator.subjects import own_words


@dataclass(frozen=True, slots=True)
class Place:
    """Where a folder stands in its repository."""

    folder: Path
    """The folder."""
    prefix: str
    """Its path from the repository's top, with a slash at its end; empty at the top itself."""
    head: str
    """The commit that is checked out, by its hash."""
    is_shallow: bool
    """Whether only the newest commits are there."""
    is_partial: bool
    """Whether only the newest versions of files are there, and others would be fetched one by one."""


class Entry(NamedTuple):
    """What a commit did to a file."""

    olds: tuple[str, ...]
    """The versions before, by their hashes, empty where there was none; of a merge, in each that it merged."""
    new: str
    """The version that it made; empty where the file is gone."""
    names: tuple[str, ...]
    """Where the file was in each version before, from the repository's top."""
    path: str
    """Where it is."""

    @property
    def is_new(self) -> bool:
        """Whether no version was before."""
        return not any(self.olds)


class Commit(NamedTuple):
    """A commit. Its hash stands for all of it: what is known of one stays true."""

    name: str
    """Its full hash."""
    parents: tuple[str, ...]
    """The commits before it; of a merge that left all files of text as one of these had them, that one alone."""
    entries: tuple[Entry, ...]
    """What it did to files of text; of a merge, what none of the merged had done."""
    day: dt.date
    """The committer's day, where the committer was."""
    words: str
    """What the editor wrote about it; empty where that is what a program writes by itself."""
    others: str | None
    """What holds all other files that it did anything to, with a slash at its end; None where there are none."""


class RefusedError(Exception):
    """Git does not hand over what is there; told in words for an editor."""


def place(folder: Path) -> Place | None:
    """Where the folder stands; None without git, outside a repository and before the first commit.

    Raises RefusedError where git distrusts the repository.
    """
    told = _ask(folder, "rev-parse", "HEAD", "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix")
    if told is None:
        return None
    if told.returncode:
        said = _text(told.stderr)
        if re.search(r"dubious ownership|unsafe repository", said):
            named = re.search(r"'([^'\n]+)'", said)
            raise RefusedError(_DUBIOUS.format(named[1] if named else folder.absolute()))
        return None
    head, inside, shallow, prefix = _text(told.stdout).removesuffix("\n").split("\n", 3)
    if inside != "true":
        return None
    partial = _ask(folder, "config", "--get-regexp", r"^remote\..*\.promisor$")
    return Place(folder, prefix, head, shallow == "true", partial is not None and partial.returncode == 0)


def head(folder: Path) -> str:
    """The commit that is checked out, by its hash; empty where there is none."""
    told = _ask(folder, "rev-parse", "--verify", "--quiet", "HEAD")
    return _text(told.stdout).strip() if told and not told.returncode else ""


_DUBIOUS = (
    "git does not trust the repository because its folder belongs to another user; "
    "run 'git config --global --add safe.directory {}'"
)
_UNREADABLE = "git cannot read the repository's history; run 'git fsck'. It says: {}"


Named = tuple[str, tuple[str, ...]]
"""A commit and those before it, by their hashes."""


def line(where: Place) -> list[Named]:
    """What led to the commit that is checked out, and that itself: by day, but children before parents.

    Raises RefusedError where the repository is damaged.
    """
    told = _told(where, ("rev-list", "--date-order", "--parents", where.head))
    return [(name, tuple(parents)) for name, *parents in map(str.split, told.splitlines())]


def commits(where: Place, named: Sequence[Named]) -> list[Commit]:
    """What these commits did, in the same order.

    Raises RefusedError where the repository is damaged.
    """
    pairs = [f"{name} {parent}\n" for name, parents in named for parent in parents or ("",)]
    steps = _steps(iter(_told(where, _DIFF, "".join(pairs)).split("\0"))) if pairs else ()
    found = [_commit(list(each)) for _, each in groupby(steps, key=lambda each: each.name)]
    if [each.name for each in found] != [name for name, _ in named]:
        raise RefusedError(_UNREADABLE.format("nothing"))
    return found


class _Step(NamedTuple):
    """A commit as it differs from one before it."""

    name: str
    parent: str
    """Nothing for the first of all."""
    day: str
    subject: str
    body: str
    entries: list[Entry]
    """Each with that one's version alone."""


def _steps(words: Iterator[str]) -> Iterator[_Step]:
    word = _filled(words)
    while word:
        name, parent, day, subject, body = word, next(words), next(words), next(words), next(words)
        entries = []
        while (word := _filled(words)).startswith(":"):
            entries.append(_entry(word, words))
        yield _Step(name, parent, day, subject, body, entries)


def _filled(words: Iterator[str]) -> str:
    """The next word that is not empty; git parts a commit and its files by a line's end, or by an empty word."""
    return next((word for each in words if (word := each.lstrip("\n"))), "")


def _entry(word: str, words: Iterator[str]) -> Entry:
    *_, old, new, status = word.split(" ")  # after a colon and two modes
    name = next(words)
    return Entry((_version(old),), _version(new), (name,), next(words) if status[0] in "RC" else name)


def _version(told: str) -> str:
    return told if told.strip("0") else ""


def _commit(steps: Sequence[_Step]) -> Commit:
    """The commit as it differs from all that were before it."""
    parents = tuple(step.parent for step in steps if step.parent)
    same = [step.parent for step in steps if not any(map(_concerns_text, step.entries))]
    entries = list(_of_all(steps))
    texts = tuple(entry for entry in entries if _is_text(entry.path))
    others = [entry.path for entry in entries if not _is_text(entry.path)]
    first = steps[0]
    return Commit(
        first.name,
        tuple(same[:1]) if same and parents else parents,
        texts,
        _day(first.day),
        own_words(first.subject, first.body if len(steps) > 1 else "") if texts else "",
        f"{commonpath(others)}/" if others else None,
    )


def _of_all(steps: Sequence[_Step]) -> Iterator[Entry]:
    """What the commit did to files whatever it is compared with; of a merge, what none of the merged had done."""
    each = [{entry.path: entry for entry in step.entries} for step in steps]
    for path, entry in each[0].items():
        same = [entries[path] for entries in each if path in entries]
        if len(same) == len(each):
            yield Entry(tuple(one.olds[0] for one in same), entry.new, tuple(one.names[0] for one in same), path)


def _concerns_text(entry: Entry) -> bool:
    return _is_text(entry.path) or _is_text(entry.names[0])


def _is_text(path: str) -> bool:
    return path.endswith(".md")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text.partition(" ")[0])
    except ValueError:  # a damaged commit, or one of the year 10000
        return dt.date(1970, 1, 1)


class Blobs:
    """One process of git that hands over versions in the order in which they were asked for at its start."""

    def __init__(self, where: Place, versions: Iterable[str]) -> None:
        # not a pipe, which would have to be filled while the answers are read
        with tempfile.TemporaryFile() as asked:
            asked.writelines(f"{version}\n".encode() for version in versions)
            asked.seek(0)
            self._process = subprocess.Popen(
                _command(where.folder, ("cat-file", "--batch", "--buffer")),
                env=_environment(),
                stdin=asked,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def take(self, versions: Sequence[str]) -> dict[str, str]:
        """The next ones. A version that is not there, as in a clone without old versions, is left out."""
        found = {}
        answers = self._process.stdout
        assert answers is not None
        for version in versions:
            head = answers.readline().split()
            if len(head) == 3 and head[1] == b"blob":
                found[version] = answers.read(int(head[2])).decode("utf-8", "replace")
                answers.read(1)  # the line's end
        return found


_DIFF = (
    "diff-tree",
    # with a commit and one before it on each line; each is told, even where nothing differs
    *("--stdin", "--always", "--root", "--encoding=UTF-8", "--format=%H%x00%P%x00%ci%x00%s%x00%b%x00"),
    # wherever in the repository a folder once was, each file's version before and after
    *("-r", "--raw", "-z", "-M", "-l1000", "--no-abbrev", "--ignore-submodules=all"),
)

_KEPT = ("GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM")
"""How names begin by which the environment may advise git. Others, such as GIT_DIR in a hook, mean something else."""

_QUIET = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    # a hash stands for what was committed, whatever somebody has put in its place since
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
}


def _command(folder: Path, arguments: Iterable[str]) -> list[str]:
    return ["git", "--no-pager", "-C", str(folder), "-c", "core.fsmonitor=false", *arguments]


def _environment() -> dict[str, str]:
    told = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    return {**told, **_QUIET}


def _ask(folder: Path, *arguments: str, asked: str = "") -> subprocess.CompletedProcess[bytes] | None:
    """What git answers; None where there is no git."""
    command = _command(folder, arguments)
    try:
        return subprocess.run(command, env=_environment(), input=asked.encode(), capture_output=True, check=False)
    except OSError:
        return None


def _told(where: Place, arguments: Iterable[str], asked: str = "") -> str:
    """What git answers about the history. Raises RefusedError where it does not."""
    told = _ask(where.folder, *arguments, asked=asked)
    if told is None or told.returncode:
        lines = _text(told.stderr).splitlines() if told else []
        raise RefusedError(_UNREADABLE.format(next(filter(None, lines), "nothing")))
    return _text(told.stdout)


def _text(told: bytes) -> str:
    return told.decode("utf-8", "surrogateescape")
