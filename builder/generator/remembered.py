"""What a build keeps of the programs for the next one: what their files held, and what lists tell of them."""

from pathlib import Path

from builder import content as editors
from builder.content import Memory
from builder.generator.outlines import Outlines
from builder.generator.record import OTHERS
from builder.kept import keep, kept

NAME = "programs.json"
"""Its file, among what may be deleted."""


def read(cache: Path | None, content: Path) -> tuple[Memory, Outlines]:
    """What the last build kept of the programs in `content`; nothing where that is damaged."""
    told = kept(cache, NAME, OTHERS)
    if told:
        memory = editors.remembered(told["slugs"], told["programs"], content / "programs")
        return memory, Outlines(told["outlines"], results_before=told["results"])
    return Memory(), Outlines()


def write(cache: Path | None, memory: Memory, outlines: Outlines) -> None:
    """Keeps it for the next build."""
    if cache is None:
        return
    told = {
        "slugs": memory.slugs,
        "programs": editors.rows(memory),
        "outlines": outlines.now,
        "results": outlines.results,
    }
    keep(cache, NAME, OTHERS, told)
