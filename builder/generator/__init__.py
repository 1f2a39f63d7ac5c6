"""content/programs/*.md to a static site: load, derive, draw, index, publish."""

import ctypes
import datetime as dt
import gc
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path

from builder.generator import cluster, publish, record, remembered, search
from builder.generator import history as past
from builder.generator.history import NONE, History
from builder.generator.making import Built, Making, draw
from builder.generator.prepared import Prepared, prepare
from builder.workers import ALONE, Team, beside

__all__ = ["Built", "History", "Prepared", "Team", "build", "draw", "prepare", "read_history", "team"]


SPARES = "before"
"""The folder of the site before, among what may be deleted."""


def read_history(content: Path, cache: Path | None = None) -> History:
    """The history of programs and pages, as `history.read` tells it."""
    with _uncollected():
        return past.read(content, cache)


def build(
    content: Path,
    templates: Path,
    site: Path,
    today: dt.date,
    *,
    history: History = NONE,
    searched: bool = True,
    team: Team = ALONE,
    cache: Path | None = None,
    begins: Callable[[str], None] = lambda _: None,
) -> Built:
    """Builds `content` into `site`, which is replaced as a whole. `history` is what `read_history(content)` gave.

    Without `searched`, there is no search index. What has not changed since the last build that had the same `cache`, a
    folder, is taken over from it. `team` is who makes the site; those who are elsewhere must have all these folders at
    the same paths. `begins` is told each stage as it begins.
    Raises ProblemsError with all that editors must mend; the site then stays as it was.
    """
    begins("read and derive")
    _give_back()
    with _uncollected():
        made, keep = _prepared(content, templates, today, history, cache, team.number)
        before = record.read(cache, site)
    again = None
    with ExitStack() as until:
        until.enter_context(_set_aside())
        if team.executor:
            # they begin from what this process has found
            keep()
            again = partial(
                _prepared_again, content.resolve(), templates.resolve(), today, history, cache and cache.resolve()
            )
        else:
            until.enter_context(beside(keep))
        # what only the next build needs makes room
        del keep
        spare = publish.Spare(cache / SPARES, before.spare_name) if cache else None
        fresh = until.enter_context(publish.replacing(site, spare))
        making = until.enter_context(Making(made, fresh, before, team, again, begins))
        indexing = None
        if searched and made.programs:
            indexing = search.Indexing([search.searched(each) for each in made.editions], fresh, site)
        built = making.draw(packed=True, programs_drawn=partial(until.enter_context, indexing) if indexing else None)
        if indexing:
            begins("index for the search")
            indexing.finish()
        begins("pack the site")
        making.pack()
        if spare and built.drawn < built.pages / 2:
            spare.next_name = f"{time.time_ns():x}"
        begins("take the old site's place")
    if cache and spare:
        begins("keep what was made for the next build")
        record.write(cache, site, making.files, before, spare.next_name)
    begins("")
    return built


def team(number: int | None = None, address: str | None = None) -> AbstractContextManager[Team]:
    """So many copies of this process, or the workers of the Dask cluster at an address.

    Raises ProblemsError where that is of no help.
    """
    return cluster.team(address, number) if address else nullcontext(Team(number))


def _prepared(
    content: Path,
    templates: Path,
    today: dt.date,
    history: History,
    cache: Path | None,
    workers: int | None = None,
) -> tuple[Prepared, Callable[[], None]]:
    """All that drawing takes, with what keeps it for the next time."""
    memory, outlines = remembered.read(cache, content)
    made = prepare(content, templates, today, history=history, memory=memory, outlines=outlines, workers=workers)
    return made, partial(remembered.write, cache, memory, outlines)


def _prepared_again(content: Path, templates: Path, today: dt.date, history: History, cache: Path | None) -> Prepared:
    with _uncollected():
        return _prepared(content, templates, today, history, cache)[0]


_MMAP_THRESHOLD, _LARGE = -3, 1 << 20


def _give_back() -> None:
    """Asks the C library for memory of its own for whatever is large, so that the system has it back at once.

    Else what processes hand over in one piece would leave holes as large among what stays.
    """
    with suppress(AttributeError, OSError):  # others have no such knob
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)


@contextmanager
def _uncollected() -> Iterator[None]:
    """What is made here lives to the end of the build: to look through it for garbage again and again is in vain."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def _set_aside() -> Iterator[None]:
    """The same of all that is there already, for whatever is done inside."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
