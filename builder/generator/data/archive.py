"""The whole site as one file, for a laptop without a network."""

import datetime as dt
import re
import zipfile
from pathlib import Path

FOLDER = "catalogue/"
"""In the archive, all stands in one folder."""

LEFT_OUT = ("404.html", "_headers", "_redirects", "robots.txt", "sitemap.xml", ".gitignore", ".built-by-catalogue")
"""What only a server has a use for."""

_LINK = re.compile(rb"""((?:href="|action="|data-home="|; url=)[^":?#/][^":?#]*/)(?=["?#])""")
"""A link to a folder of the site, up to where its own name ends."""

LEVEL = 3
"""How hard the archive is packed, of 9: harder would save little, and take half as long again."""


def on_disk(html: bytes) -> bytes:
    """A page whose links name whole files, for no server is there to find the page of a folder."""
    return _LINK.sub(rb"\1index.html", html)


def write(site: Path, archive: Path, today: dt.date) -> None:
    """Packs what stands in `site` into `archive`, always in the same order and as of the same day."""
    # the format knows no earlier year
    day = (max(today.year, 1980), today.month, today.day, 0, 0, 0)
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(site.rglob("*")):
            name = path.relative_to(site).as_posix()
            if path.name.startswith(archive.name) or not path.is_file() or name.rpartition("/")[2] in LEFT_OUT:
                continue
            held = path.read_bytes()
            told = zipfile.ZipInfo(FOLDER + name, day)
            told.external_attr = 0o644 << 16
            packed.writestr(told, on_disk(held) if path.suffix == ".html" else held, zipfile.ZIP_DEFLATED, LEVEL)
