"""The search index, made by Pagefind from the programs' finished pages."""

import subprocess
from pathlib import Path

from builder.generator.links import INDEX
from builder.problems import Problem, ProblemsError

PAGES = "**/programs/*/index.html"
"""Only programs are searched; without this, a catalogue that has none yet would search its own lists."""

UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js", "wasm.unknown.pagefind")
"""Pagefind's ready-made interfaces: the site has its own."""


def index(site: Path) -> None:
    """Writes the index into the folder of the finished pages.

    Raises ProblemsError where Pagefind is missing or fails, with its own words.
    """
    command = [str(_executable()), "--site", str(site), "--glob", PAGES, "--output-subdir", INDEX.strip("/"), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = "\n".join(part for part in (done.stdout.strip(), done.stderr.strip()) if part)
        raise ProblemsError([Problem("pagefind", 0, 0, "", f"the search index could not be made: {said}")])
    folder = site / INDEX.strip("/")
    for pattern in UNUSED:
        for path in folder.glob(pattern):
            path.unlink()


def _executable() -> Path:
    try:
        import pagefind_bin  # type: ignore[import-untyped]

        return Path(pagefind_bin.get_executable())
    except (ImportError, FileNotFoundError) as error:
        message = "is not installed, and the search needs it; run 'python -m pip install -r .requirements/site.txt'"
        raise ProblemsError([Problem("pagefind", 0, 0, "", message)]) from error
