"""The search index of the preview, made in the background from what the content was a moment ago.

A process of its own makes it: pages of a large catalogue take a while to draw, and an editor who reads must not wait.
"""

import datetime as dt
import multiprocessing
import os
import shutil
import signal
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from builder.generator import prepare, search, write
from builder.generator.links import INDEX
from builder.generator.orders import ordered
from builder.problems import ProblemsError
from builder.workers import ALONE

KEPT = 2
"""Indexes that stay: an open page may be reading the one before."""

PAUSE = (0.2, 5.0)
"""Seconds of quiet before an index is made, at least and at most; else a quarter of the time that the last one took."""


class Indexer:
    """Makes one index after the other, as often as it is asked to, never two at once.

    What is asked for while one is being made is made next, once, however often it was asked for: so a new index comes
    even while changes never cease.
    """

    def __init__(
        self,
        folder: Path,
        content: Path,
        templates: Path,
        today: Callable[[], dt.date],
        done: Callable[[str | None], None],
    ) -> None:
        """Indexes stand below `folder`. `done` hears None after each new one, and what went wrong after a failure."""
        self._folder, self._content, self._templates, self._today, self._done = folder, content, templates, today, done
        self._changed = threading.Condition()
        self._asked = 0
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, daemon=True, name="search index")
        self.indexes: tuple[Path, ...] = ()
        """Folders with an index each, the newest first."""

    def start(self) -> None:
        """Begins to wait for being asked."""
        self._thread.start()

    def ask(self) -> None:
        """The content has changed."""
        with self._changed:
            self._asked += 1
            self._changed.notify_all()

    def close(self) -> None:
        """Ends at once, with the process that makes one."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        number = answered = 0
        took = 0.0
        while True:
            with self._changed:
                self._wait_for_another(answered)
                answered = self._settled(answered, min(PAUSE[1], max(PAUSE[0], took / 4)))
                if self._is_closed:
                    return
            number += 1
            begun = time.monotonic()
            folder = self._folder / f"index-{number}"
            words = self._made(folder)
            took = time.monotonic() - begun
            if self._is_closed:
                return
            if words is not None:
                shutil.rmtree(folder, ignore_errors=True)
                if words:
                    self._done(words)
            elif self.indexes and _held(folder) == _held(self.indexes[0]):
                shutil.rmtree(folder, ignore_errors=True)  # nothing that is searched has changed
            else:
                kept, old = (folder, *self.indexes)[:KEPT], (folder, *self.indexes)[KEPT:]
                self.indexes = kept
                self._done(None)
                for each in old:
                    shutil.rmtree(each, ignore_errors=True)

    def _settled(self, answered: int, pause: float) -> int:
        """What was asked for when nothing new had been for a while. The lock is held."""
        while answered != self._asked and not self._is_closed:
            answered = self._asked
            self._wait_for_another(answered, pause)
        return answered

    def _wait_for_another(self, answered: int, pause: float | None = None) -> None:
        self._changed.wait_for(lambda: self._is_closed or self._asked != answered, pause)

    def _made(self, folder: Path) -> str | None:
        """None if all went well, else why not: nothing where the content is not in order, which is told elsewhere."""
        spawn = multiprocessing.get_context("spawn")
        ours, theirs = spawn.Pipe(duplex=False)
        process = spawn.Process(
            target=_make, args=(theirs, folder, self._content, self._templates, self._today()), name="search index"
        )
        process.start()
        theirs.close()
        try:
            while not self._is_closed:
                if wait([ours], 0.1):
                    answer: str | None = ours.recv()
                    return answer
            return ""
        except EOFError:
            process.join()
            return f"the process that makes the search index ended with {process.exitcode}"
        finally:
            _end(process)
            ours.close()


def _end(process: SpawnProcess) -> None:
    """The process, and whatever it has started."""
    if process.pid is not None and hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join()
    process.close()


def _held(folder: Path) -> frozenset[tuple[str, bytes]]:
    """What an index holds: its parts are named after their bytes, and what names them is small."""
    files = (path for path in (folder / INDEX.strip("/")).rglob("*.json"))
    return frozenset((path.relative_to(folder).as_posix(), path.read_bytes()) for path in files)


def _make(answer: Connection, folder: Path, content: Path, templates: Path, today: dt.date) -> None:
    """In the process: draws what is searched, and makes the index."""
    with suppress(AttributeError, OSError):
        os.setsid()
    with suppress(AttributeError, OSError):
        os.nice(5)
    try:
        made = prepare(content, templates, today, drafts=True)
    except ProblemsError:
        answer.send("")
        return
    except Exception:
        answer.send(traceback.format_exc())
        return
    try:
        programs = [address for address, each in made.pages.items() if each.page.template == "program.html"]
        folder.mkdir(parents=True)
        with ordered(made) as order:
            write.write(ALONE, order, programs, folder)
        if programs:
            search.index([search.searched(each) for each in made.editions], folder)
        for edition in made.editions:
            shutil.rmtree(folder / edition.links.prefix / "programs", ignore_errors=True)
        answer.send(None)
    except ProblemsError as error:
        answer.send(str(error))
    except Exception:
        answer.send(traceback.format_exc())
