"""The form's fields: which value belongs to which label, and where the link leads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from builder.importer.facts.dates import Dates, read_dates
from builder.importer.facts.formlanguage import form_language
from builder.importer.language.labels import TITLES, Field
from builder.importer.language.names import Names
from builder.importer.language.suits import fits
from builder.importer.layout.blocks import Block, Token
from builder.importer.layout.pages import Page

LEFTOVER = -1.5
"""A value that no label claims."""
CERTAIN = 2.0
"""A value that can stand in this field alone: a pillar, a country that pays."""
NEARER = 0.3
"""A value stands nearer to its own label than to the next."""


@dataclass(frozen=True, slots=True)
class FormReading:
    """What a sheet's form says."""

    values: Mapping[Field, str]
    """The words in each field, as printed."""
    dates: Dates
    """When."""
    link: str | None
    """The address it gives."""
    doubts: tuple[str, ...]
    """What an editor should look at."""
    no_donor: str | None
    """What stands in the donors' field to say that there is none."""


def read_form(page: Page, known: Names, language: str = "en") -> FormReading:
    """The fields of one sheet. `language` is that of its texts, which counts where the form's words do not tell."""
    dates = read_dates(page, form_language(page, known.labels) or language)
    link, link_doubts = _link(page)
    values, doubts = _values(page, known)
    no_donor = values["donors"] if known.labels.is_no_value(values.get("donors", "?")) else None
    stated = {name: text for name, text in values.items() if not known.labels.is_no_value(text)}
    return FormReading(stated, dates, link, (*doubts, *dates.doubts, *link_doubts), no_donor)


@dataclass(frozen=True, slots=True)
class _Group:
    """Neighbouring pieces of text that make one value."""

    text: str
    before: Field | None
    """The label above, where nothing but blanks parts them."""
    after: Field | None
    """The label below, likewise."""
    nearer: str
    """`before`, `after` or nothing: which label is nearer."""


def _values(page: Page, known: Names) -> tuple[dict[Field, str], list[str]]:
    bound: dict[Field, str] = {}
    doubts: list[str] = []
    unsure: list[tuple[Field | None, str]] = []
    for block in page.blocks:
        if block.kind == "form":
            left = _same_line(block.tokens, bound)
            if left:
                doubts.append(f"the form holds '{left}' in a place where no field was expected; say where it belongs")
    vague = bound.get("donors")
    if vague and not page.placed and not known.labels.is_no_value(vague) and fits("donors", vague, known) < 0:
        unsure.append(("donors", bound.pop("donors")))
    groups = _groups(page, known)
    sides = {side: _assign(groups, bound, side, known) for side in ("before", "after")}
    side = max(sides, key=lambda each: sides[each][0])
    _, assigned, leftover = sides[side]
    for field_name, text in assigned.items():
        if known.labels.is_no_value(text) or fits(field_name, text, known) >= 0:
            bound[field_name] = text
        else:
            unsure.append((field_name, text))
    for group in leftover:
        guess = _guess(group.text, known) if not (group.before or group.after) else None
        if guess and guess not in bound:
            bound[guess] = group.text
            doubts.append(
                f"'{group.text}' stands on the sheet without a label; it was taken for {TITLES[guess]}, please check"
            )
        else:
            unsure.append((group.before or group.after, group.text))
    if unsure:
        doubts.append(_unsure(unsure, assigned, known))
    return bound, doubts


def _unsure(unsure: Sequence[tuple[Field | None, str]], assigned: Mapping[Field, str], known: Names) -> str:
    """The doubt in words; empty fields beside a doubtful value are as doubtful as it is."""
    empty = [(name, text) for name, text in assigned.items() if known.labels.is_no_value(text)]
    told = dict.fromkeys([*empty, *unsure])
    values = " and ".join(f"'{text}'" for _, text in told)
    places = " and ".join(dict.fromkeys(TITLES[name] for name, _ in told if name))
    if not places:
        return f"{values} on the sheet without a label: which field that belongs to is not certain"
    if len(told) == 1:
        return f"{values} stands by {places}, where it hardly belongs; no field was filled with it"
    return f"{values} stand by {places}, and which belongs to which is not certain; no field was filled with it"


def _same_line(tokens: Sequence[Token], bound: dict[Field, str]) -> str:
    """Binds the words of a form line to the labels on it; gives back words that have none."""
    named = [(position, token.field) for position, token in enumerate(tokens) if token.field]
    words = [(position, token.text) for position, token in enumerate(tokens) if token.kind == "text"]
    if not words:
        return ""
    if not named:
        return " ".join(text for _, text in words)
    leads = tokens[0].kind == "label"
    left = []
    for position, text in words:
        near = [name for at, name in named if (at < position if leads else at > position)]
        near = near[::-1] if leads else near
        if near and near[0] != "link" and near[0] not in bound:
            bound[near[0]] = text
        else:
            left.append(text)
    return " ".join(left)


def _groups(page: Page, known: Names) -> list[_Group]:
    """The values on lines of their own, each with the labels around it."""
    held = set(page.values)
    relevant: list[Block | None] = []
    for block in page.blocks:
        if block in held or (block.kind == "form" and _text_label(block)):
            relevant.append(block)
        elif block.kind != "form":
            relevant.append(None)
    groups: list[_Group] = []
    position = 0
    while position < len(relevant):
        first = relevant[position]
        if first is None or first.kind == "form":
            position += 1
            continue
        end = position
        while end + 1 < len(relevant) and relevant[end + 1] is not None and relevant[end + 1] in held:
            end += 1
        blocks = [block for block in relevant[position : end + 1] if block]
        if column := _column(relevant, position, end + 1, known):
            groups += column
            position = end + 1
            continue
        above = relevant[position - 1] if position else None
        below = relevant[end + 1] if end + 1 < len(relevant) else None
        gap_above = first.first.gap
        gap_below = below.first.gap if below else 99
        near = "before" if gap_above < gap_below else "after" if gap_below < gap_above else ""
        groups.append(
            _Group(
                " ".join(block.text for block in blocks),
                _text_label(above) if above else None,
                _text_label(below) if below else None,
                near,
            )
        )
        position = end + 1
    return groups


def _column(relevant: Sequence[Block | None], begin: int, end: int, known: Names) -> list[_Group]:
    """Values that stand in a block of their own beside as many labels: the first is the first label's, and so on.

    Only where every one of them suits its label, and one of them beyond doubt.
    """
    blocks = [block for block in relevant[begin:end] if block]
    above = [_text_label(block) for block in takewhile(_is_label, reversed(relevant[:begin])) if block][::-1]
    below = [_text_label(block) for block in takewhile(_is_label, relevant[end:]) if block]
    for pieces in ([block.text for block in blocks], [line.text for block in blocks for line in block.lines]):
        for side, named in (("before", above), ("after", below)):
            if len(pieces) < 2 or len(pieces) != len(named) or any(piece[0].islower() for piece in pieces):
                continue
            suits = [fits(name, text, known) for name, text in zip(named, pieces, strict=True) if name]
            if min(suits) >= 0 and max(suits) >= CERTAIN:
                return [
                    _Group(text, name if side == "before" else None, name if side == "after" else None, side)
                    for name, text in zip(named, pieces, strict=True)
                ]
    return []


def _is_label(block: Block | None) -> bool:
    return block is not None and block.kind == "form"


def _text_label(block: Block) -> Field | None:
    """The one field with words for a value that the line names, and nothing else on it."""
    named = [token.field for token in block.tokens if token.field and token.field != "link"]
    return named[0] if len(named) == 1 and not any(token.kind == "text" for token in block.tokens) else None


def _assign(
    groups: Sequence[_Group], bound: Mapping[Field, str], side: str, known: Names
) -> tuple[float, dict[Field, str], list[_Group]]:
    """All values to the labels on one side of them: how well that fits, what results, what is left."""
    assigned: dict[Field, str] = {}
    leftover: list[_Group] = []
    score = 0.0
    for group in groups:
        name: Field | None = getattr(group, side)
        if name is None or name in assigned or name in bound:
            leftover.append(group)
            score += LEFTOVER
        else:
            assigned[name] = group.text
            score += fits(name, group.text, known) + (NEARER if group.nearer == side else 0.0)
    return score, assigned, leftover


def _guess(text: str, known: Names) -> Field | None:
    """The field that words without a label belong to, where they leave no doubt."""
    fields: tuple[Field, ...] = ("pillar", "donors", "beneficiaries", "name")
    ranked = sorted(((fits(name, text, known), name) for name in fields), reverse=True)
    (best, name), (second, _) = ranked[0], ranked[1]
    return name if best >= 1.0 and best - second >= 0.5 else None


def _link(page: Page) -> tuple[str | None, list[str]]:
    tokens = [token for block in page.blocks if block.kind == "form" for token in block.tokens]
    urls = list(dict.fromkeys(token.text.rstrip(".,;)") for token in tokens if token.kind == "url"))
    # a piece of an address is no second address
    urls = [url for url in urls if not any(other != url and other.startswith(url) for other in urls)]
    if not urls:
        if any(token.kind == "announced" for token in tokens):
            return None, ["a link to a web page is announced, but its address is missing on the sheet"]
        return None, []
    first = urls[0] if "://" in urls[0] else f"http://{urls[0]}"
    doubts = [f"the sheet gives further addresses: {', '.join(urls[1:])}"] if urls[1:] else []
    return first, doubts
