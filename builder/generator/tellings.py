"""What a program's page shows of languages in which there are no pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from babel import Locale

from builder.facets import Facets
from builder.program import SECTIONS, Program, Section, Texts, Translation, spoken_in

_WORDS: dict[str, tuple[str, dict[Section, str]]] = {
    "en": ("In English", {"summary": "Summary", "objectives": "Objectives", "results": "Results"}),
    "es": ("En español", {"summary": "Resumen", "objectives": "Objetivos", "results": "Resultados"}),
    "pt": ("Em português", {"summary": "Resumo", "objectives": "Objetivos", "results": "Resultados"}),
    "fr": ("En français", {"summary": "Résumé", "objectives": "Objectifs", "results": "Résultats"}),
}
"""What a language calls itself, and the headings, in its own words: its readers look for them."""


@dataclass(frozen=True, slots=True)
class ToldSection:
    """One of the three headings of a translation."""

    heading: str
    """In the translation's language."""
    text: str
    """What the sheets agree on."""
    own: tuple[tuple[str, str], ...]
    """The countries of each activity that adds something, in the translation's language, and what it adds."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A program in another language, ready to be shown."""

    lang: str
    """Its code."""
    language: str
    """What it is called, in its own words."""
    title: str
    """The program's name."""
    sections: tuple[ToldSection, ...]
    """Those that hold anything."""


def tellings(program: Program, facets: Facets, languages: Sequence[str]) -> Iterator[Telling]:
    """How the program is told in languages in which there are no pages, by the codes of these languages."""
    facts = program.facts
    original = Translation(facts.title, program.texts, program.own_texts, program.path)
    paged = {language.partition("-")[0] for language in languages}
    # where the main language's pages show the program's own words, they do so in whatever language these are
    shown = spoken_in(program.translations, languages[0]) is None
    for lang, told in sorted({facts.lang: original, **program.translations}.items()):
        primary = lang.partition("-")[0]
        if primary in paged or (told is original and shown):
            continue
        called, headings = _WORDS.get(primary, (_own_name(lang), _WORDS["en"][1]))
        sections = []
        for kind in SECTIONS:
            own = tuple(
                (", ".join(facets.countries[slug].name_in(primary) for slug in activity.countries), text)
                for activity in program.facts.activities
                if (text := getattr(told.own_texts.get(activity.id, Texts()), kind))
            )
            if own or getattr(told.texts, kind):
                sections.append(ToldSection(headings[kind], getattr(told.texts, kind), own))
        yield Telling(lang, called, told.title, tuple(sections))


def _own_name(language: str) -> str:
    name = Locale.parse(language.partition("-")[0]).get_display_name() or language
    return name[:1].upper() + name[1:]
