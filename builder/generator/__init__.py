"""content/programs/*.md to a static site: load, derive, draw, index, publish."""

import datetime as dt
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from builder.generator import publish, record, search
from builder.generator.history import NONE, History
from builder.generator.history import read as read_history
from builder.generator.making import Built, Making, draw
from builder.generator.prepared import Prepared, prepare

__all__ = ["Built", "History", "Prepared", "build", "draw", "prepare", "read_history"]


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
        made = prepare(content, templates, today, history=history)
    with publish.replacing(site) as fresh, Making(made, fresh, record.read(cache, site), workers, begins) as making:
        built = making.draw(packed=True)
        if built.programs and searched:
            begins("index for the search")
            search.index([search.searched(each) for each in made.editions], fresh, site)
        begins("pack the site")
        making.pack(today)
        begins("take the old site's place")
    if cache:
        record.write(cache, site, making.files)
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
