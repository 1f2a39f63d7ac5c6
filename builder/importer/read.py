"""Booklets to sheets: the reader's stages in their order."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from builder.importer.facts import doubts
from builder.importer.facts.beneficiaries import countries as beneficiary_countries
from builder.importer.facts.donors import donor_names
from builder.importer.facts.donors import donors as paying_donors
from builder.importer.facts.form import FormReading, read_form
from builder.importer.facts.formlanguage import form_language
from builder.importer.facts.titles import find_title
from builder.importer.facts.units import unit as unit_in_charge
from builder.importer.language import names
from builder.importer.language.languages import language_of
from builder.importer.language.names import Names
from builder.importer.layout.blocks import blocks_of
from builder.importer.layout.cues import Evidence
from builder.importer.layout.lines import lines_of, received
from builder.importer.layout.order import Opinion, opinion_of, order_notes, votes_of
from builder.importer.layout.pages import Page, pages_of
from builder.importer.layout.paper import papers_of
from builder.importer.layout.prose import Vocabulary, is_item, item_text, sentences, vocabulary_of
from builder.importer.layout.sections import Votes, arrange, words_of
from builder.importer.remembered import Memory, Reading
from builder.importer.sheet import Booklet, Sheet, content_hash
from builder.program import SECTIONS
from builder.workers import each_of, worthwhile

MANY = 10
"""Booklets from which on a second process is worth its start."""
_Given = TypeVar("_Given")
_Done = TypeVar("_Done")


@dataclass(frozen=True, slots=True)
class _Draft:
    """A sheet found, before its facts are read."""

    ref: str
    page: Page
    source: tuple[str, ...]
    furniture: tuple[str, ...] = ()
    rejected: str | None = None
    empty: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """The sheets of a booklet, before they are read with the help of others."""

    drafts: tuple[_Draft, ...]
    opinions: tuple[Opinion, ...]
    """What each tells others."""
    words: tuple[tuple[Evidence, ...], ...]
    """What the words of each one's paragraphs say, unless their places have told all there is to tell."""
    asked: tuple[tuple[tuple[str, ...], bool], ...]
    """What the words of all booklets were asked, and what they answered."""
    donors: dict[str, str | None]
    """Which donors were looked for, and found."""


def read(
    booklets: Sequence[Booklet], known: Names, memory: Memory | None = None, workers: int | None = None
) -> tuple[Sheet, ...]:
    """All sheets of the booklets, in their order. Booklets given together help to read each other.

    A `memory` tells what came of them before, and learns what comes of them now. `workers` is how many processes read,
    as many as are worth it where nobody says.
    """
    memory = Memory() if memory is None else memory
    vocabulary = vocabulary_of(booklet.words for booklet in booklets)
    before = [memory.recall(booklet, vocabulary, known) for booklet in booklets]
    strange = [booklet for booklet, reading in zip(booklets, before, strict=True) if not reading]
    looks = iter(_shared(strange, partial(_find, vocabulary, known), workers))
    found = [reading or next(looks) for reading in before]
    cast = iter(votes_of([opinion for each in found for opinion in each.opinions]))
    votes = [tuple(islice(cast, len(each.opinions))) for each in found]
    # of a booklet that is what it was, others may now tell something else
    waiting = [
        (booklet, None if reading else each, own)
        for booklet, each, own, reading in zip(booklets, found, votes, before, strict=True)
        if not reading or reading.votes != own
    ]
    readings = iter(_shared(waiting, partial(_reading, vocabulary, known), workers))
    sheets: list[Sheet] = []
    for booklet, own, reading in zip(booklets, votes, before, strict=True):
        now = reading if reading and reading.votes == own else next(readings)
        memory.learn(booklet, now)
        sheets += now.sheets
    return tuple(sheets)


def _shared(tasks: Sequence[_Given], work: Callable[[_Given], _Done], workers: int | None) -> list[_Done]:
    return each_of(tasks, work, workers or worthwhile(len(tasks), MANY))


def _find(vocabulary: Vocabulary, known: Names, booklet: Booklet) -> _Found:
    """The sheets of a booklet."""
    own, known = vocabulary.afresh(), replace(known, donors_asked={})
    drafts = tuple((_from_paper if booklet.leaves else _from_text)(booklet, own, known))
    opinions = tuple(opinion_of(draft.page) for draft in drafts)
    words = tuple(
        () if opinion.settled else words_of(draft.page.layout) for draft, opinion in zip(drafts, opinions, strict=True)
    )
    return _Found(drafts, opinions, words, tuple(own.asked.items()), known.donors_asked)


def _from_text(booklet: Booklet, vocabulary: Vocabulary, known: Names) -> list[_Draft]:
    """The sheets among the printed lines of a text."""
    pages = pages_of(blocks_of(lines_of(booklet.text), vocabulary, known.labels))
    sources = received(booklet.text, [page.blocks[0].first for page in pages])
    return [
        _Draft(f"{booklet.ref}#{position}", page, source)
        for position, (page, source) in enumerate(zip(pages, sources, strict=True), 1)
    ]


def _from_paper(booklet: Booklet, vocabulary: Vocabulary, known: Names) -> list[_Draft]:
    """The sheets on the pages of a PDF."""
    return [
        _Draft(f"{booklet.ref}#{position}", paper.page, paper.source, paper.furniture, paper.rejected, paper.empty)
        for position, paper in enumerate(papers_of(booklet.leaves, vocabulary, known), 1)
    ]


def _reading(vocabulary: Vocabulary, known: Names, task: tuple[Booklet, _Found | None, tuple[Votes, ...]]) -> Reading:
    """What comes of a booklet, its sheets arranged again with what others tell of the same paragraphs."""
    booklet, found, votes = task
    found = found or _find(vocabulary, known, booklet)
    known = replace(known, donors_asked={**found.donors})
    drafts = map(_arranged, found.drafts, votes, found.words)
    sheets = tuple(_rejected(draft) if draft.rejected else _sheet(draft, booklet.country, known) for draft in drafts)
    return Reading(found.asked, known.donors_asked, found.opinions, votes, sheets)


def _arranged(draft: _Draft, votes: Votes, words: tuple[Evidence, ...]) -> _Draft:
    if not any(votes):
        return draft
    return replace(draft, page=replace(draft.page, arrangement=arrange(draft.page.layout, votes, words)))


def _rejected(draft: _Draft) -> Sheet:
    return Sheet(
        ref=draft.ref,
        content=content_hash([*draft.source] or [draft.rejected or ""]),
        language="en",
        texts={},
        source=draft.source,
        rejected=draft.rejected,
        empty=draft.empty,
    )


def _sheet(draft: _Draft, home: str | None, known: Names) -> Sheet:
    page = draft.page
    texts = {
        kind: tuple(item_text(block.text) for block in page.layout.texts[begin:end])
        for kind in SECTIONS
        for section, begin, end in page.arrangement.runs
        if section == kind
    }
    everything = [sentence for each in texts.values() for text in each for sentence in sentences(text)]
    language = language_of(" ".join(everything), form_language(page, known.labels) or "en")
    form = read_form(page, known, language)
    told = known.speaking(language)
    evidence: dict[str, str] = {}
    review = [*order_notes(page), *page.notes]

    title, quoted = find_title(everything, told)
    if title:
        evidence["title"] = title.sentence
        if title.composed:
            review.append(
                f"title: no sentence names the program in full; '{title.text}' was put together from the sheet's words"
            )
    if quoted:
        names_quoted = " and ".join(f"“{name}”" for name in quoted)
        review.append(
            f"title: the text quotes a project's name ({names_quoted}), which may or may not be the program's"
        )
    unit = unit_in_charge(everything, told)
    if unit.slugs:
        evidence["unit"] = unit.evidence
    donors, donor_notes = _donors(form, everything, known, language, evidence)
    countries, country_notes = _countries(home, form.values.get("beneficiaries"), everything, donors, told, evidence)
    pillar = names.pillar(form.values["pillar"], known) if "pillar" in form.values else None
    if "pillar" in form.values and not pillar:
        review.append(f"pillar: '{form.values['pillar']}' is none of the pillars; which one is meant?")
    review += [*country_notes, *form.doubts, *donor_notes]
    review += doubts.cut_off(texts) + doubts.contradictions(texts, language)
    review += doubts.out_of_time(texts, form.dates.start, _start_shown(page))
    return Sheet(
        ref=draft.ref,
        content=content_hash([line.text for block in page.blocks for line in block.lines]),
        language=language,
        texts=texts,
        title=title.text if title else None,
        pillar=pillar,
        unit=unit.slugs[0] if unit.slugs else None,
        countries=countries,
        name=form.values.get("name"),
        beneficiaries=form.values.get("beneficiaries"),
        donors=tuple(donors),
        donor_names=donors,
        link=form.link,
        start=form.dates.start,
        end=form.dates.end,
        ongoing=form.dates.ongoing,
        evidence=evidence,
        review=tuple(dict.fromkeys(review)),
        printed={name: text for name in ("pillar", "donors") if (text := form.values.get(name))},
        source=draft.source,
        placed=page.placed,
        furniture=draft.furniture,
        rejected=draft.rejected,
    )


def _start_shown(page: Page) -> str:
    days = [token.text for block in page.blocks for token in block.tokens if token.kind == "day"]
    return days[0] if days else ""


def _countries(
    home: str | None,
    field: str | None,
    everything: Sequence[str],
    donors: Mapping[str, str],
    known: Names,
    evidence: dict[str, str],
) -> tuple[tuple[str, ...], list[str]]:
    """Who benefits: as the text says, else as the form's beneficiaries do, else as the booklet does."""
    found = beneficiary_countries(everything, known, home)
    if not found.slugs and field:
        found = replace(beneficiary_countries([field], known, home), others=found.others)
    taken = found.slugs
    if taken:
        evidence["countries"] = found.evidence
    elif home:
        taken = (home,)
    notes: list[str] = []
    if len(taken) > 1:
        listed = ", ".join(known.shown[slug] for slug in taken)
        notes.append(
            f"countries: the text names {_counted(len(taken))} countries ({listed}); are all of them beneficiaries?"
        )
    others = [known.shown[slug] for slug in found.others if slug not in donors and slug not in taken]
    if others and not taken:
        notes.append(
            f"countries: the text names {', '.join(others)} only as places of meetings or in another role; "
            "places of meetings are no beneficiary countries, so none was taken"
        )
    elif likely := [known.shown[slug] for slug in found.likely if slug not in donors and slug not in taken]:
        notes.append(f"countries: the text also speaks of {', '.join(likely)}; does the activity benefit them too?")
    return taken, notes


def _donors(
    form: FormReading, everything: Sequence[str], known: Names, language: str, evidence: dict[str, str]
) -> tuple[Mapping[str, str], list[str]]:
    """Who pays: as the form says, else as a sentence does."""
    stated = donor_names(form.values["donors"], known) if "donors" in form.values else {}
    inferred, sentence = paying_donors(everything, known.speaking(language))
    more = {slug: name for slug, name in inferred.items() if slug not in stated}
    if stated:
        notes = (
            [f"donors: the form names {form.values['donors']}, a sentence also {', '.join(more.values())}"]
            if more
            else []
        )
        return stated, notes
    nobody = [f"donors: '{form.values['donors']}' names no donor; who pays?"] if "donors" in form.values else []
    if not more:
        return {}, nobody
    evidence["donors"] = sentence
    if form.no_donor:
        return more, [
            f"donors: the form names no donor ({form.no_donor}), but the text does: {', '.join(more.values())}"
        ]
    return more, nobody


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def _counted(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def plain_text(paragraphs: Sequence[str]) -> str:
    """Paragraphs parted by a blank line; the items of a list by a line's end alone."""
    text = ""
    for position, paragraph in enumerate(paragraphs):
        listed = position and is_item(paragraph) and is_item(paragraphs[position - 1])
        text += ("\n" if listed else "\n\n" if position else "") + paragraph
    return text


def as_json(sheet: Sheet) -> dict[str, object]:
    """The sheet as `build.py sheets --json` prints it."""
    return {
        "sheet": sheet.ref,
        "title": sheet.title,
        "language": sheet.language,
        "countries": list(sheet.countries),
        "pillar": sheet.pillar,
        "unit": sheet.unit,
        "name": sheet.name,
        "beneficiaries": sheet.beneficiaries,
        "donors": list(sheet.donors),
        "link": sheet.link,
        "start": sheet.start.isoformat() if sheet.start else None,
        "end": sheet.end.isoformat() if sheet.end else None,
        "ongoing": sheet.ongoing,
        **{kind: plain_text(sheet.texts[kind]) if sheet.texts.get(kind) else None for kind in SECTIONS},
        "evidence": dict(sheet.evidence),
        "review": list(sheet.review),
    }


def as_kept(sheet: Sheet) -> dict[str, object]:
    """The sheet as its ledger keeps it: what `as_json` says, and the words of the fields that it gives as slugs."""
    return as_json(sheet) | ({"printed": dict(sheet.printed)} if sheet.printed else {})


def as_imported(ref: str, content: str, read: Mapping[str, Any]) -> Sheet:
    """The sheet as a ledger remembers it: what `as_kept` made of it, turned back."""

    def day(key: str) -> dt.date | None:
        return dt.date.fromisoformat(read[key]) if read.get(key) else None

    return Sheet(
        ref=ref,
        content=content,
        language=read.get("language") or "en",
        # a list's items are parted by a line's end, paragraphs by two; neither holds one
        texts={kind: tuple(filter(None, re.split(r"\n+", read.get(kind) or ""))) for kind in SECTIONS},
        title=read.get("title"),
        pillar=read.get("pillar"),
        unit=read.get("unit"),
        countries=tuple(read.get("countries") or ()),
        name=read.get("name"),
        beneficiaries=read.get("beneficiaries"),
        donors=tuple(read.get("donors") or ()),
        link=read.get("link"),
        start=day("start"),
        end=day("end"),
        ongoing=bool(read.get("ongoing")),
        evidence=dict(read.get("evidence") or {}),
        review=tuple(read.get("review") or ()),
        printed=dict(read.get("printed") or {}),
    )
