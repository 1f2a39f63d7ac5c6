"""YAML at the head of a Markdown file: split, parsed with places, written in the schema's order."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from builder.problems import Problem, did_you_mean
from builder.unseen import left_out, unseen_in, without_unseen
from builder.yamlread import Loader, Place, Reading, parse, read

__all__ = [
    "Document",
    "Place",
    "Reading",
    "Steps",
    "dump",
    "field_name",
    "key_place",
    "locate",
    "parse",
    "read",
    "split",
    "validate",
]

Model = TypeVar("Model", bound=BaseModel)
Steps = tuple[str | int, ...]

FENCE = "---"


@dataclass(frozen=True, slots=True)
class Document:
    """A text file in its two parts."""

    head: str
    """The YAML, without its fences."""
    body: str
    """What follows."""
    head_line: int
    """The line on which the YAML begins, 1-based."""
    body_line: int
    """The line on which the body begins, 1-based."""


def split(text: str) -> Document | None:
    """The two parts of a file that begins with `---`; None where it does not, or where the second `---` is missing."""
    lines = list(io.StringIO(text.removeprefix("\ufeff"), newline=""))  # str.splitlines also splits at a form feed
    if not lines or lines[0].rstrip() != FENCE:
        return None
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == FENCE:
            return Document("".join(lines[1:number]), "".join(lines[number + 1 :]), 2, number + 2)
    return None


def locate(source: str, steps: Steps, first_line: int = 1) -> Place:
    """Line and column, 1-based, of the value at `steps`, or of the nearest thing around it."""
    node = yaml.compose(source, Loader)
    place = (first_line, 1)
    for step in steps:
        found: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == step and found is None:  # of a key that stands twice, the first counts
                    found = value
                    # an empty value is marked at the next token: its key is the better place
                    place = _place(value if _written(value) else key, first_line)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            found = node.value[step]
            place = _place(found, first_line)
        if found is None:
            break
        node = found
    return place


def _written(node: yaml.Node) -> bool:
    return not isinstance(node, yaml.ScalarNode) or bool(node.value)


def _place(node: yaml.Node, first_line: int) -> Place:
    return node.start_mark.line + first_line, node.start_mark.column + 1


def key_place(source: str, steps: Steps, first_line: int = 1) -> Place:
    """Line and column of the key at the end of `steps`."""
    node = yaml.compose(source, Loader)
    for step in steps[:-1]:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
    if isinstance(node, yaml.MappingNode):
        for key, _ in node.value:
            if key.value == steps[-1]:
                return _place(key, first_line)
    return locate(source, steps, first_line)


def field_name(steps: Steps) -> str:
    """`activities[2].start` for ('activities', 2, 'start')."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")


def validate(
    model: type[Model], data: Any, source: str, path: str, first_line: int = 1, under: Steps = ()
) -> tuple[Model | None, list[Problem]]:
    """The data, found in `source` under the keys `under`, as the model; or all that is wrong with it, with places.

    Signs that nobody sees are left out, with a warning.
    """
    warnings = []
    if "\\" in source:  # reading the file has left them out, but where an escape writes them
        for steps, sign in unseen_in(data, under):
            place = locate(source, steps, first_line)
            warnings.append(Problem(path, *place, field_name(steps), left_out(sign), "warning"))
        data = without_unseen(data) if warnings else data
    try:
        return model.model_validate(data), warnings
    except ValidationError as error:
        return None, [*warnings, *_explained(error, model, source, path, first_line, under)]


_WORDS = {
    "missing": "is missing",
    "string_type": "must be text; put quotes around it",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list, such as [a, b]",
    "too_short": "must hold one entry at least",
    "dict_type": "must be keys with values, indented below it",
    "model_type": "must be keys with values, such as 'name: …'",
    "date_type": "is no date; write it as 2017-04-12",
}
"""By pydantic's type of error; all others are our own and bring their words."""
_EMPTY = "is empty; write a value or delete the line"


def _explained(
    error: ValidationError, model: type[BaseModel], source: str, path: str, first_line: int, under: Steps
) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        kind, inner, given = detail["type"], detail["loc"], detail["input"]
        if wrong_key := inner[-1:] == ("[key]",):
            inner = inner[:-1]
        if kind == "too_short" and given:  # its entries are wrong, and are told each
            continue
        steps = (*under, *inner)
        line, column = (key_place if wrong_key else locate)(source, steps, first_line)
        message = _WORDS.get(kind, detail["msg"])
        if kind == "extra_forbidden":
            line, column = key_place(source, steps, first_line)
            known = _keys(model, inner)
            message = f"there is no such key{did_you_mean(str(steps[-1]), known) or '; allowed: ' + ', '.join(known)}"
        elif given is None:
            message = _EMPTY
        elif kind in _WORDS and not isinstance(given, dict | list):
            message = f"{_shown(given)} {message}"
        yield Problem(path, line, column, field_name(steps), message)


def _shown(value: object) -> str:
    text = " ".join(str(value).lower().split() if isinstance(value, bool) else str(value).split())
    return f"'{text}'" if len(text) <= 60 else f"'{text[:59]}…'"


def _keys(model: type[BaseModel], steps: Steps) -> list[str]:
    """The keys allowed where `steps` ends, found by walking the schema."""
    for step in steps[:-1]:
        if isinstance(step, int) or step not in model.model_fields:  # a key that the schema leaves open
            continue
        annotation: Any = model.model_fields[str(step)].annotation
        inner = [annotation, *getattr(annotation, "__args__", ())]
        model = next(each for each in inner if isinstance(each, type) and issubclass(each, BaseModel))
    return list(model.model_fields)


class _Dumper(yaml.CSafeDumper):
    """Block style, in the order given, one line a value."""


_LINE_END = re.compile("[\n\r\x85\u2028\u2029]")


class _Flow(list[str]):
    """A list written on one line."""


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"' if _LINE_END.search(value) else None)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(
    _Flow, lambda dumper, value: dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)
)


def dump(model: BaseModel) -> str:
    """The model as YAML in the schema's order; what holds its default is left out, but for `countries`."""
    return yaml.dump(
        _plain(model), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10**6, default_flow_style=False
    )


def _plain(value: Any, key: str = "") -> Any:
    if isinstance(value, BaseModel):
        plain = {}
        for name, info in type(value).model_fields.items():
            held = getattr(value, name)
            if held != info.get_default(call_default_factory=True) or name == "countries":
                plain[name] = _plain(held, name)
        return plain
    if isinstance(value, Mapping):
        return {name: _plain(held) for name, held in sorted(value.items())}
    if isinstance(value, tuple):
        return _Flow(value) if key in ("countries", "donors", "aliases") else [_plain(held) for held in value]
    return value
