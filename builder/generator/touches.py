"""Which commits concern which file, whatever it was called and on whatever line of the history."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from builder.generator import git


class Touch(NamedTuple):
    """A commit that concerns a file."""

    commit: git.Commit
    entries: tuple[tuple[str, git.Entry], ...]
    """What it did, each with the code of the translation's language, or nothing for the file itself."""


def touches(commits: Sequence[git.Commit], files: Mapping[str, str]) -> dict[str, list[Touch]]:
    """What concerns each file, the newest first, of commits of which the last one is the first.

    `files`: by place in the repository, their places in the folder.
    """
    found: dict[str, list[Touch]] = {}
    commits = list(_followed(commits))
    names = _Names(commits, files)
    for commit in commits:
        names.come_to(commit)
        by_file: dict[str, list[tuple[str, git.Entry]]] = {}
        for entry in commit.entries:
            file, language = _owner(names.present(entry.path), files)
            if file:
                by_file.setdefault(file, []).append((language, entry))
        for file, entries in by_file.items():
            if len(entries) > 1:
                entries.sort(key=lambda each: each[0])
            found.setdefault(file, []).append(Touch(commit, tuple(entries)))
        names.leave(commit)
    return found


def _followed(commits: Sequence[git.Commit]) -> Iterator[git.Commit]:
    """Without the lines of history of which a merge took nothing over."""
    reached = {commit.name for commit in commits[:1]}
    for commit in commits:
        if commit.name in reached:
            reached.update(commit.parents)
            yield commit


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
