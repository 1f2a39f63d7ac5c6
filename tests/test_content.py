"""content/ as a whole: what is good loads, and each slip of an editor is told where it stands, all of them at once."""

import datetime as dt
from pathlib import Path

import pytest

from builder.content import Content, Page, load
from builder.facets import Country, Donor, Pillar, Unit
from builder.problems import Problem, ProblemsError
from builder.program import Activity, Facts, Program, Texts
from builder.reports import as_text as report

PORTS = """\
---
title: Ports
unit: cicte
aliases: [harbors]
activities:
- id: belize-2017
  countries: [belize]
  donors: [canada]
  start: 2017-04-12
---

## Summary

Ports are *safer*.

### Belize {#belize-2017}

One port.
"""
GOOD = {
    "site.yml": """\
title: Programs
tagline: What runs where
description: All of it
organization: OAS
url: https://example.org/catalogue/
contact: {name: Editors, email: editors@example.org}
source: Sheets
licence: {name: Free, text: Use it.}
repository: ""
""",
    "countries.yml": "belize:\n  name: Belize\n  code: BZ\nchile:\n  name: Chile\n  code: CL\n",
    "donors.yml": "canada:\n  name: Canada\nchile:\n  name: Chile\n  country: chile\n",
    "pillars.yml": "security:\n  name: Security\n  description: Safety.\n",
    "units.yml": "cicte:\n  name: Committee against Terrorism\n  acronym: CICTE\n  pillar: security\n",
    "programs/ports.md": PORTS,
    "pages/about.md": "---\ntitle: About\n---\n\nIt is a catalogue.\n",
}


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _load(changed: dict[str, str | bytes | None]) -> tuple[Content, list[Problem]]:
    """The good content, with some files changed or gone."""
    for name, text in (GOOD | changed).items():
        path = Path("content") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is not None:
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(Path("content"))


def _told(changed: dict[str, str | bytes | None]) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        _load(changed)
    return report(caught.value.problems).splitlines()[:-1]


def test_good_content_loads() -> None:
    content, problems = _load({})
    assert not problems
    assert content.site.title == "Programs"
    assert content.site.repository is None
    assert content.facets.countries == {
        "belize": Country(name="Belize", code="BZ"),
        "chile": Country(name="Chile", code="CL"),
    }
    assert content.facets.donors == {"canada": Donor(name="Canada"), "chile": Donor(name="Chile", country="chile")}
    assert content.facets.pillars == {"security": Pillar(name="Security", description="Safety.")}
    assert content.facets.units == {
        "cicte": Unit(name="Committee against Terrorism", acronym="CICTE", pillar="security")
    }
    activity = Activity(id="belize-2017", countries=("belize",), donors=("canada",), start=dt.date(2017, 4, 12))
    facts = Facts(title="Ports", unit="cicte", aliases=("harbors",), activities=(activity,))
    texts, own = Texts("Ports are *safer*."), {"belize-2017": Texts("One port.")}
    assert content.programs == (Program("ports", facts, texts, own),)
    assert content.programs[0].path == "content/programs/ports.md"
    assert content.pages == (Page("about", "About", "It is a catalogue.", "content/pages/about.md"),)


SAME = [
    ("a byte order mark", "\ufeff" + PORTS),
    ("line ends of Windows", PORTS.replace("\n", "\r\n")),
    ("no line end at the end", PORTS.rstrip()),
    ("headings in other letters", PORTS.replace("## Summary", "## SUMMARY ##")),
    ("no blank lines", PORTS.replace("\n\n", "\n")),
    ("blanks behind words", PORTS.replace("}", "}  ").replace("Summary", "Summary ")),
]


@pytest.mark.parametrize("text", [row[1] for row in SAME], ids=[row[0] for row in SAME])
def test_editors_and_their_editors_differ(text: str) -> None:
    expected = _load({})[0].programs
    content, problems = _load({"programs/ports.md": text})
    assert not problems
    assert content.programs == expected


LEFT_OUT = "warning: is no Markdown file (.md) and was left out"


def test_files_that_are_no_program_are_told_or_hidden() -> None:
    odd = {
        "programs/ports.txt": "",
        "programs/old/ports.md": "",
        "programs/.ports.md.swp": "",
        "programs/.#ports.md": "",
    }
    content, problems = _load({**odd, "pages/about.html": ""})
    assert len(content.programs) == 1
    assert report(problems).splitlines() == [
        f"content/pages/about.html: {LEFT_OUT}",
        f"content/programs/old: {LEFT_OUT}",
        f"content/programs/ports.txt: {LEFT_OUT}",
        "3 warnings",
    ]


def test_a_byte_order_mark_is_nobodys_fault() -> None:
    marked = {name: f"\ufeff{text}" for name, text in GOOD.items()}
    assert _load(dict(marked)) == _load({})
    assert _told({"site.yml": marked["site.yml"] + "\ntitle: B"}) == [
        "content/site.yml:11:1: the key 'title' stands twice; keep one"
    ]
    assert _told({"site.yml": "\ufefftitel: A\n" + GOOD["site.yml"]}) == [
        "content/site.yml:1:1: titel: there is no such key; did you mean 'title'?"
    ]


def test_no_programs_and_no_pages_yet() -> None:
    content, problems = _load({"programs/ports.md": None, "pages/about.md": None})
    assert (content.programs, content.pages, problems) == ((), (), [])


FILES = [
    # the file, its text (None: it is missing), what is told
    ("site.yml", None, ["is missing; every catalogue needs this file"]),
    ("countries.yml", None, ["is missing; every catalogue needs this file"]),
    ("pillars.yml", None, ["is missing; every catalogue needs this file"]),
    ("units.yml", b"# \xe9\n\ncicte:\n  name: Comit\xe9\n", ["1: is not UTF-8 text; save it as UTF-8"]),
    ("pages/about.md", b"---\ntitle: \xe9\n---\n", ["2: is not UTF-8 text; save it as UTF-8"]),
    ("programs/ports.md", b"\xff\xfe-\x00", ["1: is not UTF-8 text; save it as UTF-8"]),
    ("site.yml", GOOD["site.yml"].replace("title: Programs", "title:"), ["1:1: title: is missing"]),
    ("site.yml", GOOD["site.yml"] + "tag: red\n", ["10:1: tag: there is no such key; did you mean 'tagline'?"]),
    ("site.yml", "- title: A", ["1:1: must be keys with values, such as 'name: …'"]),
    ("site.yml", GOOD["site.yml"].replace("Programs", "A: B"), ["1:9: a value with ': ' in it needs quotes around it"]),
    ("countries.yml", "- belize", ["1:1: must be slugs, each with its keys indented below it"]),
    ("countries.yml", GOOD["countries.yml"].replace("BZ", "bz"), [
        "3:9: belize.code: 'bz' is no country code: two capital letters, such as BZ",
    ]),
    ("countries.yml", GOOD["countries.yml"] + "Peru:\n  name: Peru\n", [
        "7:1: Peru: is no slug: only a-z, 0-9 and single hyphens",
    ]),
    ("countries.yml", GOOD["countries.yml"] + "peru:\n", ["7:1: peru: is empty; write a value or delete the line"]),
    ("countries.yml", GOOD["countries.yml"] + "chile:\n  name: C\n", ["7:1: the key 'chile' stands twice; keep one"]),
    ("donors.yml", GOOD["donors.yml"].replace("Canada", "2"), [
        "2:9: canada.name: '2' must be text; put quotes around it",
    ]),
    ("donors.yml", GOOD["donors.yml"].replace("country: chile", "country: chili"), [
        "5:12: chile.country: 'chili' is no country; did you mean 'chile'?",
    ]),
    ("donors.yml", GOOD["donors.yml"].replace("country: chile", "country: chili\n  nome: Chile"), [
        "5:12: chile.country: 'chili' is no country; did you mean 'chile'?",
        "6:3: chile.nome: there is no such key; did you mean 'name'?",
    ]),
    ("donors.yml", GOOD["donors.yml"].replace("country: chile", "country: chili").replace("Canada", "@Canada"), [
        "2:9: a value that starts with a special character needs quotes around it",
        "5:12: chile.country: 'chili' is no country; did you mean 'chile'?",
    ]),
    ("units.yml", GOOD["units.yml"].replace("acronym: CICTE", "acronym: 2").replace("security", "xyz"), [
        "3:12: cicte.acronym: '2' must be text; put quotes around it",
        "4:11: cicte.pillar: 'xyz' is no pillar; pillars.yml lists them",
    ]),
    ("units.yml", GOOD["units.yml"].replace("security", "Xyz"), [
        "4:11: cicte.pillar: 'Xyz' is no slug: only a-z, 0-9 and single hyphens",
    ]),
    ("units.yml", GOOD["units.yml"].replace("security", "xyz"), [
        "4:11: cicte.pillar: 'xyz' is no pillar; pillars.yml lists them",
    ]),
    ("pages/about.md", "It is a catalogue.", ["1:1: must begin with 'title: …' between two lines '---'"]),
    ("pages/about.md", "---\n---\n", ["2:1: title: is missing"]),
    ("pages/about.md", "---\ntitle: A\ntitle: B\n---\n", ["3:1: the key 'title' stands twice; keep one"]),
    ("pages/About us.md", GOOD["pages/about.md"], [
        "a file name may hold only a-z, 0-9 and single hyphens, for it is the page's address",
    ]),
    ("programs/Ports_2.md", "---\ntitle: A\n---\n", [
        "a file name may hold only a-z, 0-9 and single hyphens, for it is the page's address",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "expected"), FILES, ids=[f"{row[0]} {row[2][0].rpartition(': ')[2]}" for row in FILES]
)
def test_files(name: str, text: str | bytes | None, expected: list[str]) -> None:
    assert _told({name: text}) == [f"content/{name}:{'' if line[0].isdigit() else ' '}{line}" for line in expected]


PORTS_HAS_IT = "is already the address of content/programs/ports.md"
ALIASES = [
    ("another page", "a.md", "[b, ports]", f"4:14: aliases[1]: 'ports' {PORTS_HAS_IT}"),
    ("another's alias", "q.md", "[harbors]", f"4:11: aliases[0]: 'harbors' {PORTS_HAS_IT}"),
    ("its own page", "a.md", "[a]", "4:11: aliases[0]: 'a' is this page's own address"),
]


@pytest.mark.parametrize(("name", "aliases", "line"), [row[1:] for row in ALIASES], ids=[row[0] for row in ALIASES])
def test_addresses_clash(name: str, aliases: str, line: str) -> None:
    text = f"---\ntitle: A\n# old addresses\naliases: {aliases}\n---\n"
    assert _told({f"programs/{name}": text}) == [f"content/programs/{name}:{line}"]


def test_no_link_is_blamed_for_a_facet_file_that_cannot_be_read() -> None:
    files = {"programs/ports.md": PORTS.replace("*safer*", "[a](/countries/peru/)"), "countries.yml": "belize: ["}
    assert [line for line in _told(dict(files)) if "ports.md" in line] == []
    files["countries.yml"] = GOOD["countries.yml"]
    told = (
        "content/programs/ports.md:14:15: '/countries/peru/' is no page of this catalogue; did you mean '/countries/'?"
    )
    assert _told(dict(files)) == [told]


def test_addresses_clash_though_both_files_hold_slips() -> None:
    slips = {
        "programs/ports.md": PORTS.replace("title: Ports", "tag: red"),
        "programs/q.md": "---\naliases: [harbors]\n---\n",
    }
    clash = "content/programs/q.md:2:11: aliases[0]: 'harbors' is already the address of content/programs/ports.md"
    assert clash in _told(dict(slips))


def _with(*activities: str) -> str:
    return "---\ntitle: A\nactivities:\n" + "".join(f"- {{{each}}}\n" for each in activities) + "---\n"


TWICE = "content/programs/q.md:5:18: warning: activities[1].sheet: 'chile/a.txt#1' is already the sheet of"
ONE = "one sheet tells of one activity"
WARNINGS = [
    (
        "a sheet for each",
        {"q.md": _with("id: a, sheet: chile/a.txt#1", "id: b, sheet: chile/a.txt#2", "id: c", "id: d")},
        [],
    ),
    (
        "a sheet twice in a file",
        {"q.md": _with("id: a, sheet: chile/a.txt#1", "id: b, sheet: chile/a.txt#1")},
        [f"{TWICE} activities[0]; {ONE}"],
    ),
    (
        "a sheet in two files",
        {"p.md": _with("id: a, sheet: chile/a.txt#1"), "q.md": _with("id: a", "id: b, sheet: chile/a.txt#1")},
        [f"{TWICE} activities[0] of content/programs/p.md; {ONE}"],
    ),
    ("ongoing", {"q.md": _with("id: a, ongoing: true", "id: b, end: 2017-04-12, ongoing: false")}, []),
    (
        "ongoing with an end",
        {"q.md": _with("id: a", "id: b, end: 2017-04-12, ongoing: true")},
        [
            "content/programs/q.md:5:37: warning: activities[1].ongoing: stands beside an end; until 2017-04-12 the page "
            "says ongoing, from then on completed. Keep one of them"
        ],
    ),
]


@pytest.mark.parametrize(("files", "expected"), [row[1:] for row in WARNINGS], ids=[row[0] for row in WARNINGS])
def test_warnings(files: dict[str, str], expected: list[str]) -> None:
    _, problems = _load({f"programs/{name}": text for name, text in files.items()})
    assert [str(problem) for problem in sorted(problems)] == expected


def test_all_is_told_at_once_and_sorted() -> None:
    assert _told(
        {
            "units.yml": None,
            "site.yml": "url: x",
            "programs/zoo.md": "no fence",
            "programs/a.md": "---\ntitle: A\nactivities:\n- id: b\n  donors: [canda]\n  start: x\n---\n## Sumary\n",
            "programs/b.md": "---\ntitle: A\npillar: safety\ndraft: no\n---\n## Sumary\n",
            "programs/c.txt": "",
        }
    ) == [
        "content/programs/a.md:5:12: activities[0].donors[0]: 'canda' is no donor; did you mean 'canada'?",
        "content/programs/a.md:6:10: activities[0].start: 'x' is no date; write it as 2017-04-12",
        "content/programs/a.md:8:1: '## Sumary' is no heading of a program; "
        "allowed: '## Summary', '## Objectives', '## Results'",
        "content/programs/b.md:3:9: pillar: 'safety' is no pillar; pillars.yml lists them",
        "content/programs/b.md:4:8: draft: 'no' must be true or false",
        "content/programs/b.md:6:1: '## Sumary' is no heading of a program; "
        "allowed: '## Summary', '## Objectives', '## Results'",
        "content/programs/zoo.md:1:1: must begin with facts between two lines '---'",
        *(
            f"content/site.yml:1:1: {key}: is missing"
            for key in ("contact", "description", "licence", "organization", "source", "tagline", "title")
        ),
        "content/site.yml:1:6: url: 'x' is no web address: it must start with http:// or https://",
        "content/units.yml: is missing; every catalogue needs this file",
        f"content/programs/c.txt: {LEFT_OUT}",
    ]
