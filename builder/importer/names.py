"""Names of countries, donors, pillars and units, found in the sheets' words with the help of the facet files."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from slugify import slugify

from builder.facets import Facets

_LOOSE = {" ": r"\s+", "&": "(?:&|and)", "’": "[’'´]", "'": "[’'´]"}


def _pattern(words: str) -> str:
    return "".join(_LOOSE.get(letter) or re.escape(letter) for letter in words)


@dataclass(frozen=True, slots=True)
class Names:
    """The facet files' names as patterns, longest first, and the slugs behind them."""

    countries: re.Pattern[str]
    """Any name of any country."""
    country_of: dict[str, str]
    """Slug by name, folded."""
    people: re.Pattern[str]
    """Any adjective of any country."""
    people_of: dict[str, str]
    """Slug by adjective, folded."""
    capitals: dict[str, str]
    """Slug by capital, folded."""
    units: re.Pattern[str]
    """Any name of any unit."""
    unit_of: dict[str, str]
    """Slug by unit's name, folded."""
    donor_of: dict[str, str]
    """Slug by donor's name, folded."""
    pillar_of: dict[str, str]
    """Slug by pillar's name, folded."""


def fold(text: str) -> str:
    """What two names are compared by."""
    return re.sub(r"[\W_]+", " ", text.replace("&", " and ").casefold()).strip()


def _any(words: Iterable[str]) -> re.Pattern[str]:
    parts = "|".join(_pattern(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{parts})(?![\w-])" if parts else r"(?!)")


def names_of(facets: Facets) -> Names:
    """The names that these facet files know."""
    countries = {name: slug for slug, country in facets.countries.items() for name in country.names}
    people = {word: slug for slug, country in facets.countries.items() for word in country.people}
    units = {name: slug for slug, unit in facets.units.items() for name in unit.names}
    return Names(
        countries=_any(countries),
        country_of={fold(name): slug for name, slug in countries.items()},
        people=_any(people),
        people_of={fold(word): slug for word, slug in people.items()},
        capitals={fold(country.capital): slug for slug, country in facets.countries.items() if country.capital},
        units=_any(units),
        unit_of={fold(name): slug for name, slug in units.items()},
        donor_of={fold(name): slug for slug, donor in facets.donors.items() for name in donor.names},
        pillar_of={fold(name): slug for slug, each in facets.pillars.items() for name in each.names},
    )


def pillar(text: str, known: Names) -> str | None:
    """The slug of the pillar that the words name, and nothing else."""
    return known.pillar_of.get(fold(text))


def country(text: str, known: Names) -> str | None:
    """The slug of the country that the words name, and nothing else."""
    return known.country_of.get(fold(re.sub(r"(?i)^the\s+", "", text.strip())))


def known_donor(text: str, known: Names) -> str | None:
    """The slug of the donor that the words name, and nothing else."""
    bare = bare_donor(text)
    return country(bare, known) or known.donor_of.get(fold(bare))


_GOVERNMENT = re.compile(
    r"(?i)^(?:the\s+)?(?:(?:governments?|embassy|people|kingdom|republic|commonwealth|state)(?:\s+and\s+people)?\s+of\s+)?(?:the\s+)?"
)
_PARTS = re.compile(r"\s*(?:;|,\s*and\s+|,\s+|\band\b|&|/|\n)\s*")


def bare_donor(text: str) -> str:
    """The donor's name without "the Government of"."""
    return _GOVERNMENT.sub("", text.strip().strip(".,;")).strip()


def donor_slug(text: str, known: Names) -> str:
    """The slug of a donor, known or new."""
    return known_donor(text, known) or slugify(bare_donor(text))


def parts(text: str, known: Names) -> list[str]:
    """A list of names in its parts; a name with "and" or a comma in it stays whole where it is known, or ends as a list can't."""
    if known_donor(text, known):
        return [text.strip()]
    found: list[str] = []
    rest = text.strip()
    pattern = known.countries
    while rest:
        match = re.match(rf"(?:the\s+)?(?:governments?\s+of\s+)?(?:the\s+)?{pattern.pattern}", rest, re.IGNORECASE)
        if match and (not rest[match.end() :].strip() or _PARTS.match(rest[match.end() :])):
            found.append(match[0])
            rest = _PARTS.sub("", rest[match.end() :], count=1) if rest[match.end() :].strip() else ""
            continue
        parted = _PARTS.split(rest, maxsplit=1)
        if len(parted) == 2 and parted[0] and _whole(parted[0]) and _whole(parted[1]):
            found.append(parted[0])
            rest = parted[1]
            continue
        found.append(rest)
        break
    return [part for part in (each.strip(" .,;") for each in found) if part]


def _whole(text: str) -> bool:
    """The words may be a name of their own: "Agency for Justice" and "Peace" are not two."""
    return len(text.split()) > 1 and text[:1].isupper() or bool(re.fullmatch(r"[A-Z]{2,}|[A-Z][a-z]+(?:\s.*)?", text))


def is_list_of_countries(text: str, known: Names) -> bool:
    """The words name countries and nothing else."""
    pieces = parts(text, known)
    return bool(pieces) and all(country(bare_donor(piece), known) for piece in pieces)


@dataclass(frozen=True, slots=True)
class Mention:
    """A country named in a sentence."""

    slug: str
    """Which."""
    start: int
    """Where its name begins in the sentence."""
    end: int
    """Where it ends."""
    adjective: bool
    """It is named by its people: `Chilean`."""


def mentions(sentence: str, known: Names) -> Iterator[Mention]:
    """The countries that a sentence names, in order."""
    found = [
        Mention(known.country_of[fold(match[0])], match.start(), match.end(), False)
        for match in known.countries.finditer(sentence)
    ]
    found += [
        Mention(known.people_of[fold(match[0])], match.start(), match.end(), True)
        for match in known.people.finditer(sentence)
    ]
    return iter(sorted(found, key=lambda mention: mention.start))


def units(text: str, known: Names) -> Iterator[tuple[str, int, int]]:
    """The units that a text names, with the places of their names."""
    for match in known.units.finditer(text):
        yield known.unit_of[fold(match[0])], match.start(), match.end()


@lru_cache(maxsize=4096)
def slug_of(name: str) -> str:
    """A name as a slug."""
    return str(slugify(name, max_length=80, word_boundary=True))
