"""Links that lead on without a server."""

import datetime as dt
import zipfile
from pathlib import Path

import pytest

from builder.generator.data.archive import on_disk, write

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
    site = tmp_path / "site"
    (site / "a").mkdir(parents=True)
    (site / "index.html").write_text('<a href="a/">', "utf-8")
    (site / "a/index.html").write_text("A", "utf-8")
    (site / "_headers").write_text("", "utf-8")
    made = []
    for name in ("one.zip", "two.zip"):
        write(site, tmp_path / name, dt.date(1970, 1, 1))
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(tmp_path / "one.zip") as packed:
        assert packed.namelist() == ["catalogue/a/index.html", "catalogue/index.html"]
        assert packed.read("catalogue/index.html") == b'<a href="a/index.html">'
