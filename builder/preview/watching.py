"""Folders watched for changes, whatever editors' programs, git and file systems do to them."""

import os
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from watchfiles import watch

TICK = 1.0
"""Seconds after which the watch looks whether its folders are still those that it watches."""

_PASSING = re.compile(r"^[.#]|~$|^4913$|\.(?:swp|swx|tmp|temp|bak|part|crdownload)$|___jb_|^flycheck_", re.IGNORECASE)
"""Names of files that programs make while they save, and remove: vim's, emacs', PyCharm's, browsers'."""


def is_passing(path: Path) -> bool:
    """Whether a path within a watched folder is nothing that an editor wrote: also anything in a hidden folder."""
    return any(_PASSING.search(part) for part in path.parts)


def watched(folders: Sequence[Path], stop: threading.Event, ticked: Callable[[], None]) -> Iterator[tuple[Path, ...]]:
    """The files that were changed, made or deleted, as often as some were: below the folders, as these are named.

    Ends when `stop` is set. Once a second or so, when all is quiet, `ticked` is called. A folder may vanish and come
    back; what happened while nobody could watch is given as the folder itself.
    """
    before: dict[str, tuple[int, int]] | None = seen(folders)
    while not stop.is_set():
        standing = [folder for folder in folders if folder.is_dir()]
        here = _identities(folders)
        for changes in _changes(standing, stop):
            if changes:
                before = None
                if named := _named(changes, folders):
                    yield named
            elif before is not None:
                # the watch has begun by now: what was changed before, it did not see
                now, then, before = seen(folders), before, None
                if now != then:
                    yield tuple(folders)
            ticked()
            if _identities(folders) != here:
                before = None
                yield tuple(folders)
                break


def seen(folders: Sequence[Path]) -> dict[str, tuple[int, int]]:
    """Each file's time and size."""
    return {path: state for folder in folders for path, state in _states(folder)}


def _states(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not _PASSING.search(name)]
        for name in files:
            path = os.path.join(here, name)  # noqa: PTH118
            try:
                found = os.stat(path)  # noqa: PTH116
            except OSError:
                continue
            if not _PASSING.search(name):
                yield path, (found.st_mtime_ns, found.st_size)


def _identities(folders: Sequence[Path]) -> list[tuple[int, int] | None]:
    """Which folders stand at the paths: one that was made anew is another, and the watch has lost it."""
    return [_identity(folder) for folder in folders]


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _changes(folders: Sequence[Path], stop: threading.Event) -> Iterator[set[str]]:
    """Paths, or none where it was quiet for a while."""
    if not folders:
        while not stop.wait(TICK):
            yield set()
        return
    roots = [str(folder.resolve()) for folder in folders]
    for polling in (None, True):
        try:
            for changes in watch(
                *roots,
                stop_event=stop,
                watch_filter=None,
                rust_timeout=round(TICK * 1000),
                yield_on_timeout=True,
                raise_interrupt=False,
                force_polling=polling,
                ignore_permission_denied=True,
            ):
                yield {path for _, path in changes}
        except OSError:
            # the system watches no more folders; looking at them again and again still works
            if polling:
                yield set()
                stop.wait(TICK)
            continue
        return


def _named(changes: set[str], folders: Sequence[Path]) -> tuple[Path, ...]:
    """The paths as the folders were named, without those of no account."""
    found = set()
    for folder in folders:
        root = folder.resolve()
        for path in map(Path, changes):
            if path.is_relative_to(root) and not is_passing(path.relative_to(root)):
                found.add(folder / path.relative_to(root))
    return tuple(sorted(found))
