"""A booklet as received, and a sheet as read."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from builder.importer.layout.prose import same
from builder.importer.pdf.leaf import Leaf
from builder.program import SECTIONS, Section


@dataclass(frozen=True, slots=True)
class Booklet:
    """One source file."""

    ref: str
    """Its path under sheets/, such as `belize/program-sheets.txt`."""
    country: str | None
    """The member state whose booklet it is; None where nobody knows."""
    text: str
    """What it holds; empty for a PDF."""
    leaves: tuple[Leaf, ...] = ()
    """The pages of a PDF."""

    @property
    def words(self) -> str:
        """All its words."""
        words = (word.text for leaf in self.leaves for word in leaf.words)
        return self.text or "".join(f"{word}\n" if word.endswith("-") else f"{word} " for word in words)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one sheet says."""

    ref: str
    """Booklet and position: `belize/program-sheets.txt#4`."""
    content: str
    """The hash of the sheet's own words: by it the sheet is known again, whatever its file is called."""
    language: str
    """Of its texts."""
    texts: Mapping[Section, tuple[str, ...]]
    """The paragraphs of each section, as plain text."""
    title: str | None = None
    """The program's name, where a sentence says it."""
    pillar: str | None = None
    """Slug, from the form."""
    unit: str | None = None
    """Slug."""
    countries: tuple[str, ...] = ()
    """Slugs."""
    name: str | None = None
    """Name of Activity."""
    beneficiaries: str | None = None
    """Target Beneficiaries."""
    donors: tuple[str, ...] = ()
    """Slugs."""
    donor_names: Mapping[str, str] = field(default_factory=dict)
    """How the sheet calls each donor."""
    link: str | None = None
    """An address."""
    start: dt.date | None = None
    """First day."""
    end: dt.date | None = None
    """Last day."""
    ongoing: bool = False
    """The form says so."""
    evidence: Mapping[str, str] = field(default_factory=dict)
    """By fact, the sentence from which it was inferred."""
    review: tuple[str, ...] = ()
    """Questions to an editor."""
    printed: Mapping[str, str] = field(default_factory=dict)
    """Of the fields that give slugs, pillar and donors: their words on the form."""
    source: tuple[str, ...] = field(default=(), compare=False)
    """Its lines as received."""
    placed: bool = field(default=False, compare=False)
    """Those lines are pieces of pages, and those next to each other may stand apart."""
    furniture: tuple[str, ...] = field(default=(), compare=False)
    """What its pages print without saying anything: running headers and footers, choices that nobody ticked."""
    rejected: str | None = None
    """Why it holds no sheet, if it does not."""
    empty: bool = field(default=False, compare=False)
    """Its page can be read and is none of the booklet's sheets: a cover, a list of contents."""

    @property
    def has_text(self) -> bool:
        """Some section has a text."""
        return any(self.texts.values())

    @property
    def facts(self) -> dict[str, object]:
        """What the form or the prose states beside the texts and the country."""
        return {
            "pillar": self.pillar,
            "name": self.name,
            "beneficiaries": self.beneficiaries,
            "donors": self.donors,
            "link": self.link,
            "start": self.start,
            "end": self.end,
            "ongoing": self.ongoing,
        }

    @property
    def words(self) -> str:
        """All texts by letters and digits alone, to tell a second copy."""
        return "|".join(same("".join(self.texts.get(section, ()))) for section in SECTIONS)


def content_hash(lines: list[str]) -> str:
    """The hash of a sheet's printed lines, blanks and line breaks aside."""
    return hashlib.sha256(same("".join(lines)).encode()).hexdigest()[:32]
