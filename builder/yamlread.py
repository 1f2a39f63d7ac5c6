"""YAML as editors write it: read as YAML 1.2, and its slips told in words for them, all that can be told at once."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

import yaml

from builder.problems import Problem
from builder.yamlslips import BACKSLASH, COLON, FOLLOWS, NO_COLON, SPECIAL, Slip, mend

Place = tuple[int, int]


class Loader(yaml.CSafeLoader):
    """YAML 1.2's plain reading: `no` and `on` are words, 1:30 is no number; a key is text and stands once."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 (the base class's own form)

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.twice: list[tuple[str, Place]] = []
        """Keys that stood before in their mapping, with line and column, 0-based."""


for _tag, _pattern, _first in (
    ("null", r"~|null|", ["~", "n", ""]),
    ("bool", r"true|false", list("tf")),
    ("int", r"[-+]?(?:0|[1-9][0-9]{0,17})", list("-+0123456789")),
    ("float", r"[-+]?[0-9]+\.[0-9]+", list("-+0123456789")),
    ("timestamp", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", list("0123456789")),
):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_pattern})$"), _first)


class _Mistake(yaml.constructor.ConstructorError):
    """What YAML allows and a program file does not, in the words for an editor."""

    def __init__(self, words: str, mark: Any) -> None:
        super().__init__(None, None, words, mark)


def _mapping(loader: Loader, node: yaml.MappingNode) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _Mistake("a key must be a word", key.start_mark)
        if key.value in found:
            loader.twice.append((key.value, _at(key.start_mark)))
        else:
            found[key.value] = loader.construct_object(value, deep=True)
    return found


def _day(loader: Loader, node: yaml.ScalarNode) -> dt.date | str:
    try:
        return dt.date.fromisoformat(node.value)
    except ValueError:  # a 31st of June: the schema says what is wrong with it
        return str(node.value)


Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
Loader.add_constructor("tag:yaml.org,2002:timestamp", _day)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a piece of YAML holds."""

    data: Any
    """Its value; None where nothing could be read."""
    source: str
    """The YAML in which `data` has its places: as given, but for quotes that slips asked for."""
    problems: tuple[Problem, ...]
    """Everything that is wrong with its form."""
    is_read: bool
    """Whether there is any value: a slip with one right cure does not hide what stands behind it."""


def read(source: str, path: str, first_line: int = 1) -> Reading:
    """Reads YAML that begins on line `first_line` of the file at `path`, past every slip that has one right cure."""
    slips: list[Slip] = []
    while True:
        data, found = _read(source)
        slips += found
        stopped = data is _NOTHING
        mended = mend(source, found[-1]) if stopped and len(slips) < MANY else None
        if mended is None:
            break
        source = mended
    problems = [Problem(path, slip.row + first_line, slip.column + 1, "", slip.message) for slip in slips]
    return Reading(None if stopped else data, source, tuple(problems), not stopped)


def parse(source: str, path: str, first_line: int = 1) -> tuple[Any, list[Problem]]:
    """The YAML's value, None where there are slips, and these."""
    reading = read(source, path, first_line)
    return (None if reading.problems else reading.data), list(reading.problems)


MANY = 100
"""Slips after which reading ends: what has more is no YAML."""

_NOTHING = object()


def _read(source: str) -> tuple[Any, list[Slip]]:
    """The value and the keys that stand twice; or `_NOTHING`, and the slip at which reading ended."""
    try:
        if found := _BREAKS.search(source):
            raise yaml.reader.ReaderError("", len(source[: found.start()].encode()), ord(found[0]), "", "")
        for event in yaml.parse(source, Loader) if _SPECIAL.search(source) else ():
            if getattr(event, "anchor", None) or getattr(event, "tag", None):
                raise _Mistake(SPECIAL, event.start_mark)
        loader = Loader(source)
        try:
            data = loader.get_single_data()
        finally:
            loader.dispose()
        return data, [Slip(*at, f"the key '{key}' stands twice; keep one") for key, at in loader.twice]
    except yaml.reader.ReaderError as error:
        before = source.encode()[: error.position].decode()
        *above, line = _ENDS.split(before)
        row, column = len(above), len(line)
        message = f"the invisible character U+{error.character:04X} cannot stand here; delete it"
        return _NOTHING, [Slip(row, column, message)]
    except yaml.MarkedYAMLError as error:
        return _NOTHING, [Slip(*_in_words(error, source))]


_SPECIAL = re.compile(r"(?<![^\s,:?\[\]{}-])(?:[&*]\S|!)")
"""What may name a thing, call it by its name, or tell its type: where there is nothing like it, nobody need look."""
_ENDS = re.compile("\r\n|\r|\n")
_BREAKS = re.compile("[\x85\u2028\u2029]")
"""Line ends to YAML 1.1 alone, which would shift every place below them."""
_BEGAN = {
    "unexpected end of stream": "the quote that begins here is not closed",
    "expected ',' or ']'": "the list that begins here needs ', ' between its items and ']' at its end; "
    "an item with ': ' in it needs quotes around it",
    "expected ',' or '}'": "what begins with '{' needs '}' at its end; a text needs quotes around it",
    "could not find expected ':'": "a key needs ': ' after it; a text that goes on from the line above is indented",
}
"""By a part of libyaml's words: ours, for mistakes that are best mended where the thing begins."""
_NAMES = ("while scanning an alias", "while scanning an anchor", "while scanning a tag", "while parsing a tag")
"""What libyaml takes a text for that begins with '*', '&' or '!'; it is told where that begins."""
_HERE = {
    "found undefined tag handle": SPECIAL,
    "cannot start any token": SPECIAL,
    "expected node content": SPECIAL,
    "expected comment or line break": SPECIAL,
    "block sequence entries": "a list begins on the line below its key; a text that starts with '- ' needs quotes",
    "unknown escape character": BACKSLASH,
    "another document": "'---' stands only before and after the facts",
}
"""The same for mistakes that are best mended where they are noticed."""


def _in_words(error: yaml.MarkedYAMLError, source: str) -> tuple[int, int, str]:
    """Line and column, 0-based, and what an editor should do there."""
    said, (row, column) = error.problem or "", _at(error.problem_mark)
    if isinstance(error, _Mistake):
        return row, column, said
    lines = _ENDS.split(source)
    if row >= len(lines):  # noticed behind the last line
        row, column = len(lines) - 1, len(lines[-1])
    line = lines[row]
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        return row, indent.index("\t"), "indent with blanks, not with a tab"
    if error.context in _NAMES:
        return *_at(error.context_mark), SPECIAL
    for part, words in _BEGAN.items():
        if part in said:
            return *_at(error.context_mark), words
    for part, words in _HERE.items():
        if part in said:
            return row, column, words
    if "mapping values are not allowed" in said and ": " in line[:column]:
        return row, column, COLON
    if "mapping values are not allowed" in said and not indent:
        return row - 1, 0, NO_COLON
    if "mapping values are not allowed" in said or ("did not find expected" in said and column <= len(indent)):
        return row, len(indent), "this line is indented differently from its neighbours"
    if "did not find expected" in said:
        return row, column, FOLLOWS
    return row, column, f"cannot be read as YAML ({said})"


def _at(mark: Any) -> Place:
    return (mark.line, mark.column) if mark else (0, 0)
