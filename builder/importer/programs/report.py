"""What an import did, in words: counts, what was rejected, what clashed, and the changes as a diff."""

from collections import Counter
from collections.abc import Iterator
from difflib import unified_diff

from builder.importer.programs.write import Change, Imported
from builder.ledger import SUFFIX

Counts = tuple[tuple[str, tuple[tuple[int, str], ...]], ...]


def counts(done: Imported) -> Counts:
    """Booklets, sheets and programs, each with its numbers and their names. The names never change."""
    became = Counter("told by a later sheet" if each.told_by else each.became for each in done.entries.values())
    return (
        ("booklets", ((len(done.booklets), "read"),)),
        (
            "sheets",
            (
                (len(done.sheets), "found"),
                (done.new, "new"),
                (became["imported"], "imported"),
                (became["second copy"], "second copies"),
                (became["told by a later sheet"], "told by a later sheet"),
                (became["rejected"], "rejected"),
            ),
        ),
        ("programs", tuple((len(paths), name) for name, paths in done.programs.items())),
    )


def count_lines(done: Imported) -> Iterator[str]:
    """The counts as plain lines: `programs: 2 new, 1 updated, …`."""
    for what, numbers in counts(done):
        yield f"{what}: {', '.join(f'{number} {name}' for number, name in numbers)}"


def detail_lines(done: Imported) -> Iterator[str]:
    """Each sheet that is in no program, with the reason; each clash, with both values."""
    for ref, reason in done.rejected.items():
        yield f"rejected {ref}: {reason}"
    for path, clash in done.clashes:
        yield f"clash {path}: {clash}"


def diff_lines(change: Change) -> Iterator[str]:
    """What would change in a file; of booklets and ledgers only that they would."""
    if change.path.name.endswith(SUFFIX):
        yield f"would {'update' if change.before is not None else 'write'} {change.path}"
        return
    if change.path.suffix not in (".md", ".yml"):
        yield f"would copy {change.path.name} to {change.path}"
        return
    before, after = (
        (data or b"").decode("utf-8", errors="replace").splitlines(keepends=True)
        for data in (change.before, change.after)
    )
    source = str(change.path) if change.before is not None else "/dev/null"
    for line in unified_diff(before, after, source, str(change.path)):
        yield line.removesuffix("\n").removesuffix("\r")
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"
