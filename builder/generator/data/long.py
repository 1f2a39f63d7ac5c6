"""Files that have a part for each program, made in pieces: where one program has changed, one piece is made anew.

A piece is some dozens of programs. Where one ends follows from the programs in it alone: the same list has the same
pieces, whatever it was before.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from builder.checksum import checksum
from builder.generator.catalogue import Entry

Told = tuple[Entry, tuple[str, ...]]
"""A program with the ids of those of its activities that a list tells."""

MANY = 512
"""Programs from which on a file has more than one piece."""

ENDS = "0"
"""A piece ends with a program whose checksum ends so: one of 16."""


class Part(NamedTuple):
    """What a file holds of one program, or of a piece's programs."""

    own: str
    """A checksum of what it is made from, beside what all of the file is made from, in hexadecimal letters."""
    make: Callable[[], bytes]
    """Gives it."""


@dataclass(frozen=True, slots=True)
class Long:
    """What such a file holds."""

    head: bytes
    """What stands before the programs."""
    parts: Sequence[Part]
    """One for each program."""
    between: bytes
    """What stands between two of them."""
    tail: bytes
    """What stands after them."""

    def __bytes__(self) -> bytes:
        return b"".join(piece.make() for piece in self.pieces())

    @property
    def is_long(self) -> bool:
        """Whether it is worth more than one piece."""
        return len(self.parts) >= MANY

    def pieces(self) -> Iterator[Part]:
        """All of it in pieces, in their order."""
        yield Part(checksum(self.head), self.head.__bytes__)
        begin = 0
        for end, part in enumerate(self.parts, 1):
            if end == len(self.parts) or (part.own.endswith(ENDS) and self.is_long):
                run = self.parts[begin:end]
                yield Part(
                    checksum(begin > 0, "".join(each.own for each in run)), partial(self._joined, run, begin > 0)
                )
                begin = end
        yield Part(checksum(self.tail), self.tail.__bytes__)

    def _joined(self, run: Sequence[Part], follows: bool) -> bytes:
        return (self.between if follows else b"") + self.between.join([each.make() for each in run])


def own(entry: Entry, ids: Sequence[str], *, texts: bool) -> str:
    """A checksum of what a list tells of a program: of its facts, or of its texts as well."""
    known = entry.checksums.texts if texts else entry.checksums.facts
    return known if len(ids) == len(entry.ties) else checksum(known, ids)
