"""Which text of a sheet is its summary, which its objectives, which its results: places first, words second."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise, permutations

from builder.importer.layout.blocks import Block
from builder.importer.layout.cues import evidence
from builder.program import SECTIONS, Section

RUN_OWNS = 5.0
"""A lone heading right above a run of text names it."""
RUN_OTHER = -2.5
"""… and speaks against the other two."""
HEADING_BELOW = 1.5
"""A heading after which no text of its own stands may belong to the text before it."""
STACKED = 0.7
"""Of several headings in a row, the last may belong to the text below, the first to the text above."""
INSIDE = -6.0
"""A heading does not stand in the middle of its text."""
MISSING = -3.0
"""A form has three texts."""
TRUSTED = 1.0
"""How much headings count where each of the three stands over one text, or only the summary's is missing."""
PRINTED = 0.8
"""… where all three are printed, but not so."""
UNTRUSTED = 0.45
"""… where one of them is missing."""
DISCREDITED = 0.2
"""… and how much of it is left once one of them stands over another's text."""
OWNED = 50.0
"""A place says more than all words."""
DIVIDED = -3.0
"""All three headings in a row stand at a sheet's end, not between its texts."""
FOLLOWING = 0.45
"""How much the words of a run's later paragraphs count beside its first."""
COMMON_ORDERS: dict[tuple[Section, ...], float] = {
    ("summary", "objectives", "results"): 0.6,
    ("objectives", "results", "summary"): 0.6,
}
"""As printed, and as the form's boxes were drawn."""


Run = tuple[Section, int, int]
"""A section, and the first and last-but-one of its paragraphs (numbered over the text blocks alone)."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A reading of a sheet's blocks."""

    score: float
    """The higher, the likelier."""
    runs: tuple[Run, ...]
    """Which paragraphs belong to which section."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands around the paragraphs of a sheet."""

    texts: tuple[Block, ...]
    """The paragraphs."""
    above: tuple[tuple[Section, ...], ...]
    """For each paragraph, and for the end: the headings that stand right before it."""
    parted: tuple[float, ...]
    """For each paragraph: how clearly it is parted from the one before."""


def layout_of(blocks: Sequence[Block], is_text: Sequence[bool]) -> Layout:
    """The paragraphs among the blocks of one sheet, and what parts them."""
    texts: list[Block] = []
    above: list[tuple[Section, ...]] = []
    parted: list[float] = []
    headings: list[Section] = []
    form = False
    for block, text in zip(blocks, is_text, strict=True):
        if block.section:
            headings.append(block.section)
        elif not text:
            form = True
        else:
            first = block.first
            clear = -1.0 + 2.4 * bool(headings) + 1.5 * (first.box or first.page_break)
            if texts:  # before the first there is nothing to be parted from
                clear += 1.5 * form + 0.7 * (first.gap >= 2) + 0.8 * (first.gap >= 3)
            texts.append(block)
            above.append(tuple(headings))
            parted.append(clear)
            headings, form = [], False
    return Layout(tuple(texts), (*above, tuple(headings)), tuple(parted))


Votes = Sequence[Mapping[Section, float]]
"""For each paragraph, what is known from elsewhere about its section."""


def trust_of(layout: Layout) -> float:
    """How much the headings of this layout count."""
    printed = {heading for stack in layout.above for heading in stack}
    owners = [stack for stack in layout.above[:-1] if stack]
    lone = all(len(stack) == 1 for stack in owners) and not layout.above[-1]
    if lone and len(owners) == len(printed) == len(SECTIONS):
        return TRUSTED
    if lone and printed == {"objectives", "results"} and len(owners) == 2 and not layout.above[0]:
        return TRUSTED
    return PRINTED if len(printed) == len(SECTIONS) else UNTRUSTED


def arrange(layout: Layout, votes: Votes = ()) -> Arrangement:
    """The likeliest reading: each section a run of neighbouring paragraphs, in any order."""
    count = len(layout.texts)
    if not count:
        return Arrangement(2 * MISSING * len(SECTIONS), ())
    owners = [block.owner for block in layout.texts if block.owner]
    if len(owners) == count:
        return Arrangement(0.0, _owned(owners))
    words = [dict(zip(SECTIONS, evidence(block.text), strict=True)) for block in layout.texts]
    mean = [sum(said.values()) / len(SECTIONS) for said in words]
    trust = trust_of(layout)

    def run_score(kind: Section, begin: int, end: int) -> tuple[float, float, bool]:
        """What speaks for the run, what its own heading adds, and whether another's stands over it."""
        score = layout.parted[begin]
        for position in range(begin, end):
            weight = 1.0 if position == begin else FOLLOWING
            score += weight * (words[position][kind] - mean[position])
            if owner := layout.texts[position].owner:
                score += OWNED if owner == kind else -OWNED
            if votes:
                score += weight * votes[position].get(kind, 0.0)
            if position > begin and layout.above[position]:
                score += INSIDE
        over, under = layout.above[begin], layout.above[end]
        credit, other = 0.0, False
        if len(over) == 1:
            other = over[0] != kind
            credit = 0.0 if other else trust * RUN_OWNS
            score += trust * RUN_OTHER * other
        elif over and over[-1] == kind:
            score += STACKED
        if under[:1] == (kind,):
            alone = (end == count or len(under) > 1) and len(over) != 1
            score += HEADING_BELOW * (alone or (not over and trust < TRUSTED))
        return score, credit, other

    table = {
        (kind, begin, end): run_score(kind, begin, end)
        for kind in SECTIONS
        for begin in range(count)
        for end in range(begin + 1, count + 1)
    }
    fixed = sum(DIVIDED for stack in layout.above[1:count] if len(stack) == len(SECTIONS))
    best = Arrangement(float("-inf"), ())
    for runs, given in _shapes(count):
        score, own, wrong = fixed + given, 0.0, False
        for run in runs:
            said, credit, other = table[run]
            score += said
            own += credit
            wrong = wrong or other
        score += own * DISCREDITED if wrong and trust == UNTRUSTED else own
        if score > best.score:
            best = Arrangement(score, runs)
    return best


def _owned(owners: Sequence[Section]) -> tuple[Run, ...]:
    """The runs of paragraphs whose places tell their sections."""
    begins = [at for at, owner in enumerate(owners) if not at or owner != owners[at - 1]]
    return tuple((owners[begin], begin, end) for begin, end in pairwise([*begins, len(owners)]))


@lru_cache(maxsize=64)
def _shapes(count: int) -> tuple[tuple[tuple[Run, ...], float], ...]:
    """Every order of one to three sections over so many paragraphs, as runs, and what each order is worth."""
    shapes: list[tuple[tuple[Run, ...], float]] = []
    for size in range(1, min(len(SECTIONS), count) + 1):
        for kinds in permutations(SECTIONS, size):
            worth = MISSING * (len(SECTIONS) - size) + COMMON_ORDERS.get(kinds, 0.0)
            for inner in combinations(range(1, count), size - 1):
                cuts = (0, *inner, count)
                shapes.append((tuple((kind, cuts[i], cuts[i + 1]) for i, kind in enumerate(kinds)), worth))
    return tuple(shapes)
