"""content/, read and written: program files, facet files, settings and pages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from builder import facets as facet_files
from builder import frontmatter
from builder.facets import Facets
from builder.problems import Problem, ProblemsError, did_you_mean, errors
from builder.program import SECTIONS, SLUG, Facts, Program, Text, Texts
from builder.settings import Site


class PageFacts(BaseModel):
    """The front matter of a page under pages/."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the editors' own, such as "About"."""

    slug: str
    """Its address."""
    title: str
    """Its heading."""
    text: str
    """Markdown."""
    path: str
    """Where it was read from."""


@dataclass(frozen=True, slots=True)
class Content:
    """All that the editors own, checked."""

    site: Site
    """site.yml."""
    facets: Facets
    """The four facet files."""
    programs: tuple[Program, ...]
    """programs/*.md, by slug."""
    pages: tuple[Page, ...]
    """pages/*.md, by slug."""


def load(folder: Path) -> tuple[Content, list[Problem]]:
    """Everything in `content/`, and the warnings it gives.

    Raises ProblemsError with all errors at once.
    """
    problems: list[Problem] = []
    site = _settings(folder / "site.yml", problems)
    facets = load_facets(folder, problems)
    programs = load_programs(folder, facets, problems)
    pages = tuple(_pages(folder / "pages", problems))
    if errors(problems) or site is None:
        raise ProblemsError(problems)
    return Content(site, facets, programs, pages), problems


def load_facets(folder: Path, problems: list[Problem]) -> Facets:
    """The facet files; what is wrong in them is added to `problems`."""
    facets = Facets(
        **{stem: _facet_file(folder / f"{stem}.yml", model, problems) for stem, model in facet_files.FILES.items()}
    )
    for stem, key, known in (("donors", "country", facets.countries), ("units", "pillar", facets.pillars)):
        for slug, entry in getattr(facets, stem).items():
            value = getattr(entry, key)
            if value is not None and value not in known:
                path = folder / f"{stem}.yml"
                place = frontmatter.locate(path.read_text("utf-8"), (slug, key))
                problems.append(_unknown_slug(str(path), place, f"{slug}.{key}", value, key, known))
    return facets


def load_programs(folder: Path, facets: Facets, problems: list[Problem]) -> tuple[Program, ...]:
    """All program files by slug; what is wrong in them is added to `problems`."""
    programs = []
    for path in sorted((folder / "programs").glob("*.md")):
        text = _read(path, problems)
        if text is None:
            continue
        program, wrong = parse_program(text, path.stem, str(path), facets)
        problems.extend(wrong)
        if program:
            programs.append(program)
    problems.extend(_clashing_addresses(programs))
    return tuple(programs)


def parse_program(text: str, slug: str, path: str, facets: Facets) -> tuple[Program | None, list[Problem]]:
    """A program file's text as a Program, and what is wrong with it."""
    problems: list[Problem] = []
    if not SLUG.fullmatch(slug):
        problems.append(
            Problem(
                path, 0, 0, "", "a file name may hold only a-z, 0-9 and single hyphens, for it is the page's address"
            )
        )
    document = frontmatter.split(text)
    if document is None:
        return None, [*problems, Problem(path, 1, 1, "", "must begin with facts between two lines '---'")]
    data, wrong = frontmatter.parse(document.head, path, document.head_line)
    if wrong:
        return None, [*problems, *wrong]
    facts, wrong = frontmatter.validate(Facts, {} if data is None else data, document.head, path, document.head_line)
    problems += wrong
    texts, own_texts, wrong = _body(document, path, facts)
    problems += wrong
    if facts is None:
        return None, problems
    problems += _check_facts(facts, facets, document, path)
    return Program(slug, facts, texts, own_texts, path), problems


def _check_facts(facts: Facts, facets: Facets, document: frontmatter.Document, path: str) -> Iterator[Problem]:
    def at(*steps: str | int) -> tuple[int, int]:
        return frontmatter.locate(document.head, steps, document.head_line)

    known: Mapping[str, Any]
    for key, known in (("unit", facets.units), ("pillar", facets.pillars)):
        value = getattr(facts, key)
        if value is not None and value not in known:
            yield _unknown_slug(path, at(key), key, value, key, known)
    ids: set[str] = set()
    for number, activity in enumerate(facts.activities):
        where = ("activities", number)
        for key, one, known in (("countries", "country", facets.countries), ("donors", "donor", facets.donors)):
            for position, value in enumerate(getattr(activity, key)):
                if value not in known:
                    steps = (*where, key, position)
                    yield _unknown_slug(path, at(*steps), frontmatter.field_name(steps), value, one, known)
        if activity.start and activity.end and activity.end < activity.start:
            message = f"the end {activity.end} is before the start {activity.start}"
            yield Problem(path, *at(*where, "end"), frontmatter.field_name((*where, "end")), message)
        if activity.id in ids:
            yield Problem(
                path,
                *at(*where, "id"),
                frontmatter.field_name((*where, "id")),
                f"'{activity.id}' stands twice; ids are for one activity each",
            )
        ids.add(activity.id)


def _unknown_slug(
    path: str, place: tuple[int, int], field: str, value: str, kind: str, known: Mapping[str, Any]
) -> Problem:
    hint = did_you_mean(value, known) or f"; {facet_files.FILE_OF[kind]} lists them"
    return Problem(path, *place, field, f"'{value}' is no {kind}{hint}")


def _clashing_addresses(programs: Sequence[Program]) -> Iterator[Problem]:
    taken = {program.slug: program for program in programs}
    for program in programs:
        for alias in program.facts.aliases:
            other = taken.setdefault(alias, program)
            if other is not program:
                yield Problem(program.path, 1, 0, "aliases", f"'{alias}' is already the address of {other.path}")
            elif alias == program.slug:
                yield Problem(program.path, 1, 0, "aliases", f"'{alias}' is this page's own address")


_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*(?:\{#([^}]*)\})?[ \t]*#*$")
_CODE_FENCE = re.compile(r" {0,3}(```|~~~)")


def _body(
    document: frontmatter.Document, path: str, facts: Facts | None
) -> tuple[Texts, dict[str, Texts], list[Problem]]:
    """The texts under `## Summary | Objectives | Results`, and those under an activity's `### … {#id}` in them."""
    problems: list[Problem] = []
    ids = {activity.id for activity in facts.activities} if facts else None
    gathered: dict[tuple[str | None, str], list[str]] = {}
    section, owner, fenced = "", None, ""
    for number, line in enumerate(document.body.splitlines(), document.body_line):
        fence = _CODE_FENCE.match(line)
        if fence and fenced in ("", fence[1]):
            fenced = "" if fenced else fence[1]
        heading = None if fenced else _HEADING.fullmatch(line)
        if heading and len(heading[1]) == 2:
            section, owner = heading[2].lower(), None
            if section not in SECTIONS:
                known = ", ".join(f"'## {name.capitalize()}'" for name in SECTIONS)
                problems.append(
                    Problem(path, number, 1, "", f"'{line.strip()}' is no heading of a program; allowed: {known}")
                )
            elif (None, section) in gathered:
                problems.append(Problem(path, number, 1, "", f"'{line.strip()}' stands twice; put the texts under one"))
            gathered.setdefault((None, section), [])
        elif heading and len(heading[1]) == 3 and heading[3] is not None:
            owner = heading[3].removeprefix("#").strip()
            if ids is not None and owner not in ids:
                message = f"no activity has the id '{owner}'{did_you_mean(owner, ids)}"
                problems.append(Problem(path, number, line.index("{#") + 1, "", message))
            gathered.setdefault((owner, section), [])
        elif section:
            gathered.setdefault((owner, section), []).append(line)
        elif line.strip():
            problems.append(Problem(path, number, 1, "", "text before the first heading; put it under '## Summary'"))
            section = SECTIONS[0]

    def texts(whose: str | None) -> Texts:
        return Texts(**{name: "\n".join(gathered.get((whose, name), ())).strip() for name in SECTIONS})

    owners = dict.fromkeys(whose for whose, _ in gathered if whose is not None)
    return texts(None), {whose: texts(whose) for whose in owners}, problems


def format_program(program: Program, heading: Mapping[str, str]) -> str:
    """The program as the text of its file. `heading` gives each activity id the words of its `###` heading."""
    parts = [f"{frontmatter.FENCE}\n{frontmatter.dump(program.facts)}{frontmatter.FENCE}\n"]
    for name in SECTIONS:
        common = getattr(program.texts, name)
        own = [
            f"### {heading[activity.id]} {{#{activity.id}}}\n\n{text}"
            for activity in program.facts.activities
            if (text := getattr(program.own_texts.get(activity.id, Texts()), name))
        ]
        if common or own:
            parts.append("\n\n".join([f"## {name.capitalize()}", *([common] if common else []), *own]) + "\n")
    return "\n".join(parts)


def _settings(path: Path, problems: list[Problem]) -> Site | None:
    source = _read(path, problems)
    if source is None:
        return None
    data, wrong = frontmatter.parse(source, str(path))
    problems += wrong
    if wrong:
        return None
    if isinstance(data, dict):
        data = {key: value for key, value in data.items() if value not in ("", None)}
    site, wrong = frontmatter.validate(Site, data, source, str(path))
    problems += wrong
    return site


def _facet_file(path: Path, model: type[BaseModel], problems: list[Problem]) -> dict[str, Any]:
    source = _read(path, problems)
    if source is None:
        return {}
    data, wrong = frontmatter.parse(source, str(path))
    problems += wrong
    if wrong or data is None:
        return {}
    if not isinstance(data, dict):
        problems.append(Problem(str(path), 1, 1, "", "must be a list of slugs, each with its keys indented below it"))
        return {}
    entries = {}
    for slug, value in data.items():
        if not isinstance(slug, str) or not SLUG.fullmatch(slug):
            place = frontmatter.key_place(source, (slug,))
            problems.append(Problem(str(path), *place, str(slug), "is no slug: only a-z, 0-9 and single hyphens"))
            continue
        entry, wrong = frontmatter.validate(model, value, source, str(path), under=(slug,))
        problems += wrong
        if entry is not None:
            entries[slug] = entry
    return entries


def _pages(folder: Path, problems: list[Problem]) -> Iterator[Page]:
    for path in sorted(folder.glob("*.md")):
        text = _read(path, problems)
        document = frontmatter.split(text or "")
        if document is None:
            problems.append(Problem(str(path), 1, 1, "", "must begin with 'title: …' between two lines '---'"))
            continue
        data, wrong = frontmatter.parse(document.head, str(path), document.head_line)
        problems += wrong
        if wrong:
            continue
        facts, wrong = frontmatter.validate(PageFacts, data, document.head, str(path), document.head_line)
        problems += wrong
        if facts:
            yield Page(path.stem, facts.title, document.body.strip(), str(path))


def _read(path: Path, problems: list[Problem]) -> str | None:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        problems.append(Problem(str(path), 0, 0, "", "is missing; every catalogue needs this file"))
    except UnicodeDecodeError as error:
        before = path.read_bytes()[: error.start]
        line = before.count(b"\n") + 1
        problems.append(Problem(str(path), line, 0, "", "is not UTF-8 text; save it as UTF-8"))
    return None
