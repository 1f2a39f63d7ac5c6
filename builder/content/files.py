"""Files under content/: which there are, and their text."""

from collections.abc import Iterator
from pathlib import Path

from builder.problems import Problem
from builder.program import SLUG


def check_name(slug: str, path: str) -> Iterator[Problem]:
    """What is wrong with a file's name, which is an address."""
    if not SLUG.fullmatch(slug):
        message = "a file name may hold only a-z, 0-9 and single hyphens, for it is the page's address"
        yield Problem(path, 0, 0, "", message)


def markdown_files(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """The Markdown files in a folder, by name; what else is there is told, but for names that begin with a dot."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith("."):
            continue
        if path.suffix == ".md" and path.is_file():
            yield path
        else:
            problems.append(Problem(str(path), 0, 0, "", "is no Markdown file (.md) and was left out", "warning"))


def read_text(path: Path, problems: list[Problem]) -> str | None:
    """The file's text; None, and a problem, where there is none."""
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        problems.append(Problem(str(path), 0, 0, "", "is missing; every catalogue needs this file"))
    except UnicodeDecodeError as error:
        before = path.read_bytes()[: error.start]
        line = before.count(b"\n") + 1
        problems.append(Problem(str(path), line, 0, "", "is not UTF-8 text; save it as UTF-8"))
    return None


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
