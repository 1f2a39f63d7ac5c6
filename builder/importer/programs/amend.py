"""Changed facts and texts put into a program file that an editor wrote in, every other byte left where it is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from builder import frontmatter, yamledit
from builder.content import parse_program
from builder.facets import Facets
from builder.importer.programs.body import Place, Unit, parts_of_body, places_of, with_units
from builder.problems import Problem, errors
from builder.program import Activity, Facts, Program
from builder.yamledit import Unplaceable

WAIT = "changes of the sheets wait to be put in here"


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a program file."""

    facts: Facts
    """All its facts."""
    units: Mapping[Place, Sequence[Unit]]
    """The texts that change."""
    headings: Mapping[str, tuple[str, str]]
    """By activity: the words that stood over its own texts when last imported, and those that should."""
    order: Sequence[str]
    """The activities in theirs."""


def amend(text: str, path: str, slug: str, change: Change, facets: Facets) -> tuple[str, list[Problem]]:
    """The file's text with the change in it; or as it was, and why that cannot be done.

    A byte order mark and the ends of lines stay as they are.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    before, problems = parse_program(plain, slug, path, facets)
    document = frontmatter.split(plain)
    if before is None or errors(problems) or document is None:
        return text, [
            *problems,
            Problem(path, 0, 0, "", f"{WAIT}; mend the file ('make check' tells what is wrong) and import again"),
        ]
    try:
        head = _head(document.head, before.facts, change.facts)
    except Unplaceable as error:
        return text, [_unplaced(path, error.line + document.head_line, error.field)]
    parts = parts_of_body(document.body)
    body = with_units(parts, change.units, change.headings, change.order)
    begin = plain.index("\n") + 1
    below = len(plain) - len(document.body)
    fence = plain[begin + len(document.head) : below]
    if body != document.body and not fence.endswith("\n"):
        fence += "\n"
    result = f"{plain[:begin]}{head}{fence}{body}"
    after, problems = parse_program(result, slug, path, facets)
    texts = _texts(before) | {place: [unit.text for unit in units] for place, units in change.units.items()}
    expected = {place: units for place, units in texts.items() if units}
    if after is None or errors(problems) or after.facts != change.facts or _texts(after) != expected:
        return text, [_unplaced(path, 0, "")]
    return mark + _with_ends_of(text.removeprefix("\ufeff"), result), []


def _unplaced(path: str, line: int, field: str) -> Problem:
    message = (
        f"{WAIT}, but not in the form in which it is written; put each key on a line of its own "
        "('- id: …' and the others below it, without braces) and import again"
    )
    return Problem(path, line, 0, field, message)


def _texts(program: Program) -> dict[Place, list[str]]:
    return {place: [unit.text for unit in units] for place, units in places_of(program).items()}


# --- the facts ---


def _head(head: str, old: Facts, new: Facts) -> str:
    for name in Facts.model_fields:
        if name not in ("activities", "review"):
            head = _field(head, (), old, new, name)
    known = {each.id: each for each in old.activities}
    for each in new.activities:
        if each.id not in known:
            continue
        for name in Activity.model_fields:
            at = [other.id for other in old.activities].index(each.id)
            head = _field(head, ("activities", at), known[each.id], each, name)
    for at, each in enumerate(new.activities):
        if each.id not in known:
            lines = yamledit.rendered(Facts(title="-", activities=(each,)), "activities").partition("\n")[2]
            head = yamledit.insert_item(head, ("activities",), at, lines, Facts)
    if old.review != new.review:
        head = _lines(head, ("review",), old.review, new.review)
    return head


def _field(head: str, steps: frontmatter.Steps, old: Facts | Activity, new: Facts | Activity, name: str) -> str:
    was, now = getattr(old, name), getattr(new, name)
    if was == now:
        return head
    model = type(new)
    if isinstance(now, dict):
        for key in [key for key in was if key not in now]:
            head = yamledit.remove(head, (*steps, name, key))
        for key, value in now.items():
            if key not in was:
                head = yamledit.add(head, (*steps, name), key, value, model)
            elif was[key] != value:
                head = yamledit.replace_value(head, (*steps, name, key), yamledit.scalar(value))
        return head
    lines = yamledit.rendered(new, name)
    if not lines:
        return yamledit.remove(head, (*steps, name))
    if yamledit.has(head, (*steps, name)):
        if isinstance(now, tuple) and yamledit.is_block(head, (*steps, name)):
            return _lines(head, (*steps, name), was, now)
        return yamledit.replace_value(head, (*steps, name), lines.partition(":")[2].strip())
    return yamledit.insert_key(head, steps, name, lines, model)


def _lines(head: str, steps: frontmatter.Steps, old: Sequence[str], new: Sequence[str]) -> str:
    """A list of words one below the other, changed item by item."""
    if not old or not new or not yamledit.is_block(head, steps):
        return yamledit.set_list(head, steps, new, Facts)
    for kind, begin, end, low, high in reversed(
        SequenceMatcher(None, list(old), list(new), autojunk=False).get_opcodes()
    ):
        if kind == "equal":
            continue
        pairs = min(end - begin, high - low) if kind == "replace" else 0
        for at in reversed(range(begin + pairs, end)):
            head = yamledit.remove(head, (*steps, at))
        for value in reversed(new[low + pairs : high]):
            head = yamledit.insert_item(head, steps, begin + pairs, f"- {yamledit.scalar(value)}\n", Facts)
        for at in range(pairs):
            head = yamledit.replace_value(head, (*steps, begin + at), yamledit.scalar(new[low + at]))
    return head


def _with_ends_of(before: str, after: str) -> str:
    """The text with each line ended as it was; new ones as most lines are."""
    old = _lines_in(before)
    windows = sum(line.endswith("\r\n") for line in old)
    if not windows:
        return after
    end = "\r\n" if windows * 2 >= len(old) else "\n"
    bare, lines = [line.replace("\r\n", "\n") for line in old], _lines_in(after)
    ended: list[str] = []
    for kind, begin, stop, low, high in SequenceMatcher(None, bare, lines, autojunk=False).get_opcodes():
        new = [line[:-1] + end if line.endswith("\n") else line for line in lines[low:high]]
        ended += old[begin:stop] if kind == "equal" else new
    return "".join(ended)


def _lines_in(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)
