"""Files that are no PDFs, broken ones, and those that would break what reads them: each is told, all others are read."""

import contextlib
import errno
import multiprocessing
import os
import signal
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject
from reportlab.lib.pdfencrypt import StandardEncryption

from builder.importer.booklets import find_booklets, open_booklets
from builder.importer.pdf import workers
from builder.importer.pdf.document import MOST_PAGES, PdfError, each_leaf, leaves
from builder.importer.pdf.leaf import Box, Leaf, Link, Widget, Word
from builder.importer.pdf.workers import Limits, WorkerError, extract
from builder.problems import Problem
from tests.importer.pdfs import annotate, dictionary, pdf, picture, rewritten, says, value_of, widget

GOOD = pdf(says("a good sheet"), says("and another"))


def made(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of these objects, as they are."""
    out, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        count, table, count, root, len(out),
    )  # fmt: skip


def page(box: bytes = b"0 0 400 300", count: bytes = b"1", kids: bytes = b"3 0 R", more: bytes = b"") -> bytes:
    """A PDF with one page."""
    return made(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %s/Kids[%s]>>" % (count, kids),
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]%s>>" % (box, more),
    )


def bomb() -> bytes:
    """A page whose drawing is some kilobytes here, and a gigabyte once it is unpacked."""
    packer, lines = zlib.compressobj(9), b"0 0 m 1 1 l S " * 2**16
    first, again = (packer.compress(lines) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    packed = zlib.compress(first + 1200 * again + packer.flush(), 9)
    return made(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 4 0 R>>",
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(packed), packed),
    )


def in_a_circle(writer: PdfWriter) -> None:
    """A form field that belongs to itself, by way of another."""
    field = annotate(writer, 0, widget(20, 50, FT="/Tx", T="a", V="held"))
    above = writer._add_object(dictionary(T="b", Parent=field))
    field.get_object()[NameObject("/Parent")] = above


def locked(user: str) -> bytes:
    return pdf(says("a secret"), encrypt=StandardEncryption(user, ownerPassword="owner", strength=128))


NO_PDFS = [
    # what it is, the file, what is told
    ("an empty file", b"", "is empty"),
    ("blanks", b" \n\0", "is empty"),
    ("a web page", b"\n<!DOCTYPE html><html><body>Not found</body></html>", "is no PDF but a web page; fetch the PDF"),
    ("a Word document", b"PK\x03\x04\x14\0\x06\0word/document.xml", "is no PDF but a Word document"),
    ("an old Word document", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "is no PDF but an old Word"),
    ("a rich text", b"{\\rtf1 text}", "is no PDF but a rich text"),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(50), "is no PDF but a picture; run OCR on it"),
    ("a text", b"PROGRAM SUMMARY\n\nWords.\n", "is no PDF but a text; give it a name that ends with .txt"),
    ("anything", b"\x93\x01\x00garbage" * 99, "is no PDF; save it as PDF"),
    ("a head without a body", b"%PDF-1.7\n", "is damaged"),
    ("a head, and anything", b"%PDF-1.7\n" + bytes(range(256)) * 9, "is damaged"),
    ("cut off in the middle", GOOD[: len(GOOD) // 2], "breaks off before its end"),
    ("cut off near the end", GOOD[: GOOD.rindex(b"trailer")], "breaks off before its end"),
    ("cut off near the begin", GOOD[:200], "breaks off before its end"),
    ("locked", locked("secret"), "is locked with a password; save a copy without one"),
    ("no page", page(count=b"0", kids=b""), "has no page"),
    ("a million pages", page(count=b"1000000"), f"claims 1,000,000 pages, but a booklet has {MOST_PAGES:,} at most"),
    (
        "a form that only Adobe shows",
        made(
            b"<</Type/Catalog/Pages 2 0 R/NeedsRendering true/AcroForm<</Fields[]/XFA[(a) 4 0 R]>>>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]>>",
            b"<</Length 7>>stream\n<xdp/>\n\nendstream",
        ),
        "that only Adobe's own programs show (XFA)",
    ),
]


@pytest.mark.parametrize(("title", "data", "expected"), NO_PDFS, ids=[row[0] for row in NO_PDFS])
def test_what_is_no_pdf_is_told(title: str, data: bytes, expected: str) -> None:
    with pytest.raises(PdfError) as told:
        leaves(data)
    assert expected in str(told.value)


STILL_READ = [
    # what it is, the file, the words of each page, the values of its fields
    ("protected, but not locked", locked(""), [["a", "secret"]], []),
    ("something before the head", b"junk\n" + GOOD, [["a", "good", "sheet"], ["and", "another"]], []),
    ("something behind the end", GOOD + b"\r\n<!-- served -->\n" * 50, [["a", "good", "sheet"], ["and", "another"]], []),
    ("no table of contents", GOOD.replace(b"\nxref", b"\nfrex"), [["a", "good", "sheet"], ["and", "another"]], []),
    ("a field in a circle", rewritten(pdf(says("Form")), in_a_circle), [["Form"]], ["held"]),
    ("notes that are none", rewritten(GOOD, lambda w: annotate(w, 0, value_of(7))), [["a", "good", "sheet"], ["and", "another"]], []),
    ("a field nowhere", rewritten(pdf(says("Form")), lambda w: annotate(w, 0, dictionary(Subtype="/Widget", FT="/Tx", V="x"))), [["Form"]], []),
    ("a field at no place", rewritten(pdf(says("Form")), lambda w: annotate(w, 0, dictionary(Subtype="/Widget", FT="/Tx", V="x", Rect=["a", 2, 3, 4]))), [["Form"]], []),
]  # fmt: skip


@pytest.mark.parametrize(("title", "data", "expected", "values"), STILL_READ, ids=[row[0] for row in STILL_READ])
def test_what_can_be_read_is_read(title: str, data: bytes, expected: list[list[str]], values: list[str]) -> None:
    found = leaves(data)
    assert [[word.text for word in leaf.words] for leaf in found] == expected
    assert [widget.value for leaf in found for widget in leaf.widgets] == values


BROKEN_PAGES = [
    # what it is, the file, how many pages of it cannot be read
    ("a page that is not there", page(count=b"2", kids=b"3 0 R 9 0 R"), 1),
    ("a tree of pages that goes in a circle", page(count=b"2", kids=b"3 0 R 2 0 R"), 1),
    ("a page as large as a country", page(box=b"0 0 1000000000 1000000000"), 1),
]


@pytest.mark.parametrize(("title", "data", "expected"), BROKEN_PAGES, ids=[row[0] for row in BROKEN_PAGES])
def test_a_page_that_cannot_be_read_has_no_width(title: str, data: bytes, expected: int) -> None:
    assert sum(not leaf.width for leaf in leaves(data)) == expected


# --- workers ---


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., list[Path]]:
    """Writes files, with a good one before and behind."""

    def write(*held: bytes) -> list[Path]:
        paths = [tmp_path / f"{number}.pdf" for number in range(len(held) + 2)]
        for path, data in zip(paths, (GOOD, *held, GOOD), strict=True):
            path.write_bytes(data)
        return paths

    return write


def outcome(found: dict[Path, Any]) -> list[Any]:
    return [each.message if isinstance(each, Problem) else len(each) for each in found.values()]


def test_files_are_read_in_the_order_given(files: Callable[..., list[Path]]) -> None:
    paths = files(pdf(says("one")), pdf(*[says("many")] * 9))[::-1]
    found = extract(paths)
    assert list(found) == paths
    assert found == {path: leaves(path.read_bytes()) for path in paths}


AT = Box(1.0, 2.0, 3.0, 4.0)
WHOLE = Leaf(
    1,
    5.0,
    6.0,
    (Word(AT, "a"),),
    (Widget(AT, "text", "Canada", "f1", "Donor Countries"),),
    (Link(AT, "http://a"),),
    (AT,),
    True,
)


def reads_whole(data: bytes, counted: Callable[[int], None]) -> Iterator[Leaf]:
    yield WHOLE


def test_a_page_crosses_over_with_all_it_has(files: Callable[..., list[Path]]) -> None:
    assert set(extract(files(), read=reads_whole).values()) == {(WHOLE,)}


def test_what_is_wrong_with_a_file_is_told_with_its_path(files: Callable[..., list[Path]]) -> None:
    paths = files(b"", locked("secret"))
    paths.insert(2, paths[0].with_name("missing.pdf"))
    found = extract(paths)
    assert [isinstance(each, Problem) for each in found.values()] == [False, True, True, True, False]
    assert [str(each.path) for each in found.values() if isinstance(each, Problem)] == [
        str(path) for path in paths[1:4]
    ]
    assert "cannot be opened: No such file" in str(found[paths[2]])


def hangs(data: bytes, counted: Callable[[int], None]) -> Iterator[Leaf]:
    if data == b"bad":
        counted(7)
        time.sleep(3600)
    yield from each_leaf(data, counted)


def crashes(data: bytes, counted: Callable[[int], None]) -> Iterator[Leaf]:
    if data == b"bad":
        os.kill(os.getpid(), signal.SIGSEGV)
    yield from each_leaf(data, counted)


def devours(data: bytes, counted: Callable[[int], None]) -> Iterator[Leaf]:
    if data == b"bad":
        bytearray(8 << 30)
    yield from each_leaf(data, counted)


def never_ends(data: bytes, counted: Callable[[int], None]) -> Iterator[Leaf]:
    counted(1)
    while data == b"bad":
        yield Leaf(1, 1.0, 1.0)
        time.sleep(0.01)
    yield from each_leaf(data, counted)


WORKERS = [
    # what happens in the worker, how it reads, what is told
    ("it hangs", hangs, "takes too long to read"),
    ("it crashes", crashes, "cannot be read: it is damaged, or takes more memory"),
    ("it takes all memory", devours, "takes more than 3072 MB of memory"),
    ("it tells pages for ever", never_ends, "takes too long to read"),
]


@pytest.mark.parametrize(("title", "read", "expected"), WORKERS, ids=[row[0] for row in WORKERS])
@pytest.mark.parametrize("threaded", [False, True], ids=["as it comes", "served"])
def test_a_worker_that_fails_harms_no_other(
    files: Callable[..., list[Path]], title: str, read: Any, expected: str, threaded: bool
) -> None:
    limits = Limits(seconds=3, together=1)
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    if threaded:
        thread.start()
    try:
        told = outcome(extract(files(b"bad"), limits=limits, read=read))
    finally:
        over.set()
    assert told[::2] == [2, 2]
    assert expected in told[1]


def has_a_bug(data: bytes, counted: Callable[[int], None]) -> Iterator[Leaf]:
    raise KeyError("a bug")


def test_a_bug_shows_its_traceback(files: Callable[..., list[Path]]) -> None:
    with pytest.raises(WorkerError, match=r"(?s)0\.pdf.*has_a_bug.*KeyError: 'a bug'"):
        extract(files(), limits=Limits(together=1), read=has_a_bug)


def test_no_process_stays_behind_when_the_run_is_broken_off(files: Callable[..., list[Path]]) -> None:
    started: list[int] = []

    def broken_off(done: int, total: int) -> None:
        started.extend(children())
        raise KeyboardInterrupt

    extract(files())  # where processes come from a server, it is there now
    before = children()
    with pytest.raises(KeyboardInterrupt):
        extract(files(b"bad", b"bad"), broken_off, read=hangs)
    assert set(started) - before
    assert children() == before


class Exhausted:
    """Where processes come from, until the system has no more to give."""

    def __init__(self, what: str) -> None:
        self._real = multiprocessing.get_context("fork")
        self._what = what
        self._count = 0

    def Pipe(self, duplex: bool) -> Any:  # noqa: N802 (as multiprocessing has it)
        self._count += 1
        if self._what == "pipe" and self._count == 2:
            raise OSError(errno.EMFILE, "no more of it")
        return self._real.Pipe(duplex)

    def Process(self, **given: Any) -> Any:  # noqa: N802
        process = self._real.Process(**given)
        if self._what == "process" and self._count == 2:
            process.start = self._no_more  # type: ignore[method-assign]
        return process

    def _no_more(self) -> None:
        raise OSError(errno.EAGAIN, "no more of it")


@pytest.mark.parametrize("what", ["pipe", "process"])
def test_where_no_more_processes_can_be_had_that_is_told_and_none_stays_behind(
    files: Callable[..., list[Path]], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    exhausted = Exhausted(what)
    monkeypatch.setattr(workers, "_context", lambda: exhausted)
    before, opened = children(), len(list(Path("/proc/self/fd").iterdir()))
    with pytest.raises(OSError, match="no more of it") as raised:
        extract(files(b"bad"), limits=Limits(together=2), read=hangs)
    assert raised.value.__context__ is None
    assert children() == before
    assert len(list(Path("/proc/self/fd").iterdir())) == opened


def children() -> set[int]:
    """The processes that this one has started, or those that it has started, and that are not yet over."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
            if state != "Z":
                parents[int(stat.parent.name)] = int(parent)
    found = {os.getpid()}
    while more := {each for each, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {os.getpid()}


def test_progress_goes_by_pages(files: Callable[..., list[Path]]) -> None:
    told: list[tuple[int, int]] = []
    extract(files(b"", pdf(*[says("many")] * 9)), lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len({done for done, _ in told}) > 9
    assert told[-1] == (13, 13)


def test_a_bomb_is_told_and_harms_no_other(files: Callable[..., list[Path]]) -> None:
    first, told, last = outcome(extract(files(bomb()), limits=Limits(seconds=5, memory=1 << 30)))
    assert (first, last) == (2, 2)
    assert "takes" in str(told)


# --- booklets ---


def test_pages_that_cannot_be_read_are_told_and_the_others_read(tmp_path: Path) -> None:
    scan = picture(360, 260)
    path = tmp_path / "scan.PDF"
    path.write_bytes(pdf(says("a page of text"), scan, scan, says(), scan, scan, scan, says("7")))
    problems: list[Problem] = []
    held = open_booklets(find_booklets([tmp_path], problems), problems)
    name = f"{tmp_path.name}/scan.PDF"
    assert sorted(map(str, problems)) == [
        f"{path}: pages 2, 3 and 5 to 7 of {name} are pictures; run OCR first (for example ocrmypdf) and import again",
        f"{path}: warning: page 4 of {name} is blank",
    ]
    (pages,) = held.values()
    assert [(leaf.picture, bool(leaf.words)) for leaf in pages if isinstance(leaf, Leaf)] == [
        (False, True),
        (True, False),
        (True, False),
        (False, False),
        (True, False),
        (True, False),
        (True, False),
        (False, True),
    ]


MIXED = [
    # the name, what it holds, what is told
    ("text.pdf", b"PROGRAM SUMMARY\n", "is no PDF but a text; give it a name that ends with .txt"),
    ("paper.txt", GOOD, "is a PDF; give it a name that ends with .pdf"),
    ("paper.pdf", pdf(picture(360, 260), says("text")), "paper.pdf is a picture; run OCR first"),
    ("paper.pdf", pdf(lambda canvas: [draw(canvas) for draw in (picture(360, 260), says("7"))]), "paper.pdf is mostly a picture"),
    ("paper.pdf", page(count=b"2", kids=b"3 0 R 9 0 R"), "page 2 of {folder}/paper.pdf is damaged and cannot be read"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "expected"), MIXED, ids=[row[2] for row in MIXED])
def test_what_is_wrong_with_a_booklet_is_told(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.pdf").write_bytes(GOOD)
    problems: list[Problem] = []
    held = open_booklets(find_booklets([tmp_path], problems), problems)
    assert tmp_path / "good.pdf" in held
    assert [problem.path for problem in problems if expected.format(folder=tmp_path.name) in str(problem)] == [
        str(tmp_path / name)
    ]
