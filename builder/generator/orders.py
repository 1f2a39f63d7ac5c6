"""What whoever makes a share of a site is told: which site it is, and how to come by all that drawing it takes."""

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from builder.checksum import checksum
from builder.content import Page
from builder.generator.catalogue import Catalogue
from builder.generator.prepared import Prepared
from builder.generator.record import OTHERS
from builder.kept import maker
from builder.problems import Problem, ProblemsError

_known: dict[str, Prepared] = {}
"""By the keys of their orders, those that are at hand in this process and in its copies."""

_preparing = threading.Lock()


@dataclass(frozen=True, slots=True)
class Order:
    """A site that is to be made; it can be pickled if `again` can."""

    key: str
    """Tells it from every other."""
    again: Callable[[], Prepared] | None = None
    """Prepares it once more, where it is not at hand."""
    stamp: str = ""
    """A checksum of what must then come out."""

    def prepared(self) -> Prepared:
        """All that drawing it takes.

        Raises ProblemsError where that is no longer what it was, or another version of the code is at work.
        """
        with _preparing:
            if self.key not in _known and self.again:
                _known.clear()  # of another site, this process makes nothing any more
                _known[self.key] = self.again()
                if stamp(_known[self.key]) != self.stamp:
                    raise ProblemsError([Problem("site", 0, 0, "", _ANOTHER)])
            return _known[self.key]


_ANOTHER = (
    "the site is not the same for all who make it: the content was changed meanwhile, or not all of them "
    "have this version of the program; see to that, and build again"
)


@contextmanager
def ordered(made: Prepared, again: Callable[[], Prepared] | None = None) -> Iterator[Order]:
    """The order of a site, while it is made; only who can prepare it `again` can work on it in another place."""
    key = secrets.token_hex(8)
    _known[key] = made
    try:
        yield Order(key, again, stamp(made) if again else "")
    finally:
        _known.pop(key, None)


def stamp(made: Prepared) -> str:
    """A checksum of all that a site is made from, and of the code that makes it."""
    told: list[Catalogue] = [each.drawing.globals["catalogue"] for each in made.editions]  # type: ignore[misc]
    everywhere = [(each.everywhere, each.drawing.globals["sources"]) for each in made.editions]
    entries = [entry.checksums for each in told for entry in each.entries]
    own = [(page.title, page.text) for each in made.editions for page in _own(made, each.language)]
    return checksum(maker(OTHERS), everywhere, entries, own, *made.pages)


def _own(made: Prepared, language: str) -> Iterator[Page]:
    return (page.said_in(language) for page in made.content.pages)
