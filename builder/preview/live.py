"""The preview as a whole: what watches, reads, makes the index and answers, each in a thread of its own."""

import datetime as dt
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from builder import frontmatter
from builder.preview import answers
from builder.preview.answers import Answer, Folders
from builder.preview.board import Board, Drawings, State
from builder.preview.indexing import Indexer
from builder.preview.panel import Panel
from builder.preview.refreshing import Reader
from builder.preview.server import HOST, Server
from builder.preview.watching import watched
from builder.problems import Problem

Tell = Callable[[str, Sequence[Problem]], None]
"""Is called with a line for the terminal, and problems to tell below it."""


class Preview:
    """Shows the content at a local address, from `with` to its end.

    Nothing is written but to a temporary folder, and what is known of the history to `cache`.
    """

    def __init__(
        self,
        content: Path,
        templates: Path,
        today: Callable[[], dt.date],
        port: int,
        tell: Tell,
        cache: Path | None = None,
    ) -> None:
        """`today` is asked for the day that counts; 0 as `port` takes any that is free.

        Raises ProblemsError where the port cannot be had.
        """
        self.board = Board()
        self._content, self._templates, self._tell = content, templates, tell
        self._path = _path(content / "site.yml")
        self._start = secrets.token_hex(4)
        self._panel = Panel()
        self._reader = Reader(content, templates, today, cache)
        self._stop = threading.Event()
        self._changed = threading.Condition()
        self._waiting: set[Path] = set()
        self._server = Server(self, port)
        self._temporary = Path(tempfile.mkdtemp(prefix="catalogue-preview-"))
        self._indexer = Indexer(self._temporary, content, templates, today, self._indexed)
        self._threads = [
            threading.Thread(target=run, daemon=True, name=name)
            for name, run in (("answers", self._serve), ("watch", self._watch), ("reading", self._read))
        ]

    @property
    def url(self) -> str:
        """The local address of the home page."""
        return f"http://{HOST}:{self._server.server_port}{self._path}"

    def __enter__(self) -> Self:
        self._indexer.start()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self.board.close()
        with self._changed:
            self._changed.notify_all()
        self._server.shutdown()
        self._server.server_close()
        self._indexer.close()
        # the thread that reads may be in the midst of many files: it tells nothing any more, and nobody waits for it
        for thread in self._threads[:2]:
            thread.join()
        _remove(self._temporary)

    def wait(self) -> None:
        """Until Ctrl+C."""
        while not self._stop.wait(1):
            pass

    # Asked by the server

    def answer(self, target: str, state: State) -> Answer:
        """What a browser gets."""
        return answers.answer(target, state, Folders(self._indexer.indexes), self._panel, self._start)

    def told(self, page: str, state: State) -> dict[str, object]:
        """What an open page is to know."""
        return answers.told(page, state, self._panel, self._start)

    # The threads

    def _serve(self) -> None:
        self._server.serve_forever(poll_interval=0.1)

    def _watch(self) -> None:
        def ticked() -> None:
            if self._reader.is_old():
                self._look({self._content})

        for changes in watched((self._content, self._templates), self._stop, ticked):
            self._look(set(changes))

    def _look(self, changes: set[Path]) -> None:
        with self._changed:
            self._waiting |= changes
            self._changed.notify_all()

    def _read(self) -> None:
        changes: set[Path] = set()
        while not self._stop.is_set():
            done = self._reader.read(sorted(changes), self._stop)
            if self._stop.is_set():
                return
            shown: dict[str, object] = {"drawings": Drawings(done.made)} if done.made else {}
            count = self.board.state.refreshed + 1
            self.board.post(problems=done.problems, failure=done.failure, refreshed=count, **shown)
            self._tell(f"{done.words}\n{done.failure}".rstrip(), done.problems)
            if done.made:
                self._indexer.ask()
            with self._changed:
                self._changed.wait_for(lambda: self._stop.is_set() or bool(self._waiting))
                changes, self._waiting = self._waiting, set()

    def _indexed(self, wrong: str | None) -> None:
        if wrong is None:
            self.board.post(index=self.board.state.index + 1, index_fails=False)
        else:
            self.board.post(index_fails=True)
            self._tell(f"the search finds what it found before: {wrong}", ())


def _remove(folder: Path) -> None:
    """A process that was ended a moment ago may still have left a last file."""
    for _ in range(20):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.05)


def _path(settings: Path) -> str:
    """Where the site is to stand on its server, known before all else is read; its top where the file does not tell."""
    try:
        data = frontmatter.read(settings.read_text("utf-8"), str(settings)).data
        url = data.get("url") if isinstance(data, dict) else None
        return urlsplit(str(url or "")).path.rstrip("/") + "/"
    except (OSError, ValueError):
        return "/"
