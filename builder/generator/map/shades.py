"""How dark a country is drawn: one shade for each step in the number of its programs."""

from collections.abc import Iterable
from dataclasses import dataclass

STEPS = 4
"""The most shades that people can tell apart at a glance, beside that of no program."""


@dataclass(frozen=True, slots=True)
class Shade:
    """The countries that are drawn alike."""

    step: int
    """How dark: from 1 to STEPS, the darkest."""
    least: int
    """The smallest number of programs."""
    most: int | None
    """The largest; None where any larger one counts."""


def shades(counts: Iterable[int]) -> tuple[Shade, ...]:
    """The shades for such numbers of programs, the lightest first; none where there is no program.

    Each step is as many times the one before, with round limits, so that a country with very many programs does not
    make all others look alike.
    """
    most = max(counts, default=0)
    limits = [0]
    for step in range(1, min(STEPS, most)):
        limits.append(max(limits[-1] + 1, _round(most ** (step / STEPS))))
    if most:
        limits.append(most)
    count = len(limits) - 1
    return tuple(
        Shade(
            round(number * STEPS / count),
            limits[number - 1] + 1,
            limits[number] if number < count or limits[number] == limits[number - 1] + 1 else None,
        )
        for number in range(1, count + 1)
    )


def step(count: int, among: Iterable[Shade]) -> int:
    """The step of a country with so many programs; 0 where it has none."""
    return max((shade.step for shade in among if shade.least <= count), default=0)


def _round(limit: float) -> int:
    """The number with zeros after its first digit."""
    whole = int(limit + 1e-9)
    zeros: int = 10 ** (len(str(whole)) - 1)
    return whole // zeros * zeros
