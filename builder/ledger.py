"""The ledger beside each booklet: what became of every sheet, and what importing again needs."""

import json
import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from builder.problems import Problem

SUFFIX = ".ledger.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one sheet."""

    sheet: int
    """Its position in the booklet."""
    content: str
    """The hash of its words."""
    became: str
    """imported, second copy or rejected."""
    program: str | None = None
    """The program it was imported into, or its original was."""
    activity: str | None = None
    """The activity it was imported as; also where an editor deleted that since."""
    copy_of: str | None = None
    """The sheet of which it is a second copy."""
    reason: str | None = None
    """Why it was rejected."""
    edition: int = 1
    """Which of the booklets that had this file name it was found in first."""
    booklet: str | None = None
    """The file name under which it was found first, where the booklet has been renamed since."""
    gone: bool = False
    """The booklet does not hold it any more."""
    told_by: str | None = None
    """The sheet of a later booklet that tells the same activity, and stands for this one."""
    translation: str | None = None
    """The language of the translation of its program that it became."""
    asked: tuple[str, ...] = ()
    """Questions that importing raised, beside those of reading."""
    read: dict[str, Any] | None = None
    """Texts, facts and review lines as they were imported."""


def ref_of(booklet: str, entry: Entry) -> str:
    """What an activity calls the sheet: `belize/program-sheets.txt#4`, in a second edition `….txt@2#4`."""
    return make_ref(entry.booklet or booklet, entry.edition, entry.sheet)


def make_ref(booklet: str, edition: int, number: int) -> str:
    """Booklet, edition and position as one word."""
    return f"{booklet}{f'@{edition}' if edition > 1 else ''}#{number}"


_REF = re.compile(r"(.+?)(?:@([0-9]{1,4}))?#([0-9]{1,6})")


def parts_of(ref: str) -> tuple[str, int, int]:
    """Booklet, edition and position that the ref names; no position where an editor wrote something else."""
    match = _REF.fullmatch(ref)
    return (match[1], int(match[2] or 1), int(match[3])) if match else (ref, 1, 0)


def in_order(ref: str) -> tuple[tuple[str, ...], int, int]:
    """By what refs are sorted: folder, booklet, edition, position."""
    booklet, edition, number = parts_of(ref)
    return tuple(booklet.split("/")), edition, number


def path_for(booklet: Path) -> Path:
    """Where a booklet's ledger stands."""
    return booklet.with_name(booklet.name + SUFFIX)


def ledger_refs(sheets: Path) -> list[str]:
    """The booklets that have a ledger under the folder of booklets, whether they are still there or not."""
    return [path.relative_to(sheets).as_posix().removesuffix(SUFFIX) for path in sorted(sheets.rglob(f"*{SUFFIX}"))]


def load_ledger(path: Path, problems: list[Problem]) -> tuple[Entry, ...]:
    """The entries; none where there is no ledger yet. A damaged one is a problem."""
    try:
        data = json.loads(path.read_text("utf-8"))
        return tuple(_entry(entry) for entry in data["sheets"])
    except FileNotFoundError:
        return ()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        message = f"is no ledger any more ({error}); restore it from the repository's history"
        problems.append(Problem(str(path), getattr(error, "lineno", 0), 0, "", message))
        return ()


def load_ledgers(sheets: Path, problems: list[Problem]) -> dict[str, tuple[Entry, ...]]:
    """All ledgers under the folder of booklets, by booklet."""
    return {ref: load_ledger(sheets / f"{ref}{SUFFIX}", problems) for ref in ledger_refs(sheets)}


def _entry(data: dict[str, Any]) -> Entry:
    entry = Entry(**{**data, "asked": tuple(data.get("asked", ()))})
    if type(entry.sheet) is not int or type(entry.edition) is not int or not isinstance(entry.booklet, str | None):
        raise TypeError(f"'{entry.booklet or ''}', edition '{entry.edition}', position '{entry.sheet}' is no sheet")
    return entry


def format_ledger(booklet: str, entries: tuple[Entry, ...]) -> str:
    """The ledger as the text of its file."""
    sheets = [
        {each.name: value for each in fields(Entry) if (value := getattr(entry, each.name)) != each.default}
        for entry in sorted(entries, key=lambda entry: (entry.sheet, entry.edition, entry.booklet or ""))
    ]
    return json.dumps({"booklet": booklet, "sheets": sheets}, ensure_ascii=False, indent=1) + "\n"
