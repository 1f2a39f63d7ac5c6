"""Work shared out over the processors."""

import multiprocessing
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing.connection import Connection
from typing import Any, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

MANY = 500
"""Tasks from which on a second process is worth its start."""


def worthwhile(tasks: int) -> int:
    """How many processes are worth it for so many tasks."""
    # a copy of this process has what it needs at once; with other threads running, a copy could wait for them for ever
    can = sys.platform.startswith("linux") and threading.active_count() == 1
    return min(len(os.sched_getaffinity(0)), tasks // MANY + 1) if can else 1


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


@contextmanager
def beside(work: Callable[[], None]) -> Iterator[None]:
    """Does some work while something else is done, in a process of its own where there can be one.

    It is work whose failing harms nobody.
    """
    if worthwhile(MANY) == 1:
        work()
        yield
        return
    worker = multiprocessing.get_context("fork").Process(target=work, daemon=True)
    worker.start()
    try:
        yield
        worker.join()
    finally:
        worker.terminate()
        worker.join()


def ahead(work: Callable[[], bytes]) -> Callable[[], bytes | None]:
    """Begins some work in a process of its own; what comes back waits for its result, which is None where it failed.

    Where there can be no such process, nothing is done.
    """
    if worthwhile(MANY) == 1:
        return lambda: None
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    worker = fork.Process(target=lambda: theirs.send_bytes(work()), daemon=True)
    worker.start()
    theirs.close()

    def result() -> bytes | None:
        with suppress(EOFError, OSError):
            return ours.recv_bytes()
        return None

    return result


def _side_by_side(
    workers: int, tasks: Sequence[Task], work: Callable[[int, Iterator[Task]], Result]
) -> Iterator[Result]:
    fork = multiprocessing.get_context("fork")
    running = []
    for number in range(workers):
        ours, theirs = fork.Pipe(duplex=False)
        share = islice(tasks, number, None, workers)
        worker = fork.Process(target=_work, args=(theirs, number, share, work), daemon=True)
        worker.start()
        theirs.close()
        running.append((worker, ours))
    try:
        for worker, ours in running:
            try:
                failure, done = ours.recv()
            except EOFError:
                failure, done = f"a process of the build ended with {worker.exitcode}", None
            if isinstance(failure, OSError):
                raise failure
            if failure:
                raise RuntimeError(failure)
            yield done
    finally:
        for worker, ours in running:
            worker.terminate()
            worker.join()
            ours.close()


def _work(answer: Connection, number: int, share: Iterator[Any], work: Callable[[int, Iterator[Any]], Any]) -> None:
    try:
        done = work(number, share)
    except OSError as error:
        answer.send((error, None))
    except Exception:
        answer.send((traceback.format_exc(), None))
    else:
        answer.send(("", done))
    finally:
        answer.close()
