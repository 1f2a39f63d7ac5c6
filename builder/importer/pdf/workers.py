"""PDFs read side by side, each in a process of its own that can be ended: a file from elsewhere may crash or never end.

Each file has a fresh process, so that none suffers from what another did. Where this program's one thread is all that
runs, it is forked, which takes no time; otherwise it comes from a server that has loaded what it needs.
"""

import faulthandler
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from builder.importer.pdf.document import MOST_PAGES, PdfError, each_leaf
from builder.importer.pdf.leaf import Box, Leaf, Link, Widget, Word
from builder.problems import Problem

Read = Callable[[bytes, Callable[[int], None]], Iterator[Leaf]]
"""What reads a file, as `pdf.each_leaf` does."""
Progress = Callable[[int, int], None]
"""Is told how many pages are read, and of how many; for files not yet opened that is guessed from their size."""

_MOST_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a booklet may take."""

    seconds: float = 60.0
    """To be opened, and for any one page. All of it may take twice this, and a hundredth more for each page."""
    memory: int = 3 << 30
    """In bytes of address space, where the system can bound it."""
    together: int = 0
    """So many are read at the same time; 0 is as many as there are processors."""


DEFAULT = Limits()


def silent(done: int, total: int) -> None:
    """Progress that nobody watches."""


class WorkerError(Exception):
    """A bug in the reading of a file: the traceback, as the other process saw it."""


def extract(
    paths: Sequence[Path],
    progress: Progress = silent,
    limits: Limits = DEFAULT,
    read: Read = each_leaf,
) -> dict[Path, tuple[Leaf, ...] | Problem]:
    """The pages of each PDF, or what is wrong with it, in the order given.

    Raises WorkerError for a bug. Whatever happens, no process is left behind.
    """
    tasks = [_Task(path) for path in dict.fromkeys(paths)]
    waiting, running = tasks[::-1], list[_Task]()
    try:
        while waiting or running:
            while waiting and len(running) < (limits.together or _processors()):
                running.append(waiting.pop())
                running[-1].start(limits, read)
            heard = wait([task.pipe for task in running], max(0.0, min(task.left() for task in running)))
            for task in running[:]:
                if task.pipe in heard:
                    task.hear()
                if not task.is_over and task.left() <= 0:
                    task.problem = "takes too long to read; open it in a viewer, print it to a new PDF and import that"
                    task.is_over = True
                if task.is_over:
                    task.end()
                    running.remove(task)
            progress(sum(len(task.leaves) for task in tasks), _pages(tasks))
    finally:
        for task in running:
            task.end()
    return {task.path: task.result() for task in tasks}


def _processors() -> int:
    """As many as this program may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _pages(tasks: Collection["_Task"]) -> int:
    """How many pages there are in all, those of unopened files as dense as those of the others."""
    known = [task for task in tasks if task.pages is not None or task.is_over]
    pages = sum(task.pages or 0 for task in known)
    size = sum(task.size for task in known if task.pages)
    return pages + sum(max(round(task.size * pages / size) if size else 1, 1) for task in tasks if task not in known)


class _Task:
    """A file, and the process that reads it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = path.stat().st_size if path.is_file() else 0
        self.pages: int | None = None
        """How many it has, once that is known."""
        self.leaves: list[Leaf] = []
        self.problem = ""
        """What is wrong."""
        self.is_over = False
        self.pipe: Connection
        self._begun = ExitStack()
        """What has to be ended."""
        self._limits = DEFAULT
        self._end = self._next = 0.0

    def start(self, limits: Limits, read: Read) -> None:
        """Begins to read."""
        context = _context()
        self.pipe, theirs = context.Pipe(duplex=False)
        self._begun.callback(self.pipe.close)
        with theirs:
            # typeshed does not say that every context has it
            process = context.Process(target=_work, args=(self.path, theirs, limits, read), daemon=True)  # type: ignore[attr-defined]
            self._begun.callback(_end, process)
            process.start()
        self._limits, now = limits, time.monotonic()
        self._next = now + limits.seconds
        self._end = now + 2 * limits.seconds + MOST_PAGES * limits.seconds / 100

    def left(self) -> float:
        """How many seconds it still has."""
        return min(self._next, self._end) - time.monotonic()

    def hear(self) -> None:
        """Takes in what the process says next."""
        try:
            kind, said = self.pipe.recv()
        except EOFError:
            self.problem = (
                "cannot be read: it is damaged, or takes more memory than a booklet may; "
                "open it in a viewer, print it to a new PDF and import that"
            )
            self.is_over = True
            return
        now = time.monotonic()
        self._next = now + self._limits.seconds
        if kind == "leaf":
            self.leaves.append(_unpacked(said))
        elif kind == "pages":
            self.pages = said
            self._end = now + self._limits.seconds * (2 + said / 100)
        elif kind == "problem":
            self.problem = said
        elif kind == "bug":
            raise WorkerError(f"while reading {self.path}:\n{said}")
        self.is_over = kind in ("problem", "done")

    def end(self) -> None:
        """Ends the process, whatever it does, and as far as it was begun."""
        self._begun.close()

    def result(self) -> tuple[Leaf, ...] | Problem:
        """What came of it."""
        return Problem(str(self.path), 0, 0, "", self.problem) if self.problem else tuple(self.leaves)


def _end(process: BaseProcess) -> None:
    if process.pid is not None:  # the system may have had none to give
        process.kill()
        process.join()
    process.close()


def _context() -> BaseContext:
    """Where new processes come from. To fork while other threads run may leave their locks shut for ever."""
    if sys.platform == "linux" and threading.active_count() == 1 and len(list(Path("/proc/self/task").iterdir())) == 1:
        return multiprocessing.get_context("fork")
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


# --- in the other process ---


def _work(path: Path, pipe: Connection, limits: Limits, read: Read) -> None:
    """Reads a file and says what it finds."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started this ends it
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what libraries say of damage is in nobody's words
    faulthandler.disable()
    gc.disable()  # it ends soon, and a page is thousands of small things
    _bound(limits)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise PdfError(f"is larger than {_MOST_BYTES // 1_000_000} MB; split it, or save it with smaller pictures")
        for leaf in read(path.read_bytes(), lambda pages: pipe.send(("pages", pages))):
            pipe.send(("leaf", _packed(leaf)))
        said = ("done", "")
    except PdfError as error:
        said = ("problem", str(error))
    except OSError as error:
        said = ("problem", f"cannot be opened: {error.strerror or error}")
    except MemoryError:
        said = ("problem", f"takes more than {limits.memory >> 20} MB of memory; print it to a new PDF and import that")
    except Exception:
        said = ("bug", traceback.format_exc())
    with suppress(BrokenPipeError):
        pipe.send(said)


def _bound(limits: Limits) -> None:
    """Lets the system hold this process to its limits, even if nobody is left to end it."""
    try:
        import resource
    except ImportError:  # on Windows
        return
    most = int(limits.seconds * (2 + MOST_PAGES / 100)) + 1
    for what, bound in ((resource.RLIMIT_AS, limits.memory), (resource.RLIMIT_CPU, most), (resource.RLIMIT_CORE, 0)):
        with suppress(OSError, ValueError):
            resource.setrlimit(what, (bound, bound))


def _packed(leaf: Leaf) -> tuple[Any, ...]:
    """A page in plain values, which pass between processes several times as fast."""
    return (
        leaf.number,
        leaf.width,
        leaf.height,
        [(*_edges(word.box), word.text) for word in leaf.words],
        [(*_edges(each.box), each.kind, each.value, each.name, each.hint) for each in leaf.widgets],
        [(*_edges(link.box), link.address) for link in leaf.links],
        [_edges(box) for box in leaf.drawn],
        leaf.picture,
    )


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.top, box.left, box.bottom, box.right


def _unpacked(packed: tuple[Any, ...]) -> Leaf:
    number, width, height, words, widgets, links, drawn, picture = packed
    return Leaf(
        number,
        width,
        height,
        tuple([Word(Box(top, left, bottom, right), text) for top, left, bottom, right, text in words]),
        tuple(Widget(Box(*each[:4]), *each[4:]) for each in widgets),
        tuple(Link(Box(*each[:4]), *each[4:]) for each in links),
        tuple(Box(*each) for each in drawn),
        picture,
    )
