"""What in a sheet's texts an editor should look at: cut sentences, dates that contradict each other."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from builder.importer.language import romance
from builder.importer.language.wording import Telling
from builder.importer.layout.prose import ends_sentence, is_item, sentences
from builder.program import Section

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_YEAR = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)(?![\d/]|-\d)")
_WHEN = re.compile(
    rf"\b(?:(?:{_MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d|\d{{1,2}}\s+(?:{_MONTHS}),?\s+(?:19|20)\d\d|"
    rf"(?:{_MONTHS}),?\s+(?:of\s+)?(?:19|20)\d\d|(?:19|20)\d\d)\b"
)
LONG_AFTER = 2
"""Years between the last that a text speaks of and the form's first day, from which on the two do not agree."""

_EVENTS = tuple(
    (re.compile(rf"(?i)\b(?:{happened})\b"), re.compile(rf"(?i)\b(?:{coming})\b") if coming else None)
    for happened, coming in (
        (r"launch(?:ed|ing|es)?", r"launch\w*"),
        (r"created|established|founded|set up", ""),
        (r"started|began|begun|commenced|initiated", ""),
        (r"signed", r"signature|sign(?:ed|ing)"),
        (r"completed|concluded|finished|finalized", ""),
        (r"opened|inaugurated", r"inaugura\w*|opening|opened"),
    )
)
"""Words for one event each; and those that speak of it while it is still to come, if that can contradict."""
_TO_COME = re.compile(
    r"(?i)\b(?:will|to be|shall|is expected|are expected|is going|not yet|has not|have not|is planned|is "
    r"foreseen|is scheduled)\b"
)


_TO_HAPPEN = re.compile(
    r"(?i)\b(?:will (?:be|take place|happen)|is to (?:be|take place)|to be (?:launched|signed|opened|inaugurated)|"
    r"is (?:expected|foreseen|planned|scheduled) |has not yet|not yet)"
)


_ENGLISH = Telling(_WHEN, _EVENTS, _TO_COME, _TO_HAPPEN, re.compile(r"(?:In|On|Since)\s"))


def cut_off(texts: Mapping[Section, Sequence[str]]) -> list[str]:
    """The sections whose last sentence has no end."""
    return [
        f"{section}: the last sentence is cut off (“… {paragraphs[-1][-40:].strip()}”)"
        for section, paragraphs in texts.items()
        if paragraphs and not is_item(paragraphs[-1]) and not ends_sentence(paragraphs[-1])
    ]


def contradictions(texts: Mapping[Section, Sequence[str]], language: str = "en") -> list[str]:
    """The same event on two dates, or past in one sentence and still to come in another, in a language's words."""
    telling = romance.telling(language) or _ENGLISH
    found: list[str] = []
    said = [(section, sentence) for section, each in texts.items() for text in each for sentence in sentences(text)]
    dated = [(section, sentence) for section, sentence in said if telling.when.search(sentence)]
    for happened, coming in telling.events:
        past = list(_past(dated, happened, telling))
        years = {year[1] for _, _, when in past if (year := _YEAR.search(when))}
        if len(years) > 1:
            told = dict.fromkeys(f"{verb} {_on(when)} by the {section}" for section, verb, when in past)
            found.append(f"contradicting dates: {', '.join(told)}")
        elif past and coming and (sentence := _still_coming(said, coming, telling)):
            _, verb, when = past[0]
            found.append(
                f"contradicting dates: {verb} {_on(when)} by one sentence, still to be {verb} by another (“{sentence}”)"
            )
    return found


def _past(
    said: Sequence[tuple[Section, str]], verb: re.Pattern[str], telling: Telling
) -> Iterator[tuple[Section, str, str]]:
    """Where a sentence says when the event was: section, verb, date."""
    for section, sentence in said:
        for match in verb.finditer(sentence):
            when = _nearest(sentence, match.start(), match.end(), telling)
            if when:
                if not telling.to_come.search(_clause(sentence, match.start())):
                    yield section, match[0].lower(), when
                break


def _on(when: str) -> str:
    return f"on {when}" if re.search(r"\d.*\d{4}$", when) and not re.fullmatch(r"\d{4}", when) else f"in {when}"


def _clause(sentence: str, at: int) -> str:
    begin = max(sentence.rfind(mark, 0, at) for mark in (",", ";", ":", "("))
    return sentence[begin + 1 : at + 12]


def _nearest(sentence: str, begin: int, end: int, telling: Telling) -> str:
    """The date nearest to the verb, in its own clause or at the sentence's head."""
    dates = [
        (min(abs(match.start() - end), abs(begin - match.end())), match[0]) for match in telling.when.finditer(sentence)
    ]
    near = min(dates, default=(0, ""))
    return near[1] if dates and (near[0] <= 60 or telling.at_head.match(sentence)) else ""


def _still_coming(said: Sequence[tuple[Section, str]], words: re.Pattern[str], telling: Telling) -> str:
    for _, sentence in said:
        for match in words.finditer(sentence):
            around = sentence[max(0, match.start() - 60) : match.end() + 60]
            if telling.to_happen.search(around):
                return sentence if len(sentence) <= 160 else f"… {around.strip()} …"
    return ""


def out_of_time(texts: Mapping[Section, Sequence[str]], start: dt.date | None, shown: str) -> list[str]:
    """A form whose first day lies after everything that the texts speak of."""
    years = sorted({int(year) for paragraphs in texts.values() for each in paragraphs for year in _YEAR.findall(each)})
    years = [year for year in years if year < 2100]
    if start and years and start.year - years[-1] >= LONG_AFTER:
        return [f"{shown}: the form begins in {start.year}, but the text speaks of {', '.join(map(str, years))}"]
    return []
