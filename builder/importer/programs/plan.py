"""What an import leads to: every program file's text and every sheet's entry, before anything is written."""

from collections import ChainMap, Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from babel import Locale

from builder.content import format_program
from builder.facets import Facets
from builder.importer.language.names import fold
from builder.importer.programs.amend import Change, amend
from builder.importer.programs.body import Place, Unit, places_of, units_of
from builder.importer.programs.compose import compose, headings, markdown, program_slug
from builder.importer.programs.gather import covers, gather, gathered, language_of, second_copies
from builder.importer.programs.known import Held, Shelf
from builder.importer.programs.merge import Clash, merge_facts, merge_review, with_clashes
from builder.importer.programs.texts import Joining, merge_texts
from builder.importer.read import as_kept
from builder.importer.sheet import Sheet
from builder.ledger import Entry, in_order, parts_of
from builder.problems import Problem
from builder.program import SECTIONS, Program

NO_TEXT = "no text stands on it that could be a summary, objectives or results"
CURE = (
    "to have it back, restore the file from the repository's history and import again; "
    "to begin it anew, write a program file with an activity that names the sheet"
)


@dataclass(slots=True)
class Plan:
    """What an import leads to."""

    texts: dict[str, str] = field(default_factory=dict)
    """By slug: the program files to write."""
    entries: dict[str, Entry] = field(default_factory=dict)
    """By ref: what becomes of each sheet. One that waits for an editor has none, or its old one."""
    new: list[str] = field(default_factory=list)
    """Slugs of programs that are new."""
    updated: list[str] = field(default_factory=list)
    """Of those that change."""
    unchanged: list[str] = field(default_factory=list)
    """Of those that stay as they were imported."""
    kept: list[str] = field(default_factory=list)
    """Of those that editors changed and that stay so."""
    clashing: list[str] = field(default_factory=list)
    """Of those in which sheets and editors changed the same."""
    clashes: list[tuple[str, Clash]] = field(default_factory=list)
    """All that both changed, each with the program's slug."""
    problems: list[Problem] = field(default_factory=list)
    """What stands in the way."""

    @property
    def all_slugs(self) -> tuple[str, ...]:
        """Of the programs that it tells of."""
        return (*self.new, *self.updated, *self.unchanged, *self.kept, *self.clashing)


@dataclass(slots=True)
class _Fates:
    """What is to become of each sheet."""

    homes: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    """By ref: the program, and the activity where it has one already."""
    copies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By the ref of each second copy: the sheets with the same words."""
    rejected: dict[str, str] = field(default_factory=dict)
    """By ref: why."""
    deleted: dict[str, str] = field(default_factory=dict)
    """By the ref of a new sheet: the program, put away by an editor, to which it belongs."""
    told_by: dict[str, str] = field(default_factory=dict)
    """By ref: the later sheet that tells its activity."""


def plan(
    held: Sequence[Held], shelf: Shelf, files: Mapping[str, str], paths: Mapping[str, str], facets: Facets
) -> Plan:
    """What becomes of the sheets. `files` and `paths`: the program files as they are, and their paths, by slug."""
    held = [_doubting(each) for each in held]
    fates = _fates(held, shelf)
    held = _as_translations(held, fates)
    made = Plan()
    copied = {ref: fates.homes[others[0]][0] for ref, others in fates.copies.items() if others[0] in fates.homes}
    asked = {each.ref for each in held if each.asked or each.questions}
    touched = {slug for ref, (slug, _) in fates.homes.items() if ref in asked}
    touched |= {slug for ref, slug in copied.items() if ref in asked}
    waiting: set[str] = set()
    ids: dict[str, str] = {}
    for task in _tasks(sorted(touched), held, fates, shelf):
        slug = task.slug
        if slug in shelf.unread:
            if task.base != task.theirs:
                message = (
                    "changes of the sheets wait to be put in here; mend the file ('make check' tells what is wrong) "
                    "and import again"
                )
                made.problems.append(Problem(paths[slug], 0, 0, "", message))
                waiting.add(slug)
            continue
        ids |= task.ids
        if not _write(task, made, files.get(slug), paths.get(slug, ""), facets):
            waiting.add(slug)
    for each in held:
        if entry := _entry(each, fates, ids, copied, touched, waiting):
            made.entries[each.ref] = entry
    return made


def _doubting(each: Held) -> Held:
    """A new sheet that may be the corrected form of one that is gone asks whether it is."""
    if not each.doubt:
        return each
    question = (
        f"this sheet may tell anew what {each.doubt} told, which is gone from the booklet; "
        "if it does, delete the older activity"
    )
    return _asked(each, question)


def _asked(each: Held, question: str) -> Held:
    now = replace(each.now, review=(*each.now.review, question))
    return replace(each, now=now, questions=(*each.questions, question))


def _new_entry(each: Held) -> Entry:
    booklet, edition, number = parts_of(each.ref)
    return Entry(
        number, each.now.content, "imported", edition=edition, booklet=None if booklet == each.booklet else booklet
    )


# --- what becomes of each ---


def _fates(held: Sequence[Held], shelf: Shelf) -> _Fates:
    fates = _Fates()
    by_ref = {each.ref: each for each in held}
    fates.homes = {each.ref: each.home for each in held if each.home}
    for each in held:
        before = by_ref.get(each.instead_of or "")
        if before and before.entry and (each.home in (None, (before.entry.program, before.entry.activity))):
            # a later booklet tells the same activity: it stands for the earlier one, whatever became of that
            if before.ref in fates.told_by:  # by another sheet of these
                continue
            if before.home:
                fates.homes[each.ref] = fates.homes.pop(before.ref)
                fates.told_by[before.ref] = each.ref
            elif each.home:
                fates.told_by[before.ref] = each.ref
            elif before.entry.program:
                fates.deleted[each.ref] = before.entry.program
    for each in held:
        if each.ref not in fates.homes and _is_open(each) and (each.now.rejected or not each.now.has_text):
            fates.rejected[each.ref] = each.now.rejected or NO_TEXT
    fixed = {*fates.homes, *(each.ref for each in held if _is_put_away(each))}
    usable = [
        each
        for each in held
        if each.ref not in fates.rejected
        and each.now.has_text
        and not (each.entry and (each.entry.told_by or each.entry.translation))
        and each.ref not in fates.told_by
        and each.ref not in fates.deleted
    ]
    groups = gather([each.now for each in usable], fixed)
    now = {each.ref: each.now for each in usable}
    fates.copies = {
        ref: _as_before(by_ref[ref], others, now)
        for group in groups
        for ref, others in group.copies.items()
        if ref not in fates.homes
    }
    taken = {*shelf.slugs, *(alias for each in shelf.programs.values() for alias in each.facts.aliases)}
    taken |= {each.entry.program for each in held if each.entry and each.entry.program}
    for group in groups:
        known = [by_ref[sheet.ref] for sheet in group.sheets if sheet.ref in fixed]
        new = [sheet for sheet in group.sheets if sheet.ref not in fixed and _is_open(by_ref[sheet.ref])]
        slug = ""
        for sheet in new:
            home = _home(sheet, known, fates, shelf)
            if home is None:
                slug = slug or program_slug(gathered(new, {}).title, taken)
                taken.add(slug)
                fates.homes[sheet.ref] = slug, None
            elif home in shelf.slugs:
                fates.homes[sheet.ref] = home, None
            else:
                fates.deleted[sheet.ref] = home
    return fates


def _as_before(each: Held, others: tuple[str, ...], sheets: Mapping[str, Sheet]) -> tuple[str, ...]:
    """The sheets with the words of a second copy: first the one of which it is known to be one, if it still is."""
    first = each.entry.copy_of if each.entry else None
    if first not in others or not covers(sheets[first], sheets[each.ref]):
        return others
    return first, *sorted((ref for ref in others if ref != first), key=in_order)


def _is_open(each: Held) -> bool:
    """What becomes of it is to be settled: it is new, or was no activity."""
    entry = each.entry
    return entry is None or (
        each.asked and not entry.gone and not entry.told_by and not entry.translation and not entry.activity
    )


def _is_put_away(each: Held) -> bool:
    """An editor deleted the activity that it was."""
    return bool(each.entry and each.entry.became == "rejected" and each.entry.activity)


def _home(sheet: Sheet, known: Sequence[Held], fates: _Fates, shelf: Shelf) -> str | None:
    """The program in which most of its like stand now: of those that name the same, if one does, else of all."""
    named = [each for each in known if each.now.title and sheet.title and fold(each.now.title) == fold(sheet.title)]
    for like in (named, known):
        last = ((each.ref, each.entry.program if each.entry else None) for each in like)
        there = [program for ref, then in last if (program := fates.homes[ref][0] if ref in fates.homes else then)]
        counted = Counter(sorted(there))
        for among in (shelf.slugs, counted.keys()):
            if at := [slug for slug in counted if slug in among]:
                return max(at, key=lambda slug: counted[slug])
    return None


def _as_translations(held: Sequence[Held], fates: _Fates) -> list[Held]:
    """The sheets, those asking that seem to tell another program in another language."""
    told: dict[str, list[Held]] = {}
    by_ref = {each.ref: each for each in held}
    for ref, (slug, _) in fates.homes.items():
        told.setdefault(slug, []).append(by_ref[ref])
    language = {slug: language_of([each.now for each in sheets]) for slug, sheets in told.items()}
    alike: dict[object, list[tuple[Held, str]]] = {}
    for slug, sheets in sorted(told.items()):
        for each in sheets:
            if (when := _when(each.now)) and each.now.language == language[slug]:
                alike.setdefault(when, []).append((each, slug))
    asking: dict[str, Held] = {}
    for group in alike.values():
        for one, slug in group:
            for other, second in group:
                main = language_of([one.now, other.now]) == language[second] != language[slug]
                if not main or (one.entry and (other.entry or one.entry.asked)) or one.ref in asking:
                    continue
                name = Locale("en").languages.get(language[slug], language[slug])
                question = (
                    f"this looks like the {name} telling of {second} (same country, donors and dates: "
                    f"{fates.homes[other.ref][1] or other.ref}); if it is, name this file {second}.{language[slug]}.md"
                )
                asking[one.ref] = _asked(one, question)
    return [asking.get(each.ref, each) for each in held]


def _when(sheet: Sheet) -> tuple[object, ...] | None:
    """Country, donors and dates; None where they are too few to tell an activity by."""
    if not sheet.countries or not sheet.start or not (sheet.donors or sheet.end):
        return None
    return tuple(sorted(sheet.countries)), tuple(sorted(sheet.donors)), sheet.start, sheet.end


# --- one program ---


@dataclass(slots=True)
class _Members:
    """The sheets of a program, at one time."""

    sheets: list[tuple[Sheet, str | None]] = field(default_factory=list)
    """Each with its activity's id, if it has one."""
    copies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Second copies of these."""


def _base(held: Sequence[Held]) -> Mapping[str, _Members]:
    """By program: the sheets as they were last imported."""
    found: dict[str, _Members] = defaultdict(_Members)
    fixed = {each.ref for each in held if each.home or _is_put_away(each)}
    known = [each for each in held if each.was and each.was.has_text]
    sheets = {each.ref: each.was for each in known if each.was}
    same_words = second_copies(list(sheets.values()), fixed)
    program: dict[str, str] = {}
    for each in sorted(held, key=_by_ref):
        if each.was and each.home:
            program[each.ref], activity = each.home
            found[program[each.ref]].sheets.append((each.was, activity))
    for each in known:
        first = each.entry.copy_of if each.entry and each.entry.became == "second copy" else None
        if first in program:
            others = _as_before(each, same_words[each.ref], sheets) if each.ref in same_words else (first,)
            found[program[first]].copies[each.ref] = others
    return found


def _theirs(held: Sequence[Held], fates: _Fates) -> Mapping[str, _Members]:
    """By program: the sheets as they are read now."""
    found: dict[str, _Members] = defaultdict(_Members)
    for each in sorted(held, key=_by_ref):
        if each.ref in fates.homes:
            program, activity = fates.homes[each.ref]
            found[program].sheets.append((each.now, activity))
    for ref, others in sorted(fates.copies.items(), key=lambda item: in_order(item[0])):
        if others[0] in fates.homes:
            found[fates.homes[others[0]][0]].copies[ref] = others
    return found


def _by_ref(each: Held) -> tuple[tuple[str, ...], int, int]:
    return in_order(each.ref)


@dataclass(frozen=True, slots=True)
class _Task:
    """A program to be brought up to date."""

    slug: str
    """Its file."""
    ours: Program | None
    """The editor's; None where there is none, or it cannot be read."""
    base: Program | None
    """As last imported; None where nothing of it was."""
    theirs: Program
    """As the sheets have it now."""
    sheets: Mapping[str, Sheet]
    """By ref."""
    new: frozenset[str]
    """The refs of those that were not in it before."""
    changed: Mapping[str, Collection[str]]
    """By sheet: the facts that it says otherwise now; without a sheet what they say of the program."""

    @property
    def ids(self) -> dict[str, str]:
        """By ref: its activity."""
        return {each.sheet or "": each.id for each in self.theirs.facts.activities}


def _tasks(slugs: Sequence[str], held: Sequence[Held], fates: _Fates, shelf: Shelf) -> Iterator[_Task]:
    """What is to be done for each of the programs."""
    base, theirs = _base(held), _theirs(held, fates)
    changed: dict[str, Collection[str]] = {each.ref: names for each in held if (names := _changed(each))}
    # the id of an activity that an editor deleted is not given again: it names that for ever
    given: dict[str, list[str]] = defaultdict(list)
    for each in held:
        if each.entry and each.entry.program and each.entry.activity:
            given[each.entry.program].append(each.entry.activity)
    for slug in slugs:
        ours = shelf.programs.get(slug)
        taken = [*(each.id for each in ours.facts.activities), *given[slug]] if ours else given[slug]
        before = _composed(slug, base[slug], taken) if base[slug].sheets else None
        now = _composed(slug, theirs[slug], taken)
        yield _Task(
            slug=slug,
            ours=ours,
            base=before,
            theirs=now,
            sheets={sheet.ref: sheet for sheet, _ in theirs[slug].sheets},
            new=frozenset(sheet.ref for sheet, name in theirs[slug].sheets if name is None),
            changed=ChainMap({"": _changed_of_program(before or now, now)}, changed),
        )


def _composed(slug: str, members: _Members, taken: Sequence[str]) -> Program:
    sheets = [sheet for sheet, _ in members.sheets]
    known = {sheet.ref: name for sheet, name in members.sheets if name}
    return compose(gathered(sheets, members.copies), slug, known, taken)


def _write(task: _Task, made: Plan, raw: str | None, path: str, facets: Facets) -> bool:
    """Puts the program's text into the plan; False where it has to wait."""
    ours, theirs = task.ours, task.theirs
    if raw is None or ours is None:
        made.texts[task.slug] = format_program(theirs, headings(theirs, facets))
        made.new.append(task.slug)
        return True
    base = task.base or _without_activities(theirs)
    plain = raw.removeprefix("\ufeff").replace("\r\n", "\n")
    untouched = task.base is not None and plain == format_program(base, headings(base, facets))
    if base == theirs:
        (made.unchanged if untouched else made.kept).append(task.slug)
        return True
    clashes: list[Clash] = []
    if untouched:
        text = format_program(theirs, headings(theirs, facets))
        text = text.replace("\n", "\r\n") if "\r\n" in raw else text
        text = "\ufeff" + text if raw.startswith("\ufeff") else text
    else:
        change, clashes = _change(task, base, ours, facets)
        text, wrong = amend(raw, path, task.slug, change, facets)
        if wrong:
            made.problems += wrong
            return False
    if text != raw:
        made.texts[task.slug] = text
    made.clashes += [(task.slug, clash) for clash in clashes]
    as_sheets = plain == format_program(theirs, headings(theirs, facets))
    kept = made.unchanged if as_sheets else made.kept
    (made.clashing if clashes else made.updated if text != raw else kept).append(task.slug)
    return True


def _without_activities(program: Program) -> Program:
    """The program before any of its sheets was imported."""
    return Program(program.slug, program.facts.model_copy(update={"activities": (), "review": ()}))


def _change(task: _Task, base: Program, ours: Program, facets: Facets) -> tuple[Change, list[Clash]]:
    """What the sheets changed, taken into what the editor wrote."""
    theirs = task.theirs
    there = {each.id for each in (*base.facts.activities, *ours.facts.activities)}
    new = [each for each in theirs.facts.activities if each.id not in there]
    told = {
        name: [ref for ref in sorted(task.new, key=in_order) if getattr(task.sheets[ref], name) == value]
        for name in ("title", "unit", "pillar")
        if (value := getattr(theirs.facts, name))
    }
    facts, clashes = merge_facts(base.facts, ours.facts, theirs.facts, told)
    spoken: dict[Place, tuple[Unit, ...]] = {
        (section, each.id): units_of(markdown(task.sheets[each.sheet].texts.get(section, ())))[0]
        for each in new
        for section in SECTIONS
        if each.sheet
    }
    sheets = {each.id: each.sheet or "" for each in theirs.facts.activities}
    units, more = merge_texts(places_of(base), places_of(ours), places_of(theirs), Joining(sheets, spoken))
    clashes += more
    review = merge_review(base.facts.review, ours.facts, theirs.facts.review, task.changed)
    facts = facts.model_copy(update={"review": with_clashes(review, clashes, facts)})
    before, after = (headings(program, facets) for program in (base, theirs))
    words = {each.id: (before.get(each.id, ""), after.get(each.id, "")) for each in facts.activities}
    return Change(facts, units, words, [each.id for each in theirs.facts.activities]), clashes


def _changed_of_program(base: Program, theirs: Program) -> list[str]:
    """The facts of the program that the sheets say otherwise now."""
    return [name for name in ("title", "unit", "pillar") if getattr(base.facts, name) != getattr(theirs.facts, name)]


def _changed(each: Held) -> list[str]:
    """The facts that the sheet says otherwise now."""
    was, now = each.was, each.now
    if not was or was is now:
        return []
    return [name for name in ("title", *now.facts, "countries") if getattr(was, name) != getattr(now, name)]


# --- the entries ---


def _entry(
    each: Held,
    fates: _Fates,
    ids: Mapping[str, str],
    copied: Mapping[str, str],
    touched: set[str],
    waiting: set[str],
) -> Entry | None:
    """What the ledger says of the sheet from now on; None for a new one that waits."""
    home = fates.homes.get(each.ref)
    slug = home[0] if home else copied.get(each.ref)
    if slug in waiting:
        return each.entry
    entry = each.entry or _new_entry(each)
    if each.questions:
        entry = replace(entry, asked=(*entry.asked, *each.questions))
    if each.ref in fates.told_by:
        reason = f"{fates.told_by[each.ref]}, of a later booklet, tells the same activity"
        entry = replace(entry, became="rejected", reason=reason, told_by=fates.told_by[each.ref])
    elif home:
        entry = replace(
            entry, became="imported", program=home[0], activity=ids.get(each.ref, home[1]), copy_of=None, reason=None
        )
    elif each.ref in fates.copies and _is_open(each):
        original = fates.copies[each.ref][0]
        entry = replace(entry, became="second copy", program=slug, activity=None, copy_of=original, reason=None)
    elif each.ref in fates.rejected:
        entry = replace(entry, became="rejected", program=None, copy_of=None, reason=fates.rejected[each.ref])
    elif each.ref in fates.deleted:
        reason = f"an editor deleted its program (programs/{fates.deleted[each.ref]}.md); {CURE}"
        entry = replace(entry, became="rejected", program=fates.deleted[each.ref], copy_of=None, reason=reason)
    if _is_put_away(each) and each.ref not in fates.told_by:
        return entry  # should an editor bring it back, it is as it was when it went
    if each.seen is None or not (each.asked or (home and home[0] in touched)):
        return entry
    return replace(entry, content=each.seen.content, read=_read(each))


def _read(each: Held) -> dict[str, object]:
    """What the ledger keeps of the sheet."""
    assert each.seen is not None
    if each.was and each.now.texts == each.was.texts and not each.seen.has_text:
        return dict(each.entry.read or {}) if each.entry else {}
    return as_kept(each.seen)
