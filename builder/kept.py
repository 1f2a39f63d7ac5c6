"""What a run keeps for the next one, among what may be deleted: believed only as far as it can be checked."""

import json
import sys
from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import builder
from builder.checksum import checksum, checksum_of
from builder.content.files import write_whole

DAMAGE = (OSError, ValueError, TypeError, LookupError)
"""What reading raises where a file is not there, or not what was written."""


def kept(folder: Path | None, name: str, others: Collection[str]) -> dict[str, Any] | None:
    """What this code has kept under that name; None where it has not, or what is there is damaged.

    `others`: parts of the code that have no hand in it.
    """
    with suppress(*DAMAGE):
        own, _, held = (folder / name).read_bytes().partition(b"\n") if folder else (b"", b"", b"")
        by, _, told = held.partition(b"\n")
        if own == checksum_of(held).encode() and by == maker(tuple(others)).encode():
            found: dict[str, Any] = json.loads(told)
            return found
    return None


def keep(folder: Path, name: str, others: Collection[str], told: Mapping[str, object]) -> None:
    """Keeps it as JSON. That it cannot be kept is no harm: the next run then makes everything."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    held = f"{maker(tuple(others))}\n{text}".encode()
    with suppress(OSError):
        write_whole(folder / name, f"{checksum_of(held)}\n".encode() + held)


@cache
def maker(others: tuple[str, ...]) -> str:
    """A checksum of who makes it: this code but for those parts, the packages that are installed, and Python."""
    root = Path(builder.__file__).parent
    own = ((path.relative_to(root), path) for path in sorted(root.rglob("*")) if path.suffix != ".pyc")
    code = [(str(name), path.read_bytes()) for name, path in own if path.is_file() and name.parts[0] not in others]
    packages = sorted({each.name for part in sys.path for each in Path(part).glob("*.dist-info")})
    return checksum(code, packages, sys.version)
