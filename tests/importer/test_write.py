"""What reaches content/, and what editors' files and ledgers look like after the second import and the tenth."""

import json
import re
import shutil
from pathlib import Path

import pytest

from builder.content import load_programs
from builder.formwords import built_in, meanings
from builder.importer.language.labels import shipped
from builder.importer.layout.blocks import blocks_of
from builder.importer.layout.lines import lines_of
from builder.importer.layout.prose import same, vocabulary_of
from builder.importer.programs.compose import activity_ids, escape, markdown
from builder.importer.programs.write import import_booklets
from builder.importer.sheet import Sheet
from builder.ledger import path_for
from builder.problems import ProblemsError

from .conftest import ROOT, SETS, booklets, facets

REAL = SETS["real"][0]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """An editors' folder with nothing imported yet."""
    folder = tmp_path / "content"
    folder.mkdir()
    for name in ("countries", "donors", "pillars", "units"):
        shutil.copy(ROOT / f"tests/real/{name}.yml", folder)
    return folder


def add(content: Path, *folders: str) -> None:
    for name in folders:
        for path in sorted((REAL / name).glob("*.txt")):
            (content / "sheets" / name).mkdir(parents=True, exist_ok=True)
            shutil.copy(path, content / "sheets" / name)


def everything(content: Path) -> dict[str, bytes]:
    return {
        path.relative_to(content).as_posix(): path.read_bytes() for path in sorted(content.rglob("*")) if path.is_file()
    }


def import_all(content: Path) -> None:
    assert import_booklets(content, [content / "sheets"]).problems == ()


ALL = ("bahamas", "belize", "chile", "unstated")


def test_import_again_changes_not_one_byte(content: Path) -> None:
    add(content, *ALL)
    first = import_booklets(content, [content / "sheets"])
    assert (first.new, len(first.entries)) == (26, 26)
    before = everything(content)
    again = import_booklets(content, [content / "sheets"])
    assert (again.new, again.written) == (0, ())
    assert everything(content) == before


@pytest.mark.parametrize(
    "order", [("belize", "chile", "bahamas", "unstated"), ("unstated", "chile", "belize", "bahamas")]
)
def test_booklets_one_after_the_other_say_the_same_of_each_program(
    content: Path, tmp_path: Path, order: tuple[str, ...]
) -> None:
    for name in order:
        add(content, name)
        import_all(content)
    at_once = tmp_path / "at once"
    shutil.copytree(content, at_once, ignore=shutil.ignore_patterns("programs", "*.json"))
    import_all(at_once)
    one, other = (load_programs(folder, facets(), []) for folder in (content, at_once))
    assert {program.facts.title for program in one} == {program.facts.title for program in other}
    for program in one:
        twin = next(each for each in other if each.facts.title == program.facts.title)
        sheets = {activity.sheet for activity in program.facts.activities}
        assert sheets >= {activity.sheet for activity in twin.facts.activities}


def test_what_an_editor_did_stays(content: Path) -> None:
    add(content, *ALL)
    import_all(content)
    folder = content / "programs"
    edited = folder / "tourism-security-program.md"
    text = (
        edited.read_text("utf-8")
        .replace("title: Tourism", "# checked in May\ntitle:   Tourism")
        .replace("\n## Results", "\n\n## Results")
    )
    edited.write_text(re.sub(r"(?m)^- 'unstated.*\n", "", text), "utf-8")
    (folder / "maritime-security-program.md").rename(folder / "ports.md")
    (folder / "aviation-security-program.md").unlink()
    before = everything(content)
    import_all(content)
    after = everything(content)
    assert {name for name in before if before[name] != after[name]} <= {
        name for name in before if name.endswith(".json")
    }
    assert set(after) == set(before)
    ledger = json.loads(path_for(content / "sheets/belize/program-sheets.txt").read_text("utf-8"))
    assert ledger["sheets"][3]["program"] == "ports"


def test_a_new_booklet_adds_to_an_edited_file_and_leaves_its_other_bytes(content: Path) -> None:
    add(content, "bahamas")
    import_all(content)
    path = content / "programs/maritime-security-program.md"
    edited = (
        path.read_text("utf-8")
        .replace("title: Maritime", "# ours\ntitle: Maritime")
        .replace("The program has two", "It has two")
    )
    path.write_text(edited, "utf-8")
    add(content, "belize")
    import_all(content)
    after = path.read_text("utf-8")
    (program,) = [each for each in load_programs(content, facets(), []) if each.slug == path.stem]
    assert [activity.id for activity in program.facts.activities] == ["bahamas", "belize-2017"]
    assert "in a key port in Belize" in program.own_texts["belize-2017"].results
    added = iter(after.splitlines())
    assert all(line in added for line in edited.splitlines())


@pytest.mark.parametrize(
    ("title", "mark", "end"), [("a mark before it", "\ufeff", "\n"), ("another line end", "", "\r\n")]
)
def test_an_editors_own_bytes_stay_in_a_file_that_is_added_to(content: Path, title: str, mark: str, end: str) -> None:
    add(content, "bahamas")
    import_all(content)
    path = content / "programs/maritime-security-program.md"
    path.write_bytes((mark + path.read_text("utf-8").replace("\n", end)).encode())
    before = path.read_bytes().decode().split(end)
    add(content, "belize")
    import_all(content)
    after = iter(path.read_bytes().decode().split(end))
    assert all(line in after for line in before)
    assert path.read_bytes().count(b"\r\n") in (0, path.read_bytes().count(b"\n"))


def test_a_file_that_does_not_parse_is_left_and_the_sheet_waits(content: Path) -> None:
    add(content, "bahamas")
    import_all(content)
    path = content / "programs/maritime-security-program.md"
    good = path.read_text("utf-8")
    path.write_text(good.replace("title:", "titel:"), "utf-8")
    broken = path.read_bytes()
    add(content, "chile")
    done = import_booklets(content, [content / "sheets"])
    assert path.read_bytes() == broken
    assert [problem.path for problem in done.problems] == [str(path)]
    assert "chile/program-sheets.txt#1" not in done.entries
    path.write_text(good, "utf-8")
    assert "chile/program-sheets.txt#1" in import_booklets(content, [content / "sheets"]).entries


def test_the_ledger_remembers_the_sheets_of_an_earlier_edition(content: Path) -> None:
    add(content, "bahamas")
    import_all(content)
    booklet = content / "sheets/bahamas/program-sheets.txt"
    before = json.loads(path_for(booklet).read_text("utf-8"))["sheets"]
    shutil.copy(REAL / "chile/program-sheets.txt", booklet)
    import_all(content)
    after = json.loads(path_for(booklet).read_text("utf-8"))["sheets"]
    # two of the six sheets tell what the Bahamas' own told of programs that have no country, no name and no dates
    assert len(after) == 3 + 6 - 2
    activities = [(entry["program"], entry["activity"]) for entry in after]
    assert all((entry["program"], entry["activity"]) in activities for entry in before)
    assert [entry | {"gone": True} in after for entry in before].count(True) == 1


def test_a_damaged_ledger_stops_the_import(content: Path) -> None:
    add(content, "bahamas")
    import_all(content)
    ledger = path_for(content / "sheets/bahamas/program-sheets.txt")
    ledger.write_text(ledger.read_text("utf-8")[:200], "utf-8")
    before = everything(content)
    with pytest.raises(ProblemsError, match="is no ledger any more"):
        import_booklets(content, [content / "sheets"])
    assert everything(content) == before


@pytest.mark.parametrize("name", SETS)
def test_nothing_is_lost(content: Path, name: str) -> None:
    """Every printed piece stands in the Markdown, or is what the form itself prints."""
    shutil.copytree(SETS[name][0], content / "sheets", ignore=shutil.ignore_patterns("*.yml", "*.json"))
    import_all(content)
    entries = {}
    for path in (content / "sheets").rglob("*.json"):
        ledger = json.loads(path.read_text("utf-8"))
        entries |= {f"{ledger['booklet']}#{entry['sheet']}": entry for entry in ledger["sheets"]}
    written = same(
        "".join(path.read_text("utf-8") for path in sorted((content / "programs").glob("*.md"))).replace("\\", "")
    )
    copied = same("".join(str(entry["read"]) for entry in entries.values() if entry["became"] != "imported"))
    # a slug's words in another language are in the ledger
    copied += same("".join(str(entry["read"].get("printed", "")) for entry in entries.values()))
    furniture = {same(word) for form in built_in().values() for steps, word in meanings(form) if steps[0] != "pillars"}
    vocabulary = vocabulary_of(booklet.text for booklet in booklets(name))
    for booklet in booklets(name):
        for block in blocks_of(lines_of(booklet.text), vocabulary, shipped()):
            pieces = [token.text for token in block.tokens if token.kind not in ("day", "until")] or [block.text]
            for piece in pieces:
                whole = same(piece) in written or same(piece) in copied or same(piece) in furniture
                listed = all(same(part) in written for part in re.split(r", | and ", piece))  # two donors
                assert whole or listed, (booklet.ref, piece)


NOT_BOOKLETS = [
    ("no such file", "missing.txt", None, "there is no such file"),
    ("another kind of file", "notes.doc", b"words", "is no booklet; give a .txt or .pdf file"),
    ("an empty file", "empty.txt", b" \n\n", "is empty; it holds no sheet"),
    ("no text at all", "picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "holds characters that no text has"),
]


@pytest.mark.parametrize(("title", "name", "data", "expected"), NOT_BOOKLETS, ids=[row[0] for row in NOT_BOOKLETS])
def test_what_is_no_booklet_is_told_and_the_rest_imported(
    content: Path, tmp_path: Path, title: str, name: str, data: bytes | None, expected: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    good = tmp_path / "bahamas" / "sheets.txt"
    good.parent.mkdir()
    shutil.copy(REAL / "bahamas/program-sheets.txt", good)
    done = import_booklets(content, [tmp_path / name, good])
    assert [expected in str(problem) for problem in done.problems] == [True]
    assert done.new == 3


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_text_in_another_encoding_is_read_by_its_mark(content: Path, encoding: str) -> None:
    (content / "sheets/bahamas").mkdir(parents=True)
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    text = (REAL / "bahamas/program-sheets.txt").read_text("utf-8")
    (content / "sheets/bahamas/b.txt").write_bytes((mark + text).encode(encoding))
    import_all(content)
    assert (content / "programs/maritime-security-program.md").exists()


def programs_of(content: Path) -> dict[str, bytes]:
    return {name: data for name, data in everything(content).items() if name.startswith("programs/")}


def test_without_its_ledger_a_booklet_is_known_by_its_activities(content: Path) -> None:
    add(content, *ALL)
    import_all(content)
    before = programs_of(content)
    for ledger in (content / "sheets").rglob("*.json"):
        ledger.unlink()
    import_all(content)
    assert programs_of(content).keys() == before.keys()
    assert sum(len(program.facts.activities) for program in load_programs(content, facets(), [])) == 21


def test_a_renamed_booklet_is_known_by_its_sheets(content: Path) -> None:
    add(content, *ALL)
    import_all(content)
    before = programs_of(content)
    (content / "sheets/belize/program-sheets.txt").rename(content / "sheets/belize/belize-2017.txt")
    import_all(content)
    assert programs_of(content) == before
    assert path_for(content / "sheets/belize/belize-2017.txt").exists()


def test_what_a_new_sheet_says_otherwise_of_an_edited_program_is_asked(content: Path) -> None:
    add(content, "bahamas")
    import_all(content)
    path = content / "programs/maritime-security-program.md"
    path.write_text(path.read_text("utf-8").replace("title:", "unit: dps\n# ours\ntitle:", 1), "utf-8")
    (content / "sheets/chile").mkdir()
    sheets = (
        (REAL / "chile/program-sheets.txt")
        .read_text("utf-8")
        .replace("The program has two", "CICTE runs it. It has two")
    )
    (content / "sheets/chile/new.txt").write_text(sheets, "utf-8")
    import_all(content)
    (program,) = [each for each in load_programs(content, facets(), []) if each.slug == path.stem]
    assert "chile/new.txt#1: unit: this sheet says 'cicte', the program 'dps'; which is right?" in program.facts.review


def test_a_booklet_from_elsewhere_is_copied_under_its_country(content: Path, tmp_path: Path) -> None:
    source = tmp_path / "received.txt"
    shutil.copy(REAL / "bahamas/program-sheets.txt", source)
    done = import_booklets(content, [source], "jamaica")
    assert set(done.entries) == {f"jamaica/received.txt#{number}" for number in (1, 2, 3)}
    assert (content / "sheets/jamaica/received.txt").read_bytes() == source.read_bytes()
    source.write_text(source.read_text("utf-8").replace("Bahamas", "Jamaica"), "utf-8")
    again = import_booklets(content, [source], "jamaica")
    assert "jamaica/received-2.txt#1" in again.entries
    with pytest.raises(ProblemsError, match="'jamica' is no country; did you mean 'jamaica'"):
        import_booklets(content, [source], "jamica")


@pytest.mark.parametrize(
    ("place", "expected"),
    [("brasil/b.txt", "'brasil' is no country; did you mean 'brazil'?"), ("b.txt", "stands in no country's folder")],
)
def test_a_booklet_in_no_countrys_folder_is_told(content: Path, place: str, expected: str) -> None:
    add(content, "bahamas")
    target = content / "sheets" / place
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(REAL / "chile/program-sheets.txt", target)
    done = import_booklets(content, [content / "sheets"])
    assert [expected in str(problem) for problem in done.problems] == [True]
    assert done.new == 3


def test_a_page_without_text_is_rejected_by_name(content: Path) -> None:
    (content / "sheets/peru").mkdir(parents=True)
    (content / "sheets/peru/b.txt").write_text(
        " PROGRAM SUMMARY \n\nOBJECTIVES \n\nRESULTS \n\n4/13/2017 to\n", "utf-8"
    )
    done = import_booklets(content, [content / "sheets"])
    assert [(entry.became, bool(entry.reason)) for entry in done.entries.values()] == [("rejected", True)]
    assert not (content / "programs").exists()


def test_a_new_donor_is_added_at_the_end_of_its_file(content: Path) -> None:
    before = (content / "donors.yml").read_text("utf-8")
    (content / "sheets/peru").mkdir(parents=True)
    text = (REAL / "bahamas/program-sheets.txt").read_text("utf-8") + "\n\n Atlantis \n\nDonor Countries \n"
    (content / "sheets/peru/b.txt").write_text(text, "utf-8")
    import_all(content)
    assert (content / "donors.yml").read_text("utf-8") == before + "atlantis:\n  name: Atlantis\n"


ESCAPED = [
    "# no heading",
    "- no item",
    "1. no number",
    "a *b* _c_ `d` [e](f) <b> \\ &amp; x",
    "> no quote",
    "+ no item",
    "=== no rule",
]


@pytest.mark.parametrize("text", ESCAPED)
def test_plain_text_reads_the_same_as_markdown(text: str) -> None:
    from markdown_it import MarkdownIt

    (block, inline, _) = MarkdownIt().parse(escape(text))
    assert (block.type, inline.children is not None and "".join(child.content for child in inline.children)) == (
        "paragraph_open",
        text,
    )


def test_lists_stay_lists() -> None:
    assert (
        markdown(("They bought:", "- 3 *lamps*", "- oil", "Then they left."))
        == "They bought:\n\n- 3 \\*lamps\\*\n- oil\n\nThen they left."
    )


def test_ids_name_the_country_and_the_year() -> None:
    sheets = [
        Sheet("belize/a.txt#1", "1", "en", {}, countries=("belize", "panama")),
        Sheet("belize/a.txt#2", "2", "en", {}, countries=("belize",)),
        Sheet("unstated/a.txt#1", "3", "en", {}, countries=("belize", "panama")),
        Sheet("unstated/a.txt#2", "4", "en", {}),
    ]
    assert list(activity_ids(sheets, ["belize"]).values()) == [
        "belize-no-2",
        "belize-no-3",
        "several-countries",
        "unstated",
    ]
