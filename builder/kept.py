"""What a run keeps for the next one, among what may be deleted: believed only as far as it can be checked."""

import json
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import builder
from builder.checksum import checksum, checksum_of_file
from builder.content.files import written_whole


def kept(folder: Path | None, name: str, others: Collection[str]) -> Iterator[dict[str, Any]]:
    """What this code has kept under that name, part by part; nothing where it has not, or what is there is damaged.

    `others`: parts of the code that have no hand in it.
    """
    if folder:
        with suppress(OSError), (folder / name).open("rb") as file:
            if file.readline().rstrip() == _checksum(file) and file.readline().rstrip() == _maker(others):
                yield from map(json.loads, file)


def keep(folder: Path, name: str, others: Collection[str], parts: Iterable[Mapping[str, object]]) -> None:
    """Keeps it as JSON, of which no more than a part is ever held in full.

    That it cannot be kept is no harm: the next run then makes everything.
    """
    with suppress(OSError), written_whole(folder / name) as file:
        at = file.write(b"-" * len(checksum()) + b"\n")
        file.write(_maker(others) + b"\n")
        for part in parts:
            file.write(json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        file.seek(at)
        own = _checksum(file)
        file.seek(0)
        file.write(own)


def _checksum(file: BinaryIO) -> bytes:
    """Of the rest of the file, which then stands where it stood."""
    at = file.tell()
    found = checksum_of_file(file)
    file.seek(at)
    return found.encode()


def _maker(others: Collection[str]) -> bytes:
    return maker(tuple(others)).encode()


@cache
def maker(others: tuple[str, ...]) -> str:
    """A checksum of who makes it: this code but for those parts, the packages that are installed, and Python."""
    root = Path(builder.__file__).parent
    own = ((path.relative_to(root), path) for path in sorted(root.rglob("*")) if path.suffix != ".pyc")
    code = [(str(name), path.read_bytes()) for name, path in own if path.is_file() and name.parts[0] not in others]
    packages = sorted({each.name for part in sys.path for each in Path(part).glob("*.dist-info")})
    return checksum(code, packages, sys.version)
