"""A host on the loopback that answers as it is told and counts how it is asked."""

import http.server
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from builder.checking.asking import Asker
from tests.serving import Server

CERTIFICATES = Path(__file__).parent / "certificates"
"""Made for these tests: `good.pem` for secure.example until 2126, `expired.pem` for expired.example until 2020."""

Reply = tuple[int, dict[str, str]]


@dataclass
class Host:
    """What tests tell the server, and what it tells them. All names lead to it."""

    port: int = 0
    replies: dict[str, Callable[["http.server.BaseHTTPRequestHandler"], Reply] | Reply] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)
    most: Counter[str] = field(default_factory=Counter)
    running: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)
    ended: threading.Event = field(default_factory=threading.Event)
    slept: list[float] = field(default_factory=list)

    def __call__(self, path: str, host: str = "one.example", scheme: str = "http") -> str:
        """The web address of a path."""
        return f"{scheme}://{host}:{self.port}{path}"

    def asker(self, **settings: object) -> Asker:
        """One that may ask the loopback, and waits for nothing."""
        chosen = {"sleep": self.slept.append, "resolve": _loopback, "allowed": lambda number: True, **settings}
        return Asker(**chosen)  # type: ignore[arg-type]

    def enter(self, name: str, now: int) -> None:
        """Notes that a request begins or ends."""
        with self.lock:
            for each in (name, "all"):
                self.running[each] += now
                self.most[each] = max(self.most[each], self.running[each])


def _loopback(host: str, port: int) -> Sequence[str]:
    return ("127.0.0.1",)


def _handler(told: Host) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            name = ""
            try:
                self.raw_requestline = self.rfile.readline(65537)
                self.close_connection = True
                if not self.raw_requestline or not self.parse_request():
                    return
                name = self.headers["Host"].partition(":")[0]
                told.enter(name, 1)
                told.asked.append((self.command, name, self.path))
                told.heads.append(dict(self.headers.items()))
                found = told.replies.get(f"{self.command} {self.path}", told.replies.get(self.path, (200, {})))
                status, headers = found(self) if callable(found) else found
                # a client that has its answer asks the next host at once, so this one is done before it has it
                told.enter(name, -1)
                name = ""
                if status:
                    self.send_response_only(status)
                    for key, value in headers.items():
                        self.send_header(key, value)
                    self.end_headers()
            finally:
                if name:
                    told.enter(name, -1)

    return Handler


def _serving(tls: str = "") -> Iterator[Host]:
    told = Host()
    server = Server(_handler(told))
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATES / tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    told.port = server.server_port
    with server:
        yield told
        told.ended.set()


@pytest.fixture
def host() -> Iterator[Host]:
    """A server of plain HTTP."""
    yield from _serving()


@pytest.fixture
def secure() -> Iterator[Host]:
    """A server with a certificate for secure.example."""
    yield from _serving("good.pem")


@pytest.fixture
def expired() -> Iterator[Host]:
    """A server with a certificate for expired.example that is no longer valid."""
    yield from _serving("expired.pem")
