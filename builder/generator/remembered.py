"""What a build keeps of the programs for the next one: what their files held, and what lists tell of them."""

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from builder import content as editors
from builder.content import Memory
from builder.generator.outlines import Outlines
from builder.generator.record import OTHERS
from builder.kept import keep, kept

NAME = "programs.json"
"""Its file, among what may be deleted."""


AT_ONCE = 500
"""Programs that are read and written in one piece."""


def read(cache: Path | None, content: Path) -> tuple[Memory, Outlines]:
    """What the last build kept of the programs in `content`; nothing where that is damaged."""
    memory, outlines = Memory(), Outlines()
    for part in kept(cache, NAME, OTHERS):
        if "programs" in part:
            editors.remember(memory, part["programs"], content / "programs")
            for context, rows in part["outlines"].items():
                outlines.before.setdefault(context, {}).update(rows)
        else:
            memory.slugs = {kind: tuple(slugs) for kind, slugs in part["slugs"].items()}
            outlines.results_before = part["results"]
    return memory, outlines


def write(cache: Path | None, memory: Memory, outlines: Outlines) -> None:
    """Keeps it for the next build."""
    if cache:
        keep(cache, NAME, OTHERS, _parts(memory, outlines))


def _parts(memory: Memory, outlines: Outlines) -> Iterator[Mapping[str, object]]:
    yield {"slugs": memory.slugs, "results": outlines.results}
    rows = editors.rows(memory)
    while some := dict(islice(rows, AT_ONCE)):
        told = {context: {slug: now[slug] for slug in some if slug in now} for context, now in outlines.now.items()}
        yield {"programs": some, "outlines": told}
