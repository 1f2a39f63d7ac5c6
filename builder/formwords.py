"""The words printed on the sheets' form in every language: the table that ships, and what editors add in labels.yml."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from builder import frontmatter
from builder.problems import Problem, did_you_mean
from builder.program import Slug, Text, is_language

LANGUAGES = ("en", "es", "pt", "fr")
"""The four of the organization, the likeliest first."""
FILE = "labels.yml"
"""Its name under content/, where editors add to it."""
Words = Annotated[tuple[Text, ...], Field(strict=False)]
FormField = Literal["pillar", "name", "beneficiaries", "donors", "link"]
"""What a label stands beside."""
DateField = Literal["date", "start", "end"]
"""What a word that leads a date says of it."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Headings(_Model):
    """What stands over the three texts."""

    summary: Words = ()
    objectives: Words = ()
    results: Words = ()


class FieldLabels(_Model):
    """What stands beside a value. A label of one word counts only alone on its line, or before a colon."""

    pillar: Words = ()
    name: Words = ()
    beneficiaries: Words = ()
    donors: Words = ()
    link: Words = ()


class DateLabels(_Model):
    """What stands beside a day."""

    date: Words = ()
    """Either the first or the last."""
    start: Words = ()
    """The first."""
    end: Words = ()
    """The last."""


class FormWords(_Model):
    """The form's words in one language."""

    headings: Headings = Headings()
    """What stands over the three texts."""
    labels: FieldLabels = FieldLabels()
    """What stands beside a value."""
    dates: DateLabels = DateLabels()
    """What stands beside a day."""
    ongoing: Words = ()
    """What stands in place of a date while the activity lasts."""
    until: Words = ()
    """What stands between the first date and the last."""
    announced: Words = ()
    """What stands where a link was."""
    letterhead: Words = ()
    """What stands on the paper, beside the form."""
    no_value: Words = ()
    """What people write into a field that does not apply."""
    pillars: dict[Slug, Words] = Field(default_factory=dict)
    """What the form calls the pillars, by their slugs in pillars.yml."""


FormTable = Mapping[str, FormWords]
"""The form's words by the code of their language."""


def plain(text: str) -> str:
    """The text without accents, letter for letter: every place in it is the same place in the text.

    `text`: composed, as `unicodedata.normalize("NFC", …)` leaves it.
    """
    if text.isascii():
        return text
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in text)


def word_key(words: str) -> str:
    """What two words of the form are compared by: no case, no accents, one kind of apostrophe, single blanks."""
    folded = plain(unicodedata.normalize("NFC", words)).casefold()
    return " ".join(re.sub("[’´`]", "'", folded).rstrip(": ").split())


@lru_cache(maxsize=1)
def built_in() -> FormTable:
    """The table that ships."""
    path = Path(__file__).with_name(FILE)
    problems: list[Problem] = []
    table = _parsed(path.read_text("utf-8"), str(path), problems)
    assert not problems, problems
    return table


def load_form_words(folder: Path, problems: list[Problem]) -> FormTable:
    """The table that ships, with what editors add in `labels.yml` under `folder`, if there is one.

    What is wrong in the file is added to `problems`.
    """
    path = folder / FILE
    if not path.is_file():
        return built_in()
    try:
        source = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        problems.append(Problem(str(path), 0, 0, "", "is not UTF-8 text; save it as UTF-8"))
        return built_in()
    added = _parsed(source, str(path), problems)
    problems.extend(_clashes(added, source, str(path)))
    return {
        language: _both(built_in().get(language, FormWords()), added.get(language, FormWords()))
        for language in dict.fromkeys((*built_in(), *added))
    }


def _parsed(source: str, path: str, problems: list[Problem]) -> FormTable:
    data, wrong = frontmatter.parse(source, path)
    problems += wrong
    if data is None:
        return {}
    if not isinstance(data, dict):
        message = "must be codes of languages, such as 'es:', each with its keys indented below it"
        problems.append(Problem(path, 1, 1, "", message))
        return {}
    table: dict[str, FormWords] = {}
    for language, value in data.items():
        if not is_language(language):
            hint = did_you_mean(language, ("en", "es", "pt", "fr")) or "; write it as en, es, pt or fr"
            message = f"'{language}' is no language{hint}"
            problems.append(Problem(path, *frontmatter.key_place(source, (language,)), language, message))
            continue
        words, wrong = frontmatter.validate(FormWords, value, source, path, under=(language,))
        problems += wrong
        if words:
            table[language] = words
    return table


def _both(first: FormWords, second: FormWords) -> FormWords:
    return FormWords.model_validate(_joined(first.model_dump(), second.model_dump()))


def _joined(first: Any, second: Any) -> Any:
    if isinstance(first, dict):
        return {key: _joined(first.get(key, ()), second.get(key, ())) for key in dict.fromkeys((*first, *second))}
    return (*first, *second)


def meanings(words: FormWords) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every word of one language with its place in the file: `("labels", "donors", 0)`."""
    for group, held in words.model_dump().items():
        for key, listed in held.items() if isinstance(held, dict) else ((None, held),):
            for position, word in enumerate(listed):
                yield ((group, position) if key is None else (group, key, position)), word


def _clashes(added: FormTable, source: str, path: str) -> Iterator[Problem]:
    """Words that already mean something else: the reader could not tell which. Values and pillars are no such words."""
    known: dict[str, str] = {}
    for table, own in ((built_in(), False), (added, True)):
        for language, words in table.items():
            for steps, word in meanings(words):
                meaning = ".".join(str(step) for step in steps[:-1])
                if steps[0] in ("no_value", "pillars"):
                    continue
                before = known.setdefault(word_key(word), meaning)
                if own and before != meaning:
                    place = frontmatter.locate(source, (language, *steps))
                    field = frontmatter.field_name((language, *steps))
                    message = f"'{word}' already stands under '{before}', and can mean one thing only; keep one of them"
                    yield Problem(path, *place, field, message)
