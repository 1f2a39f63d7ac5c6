"""What the importer's tests share: the facets, the truths, and how a reading is compared with them."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.content import load_facets
from builder.facets import Facets
from builder.importer.language.names import Names, names_of
from builder.importer.read import as_json, read
from builder.importer.sheet import Booklet

ROOT = Path(__file__).parents[2]
SETS = {
    "real": (ROOT / "tests/real/sheets", ROOT / "tests/truth.yml"),
    **{
        f"set-{number}": (ROOT / f"tests/booklets/set-{number}", ROOT / f"tests/booklets/set-{number}/truth.yml")
        for number in (1, 2, 3, 4)
    },
    **{
        f"languages-{code}": (
            ROOT / f"tests/booklets/languages-{code}",
            ROOT / f"tests/booklets/languages-{code}/truth.yml",
        )
        for code in ("es", "pt", "fr")
    },
}
"""The real booklets, and sets of invented ones with the same kinds of damage, each with what a person reads in it."""


@cache
def facets() -> Facets:
    problems: list[Any] = []
    loaded = load_facets(ROOT / "tests/real", problems)
    assert not problems
    return loaded


@cache
def known_names() -> Names:
    return names_of(facets())


@pytest.fixture(scope="session")
def known() -> Names:
    return known_names()


@cache
def truth(name: str) -> dict[str, dict[str, Any]]:
    return {sheet["sheet"]: sheet for sheet in yaml.safe_load(SETS[name][1].read_text("utf-8"))}


@cache
def booklets(name: str) -> tuple[Booklet, ...]:
    refs = dict.fromkeys(ref.split("#")[0] for ref in truth(name))
    folder = SETS[name][0]
    return tuple(
        Booklet(ref, None if (place := ref.split("/")[0]) == "unstated" else place, (folder / ref).read_text("utf-8"))
        for ref in refs
    )


@cache
def together(name: str) -> dict[str, dict[str, Any]]:
    return {sheet.ref: as_json(sheet) for sheet in read(booklets(name), known_names())}


@cache
def alone(name: str) -> dict[str, dict[str, Any]]:
    return {sheet.ref: as_json(sheet) for booklet in booklets(name) for sheet in read([booklet], known_names())}
