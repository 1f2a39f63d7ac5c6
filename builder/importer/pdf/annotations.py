"""What lies upon a PDF's pages: form fields and links, from the file's own lists and never from how they look."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any, Literal

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from builder.unseen import UNSEEN

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top, in the page's own coordinates."""

_HIDDEN, _NO_VIEW = 1 << 1, 1 << 5
_RADIO, _PUSH_BUTTON = 1 << 15, 1 << 16
_DEEPEST = 64
_MOST_PAGES = 100_000
_ENDS = re.compile("\r\n|[\r\f\v]")
_NOTHING = frozenset({"", "off", "no", "false", "0"})
"""Values that tools write into boxes that are not ticked."""
_SOMETHING = frozenset({"on", "yes", "true", "1", "x"})
"""And into boxes that are, whatever the box itself calls it."""


@dataclass(frozen=True, slots=True)
class FieldNote:
    """A form field, or what somebody typed onto the page."""

    rectangle: Rectangle
    """Where it stands."""
    kind: Literal["text", "check"]
    """As of a leaf's widget."""
    value: str
    """As of a leaf's widget."""
    name: str
    """As of a leaf's widget; empty for what was typed onto the page."""
    hint: str = ""
    """As of a leaf's widget."""


@dataclass(frozen=True, slots=True)
class LinkNote:
    """A link to an address."""

    rectangle: Rectangle
    """Where it stands."""
    address: str
    """Where it leads."""


@dataclass(frozen=True, slots=True)
class Annotations:
    """What lies upon a page."""

    widgets: tuple[FieldNote, ...]
    """In the file's order."""
    links: tuple[LinkNote, ...]
    """In the file's order."""


class UnreadableError(Exception):
    """The file's lists are damaged, or do not belong to its pages."""


class Notes:
    """What lies upon the pages of a PDF that is not encrypted."""

    def __init__(self, data: bytes) -> None:
        """Raises UnreadableError where the file has no list of pages."""
        try:
            reader = PdfReader(BytesIO(data), strict=False)
            self._pages = list(islice(_pages(reader), _MOST_PAGES))
        except Exception as error:  # damaged files make pypdf raise whatever there is
            raise UnreadableError from error

    def of(self, at: int, number: int) -> Annotations:
        """What lies upon a page, counted from 0. Raises UnreadableError where it has not this `number` of notes."""
        try:
            page = self._pages[at]
            array = _get(page, "/Annots")
            notes = list(array) if isinstance(array, ArrayObject) else []
            found = _annotations(notes)
        except Exception as error:
            raise UnreadableError from error
        if len(notes) != number:
            raise UnreadableError
        return found


def _pages(reader: PdfReader) -> Iterator[DictionaryObject]:
    """The pages in their order."""
    root = _as_dictionary(reader.trailer.get("/Root"))
    waiting = [root.raw_get("/Pages")] if root is not None and "/Pages" in root else []
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, IndirectObject):
            if node.idnum in seen:
                continue
            seen.add(node.idnum)
        page = _as_dictionary(node)
        if page is None:
            continue
        kids = _get(page, "/Kids")
        if isinstance(kids, ArrayObject):
            waiting.extend(reversed(list(kids)))
        else:
            yield page


def _as_dictionary(value: Any) -> DictionaryObject | None:
    value = _resolved(value)
    return value if isinstance(value, DictionaryObject) else None


def _resolved(value: Any) -> Any:
    for _ in range(_DEEPEST):
        if not isinstance(value, IndirectObject):
            return value
        value = value.get_object()
    return None


def _get(holder: DictionaryObject, key: str) -> Any:
    return _resolved(holder.raw_get(key)) if key in holder else None


def _annotations(notes: list[Any]) -> Annotations:
    widgets: list[FieldNote] = []
    links: list[LinkNote] = []
    for each in notes:
        note = _as_dictionary(each)
        rectangle = _rectangle(note) if note is not None else None
        if note is None or rectangle is None:
            continue
        kind = _get(note, "/Subtype")
        if kind == "/Widget":
            widgets.extend(_field(note, rectangle))
        elif kind == "/FreeText":
            text = _text(_get(note, "/Contents")) or _plain(_text(_get(note, "/RC")))
            if text.strip() and not _is_hidden(note):
                widgets.append(FieldNote(rectangle, "text", text, ""))
        elif kind == "/Link" and (address := _address(note)):
            links.append(LinkNote(rectangle, address))
    return Annotations(tuple(widgets), tuple(links))


def _rectangle(note: DictionaryObject) -> Rectangle | None:
    array = _get(note, "/Rect")
    if not isinstance(array, ArrayObject) or len(array) != 4:
        return None
    try:
        left, bottom, right, top = (float(_resolved(each)) for each in array)
    except (TypeError, ValueError):
        return None
    if not all(abs(each) < 1e6 for each in (left, bottom, right, top)):
        return None
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _is_hidden(note: DictionaryObject) -> bool:
    return bool(_number(_get(note, "/F")) & (_HIDDEN | _NO_VIEW))


def _number(value: Any) -> int:
    return int(value) if isinstance(value, int | float) else 0


def _address(note: DictionaryObject) -> str:
    action = _as_dictionary(_get(note, "/A"))
    if action is None or _get(action, "/S") != "/URI":
        return ""
    return "".join(_text(_get(action, "/URI")).split())


# --- form fields ---


def _field(widget: DictionaryObject, rectangle: Rectangle) -> Iterator[FieldNote]:
    """A form field with its value; buttons, signatures and what nobody sees are none."""
    chain = list(_chain(widget))
    kind, flags = _inherited(chain, "/FT"), _number(_inherited(chain, "/Ff"))
    name = ".".join(reversed([text for node in chain if (text := _text(_get(node, "/T")))]))
    if kind == "/Btn":
        if not flags & _PUSH_BUTTON:
            value = "on" if _is_ticked(widget, chain) else ""
            if not _is_hidden(widget):
                yield FieldNote(rectangle, "check", value, name)
    elif kind in ("/Tx", "/Ch", None):
        value = _chosen(chain) if kind == "/Ch" else _text(_value(chain)) or _plain(_text(_inherited(chain, "/RV")))
        if not _is_hidden(widget):
            yield FieldNote(rectangle, "text", value, name, _text(_inherited(chain, "/TU")))


def _chain(widget: DictionaryObject) -> Iterator[DictionaryObject]:
    """The field, what it belongs to, and so on."""
    seen: set[int] = set()
    node: DictionaryObject | None = widget
    while node is not None and id(node) not in seen and len(seen) < _DEEPEST:
        seen.add(id(node))
        yield node
        node = _as_dictionary(_get(node, "/Parent"))


def _inherited(chain: list[DictionaryObject], key: str) -> Any:
    return next((value for node in chain if (value := _get(node, key)) is not None), None)


def _value(chain: list[DictionaryObject]) -> Any:
    """The field's value. A widget without a name of its own is only one place of its parent's field."""
    for node in chain:
        value = _get(node, "/V")
        if value is not None and (_text(value) or isinstance(value, ArrayObject) or "/T" in node):
            return value
    return None


def _chosen(chain: list[DictionaryObject]) -> str:
    """What is chosen, as a reader sees it."""
    shown: dict[str, str] = {}
    options = _inherited(chain, "/Opt")
    listed = []
    for option in options if isinstance(options, ArrayObject) else ():
        each = _resolved(option)
        pair = [_text(_resolved(part)) for part in each] if isinstance(each, ArrayObject) else [_text(each)]
        if pair:
            shown.setdefault(pair[0], pair[-1])
            listed.append(pair[-1])
    value = _value(chain)
    if value is None:
        numbers = _inherited(chain, "/I")
        places = [_number(_resolved(each)) for each in numbers] if isinstance(numbers, ArrayObject) else []
        return ", ".join(listed[at] for at in places if 0 <= at < len(listed))
    values = [_text(_resolved(each)) for each in value] if isinstance(value, ArrayObject) else [_text(value)]
    return ", ".join(shown.get(each, each) for each in values if each)


def _is_ticked(widget: DictionaryObject, chain: list[DictionaryObject]) -> bool:
    """The field's value says so; where it says nothing, the widget's state."""
    states, value = _on_states(widget), _text(_value(chain))
    if value.lower() not in _NOTHING:
        if not states or value in states or any(_exported(state, chain) == value for state in states):
            return True
        if _is_one_of_many(chain):
            return False
        if "/AS" not in widget or value.lower() in _SOMETHING:
            return True
    state = _text(_get(widget, "/AS"))
    return state not in ("", "Off") and (not states or state in states)


def _exported(state: str, chain: list[DictionaryObject]) -> str | None:
    """What choosing this state hands on, where the field lists it by number."""
    options = _inherited(chain, "/Opt")
    if isinstance(options, ArrayObject) and state.isdecimal() and int(state) < len(options):
        return _text(options[int(state)])
    return None


def _on_states(widget: DictionaryObject) -> list[str]:
    looks = _as_dictionary(_get(widget, "/AP"))
    usual = _as_dictionary(_get(looks, "/N")) if looks is not None else None
    if usual is None or isinstance(usual, StreamObject):
        return []
    return [key[1:] for key in usual if key != "/Off"]


def _is_one_of_many(chain: list[DictionaryObject]) -> bool:
    """It is a radio button, or other widgets belong to the same field."""
    kids = _get(chain[1], "/Kids") if len(chain) > 1 and "/T" not in chain[0] else None
    is_radio = bool(_number(_inherited(chain, "/Ff")) & _RADIO)
    return is_radio or (isinstance(kids, ArrayObject) and len(kids) > 1)


def _text(value: Any) -> str:
    """A string, a name or a stream as text, lines parted by line ends, without signs that nobody sees."""
    value = _resolved(value)
    if value is None or isinstance(value, ArrayObject):
        return ""
    if isinstance(value, StreamObject):
        value = value.get_data()
    elif isinstance(value, DictionaryObject):
        return ""
    elif isinstance(value, NameObject):
        value = value[1:]
    if isinstance(value, bytes):
        value = _decoded(value)
    return UNSEEN.sub("", _ENDS.sub("\n", str(value)))


def _decoded(data: bytes) -> str:
    for mark, encoding in ((b"\xfe\xff", "utf-16"), (b"\xff\xfe", "utf-16"), (b"", "utf-8-sig"), (b"", "cp1252")):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    return data.decode("latin-1")


def _plain(rich: str) -> str:
    """A rich text without its tags."""
    return re.sub(r"<[^<>]*>", "", re.sub(r"</p>\s*(?=<p)|<br\s*/?>", "\n", rich)).strip()
