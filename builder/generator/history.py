"""When each of the editors' files was changed, and what the change did."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from builder.generator import changes, git
from builder.generator.changes import Part
from builder.generator.subjects import own_words
from builder.problems import Problem

MOST = 50
"""Changes that are told of a program."""

LOOKED_AT = 4 * MOST
"""Commits that are looked into for them: some may have changed nothing but the form."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one commit did to a program."""

    commit: str
    """Its full hash."""
    day: dt.date
    """When this version came about, by the committer's calendar. One that was proposed earlier and taken over later
    counts from the later day: that is when readers got it."""
    subject: str
    """What the editor wrote about it; empty where that is what a program writes by itself."""
    parts: tuple[Part, ...]
    """What it did; never empty."""


@dataclass(frozen=True, slots=True)
class Past:
    """The history of a file."""

    updated: dt.date
    """The day of the last change."""
    changes: tuple[Change, ...] = ()
    """The newest first, at most MOST; empty for what is no program."""
    is_whole: bool = True
    """Whether these are all."""


@dataclass(frozen=True, slots=True)
class History:
    """All that git tells of a content folder."""

    pasts: Mapping[str, Past] = field(default_factory=dict)
    """By the file's place in the content folder, such as `programs/maritime-security-program.md`."""
    folder: str = "content/"
    """Where the content folder stands in the repository, with a slash at its end; empty at its top."""
    warnings: tuple[Problem, ...] = ()
    """Why nothing is told, where that can be cured."""

    def past(self, file: str) -> Past | None:
        """Of the file at this place in the content folder; None where git does not know it."""
        return self.pasts.get(file)


NONE = History()
"""Of what no repository holds."""


def read(content: Path) -> History:
    """The history of programs and pages up to the commit that is checked out; what is not committed is not in it.

    There is none without git, outside a repository and before the first commit. Where there is one that git does not
    hand over, or not whole, a warning says why.
    """
    try:
        where = git.place(content)
        if where is None:
            return NONE
        if where.is_shallow or where.is_partial:
            warning = _warning(content, _SHALLOW if where.is_shallow else _PARTIAL)
            return History(folder=where.prefix, warnings=(warning,))
        touched = _touched(list(git.commits(where)), {where.prefix + file: file for file in _files(content)})
    except git.RefusedError as error:
        return History(warnings=(_warning(content, f"the pages tell no days and no changes: {error}"),))
    if not touched:
        return NONE
    with git.Blobs(where, _versions_of_all(touched)) as blobs:
        pasts = {file: past for file, found in touched.items() if (past := _past(file, found, blobs))}
    return History(pasts, where.prefix)


_SHALLOW = (
    "the pages tell no days and no changes: git holds only the newest commits here (a shallow clone), so they would be "
    "wrong; run 'git fetch --unshallow', or in CI have all commits fetched ('fetch-depth: 0'; on GitLab 'GIT_DEPTH: 0')"
)


_PARTIAL = (
    "the pages tell no days and no changes: git holds only the newest versions of files here (a partial clone); "
    "clone without '--filter', or in CI check out without 'filter'"
)


def _warning(content: Path, message: str) -> Problem:
    return Problem(str(content), 0, 0, "", message, "warning")


def _files(content: Path) -> Iterator[str]:
    """What has a history of its own: programs with their translations, and pages."""
    for folder in ("programs", "pages"):
        for path in sorted((content / folder).glob("*.md")):
            if "." not in path.stem:
                yield f"{folder}/{path.name}"


# Which commits concern which file


@dataclass(frozen=True, slots=True)
class _Touch:
    """A commit that concerns a file."""

    commit: git.Commit
    entries: tuple[tuple[str, git.Entry], ...]
    """What it did, each with the code of the translation's language, or nothing for the file itself."""


def _touched(commits: Sequence[git.Commit], files: Mapping[str, str]) -> dict[str, list[_Touch]]:
    """What concerns each file, the newest first. `files`: by place in the repository, their places in the folder."""
    found: dict[str, list[_Touch]] = {}
    names = _Names(commits, files)
    for commit in commits:
        names.come_to(commit)
        by_file: dict[str, list[tuple[str, git.Entry]]] = {}
        for entry in commit.entries:
            file, language = _owner(names.present(entry.path), files)
            if file:
                by_file.setdefault(file, []).append((language, entry))
        for file, entries in by_file.items():
            found.setdefault(file, []).append(_Touch(commit, tuple(sorted(entries, key=lambda each: each[0]))))
        names.leave(commit)
    return found


_TRANSLATION = re.compile(r"([^.]+)\.([A-Za-z0-9-]+)\.md")


def _owner(path: str, files: Mapping[str, str]) -> tuple[str, str]:
    """The file that a path of today belongs to, and of a translation its language; nothing where it concerns none."""
    if path in files:
        return files[path], ""
    folder, _, name = path.rpartition("/")
    if named := _TRANSLATION.fullmatch(name):
        file = files.get(f"{folder}/{named[1]}.md".lstrip("/"), "")
        if file.startswith("programs/"):
            return file, named[2]
    return "", ""


class _Names:
    """What the files of a commit are called today: renamings, followed back along every line of the history."""

    def __init__(self, commits: Sequence[git.Commit], files: Mapping[str, str]) -> None:
        self._files = files
        self._lines: dict[str, dict[str, str]] = {}
        self._here: dict[str, str] = {}
        every = (entry for commit in reversed(commits) for entry in commit.entries)
        self._ever = {name: entry.path for entry in every for name in entry.names if name != entry.path}

    def come_to(self, commit: git.Commit) -> None:
        """Goes to the commit; all its children have been left."""
        self._here = self._lines.pop(commit.name, {})

    def present(self, path: str) -> str:
        """What a file of the commit is called today; nothing where it is no more."""
        if path in self._here:
            return self._here[path]
        seen: set[str] = set()
        # a line that was merged into one where the file had been renamed does not know of it
        while path and path not in seen and not _owner(path, self._files)[0]:
            seen.add(path)
            path = self._ever.get(path, "")
        return path

    def leave(self, commit: git.Commit) -> None:
        """Gives the names of before the commit to its parents."""
        for position, parent in enumerate(commit.parents):
            renamed = [entry for entry in commit.entries if entry.names[position] != entry.path]
            before = {entry.names[position]: self.present(entry.path) for entry in renamed}
            names = self._here if position == len(commit.parents) - 1 else dict(self._here)
            names.update((entry.path, "") for entry in renamed)  # what bore the name before was another file
            names.update(before)
            if parent in self._lines:
                _join(self._lines[parent], names)
            else:
                self._lines[parent] = names


def _join(names: dict[str, str], others: Mapping[str, str]) -> None:
    """Two lines of history come to where they parted: what one renamed, the other may have left, or never had."""
    for path in names.keys() | others.keys():
        ways = (names.get(path, path), others.get(path, path))
        names[path] = next((way for way in ways if way and way != path), path if path in ways else "")


# What they did


def _versions_of_all(touched: Mapping[str, Sequence[_Touch]]) -> Iterator[str]:
    """What is to be compared, in the order in which it is."""
    for file, found in touched.items():
        yield from _versions(file, found)


def _versions(file: str, found: Sequence[_Touch]) -> list[str]:
    if not file.startswith("programs/"):
        return []
    entries = (entry for touch in found[:LOOKED_AT] for _, entry in touch.entries)
    compared = (version for entry in entries if (olds := _compared(entry)) for version in (*olds, entry.new))
    return list(dict.fromkeys(compared))


def _compared(entry: git.Entry) -> list[str]:
    """The versions to compare the new one with; none where it is one of them, as where a merge took over a renaming."""
    if entry.new in entry.olds or not git.exists(entry.new):
        return []
    return [old for old in entry.olds if git.exists(old)]


def _past(file: str, found: Sequence[_Touch], blobs: git.Blobs) -> Past | None:
    if not file.startswith("programs/"):
        return Past(found[0].commit.day)
    texts = blobs.take(_versions(file, found))
    told: list[Change] = []
    for position, touch in enumerate(found[:LOOKED_AT]):
        parts = tuple(_parts(touch, texts, is_first=position == len(found) - 1))
        if parts and len(told) == MOST:
            return Past(told[0].day, tuple(told), is_whole=False)
        if parts:
            commit = touch.commit
            said = own_words(commit.subject, commit.body if len(commit.parents) > 1 else "")
            words = said if commit.is_editors else ""
            told.append(Change(commit.name, commit.day, words, parts))
    return Past(told[0].day, tuple(told), is_whole=len(found) <= LOOKED_AT) if told else None


def _parts(touch: _Touch, texts: Mapping[str, str], *, is_first: bool) -> Iterator[Part]:
    for language, entry in touch.entries:
        if language:
            yield from _of_translation(language, entry, texts)
        elif entry.status[0] == "D":
            yield Part("deleted")
        elif entry.is_new:
            yield Part("created" if is_first else "restored")
        else:
            if len(entry.names) == 1 and _slug(entry.names[0]) != _slug(entry.path):
                yield Part("renamed", words=_slug(entry.names[0]))
            yield from changes.parts(_differences(entry, texts))


def _differences(entry: git.Entry, texts: Mapping[str, str]) -> Iterable[changes.Difference]:
    olds = _compared(entry)
    if not olds:
        return ()
    if any(version not in texts for version in (*olds, entry.new)):
        return [changes.Difference("facts", key) for key in ("facts", "texts")]
    # what a merge did by itself differs from every version that it merged
    each = [changes.differences(texts[old], texts[entry.new]) for old in olds]
    return frozenset.intersection(*each)


def _of_translation(language: str, entry: git.Entry, texts: Mapping[str, str]) -> Iterator[Part]:
    if entry.status[0] == "D":
        yield Part("untranslated", words=language)
    elif entry.is_new:
        yield Part("translated", words=language)
    elif (olds := _compared(entry)) and not any(
        changes.is_same_text(texts.get(old, ""), texts.get(entry.new, "")) for old in olds
    ):
        yield Part("translation", words=language)


def _slug(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")
