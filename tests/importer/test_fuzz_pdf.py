"""PDFs with damage in their bytes: each is read or told, and harms no other. CATALOGUE_FUZZ says how many."""

import re
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from builder.importer.pdf.leaf import Leaf
from builder.importer.pdf.unread import page_problems
from builder.importer.pdf.workers import Limits, extract
from builder.importer.read import read
from builder.importer.sheet import Booklet
from builder.problems import Problem
from tests.fuzzing import fuzzed

from .conftest import known_names
from .pdfs import annotate, dictionary, pdf, picture, rewritten, says, widget

LINES = (
    "PROGRAM SUMMARY",
    "The Reef Watch Program trains divers.",
    "OBJECTIVES",
    "To keep the reefs.",
    "RESULTS",
    "Forty came.",
)


@cache
def drawn() -> tuple[bytes, ...]:
    """Small PDFs: of text, with form fields, with a picture and a link, of many pages."""
    form = rewritten(
        pdf(says(*LINES)),
        lambda writer: [
            annotate(writer, 0, widget(20, 120, FT="/Tx", T="Donor Countries", V="Canada")),
            annotate(writer, 0, widget(20, 160, FT="/Ch", T="Pillar", V="Security", Opt=["Security", "Democracy"])),
            annotate(writer, 0, widget(20, 200, FT="/Btn", T="Ongoing", AS="/Yes")),
            annotate(
                writer,
                0,
                dictionary(
                    Type="/Annot", Subtype="/Link", Rect=[20, 20, 60, 40], A=dictionary(S="/URI", URI="http://a.org")
                ),
            ),
        ],
    )
    return pdf(says(*LINES)), form, pdf(says(*LINES), picture(80, 60)), pdf(*[says(*LINES)] * 4)


GOOD = pdf(says("a good sheet"))
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def _flipped(data: bytes, at: int, size: int) -> bytes:
    return data[:at] + bytes(255 - byte for byte in data[at : at + size]) + data[at + size :]


def _lost(data: bytes, at: int, size: int) -> bytes:
    return data[:at] + data[at + size :]


def _cut_off(data: bytes, at: int, size: int) -> bytes:
    return data[:at]


def _blank(data: bytes, at: int, size: int) -> bytes:
    return data[:at] + bytes(size) + data[at + size :]


def _number(data: bytes, at: int, size: int) -> bytes:
    """Another number in the place of one: an object, a place, a length, a size."""
    found = [match for match in re.finditer(rb"\d+", data) if match.start() >= at] or [*re.finditer(rb"\d+", data)]
    if not found:
        return data
    new = (b"0", b"-1", b"2", b"99999", b"4294967296", b"1e9", str(size).encode())[size % 7]
    return data[: found[0].start()] + new + data[found[0].end() :]


def _name(data: bytes, at: int, size: int) -> bytes:
    """A name in the place of another."""
    names = [*re.finditer(rb"/[A-Za-z]+", data)]
    if not names:
        return data
    old, new = names[at % len(names)], names[size % len(names)]
    return data[: old.start()] + new[0] + data[old.end() :]


def _swapped(data: bytes, at: int, size: int) -> bytes:
    """What one stream holds in another."""
    streams = [*STREAM.finditer(data)]
    if len(streams) < 2:
        return data
    one, other = sorted({at % len(streams), size % len(streams)} | {0, 1})[:2]
    first, second = streams[one], streams[other]
    return data[: first.start(1)] + second[1] + data[first.end(1) : second.start(1)] + first[1] + data[second.end(1) :]


def _other_stream(data: bytes, at: int, size: int) -> bytes:
    """A stream of other operators, some without sense."""
    streams = [*STREAM.finditer(data)]
    if not streams:
        return data
    spot = streams[at % len(streams)]
    drawing = (
        b"BT /F1 12 Tf 1e9 0 Td (x) Tj ET",
        b"q " * 900,
        b"BT (" + b"(" * 900,
        b"/Fm0 Do",
        b"BT /F9 -1 Tf (x) Tj ET 0 0 0 0 0 0 cm",
    )
    return data[: spot.start(1)] + drawing[size % len(drawing)] + data[spot.end(1) :]


def _repeated(data: bytes, at: int, size: int) -> bytes:
    return data[: at + size] + data[at:]


DAMAGES: tuple[Callable[[bytes, int, int], bytes], ...] = (
    _flipped, _lost, _cut_off, _blank, _number, _name, _swapped, _other_stream, _repeated,
)  # fmt: skip
WILD = st.tuples(
    st.integers(0, 3),
    st.lists(st.tuples(st.sampled_from(DAMAGES), st.integers(0, 6000), st.integers(1, 30)), min_size=1, max_size=3),
)


def damaged(which: int, damages: list[tuple[Callable[[bytes, int, int], bytes], int, int]]) -> bytes:
    data = drawn()[which]
    for damage, at, size in damages:
        data = damage(data, at % (len(data) + 1), size)
    return data


def told(found: Problem | tuple[Leaf, ...]) -> object:
    return found.message if isinstance(found, Problem) else found


@given(st.lists(WILD, min_size=4, max_size=4))
@fuzzed
def test_a_damaged_pdf_is_read_or_told_and_harms_no_other(
    wild: list[tuple[int, list[tuple[Callable[[bytes, int, int], bytes], int, int]]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.pdf" for number in range(len(wild) + 1)]
        for path, data in zip(paths, [*(damaged(*each) for each in wild), GOOD], strict=True):
            path.write_bytes(data)
        found = extract(paths, limits=Limits(seconds=30))
        assert list(found) == paths
        for path, held in found.items():
            if isinstance(held, Problem):
                assert held.path == str(path)
                assert held.message
            else:
                assert all(problem.path == str(path) for problem in page_problems(path, held))
                read([Booklet(f"unstated/{path.name}", None, "", held)], known_names())
        last = found[paths[-1]]
        assert not isinstance(last, Problem)
        assert [word.text for leaf in last for word in leaf.words] == ["a", "good", "sheet"]
        assert [*map(told, extract(paths, limits=Limits(seconds=30)).values())] == [*map(told, found.values())]
