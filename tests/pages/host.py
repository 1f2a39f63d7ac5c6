"""A host that compresses what it sends, as most do, and counts it."""

import gzip
import hashlib
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

PACKED = (".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml")
"""Names of files that hosts compress; what is compressed already, they send as it is."""


class Host(http.server.ThreadingHTTPServer):
    """Serves a folder; a host that does not compress says how much less others send."""

    daemon_threads = True

    def __init__(self, folder: Path, *, packs: bool = True) -> None:
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
        self.packs = packs
        self.sent: list[tuple[str, int]] = []
        """The paths that were asked for, and the bytes that were answered, with what is said above them."""
        self.withheld: frozenset[str] = frozenset()
        """Names of files that are not sent until `released`."""
        self.released = threading.Event()

    @property
    def address(self) -> str:
        """Without a slash at the end."""
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(http.server.SimpleHTTPRequestHandler):
    server: Host
    protocol_version: ClassVar[str] = "HTTP/1.1"

    def do_GET(self) -> None:
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
        with suppress(ConnectionError):  # whoever has seen enough leaves
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """A test has nothing to log."""


@contextmanager
def hosting(folder: Path, *, packs: bool = True) -> Iterator[Host]:
    with Host(folder, packs=packs) as host:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        yield host
        host.shutdown()
