"""PDF booklets all the way: dropped in, imported, verified, and imported again."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from builder.importer.programs.write import Imported, import_booklets
from builder.importer.verify import verify_booklets
from builder.ledger import load_ledger, path_for
from builder.problems import Severity
from tests.importer.conftest import ROOT
from tests.importer.forms import FORMS, Form, draw
from tests.importer.pdfs import pdf, picture
from tests.importer.test_paper import BARE, PORTS, SEEDS


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with the facets and nothing else."""
    folder = tmp_path / "content"
    (folder / "programs").mkdir(parents=True)
    for name in ("site", "countries", "donors", "pillars", "units"):
        shutil.copy(ROOT / f"tests/real/{name}.yml", folder)
    return folder


def form(title: str) -> Form:
    return next(form for form in FORMS if form.title == title)


GRID, LIVE = form("labels above values, in a grid"), form("live fields of misleading names, merged page by page")


def put(content: Path, ref: str, data: bytes) -> Path:
    path = content / "sheets" / ref
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def tree(content: Path) -> dict[str, bytes]:
    return {str(path.relative_to(content)): path.read_bytes() for path in content.rglob("*") if path.is_file()}


def told(done: Imported, severity: Severity) -> list[str]:
    return [str(problem) for problem in done.problems if problem.severity == severity]


def test_booklets_become_programs_word_for_word_and_settle(content: Path) -> None:
    put(content, "belize/a.pdf", draw(GRID, [PORTS, SEEDS]))
    put(content, "chile/b.PDF", draw(LIVE, [PORTS, BARE]))
    done = import_booklets(content, [content / "sheets"])
    assert (told(done, "error"), told(done, "warning")) == ([], [])
    assert sorted(path.name for path in (content / "programs").iterdir()) == [
        "harbor-lights-program.md",
        "seed-libraries-program.md",
    ]
    ports = (content / "programs/harbor-lights-program.md").read_text("utf-8")
    assert "sheet: belize/a.pdf#1" in ports
    assert "sheet: chile/b.PDF#1" in ports
    assert ports.split("---\n", 2)[2].count(PORTS.summary[0]) == 1
    verification = verify_booklets(content, done.sheets, done.entries)
    assert verification.problems == ()
    assert " 100 % of " in str(verification).splitlines()[-1]
    before = tree(content)
    again = import_booklets(content, [content / "sheets"])
    assert (again.changes, tree(content)) == ((), before)


def test_a_scan_is_in_the_ledger_and_what_cannot_be_read_stops_nothing(content: Path) -> None:
    path = put(content, "belize/scan.pdf", pdf(picture(400, 280)))
    good = put(content, "belize/good.pdf", draw(GRID, [PORTS]))
    put(content, "chile/broken.pdf", draw(GRID, [PORTS])[:900])
    done = import_booklets(content, [content / "sheets"])
    assert [entry.became for entry in load_ledger(path_for(good), [])] == ["imported"]
    (entry,) = load_ledger(path_for(path), [])
    told_of = "page 1 is a picture; run OCR first (for example ocrmypdf) and import again"
    assert (entry.became, entry.reason) == ("rejected", told_of)
    errors = told(done, "error")
    assert len(errors) == 2
    assert "page 1 of belize/scan.pdf is a picture; run OCR first (for example ocrmypdf) and import again" in errors[0]
    assert "chile/broken.pdf" in errors[1]
    assert [path.stem for path in (content / "programs").iterdir()] == ["harbor-lights-program"]


def test_two_new_booklets_may_tell_one_activity_anew(content: Path) -> None:
    """Their names sort before and behind the booklet that told it first; another country's sheet joins the program."""
    put(content, "belize/m.pdf", draw(GRID, [PORTS]))
    import_booklets(content, [content / "sheets"])
    corrected = replace(PORTS, objectives=(f"{PORTS.objectives[0]} And to keep them lit.",))
    for ref in ("belize/a.pdf", "belize/z.pdf", "chile/c.pdf"):
        put(content, ref, draw(LIVE, [corrected]))
    done = import_booklets(content, [content / "sheets"])
    assert told(done, "error") == []
    (program,) = (content / "programs").iterdir()
    text = program.read_text("utf-8")
    assert text.count("- id: ") == 2
    assert "And to keep them lit." in text
    before = tree(content)
    import_booklets(content, [content / "sheets"])
    assert tree(content) == before
