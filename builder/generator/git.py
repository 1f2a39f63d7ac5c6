"""What git answers about the repository that holds a folder. Nothing else runs git.

One `git log` tells of every commit, and one `git cat-file` hands over all versions, however many files there are.
"""

import datetime as dt
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True)
class Place:
    """Where a folder stands in its repository."""

    folder: Path
    """The folder."""
    prefix: str
    """Its path from the repository's top, with a slash at its end; empty at the top itself."""
    is_shallow: bool
    """Whether only the newest commits are there."""
    is_partial: bool
    """Whether only the newest versions of files are there, and others would be fetched one by one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a commit did to a file."""

    status: str
    """For each version before, a letter of git's: A, M, D, R or T. After a single R, how much one is like the other."""
    olds: tuple[str, ...]
    """The versions before, by their hashes; more than one where a merge differs from all that it merged."""
    new: str
    """The version that it made."""
    names: tuple[str, ...]
    """Where the file was in each version before, from the repository's top."""
    path: str
    """Where it is."""

    @property
    def is_new(self) -> bool:
        """Whether no version was before."""
        return not any(map(exists, self.olds))


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that changed a file of text."""

    name: str
    """Its full hash."""
    parents: tuple[str, ...]
    """The commits before it of those that are told."""
    day: dt.date
    """The committer's day, where the committer was."""
    subject: str
    """The first line of its message."""
    body: str
    """The rest."""
    entries: tuple[Entry, ...]
    """What it did to files of text; of a merge, what none of the merged had done."""
    is_editors: bool = True
    """Whether all of it was in the editors' folder, so that its message speaks of that."""


class RefusedError(Exception):
    """Git does not hand over what is there; told in words for an editor."""


def exists(version: str) -> bool:
    """Whether a hash is one of a version; that of a file that is not there has only zeros."""
    return bool(version.strip("0"))


def place(folder: Path) -> Place | None:
    """Where the folder stands; None without git, outside a repository and before the first commit.

    Raises RefusedError where git distrusts the repository.
    """
    told = _ask(folder, "rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix")
    if told is None:
        return None
    if told.returncode:
        said = _text(told.stderr)
        if re.search(r"dubious ownership|unsafe repository", said):
            named = re.search(r"'([^'\n]+)'", said)
            raise RefusedError(_DUBIOUS.format(named[1] if named else folder.absolute()))
        return None
    inside, shallow, prefix = _text(told.stdout).removesuffix("\n").split("\n", 2)
    head = _ask(folder, "rev-parse", "--verify", "--quiet", "HEAD")
    if inside != "true" or head is None or head.returncode:
        return None
    partial = _ask(folder, "config", "--get-regexp", r"^remote\..*\.promisor$")
    return Place(folder, prefix, shallow == "true", partial is not None and partial.returncode == 0)


def head(folder: Path) -> str:
    """The commit that is checked out, by its hash; empty where there is none."""
    told = _ask(folder, "rev-parse", "--verify", "--quiet", "HEAD")
    return _text(told.stdout).strip() if told and not told.returncode else ""


_DUBIOUS = (
    "git does not trust the repository because its folder belongs to another user; "
    "run 'git config --global --add safe.directory {}'"
)
_UNREADABLE = "git cannot read the repository's history; run 'git fsck'. It says: {}"


def commits(where: Place) -> Iterator[Commit]:
    """What led to the commit that is checked out and changed a Markdown file, wherever: children before parents.

    Raises RefusedError where the repository is damaged.
    """
    told = _ask(where.folder, *_LOG)
    if told is None or told.returncode:
        lines = _text(told.stderr).splitlines() if told else []
        raise RefusedError(_UNREADABLE.format(next(filter(None, lines), "nothing")))
    words = iter(_text(told.stdout).split("\0"))
    word = _filled(words)
    while word:
        name, parents, day, subject, body = word, next(words), next(words), next(words), next(words)
        entries = []
        while (word := _filled(words)).startswith(":"):
            entries.append(_entry(word, words))
        texts = tuple(entry for entry in entries if entry.path.endswith(".md"))
        inside = all(entry.path.startswith(where.prefix) for entry in entries if entry not in texts)
        if texts:
            yield Commit(name, tuple(parents.split()), _day(day), subject, body, texts, inside)


def _filled(words: Iterator[str]) -> str:
    """The next word that is not empty; git parts a commit and its files by a line's end, or by an empty word."""
    return next((word for each in words if (word := each.lstrip("\n"))), "")


def _entry(word: str, words: Iterator[str]) -> Entry:
    # a colon and a mode for each version before, a mode for the new one; as many hashes; the letters
    fields = word.lstrip(":").split(" ")
    befores = len(word) - len(word.lstrip(":"))
    status = fields[-1]
    # of a merge all names are told, of another commit two where they differ
    names = [next(words) for _ in range(befores + 1 if befores > 1 or status[0] in "RC" else 1)]
    *olds, new = fields[befores + 1 : -1]
    return Entry(status, tuple(olds), new, tuple(names[:befores]), names[-1])


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


_LOG = (
    "log",
    # by day, but never a parent before its children
    *("--date-order", "--parents", "--encoding=UTF-8", "--format=%H%x00%P%x00%ci%x00%s%x00%b"),
    # each file's versions before and after; of a merge, what differs from all that was merged
    *("--raw", "-z", "-c", "--combined-all-paths", "-M", "-l1000", "--no-abbrev"),
    *("--no-ext-diff", "--no-textconv", "--no-color"),
    # wherever in the repository the folder once was; and what else the same commits changed
    *("--full-diff", "--", ":(top)*.md"),
)

_CONFIG = (
    *("core.quotePath=false", "core.fsmonitor=false", "diff.ignoreSubmodules=all"),
    *("log.showSignature=false", "log.follow=false", "log.showRoot=true"),
)
"""What an editor's own settings must not change."""

_KEPT = ("GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM")
"""How names begin by which the environment may advise git. Others, such as GIT_DIR in a hook, mean something else."""

_QUIET = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}


def _command(folder: Path, arguments: Iterable[str]) -> list[str]:
    settings = (part for setting in _CONFIG for part in ("-c", setting))
    return ["git", "--no-pager", "-C", str(folder), *settings, *arguments]


def _environment() -> dict[str, str]:
    told = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    return {**told, **_QUIET}


def _ask(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    """What git answers; None where there is no git."""
    command = _command(folder, arguments)
    try:
        return subprocess.run(command, env=_environment(), stdin=subprocess.DEVNULL, capture_output=True, check=False)
    except OSError:
        return None


def _text(told: bytes) -> str:
    return told.decode("utf-8", "surrogateescape")
