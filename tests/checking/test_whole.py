"""Everything that is wrong with a catalogue in one run, each link at the line on which an editor wrote it."""

import datetime as dt
from pathlib import Path

import pytest

from builder.checking import Answer, Checked, check, told
from tests.test_content import GOOD, PORTS

TEMPLATES = Path(__file__).parents[2] / "templates"
NO_PLACE = "leads to a place that the page /about/ does not have"


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _check(changed: dict[str, str]) -> Checked:
    for name, text in (GOOD | changed).items():
        path = Path("content") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return check(Path("content"), TEMPLATES, dt.date(2026, 11, 23))


def _ports(words: str) -> dict[str, str]:
    return {"programs/ports.md": PORTS.replace("*safer*", words)}


ROWS = [
    # the files, what is told
    ("nothing", {}, []),
    ("a place on another page", _ports("[a](/countries/belize/#Content)"), []),
    ("none there", _ports("[a](/about/#more)"), [f"programs/ports.md:14:15: the link to '/about/#more' {NO_PLACE}"]),
    ("an activity", _ports("[a](#belize-2017)"), []),
    ("none on this page", _ports("[a](#belize-2018)"), ["programs/ports.md:14:15: the link to '#belize-2018' leads to a place that this page does not have; did you mean 'belize-2017'?"]),
    ("on a page of their own", {"pages/about.md": "---\ntitle: A\n---\n\n[a](#b) [c](/countries/#d)\n"}, [
        "pages/about.md:5:5: the link to '#b' leads to a place that this page does not have",
        "pages/about.md:5:13: the link to '/countries/#d' leads to a place that the page /countries/ does not have",
    ]),
    ("in a translation", {"programs/ports.es.md": "---\ntitle: P\n---\n\n## Summary\n\n[a](/about/#b)\n"}, [f"programs/ports.es.md:7:5: the link to '/about/#b' {NO_PLACE}"]),
    ("on two pages", {**_ports("[a](/about/#b)"), "pages/help.md": "---\ntitle: A\n---\n\n[a](/about/#b)\n"}, [
        f"pages/help.md:5:5: the link to '/about/#b' {NO_PLACE}",
        f"programs/ports.md:14:15: the link to '/about/#b' {NO_PLACE}",
    ]),
    ("a page of a list that is not there", _ports("[a](/countries/belize/page/9/)"), ["programs/ports.md:14:15: warning: the link to '/countries/belize/page/9/' leads to no page of this site; its words are shown without it"]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
@pytest.mark.parametrize("url", ["https://example.org/catalogue/", "https://example.org/"], ids=["a path", "a root"])
def test_links_are_told_where_they_are_written(files: dict[str, str], expected: list[str], url: str) -> None:
    site = GOOD["site.yml"].replace("https://example.org/catalogue/", url)
    found = _check({**files, "site.yml": site})
    assert [str(problem) for problem in found.problems] == [f"content/{line}" for line in expected]
    assert found.links > 100


def test_pictures() -> None:
    Path("content/images").mkdir(parents=True)
    Path("content/images/port.jpg").write_bytes(b"\xff\xd8")
    assert _check(_ports("![A port](/images/port.jpg)")).problems == ()


def test_drafts_and_other_sites() -> None:
    page = "---\ntitle: A\n---\n\n[a](https://x.org/a) and [b](https://x.org/)\n"
    draft = "---\ntitle: D\ndraft: true\n---\n\n## Summary\n\n[a](https://draft.org/)\n"
    found = _check({**_ports("[a](https://x.org/)"), "pages/about.md": page, "programs/d.md": draft})
    assert found.drafts == ("content/programs/d.md",)
    assert [program.slug for program in found.programs] == ["d", "ports"]
    assert found.external["https://x.org/"] == (
        "content/pages/about.md",
        "content/programs/ports.md",
        "content/site.yml",
    )
    assert found.external["https://x.org/a"] == ("content/pages/about.md", "content/site.yml")
    assert not [address for address in found.external if "draft" in address]


ANSWERS = [
    (Answer("https://x.org/", "ok"), []),
    (Answer("https://x.org/", "dead", "is not there (404)"), [
        "content/pages/about.md:5:30: warning: https://x.org/ is not there (404); correct it, or take the link out",
        "content/programs/ports.md:14:15: warning: https://x.org/ is not there (404); correct it, or take the link out",
    ]),
    (Answer("https://x.org/a", "moved", "has moved for good", "https://y.org/"), ["content/pages/about.md:5:5: warning: https://x.org/a has moved for good; write https://y.org/"]),
    (Answer("https://x.org/a", "unsure", "did not answer"), ["content/pages/about.md:5:5: warning: https://x.org/a did not answer"]),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "expected"), ANSWERS, ids=[row[0].state for row in ANSWERS])
def test_answers_are_told_at_their_lines(answer: Answer, expected: list[str]) -> None:
    page = "---\ntitle: A\n---\n\n[a](https://x.org/a) and [b](https://x.org/)\n"
    found = _check({**_ports("[a](https://x.org/)"), "pages/about.md": page})
    assert [str(problem) for problem in told([answer], found.external)] == expected


def test_an_address_in_the_foot_of_every_page_is_told_once() -> None:
    found = _check({"site.yml": GOOD["site.yml"].replace("name: Free,", "name: Free, url: 'https://x.org/',")})
    gone = Answer("https://x.org/", "dead", "is not there (404)")
    assert [str(problem) for problem in told([gone], found.external)] == [
        "content/site.yml:8:29: warning: https://x.org/ is not there (404); correct it, or take the link out"
    ]
