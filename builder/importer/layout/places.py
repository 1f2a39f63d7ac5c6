"""What belongs to which heading or label, by where it stands: each form's usual side is learned from its pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from builder.importer.language.labels import DATES
from builder.importer.layout.printed import Piece, overlap_across, overlap_down, same_column, same_row, union
from builder.importer.pdf.leaf import Box
from builder.program import SECTIONS

Side = Literal["above", "left", "below", "right"]
SIDES: tuple[Side, ...] = ("above", "left", "below", "right")
"""Where a label stands to what belongs to it; the likelier first."""
Family = Literal["texts", "fields", "dates"]
Sides = tuple[Side, Side, Side]
"""The usual side of headings, of labels, and of the labels of dates."""

CLOSE = 0.75
"""Lines no further apart than so many line heights are one piece of text."""
LOOSE = 2.5
"""What nothing claims."""
ILL = 1.5
"""A claim that is so much worse than none is not granted."""
VACANT = 0.8
"""A label without anything."""
LAPPED = 0.45
"""A field may lie over its label by this part of the smaller of the two."""
FURTHER = 0.6
"""A second thing in the place of a label."""
BESIDE = 1.5
"""A label that stands nearby, but neither over nor beside."""
COLUMN = 0.9
"""A heading in the column before."""
ACROSS = 0.5
"""A drawn line between a label and its value."""
TOGETHER = 0.8
"""Label and value in the same frame."""
FARTHEST = 1.5
"""A value at the other end of its label's line."""
BEHIND = 0.4
"""A field between a label and another one on its line: both may be the label's."""
PAST = 1.2
"""A field between a label and its value."""
USUAL = 1.0
"""What the other pages of the booklet say, beside what the page itself does."""

MOST_LABELS = 60
"""A sheet has some twelve headings and labels; what comes after so many is not looked at."""
MOST_GROUPS = 300
"""… and some thirty pieces of text and values."""

Wording = Callable[[str, str], float]
"""How ill the words (second) suit a section or field (first)."""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that stand closely under each other, or one form field."""

    pieces: tuple[Piece, ...]
    """From top to bottom."""
    box: Box
    """Around them all."""
    text: str
    """All of its words."""
    is_field: bool
    """It is a form field."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A heading or label that may own a group, on one side of it."""

    anchor: int
    """Which of the page's anchors."""
    cost: float
    """How little speaks for it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A page's anchors and groups, with all claims, before it is decided on which side they count."""

    anchors: tuple[Piece, ...]
    """What the form prints and something may belong to."""
    groups: tuple[Group, ...]
    """What was filled in."""
    claims: tuple[Mapping[tuple[Family, Side], Claim], ...]
    """For each group: the best claim of each kind."""
    unclaimed: tuple[float, ...]
    """For each group: what it costs to leave it to none."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What belongs to what on one page."""

    owned: tuple[tuple[Piece, tuple[Group, ...]], ...]
    """Each heading and label with what belongs to it, in reading order."""
    loose: tuple[Group, ...]
    """What belongs to none of them."""


def in_reading_order(groups: Sequence[Group]) -> list[Group]:
    """Column by column, from top to bottom."""
    return sorted(groups, key=lambda group: (sum(other.box.right <= group.box.left for other in groups), group.box))


def family(what: str) -> Family:
    """The kind of heading or label."""
    return "texts" if what in SECTIONS else "dates" if what in DATES else "fields"


def plan_of(pieces: Sequence[Piece], drawn: Sequence[Box], wording: Wording) -> Plan:
    """All that may belong together on one page."""
    anchors = tuple(piece for piece in pieces if piece.anchor)[:MOST_LABELS]
    level = [box for box in drawn if box.width > 2 and box.height <= 2]
    frames = sorted((box for box in drawn if box.width > 12 and box.height > 6), key=lambda box: box.width * box.height)
    for frame in frames:
        level += [
            Box(frame.top, frame.left, frame.top, frame.right),
            Box(frame.bottom, frame.left, frame.bottom, frame.right),
        ]
    groups = _groups(pieces, anchors, level)
    near = groups[:MOST_GROUPS]
    claims = [_claims(group, near, anchors, level, frames, wording) for group in near]
    claims += [{} for _ in groups[MOST_GROUPS:]]
    unclaimed = [LOOSE + min(2.0, len(group.text) / 100) if group.text else VACANT for group in groups]
    return Plan(anchors, groups, tuple(claims), tuple(unclaimed))


def place(plans: Sequence[Plan]) -> tuple[Placed, ...]:
    """What belongs to what on the pages of one booklet, which help to read each other."""
    ways: list[Sides] = list(product(SIDES, SIDES, SIDES))
    costs = [{sides: _decided(plan, sides)[0] for sides in ways} for plan in plans]
    total: dict[Sides, float] = {}
    for cost in costs:
        for sides, value in cost.items():
            total[sides] = total.get(sides, 0.0) + value
    others = max(1, len(plans) - 1)
    placed = []
    for plan, cost in zip(plans, costs, strict=True):
        best = min(cost, key=lambda sides: cost[sides] + USUAL * (total[sides] - cost[sides]) / others)
        placed.append(_placed(plan, _decided(plan, best)[1]))
    return tuple(placed)


def _decided(plan: Plan, sides: Sides) -> tuple[float, list[int | None]]:
    """The owner of each group with these sides, and the cost of that."""
    keys: tuple[tuple[Family, Side], ...] = ("texts", sides[0]), ("fields", sides[1]), ("dates", sides[2])
    owners: list[int | None] = []
    cost = 0.0
    for claims, unclaimed in zip(plan.claims, plan.unclaimed, strict=True):
        best: Claim | None = None
        for key in keys:
            claim = claims.get(key)
            if claim and (best is None or claim.cost < best.cost):
                best = claim
        if best is None or best.cost > unclaimed + ILL:
            owners.append(None)
            cost += unclaimed
        else:
            owners.append(best.anchor)
            cost += best.cost
    held = [owner for owner in owners if owner is not None]
    dated = any(plan.anchors[owner].what in ("start", "end") for owner in held)
    for number, anchor in enumerate(plan.anchors):
        count = held.count(number)
        if not count:
            cost += 0.0 if anchor.what == "date" and dated else VACANT
        elif family(anchor.what) != "texts":
            cost += FURTHER * (count - 1)
    return cost, owners


def _placed(plan: Plan, owners: Sequence[int | None]) -> Placed:
    owned = tuple(
        (anchor, tuple(group for group, owner in zip(plan.groups, owners, strict=True) if owner == number))
        for number, anchor in enumerate(plan.anchors)
    )
    return Placed(owned, tuple(group for group, owner in zip(plan.groups, owners, strict=True) if owner is None))


# --- what stands together ---


def _groups(pieces: Sequence[Piece], anchors: Sequence[Piece], level: Sequence[Box]) -> tuple[Group, ...]:
    made: list[list[Piece]] = []
    for piece in pieces:
        if piece.kind == "field":
            made.append([piece])
        elif piece.kind == "words":
            home = [
                group
                for group in made
                if group[-1].kind == "words" and _goes_on(group, piece, level) and not _begins(group, piece, anchors)
            ]
            if home:
                max(
                    home, key=lambda group: (round(group[-1].box.bottom), overlap_across(group[-1].box, piece.box))
                ).append(piece)
            else:
                made.append([piece])
    return tuple(
        Group(
            tuple(group),
            union([piece.box for piece in group]),
            " ".join(piece.text for piece in group),
            group[0].kind == "field",
        )
        for group in made
    )


def _goes_on(group: Sequence[Piece], piece: Piece, level: Sequence[Box]) -> bool:
    last = group[-1].box
    gap = piece.box.top - last.bottom
    near = -0.5 * last.height <= gap <= CLOSE * min(last.height, piece.box.height)
    alike = 0.75 <= piece.box.height / last.height <= 1.34
    return near and alike and same_column(last, piece.box) and not _ruled(last, piece.box, level)


def _ruled(upper: Box, lower: Box, level: Sequence[Box]) -> bool:
    return any(_crosses(line, upper, lower) for line in level)


def _crosses(line: Box, upper: Box, lower: Box) -> bool:
    """The line parts what stands above from what stands below."""
    low, high = upper.bottom - 0.25 * upper.height, lower.top + 0.25 * lower.height
    left, right = max(upper.left, lower.left), min(upper.right, lower.right)
    return low <= line.top <= high and line.left <= left + 2 and line.right >= min(right, left + 10) - 2


def _begins(group: Sequence[Piece], piece: Piece, anchors: Sequence[Piece]) -> bool:
    """A label beside this line says that something else begins with it."""
    return any(
        overlap_down(anchor.box, piece.box) > 0.7
        and not same_column(anchor.box, piece.box)
        and abs(anchor.box.top - piece.box.top) < 0.5 * piece.box.height
        and all(not same_row(anchor.box, other.box) for other in group)
        for anchor in anchors
    )


# --- who may own it ---


def _claims(
    group: Group,
    groups: Sequence[Group],
    anchors: Sequence[Piece],
    level: Sequence[Box],
    frames: Sequence[Box],
    wording: Wording,
) -> dict[tuple[Family, Side], Claim]:
    best: dict[tuple[Family, Side], Claim] = {}
    around = _around(group.box, frames)
    for side in SIDES:
        seen = [
            (number, distance)
            for number, anchor in enumerate(anchors)
            if (distance := _distance(group, anchor, side, groups, anchors, level)) is not None
        ]
        for number, distance in seen:
            anchor = anchors[number]
            cost = distance + wording(anchor.what, group.text)
            if around and around == _around(anchor.box, frames):
                cost -= TOGETHER
            key = family(anchor.what), side
            if key not in best or cost < best[key].cost:
                best[key] = Claim(number, cost)
    before = None if ("texts", "above") in best else _column_before(group, groups, anchors)
    if before is not None:
        ill = wording(anchors[before].what, group.text)
        if ill <= 0 or group.text[:1].islower():
            best["texts", "above"] = Claim(before, COLUMN + ill)
    return best


def _column_before(group: Group, groups: Sequence[Group], anchors: Sequence[Piece]) -> int | None:
    """The last heading of the column on the left, whose text may go on at the head of this one."""
    left = [
        (anchor.box.top, number)
        for number, anchor in enumerate(anchors)
        if anchor.kind == "heading" and anchor.box.right <= group.box.left and not group.is_field
    ]
    if not left:
        return None
    last = anchors[max(left)[1]].box
    has_text = any(
        other.box.top > last.top
        and other.box.bottom > group.box.bottom
        and other.box.right <= group.box.left
        and same_column(other.box, last)
        for other in groups
    )
    return max(left)[1] if has_text else None


def _around(box: Box, frames: Sequence[Box]) -> Box | None:
    """The smallest frame around a box."""
    for frame in frames:
        if (
            frame.top - 2 <= box.top + 2
            and box.bottom - 2 <= frame.bottom + 2
            and frame.left - 2 <= box.left + 2
            and box.right - 2 <= frame.right + 2
        ):
            return frame
    return None


def _distance(
    group: Group, anchor: Piece, side: Side, groups: Sequence[Group], anchors: Sequence[Piece], level: Sequence[Box]
) -> float | None:
    """How far a label on this side is, in lines; None where it does not stand there, or another stands between."""
    if side in ("above", "below"):
        return _upright_distance(group, anchor, side, groups, anchors, level)
    return _level_distance(group, anchor, side, groups, anchors)


def _upright_distance(
    group: Group, anchor: Piece, side: Side, groups: Sequence[Group], anchors: Sequence[Piece], level: Sequence[Box]
) -> float | None:
    height = anchor.box.height
    if side == "above" and not group.is_field and _follows(group, anchor):
        return 0.4
    upper, lower = (anchor.box, group.box) if side == "above" else (group.box, anchor.box)
    if upper.bottom - lower.top > LAPPED * min(upper.height, lower.height) or lower.top <= upper.top:
        return None
    beside = 0.0
    if not same_column(anchor.box, group.box):
        right = min(
            (
                other.box.left
                for other in anchors
                if other.box.left > anchor.box.right and same_row(other.box, anchor.box)
            ),
            default=anchor.box.left + 12 * height,
        )
        if not anchor.box.left - height <= group.box.left < right:
            return None
        beside = BESIDE

    def between(box: Box, above: float = upper.bottom) -> bool:
        return (
            box.top >= above - 0.35 * height and box.bottom <= lower.top + 0.35 * height and same_column(box, group.box)
        )

    # another label between the two is nearer
    if any(other is not anchor and between(other.box) for other in anchors):
        return None
    # a text may begin on the line of its heading
    passed = sorted(other.box for other in groups if other is not group and between(other.box, upper.top))
    ends = [upper.bottom, *(box.bottom for box in passed)]
    begins = [*(box.top for box in passed), lower.top]
    gaps = [max(0.0, begin - max(ends[: number + 1])) for number, begin in enumerate(begins)]
    fields = sum(1 for other in groups if other.is_field and other is not group and between(other.box))
    edges = abs(anchor.box.left - group.box.left), abs(anchor.box.right - group.box.right)
    centers = abs(anchor.box.left + anchor.box.right - group.box.left - group.box.right) / 2
    lines = len({round(line.top) for line in level if _crosses(line, upper, lower)}) if not passed else 0
    path = sum(gaps) if group.is_field else max(gaps) + 0.05 * len(passed)
    return (
        path / height + beside + PAST * fields + ACROSS * min(2, lines) + min(1.0, 0.04 * min(*edges, centers) / height)
    )


def _level_distance(
    group: Group, anchor: Piece, side: Side, groups: Sequence[Group], anchors: Sequence[Piece]
) -> float | None:
    height = anchor.box.height
    left, right = (anchor.box, group.box) if side == "left" else (group.box, anchor.box)
    if side == "left" and not group.is_field:
        if _follows(group, anchor):
            return 0.05
        if _wraps(group, anchor, groups, anchors):
            return 0.4
    if min(left.right, right.right) - right.left > LAPPED * min(left.width, right.width) or right.left <= left.left:
        return None
    beside = _shared(anchor.box, group.box) > 0
    if not beside:  # further down, in the place of a label whose text goes on
        if group.box.top < anchor.box.top:
            return None
        nearer = [
            other
            for other in anchors
            if other is not anchor
            and anchor.box.top + 0.5 * height < other.box.top <= group.box.top + 0.5 * height
            and (same_column(other.box, anchor.box) or same_column(other.box, group.box))
        ]
        if nearer:
            return None
    between = [
        other
        for other in anchors
        if other is not anchor
        and left.right - 1 <= other.box.left
        and other.box.right <= right.left + 1
        and _shared(other.box, group.box) > 0
    ]
    if between:
        return None
    fields = sum(
        1
        for other in groups
        if other is not group
        and left.right - 1 <= other.box.left
        and other.box.right <= right.left + 1
        and _shared(other.box, anchor.box) > 0
        and _shared(other.box, group.box) > 0
    )
    distance = min(FARTHEST, max(0.0, right.left - left.right) / (8 * height)) + BEHIND * fields
    if beside:
        off = abs(group.box.top - anchor.box.top), abs(_middle(group.box) - _middle(anchor.box))
        return distance + min(1.0, 0.5 * min(off) / height)
    passed = [
        other.box
        for other in groups
        if other is not group
        and other.box.top >= anchor.box.top - height
        and other.box.bottom <= group.box.top + 0.35 * height
        and same_column(other.box, group.box)
    ]
    reached = max((box.bottom for box in passed), default=anchor.box.bottom)
    taken = PAST * len(passed) if group.is_field else 0.05 * len(passed)
    return distance + 0.3 + max(0.0, group.box.top - reached) / height + taken


def _wraps(group: Group, anchor: Piece, groups: Sequence[Group], anchors: Sequence[Piece]) -> bool:
    """The second line of a value that begins behind its label: it goes on where that line begins."""
    height = anchor.box.height
    if (
        not -0.35 * height <= group.box.top - anchor.box.bottom <= CLOSE * height
        or group.box.left > anchor.box.left + 3
    ):
        return False
    own = next((other for other in groups if _follows(other, anchor)), None)
    if own is None:  # a long word may leave its label's line empty
        return anchor.text.endswith(":") and abs(group.box.left - anchor.box.left) < 3
    if any(_behind(own.pieces[0].box, other.box) for other in anchors):
        return False
    line = [other.box for other in anchors] + [piece.box for other in groups for piece in other.pieces]
    start = anchor.box
    while before := next((box for box in line if _behind(box, start)), None):
        start = before
    return abs(group.box.left - start.left) < 3


def _behind(box: Box, after: Box) -> bool:
    """The second goes on where the first ends, on the same line."""
    return same_row(box, after) and box is not after and -1 <= after.left - box.right <= 1.5 * box.height


def _follows(group: Group, anchor: Piece) -> bool:
    """The words begin on the label's own line, right behind it."""
    height = anchor.box.height
    first = group.pieces[0].box
    return same_row(first, anchor.box) and -1 <= first.left - anchor.box.right <= 1.5 * height


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2


def _shared(one: Box, other: Box) -> float:
    """How much of their height stands beside each other, in points."""
    return min(one.bottom, other.bottom) - max(one.top, other.top)
