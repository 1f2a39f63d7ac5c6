"""programs/*.md, read and checked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from builder.checksum import checksum, checksum_of
from builder.content import memory as kept
from builder.content import prose, together
from builder.content.body import texts_of
from builder.content.facts import check_facts, going_on_with_an_end
from builder.content.files import Listed, check_name, listed, read_bytes, text_of
from builder.content.memory import Memory, ProgramFile, Row, Seen
from builder.content.prose import TextLink
from builder.content.told import Told, told
from builder.content.translations import TranslationName, translation
from builder.facets import Facets
from builder.problems import Problem
from builder.program import Facts, Program, Translation
from builder.workers import each_of, worthwhile


def load_programs(
    folder: Path,
    facets: Facets,
    problems: list[Problem],
    links: list[TextLink] | None = None,
    memory: Memory | None = None,
    workers: int | None = None,
) -> tuple[Program, ...]:
    """All program files by slug.

    What is wrong in them is added to `problems`, where their texts lead to within the site to `links`. With a `memory`,
    files that have not changed are not read again; the others are read by so many `workers`, as many as are worth it
    where nobody says.
    """
    links, memory = [] if links is None else links, memory or Memory()
    memory.look_at(facets)
    found = listed(folder / "programs", problems)
    # by the slug alone: `a-b.md` stands between `a.es.md` and `a.md`
    by_slug = sorted(found, key=lambda each: (each.stem.partition(".")[0], each.stem))
    groups = {slug: tuple(group) for slug, group in groupby(by_slug, key=lambda each: each.stem.partition(".")[0])}
    known = memory.files
    other = [slug for slug, group in groups.items() if slug not in known or not _is_as_it_was(known[slug][0], group)]
    read = each_of(
        other,
        lambda slug: _read(slug, groups[slug], facets, known[slug][0] if slug in known else ()),
        workers or worthwhile(len(other)),
    )
    fresh = {slug: (seen, file or known[slug][1]) for slug, (seen, file) in zip(other, read, strict=True)}
    memory.files = {slug: fresh.get(slug) or known[slug] for slug in groups}
    files = [file for _, file in memory.files.values()]
    for each in files:
        problems.extend(each.problems)
        links.extend(each.links)
    claims = [each.claims for each in files if each.claims]
    problems.extend(together.clashing_addresses(claims))
    problems.extend(together.sheets_told_twice(claims))
    return tuple(each.program for each in files if each.program)


def _is_as_it_was(before: Sequence[Seen], group: Sequence[Listed]) -> bool:
    """Whether the files of a program are those that were seen before, by what the file system says of them."""
    return len(before) == len(group) and all(
        was.state == now.state and was.stem == now.stem for was, now in zip(before, group, strict=True)
    )


def _read(
    slug: str, group: Sequence[Listed], facets: Facets, before: Sequence[Seen]
) -> tuple[tuple[Seen, ...], ProgramFile | None]:
    """A program's files and what comes of them; None where they hold what they held before."""
    problems: list[Problem] = []
    held = {each.stem: read_bytes(Path(each.path), problems) for each in group}
    seen = tuple(Seen(each.stem, each.state, checksum_of(held[each.stem] or b"")) for each in group)
    if not problems and [each[::2] for each in before] == [each[::2] for each in seen]:
        return seen, None
    texts = {
        each.path: text_of(data, Path(each.path), problems) if (data := held[each.stem]) is not None else None
        for each in group
    }
    file = _files(slug, texts, facets)
    return seen, replace(file, problems=(*problems, *file.problems))


def remember(memory: Memory, rows: Mapping[str, Row], folder: Path) -> None:
    """Adds to the memory what `memory.rows` gave, for the programs' folder."""
    memory.files.update(kept.remembered(rows, folder, _read_again))


def _read_again(slug: str, folder: Path, stems: Sequence[str]) -> Program:
    """The program in the folder; it was right when it was read the first time."""
    paths = [folder / f"{stem}.md" for stem in stems]
    file = _files(slug, {str(path): text_of(path.read_bytes(), path, []) for path in paths}, None)
    if not file.program:
        raise RuntimeError(f"{slug} was changed while the site was built")
    return file.program


def parse_program(text: str, slug: str, path: str, facets: Facets) -> tuple[Program | None, list[Problem]]:
    """A program file's text as a Program, and what is wrong with it."""
    file = _files(slug, {path: text}, facets)
    return file.program, list(file.problems)


def _files(slug: str, texts: Mapping[str, str | None], facets: Facets | None) -> ProgramFile:
    """What comes of the texts of a program's files, by their paths; None is one that cannot be read.

    Without the facet files, the facts are not held against them.
    """
    own = {path: text for path, text in texts.items() if "." not in Path(path).stem}
    others = {path: text for path, text in texts.items() if path not in own and text is not None}
    file, mine = ProgramFile(None, None, (), ()), None
    for path, text in own.items():
        if text is not None:
            file, mine = _file(text, slug, path, facets)
    problems, links = list(file.problems), list(file.links)
    translations: dict[str, Translation] = {}
    for path, text in others.items():
        name = TranslationName(slug, Path(path).stem.partition(".")[2], path)
        telling, its, wrong = translation(text, name, mine, missing=not own)
        problems += wrong
        if its:
            leads, wrong = prose.check(its.document.body, path, its.document.body_line)
            problems += wrong
            links += leads
        if telling:
            translations[name.language] = telling
    whole = checksum(*texts.values()) if others else ""
    program = file.program
    if program:
        program = replace(program, translations=translations, files_checksum=whole or program.checksum)
    return ProgramFile(program, file.claims, tuple(links), tuple(problems))


def _file(text: str, slug: str, path: str, facets: Facets | None) -> tuple[ProgramFile, Told | None]:
    problems = list(check_name(slug, path))
    mine, wrong = told(text, slug, path, "facts")
    problems += wrong
    if mine is None:
        return ProgramFile(None, None, (), tuple(problems)), None
    facts, wrong = mine.validated(Facts)
    problems += [*wrong, *going_on_with_an_end(mine)]
    if facets:
        problems += check_facts(mine, facets)
    texts, own_texts, wrong = texts_of(mine.document, path, mine.ids)
    problems += wrong
    links, wrong = prose.check(mine.document.body, path, mine.document.body_line)
    problems += wrong
    sums = checksum_of(text.encode()), checksum_of(mine.document.head.encode())
    program = Program(slug, facts, texts, own_texts, path, {}, *sums) if facts else None
    return ProgramFile(program, together.claims(mine), links, tuple(problems)), mine
