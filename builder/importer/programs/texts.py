"""Three ways to one, for texts: what an editor wrote, with the paragraphs that the sheets changed since.

A merge by lines (diff3, `merge3`) compares neighbors. Here a paragraph goes from an activity's own text to the common
one as soon as a second sheet says it, so paragraphs are followed by their words, wherever they stand.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from builder.importer.layout.prose import same
from builder.importer.programs.body import Place, Unit
from builder.importer.programs.merge import Clash

Placed = Mapping[Place, Sequence[Unit]]
Spot = tuple[Place, str]
"""A place, and a paragraph in it by its letters."""

LIKE = 0.4
"""Paragraphs that share this part of their words may be one, changed."""
NEAR = 0.6
"""Those that share this part are, though the first still stands for other sheets."""
TELLING = 20
"""Letters. What is said in fewer may stand in another paragraph by chance."""


@dataclass(frozen=True, slots=True)
class Joining:
    """What a merge must know of the activities."""

    sheets: Mapping[str, str]
    """The sheet of each."""
    new: Placed = field(default_factory=dict)
    """All that the sheets of new activities say, under their ids."""

    @property
    def ids(self) -> set[str | None]:
        """Of the new activities."""
        return {owner for _, owner in self.new}


def merge_texts(
    base: Placed, ours: Placed, theirs: Placed, joining: Joining
) -> tuple[dict[Place, tuple[Unit, ...]], list[Clash]]:
    """The places whose text changes, with their new units; and what both sides changed.

    A paragraph that the sheets leave alone is the editor's; one that the editor left alone is the sheets'.
    """
    changed: dict[Place, tuple[Unit, ...]] = {}
    mixed: set[str] = set()
    for section in sorted({place[0] for held in (base, theirs) for place in held}):
        was, held, now = (_section(placed, section) for placed in (base, ours, theirs))
        if was == now:
            continue
        if was != held or _come_and_go(base, theirs, section):
            mixed.add(section)
            continue
        for place in sorted({at for placed in (ours, theirs) for at in placed if at[0] == section}, key=str):
            if _plain_all(ours.get(place, ())) != _plain_all(theirs.get(place, ())):
                changed[place] = _taken_over(ours.get(place, ()), theirs.get(place, ()))
    parts = [{place: held for place, held in placed.items() if place[0] in mixed} for placed in (base, ours, theirs)]
    merging = _Merging(parts[0], parts[2], {place: list(held) for place, held in parts[1].items()}, joining)
    merging.run()
    for place, units in merging.ours.items():
        if tuple(units) != tuple(ours.get(place, ())):
            changed[place] = tuple(units)
    return changed, merging.clashes


def _come_and_go(base: Placed, theirs: Placed, section: str) -> bool:
    """A paragraph goes from this section to another or comes from there."""
    here, there = (
        {same(unit.text) for place, unit in _all(placed) if (place[0] == section) == within}
        for placed, within in ((base, True), (theirs, False))
    )
    came, left = (
        {same(unit.text) for place, unit in _all(placed) if (place[0] == section) == within}
        for placed, within in ((theirs, True), (base, False))
    )
    return bool(here & there - came) or bool(came & left - here)


@dataclass(slots=True)
class _Merging:
    """The editor's texts as they take in what the sheets changed."""

    base: Placed
    theirs: Placed
    ours: dict[Place, list[Unit]]
    joining: Joining
    clashes: list[Clash] = field(default_factory=list)
    origins: dict[Spot, tuple[Place, Unit]] = field(default_factory=dict)
    """For a paragraph that the sheets say first now: the one that it was."""
    stood: set[Spot] = field(default_factory=set)
    """The paragraphs that an editor left as they were imported."""

    def run(self) -> None:
        """Brings the editor's texts up to date."""
        self.origins = dict(self._origins())
        for place, unit in _all(self.base):
            if self._find(place, unit):
                self.stood.add((place, same(unit.text)))
        for place, unit in _all(self.theirs):
            before = next((each for each in self.base.get(place, ()) if same(each.text) == same(unit.text)), None)
            if before:
                self._retouched(place, before, unit)
            else:
                self._arrives(place, unit)
        settled = {(place, same(unit.text)) for place, unit in self.origins.values()}
        for place, unit in _all(self.base):
            if not _has(self.theirs.get(place, ()), unit):
                self._leaves(place, unit, (place, same(unit.text)) in settled)

    def _retouched(self, place: Place, before: Unit, now: Unit) -> None:
        """The same words in the same place, maybe with other signs."""
        if _plain(before) == _plain(now):
            return
        if spot := self._find(place, before):
            self._replace(spot, now)
        elif not self._find(place, now):
            self._clash(place, before, now)

    def _arrives(self, place: Place, unit: Unit) -> None:
        """A paragraph that was not in this place before."""
        key = same(unit.text)
        if self._is_said(place, key):
            return
        if (place, key) in self.origins:
            source, before = self.origins[place, key]
            spot = self._find(source, before)
            if not spot and (source, same(before.text)) not in self.stood:
                self._clash(source, before, unit, place[1])
            elif spot and source == place and not _has(self.theirs.get(place, ()), before):
                self._replace(spot, unit)
            else:
                self._insert(place, unit, self.theirs[place])
            return
        before_in = [each for each, held in self.base.items() if _has(held, unit)]
        if not before_in or self._is_new(place) or any((each, key) in self.stood for each in before_in):
            self._insert(place, unit, self.theirs[place])
            return
        # it was said elsewhere, and an editor changed it there: that stays; but a new sheet's words are told
        for new, said in self.joining.new.items():
            if new[0] == place[0] and _has(said, unit) and not self._is_said(new, key):
                self._insert(new, unit, said)

    def _leaves(self, place: Place, unit: Unit, settled: bool) -> None:
        """A paragraph that the sheets do not say in this place any more."""
        spot = self._find(place, unit)
        now = [each for each, held in self.theirs.items() if _has(held, unit)]
        if spot and spot[0] not in now:
            if not now or any(_has(self.ours.get(each, ()), unit) for each in now):
                del self.ours[spot[0]][spot[1]]
        elif not now and not settled and (place, same(unit.text)) not in self.stood and self._counterpart(place, unit):
            self._clash(place, unit, None)

    def _replace(self, spot: tuple[Place, int], unit: Unit) -> None:
        place, at = spot
        self.ours[place][at] = Unit(unit.text, self.ours[place][at].gap)

    def _origins(self) -> Iterator[tuple[Spot, tuple[Place, Unit]]]:
        """For each paragraph that is new the likest that left its place, or that the sheets shared."""
        known = {same(unit.text) for _, unit in _all(self.base)}
        fresh = [
            (place, unit)
            for place, unit in _all(self.theirs)
            if same(unit.text) not in known and not self._is_new(place)
        ]
        old = list(_all(self.base))
        pairs = []
        for one, (place, unit) in enumerate(fresh):
            for other, (source, before) in enumerate(old):
                if place[0] != source[0] or not (place == source or None in (place[1], source[1])):
                    continue
                leaves = not _has(self.theirs.get(source, ()), before)
                part = _ratio(before.text, unit.text)
                if (leaves and (part >= LIKE or (place == source and self._only_change(place)))) or (
                    part >= NEAR and source[1] is None
                ):
                    pairs.append((-part, place != source, one, other))
        done: set[int] = set()
        used: set[tuple[Place, int]] = set()
        for _, _, one, other in sorted(pairs):
            place, unit = fresh[one]
            if one not in done and (place, other) not in used:
                done.add(one)
                used.add((place, other))
                yield (place, same(unit.text)), old[other]

    def _only_change(self, place: Place) -> bool:
        """One paragraph of the place was changed into one other: they belong together, however unlike."""
        before, now = self.base.get(place, ()), self.theirs.get(place, ())
        return (
            [_has(now, each) for each in before].count(False) == [_has(before, each) for each in now].count(False) == 1
        )

    def _is_new(self, place: Place) -> bool:
        return place[1] in self.joining.ids

    def _is_said(self, place: Place, key: str) -> bool:
        """The editor's text says it already: as a paragraph, as neighbors, or within one."""
        common: Place = (place[0], None)
        leaves = (common, key) in self.stood and not _has_key(self.theirs.get(common, ()), key)
        for each in (place,) if leaves else (place, common):
            keys = [same(held.text) for held in self.ours.get(each, ())]
            if key in keys or (len(key) >= TELLING and key in "".join(keys)):
                return True
        return False

    def _find(self, place: Place, unit: Unit) -> tuple[Place, int] | None:
        """Where the paragraph stands as it was imported: in its place, else where an editor put it in its section."""
        plain = _plain(unit)
        others = [each for each in self.ours if each[0] == place[0] and not _has(self.base.get(each, ()), unit)]
        for each in (place, *others):
            for at, held in enumerate(self.ours.get(each, ())):
                if _plain(held) == plain:
                    return each, at
        return None

    def _counterpart(self, place: Place, unit: Unit) -> str:
        """What an editor made of the paragraph; empty where nothing is like it."""
        known = {_plain(each) for placed in (self.base, self.theirs) for _, each in _all(placed)}
        own = [_plain(each) for at, each in _all(self.ours) if at[0] == place[0] and _plain(each) not in known]
        part, text = max(((_ratio(unit.text, each), each) for each in own), default=(0.0, ""))
        return text if part >= LIKE or (len(own) == 1 and part > 0) else ""

    def _insert(self, place: Place, unit: Unit, order: Sequence[Unit]) -> None:
        """Puts the paragraph after the one that it follows on the sheets, if that is still there."""
        held = self.ours.setdefault(place, [])
        at = next(number for number, each in enumerate(order) if each.text == unit.text)
        above = next(_spots(held, reversed(order[:at])), None)
        below = next(_spots(held, order[at + 1 :]), None)
        held.insert(above + 1 if above is not None else below if below is not None else len(held), Unit(unit.text))

    def _clash(self, place: Place, was: Unit, now: Unit | None, owner: str | None = None) -> None:
        about = self.joining.sheets.get(place[1] or owner or "", "")
        clash = Clash(about, place[0], _plain(was), _plain(now) if now else "", self._counterpart(place, was))
        if clash not in self.clashes:
            self.clashes.append(clash)


def _spots(held: Sequence[Unit], wanted: Iterable[Unit]) -> Iterator[int]:
    for unit in wanted:
        yield from (at for at, each in enumerate(held) if same(each.text) == same(unit.text))


def _taken_over(ours: Sequence[Unit], theirs: Sequence[Unit]) -> tuple[Unit, ...]:
    """The sheets' units; those that stand there already as they stand."""
    there = {_plain(unit): unit for unit in ours}
    return tuple(there.get(_plain(unit), Unit(unit.text)) for unit in theirs)


def _all(placed: Placed) -> Iterator[tuple[Place, Unit]]:
    return ((place, unit) for place in sorted(placed, key=_by_name) for unit in placed[place])


def _by_name(place: Place) -> tuple[str, str]:
    return place[0], place[1] or ""


def _has(units: Collection[Unit], unit: Unit) -> bool:
    return _has_key(units, same(unit.text))


def _has_key(units: Collection[Unit], key: str) -> bool:
    return any(same(each.text) == key for each in units)


def _plain(unit: Unit) -> str:
    """The text by what a reader sees: however its lines are broken, and whatever is escaped."""
    return " ".join(unit.text.replace("\\", "").split())


def _plain_all(units: Sequence[Unit]) -> list[str]:
    return [_plain(unit) for unit in units]


def _section(placed: Placed, section: str) -> dict[str, list[str]]:
    return {place[1] or "": _plain_all(units) for place, units in placed.items() if place[0] == section and units}


def _ratio(one: str, other: str) -> float:
    first, second = one.casefold().split(), other.casefold().split()
    return SequenceMatcher(None, first, second, autojunk=False).ratio() if first and second else 0.0
