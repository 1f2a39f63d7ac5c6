"""A printed page, as far as its places tell: words, form fields, links and drawn lines, each with its box."""

from dataclasses import dataclass
from typing import Literal

UNREADABLE = "\ufffd"
"""A letter that is printed, but of which the file does not say which it is."""


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle on a page as a reader sees it, in points from the page's upper left corner."""

    top: float
    """Upper edge."""
    left: float
    """Left edge."""
    bottom: float
    """Lower edge, below `top`."""
    right: float
    """Right edge."""

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True, order=True)
class Word:
    """A printed word."""

    box: Box
    """As high as its line of type, whatever letters it has: all words of a line in one font have the same edges."""
    text: str
    """Without blanks."""


@dataclass(frozen=True, slots=True, order=True)
class Widget:
    """A form field, as it stands on the page."""

    box: Box
    """Where it stands."""
    kind: Literal["text", "check"]
    """Something to write in or choose from; something to tick."""
    value: str
    """What it holds, lines parted by line ends; empty where nothing was filled in. Of a tick: `on` or nothing."""
    name: str
    """What the form's maker called it, in full; says nothing for sure."""
    hint: str = ""
    """What a reader is shown who points at it, or has it read aloud."""


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A link."""

    box: Box
    """Where a reader clicks."""
    address: str
    """Where it leads."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a PDF."""

    number: int
    """1-based, in the file."""
    width: float
    """In points."""
    height: float
    """In points."""
    words: tuple[Word, ...] = ()
    """From top to bottom, then from left to right, whatever the order in which they were drawn."""
    widgets: tuple[Widget, ...] = ()
    """In the same order."""
    links: tuple[Link, ...] = ()
    """In the same order."""
    drawn: tuple[Box, ...] = ()
    """Lines (no wider or no higher than two points) and frames, in the same order."""
    picture: bool = False
    """It holds pictures; without words and fields it is a scan."""
