"""Links that lead on without a server."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.generator.data.archive import (
    LAST,
    Archive,
    Packed,
    Spool,
    Stretch,
    is_in,
    on_disk,
    pack,
    read,
    squeezed,
    write,
)

LINKS = [
    # a page's HTML; the same in a folder
    ('<a href="../countries/belize/">', '<a href="../countries/belize/index.html">'),
    ('<a href="./">', '<a href="./index.html">'),
    ('<a href="../">', '<a href="../index.html">'),
    ('<a href="../programs/x/#chile">', '<a href="../programs/x/index.html#chile">'),
    ('<a href="../search/?country=belize">', '<a href="../search/index.html?country=belize">'),
    ('<form action="../search/" method="get">', '<form action="../search/index.html" method="get">'),
    ('<meta http-equiv="refresh" content="0; url=../x/">', '<meta http-equiv="refresh" content="0; url=../x/index.html">'),
    ('<a href="#Content">', '<a href="#Content">'),
    ('<a href="?q=x">', '<a href="?q=x">'),
    ('<a href="https://example.org/">', '<a href="https://example.org/">'),
    ('<a href="//example.org/">', '<a href="//example.org/">'),
    ('<a href="mailto:a@example.org">', '<a href="mailto:a@example.org">'),
    ('<link href="../assets/style.css?12">', '<link href="../assets/style.css?12">'),
    ('<a href="../data/v1/programs.csv">', '<a href="../data/v1/programs.csv">'),
    ("<p>He wrote href=&#34;a/&#34;</p>", "<p>He wrote href=&#34;a/&#34;</p>"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), LINKS)
def test_a_link_names_the_file(html: str, expected: str) -> None:
    assert on_disk(html.encode()) == expected.encode()


FILES = {
    "index.html": b'<a href="a/">',
    "a/index.html": b"A",
    "_headers": b"",
    "data.csv": b"a,b\r\n" * 9999,
    "año.txt": b"accents",
    "empty": b"",
}


@pytest.fixture
def spool() -> Spool:
    return Spool(LAST + 1, io.BytesIO())


def written(entries: Mapping[str, Packed], path: Path, spool: Spool, last: Archive | None = None) -> Archive:
    with path.open("wb") as file:
        write(entries, file, [spool], last)
    return read(io.BytesIO(path.read_bytes()))


def test_the_archive_is_always_the_same(tmp_path: Path, spool: Spool) -> None:
    held = {place: pack(place, FILES[place], spool) for place in FILES if is_in(place)}
    one, two, again = (tmp_path / name for name in ("one.zip", "two.zip", "again.zip"))
    last = written(held, one, spool)
    written(dict(reversed(held.items())), two, spool)
    written(last.entries, again, spool, last)
    assert one.read_bytes() == two.read_bytes() == again.read_bytes()
    with zipfile.ZipFile(one) as packed:
        assert packed.testzip() is None
        assert packed.namelist() == sorted(f"catalogue/{place}" for place in held)
        assert packed.read("catalogue/data.csv") == FILES["data.csv"]
        assert packed.read("catalogue/index.html") == b'<a href="a/index.html">'
        assert {each.date_time for each in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {each.external_attr >> 16 for each in packed.infolist()} == {0o644}


@given(
    edits=st.lists(
        st.tuples(st.sampled_from("abcdefgh"), st.sampled_from([b"", b"old", b"new" * 99, None])), max_size=9
    )
)
def test_an_archive_made_from_the_last_is_the_one_made_from_nothing(
    edits: list[tuple[str, bytes | None]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("archive")
    files: dict[str, bytes | None] = dict.fromkeys("bcdefg", b"old") | dict(edits)
    spool = Spool(LAST + 1, io.BytesIO())
    last = written({place: pack(place, b"old", spool) for place in "bcdefg"}, folder / "last.zip", spool)
    anew = {place: pack(place, held, spool) for place, held in files.items() if held is not None}
    kept = {place: last.entries[place] for place in anew if files[place] == b"old" and place in last.entries}
    written(anew, folder / "fresh.zip", spool)
    written(anew | kept, folder / "again.zip", spool, last)
    assert (folder / "again.zip").read_bytes() == (folder / "fresh.zip").read_bytes()


@given(pieces=st.lists(st.binary(max_size=99), min_size=1))
def test_pieces_packed_one_by_one_are_the_file(pieces: list[bytes]) -> None:
    packed = [squeezed(each, ends=number == len(pieces)) for number, each in enumerate(pieces, 1)]
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    assert unpacker.decompress(b"".join(packed)) == b"".join(pieces)
    assert unpacker.eof


def test_there_may_be_more_files_than_the_first_form_could_count(tmp_path: Path, spool: Spool) -> None:
    one = pack("a", b"A", spool)
    last = written({f"{number:06}": one for number in range(70_000)}, tmp_path / "one.zip", spool)
    assert len(last.entries) == 70_000
    written(last.entries, tmp_path / "again.zip", spool, last)
    with zipfile.ZipFile(tmp_path / "again.zip") as packed:
        assert len(packed.infolist()) == 70_000
        assert packed.read("catalogue/069999") == b"A"
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "again.zip").read_bytes()


class Hole(io.BytesIO):
    """A file of nothing, as long as one likes."""

    def read(self, size: int | None = -1) -> bytes:
        return NOTHING[:size]


class Sparse(io.FileIO):
    """A file that takes no room for nothing."""

    def write(self, held: Any) -> int:
        return super().write(held) if held != NOTHING else (self.seek(len(held), 1) and len(held))


NOTHING = bytes(1 << 20)
GIGABYTE = 1 << 30


@pytest.mark.parametrize(("packed", "length"), [(5, 5), (1, 5), (5, 1)])
def test_files_may_be_larger_than_the_first_form_could_count(
    packed: int, length: int, tmp_path: Path, spool: Spool
) -> None:
    large = Packed((Stretch(LAST + 2, 0, packed * GIGABYTE),), length * GIGABYTE, 0)
    entries = {"a": pack("a", b"A", spool), "b": large, "c": large, "d": pack("d", b"D", spool)}
    path = tmp_path / "large.zip"
    with Sparse(path, "w") as file:
        write(entries, file, [spool, Spool(LAST + 2, Hole())], None)
    with zipfile.ZipFile(path) as whole:
        sizes = [(each.compress_size // GIGABYTE, each.file_size // GIGABYTE) for each in whole.infolist()]
        assert sizes == [(0, 0), (packed, length), (packed, length), (0, 0)]
        assert whole.read("catalogue/d") == b"D"
    with path.open("rb") as file:
        last = read(file)
        assert [each.length for each in last.entries.values()] == [each.length for each in entries.values()]
        written({"d": last.entries["d"]}, tmp_path / "again.zip", spool, last)
    with zipfile.ZipFile(tmp_path / "again.zip") as whole:
        assert whole.read("catalogue/d") == b"D"
