"""A host that compresses what it sends, as most do, and counts it."""

import gzip
import hashlib
import threading
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

from tests.serving import Files, Server

PACKED = (".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml")
"""Names of files that hosts compress; what is compressed already, they send as it is."""


class Host(Server):
    """Serves a folder; a host that does not compress says how much less others send."""

    def __init__(self, folder: Path, *, packs: bool = True) -> None:
        super().__init__(_Handler.of(folder))
        self.packs = packs
        self.sent: list[tuple[str, int]] = []
        """The paths that were asked for, and the bytes that were answered, with what is said above them."""
        self.withheld: frozenset[str] = frozenset()
        """Names of files that are not sent until `released`."""
        self.released = threading.Event()


class _Handler(Files):
    server: Host
    protocol_version: ClassVar[str] = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802
        path = Path(self.translate_path(self.path))
        if path.name in self.server.withheld:
            self.server.released.wait()
        path = path / "index.html" if path.is_dir() else path
        held = path.read_bytes() if path.is_file() else b""
        mark = f'"{hashlib.sha256(held).hexdigest()}"'
        packs = self.server.packs and path.suffix in PACKED
        body = gzip.compress(held, 6, mtime=0) if packs else held
        if self.headers.get("If-None-Match") == mark:
            self.send_response(304)
            body = b""
        else:
            self.send_response(200 if path.is_file() else 404)
            self.send_header("Content-Type", self.guess_type(str(path)))
            self.send_header("Content-Length", str(len(body)))
            if packs:
                self.send_header("Content-Encoding", "gzip")
        self.send_header("ETag", mark)
        self.server.sent.append((urlsplit(self.path).path, len(body) + sum(map(len, self._headers_buffer)) + 2))
        self.end_headers()
        self.wfile.write(body)
