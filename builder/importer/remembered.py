"""What came of each booklet: read anew are those that have changed, or of which others now tell something else."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter

from builder import kept
from builder.checksum import checksum
from builder.importer.language.names import Names
from builder.importer.layout.order import Opinion
from builder.importer.layout.prose import Vocabulary
from builder.importer.layout.sections import Votes
from builder.importer.sheet import Booklet, Sheet

NAME = "sheets.json"
"""Its file, among what may be deleted."""
OTHERS = ("generator", "preview", "checking", "editing")
"""Parts of the code that no import uses."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The sheets of a booklet, and what they rest on beside it, the form's words and the facet files but for donors."""

    asked: tuple[tuple[tuple[str, ...], bool], ...]
    """What the words of all booklets were asked, and what they answered."""
    donors: Mapping[str, str | None]
    """Which donors were looked for among those known, and which were found."""
    opinions: tuple[Opinion, ...]
    """By page: what it tells others."""
    votes: tuple[Votes, ...]
    """By page: what others told it."""
    sheets: tuple[Sheet, ...]
    """What came of it."""


@dataclass(slots=True)
class Memory:
    """Readings by the checksums of their booklets."""

    before: Mapping[str, Reading] = field(default_factory=dict)
    """Those that were known."""
    now: dict[str, Reading] = field(default_factory=dict)
    """Those of this time."""

    def recall(self, booklet: Booklet, vocabulary: Vocabulary, known: Names) -> Reading | None:
        """What came of the booklet, unless the words of all booklets or the known donors now answer otherwise."""
        then = self.before.get(_key(booklet))
        if (
            then
            and vocabulary.answers(then.asked)
            and all(known.donor(name) == slug for name, slug in then.donors.items())
        ):
            return replace(then, sheets=tuple(_renamed(then.sheets, booklet.ref)))
        return None

    def learn(self, booklet: Booklet, reading: Reading) -> None:
        """Notes what came of the booklet."""
        self.now[_key(booklet)] = reading


def _key(booklet: Booklet) -> str:
    return checksum(booklet.country, booklet.text, booklet.leaves)


def _renamed(sheets: tuple[Sheet, ...], ref: str) -> Iterator[Sheet]:
    """The same sheets, in a booklet that may have been renamed."""
    return (replace(sheet, ref=f"{ref}#{sheet.ref.rpartition('#')[2]}") for sheet in sheets)


_ROWS = TypeAdapter(dict[str, Reading])


@contextmanager
def remembered(cache: Path | None, names: str) -> Iterator[Memory]:
    """What the last import kept; nothing where that is damaged, or rests on other names or other code.

    What is learnt inside is kept for the next one.
    """
    told = next(kept.kept(cache, NAME, OTHERS), None)
    memory = Memory(_ROWS.validate_python(told["booklets"]) if told and told["names"] == names else {})
    yield memory
    if cache and memory.now != memory.before:
        with suppress(ValueError):  # a PDF may hold half a letter, which no file can; then nothing is kept
            rows = _ROWS.dump_python(memory.now, mode="json")
            kept.keep(cache, NAME, OTHERS, [{"names": names, "booklets": rows}])
