"""Slips in YAML that have one right cure: text without the quotes that it needs."""

import re
from dataclasses import dataclass

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


_LINE = re.compile(r"(?P<indent> *(?:- +)*)(?:(?P<key>[^\s:#'\"\[\]{},&*!|>%@`-][^\s:]*):(?P<gap> +))?(?P<value>\S.*)")
_REMARK = re.compile(r"[ \t]+#.*$|[ \t]+$")


def mend(source: str, slip: Slip) -> str | None:
    """The YAML without the slip, each line where it was; None where more than one cure is thinkable."""
    lines = source.split("\n")
    if not 0 <= slip.row < len(lines):
        return None
    line = lines[slip.row].removesuffix("\r")
    end = lines[slip.row][len(line) :]
    found = _LINE.fullmatch(line)
    if found is None or not (found["key"] or "-" in found["indent"]) or _goes_on(lines, slip.row, len(found["indent"])):
        return None
    mended = _mended(line, found, slip)
    if mended is None or mended == line:
        return None
    return "\n".join([*lines[: slip.row], mended + end, *lines[slip.row + 1 :]])


def _mended(line: str, found: re.Match[str], slip: Slip) -> str | None:
    value = _REMARK.sub("", found["value"])
    remark = found["value"][len(value) :]
    before = line[: found.start("value")]
    if slip.message in (COLON, SPECIAL):
        if value[0] in "'\"" or (value[0] in "[{" and slip.column > found.start("value")):
            return None
        if found["key"] and not re.fullmatch(r"[a-z_-]+", found["key"]):  # a text in a list, not a key
            begin = found.start("key")
            return line[:begin] + quoted(line[begin : found.start("value")] + value) + remark
        return before + quoted(value) + remark
    if slip.message == FOLLOWS and re.fullmatch(r"'.*'", value):
        return before + quoted(re.sub("''?", "'", value[1:-1])) + remark
    if slip.message == BACKSLASH and re.fullmatch(r'"[^"]*"', value):
        return before + quoted(value[1:-1]) + remark
    return None


def quoted(text: str) -> str:
    """The text in single quotes, in which only they themselves are special."""
    return "'" + text.replace("'", "''") + "'"


def _goes_on(lines: list[str], row: int, indent: int) -> bool:
    """The value may go on below: where it ends is for its writer to say."""
    for line in lines[row + 1 :]:
        if line.strip():
            return len(line) - len(line.lstrip()) > indent and not re.match(r"\s*(- +)?[a-z_]+:(\s|$)", line)
    return False
