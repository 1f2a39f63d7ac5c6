"""Names of countries, donors, pillars and units, found in the sheets' words with the help of the facet files."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from slugify import slugify

from builder.facets import Facets
from builder.importer.labels import Labels, shipped

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
    units: re.Pattern[str]
    """Any name of any unit."""
    unit_of: dict[str, str]
    """Slug by unit's name, folded."""
    donor_of: dict[str, str]
    """Slug by donor's name, folded."""
    pillar_of: dict[str, str]
    """Slug by pillar's name, folded."""
    shown: dict[str, str]
    """A country's name by its slug."""
    labels: Labels
    """The words that the form prints."""


def fold(text: str) -> str:
    """What two names are compared by."""
    return re.sub(r"[\W_]+", " ", text.replace("&", " and ").casefold()).strip()


def _any(words: Iterable[str]) -> re.Pattern[str]:
    parts = "|".join(_pattern(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{parts})(?![\w-])" if parts else r"(?!)")


def names_of(facets: Facets, labels: Labels | None = None) -> Names:
    """The names that these facet files know, and the form's words: those that ship where none are given."""
    countries = {name: slug for slug, country in facets.countries.items() for name in country.names}
    people = {word: slug for slug, country in facets.countries.items() for word in country.people}
    units = {name: slug for slug, unit in facets.units.items() for name in unit.names}
    return Names(
        countries=_any(countries),
        country_of={fold(name): slug for name, slug in countries.items()},
        people=_any(people),
        people_of={fold(word): slug for word, slug in people.items()},
        units=_any(units),
        unit_of={fold(name): slug for name, slug in units.items()},
        donor_of={fold(name): slug for slug, donor in facets.donors.items() for name in donor.names},
        pillar_of={fold(name): slug for slug, each in facets.pillars.items() for name in each.names},
        shown={slug: country.name for slug, country in facets.countries.items()},
        labels=labels or shipped(),
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


_OWNER = re.compile(
    r"(?i)^(?:(?:by|of|from)\s+)?(?:the\s+)?(?:(?:governments?|embassy|people)(?:\s+and\s+people)?\s+of\s+)?(?:the\s+)?"
)
_STATE_OF = re.compile(r"(?i)^(?:(?:federal\s+|oriental\s+)?republic|kingdom|commonwealth|state)\s+of\s+(?:the\s+)?")
_MONEY_OF = re.compile(r"(?i)^(?:the\s+)?(?:funds?|resources|contributions?|grants?|donations?)\s+(?:of|from)\s+")
_PARTS = re.compile(r"\s*(?:;|,\s*and\s+|,\s+|\band\b|&|/|\n)\s*")
_BODY = re.compile(
    r"\b(?:Bank|Fund|Foundation|Agency|Union|Commission|Ministry|Department|Bureau|Trust|Corporation|Institute|"
    r"Organization|"
    r"Council|Embassy|Secretariat|Office|Center|Centre|Group|Cooperation|University|Service|Administration|"
    r"Mission|Company)\b"
)


def bare_donor(text: str) -> str:
    """The donor's name without "the Government of", and without "Republic of" where a country's plain name is left."""
    bare = _OWNER.sub("", _MONEY_OF.sub("", text.strip().strip(".,;"))).strip()
    plain = _STATE_OF.sub("", bare)
    return plain if fold(plain) in _lands() else bare


def names_a_payer(text: str, known: Names) -> bool:
    """Every part of the words names a country of the world, a known donor or a body."""
    pieces = [bare_donor(piece) for piece in parts(text, known)]
    return bool(pieces) and all(_is_payer(piece, known) or _BODY.search(piece) for piece in pieces)


def _is_payer(bare: str, known: Names) -> bool:
    """The words are a country of the world or a known donor."""
    return bool(known_donor(bare, known)) or fold(bare) in _lands()


def donor_slug(text: str, known: Names) -> str:
    """The slug of a donor, known or new."""
    return known_donor(text, known) or str(slugify(bare_donor(text)))


def parts(text: str, known: Names) -> list[str]:
    """A list of names in its parts. A name with "and" or a comma inside stays whole: what would be left is no name."""
    text = text.strip().strip(".,;")
    for match in _PARTS.finditer(text):
        left, right = text[: match.start()], text[match.end() :]
        if not left or not right or known_donor(text, known):
            continue
        first = _PARTS.split(right, maxsplit=1)[0]
        if _stands_alone(left, known) and (_stands_alone(first, known) or _stands_alone(right, known)):
            return [left, *parts(right, known)]
    return [text] if text else []


@lru_cache(maxsize=1)
def _lands() -> frozenset[str]:
    """The countries of the world, in English."""
    return frozenset(fold(name) for code, name in Locale("en").territories.items() if len(code) == 2)


def _stands_alone(text: str, known: Names) -> bool:
    """The words are a country's or a body's whole name."""
    bare = bare_donor(text)
    if _is_payer(bare, known) or re.fullmatch(r"[A-Z]{2,}", bare):
        return True
    if bare in _COMMON_NOUNS:
        return False
    return bool(_BODY.search(bare) or re.fullmatch(r"[A-Z][a-z]+", bare))


_COMMON_NOUNS = {
    "Peace",
    "Justice",
    "Development",
    "Security",
    "Cooperation",
    "Defense",
    "Culture",
    "Education",
    "Science",
}
"""Single words that end a body's name more often than they name a country."""


def is_list_of_countries(text: str, known: Names) -> bool:
    """The words name countries of the world and nothing else."""
    pieces = [bare_donor(piece) for piece in parts(text, known)]
    return bool(pieces) and all(country(piece, known) or fold(piece) in _lands() for piece in pieces)


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
    """It is named by its people, as an adjective."""


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


def slug_of(title: str) -> str:
    """A title as a slug of a readable length."""
    return str(slugify(title, max_length=80, word_boundary=True))
