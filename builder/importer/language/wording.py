"""How a language words what the reader looks for: one form for all languages, filled by each."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from builder.program import Section


def one_of(*words: str) -> str:
    """A group that matches any of the words. They stand parted by blanks; `_` is a blank inside one of them."""
    listed = [word.replace("_", r"\s+") for group in words for word in group.split()]
    return f"(?:{'|'.join(listed)})"


@dataclass(frozen=True, slots=True)
class Naming:
    """How sentences name a program."""

    names: Callable[[str, re.Pattern[str]], Iterator[tuple[str, int]]]
    """The names without quotes in a sentence, and where each begins. The pattern is any unit's name, which is no part
    of a program's."""
    kind_before: re.Pattern[str]
    """Before a quoted name: the kind of thing it names."""
    kind_after: re.Pattern[str]
    """Behind it."""
    kind_left_out: re.Pattern[str]
    """Before a quoted name: what parts it from the words that tell whose it is."""
    lead: re.Pattern[str]
    """What begins a sentence or a quote rather than a name."""
    makes: re.Pattern[str]
    """Before a name: somebody makes what it names."""
    other: re.Pattern[str]
    """Before a name: it is another's."""
    framework: re.Pattern[str]
    """So begins a sentence that says first what a program belongs to."""
    at_head: re.Pattern[str]
    """All that stands before a name at a sentence's head."""
    through: re.Pattern[str]
    """All that stands before a name by means of which something is done."""
    is_the: re.Pattern[str]
    """Before a name: something is it."""
    acts: re.Pattern[str]
    """Behind a name: it does something."""


@dataclass(frozen=True, slots=True)
class Paying:
    """How sentences say who pays."""

    by: tuple[re.Pattern[str], ...]
    """By whom; the group is who."""
    subject: re.Pattern[str]
    """Who does; the group is who, and only what names a payer counts."""
    pays: re.Pattern[str]
    """What must stand in a sentence that `subject` finds; found, or not, much sooner."""
    backed: re.Pattern[str]
    """With whose help; the group is who, and only a government counts."""
    government: re.Pattern[str]
    """Of the group: it is a government."""
    own: frozenset[str]
    """The organization itself."""
    nobody: frozenset[str]
    """Words that begin a sentence or name the program itself."""


@dataclass(frozen=True, slots=True)
class Benefiting:
    """How sentences say which countries benefit. All but the last three stand before the country's name."""

    people: Callable[[str, str], float]
    """How surely an adjective stands for who benefits, by what is before and behind it."""
    visited: re.Pattern[str]
    """Somebody goes there."""
    from_visitors: re.Pattern[str]
    """It is the home of those who help."""
    government: re.Pattern[str]
    """Its government is meant."""
    to_government: re.Pattern[str]
    """Something is done for its government."""
    city: re.Pattern[str]
    """A city of it is named."""
    venue: re.Pattern[str]
    """It is but the place of a meeting."""
    training: re.Pattern[str]
    """… of a course, which is for the people of the place."""
    people_of: re.Pattern[str]
    """Its people are meant."""
    name: re.Pattern[str]
    """It ends the name of a body."""
    benefits: re.Pattern[str]
    """Something is done for it, or there."""
    of: re.Pattern[str]
    """Something of it is meant."""
    begins: re.Pattern[str]
    """All that stands before it at the head of a sentence that says where."""
    listed: re.Pattern[str]
    """All that stands between it and the next one in a list."""
    owns: re.Pattern[str]
    """Behind the name: something of it."""
    acts: re.Pattern[str]
    """Behind the name: it does or has something."""
    name_goes_on: re.Pattern[str]
    """Behind the name: a longer name."""


@dataclass(frozen=True, slots=True)
class Helping:
    """How sentences say that a body only helps."""

    before: re.Pattern[str]
    """Before its name."""
    after: re.Pattern[str]
    """Behind its name."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How sentences tell when an event was, or will be."""

    when: re.Pattern[str]
    """A date with its year."""
    events: tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...]
    """Words for one event each; and those that speak of it while it is still to come, if that can contradict."""
    to_come: re.Pattern[str]
    """In the event's clause: it is still to come."""
    to_happen: re.Pattern[str]
    """Around the event: it will happen."""
    at_head: re.Pattern[str]
    """So begins a sentence that says first when."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A wording that is at home in one section."""

    section: Section
    """Where it is at home."""
    weight: float
    """How much it says; 1 is a hint, 4 is as good as a heading."""
    pattern: re.Pattern[str]
    """The wording."""
    where: str
    """`opening`: the first sentence; `anywhere`: once in the paragraph; `each`: every time, up to three."""


def cue(section: Section, weight: float, pattern: str, where: str = "opening", *, fold: bool = True) -> Cue:
    """A cue from its pattern; `fold`: whatever its letters."""
    return Cue(section, weight, re.compile(pattern, re.IGNORECASE if fold else 0), where)
