"""Pages drawn into their files, on as many processors as there are."""

import multiprocessing
import os
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

from builder.generator.links import file_of
from builder.generator.render import Placed, draw

MANY = 500
"""Pages from which on a second process is worth its start."""


DeadLink = tuple[str, str]
"""The file of an editor's text, and where in the site it leads in vain."""


def write(pages: Sequence[Placed], folder: Path, workers: int | None = None) -> list[DeadLink]:
    """Draws every page into its file below `folder`; the links that it left out come back.

    `workers` is how many processes do it, as many as are worth it where nobody says. Whatever goes wrong in drawing is
    raised: it is a bug in a template, or an OSError of the disk.
    """
    workers = workers or _workers(len(pages))
    if workers == 1:
        return [dead for page in pages for dead in _write(page, folder)]
    return list(_side_by_side(workers, pages, folder))


def _write(page: Placed, folder: Path) -> list[DeadLink]:
    drawn = draw(page)
    path = folder / file_of(page.address)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(drawn.text.encode())
    return [(page.page.source, target) for target in drawn.dead]


def _workers(pages: int) -> int:
    # a copy of this process has what it needs at once; with other threads running, a copy could wait for them for ever
    can = sys.platform.startswith("linux") and threading.active_count() == 1
    return min(len(os.sched_getaffinity(0)), pages // MANY + 1) if can else 1


def _side_by_side(workers: int, pages: Sequence[Placed], folder: Path) -> Iterator[DeadLink]:
    fork = multiprocessing.get_context("fork")
    running = []
    for number in range(workers):
        ours, theirs = fork.Pipe(duplex=False)
        share = islice(pages, number, None, workers)
        worker = fork.Process(target=_work, args=(theirs, share, folder), daemon=True)
        worker.start()
        theirs.close()
        running.append((worker, ours))
    try:
        for worker, ours in running:
            try:
                failure, dead = ours.recv()
            except EOFError:
                failure, dead = f"a process that drew pages ended with {worker.exitcode}", []
            if isinstance(failure, OSError):
                raise failure
            if failure:
                raise RuntimeError(failure)
            yield from dead
    finally:
        for worker, ours in running:
            worker.terminate()
            worker.join()
            ours.close()


def _work(answer: Connection, share: Iterator[Placed], folder: Path) -> None:
    try:
        dead = [each for page in share for each in _write(page, folder)]
    except OSError as error:
        answer.send((error, []))
    except Exception:
        answer.send((traceback.format_exc(), []))
    else:
        answer.send(("", dead))
    finally:
        answer.close()
