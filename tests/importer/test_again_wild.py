"""Whatever editors did and whatever the sheets say now: no word of an editor's is lost, and the next import changes nothing."""

import re
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.content import load_facets, load_programs
from builder.problems import Problem, errors

from .test_again import FORTY, HAITI, LAMP, NEXT_YEAR, REEF, REEF_FILE, REEF_HAITI, SCHOOLS, SIXTY, World


@cache
def imported() -> Path:
    """A folder with everything imported once, to be copied."""
    folder = Path(tempfile.mkdtemp(prefix="again-"))
    world = World(folder / "content")
    world.put(REEF, LAMP)
    world.put(REEF_HAITI, at="haiti/h.txt")
    world.imported()
    return folder / "content"


class Copied(World):
    """A world that was imported before."""

    def __init__(self, content: Path) -> None:
        shutil.copytree(imported(), content)
        self.content = content


def _lines(text: str) -> list[str]:
    return text.split("\n")


def _head_end(lines: list[str]) -> int:
    return lines.index("---", 1)


def _facts(lines: list[str], pattern: str) -> list[int]:
    """The lines of the facts that begin so."""
    return [number for number in range(1, _head_end(lines)) if re.match(pattern, lines[number])]


def _remark(text: str, at: int, word: str) -> str:
    """A remark on a line of its own, anywhere in the facts."""
    lines = _lines(text)
    lines.insert(1 + at % _head_end(lines), f"# {word}")
    return "\n".join(lines)


def _remark_behind(text: str, at: int, word: str) -> str:
    lines = _lines(text)
    begin = 1 + at % (_head_end(lines) - 1)
    lines[begin] += f" # {word}"
    return "\n".join(lines)


def _word(text: str, at: int, word: str) -> str:
    """A word more in a paragraph."""
    lines = _lines(text)
    prose = [number for number in range(_head_end(lines), len(lines)) if len(lines[number]) > 40]
    if prose:
        number = prose[at % len(prose)]
        words = lines[number].split(" ")
        words.insert(1 + at % (len(words) - 1), word)
        lines[number] = " ".join(words)
    return "\n".join(lines)


def _paragraph(text: str, at: int, word: str) -> str:
    """A paragraph more, or a list."""
    lines = _lines(text)
    headings = [number for number, line in enumerate(lines) if line.startswith("##")]
    new = f"- {word}\n- and more of it" if at % 2 else f"The editor adds {word} here,\nin two lines."
    lines.insert(headings[at % len(headings)] + 1, f"\n{new}\n")
    return "\n".join(lines)


def _value(text: str, at: int, word: str) -> str:
    """Another value."""
    lines = _lines(text)
    keys = _facts(lines, r" *(- )?(title|name|beneficiaries): ")
    if keys:
        number = keys[at % len(keys)]
        key, _, _ = lines[number].partition(": ")
        lines[number] = f"{key}: " + (word, f"'{word}'", f'"{word}"')[at % 3]
    return "\n".join(lines)


def _no_value(text: str, at: int, word: str) -> str:
    """A key less."""
    lines = _lines(text)
    keys = _facts(lines, r" +(name|beneficiaries|donors|start|end): ")
    if keys:
        del lines[keys[at % len(keys)]]
    return "\n".join(lines)


def _order(text: str, at: int, word: str) -> str:
    """Two keys of an activity change places."""
    lines = _lines(text)
    keys = [
        number
        for number in range(1, _head_end(lines) - 1)
        if all(re.match(r"  [a-z]+: \S", line) for line in lines[number : number + 2])
    ]
    if keys:
        number = keys[at % len(keys)]
        lines[number : number + 2] = lines[number : number + 2][::-1]
    return "\n".join(lines)


def _id_last(text: str, at: int, word: str) -> str:
    """The dash stands before another key."""
    return re.sub(r"- (id: \S+)\n  (sheet: \S+)\n", r"- \2\n  \1\n", text)


def _less(text: str, at: int, word: str) -> str:
    """A paragraph less."""
    lines = _lines(text)
    prose = [number for number in range(_head_end(lines), len(lines)) if len(lines[number]) > 40]
    if prose:
        del lines[prose[at % len(prose)]]
    return "\n".join(lines)


def _block_lists(text: str, at: int, word: str) -> str:
    return re.sub(r"( *)(countries|donors): \[(\w+)\]", rf"\1\2:\n\1{'  ' * (at % 2)}- \3", text)


def _shifted(text: str, at: int, word: str) -> str:
    """The activities indented below their key."""
    head, mark, body = text.partition("\n---\n")
    before, key, rest = head.partition("activities:\n")
    parts = re.split(r"(?m)^(?=[a-z])", rest, maxsplit=1)
    parts[0] = re.sub(r"(?m)^(?=.)", "  ", parts[0])
    return f"{before}{key}{''.join(parts)}{mark}{body}"


def _windows(text: str, at: int, word: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


EDITS: list[Callable[[str, int, str], str]] = [
    _remark, _remark_behind, _word, _word, _paragraph, _value, _no_value, _order, _id_last, _less, _block_lists, _shifted,
]  # fmt: skip
FORMS = [
    REEF,
    REEF.but(end="12/31/2017", donors="Mexico"),
    REEF.but(name="", beneficiaries="", donors=""),
    REEF.but(name="Courses for Divers", start="", end=""),
    REEF.but(results=(SIXTY, SCHOOLS)),
    REEF.but(results=(SCHOOLS, FORTY)),
    REEF.but(results=(FORTY,)),
    REEF.but(results=(FORTY, HAITI, SCHOOLS)),
    REEF.but(summary=REEF.summary[1:] + REEF.summary[:1], pillar=""),
    REEF.but(summary=(REEF.summary[0].replace("keeps", "mends"), REEF.summary[1])),
    REEF.but(objectives=(REEF.summary[1], *REEF.objectives), summary=REEF.summary[:1], start="3/4/2017", end=""),
    NEXT_YEAR,
]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 60)), max_size=5),
    st.booleans(),
    st.lists(st.sampled_from(FORMS), max_size=3, unique=True),
    st.sampled_from([REEF_HAITI, REEF_HAITI.but(donors="Chile"), REEF_HAITI.but(results=(HAITI, SCHOOLS)), NEXT_YEAR]),
)
def test_no_word_of_an_editor_is_lost(edits, windows, forms, haiti) -> None:  # type: ignore[no-untyped-def]
    with tempfile.TemporaryDirectory() as folder:
        world = Copied(Path(folder) / "content")
        text = world.text()
        for number, (edit, at) in enumerate(edits):
            text = edit(text, at, f"zq{number}qz")
        own = set(re.findall(r"zq\dqz", text))
        world.path().write_bytes((_windows(text, 0, "") if windows else text).encode())
        problems: list[Problem] = []
        known = load_facets(world.content, [])
        load_programs(world.content, known, problems)
        assert errors(problems) == []  # an empty section is worth a warning, and no obstacle
        untouched = world.text() == (imported() / f"programs/{REEF_FILE}.md").read_bytes().decode()
        world.put(*forms, LAMP)
        world.put(haiti, at="haiti/h.txt")
        done = world.imported()
        assert done.problems == ()
        load_programs(world.content, known, problems)
        assert errors(problems) == []
        now = world.text()
        assert own <= set(re.findall(r"zq\dqz", now))
        assert now.count("\r\n") in (0, now.count("\n"))
        for paragraph in re.split(r"\n{2,}", text.partition("\n---\n")[2]):
            if "zq" in paragraph:
                assert paragraph in now.replace("\r\n", "\n")
        assert (not untouched) or done.clashes == ()
        before = world.bytes()
        again = world.imported()
        assert (again.changes, again.clashes, world.bytes()) == ((), (), before)
