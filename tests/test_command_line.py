"""build.py: its commands, its options, its three ways to end, and what it leaves on the disk."""

import datetime as dt
import json
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

import build
from builder.checking import Answer

ROOT = Path(build.__file__).parent
SHEET_KEYS = """
    sheet title language countries pillar unit name beneficiaries donors link start end ongoing
    summary objectives results evidence review
"""
BOOKLET = """\
PROGRAM SUMMARY

The Reef Watch Program helps Belize to protect its reefs. It trains divers of the coast guard.

OBJECTIVES

To strengthen the protection of reefs and of those who live from them.

RESULTS

Forty divers were trained in Belize City, and nine boats were bought.

OAS Pillar: Development

Name of Activity: Divers' course

Target Beneficiaries: The coast guard of Belize

Donor Countries: Canada

Date 4/12/2017 to 12/31/2017
"""
PROGRAM = """\
---
title: Ballots
activities:
- id: belize-2017
  countries: [belize]
  start: 2017-01-01
  end: 2017-12-31
---

## Summary

Ballots are counted twice.
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editors' folder with one program and a booklet beside it, and a call as a shell makes it."""
    for name in ("site", "countries", "donors", "pillars", "units"):
        (tmp_path / "content/programs").mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / f"tests/real/{name}.yml", tmp_path / "content")
    (tmp_path / "content/programs/ballots.md").write_text(PROGRAM, "utf-8")
    (tmp_path / "belize").mkdir()
    (tmp_path / "belize/sheets.txt").write_text(BOOKLET, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["build.py"])
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def _run(*arguments: str) -> int:
    try:
        return build.main(arguments)
    except SystemExit as ended:  # argparse's way to end
        return int(str(ended.code))


def _disk() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(Path().rglob("*")) if path.is_file()}


WRONG = "---\ntitle: Ballots\nunit: cicta\nactivities: [{id: a, countries: [brasil]}]\n---\n## Sumary\n"
CHECKS = [
    ("nothing wrong", PROGRAM, 0, "1 program, N links, no problems\n", ""),
    (
        "all problems",
        WRONG,
        1,
        "",
        "content/programs/ballots.md:3:7: unit: 'cicta' is no unit; did you mean 'cicte'?\n"
        "content/programs/ballots.md:4:34: activities[0].countries[0]: 'brasil' is no country; "
        "did you mean 'brazil'?\n"
        "content/programs/ballots.md:6:1: '## Sumary' is no heading of a program; "
        "allowed: '## Summary', '## Objectives', '## Results'\n"
        "3 errors\n",
    ),
]


@pytest.mark.parametrize(
    ("program", "status", "out", "err"), [row[1:] for row in CHECKS], ids=[row[0] for row in CHECKS]
)
def test_check(program: str, status: int, out: str, err: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("content/programs/ballots.md").write_text(program, "utf-8")
    before = _disk()
    assert _run("check") == status
    said = capsys.readouterr()
    assert (re.sub(r"\d+ links", "N links", said.out), said.err) == (out, err)
    assert _disk() == before


def test_check_for_a_pull_request(capsys: pytest.CaptureFixture[str]) -> None:
    Path("content/programs/ballots.md").write_text(WRONG, "utf-8")
    assert _run("check", "--format", "github") == 1
    said = capsys.readouterr()
    assert said.out.splitlines()[0] == (
        "::error file=content/programs/ballots.md,line=3,col=7,title=unit::'cicta' is no unit; did you mean 'cicte'?"
    )
    assert said.err.endswith("3 errors\n")


def test_check_for_other_tools(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("check", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == []
    Path("content/programs/ballots.md").write_text(WRONG, "utf-8")
    assert _run("check", "--format", "json") == 1
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert [(each["line"], each["column"], each["field"], each["severity"]) for each in told] == [
        (3, 7, "unit", "error"),
        (4, 34, "activities[0].countries[0]", "error"),
        (6, 1, "", "error"),
    ]
    assert said.err == ""


def test_check_mends_what_has_one_cure(capsys: pytest.CaptureFixture[str]) -> None:
    path = Path("content/programs/ballots.md")
    slips = PROGRAM.replace("title: Ballots", "title: Ballots: twice  # as on the form").replace(
        "2017-01-01", "1 January 2017"
    )
    path.write_text(slips.rstrip() + "  ", "utf-8")
    assert _run("check") == 1
    assert capsys.readouterr().out == "'build.py check --fix' mends what has one right cure\n"
    assert _run("check", "--fix") == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert [line.split(": ")[0] for line in said.out.splitlines()[:-1]] == [
        f"content/programs/ballots.md:{number}" for number in (2, 6, 12, 12)
    ]
    mended = PROGRAM.replace("title: Ballots", "title: 'Ballots: twice'  # as on the form")
    assert path.read_text("utf-8") == mended
    before = _disk()
    assert _run("check", "--fix") == 0
    assert _disk() == before


def test_check_lists_drafts(capsys: pytest.CaptureFixture[str]) -> None:
    Path("content/programs/ballots.md").write_text(PROGRAM.replace("activities:", "draft: true\nactivities:"), "utf-8")
    assert _run("check") == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "content/programs/ballots.md: is a draft, and not in the site"
    assert out[1].startswith("0 programs, ")


def test_check_asks_other_sites(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asked: list[str] = []

    def ask(self: object, address: str) -> Answer:
        asked.append(address)
        return Answer(address, "dead", "is not there (404)", status=404) if "gone" in address else Answer(address, "ok")

    monkeypatch.setattr(build, "CACHE", tmp_path / "cache")
    monkeypatch.setattr("builder.checking.asking.Asker.__call__", ask)
    link = "  link: https://example.org/gone\n  start:"
    Path("content/programs/ballots.md").write_text(PROGRAM.replace("  start:", link), "utf-8")
    assert _run("check") == 0
    assert asked == []
    for _ in range(2):
        assert _run("check", "--external") == 0  # other sites come and go: no error
        warning = (
            "content/programs/ballots.md:6:9: warning: https://example.org/gone is not there (404); correct it, or take "
            "the link out"
        )
        assert warning in capsys.readouterr().err.splitlines()
    # what was learned is kept
    assert asked.count("https://example.org/gone") == 1


def test_a_program_is_begun_and_renamed(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("new", "Reefs: a watch") == 0
    path = Path("content/programs/reefs-a-watch.md")
    assert capsys.readouterr().out.startswith(f"{path} is written; it is a draft until")
    assert _run("check") == 0
    assert f"{path}: is a draft, and not in the site" in capsys.readouterr().out
    assert _run("new", "Reefs: a watch") == 1
    assert _run("rename", "reefs-a-watch", "reef-watch") == 0
    assert not path.exists()
    assert "aliases: [reefs-a-watch]" in Path("content/programs/reef-watch.md").read_text("utf-8")
    capsys.readouterr()
    assert _run("rename", "reef-wach", "reefs") == 1
    assert capsys.readouterr().err == (
        "content/programs/reef-wach.md: there is no such program; did you mean 'reef-watch'?\n1 error\n"
    )


def test_schemas_of_this_project_alone_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []
    monkeypatch.setattr("builder.editing.write_schemas", lambda content, folder: written.append(content) or ())
    assert _run("new", "Reefs") == 0
    assert written == []
    monkeypatch.setattr(build, "ROOT", Path.cwd())
    assert _run("new", "Corals") == 0
    assert written == [Path("content")]


def test_warnings_are_told_and_stop_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Path("content/programs/notes.txt").write_text("", "utf-8")
    assert _run("check") == 0
    warning = "content/programs/notes.txt: warning: is no Markdown file (.md) and was left out"
    assert capsys.readouterr().err == f"{warning}\n1 warning\n"


ELSEWHERE = [
    ("before the command", ["--content", "elsewhere", "check"]),
    ("after the command", ["check", "--content", "elsewhere"]),
    ("both: the last counts", ["--content", "content", "check", "--content", "elsewhere"]),
    ("with the other options between", ["--content=elsewhere", "--date", "2017-01-01", "check", "--site", "x"]),
]


@pytest.mark.parametrize("arguments", [row[1] for row in ELSEWHERE], ids=[row[0] for row in ELSEWHERE])
def test_options_count_wherever_they_stand(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree("content", "elsewhere")
    Path("elsewhere/programs/ballots.md").unlink()
    assert _run(*arguments) == 0
    assert re.fullmatch(r"0 programs, \d+ links, no problems\n", capsys.readouterr().out)


def test_from_a_shell() -> None:
    Path("content/units.yml").unlink()
    call = [sys.executable, str(ROOT / "build.py"), "--content", "content", "check"]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "content/units.yml: is missing; every catalogue needs this file\n1 error\n"


USAGE = [
    ("an unknown command", ["bild"], "invalid choice: 'bild'"),
    ("an unknown option", ["check", "--contents", "x"], "unrecognized arguments: --contents x"),
    ("no such day", ["--date", "2017-02-30"], "argument --date: '2017-02-30' is no date; write it as 2026-11-23"),
    ("no day, after the command", ["check", "--date", "today"], "argument --date: 'today' is no date"),
    ("no port", ["serve", "--port", "http"], "argument --port: 'http' is no port; write a number up to 65535"),
    ("too high a port", ["serve", "--port", "99999"], "argument --port: '99999' is no port"),
    ("a negative port", ["serve", "--port=-1"], "argument --port: '-1' is no port"),
    ("nothing to import", ["import"], "the following arguments are required: FILE|DIR"),
]


@pytest.mark.parametrize(("arguments", "words"), [row[1:] for row in USAGE], ids=[row[0] for row in USAGE])
def test_wrong_usage(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = _disk()
    assert _run(*arguments) == 2
    assert words in capsys.readouterr().err
    assert _disk() == before


@pytest.mark.parametrize("epoch", ["today", "1e9", "9" * 30])
def test_a_date_from_outside_that_is_none(
    epoch: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert _run() == 2
    assert f"SOURCE_DATE_EPOCH is '{epoch}'" in capsys.readouterr().err
    assert not Path("site").exists()


def test_today_is_the_builds_date(monkeypatch: pytest.MonkeyPatch) -> None:
    def page(site: str, *arguments: str) -> str:
        assert _run("--site", site, *arguments) == 0
        return (Path(site) / "programs/ballots/index.html").read_text("utf-8")

    ongoing, completed = page("a", "--date", "2017-12-30"), page("b", "--date", "2017-12-31")
    assert ongoing != completed
    late = dt.datetime(2017, 12, 30, 23, 59, tzinfo=dt.UTC).timestamp()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", f"{late:.0f}")
    monkeypatch.setenv("TZ", "Pacific/Auckland")  # where the next day has begun
    time.tzset()
    try:
        assert page("c") == ongoing
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
    assert page("d", "--date", "2017-12-31") == completed


def test_serve_shows_the_site_under_its_path() -> None:
    call = [sys.executable, str(ROOT / "build.py"), "serve", "--port", "0"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as serving:
        assert serving.stdout
        try:
            address = serving.stdout.readline().partition(" ")[0]
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/catalogue/", address)
            with urllib.request.urlopen(f"{address}programs/ballots/") as page:
                assert b"Ballots are counted twice." in page.read()
        finally:
            serving.terminate()


def test_a_port_in_use_is_a_problem(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert _run("serve", "--port", str(port)) == 1
    assert capsys.readouterr().err == f"serve: port {port} is in use; choose another with --port\n1 error\n"


def test_a_failed_build_leaves_the_site_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    Path("content/programs/ballots.md").write_text(WRONG, "utf-8")
    Path("site").mkdir()
    Path("site/index.html").write_text("the last good one", "utf-8")
    before = _disk()
    assert _run() == 1
    assert capsys.readouterr().err.endswith("\n3 errors\n")
    assert _disk() == before


def test_sheets_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    before = _disk()
    assert _run("sheets", "belize/sheets.txt", "--json") == 0
    (sheet,) = json.loads(capsys.readouterr().out)
    assert list(sheet) == SHEET_KEYS.split()
    facts = [
        ("sheet", "belize/sheets.txt#1"), ("title", "Reef Watch Program"), ("language", "en"),
        ("countries", ["belize"]), ("pillar", "development"), ("unit", None), ("name", "Divers' course"),
        ("beneficiaries", "The coast guard of Belize"), ("donors", ["canada"]), ("link", None),
        ("start", "2017-04-12"), ("end", "2017-12-31"), ("ongoing", False),
        ("results", "Forty divers were trained in Belize City, and nine boats were bought."),
    ]  # fmt: skip
    assert [(key, sheet[key]) for key, _ in facts] == facts
    assert _disk() == before


def test_sheets_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("sheets", "belize") == 0
    assert capsys.readouterr().out.startswith("belize/sheets.txt#1: Reef Watch Program (belize)\n")


@pytest.mark.parametrize("command", ["sheets", "import"])
def test_a_booklet_that_is_not_there(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(command, "gone.txt", "--country", "belize") == 1
    assert "gone.txt: there is no such file\n1 error\n" in capsys.readouterr().err
    assert _run(command, "belize", "--country", "belice") == 1
    assert capsys.readouterr().err.startswith("--country: 'belice' is no country; did you mean 'belize'?\n")


EDITED = [
    ("remarks", lambda text: text.replace("---\n", "---\n# ours\n", 1).replace("- id:", "# seen\n- id:")),
    ("blank lines", lambda text: text.replace("activities:", "\n\nactivities:").replace("\n\n", "\n\n\n") + "\n\n"),
    ("the pillar last", lambda text: text.replace("pillar: development\n", "").replace("\n---", "\npillar: security\n---")),
    ("other quotes", lambda text: text.replace("title: Reef Watch Program", "title:   'Reef Watch Program'")),
    ("lists below their keys", lambda text: text.replace("[canada]", "\n    - canada")),
    ("other texts", lambda text: text.replace("Forty", "**Fifty**").replace("## Objectives", "## objectives")),
    ("line ends of Windows", lambda text: text.replace("\n", "\r\n")),
    ("a byte order mark", lambda text: "\ufeff" + text),
]  # fmt: skip


@pytest.mark.parametrize("edit", [row[1] for row in EDITED], ids=[row[0] for row in EDITED])
def test_import_again_changes_not_one_byte(edit: Callable[[str], str], capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("import", "belize/sheets.txt") == 0
    path = Path("content/programs/reef-watch-program.md")
    assert capsys.readouterr().out == (
        f"wrote {path}\nbooklets: 1 read\n"
        "sheets: 1 found, 1 new, 1 imported, 0 second copies, 0 told by a later sheet, 0 rejected\n"
        "programs: 1 new, 0 updated, 0 unchanged, 0 kept as edited, 0 clashing\n"
    )
    written = path.read_text("utf-8")
    for text in (written, edit(written)):
        path.write_bytes(text.encode())
        before = _disk()
        assert "content/sheets/belize/sheets.txt.ledger.json" in before
        assert _run("check") == 0
        for again in ("belize/sheets.txt", "content/sheets"):
            capsys.readouterr()
            assert _run("import", again) == 0
            kept = "1 unchanged, 0" if text == written or text[0] == "\ufeff" or "\r" in text else "0 unchanged, 1"
            expected = f"programs: 0 new, 0 updated, {kept} kept as edited, 0 clashing\n"
            assert capsys.readouterr().out.endswith(expected)
            assert _disk() == before
    assert edit(written) != written


def test_a_bug_is_no_problem_of_an_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr("builder.importer.read_sheets", broken)
    with pytest.raises(KeyError, match="a bug"):
        build.main(["sheets", "."])
