"""The guides for editors: their links, their pictures, and what they quote."""

import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

import build

ROOT = Path(__file__).parents[1]
TARGETS = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
GUIDES = [ROOT / "README.md", *sorted((ROOT / ".github").glob("*.md"))]


def _anchors(text: str) -> set[str]:
    """The anchors that GitHub gives a page's headings."""
    tokens = MarkdownIt().parse(text)
    headings = [after for token, after in pairwise(tokens) if token.type == "heading_open"]
    words = ("".join(part.content for part in heading.children or ()) for heading in headings)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in words}


def _dead_ends(text: str, folder: Path) -> Iterator[str]:
    """Relative links and pictures of a Markdown text that lead nowhere, and pictures without words."""
    for block in MarkdownIt().enable("table").parse(text):
        for part in block.children or ():
            target = str(part.attrs.get("href") or part.attrs.get("src") or "")
            if part.type == "image" and not part.content:
                yield f"{target} has no words"
            if not target or re.match(r"[a-z]+:", target):
                continue
            name, _, anchor = target.partition("#")
            file = folder / name if name else None
            if file and not file.exists():
                yield target
                continue
            if anchor and anchor not in _anchors(file.read_text("utf-8") if file else text):
                yield target


@pytest.mark.parametrize("guide", GUIDES, ids=[path.name for path in GUIDES])
def test_every_link_of_the_guides_leads_somewhere(guide: Path) -> None:
    assert list(_dead_ends(guide.read_text("utf-8"), guide.parent)) == []


def test_dead_ends_are_found() -> None:
    text = "# One way\n[a](README.md) [b](#one-way) [c](https://example.org/x) [d](build.py#x) [e](#two)\n\n| ![](no.png) |\n|---|\n| [f](gone/) |\n"
    assert list(_dead_ends(text, ROOT)) == ["build.py#x", "#two", "no.png has no words", "no.png", "gone/"]


def test_every_picture_is_small_and_shown() -> None:
    guide = (ROOT / ".github/CONTRIBUTING.md").read_text("utf-8")
    pictures = sorted((ROOT / ".github/pictures").glob("*.png"))
    assert pictures
    assert [path.name for path in pictures if f"](pictures/{path.name})" not in guide] == []
    assert [path.name for path in pictures if path.stat().st_size > 60_000] == []


def _is_command(name: str) -> bool:
    with pytest.raises(SystemExit) as ended:
        build.main([name, "--help"])
    return ended.value.code == 0


@pytest.mark.parametrize("guide", GUIDES, ids=[path.name for path in GUIDES])
def test_every_command_that_a_guide_names_is_there(guide: Path) -> None:
    text = guide.read_text("utf-8")
    assert [name for name in re.findall(r"build\.py ([a-z]+)", text) if not _is_command(name)] == []
    assert set(re.findall(r"(?:^ {4}|`)make ([a-z]+)", text, re.MULTILINE)) - {*TARGETS} == set()


def test_a_command_that_is_none() -> None:
    assert not _is_command("bake")


PROGRAM = """\
---
title: Maritime Security Program
pillar: security
activities:
- id: belize-2017
  countries: [belize]
  start: 2017-04-12
  donors: [canada]
  end: 2017-12-31
  beneficiaries: Agencies for port security
---

## Summary

Ports.
### Belize {#belize-2017}

Ports of Belize.
"""


def _damaged(old: str, new: str) -> str:
    assert old in PROGRAM
    return PROGRAM.replace(old, new)


DAMAGES = [
    # what stands in the program, what an editor writes instead
    ("beneficiaries: Agencies", "name: Ports: Agencies"),
    ("[canada]", "[canda]"),
    ("2017-12-31", "2016-12-31"),
    ("beneficiaries:", "beneficiary:"),
    ("{#belize-2017}", "{#belize}"),
]


@pytest.mark.parametrize(("old", "new"), DAMAGES, ids=[new for _, new in DAMAGES])
def test_the_check_says_what_the_guide_says(
    old: str, new: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "tests/generator/sample", tmp_path / "content")
    file = Path("content/programs/maritime-security-program.md")
    (tmp_path / file).write_text(_damaged(old, new), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert build.main(["check", "--content", "content"]) == 1
    (told,) = re.findall(rf"^{re.escape(str(file))}:\d+:\d+: (.*)", "".join(capsys.readouterr()), re.MULTILINE)
    assert f"| `{told}` |" in (ROOT / ".github/CONTRIBUTING.md").read_text("utf-8")


def test_the_drawing_shows_what_the_check_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn = re.search(r"<strong>activities\[2\]\.link</strong><br><code>(.*)</code>", (ROOT / ".github/pictures/drawings.html").read_text("utf-8"))  # fmt: skip
    assert drawn
    shutil.copytree(ROOT / "tests/generator/sample", tmp_path / "content")
    text = _damaged("  donors:", "  link: www.oas.org/en/sms/cicte/\n  donors:")
    (tmp_path / "content/programs/a.md").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert build.main(["check", "--content", "content"]) == 1
    assert f"activities[0].link: {drawn[1]}\n" in "".join(capsys.readouterr())
