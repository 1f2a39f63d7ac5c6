"""Pagefind, asked over its own protocol: pages go in and files come out, all in memory."""

import base64
import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from builder.problems import Problem, ProblemsError

CHUNK = 5000
"""How much of the index comes in one file, in places of words: a reader who asks for a rare word gets little else."""


class Pagefind:
    """Pagefind at work, from `with` to its end. It never outlives who asks it: without a question to come, it ends."""

    def __init__(self) -> None:
        """Raises ProblemsError where it is not installed."""
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(
            [executable(), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env={**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(CHUNK)},
            bufsize=0,
            # it keeps the lock of the build open, so that no other begins while it works
            close_fds=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(BrokenPipeError):
            self._process.__exit__(kind, error, trace)
        self._said.close()

    def index(self, pages: Iterable[tuple[str, str]]) -> Mapping[str, bytes]:
        """The files of an index, by their places in it. `pages` are addresses in the site with HTML.

        The same pages in the same order give the same files. Raises ProblemsError with what Pagefind says where it
        fails.
        """
        number = self._ask("NewIndex", config=None)["index_id"]
        for address, html in pages:
            self._ask("AddFile", index_id=number, url=address, file_contents=html)
        files = self._ask("GetFiles", index_id=number)["files"]
        return {each["path"].replace(os.sep, "/"): base64.b64decode(each["content"]) for each in files}

    def _ask(self, kind: str, **told: object) -> Mapping[str, Any]:
        asked, answered = self._process.stdin, self._process.stdout
        assert asked
        assert answered
        message = json.dumps({"message_id": 0, "payload": {"type": kind, **told}})
        held = bytearray()
        try:
            _write(asked.fileno(), base64.b64encode(message.encode()) + b",")
            while not held.endswith(b","):
                held += os.read(answered.fileno(), 1 << 20) or self._failed()
        except BrokenPipeError:
            self._failed()
        payload: Mapping[str, Any] = json.loads(base64.b64decode(held[:-1]))["payload"]
        if payload["type"] == "Error":
            raise _failure(payload["message"])
        return payload

    def _failed(self) -> bytes:
        self._process.wait()
        self._said.seek(0)
        raise _failure(
            self._said.read().decode(errors="replace").strip() or f"it ended with {self._process.returncode}"
        )


def _write(pipe: int, held: bytes) -> None:
    view = memoryview(held)
    while view:
        view = view[os.write(pipe, view) :]


def _failure(said: str) -> ProblemsError:
    return ProblemsError([Problem("pagefind", 0, 0, "", f"the search index could not be made: {said}")])


def executable() -> Path:
    """Where it is. Raises ProblemsError where it is not installed."""
    try:
        import pagefind_bin  # type: ignore[import-untyped]

        return Path(pagefind_bin.get_executable())
    except (ImportError, FileNotFoundError) as error:
        message = "is not installed, and the search needs it; run 'python -m pip install -r .requirements/site.txt'"
        raise ProblemsError([Problem("pagefind", 0, 0, "", message)]) from error
