"""One value, key or item changed in YAML that an editor wrote: every other byte stays."""

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from builder import yamledit
from builder.program import Activity, Facts
from builder.yamledit import Unplaceable

HEAD = """\
# all of it
title: Lamps # short
pillar: security
activities:
# first
- id: peru
  # who pays
  donors: [canada]  # since May
  name: 'Lamps'
  evidence:
    donors: Canada pays.   # page 2

# second
-   id: haiti
    beneficiaries: >
      Keepers
      of lamps

    name: "The \\"old\\" lamps"
review:
- one
# about two
- 'two: two'
"""
SHIFTED = "activities:\n    - id: peru\n      donors:\n        - canada\n        # since May\n        - chile\n"
ACT = Activity


def replaced(*steps: str | int, to: str) -> Callable[[str], str]:
    return lambda head: yamledit.replace_value(head, steps, to)


def removed(*steps: str | int) -> Callable[[str], str]:
    return lambda head: yamledit.remove(head, steps)


def key(*steps: str | int, line: str, model: Any = ACT) -> Callable[[str], str]:
    return lambda head: yamledit.insert_key(head, steps, line.partition(":")[0], line + "\n", model)


def item(*steps: str | int, at: int, lines: str) -> Callable[[str], str]:
    return lambda head: yamledit.insert_item(head, steps, at, lines, Facts)


def added(*steps: str | int, name: str, value: str) -> Callable[[str], str]:
    return lambda head: yamledit.add(head, steps, name, value, Activity)


def listed(*steps: str | int, values: list[str]) -> Callable[[str], str]:
    return lambda head: yamledit.set_list(head, steps, values, Facts)


CHANGES: list[tuple[str, str, Callable[[str], str], str, str]] = [
    # title, the YAML, the change; what goes, what comes in its place
    ("a plain value", HEAD, replaced("title", to="Lights"), "title: Lamps #", "title: Lights #"),
    ("a quoted value keeps its quotes", HEAD, replaced("activities", 0, "name", to="It's light"), "'Lamps'", "'It''s light'"),
    ("double quotes too", HEAD, replaced("activities", 1, "name", to="'a \"b\"'"), '"The \\"old\\" lamps"', '"a \\"b\\""'),
    ("a list on one line", HEAD, replaced("activities", 0, "donors", to="[chile]"), "[canada]  #", "[chile]  #"),
    ("a text of several lines", HEAD, replaced("activities", 1, "beneficiaries", to="All"), ">\n      Keepers\n      of lamps\n", "All\n"),
    ("a value that was empty", "pillar:\ntitle: x\n", replaced("pillar", to="security"), "pillar:\n", "pillar: security\n"),
    ("an empty value with a remark", "pillar: # which?\n", replaced("pillar", to="security"), "pillar: #", "pillar: security #"),
    ("a key", HEAD, removed("pillar"), "pillar: security\n", ""),
    ("a key with a remark behind it", HEAD, removed("activities", 0, "donors"), "  donors: [canada]  # since May\n", "  # since May\n"),
    ("a key with a text of several lines", HEAD, removed("activities", 1, "beneficiaries"), "    beneficiaries: >\n      Keepers\n      of lamps\n", ""),
    ("the only key of a mapping", HEAD, removed("activities", 0, "evidence", "donors"), "  evidence:\n    donors: Canada pays.   # page 2\n", "  # page 2\n"),
    ("the first key of an item", "a:\n- name: x # why\n  # then\n  id: y\n", removed("a", 0, "name"), "- name: x # why\n  # then\n  id", "# why\n# then\n- id"),
    ("an item of a list", HEAD, removed("review", 0), "- one\n", ""),
    ("the last item", HEAD, removed("review", 1), "- 'two: two'\n", ""),
    ("the only item", "review: # all\n- one # sure\n# end\n", removed("review", 0), "review: # all\n- one # sure\n", "# all\n# sure\n"),
    ("a key after the one before it in the schema", HEAD, key("activities", 0, line="start: 2017-01-01"), "  name: 'Lamps'\n", "  name: 'Lamps'\n  start: 2017-01-01\n"),
    ("a key after one with a remark", HEAD, key("activities", 0, line="countries: [peru]"), "- id: peru\n", "- id: peru\n  countries: [peru]\n"),
    ("a key after a text of several lines", HEAD, key("activities", 1, line="donors: [peru]"), "    name: \"The \\\"old\\\" lamps\"\n", "    name: \"The \\\"old\\\" lamps\"\n    donors: [peru]\n"),
    ("a key of the program", HEAD, key(line="unit: cicte", model=Facts), "title: Lamps # short\n", "title: Lamps # short\nunit: cicte\n"),
    ("a key before all others", "a:\n- name: x\n  link: y\n", key("a", 0, line="id: z"), "- name: x\n", "- id: z\n  name: x\n"),
    ("an item between two", HEAD, item("activities", at=1, lines="- id: chile\n  name: x\n"), "    donors: Canada pays.   # page 2\n", "    donors: Canada pays.   # page 2\n- id: chile\n  name: x\n"),
    ("an item at the end", HEAD, item("review", at=2, lines="- three\n"), "- 'two: two'\n", "- 'two: two'\n- three\n"),
    ("an item at the beginning", HEAD, item("activities", at=0, lines="- id: chile\n"), "activities:\n", "activities:\n- id: chile\n"),
    ("an item in a list that is shifted", SHIFTED, item("activities", at=1, lines="- id: chile\n  name: x\n"), "        - chile\n", "        - chile\n    - id: chile\n      name: x\n"),
    ("an item in an empty list", "review: [] # none\ntitle: x\n", item("review", at=0, lines="- one\n"), "review: [] # none\n", "review: # none\n- one\n"),
    ("an item in a list that is not there", "title: x\n", item("review", at=0, lines="- one\n"), "title: x\n", "title: x\nreview:\n- one\n"),
    ("evidence beside other", HEAD, added("activities", 0, "evidence", name="countries", value="In Peru."), "    donors: Canada", "    countries: In Peru.\n    donors: Canada"),
    ("the first evidence", HEAD, added("activities", 1, "evidence", name="donors", value="a: b"), "    name: \"The \\\"old\\\" lamps\"\n", "    name: \"The \\\"old\\\" lamps\"\n    evidence:\n      donors: 'a: b'\n"),
    ("no list where there is none", "title: x\n", listed("review", values=[]), "title: x\n", "title: x\n"),
    ("a list with brackets, filled", "review: ['a: b', c]\n", listed("review", values=["a: b", "d"]), "['a: b', c]", '["a: b", "d"]'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "change", "old", "new"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES]
)
def test_a_change_and_nothing_else(head: str, change: Callable[[str], str], old: str, new: str) -> None:
    assert head.count(old) == 1
    after = change(head)
    assert after == head.replace(old, new)
    yaml.safe_load(after)


UNPLACEABLE: list[tuple[str, str, Callable[[str], str], int, str]] = [
    ("a key in braces", "a:\n- {id: x}\n", key("a", 0, line="name: y"), 1, "a[0].name"),
    ("a key less in braces", "a:\n- {id: x, name: y}\n", removed("a", 0, "name"), 1, "a[0].name"),
    ("an item in brackets", "activities: [{id: x}]\n", item("activities", at=1, lines="- id: y\n"), 0, "activities[1]"),
    ("all in braces", "{title: x}\n", key(line="unit: y", model=Facts), 0, "unit"),
    ("a remark inside brackets", "donors: [a, # why\n  b]\n", replaced("donors", to="[c]"), 0, "donors"),
    ("what is not there", "title: x\n", replaced("unit", to="y"), 0, "unit"),
]


@pytest.mark.parametrize(
    ("head", "change", "line", "field"), [row[1:] for row in UNPLACEABLE], ids=[row[0] for row in UNPLACEABLE]
)
def test_what_cannot_be_placed_is_told(head: str, change: Callable[[str], str], line: int, field: str) -> None:
    with pytest.raises(Unplaceable) as told:
        change(head)
    assert (told.value.line, told.value.field) == (line, field)
