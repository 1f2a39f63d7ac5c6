"""When activities ran, and the figures of a list: what is stated, what is open, what nobody knows."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from builder.content import load
from builder.generator.catalogue import Catalogue, catalogue
from builder.generator.figures import Figures, figures
from builder.generator.timeline import Timeline, timeline
from tests.generator.conftest import SAMPLE

TODAY = dt.date(2020, 1, 1)

Make = Callable[..., Catalogue]


def program(*activities: str, more: str = "") -> str:
    """A program file whose activities have such lines."""
    told = "".join(f"- id: a{number}\n  {lines}\n" for number, lines in enumerate(activities))
    return f"---\ntitle: Program\nactivities:\n{told}{more}---\n"


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def made(*programs: str) -> Catalogue:
        shutil.copytree(SAMPLE, tmp_path, ignore=shutil.ignore_patterns("programs"), dirs_exist_ok=True)
        (tmp_path / "programs").mkdir()
        for letter, text in zip("abcdefgh", programs, strict=False):
            (tmp_path / f"programs/{letter}.md").write_text(text, "utf-8")
        return catalogue(load(tmp_path)[0], TODAY)

    return made


def drawn(line: Timeline) -> list[tuple[str, float, float, str]]:
    return [
        (f"{bar.entry.slug}{len(bar.activities)}", bar.left, bar.right, bar.closes + ("?" if bar.unsure else ""))
        for bar in line.bars
    ]


BARS: list[tuple[str, list[str], list[tuple[str, float, float, str]]]] = [
    ("a whole year", [program("start: 2017-01-01\n  end: 2018-01-01")], [("a1", 0, 50, "stated")]),
    ("one day", [program("start: 2017-01-01\n  end: 2017-01-01")], [("a1", 0, 0, "stated")]),
    ("the end unknown", [program("start: 2017-01-01")], [("a1", 0, 100, "unknown")]),
    ("the start unknown", [program("end: 2017-01-01")], [("a1", 0, 0, "stated")]),
    # 2018 and 2019 as well, and this year, for it goes on
    ("ongoing", [program("start: 2017-01-01\n  ongoing: true")], [("a1", 0, 100, "ongoing")]),
    ("ongoing since nobody knows when", [program("ongoing: true")], [("a1", 0, 100, "ongoing")]),
    ("the far past", [program("start: 1962-01-01\n  end: 1963-01-01")], [("a1", 0, 50, "stated")]),
    ("the far future", [program("start: 2090-01-01\n  end: 2091-01-01")], [("a1", 0, 50, "stated")]),
    ("the last year there is", [program("start: 9999-01-01\n  end: 9999-12-31")], [("a1", 0, 100, "stated")]),
    (
        "the same dates are one bar, others another",
        [program("start: 2017-01-01\n  end: 2018-01-01", "start: 2018-01-01", "start: 2017-01-01\n  end: 2018-01-01")],
        [("a1", 50, 100, "unknown"), ("a2", 0, 50, "stated")],
    ),
    (
        "the same dates of two programs are two",
        [program("end: 2017-01-01"), program("end: 2017-01-01")],
        [("a1", 0, 0, "stated"), ("b1", 0, 0, "stated")],
    ),
    (
        "ongoing ones first, then the latest",
        [program("start: 2019-01-01"), program("start: 2016-01-01\n  ongoing: true"), program("start: 2018-01-01")],
        [("b1", 0, 100, "ongoing"), ("a1", 59.99, 100, "unknown"), ("c1", 40.01, 100, "unknown")],
    ),
    (
        "a date that awaits an editor",
        [
            program(
                "sheet: belize/program-sheets.txt#1\n  start: 2017-01-01",
                more='review: ["belize/program-sheets.txt#1: start: a day or a month?"]\n',
            )
        ],
        [("a1", 0, 100, "unknown?")],
    ),
]


@pytest.mark.parametrize(("title", "programs", "expected"), BARS, ids=[row[0] for row in BARS])
def test_bars(make: Make, title: str, programs: list[str], expected: list[tuple[str, float, float, str]]) -> None:
    made = make(*programs)
    line = timeline(made.entries, {}, made, 12)
    assert line is not None
    assert drawn(line) == expected


@pytest.mark.parametrize("programs", [[], [program("countries: [belize]")]], ids=["no program", "no date"])
def test_nothing_to_draw(make: Make, programs: list[str]) -> None:
    made = make(*programs)
    assert timeline(made.entries, {}, made, 12) is None


def test_what_is_not_drawn_is_counted(make: Make) -> None:
    same = "start: 2015-01-01"
    made = make(program("start: 2017-01-01", "start: 2016-01-01", same, same, "countries: [belize]"))
    line = timeline(made.entries, {}, made, 2)
    assert line is not None
    assert (len(line.bars), line.more, line.undated) == (2, 2, 1)


YEARS: list[tuple[str, str, list[int]]] = [
    ("few: each", "start: 2016-05-01\n  end: 2018-02-01", [2016, 2017, 2018]),
    ("ten: every second", "start: 2009-01-01\n  end: 2018-02-01", [2010, 2012, 2014, 2016, 2018]),
    ("many: every tenth", "start: 1962-01-01\n  end: 2018-02-01", [1970, 1980, 1990, 2000, 2010]),
    ("what goes on: to this year's end", "start: 2018-05-01\n  ongoing: true", [2018, 2019, 2020]),
    ("what is to go on: from its first year", "start: 2023-05-01\n  ongoing: true", [2023]),
    ("what may go on: no further than is stated", "start: 2018-05-01", [2018]),
]


@pytest.mark.parametrize(("title", "lines", "years"), YEARS, ids=[row[0] for row in YEARS])
def test_years(make: Make, title: str, lines: str, years: list[int]) -> None:
    made = make(program(lines))
    line = timeline(made.entries, {}, made, 12)
    assert line is not None
    assert [year for year, _ in line.years] == years


FIGURES: list[tuple[str, dict[str, str], Figures]] = [
    ("all", {}, Figures(4, 1, 2, 1, 1, (2009, 2030))),
    ("of a country", {"countries": "belize"}, Figures(2, 1, 1, 1, 1, (2012, 2030))),
    ("of a donor", {"donors": "canada"}, Figures(1, 1, 1, 1, 1, (2012, 2030))),
]


@pytest.mark.parametrize(("title", "chosen", "expected"), FIGURES, ids=[row[0] for row in FIGURES])
def test_figures(make: Make, title: str, chosen: dict[str, str], expected: Figures) -> None:
    made = make(
        program("countries: [belize]\n  donors: [canada]\n  start: 2012-01-01\n  end: 2030-01-01", more="unit: deco\n"),
        program(
            "countries: [belize]",
            "countries: [chile]\n  end: 2009-01-01",
            # nobody knows yet whether this is so
            "countries: [chile]\n  sheet: chile/program-sheets.txt#1\n  start: 1900-01-01",
            more='review: ["chile/program-sheets.txt#1: start: a day or a month?"]\n',
        ),
    )
    assert figures(made.entries, chosen, made) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["programs/harbor-safety/", "countries/belize/"])
def test_bars_on_a_phone(browser: Browser, site: Path, serve: Callable[[Path], str], path: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 700})
    page.goto(f"{serve(site.parent)}/catalogue/{path}")
    links = page.locator(".timeline li a")
    assert links.count()
    for link in links.all():
        link.focus()
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 24
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.close()
