"""Translations of programs: SLUG.es.md, with title and texts, never the facts again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from builder.checksum import checksum
from builder.content.body import headings_in, texts_of
from builder.content.files import check_name
from builder.content.told import Told, entries, ids_of, told
from builder.problems import Problem, did_you_mean, errors
from builder.program import SECTIONS, Facts, Language, Text, Texts, Translation, is_language


class TranslationFacts(BaseModel):
    """The front matter of a translation, as far as it counts."""

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)

    title: Text = Field(examples=["Programa de Seguridad Marítima"])
    """The program's name in the language of the translation."""
    lang: Language | None = Field(default=None, examples=["es"])
    """The language, which the file's name says already."""
    draft: StrictBool = Field(default=False, examples=[True])
    """Write `true` to keep the translation out of the site; delete the line to publish it."""


@dataclass(frozen=True, slots=True)
class TranslationName:
    """The name of a translation's file: `SLUG.es.md`."""

    slug: str
    """Of the program that it tells."""
    language: str
    """In which it does."""
    path: str
    """The file."""


def translation(
    text: str, name: TranslationName, original: Told | None, *, missing: bool
) -> tuple[Translation | None, Told | None, list[Problem]]:
    """A translation's text as such, what its file tells, and what is wrong with it.

    `original` is what the program's own file tells; None where it cannot be read, or is `missing`.
    """
    problems = list(_check_translation(name, original, missing=missing))
    mine, wrong = told(text, name.slug, name.path, "'title: …'")
    problems += wrong
    if mine is None:
        return None, None, problems
    facts, wrong = mine.validated(TranslationFacts)
    problems += wrong
    problems += _check_translated_facts(mine, name)
    ids = None if original is None or original.ids is None else [*original.ids, *ids_of(mine.activities)]
    texts, own_texts, wrong = texts_of(mine.document, name.path, ids, headings_in(name.language))
    problems += wrong
    if facts is None or facts.draft or original is None or errors(problems):
        return None, mine, problems
    texts, own_texts = _joined(texts, own_texts, mine, original)
    return Translation(facts.title, texts, own_texts, name.path, checksum(text)), mine, problems


def _check_translation(name: TranslationName, original: Told | None, *, missing: bool) -> Iterator[Problem]:
    """What is wrong with the file's being there."""
    yield from check_name(name.slug, name.path)
    if not is_language(name.language):
        hint = did_you_mean(name.language, ("en", "es", "pt", "fr")) or ""
        message = f"'{name.language}' is no language{hint}; a translation is named {name.slug}.es.md, .pt.md or .fr.md"
        yield Problem(name.path, 0, 0, "", message)
    if missing:
        message = (
            f"is a translation of {name.slug}.md, which is not there; give it the name of its program, "
            "or name it for itself, without a language, and say 'lang' in it"
        )
        yield Problem(name.path, 0, 0, "", message)
    if original and original.facts.get("lang", "en") == name.language:
        message = f"{name.slug}.md is itself in '{name.language}'; put the texts there, or correct 'lang' in it"
        yield Problem(name.path, 0, 0, "", message)


def _check_translated_facts(mine: Told, name: TranslationName) -> Iterator[Problem]:
    """What is wrong with the front matter of a translation, in which the facts do not count."""
    given = mine.facts.get("lang")
    if isinstance(given, str) and is_language(given) and given != name.language:
        message = f"'{given}' is not the language of the file's name; correct one of the two, or delete this line"
        yield mine.problem(("lang",), message)
    known = list(Facts.model_fields)
    for key in mine.facts:
        if key not in known:
            hint = did_you_mean(str(key), known) or "; allowed: title, lang, draft"
            yield mine.key_problem((key,), f"there is no such key{hint}")
    unused = [key for key in mine.facts if key in known and key not in TranslationFacts.model_fields]
    if unused:
        listed = ", ".join(f"'{key}'" for key in unused)
        message = f"the facts of {name.slug}.md count; in a translation {listed} can be deleted"
        yield mine.key_problem((unused[0],), message, "warning")


def _joined(texts: Texts, own_texts: Mapping[str, Texts], mine: Told, original: Told) -> tuple[Texts, dict[str, Texts]]:
    """The texts of a translation by the program's own activities; what belongs to none of them is common."""
    ids = ids_of(original.activities)
    common, own = texts, {}
    for name, held in own_texts.items():
        same = name if name in ids else _same_activity(name, mine, original)
        if same and same not in own:
            own[same] = held
        else:
            common = _after(common, held)
    return common, own


def _same_activity(name: str, mine: Told, original: Told) -> str | None:
    """The program's activity for the same countries on the same days, where it is the only one."""

    def key(activity: Mapping[str, Any]) -> tuple[object, ...]:
        countries = entries(activity.get("countries"))
        return sorted(map(str, countries)), activity.get("start"), activity.get("end")

    told = next((each for each in mine.activities if each.get("id") == name), {})
    found = [each for each in original.activities if key(each) == key(told)]
    given = found[0].get("id") if len(found) == 1 else None
    return given if isinstance(given, str) else None


def _after(first: Texts, second: Texts) -> Texts:
    """Both texts under each heading."""
    pairs = {kind: (getattr(first, kind), getattr(second, kind)) for kind in SECTIONS}
    return Texts(**{kind: "\n\n".join(text for text in both if text) for kind, both in pairs.items()})
