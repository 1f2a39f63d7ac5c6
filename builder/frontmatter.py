"""YAML at the head of a Markdown file: split, parsed with places, written in the schema's order."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from builder.problems import Problem, did_you_mean

Model = TypeVar("Model", bound=BaseModel)
Place = tuple[int, int]
Steps = tuple[str | int, ...]

FENCE = "---"


class _Loader(yaml.CSafeLoader):
    """YAML 1.2's plain reading: `no` and `on` are words, 1:30 is no number, a key stands once."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 (the base class's own form)


for _tag, _pattern, _first in (
    ("null", r"~|null|", ["~", "n", ""]),
    ("bool", r"true|false", list("tf")),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", list("-+0123456789")),
    ("float", r"[-+]?[0-9]+\.[0-9]+", list("-+0123456789")),
    ("timestamp", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", list("0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_pattern})$"), _first)


class _Duplicate(yaml.constructor.ConstructorError):
    """A key that stands twice."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: dict[Any, yaml.Node] = {}
    for key_node, _ in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
        if key in seen:
            raise _Duplicate(None, None, f"the key '{key}' stands twice; keep one", key_node.start_mark)
        seen[key] = key_node
    return loader.construct_mapping(node, deep=True)


def _day(loader: _Loader, node: yaml.ScalarNode) -> dt.date | str:
    try:
        return dt.date.fromisoformat(node.value)
    except ValueError:  # a 31st of June: the schema says what is wrong with it
        return str(node.value)


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _day)


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
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    if not lines or lines[0].rstrip() != FENCE:
        return None
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == FENCE:
            return Document("".join(lines[1:number]), "".join(lines[number + 1 :]), 2, number + 2)
    return None


def parse(source: str, path: str, first_line: int = 1) -> tuple[Any, list[Problem]]:
    """The YAML's value, and what is wrong with its form. `first_line` is the line of the file on which it begins."""
    try:
        return yaml.load(source, _Loader), []
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        return None, [Problem(path, line + first_line, column + 1, "", _in_words(error))]
    except yaml.YAMLError as error:
        return None, [Problem(path, first_line, 0, "", f"this is not text that YAML knows: {error}")]


def _in_words(error: yaml.MarkedYAMLError) -> str:
    said = error.problem or "cannot be read"
    if isinstance(error, _Duplicate):
        return said
    if "mapping values are not allowed" in said:
        return "a value with ': ' in it needs quotes around it"
    if "cannot start any token" in said and "'\\t'" in said:
        return "indent with blanks, not with a tab"
    if "cannot start any token" in said:
        return "a value that starts with a special character needs quotes around it"
    if "expected <block end>" in said:
        return "this line is indented differently from its neighbours"
    if "could not find expected ':'" in said:
        return "a key needs ': ' after it; a longer text needs quotes around it"
    return f"cannot be read as YAML ({said}); quotes around the value often help"


def locate(source: str, steps: Steps, first_line: int = 1) -> Place:
    """Line and column, 1-based, of the value at `steps`, or of the nearest thing around it."""
    node = yaml.compose(source, _Loader)
    place = (first_line, 1)
    for step in steps:
        found: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == step:
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
    node = yaml.compose(source, _Loader)
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
    """The data, found in `source` under the keys `under`, as the model; or all that is wrong with it, with places."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, list(_explained(error, model, source, path, first_line, under))


_WORDS = {
    "missing": "is missing",
    "string_type": "must be text; put quotes around it",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list, such as [a, b]",
    "list_type": "must be a list, such as [a, b]",
    "dict_type": "must be keys with values, indented below it",
    "model_type": "must be keys with values, indented below it",
    "model_attributes_type": "must be keys with values, indented below it",
    "date_type": "is no date; write it as 2017-04-12",
    "int_type": "must be a whole number",
}


def _explained(
    error: ValidationError, model: type[BaseModel], source: str, path: str, first_line: int, under: Steps
) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        inner: Steps = tuple(step for step in detail["loc"] if step != "[key]")
        steps = (*under, *inner)
        line, column = locate(source, steps, first_line)
        message = _WORDS.get(detail["type"], detail["msg"])
        if detail["type"] == "extra_forbidden":
            line, column = key_place(source, steps, first_line)
            known = _keys(model, inner)
            message = f"there is no such key{did_you_mean(str(steps[-1]), known) or '; allowed: ' + ', '.join(known)}"
        elif detail["type"] not in ("missing", *_CUSTOM) and not isinstance(detail["input"], dict | list):
            message = f"{_shown(detail['input'])}: {message}"
        yield Problem(path, line, column, field_name(steps), message)


_CUSTOM = ("slug", "link", "empty")


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    return f"'{str(value).lower() if isinstance(value, bool) else value}'"


def _keys(model: type[BaseModel], steps: Steps) -> list[str]:
    """The keys allowed where `steps` ends, found by walking the schema."""
    for step in steps[:-1]:
        if isinstance(step, int):
            continue
        annotation: Any = model.model_fields[str(step)].annotation
        inner = [annotation, *getattr(annotation, "__args__", ())]
        model = next(each for each in inner if isinstance(each, type) and issubclass(each, BaseModel))
    return list(model.model_fields)


class _Dumper(yaml.CSafeDumper):
    """Block style, in the order given, one line a value."""


class _Flow(list[str]):
    """A list written on one line."""


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
