"""Work shared out over the processors."""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from typing import Any, ClassVar, Self, TypeVar

from builder.problems import ProblemsError

Task = TypeVar("Task")
Result = TypeVar("Result")

MANY = 500
"""Tasks from which on a second process is worth its start."""


def worthwhile(tasks: int, many: int = MANY) -> int:
    """How many processes are worth it for so many tasks; `many`: from so many on a second one is."""
    # a copy of this process has what it needs at once; with other threads running, a copy could wait for them for ever
    can = sys.platform.startswith("linux") and threading.active_count() == 1
    return min(len(os.sched_getaffinity(0)), tasks // many + 1) if can else 1


@dataclass(frozen=True, slots=True)
class Team:
    """Those who make a site: an executor's workers, wherever they are, or else copies of this process."""

    number: int | None = None
    """How many they are; as many as are worth it where nobody says."""
    executor: Executor | None = None
    """Whose workers they are; what they are to do reaches them pickled, and so does what they need for it."""

    def worthwhile(self, tasks: int) -> int:
        """How many of them are worth it for so many tasks."""
        return self.number or worthwhile(tasks)

    def share_out(
        self, tasks: Sequence[Task], work: Callable[[int, Sequence[Task]], Result], number: int
    ) -> Iterator[Result]:
        """What `work` gives for each of that many shares of the tasks; it is told the number of its share, from 0.

        There are no more shares than tasks, and a single one is done here. Whatever goes wrong is raised: it is a bug,
        an OSError of the disk, or whatever an executor raises.
        """
        number = max(1, min(number, len(tasks)))
        shares = [tasks[first::number] for first in range(number)]
        if number == 1:
            yield work(0, tasks)
        elif self.executor:
            yield from self.executor.map(work, range(number), shares)
        else:
            yield from _side_by_side([partial(work, *each) for each in enumerate(shares)])


ALONE = Team()
"""This process, with as many copies as are worth it."""


def each_of(tasks: Sequence[Task], work: Callable[[Task], Result], workers: int) -> list[Result]:
    """What `work` gives for each of the tasks, in their order, by so many processes."""
    found: dict[int, Result] = {}
    shares = Team().share_out(tasks, lambda _, share: [work(task) for task in share], workers)
    for number, done in enumerate(shares):
        found |= zip(range(number, len(tasks), workers), done, strict=True)
    return [found[number] for number in range(len(tasks))]


@contextmanager
def beside(work: Callable[[], None]) -> Iterator[None]:
    """Does some work while something else is done, in a process of its own where there can be one.

    It is work whose failing harms nobody. What only it needs, nobody else holds from then on.
    """
    if worthwhile(MANY) == 1:
        work()
        yield
        return
    with _Worker(partial(_do, work)) as worker:
        del work
        yield
        worker.wait()


@contextmanager
def ahead(work: Callable[[Callable[[bytes], None]], None]) -> Iterator[Callable[[bool], Iterator[bytes]]]:
    """Begins some work in a process of its own, which hands over its results one by one by what it is given.

    Who is given what this gives has those that are there by now or, if it is to wait, all. Where there can be no such
    process, nothing is done; where it fails, there is nothing more.
    """
    if worthwhile(MANY) == 1:
        yield lambda _: iter(())
        return
    with _Worker(lambda answer: work(answer.send_bytes)) as worker:
        _make_room(worker.answer)

        def handed_over(wait: bool) -> Iterator[bytes]:
            with suppress(EOFError, OSError):
                while wait or worker.answer.poll():
                    yield worker.answer.recv_bytes()

        yield handed_over


_ROOM = 1 << 20
"""Bytes that may wait in a pipe before who hands them over has to: as many as anybody may have on Linux."""


def _make_room(pipe: Connection) -> None:
    import fcntl  # there is none where no such work is done

    with suppress(OSError):
        fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _ROOM)


@contextmanager
def begun(work: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    """Begins some work in a process of its own; what it is given waits for the result, and raises whatever went wrong.

    Where there can be no such process, the work is done when somebody waits for it.
    """
    if worthwhile(MANY) == 1:
        yield work
        return
    with _Worker(partial(_answer, work)) as worker:
        yield partial(_answered, worker)


class _Worker:
    """A copy of this process that does some work, and is gone when the block ends."""

    _answers: ClassVar[set[Connection]] = set()
    """Where this process waits for answers."""

    def __init__(self, work: Callable[[Connection], None]) -> None:
        fork = multiprocessing.get_context("fork")
        self.answer, theirs = fork.Pipe(duplex=False)
        self._answers.add(self.answer)
        self._process = fork.Process(target=self._work, args=(work, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def _work(self, work: Callable[[Connection], None], answer: Connection) -> None:
        # who interrupts the build ends this through it
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _end_with_parent()
        # a build that is killed reads no answers: as long as a copy kept its ends open, all would wait for it for ever
        for each in self._answers:
            each.close()
        with suppress(BrokenPipeError), answer:
            work(answer)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self.wait()
        self._answers.discard(self.answer)
        self.answer.close()

    def wait(self) -> int | None:
        """Until it has ended; gives its exit code."""
        self._process.join()
        return self._process.exitcode


_PR_SET_PDEATHSIG = 1


def _end_with_parent() -> None:
    """Has the system end this process as soon as its parent is gone, however that ended."""
    parent = multiprocessing.parent_process()
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if parent and os.getppid() != parent.pid:
        os._exit(1)


def _do(work: Callable[[], None], _: Connection) -> None:
    work()


def _side_by_side(works: Sequence[Callable[[], Result]]) -> Iterator[Result]:
    with ExitStack() as until:
        for worker in [until.enter_context(_Worker(partial(_answer, work))) for work in works]:
            yield _answered(worker)


def _answered(worker: _Worker) -> Any:
    try:
        failure, done = worker.answer.recv()
    except EOFError:
        failure, done = f"a process of the build ended with {worker.wait()}", None
    if isinstance(failure, Exception):
        raise failure
    if failure:
        raise RuntimeError(failure)
    return done


def _answer(work: Callable[[], object], answer: Connection) -> None:
    try:
        done = work()
    except (OSError, ProblemsError) as error:
        answer.send((error, None))
    except Exception:
        answer.send((traceback.format_exc(), None))
    else:
        answer.send(("", done))
