"""The search index, made by Pagefind from the programs' finished pages."""

import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from builder.generator.beginning import link
from builder.generator.links import INDEX
from builder.problems import Problem, ProblemsError

PAGES = "**/programs/*/index.html"
"""Only programs are searched; without this, a catalogue that has none yet would search its own lists."""

UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js", "wasm.unknown.pagefind")
"""Pagefind's ready-made interfaces: the site has its own."""

MADE_FROM = ".made-from"
"""In the index's folder: what it was made from, and what it holds."""

_SEARCHED = re.compile(rb"<article[^>]*data-pagefind-body.*?</article>", re.DOTALL)
"""The part of a page that goes into the index."""


def index(site: Path, before: Path | None = None) -> None:
    """Writes the index into the folder of the finished pages.

    Where all that is searched is as it was in the site `before`, whose index is whole, that one is taken over.
    Raises ProblemsError where Pagefind is missing or fails, with its own words.
    """
    folder = site / INDEX.strip("/")
    searched = _searched(site)
    if before and _is_still_right(before / INDEX.strip("/"), searched):
        shutil.copytree(before / INDEX.strip("/"), folder, copy_function=link)
        return
    command = [str(_executable()), "--site", str(site), "--glob", PAGES, "--output-subdir", INDEX.strip("/"), "--quiet"]
    # it keeps the lock of the build open, so that no other begins while it writes
    done = subprocess.run(command, capture_output=True, text=True, check=False, close_fds=False)
    if done.returncode:
        said = "\n".join(part for part in (done.stdout.strip(), done.stderr.strip()) if part)
        raise ProblemsError([Problem("pagefind", 0, 0, "", f"the search index could not be made: {said}")])
    for pattern in UNUSED:
        for path in folder.glob(pattern):
            path.unlink()
    (folder / MADE_FROM).write_text(f"{searched}\n{_held(folder)}\n", "utf-8")


def _searched(site: Path) -> str:
    """A checksum of all that is searched, and of who makes the index."""
    summed = hashlib.sha256(metadata.version("pagefind-bin").encode())
    for path in sorted(site.glob(PAGES)):
        found = _SEARCHED.search(path.read_bytes())
        summed.update(b"\0%b\0%b" % (path.relative_to(site).as_posix().encode(), found[0] if found else b""))
    return summed.hexdigest()


def _held(folder: Path) -> str:
    """A checksum of the index's own files."""
    summed = hashlib.sha256()
    for path in _files(folder):
        summed.update(b"\0%b\0%b" % (path.relative_to(folder).as_posix().encode(), path.read_bytes()))
    return summed.hexdigest()


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MADE_FROM)


def _is_still_right(folder: Path, searched: str) -> bool:
    """Whether an index was made from just this, and nobody has touched it since."""
    mark = folder / MADE_FROM
    try:
        return mark.read_text("utf-8") == f"{searched}\n{_held(folder)}\n"
    except (OSError, UnicodeDecodeError):
        return False


def _executable() -> Path:
    try:
        import pagefind_bin  # type: ignore[import-untyped]

        return Path(pagefind_bin.get_executable())
    except (ImportError, FileNotFoundError) as error:
        message = "is not installed, and the search needs it; run 'python -m pip install -r .requirements/site.txt'"
        raise ProblemsError([Problem("pagefind", 0, 0, "", message)]) from error
