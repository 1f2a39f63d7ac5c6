"""A new program: its file is right as it is and with every comment made a fact, and nothing that is there is lost."""

import re
from pathlib import Path

import pytest

from builder import frontmatter
from builder.content import Content, load
from builder.editing.new import FOR_THE_IMPORT, new_program
from builder.problems import Problem, ProblemsError
from builder.program import Activity, Facts

FILES = {
    "site.yml": """\
title: Programs
tagline: What runs where
description: All of it
organization: OAS
url: https://example.org/catalogue/
contact: {name: Editors, email: editors@example.org}
source: Sheets
licence: {name: Free, text: Use it.}
""",
    "countries.yml": "chile:\n  name: Chile\n  code: CL\n",
    "donors.yml": "spain:\n  name: Spain\ncanada:\n  name: Canada\n",
    "pillars.yml": "security:\n  name: Security\n  description: Safety.\n",
    "units.yml": "sms:\n  name: Secretariat\n",
    "programs/ports.md": "---\ntitle: Ports\naliases:\n- harbors\n- old-docks\n---\n\n## Summary\n\nText.\n",
    "programs/ports.es.md": "---\ntitle: Puertos\n---\n\n## Summary\n\nTexto.\n",
}


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        path = Path("content") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def _loaded() -> tuple[Content, list[Problem]]:
    return load(Path("content"))


TITLES = [
    # title, its file, the title as read again, its line
    (
        "plain",
        "Harbor Safety Program",
        "harbor-safety-program",
        "Harbor Safety Program",
        "title: Harbor Safety Program",
    ),
    ("blanks around and within", "  Harbor \t Safety\n", "harbor-safety", "Harbor Safety", "title: Harbor Safety"),
    ("a colon", "Docks: a start", "docks-a-start", "Docks: a start", "title: 'Docks: a start'"),
    ("quotes", """It's "new\"""", "it-s-new", """It's "new\"""", """title: It's "new\""""),
    ("quotes first", '"New" docks', "new-docks", '"New" docks', "title: '\"New\" docks'"),
    ("a hash first", "#1 Docks", "1-docks", "#1 Docks", "title: '#1 Docks'"),
    ("a hash within", "Docks #1", "docks-1", "Docks #1", "title: 'Docks #1'"),
    ("a number", "1540", "1540", "1540", "title: '1540'"),
    ("a day", "2017-04-12", "2017-04-12", "2017-04-12", "title: '2017-04-12'"),
    ("a word that is a value", "Null", "null", "Null", "title: 'Null'"),
    ("a list", "- Docks", "docks", "- Docks", "title: '- Docks'"),
    (
        "accents",
        "Prevención del Crimen – Ñuñoa",
        "prevencion-del-crimen-nunoa",
        "Prevención del Crimen – Ñuñoa",
        "title: Prevención del Crimen – Ñuñoa",
    ),
    ("signs", "Docks 🚢", "docks", "Docks 🚢", 'title: "Docks 🚢"'),
    ("signs and quotes", 'The "🚢"\\', "the", 'The "🚢"\\', r'title: "The \"🚢\"\\"'),
    ("characters that nobody sees", "Docks\x00\x1b[1m\udc80", "docks-1m", "Docks[1m", "title: Docks[1m"),
    ("one word of 300 letters", "x" * 300, "x" * 80, "x" * 300, "title: " + "x" * 300),
    (
        "300 letters in words",
        "dock " * 60,
        "dock-" * 15 + "dock",
        "dock " * 59 + "dock",
        "title: " + "dock " * 59 + "dock",
    ),
    ("the key again", "title: Docks", "title-docks", "title: Docks", "title: 'title: Docks'"),
]


@pytest.mark.parametrize(("title", "slug", "read", "line"), [row[1:] for row in TITLES], ids=[row[0] for row in TITLES])
def test_a_new_program_is_right(title: str, slug: str, read: str, line: str) -> None:
    path = new_program(Path("content"), title)
    assert path == Path("content/programs") / f"{slug}.md"
    content, problems = _loaded()
    assert problems == []
    made = next(program for program in content.programs if program.slug == path.stem)
    assert made.facts == Facts(title=read, draft=True)
    text = path.read_bytes().decode()
    assert text.splitlines()[:2] == ["---", line]
    assert "\r" not in text
    assert text.endswith("\n---\n")


def _with_facts(path: Path) -> None:
    """As an editor who takes away the first # of every line."""
    lines = path.read_text("utf-8").splitlines()
    path.write_text("".join(re.sub("^# ?", "", line) + "\n" for line in lines), "utf-8")


def test_every_comment_can_be_a_fact() -> None:
    path = new_program(Path("content"), "Harbor Safety")
    _with_facts(path)
    content, problems = _loaded()
    assert [problem.field for problem in problems] == ["activities[0].ongoing"]  # which no one states beside an end
    facts = next(program for program in content.programs if program.slug == "harbor-safety").facts
    assert (facts.unit, facts.pillar, facts.aliases) == ("sms", "security", ("old-harbor-safety",))
    (activity,) = facts.activities
    assert (activity.id, activity.countries, activity.donors) == ("chile-2017", ("chile",), ("canada",))
    for model, held in ((Facts, facts), (Activity, activity)):
        assert [name for name in model.model_fields if name not in held.model_fields_set] == [
            name for name in model.model_fields if name in FOR_THE_IMPORT
        ]


def test_every_key_is_explained() -> None:
    text = new_program(Path("content"), "Harbor Safety").read_text("utf-8")
    explained = " ".join(line.removeprefix("##").strip() for line in text.splitlines() if line.startswith("##"))
    for model in (Facts, Activity):
        for name, field in model.model_fields.items():
            if name not in (*FOR_THE_IMPORT, "title", "draft"):
                assert " ".join((field.description or "").replace("`", "'").split()) in explained, name
    assert "### Chile {#chile-2017}" in explained
    assert max(map(len, text.splitlines())) <= 100


def test_the_texts_have_their_headings() -> None:
    """As the comments show them, written below the facts."""
    path = new_program(Path("content"), "Harbor Safety")
    _with_facts(path)
    text = path.read_text("utf-8")
    shown = [line.removeprefix("#     ") for line in text.splitlines() if re.match("#     [#A-Z]", line)]
    path.write_text(text + "\n" + "\n\n".join(shown) + "\n", "utf-8")
    content, problems = _loaded()
    assert len(problems) == 1
    made = next(program for program in content.programs if program.slug == "harbor-safety")
    assert all((made.texts.summary, made.texts.objectives, made.texts.results, made.own_texts["chile-2017"].results))


def test_an_example_alias_takes_no_address() -> None:
    path = new_program(Path("content"), "Docks")
    _with_facts(path)
    _loaded()
    assert "aliases: [old-old-docks]" in path.read_text("utf-8")


def test_without_entries_there_are_no_slugs() -> None:
    for name in ("countries", "donors", "pillars", "units"):
        Path(f"content/{name}.yml").write_text("")
    path = new_program(Path("content"), "Harbor Safety")
    _with_facts(path)
    content, _ = _loaded()
    (activity,) = next(program for program in content.programs if program.slug == "harbor-safety").facts.activities
    assert activity.countries == activity.donors == ()


def test_other_files_need_not_be_right() -> None:
    Path("content/countries.yml").write_text("chile: [")
    Path("content/programs/bad.md").write_bytes(b"---\ntitle: \xff: [\naliases: x\n---\n")
    Path("content/programs/worse.md").write_text("no facts")
    document = frontmatter.split(new_program(Path("content"), "Harbor Safety").read_text("utf-8"))
    assert document
    assert frontmatter.parse(document.head, "")[0] == {"title": "Harbor Safety", "draft": True}


def test_the_first_program_makes_the_folder() -> None:
    for path in Path("content/programs").iterdir():
        path.unlink()
    Path("content/programs").rmdir()
    assert new_program(Path("content"), "Docks") == Path("content/programs/docks.md")
    assert _loaded()[1] == []


OBSTACLES = [
    # title of the row, the program's title, what is told
    ("no title", "", "content/programs: title: the program has no title; write it in quotes, as in: python build.py new \"Harbor Safety Program\""),
    ("blanks", " \t\n", "content/programs: title: the program has no title; write it in quotes, as in: python build.py new \"Harbor Safety Program\""),
    ("only punctuation", "?!…", "content/programs: title: '?!…' has no letter or digit to make a file name of; write the program's name in words"),
    ("a fence", "---", "content/programs: title: '---' has no letter or digit to make a file name of; write the program's name in words"),
    ("only signs", "🚢", "content/programs: title: '🚢' has no letter or digit to make a file name of; write the program's name in words"),
    ("there already", "PORTS!", "content/programs/ports.md: is there already, and 'PORTS!' would have the same name; change that file, or choose another title"),
    ("an old address", "Harbors", "content/programs/ports.md:4:3: aliases[0]: 'harbors' is an old address of this program, which 'Harbors' would take over; change this file, choose another title, or delete the alias here"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "expected"), [row[1:] for row in OBSTACLES], ids=[row[0] for row in OBSTACLES])
def test_what_cannot_be_made(title: str, expected: str) -> None:
    before = {path: path.read_bytes() for path in Path("content").rglob("*.*")}
    with pytest.raises(ProblemsError) as caught:
        new_program(Path("content"), title)
    assert [str(problem) for problem in caught.value.problems] == [expected]
    assert {path: path.read_bytes() for path in Path("content").rglob("*.*")} == before


def test_without_content_nothing_is_made() -> None:
    with pytest.raises(ProblemsError) as caught:
        new_program(Path("nowhere"), "Docks")
    assert [str(problem) for problem in caught.value.problems] == [
        "nowhere: is no folder; run this where it is, or name it with --content"
    ]
    assert not Path("nowhere").exists()
