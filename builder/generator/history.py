"""When each of the editors' files was changed, and what the change did."""

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from builder.generator import changes, chronicle, git
from builder.generator.changes import Part
from builder.generator.chronicle import Chronicle
from builder.generator.touches import Touch, touches
from builder.problems import Problem

MOST = 50
"""Changes that are told of a program."""

LOOKED_AT = 4 * MOST
"""Commits that are looked into for them: some may have changed nothing but the form."""


class Change(NamedTuple):
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


class Past(NamedTuple):
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


def read(content: Path, cache: Path | None = None) -> History:
    """The history of programs and pages up to the commit that is checked out; what is not committed is not in it.

    There is none without git, outside a repository and before the first commit. Where there is one that git does not
    hand over, or not whole, a warning says why. What was read and compared the last time with the same `cache`, a
    folder, is taken from there.
    """
    try:
        where = git.place(content)
        if where is None:
            return NONE
        if where.is_shallow or where.is_partial:
            warning = _warning(content, _SHALLOW if where.is_shallow else _PARTIAL)
            return History(folder=where.prefix, warnings=(warning,))
        before = chronicle.read(cache)
        commits = chronicle.up_to_now(where, before)
    except git.RefusedError as error:
        return History(warnings=(_warning(content, f"the pages tell no days and no changes: {error}"),))
    touched = touches(commits, {where.prefix + file: file for file in _files(content)})
    edits, is_whole = _edits(where, touched, before.edits)
    if cache and is_whole and (where.head != before.head or not edits.keys() <= before.edits.keys()):
        chronicle.write(cache, Chronicle(where.head, commits, edits))
    if not touched:
        return NONE
    pasts = {file: past for file, found in touched.items() if (past := _past(file, found, where.prefix, edits))}
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
        with suppress(FileNotFoundError), os.scandir(content / folder) as found:
            for name in sorted(each.name for each in found):
                stem, _, ending = name.partition(".")
                if stem and ending == "md":
                    yield f"{folder}/{name}"


# What they did to texts

Edits = Mapping[str, tuple[Part, ...]]
"""What edits did to the text of a program or of its translation, by what was compared."""


def _edits(where: git.Place, touched: Mapping[str, Sequence[Touch]], known: Edits) -> tuple[Edits, bool]:
    """All edits of programs, of which those that are known are not compared, and whether all versions were there."""
    every = {
        _key(language, entry): (file, language, entry)
        for file, found in touched.items()
        if _is_program(file)
        for touch in found[:LOOKED_AT]
        for language, entry in touch.entries
        # a merge may have taken one of the versions over, as with a renaming
        if entry.new and any(entry.olds) and entry.new not in entry.olds
    }
    told = {key: known[key] for key in every if key in known}
    new = groupby((edit for edit in every.items() if edit[0] not in known), key=lambda each: each[1][0])
    by_file = [[(key, language, entry) for key, (_, language, entry) in edits] for _, edits in new]
    is_whole = True
    if by_file:
        with git.Blobs(where, (version for edits in by_file for version in _versions(edits))) as blobs:
            for edits in by_file:
                versions = _versions(edits)
                texts = blobs.take(versions)
                told.update((key, tuple(_of_text(language, entry, texts))) for key, language, entry in edits)
                is_whole = is_whole and len(texts) == len(versions)
    return told, is_whole


def _key(language: str, entry: git.Entry) -> str:
    return " ".join((language, *entry.olds, entry.new))


def _versions(edits: Iterable[tuple[str, str, git.Entry]]) -> list[str]:
    """What is to be compared, in the order in which it is."""
    every = (version for _, _, entry in edits for version in (*entry.olds, entry.new))
    return list(dict.fromkeys(filter(None, every)))


def _of_text(language: str, entry: git.Entry, texts: Mapping[str, str]) -> Iterable[Part]:
    olds, new = [texts.get(old) for old in entry.olds if old], texts.get(entry.new)
    if language:
        is_same = any(changes.is_same_text(old or "", new or "") for old in olds)
        return () if is_same else [Part("translation", words=language)]
    if new is None or None in olds:
        return changes.parts(changes.Difference("facts", key) for key in ("facts", "texts"))
    # what a merge did by itself differs from every version that it merged
    return changes.parts(frozenset.intersection(*(changes.differences(old or "", new) for old in olds)))


# What they did


def _past(file: str, found: Sequence[Touch], folder: str, edits: Edits) -> Past | None:
    if not _is_program(file):
        return Past(found[0].commit.day)
    told: list[Change] = []
    for position, touch in enumerate(found[:LOOKED_AT]):
        parts = tuple(_parts(touch, edits, is_first=position == len(found) - 1))
        if parts and len(told) == MOST:
            return Past(told[0].day, tuple(told), is_whole=False)
        if parts:
            commit = touch.commit
            # its message may speak of what it did elsewhere
            is_of_this = commit.others is None or commit.others.startswith(folder)
            told.append(Change(commit.name, commit.day, commit.words if is_of_this else "", parts))
    return Past(told[0].day, tuple(told), is_whole=len(found) <= LOOKED_AT) if told else None


_CREATED = Part("created")
"""One for all: there are thousands."""


def _parts(touch: Touch, edits: Edits, *, is_first: bool) -> Iterator[Part]:
    for language, entry in touch.entries:
        if not entry.new:
            yield Part("untranslated", words=language) if language else Part("deleted")
        elif entry.is_new:
            yield Part("translated", words=language) if language else _CREATED if is_first else Part("restored")
        else:
            if not language and len(entry.names) == 1 and _slug(entry.names[0]) != _slug(entry.path):
                yield Part("renamed", words=_slug(entry.names[0]))
            yield from edits.get(_key(language, entry), ())


def _is_program(file: str) -> bool:
    return file.startswith("programs/")


def _slug(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")
