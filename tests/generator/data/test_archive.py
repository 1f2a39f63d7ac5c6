"""Links that lead on without a server."""

import datetime as dt
import zipfile
from pathlib import Path

import pytest

from builder.generator.data.archive import is_in, on_disk, pack, write

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


def test_the_archive_is_always_the_same(tmp_path: Path) -> None:
    files = {"index.html": b'<a href="a/">', "a/index.html": b"A", "_headers": b"", "data.csv": b"a,b\r\n" * 9999}
    held = [place for place in files if is_in(place)]
    one, two, again = (tmp_path / name for name in ("one.zip", "two.zip", "again.zip"))
    with (tmp_path / "spool").open("w+b") as spool:
        parts = [(place, pack(place, files[place], spool), spool) for place in held]
        made = write(parts, one, dt.date(1970, 1, 1))
        write(reversed(parts), two, dt.date(1970, 1, 1))
    with one.open("rb") as last:
        write([(place, packed, last) for place, packed in made.items()], again, dt.date(1970, 1, 1))
    assert one.read_bytes() == two.read_bytes() == again.read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as packed:
        assert packed.testzip() is None
        assert packed.namelist() == ["catalogue/a/index.html", "catalogue/data.csv", "catalogue/index.html"]
        assert packed.read("catalogue/data.csv") == files["data.csv"]
        assert packed.read("catalogue/index.html") == b'<a href="a/index.html">'
