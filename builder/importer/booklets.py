"""Booklets as received: found, opened, each with its country."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from builder.content import load_facets
from builder.facets import Facets
from builder.importer.language.labels import load_labels
from builder.importer.language.names import names_of
from builder.importer.pdf.leaf import Leaf
from builder.importer.pdf.unread import page_problems
from builder.importer.pdf.workers import Progress, extract, silent
from builder.importer.programs.gather import copy_note, second_copies
from builder.importer.read import read
from builder.importer.sheet import Booklet, Sheet
from builder.ledger import SUFFIX
from builder.problems import Problem, ProblemsError, did_you_mean, errors

UNSTATED = "unstated"
"""The folder of the booklets whose country nobody knows."""
BOOKLETS = (".txt", ".pdf")
"""What a booklet's name ends with."""
Held = str | tuple[Leaf, ...]
"""What a booklet holds: a text, or the pages of a PDF."""

_ENDINGS = " or ".join(BOOKLETS)


def read_sheets(
    content: Path, paths: Sequence[Path], country: str | None = None, progress: Progress = silent
) -> tuple[tuple[Sheet, ...], list[Problem]]:
    """What stands on the sheets of these booklets, and what is wrong with the files. Nothing is written."""
    problems: list[Problem] = []
    facets = load_facets(content, problems)
    labels = load_labels(content, problems)
    if errors(problems):
        raise ProblemsError(problems)
    check_country(country, facets)
    held = open_booklets(find_booklets(paths, problems), problems, progress)
    booklets = [booklet_of(path, each, facets, country) for path, each in held.items()]
    sheets = read(booklets, names_of(facets, labels))
    problems += no_sheets(sheets, {booklet.ref: path for booklet, path in zip(booklets, held, strict=True)})
    copies = second_copies(sheets)
    return tuple(
        replace(sheet, review=(*sheet.review, copy_note(copies[sheet.ref]))) if sheet.ref in copies else sheet
        for sheet in sheets
    ), problems


def no_sheets(sheets: Iterable[Sheet], paths: Mapping[str, Path]) -> list[Problem]:
    """What to tell of pages that can be read and hold no sheet, by the paths of their booklets."""
    return [
        Problem(str(paths[ref]), 0, 0, "", f"{sheet.rejected}; it was left out", "warning")
        for sheet in sheets
        if sheet.empty and (ref := sheet.ref.rsplit("#", 1)[0]) in paths
    ]


def find_booklets(paths: Iterable[Path], problems: list[Problem]) -> Iterator[Path]:
    """The booklets among files and folders, by their names; anything else is a problem, told once."""
    for path in paths:
        if path.is_dir():
            inside = _files(path)
            books = [each for each in inside if each.suffix.lower() in BOOKLETS]
            others = [each for each in inside if each not in books and not each.name.endswith(SUFFIX)]
            for each in others:
                message = f"is no booklet ({_ENDINGS}) and was left out"
                problems.append(Problem(str(each), 0, 0, "", message, "warning"))
            if not books:
                problems.append(Problem(str(path), 0, 0, "", f"holds no booklet ({_ENDINGS})"))
            yield from books
        elif not path.exists():
            problems.append(Problem(str(path), 0, 0, "", "there is no such file"))
        elif path.suffix.lower() not in BOOKLETS:
            problems.append(Problem(str(path), 0, 0, "", f"is no booklet; give a {_ENDINGS} file"))
        else:
            yield path


def all_booklets(sheets: Path) -> list[Path]:
    """Every booklet under the folder of booklets."""
    return [path for path in _files(sheets) if path.suffix.lower() in BOOKLETS]


def _files(folder: Path) -> list[Path]:
    """The files below a folder, but for hidden ones."""
    every = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path for path in every if not any(part.startswith(".") for part in path.relative_to(folder).parts)]


_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig"))
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def open_booklets(paths: Iterable[Path], problems: list[Problem], progress: Progress = silent) -> dict[Path, Held]:
    """What each booklet holds, in the order given. Those that cannot be read are left out, and told."""
    asked = list(dict.fromkeys(paths))
    pages = extract([path for path in asked if _is_pdf(path)], progress)
    found: dict[Path, Held] = {}
    for path in asked:
        held = pages[path] if path in pages else _text(path, problems)
        if isinstance(held, Problem):
            problems.append(held)
        elif held is not None:
            found[path] = held
            if not isinstance(held, str):
                problems.extend(page_problems(path, held))
    return found


def _is_pdf(path: Path) -> bool:
    return path.suffix.lower() == ".pdf"


def _text(path: Path, problems: list[Problem]) -> str | None:
    """The text of a booklet, in whatever way it is written; None for what is no text, or holds nothing."""
    data = path.read_bytes()
    encoding = next(encoding for mark, encoding in _MARKS if data.startswith(mark))
    if b"%PDF-" in data[:1024]:
        problems.append(Problem(str(path), 0, 0, "", "is a PDF; give it a name that ends with .pdf"))
        return None
    if encoding != "utf-16" and _CONTROLS.search(data.decode("latin-1")):
        message = "holds characters that no text has; save the booklet as plain text (UTF-8)"
        problems.append(Problem(str(path), 0, 0, "", message))
        return None
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
        message = "is not UTF-8; it was read as Windows text (cp1252), so check accents and quotes"
        problems.append(Problem(str(path), 0, 0, "", message, "warning"))
    if not text.strip():
        problems.append(Problem(str(path), 0, 0, "", "is empty; it holds no sheet"))
        return None
    return text


def is_place(folder: str, facets: Facets) -> bool:
    """The folder is named for a country, or for nobody's knowing it."""
    return folder in facets.countries or folder == UNSTATED


def misplaced(path: Path, ref: str, facets: Facets) -> Problem:
    """A booklet under sheets/ that stands in no country's folder."""
    folder, inside, _ = ref.partition("/")
    hint = did_you_mean(folder, facets.countries) if inside else ""
    where = f"'{folder}' is no country{hint or ';'}" if inside else "stands in no country's folder;"
    message = f"{where} move it to the folder of its country, or to '{UNSTATED}' where nobody knows"
    return Problem(str(path), 0, 0, "", message)


def _place(path: Path, facets: Facets, country: str | None) -> tuple[str, str]:
    """The folder under sheets/ for a booklet, and its path inside: as told, else as its nearest named folder tells."""
    parts = path.resolve().parts
    named = (i for i in range(len(parts) - 2, -1, -1) if is_place(parts[i], facets))
    at = next(named, None)
    if at is None:
        return country or UNSTATED, path.name
    return country or parts[at], "/".join(parts[at + 1 :])


def booklet_of(path: Path, held: Held, facets: Facets, country: str | None = None) -> Booklet:
    """A booklet from what its file holds. Its country is the one given, else the nearest folder's named for one."""
    place, inside = _place(path, facets, country)
    text, leaves = (held, ()) if isinstance(held, str) else ("", held)
    return Booklet(f"{place}/{inside}", None if place == UNSTATED else place, text, leaves)


def check_country(country: str | None, facets: Facets) -> None:
    """Raises ProblemsError where `country` is no country's slug."""
    if country and country != UNSTATED and country not in facets.countries:
        hint = did_you_mean(country, facets.countries) or "; countries.yml lists them"
        raise ProblemsError([Problem("--country", 0, 0, "", f"'{country}' is no country{hint}")])
