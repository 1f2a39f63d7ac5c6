"""The files that readers can take home, each made when it is first asked for, with its size and checksum."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from builder.generator.catalogue import Kind
from builder.generator.data.long import Long
from builder.generator.links import FOR_ALL

ARCHIVE = f"{FOR_ALL}catalogue.zip"
"""The whole site as one file."""

CHECKSUMS = f"{FOR_ALL}checksums.txt"
"""The checksums of all files but that one."""

Form = Literal["csv", "json", "atom", "xlsx", "iati", "left-out", "sheets", "schema"]
"""What a file is: the four forms of a list, and the files of which there is one."""

LISTS: tuple[Form, ...] = ("csv", "json", "atom")
"""The forms that every list has."""

Of = tuple[Kind, str] | None
"""The list that a file holds: a facet's entry, or the whole catalogue."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What a file is told apart by."""

    size: int
    """Bytes."""
    sha256: str
    """The checksum, in hexadecimal letters."""

    @property
    def told(self) -> tuple[float, str]:
        """How large pages say that it is: a number, and `bytes`, `KB` or `MB`."""
        if self.size < 1000:
            return self.size, "bytes"
        if self.size < 999_500:
            return round(self.size / 1000), "KB"
        return round(self.size / 1_000_000, 1), "MB"


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take home."""

    form: Form
    """What it is."""
    of: Of
    """Which list it holds."""
    address: str
    """Where it stands in its language."""
    make: Callable[[], bytes | Long]
    """Gives what it holds."""
    holds: Callable[[], object] = tuple
    """Gives checksums of what it is made from: while they are the same, so is the file."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The files of one language, and those that are the same in every language."""

    downloads: Mapping[tuple[Form, Of], Download]
    """All of them."""
    folder: str
    """Where the language's own stand in the whole site, such as `es/`."""
    weights: dict[str, Weight]
    """Those that are known already, by place in the whole site; all languages share this."""

    def of(self, kind: Kind, slug: str) -> tuple[Download, ...]:
        """The files of a facet entry's list."""
        return tuple(self.downloads[form, (kind, slug)] for form in LISTS)

    def one(self, form: Form) -> Download | None:
        """The file of the whole catalogue in this form."""
        return self.downloads.get((form, None))

    @property
    def whole(self) -> tuple[Download, ...]:
        """The files of the whole catalogue."""
        return tuple(each for (_, of), each in self.downloads.items() if of is None)

    @property
    def archive(self) -> Weight | None:
        """The site as one file, once it is packed."""
        known = self.weights.get(ARCHIVE)
        # in whole megabytes: nobody needs it nearer
        return known and Weight(-(-known.size // 1_000_000) * 1_000_000, known.sha256)

    def weight(self, download: Download) -> Weight:
        """How large a file is, and its checksum; it is made for that where nobody has made it yet."""
        place = self.place(download)
        if place not in self.weights:
            held = bytes(download.make())
            self.weights[place] = Weight(len(held), hashlib.sha256(held).hexdigest())
        return self.weights[place]

    def place(self, download: Download) -> str:
        """Where a file stands in the whole site."""
        is_shared = download.address.startswith(FOR_ALL)
        return download.address if is_shared else f"/{self.folder}{download.address[1:]}"


def checksums(shelves: Iterable[Shelf]) -> bytes:
    """A line for each file, as `sha256sum --check` reads them at the top of the site."""
    found = {shelf.place(each)[1:]: shelf.weight(each).sha256 for shelf in shelves for each in shelf.downloads.values()}
    return "".join(f"{sha256}  {place}\n" for place, sha256 in sorted(found.items())).encode()
