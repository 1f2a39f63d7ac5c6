"""A large catalogue weighs a reader down no more than a small one. `CATALOGUE_PROGRAMS` says how large."""

import datetime as dt
import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from builder.generator import build
from tests.bench import corpus
from tests.pages.host import Host
from tests.pages.published import TEMPLATES

PROGRAMS = int(os.environ.get("CATALOGUE_PROGRAMS", "300"))

PAGE_LIMIT = 200_000
"""Bytes of a page's file, however many programs there are."""

LISTED_LIMIT = 40_000 + 4 * PROGRAMS
"""Bytes that are sent until the first programs are seen, where nobody asks for words: 80,000 of 10,000 programs."""

FOUND_LIMIT = 130_000 + 17 * PROGRAMS
"""The same where words are asked for: 300,000 of 10,000 programs. The engine that finds them has 72,000 of that."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large") / "corpus"
    corpus.write(PROGRAMS, folder)
    build(folder / "content", TEMPLATES, folder / "site", dt.date(2026, 11, 24))
    return folder / "site"


def test_no_page_is_large(large: Path) -> None:
    sizes = {path.relative_to(large).as_posix(): path.stat().st_size for path in large.rglob("*.html")}
    assert len(sizes) > PROGRAMS
    assert {place: size for place, size in sizes.items() if size > PAGE_LIMIT} == {}


QUESTIONS = [
    # what is asked, what of the choices must be there before it is answered, and how much it may weigh
    ("all programs", "", "", LISTED_LIMIT),
    ("all by start", "?sort=start", "start", LISTED_LIMIT),
    ("a country", "?country=ethiopia", "", LISTED_LIMIT),
    ("a pillar", "?pillar=water-and-climate", "", LISTED_LIMIT),
    ("a small word", "?q=of", "", LISTED_LIMIT),
    ("a rare word", "?q=00108", "", FOUND_LIMIT),
    ("a common word", "?q=health", "", FOUND_LIMIT),
    ("a common word and a small one", "?q=women+of", "", FOUND_LIMIT),
    ("two common words", "?q=health+water", "", FOUND_LIMIT),
    ("a phrase", "?q=%22health+water%22", "", FOUND_LIMIT),
    ("a common word by start", "?q=health&sort=start", "start", FOUND_LIMIT),
    ("a common word in a country", "?q=health&country=ethiopia", "", FOUND_LIMIT),
    ("two common words in a country", "?q=health+water&country=ethiopia", "", FOUND_LIMIT),
]


@pytest.mark.parametrize(
    ("question", "needed", "limit"), [row[1:] for row in QUESTIONS], ids=[row[0] for row in QUESTIONS]
)
def test_the_first_programs_come_soon(browser: Browser, large: Path, question: str, needed: str, limit: int) -> None:
    """Into a browser that has never been there: the page, its style and scripts, and all that the search loads.

    The numbers beside may come later: they do not hold the programs up.
    """
    choices = {"country", "donor", "pillar", "unit", "status", "year", "start"} - {needed}
    with Host(large) as host, browser.new_context() as context:
        host.withheld = frozenset(f"en.{name}.json" for name in choices)
        page = context.new_page()
        page.goto(f"{host.address}/search/{question}")
        page.locator("[data-results] h3").first.wait_for()
        sent = tuple(host.sent)
        host.released.set()
    assert any(place.endswith(".pf_fragment") for place, _ in sent)
    assert sum(size for _, size in sent) < limit, sent


def test_who_asks_for_no_word_loads_no_engine(browser: Browser, large: Path) -> None:
    with Host(large) as host, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{host.address}/search/?country=ethiopia")
        page.locator("[data-filters] li").first.wait_for(state="attached")
        assert [place for place, _ in host.sent if "/engine" in place or place.endswith(".pf_meta")] == []
