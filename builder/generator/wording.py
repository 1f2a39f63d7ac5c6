"""The words of a program as pages in one language tell them: its translation's, and its own where that has none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from builder.program import SECTIONS, Program, Section, Texts, Translation, spoken_in


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and its language."""

    text: str
    """A title, or Markdown; empty where nothing is told."""
    lang: str
    """The code of the language that it is in."""


@dataclass(frozen=True, slots=True)
class Wording:
    """All that a program says in texts."""

    title: Passage
    """The program's name."""
    texts: Mapping[Section, Passage]
    """What the sheets agree on, for each of the three headings."""
    own_texts: Mapping[str, Mapping[Section, Passage]]
    """By activity id: what only that activity's sheet says."""

    def foreign(self, language: str) -> tuple[str, ...]:
        """The languages other than the page's that it is partly in."""
        own = (passage for texts in self.own_texts.values() for passage in texts.values())
        primary = language.partition("-")[0]
        told = (each.lang for each in (self.title, *self.texts.values(), *own) if each.text)
        return tuple(dict.fromkeys(lang for lang in told if lang.partition("-")[0] != primary))


def wording(program: Program, language: str) -> Wording:
    """The program's words for pages in a language: nothing is left out that is told in any."""
    facts = program.facts
    if facts.lang.partition("-")[0] == language.partition("-")[0]:
        told, lang = None, facts.lang
    else:
        told = spoken_in(program.translations, language)
        lang = language if told else facts.lang
    own = {each.id: each.lang or facts.lang for each in facts.activities}
    return Wording(
        Passage(told.title if told else facts.title, lang),
        dict(_chosen(told.texts if told else Texts(), lang, program.texts, facts.lang)),
        {
            id_: dict(_chosen(_own(told, id_), lang, program.own_texts.get(id_, Texts()), own.get(id_, facts.lang)))
            for id_ in dict.fromkeys((*program.own_texts, *(told.own_texts if told else ())))
        },
    )


def _own(told: Translation | None, id_: str) -> Texts:
    return (told.own_texts.get(id_) if told else None) or Texts()


def _chosen(first: Texts, lang: str, second: Texts, otherwise: str) -> Iterator[tuple[Section, Passage]]:
    for kind in SECTIONS:
        text = getattr(first, kind)
        yield kind, Passage(text, lang) if text else Passage(getattr(second, kind), otherwise)
