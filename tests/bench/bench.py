"""`make bench`: the same programs built by this project and by Hugo in turn; what it took, as a table."""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench import corpus

ROOT = Path(__file__).parents[2]
MEMORY = Path("/dev/shm")
"""A file system in memory, where there is one: a disk's swing is larger than what is measured."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a process took, with all those that it started."""

    seconds: float
    cpu: float
    megabytes: float
    """Of the largest of its processes, at most."""


def measured(command: Sequence[str], folder: Path) -> Run:
    """Runs the command to its end. Raises CalledProcessError where it fails."""
    began = time.perf_counter()
    # Python's own compiled files are kept, as they are for every user
    setting = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    running = subprocess.Popen(command, cwd=folder, env=setting, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, used = os.wait4(running.pid, 0)
    seconds = time.perf_counter() - began
    if running.stderr:
        said = running.stderr.read()
        running.stderr.close()
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command, stderr=said)
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def hugo() -> str:
    """Hugo's own program, not the Python around it."""
    folder = next(Path(sys.prefix).glob("lib/python*/site-packages/hugo"))
    return str(next(path for path in sorted(folder.rglob("hugo*")) if path.is_file() and os.access(path, os.X_OK)))


def installed(folder: Path) -> Path:
    """A copy of this project in the folder, for what it keeps between builds stands beside it; gives its command."""
    for name in ("builder", "templates"):
        shutil.copytree(ROOT / name, folder / "project" / name, ignore=shutil.ignore_patterns("__pycache__"))
    return Path(shutil.copy(ROOT / "build.py", folder / "project"))


def ours(command: Path, *options: str) -> list[str]:
    day = ("--date", "2026-11-24")
    return [sys.executable, str(command), "--content", "content", "--site", "site", *day, *options]


def edit(folder: Path) -> None:
    """One program changes, for both."""
    for programs in (folder / "content/programs", folder / "hugo/content/programmes"):
        path = sorted(programs.iterdir())[len(list(programs.iterdir())) // 2]
        path.write_text(path.read_text("utf-8").replace(". ", ", and so on. ", 1), "utf-8")


def table(counts: Sequence[int], runs: int, place: Path, *, searched: bool = True) -> Iterator[str]:
    """The lines of a table in Markdown, each as soon as it is known."""
    yield "| programs | what | this project : Hugo | this project | Hugo | CPU | Hugo | memory : Hugo | MB | Hugo |"
    yield "|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    for count in counts:
        with tempfile.TemporaryDirectory(dir=place) as name:
            folder = Path(name)
            corpus.write(count, folder)
            command = installed(folder)
            cases: list[tuple[str, list[str], list[str], Callable[[Path], None]]] = [
                ("from nothing", ours(command, "--no-search"), [hugo(), "--quiet"], fresh),
                ("one program edited", ours(command, "--no-search"), [hugo(), "--quiet"], edit),
                ("from nothing, with search", ours(command), _with_index(folder), fresh),
                ("one program edited, with search", ours(command), _with_index(folder), edit),
            ]
            for what, mine, theirs, before in cases if searched else cases[:2]:
                taken: tuple[list[Run], list[Run]] = ([], [])
                for _ in range(runs):
                    before(folder)
                    taken[0].append(measured(mine, folder))
                    taken[1].append(measured(theirs, folder / "hugo"))
                yield _row(count, what, *taken)


def fresh(folder: Path) -> None:
    for made in (folder / "site", folder / "project/.cache", folder / "hugo/public"):
        shutil.rmtree(made, ignore_errors=True)


def _with_index(folder: Path) -> list[str]:
    import pagefind_bin  # type: ignore[import-untyped]

    index = f"{pagefind_bin.get_executable()} --site public --quiet"
    return ["/bin/sh", "-c", f"{hugo()} --quiet && {index}"]


def _row(count: int, what: str, mine: Sequence[Run], theirs: Sequence[Run]) -> str:
    def middle(runs: Sequence[Run], key: str) -> float:
        return statistics.median(getattr(run, key) for run in runs)

    def ratio(key: str) -> str:
        return f"{middle(mine, key) / middle(theirs, key):.2g}"

    def both(key: str, form: str) -> list[str]:
        return [form.format(middle(each, key)) for each in (mine, theirs)]

    times, cpu, memory = both("seconds", "{:.1f} s"), both("cpu", "{:.1f} s"), both("megabytes", "{:.0f}")
    cells = [f"{count:,}", what, ratio("seconds"), *times, *cpu, ratio("megabytes"), *memory]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[100, 1_000, 10_000], help="numbers of programs")
    parser.add_argument("--no-search", action="store_true", help="leave the search index out")
    parser.add_argument("--runs", type=int, default=1, help="of each; the median is told (1)")
    options = parser.parse_args()
    place = MEMORY if MEMORY.is_dir() else Path(tempfile.gettempdir())
    for line in table(options.counts, options.runs, place, searched=not options.no_search):
        print(line, flush=True)


if __name__ == "__main__":
    main()
