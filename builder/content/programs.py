"""programs/*.md, read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from builder.checksum import checksum
from builder.content import prose, together
from builder.content.body import texts_of
from builder.content.facts import check_facts, going_on_with_an_end
from builder.content.files import check_name, markdown_files, read_text
from builder.content.prose import TextLink
from builder.content.told import Told, told
from builder.content.translations import TranslationName, translation
from builder.facets import Facets
from builder.problems import Problem
from builder.program import Facts, Program, Translation


@dataclass(frozen=True, slots=True)
class ProgramFile:
    """What came of one program file."""

    program: Program | None
    """None where its facts are wrong."""
    told: Told | None
    """What it tells; None where it has no front matter."""
    links: tuple[TextLink, ...]
    """Where its texts lead to within the site."""
    problems: tuple[Problem, ...]
    """What is wrong with it by itself."""


@dataclass(slots=True)
class Memory:
    """Program files as they were read before: one that has not changed is not read again."""

    facets: Facets | None = None
    """Those that counted then."""
    files: dict[str, tuple[str, ProgramFile]] = field(default_factory=dict)
    """By path: the text, and what came of it."""

    def file(self, text: str, slug: str, path: str, facets: Facets) -> ProgramFile:
        """What comes of a file's text."""
        # told apart by what they hold only once, for that takes as long as to read a file
        if facets is not self.facets:
            self.files = self.files if facets == self.facets else {}
            self.facets = facets
        known = self.files.get(path)
        if known is None or known[0] != text:
            known = self.files[path] = text, _file(text, slug, path, facets)
        return known[1]


def load_programs(
    folder: Path,
    facets: Facets,
    problems: list[Problem],
    links: list[TextLink] | None = None,
    memory: Memory | None = None,
) -> tuple[Program, ...]:
    """All program files by slug.

    What is wrong in them is added to `problems`, where their texts lead to within the site to `links`.
    """
    links, memory = [] if links is None else links, memory or Memory()
    paths = list(markdown_files(folder / "programs", problems))
    files = []
    for path in paths:
        text = read_text(path, problems) if "." not in path.stem else None
        if text is not None:
            files.append(memory.file(text, path.stem, str(path), facets))
    for each in files:
        problems.extend(each.problems)
        links.extend(each.links)
    everyone = [each.told for each in files if each.told]
    problems.extend(together.clashing_addresses(everyone))
    problems.extend(together.sheets_told_twice(everyone))
    translations = _translations(paths, {each.slug: each for each in everyone}, problems, links)
    programs = (each.program for each in files if each.program)
    return tuple(replace(program, translations=translations.get(program.slug, {})) for program in programs)


def parse_program(text: str, slug: str, path: str, facets: Facets) -> tuple[Program | None, list[Problem]]:
    """A program file's text as a Program, and what is wrong with it."""
    file = _file(text, slug, path, facets)
    return file.program, list(file.problems)


def _file(text: str, slug: str, path: str, facets: Facets) -> ProgramFile:
    problems = list(check_name(slug, path))
    mine, wrong = told(text, slug, path, "facts")
    problems += wrong
    if mine is None:
        return ProgramFile(None, None, (), tuple(problems))
    facts, wrong = mine.validated(Facts)
    problems += [*wrong, *check_facts(mine, facets), *going_on_with_an_end(mine)]
    texts, own_texts, wrong = texts_of(mine.document, path, mine.ids)
    problems += wrong
    links, wrong = prose.check(mine.document.body, path, mine.document.body_line)
    problems += wrong
    sums = checksum(text), checksum(mine.document.head)
    program = Program(slug, facts, texts, own_texts, path, {}, *sums) if facts else None
    return ProgramFile(program, mine, links, tuple(problems))


def _translations(
    paths: list[Path], originals: Mapping[str, Told], problems: list[Problem], links: list[TextLink]
) -> dict[str, dict[str, Translation]]:
    """By the slug of the program, and the code of the language."""
    found: dict[str, dict[str, Translation]] = {}
    for path in paths:
        text = read_text(path, problems) if "." in path.stem else None
        if text is None:
            continue
        slug, _, language = path.stem.partition(".")
        missing = not path.with_name(f"{slug}.md").is_file()
        name = TranslationName(slug, language, str(path))
        telling, mine, wrong = translation(text, name, originals.get(slug), missing=missing)
        problems.extend(wrong)
        if mine:
            leads, wrong = prose.check(mine.document.body, name.path, mine.document.body_line)
            problems.extend(wrong)
            links.extend(leads)
        if telling:
            found.setdefault(slug, {})[language] = telling
    return found
