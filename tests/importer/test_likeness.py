"""What is compared to tell which texts and names are alike: the same pairs as of all with all, and far fewer comparisons."""

from collections.abc import Callable, Sequence
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.importer.language import likeness
from builder.importer.language.likeness import alike, near_names, resemblance, runs
from builder.importer.programs.gather import LONGER_TITLE, SAME_TITLE, gather
from builder.importer.sheet import Sheet
from tests.bench import booklets

TEXTS = st.lists(st.text("abc ", max_size=60), max_size=12)
"""Few letters, so that much is alike."""


def worn(texts: list[str], cuts: list[tuple[int, int]]) -> list[str]:
    """The texts, and again with something cut out of each."""
    return [
        *texts,
        *(text[:begin] + text[begin + length :] for text, (begin, length) in zip(texts, cuts, strict=False)),
    ]


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9))), st.sampled_from([2, 5, 400]))
@settings(deadline=None, derandomize=True)
def test_the_same_texts_are_alike_as_where_all_are_compared(
    texts: list[str], cuts: list[tuple[int, int]], common: int
) -> None:
    texts = worn(texts, cuts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(likeness, "COMMON", common)
        for least, shared, of in product((0.5, 0.6, 0.8, 1.0), (1, 5), (min, max)):
            assert list(alike(texts, least, shared, of)) == list(_all_alike(texts, least, shared, of, common))


def _all_alike(
    texts: Sequence[str], least: float, shared_runs: int, of: Callable[[int, int], int], common: int
) -> list[tuple[int, int, float]]:
    sets = [frozenset(runs(text)) for text in texts]
    rare = {run for each in sets for run in each if sum(run in other for other in sets) <= common}
    found = [
        (first, second, len(sets[first] & sets[second] & rare), of(len(sets[first]), len(sets[second])))
        for first, second in combinations(range(len(sets)), 2)
    ]
    found.sort(key=lambda each: (each[1], each[0]))
    return [
        (first, second, shared / most)
        for first, second, shared, most in found
        if shared >= max(1, shared_runs) and shared / most >= least
    ]


@given(
    st.lists(st.text("abc ", min_size=1, max_size=45), max_size=12),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3))),
)
@settings(deadline=None, derandomize=True)
def test_the_same_names_are_near_as_where_all_are_compared(names: list[str], cuts: list[tuple[int, int]]) -> None:
    names = [*dict.fromkeys(worn(names, cuts))]
    assert {*near_names(names, SAME_TITLE, LONGER_TITLE)} == {
        (first, second)
        for first, second in combinations(range(len(names)), 2)
        if abs(len(names[first]) - len(names[second])) <= LONGER_TITLE
        and resemblance(names[first], names[second]) >= SAME_TITLE
    }


def invented(count: int) -> list[Sheet]:
    """So many sheets of invented programs, eight of each, as if they had been read."""
    told = [booklets.told(number) for number in range(count // 8)]
    return [
        Sheet(
            f"peru/{number}.txt#1",
            str(number),
            "en",
            {
                "summary": tuple(part.replace("officers", f"officers {number % 3}") for part in program.summary),
                "objectives": program.objectives,
                "results": (*program.results, f"In {2000 + number // len(told)}, nothing else was done."),
            },
            title=program.title if number % 5 else None,
            evidence={"title": program.title} if number % 5 else {},
        )
        for number, program in ((number, told[number % len(told)]) for number in range(count))
    ]


def test_gathering_grows_with_the_sheets_and_not_with_their_square(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = {"runs": 0, "letters": 0}

    def counting(what: str, real: Callable[..., float]) -> Callable[..., float]:
        def counted(*arguments: object) -> float:
            compared[what] += 1
            return real(*arguments)

        return counted

    monkeypatch.setattr(likeness, "shared_by", counting("runs", likeness.shared_by))
    monkeypatch.setattr(likeness, "resemblance", counting("letters", likeness.resemblance))
    taken = []
    for count in (200, 800):
        compared.update(runs=0, letters=0)
        assert len(gather(invented(count))) == count // 8
        taken.append(dict(compared))
    few, many = taken
    assert many["runs"] < 6 * few["runs"]  # of all with all: 16
    assert many["letters"] < 800  # of all titles with all: 4,950
