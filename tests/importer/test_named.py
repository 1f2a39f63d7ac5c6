"""Sheets that program files name: each that no ledger knows is told with its place and what to do."""

from pathlib import Path

import pytest

from builder.content import load_facets, load_programs, parse_program
from builder.importer import unknown_sheets
from builder.ledger import Entry, format_ledger, path_for
from builder.program import Program

from .conftest import ROOT, facets

LEDGERS = {
    "belize/b.txt": (
        Entry(1, "", "imported"),
        Entry(2, "", "rejected"),
        Entry(1, "", "imported", edition=2),
        Entry(7, "", "imported", booklet="belize/last year.pdf", gone=True),
    ),
    "haiti/the booklet.PDF": (Entry(1, "", "second copy"),),
}
"""A booklet that took the place of another, and one with a blank in its name."""

HEAD = "---\ntitle: Reefs\nactivities:\n- id: a\n  countries: []\n"
SHEET, REVIEW = "x.md:5:10: warning: activities[0].sheet: ", "x.md:6:3: warning: review[0]: "


def told(content: Path, head: str) -> list[str]:
    """What is told of a program with this head, its path cut short."""
    path = content / "programs/x.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{head}---\n", "utf-8")
    program, problems = parse_program(path.read_text("utf-8"), "x", str(path), facets())
    assert program
    assert not problems
    return [
        str(problem).replace(f"{path.parent}/", "").replace(f"{content}/", "content/")
        for problem in unknown_sheets(content, (program,))
    ]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for booklet, entries in LEDGERS.items():
        path = tmp_path / "sheets" / booklet
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        path_for(path).write_text(format_ledger(booklet, entries), "utf-8")
    (tmp_path / "sheets/belize/new.txt").touch()
    return tmp_path


GONE = "; the booklet is not under content/sheets/; put it there and import it, or mend its name"


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        ("belize/b.txt#1", ""),
        ("belize/b.txt#2", ""),
        ("belize/b.txt@2#1", ""),
        ("belize/last year.pdf#7", ""),
        ("haiti/the booklet.PDF#1", ""),
        ("a letter of the unit", ""),
        ("belize/b.txt", ""),
        ("belize/b.txt#3", "; did you mean 'belize/b.txt#2'?"),
        ("belize/b.txt@2#2", "; did you mean 'belize/b.txt@2#1'?"),
        ("haiti/the booklet.PDF@2#1", "; did you mean 'haiti/the booklet.PDF#1'?"),
        ("belize/last year.pdf#1", "; did you mean 'belize/last year.pdf#7'?"),
        ("belize/new.txt#1", "; the booklet was never imported: import it"),
        ("belise/b.txt#1", "; the booklet is not under content/sheets/; did you mean 'belize/b.txt'?"),
        ("program-sheets.doc#4", GONE),
        ("../../b.txt#1", GONE),
        (f"{'long' * 100}.txt#1", GONE),
    ],
)
def test_the_sheet_of_an_activity(content: Path, sheet: str, message: str) -> None:
    expected = [f"{SHEET}'{sheet}' is no sheet that was imported{message}"] if message else []
    assert told(content, HEAD.replace("  countries", f"  sheet: {sheet}\n  countries")) == expected


@pytest.mark.parametrize(
    ("title", "line", "unknown"),
    [
        ("a known sheet", "belize/b.txt#1: no completion date", {}),
        ("its second edition, and a blank", "haiti/the booklet.PDF#1: like belize/b.txt@2#1, it has no date", {}),
        ("no sheet", "which of the two donors paid?", {}),
        ("no sheet, but a number", "C#4: ask the unit about issue #5", {}),
        ("a sheet whose booklet is gone", "peru/p.pdf#4: no completion date", {"peru/p.pdf#4": GONE}),
        ("its name holds a blank", "peru/my p.pdf#4: which day?", {"peru/my p.pdf#4": GONE}),
        ("no folder", "p.pdf@2#4: which day?", {"p.pdf@2#4": GONE}),
        ("further on", "is it belize/b.txt#9, too?", {"belize/b.txt#9": "; did you mean 'belize/b.txt#2'?"}),
        (
            "beside a known one",
            "belize/b.txt#1: a second copy: the same words as belize/b.txt#2 (and as haiti/the booklet.PDF#2, belize/q.txt#1)",
            {
                "haiti/the booklet.PDF#2": "; did you mean 'haiti/the booklet.PDF#1'?",
                "belize/q.txt#1": "; the booklet is not under content/sheets/; did you mean 'belize/b.txt'?",
            },
        ),
        ("an address on a sheet", "belize/b.txt#1: link: “https://example.org/belize/b.pdf#3” is linked elsewhere", {}),
        ("an address at the head", "https://example.org/b.pdf#3 tells more", {}),
        ("an address without its scheme", "belize/b.txt#1: see “www.example.org/files/b.pdf#3”", {}),
    ],
)
def test_a_line_under_review(content: Path, title: str, line: str, unknown: dict[str, str]) -> None:
    expected = [f"{REVIEW}'{ref}' is no sheet that was imported{message}" for ref, message in unknown.items()]
    assert (
        told(
            content,
            f"{HEAD}review:\n- '{line}'\n".replace(
                "activities:\n- id: a\n  countries: []\n", "draft: false\nlang: en\n"
            ),
        )
        == expected
    )


def test_every_place_is_told(content: Path) -> None:
    head = (
        f"{HEAD}  sheet: belize/b.txt#1\n- id: b\n  sheet: belize/b.txt#8\n  countries: []\n- id: c\n"
        "review:\n- which day?\n- 'belize/b.txt#1: which day?'\n- 'belize/b.txt#8: which day?'\n"
    )
    assert [line.partition(" is no")[0] for line in told(content, head)] == [
        "x.md:8:10: warning: activities[1].sheet: 'belize/b.txt#8'",
        "x.md:14:3: warning: review[2]: 'belize/b.txt#8'",
    ]


@pytest.mark.parametrize(
    ("title", "ledger", "reason"),
    [
        ("cut off", '{"sheets": [', ":1: is no ledger any more (Expecting value"),
        ("another thing", "[]", ": is no ledger any more (list indices"),
        ("no such key", '{"sheets": [{"page": 1}]}', ": is no ledger any more (Entry.__init__() got an unexpected"),
        (
            "a position that is no number",
            '{"sheets": [{"sheet": "1", "content": "", "became": "imported", "edition": null}]}',
            ": is no ledger any more ('', edition 'None', position '1' is no sheet); restore it from the repository's history",
        ),
    ],
)
def test_of_a_ledger_that_cannot_be_read_nothing_else_is_told(
    content: Path, title: str, ledger: str, reason: str
) -> None:
    path_for(content / "sheets/belize/b.txt").write_text(ledger, "utf-8")
    head = f"{HEAD}  sheet: belize/b.txt#9\n- id: b\n  sheet: belize/last year.pdf#9\n- id: c\n  sheet: haiti/the booklet.PDF#9\n"
    wrong, other = told(content, head)
    assert wrong.startswith(f"content/sheets/belize/b.txt.ledger.json{reason}")
    assert other.startswith("x.md:10:10: warning: activities[2].sheet: 'haiti/the booklet.PDF#9' is no sheet")


def test_every_sheet_of_the_real_content_is_known() -> None:
    programs = load_programs(ROOT / "tests/real", load_facets(ROOT / "tests/real", []), [])
    assert unknown_sheets(ROOT / "tests/real", programs) == []
    assert len(unknown_sheets(ROOT / "tests", programs)) > 40


def test_where_all_is_known_no_file_is_read_again(content: Path) -> None:
    program, _ = parse_program(f"{HEAD}  sheet: belize/b.txt#1\n---\n", "x", "no such file", facets())
    assert isinstance(program, Program)
    assert unknown_sheets(content, (program,)) == []
