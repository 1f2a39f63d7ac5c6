"""What is known already: each sheet's entry in a ledger, and where what it became stands today."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from builder.importer.booklets import UNSTATED
from builder.importer.layout.prose import same
from builder.importer.programs.gather import program_numbers
from builder.importer.programs.retold import Teller, corrected
from builder.importer.read import as_imported, as_kept
from builder.importer.sheet import Sheet
from builder.ledger import Entry, in_order, make_ref, parts_of, ref_of
from builder.program import Program


@dataclass(frozen=True, slots=True)
class Telling:
    """A file `SLUG.es.md`, which tells a program in another language."""

    program: str
    """The slug of the program that it tells."""
    language: str
    """Its language."""
    activities: tuple[tuple[str, str], ...]
    """Ids and sheets of the activities that still stand in its front matter."""
    words: str
    """Its texts, as `prose.same` compares them."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The program files as they stand."""

    programs: Mapping[str, Program]
    """By slug: those that can be read."""
    unread: frozenset[str] = frozenset()
    """The slugs of those that cannot."""
    translations: tuple[Telling, ...] = ()
    """The files that tell a program in another language."""

    @property
    def slugs(self) -> frozenset[str]:
        """Of every file."""
        return frozenset(self.programs) | self.unread


@dataclass(frozen=True, slots=True)
class Held:
    """A sheet that was imported, or is now."""

    ref: str
    """What the catalogue calls it, for ever."""
    booklet: str
    """The booklet in whose ledger it stands."""
    entry: Entry | None
    """What became of it, as far as that is known, where it stands today; None for a new sheet."""
    was: Sheet | None
    """As it was last imported."""
    now: Sheet
    """As it is read now; as last imported where its booklet does not hold it."""
    seen: Sheet | None
    """As it is read now, with all that the reader knows; None where its booklet does not hold it."""
    asked: bool = False
    """Its booklet is to be imported."""
    doubt: str | None = None
    """For a new sheet: the one that is gone, of which it may be the corrected form."""
    questions: tuple[str, ...] = ()
    """What importing asks about it from now on."""
    instead_of: str | None = None
    """For a new sheet: the one of an earlier booklet whose activity it tells anew."""

    @property
    def home(self) -> tuple[str, str] | None:
        """Program and activity, where it is one."""
        entry = self.entry
        if entry is None or entry.became != "imported" or entry.translation or not entry.program or not entry.activity:
            return None
        return entry.program, entry.activity


def booklet_of(sheet: Sheet) -> str:
    """The booklet in which a sheet was read."""
    return sheet.ref.rsplit("#", 1)[0]


def recall(
    sheets: Sequence[Sheet], ledgers: Mapping[str, Sequence[Entry]], shelf: Shelf, asked: Collection[str]
) -> tuple[Held, ...]:
    """Every sheet that a ledger or a booklet holds, by ref; new ones only of the booklets asked for."""
    own = {ref: apart(ref, entries) for ref, entries in ledgers.items()}
    by_content, spent = _by_content(sheets, own)
    rest = [sheet for sheet in sheets if sheet.ref not in by_content]
    named = _by_activity(rest, own, shelf)
    held = [
        _known(ref, entry, booklet_of(sheet), sheet, booklet_of(sheet) in asked)
        for sheet in sheets
        if sheet.ref in by_content
        for ref, entry in [by_content[sheet.ref]]
    ]
    present = {booklet_of(sheet) for sheet in sheets}
    taken = {each.ref for each in held}
    gone: list[Held] = []
    # of a renamed booklet the old ledger stays behind: what stands in the new one counts
    for booklet in sorted(own, key=lambda each: (each not in present, each)):
        for ref, entry in own[booklet].items():
            if (booklet, ref) not in spent and ref not in taken:
                taken.add(ref)
                gone.append(_known(ref, entry, booklet, None, booklet in asked))
    new = [sheet for sheet in rest if booklet_of(sheet) in asked and sheet.ref not in named]
    told = list(_corrected_or_new(new, held, gone, own))
    replaced = {each.ref for each in told}
    gone = [each for each in gone if each.ref not in replaced]
    stated = [_named(sheet, *named[sheet.ref]) for sheet in rest if booklet_of(sheet) in asked and sheet.ref in named]
    stated = [each for each in stated if each.ref not in taken]
    return tuple(_where_now(sorted([*held, *gone, *told, *stated], key=lambda each: in_order(each.ref)), shelf))


def apart(booklet: str, entries: Sequence[Entry]) -> dict[str, Entry]:
    """The entries by ref. An earlier importer gave the sheets of two editions one ref: the later is told apart."""
    apart: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda each: (each.booklet or "", each.edition, each.sheet)):
        edition = entry.edition
        while make_ref(entry.booklet or booklet, edition, entry.sheet) in apart:
            edition += 1
        entry = replace(entry, edition=edition)
        apart[ref_of(booklet, entry)] = entry
    return apart


def _by_content(
    sheets: Sequence[Sheet], ledgers: Mapping[str, Mapping[str, Entry]]
) -> tuple[dict[str, tuple[str, Entry]], set[tuple[str, str]]]:
    """For each sheet known by its content its ref and entry; and the places of those entries. Twins in their order.

    First its own booklet's ledger is asked, then that of a booklet of the same folder that is gone, for it may have
    been renamed; or of one that is gone from the folder for no country, for somebody may have found out which it is.
    """
    waiting: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    present = {booklet_of(sheet) for sheet in sheets}
    current = {ref for booklet in present for ref in ledgers.get(booklet, ())}
    for booklet, entries in ledgers.items():
        places = [booklet] if booklet in present else [f"{booklet.split('/')[0]}/"]
        for ref in sorted(entries, key=lambda each: (entries[each].gone, in_order(each))):
            if booklet in present or ref not in current:
                for place in places:
                    waiting[place, entries[ref].content].append((booklet, ref))
    found: dict[str, tuple[str, Entry]] = {}
    spent: set[tuple[str, str]] = set()
    for sheet in sheets:
        booklet = booklet_of(sheet)
        for place in (booklet, f"{booklet.split('/')[0]}/", f"{UNSTATED}/"):
            if twins := waiting.get((place, sheet.content)):
                source, ref = twins.pop(0)
                entry = ledgers[source][ref]
                if source != booklet:
                    entry = replace(entry, booklet=entry.booklet or source)
                found[sheet.ref] = ref, replace(entry, gone=False)
                spent.add((source, ref))
                break
    return found, spent


def _by_activity(
    sheets: Sequence[Sheet], ledgers: Mapping[str, Mapping[str, Entry]], shelf: Shelf
) -> dict[str, tuple[str, str, str]]:
    """For sheets of booklets without a ledger: the activity that names them, as ref, program and id.

    Such a booklet is its last edition, whatever the first is called.
    """
    stated: dict[tuple[str, int], tuple[int, str, str, str]] = {}
    for slug, program in shelf.programs.items():
        for each in program.facts.activities:
            booklet, edition, number = parts_of(each.sheet or "")
            if edition > stated.get((booklet, number), (0,))[0]:
                stated[booklet, number] = edition, each.sheet or "", slug, each.id
    return {
        sheet.ref: stated[place][1:]
        for sheet in sheets
        if not ledgers.get(booklet_of(sheet)) and (place := (booklet_of(sheet), parts_of(sheet.ref)[2])) in stated
    }


def _known(ref: str, entry: Entry, booklet: str, sheet: Sheet | None, asked: bool) -> Held:
    was = as_imported(ref, entry.content, entry.read or {})
    now = _kept(sheet, ref) if sheet else was
    if was.has_text and (now.rejected or not now.has_text):  # a reader that fails where it once read takes nothing away
        now = was
    entry = entry if sheet or not asked else replace(entry, gone=True)
    seen = replace(sheet, ref=ref) if sheet else None
    return Held(ref, booklet, entry, asking(was, entry), asking(now, entry), seen, asked)


def _kept(sheet: Sheet, ref: str) -> Sheet:
    """The sheet under its ref, as its ledger will give it back: what is compared has gone the same way."""
    kept = as_imported(ref, sheet.content, as_kept(sheet))
    return replace(kept, donor_names=sheet.donor_names, rejected=sheet.rejected)


def asking(sheet: Sheet, entry: Entry) -> Sheet:
    """The sheet with the questions that importing raised about it."""
    return replace(sheet, review=(*sheet.review, *entry.asked)) if entry.asked else sheet


def _named(sheet: Sheet, ref: str, program: str, activity: str) -> Held:
    now = _kept(sheet, ref)
    booklet, edition, number = parts_of(ref)
    entry = Entry(number, sheet.content, "imported", program, activity, edition=edition)
    return Held(ref, booklet, entry, now, now, replace(sheet, ref=ref), asked=True)


# --- new sheets, and corrected ones ---


def _corrected_or_new(
    new: Sequence[Sheet], held: Sequence[Held], gone: Sequence[Held], ledgers: Mapping[str, Mapping[str, Entry]]
) -> Iterator[Held]:
    """The sheets whose content nobody knows: told anew of an old one, or new."""
    if not new:
        return
    before = [*held, *gone]
    recent = {each.ref: each for each in gone if each.asked and _was_there(each, ledgers)}
    other = [each for each in before if each.entry and each.entry.became == "imported"]
    group = _programs(new, before if recent or other else ())
    tellers = [Teller(sheet, booklet_of(sheet), parts_of(sheet.ref)[2], group[sheet.ref]) for sheet in new]
    old = {
        each.ref: Teller(each.now, each.booklet, parts_of(each.ref)[2], group["=" + each.ref])
        for each in (*other, *recent.values())
    }
    by_ref = {each.ref: each for each in before}
    here = corrected(tellers, [old[ref] for ref in recent], same_booklet=True)
    left = [each for each in tellers if each.sheet.ref not in here.same]
    elsewhere = corrected(
        left, [old[each.ref] for each in other if each.ref not in recent and _stands(each)], same_booklet=False
    )
    found: dict[str, set[str]] = defaultdict(set)
    for each in held:
        found[each.booklet].add(each.ref)
    fresh: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in new:
        if sheet.ref in here.same:
            found[booklet_of(sheet)].add(here.same[sheet.ref])
        else:
            fresh[booklet_of(sheet)].append(sheet)
    edition = {
        booklet: _edition(booklet, ledgers.get(booklet, {}), found[booklet], sheets)
        for booklet, sheets in fresh.items()
    }
    for sheet in new:
        booklet = booklet_of(sheet)
        if sheet.ref in here.same:
            same = by_ref[here.same[sheet.ref]]
            entry = replace(same.entry, gone=False) if same.entry else None
            now, seen = _kept(sheet, same.ref), replace(sheet, ref=same.ref)
            yield Held(same.ref, booklet, entry, same.was, asking(now, entry) if entry else now, seen, asked=True)
            continue
        ref = make_ref(booklet, edition[booklet], parts_of(sheet.ref)[2])
        yield Held(
            ref,
            booklet,
            None,
            None,
            _kept(sheet, ref),
            replace(sheet, ref=ref),
            asked=True,
            doubt=here.doubt.get(sheet.ref),
            instead_of=elsewhere.same.get(sheet.ref),
        )


def _programs(new: Sequence[Sheet], before: Sequence[Held]) -> Mapping[str, int]:
    """The number of the program to which each sheet seems to belong, by the ref of a new one, by `=` and the ref of
    another. Where nothing was there before, no new one need be compared."""
    refs = [*(sheet.ref for sheet in new), *("=" + each.ref for each in before)]
    numbers = program_numbers([*new, *(each.now for each in before)]) if before else range(len(new))
    return dict(zip(refs, numbers, strict=True))


def _was_there(each: Held, ledgers: Mapping[str, Mapping[str, Entry]]) -> bool:
    """The booklet held it when it was last imported."""
    entry = ledgers.get(each.booklet, {}).get(each.ref)
    return entry is not None and not entry.gone and not entry.told_by


def _stands(each: Held) -> bool:
    """It tells an activity of a country's booklet, and no later sheet tells it instead."""
    return bool(each.entry and not each.entry.told_by) and each.booklet.split("/")[0] != UNSTATED


def _edition(booklet: str, entries: Mapping[str, Entry], found: Collection[str], new: Sequence[Sheet]) -> int:
    """Which edition of the booklet the new sheets are of: the last that is known, if nothing of that is gone."""
    own = {ref: entry for ref, entry in entries.items() if entry.booklet in (None, booklet)}
    last = max((entry.edition for entry in own.values()), default=1)
    whole = all(ref in found for ref, entry in own.items() if entry.edition == last)
    free = not any(make_ref(booklet, last, parts_of(sheet.ref)[2]) in own for sheet in new)
    return last if whole and free else last + 1


# --- where it stands today ---


@dataclass(slots=True)
class _Index:
    """The activities of all program files."""

    shelf: Shelf
    naming: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    """By ref: program and id of those that name it."""
    ids: dict[tuple[str, str], str | None] = field(default_factory=dict)
    """By program and id: the sheet named."""
    aliases: dict[str, str] = field(default_factory=dict)
    """By old address: the program."""


def _index(shelf: Shelf) -> _Index:
    index = _Index(shelf)
    for slug in sorted(shelf.programs):
        facts = shelf.programs[slug].facts
        index.aliases |= dict.fromkeys(facts.aliases, slug)
        for each in facts.activities:
            index.naming[each.sheet or ""].append((slug, each.id))
            index.ids[slug, each.id] = each.sheet
    return index


def _where_now(held: Sequence[Held], shelf: Shelf) -> Iterator[Held]:
    """The sheets with the programs and activities in which they stand today: an editor may have moved or renamed
    them, or put them away."""
    index = _index(shelf)
    homes: dict[str, tuple[str, str]] = {}
    # an import that was stopped before it wrote the ledgers has left its activities
    held = [_named_already(each, index) if each.entry is None else each for each in held]
    refs = {each.ref for each in held}
    for each in held:
        if (entry := each.entry) and not entry.translation and (home := _named_home(each.ref, entry, index)):
            homes[each.ref] = home
    claimed = set(homes.values())
    for each in held:
        entry = each.entry
        if not entry or each.ref in homes or not entry.program or not entry.activity or entry.told_by:
            continue
        slug = index.aliases.get(entry.program, "") if entry.program not in shelf.slugs else entry.program
        home = (slug, entry.activity)
        if home in index.ids and home not in claimed and index.ids[home] not in refs:
            homes[each.ref] = home
            claimed.add(home)
    moved: dict[str, Entry] = {}
    for each in held:
        if each.entry:
            moved[each.ref] = _moved(each, each.entry, homes.get(each.ref), shelf)
    for each in held:
        if (entry := moved.get(each.ref)) and entry.became == "second copy" and entry.copy_of in moved:
            moved[each.ref] = replace(entry, program=moved[entry.copy_of].program)
    yield from (replace(each, entry=moved.get(each.ref)) for each in held)


def _named_already(each: Held, index: _Index) -> Held:
    if not (places := index.naming.get(each.ref)):
        return each
    _, edition, number = parts_of(each.ref)
    entry = Entry(number, each.now.content, "imported", *places[0], edition=edition)
    return replace(each, entry=entry, was=each.now)


def _named_home(ref: str, entry: Entry, index: _Index) -> tuple[str, str] | None:
    """Where an activity names the sheet."""
    places = index.naming.get(ref, [])
    before = (entry.program or "", entry.activity or "")
    if before in places:
        return before
    if len(places) > 1:
        same_id = [place for place in places if place[1] == before[1]]
        there = [place for place in places if place[0] == before[0]]
        return (same_id or there or places)[0]
    return places[0] if places else None


def _moved(each: Held, entry: Entry, home: tuple[str, str] | None, shelf: Shelf) -> Entry:
    """The entry, as things stand today."""
    if home:
        return replace(
            entry, became="imported", program=home[0], activity=home[1], copy_of=None, reason=None, told_by=None
        )
    if not entry.program or not entry.activity or entry.told_by or entry.program in shelf.unread:
        return entry
    if telling := _telling(each, entry, shelf):
        return replace(entry, became="imported", reason=None, program=telling.program, translation=telling.language)
    what = f"the activity '{entry.activity}'" if entry.program in shelf.programs else "the program"
    reason = f"an editor deleted {what} (programs/{entry.program}.md), where it stood"
    return replace(entry, became="rejected", reason=reason, translation=None)


def _telling(each: Held, entry: Entry, shelf: Shelf) -> Telling | None:
    """The translation that the sheet's program became, if it did."""
    if entry.program in shelf.programs and not entry.translation:
        return None
    for translation in shelf.translations:
        if entry.translation == translation.language and entry.program == translation.program:
            return translation
    for translation in shelf.translations:
        if each.ref in (sheet for _, sheet in translation.activities):
            return translation
    was = each.was or each.now
    keys = [same(part) for section in was.texts.values() for part in section]
    counted = Counter(
        {at: sum(key in translation.words for key in keys) for at, translation in enumerate(shelf.translations)}
    )
    ((best, count),) = counted.most_common(1) or [(0, 0)]
    same_language = bool(shelf.translations) and shelf.translations[best].language.partition("-")[0] == was.language
    return shelf.translations[best] if same_language and count * 2 > len(keys) else None
