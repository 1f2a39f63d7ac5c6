"""New activities put into a program file that exists, with every byte of the editor's left where it is."""

import yaml

from builder import frontmatter
from builder.content import parse_program
from builder.facets import Facets
from builder.problems import Problem
from builder.program import SECTIONS, Facts, Program


def amend(text: str, path: str, new: Program, headings: dict[str, str], facets: Facets) -> tuple[str, list[Problem]]:
    """The file's text with the activities, texts and review lines of `new` added; or why that cannot be done.

    Lines end in `\\n` alone.
    """
    before, problems = parse_program(text, new.slug, path, facets)
    document = frontmatter.split(text)
    if before is None or problems or document is None:
        return text, [
            *problems,
            Problem(path, 0, 0, "", "new sheets wait to be added here; mend the file and import again"),
        ]
    added = Facts(title=new.facts.title, activities=new.facts.activities, review=new.facts.review)
    head = document.head
    for key, lines in _parts(added).items():
        head = _into_list(head, key, lines)
    body = document.body
    for section in SECTIONS:
        own = [
            f"### {headings[each.id]} {{#{each.id}}}\n\n{words}\n"
            for each in new.facts.activities
            if each.id in new.own_texts and (words := getattr(new.own_texts[each.id], section))
        ]
        if own:
            body = _into_section(body, section.capitalize(), "\n".join(own))
    at = text.index("\n") + 1
    below = text.index(document.body, at + len(document.head)) if document.body else len(text)
    result = f"{text[:at]}{head}{text[at + len(document.head) : below]}{body}"
    after, problems = parse_program(result, new.slug, path, facets)
    expected = (*before.facts.activities, *new.facts.activities)
    if after is None or problems or after.facts.activities != expected:
        return text, [
            Problem(path, 0, 0, "", "new sheets could not be added to this file; put 'activities:' in block style")
        ]
    return result, []


def _parts(added: Facts) -> dict[str, str]:
    """The YAML lines of each list to be added to."""
    parts: dict[str, str] = {}
    for key, value in (("activities", {"activities": added.activities}), ("review", {"review": added.review})):
        if value[key]:
            dumped = frontmatter.dump(Facts(title="-", **value))
            parts[key] = dumped[dumped.index(f"{key}:\n") + len(key) + 2 :]
    return parts


def _into_list(head: str, key: str, lines: str) -> str:
    """The YAML with lines added at the end of a list, which begins here if there is none."""
    lines_before = head.splitlines(keepends=True)
    node = yaml.compose(head, yaml.CSafeLoader)
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    for name, value in pairs:
        if name.value != key:
            continue
        if not isinstance(value, yaml.SequenceNode) or not value.value:
            break
        last = value.value[-1].end_mark
        end = last.line if last.column == 0 else last.line + 1
        while end > 0 and not lines_before[end - 1].strip():
            end -= 1
        indent = " " * max(0, value.value[0].start_mark.column - 2)
        block = "".join(indent + line for line in lines.splitlines(keepends=True))
        return "".join([*lines_before[:end], block, *lines_before[end:]])
    else:
        return f"{head}{key}:\n{lines}"
    # an empty list, `review: []`: its line makes way
    at = name.start_mark.line
    return "".join([*lines_before[:at], f"{key}:\n{lines}", *lines_before[value.end_mark.line + 1 :]])


def _into_section(body: str, heading: str, block: str) -> str:
    """The body with a block added at the end of a section, which begins here if there is none."""
    lines = body.splitlines(keepends=True)
    begins = [number for number, line in enumerate(lines) if line.startswith("## ")]
    own = next((number for number in begins if lines[number][3:].strip().lower() == heading.lower()), None)
    if own is None:
        return (
            f"{body.rstrip()}\n\n## {heading}\n\n{block}".lstrip("\n") if body.strip() else f"\n## {heading}\n\n{block}"
        )
    end = next((number for number in begins if number > own), len(lines))
    while end > own + 1 and not lines[end - 1].strip():
        end -= 1
    before = "".join(lines[:end])
    return before + ("" if before.endswith("\n") else "\n") + "\n" + block + "".join(lines[end:])
