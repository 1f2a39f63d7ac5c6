"""Files under content/: which there are, and their text."""

import re
from collections.abc import Iterator
from pathlib import Path

from builder.problems import Problem
from builder.program import SLUG

LARGEST = 1_000_000
"""Bytes of a file that an editor writes; a program has a few thousand."""

_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
"""Names that Windows gives to no file."""

_HIDDEN = re.compile("[\u200b\u202a-\u202e\u2060\u2066-\u2069]|(?<!^)\ufeff")
"""Signs that nobody sees: some turn the words after them around, others part a word so that no search finds it."""


def check_name(slug: str, path: str) -> Iterator[Problem]:
    """What is wrong with a file's name, which is an address."""
    if not SLUG.fullmatch(slug):
        message = "a file name may hold only a-z, 0-9 and single hyphens, for it is the page's address"
        yield Problem(path, 0, 0, "", message)
    elif _DEVICE.fullmatch(slug):
        yield Problem(path, 0, 0, "", f"Windows has no files of the name '{slug}'; name it differently")


def markdown_files(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """The Markdown files in a folder, by name; what else is there is told, but for names that begin with a dot."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith("."):
            continue
        if path.suffix == ".md" and (path.is_file() or path.is_symlink()):
            yield path
        else:
            problems.append(Problem(str(path), 0, 0, "", "is no Markdown file (.md) and was left out", "warning"))


def read_text(path: Path, problems: list[Problem]) -> str | None:
    """The file's text, without signs that nobody sees; None, and a problem, where there is none."""
    if wrong := _refused(path):
        problems.append(Problem(str(path), 0, 0, "", wrong))
        return None
    try:
        return _seen(path.read_text("utf-8"), path, problems)
    except FileNotFoundError:
        problems.append(Problem(str(path), 0, 0, "", "is missing; every catalogue needs this file"))
    except UnicodeDecodeError as error:
        before = path.read_bytes()[: error.start]
        line = before.count(b"\n") + 1
        problems.append(Problem(str(path), line, 0, "", "is not UTF-8 text; save it as UTF-8"))
    return None


def _refused(path: Path) -> str:
    """Why nobody should read what stands there."""
    if path.is_symlink():
        return "is a link to another place, which could be anything; put the file itself here"
    if path.exists() and not path.is_file():
        return "is no file; put one in its place"
    if path.is_file() and (size := path.stat().st_size) > LARGEST:
        return f"has {size / 1_000_000:.0f} MB, and at most {LARGEST // 1_000_000} are read; shorten it, or part it"
    return ""


def _seen(text: str, path: Path, problems: list[Problem]) -> str:
    found = None if text.isascii() else _HIDDEN.search(text)
    if not found:
        return text
    before = text[: found.start()]
    place = before.count("\n") + 1, found.start() - before.rfind("\n")
    message = f"a sign that nobody sees (U+{ord(found[0]):04X}) is left out, as are all its like; delete it"
    problems.append(Problem(str(path), *place, "", message, "warning"))
    return _HIDDEN.sub("", text)


def exact_text(path: Path) -> str:
    """The file's text with its line ends as they are. Raises OSError and UnicodeDecodeError."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def write_whole(path: Path, data: bytes) -> None:
    """Writes the file as a whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    beside.replace(path)
