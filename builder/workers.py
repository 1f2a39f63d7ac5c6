"""Work shared out over the processors."""

import multiprocessing
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from itertools import islice
from multiprocessing.connection import Connection
from typing import ClassVar, Self, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

MANY = 500
"""Tasks from which on a second process is worth its start."""


def worthwhile(tasks: int, many: int = MANY) -> int:
    """How many processes are worth it for so many tasks; `many`: from so many on a second one is."""
    # a copy of this process has what it needs at once; with other threads running, a copy could wait for them for ever
    can = sys.platform.startswith("linux") and threading.active_count() == 1
    return min(len(os.sched_getaffinity(0)), tasks // many + 1) if can else 1


def share_out(
    tasks: Sequence[Task], work: Callable[[int, Iterator[Task]], Result], workers: int | None = None
) -> list[Result]:
    """What `work` gives for each share of the tasks; it is told the number of its share, from 0.

    `workers` is how many processes do it, as many as are worth it where nobody says. Whatever goes wrong is raised: it
    is a bug, or an OSError of the disk.
    """
    workers = workers or worthwhile(len(tasks))
    if workers == 1:
        return [work(0, iter(tasks))]
    return list(_side_by_side(workers, tasks, work))


def each_of(tasks: Sequence[Task], work: Callable[[Task], Result], workers: int) -> list[Result]:
    """What `work` gives for each of the tasks, in their order, by so many processes."""
    found: dict[int, Result] = {}
    for number, done in enumerate(share_out(tasks, lambda _, share: [work(task) for task in share], workers)):
        found |= zip(range(number, len(tasks), workers), done, strict=True)
    return [found[number] for number in range(len(tasks))]


@contextmanager
def beside(work: Callable[[], None]) -> Iterator[None]:
    """Does some work while something else is done, in a process of its own where there can be one.

    It is work whose failing harms nobody.
    """
    if worthwhile(MANY) == 1:
        work()
        yield
        return
    with _Worker(lambda _: work()) as worker:
        yield
        worker.wait()


@contextmanager
def ahead(work: Callable[[], bytes]) -> Iterator[Callable[[], bytes | None]]:
    """Begins some work in a process of its own; what it is given waits for the result, which is None where it failed.

    Where there can be no such process, nothing is done.
    """
    if worthwhile(MANY) == 1:
        yield lambda: None
        return
    with _Worker(lambda answer: answer.send_bytes(work())) as worker:

        def result() -> bytes | None:
            with suppress(EOFError, OSError):
                return worker.answer.recv_bytes()
            return None

        yield result


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


def _side_by_side(
    workers: int, tasks: Sequence[Task], work: Callable[[int, Iterator[Task]], Result]
) -> Iterator[Result]:
    with ExitStack() as until:
        shares = [partial(_answer, work, number, islice(tasks, number, None, workers)) for number in range(workers)]
        for worker in [until.enter_context(_Worker(share)) for share in shares]:
            try:
                failure, done = worker.answer.recv()
            except EOFError:
                failure, done = f"a process of the build ended with {worker.wait()}", None
            if isinstance(failure, OSError):
                raise failure
            if failure:
                raise RuntimeError(failure)
            yield done


def _answer(
    work: Callable[[int, Iterator[Task]], object], number: int, share: Iterator[Task], answer: Connection
) -> None:
    try:
        done = work(number, share)
    except OSError as error:
        answer.send((error, None))
    except Exception:
        answer.send((traceback.format_exc(), None))
    else:
        answer.send(("", done))
