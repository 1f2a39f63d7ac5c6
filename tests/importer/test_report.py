"""What an import tells: plain lines for pipes and CI, a table on a terminal, a diff where nothing is written."""

import re
import sys
from pathlib import Path

import pytest

import build

from .printed_sheets import booklet
from .test_again import LAMP, LAMP_FILE, NEXT_YEAR, REEF, REEF_FILE, REEF_HAITI, World

PLAIN = """\
wrote content/programs/lamp-keepers-program.md
wrote content/programs/reef-watch-program.md
rejected belize/c.txt#1: no text stands on it that could be a summary, objectives or results
clash content/programs/reef-watch-program.md: belize/b.txt#1: end: the sheet now says '2017-12-31' where it said '2017-11-30'; \
an editor wrote '2017-10-01', which was kept
booklets: 3 read
sheets: 4 found, 1 new, 3 imported, 0 second copies, 0 told by a later sheet, 1 rejected
programs: 0 new, 1 updated, 0 unchanged, 0 kept as edited, 1 clashing
"""
EMPTY = " PROGRAM SUMMARY \n\nOBJECTIVES \n\nRESULTS \n\n4/13/2017 to\n"


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    made = World(Path("content"))
    made.put(REEF, LAMP)
    made.put(REEF_HAITI, at="haiti/h.txt")
    made.imported()
    made.edit("end: 2017-11-30", "end: 2017-10-01")
    made.put(REEF.but(end="12/31/2017"), LAMP.but(name="Lamps of All Harbors"))
    (made.content / "sheets/belize/c.txt").write_text(EMPTY, "utf-8")
    return made


def run(*arguments: str) -> int:
    return build.main(["import", *arguments])


def test_plain_lines(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("content/sheets") == 0
    assert capsys.readouterr().out == PLAIN
    assert run("content/sheets") == 0
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "booklets: 3 read",
        "sheets: 4 found, 0 new, 3 imported, 0 second copies, 0 told by a later sheet, 1 rejected",
        "programs: 0 new, 0 updated, 1 unchanged, 1 kept as edited, 0 clashing",
    ]


@pytest.mark.parametrize(("ci", "table"), [("", True), ("true", False)])
def test_a_table_on_a_terminal(
    world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, ci: str, table: bool
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("TERM", "xterm")
    assert run("content/sheets") == 0
    out = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out)
    assert ("programs: 0 new" in out) is not table
    rows = [line.split() for line in out.splitlines()]
    assert (["booklets", "3", "read"] in rows) is table
    assert (["1", "kept", "as", "edited"] in rows or ["0", "kept", "as", "edited"] in rows) is table
    assert "clash content/programs/reef-watch-program.md" in out


def test_a_dry_run_shows_the_difference(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    new = tmp_path / "new.txt"
    new.write_text(booklet(NEXT_YEAR.but(donors="Atlantis")), "utf-8")
    before = world.bytes()
    assert run("--dry-run", "new.txt", "content/sheets", "--country", "belize") == 0
    out = capsys.readouterr().out
    assert world.bytes() == before
    assert "would copy new.txt to content/sheets/belize/new.txt\n" in out
    assert "\n--- content/donors.yml\n+++ content/donors.yml\n@@ " in out
    assert "\n+atlantis:\n+  name: Atlantis\n" in out
    assert "\n-  name: Course for Keepers\n+  name: Lamps of All Harbors\n" in out
    assert "\n+- id: belize-2018\n+  sheet: belize/new.txt#1\n" in out
    assert "would update content/sheets/belize/b.txt.ledger.json\n" in out
    assert "would write content/sheets/belize/new.txt.ledger.json\n" in out
    assert "wrote content" not in out
    assert "\x1b" not in out
    assert out.endswith("programs: 0 new, 1 updated, 0 unchanged, 0 kept as edited, 1 clashing\n")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run("--dry-run", "content/sheets") == 0
    assert "\x1b[32m+  name: Lamps of All Harbors\x1b[0m\n" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    assert run("--dry-run", "content/sheets") == 0
    assert "\n+  name: Lamps of All Harbors\n" in capsys.readouterr().out
    assert world.bytes() == before


def test_a_dry_run_ends_as_the_import_would(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.edit("title: Reef", "titel: Reef")
    before = world.bytes()
    assert run("--dry-run", "content/sheets") == 1
    told = capsys.readouterr().err
    assert world.bytes() == before
    assert run("content/sheets") == 1
    assert capsys.readouterr().err == told


def test_a_new_file_is_shown_whole(tmp_path: Path, world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.path(LAMP_FILE).unlink()
    for ledger in world.content.rglob("*.json"):
        ledger.unlink()
    assert run("--dry-run", "content/sheets") == 0
    out = capsys.readouterr().out
    assert "\n--- /dev/null\n+++ content/programs/lamp-keepers-program.md\n@@ -0,0 +1," in "\n" + out
    assert f"{REEF_FILE}.md" not in out
