"""Importing again with what the last import kept gives what an import from nothing gives. CATALOGUE_SERIES says how many series of edits are tried."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from builder.importer import import_booklets
from builder.importer.language.names import Names
from builder.importer.layout.prose import Vocabulary
from builder.importer.programs.write import Imported
from builder.importer.remembered import NAME
from builder.importer.sheet import Booklet
from tests.bench.booklets import FACETS, booklets

SERIES = int(os.environ.get("CATALOGUE_SERIES", "2"))
STEPS = 6
SHEETS = "sheets"
ROOT = Path(__file__).parents[2]


class Desk:
    """Where booklets are imported again and again, with a memory and, beside it, from nothing."""

    def __init__(self, folder: Path) -> None:
        self.content, self.cache = folder / "content", folder / "cache"
        self.fresh = folder / "fresh"
        self.content.mkdir(parents=True)
        for name in ("countries", "donors", "pillars", "units"):
            shutil.copy(FACETS / f"{name}.yml", self.content)
        for path, text in booklets(6):
            self.write(path, text)

    def write(self, path: str, text: str) -> None:
        file = self.content / SHEETS / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def again(self) -> Imported:
        """An import with what the last one kept, which must be what one from nothing is."""
        shutil.copytree(self.content, self.fresh)
        whole = import_booklets(self.fresh, [self.fresh / SHEETS])
        done = import_booklets(self.content, [self.content / SHEETS], cache=self.cache)
        assert [sheet.source for sheet in done.sheets] == [sheet.source for sheet in whole.sheets]
        assert done.sheets == whole.sheets
        assert done.entries == whole.entries
        assert _files(self.content) == _files(self.fresh)
        shutil.rmtree(self.fresh)
        return done


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _texts(desk: Desk) -> list[Path]:
    return sorted((desk.content / SHEETS).rglob("*.txt"))


def _edit(desk: Desk, change: Callable[[list[str]], None], chance: random.Random) -> None:
    file = chance.choice(_texts(desk))
    lines = file.read_text("utf-8").splitlines(keepends=True)
    change(lines)
    file.write_text("".join(lines), "utf-8")


def _lose(chance: random.Random, lines: list[str]) -> None:
    at = chance.randrange(len(lines))
    del lines[at : at + chance.choice((1, 1, 5, 40))]


def _swap(chance: random.Random, lines: list[str]) -> None:
    one, other = (chance.randrange(len(lines)) for _ in "12")
    lines[one], lines[other] = lines[other], lines[one]


def _misprint(chance: random.Random, lines: list[str]) -> None:
    at = chance.randrange(len(lines))
    words = lines[at].split(" ")
    chance.shuffle(words)
    lines[at] = " ".join(words)


def _rename(desk: Desk, chance: random.Random) -> None:
    file = chance.choice(_texts(desk))
    file.rename(file.with_name(f"other-{chance.randrange(1000)}.txt"))


def _move(desk: Desk, chance: random.Random) -> None:
    file = chance.choice(_texts(desk))
    folder = desk.content / SHEETS / chance.choice(("belize", "unstated", "chile"))
    folder.mkdir(exist_ok=True)
    file.rename(folder / file.name)


def _remove(desk: Desk, chance: random.Random) -> None:
    chance.choice(_texts(desk)[1:]).unlink()


def _add(desk: Desk, chance: random.Random) -> None:
    path, text = chance.choice([*booklets(9)])
    desk.write(path, text)


def _know_donors(desk: Desk, chance: random.Random) -> None:
    file = desk.content / "donors.yml"
    file.write_text(f"{file.read_text('utf-8')}sweden-{chance.randrange(10**6)}:\n  name: Sweden\n", "utf-8")


def _call_units(desk: Desk, chance: random.Random) -> None:
    file = desk.content / "units.yml"
    file.write_text(file.read_text("utf-8").replace("CICTE", f"CICTE{chance.choice('ABC')}", 1), "utf-8")


def _damage(desk: Desk, chance: random.Random) -> None:
    file = desk.cache / NAME
    data = bytearray(file.read_bytes())
    data[chance.randrange(len(data))] ^= 1
    file.write_bytes(data)


LINES = (_lose, _swap, _misprint)
FILES = (_rename, _move, _remove, _add, _know_donors, _call_units, _damage)


def _step(desk: Desk, chance: random.Random) -> None:
    if chance.random() < 0.5:
        _edit(desk, partial(chance.choice(LINES), chance), chance)
    else:
        chance.choice(FILES)(desk, chance)


@pytest.mark.parametrize("seed", range(SERIES))
def test_whatever_is_edited_importing_again_gives_what_importing_from_nothing_gives(tmp_path: Path, seed: int) -> None:
    desk, chance = Desk(tmp_path), random.Random(seed)
    desk.again()
    for _ in range(STEPS):
        _step(desk, chance)
        desk.again()


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The booklets that are read, in one process."""
    looked: list[str] = []
    read = sys.modules["builder.importer.read"]
    find = read._find

    def noted(vocabulary: Vocabulary, known: Names, booklet: Booklet) -> object:
        looked.append(booklet.ref)
        return find(vocabulary, known, booklet)

    monkeypatch.setattr(read, "_find", noted)
    return looked


ALONE = "belize/alone.txt"
SHEET = """ PROGRAM SUMMARY

The Lantern Program lends lamps to ferrymen, and lights their piers. \n
OBJECTIVES

To make crossings by night safer for all who cross.

RESULTS

In 2017, forty ferrymen of two lakes were given their lamps.

Donor Countries: {donor}
"""


def _import(desk: Desk, looked_at: list[str]) -> list[str]:
    looked_at.clear()
    import_booklets(desk.content, [desk.content / SHEETS], cache=desk.cache, workers=1)
    return looked_at


def test_what_has_not_changed_is_not_read(tmp_path: Path, looked_at: list[str]) -> None:
    desk = Desk(tmp_path)
    desk.write(ALONE, SHEET.format(donor="Canada"))
    assert len(_import(desk, looked_at)) == 7
    _import(desk, looked_at)  # where the first met new donors, they are known now
    assert _import(desk, looked_at) == []
    desk.write(ALONE, SHEET.format(donor="Canada").replace("forty", "fifty"))
    assert _import(desk, looked_at) == [ALONE]


def test_a_donor_that_is_known_now_matters_to_who_names_it(tmp_path: Path, looked_at: list[str]) -> None:
    desk = Desk(tmp_path)
    desk.write(ALONE, SHEET.format(donor="Sweden"))
    for _ in "123":
        _import(desk, looked_at)
    donors = desk.content / "donors.yml"
    donors.write_text(donors.read_text("utf-8").replace("name: Sweden", "name: Kingdom of Sweden"), "utf-8")
    assert _import(desk, looked_at) == [ALONE]


SHARED = """
import sys
from pathlib import Path
from builder.importer import import_booklets

content = Path(sys.argv[1])
import_booklets(content, [content / "sheets"], workers=int(sys.argv[2]))
"""


def test_any_number_of_processes_gives_the_same_bytes(tmp_path: Path) -> None:
    found = []
    for number in "123":
        desk = Desk(tmp_path / number)
        # of its own, for this one may have threads, which no copy would have
        subprocess.run([sys.executable, "-c", SHARED, str(desk.content), number], cwd=ROOT, check=True)
        found.append(_files(desk.content))
    assert found[0] == found[1] == found[2]
