"""Slips that have one right cure, mended: quotes, dates, slugs by their names, blanks at line ends.

Every other byte stays: remarks, the order of keys, the wrapping of prose. What a reader sees changes only where it was
wrong.
"""

import copy
import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from markdown_it import MarkdownIt
from pydantic import BaseModel, ValidationError

from builder import frontmatter
from builder.content import load_facets
from builder.content.facts import check_facts, going_on_with_an_end
from builder.content.files import exact_text
from builder.content.pages import PageFacts
from builder.content.told import Told
from builder.content.translations import TranslationFacts
from builder.days import Order, day_of, in_figures, only
from builder.facets import FILES, Facets
from builder.formwords import LANGUAGES, plain
from builder.frontmatter import Reading, Steps
from builder.problems import Problem
from builder.program import SLUG, Facts
from builder.settings import Site
from builder.yamledit import scalar
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
            text = exact_text(path)
        except (OSError, ValueError):  # the check tells of it
            continue
        fixed, mends = mend(text, str(path))
        if fixed != text:
            found.append(Fixed(path, fixed, tuple(sorted(mends))))
    return found


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
    if document is None or _OLD_LINE_END.search(text):
        return text, []
    begin = text.index("\n") + 1
    end = len(text) - len(document.body)
    opening, closing = text[:begin], text[begin + len(document.head) : end]
    head, mends = _head(document.head, path, document.head_line, model, facets)
    body, found = _body(document.body, path, document.body_line)
    fences = [(1, opening, _trimmed_lines(opening)), (document.body_line - 1, closing, _trimmed_lines(closing))]
    for number, before, after in fences:
        found += _blanks(before, after, path, number)
    return _ended(fences[0][2] + head + fences[1][2] + body, path, sorted([*mends, *found]))


def fix_yaml(
    text: str, path: str, model: type[BaseModel], facets: Facets, *, each: bool = False
) -> tuple[str, list[Mend]]:
    """A YAML file of the model, or of many under their slugs, mended, and what was done."""
    if _OLD_LINE_END.search(text):
        return text, []
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    fixed, mends = _head(text.removeprefix("\ufeff"), path, 1, model, facets, each=each)
    return _ended(mark + fixed, path, mends)


_OLD_LINE_END = re.compile(r"\r(?!\n)")
"""A line end to YAML, not to whoever counts the lines: such a file is left alone."""


def _ended(text: str, path: str, mends: list[Mend]) -> tuple[str, list[Mend]]:
    if not text.removeprefix("\ufeff") or text.endswith("\n"):
        return text, mends
    end = "\r\n" if "\r\n" in text else "\n"
    return text + end, [*mends, Mend(path, text.count("\n") + 1, "the last line is ended")]


# --- facts ---


def _head(
    head: str, path: str, first_line: int, model: type[BaseModel], facets: Facets, *, each: bool = False
) -> tuple[str, list[Mend]]:
    reading = read(head, path, first_line)
    source, data = reading.source, reading.data
    changed = zip(head.split("\n"), source.split("\n"), strict=True)
    mends = [
        Mend(path, number, f"quotes put in: {_shown(after)}")
        for number, (before, after) in enumerate(changed, first_line)
        if before != after
    ]
    if not reading.is_read:
        return source, mends
    wrong = _complaints(model, data, source, facets, each=each)
    cured = []
    for steps, cure in _cures(model, data, facets, each=each):
        mended = _replaced(source, steps, cure)
        after = read(mended, path, first_line)
        if mended == source or not after.is_read or after.source != mended:
            continue
        left = _complaints(model, after.data, mended, facets, each=each)
        # nothing else may have changed, and a value that raises another question is its editor's to settle
        if left < wrong and _without(after.data, steps) == _without(data, steps):
            source, data, wrong = mended, after.data, left
            cured.append(steps)
    for steps in cured:
        line, _ = frontmatter.locate(source, steps, first_line)
        shown = _shown(source.split("\n")[line - first_line])
        mends.append(Mend(path, line, f"{frontmatter.field_name(steps)} mended: {shown}"))
    trimmed = _bare(source, _trimmed_lines(source), lambda text: _same_data(read(text, path), data))
    return trimmed, [*mends, *_blanks(source, trimmed, path, first_line)]


def _same_data(reading: Reading, data: Any) -> bool:
    return reading.is_read and bool(reading.data == data)


def _shown(line: str) -> str:
    line = line.strip()
    return line if len(line) <= 100 else f"{line[:99]}…"


def _complaints(
    model: type[BaseModel], data: Any, source: str, facets: Facets, *, each: bool
) -> frozenset[tuple[str, str]]:
    """All that a check of the facts alone says, wherever they stand."""
    found: list[Problem] = []
    if each:
        for slug, entry in data.items() if isinstance(data, dict) else ():
            found += frontmatter.validate(model, entry, source, "", under=(slug,))[1]
            for key in ("country", "pillar"):
                value = entry.get(key) if isinstance(entry, dict) else None
                if isinstance(value, str) and value not in getattr(facets, _FACET_OF[key]):
                    found.append(Problem("", 0, 0, f"{slug}.{key}", "is not known"))
    else:
        found += frontmatter.validate(model, data, source, "")[1]
    if model is Facts:
        told = Told("", "", frontmatter.Document(source, "", 1, 1), data)
        found += [*check_facts(told, facets), *going_on_with_an_end(told)]
    return frozenset((problem.field, problem.message) for problem in found)


def _trimmed(line: str) -> str:
    return line.rstrip(" \t\r") + ("\r" if line.endswith("\r") else "")


def _trimmed_lines(text: str) -> str:
    return "\n".join(map(_trimmed, text.split("\n")))


def _bare(text: str, trimmed: str, same: Callable[[str], bool]) -> str:
    """The text with as many of its lines trimmed as leave it the same."""
    before, after = text.split("\n"), trimmed.split("\n")

    def take(lines: list[str], rows: list[int]) -> list[str]:
        tried = list(lines)
        for row in rows:
            tried[row] = after[row]
        if not rows or same("\n".join(tried)):
            return tried
        half = len(rows) // 2
        return take(take(lines, rows[:half]), rows[half:]) if half else lines

    return "\n".join(take(before, [row for row, line in enumerate(before) if line != after[row]]))


def _blanks(before: str, after: str, path: str, first_line: int) -> Iterator[Mend]:
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    for number, (old, new) in enumerate(pairs, first_line):
        if old != new:
            yield Mend(path, number, "blanks at the end of the line taken away")


_Cure = Callable[[str], str | None]
"""Makes of a value what should stand there; None where that is not certain."""


def _cures(model: type[BaseModel], data: Any, facets: Facets, *, each: bool) -> Iterator[tuple[Steps, _Cure]]:
    """Each value that is wrong by the schema and has a cure, with it."""
    if each:
        for slug, entry in data.items() if isinstance(data, dict) else ():
            for steps, cure in _wrong(model, entry, facets):
                yield (slug, *steps), cure
    else:
        yield from _wrong(model, data, facets)


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
                    yield steps, quoted
                case "date_type":
                    yield steps, _as_day
                case "bool_type":
                    yield steps, _as_truth
                case "tuple_type":
                    yield steps, partial(_as_list, key=str(steps[-1]), facets=facets)
                case "slug":
                    yield steps, partial(_as_slug, key=_key(steps), facets=facets)


def _as_day(value: str) -> str | None:
    text = value.strip()
    if found := re.fullmatch(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?", text):
        try:
            day: dt.date | None = dt.date(*map(int, found.groups()))
        except ValueError:
            return None
    elif re.fullmatch(r".*\D\d{2}", text) and in_figures(text):  # of which century?
        return None
    else:
        day = _one_day(text)
    return day.isoformat() if day and _FIRST_YEAR <= day.year <= _LAST_YEAR else None


_FIRST_YEAR, _LAST_YEAR = 1900, 2099
"""A day outside these has a slip in its year."""


def _one_day(text: str) -> dt.date | None:
    """The day that the words name, however they are read; none where more is said than a day."""
    lead, _, rest = text.partition(" ")
    if not lead[:1].isdigit() and day_of(rest, "day") and plain(lead).casefold().strip(",.") not in _weekdays():
        return None  # "until 4 April 2017"
    only_one = {day_of(text, order) for order in _ORDERS if only(text, order)}
    days = only_one or {day_of(text, order) for order in _ORDERS}
    return days.pop() if len(days) == 1 else None


_ORDERS: tuple[Order, ...] = ("month", "day")


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(
        plain(name).casefold().strip(".")
        for language in LANGUAGES
        for width in ("abbreviated", "wide")
        for name in Locale(language).days["format"][width].values()
    )


_TRUTHS = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}


def _as_truth(value: str) -> str | None:
    return _TRUTHS.get(value.strip().lower())


_FACET_OF = {"unit": "units", "pillar": "pillars", "country": "countries", "countries": "countries", "donors": "donors"}
"""The facet file of each key whose values are slugs of it."""


def _key(steps: Steps) -> str:
    return next((str(step) for step in reversed(steps) if isinstance(step, str)), "")


def _as_slug(value: str, key: str, facets: Facets) -> str | None:
    """The slug of the one entry whose name stands there instead."""
    known: Mapping[str, Any] = getattr(facets, _FACET_OF[key]) if key in _FACET_OF else {}
    said = value.strip().casefold()
    found = {slug for slug, entry in known.items() if said in {slug, *map(str.casefold, entry.names)}}
    return scalar(found.pop()) if len(found) == 1 else None


def _as_list(value: str, key: str, facets: Facets) -> str | None:
    """Slugs and names of entries, one of them or several with commas between."""
    parts = [part.strip() for part in value.split(",")]
    if key in _FACET_OF:
        whole = _as_slug(value, key, facets)  # a name may hold a comma
        slugs = [whole] if whole else [_as_slug(part, key, facets) for part in parts]
    elif key == "aliases":
        slugs = [scalar(part) if SLUG.fullmatch(part) else None for part in parts]
    else:
        slugs = [scalar(part) if key == "languages" else None for part in parts]
    return None if None in slugs else f"[{', '.join(map(str, slugs))}]"


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
    lines = source.split("\n")
    row, begin, end = 0, 0, 0
    if isinstance(node, yaml.ScalarNode) and node.style not in ("|", ">"):
        row, begin, end = node.start_mark.line, node.start_mark.column, node.end_mark.column
        if node.end_mark.line != row:
            return source
    elif isinstance(node, yaml.MappingNode) and steps and isinstance(steps[-1], int):
        row, begin, end = _item(node, lines)
    if begin == end:
        return source
    line = lines[row]
    end = begin + len(line[begin:end].rstrip())
    cured = cure(node.value if isinstance(node, yaml.ScalarNode) else line[begin:end])
    if cured is None:
        return source
    lines[row] = line[:begin] + cured + line[end:]
    return "\n".join(lines)


def _item(node: yaml.MappingNode, lines: list[str]) -> tuple[int, int, int]:
    """Row, begin and end of a text in a list in which ': ' stands, so that it was taken for a key."""
    key, value = node.value[0] if len(node.value) == 1 else (None, None)
    if node.flow_style or not (isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode)):
        return 0, 0, 0
    row, begin = key.start_mark.line, key.start_mark.column
    last = value.end_mark if value.value else key.end_mark
    if key.style or value.style or last.line != row:
        return 0, 0, 0
    return row, begin, last.column if value.value else lines[row].index(":", last.column) + 1


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
        kept = breaks or number in code or re.fullmatch(r"\s*#+\s*", line)
        trimmed.append(line if kept else bare)
    seen = _seen(body)
    after = _bare(body, "\n".join(trimmed), lambda text: _seen(text) == seen)
    return after, list(_blanks(body, after, path, first_line))


def _seen(text: str) -> str:
    """What a reader sees of it: blanks at a line's end show in code alone."""
    parts = re.split(r"(<pre>.*?</pre>)", _MARKDOWN.render(text), flags=re.DOTALL)
    return "".join(part if number % 2 else re.sub(r"[ \t]+\n", "\n", part) for number, part in enumerate(parts))


def mends_of(fixed: Iterable[Fixed]) -> list[Mend]:
    """All of them, by place."""
    return sorted(mend for each in fixed for mend in each.mends)
