"""The words printed on the form, as the reader looks for them: in any language, with or without their accents."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast, get_args

from builder.formwords import DateField, FormTable, built_in, load_form_words, meanings, plain, word_key
from builder.formwords import FormField as Field
from builder.problems import Problem
from builder.program import Section

__all__ = [
    "DATES",
    "FIELDS",
    "TITLES",
    "DateField",
    "Field",
    "Labels",
    "Printed",
    "labels_of",
    "load_labels",
    "shipped",
]

FIELDS: tuple[Field, ...] = get_args(Field)
"""Every field with a label."""
DATES: tuple[DateField, ...] = get_args(DateField)
"""Every word beside a day: for one alone, for the first, for the last."""
TITLES: dict[Field, str] = {
    "pillar": "OAS Pillar",
    "name": "Name of Activity",
    "beneficiaries": "Target Beneficiaries",
    "donors": "Donor Countries",
    "link": "Additional Information",
}
"""How a review line calls each field."""
PrintedKind = Literal["heading", "label", "announced", "ongoing", "furniture", "until"]


@dataclass(frozen=True, slots=True)
class Printed:
    """Words that the form itself prints, with which a text begins."""

    kind: PrintedKind
    """What they are."""
    means: Section | Field | DateField | None
    """Of a heading: its section. Of a label: its field. Of furniture: which day it stands beside."""
    words: str
    """As printed, with a colon that follows."""
    rest: str
    """What is left of the text."""
    languages: frozenset[str]
    """The languages whose forms print them."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The form's words in every language, ready to be looked for."""

    token: re.Pattern[str]
    """Whatever the form prints on a line of fields, and the two kinds of value that no prose looks like.

    For texts without accents: ask `tokens`."""
    heading: re.Pattern[str]
    """A heading in capitals at the beginning of a text without accents."""
    whole: re.Pattern[str]
    """Any of the words at the beginning of a text without accents, whatever its letters."""
    sections: dict[str, Section]
    """Section by heading, folded."""
    spaced: dict[str, Section]
    """Section by heading, folded and without blanks, for those in spaced letters."""
    fields: dict[str, Field]
    """Field by label, folded."""
    days: dict[str, DateField]
    """By a word beside a day, folded: which day."""
    kinds: dict[str, PrintedKind]
    """What each word is, folded."""
    no_value: frozenset[str]
    """What says that a field does not apply, folded."""
    pillars: dict[str, str]
    """A pillar's slug by what the form calls it, folded."""
    spoken: dict[str, frozenset[str]]
    """The languages of each word, folded."""

    def headings(self, line: str) -> tuple[tuple[Section, ...], str]:
        """The headings with which a stripped line begins, and what is left of the line.

        A heading alone on its line may be in any letters; with more on the line only capitals count.
        """
        alone = word_key(line)
        if alone in self.sections:
            return (self.sections[alone],), ""
        if re.fullmatch(r"(?:\w ){3,}\w", alone) and (spaced := alone.replace(" ", "")) in self.spaced:
            return (self.spaced[spaced],), ""
        kinds: list[Section] = []
        folded, begin = plain(line), 0
        while match := self.heading.match(folded, begin):
            kinds.append(self.sections[word_key(match[1])])
            begin = len(folded) - len(folded[match.end() :].lstrip())
        return tuple(kinds), line[begin:]

    def label_of(self, words: str) -> Field | DateField | None:
        """The field that printed words name: one with a value, or which day they stand beside; None for others."""
        key = word_key(words)
        return self.fields.get(key) or self.days.get(key)

    def printed(self, text: str) -> Printed | None:
        """The words of the form with which a text begins, its letters aside; None where it begins with others.

        For texts whose place already says that the form may have printed them. `rest` is empty where they are all.
        """
        match = self.whole.match(plain(text))
        if not match:
            return None
        key = word_key(match[1])
        kind = self.kinds[key]
        means = self.sections.get(key) if kind == "heading" else self.label_of(key)
        return Printed(kind, means, text[: match.end()].strip(), text[match.end() :].strip(), self.spoken[key])

    def languages(self, words: str) -> frozenset[str]:
        """The languages whose forms print these words, and nothing else; none for words that no form prints."""
        return self.spoken.get(word_key(words), frozenset())

    def is_no_value(self, words: str) -> bool:
        """The words say that the field does not apply."""
        key = word_key(words)
        return key in self.no_value or key.strip(" .") in self.no_value

    def tokens(self, line: str) -> Iterator[tuple[str, int, int]]:
        """What the form printed on a line, and days and addresses: the kind, where it begins and where it ends."""
        for match in self.token.finditer(plain(line)):
            yield match.lastgroup or "", match.start(), match.end()


_DAY = r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?!\d)|\d{4}-\d{2}-\d{2}(?!\d)"


def _alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; blanks of any width, apostrophes of any kind."""
    listed = sorted({plain(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(re.sub(r"'", "[’'´`]", re.escape(word)).replace(r"\ ", r"\s+") for word in listed) or r"(?!)"


def _in_letters(words: Iterable[str]) -> list[str]:
    """The words in the letters in which a form prints them: as listed, in capitals, or with a capital first alone."""
    return [each for word in words for each in (word, word.upper(), _small(word))]


def _small(words: str) -> str:
    first, *others = words.split(" ")
    return " ".join([first, *(word if word.isupper() else word.lower() for word in others)])


@lru_cache(maxsize=1)
def shipped() -> Labels:
    """The words that ship, without what editors add."""
    return labels_of(built_in())


def load_labels(content: Path, problems: list[Problem]) -> Labels:
    """The words that ship, and what editors add in `content`; what is wrong there is added to `problems`."""
    table = load_form_words(content, problems)
    return shipped() if table is built_in() else labels_of(table)


def labels_of(table: FormTable) -> Labels:
    """The words of the table, ready to be looked for."""
    by: dict[str, list[str]] = {}
    sections: dict[str, Section] = {}
    fields: dict[str, Field] = {}
    days: dict[str, DateField] = {}
    kinds: dict[str, PrintedKind] = {}
    pillars: dict[str, str] = {}
    spoken: dict[str, frozenset[str]] = {}
    for language, steps, word in _every(table):
        group, name, key = str(steps[0]), str(steps[1]), word_key(word)
        by.setdefault(group, []).append(word)
        if group == "headings":
            sections[key] = cast(Section, name)
        elif group == "labels":
            fields[key] = cast(Field, name)
        elif group == "dates":
            days[key] = cast(DateField, name)
        elif group == "pillars":
            pillars.setdefault(key, name)
        if group not in ("pillars", "no_value"):
            kinds[key] = _KIND[group]
            spoken[key] = spoken.get(key, frozenset()) | {language}
    labels = by.get("labels", [])
    first = {plain(word)[:1] for words in by.values() for word in words}
    odd = "".join(f"|{re.escape(letter)}" for letter in sorted(first) if re.match(r"\W", letter))
    several = [word for word in labels if " " in word]
    return Labels(
        token=re.compile(
            rf"(?=[\w–—-]{odd})(?:\b|(?=[hw\d–—-]))(?:"  # nothing begins elsewhere; sooner seen here than by every word
            rf"(?P<label>\b(?:{_alternatives(_in_letters(several))})(?!\w)\s*:?"
            rf"|^(?i:{_alternatives(several)})(?:\s*:|\s*$|(?=\s+[A-Z0-9]))"
            rf"|^(?i:{_alternatives(labels)})(?:\s*:|\s*$))"
            rf"|(?P<announced>\b(?:{_alternatives(by.get('announced', []))})\b)"
            r"|(?P<url>(?:https?://|www\.)[^\s<>\"]+)"
            rf"|(?P<day>(?<!\d)(?:{_DAY}))"
            rf"|(?P<ongoing>\b(?i:{_alternatives(by.get('ongoing', []))})\b)"
            rf"|(?P<furniture>\b(?:{_alternatives(_in_letters(by.get('dates', [])))})\b\s*:?)"
            rf"|(?P<until>\b(?:{_alternatives(by.get('until', []))})\b|[–—-](?=\s|$)))"
        ),
        heading=re.compile(rf"({_alternatives(word.upper() for word in by.get('headings', []))})\s*:?(?=\s|$)"),
        whole=re.compile(rf"(?i)({_alternatives(word for group in _KIND for word in by.get(group, []))})(?!\w)\s*:?"),
        sections=sections,
        spaced={key.replace(" ", ""): section for key, section in sections.items()},
        fields=fields,
        days=days,
        kinds=kinds,
        no_value=frozenset(map(word_key, by.get("no_value", []))),
        pillars=pillars,
        spoken=spoken,
    )


_KIND: dict[str, PrintedKind] = {
    "headings": "heading",
    "labels": "label",
    "dates": "furniture",
    "ongoing": "ongoing",
    "until": "until",
    "announced": "announced",
    "letterhead": "furniture",
}


def _every(table: FormTable) -> Iterator[tuple[str, tuple[str | int, ...], str]]:
    for language, words in table.items():
        for steps, word in meanings(words):
            yield language, steps, word
