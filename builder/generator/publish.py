"""A folder replaced as a whole: readers see the old site or the new one, never half of each."""

import contextlib
import ctypes
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.problems import Problem, ProblemsError

MARK = ".built-by-catalogue"
"""Stands in every site that was built, so that no other folder is ever replaced; lists what the build wrote."""

SAYS = "The next build replaces these, and keeps what else stands in this folder:\n"
"""The first line of it."""

IGNORE = ("*\n", "!.gitignore\n")
"""The .gitignore of a built site: nothing but itself is kept under version control."""

_EXCHANGE = 2
_HERE = -100


@dataclass(slots=True)
class Spare:
    """Where the site that is replaced is kept, for the next one to begin from: most of it will be the same."""

    folder: Path
    """In which it stands."""
    name: str = ""
    """Its name there; empty where there is none."""
    next_name: str = ""
    """What the one that is now replaced is to be called there; empty where it is not worth keeping."""

    def hand_over(self, fresh: Path) -> bool:
        """Puts it where the new site is made, and forgets all others; whether there is one."""
        with contextlib.suppress(OSError):
            if self.name:
                (self.folder / self.name).rename(fresh)
        shutil.rmtree(self.folder, ignore_errors=True)
        return fresh.is_dir()

    def take_back(self, old: Path) -> None:
        """Keeps the site that was replaced, where that is worth it and the folder is on the same disk."""
        if self.next_name:
            with contextlib.suppress(OSError):
                self.folder.mkdir(parents=True, exist_ok=True)
                old.rename(self.folder / self.next_name)


@contextlib.contextmanager
def replacing(site: Path, spare: Spare | None = None) -> Iterator[Path]:
    """A folder beside `site`, which takes its place if all goes well: empty, or what the spare has.

    If anything is raised inside, the folder is removed and `site` stays as it was. Raises ProblemsError if `site` is
    something that was not built, for it would be lost.
    """
    site = site.resolve()
    _check(site)
    with _told(site, _CLOSED, "choose another folder with --site, or ask who owns this one"):
        site.parent.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time(site.parent), _told(site, _FULL, "make room, and build again"):
        making = site.parent / f".{site.name}.next"
        shutil.rmtree(making, ignore_errors=True)  # what a build that was killed has left
        # whoever still works for that one elsewhere does not know this name
        fresh = making / secrets.token_hex(8)
        with _told(site, _CLOSED, "choose another folder with --site, or ask who owns this one"):
            making.mkdir()
            if not (spare and spare.hand_over(fresh)):
                fresh.mkdir()
        try:
            _empty_of_others(fresh)
            # until it is whole, version control sees nothing of it
            (fresh / ".gitignore").write_text("*\n", "utf-8")
            yield fresh
            _keep(site, fresh)
            try:
                _swap(fresh, site)
            except OSError as error:
                message = (
                    f"cannot be replaced as a whole ({error.strerror or error}); "
                    "if other folders are mounted there, name a folder inside it with --site"
                )
                raise ProblemsError([Problem(str(site), 0, 0, "", message)]) from error
            if spare:
                spare.take_back(fresh)
        finally:
            shutil.rmtree(making, ignore_errors=True)


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR, errno.EEXIST)


@contextlib.contextmanager
def _told(site: Path, kinds: Collection[int], cure: str) -> Iterator[None]:
    """Where the disk is to blame and no bug, the problem is told with its cure; the old site stays."""
    try:
        yield
    except OSError as error:
        if error.errno not in kinds:
            raise
        message = f"cannot be written ({error.strerror}); {cure}"
        raise ProblemsError([Problem(str(site), 0, 0, "", message)]) from error


def _check(site: Path) -> None:
    if not site.exists():
        return
    message = ""
    if not site.is_dir():
        message = "is a file; name a folder for the site"
    elif (site / ".git").exists():
        message = "is a folder under version control of its own, which the build would lose; name another with --site"
    elif not (site / MARK).exists() and any(path.name != ".gitignore" for path in site.iterdir()):
        message = "holds files that no build has written and that would be lost; name another with --site, or empty it"
    if message:
        raise ProblemsError([Problem(str(site), 0, 0, "", message)])


def _keep(site: Path, fresh: Path) -> None:
    """What stands at the top of the old site and no build wrote, such as a host's CNAME or .htaccess, stays."""
    written = sorted({path.name for path in fresh.iterdir()} - {".gitignore"})
    (fresh / ".gitignore").write_text("".join(IGNORE), "utf-8")
    for path in sorted(site.iterdir()) if site.exists() else ():
        if path.name in (MARK, *written, *_written_before(site)):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, fresh / path.name, symlinks=True)
        else:
            shutil.copy2(path, fresh / path.name, follow_symlinks=False)
    (fresh / MARK).write_text(SAYS + "".join(f"{name}\n" for name in written), "utf-8")


def _empty_of_others(fresh: Path) -> None:
    """A site that was there before may hold what no build wrote: today's stands in the site that is replaced."""
    written = _written_before(fresh)
    for path in fresh.iterdir():
        if path.name not in written:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def _written_before(site: Path) -> list[str]:
    mark = site / MARK
    return mark.read_text("utf-8").splitlines()[1:] if mark.is_file() else []


def _swap(fresh: Path, site: Path) -> None:
    if not site.exists():
        fresh.rename(site)
    elif not exchange(fresh, site):
        # elsewhere there is a moment without a site; if the second step fails, the old one comes back
        old = site.parent / f".{site.name}.old"
        shutil.rmtree(old, ignore_errors=True)
        site.rename(old)
        try:
            fresh.rename(site)
        except OSError:
            old.rename(site)
            raise
        shutil.rmtree(old, ignore_errors=True)


def exchange(one: Path, other: Path) -> bool:
    """Two folders change places in one step; False where the system has no such step."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


@contextlib.contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """A second build waits for the first, where the system knows locks on folders."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    # whoever a killed build has started may still be writing: the next one waits for those, too
    os.set_inheritable(handle, True)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
