"""Three ways to one: what was last imported, what an editor made of it, what the sheets say now. Field by field."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from builder.ledger import parts_of
from builder.program import SECTIONS, Activity, Facts

_OF_PROGRAM = ("title", "unit", "pillar", "lang")
"""What the sheets say of a program; the rest of its facts is the editors' own."""
_OF_ACTIVITY = ("sheet", "countries", "name", "beneficiaries", "donors", "start", "end", "ongoing", "link", "lang")
_DAYS = ("start", "end", "ongoing")
_SHOWN = 120
"""Characters of a text that a question shows."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Something that the sheets changed and an editor too. The editor's stays."""

    about: str
    """The sheet that says so; empty for a fact of the whole program."""
    field: str
    """Which fact, or under which heading."""
    was: str
    """What the sheet said; empty for nothing."""
    now: str
    """What it says; empty for nothing."""
    kept: str
    """What the editor wrote; empty where the editor deleted it."""

    def __str__(self) -> str:
        was, now, kept = _excerpts(self.was, self.now, self.kept)
        speaker = "the sheet" if self.about else "the sheets"
        verbs = ("now says", "said") if self.about else ("now say", "said")
        new = (
            f"{speaker} {verbs[0]} '{now}'" if now else f"{speaker} no longer {'says' if self.about else 'say'} '{was}'"
        )
        old = (
            ""
            if not now
            else f" where {'it' if self.about else 'they'} {verbs[1]} " + (f"'{was}'" if was else "nothing")
        )
        editor = f"an editor wrote '{kept}', which was kept" if kept else "an editor deleted that, and so it was left"
        return f"{self.opening}{new}{old}; {editor}"

    @property
    def opening(self) -> str:
        """How the question begins."""
        return f"{self.about}: {self.field}: " if self.about else f"{self.field}: "


def _excerpts(*texts: str) -> tuple[str, ...]:
    """The texts; long ones from a little before the place where they begin to differ."""
    if max(map(len, texts)) <= _SHOWN:
        return texts
    words = [text.split() for text in texts]
    said = [each for each in words if each]
    alike = 0
    while all(alike < len(each) and each[alike] == said[0][alike] for each in said):
        alike += 1
    begin = max(0, alike - 4) if len(said) > 1 else 0
    shown = []
    for each in words:
        text = " ".join(each[begin:])
        text = text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " …"
        shown.append(f"… {text}" if begin and text else text)
    return tuple(shown)


@dataclass(slots=True)
class _Merging:
    """The merged facts as they grow."""

    clashes: list[Clash] = field(default_factory=list)

    def facts(
        self, base: Facts | Activity, ours: Facts | Activity, theirs: Facts | Activity, names: Sequence[str], about: str
    ) -> dict[str, Any]:
        """What of `ours` changes, as the fields to update."""
        update: dict[str, Any] = {}
        evidence = dict(ours.evidence)
        clashing: list[Clash] = []
        for name in names:
            was, held, now = (getattr(each, name) for each in (base, ours, theirs))
            if now == was or held == now:
                pass
            elif held == was and name not in ours.decided:
                update[name] = now
            else:
                if name != "sheet":  # where an editor took that away, nobody need be asked
                    clashing.append(Clash(about, name, shown(was), shown(now), shown(held)))
                continue
            if held == now or name in update:
                sentence = _way(base.evidence.get(name), ours.evidence.get(name), theirs.evidence.get(name))
                evidence.pop(name, None)
                if sentence:
                    evidence[name] = sentence
        for kept in [name for name in _DAYS if name in update] if _ends_early(ours, update) else ():
            clashing.append(
                Clash(about, kept, shown(getattr(base, kept)), shown(update[kept]), shown(getattr(ours, kept)))
            )
            del update[kept]
        if evidence != ours.evidence:
            update["evidence"] = evidence
        self.clashes += clashing
        return update


def _ends_early(ours: Facts | Activity, update: Mapping[str, Any]) -> bool:
    """The sheet's day and the editor's would be no span of time together."""
    start, end = (update.get(name, getattr(ours, name, None)) for name in ("start", "end"))
    return bool(start and end and end < start)


def _way(base: str | None, ours: str | None, theirs: str | None) -> str | None:
    return theirs if ours == base else ours


def shown(value: object) -> str:
    """A fact in the words of a question."""
    if value is None or value == () or value is False:
        return ""
    return (
        ", ".join(map(str, value)) if isinstance(value, tuple) else str(value).lower() if value is True else str(value)
    )


def merge_facts(
    base: Facts, ours: Facts, theirs: Facts, told: Mapping[str, Sequence[str]]
) -> tuple[Facts, list[Clash]]:
    """The editor's facts with what the sheets changed since; and what both changed. Of the lines under `review` see
    `merge_review`.

    `told`: by fact, the new sheets that say what `theirs` now says of the program.
    """
    merging = _Merging()
    update = merging.facts(base, ours, theirs, _OF_PROGRAM, "")
    for clash in list(merging.clashes):
        for ref in told.get(clash.field, ())[:1]:
            merging.clashes.remove(clash)
            merging.clashes.append(NewVoice(ref, clash.field, clash.was, clash.now, clash.kept))
    before = {each.id: each for each in base.activities}
    now = {each.id: each for each in theirs.activities}
    activities = [
        each.model_copy(
            update=merging.facts(before[each.id], each, now[each.id], _OF_ACTIVITY, now[each.id].sheet or "")
        )
        if each.id in before and each.id in now
        else each
        for each in ours.activities
    ]
    for each in (each for each in theirs.activities if each.id not in before):
        if each.id not in {known.id for known in ours.activities}:
            activities.insert(_place(each.id, [known.id for known in theirs.activities], activities), each)
    update["activities"] = tuple(activities)
    return ours.model_copy(update=update), merging.clashes


@dataclass(frozen=True, slots=True)
class NewVoice(Clash):
    """A fact of the program on which a new sheet and the editor do not agree."""

    def __str__(self) -> str:
        held = f"'{self.kept}'" if self.kept else "nothing"
        return f"{self.opening}this sheet says '{self.now}', the program {held}; which is right?"


def _place(new: str, order: Sequence[str], there: Sequence[Activity]) -> int:
    """Where the new activity stands: after the one that it follows in `order`."""
    earlier = set(order[: order.index(new)])
    return max((at + 1 for at, each in enumerate(there) if each.id in earlier), default=0)


# --- questions ---


def merge_review(
    base: Sequence[str], ours: Facts, theirs: Sequence[str], changed: Mapping[str, Collection[str]]
) -> tuple[str, ...]:
    """The lines under `review`: those that an editor left, and new ones; none that was settled.

    `changed`: by sheet, the facts that it says otherwise now; without a sheet those of the program.
    """
    known, said, open_now = list(base), list(ours.review), list(theirs)
    fresh = [line for line in open_now if line not in known and line not in said]
    lines = list(said)
    for line in (each for each in known if each not in open_now):
        again = next((each for each in fresh if _same_question(line, each, changed)), None)
        if again is not None:
            fresh.remove(again)
        if line in lines:
            at = lines.index(line)
            lines[at : at + 1] = [again] if again is not None else []
    settled = _decided(ours)
    lines += [line for line in fresh if not _is_settled(line, settled)]
    return tuple(dict.fromkeys(lines))


_QUOTED = re.compile(r"“([^”]*)”|'([^']*)'|\(([^()]*)\)")


def _same_question(old: str, new: str, changed: Mapping[str, Collection[str]]) -> bool:
    """The new line asks what the old one asked: of the same sheet, the same fact and the same words of it."""
    (ref, topic, _), (other, again, _) = parted(old), parted(new)
    if ref != other or topic != again:
        return False
    if topic.startswith("a second copy"):
        return True
    if topic in changed.get(ref, ()):
        return False
    before, after = _details(old), _details(new)
    return all(any(_alike(each, one) for one in before) for each in after)


def _details(line: str) -> list[str]:
    _, _, words = parted(line)
    return [next(filter(None, match), "") for match in _QUOTED.findall(words)] + re.findall(r"\d[\d/.-]*\d|\d", words)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) > 20 and SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.8


def parted(line: str) -> tuple[str, str, str]:
    """A line under `review`: the sheet, what it is about, and its words."""
    first, found, rest = line.partition(": ")
    ref = first if found and parts_of(first)[2] else ""
    words = rest if ref else line
    topic, found, rest = words.partition(": ")
    if found and re.fullmatch(r"[a-z ]{1,30}", topic):
        return ref, topic, rest
    # the day or the value that a line begins with is what it is about, and may be another one the next time
    plain = re.sub(r"^\S*\d\S*: ", "", words)
    return ref, " ".join(re.sub(_QUOTED, "", plain).split()[:4]).strip(":;,"), words


_ABOUT_DAYS = re.compile(
    r"month or day first|only with the day first|the form begins in|no date of the calendar|more than two dates|"
    r"completion date|commencement date"
)


def _decided(ours: Facts) -> set[tuple[str, str]]:
    """The facts that an editor settled, each with its sheet, or without one for the whole program."""
    settled = {("", name) for name in ours.decided}
    return settled | {(each.sheet or "", name) for each in ours.activities for name in each.decided}


def _is_settled(line: str, settled: set[tuple[str, str]]) -> bool:
    ref, topic, words = parted(line)
    about = {topic} | ({"start", "end", "ongoing"} if _ABOUT_DAYS.search(words) or topic == "dates" else set())
    about |= set(SECTIONS) & {topic}
    return any((place, name) in settled for place in (ref, "") for name in about)


def with_clashes(review: Sequence[str], clashes: Sequence[Clash], ours: Facts) -> tuple[str, ...]:
    """The lines under `review` with a question for each clash, unless an editor settled the fact by `decided`; the
    one of an earlier import about the same makes way."""
    settled = _decided(ours)
    lines = list(review)
    for clash in clashes:
        if _is_settled(str(clash), settled):
            continue
        if clash.field not in SECTIONS:
            marks = (f"{clash.opening}the sheet now says '", f"{clash.opening}the sheets now say '")
            lines = [line for line in lines if not line.startswith(marks)]
        lines.append(str(clash))
    return tuple(dict.fromkeys(lines))
