"""The files of a site, each made, or taken over from the last build."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from builder import workers
from builder.checksum import checksum
from builder.generator import downloads, hashed, pages, write
from builder.generator.beginning import Beginning
from builder.generator.data import archive
from builder.generator.data.archive import LAST, Archive, Packed, SpoolFile
from builder.generator.data.shelf import ARCHIVE, CHECKSUMS, Weight, checksums
from builder.generator.links import ASSETS, INDEX, file_of
from builder.generator.orders import ordered
from builder.generator.pages import PROGRAM
from builder.generator.prepared import Prepared
from builder.generator.record import Made, Record, digest
from builder.generator.render import Placed, read_ahead
from builder.problems import Problem
from builder.workers import ALONE, Team


@dataclass(frozen=True, slots=True)
class Built:
    """What a build has done."""

    pages: int
    """How many pages the site has."""
    drawn: int
    """How many of them were drawn; the others are those of the last build."""
    programs: int
    """How many of them are programs."""
    url: str
    """Where the site is to be published."""
    warnings: tuple[Problem, ...]
    """What editors should look at."""


class Making:
    """A site in the making, below a folder of its own, from `with` to its end."""

    def __init__(
        self,
        made: Prepared,
        folder: Path,
        before: Record | None = None,
        team: Team = ALONE,
        again: Callable[[], Prepared] | None = None,
        begins: Callable[[str], None] = lambda _: None,
    ) -> None:
        """`before` is what stands there now, `team` who makes it, `again` how those who are elsewhere come by `made`.

        `begins` is told each stage.
        """
        self.files: dict[str, Made] = {}
        """By their places in the site, all that were made or taken over."""
        self._made, self._folder, self._begins = made, folder, begins
        self._before = before or Record(folder, {})
        self._beginning = Beginning(folder, self._before)
        self._team = team
        self._open = ExitStack()
        self._order = self._open.enter_context(ordered(made, again))
        self._spools: list[SpoolFile] = []
        self._packed: dict[str, Packed] = {}
        self._templates: Callable[[], None] = lambda: None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def draw(self, *, packed: bool = False, programs_drawn: Callable[[], object] | None = None) -> Built:
        """Every page and every file that pages need, but for the search index; `packed`, as well for the archive.

        `programs_drawn` is called as soon as the programs' pages stand; the others are then still to be drawn.
        """
        made = self._made
        if packed:
            spooled = Path(self._open.enter_context(TemporaryDirectory(dir=self._folder)))
            number = self._team.worthwhile(len(made.pages))
            self._spools = [SpoolFile(each, spooled / str(each)) for each in range(LAST + 1, LAST + 1 + number)]
            # threads of an executor would take from each other what is handed over
            if not self._team.executor:
                always = [each.page.template for each in made.pages.values() if each.page.shows is None]
                self._templates = self._open.enter_context(read_ahead(made.editions[0], (*always, PROGRAM)))
        self._begins("draw pictures")
        for name, held in made.assets.items():
            self._file(ASSETS + name, checksum(held), held.__bytes__)
        for address, each in made.pictures.items():
            self._file(address, each.version, each.draw)
        for picture in made.content.pictures:
            self._file(picture.address, digest(picture.path), picture.path.read_bytes)
        self._begins("make the files to take home, and look what is to be drawn")
        with self._downloads() as finish:
            waiting = self._changed(page for page in made.pages.values() if not page.page.weighs)
            finish()
        waiting += self._changed(page for page in made.pages.values() if page.page.weighs)
        self._begins("draw pages")
        if self._team.worthwhile(len(waiting)) > 1:
            self._templates()
        others = waiting
        if programs_drawn:
            self._write([page for page in waiting if page.page.template == PROGRAM])
            programs_drawn()
            others = [page for page in waiting if page.page.template != PROGRAM]
        self._write(others)
        drawn = sum(not page.page.is_for_machines for page in waiting)
        warnings = tuple(sorted({*made.warnings, *self._dead()}))
        shown = sum(not each.page.is_for_machines for each in made.pages.values())
        return Built(shown, drawn, made.programs, made.base, warnings)

    def _file(self, address: str, made_from: str, make: Callable[[], bytes]) -> Made:
        place = file_of(address)
        taken = self._beginning.take_over(place, made_from)
        self.files[place] = taken or write.put(self._folder / place, make(), made_from)
        return self.files[place]

    @contextmanager
    def _downloads(self) -> Iterator[Callable[[], None]]:
        """The files to take home; what it gives waits until all are made."""
        tasks: dict[str, downloads.Task] = {}
        addresses: dict[str, str] = {}
        for language, (edition, shelf) in enumerate(zip(self._made.editions, self._made.shelves, strict=True)):
            common = edition.downloads
            for each in shelf.downloads.values():
                address = shelf.place(each)
                if address not in addresses:
                    place = addresses[address] = file_of(address)
                    made_from = checksum(common, each.form, each.of, each.holds())
                    if taken := self._beginning.take_over(place, made_from):
                        self.files[place] = taken
                    else:
                        tasks[place] = downloads.Task(place, language, each.form, each.of, made_from, common)
        # more processes are worth their start where next to everything is made anew
        most = 2 * len(tasks) > len(addresses)
        number = self._team.worthwhile(len(self._made.pages)) if most else 1
        old = downloads.NONE if self._team.executor else downloads.Old(self._before, self._last)

        def make() -> list[write.Written]:
            every = [*tasks.values()]
            return [*downloads.write_all(self._team, self._order, every, self._folder, old, number, self._spools)]

        def finish() -> None:
            self._keep(made())
            for address, place in addresses.items():
                file = self.files[place]
                self._made.shelves[0].weights[address] = Weight(file.size, file.sha256)
            held = checksums(self._made.shelves)
            self._file(CHECKSUMS, checksum(held), held.__bytes__)

        with nullcontext(make) if most else workers.begun(make) as made:
            yield finish

    @cached_property
    def _last(self) -> Archive | None:
        """The site that stands there now, as one file."""
        found = self._before.open(file_of(ARCHIVE), self._open)
        return archive.read(found) if found else None

    def _keep(self, written: Iterable[write.Written]) -> None:
        for place, made, packed in written:
            self.files[place] = made
            if packed:
                self._packed[place] = packed

    def _changed(self, pages: Iterable[Placed]) -> list[Placed]:
        """Those that are to be drawn; the others are taken over."""
        waiting = []
        for page in pages:
            place = file_of(page.address)
            taken = self._before.files and self._beginning.take_over(place, page.made_from)
            if taken:
                self.files[place] = taken
            else:
                waiting.append(page)
        return waiting

    def _write(self, waiting: list[Placed]) -> None:
        addresses = [page.address for page in waiting]
        self._keep(write.write(self._team, self._order, addresses, self._folder, self._spools))

    def _dead(self) -> Iterator[Problem]:
        """The links that drawing left out, but for those that loading has told."""
        told = {(problem.path, problem.line, problem.column) for problem in self._made.warnings}
        for page in self._made.pages.values():
            source = page.page.source
            for target in self.files[file_of(page.address)].dead:
                places = [(link.path, link.line, link.column) for link in self._made.content.written(source, target)]
                for place in places or [(source, 0, 0)]:
                    if place not in told:
                        message = f"the link to '{target}' leads to no page of this site"
                        yield Problem(*place, "", f"{message}; its words are shown without it", "warning")

    def pack(self) -> None:
        """The whole site as one file, and then the page that tells its size."""
        self._beginning.end()
        for place in _files(self._folder, INDEX.strip("/")):
            path = self._folder / place
            found = path.stat()
            self.files[place] = Made("", digest(path), found.st_size, found.st_mtime_ns)
        entries = dict(self._entries([place for place in self.files if archive.is_in(place)]))
        address, place = ARCHIVE, file_of(ARCHIVE)
        path = self._folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        with hashed.written(path) as (file, summed), ExitStack() as until:
            spools = [until.enter_context(each.opened(reading=True)) for each in self._spools if each.path.exists()]
            archive.write(entries, file, spools, self._last)
        found = path.stat()
        self.files[place] = Made("", summed.sha256, found.st_size, found.st_mtime_ns)
        weight = self._made.shelves[0].weights[address] = Weight(found.st_size, summed.sha256)
        held = f"{weight.sha256}  {path.name}\n".encode()
        self._file(f"{address}.sha256", checksum(held), held.__bytes__)
        self._spools = []
        self._write([each for each in self._made.pages.values() if each.page.address == pages.DATA_PAGE])

    def _entries(self, places: list[str]) -> Iterator[tuple[str, Packed]]:
        """Every file as the archive is to have it: as it was just packed, as the last one has it, or packed now."""
        last = self._last.entries if self._last else {}
        waiting = []
        for place in places:
            before = self._before.files.get(place)
            if place in self._packed:
                yield place, self._packed[place]
            elif place in last and before and before.sha256 == self.files[place].sha256:
                yield place, last[place]
            else:
                waiting.append(place)
        # the largest first, so that no process is left with one at the end
        waiting.sort(key=lambda place: (-self.files[place].size, place))

        number = min(len(self._spools), self._team.worthwhile(len(waiting)))
        for done in self._team.share_out(waiting, partial(_pack, self._folder, self._spools), number):
            yield from done


def _pack(folder: Path, spools: Sequence[SpoolFile], share: int, places: Sequence[str]) -> list[tuple[str, Packed]]:
    with spools[share].opened() as spool:
        return [(place, archive.pack(place, (folder / place).read_bytes(), spool)) for place in places]


def draw(made: Prepared, folder: Path) -> Built:
    """Every page and every file that pages need, but for the search index, below a folder."""
    with Making(made, folder) as making:
        return making.draw()


def _files(site: Path, folder: str) -> Iterator[str]:
    """The places of all files in a folder of the site."""
    for where, _, names in os.walk(site / folder):
        yield from (Path(where, name).relative_to(site).as_posix() for name in names)
