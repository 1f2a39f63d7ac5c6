"""The words printed on the form: headings, labels and furniture, one table for all languages."""

import re
from dataclasses import dataclass
from typing import Literal

from builder.program import Section

Field = Literal["pillar", "name", "beneficiaries", "donors", "link"]


@dataclass(frozen=True, slots=True)
class Form:
    """The form's words in one language."""

    headings: dict[str, Section]
    """What stands over the three texts."""
    labels: dict[str, Field]
    """What stands beside a value."""
    furniture: tuple[str, ...]
    """Words that carry no value of their own."""
    ongoing: tuple[str, ...]
    """What stands in place of a date while the activity lasts."""
    until: tuple[str, ...]
    """What stands between the first date and the last."""
    announced: tuple[str, ...]
    """What stands where a link was."""
    no_value: tuple[str, ...]
    """What people write into a field that does not apply."""
    titles: dict[Field, str]
    """How a review line calls each field."""


FORMS = {
    "en": Form(
        headings={
            "program summary": "summary",
            "programme summary": "summary",
            "summary": "summary",
            "objectives": "objectives",
            "objective": "objectives",
            "results": "results",
        },
        labels={
            "OAS Pillar": "pillar",
            "Name of Activity": "name",
            "Target Beneficiaries": "beneficiaries",
            "Donor Countries": "donors",
            "Donor Country": "donors",
            "Additional Information": "link",
        },
        furniture=("Date", "Dates", "Commencement", "Completion", "From", "Start", "End"),
        ongoing=("Ongoing", "On-going", "On going"),
        until=("to", "until"),
        announced=("Link to web page", "Link to webpage", "Link to web site", "Link to website", "Link"),
        no_value=("n/a", "na", "n.a.", "none", "not applicable", "not available", "-", "--", "tbd", "to be determined"),
        titles={
            "pillar": "OAS Pillar",
            "name": "Name of Activity",
            "beneficiaries": "Target Beneficiaries",
            "donors": "Donor Countries",
            "link": "Additional Information",
        },
    ),
}


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


def _all(words: str) -> list[str]:
    return [word for form in FORMS.values() for word in getattr(form, words)]


HEADINGS: dict[str, Section] = {word: kind for form in FORMS.values() for word, kind in form.headings.items()}
LABELS: dict[str, Field] = {word: field for form in FORMS.values() for word, field in form.labels.items()}
NO_VALUE = frozenset(_all("no_value"))
_FOLDED = {label.casefold(): field for label, field in LABELS.items()}
TITLES: dict[Field, str] = FORMS["en"].titles

_HEADING = re.compile(rf"({_alternatives([word.upper() for word in HEADINGS])})\s*:?(?=\s|$)")
_DAY = r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?!\d)|\d{4}-\d{2}-\d{2}(?!\d)"

TOKEN = re.compile(
    rf"(?P<label>\b(?:{_alternatives(list(LABELS))})\b\s*:?"
    rf"|^(?i:{_alternatives(list(LABELS))})(?:\s*:|\s*$|(?=\s+[A-Z0-9])))"
    rf"|(?P<announced>\b(?:{_alternatives(_all('announced'))})\b)"
    r"|(?P<url>(?:https?://|www\.)[^\s<>\"]+)"
    rf"|(?P<day>(?<!\d)(?:{_DAY}))"
    rf"|(?P<ongoing>\b(?i:{_alternatives(_all('ongoing'))})\b)"
    rf"|(?P<furniture>\b(?:{_alternatives(_all('furniture'))})\b\s*:?)"
    rf"|(?P<until>\b(?:{_alternatives(_all('until'))})\b|[–—-](?=\s|$))"
)
"""Whatever the form itself prints, and the two kinds of value that no prose looks like."""


def headings(line: str) -> tuple[tuple[Section, ...], str]:
    """The headings with which a stripped line begins, and what is left of the line.

    A heading alone on its line may be in any case; with more on the line only capitals count.
    """
    alone = re.sub(r"\s+", " ", line).rstrip(": ").lower()
    spaced = alone.replace(" ", "") if re.fullmatch(r"(?:\w ){3,}\s*\w", alone) else alone
    for words in (alone, spaced):
        if words in HEADINGS:
            return (HEADINGS[words],), ""
    kinds: list[Section] = []
    rest = line
    while match := _HEADING.match(rest):
        kinds.append(HEADINGS[re.sub(r"\s+", " ", match[1]).lower()])
        rest = rest[match.end() :].lstrip()
    return tuple(kinds), rest


def label_of(words: str) -> Field:
    """The field that a printed label names."""
    return _FOLDED[re.sub(r"\s+", " ", words).rstrip(": ").casefold()]


def is_no_value(words: str) -> bool:
    """The words say that the field does not apply."""
    return words.casefold().strip() in NO_VALUE or words.casefold().strip(" .") in NO_VALUE
