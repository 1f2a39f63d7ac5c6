"""images/: the pictures that texts may show."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.addresses import PICTURES
from builder.problems import Problem

FOLDER = "images"
"""Below content/."""

KINDS = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")
"""Those that every browser shows and that can run no script."""

_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Picture:
    """A file that the site shows."""

    name: str
    """With its ending."""
    path: Path
    """Where it stands."""

    @property
    def address(self) -> str:
        """In the site, and in texts."""
        return PICTURES + self.name


def load_pictures(folder: Path, problems: list[Problem]) -> Iterator[Picture]:
    """The pictures by name; what else is there is told, but for names that begin with a dot."""
    images = folder / FOLDER
    for path in sorted(images.iterdir()) if images.is_dir() else ():
        if path.name.startswith("."):
            continue
        if path.is_symlink():
            message = "is a link to another place, which could be anything; put the picture itself here"
            problems.append(Problem(str(path), 0, 0, "", message))
        elif not path.is_file() or path.suffix not in KINDS:
            message = f"is no picture ({', '.join(KINDS)}) and was left out"
            problems.append(Problem(str(path), 0, 0, "", message, "warning"))
        elif not _NAME.fullmatch(path.stem):
            message = "a picture's name may hold only a-z, 0-9 and single hyphens, for it is its address"
            problems.append(Problem(str(path), 0, 0, "", message))
        else:
            yield Picture(path.name, path)
