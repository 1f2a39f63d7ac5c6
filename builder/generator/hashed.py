"""A file that is written while a thread takes its checksum, which takes longer than to write it."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import BinaryIO

AT_ONCE = 1 << 20
"""Bytes that are written and summed up in one step."""

AHEAD = 4
"""Such steps by which writing may be ahead."""


class Hashed(io.RawIOBase):
    """A new file with its SHA-256."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._file = path.open("wb", buffering=0)
        self._sum = hashlib.sha256()
        self._waiting: Queue[bytes] = Queue(AHEAD)
        self._thread = Thread(target=self._take, daemon=True)
        self._thread.start()

    def _take(self) -> None:
        for held in iter(self._waiting.get, b""):
            self._sum.update(held)

    def writable(self) -> bool:
        return True

    def write(self, held) -> int:  # type: ignore[no-untyped-def]
        written = self._file.write(held)
        if written:
            self._waiting.put(bytes(held[:written]))
        return written

    def close(self) -> None:
        if not self.closed:
            self._file.close()
            self._waiting.put(b"")
        super().close()

    @property
    def sha256(self) -> str:
        """The checksum of all that was written, once the file is closed; waits until it is known."""
        self._thread.join()
        return self._sum.hexdigest()


@contextmanager
def written(path: Path) -> Iterator[tuple[BinaryIO, Hashed]]:
    """A new file to write to, and where its checksum will be found."""
    hashed = Hashed(path)
    with io.BufferedWriter(hashed, AT_ONCE) as file:
        yield file, hashed
