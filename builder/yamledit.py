"""YAML changed at the places that its parser gives: one value, one key, one item of a list; the rest stays."""

import json
from collections.abc import Sequence

import yaml
from pydantic import BaseModel

from builder import frontmatter
from builder.frontmatter import Steps
from builder.program import Facts


class Unplaceable(Exception):  # noqa: N818 (it says what the YAML is)
    """The YAML has a form in which this cannot be changed without changing more."""

    def __init__(self, line: int, steps: Steps) -> None:
        super().__init__(line, steps)
        self.line = line
        """0-based."""
        self.field = frontmatter.field_name(steps)
        """Where."""


# --- values as YAML ---


def rendered(model: BaseModel, key: str) -> str:
    """The lines of one key, as a new file would hold them; nothing where it would not."""
    lines = frontmatter.dump(model).splitlines(keepends=True)
    begin = next((number for number, line in enumerate(lines) if line.startswith(f"{key}:")), None)
    if begin is None:
        return ""
    end = begin + 1
    while end < len(lines) and lines[end].startswith((" ", "- ")):
        end += 1
    return "".join(lines[begin:end])


def scalar(value: str) -> str:
    """A text as one value."""
    return rendered(Facts.model_construct(title=value), "title").partition(": ")[2].rstrip("\n")


def _like(value: str, node: yaml.Node) -> str:
    """The value in the quotes of the one that it replaces."""
    style = getattr(node, "style", None)
    if not isinstance(node, yaml.ScalarNode) or style not in ("'", '"') or value[:1] in ("[", "{"):
        return value
    text = str(yaml.load(value, yaml.BaseLoader))
    if style == "'" and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False)


# --- places ---


def _find(head: str, steps: Steps) -> tuple[yaml.Node | None, yaml.Node | None]:
    """The node at the end of the steps, and its key."""
    node: yaml.Node | None = yaml.compose(head, yaml.CSafeLoader)
    key: yaml.Node | None = None
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            key, node = next(((name, value) for name, value in node.value if name.value == step), (None, None))
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            key, node = None, node.value[step]
        else:
            return None, None
    return node, key


def has(head: str, steps: Steps) -> bool:
    """The key is there."""
    return _find(head, steps)[0] is not None


def is_block(head: str, steps: Steps) -> bool:
    """The value is a list with one item a line."""
    node, _ = _find(head, steps)
    return isinstance(node, yaml.SequenceNode) and not node.flow_style


def _offset(head: str, line: int, column: int) -> int:
    lines = head.split("\n")
    return sum(len(each) + 1 for each in lines[:line]) + column


def _end(head: str, node: yaml.Node) -> tuple[int, int]:
    """Line and column at which a value ends; blanks and remarks after it are not part of it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1]
        key, value = last if isinstance(last, tuple) else (None, last)
        if key is not None and isinstance(value, yaml.ScalarNode) and not value.value and not value.style:
            return key.end_mark.line, key.end_mark.column + 1
        return _end(head, value)
    line, column = node.end_mark.line, node.end_mark.column
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        lines = head.split("\n")
        line = line - 1 if column == 0 else line
        while line > node.start_mark.line and not lines[line].strip():
            line -= 1
        return line, len(lines[line])
    return line, column


def _end_line(head: str, node: yaml.Node, key: yaml.Node | None = None) -> int:
    if key is not None and isinstance(node, yaml.ScalarNode) and not node.value and not node.style:
        return key.end_mark.line
    return _end(head, node)[0]


def _lines_of(head: str) -> list[str]:
    lines = [f"{line}\n" for line in head.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _remarks(head: str, nodes: Sequence[yaml.Node], first: int, last: int, indent: str) -> list[str]:
    """The remarks between two lines, each on a line of its own."""
    lines = _lines_of(head)
    ends: dict[int, int] = {}
    for node in nodes:
        for line, column in _ends(head, node):
            ends[line] = max(column, ends.get(line, 0))
    found = []
    for number in range(first, last + 1):
        line_text = lines[number].rstrip("\n")
        rest = line_text[ends[number] :].lstrip(" :") if number in ends else ""
        if line_text.lstrip().startswith("#") and not any(_inside(node, number) for node in nodes):
            found.append(f"{indent}{line_text.lstrip()}\n")
        elif rest.startswith("#"):
            found.append(f"{indent}{rest}\n")
    return found


def _ends(head: str, node: yaml.Node) -> list[tuple[int, int]]:
    """Line and column at which each value in it ends, and each key."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        each = [part for item in node.value for part in (item if isinstance(item, tuple) else (item,))]
        return [end for part in each for end in _ends(head, part)]
    return [_end(head, node)]


def _inside(node: yaml.Node, line: int) -> bool:
    """The line is one of a text of several lines."""
    if isinstance(node, yaml.CollectionNode):
        each = [part for item in node.value for part in (item if isinstance(item, tuple) else (item,))]
        return any(_inside(part, line) for part in each)
    last = node.end_mark.line - (node.end_mark.column == 0)
    return bool(node.start_mark.line < line <= last)


def _dash(head: str, item: yaml.Node) -> tuple[int, int]:
    """Line and column of the dash before an item."""
    lines = head.split("\n")
    line = item.start_mark.line
    before = lines[line][: item.start_mark.column]
    while "-" not in before:
        line -= 1
        before = lines[line].split("#")[0]
    return line, before.index("-")


# --- changes ---


def replace_value(head: str, steps: Steps, value: str) -> str:
    """Another value in the place of the one that stands there, in its quotes."""
    node, key = _find(head, steps)
    if node is None:
        raise Unplaceable(0, steps)
    if key is not None and isinstance(node, yaml.ScalarNode) and not node.value and not node.style:
        at = _offset(head, key.end_mark.line, key.end_mark.column)
        at = head.index(":", at) + 1
        return f"{head[:at]} {value}{head[at:]}"
    begin = _offset(head, node.start_mark.line, node.start_mark.column)
    end = _offset(head, *_end(head, node))
    if isinstance(node, yaml.CollectionNode) and (not node.flow_style or "#" in head[begin:end]):
        raise Unplaceable(node.start_mark.line, steps)
    return head[:begin] + _like(value, node) + head[end:]


def remove(head: str, steps: Steps) -> str:
    """Without a key or an item of a list; remarks stay, and of a mapping or list of one its key goes too."""
    parent, above = _find(head, steps[:-1])
    node, key = _find(head, steps)
    if node is None or not isinstance(parent, yaml.CollectionNode) or parent.flow_style:
        raise Unplaceable(node.start_mark.line if node else 0, steps)
    if len(parent.value) == 1 and above is not None:
        return remove(head, steps[:-1])
    lines = _lines_of(head)
    if key is None:
        first, column = _dash(head, node)
    else:
        first, column = key.start_mark.line, key.start_mark.column
    last = _end_line(head, node, key)
    indent = " " * column
    kept = _remarks(head, [node] if key is None else [key, node], first, last, indent)
    if key is not None and lines[first][:column].strip():
        # the first key after an item's dash: the next one takes its place
        follower = next(name for name, _ in parent.value if name.start_mark.line > last)
        between = [line for line in lines[last + 1 : follower.start_mark.line] if line.strip()]
        dash = lines[first][:column]
        rest = lines[follower.start_mark.line][follower.start_mark.column :]
        remarks = [line[:0] + " " * dash.index("-") + line.lstrip() for line in (*kept, *between)]
        return "".join([*lines[:first], *remarks, dash + rest, *lines[follower.start_mark.line + 1 :]])
    return "".join([*lines[:first], *kept, *lines[last + 1 :]])


def insert_key(head: str, steps: Steps, key: str, text: str, model: type[BaseModel]) -> str:
    """With one more key, after those that come before it in the model; `text` are its lines."""
    node, _ = _find(head, steps)
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value and not steps):
        return head + text
    if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
        raise Unplaceable(node.start_mark.line, (*steps, key))
    names = list(model.model_fields)
    earlier = [pair for pair in node.value if pair[0].value in names and names.index(pair[0].value) < names.index(key)]
    column = node.value[0][0].start_mark.column
    shifted = [" " * column + line for line in text.splitlines(keepends=True)]
    lines = _lines_of(head)
    if earlier:
        name, value = max(earlier, key=lambda pair: pair[0].start_mark.line)
        at = _end_line(head, value, name) + 1
        if not lines[at - 1].endswith("\n"):
            lines[at - 1] += "\n"
        return "".join([*lines[:at], *shifted, *lines[at:]])
    first = node.value[0][0].start_mark
    before, after = lines[first.line][:column], lines[first.line][column:]
    shifted[0] = before + shifted[0][column:]
    return "".join([*lines[: first.line], *shifted, " " * column + after, *lines[first.line + 1 :]])


def add(head: str, steps: Steps, key: str, value: str, model: type[BaseModel]) -> str:
    """With one more key in a mapping of texts, such as `evidence`; by the alphabet among the others."""
    node, _ = _find(head, steps)
    line = f"{key}: {scalar(value)}\n"
    if node is None:
        return insert_key(head, steps[:-1], str(steps[-1]), f"{steps[-1]}:\n  {line}", model)
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        raise Unplaceable(node.start_mark.line, (*steps, key))
    lines = _lines_of(head)
    column = node.value[0][0].start_mark.column
    earlier = [pair for pair in node.value if pair[0].value < key]
    at = _end_line(head, earlier[-1][1], earlier[-1][0]) + 1 if earlier else node.value[0][0].start_mark.line
    return "".join([*lines[:at], " " * column + line, *lines[at:]])


def insert_item(head: str, steps: Steps, position: int, text: str, model: type[BaseModel]) -> str:
    """With one more item in a list; `text` are its lines, from the dash on."""
    node, key = _find(head, steps)
    if node is None:
        return insert_key(head, steps[:-1], str(steps[-1]), f"{steps[-1]}:\n{text}", model)
    lines = _lines_of(head)
    if key is not None and not getattr(node, "value", None):  # `activities: []`, or nothing after the colon
        written = _offset(head, node.start_mark.line, node.start_mark.column), _offset(head, *_end(head, node))
        if isinstance(node, yaml.SequenceNode):
            head = head[: written[0]].rstrip(" ") + head[written[1] :]
            lines = _lines_of(head)
        at = key.start_mark.line + 1
        shifted = [" " * key.start_mark.column + line for line in text.splitlines(keepends=True)]
        return "".join([*lines[:at], *shifted, *lines[at:]])
    if not isinstance(node, yaml.SequenceNode) or node.flow_style:
        raise Unplaceable(node.start_mark.line, (*steps, position))
    first, column = _dash(head, node.value[0])
    if position == 0:
        at = key.end_mark.line + 1 if key is not None else first
    else:
        at = _end_line(head, node.value[min(position, len(node.value)) - 1]) + 1
    shifted = [" " * column + line for line in text.splitlines(keepends=True)]
    return "".join([*lines[:at], *shifted, *lines[at:]])


def set_list(head: str, steps: Steps, values: Sequence[str], model: type[BaseModel]) -> str:
    """A list of texts, whatever stood there; none where there are no values."""
    node, _ = _find(head, steps)
    if not values:
        if isinstance(node, yaml.SequenceNode) and not node.flow_style:
            for at in reversed(range(1, len(node.value))):
                head = remove(head, (*steps, at))
        return remove(head, steps) if has(head, steps) else head
    if node is not None and isinstance(node, yaml.SequenceNode) and node.flow_style and node.value:
        return replace_value(
            head, steps, "[" + ", ".join(json.dumps(each, ensure_ascii=False) for each in values) + "]"
        )
    for at, value in enumerate(values):
        head = insert_item(head, steps, at, f"- {scalar(value)}\n", model)
    return head
