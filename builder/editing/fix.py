"""Slips that have one right cure, mended: quotes, dates, slugs by their names, blanks at line ends.

Every other byte stays: remarks, the order of keys, the wrapping of prose. What a reader sees changes only where it was
wrong.
"""

import copy
import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from pydantic import BaseModel, ValidationError

from builder import frontmatter
from builder.content import load_facets
from builder.content.pages import PageFacts
from builder.content.translations import TranslationFacts
from builder.days import day_of, only
from builder.facets import FILES, Facets
from builder.frontmatter import Steps
from builder.program import Facts
from builder.settings import Site
from builder.yamlread import Loader, read
from builder.yamlslips import quoted


@dataclass(frozen=True, slots=True, order=True)
class Mend:
    """One slip that is mended."""

    path: str
    """The file."""
    line: int
    """1-based."""
    message: str
    """What was done."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file that mending changes."""

    path: Path
    """Where it stands."""
    text: str
    """All that it holds now."""
    mends: tuple[Mend, ...]
    """What was done, by line."""


def fix(content: Path) -> list[Fixed]:
    """What mending makes of the files of `content/` that it changes; nothing is written."""
    facets = load_facets(content, [])
    found: list[Fixed] = []
    for path, mend in _files(content, facets):
        try:
            with path.open(encoding="utf-8", newline="") as file:
                text = file.read()
        except (OSError, ValueError):  # the check tells of it
            continue
        fixed, mends = mend(text, str(path))
        if fixed != text:
            found.append(Fixed(path, fixed, tuple(sorted(mends))))
    return found


PASSES = 3
"""A list that was a word may hold a name that should be a slug."""

_Mending = Callable[[str, str], tuple[str, list[Mend]]]


def _files(content: Path, facets: Facets) -> Iterator[tuple[Path, _Mending]]:
    for path in sorted((content / "programs").glob("[!.]*.md")):
        model: type[BaseModel] = TranslationFacts if "." in path.stem else Facts
        yield path, partial(fix_markdown, model=model, facets=facets)
    for path in sorted((content / "pages").glob("[!.]*.md")):
        yield path, partial(fix_markdown, model=PageFacts, facets=facets)
    yield content / "site.yml", partial(fix_yaml, model=Site, facets=facets)
    for stem, model in FILES.items():
        yield content / f"{stem}.yml", partial(fix_yaml, model=model, facets=facets, each=True)


def fix_markdown(text: str, path: str, model: type[BaseModel], facets: Facets) -> tuple[str, list[Mend]]:
    """A Markdown file with front matter of the model, mended, and what was done."""
    document = frontmatter.split(text)
    if document is None:
        return text, []
    begin = text.index("\n") + 1
    end = len(text) - len(document.body)
    fence = text[begin + len(document.head) : end]
    head, mends = _head(document.head, path, document.head_line, model, facets)
    body, found = _body(document.body, path, document.body_line)
    return _ended(text[:begin] + head + fence + body, path, sorted([*mends, *found]))


def fix_yaml(
    text: str, path: str, model: type[BaseModel], facets: Facets, *, each: bool = False
) -> tuple[str, list[Mend]]:
    """A YAML file of the model, or of many under their slugs, mended, and what was done."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    fixed, mends = _head(text.removeprefix("\ufeff"), path, 1, model, facets, each=each)
    return _ended(mark + fixed, path, mends)


def _ended(text: str, path: str, mends: list[Mend]) -> tuple[str, list[Mend]]:
    if not text or text.endswith("\n"):
        return text, mends
    end = "\r\n" if "\r\n" in text else "\n"
    return text + end, [*mends, Mend(path, text.count("\n") + 1, "the last line is ended")]


# --- facts ---


def _head(
    head: str, path: str, first_line: int, model: type[BaseModel], facets: Facets, *, each: bool = False
) -> tuple[str, list[Mend]]:
    reading = read(head, path, first_line)
    if not reading.is_read:
        return head, []
    changed = zip(head.split("\n"), reading.source.split("\n"), strict=True)
    mends = [
        Mend(path, number, f"quotes put in: {after.strip()}")
        for number, (before, after) in enumerate(changed, first_line)
        if before != after
    ]
    source, data = reading.source, reading.data
    for _ in range(PASSES):
        before = source
        for steps, value in _cures(model, data, facets, each=each):
            mended = _replaced(source, steps, value)
            after = read(mended, path, first_line) if mended != source else reading
            # nothing else may have changed
            if mended != source and after.is_read and _without(after.data, steps) == _without(data, steps):
                line, _ = frontmatter.locate(mended, steps, first_line)
                shown = mended.split("\n")[line - first_line].strip()
                mends.append(Mend(path, line, f"{frontmatter.field_name(steps)} mended: {shown}"))
                source, data = mended, after.data
        if source == before:
            break
    trimmed = "\n".join(_trimmed(line) for line in source.split("\n"))
    if trimmed != source and read(trimmed, path).data == data:
        mends += _blanks(source, trimmed, path, first_line)
        source = trimmed
    return source, mends


def _trimmed(line: str) -> str:
    return line.rstrip(" \t\r") + ("\r" if line.endswith("\r") else "")


def _blanks(before: str, after: str, path: str, first_line: int) -> Iterator[Mend]:
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    for number, (old, new) in enumerate(pairs, first_line):
        if old != new:
            yield Mend(path, number, "blanks at the end of the line taken away")


_Cure = Callable[[str], str | None]
"""Makes of a value's source what should stand there; None where that is not certain."""


def _cures(model: type[BaseModel], data: Any, facets: Facets, *, each: bool) -> Iterator[tuple[Steps, _Cure]]:
    """Each value that is wrong by the schema and has a cure, with it; the last first, so that places stay."""
    found: list[tuple[Steps, _Cure]] = []
    if each:
        for slug, entry in data.items() if isinstance(data, dict) else ():
            found += [((slug, *steps), cure) for steps, cure in _wrong(model, entry, facets)]
    else:
        found += _wrong(model, data, facets)
    yield from reversed(found)


def _wrong(model: type[BaseModel], data: Any, facets: Facets) -> Iterator[tuple[Steps, _Cure]]:
    try:
        model.model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            steps, given = detail["loc"], detail["input"]
            if given is None or "[key]" in steps:
                continue
            match detail["type"]:
                case "string_type":
                    yield steps, _as_text
                case "date_type":
                    yield steps, _as_day
                case "bool_type":
                    yield steps, _as_truth
                case "tuple_type" if steps[-1] in ("countries", "donors", "aliases", "languages"):
                    yield steps, _as_list
                case "slug":
                    yield steps, _as_slug(steps, facets)


def _as_text(source: str) -> str | None:
    return None if "\n" in source or source[:1] in "[{\"'" else quoted(source)


def _as_day(source: str) -> str | None:
    text = source.strip("\"'").strip()
    if found := re.fullmatch(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?", text):
        try:
            return dt.date(*map(int, found.groups())).isoformat()
        except ValueError:
            return None
    if re.fullmatch(r".*\D\d{2}", text):  # of which century?
        return None
    days = {day_of(text, order) for order in ("month", "day") if only(text, order)} or {
        day_of(text, "month"),
        day_of(text, "day"),
    }
    day = days.pop() if len(days) == 1 else None
    return day.isoformat() if day else None


_TRUTHS = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}


def _as_truth(source: str) -> str | None:
    return _TRUTHS.get(source.strip("\"'").strip().lower())


def _as_list(source: str) -> str | None:
    return None if "\n" in source or source[:1] in "[{\"'" else f"[{source}]"


_FACET_OF = {"unit": "units", "pillar": "pillars", "country": "countries", "countries": "countries", "donors": "donors"}
"""The facet file of each key whose values are slugs of it."""


def _as_slug(steps: Steps, facets: Facets) -> _Cure:
    """The slug of the one entry whose name stands there instead."""
    key = next((str(step) for step in reversed(steps) if isinstance(step, str)), "")
    known: Mapping[str, Any] = getattr(facets, _FACET_OF[key]) if key in _FACET_OF else {}

    def cure(source: str) -> str | None:
        said = source.strip("\"'").strip().casefold()
        found = {slug for slug, entry in known.items() if said in {slug, *map(str.casefold, entry.names)}}
        return found.pop() if len(found) == 1 else None

    return cure


def _replaced(source: str, steps: Steps, cure: _Cure) -> str:
    """The YAML with one value cured in its place."""
    node = yaml.compose(source, Loader)
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return source
    if node is None:
        return source
    lines = source.split("\n")
    begin = sum(len(line) + 1 for line in lines[: node.start_mark.line]) + node.start_mark.column
    end = sum(len(line) + 1 for line in lines[: node.end_mark.line]) + node.end_mark.column
    if isinstance(node, yaml.MappingNode):  # a text in which ': ' stands, taken for a key
        if node.flow_style or len(node.value) != 1 or not isinstance(node.value[0][1], yaml.ScalarNode):
            return source
        last = node.value[0][1].end_mark
        end = sum(len(line) + 1 for line in lines[: last.line]) + last.column
    cured = cure(source[begin:end].rstrip())
    return source if cured is None else source[:begin] + cured + source[begin + len(source[begin:end].rstrip()) :]


def _without(data: Any, steps: Steps) -> Any:
    """The data with what stands at the steps left out of comparing."""
    data = copy.deepcopy(data)
    held = data
    for step in steps[:-1]:
        held = held[step]
    held[steps[-1]] = None
    return data


# --- texts ---

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


def _body(body: str, path: str, first_line: int) -> tuple[str, list[Mend]]:
    """Without blanks at line ends, but for two or more, which begin a new line, and for those of code."""
    lines = body.split("\n")
    code = {
        number
        for token in _MARKDOWN.parse(body)
        if token.type in ("fence", "code_block") and token.map
        for number in range(*token.map)
    }
    trimmed = []
    for number, line in enumerate(lines):
        bare = _trimmed(line)
        below = lines[number + 1].strip() if number + 1 < len(lines) else ""
        breaks = bare.strip() and line.removesuffix("\r").endswith("  ") and below
        trimmed.append(line if breaks or number in code else bare)
    after = "\n".join(trimmed)
    if after == body or _seen(after) != _seen(body):
        return body, []
    return after, list(_blanks(body, after, path, first_line))


def _seen(text: str) -> str:
    """What a reader sees of it: blanks at a line's end show in code alone."""
    parts = re.split(r"(<pre>.*?</pre>)", _MARKDOWN.render(text), flags=re.DOTALL)
    return "".join(part if number % 2 else re.sub(r"[ \t]+\n", "\n", part) for number, part in enumerate(parts))


def mends_of(fixed: Iterable[Fixed]) -> list[Mend]:
    """All of them, by place."""
    return sorted(mend for each in fixed for mend in each.mends)
