"""The files that pages share: styles, scripts, pictures. What people write with room to read is sent without it."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import rcssmin  # type: ignore[import-untyped]
import rjsmin  # type: ignore[import-untyped]

STYLE = "style.css"
"""The one style sheet, made from all that stand under templates/styles/, in the order of their names."""


def assets(templates: Path) -> dict[str, bytes]:
    """Every file of /assets/ by its name."""
    sheets = sorted((templates / "styles").glob("*.css"))
    style = rcssmin.cssmin("\n".join(path.read_text("utf-8") for path in sheets))
    files = {path.name: _small(path) for path in sorted((templates / "assets").iterdir()) if path.is_file()}
    return {STYLE: str(style).encode(), **files}


def versions(assets: Mapping[str, bytes]) -> dict[str, str]:
    """What tells a file from its former selves: a browser keeps what has the same address."""
    return {name: hashlib.sha256(held).hexdigest()[:8] for name, held in assets.items()}


def _small(path: Path) -> bytes:
    held = path.read_bytes()
    return str(rjsmin.jsmin(held.decode())).encode() if path.suffix == ".js" else held
