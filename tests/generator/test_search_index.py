"""An index is made again where something searched has changed, and never believed where it is damaged."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from builder.generator import search

PAGE = '<html lang="en"><head><title>A</title></head><body><p>Built today</p><article data-pagefind-body><h1>A</h1>ports<section data-pagefind-ignore><p>as of today</p></section></article></body></html>'


def made(folder: Path, pages: Mapping[str, str]) -> Path:
    for slug, page in pages.items():
        (folder / f"programs/{slug}").mkdir(parents=True)
        (folder / f"programs/{slug}/index.html").write_text(page, "utf-8")
    return folder


def told(*slugs: str, choices: bytes = b"{}") -> list[search.Searched]:
    return [search.Searched("en", {slug: f"/programs/{slug}/" for slug in slugs}, lambda: [("country", choices)])]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = made(tmp_path_factory.mktemp("before") / "site", {"a": PAGE})
    search.index(told("a"), site)
    return site


def held(site: Path) -> dict[str, bytes]:
    folder = site / "pagefind"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def made_again(site: Path, before: Path | None, slug: str = "a") -> list[str]:
    """The folders of the indexes that were not taken over."""
    with search.Indexing(told(slug), site, before) as indexing:
        waiting = [str(each.number) for each in indexing._waiting]
        indexing.finish()
    assert (site / "pagefind/0" / search.LISTED).is_file()
    return waiting


PAGES = [
    ("nothing", PAGE, []),
    ("what is not searched", PAGE.replace("Built today", "Built yesterday"), []),
    ("what the index leaves out", PAGE.replace("as of today", "as of yesterday"), []),
    ("a word", PAGE.replace("ports", "harbors"), ["0"]),
    ("what is told of it", PAGE.replace("<h1>", '<h1 data-pagefind-meta="x">'), ["0"]),
]


@pytest.mark.parametrize(("page", "again"), [row[1:] for row in PAGES], ids=[row[0] for row in PAGES])
def test_what_changed(before: Path, tmp_path: Path, page: str, again: list[str]) -> None:
    site = made(tmp_path / "site", {"a": page})
    assert made_again(site, before) == again
    if not again:
        assert held(site) == held(before)


def test_who_knows_checksums_has_no_page_read(tmp_path: Path) -> None:
    site, again = made(tmp_path / "site", {"a": PAGE}), tmp_path / "again"
    with search.Indexing(told("a"), site, summed=str) as indexing:
        indexing.finish()
    with search.Indexing(told("a"), again, site, summed=str) as indexing:
        indexing.finish()
    assert held(again) == held(site)


def test_another_address_is_another_page(before: Path, tmp_path: Path) -> None:
    assert made_again(made(tmp_path / "site", {"b": PAGE}), before, "b") == ["0"]


def test_other_choices_leave_the_index(before: Path, tmp_path: Path) -> None:
    site = made(tmp_path / "site", {"a": PAGE})
    search.index(told("a", choices=b'{"belize":[1]}'), site, before)
    now, then = held(site), held(before)
    assert now.pop("choices/en.country.json") == b'{"belize":[1]}'
    assert now.pop("choices/en.json") != then["choices/en.json"]
    assert now.items() < then.items()


def _cut(folder: Path) -> None:
    path = next(folder.rglob("*.pf_fragment"))
    path.write_bytes(path.read_bytes()[:-1])


def _swap(folder: Path) -> None:
    path = next(folder.rglob("*.pf_fragment"))
    path.write_bytes(path.read_bytes()[::-1])


DAMAGES: list[tuple[str, Callable[[Path], object]]] = [
    ("a file cut", _cut),
    ("a file of the same length", _swap),
    ("a file gone", lambda folder: next(folder.rglob("*.pf_fragment")).unlink()),
    ("a file more", lambda folder: (folder / "more").write_text("x")),
    ("no mark", lambda folder: (folder / search.MADE_FROM).unlink()),
    ("another mark", lambda folder: (folder / search.MADE_FROM).write_text("x")),
    ("a mark that is no text", lambda folder: (folder / search.MADE_FROM).write_bytes(b"\xff")),
    ("no index", shutil.rmtree),
]


@pytest.mark.parametrize("damage", [row[1] for row in DAMAGES], ids=[row[0] for row in DAMAGES])
def test_a_damaged_index_is_made_again(before: Path, tmp_path: Path, damage: Callable[[Path], object]) -> None:
    shutil.copytree(before, tmp_path / "before")
    damage(tmp_path / "before/pagefind/0")
    assert made_again(made(tmp_path / "site", {"a": PAGE}), tmp_path / "before") == ["0"]


def test_an_index_whose_times_were_lost_is_right_by_what_it_holds(before: Path, tmp_path: Path) -> None:
    shutil.copytree(before, tmp_path / "before")
    os.utime(next((tmp_path / "before/pagefind/0").rglob("*.pf_fragment")))
    assert made_again(made(tmp_path / "site", {"a": PAGE}), tmp_path / "before") == []


def test_another_version_of_pagefind_makes_another(
    before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.generator.search.metadata.version", lambda _: "0")
    assert made_again(made(tmp_path / "site", {"a": PAGE}), before) == ["0"]


SLUGS = tuple("abcdefgh")


def several(folder: Path, **changed: str) -> Path:
    return made(folder, {slug: PAGE.replace("ports", changed.get(slug, f"ports {slug}")) for slug in SLUGS})


def test_a_large_catalogue_has_several_indexes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edit makes but one of them anew, and the same pages give the same bytes."""
    monkeypatch.setattr(search, "SHARE", 3)
    assert search.shares(len(SLUGS)) == 3
    first, edited, fresh = several(tmp_path / "1"), several(tmp_path / "2", c="harbors"), tmp_path / "3"
    search.index(told(*SLUGS), first)
    search.index(told(*SLUGS), edited, first)
    shutil.copytree(edited / "programs", fresh / "programs")
    search.index(told(*SLUGS), fresh)
    assert held(fresh) == held(edited)
    then, now = held(first), held(edited)
    assert {name.partition("/")[0] for name in now if now[name] != then.get(name)} == {
        str(search._share("c", 3)),
        "choices",
    }
    fragments = [name for name in now if "/fragment/" in name]
    assert len(fragments) == len(SLUGS)


def test_each_program_has_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "SHARE", 3)
    site = several(tmp_path / "site")
    search.index(told(*SLUGS), site)
    assert f'"of":"{"".join(str(search._share(slug, 3)) for slug in SLUGS)}"' in held(site)["choices/en.json"].decode()


def test_whoever_ends_early_leaves_nobody_behind(tmp_path: Path) -> None:
    site = several(tmp_path / "site")
    indexing = search.Indexing(told(*SLUGS), site)
    with pytest.raises(KeyboardInterrupt), indexing:
        raise KeyboardInterrupt
    assert not multiprocessing.active_children()


def test_a_page_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    site = several(tmp_path / "site")
    with (
        pytest.raises(FileNotFoundError),
        search.Indexing(told(*SLUGS, "gone"), site, summed=str) as indexing,
    ):
        indexing.finish()


WAITING = """
import sys, time
from pathlib import Path
from builder.generator import search
def read(address):
    print("reading", flush=True)
    time.sleep(0.05)
    return b"<article data-pagefind-body><h1>A</h1>"
pages = {str(number): f"/programs/{number}/" for number in range(10_000)}
with search.Indexing([search.Searched("en", pages, dict)], Path(sys.argv[1]), None, read, str):
    time.sleep(1000)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="made by one process elsewhere")
def test_a_killed_build_leaves_nobody_behind(tmp_path: Path) -> None:
    """All that it has started hold its output open, and end by themselves."""
    with subprocess.Popen([sys.executable, "-c", WAITING, str(tmp_path)], stdout=subprocess.PIPE) as running:
        assert running.stdout
        running.stdout.readline()
        running.send_signal(signal.SIGKILL)
        running.stdout.read()
