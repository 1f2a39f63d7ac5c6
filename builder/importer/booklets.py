"""Booklets as received: found, copied into content/, loaded with their country."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from builder.content import load_facets
from builder.facets import Facets
from builder.importer.gather import copy_note, second_copies
from builder.importer.ledger import SUFFIX
from builder.importer.names import names_of
from builder.importer.read import read
from builder.importer.sheet import Booklet, Sheet
from builder.problems import Problem, ProblemsError, did_you_mean, errors

UNSTATED = "unstated"
"""The folder of the booklets whose country nobody knows."""
BOOKLETS = (".txt",)
"""What a booklet's name ends with."""


def read_sheets(
    content: Path, paths: Sequence[Path], country: str | None = None
) -> tuple[tuple[Sheet, ...], list[Problem]]:
    """What stands on the sheets of these booklets, and what is wrong with the files. Nothing is written."""
    problems: list[Problem] = []
    facets = load_facets(content, problems)
    if errors(problems):
        raise ProblemsError(problems)
    check_country(country, facets)
    found = find_booklets(paths, problems)
    booklets = [booklet for path in found if (booklet := load_booklet(path, facets, problems, country))]
    sheets = read(booklets, names_of(facets))
    copies = second_copies(sheets)
    return tuple(
        replace(sheet, review=(*sheet.review, copy_note(copies[sheet.ref]))) if sheet.ref in copies else sheet
        for sheet in sheets
    ), problems


def find_booklets(paths: Iterable[Path], problems: list[Problem]) -> Iterator[Path]:
    """The booklets among files and folders; anything else is a problem, told once."""
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.is_file() and not each.name.startswith("."))
            books = [each for each in inside if each.suffix.lower() in BOOKLETS]
            others = [each for each in inside if each not in books and not each.name.endswith(SUFFIX)]
            for each in others:
                problems.append(Problem(str(each), 0, 0, "", "is no text booklet (.txt) and was left out", "warning"))
            if not books:
                problems.append(Problem(str(path), 0, 0, "", "holds no booklet (.txt)"))
            yield from books
        elif not path.exists():
            problems.append(Problem(str(path), 0, 0, "", "there is no such file"))
        elif path.suffix.lower() not in BOOKLETS:
            problems.append(Problem(str(path), 0, 0, "", "is no text booklet; give a .txt file"))
        else:
            yield path


def load_booklet(path: Path, facets: Facets, problems: list[Problem], country: str | None = None) -> Booklet | None:
    """A booklet from its file. Its country is the one given, else the nearest folder's that is named for one."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        text = path.read_bytes().decode("cp1252", errors="replace")
        message = "is not UTF-8; it was read as Windows text (cp1252), so check accents and quotes"
        problems.append(Problem(str(path), 0, 0, "", message, "warning"))
    if not text.strip():
        problems.append(Problem(str(path), 0, 0, "", "is empty; it holds no sheet"))
        return None
    parts = path.resolve().parts
    at = next((i for i in range(len(parts) - 2, -1, -1) if parts[i] in facets.countries or parts[i] == UNSTATED), None)
    folder = parts[at] if at is not None else UNSTATED
    inside = "/".join(parts[at + 1 :]) if at is not None else path.name
    place = country or folder
    return Booklet(f"{place}/{inside}", None if place == UNSTATED else place, text)


def check_country(country: str | None, facets: Facets) -> None:
    """Raises ProblemsError where `country` is no country's slug."""
    if country and country != UNSTATED and country not in facets.countries:
        hint = did_you_mean(country, facets.countries) or "; countries.yml lists them"
        raise ProblemsError([Problem("--country", 0, 0, "", f"'{country}' is no country{hint}")])


def take_in(path: Path, content: Path, facets: Facets, country: str | None) -> Path:
    """The booklet's place under content/sheets/, to which it is copied if it comes from elsewhere."""
    sheets = (content / "sheets").resolve()
    if path.resolve().is_relative_to(sheets):
        return path
    parent = path.resolve().parent.name
    place = country or (parent if parent in facets.countries else UNSTATED)
    number, target = 1, content / "sheets" / place / path.name
    while target.exists() and target.read_bytes() != path.read_bytes():
        number += 1
        target = target.with_name(f"{path.stem}-{number}{path.suffix}")
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return target


def all_booklets(sheets: Path) -> list[Path]:
    """Every booklet under the folder of booklets."""
    return [path for path in sheets.rglob("*") if path.is_file() and path.suffix.lower() in BOOKLETS]
