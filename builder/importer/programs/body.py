"""The texts of a program file in their places, so that some can change and every other byte stays."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.content.body import ACTIVITY_ID, CODE_FENCE, HEADING
from builder.program import SECTIONS, Program, Section

Place = tuple[Section, str | None]
"""A section, and the activity whose own text stands there; None for what the sheets share."""

_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, or one item of a list."""

    text: str
    """As it stands, without the line's end."""
    gap: str = ""
    """The blanks and line ends between the one above and this."""

    @property
    def is_item(self) -> bool:
        """It begins with a list's mark."""
        return bool(_ITEM.match(self.text))


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, and what stands below it."""

    heading: str
    """Its line, with the line's end; empty for what stands above the first."""
    place: Place | None
    """Which text this is; None for what is none of a program."""
    content: str
    """Everything down to the next heading."""


def parts_of_body(body: str) -> tuple[Part, ...]:
    """The body in its parts; together they are the body. Lines end in `\\n` alone."""
    parts = [Part("", None, "")]
    fenced = ""
    section: str = ""
    for line in body.splitlines(keepends=True):
        bare = line.rstrip("\n")
        fence = CODE_FENCE.fullmatch(bare)
        heading = None if fenced else HEADING.fullmatch(bare)
        words = heading[2].rstrip("# \t") if heading else ""
        own = ACTIVITY_ID.search(words)
        if fence and not fenced:
            fenced = fence[1]
        elif fence and fence[1].startswith(fenced) and not fence[2].strip():
            fenced = ""
        if heading and heading[1] == "##":
            section = words.lower()
            parts.append(Part(line, _place(section, None), ""))
        elif heading and own and section:
            parts.append(Part(line, _place(section, own[1].strip()), ""))
        else:
            parts[-1] = replace(parts[-1], content=parts[-1].content + line)
    return tuple(parts)


def _place(section: str, owner: str | None) -> Place | None:
    return next(((each, owner) for each in SECTIONS if each == section), None)


def units_of(content: str) -> tuple[tuple[Unit, ...], str]:
    """A text's paragraphs and items, each with the gap above it; and what stands below the last."""
    units: list[Unit] = []
    gap = ""
    text: list[str] = []
    fenced = ""
    for line in content.splitlines(keepends=True):
        bare = line.rstrip("\n")
        fence = CODE_FENCE.fullmatch(bare)
        inside = bool(fenced)
        if fence and not fenced:
            fenced = fence[1]
        elif fence and fence[1].startswith(fenced) and not fence[2].strip():
            fenced = ""
        blank = not bare.strip() and not inside
        next_item = bool(text) and not inside and bool(_ITEM.match(text[0])) and bool(_ITEM.match(bare))
        if text and (blank or next_item):
            units.append(Unit("".join(text).rstrip("\n"), gap))
            gap, text = "\n", []
        if blank:
            gap += line
        else:
            text.append(line)
    if text:
        units.append(Unit("".join(text).rstrip("\n"), gap))
        gap = "\n" if text[-1].endswith("\n") else ""
    return tuple(units), gap


def places_of(program: Program) -> dict[Place, tuple[Unit, ...]]:
    """The units of a program's texts."""
    held: dict[Place, tuple[Unit, ...]] = {}
    for section in SECTIONS:
        held[section, None] = units_of(getattr(program.texts, section))[0]
        for owner, texts in program.own_texts.items():
            held[section, owner] = units_of(getattr(texts, section))[0]
    return {place: units for place, units in held.items() if units}


def body_units(parts: Sequence[Part]) -> dict[Place, tuple[Unit, ...]]:
    """The units of each place in a body."""
    return {part.place: units_of(part.content)[0] for part in parts if part.place}


def with_units(
    parts: Sequence[Part],
    wanted: Mapping[Place, Sequence[Unit]],
    headings: Mapping[str, tuple[str, str]],
    order: Sequence[str],
) -> str:
    """The body with these units in their places, all others as they are.

    `headings`: for each activity the words that stood over its own texts when it was last imported (empty if it was
    not), and those that should. `order`: the activities in theirs.
    """
    kept: list[Part] = []
    for part in parts:
        owner = part.place[1] if part.place else None
        before, after = headings.get(owner or "", ("", ""))
        as_made = bool(owner) and bool(before) and part.heading.rstrip("\n") == f"### {before} {{#{owner}}}"
        units = wanted.get(part.place) if part.place else None
        if units is not None and not units and as_made:
            continue
        heading = f"### {after} {{#{owner}}}\n" if as_made and part.heading.endswith("\n") else part.heading
        content = part.content if units is None else _content(part, units, part is parts[-1])
        kept.append(replace(part, heading=heading, content=content))
    there = {part.place for part in kept}
    for place in sorted(wanted, key=lambda each: _rank(each, order)):
        if wanted[place] and place not in there:
            _insert(kept, place, wanted[place], headings.get(place[1] or "", ("", ""))[1], order)
    body = "".join(part.heading + part.content for part in kept)
    ended = "".join(part.heading + part.content for part in parts)
    # a part that is gone from the end leaves the blank line above it
    return body if ended.endswith("\n\n") or not body.endswith("\n\n") else body.rstrip("\n") + "\n"


def _rank(place: Place, order: Sequence[str]) -> tuple[int, int]:
    section, owner = place
    known = order.index(owner) if owner in order else len(order)
    return SECTIONS.index(section), -1 if owner is None else known


def _insert(parts: list[Part], place: Place, units: Sequence[Unit], heading: str, order: Sequence[str]) -> None:
    section, owner = place
    if owner is not None and not any(part.place == (section, None) for part in parts):
        _insert(parts, (section, None), (), "", order)
    words = f"### {heading} {{#{owner}}}\n" if owner else f"## {section.capitalize()}\n"
    ranks = [_rank(part.place, order) if part.place else None for part in parts]
    earlier = [at for at, rank in enumerate(ranks) if rank is not None and rank < _rank(place, order)]
    if owner is not None:  # whatever the order of the others: under its own section
        earlier = [at for at in earlier if (own := parts[at].place) and own[0] == section]
    at = max(earlier, default=0) + 1
    if owner is None:  # below all that stands under the section before it
        while at < len(parts) and not parts[at].heading.startswith("## "):
            at += 1
    above = parts[at - 1]
    whole = above.heading + above.content
    parts[at - 1] = replace(above, content=above.content + _padding(whole))
    below = "\n" if at < len(parts) else ""
    parts.insert(at, Part(words, place, _joined(units) + below))


def _padding(above: str) -> str:
    """What lacks to a blank line."""
    if not above.strip("\n"):
        return "\n" if not above else ""
    return "" if above.endswith("\n\n") else "\n" if above.endswith("\n") else "\n\n"


def _content(part: Part, units: Sequence[Unit], last: bool) -> str:
    """What stands under the heading, with these units; the blank lines around them as they were."""
    before, tail = units_of(part.content)
    if tuple(units) == before:
        return part.content
    if before and units:
        return "".join(_gaps(units, before[0].gap, before)) + tail
    if before:
        return tail.removeprefix("\n")  # the end of the last line that stood there
    return _joined(units) + ("" if last else part.content or "\n")


def _joined(units: Sequence[Unit]) -> str:
    return "".join(_gaps(units, "\n", ())) + "\n" * bool(units)


def _gaps(units: Sequence[Unit], first: str, before: Sequence[Unit]) -> Iterator[str]:
    above: Unit | None = None
    for unit in units:
        if above is None:
            yield first
        else:
            least = "\n" if above.is_item and unit.is_item else "\n\n"
            stood = unit in before and before[0] is not unit and unit.gap.count("\n") >= len(least)
            yield unit.gap if stood else least
        yield unit.text
        above = unit
