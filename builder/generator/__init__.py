"""content/programs/*.md to a static site: load, derive, draw, index, publish."""

import datetime as dt
import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from builder.generator import history as past
from builder.generator import publish, record, remembered, search
from builder.generator.history import NONE, History
from builder.generator.making import Built, Making, draw
from builder.generator.prepared import Prepared, prepare
from builder.generator.workers import beside

__all__ = ["Built", "History", "Prepared", "build", "draw", "prepare", "read_history"]


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
    workers: int | None = None,
    cache: Path | None = None,
    begins: Callable[[str], None] = lambda _: None,
) -> Built:
    """Builds `content` into `site`, which is replaced as a whole. `history` is what `read_history(content)` gave.

    Without `searched`, there is no search index. `workers` is how many processes draw pages, as many as are worth it
    where nobody says. What has not changed since the last build that had the same `cache`, a folder, is taken over from
    it. `begins` is told each stage as it begins.
    Raises ProblemsError with all that editors must mend; the site then stays as it was.
    """
    begins("read and derive")
    with _uncollected():
        memory, outlines = remembered.read(cache, content)
        made = prepare(content, templates, today, history=history, memory=memory, outlines=outlines)
    before = record.read(cache, site)
    spare = publish.Spare(cache / SPARES, before.spare_name) if cache else None
    with (
        _set_aside(),
        beside(partial(remembered.write, cache, memory, outlines)),
        publish.replacing(site, spare) as fresh,
        Making(made, fresh, before, workers, begins) as making,
    ):
        built = making.draw(packed=True)
        if built.programs and searched:
            begins("index for the search")
            search.index([search.searched(each) for each in made.editions], fresh, site)
        begins("pack the site")
        making.pack(today)
        if spare and built.drawn < built.pages / 2:
            spare.next_name = f"{time.time_ns():x}"
        begins("take the old site's place")
    if cache and spare:
        begins("keep what was made for the next build")
        record.write(cache, site, making.files, before, spare.next_name)
    begins("")
    return built


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
