"""Names of countries, donors, pillars and units, found in the sheets' words with the help of the facet files."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from slugify import slugify

from builder.facets import Country, Donor, Facets, Pillar
from builder.formwords import LANGUAGES, plain
from builder.importer.language import lands
from builder.importer.language.labels import Labels, shipped
from builder.importer.language.wording import one_of

_LOOSE = {" ": r"\s+", "&": "(?:&|and)", "’": "[’'´]", "'": "[’'´]"}


def _pattern(words: str) -> str:
    return "".join(_LOOSE.get(letter) or _letter(letter) for letter in words)


def _letter(letter: str) -> str:
    """The letter, with or without its accent."""
    bare = plain(letter)
    return re.escape(letter) if bare == letter else f"[{letter}{bare}]"


@dataclass(frozen=True, slots=True)
class Spoken:
    """The world's countries as sentences of one language name them."""

    countries: tuple[str, ...]
    """Any name of any member state."""
    country_of: Mapping[str, str]
    """Slug by name, folded."""
    people: tuple[str, ...]
    """Any adjective of any member state."""
    people_of: Mapping[str, str]
    """Slug by adjective, folded."""
    lands: Mapping[str, str]
    """Code of ISO 3166-1 by the name of any country of the world, folded."""


@dataclass(frozen=True, slots=True)
class Names:
    """The facet files' names as patterns, longest first, and the slugs behind them.

    Made for a form's fields, where a country may be named in any language; `speaking` makes it for sentences.
    """

    countries: re.Pattern[str]
    """Any name of any country, as sentences of the language have it."""
    country_of: Mapping[str, str]
    """Slug by name, folded."""
    people: re.Pattern[str]
    """Any adjective of any country."""
    people_of: Mapping[str, str]
    """Slug by adjective, folded."""
    lands: Mapping[str, str]
    """Code of ISO 3166-1 by the name of any country of the world, folded."""
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
    spoken: Mapping[str, Spoken]
    """What sentences call the countries, by the code of their language."""
    language: str = "en"
    """The language of the sentences."""
    donors_asked: dict[str, str | None] = field(default_factory=dict, compare=False)
    """What was asked of `donor_of`, and what it answered: an import may add to it what the next one finds there."""

    def donor(self, name: str) -> str | None:
        """The slug of a donor by its name, folded."""
        self.donors_asked[name] = said = self.donor_of.get(name)
        return said

    def speaking(self, language: str) -> "Names":
        """The names for sentences of one language, in which other languages' names mean other things."""
        language = language if language in self.spoken else "en"
        said = self.spoken[language]
        return replace(
            self,
            language=language,
            countries=_any(said.countries),
            country_of=said.country_of,
            people=_any(said.people),
            people_of=said.people_of,
            lands=said.lands,
        )


def fold(text: str) -> str:
    """What two names are compared by."""
    composed = plain(unicodedata.normalize("NFC", text))
    return re.sub(r"[\W_]+", " ", composed.replace("&", " and ").casefold()).strip()


@lru_cache(maxsize=32)
def _any(words: tuple[str, ...], letters: tuple[str, ...] = ()) -> re.Pattern[str]:
    """Any of the words as they are, and any of the others in whatever letters; the longest first."""
    listed = [*((word, _pattern(word)) for word in words), *((word, f"(?i:{_pattern(word)})") for word in letters)]
    parts = "|".join(pattern for _, pattern in sorted(listed, key=lambda each: len(each[0]), reverse=True))
    return re.compile(rf"(?<![\w-])(?:{parts})(?![\w-])" if parts else r"(?!)")


def names_of(facets: Facets, labels: Labels | None = None) -> Names:
    """The names that these facet files know, and the form's words: those that ship where none are given."""
    spoken = {language: _spoken(facets.countries, language) for language in LANGUAGES}
    every = [spoken[language] for language in reversed(LANGUAGES)]  # English, the first, has the last word
    units = {name: slug for slug, unit in facets.units.items() for name in unit.names}
    foreign = {
        name: slug
        for slug, unit in facets.units.items()
        for said in unit.spoken.values()
        for name in said.names
        if name not in units
    }
    printed = (labels or shipped()).pillars
    return Names(
        countries=_any(spoken["en"].countries),
        country_of={name: slug for said in every for name, slug in said.country_of.items()},
        people=_any(spoken["en"].people),
        people_of={name: slug for said in every for name, slug in said.people_of.items()},
        lands={name: code for said in every for name, code in said.lands.items()},
        units=_any(
            (*units, *(name for name in foreign if " " not in name)), tuple(name for name in foreign if " " in name)
        ),
        unit_of={fold(name): slug for name, slug in (foreign | units).items()},
        donor_of=_every_name(facets.donors),
        pillar_of={fold(name): slug for name, slug in printed.items() if slug in facets.pillars}
        | _every_name(facets.pillars),
        shown={slug: country.name for slug, country in facets.countries.items()},
        labels=labels or shipped(),
        spoken=spoken,
    )


def _every_name(entries: Mapping[str, Donor] | Mapping[str, Pillar]) -> dict[str, str]:
    """The slug of each entry by its names in all languages, folded; the English ones have the last word."""
    foreign = {
        fold(name): slug for slug, each in entries.items() for said in each.spoken.values() for name in said.names
    }
    return foreign | {fold(name): slug for slug, each in entries.items() for name in each.names}


def _spoken(countries: Mapping[str, Country], language: str) -> Spoken:
    """What sentences of a language call the countries: by their English names too, but for those of capitals alone."""
    names: dict[str, str] = {}
    people: dict[str, str] = {}
    for slug, country in countries.items():
        said = country.translations.get(language)
        own = [name for name in country.names if language == "en" or not name.replace(".", "").isupper()]
        if language != "en":
            own += lands.names(country.code, language)
            people |= {form: slug for word in lands.people(country.code, language) for form in _forms(word, language)}
        else:
            people |= dict.fromkeys(country.people, slug)
        if said:
            own += said.names
            people |= {form: slug for word in said.people for form in _forms(word, language)}
        names |= dict.fromkeys([*own, *(name.replace("-", " ") for name in own)] if language == "fr" else own, slug)
    return Spoken(
        countries=tuple(names),
        country_of={fold(name): slug for name, slug in names.items()},
        people=tuple(people),
        people_of={fold(word): slug for word, slug in people.items()},
        lands={fold(name): code for code in lands.codes() for name in lands.names(code, language)},
    )


_ENDINGS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "es": (("o", ("o", "a", "os", "as")), ("és", ("és", "esa", "eses", "esas")), ("", ("", "s"))),
    "pt": (("o", ("o", "a", "os", "as")), ("ês", ("ês", "esa", "eses", "esas")), ("", ("", "s"))),
    "fr": (
        ("en", ("en", "enne", "ens", "ennes")),
        ("s", ("s", "se", "ses")),
        ("e", ("e", "es")),
        ("", ("", "e", "s", "es")),
    ),
}


def _forms(word: str, language: str) -> list[str]:
    """An adjective in both genders and numbers; French writes it with a capital where it stands for a person."""
    for ending, forms in _ENDINGS.get(language, ()):
        if word.endswith(ending):
            stem = word[: len(word) - len(ending)]
            found = [stem + form for form in forms]
            return [*found, *(each[:1].upper() + each[1:] for each in found)] if language == "fr" else found
    return [word]


def pillar(text: str, known: Names) -> str | None:
    """The slug of the pillar that the words name, and nothing else."""
    return known.pillar_of.get(fold(text))


_ARTICLE = re.compile(r"(?i)^(?:(?:the|el|la|los|las|o|a|os|as|le|les)\s+|l[’'´]\s*)")


def country(text: str, known: Names) -> str | None:
    """The slug of the country that the words name, and nothing else."""
    text = text.strip()
    return known.country_of.get(fold(text)) or known.country_of.get(fold(_ARTICLE.sub("", text)))


def land(text: str, known: Names) -> str | None:
    """The code of the country of the world that the words name, and nothing else."""
    text = text.strip()
    return known.lands.get(fold(text)) or known.lands.get(fold(_ARTICLE.sub("", text)))


_GOVERNMENT = re.compile(r"(?i)^(?:el\s+|o\s+|le\s+)?(?:gobierno|governo|gouvernement)\s+([^\W\d_][\w-]+)$")


def known_donor(text: str, known: Names) -> str | None:
    """The slug of the donor that the words name, and nothing else."""
    if said := _GOVERNMENT.match(text.strip(" .,;")):
        return known.people_of.get(fold(said[1]))
    bare = bare_donor(text, known)
    code = land(bare, known)
    english = lands.called(code) if code else bare
    return country(bare, known) or known.donor(fold(bare)) or known.donor(fold(english))


_OWNER = re.compile(
    r"(?i)^(?:(?:by|of|from)\s+)?(?:the\s+)?(?:(?:governments?|embassy|people)(?:\s+and\s+people)?\s+of\s+)?(?:the\s+)?"
)
_STATE_OF = re.compile(
    r"(?i)^(?:(?:federal\s+|oriental\s+)?republic|kingdom|commonwealth|state)\s+of\s+(?:the\s+)?"
    r"|^(?:rep[uú]blica|r[eé]publique|reino|royaume)\s+(?:d[eoa]s?\s+(?:la\s+|los\s+)?|del\s+|du\s+|des\s+|d[’'´]\s*)"
)
_ROMANCE_OWNER = re.compile(
    r"(?i)^(?:(?:por|par|pel[oa]|del?|du|da|do|y|et)\s+)*(?:(?:el|la|los|las|o|a|os|as|le|les)\s+|l[’'´]\s*)?"
    r"(?:(?:gobiernos?|governos?|gouvernements?|embajadas?|embaixadas?|ambassades?|pueblo|povo|peuple)\s+"
    r"(?:(?:del?|do|da|dos|das|du|des)\s+|d[’'´]\s*)(?:(?:la|los|las|el|le|les)\s+|l[’'´]\s*)?)"
    r"|^(?:(?:por|par|pel[oa]s?|del?|d[aou]|d[ao]s|des)\s+|d[’'´]\s*)?"
    r"(?:(?:el|la|los|las|os|as|le|les)\s+|l[’'´]\s*)(?=[A-ZÀ-ÖØ-Þ])"
    r"|^(?:por|par|pel[oa]s?|del?|d[aou]|d[ao]s|des)\s+(?=[A-ZÀ-ÖØ-Þ])"
)
_MONEY_OF = re.compile(r"(?i)^(?:the\s+)?(?:funds?|resources|contributions?|grants?|donations?)\s+(?:of|from)\s+")
_PARTS = re.compile(
    r"\s*(?:;|,\s*(?:and|y|e|et)\s+|,\s+|\b(?:and|y|e|et)\b|&|/|\n)\s*"
    r"(?:(?:del?|d[ao]s?|du|des)\s+(?=(?:(?:la|los|las|le|les)\s+|l[’'´])?[A-ZÀ-ÖØ-Þ]))?"
)
BODIES = (
    "Bank Fund Foundation Agency Union Commission Ministry Department Bureau Trust Corporation Institute Organization",
    "Council Embassy Secretariat Office Cooperation University",
    "Banco Fondo Fundo Fundación Fundação Agencia Agência Unión União Comisión Comissão Ministerio Ministério",
    "Departamento Corporación Instituto Organización Organização Consejo Conselho Embajada Embaixada Secretaría",
    "Secretaria Oficina Escritório Cooperación Cooperação Universidad Universidade",
    "Banque Fonds Fondation Agence Ministère Département Institut Organisation Conseil Ambassade Secrétariat",
    "Coopération Université",
)
"""Words for what pays: the name of a body that has one of them is a payer's, wherever it stands."""
_OTHER_BODIES = (
    "Center Centre Group Service Administration Mission Company",
    "Centro Grupo Servicio Serviço Misión Empresa Compañía Companhia Asociación Associação Federación Programa",
    "Société Groupe Caisse Fédération",
)
"""Words for what may pay, or benefit, or be done."""
_BODY = re.compile(rf"\b{one_of(*BODIES, *_OTHER_BODIES)}\b")


def bare_donor(text: str, known: Names) -> str:
    """The donor's name without "the Government of", and without "Republic of" where a country's plain name is left."""
    bare = _OWNER.sub("", _MONEY_OF.sub("", text.strip().strip(".,;"))).strip()
    if not land(bare, known) and not country(bare, known):
        bare = _ROMANCE_OWNER.sub("", bare)
    plain_name = _STATE_OF.sub("", bare)
    return plain_name if plain_name != bare and not land(bare, known) and land(plain_name, known) else bare


def donor_name(text: str, known: Names) -> str:
    """What the catalogue calls a donor: a country of the world by one English name, others by their own."""
    if shown := known.shown.get(known_donor(text, known) or ""):
        return shown
    bare = bare_donor(text, known)
    code = land(bare, known)
    return lands.called(code) if code else bare


def names_a_payer(text: str, known: Names) -> bool:
    """Every part of the words names a country of the world, a known donor or a body."""
    pieces = [bare_donor(piece, known) for piece in parts(text, known)]
    return bool(pieces) and all(_is_payer(piece, known) or _BODY.search(piece) for piece in pieces)


def _is_payer(bare: str, known: Names) -> bool:
    """The words are a country of the world or a known donor."""
    return bool(known_donor(bare, known) or land(bare, known))


def donor_slug(text: str, known: Names) -> str:
    """The slug of a donor, known or new."""
    return known_donor(text, known) or str(slugify(donor_name(text, known)))


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


def _stands_alone(text: str, known: Names) -> bool:
    """The words are a country's or a body's whole name."""
    bare = bare_donor(text, known)
    if _is_payer(bare, known) or re.fullmatch(r"[A-Z]{2,}", bare):
        return True
    if _COMMON_NOUNS.fullmatch(bare):
        return False
    return bool(_BODY.search(bare) or re.fullmatch(r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+", bare))


_COMMON_NOUNS = re.compile(
    one_of(
        "Peace Justice Development Security Cooperation Defense Culture Education Science",
        "Paz Justicia Desarrollo Seguridad Cooperación Defensa Cultura Educación Ciencia Culto Comercio Turismo",
        "Tecnología Energía Trabajo Salud Deporte Industria Ambiente Finanzas Economía Exterior Exteriores",
        "Justiça Desenvolvimento Segurança Cooperação Defesa Educação Ciência Comércio Tecnologia Trabalho Saúde",
        "Paix Développement Sécurité Coopération Défense Éducation Commerce Tourisme Technologie Travail Santé",
    )
)
"""Single words that end a body's name more often than they name a country."""


def is_list_of_countries(text: str, known: Names) -> bool:
    """The words name countries of the world and nothing else."""
    pieces = [bare_donor(piece, known) for piece in parts(text, known)]
    return bool(pieces) and all(country(piece, known) or land(piece, known) for piece in pieces)


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
