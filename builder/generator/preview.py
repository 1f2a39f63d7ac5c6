"""The built site at a local address, as a web server will show it: under its path, and with its page for no page."""

import errno
import functools
import http.server
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from builder.problems import Problem, ProblemsError

HOST = "127.0.0.1"
"""Nobody else sees what is served here."""


class Server(http.server.ThreadingHTTPServer):
    """Serves a folder under a path."""

    daemon_threads = True

    def __init__(self, site: Path, url: str, port: int) -> None:
        """`url` is where the site is to be published; 0 as `port` takes any that is free.

        Raises ProblemsError where the port cannot be had.
        """
        self.path = urlsplit(url).path or "/"
        try:
            super().__init__((HOST, port), functools.partial(_Handler, directory=str(site)))
        except OSError as error:
            why = "in use" if error.errno == errno.EADDRINUSE else f"not to be had ({error.strerror or error})"
            message = f"port {port} is {why}; choose another with --port"
            raise ProblemsError([Problem("serve", 0, 0, "", message)]) from error

    @property
    def url(self) -> str:
        """The local address of the home page."""
        return f"http://{HOST}:{self.server_port}{self.path}"


class _Handler(http.server.SimpleHTTPRequestHandler):
    server: Server

    def send_head(self) -> Any:
        asked = urlsplit(self.path).path
        if asked == "/" != self.server.path:
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", self.server.path)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        if not f"{asked}/".startswith(self.server.path):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path[len(self.server.path) :])

    def list_directory(self, path: Any) -> None:
        """No web server shows what is in a folder."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
