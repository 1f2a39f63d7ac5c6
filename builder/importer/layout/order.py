"""Headings that stand elsewhere than over their texts: what other sheets tell of it, and what an editor is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from operator import getitem

from builder.importer.language.likeness import alike
from builder.importer.layout.cues import evidence
from builder.importer.layout.pages import Page
from builder.importer.layout.sections import TRUSTED, Run, Votes, trust_of
from builder.program import SECTIONS, Section

VOTE = 16.0
"""What the other sheets can say together of one paragraph."""
DOUBT = 0.5
"""So much more must the words say for another order before a page's own counts less."""
PRINTED: dict[Section, str] = {"summary": "PROGRAM SUMMARY", "objectives": "OBJECTIVES", "results": "RESULTS"}

ALIKE = 0.6
"""Paragraphs that share this part of their words are taken for the same one."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """How a page reads its paragraphs, as far as it matters to others."""

    texts: tuple[str, ...]
    """The paragraphs."""
    runs: tuple[Run, ...]
    """Which of them belong to which section."""
    weight: float
    """How sure that is."""
    settled: bool
    """Their places have told all there is to tell."""


def opinion_of(page: Page) -> Opinion:
    """What a page tells others of its paragraphs."""
    texts = page.layout.texts
    settled = all(block.owner for block in texts)
    return Opinion(tuple(block.text for block in texts), page.arrangement.runs, _confidence(page), settled)


def votes_of(opinions: Sequence[Opinion]) -> list[Votes]:
    """For each page and paragraph: how much the other pages' readings of the same words speak for each section."""
    places = [(number, position) for number, each in enumerate(opinions) for position in range(len(each.texts))]
    section: dict[tuple[int, int], Section] = {
        (number, position): kind
        for number, each in enumerate(opinions)
        for kind, begin, end in each.runs
        for position in range(begin, end)
    }
    weight = [each.weight for each in opinions]
    cast: dict[tuple[int, int], dict[Section, float]] = {}
    texts = [opinions[number].texts[position] for number, position in places]
    pairs = () if all(each.settled for each in opinions) else alike(texts, ALIKE)
    for first, second, _ in pairs:
        for one, other in ((places[first], places[second]), (places[second], places[first])):
            if one[0] != other[0]:
                if one not in cast:
                    cast[one] = dict.fromkeys(SECTIONS, 0.0)
                    cast[one][section[one]] += weight[one[0]]
                cast[one][section[other]] += weight[other[0]]
    return [
        tuple(_shares(cast.get((number, position), {})) for position in range(len(each.texts)))
        for number, each in enumerate(opinions)
    ]


def _confidence(page: Page) -> float:
    """How surely a page is read right: its headings stand over their texts, and the words do not say otherwise."""
    sure = 1.0 if trust_of(page.layout) == TRUSTED else 0.5
    runs = page.arrangement.runs
    words = [evidence(page.layout.texts[begin].text) for _, begin, _ in runs]
    kinds = [SECTIONS.index(kind) for kind, _, _ in runs]
    said = sum(word[kind] for word, kind in zip(words, kinds, strict=True))
    best = max((sum(map(getitem, words, order)) for order in permutations(kinds)), default=said)
    return sure if said >= best - DOUBT else 0.2 * sure


def _shares(tally: Mapping[Section, float]) -> dict[Section, float]:
    return {kind: VOTE * value**2 / sum(each**2 for each in tally.values()) for kind, value in tally.items()}


def order_notes(page: Page) -> list[str]:
    """What was put right in the order of a sheet's headings and texts, and which headings are missing."""
    layout = page.layout
    runs = page.arrangement.runs
    printed = [block.section for block in page.blocks if block.section]
    missing = [PRINTED[kind] for kind in SECTIONS if kind not in printed]
    lacks = f"no {' and no '.join(missing)} heading" if missing else ""
    absent = [kind for kind in SECTIONS if kind not in [section for section, _, _ in runs]]
    notes = [f"no text was found for the section {PRINTED[kind]}" for kind in absent]
    over = {kind: layout.above[begin] for kind, begin, _ in runs}
    misplaced = [kind for kind, stack in over.items() if stack != (kind,)]
    if not misplaced:
        return [*([lacks] if lacks else []), *notes]
    crossed = [kind for kind in misplaced if len(over[kind]) == 1 and over[kind][0] != kind]
    if len(crossed) == 2 and over[crossed[0]] == (crossed[1],) and over[crossed[1]] == (crossed[0],):
        first, second = (kind for kind in SECTIONS if kind in crossed)
        told = f"{first} and {second} stand under each other's heading; they were put right"
    elif misplaced == ["summary"] and missing == [PRINTED["summary"]] and not over["summary"]:
        return [f"{lacks}; the text before the first heading was taken for the summary", *notes]
    else:
        told = f"{_where(page)}; what the paragraphs say told which text is which, please check"
    return ["; ".join(filter(None, (told, lacks))), *notes]


def _where(page: Page) -> str:
    """Where the headings stand instead."""
    kinds = [block.section for block in page.blocks if block.section]
    first_text = page.blocks.index(page.layout.texts[0])
    places = [position for position, block in enumerate(page.blocks) if block.section]
    if places and all(place < first_text for place in places) and len(kinds) > 1:
        return "the headings stand before their texts, away from them"
    begins = {kind: page.blocks.index(page.layout.texts[begin]) for kind, begin, _ in page.arrangement.runs}
    after = [kind for place, kind in zip(places, kinds, strict=True) if kind in begins and place > begins[kind]]
    if len(after) >= 2:
        return "the headings stand after their texts"
    return "the headings do not stand over their own texts"
