"""What the search page offers where it finds nothing: names and words near to what was asked, in any language."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from builder.facets import Facets, territories
from builder.formwords import LANGUAGES
from builder.generator.catalogue import KINDS, Catalogue, Kind, sort_key

WORDS = 8000
"""Words of titles that are told at most, the most frequent first."""

TITLES = 2000
"""Titles that are told at most; in a larger catalogue, their words lead to them."""

SHORTEST = 4
"""Letters of a word that can have a slip in it."""

_WORD = re.compile(r"[^\W\d_]+")


def file_name(language: str) -> str:
    """Of the file among the assets."""
    return f"names.{language}.json"


def suggestions(catalogue: Catalogue, every: Sequence[Catalogue], facets: Facets) -> bytes:
    """The names that the catalogue's readers may mean, as JSON.

    `every` is the catalogue in each language, and `facets` has the names of all languages.

    `names` holds for each facet entry its facet, its slug, what pages call it and all other names; `programs` for each
    program its slug, its title and the titles in other languages; `words` the words of all titles.
    """
    titles = {
        each.slug: tuple(dict.fromkeys(told.by_slug[each.slug].title for told in every)) for each in catalogue.entries
    }
    words = Counter(
        word for told in titles.values() for word in {word.lower() for title in told for word in _WORD.findall(title)}
    )
    told = {
        "names": [
            [kind, slug, catalogue.name(kind, slug), sorted(set(_names(kind, slug, facets)), key=_order)]
            for kind in KINDS
            for slug in catalogue.under[kind]
        ],
        "programs": [
            [each.slug, each.title, [title for title in titles[each.slug] if title != each.title]]
            for each in catalogue.entries[:TITLES]
        ],
        "words": sorted(filter(_can_have_a_slip, words), key=lambda word: (-words[word], word))[:WORDS],
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _can_have_a_slip(word: str) -> bool:
    return len(word) >= SHORTEST


def _order(name: str) -> tuple[str, str]:
    # names that differ by an accent alone would stand in the order of a set, which is another in each run
    return sort_key(name), name


def _names(kind: Kind, slug: str, facets: Facets) -> Iterator[str]:
    entry: Any = getattr(facets, kind)[slug]
    yield from entry.names
    for each in entry.spoken.values():
        yield from each.names
    if kind == "units" and entry.acronym:
        yield entry.acronym
    if kind == "countries":
        yield from filter(None, (territories(language).get(entry.code) for language in LANGUAGES))
