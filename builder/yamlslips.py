"""Slips in YAML that have one right cure: text without the quotes that it needs."""

import re
from dataclasses import dataclass

from builder.program import Activity, Facts

COLON = "a value with ': ' in it needs quotes around it"
SPECIAL = "a value that starts with a special character needs quotes around it"
FOLLOWS = "nothing may follow the quote or bracket that closes a value; an apostrophe inside '…' is written twice"
BACKSLASH = "inside double quotes a backslash is written twice"
NO_COLON = "this line needs ': ' after its key"


@dataclass(frozen=True, slots=True)
class Slip:
    """Where reading ended, and why."""

    row: int
    """0-based."""
    column: int
    """0-based."""
    message: str
    """What an editor should do there."""


_LINE = re.compile(r"(?P<indent> *(?:- +)?)(?:(?P<key>[^\s:#'\"\[\]{},&*!|>%@`-][^\s:]*):(?P<gap> +))?(?P<value>\S.*)")
_OLD_END = re.compile(r"\r(?!\n)")
"""Ends a line in the files of old, for YAML too; whoever has such a file sees its first slip alone."""
_REMARK = re.compile(r"[ \t]+#.*$|[ \t]+$")
_ESCAPE = re.compile(r"\\[0abtnvfre \"/\\N_LPxuU]")
"""What stands for something else inside double quotes."""
_KEYS = "|".join(sorted({*Facts.model_fields, *Activity.model_fields}))
_SECOND_KEY = re.compile(rf"(?:^|.*\s)(?:{_KEYS}):(?:\s|$)")
"""Two keys may have come to stand on one line."""


def mend(source: str, slip: Slip) -> str | None:
    """The YAML without the slip, each line where it was; None where more than one cure is thinkable."""
    lines = source.split("\n")
    if not 0 <= slip.row < len(lines) or _OLD_END.search(source):
        return None
    line = lines[slip.row].removesuffix("\r")
    end = lines[slip.row][len(line) :]
    found = _LINE.fullmatch(line)
    if found is None or not (found["key"] or _is_item(found)) or _goes_on(lines, slip.row, len(found["indent"])):
        return None
    begin = found.start("value")
    if found["key"] and _is_item(found) and _list_of(lines, slip.row) != "activities":
        begin = found.start("key")  # other lists hold texts, in which a word with a colon is no key
    value = _REMARK.sub("", line[begin:])
    mended = None if re.match("#|- ", value) else _mended(value, slip.column - begin, slip.message, source)
    if mended is None:
        return None
    whole = line[:begin] + mended + line[begin + len(value) :] + end
    return "\n".join([*lines[: slip.row], whole, *lines[slip.row + 1 :]])


def _mended(value: str, column: int, message: str, source: str) -> str | None:
    """The value as it should stand; `column` is that of the slip in it."""
    if message == COLON:
        return None if value[0] in "'\"[{" or _SECOND_KEY.match(value) else quoted(value)
    if message == SPECIAL:
        stands_first = column <= 1 or ": " in value[:column]  # or it is the value of what is no key
        return quoted(value) if stands_first and _is_text(value, source) else None
    if message == FOLLOWS and re.fullmatch(r"'.*'", value):
        inner = value[1:-1]
        # else the quotes may be meant to part several words
        apostrophes = inner.count("'") == 1 or not re.search(r"(?<!\w)'|'(?!\w)", inner.replace("''", ""))
        return quoted(re.sub("''?", "'", inner)) if apostrophes else None
    if message == BACKSLASH and re.fullmatch(r'"[^"]*"', value) and not _ESCAPE.search(value):
        return quoted(value[1:-1])
    return None


def _is_text(value: str, source: str) -> bool:
    """What starts with a sign of YAML's is a text all the same, and means no other thing."""
    if value[0] in "'\"[]{},#" or value.startswith("!!"):
        return False
    if not (name := re.match(r"[&*]([\w-]+)(.*)", value)):
        return True
    other = "*" if value[0] == "&" else "&"
    named = re.search(rf"(?:^|[\s\[{{,]){re.escape(other + name[1])}(?![\w-])", source)
    return not named and not re.match(r"\s*([\[{'\"|>]|$)", name[2]) if value[0] == "&" else not named


def _is_item(found: re.Match[str]) -> bool:
    return "-" in found["indent"]


def _list_of(lines: list[str], row: int) -> str:
    """The key of the list in which the item on a line stands."""
    indent = lines[row].index("-")
    for line in reversed(lines[:row]):
        if (found := re.match(r"( *(?:- +)?)([^\s#-][^\s:]*):\s*(?:#.*)?$", line)) and len(found[1]) <= indent:
            return found[2]
    return ""


def quoted(text: str) -> str:
    """The text in single quotes, in which only they themselves are special."""
    return "'" + text.replace("'", "''") + "'"


def _goes_on(lines: list[str], row: int, indent: int) -> bool:
    """The value may go on below: where it ends is for its writer to say."""
    for line in lines[row + 1 :]:
        if line.strip():
            return len(line) - len(line.lstrip()) > indent and not re.match(r"\s*(- +)?[a-z_]+:(\s|$)", line)
    return False
