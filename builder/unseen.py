"""Signs that nobody sees: some turn the words after them around, others part a word so that no search finds it."""

import re
from collections.abc import Iterator
from typing import Any

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufffe\uffff]|(?<!^)\ufeff"
)
"""Such a sign, or one that steers a machine and that no page may hold."""


def left_out(sign: str) -> str:
    """What an editor is told of it."""
    return f"a sign that nobody sees (U+{ord(sign):04X}) is left out, as are all its like; delete it"


def unseen_in(data: Any, steps: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Where in lists and mappings a text has such a sign, and its first one."""
    if isinstance(data, str):
        if not data.isprintable() and (found := UNSEEN.search(data)):
            yield steps, found[0]
    elif isinstance(data, dict | list):
        for step, each in data.items() if isinstance(data, dict) else enumerate(data):
            yield from unseen_in(each, (*steps, step))


def without_unseen(data: Any) -> Any:
    """The same without them."""
    if isinstance(data, str):
        return UNSEEN.sub("", data)
    if isinstance(data, dict):
        return {key: without_unseen(each) for key, each in data.items()}
    return [without_unseen(each) for each in data] if isinstance(data, list) else data
