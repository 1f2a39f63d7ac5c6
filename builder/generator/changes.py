"""What changed between two versions of a program's file, told by its parts.

Thousands of versions are compared in a build, so the parts are cut out by their looks: keys, list items and headings.
Where a file looks odd, the comparison says no more than that facts or texts changed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from builder.program import SECTIONS

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


@dataclass(frozen=True, slots=True)
class _Front:
    facts: Mapping[tuple[str, str], str | tuple[str, ...]]
    """By activity ("" for the program's own) and key."""
    activities: Mapping[str, ChangedActivity]
    review: frozenset[str]


class _OddError(Exception):
    """The front matter does not look as editors and the import write it."""


def differences(old: str, new: str) -> frozenset[Difference]:
    """All that differs, but for what is form alone: comments, quotes, the order of keys, how lines are wrapped."""
    old_front, old_body = _parted(old)
    new_front, new_body = _parted(new)
    found: set[Difference] = set()
    came: set[str] = set()
    if old_front != new_front:
        try:
            before, after = _front(old_front), _front(new_front)
        except _OddError:
            if old_front.split() != new_front.split():
                found.add(Difference("facts", "facts"))
        else:
            found.update(_of_facts(before, after))
            came = before.activities.keys() ^ after.activities.keys()
    if old_body != new_body:
        known = _activities(new_front) or _activities(old_front)
        then, now = _body(old_body), _body(new_body)
        for owner, key in _differing(then, now):
            if owner not in came:  # the texts of an activity come and go with it
                found.add(_touched(owner, key, known))
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


def _differing(
    old: Mapping[tuple[str, str], object], new: Mapping[tuple[str, str], object]
) -> Iterator[tuple[str, str]]:
    return (key for key in old.keys() | new.keys() if old.get(key) != new.get(key))


def _of_facts(old: _Front, new: _Front) -> Iterator[Difference]:
    for name in new.activities.keys() - old.activities.keys():
        yield Difference("added", "", new.activities[name])
    for name in old.activities.keys() - new.activities.keys():
        yield Difference("removed", "", old.activities[name])
    both = {"", *(old.activities.keys() & new.activities.keys())}
    for owner, key in _differing(old.facts, new.facts):
        if owner not in both:
            continue
        if (owner, key) == ("", "draft") and old.facts.get((owner, key)) == "true":
            yield Difference("published", key)
        else:
            yield _touched(owner, key if key in KEYS else "facts", new.activities)
    yield from (Difference("settled", line) for line in old.review - new.review)
    yield from (Difference("opened", line) for line in new.review - old.review)


# The front matter

_FENCE = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*#.*\n|(?<=\S)[ \t]+#[^'\"\n]*$", re.MULTILINE)
_QUOTED = re.compile(r"^([ ]*(?:- +)?(?:[\w-]+: +)?)(['\"])(.*)\2[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"^([A-Za-z_][\w-]*):(?=\s)", re.MULTILINE)
_ITEM = re.compile(r"^( *)-( +)(?=\S)", re.MULTILINE)
_BLOCK = re.compile(r"[>|][+-]?[0-9]?\s")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LISTS = ("countries", "donors", "aliases")


def _parted(text: str) -> tuple[str, str]:
    text = text.replace("\r\n", "\n")
    fenced = _FENCE.match(text)
    return (fenced[1], text[fenced.end() :]) if fenced else ("", text)


def _activities(front: str) -> Mapping[str, ChangedActivity]:
    try:
        return _front(front).activities
    except _OddError:
        return {}


def _front(text: str) -> _Front:
    plain = _QUOTED.sub(_unquoted, _COMMENT.sub("", text))
    facts: dict[tuple[str, str], str | tuple[str, ...]] = {}
    activities: dict[str, ChangedActivity] = {}
    review: frozenset[str] = frozenset()
    for key, value in _keyed(plain):
        if key == "review":
            review = frozenset(_spaced(item) for _, item in _items(value))
        elif key == "activities":
            for indent, item in _items(value):
                own = dict(_keyed(re.sub(rf"^ {{{indent}}}", "", item, flags=re.MULTILINE)))
                name = _spaced(own.pop("id", ""))
                if not name or name in activities:
                    raise _OddError
                activities[name] = ChangedActivity(name, tuple(_SLUG.findall(own.get("countries", ""))))
                _put(facts, name, own.items())
        else:
            _put(facts, "", [(key, value)])
    return _Front(facts, activities, review)


def _put(facts: dict[tuple[str, str], str | tuple[str, ...]], owner: str, found: Iterable[tuple[str, str]]) -> None:
    for key, value in found:
        if key in ("evidence", "decided"):
            facts[owner, "known"] = f"{facts.get((owner, 'known'), '')} {key} {_spaced(value)}"
        else:
            facts[owner, key] = tuple(_SLUG.findall(value)) if key in _LISTS else _spaced(value)


def _keyed(text: str) -> list[tuple[str, str]]:
    """Each key at the lines' beginning with all that belongs to it."""
    before, *rest = _KEY.split(text)
    keys = rest[::2]
    if before.strip() or len(set(keys)) < len(keys):
        raise _OddError
    return list(zip(keys, rest[1::2], strict=True))


def _items(text: str) -> Iterator[tuple[int, str]]:
    """Each item of a list, and how far its lines stand in. Its first line stands in as the others do."""
    first = _ITEM.search(text)
    if not first:
        if text.strip() not in ("", "[]"):
            raise _OddError
        return
    if text[: first.start()].strip():
        raise _OddError
    starts = [each for each in _ITEM.finditer(text) if each[1] == first[1]]
    for here, after in zip(starts, [*starts[1:], None], strict=True):
        indent = here.end() - here.start()
        yield indent, " " * indent + text[here.end() : after.start() if after else len(text)]


def _unquoted(found: re.Match[str]) -> str:
    mark = found[2]
    return found[1] + found[3].replace("''" if mark == "'" else '\\"', mark)


def _spaced(value: str) -> str:
    return " ".join(
        _BLOCK.sub("", value.strip() + "\n", count=1).split() if value.lstrip()[:1] in (">", "|") else value.split()
    )


# The texts

_HEADING = re.compile(r"(#{2,3})[ \t]+(.*)")
_ID = re.compile(r"\{#([^{}]*)\}$")
_CODE = re.compile(r" {0,3}(`{3,}|~{3,})")


def _body(text: str) -> dict[tuple[str, str], str]:
    """The texts by activity ("" for what the sheets agree on) and heading."""
    gathered: dict[tuple[str, str], list[str]] = {}
    key = ("", "texts")
    fence = ""
    for line in text.split("\n"):
        code = _CODE.match(line)
        if code and not fence:
            fence = code[1]
        elif code and code[1].startswith(fence):
            fence = ""
        heading = None if fence or code else _HEADING.fullmatch(line)
        words = heading[2].rstrip("# \t") if heading else ""
        if heading and heading[1] == "##":
            key = ("", words.lower() if words.lower() in SECTIONS else "texts")
        elif heading and (own := _ID.search(words)):
            key = (own[1].strip(), key[1])
        else:
            gathered.setdefault(key, []).append(line)
    texts = {key: _wrapped("\n".join(lines)) for key, lines in gathered.items()}
    return {key: words for key, words in texts.items() if words}


def _wrapped(text: str) -> str:
    """The paragraphs, however their lines are wrapped."""
    return "\n\n".join(" ".join(each.split()) for each in re.split(r"\n\s*\n", text) if each.strip())


def is_same_text(old: str, new: str) -> bool:
    """Whether a file that is not looked into, such as a translation, is the same but for how its lines are wrapped."""
    return _wrapped(old.replace("\r\n", "\n")) == _wrapped(new.replace("\r\n", "\n"))
