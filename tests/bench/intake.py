"""`python -m tests.bench.intake`: invented booklets imported, then imported again; what it took, as a table."""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench import booklets
from tests.bench.bench import MEMORY, Run, installed, measured


def table(counts: Sequence[int], place: Path) -> Iterator[str]:
    """A row for each number of booklets."""
    yield "| booklets | sheets | MB of text | import | ms a sheet | of all cores | again | ms a sheet | of all cores | memory |"
    yield "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
    for count in counts:
        with tempfile.TemporaryDirectory(dir=place) as name:
            folder = Path(name) / "work"
            size = booklets.write(count, folder)
            command = (sys.executable, str(installed(folder)), "--content", "content", "import", "booklets")
            # the second makes known to the sheets the donors that the first has met
            first, _, again = (measured(command, folder) for _ in "123")
            sheets = sum(text.count('"content": ') for text in _ledgers(folder / "content/sheets"))
            cells = [f"{count:,}", f"{sheets:,}", f"{size / 1e6:.1f}"]
            for run in (first, again):
                cells += [f"{run.seconds:.1f} s", *(f"{1000 * each / sheets:.1f}" for each in (run.seconds, run.cpu))]
            yield f"| {' | '.join([*cells, _memory(first, again)])} |"


def _ledgers(folder: Path) -> Iterator[str]:
    return (path.read_text("utf-8") for path in folder.rglob("*.ledger.json"))


def _memory(*runs: Run) -> str:
    return f"{max(run.megabytes for run in runs):.0f} MB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[20, 100, 300, 1_000], help="numbers of booklets")
    options = parser.parse_args()
    for line in table(options.counts, MEMORY if MEMORY.is_dir() else Path(tempfile.gettempdir())):
        print(line, flush=True)


if __name__ == "__main__":
    main()
