"""The content read again after a change."""

import datetime as dt
import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder import reports
from builder.content import Memory
from builder.generator import History, Prepared, prepare, read_history
from builder.generator.git import head
from builder.problems import Problem, ProblemsError

FEW = 3
"""Changed files that are named; of more, the number is told."""

TRIES = 3
"""How often files are read that vanish while they are read, as in the midst of an import or a checkout."""

MOMENT = 0.1
"""Seconds between two tries."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What came of reading the content."""

    changed: tuple[Path, ...]
    """Why it was read again; none the first time."""
    made: Prepared | None
    """All that drawing takes; None where something is wrong."""
    problems: tuple[Problem, ...]
    """What is wrong, and what editors should look at."""
    failure: str = ""
    """The traceback of a bug."""

    @property
    def drafts(self) -> int:
        """How many programs are shown that the site does not have."""
        return sum(program.facts.draft for program in self.made.content.programs) if self.made else 0

    @property
    def words(self) -> str:
        """One line for the terminal."""
        counted = "a bug, not your text: the traceback is below" if self.failure else reports.counted(self.problems)
        if self.made:
            programs = f"{self.made.programs} program{'' if self.made.programs == 1 else 's'}"
            told = f"{programs}, {counted}"
        else:
            told = f"{counted}; the pages stay as they were" if self.changed else counted
        if not self.changed:
            drafts = f"{self.drafts} draft{' is' if self.drafts == 1 else 's are'} shown, marked as such"
            return f"{told}; {drafts}" if self.drafts else told
        return f"{_named(self.changed)} changed: {told}"


def _named(changed: Sequence[Path]) -> str:
    return ", ".join(map(str, changed)) if len(changed) <= FEW else f"{len(changed)} files"


class Reader:
    """Reads the content, each time only what has changed."""

    def __init__(self, content: Path, templates: Path, today: Callable[[], dt.date], cache: Path | None = None) -> None:
        self._content, self._templates, self._today, self._cache = content, templates, today, cache
        self._memory = Memory()
        self._history = History()
        self._head: str | None = None
        self._day: dt.date | None = None

    def is_old(self) -> bool:
        """Whether another commit is checked out, or another day has come, since the content was read."""
        return self._day not in (None, self._today()) or self._head not in (None, head(self._content))

    def read(self, changed: Sequence[Path], stop: threading.Event) -> Refreshed:
        """What the content is now. Whatever goes wrong is in it."""
        changed = tuple(changed)
        for left in reversed(range(TRIES)):
            try:
                made = self._made()
            except ProblemsError as error:
                return Refreshed(changed, None, error.problems)
            except OSError:
                if not left or stop.wait(MOMENT):
                    return Refreshed(changed, None, (), traceback.format_exc())
            except Exception:  # a bug must be seen, and must not end the preview
                return Refreshed(changed, None, (), traceback.format_exc())
            else:
                return Refreshed(changed, made, tuple(sorted(set(made.warnings))))
        raise AssertionError("the last try returns")

    def _made(self) -> Prepared:
        self._day = self._today()
        now = head(self._content)
        if now != self._head:
            self._history, self._head = read_history(self._content, self._cache), now
        return prepare(
            self._content, self._templates, self._day, drafts=True, memory=self._memory, history=self._history
        )
