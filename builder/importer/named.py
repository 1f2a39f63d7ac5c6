"""Sheets that program files name: which of them no ledger knows."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from builder import frontmatter
from builder.frontmatter import Steps
from builder.importer.booklets import all_booklets
from builder.importer.programs.known import apart
from builder.ledger import SUFFIX, ledger_refs, load_ledger, parts_of
from builder.problems import Problem, did_you_mean
from builder.program import Program


def unknown_sheets(content: Path, programs: Sequence[Program]) -> list[Problem]:
    """A warning for each line under `review`, and each activity's `sheet`, that names a sheet which is in no ledger
    under `content/sheets/`; and what is wrong with the ledgers, of whose booklets nothing else is said."""
    problems: list[Problem] = []
    shelf = _shelf(content / "sheets", problems)
    for program in programs:
        wrong = [(steps, ref) for steps, ref in _named(program, shelf.folders) if not shelf.knows(ref)]
        if wrong:
            problems += _told(program.path, wrong, shelf)
    return problems


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What is under `content/sheets/`."""

    root: Path
    """The folder."""
    booklets: frozenset[str]
    """Those that are there."""
    folders: frozenset[str]
    """The folders in it that have a ledger."""
    refs: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By the name that their refs have for the booklet, which may be an earlier one: the sheets known."""
    unread: set[str] = field(default_factory=set)
    """The booklets whose ledger cannot be read."""

    def knows(self, ref: str) -> bool:
        """Whether the sheet is in a ledger, or may be in one that cannot be read."""
        booklet, _, _ = parts_of(ref)
        if booklet in self.refs and booklet not in self.unread:
            return ref in self.refs[booklet]
        return bool(self.unread)  # under an earlier name of its booklet it may stand in any ledger

    def cure(self, ref: str) -> str:
        """What to do about a sheet that is not known."""
        booklet, _, _ = parts_of(ref)
        if booklet in self.refs:
            return did_you_mean(ref, sorted(self.refs[booklet])) or "; the ledger beside the booklet lists its sheets"
        if booklet in self.booklets:
            return "; the booklet was never imported: import it"
        near = did_you_mean(booklet, sorted(self.refs)) or "; put it there and import it, or mend its name"
        return f"; the booklet is not under {self.root.as_posix()}/{near}"


def _shelf(root: Path, problems: list[Problem]) -> _Shelf:
    present = frozenset(path.relative_to(root).as_posix() for path in all_booklets(root))
    told_of = ledger_refs(root)
    shelf = _Shelf(root, present, frozenset(booklet.split("/")[0] for booklet in told_of))
    for booklet in told_of:
        wrong: list[Problem] = []
        entries = load_ledger(root / f"{booklet}{SUFFIX}", wrong)
        problems += wrong
        if wrong:
            shelf.unread.add(booklet)
        for ref in apart(booklet, entries):
            shelf.refs[parts_of(ref)[0]].add(ref)
    return shelf


def _told(path: str, wrong: Sequence[tuple[Steps, str]], shelf: _Shelf) -> Iterator[Problem]:
    document = frontmatter.split(Path(path).read_text("utf-8"))
    source, line = ("", 0) if document is None else (document.head, document.head_line)
    source = frontmatter.read(source, path).source
    for steps, ref in wrong:
        message = f"'{ref}' is no sheet that was imported{shelf.cure(ref)}"
        yield Problem(path, *frontmatter.locate(source, steps, line), frontmatter.field_name(steps), message, "warning")


def _named(program: Program, folders: frozenset[str]) -> Iterator[tuple[Steps, str]]:
    """The sheets that a program's facts name, each with its place."""
    for number, activity in enumerate(program.facts.activities):
        if activity.sheet and parts_of(activity.sheet)[2]:
            yield ("activities", number, "sheet"), activity.sheet
    for number, line in enumerate(program.facts.review):
        for ref in _in_words(line, folders):
            yield ("review", number), ref


_ENDS = re.compile(r"(?i)\.(?:txt|pdf)(?:@[0-9]{1,4})?#[0-9]{1,6}\b")
_FOLDER = re.compile(r"(?:^|(?<=[\s(\[“\"‘'«,;:]))([\w-]+)/")


def _in_words(line: str, folders: frozenset[str]) -> Iterator[str]:
    """The sheets that a line of words names.

    Blanks may stand in a booklet's name. At the head of a line anything of that form is a sheet; further on only what
    begins with one of the `folders`, for there may stand addresses that a sheet prints.
    """
    if "#" not in line:
        return
    last = 0
    for end in _ENDS.finditer(line):
        begins = [match.start() for match in _FOLDER.finditer(line, last, end.start()) if match[1] in folders]
        head = line[: end.end()]
        if begins:
            yield line[begins[-1] : end.end()]
        elif not last and "://" not in head and (" " not in head or _FOLDER.match(head)):
            yield head
        last = end.end()
