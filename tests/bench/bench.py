"""`make bench`: the same programs built by this project and by Hugo in turn; what it took, as a table."""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
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
    running = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
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


def ours(*options: str) -> list[str]:
    day = ("--date", "2026-11-24")
    return [sys.executable, str(ROOT / "build.py"), "--content", "content", "--site", "site", *day, *options]


def edit(folder: Path) -> None:
    """One program changes, for both."""
    for programs in (folder / "content/programs", folder / "hugo/content/programmes"):
        path = sorted(programs.iterdir())[len(list(programs.iterdir())) // 2]
        path.write_text(path.read_text("utf-8").replace(". ", ", and so on. ", 1), "utf-8")


def table(counts: Sequence[int], runs: int, place: Path) -> list[str]:
    lines = [
        "| programs | what | this project | Hugo | ratio | CPU | Hugo | MB | Hugo |",
        "|---:|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for count in counts:
        with tempfile.TemporaryDirectory(dir=place) as name:
            folder = Path(name)
            corpus.write(count, folder)
            cases: list[tuple[str, list[str], list[str], Callable[[Path], None]]] = [
                ("cold, no search", ours("--no-search"), [hugo(), "--quiet"], fresh),
                ("one edit, no search", ours("--no-search"), [hugo(), "--quiet"], edit),
                ("cold, with search", ours(), _with_index(folder), fresh),
                ("one edit, with search", ours(), _with_index(folder), edit),
            ]
            for what, mine, theirs, before in cases:
                taken: tuple[list[Run], list[Run]] = ([], [])
                for _ in range(runs):
                    before(folder)
                    taken[0].append(measured(mine, folder))
                    taken[1].append(measured(theirs, folder / "hugo"))
                lines.append(_row(count, what, *taken))
                print(lines[-1], file=sys.stderr, flush=True)
    return lines


def fresh(folder: Path) -> None:
    for site in (folder / "site", folder / "hugo/public"):
        shutil.rmtree(site, ignore_errors=True)


def _with_index(folder: Path) -> list[str]:
    import pagefind_bin  # type: ignore[import-untyped]

    index = f"{pagefind_bin.get_executable()} --site public --quiet"
    return ["/bin/sh", "-c", f"{hugo()} --quiet && {index}"]


def _row(count: int, what: str, mine: Sequence[Run], theirs: Sequence[Run]) -> str:
    def middle(runs: Sequence[Run], key: str) -> float:
        return statistics.median(getattr(run, key) for run in runs)

    cells = [f"{middle(mine, 'seconds'):.1f} s", f"{middle(theirs, 'seconds'):.1f} s"]
    cells.append(f"{middle(mine, 'seconds') / middle(theirs, 'seconds'):.1f}")
    cells += [f"{middle(runs, 'cpu'):.1f} s" for runs in (mine, theirs)]
    cells += [f"{middle(runs, 'megabytes'):.0f}" for runs in (mine, theirs)]
    return f"| {count:,} | {what} | {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[100, 1_000, 10_000], help="numbers of programs")
    parser.add_argument("--runs", type=int, default=1, help="of each; the median is told (1)")
    options = parser.parse_args()
    place = MEMORY if MEMORY.is_dir() else Path(tempfile.gettempdir())
    print("\n".join(table(options.counts, options.runs, place)))


if __name__ == "__main__":
    main()
