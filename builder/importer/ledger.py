"""The ledger beside each booklet: what became of every sheet, and what importing again needs."""

import json
from dataclasses import dataclass
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
    """The activity it was imported as."""
    copy_of: str | None = None
    """The sheet of which it is a second copy."""
    reason: str | None = None
    """Why it was rejected."""
    read: dict[str, Any] | None = None
    """Texts, facts and review lines as they were imported."""


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
        return tuple(Entry(**entry) for entry in data["sheets"])
    except FileNotFoundError:
        return ()
    except (ValueError, KeyError, TypeError) as error:
        message = f"is no ledger any more ({error}); restore it from the repository's history"
        problems.append(Problem(str(path), getattr(error, "lineno", 0), 0, "", message))
        return ()


def format_ledger(booklet: str, entries: tuple[Entry, ...]) -> str:
    """The ledger as the text of its file."""
    sheets = [
        {name: value for name in Entry.__slots__ if (value := getattr(entry, name)) is not None}
        for entry in sorted(entries, key=lambda entry: entry.sheet)
    ]
    return json.dumps({"booklet": booklet, "sheets": sheets}, ensure_ascii=False, indent=1) + "\n"
