"""Which text of a sheet is its summary, which its objectives, which its results: places first, words second."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations, pairwise, permutations
from typing import NamedTuple

from builder.importer.layout.blocks import Block
from builder.importer.layout.cues import Evidence, evidence
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


class Layout(NamedTuple):
    """What stands around the paragraphs of a sheet."""

    texts: tuple[Block, ...]
    """The paragraphs."""
    above: tuple[tuple[Section, ...], ...]
    """For each paragraph, and for the end: the headings that stand right before it."""
    parted: tuple[float, ...]
    """For each paragraph: how clearly it is parted from the one before."""
    form: bool = False
    """What the form prints stands before the first paragraph."""

    @property
    def printed(self) -> frozenset[Section]:
        """Its headings."""
        return frozenset(chain.from_iterable(self.above))

    def below(self, block: Block, is_text: bool) -> "Layout":
        """The same with one more block before all others."""
        texts, above, parted, form = self
        if block.section:
            above = ((block.section, *above[0]), *above[1:])
            return Layout(texts, above, (_clear(texts[0], above[0]), *parted[1:]) if texts else (), form)
        if not is_text:
            return Layout(texts, above, parted, True)
        if texts:  # before the first there is nothing to be parted from
            gap = texts[0].first.gap
            parted = (parted[0] + (1.5 * form + 0.7 * (gap >= 2) + 0.8 * (gap >= 3)), *parted[1:])
        return Layout((block, *texts), ((), *above), (_clear(block, ()), *parted))


def _clear(block: Block, headings: Sequence[Section]) -> float:
    """How clearly a sheet's first paragraph is a beginning."""
    return -1.0 + 2.4 * bool(headings) + 1.5 * (block.first.box or block.first.page_break)


NOTHING = Layout((), ((),), ())
"""A sheet without blocks."""


def layout_of(blocks: Sequence[Block], is_text: Sequence[bool]) -> Layout:
    """The paragraphs among the blocks of one sheet, and what parts them."""
    layout = NOTHING
    for block, text in zip(reversed(blocks), reversed(is_text), strict=True):
        layout = layout.below(block, text)
    return layout


Votes = tuple[Mapping[Section, float], ...]
"""For each paragraph, what is known from elsewhere about its section."""


def trust_of(layout: Layout) -> float:
    """How much the headings of this layout count."""
    printed = layout.printed
    owners = [stack for stack in layout.above[:-1] if stack]
    lone = all(len(stack) == 1 for stack in owners) and not layout.above[-1]
    if lone and len(owners) == len(printed) == len(SECTIONS):
        return TRUSTED
    if lone and printed == {"objectives", "results"} and len(owners) == 2 and not layout.above[0]:
        return TRUSTED
    return PRINTED if len(printed) == len(SECTIONS) else UNTRUSTED


def arrange(layout: Layout, votes: Votes = (), words: Sequence[Evidence] = ()) -> Arrangement:
    """The likeliest reading: each section a run of neighbouring paragraphs, in any order.

    `words`: what `words_of` gives, where it is known.
    """
    count = len(layout.texts)
    if not count:
        return Arrangement(2 * MISSING * len(SECTIONS), ())
    owners = [block.owner for block in layout.texts if block.owner]
    if len(owners) == count:
        return Arrangement(0.0, _owned(owners))
    trust = trust_of(layout)
    words = words or words_of(layout)
    table = [run for kind in SECTIONS for run in _scored(kind, layout, trust, votes, words)]
    fixed = sum(DIVIDED for stack in layout.above[1:count] if len(stack) == len(SECTIONS))
    doubtful = trust == UNTRUSTED
    best, found = float("-inf"), -1
    shapes = _shapes(count)
    for number, (given, numbers, _) in enumerate(shapes):
        score, own, wrong = fixed + given, 0.0, False
        for each in numbers:
            said, credit, other = table[each]
            score += said
            own += credit
            wrong = wrong or other
        score += own * DISCREDITED if wrong and doubtful else own
        if score > best:
            best, found = score, number
    return Arrangement(best, shapes[found][2])


def words_of(layout: Layout) -> tuple[Evidence, ...]:
    """What the words of each paragraph say."""
    return tuple(evidence(block.text) for block in layout.texts)


def _scored(
    kind: Section, layout: Layout, trust: float, votes: Votes, words: Sequence[Evidence]
) -> Iterator[tuple[float, float, bool]]:
    """For every run of the section, in the order of `_runs`: what speaks for it, what its own heading adds, and whether
    another's stands over it."""
    count, at = len(layout.texts), SECTIONS.index(kind)
    gains = [said[at] - sum(said) / len(SECTIONS) for said in words]
    for begin in range(count):
        score = layout.parted[begin]
        over = layout.above[begin]
        alone, other = len(over) == 1, len(over) == 1 and over[0] != kind
        for position in range(begin, count):
            weight = 1.0 if position == begin else FOLLOWING
            score += weight * gains[position]
            if owner := layout.texts[position].owner:
                score += OWNED if owner == kind else -OWNED
            if votes:
                score += weight * votes[position].get(kind, 0.0)
            if position > begin and layout.above[position]:
                score += INSIDE
            said, end = score, position + 1
            if alone:
                said += trust * RUN_OTHER * other
            elif over and over[-1] == kind:
                said += STACKED
            under = layout.above[end]
            if under[:1] == (kind,):
                alone_below = (end == count or len(under) > 1) and not alone
                said += HEADING_BELOW * (alone_below or (not over and trust < TRUSTED))
            yield said, trust * RUN_OWNS if alone and not other else 0.0, other


def ceiling(layout: Layout) -> float:
    """A score that no arrangement of these paragraphs exceeds, found without trying any (no paragraph has an owner)."""
    count = len(layout.texts)
    if not count:
        return 2 * MISSING * len(SECTIONS)
    trust = trust_of(layout)
    score, first, further = max(COMMON_ORDERS.values()), 0.0, []
    for position, (block, parted, over) in enumerate(zip(layout.texts, layout.parted, layout.above, strict=False)):
        said = gain(block.text)
        score += FOLLOWING * said
        begins = parted + (1 - FOLLOWING) * said + (trust * RUN_OWNS if len(over) == 1 else STACKED if over else 0.0)
        if not position:
            first = begins
        elif over:  # what stands under a heading begins a run, or is inside of another
            score += INSIDE
            further.append(begins + HEADING_BELOW - INSIDE)
        else:
            further.append(begins)
    if layout.above[count]:
        score += HEADING_BELOW
    further.sort(reverse=True)
    runs = (
        MISSING * (len(SECTIONS) - size) + sum(further[: size - 1]) for size in range(1, min(len(SECTIONS), count) + 1)
    )
    return score + first + max(runs)


@lru_cache(maxsize=65536)
def gain(paragraph: str) -> float:
    """How much the paragraph's words may speak for one section against the others."""
    said = evidence(paragraph)
    return max(said) - sum(said) / len(said)


def _owned(owners: Sequence[Section]) -> tuple[Run, ...]:
    """The runs of paragraphs whose places tell their sections."""
    begins = [at for at, owner in enumerate(owners) if not at or owner != owners[at - 1]]
    return tuple((owners[begin], begin, end) for begin, end in pairwise([*begins, len(owners)]))


@lru_cache(maxsize=64)
def _shapes(count: int) -> tuple[tuple[float, tuple[int, ...], tuple[Run, ...]], ...]:
    """Every order of one to three sections over so many paragraphs: what the order is worth, and its runs, by number
    and as they are."""
    runs = [(kind, begin, end) for kind in SECTIONS for begin in range(count) for end in range(begin + 1, count + 1)]
    numbers = {run: number for number, run in enumerate(runs)}
    shapes: list[tuple[float, tuple[int, ...], tuple[Run, ...]]] = []
    for size in range(1, min(len(SECTIONS), count) + 1):
        for kinds in permutations(SECTIONS, size):
            worth = MISSING * (len(SECTIONS) - size) + COMMON_ORDERS.get(kinds, 0.0)
            for inner in combinations(range(1, count), size - 1):
                parts = tuple((kind, *cut) for kind, cut in zip(kinds, pairwise((0, *inner, count)), strict=True))
                shapes.append((worth, tuple(numbers[each] for each in parts), parts))
    return tuple(shapes)
