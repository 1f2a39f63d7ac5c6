"""Files under content/: which there are, and their text."""

import contextlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from builder.problems import Problem
from builder.program import broken_rule
from builder.unseen import UNSEEN, left_out

LARGEST = 1_000_000
"""Bytes of a file that an editor writes; a program has a few thousand."""

_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
"""Names that Windows gives to no file."""

_CONTROLS = bytes(number for number in range(128) if UNSEEN.match(chr(number)))
"""What is unseen in ASCII: most files have nothing else to look for, and this is found fast."""


def check_name(slug: str, path: str) -> Iterator[Problem]:
    """What is wrong with a file's name, which is an address."""
    if rule := broken_rule(slug):
        yield Problem(path, 0, 0, "", f"a file name may hold {rule}, for it is the page's address")
    elif _DEVICE.fullmatch(slug):
        yield Problem(path, 0, 0, "", f"Windows has no files of the name '{slug}'; name it differently")


State = tuple[int, int, int, int]
"""What a file system tells of a file that changes with it: size, the moments of its last changes, its number."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A Markdown file, found but not read."""

    path: str
    """Where it stands."""
    stem: str
    """Its name without `.md`."""
    state: State
    """While it is the same, the file holds the same."""


def listed(folder: Path, problems: list[Problem]) -> list[Listed]:
    """The Markdown files in a folder, by name; what else is there is told, but for names that begin with a dot."""
    found = []
    with os.scandir(folder) if folder.is_dir() else _NOTHING as entries:
        for each in sorted(entries, key=lambda each: each.name):
            if each.name.startswith("."):
                continue
            if each.name.endswith(".md") and (each.is_symlink() or each.is_file()):
                found.append(Listed(f"{folder}/{each.name}", each.name[:-3], _state(each.stat(follow_symlinks=False))))
            else:
                path = f"{folder}/{each.name}"
                problems.append(Problem(path, 0, 0, "", "is no Markdown file (.md) and was left out", "warning"))
    return found


_NOTHING: contextlib.nullcontext[tuple[os.DirEntry[str], ...]] = contextlib.nullcontext(())


def _state(found: os.stat_result) -> State:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def markdown_files(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """The same as paths."""
    return (Path(each.path) for each in listed(folder, problems))


def read_text(path: Path, problems: list[Problem]) -> str | None:
    """The file's text, without signs that nobody sees; None, and a problem, where there is none."""
    held = read_bytes(path, problems)
    return None if held is None else text_of(held, path, problems)


def read_bytes(path: Path, problems: list[Problem]) -> bytes | None:
    """What the file holds; None, and a problem, where it is none that anybody should read."""
    if wrong := _refused(path):
        problems.append(Problem(str(path), 0, 0, "", wrong))
        return None
    try:
        return path.read_bytes()
    except FileNotFoundError:
        problems.append(Problem(str(path), 0, 0, "", "is missing; every catalogue needs this file"))
        return None


def text_of(held: bytes, path: Path, problems: list[Problem]) -> str | None:
    """What a file holds, as text without signs that nobody sees; None, and a problem, where it is no text."""
    try:
        text = held.decode()
    except UnicodeDecodeError as error:
        line = held.count(b"\n", 0, error.start) + 1
        problems.append(Problem(str(path), line, 0, "", "is not UTF-8 text; save it as UTF-8"))
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    is_plain = held.isascii() and len(held.translate(None, _CONTROLS)) == len(held)
    return text if is_plain else _seen(text, path, problems)


def _refused(path: Path) -> str:
    """Why nobody should read what stands there."""
    try:
        found = path.lstat()
    except OSError:  # reading tells what is wrong
        return ""
    if stat.S_ISLNK(found.st_mode):
        return "is a link to another place, which could be anything; put the file itself here"
    if not stat.S_ISREG(found.st_mode):
        return "is no file; put one in its place"
    if found.st_size > LARGEST:
        size = found.st_size / 1_000_000
        return f"has {size:.0f} MB, and at most {LARGEST // 1_000_000} are read; shorten it, or part it"
    return ""


def _seen(text: str, path: Path, problems: list[Problem]) -> str:
    found = UNSEEN.search(text)
    if not found:
        return text
    before = text[: found.start()]
    place = before.count("\n") + 1, found.start() - before.rfind("\n")
    problems.append(Problem(str(path), *place, "", left_out(found[0]), "warning"))
    return UNSEEN.sub("", text)


def exact_text(path: Path) -> str:
    """The file's text with its line ends as they are. Raises OSError and UnicodeDecodeError."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def write_whole(path: Path, data: bytes) -> None:
    """Writes the file as a whole or not at all."""
    with written_whole(path) as file:
        file.write(data)


@contextlib.contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A new file, which takes its place at the end, if all goes well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("w+b") as file:
            yield file
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
