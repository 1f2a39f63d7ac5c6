"""Programs to content/: new program files, new activities in old ones, and the ledgers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from builder.content import format_program, load_facets, load_programs
from builder.facets import Donor, Facets
from builder.importer.amend import amend
from builder.importer.booklets import (
    all_booklets,
    booklet_of,
    check_country,
    find_booklets,
    is_place,
    misplaced,
    open_booklets,
    take_in,
)
from builder.importer.compose import compose, compose_addition, headings, program_slug
from builder.importer.gather import Gathered, gather
from builder.importer.labels import load_labels
from builder.importer.ledger import SUFFIX, Entry, format_ledger, ledger_refs, load_ledger, path_for
from builder.importer.names import Names, fold, names_of
from builder.importer.read import as_kept, read
from builder.importer.sheet import Sheet
from builder.importer.workers import Progress, silent
from builder.problems import Problem, ProblemsError, errors
from builder.program import Program


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    entries: Mapping[str, Entry]
    """By its ref: what became of every sheet of the booklets given."""
    new: int
    """How many of those were not known before."""
    written: tuple[str, ...]
    """The program files written."""
    problems: tuple[Problem, ...]
    """What could not be done, and warnings."""
    sheets: tuple[Sheet, ...] = ()
    """What stands on every sheet of the booklets given."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the new sheets lead to."""

    files: dict[Path, str]
    """The text of each file to write."""
    entries: dict[str, Entry]
    """By ref: the new sheets' ledger entries."""
    problems: list[Problem]
    """What stands in the way."""


def import_booklets(
    content: Path, paths: Sequence[Path], country: str | None = None, progress: Progress = silent
) -> Imported:
    """Imports booklets into `content`. What is known from an earlier import is left as editors have it."""
    problems: list[Problem] = []
    facets = load_facets(content, problems)
    labels = load_labels(content, problems)
    _stop_at(problems)
    check_country(country, facets)
    opened = open_booklets(find_booklets(paths, problems), problems, progress)
    given = {take_in(path, content, facets, country).resolve(): held for path, held in opened.items()}
    root = (content / "sheets").resolve()
    booklets = {path.relative_to(root).as_posix(): path for path in sorted({*given, *all_booklets(root)})}
    for ref in [ref for ref in booklets if not is_place(ref.split("/")[0], facets)]:
        problems.append(misplaced(booklets.pop(ref), ref, facets))
    ledgers = {ref: load_ledger(root / f"{ref}{SUFFIX}", problems) for ref in {*booklets, *ledger_refs(root)}}
    _stop_at(problem for problem in problems if problem.path.endswith(SUFFIX))
    opened = given | open_booklets([path for path in booklets.values() if path not in given], problems, progress)
    loaded = [booklet_of(path, opened[path], facets) for path in booklets.values() if path in opened]
    sheets = read(loaded, names_of(facets, labels))
    programs = {program.slug: program for program in load_programs(content, facets, [])}

    asked = {ref for ref, path in booklets.items() if path in given}
    known = _known(sheets, ledgers, programs)
    entries = {ref: _where_now(ref, entry, programs) for ref, entry in known.items()}
    new = [sheet for sheet in sheets if sheet.ref not in entries and _booklet(sheet) in asked]
    old = [sheet for sheet in sheets if sheet.ref in entries]
    plan = _plan(new, old, entries, programs, facets, content) if new else _Plan({}, {}, [])
    entries |= plan.entries
    found = {id(entry) for entry in known.values()}
    for ref in asked:
        mine = [entries[sheet.ref] for sheet in sheets if _booklet(sheet) == ref and sheet.ref in entries]
        gone = [entry for entry in ledgers[ref] if id(entry) not in found]  # of an earlier edition of the file
        plan.files[path_for(booklets[ref])] = format_ledger(ref, (*mine, *gone))
    changed = _save(plan.files)
    return Imported(
        entries={
            sheet.ref: entries[sheet.ref] for sheet in sheets if _booklet(sheet) in asked and sheet.ref in entries
        },
        new=len(new),
        written=tuple(str(path) for path in changed if path.suffix == ".md"),
        problems=(*problems, *plan.problems),
        sheets=tuple(sheet for sheet in sheets if _booklet(sheet) in asked),
    )


def _stop_at(problems: Iterable[Problem]) -> None:
    found = list(problems)
    if errors(found):
        raise ProblemsError(found)


def _booklet(sheet: Sheet) -> str:
    return sheet.ref.rsplit("#", 1)[0]


def _number(ref: str) -> int:
    return int(ref.rsplit("#", 1)[1])


# --- what is known ---


def _known(
    sheets: Sequence[Sheet], ledgers: Mapping[str, Sequence[Entry]], programs: Mapping[str, Program]
) -> dict[str, Entry]:
    """The entry of each sheet that a ledger knows by its content; twins in their order.

    First its own booklet's ledger is asked, then that of a booklet of the same folder that is gone, for it may have
    been renamed. Where a booklet has no ledger at all, an activity that names the sheet stands for its entry.
    """
    waiting: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    gone: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    present = {_booklet(sheet) for sheet in sheets}
    for ref, entries in ledgers.items():
        for entry in sorted(entries, key=lambda each: each.sheet):
            waiting[ref, entry.content].append(entry)
            if ref not in present:
                gone[ref.split("/")[0], entry.content].append(entry)
    stated: dict[str, tuple[str, str]] = {}
    for program in programs.values():
        for each in program.facts.activities:
            stated.setdefault(each.sheet or "", (program.slug, each.id))
    found: dict[str, Entry] = {}
    for sheet in sheets:
        ref = _booklet(sheet)
        if twins := waiting.get((ref, sheet.content)) or gone.get((ref.split("/")[0], sheet.content)):
            found[sheet.ref] = twins.pop(0)
        elif not ledgers.get(ref) and sheet.ref in stated:
            slug, name = stated[sheet.ref]
            found[sheet.ref] = _entry(sheet, "imported", program=slug, activity=name)
    return found


def _where_now(ref: str, entry: Entry, programs: Mapping[str, Program]) -> Entry:
    """The entry with the program in which its activity stands today: an editor may have moved or renamed it."""
    sheet = entry.copy_of or f"{ref.rsplit('#', 1)[0]}#{entry.sheet}"

    def holds(program: Program) -> bool:
        return any(each.sheet == sheet and entry.activity in (each.id, None) for each in program.facts.activities)

    held = programs.get(entry.program or "")
    if held and (holds(held) or any(each.id == entry.activity for each in held.facts.activities)):
        return entry
    now = [program.slug for program in programs.values() if holds(program)]
    return replace(entry, program=now[0]) if len(now) == 1 else entry


# --- what to write ---


def _plan(
    new: Sequence[Sheet],
    old: Sequence[Sheet],
    known: Mapping[str, Entry],
    programs: Mapping[str, Program],
    facets: Facets,
    content: Path,
) -> _Plan:
    """The files and entries for the new sheets, gathered together with the old."""
    plan = _Plan({}, {}, [])
    fresh = {sheet.ref: sheet for sheet in new}
    for sheet in new:
        if not sheet.has_text:
            reason = "no text stands on it that could be a summary, objectives or results"
            plan.entries[sheet.ref] = _entry(sheet, "rejected", reason=reason)
    facets, donors = _with_new_donors(new, facets)
    if donors:
        path = content / "donors.yml"
        before = path.read_text("utf-8")
        plan.files[path] = before + ("" if before.endswith("\n") else "\n") + donors
    unread = {path.stem: path for path in sorted((content / "programs").glob("*.md")) if path.stem not in programs}
    taken = {*programs, *unread, *(alias for each in programs.values() for alias in each.facts.aliases)}
    imported = {ref: entry.activity for ref, entry in known.items() if entry.activity}
    earlier = {group.sheets[0].ref: group for group in gather([sheet for sheet in old if sheet.has_text], imported)}
    for group in gather([sheet for sheet in (*old, *new) if sheet.has_text], imported):
        mine = replace(
            group,
            sheets=tuple(sheet for sheet in group.sheets if sheet.ref in fresh),
            copies={ref: others for ref, others in group.copies.items() if ref in fresh},
        )
        if not mine.sheets and not mine.copies:
            continue
        homes = [entry.program for sheet in group.sheets if (entry := known.get(sheet.ref)) and entry.program]
        home = _home(homes, programs)
        if broken := next((unread[slug] for slug in homes if slug in unread), None):
            message = (
                "new sheets wait to be added here; mend the file ('make check' tells what is wrong) and import again"
            )
            plan.problems.append(Problem(str(broken), 0, 0, "", message))
            continue
        if home is None:
            slug = program_slug(group.title, taken)
            taken.add(slug)
            program = compose(mine, slug)
            plan.files[content / "programs" / f"{slug}.md"] = format_program(program, headings(program, facets))
        else:
            refs = {sheet.ref for sheet in group.sheets}
            as_imported = next((each for ref, each in earlier.items() if ref in refs), None)
            program, text, wrong = _added(group, mine, as_imported, home, imported, facets)
            plan.problems.extend(wrong)
            if wrong:
                continue
            plan.files[Path(home.path)] = text
        ids = {each.sheet: each.id for each in program.facts.activities}
        for sheet in mine.sheets:
            plan.entries[sheet.ref] = _entry(sheet, "imported", program=program.slug, activity=ids[sheet.ref])
        for ref, others in mine.copies.items():
            plan.entries[ref] = _entry(fresh[ref], "second copy", program=program.slug, copy_of=others[0])
    return plan


def _added(
    group: Gathered, mine: Gathered, as_imported: Gathered | None, home: Program, ids: Mapping[str, str], facets: Facets
) -> tuple[Program, str, list[Problem]]:
    """The program with the new sheets, and its file's text.

    A file that no editor has touched is composed anew from all its sheets; to any other the new is only added.
    """
    raw = Path(home.path).read_bytes().decode("utf-8")
    text = raw.replace("\r\n", "\n")

    def composed(gathered: Gathered) -> tuple[Program, str]:
        known = {sheet.ref: ids[sheet.ref] for sheet in gathered.sheets if sheet.ref in ids}
        program = compose(gathered, home.slug, known)
        return program, format_program(program, headings(program, facets))

    if as_imported and composed(as_imported)[1] == raw:
        return (*composed(group), [])
    program = compose_addition(mine, home)
    text, problems = amend(text, home.path, program, headings(program, facets), facets)
    return program, text.replace("\n", "\r\n") if "\r\n" in raw else text, problems


def _entry(sheet: Sheet, became: str, **more: str) -> Entry:
    return Entry(sheet=_number(sheet.ref), content=sheet.content, became=became, **more, read=as_kept(sheet))


def _home(homes: Sequence[str], programs: Mapping[str, Program]) -> Program | None:
    """Of the programs that a group's known sheets are in, the one with most of them."""
    there = sorted({slug for slug in homes if slug in programs})
    return programs[max(there, key=homes.count)] if there else None


def _with_new_donors(sheets: Sequence[Sheet], facets: Facets) -> tuple[Facets, str]:
    """The facets with the donors met for the first time, and the lines for donors.yml that say so."""
    met = {slug: name for sheet in sheets for slug, name in sheet.donor_names.items() if slug not in facets.donors}
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


def _save(files: Mapping[Path, str]) -> list[Path]:
    """Writes what differs, each file whole or not at all, the ledgers last."""
    changed = []
    for path in sorted(files, key=lambda each: (each.name.endswith(SUFFIX), str(each))):
        text = files[path].encode()
        if path.exists() and path.read_bytes() == text:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        beside.write_bytes(text)
        beside.replace(path)
        changed.append(path)
    return changed
