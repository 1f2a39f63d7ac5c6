"""A server on the loopback, for a browser that leaves when it has seen enough."""

import http.server
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Self


class Server(http.server.ThreadingHTTPServer):
    """Answers while it is entered. Tells of no one who hangs up: that would stand in the output of some other test."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, handler: Callable[..., http.server.BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)

    @property
    def address(self) -> str:
        """Without a slash at the end."""
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """All else is a mistake of the test's."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class Files(http.server.SimpleHTTPRequestHandler):
    """Answers with the files of a folder."""

    def log_message(self, *_: object) -> None:
        """A test has nothing to log."""

    @classmethod
    def of(cls, folder: Path) -> Callable[..., http.server.BaseHTTPRequestHandler]:
        """What answers with those of `folder`."""
        return partial(cls, directory=str(folder))
