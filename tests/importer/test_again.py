"""Importing again: one story for each kind of edit. Whatever happens, the import after it changes not one byte."""

import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from builder.content import load_facets, load_programs
from builder.importer import import_booklets
from builder.importer.programs.write import Imported
from builder.ledger import path_for
from builder.program import Program

from .conftest import ROOT, SETS
from .printed_sheets import ENGLISH, Form, booklet

TRAINS = (
    "The Reef Watch Program of the OAS trains the divers who look after the reefs of the Caribbean, and keeps the boats "
    "that carry them."
)
COUNTS = "Every diver learns to count fish, to mend nets, and to write down what the water looks like on each day of the year."
ALIVE = "To keep the reefs alive for the people who live by them, and to give every harbor one person who knows them."
FORTY = "In 2017, forty divers were trained in Belize City, and nine boats were bought with the help of the harbor."
SIXTY = "In 2017, sixty divers were trained in Belize City, and nine boats were bought with the help of the harbor."
SCHOOLS = (
    "The divers of Belize have since counted the fish of three reefs, and they have told the schools what they saw."
)
HAITI = "In 2016, the fishers of Haiti learned to dive, and Jacmel built a house for their nets, their boats and their maps."

REEF = Form(
    (TRAINS, COUNTS), (ALIVE,), (FORTY, SCHOOLS),
    "Development", "Course for Divers", "Divers of small harbors", "Canada", "3/13/2017", "11/30/2017",
)  # fmt: skip
LAMP = Form(
    ("The Lamp Keepers Program of the OAS teaches the keepers of old lamps how light is made, and how it is kept through the night.",),
    ("To make the night safer for the boats of small harbors, and to keep the trade of the keepers alive.",),
    ("In 2017, the keepers of Belize lit thirty lamps, and the harbor of Dangriga paid for the oil of the first year.",),
    "Security", "Course for Keepers", "Keepers of old lamps", "Mexico", "4/20/2017", "12/15/2017",
)  # fmt: skip
REEF_HAITI = REEF.but(results=(HAITI,), name="School of Divers", donors="", start="2/14/2016", end="10/31/2016")
NEXT_YEAR = REEF.but(
    results=("In 2018, the divers of Belize taught their own children, and eleven of them passed the test of the deep water.",),
    name="Second Course", start="1/22/2018", end="12/20/2018",
)  # fmt: skip

REEF_FILE, LAMP_FILE = "reef-watch-program", "lamp-keepers-program"


class World:
    """An editors' folder with two booklets imported: Belize's two sheets, and Haiti's of the first program."""

    def __init__(self, content: Path) -> None:
        self.content = content
        content.mkdir()
        for name in ("countries", "donors", "pillars", "units"):
            shutil.copy(ROOT / f"tests/real/{name}.yml", content)
        with (content / "donors.yml").open("a", encoding="utf-8") as donors:
            donors.writelines(f"{slug}:\n  name: {slug.capitalize()}\n" for slug in ("chile", "mexico"))

    def copied(self, content: Path) -> "World":
        shutil.copytree(self.content, content)
        copy = object.__new__(World)
        copy.content = content
        return copy

    def put(self, *forms: Form, at: str = "belize/b.txt", words: Mapping[str, str] = ENGLISH) -> Path:
        path = self.content / "sheets" / at
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(booklet(*forms, words=words), "utf-8")
        return path

    def imported(self, *, dry_run: bool = False) -> Imported:
        return import_booklets(self.content, [self.content / "sheets"], dry_run=dry_run)

    def path(self, slug: str = REEF_FILE) -> Path:
        return self.content / f"programs/{slug}.md"

    def text(self, slug: str = REEF_FILE) -> str:
        return self.path(slug).read_bytes().decode()

    def edit(self, old: str, new: str, slug: str = REEF_FILE) -> None:
        text = self.text(slug)
        assert old in text
        self.path(slug).write_bytes(text.replace(old, new, 1).encode())

    def program(self, slug: str = REEF_FILE) -> Program:
        return next(
            each for each in load_programs(self.content, load_facets(self.content, []), []) if each.slug == slug
        )

    def entries(self, at: str = "belize/b.txt") -> list[dict[str, object]]:
        ledger = json.loads(path_for(self.content / "sheets" / at).read_text("utf-8"))
        return [
            {key: value for key, value in entry.items() if key not in ("read", "content")} for entry in ledger["sheets"]
        ]

    def bytes(self) -> dict[str, bytes]:
        paths = sorted(path for path in self.content.rglob("*") if path.is_file())
        return {path.relative_to(self.content).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A folder with everything imported once."""
    made = World(tmp_path_factory.mktemp("first") / "content")
    made.put(REEF, LAMP)
    made.put(REEF_HAITI, at="haiti/h.txt")
    assert made.imported().problems == ()
    return made


@pytest.fixture
def world(first: World, tmp_path: Path) -> World:
    """A copy of it."""
    return first.copied(tmp_path / "content")


def cut(text: str, begin: str, end: str) -> str:
    """From one mark to before the next."""
    at = text.index(begin)
    return text[at : text.index(end, at)]


# --- edits that stay, whatever the sheets do ---


def _title(world: World) -> None:
    world.edit("title: Reef Watch Program", "title: Reef Watch")


def _field(world: World) -> None:
    world.edit("name: Course for Divers", "name: Divers' course")


def _paragraph(world: World) -> None:
    world.edit("Every diver learns to count fish", "Each diver learns to count **all** fish")


def _remark(world: World) -> None:
    world.edit("activities:", "# the list of May\nactivities: # two\n# first")
    world.edit("  name: Course for Divers\n", "  name: Course for Divers # as on the poster\n  # asked in June\n")


def _order(world: World) -> None:
    world.edit("pillar: development\n", "")
    world.edit("title: Reef Watch Program\n", "pillar: development\ntitle: Reef Watch Program\n")
    world.edit("  name: Course for Divers\n", "")
    world.edit("  sheet: belize/b.txt#1\n", "  name: Course for Divers\n  sheet: belize/b.txt#1\n")


def _quotes(world: World) -> None:
    world.edit("title: Reef Watch Program", "title:   'Reef Watch Program'")
    world.edit("donors: [canada]", 'donors:\n    - "canada"')


def _windows(world: World) -> None:
    world.path().write_bytes(world.text().replace("\n", "\r\n").encode())


def _mark(world: World) -> None:
    world.path().write_bytes(("\ufeff" + world.text()).encode())


def _blank_lines(world: World) -> None:
    world.edit("activities:", "\n\nactivities:")
    world.edit("## Objectives\n\n", "## Objectives\n\n\n\n")


def _own_paragraph(world: World) -> None:
    world.edit("## Results\n", "## Results\n\nAn editor asked the divers, and they were content.\n")


EDITS: list[tuple[str, Callable[[World], None]]] = [
    ("a title", _title),
    ("a field", _field),
    ("a paragraph", _paragraph),
    ("remarks", _remark),
    ("the order of keys", _order),
    ("quotes and lists", _quotes),
    ("line ends of Windows", _windows),
    ("a byte order mark", _mark),
    ("blank lines", _blank_lines),
    ("a paragraph of their own", _own_paragraph),
]


def _changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that one text has and the other has not."""
    old, new = before.split("\n"), after.split("\n")
    return [line for line in old if line not in new], [line for line in new if line not in old]


CHANGES = [
    ("nothing", (REEF, LAMP), [], []),
    ("a date", (REEF.but(end="12/31/2017"), LAMP), ["  end: 2017-11-30"], ["  end: 2017-12-31"]),
    ("a fact that was missing", (REEF.but(donors=""), LAMP), ["  donors: [canada]"], []),
    ("a paragraph", (REEF.but(results=(SIXTY, SCHOOLS)), LAMP), [FORTY], [SIXTY]),
]


@pytest.mark.parametrize("edit", [row[1] for row in EDITS], ids=[row[0] for row in EDITS])
@pytest.mark.parametrize("change", CHANGES, ids=[f"the sheet changed {row[0]}" for row in CHANGES])
def test_edits_stay_byte_for_byte_and_what_the_sheets_changed_comes_in(
    world: World, edit: Callable[[World], None], change: tuple[str, tuple[Form, ...], list[str], list[str]]
) -> None:
    _, forms, lost, won = change
    edit(world)
    before = world.text()
    world.put(*forms)
    done = world.imported()
    assert done.problems == ()
    assert done.clashes == ()
    gone, come = _changed(before, world.text())
    if "donors" in str(lost) and "    - " in before:
        lost = ["  donors:", '    - "canada"']
    assert [line.rstrip("\r") for line in gone] == lost
    assert [line.rstrip("\r") for line in come] == won
    assert ("\r\n" in world.text(), world.text()[0]) == ("\r\n" in before, before[0])
    assert world.text().count("\r\n") in (0, world.text().count("\n"))
    again = world.bytes()
    assert world.imported().changes == ()
    assert world.bytes() == again


@pytest.mark.parametrize("change", [row[1] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_a_file_that_no_editor_touched_is_as_if_all_was_imported_at_once(
    world: World, tmp_path: Path, change: tuple[Form, ...]
) -> None:
    world.put(*change)
    world.put(NEXT_YEAR, at="belize/b-2.txt")
    world.imported()
    world.put(REEF_HAITI.but(end="11/11/2016"), at="haiti/h.txt")
    world.imported()
    at_once = World(tmp_path / "at once")
    shutil.copytree(world.content / "sheets", at_once.content / "sheets", ignore=shutil.ignore_patterns("*.json"))
    at_once.imported()
    assert world.text() == at_once.text()
    assert world.text(LAMP_FILE) == at_once.text(LAMP_FILE)


# --- both changed something ---


def test_the_sheets_date_and_the_editors_donors_both_survive(world: World) -> None:
    world.edit("donors: [canada]", "donors: [canada, mexico]")
    world.put(REEF.but(end="12/31/2017"), LAMP)
    done = world.imported()
    belize = world.program().facts.activities[0]
    assert (belize.donors, str(belize.end)) == (("canada", "mexico"), "2017-12-31")
    assert {name: len(paths) for name, paths in done.programs.items()} == {
        "new": 0, "updated": 1, "unchanged": 1, "kept as edited": 0, "clashing": 0,
    }  # fmt: skip


CLASHES = [
    (
        "a name", ("name: Course for Divers", "name: The divers' course"), REEF.but(name="Course for Divers and Fishers"),
        "belize/b.txt#1: name: the sheet now says 'Course for Divers and Fishers' where it said 'Course for Divers'; "
        "an editor wrote 'The divers' course', which was kept",
    ),
    (
        "a date", ("end: 2017-11-30", "end: 2017-10-01"), REEF.but(end="12/31/2017"),
        "belize/b.txt#1: end: the sheet now says '2017-12-31' where it said '2017-11-30'; an editor wrote '2017-10-01', "
        "which was kept",
    ),
    (
        "a start after the editor's end", ("end: 2017-11-30", "end: 2017-03-31"), REEF.but(start="4/13/2017"),
        "belize/b.txt#1: start: the sheet now says '2017-04-13' where it said '2017-03-13'; an editor wrote '2017-03-13', "
        "which was kept",
    ),
    (
        "a list", ("donors: [canada]", "donors: [chile]"), REEF.but(donors="Mexico"),
        "belize/b.txt#1: donors: the sheet now says 'mexico' where it said 'canada'; an editor wrote 'chile', which was kept",
    ),
    (
        "a fact that the editor deleted", ("  donors: [canada]\n", ""), REEF.but(donors="Mexico"),
        "belize/b.txt#1: donors: the sheet now says 'mexico' where it said 'canada'; an editor deleted that, and so it was left",
    ),
    (
        "a fact that the sheet took back", ("donors: [canada]", "donors: [chile]"), REEF.but(donors=""),
        "belize/b.txt#1: donors: the sheet no longer says 'canada'; an editor wrote 'chile', which was kept",
    ),
    (
        "a paragraph", ("forty divers were trained", "some forty divers were trained"), REEF.but(results=(SIXTY, SCHOOLS)),
        "belize/b.txt#1: results: the sheet now says 'In 2017, sixty divers were trained in Belize City, and nine boats were "
        "bought with the help of the harbor.' where it said 'In 2017, forty divers were trained in Belize City, and nine boats "
        "were bought with the help of the harbor.'; an editor wrote 'In 2017, some forty divers were trained in Belize City, "
        "and nine boats were bought with the help of the harbor.', which was kept",
    ),
    (
        "a paragraph that the editor deleted", (f"{FORTY}\n\n", ""), REEF.but(results=(SIXTY, SCHOOLS)),
        f"belize/b.txt#1: results: the sheet now says '{SIXTY}' where it said '{FORTY}'; an editor deleted that, and so it was left",
    ),
    (
        "a paragraph that the sheet took back", ("forty divers were trained", "some forty divers were trained"),
        REEF.but(results=(SCHOOLS,)),
        f"belize/b.txt#1: results: the sheet no longer says '{FORTY}'; an editor wrote "
        f"'{FORTY.replace('forty', 'some forty')}', which was kept",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "form", "expected"), [row[1:] for row in CLASHES], ids=[row[0] for row in CLASHES])
def test_where_both_changed_the_same_the_editors_stays_and_both_are_told(
    world: World, edit: tuple[str, str], form: Form, expected: str
) -> None:
    world.edit(*edit)
    before = world.text()
    world.put(form, LAMP)
    done = world.imported()
    assert [str(clash) for _, clash in done.clashes] == [expected]
    assert done.programs["clashing"] == (str(world.path()),)
    assert world.program().facts.review == (expected,)
    assert world.text().replace(cut(world.text(), "review:", "---"), "") == before
    again = world.bytes()
    done = world.imported()
    assert (done.clashes, done.changes, world.bytes()) == ((), (), again)


def test_a_clash_about_what_an_editor_decided_is_told_once_and_not_asked(world: World) -> None:
    world.edit("  end: 2017-11-30\n", "  end: 2017-11-30\n  decided:\n    end: the harbor's own books say so\n")
    world.put(REEF.but(end="12/31/2017"), LAMP)
    before = world.text()
    done = world.imported()
    assert [clash.field for _, clash in done.clashes] == ["end"]
    assert world.text() == before
    assert world.imported().clashes == ()


def test_the_same_correction_by_both_is_no_clash(world: World) -> None:
    world.edit("end: 2017-11-30", "end: 2017-12-31")
    world.edit(FORTY, SIXTY)
    before = world.text()
    world.put(REEF.but(end="12/31/2017", results=(SIXTY, SCHOOLS)), LAMP)
    done = world.imported()
    assert (done.clashes, world.text()) == ((), before)
    assert done.programs["kept as edited"] == ()
    assert done.programs["unchanged"] or done.programs["updated"] == ()


def test_a_paragraph_of_the_sheet_and_another_of_the_editor(world: World) -> None:
    world.edit(f"\n\n{SCHOOLS}", f"\n\n{SCHOOLS.replace('have told', 'have since told')}")
    world.put(REEF.but(results=(SIXTY, SCHOOLS)), LAMP)
    assert world.imported().clashes == ()
    results = world.program().own_texts["belize-2017"].results
    assert results == f"{SIXTY}\n\n{SCHOOLS.replace('have told', 'have since told')}"


# --- questions ---

UNSURE = REEF.but(
    start="3/4/2017", end="ongoing", results=(FORTY, "The harbor of Belize gave the divers a house of their own, and a")
)


@pytest.fixture
def asking(world: World) -> World:
    world.put(UNSURE, LAMP)
    world.imported()
    assert len(world.program().facts.review) == 2
    return world


@pytest.mark.parametrize(
    ("title", "form", "left"),
    [
        ("nothing else", UNSURE, 1),
        ("another part of the sheet", UNSURE.but(name="Course for All Divers", donors="Mexico"), 1),
        ("a word elsewhere", UNSURE.but(results=(SIXTY, UNSURE.results[1])), 1),
        ("the day itself", UNSURE.but(start="5/6/2017"), 2),
    ],
)
def test_a_settled_question_comes_back_only_when_its_own_fact_changes(
    asking: World, title: str, form: Form, left: int
) -> None:
    line = next(line for line in asking.program().facts.review if "month or day first" in line)
    asking.edit(f"- '{line}'\n", "")
    asking.put(form, LAMP)
    assert asking.imported().problems == ()
    assert len(asking.program().facts.review) == left
    again = asking.bytes()
    asking.imported()
    assert asking.bytes() == again


def test_a_question_goes_when_the_sheet_answers_it_and_the_remark_below_stays(asking: World) -> None:
    asking.edit("review:\n", "review:\n# look into these\n")
    asking.put(UNSURE.but(start="3/14/2017"), LAMP)
    asking.imported()
    assert [("cut off" in line) for line in asking.program().facts.review] == [True]
    assert "# look into these\n" in asking.text()


def test_what_an_editor_decided_is_not_asked_again(asking: World) -> None:
    line = next(line for line in asking.program().facts.review if "month or day first" in line)
    asking.edit(f"- '{line}'\n", "")
    asking.edit("  start: 2017-03-04\n", "  start: 2017-03-04\n  decided:\n    start: The invitation says it.\n")
    asking.put(UNSURE.but(start="5/6/2017"), LAMP)
    done = asking.imported()
    assert [clash.field for _, clash in done.clashes] == ["start"]
    assert [line for line in asking.program().facts.review if "month or day" in line or "start" in line] == []


# --- files and activities that editors moved ---


def moved(world: World, source: str, target: str) -> None:
    """The activity of Belize, with all its texts, cut from one file and put into another."""
    text = world.text(source)
    facts = cut(text, "- id: belize-2017", "- id: haiti" if "- id: haiti" in text else "---")
    world.edit(facts, "", source)
    world.edit("activities:\n", "activities:\n" + facts, target)
    for heading in ("Summary", "Objectives", "Results"):
        own = re.search(
            rf"## {heading}\n(?:(?!\n## ).)*?(### Belize \{{#belize-2017\}}\n.*?)(?=\n##|\Z)",
            world.text(source),
            re.DOTALL,
        )
        if own:
            world.edit(own[1], "", source)
            world.edit(f"## {heading}\n", f"## {heading}\n\n{own[1]}", target)


def test_a_file_that_was_renamed_is_found_and_updated(world: World) -> None:
    world.path().rename(world.path("divers"))
    before = world.bytes()
    world.imported()
    assert {name for name, data in world.bytes().items() if before.get(name) != data} == {
        "sheets/belize/b.txt.ledger.json", "sheets/haiti/h.txt.ledger.json",
    }  # fmt: skip
    assert world.entries()[0]["program"] == "divers"
    world.put(REEF.but(end="12/31/2017"), LAMP)
    done = world.imported()
    assert done.written == (str(world.path("divers")),)
    assert not world.path().exists()


@pytest.mark.parametrize("change", [(REEF, LAMP), (REEF.but(end="12/31/2017"), LAMP), (NEXT_YEAR, LAMP)])
def test_a_file_that_was_deleted_is_not_made_again(world: World, change: tuple[Form, ...]) -> None:
    kept = world.text()
    world.path().unlink()
    world.put(*change)
    done = world.imported()
    assert not world.path().exists()
    assert sorted(path.name for path in world.path().parent.iterdir()) == [f"{LAMP_FILE}.md"]
    entries = [entry for entry in world.entries() if entry.get("program") == REEF_FILE]
    assert {entry["became"] for entry in entries} == {"rejected"}
    assert all("an editor deleted " in str(entry["reason"]) for entry in entries)
    assert all(REEF_FILE in reason for reason in done.rejected.values())
    assert done.problems == ()
    again = world.bytes()
    assert world.imported().changes == ()
    assert world.bytes() == again
    # restored from history, it takes part again
    world.path().write_bytes(kept.encode())
    done = world.imported()
    assert done.rejected == {}
    assert {entry["became"] for entry in world.entries()} == {"imported"}
    days = [str(each.end) for each in world.program().facts.activities]
    assert days == {
        REEF: ["2017-11-30", "2016-10-31"],
        NEXT_YEAR: ["2017-11-30", "2018-12-20", "2016-10-31"],
    }.get(change[0], ["2017-12-31", "2016-10-31"])


def test_a_deleted_program_can_be_begun_anew(world: World) -> None:
    world.path().unlink()
    world.put(REEF, LAMP, NEXT_YEAR)
    (reason,) = [reason for ref, reason in world.imported().rejected.items() if ref == "belize/b.txt#3"]
    assert "write a program file with an activity that names the sheet" in reason
    world.path("divers").write_text(
        "---\ntitle: Divers\nactivities:\n- id: belize-2018\n  sheet: belize/b.txt#3\n---\n\n## Summary\n\nDivers dive.\n"
    )
    assert world.imported().problems == ()
    assert [entry.get("program") for entry in world.entries()] == [REEF_FILE, LAMP_FILE, "divers"]
    assert world.entries()[2]["became"] == "imported"
    assert world.program("divers").texts.summary == "Divers dive."


@pytest.mark.parametrize("change", [REEF, REEF.but(end="12/31/2017"), REEF.but(results=(SIXTY, SCHOOLS))])
def test_an_activity_that_was_deleted_is_not_made_again(world: World, change: Form) -> None:
    text = world.text()
    world.edit(cut(text, "- id: belize-2017", "- id: haiti"), "")
    world.edit(cut(text, "### Belize {#belize-2017}", "### Haiti"), "")
    before = world.text()
    world.put(change, LAMP)
    assert world.imported().problems == ()
    assert world.text() == before
    assert world.entries()[0]["became"] == "rejected"
    assert world.entries()[0]["activity"] == "belize-2017"
    assert "the activity 'belize-2017'" in str(world.entries()[0]["reason"])
    world.put(change, LAMP, NEXT_YEAR)
    world.imported()
    assert [each.id for each in world.program().facts.activities] == ["belize-2018", "haiti-2016"]


def test_an_activity_that_was_moved_stays_there_and_is_updated_there(world: World) -> None:
    moved(world, REEF_FILE, LAMP_FILE)
    world.edit("- id: belize-2017", "- id: belize-divers", LAMP_FILE)
    world.edit("{#belize-2017}", "{#belize-divers}", LAMP_FILE)
    assert world.imported().problems == ()
    assert [entry["activity"] for entry in world.entries()] == ["belize-divers", "belize-2017"]
    before = world.text()
    world.put(REEF.but(end="12/31/2017", results=(SIXTY, SCHOOLS)), LAMP)
    done = world.imported()
    assert (done.problems, done.clashes, world.text()) == ((), (), before)
    assert str(world.program(LAMP_FILE).facts.activities[0].end) == "2017-12-31"
    assert SIXTY in world.text(LAMP_FILE)
    assert FORTY not in world.text(LAMP_FILE)


def test_a_program_that_was_split_keeps_its_parts_and_new_sheets_join_the_greater(world: World) -> None:
    world.path("reefs-of-belize").write_text("---\ntitle: Reefs of Belize\nactivities:\n---\n\n## Results\n", "utf-8")
    moved(world, REEF_FILE, "reefs-of-belize")
    world.imported()
    before = world.text(), world.text("reefs-of-belize")
    world.imported()
    assert (world.text(), world.text("reefs-of-belize")) == before
    world.put(NEXT_YEAR.but(donors="Mexico"), at="belize/b-2018.txt")
    world.imported()
    ids = [[each.id for each in world.program(slug).facts.activities] for slug in (REEF_FILE, "reefs-of-belize")]
    assert sorted(map(len, ids)) == [1, 2]


def test_programs_that_were_merged_stay_merged_and_new_sheets_join(world: World) -> None:
    text = world.text()
    world.edit("- id: belize-2017", "- id: lamps-2017", LAMP_FILE)
    facts = cut(world.text(LAMP_FILE), "- id: lamps-2017", "---")
    world.edit("- id: haiti-2016", facts + "- id: haiti-2016")
    world.path(LAMP_FILE).unlink()
    assert world.text() != text
    world.imported()
    assert {entry["program"] for entry in world.entries()} == {REEF_FILE}
    world.put(
        REEF,
        LAMP,
        LAMP.but(
            results=("In 2018, the keepers of Belize lit forty lamps more, and Dangriga had light in every street.",),
            start="1/20/2018",
            end="11/15/2018",
        ),
    )
    world.imported()
    assert not world.path(LAMP_FILE).exists()
    assert [each.id for each in world.program().facts.activities] == [
        "belize-2017",
        "lamps-2017",
        "belize-2018",
        "haiti-2016",
    ]


# --- booklets of other days ---


def test_a_corrected_booklet_corrects_its_activities_and_doubles_nothing(world: World) -> None:
    world.put(
        LAMP.but(donors="Chile"), REEF.but(end="12/31/2017", results=(SIXTY, SCHOOLS)),
        NEXT_YEAR,
    )  # fmt: skip
    done = world.imported()
    assert [each.id for each in world.program().facts.activities] == ["belize-2017", "belize-2018", "haiti-2016"]
    assert [each.sheet for each in world.program().facts.activities] == [
        "belize/b.txt#1",
        "belize/b.txt#3",
        "haiti/h.txt#1",
    ]
    assert world.program(LAMP_FILE).facts.activities[0].donors == ("chile",)
    assert world.program().own_texts["belize-2017"].results == f"{SIXTY}\n\n{SCHOOLS}"
    assert done.new == 1


def test_next_years_booklet_under_the_same_name_overwrites_nothing(world: World) -> None:
    before = world.program(), world.program(LAMP_FILE)
    world.put(
        NEXT_YEAR,
        LAMP.but(
            results=("In 2018, no lamp of Belize went out in any night, and the keepers slept well.",),
            name="Night Watch",
            start="5/21/2018",
            end="6/30/2018",
        ),
    )
    done = world.imported()
    assert done.problems == ()
    reef, lamp = world.program(), world.program(LAMP_FILE)
    assert [each.sheet for each in reef.facts.activities] == ["belize/b.txt#1", "belize/b.txt@2#1", "haiti/h.txt#1"]
    assert [each.id for each in lamp.facts.activities] == ["belize-2017", "belize-2018"]
    for old, new in zip(before, (reef, lamp), strict=True):
        assert all(each in new.facts.activities for each in old.facts.activities)
    assert [(entry["sheet"], entry.get("edition", 1), entry.get("gone", False)) for entry in world.entries()] == [
        (1, 1, True), (1, 2, False), (2, 1, True), (2, 2, False),
    ]  # fmt: skip
    # and the year after
    world.put(
        NEXT_YEAR.but(
            results=("In 2019, the divers of Belize counted the fish of every reef there is.",),
            name="Third Course",
            start="1/22/2019",
            end="12/20/2019",
        )
    )
    world.imported()
    assert [each.sheet for each in world.program().facts.activities][:3] == [
        "belize/b.txt#1",
        "belize/b.txt@2#1",
        "belize/b.txt@3#1",
    ]
    again = world.bytes()
    assert world.imported().changes == ()
    assert world.bytes() == again


def test_a_sheet_that_comes_back_keeps_its_ref(world: World) -> None:
    world.put(NEXT_YEAR, LAMP)
    world.imported()
    world.put(LAMP, NEXT_YEAR, REEF)
    world.imported()
    assert [each.sheet for each in world.program().facts.activities] == [
        "belize/b.txt#1",
        "belize/b.txt@2#1",
        "haiti/h.txt#1",
    ]
    assert [entry.get("gone") for entry in world.entries()] == [None, None, None]


def test_next_years_booklet_from_elsewhere_stands_beside_the_old_one(world: World, tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    path.write_text(booklet(NEXT_YEAR, REEF.but(results=(SIXTY, SCHOOLS)), LAMP), "utf-8")
    done = import_booklets(world.content, [path], "belize")
    assert set(done.entries) == {f"belize/b-2.txt#{number}" for number in (1, 2, 3)}
    # the second tells anew what the old booklet told, the third says the same again
    reef = world.program()
    assert [(each.id, each.sheet) for each in reef.facts.activities] == [
        ("belize-2017", "belize/b-2.txt#2"), ("belize-2018", "belize/b-2.txt#1"), ("haiti-2016", "haiti/h.txt#1"),
    ]  # fmt: skip
    assert SIXTY in reef.own_texts["belize-2017"].results
    assert world.program(LAMP_FILE).facts.review == ()
    assert [entry["became"] for entry in world.entries("belize/b-2.txt")] == ["imported", "imported", "second copy"]
    assert [entry.get("told_by") for entry in world.entries()] == ["belize/b-2.txt#2", None]
    again = world.bytes()
    assert import_booklets(world.content, [path], "belize").changes == ()
    assert world.imported().changes == ()
    assert world.bytes() == again


def test_a_booklet_moved_to_its_country_is_the_same_booklet(world: World) -> None:
    world.put(
        LAMP.but(
            results=("The keepers lit thirty lamps, and the harbor paid for the oil of the first year.",),
            name="Lamps",
            start="2/20/2015",
            end="3/15/2015",
        ),
        at="unstated/u.txt",
    )
    world.imported()
    (world.content / "sheets/unstated/u.txt").rename(world.content / "sheets/belize/u.txt")
    world.imported()
    found = [each for each in world.program(LAMP_FILE).facts.activities if str(each.start) == "2015-02-20"]
    assert [(each.id, each.countries, each.sheet) for each in found] == [
        ("unstated-2015", ("belize",), "unstated/u.txt#1")
    ]


def test_an_import_killed_at_any_moment_is_made_good_by_the_next(world: World, tmp_path: Path) -> None:
    kites = Form(
        ("The Kite Program of the OAS gives kites to the children of all harbors in the hemisphere.",), name="Kites"
    )
    world.edit("title: Lamp", "# ours\ntitle: Lamp", LAMP_FILE)
    world.put(NEXT_YEAR, LAMP.but(donors="Atlantis"))
    world.put(REEF_HAITI.but(end="11/11/2016"), kites, at="haiti/h.txt")
    before = tmp_path / "before"
    shutil.copytree(world.content, before)
    changes = world.imported().changes
    expected = world.bytes()
    assert len(changes) == 6
    for stopped in range(len(changes)):
        shutil.rmtree(world.content)
        shutil.copytree(before, world.content)
        for change in changes[:stopped]:
            change.path.write_bytes(change.after)
        done = world.imported()
        assert (done.problems, done.clashes) == ((), ())
        assert world.bytes() == expected


def test_nothing_is_asked_where_an_editor_took_the_sheets_name_away(world: World) -> None:
    world.edit("  sheet: belize/b.txt#1\n", "")
    world.put(REEF.but(results=(SIXTY, SCHOOLS), end="12/31/2017"), at="belize/c.txt")
    done = world.imported()
    assert (done.clashes, done.problems) == ((), ())
    assert [(each.id, each.sheet, str(each.end)) for each in world.program().facts.activities] == [
        ("belize-2017", None, "2017-12-31"), ("haiti-2016", "haiti/h.txt#1", "2016-10-31"),
    ]  # fmt: skip
    assert world.imported().changes == ()


def test_a_doubt_makes_a_new_activity_and_asks(world: World) -> None:
    world.put(
        Form(
            REEF.summary,
            (),
            (
                "The fish of Belize were counted by nobody in that year, for the boats had all been sold to pay for the winter.",
            ),
            "Development",
        ),
        LAMP,
    )
    world.imported()
    assert [each.id for each in world.program().facts.activities] == ["belize-2017", "belize", "haiti-2016"]
    (line,) = [line for line in world.program().facts.review if "tell anew" in line]
    assert line == (
        "belize/b.txt@2#1: this sheet may tell anew what belize/b.txt#1 told, which is gone from the booklet; if it does, "
        "delete the older activity"
    )
    world.edit(f"- '{line}'\n", "")
    world.imported()
    assert "tell anew" not in world.text()


# --- reports ---


def test_a_dry_run_writes_nothing_and_shows_all(world: World, tmp_path: Path) -> None:
    path = tmp_path / "new.txt"
    path.write_text(booklet(NEXT_YEAR.but(donors="Atlantis")), "utf-8")
    world.put(REEF.but(end="12/31/2017"), LAMP)
    paths = [world.content, *world.content.rglob("*")]
    before = {each: each.stat().st_mtime_ns for each in paths}, world.bytes()
    done = import_booklets(world.content, [path, world.content / "sheets"], "belize", dry_run=True)
    now = [world.content, *world.content.rglob("*")]
    assert ({each: each.stat().st_mtime_ns for each in now}, world.bytes()) == before
    real = import_booklets(world.content, [path, world.content / "sheets"], "belize")
    assert (done.changes, done.entries, done.programs) == (real.changes, real.entries, real.programs)
    assert [each.path.relative_to(world.content).as_posix() for each in done.changes] == [
        "sheets/belize/new.txt", "donors.yml", "programs/reef-watch-program.md",
        "sheets/belize/b.txt.ledger.json", "sheets/belize/new.txt.ledger.json",
    ]  # fmt: skip


def test_a_form_in_which_nothing_can_be_placed_is_told_and_left(world: World) -> None:
    world.put(REEF.but(donors=""), LAMP)
    world.imported()
    facts = cut(world.text(), "- id: belize-2017", "- id: haiti")
    world.edit(facts, "- {id: belize-2017, sheet: 'belize/b.txt#1', countries: [belize], start: 2017-03-13}\n")
    flow = world.text()
    world.put(REEF, LAMP.but(donors="Chile"))
    done = world.imported()
    assert [str(problem) for problem in done.problems] == [
        f"{world.path()}:{flow.split('- {')[0].count(chr(10)) + 1}: activities[0].donors: changes of the sheets wait to be "
        "put in here, but not in the form in which it is written; put each key on a line of its own ('- id: …' and the "
        "others below it, without braces) and import again"
    ]
    assert world.text() == flow
    assert world.program(LAMP_FILE).facts.activities[0].donors == ("chile",)
    world.edit("- {id: belize-2017, sheet: 'belize/b.txt#1', countries: [belize], start: 2017-03-13}\n", facts)
    assert world.imported().problems == ()
    assert world.program().facts.activities[0].donors == ("canada",)


def test_a_program_that_cannot_be_read_lets_its_sheets_wait(world: World) -> None:
    good = world.text()
    world.edit("title: Reef", "titel: Reef")
    broken = world.text()
    world.put(REEF.but(end="12/31/2017"), LAMP.but(end="12/31/2017"), NEXT_YEAR)
    done = world.imported()
    assert [problem.path for problem in done.problems] == [str(world.path())]
    assert "mend the file" in done.problems[0].message
    assert world.text() == broken
    assert str(world.program(LAMP_FILE).facts.activities[0].end) == "2017-12-31"
    world.path().write_bytes(good.encode())
    assert world.imported().problems == ()
    assert [str(each.end) for each in world.program().facts.activities] == ["2017-12-31", "2018-12-20", "2016-10-31"]
    assert [each.sheet for each in world.program().facts.activities][:2] == ["belize/b.txt#1", "belize/b.txt#3"]


def _mistyped(text: str) -> str:
    """A word more in about one line of eight."""
    lines = text.split("\n")
    return "\n".join(
        re.sub(r"\b(the|of) ", r"\1 same ", line, count=1) if at % 8 == 3 else line for at, line in enumerate(lines)
    )


def _a_year_later(text: str) -> str:
    return re.sub(r"(?<!\d)20(1\d)(?!\d)", lambda match: f"20{int(match[1]) + 1}", text)


@pytest.mark.parametrize("name", ["real", "set-3"])
@pytest.mark.parametrize("change", [_mistyped, _a_year_later])
def test_whole_booklets_replaced_lose_no_activity_and_settle_at_once(
    tmp_path: Path, name: str, change: Callable[[str], str]
) -> None:
    world = World(tmp_path / "content")
    shutil.copytree(SETS[name][0], world.content / "sheets", ignore=shutil.ignore_patterns("*.json", "*.yml"))
    world.imported()

    def activities() -> dict[tuple[str, str], str | None]:
        programs = load_programs(world.content, load_facets(world.content, []), [])
        return {(program.slug, each.id): each.sheet for program in programs for each in program.facts.activities}

    before = activities()
    for path in (world.content / "sheets").rglob("*.txt"):
        path.write_text(change(path.read_text("utf-8")), "utf-8")
    done = world.imported()
    after = activities()
    assert before.items() <= after.items()
    assert len(set(after.values())) == len(after)
    assert done.problems == ()
    assert (done.new < 3) is (change is _mistyped)
    again = world.bytes()
    assert (world.imported().changes, world.bytes()) == ((), again)


def test_the_catalogue_itself_settles_at_once(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "tests/real", content)
    first = import_booklets(content, [content / "sheets"])
    assert (first.new, first.problems, first.clashes) == (0, (), ())
    assert import_booklets(content, [content / "sheets"]).changes == ()
