"""What changed between two versions of a program's file, told by its parts.

Thousands of versions are compared in a build, so the parts are cut out by their looks: keys, list items and headings.
Where a file looks odd, the comparison says no more than that facts or texts changed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from builder.program import SECTIONS

_Key = TypeVar("_Key")

PartKind = Literal[
    "created",
    "restored",
    "deleted",
    "renamed",
    "published",
    "facts",
    "activity",
    "added",
    "removed",
    "settled",
    "opened",
    "translated",
    "translation",
    "untranslated",
]

_FACTS = ("title", "unit", "pillar", "name", "beneficiaries", "countries", "donors", "start", "end", "ongoing", "link")
_REST = ("sheet", "known", "lang", "aliases", "draft", *SECTIONS, "facts", "texts")
KEYS = (*_FACTS, *_REST)
"""What pages can name, in the order in which they do: the schema's keys, `known` for what stands behind a fact, the
texts' headings, and what is not known more closely."""


@dataclass(frozen=True, slots=True)
class ChangedActivity:
    """The activity that a change is about."""

    id: str
    """As the file has it; the program may no longer have it."""
    countries: tuple[str, ...] = field(default=(), compare=False)
    """Slugs, as they were; a facet file may no longer have them."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a change did, as pages word it."""

    kind: PartKind
    """What was done."""
    keys: tuple[str, ...] = ()
    """The facts and texts that it was done to, of KEYS."""
    activities: tuple[ChangedActivity, ...] = ()
    """Whose facts and texts they are, or which activities came or went; none where the program itself is meant."""
    count: int = 0
    """How many points of the review."""
    words: str = ""
    """The slug that a renamed program had, or the code of a translation's language."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The smallest that can differ; two comparisons of one version can be put side by side."""

    kind: PartKind
    """What was done."""
    key: str
    """The fact or the text, or the point of the review."""
    activity: ChangedActivity | None = None
    """Whose."""


class _OddError(Exception):
    """The front matter does not look as editors and the import write it."""


def differences(old: str, new: str) -> frozenset[Difference]:
    """All that differs, but for what is form alone: comments, quotes, the order of keys, how lines are wrapped."""
    old_front, old_body = _parted(old)
    new_front, new_body = _parted(new)
    found: set[Difference] = set()
    if old_front != new_front:
        try:
            found.update(_of_fronts(old_front, new_front))
        except _OddError:
            if old_front.split() != new_front.split():
                found.add(Difference("facts", "facts"))
    if old_body != new_body:
        # the texts of an activity come and go with it
        gone = {each.activity.id for each in found if each.kind in ("added", "removed") and each.activity}
        known: Mapping[str, ChangedActivity] | None = None
        then, now = _body(old_body), _body(new_body)
        for owner, key in _differing(then, now):
            if owner not in gone and _wrapped(then.get((owner, key), "")) != _wrapped(now.get((owner, key), "")):
                known = known or (_activities(new_front) if owner else None)
                found.add(_touched(owner, key, known or {}))
    return frozenset(found)


def parts(found: Iterable[Difference]) -> tuple[Part, ...]:
    """The differences as pages tell them: the program's own first, then each activity's."""
    found = sorted(found, key=lambda each: (each.activity.id if each.activity else "", _rank(each.key), each.key))
    told: list[Part] = []
    if any(each.kind == "published" for each in found):
        told.append(Part("published"))
    if own := _keys(each for each in found if each.kind == "facts"):
        told.append(Part("facts", own))
    came_or_went: tuple[PartKind, ...] = ("added", "removed")
    for kind in came_or_went:
        if some := tuple(each.activity for each in found if each.kind == kind and each.activity):
            told.append(Part(kind, activities=some))
    changed = {each.activity: None for each in found if each.kind == "activity" and each.activity}
    for activity in changed:
        keys = _keys(each for each in found if each.kind == "activity" and each.activity == activity)
        told.append(Part("activity", keys, (activity,)))
    points: tuple[PartKind, ...] = ("settled", "opened")
    for kind in points:
        if count := sum(each.kind == kind for each in found):
            told.append(Part(kind, count=count))
    return tuple(told)


def _keys(found: Iterable[Difference]) -> tuple[str, ...]:
    keys = tuple(each.key for each in found)
    # a new donor brings the sentence that names it: only alone is that worth telling
    return tuple(key for key in keys if key != "known") or keys


def _rank(key: str) -> int:
    return KEYS.index(key) if key in KEYS else len(KEYS)


def _touched(owner: str, key: str, activities: Mapping[str, ChangedActivity]) -> Difference:
    if not owner:
        return Difference("facts", key)
    return Difference("activity", key, activities.get(owner, ChangedActivity(owner)))


def _differing(old: Mapping[_Key, str], new: Mapping[_Key, str]) -> Iterator[_Key]:
    return (key for key in old.keys() | new.keys() if old.get(key) != new.get(key))


# The front matter

_FENCE = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*#.*\n|(?<=\S)[ \t]+#[^'\"\n]*$", re.MULTILINE)
_QUOTED = re.compile(r"^([ ]*(?:- +)?(?:[\w-]+: +)?)(['\"])(.*)\2[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"^([A-Za-z_][\w-]*):(?=\s)", re.MULTILINE)
_ITEM = re.compile(r"^( *)-( +)(?=\S)", re.MULTILINE)
_OWN_ID = re.compile(r"^id:[ \t]+['\"]?([^\s'\"#]+)", re.MULTILINE)
_BLOCK = re.compile(r"\A[>|][+-]?[0-9]?\s")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LISTS = ("countries", "donors", "aliases")


def _parted(text: str) -> tuple[str, str]:
    text = text.replace("\r\n", "\n")
    fenced = _FENCE.match(text)
    return (fenced[1], text[fenced.end() :]) if fenced else ("", text)


def _of_fronts(old: str, new: str) -> Iterator[Difference]:
    before, after = _keyed(old), _keyed(new)
    if not (before and after):
        raise _OddError
    then, now = before.pop("review", ""), after.pop("review", "")
    if then != now:
        yield from _of_reviews(_points(then), _points(now))
    then, now = before.pop("activities", ""), after.pop("activities", "")
    if then != now:
        yield from _of_activities(_by_id(then), _by_id(now))
    yield from _of_values(before, after, None)


def _of_reviews(old: frozenset[str], new: frozenset[str]) -> Iterator[Difference]:
    yield from (Difference("settled", point) for point in old - new)
    yield from (Difference("opened", point) for point in new - old)


def _of_activities(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:
    for name in _differing(old, new):
        before, after = (_keyed(each.get(name, "")) for each in (old, new))
        activity = ChangedActivity(name, tuple(_SLUG.findall((after or before).get("countries", ""))))
        if not (before and after):
            yield Difference("added" if after else "removed", "", activity)
        else:
            yield from _of_values(before, after, activity)


def _of_values(
    old: Mapping[str, str], new: Mapping[str, str], activity: ChangedActivity | None
) -> Iterator[Difference]:
    for key in _differing(old, new):
        then, now = (_value(key, each.get(key, "")) for each in (old, new))
        if then == now:
            continue
        if key == "draft" and then == ("true",):
            yield Difference("published", key)
            continue
        shown = "known" if key in ("evidence", "decided") else key if key in KEYS else "facts"
        yield Difference("activity" if activity else "facts", shown, activity)


def _activities(front: str) -> Mapping[str, ChangedActivity]:
    try:
        items = _by_id(_keyed(front).get("activities", ""))
        return {
            name: ChangedActivity(name, tuple(_SLUG.findall(_keyed(item).get("countries", ""))))
            for name, item in items.items()
        }
    except _OddError:
        return {}


def _by_id(text: str) -> dict[str, str]:
    """The keys of each activity, standing in no more."""
    found: dict[str, str] = {}
    for item in _items(text):
        named = _OWN_ID.search(item)
        if not named or named[1] in found:
            raise _OddError
        found[named[1]] = item
    return found


def _points(text: str) -> frozenset[str]:
    return frozenset(" ".join(_value("", item)) for item in _items(text))


def _value(key: str, text: str) -> tuple[str, ...]:
    """The words of a value, without what is only its form."""
    plain = _QUOTED.sub(_unquoted, _COMMENT.sub("", text)).strip()
    if key in _LISTS:
        return tuple(_SLUG.findall(plain))
    return tuple(_BLOCK.sub("", plain + "\n").split())


def _keyed(text: str) -> dict[str, str]:
    """Each key at the lines' beginning with all that belongs to it."""
    before, *rest = _KEY.split(text)
    keys = rest[::2]
    if len(set(keys)) < len(keys) or _COMMENT.sub("", before).strip():
        raise _OddError
    return dict(zip(keys, rest[1::2], strict=True))


def _items(text: str) -> Iterator[str]:
    """Each item of a list, with its lines standing in no more."""
    first = _ITEM.search(text)
    if _COMMENT.sub("", text[: first.start()] if first else text).strip() not in ("", "[]"):
        raise _OddError
    starts = [each for each in _ITEM.finditer(text) if first and each[1] == first[1]]
    ends = [each.start() for each in starts[1:]] + [len(text)]
    for here, end in zip(starts, ends, strict=False):
        yield text[here.end() : end].replace("\n" + " " * (here.end() - here.start()), "\n")


def _unquoted(found: re.Match[str]) -> str:
    mark = found[2]
    return found[1] + found[3].replace("''" if mark == "'" else '\\"', mark)


# The texts

_HEADING = re.compile(r"(#{2,3})[ \t]+(.*)")
_ID = re.compile(r"\{#([^{}]*)\}$")
_CODE = re.compile(r" {0,3}(`{3,}|~{3,})")
_OPENING = (" ", "`", "~")


def _body(text: str) -> dict[tuple[str, str], str]:
    """The texts by activity ("" for what the sheets agree on) and heading."""
    gathered: dict[tuple[str, str], list[str]] = {}
    key = ("", "texts")
    fence = ""
    for line in text.split("\n"):
        code = _CODE.match(line) if line[:1] in _OPENING else None
        if code and not fence:
            fence = code[1]
        elif code and code[1].startswith(fence):
            fence = ""
        heading = _HEADING.fullmatch(line) if line[:1] == "#" and not fence else None
        words = heading[2].rstrip("# \t") if heading else ""
        own = _ID.search(words)
        if heading and heading[1] == "##":
            key = ("", words.lower() if words.lower() in SECTIONS else "texts")
        elif heading and own:
            key = (own[1].strip(), key[1])
        else:
            gathered.setdefault(key, []).append(line)
    return {key: "\n".join(lines) for key, lines in gathered.items()}


def _wrapped(text: str) -> str:
    """The paragraphs, however their lines are wrapped."""
    return "\n\n".join(" ".join(each.split()) for each in re.split(r"\n\s*\n", text) if each.strip())


def is_same_text(old: str, new: str) -> bool:
    """Whether a file that is not looked into, such as a translation, is the same but for how its lines are wrapped."""
    return _wrapped(old.replace("\r\n", "\n")) == _wrapped(new.replace("\r\n", "\n"))
