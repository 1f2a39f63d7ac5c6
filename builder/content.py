"""content/, read and written: program files, facet files, settings and pages."""

import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, StrictBool

from builder import facets as facet_files
from builder import frontmatter
from builder.facets import Facets
from builder.formwords import built_in, load_form_words, word_key
from builder.problems import Problem, ProblemsError, Severity, did_you_mean, errors
from builder.program import (
    SECTIONS,
    SLUG,
    Activity,
    Facts,
    Language,
    Program,
    Section,
    Text,
    Texts,
    Translation,
    is_language,
)
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
    load_form_words(folder, problems)
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


@dataclass(frozen=True, slots=True)
class _Told:
    """What a program file tells, right or wrong: one slip must not hide the next."""

    slug: str
    """The file's name."""
    path: str
    """The file."""
    document: frontmatter.Document
    """Its parts."""
    facts: Mapping[str, Any]
    """Its front matter as YAML gives it."""

    @property
    def activities(self) -> tuple[Mapping[str, Any], ...]:
        """One for each entry; without keys where an entry has none."""
        return tuple(each if isinstance(each, dict) else {} for each in _list(self.facts.get("activities")))

    @property
    def ids(self) -> list[str] | None:
        """Those of the activities; None where one is missing, and any could be it."""
        if not isinstance(self.facts.get("activities", []), list):
            return None
        ids = [given for each in self.activities if isinstance(given := each.get("id"), str)]
        return sorted(ids) if len(ids) == len(self.activities) else None

    def at(self, *steps: str | int) -> tuple[int, int]:
        """Line and column of a value."""
        return frontmatter.locate(self.document.head, steps, self.document.head_line)

    def problem(self, steps: frontmatter.Steps, message: str, severity: Severity = "error") -> Problem:
        """What is wrong with a value."""
        return Problem(self.path, *self.at(*steps), frontmatter.field_name(steps), message, severity)


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _is_slug(value: object) -> bool:
    return isinstance(value, str) and bool(SLUG.fullmatch(value))


def load_programs(folder: Path, facets: Facets, problems: list[Problem]) -> tuple[Program, ...]:
    """All program files by slug; what is wrong in them is added to `problems`."""
    programs, files = [], []
    paths = list(_markdown_files(folder / "programs", problems))
    for path in paths:
        text = _read(path, problems) if "." not in path.stem else None
        if text is None:
            continue
        program, told, wrong = _parsed(text, path.stem, str(path), facets)
        problems.extend(wrong)
        if told:
            files.append(told)
        if program:
            programs.append(program)
    problems.extend(_clashing_addresses(files))
    problems.extend(_sheets_told_twice(files))
    problems.extend(problem for told in files for problem in _going_on_with_an_end(told))
    tellings: dict[str, dict[str, Translation]] = {}
    for path in paths:
        if "." in path.stem and (text := _read(path, problems)) is not None:
            slug, _, language = path.stem.partition(".")
            original = next((told for told in files if told.slug == slug), None)
            missing = not path.with_name(f"{slug}.md").is_file()
            telling, wrong = _translation(text, _Name(slug, language, str(path)), original, facets, missing=missing)
            problems.extend(wrong)
            if telling:
                tellings.setdefault(slug, {})[language] = telling
    return tuple(replace(program, translations=tellings.get(program.slug, {})) for program in programs)


def parse_program(text: str, slug: str, path: str, facets: Facets) -> tuple[Program | None, list[Problem]]:
    """A program file's text as a Program, and what is wrong with it."""
    program, _, problems = _parsed(text, slug, path, facets)
    return program, problems


def _parsed(text: str, slug: str, path: str, facets: Facets) -> tuple[Program | None, _Told | None, list[Problem]]:
    """The program, and what its file tells even where that is no program."""
    problems = list(_check_name(slug, path))
    document = frontmatter.split(text)
    if document is None:
        return None, None, [*problems, Problem(path, 1, 1, "", "must begin with facts between two lines '---'")]
    data, wrong = frontmatter.parse(document.head, path, document.head_line)
    if wrong:
        return None, None, [*problems, *wrong]
    facts, wrong = frontmatter.validate(Facts, {} if data is None else data, document.head, path, document.head_line)
    problems += wrong
    told = _Told(slug, path, document, data if isinstance(data, dict) else {})
    problems += _check_facts(told, facets)
    texts, own_texts, wrong = _body(document, path, told.ids)
    problems += wrong
    return Program(slug, facts, texts, own_texts, path) if facts else None, told, problems


class TranslationFacts(BaseModel):
    """What counts of the front matter of a translation."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    title: Text
    lang: Language | None = None
    draft: StrictBool = False


@dataclass(frozen=True, slots=True)
class _Name:
    """The name of a translation's file: `SLUG.es.md`."""

    slug: str
    """Of the program that it tells."""
    language: str
    """In which it does."""
    path: str
    """The file."""


def _translation(
    text: str, name: _Name, original: _Told | None, facets: Facets, *, missing: bool
) -> tuple[Translation | None, list[Problem]]:
    """A translation's text as such, and what is wrong with it.

    `original` is what the program's own file tells; None where it cannot be read, or is `missing`.
    """
    problems = list(_check_translation(name, original, missing=missing))
    document = frontmatter.split(text)
    if document is None:
        problems.append(Problem(name.path, 1, 1, "", "must begin with 'title: …' between two lines '---'"))
        return None, problems
    data, wrong = frontmatter.parse(document.head, name.path, document.head_line)
    if wrong:
        return None, [*problems, *wrong]
    told = _Told(name.slug, name.path, document, data if isinstance(data, dict) else {})
    facts, wrong = frontmatter.validate(
        TranslationFacts, {} if data is None else data, document.head, name.path, document.head_line
    )
    problems += wrong
    problems += _check_translated_facts(told, name)
    own_ids = _ids(told.activities)
    ids = None if original is None or original.ids is None else [*original.ids, *own_ids]
    texts, own_texts, wrong = _body(document, name.path, ids, _headings(name.language))
    problems += wrong
    if facts is None or facts.draft or original is None or errors(problems):
        return None, problems
    texts, own_texts = _joined(texts, own_texts, told, original)
    return Translation(facts.title, texts, own_texts, name.path), problems


def _check_translation(name: _Name, original: _Told | None, *, missing: bool) -> Iterator[Problem]:
    """What is wrong with the file's being there."""
    yield from _check_name(name.slug, name.path)
    if not is_language(name.language):
        hint = did_you_mean(name.language, ("en", "es", "pt", "fr")) or ""
        message = f"'{name.language}' is no language{hint}; a translation is named {name.slug}.es.md, .pt.md or .fr.md"
        yield Problem(name.path, 0, 0, "", message)
    if missing:
        message = (
            f"is a translation of {name.slug}.md, which is not there; give it the name of its program, "
            "or name it for itself, without a language, and say 'lang' in it"
        )
        yield Problem(name.path, 0, 0, "", message)
    if original and original.facts.get("lang", "en") == name.language:
        message = f"{name.slug}.md is itself in '{name.language}'; put the texts there, or correct 'lang' in it"
        yield Problem(name.path, 0, 0, "", message)


def _check_translated_facts(told: _Told, name: _Name) -> Iterator[Problem]:
    """What is wrong with the front matter of a translation, in which the facts do not count."""
    given = told.facts.get("lang")
    if isinstance(given, str) and is_language(given) and given != name.language:
        message = f"'{given}' is not the language of the file's name; correct one of the two, or delete this line"
        yield told.problem(("lang",), message)
    known = list(Facts.model_fields)
    for key in told.facts:
        if key not in known:
            place = frontmatter.key_place(told.document.head, (key,), told.document.head_line)
            hint = did_you_mean(str(key), known) or "; allowed: title, lang, draft"
            yield Problem(told.path, *place, str(key), f"there is no such key{hint}")
    unused = [key for key in told.facts if key in known and key not in TranslationFacts.model_fields]
    if unused:
        listed = ", ".join(f"'{key}'" for key in unused)
        message = f"the facts of {name.slug}.md count; in a translation {listed} can be deleted"
        place = frontmatter.key_place(told.document.head, (unused[0],), told.document.head_line)
        yield Problem(told.path, *place, unused[0], message, "warning")


def _ids(activities: Sequence[Mapping[str, Any]]) -> list[str]:
    return [given for each in activities if isinstance(given := each.get("id"), str)]


def _joined(
    texts: Texts, own_texts: Mapping[str, Texts], told: _Told, original: _Told
) -> tuple[Texts, dict[str, Texts]]:
    """The texts of a translation by the program's own activities; what belongs to none of them is common."""
    ids = _ids(original.activities)
    common, own = texts, {}
    for name, held in own_texts.items():
        same = name if name in ids else _same_activity(name, told, original)
        if same and same not in own:
            own[same] = held
        else:
            common = _after(common, held)
    return common, own


def _same_activity(name: str, told: _Told, original: _Told) -> str | None:
    """The program's activity for the same countries on the same days, where it is the only one."""

    def key(activity: Mapping[str, Any]) -> tuple[object, ...]:
        countries = _list(activity.get("countries"))
        return sorted(map(str, countries)), activity.get("start"), activity.get("end")

    mine = next((each for each in told.activities if each.get("id") == name), {})
    found = [each for each in original.activities if key(each) == key(mine)]
    given = found[0].get("id") if len(found) == 1 else None
    return given if isinstance(given, str) else None


def _after(first: Texts, second: Texts) -> Texts:
    """Both texts under each heading."""
    pairs = {kind: (getattr(first, kind), getattr(second, kind)) for kind in SECTIONS}
    return Texts(**{kind: "\n\n".join(text for text in both if text) for kind, both in pairs.items()})


def _check_name(slug: str, path: str) -> Iterator[Problem]:
    if not SLUG.fullmatch(slug):
        message = "a file name may hold only a-z, 0-9 and single hyphens, for it is the page's address"
        yield Problem(path, 0, 0, "", message)


def _check_facts(told: _Told, facets: Facets) -> Iterator[Problem]:
    """What the schema cannot say; a value that is wrong by the schema is left to it."""
    known: Mapping[str, Any]
    for key, known in (("unit", facets.units), ("pillar", facets.pillars)):
        value = told.facts.get(key)
        if _is_slug(value) and value not in known:
            yield _unknown_slug(told.path, told.at(key), key, str(value), key, known)
    yield from _check_reasons(Facts, told.facts, (), told)
    ids: set[str] = set()
    for number, activity in enumerate(told.activities):
        where = ("activities", number)
        yield from _check_reasons(Activity, activity, where, told)
        for key, one, known in (("countries", "country", facets.countries), ("donors", "donor", facets.donors)):
            values = _list(activity.get(key))
            for position, value in enumerate(values):
                steps = (*where, key, position)
                if _is_slug(value) and value not in known:
                    yield _unknown_slug(told.path, told.at(*steps), frontmatter.field_name(steps), value, one, known)
                elif _is_slug(value) and value in values[:position]:
                    yield told.problem(steps, f"'{value}' stands twice; keep one")
        start, end = activity.get("start"), activity.get("end")
        if isinstance(start, dt.date) and isinstance(end, dt.date) and end < start:
            yield told.problem((*where, "end"), f"the end {end} is before the start {start}")
        given = activity.get("id")
        if _is_slug(given) and given in ids:
            yield told.problem((*where, "id"), f"'{given}' stands twice; ids are for one activity each")
        ids |= {given} if isinstance(given, str) else set()


def _check_reasons(
    model: type[BaseModel], facts: Mapping[str, Any], where: frontmatter.Steps, told: _Told
) -> Iterator[Problem]:
    """What is wrong with the keys of `evidence` and `decided`: they are those of the facts, or the texts'."""
    allowed = [name for name in (*model.model_fields, *SECTIONS) if name not in ("evidence", "decided")]
    for key in ("evidence", "decided"):
        given = facts.get(key)
        for name in given if isinstance(given, dict) else ():
            if name not in allowed:
                steps = (*where, key, name)
                place = frontmatter.key_place(told.document.head, steps, told.document.head_line)
                hint = did_you_mean(name, allowed) or "; allowed: " + ", ".join(allowed)
                yield Problem(told.path, *place, frontmatter.field_name(steps), f"there is no such fact{hint}")


def _unknown_slug(
    path: str, place: tuple[int, int], field: str, value: str, kind: str, known: Mapping[str, Any]
) -> Problem:
    hint = did_you_mean(value, known) or f"; {facet_files.FILE_OF[kind]} lists them"
    return Problem(path, *place, field, f"'{value}' is no {kind}{hint}")


def _clashing_addresses(files: Sequence[_Told]) -> Iterator[Problem]:
    taken = {told.slug: told for told in files}
    for told in files:
        for position, alias in enumerate(_list(told.facts.get("aliases"))):
            if not _is_slug(alias):
                continue
            other = taken.setdefault(alias, told)
            if other is not told:
                yield told.problem(("aliases", position), f"'{alias}' is already the address of {other.path}")
            elif alias == told.slug:
                yield told.problem(("aliases", position), f"'{alias}' is this page's own address")


def _sheets_told_twice(files: Sequence[_Told]) -> Iterator[Problem]:
    """A warning, for a booklet may be replaced by next year's under the same name; both years' sheets then count."""
    first: dict[str, tuple[_Told, int]] = {}
    for told in files:
        for number, activity in enumerate(told.activities):
            sheet = activity.get("sheet")
            if not isinstance(sheet, str):
                continue
            other, place = first.setdefault(sheet, (told, number))
            if (other, place) != (told, number):
                where = f"activities[{place}]" + ("" if other is told else f" of {other.path}")
                message = f"'{sheet}' is already the sheet of {where}; one sheet tells of one activity"
                yield told.problem(("activities", number, "sheet"), message, "warning")


def _going_on_with_an_end(told: _Told) -> Iterator[Problem]:
    for number, activity in enumerate(told.activities):
        if activity.get("ongoing") is True and isinstance(end := activity.get("end"), dt.date):
            message = (
                f"stands beside an end; until {end} the page says ongoing, from then on completed. Keep one of them"
            )
            yield told.problem(("activities", number, "ongoing"), message, "warning")


_HEADING = re.compile(r"(#{2,3})[ \t]+(.*)")
_ID = re.compile(r"\{#([^{}]*)\}$")
_CODE_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)")


_SECTIONS: Mapping[str, Section] = {name: name for name in SECTIONS}
"""The headings of a program's file."""


def _headings(language: str) -> Mapping[str, Section]:
    """The headings of a translation: those of a program's file, or the form's in that language."""
    said = built_in().get(language.partition("-")[0])
    named = said.headings.model_dump() if said else {}
    return {**{word_key(word): kind for kind in SECTIONS for word in named.get(kind, ())}, **_SECTIONS}


def _body(
    document: frontmatter.Document, path: str, ids: Sequence[str] | None, headings: Mapping[str, Section] = _SECTIONS
) -> tuple[Texts, dict[str, Texts], list[Problem]]:
    """The texts under `## Summary | Objectives | Results`, and those under an activity's `### … {#id}` in them.

    `ids` are those of the activities; None where they are not known. `headings`: the section by its folded heading.
    """
    problems: list[Problem] = []

    def wrong(message: str, number: int, column: int = 1) -> None:
        problems.append(Problem(path, number, column, "", message))

    gathered: dict[tuple[str | None, str], list[str]] = {}
    section, owner, early = "", None, False
    fenced, fenced_at = "", 0
    for number, line in enumerate(io.StringIO(document.body, newline=None).read().split("\n"), document.body_line):
        fence = _CODE_FENCE.fullmatch(line)
        heading = None if fenced else _HEADING.fullmatch(line)
        words = heading[2].rstrip("# \t") if heading else ""
        own = _ID.search(words)
        if fence and not fenced:
            fenced, fenced_at = fence[1], number
        elif fence and fence[1].startswith(fenced) and not fence[2].strip():
            fenced = ""
        if heading and heading[1] == "##":
            said = words.lower() if headings is _SECTIONS else word_key(words)
            section, owner = headings.get(said, said), None
            if section not in SECTIONS:
                known = ", ".join(f"'## {name.capitalize()}'" for name in SECTIONS)
                wrong(f"'{line.strip()}' is no heading of a program; allowed: {known}", number)
            elif (None, section) in gathered:
                wrong(f"'{line.strip()}' stands twice; put the texts under one", number)
            gathered.setdefault((None, section), [])
        elif heading and own and section:
            owner = own[1].strip()
            if ids is not None and owner not in ids:
                wrong(f"no activity has the id '{owner}'{did_you_mean(owner, ids)}", number, line.index("{#") + 1)
            elif (owner, section) in gathered:
                wrong(f"'{line.strip()}' stands twice; put the texts under one", number)
            gathered.setdefault((owner, section), [])
        elif section:
            gathered[owner, section].append(line)
        elif line.strip() and not early:
            wrong("text before the first heading; put it under '## Summary'", number)
            early = True
    if fenced:
        wrong(f"the code block that begins here is not closed; write '{fenced}' on the line below its end", fenced_at)

    def texts(whose: str | None) -> Texts:
        return Texts(**{name: "\n".join(gathered.get((whose, name), ())).strip() for name in SECTIONS})

    owners = dict.fromkeys(whose for whose, _ in gathered if whose is not None)
    return texts(None), {whose: held for whose in owners if (held := texts(whose))}, problems


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
    if isinstance(data, dict | None):
        data = {key: value for key, value in (data or {}).items() if value not in ("", None)}
    site, wrong = frontmatter.validate(Site, data, source, str(path))
    problems += wrong
    return site


class _Unread(dict[str, Any]):
    """The entries of a file that cannot be read: any slug may be among them, so none is told to be unknown."""

    def __contains__(self, slug: object) -> bool:
        return True


def _facet_file(path: Path, model: type[BaseModel], problems: list[Problem]) -> dict[str, Any]:
    source = _read(path, problems)
    if source is None:
        return _Unread()
    data, wrong = frontmatter.parse(source, str(path))
    problems += wrong
    if wrong:
        return _Unread()
    if data is None:
        return {}
    if not isinstance(data, dict):
        problems.append(Problem(str(path), 1, 1, "", "must be slugs, each with its keys indented below it"))
        return _Unread()
    entries = {}
    for slug, value in data.items():
        if not SLUG.fullmatch(slug):
            place = frontmatter.key_place(source, (slug,))
            problems.append(Problem(str(path), *place, slug, "is no slug: only a-z, 0-9 and single hyphens"))
            continue
        entry, wrong = frontmatter.validate(model, value, source, str(path), under=(slug,))
        problems += wrong
        # known by name and with what it refers to, for nothing is built with errors
        refers = {
            key: value[key] for key in ("country", "pillar") if isinstance(value, dict) and _is_slug(value.get(key))
        }
        entries[slug] = entry or model.model_construct(name=slug, **refers)
    return entries


def _pages(folder: Path, problems: list[Problem]) -> Iterator[Page]:
    for path in _markdown_files(folder, problems):
        text = _read(path, problems)
        if text is None:
            continue
        problems.extend(_check_name(path.stem, str(path)))
        document = frontmatter.split(text)
        if document is None:
            problems.append(Problem(str(path), 1, 1, "", "must begin with 'title: …' between two lines '---'"))
            continue
        data, wrong = frontmatter.parse(document.head, str(path), document.head_line)
        problems += wrong
        if wrong:
            continue
        facts, wrong = frontmatter.validate(
            PageFacts, {} if data is None else data, document.head, str(path), document.head_line
        )
        problems += wrong
        if facts:
            yield Page(path.stem, facts.title, document.body.strip(), str(path))


def _markdown_files(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """The Markdown files in a folder, by name; what else is there is told, but for names that begin with a dot."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith("."):
            continue
        if path.suffix == ".md" and path.is_file():
            yield path
        else:
            problems.append(Problem(str(path), 0, 0, "", "is no Markdown file (.md) and was left out", "warning"))


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
