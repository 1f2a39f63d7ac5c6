"""The catalogue at a local address, as a web server will show it: under its path, and with its page for no page.

Nobody but this machine's own browsers gets an answer: it listens on the loopback alone, and only to those that call it
by a name of the loopback, so that no page from elsewhere can read it through a name of its own (DNS rebinding).
"""

import errno
import http.server
import json
import sys
from http import HTTPStatus
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

from builder.preview.answers import EVENTS, Answer
from builder.preview.board import Board, State
from builder.preview.panel import ADDRESS
from builder.problems import Problem, ProblemsError

HOST = "127.0.0.1"
"""Nobody else sees what is served here."""

NAMES = ("localhost", "127.0.0.1", "[::1]")
"""What a browser may call it."""

PATIENCE = 1.0
"""Seconds that a first page waits for the content, before it says that this is still being read."""

BEAT = 15.0
"""Seconds after which an open page is told that nothing has changed: so it is noticed when nobody listens any more."""


class Source(Protocol):
    """What the server asks."""

    board: Board
    """What is shown now."""

    def answer(self, target: str, state: State) -> Answer:
        """What a browser gets."""

    def told(self, page: str, state: State) -> dict[str, object]:
        """What an open page is to know."""


class Server(http.server.ThreadingHTTPServer):
    """Answers browsers."""

    daemon_threads = True

    def __init__(self, source: Source, port: int) -> None:
        """0 as `port` takes any that is free. Raises ProblemsError where the port cannot be had."""
        self.source = source
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as error:
            why = "in use" if error.errno == errno.EADDRINUSE else f"not to be had ({error.strerror or error})"
            message = f"port {port} is {why}; choose another with --port"
            raise ProblemsError([Problem("serve", 0, 0, "", message)]) from error

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the midst of an answer is no mistake; all else is, and tells its traceback."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        if not self._is_from_here():
            self._send(Answer(HTTPStatus.FORBIDDEN, b"This preview is for this machine's own browser."))
            return
        parts = urlsplit(self.path)
        if parts.path.endswith("/" + EVENTS):
            self._stream(parse_qs(parts.query).get("page", ["/"])[0])
            return
        state = self.server.source.board.first(0 if ADDRESS in parts.path else PATIENCE)
        self._send(self.server.source.answer(self.path, state))

    do_HEAD = do_GET  # noqa: N815

    def _is_from_here(self) -> bool:
        host = self.headers.get("Host", "").lower()
        own = {f"{name}:{self.server.server_port}" for name in NAMES}
        if self.server.server_port == 80:
            own |= {*NAMES}
        # browsers say whose page asks; one of another site may lead here, but not read from here
        site = self.headers.get("Sec-Fetch-Site", "none")
        leads = self.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
        return host in own and (leads or site in ("same-origin", "none"))

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        if answer.location:
            self.send_header("Location", answer.location)
        self._send_guards()
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _send_guards(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")

    def _stream(self, page: str) -> None:
        """Tells an open page of every change, until it is closed or the preview ends."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Connection", "close")
        self._send_guards()
        self.end_headers()
        board, number = self.server.source.board, -1
        try:
            while self.command != "HEAD" and not board.is_closed:
                found, state = board.after(number, BEAT)
                if found == number:
                    self.wfile.write(b":\n\n")
                elif not board.is_closed:
                    number = found
                    told = json.dumps(self.server.source.told(page, state))
                    self.wfile.write(f"retry: 500\ndata: {told}\n\n".encode())
        except OSError:
            pass  # the page is closed

    def log_message(self, *_: object) -> None:
        """The terminal is for what editors do."""
