"""An import from end to end: what is there is read, what becomes of it planned, what differs written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from builder import frontmatter
from builder.checksum import checksum
from builder.content import load_facets, load_programs
from builder.content.files import write_whole
from builder.facets import Donor, Facets
from builder.formwords import load_form_words
from builder.importer.booklets import (
    all_booklets,
    booklet_of,
    check_country,
    find_booklets,
    is_place,
    misplaced,
    no_sheets,
    open_booklets,
)
from builder.importer.language.labels import load_labels
from builder.importer.language.names import Names, fold, names_of
from builder.importer.layout.prose import same
from builder.importer.pdf.workers import Progress, silent
from builder.importer.programs.known import Held, Shelf, Telling, apart, recall
from builder.importer.programs.merge import Clash
from builder.importer.programs.plan import Plan, plan
from builder.importer.read import read
from builder.importer.remembered import remembered
from builder.importer.sheet import Booklet, Sheet
from builder.ledger import SUFFIX, Entry, format_ledger, in_order, ledger_refs, load_ledger, path_for
from builder.problems import Problem, ProblemsError, errors


@dataclass(frozen=True, slots=True)
class Change:
    """A file that an import writes."""

    path: Path
    """Where."""
    before: bytes | None
    """What stood there; None for a new file."""
    after: bytes
    """What stands there now."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do."""

    booklets: tuple[str, ...]
    """The booklets read, of those that were to be imported."""
    entries: Mapping[str, Entry]
    """By its ref: what became of every sheet of these."""
    new: int
    """How many of those were not known before."""
    programs: Mapping[str, tuple[str, ...]]
    """The program files that these booklets tell of: new, updated, unchanged, kept as edited, clashing."""
    clashes: tuple[tuple[str, Clash], ...]
    """What the sheets changed and editors too, each with its program file."""
    changes: tuple[Change, ...]
    """The files written, in the order of writing."""
    problems: tuple[Problem, ...]
    """What could not be done, and warnings."""
    sheets: tuple[Sheet, ...]
    """What stands on every sheet of these booklets."""

    @property
    def written(self) -> tuple[str, ...]:
        """The program files written."""
        return tuple(str(change.path) for change in self.changes if change.path.suffix == ".md")

    @property
    def rejected(self) -> dict[str, str]:
        """By ref: the sheets that are in no program, and why. Without those that a later sheet stands for."""
        return {
            ref: entry.reason or ""
            for ref, entry in self.entries.items()
            if entry.became == "rejected" and not entry.told_by
        }


@dataclass(slots=True)
class _Given:
    """The booklets of an import."""

    loaded: list[Booklet] = field(default_factory=list)
    """All of content/, and those from elsewhere."""
    asked: set[str] = field(default_factory=set)
    """Refs of those to be imported."""
    arriving: dict[Path, bytes] = field(default_factory=dict)
    """The places of those from elsewhere, with their bytes."""


def import_booklets(
    content: Path,
    paths: Sequence[Path],
    country: str | None = None,
    progress: Progress = silent,
    *,
    dry_run: bool = False,
    cache: Path | None = None,
    workers: int | None = None,
) -> Imported:
    """Imports booklets into `content`; what editors did there stays. With `dry_run` nothing is written there.

    `cache` is a folder for what helps the next import and may be deleted; `workers` is how many processes read text, as
    many as are worth it where nobody says.
    """
    problems: list[Problem] = []
    facets = load_facets(content, problems)
    labels = load_labels(content, problems)
    _stop_at(problems)
    check_country(country, facets)
    given = _given(content, paths, facets, country, problems, progress)
    root = content / "sheets"
    refs = {*(booklet.ref for booklet in given.loaded), *ledger_refs(root), *given.asked}
    ledgers = {ref: load_ledger(root / f"{ref}{SUFFIX}", problems) for ref in sorted(refs)}
    _stop_at(problem for problem in problems if problem.path.endswith(SUFFIX))
    # whether a donor is known matters only to the sheets that name it
    names = checksum(replace(facets, donors={}), load_form_words(content, []))
    with remembered(cache, names) as memory:
        sheets = read(given.loaded, names_of(facets, labels), memory, workers)
    problems += no_sheets(sheets, {ref: root / ref for ref in given.asked})

    shelf, files, found = _shelf(content, facets)
    held = recall(sheets, ledgers, shelf, given.asked)
    facets, donors = _with_new_donors(held, facets)
    planned = plan(held, shelf, files, found, facets)
    texts = dict(given.arriving)
    if donors:
        path = content / "donors.yml"
        before = path.read_text("utf-8")
        texts[path] = (before + ("" if before.endswith("\n") else "\n") + donors).encode()
    paths_of = {slug: Path(found.get(slug) or content / "programs" / f"{slug}.md") for slug in planned.all_slugs}
    texts |= {paths_of[slug]: text.encode() for slug, text in planned.texts.items()}
    texts |= _ledgers(root, held, ledgers, planned, given.asked)
    changes = _changes(texts)
    if not dry_run:
        for change in changes:
            write_whole(change.path, change.after)
    return Imported(
        booklets=tuple(sorted(given.asked & {booklet.ref for booklet in given.loaded})),
        entries={
            each.ref: planned.entries[each.ref]
            for each in held
            if each.asked and each.seen and each.ref in planned.entries
        },
        new=sum(1 for each in held if each.asked and each.entry is None),
        programs={
            name: tuple(str(paths_of[slug]) for slug in slugs)
            for name, slugs in (
                ("new", planned.new),
                ("updated", planned.updated),
                ("unchanged", planned.unchanged),
                ("kept as edited", planned.kept),
                ("clashing", planned.clashing),
            )
        },
        clashes=tuple((str(paths_of[slug]), clash) for slug, clash in planned.clashes),
        changes=changes,
        problems=(*problems, *planned.problems),
        sheets=tuple(each.seen for each in held if each.asked and each.seen),
    )


def _stop_at(problems: Iterable[Problem]) -> None:
    found = list(problems)
    if errors(found):
        raise ProblemsError(found)


# --- what is there ---


def _given(
    content: Path,
    paths: Sequence[Path],
    facets: Facets,
    country: str | None,
    problems: list[Problem],
    progress: Progress,
) -> _Given:
    """The booklets of content/, and those from elsewhere under the refs that they will have there."""
    given = _Given()
    root = (content / "sheets").resolve()
    opened = open_booklets(find_booklets(paths, problems), problems, progress)
    inside = {path.resolve(): held for path, held in opened.items() if path.resolve().is_relative_to(root)}
    rest = [path for path in all_booklets(root) if path not in inside]
    refs = {path: path.relative_to(root).as_posix() for path in sorted({*inside, *rest})}
    for path, ref in list(refs.items()):
        if not is_place(ref.split("/")[0], facets):
            problems.append(misplaced(path, ref, facets))
            del refs[path]
    aside: list[Problem] = []
    inside |= open_booklets([path for path in refs if path not in inside], aside, progress)
    unread = {str(path) for path in refs if path not in inside}
    problems += [replace(problem, severity="warning") for problem in aside if problem.path in unread]
    for path, ref in refs.items():
        if path in inside:
            given.loaded.append(replace(booklet_of(path, inside[path], facets), ref=ref))
            if path not in rest:
                given.asked.add(ref)
    for path, held in opened.items():
        if path.resolve() in inside:
            continue
        booklet = booklet_of(path, held, facets, country)
        ref = _free_ref(booklet.ref, path, content / "sheets", given.arriving)
        given.asked.add(ref)
        target = content / "sheets" / ref
        if not target.exists() and target not in given.arriving:
            given.arriving[target] = path.read_bytes()
            given.loaded.append(replace(booklet, ref=ref))
    given.loaded.sort(key=lambda each: each.ref.split("/"))
    return given


def _free_ref(ref: str, path: Path, sheets: Path, arriving: Mapping[Path, bytes]) -> str:
    """The ref of a booklet from elsewhere: with a number, where another booklet has the name."""
    data = path.read_bytes()
    number, free = 1, ref
    while True:
        target = sheets / free
        held = arriving[target] if target in arriving else target.read_bytes() if target.exists() else data
        if held == data:
            return free
        number += 1
        free = f"{ref.removesuffix(path.suffix)}-{number}{path.suffix}"


def _shelf(content: Path, facets: Facets) -> tuple[Shelf, dict[str, str], dict[str, str]]:
    """The program files; and of each the text and the path, by slug."""
    programs = {each.slug: each for each in load_programs(content, facets, []) if "." not in each.slug}
    files, paths, translations = {}, {}, []
    for path in sorted((content / "programs").glob("*.md")):
        slug, _, language = path.stem.partition(".")
        text = path.read_bytes().decode("utf-8", errors="replace")
        if language:
            translations.append(_translation(slug, language, text))
        else:
            files[slug], paths[slug] = text, str(path)
    return Shelf(programs, frozenset(files) - frozenset(programs), tuple(translations)), files, paths


def _translation(slug: str, language: str, text: str) -> Telling:
    document = frontmatter.split(text.replace("\r\n", "\n"))
    facts, _ = frontmatter.parse(document.head, "") if document else (None, [])
    activities = facts.get("activities") if isinstance(facts, dict) else None
    named = [each for each in activities if isinstance(each, dict)] if isinstance(activities, list) else []
    return Telling(
        program=slug,
        language=language,
        activities=tuple((str(each.get("id", "")), str(each.get("sheet", ""))) for each in named),
        words=same(document.body if document else text),
    )


# --- what to write ---


def _ledgers(
    root: Path,
    held: Sequence[Held],
    ledgers: Mapping[str, Sequence[Entry]],
    planned: Plan,
    asked: set[str],
) -> dict[Path, bytes]:
    """The ledgers of the booklets asked for, and of others in which something changed."""
    files = {}
    now: dict[str, dict[str, Entry]] = defaultdict(dict)
    for each in held:
        if each.ref in planned.entries:
            now[each.booklet][each.ref] = planned.entries[each.ref]
    for booklet, entries in ledgers.items():
        before = apart(booklet, entries)
        after = before | now[booklet]
        if booklet in asked or (before and after != before):
            path = path_for(root / booklet)
            files[path] = format_ledger(booklet, tuple(after[ref] for ref in sorted(after, key=in_order))).encode()
    return files


def _with_new_donors(held: Sequence[Held], facets: Facets) -> tuple[Facets, str]:
    """The facets with the donors met for the first time, and the lines for donors.yml that say so."""
    changed = [each.now for each in held if each.seen and (each.was is None or each.was.donors != each.now.donors)]
    met = {slug: name for sheet in changed for slug, name in sheet.donor_names.items() if slug not in facets.donors}
    known = names_of(facets)
    donors, lines = dict(facets.donors), ""
    for slug, name in sorted(met.items()):
        country = _country_of(slug, name, known)
        shown = known.shown.get(slug, name)
        donors[slug] = Donor(name=shown, country=country)
        lines += f"{slug}:\n  name: {_quoted(shown)}\n" + (f"  country: {country}\n" if country else "")
    return replace(facets, donors=donors), lines


def _country_of(slug: str, name: str, known: Names) -> str | None:
    """The member state that a donor is, or with whose name its own begins."""
    if slug in known.shown:
        return slug
    match = known.countries.match(name)
    return known.country_of[fold(match[0])] if match else None


def _quoted(name: str) -> str:
    plain = name.replace(" ", "").replace("-", "").isalpha()
    return name if plain else "'" + name.replace("'", "''") + "'"


def _changes(texts: Mapping[Path, bytes]) -> tuple[Change, ...]:
    """The files that differ from what is there: booklets first, the ledgers last."""
    found = []
    for path in sorted(texts, key=_when_written):
        before = path.read_bytes() if path.exists() else None
        if before != texts[path]:
            found.append(Change(path, before, texts[path]))
    return tuple(found)


def _when_written(path: Path) -> tuple[int, str]:
    """What a ledger speaks of is written before it: an import that is stopped is made good by the next."""
    return 2 if path.name.endswith(SUFFIX) else 1 if path.suffix in (".md", ".yml") else 0, str(path)
