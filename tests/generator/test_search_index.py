"""The index is made again where something searched has changed, and never believed where it is damaged."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.generator import search

PAGE = '<html lang="en"><head><title>A</title></head><body><p>Built today</p><article data-pagefind-body><h1>A</h1>ports</article></body></html>'


def made(folder: Path, page: str = PAGE) -> Path:
    (folder / "programs/a").mkdir(parents=True)
    (folder / "programs/a/index.html").write_text(page, "utf-8")
    return folder


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = made(tmp_path_factory.mktemp("before") / "site")
    search.index(site)
    return site


def held(site: Path) -> dict[str, bytes]:
    folder = site / "pagefind"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def is_made_again(site: Path, before: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    asked = []
    executable = search._executable
    monkeypatch.setattr(search, "_executable", lambda: asked.append(1) or executable())
    search.index(site, before)
    assert (site / "pagefind/pagefind.js").is_file()
    return bool(asked)


PAGES = [
    ("nothing", PAGE, False),
    ("what is not searched", PAGE.replace("today", "yesterday"), False),
    ("a word", PAGE.replace("ports", "harbors"), True),
    ("a filter", PAGE.replace("<h1>", '<h1 data-pagefind-filter="x">'), True),
]


@pytest.mark.parametrize(("page", "again"), [row[1:] for row in PAGES], ids=[row[0] for row in PAGES])
def test_what_changed(before: Path, tmp_path: Path, page: str, again: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    site = made(tmp_path / "site", page)
    assert is_made_again(site, before, monkeypatch) == again
    if not again:
        assert held(site) == held(before)


def test_another_address_is_another_page(before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = made(tmp_path / "site")
    (site / "programs/a").rename(site / "programs/b")
    assert is_made_again(site, before, monkeypatch)


def _cut(folder: Path) -> None:
    path = next(folder.glob("fragment/*"))
    path.write_bytes(path.read_bytes()[:-1])


DAMAGES: list[tuple[str, Callable[[Path], object]]] = [
    ("a file cut", _cut),
    ("a file gone", lambda folder: next(folder.glob("fragment/*")).unlink()),
    ("a file more", lambda folder: (folder / "more").write_text("x")),
    ("no mark", lambda folder: (folder / search.MADE_FROM).unlink()),
    ("another mark", lambda folder: (folder / search.MADE_FROM).write_text("x")),
    ("a mark that is no text", lambda folder: (folder / search.MADE_FROM).write_bytes(b"\xff")),
    ("no index", shutil.rmtree),
]


@pytest.mark.parametrize("damage", [row[1] for row in DAMAGES], ids=[row[0] for row in DAMAGES])
def test_a_damaged_index_is_made_again(
    before: Path, tmp_path: Path, damage: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(before, tmp_path / "before")
    damage(tmp_path / "before/pagefind")
    assert is_made_again(made(tmp_path / "site"), tmp_path / "before", monkeypatch)


def test_another_version_of_pagefind_makes_another(
    before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.generator.search.metadata.version", lambda _: "0")
    assert is_made_again(made(tmp_path / "site"), before, monkeypatch)
