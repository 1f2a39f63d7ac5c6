"""What the preview shows at the moment, and who waits for it to change."""

import hashlib
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from builder.generator import Prepared
from builder.generator.render import draw
from builder.problems import Problem

SEARCH = "search.html"
"""The template of the page that needs the search index."""


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page of the site as it stands now."""

    text: str
    """HTML, or what else its template writes; the traceback where drawing it failed."""
    version: str
    """Another for whatever a reader would see differently."""
    is_broken: bool = False
    """Whether it could not be drawn, for a bug in a template."""


@dataclass(frozen=True, slots=True)
class Drawings:
    """The pages of one state of the content, drawn when they are asked for."""

    made: Prepared
    """All that drawing takes."""
    _known: dict[str, DrawnPage] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Where the site stands on its server."""
        return urlsplit(self.made.base).path

    def shown(self, address: str) -> str:
        """The address itself where a page has it, or that of the page which says, in its language, that none has."""
        if address in self.made.pages:
            return address
        prefixes = (edition.links.prefix for edition in self.made.editions[1:])
        return f"/{next((each for each in prefixes if address.startswith('/' + each)), '')}404.html"

    def page(self, address: str) -> DrawnPage:
        """The page with an address that is among the pages."""
        known = self._known.get(address)
        if known is None:
            known = self._known[address] = self._drawn(address)
        return known

    def _drawn(self, address: str) -> DrawnPage:
        try:
            text = draw(self.made.pages[address]).text
        except Exception:  # a bug must be seen, and must not end the preview
            text = traceback.format_exc()
            return DrawnPage(text, _digest(text), is_broken=True)
        return DrawnPage(text, _digest(text, *self._pictures_in(text)))

    def _pictures_in(self, text: str) -> list[str]:
        """The state of the pictures that a page shows: their bytes are no part of its own."""
        shown = (each.path for each in self.made.content.pictures if each.address in text)
        return [f"{path}:{_state(path.stat)}" for path in shown]


def _state(stat: Callable[[], object]) -> str:
    try:
        found = stat()
    except OSError:
        return "gone"
    return f"{getattr(found, 'st_mtime_ns', 0)}:{getattr(found, 'st_size', 0)}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class State:
    """What is shown at one moment."""

    drawings: Drawings | None = None
    """The last good pages; None as long as there were none."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the content as it is now; the pages are older where one of these is an error."""
    failure: str = ""
    """The traceback of a bug that kept the content from being read."""
    refreshed: int = 0
    """How often the content was read; 0 while it is read for the first time."""
    index: int = 0
    """Which search index is there; 0 for none yet."""
    index_fails: bool = False
    """Whether the last try to make one failed."""

    @property
    def path(self) -> str:
        """Where the site stands on its server; at its top where that is not known."""
        return self.drawings.path if self.drawings else "/"

    def version(self, address: str) -> str:
        """That of the page which is shown at an address of the site; empty where there is none yet."""
        if self.drawings is None:
            return ""
        shown = self.drawings.shown(address)
        index = f"-{self.index}" if self.drawings.made.pages[shown].page.template == SEARCH else ""
        return self.drawings.page(shown).version + index


class Board:
    """The present state, changed by one thread and another, and watched by each open page."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._state = State()
        self._number = 0
        self.is_closed = False
        """Whether the preview ends."""

    @property
    def state(self) -> State:
        """What is shown now."""
        return self._state

    def post(self, **changes: object) -> State:
        """The state with these fields changed; everyone who waits is told."""
        with self._changed:
            self._state = replace(self._state, **changes)  # type: ignore[arg-type]
            self._number += 1
            self._changed.notify_all()
            return self._state

    def close(self) -> None:
        """Nobody waits any longer."""
        with self._changed:
            self.is_closed = True
            self._changed.notify_all()

    def after(self, number: int, seconds: float) -> tuple[int, State]:
        """The state with its number, as soon as that is another, or else after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.is_closed or self._number != number, seconds)
            return self._number, self._state

    def first(self, seconds: float) -> State:
        """The state once the content has been read, or else after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.is_closed or self._state.refreshed > 0, seconds)
            return self._state
