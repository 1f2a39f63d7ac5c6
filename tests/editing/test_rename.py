"""A program under another name, from end to end: its files, its old address, the links to it, and the import afterwards."""

import datetime as dt
from pathlib import Path

import pytest

from builder.checking import check
from builder.editing import rename
from builder.generator import build
from builder.importer import import_booklets
from builder.problems import ProblemsError
from builder.reports import as_text
from tests.test_command_line import BOOKLET
from tests.test_content import GOOD

TEMPLATES = Path(__file__).parents[2] / "templates"
TODAY = dt.date(2026, 11, 23)
OLD, NEW = "reef-watch-program", "reefs"
LINKS = """\
---
title: About
---

See [reefs](/programs/reef-watch-program/#Results) and [again](</programs/reef-watch-program/>), [here][r], `[x](/programs/reef-watch-program/)`,
[(/programs/reef-watch-program/)](/programs/reef-watch-program/) and https://example.org/programs/reef-watch-program/.

> [r]: /programs/reef-watch-program/ "Reefs"

    [code](/programs/reef-watch-program/)
"""
MENDED = """\
---
title: About
---

See [reefs](/programs/reefs/#Results) and [again](</programs/reefs/>), [here][r], `[x](/programs/reef-watch-program/)`,
[(/programs/reef-watch-program/)](/programs/reefs/) and https://example.org/programs/reef-watch-program/.

> [r]: /programs/reefs/ "Reefs"

    [code](/programs/reef-watch-program/)
"""
SPANISH = "---\ntitle: Arrecifes\n---\n\n## Summary\n\nVea [esto](/programs/reef-watch-program/).\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A catalogue with an imported program, its translation, and pages that lead to it."""
    folder = tmp_path / "content"
    for name, text in {**GOOD, "pages/about.md": LINKS, "sheets/belize/sheets.txt": BOOKLET}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    import_booklets(folder, [folder / "sheets"])
    (folder / f"programs/{OLD}.es.md").write_text(SPANISH, "utf-8")
    return folder


def _disk(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_whole_story(content: Path, tmp_path: Path) -> None:
    before = _disk(content)
    done = rename(content, OLD, NEW)
    programs = content / "programs"
    assert done.moved == (
        (programs / f"{OLD}.es.md", programs / f"{NEW}.es.md"),
        (programs / f"{OLD}.md", programs / f"{NEW}.md"),
    )
    assert dict(done.mended) == {programs / f"{NEW}.es.md": 1, content / "pages/about.md": 5 - 1}
    assert (content / "pages/about.md").read_text("utf-8") == MENDED
    assert "(/programs/reefs/)" in (programs / f"{NEW}.es.md").read_text("utf-8")
    # the program's file has one line more
    was, now = before[f"programs/{OLD}.md"].decode(), (programs / f"{NEW}.md").read_text("utf-8")
    assert now.replace(f"aliases: [{OLD}]\n", "") == was
    assert check(content, TEMPLATES, TODAY).problems == ()
    built = build(content, TEMPLATES, tmp_path / "site", TODAY)
    assert built.warnings == ()
    assert f"url=../../programs/{NEW}/" in (tmp_path / f"site/programs/{OLD}/index.html").read_text()
    assert (tmp_path / "site/_redirects").read_text().splitlines()[-1] == (
        f"/catalogue/programs/{OLD}/ /catalogue/programs/{NEW}/ 301"
    )
    # the import knows it by its sheet: the ledger alone learns the name
    import_booklets(content, [content / "sheets"])
    assert (programs / f"{NEW}.md").read_text("utf-8") == now
    assert not (programs / f"{OLD}.md").exists()
    settled = _disk(content)
    assert import_booklets(content, [content / "sheets"]).changes == ()
    assert _disk(content) == settled


def test_and_back(content: Path) -> None:
    before = _disk(content)
    rename(content, OLD, NEW)
    rename(content, f"content/programs/{NEW}.md", f"/programs/{OLD}/")
    after = _disk(content)
    name = f"programs/{OLD}.md"
    assert after[name].decode().replace(f"aliases: [{NEW}]\n", "") == before[name].decode()
    assert {**after, name: b""} == {**before, name: b""}


ALIASES = [
    # how the aliases are written, how they are then
    ("none", "", "aliases: [ports]\n"),
    ("an empty list", "aliases: []\n", "aliases: [ports]\n"),
    ("nothing", "aliases:\n", "aliases: [ports]\n"),
    ("on one line", "aliases: [a, 'b']  # old\n", "aliases: [a, 'b', ports]  # old\n"),
    ("on two lines", "aliases: [a, # one\n  b] # two\n", "aliases: [a, # one\n  b, ports] # two\n"),
    ("one a line", "aliases:\n- a  # one\n- b\n# all\n", "aliases:\n- a  # one\n- b\n- ports\n# all\n"),
    ("with the new name", "aliases: [a, docks, b]\n", "aliases: [a, ports, b]\n"),
    ("with the new name, one a line", "aliases:\n  - docks # x\n", "aliases:\n  - ports # x\n"),
]


@pytest.mark.parametrize(("before", "after"), [row[1:] for row in ALIASES], ids=[row[0] for row in ALIASES])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["as here", "as in Windows"])
def test_aliases_stay_as_they_are_written(before: str, after: str, end: str, content: Path) -> None:
    def text(aliases: str) -> bytes:
        return f"---\n# first\ntitle: Ports\nunit: cicte\n{aliases}---\n\n## Summary\n\nSafe.\n".replace(
            "\n", end
        ).encode()

    (content / "programs/ports.md").write_bytes(text(before))
    rename(content, "ports", "docks")
    assert (content / "programs/docks.md").read_bytes() == text(after)


def test_a_name_of_figures_stays_a_name(content: Path) -> None:
    (content / "programs/2017.md").write_text("---\ntitle: A\n---\n", "utf-8")
    rename(content, "2017", "year")
    assert "aliases: ['2017']\n" in (content / "programs/year.md").read_text("utf-8")


REFUSED = [
    # old, new, what is told
    ("a slip", "port", "docks", ["programs/port.md: there is no such program; did you mean 'ports'?"]),
    ("an old address", "harbors", "docks", ["programs/harbors.md: there is no such program; it is an old address of 'ports'"]),
    ("the same", "ports", "ports", ["programs/ports.md: has this name already"]),
    ("one that is there", "ports", OLD, [f"programs/{OLD}.md: is already there; choose another name"]),
    ("another's old address", OLD, "harbors", ["programs/ports.md:4:11: aliases[0]: 'harbors' is an old address of this program; choose another name, or delete it here first"]),
    ("no address", "ports", "My Ports", ["rename: 'My Ports' cannot be an address; use only a-z, 0-9 and single hyphens"]),
    ("both", "port", "A", ["programs/port.md: there is no such program; did you mean 'ports'?", "rename: 'A' cannot be an address; use only a-z, 0-9 and single hyphens"]),
    ("facts with slips", "slips", "docks", ["programs/slips.md: cannot be renamed while its facts are wrong; 'build.py check' tells what to mend"]),
    ("aliases that are none", "word", "docks", ["programs/word.md: cannot be renamed while its facts are wrong; 'build.py check' tells what to mend"]),
    ("facts in braces", "braces", "docks", ["programs/braces.md:2: aliases: cannot take the old name among its aliases as it is written; put each key on a line of its own"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_cannot_be_changes_nothing(old: str, new: str, expected: list[str], content: Path) -> None:
    for name, head in (("slips", "title: a: b"), ("word", "title: A\naliases: x"), ("braces", "{title: A}")):
        (content / f"programs/{name}.md").write_text(f"---\n{head}\n---\n", "utf-8")
    (content / "programs/folder.md").mkdir()
    before = _disk(content)
    with pytest.raises(ProblemsError) as caught:
        rename(content, old, new)
    told = as_text(caught.value.problems).replace(f"{content}/", "").splitlines()[:-1]
    assert told == expected
    assert _disk(content) == before


@pytest.mark.parametrize("moves", range(2))
def test_what_was_broken_off_is_finished_by_doing_it_again(
    moves: int, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = iter(range(moves))
    move = Path.rename

    def falling(path: Path, target: Path) -> Path:
        if next(left, None) is None:
            raise OSError("the disk is full")
        return move(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", falling)
        with pytest.raises(OSError, match="full"):
            rename(content, OLD, NEW)
    rename(content, OLD, NEW)
    assert check(content, TEMPLATES, TODAY).problems == ()
    assert (content / f"programs/{NEW}.es.md").exists()
    assert (content / f"programs/{NEW}.md").read_text("utf-8").count(f"aliases: [{OLD}]\n") == 1
